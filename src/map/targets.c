/* SPDX-License-Identifier: ISC */
/*
 * Logical targets: triples whose terms name one go to a file of their own instead of the output. Compiles them and writes
 * them after the run of the mapping's sources.
 */
#include "map/compile.h"
#include "map/engine.h"
#include <stdlib.h>

static const struct {
    const char *iri, *format;
} serializations[] = {{"http://www.w3.org/ns/formats/N-Quads", "nquads"},   {"http://www.w3.org/ns/formats/N-Triples", "ntriples"},
                      {"http://www.w3.org/ns/formats/Turtle", "turtle"},    {"http://www.w3.org/ns/formats/RDF_XML", "rdfxml"},
                      {"http://www.w3.org/ns/formats/RDF_JSON", "json"}};

static const char *compile_serialization(rpt_compiler *c, uint32_t node, rpt_place place) {
    const uint32_t t = rpt_compile_next(c, node, "serialization", 0);
    if (!t) return "nquads";
    const rpt_str iri = rpt_compile_object(c, t)->text;
    for (size_t i = 0; i < sizeof serializations / sizeof *serializations; i++) {
        if (rpt_str_is(iri, serializations[i].iri)) return serializations[i].format;
    }
    rpt_compile_fail(c, place, "serialization not supported: ", iri);
    return "nquads";
}

static void compile_target(rpt_compiler *c, uint32_t node, rpt_target *target, rpt_place place) {
    const uint32_t file = rpt_compile_next(c, node, "target", 0), encoding = rpt_compile_next(c, node, "encoding", 0);
    const uint32_t packing = rpt_compile_next(c, node, "compression", 0);
    const uint32_t inner = file ? c->g->triples.at[file - 1].o : 0;
    const uint32_t path = file ? rpt_compile_next(c, inner, "path", 0) : 0, root = file ? rpt_compile_next(c, inner, "root", 0) : 0;
    if (!path) {
        rpt_compile_fail(c, place, "only files are written: a logicalTarget needs a target with a path", RPT_LIT(""));
        return;
    }
    const bool beside = root && rpt_str_is(rpt_compile_object(c, root)->local, "MappingDirectory");
    target->path = rpt_compile_path(c, rpt_compile_object(c, path)->text, !beside, place);
    target->format = compile_serialization(c, node, place);
    const rpt_str code = encoding ? rpt_compile_object(c, encoding)->local : RPT_LIT("UTF-8");
    target->utf16 = rpt_str_is(code, "UTF-16");
    if (!target->utf16 && !rpt_str_is(code, "UTF-8")) rpt_compile_fail(c, place, "encoding not supported: ", rpt_compile_object(c, encoding)->text);
    if (packing && !rpt_str_is(rpt_compile_object(c, packing)->local, "none"))
        rpt_compile_fail(c, place, "a target is not compressed: ", rpt_compile_object(c, packing)->text);
}

uint64_t rpt_compile_targets(rpt_compiler *c, uint32_t node) {
    uint64_t mask = 0;
    for (uint32_t t = 0; (t = rpt_compile_next(c, node, "logicalTarget", t));) {
        const uint32_t wanted = c->g->triples.at[t - 1].o;
        const rpt_place place = c->g->triples.at[t - 1].place;
        if (c->map->source.kind == RPT_SOURCE_ROWS) {
            rpt_compile_fail(c, place, "maps over rows have no logicalTarget; the output is named by -o", RPT_LIT(""));
            continue;
        }
        uint32_t i = 0;
        while (i < c->mapping->targets.n && c->mapping->targets.at[i].node != wanted) i++;
        if (i == 64) {
            rpt_compile_fail(c, place, "more than 64 targets", RPT_LIT(""));
            continue;
        }
        if (i == c->mapping->targets.n) {
            *RPT_PUSH(&c->g->arena, c->mapping->targets) = (rpt_target){.node = wanted};
            compile_target(c, wanted, &c->mapping->targets.at[i], place);
        }
        mask |= UINT64_C(1) << i;
    }
    return mask;
}

static void to_utf16(rpt_buf *b) {
    rpt_buf out = {0};
    const rpt_str s = rpt_buf_view(b);
    rpt_buf_add(&out, "\xFF\xFE", 2);
    for (uint32_t i = 0, len; i < s.len; i += len) {
        uint32_t c = rpt_utf8_at(s, i, &len);
        if (c > 0xFFFF) {
            const uint32_t high = 0xD800 + ((c - 0x10000) >> 10);
            rpt_buf_add(&out, (const char[]){(char)(high & 0xFF), (char)(high >> 8)}, 2);
            c = 0xDC00 + (c & 0x3FF);
        }
        rpt_buf_add(&out, (const char[]){(char)(c & 0xFF), (char)(c >> 8)}, 2);
    }
    rpt_buf_clear(b);
    *b = out;
}

rpt_status rpt_targets_write(rpt_engine *e) {
    for (uint32_t i = 0; i < e->mapping->targets.n; i++) {
        const rpt_target *t = &e->mapping->targets.at[i];
        const rpt_format *format = rpt_format_of(t->format, e->m);
        rpt_emitter *emitter = NULL;
        if (t->utf16) to_utf16(&e->targets[i]);
        rpt_status status = rpt_emitter_open(&emitter, format, t->path.p, e->m);
        if (!status) status = rpt_emitter_add(emitter, rpt_buf_view(&e->targets[i]));
        const rpt_status closed = rpt_emitter_close(emitter, !status);
        TRY(status);
        TRY(closed);
    }
    return RPT_OK;
}
