/* SPDX-License-Identifier: ISC */
/*
 * Logical sources: our rows with their iterators (`relation[status=asserted]`), or files of tables, JSON and XML. Reads
 * nothing yet; sources.c does.
 */
#include "map/compile.h"
#include <stdio.h>

#define ROWS "https://w3id.org/rapporteur/ns#Rows"

static uint32_t column_of(rpt_row_kind row, rpt_str name) {
    uint32_t n;
    const char *const *names = rpt_row_columns(row, &n);
    const uint32_t c = rpt_name_of(names, n, name);
    return c == n ? RPT_NONE : c;
}

static bool take_end(rpt_str *s, const char *end) {
    const uint32_t n = (uint32_t)strlen(end);
    if (s->len < n || memcmp(s->p + s->len - n, end, n)) return false;
    s->len -= n;
    return true;
}

static bool take_start(rpt_str *s, const char *start) {
    const uint32_t n = (uint32_t)strlen(start);
    if (s->len < n || memcmp(s->p, start, n)) return false;
    s->p += n;
    s->len -= n;
    return true;
}

/** `column`, `document.column`, `column[*]`. */
static rpt_ref row_ref(rpt_compiler *c, rpt_str text, rpt_place place) {
    rpt_str name = text;
    rpt_ref ref = {.text = text};
    ref.split = take_end(&name, "[*]");
    ref.document = take_start(&name, "document.");
    ref.column = column_of(ref.document ? RPT_ROW_DOCUMENT : c->map->source.row, name);
    if (ref.column == RPT_NONE) {
        rpt_buf about = {0};
        rpt_buf_printf(&about, "%s rows have no column `%.*s`", rpt_row_name[ref.document ? RPT_ROW_DOCUMENT : c->map->source.row],
                       RPT_FMT(name));
        rpt_compile_fail(c, place, "", rpt_buf_view(&about));
        rpt_buf_clear(&about);
        ref.column = 0;
    }
    return ref;
}

uint32_t rpt_compile_ref(rpt_compiler *c, rpt_str text, rpt_place place) {
    for (uint32_t i = 0; i < c->map->refs.n; i++) {
        if (rpt_str_equal(c->map->refs.at[i].text, text)) return i;
    }
    const rpt_ref ref = c->map->source.kind == RPT_SOURCE_ROWS ? row_ref(c, text, place) : (rpt_ref){.text = text};
    *RPT_PUSH(&c->g->arena, c->map->refs) = ref;
    return c->map->refs.n - 1;
}

/** One condition between brackets: `status=asserted`, `type!=DATE`, `evidence*=ratif`, `length<30000`, `speaker`, `!speaker`. */
static void compile_filter(rpt_compiler *c, rpt_str text, rpt_place place) {
    static const struct {
        const char *sign;
        uint8_t test;
    } signs[] = {{"!=", RPT_IS_NOT}, {"*=", RPT_HOLDS}, {">=", RPT_AT_LEAST}, {"=", RPT_IS}, {"<", RPT_LESS}, {">", RPT_MORE}};
    rpt_source *s = &c->map->source;
    rpt_filter f = {.test = RPT_PRESENT};
    rpt_str name = text;
    bool found = false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && !found; i++) {
        const uint32_t n = (uint32_t)strlen(signs[i].sign);
        const char *at = memmem(text.p, text.len, signs[i].sign, n);
        if (!at) continue;
        found = true;
        f.test = signs[i].test;
        name.len = (uint32_t)(at - text.p);
        f.value = (rpt_str){at + n, text.len - name.len - n};
    }
    if (!found && take_start(&name, "!")) f.test = RPT_ABSENT;
    f.column = column_of(s->row, name);
    if (f.column == RPT_NONE) rpt_compile_fail(c, place, "no column of these rows in the condition ", text);
    else *RPT_PUSH(&c->g->arena, s->filters) = f;
}

static void compile_row_iterator(rpt_compiler *c, rpt_str text, rpt_place place) {
    rpt_str rest = text;
    const rpt_str kind = rpt_str_cut(&rest, '[');
    const uint32_t row = rpt_name_of(rpt_row_name, RPT_ROW_KINDS, kind);
    if (row == RPT_ROW_KINDS) {
        rpt_compile_fail(c, place, "no kind of row: ", kind);
        return;
    }
    c->map->source.row = (rpt_row_kind)row;
    while (rest.len) {
        const bool closed = memchr(rest.p, ']', rest.len) != NULL;
        compile_filter(c, rpt_str_cut(&rest, ']'), place);
        if (!closed || (rest.len && !take_start(&rest, "["))) {
            rpt_compile_fail(c, place, "brackets of an iterator do not match: ", text);
            return;
        }
    }
}

rpt_str rpt_compile_path(rpt_compiler *c, rpt_str path, bool here, rpt_place place) {
    const char *slash = place.file ? strrchr(place.file, '/') : NULL;
    if (here || !slash || (path.len && path.p[0] == '/')) return rpt_arena_copy(&c->g->arena, path);
    return rpt_arena_printf(&c->g->arena, "%.*s/%.*s", (int)(slash - place.file), place.file, RPT_FMT(path));
}

static void compile_file(rpt_compiler *c, uint32_t node, rpt_place place) {
    rpt_source *s = &c->map->source;
    const rpt_node *n = &c->g->nodes.at[node];
    if (n->kind == RPT_NODE_LITERAL) { /* as RML was written before it had modules */
        s->path = rpt_compile_path(c, n->text, false, place);
        return;
    }
    const uint32_t path = rpt_compile_next(c, node, "path", 0), root = rpt_compile_next(c, node, "root", 0);
    const uint32_t encoding = rpt_compile_next(c, node, "encoding", 0), compression = rpt_compile_next(c, node, "compression", 0);
    if (!path) {
        rpt_compile_fail(c, place, "only files are read: a source needs a path", RPT_LIT(""));
        return;
    }
    const rpt_node *r = root ? rpt_compile_object(c, root) : NULL;
    s->path = rpt_compile_path(c, rpt_compile_object(c, path)->text, r && rpt_str_is(r->local, "CurrentWorkingDirectory"), place);
    if (r && r->kind == RPT_NODE_LITERAL) s->path = rpt_arena_printf(&c->g->arena, "%s/%.*s", r->text.p, RPT_FMT(rpt_compile_object(c, path)->text));
    for (uint32_t t = 0; (t = rpt_compile_next(c, node, "null", t));) *RPT_PUSH(&c->g->arena, s->nulls) = rpt_compile_object(c, t)->text;
    /* UTF-16 is told by its mark, gzip by its first bytes. */
    if (encoding && !rpt_str_is(rpt_compile_object(c, encoding)->local, "UTF-8") && !rpt_str_is(rpt_compile_object(c, encoding)->local, "UTF-16"))
        rpt_compile_fail(c, place, "encoding not supported: ", rpt_compile_object(c, encoding)->text);
    const rpt_str packing = compression ? rpt_compile_object(c, compression)->local : RPT_LIT("none");
    if (!rpt_str_is(packing, "none") && !rpt_str_is(packing, "gzip")) rpt_compile_fail(c, place, "compression not supported: ", packing);
}

static void compile_namespaces(rpt_compiler *c, uint32_t node) {
    for (uint32_t t = 0; (t = rpt_compile_next(c, node, "namespace", t));) {
        const uint32_t one = c->g->triples.at[t - 1].o;
        const uint32_t prefix = rpt_compile_next(c, one, "namespacePrefix", 0), url = rpt_compile_next(c, one, "namespaceURL", 0);
        if (!prefix || !url) rpt_compile_fail(c, c->g->triples.at[t - 1].place, "a namespace needs a prefix and a URL", RPT_LIT(""));
        else *RPT_PUSH(&c->g->arena, c->map->source.prefixes) = (rpt_prefix){rpt_compile_object(c, prefix)->text, rpt_compile_object(c, url)->text};
    }
}

static bool is_xpath(const rpt_compiler *c, uint32_t node) {
    for (uint32_t i = 0; i < c->g->triples.n; i++) {
        const rpt_triple *t = &c->g->triples.at[i];
        if (t->s == node && rpt_str_is(c->g->nodes.at[t->o].local, "XPathReferenceFormulation")) return true;
    }
    return rpt_str_is(c->g->nodes.at[node].local, "XPath");
}

static bool compile_formulation(rpt_compiler *c, uint32_t found) {
    rpt_source *s = &c->map->source;
    const uint32_t node = c->g->triples.at[found - 1].o;
    const rpt_node *n = &c->g->nodes.at[node];
    if (rpt_str_is(n->text, ROWS)) s->kind = RPT_SOURCE_ROWS;
    else if (rpt_str_is(n->local, "CSV")) s->kind = RPT_SOURCE_TABLE;
    else if (rpt_str_is(n->local, "JSONPath")) s->kind = RPT_SOURCE_JSON;
    else if (is_xpath(c, node)) s->kind = RPT_SOURCE_XML;
    else {
        rpt_compile_fail(c, c->g->triples.at[found - 1].place, "reference formulation not supported: ", n->text);
        return false;
    }
    compile_namespaces(c, node);
    return true;
}

void rpt_compile_source(rpt_compiler *c, rpt_triples_map *map) {
    const uint32_t found = rpt_compile_next(c, map->node, "logicalSource", 0);
    if (!found) {
        rpt_compile_fail(c, map->place, "a triples map needs a logicalSource", RPT_LIT(""));
        return;
    }
    const uint32_t node = c->g->triples.at[found - 1].o;
    const rpt_place place = c->g->triples.at[found - 1].place;
    const uint32_t source = rpt_compile_next(c, node, "source", 0), iterator = rpt_compile_next(c, node, "iterator", 0);
    const uint32_t formulation = rpt_compile_next(c, node, "referenceFormulation", 0);
    rpt_source *s = &map->source;
    s->place = place;
    s->kind = RPT_SOURCE_TABLE;
    if (formulation && !compile_formulation(c, formulation)) return;
    s->iterator = iterator ? rpt_compile_object(c, iterator)->text : (rpt_str){"", 0};
    if (s->kind == RPT_SOURCE_ROWS) {
        if (!iterator) rpt_compile_fail(c, place, "rows need an iterator that names their kind", RPT_LIT(""));
        else compile_row_iterator(c, s->iterator, c->g->triples.at[iterator - 1].place);
    } else if (!source) {
        rpt_compile_fail(c, place, "a logical source needs a source", RPT_LIT(""));
    } else {
        compile_file(c, c->g->triples.at[source - 1].o, place);
        if (!iterator && s->kind != RPT_SOURCE_TABLE) rpt_compile_fail(c, place, "a source of JSON or XML needs an iterator", RPT_LIT(""));
    }
}
