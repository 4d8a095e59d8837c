/* SPDX-License-Identifier: ISC */
/*
 * Term map + values of a record -> rendered terms, straight to the bytes that a line of N-Quads wants. A reference
 * without a value makes no term; several values make several, in every combination.
 */
#include "map/engine.h"

/** Ends the term that began at `offset` of the scratch. */
static void push(rpt_engine *e, const rpt_term_map *t, rpt_rendered_list *to, uint32_t offset) {
    const rpt_str bytes = {e->scratch.p + offset, (uint32_t)e->scratch.len - offset};
    *RPT_PUSH(e->arena, *to) = (rpt_rendered){NULL, offset, bytes.len, t->targets, rpt_hash(bytes)};
}

static bool is_safe(uint8_t term) { return term == RPT_TERM_IRI || term == RPT_TERM_URI; }

/** The term's value for one combination: at[i] is the value of part i. */
static void build(rpt_engine *e, const rpt_term_map *t, const rpt_values *values, const uint32_t *at) {
    e->value.len = 0;
    for (uint32_t i = 0; i < t->parts.n; i++) {
        const rpt_part *part = &t->parts.at[i];
        if (part->ref == RPT_NONE) {
            rpt_buf_str(&e->value, part->text);
            continue;
        }
        const rpt_str s = values[part->ref].at[at[i]].text;
        if (!t->reference && is_safe(t->term)) rpt_term_safe(&e->value, s, t->term == RPT_TERM_URI);
        else rpt_buf_str(&e->value, s);
    }
}

static rpt_status bad_term(rpt_engine *e, const rpt_term_map *t, const char *what, rpt_str s) {
    const uint32_t shown = s.len < 200 ? s.len : 200;
    if (e->strict) return rpt_fail(e->m, RPT_CONFIG, t->place, "%s: `%.*s`", what, (int)shown, s.p);
    rpt_say(e->m, RPT_WARNING, t->place, "left out, %s: `%.*s`", what, (int)shown, s.p);
    return RPT_OK;
}

static rpt_status render_iri(rpt_engine *e, const rpt_term_map *t, rpt_rendered_list *to) {
    rpt_str iri = rpt_buf_view(&e->value);
    const bool ascii = e->mapping->options.ascii;
    const uint32_t offset = (uint32_t)e->scratch.len;
    if (!rpt_iri_has_scheme(iri)) {
        rpt_buf_reserve(&e->value, e->map->base.len + 1);
        memmove(e->value.p + e->map->base.len, e->value.p, e->value.len);
        memcpy(e->value.p, e->map->base.p, e->map->base.len);
        e->value.len += e->map->base.len;
        iri = rpt_buf_view(&e->value);
    }
    if (!rpt_term_iri(&e->scratch, iri, ascii)) return bad_term(e, t, "not an IRI", iri);
    push(e, t, to, offset);
    return RPT_OK;
}

/** Labels take letters and digits; every other byte becomes -XX. */
static void render_blank(rpt_engine *e, const rpt_term_map *t, rpt_rendered_list *to) {
    const uint32_t offset = (uint32_t)e->scratch.len;
    rpt_buf_z(&e->scratch, "_:b");
    /* Without an expression: one a record, whatever it is of. */
    if (!t->parts.n) rpt_buf_printf(&e->value, "%u-%llu", e->map->node, (unsigned long long)e->record);
    if (!t->parts.n && e->rows && e->rows->n[RPT_ROW_DOCUMENT]) rpt_buf_str(&e->value, rpt_cell(e->rows, RPT_ROW_DOCUMENT, 0, RPT_DOCUMENT_name));
    for (size_t i = 0; i < e->value.len; i++) {
        const unsigned char c = (unsigned char)e->value.p[i];
        if (c < 0x80 && (rpt_utf8_is_letter(c) || rpt_utf8_is_digit(c))) rpt_buf_char(&e->scratch, (char)c);
        else rpt_buf_printf(&e->scratch, "-%02X", c);
    }
    push(e, t, to, offset);
}

/** What a varying language or datatype says after the literal. Its own values come from the same record. */
static rpt_status render_mark(rpt_engine *e, const rpt_term_map *t, const rpt_values *values, bool *good) {
    const rpt_str *marks;
    const rpt_term_map *map = t->language ? t->language : t->datatype;
    const uint32_t n = rpt_render_plain(e, map, values, &marks);
    *good = n > 0;
    if (!n) return RPT_OK;
    if (t->datatype) {
        rpt_str iri = marks[0];
        if (!rpt_iri_has_scheme(iri)) iri = rpt_arena_printf(e->arena, "%.*s%.*s", RPT_FMT(e->map->base), RPT_FMT(iri));
        rpt_buf_z(&e->scratch, "^^");
        *good = rpt_term_iri(&e->scratch, iri, e->mapping->options.ascii);
        return *good ? RPT_OK : bad_term(e, map, "not a datatype", iri);
    }
    *good = rpt_language_is_valid(marks[0]);
    if (!*good) return bad_term(e, map, "not a language tag", marks[0]);
    rpt_buf_char(&e->scratch, '@');
    for (uint32_t i = 0; i < marks[0].len; i++) rpt_buf_char(&e->scratch, (char)rpt_utf8_fold((unsigned char)marks[0].p[i]));
    return RPT_OK;
}

static void put_natural(rpt_buf *out, uint8_t kind) {
    static const char *const names[] = {"", "integer", "double", "boolean"};
    if (kind != RPT_VALUE_TEXT) rpt_buf_printf(out, "^^<http://www.w3.org/2001/XMLSchema#%s>", names[kind]);
}

static rpt_status render_literal(rpt_engine *e, const rpt_term_map *t, const rpt_values *values, const uint32_t *at,
                                 rpt_rendered_list *to) {
    const uint32_t offset = (uint32_t)e->scratch.len;
    const rpt_value *single = t->reference ? &values[t->parts.at[0].ref].at[at[0]] : NULL;
    bool good = true;
    rpt_term_literal(&e->scratch, single ? single->text : rpt_buf_view(&e->value), e->mapping->options.ascii);
    rpt_status status = RPT_OK;
    if (t->tail.len) rpt_buf_str(&e->scratch, t->tail);
    else if (t->language || t->datatype) status = render_mark(e, t, values, &good);
    else if (t->natural) put_natural(&e->scratch, single->kind);
    if (good && !status) push(e, t, to, offset);
    return status;
}

static rpt_status render_one(rpt_engine *e, const rpt_term_map *t, const rpt_values *values, const uint32_t *at,
                             rpt_rendered_list *to) {
    if (!t->reference || t->term != RPT_TERM_LITERAL) build(e, t, values, at);
    if (t->term == RPT_TERM_LITERAL) return render_literal(e, t, values, at, to);
    if (t->term != RPT_TERM_BLANK) return render_iri(e, t, to);
    render_blank(e, t, to);
    return RPT_OK;
}

/** Steps to the next combination of values; false after the last. */
static bool step(const rpt_term_map *t, const rpt_values *values, uint32_t *at) {
    for (uint32_t i = t->parts.n; i--;) {
        if (t->parts.at[i].ref == RPT_NONE) continue;
        if (++at[i] < values[t->parts.at[i].ref].n) return true;
        at[i] = 0;
    }
    return false;
}

static bool is_complete(const rpt_term_map *t, const rpt_values *values) {
    for (uint32_t i = 0; i < t->parts.n; i++) {
        if (t->parts.at[i].ref != RPT_NONE && !values[t->parts.at[i].ref].n) return false;
    }
    return true;
}

enum { FEW_PARTS = 16 };

static uint32_t *new_odometer(rpt_engine *e, const rpt_term_map *t, uint32_t few[FEW_PARTS]) {
    if (t->parts.n > FEW_PARTS) return rpt_arena_alloc(e->arena, t->parts.n * sizeof *few);
    memset(few, 0, FEW_PARTS * sizeof *few);
    return few;
}

static void keep_steady(rpt_engine *e, const rpt_term_map *t, rpt_rendered *r) {
    r->p = rpt_arena_copy(e->arena, (rpt_str){e->scratch.p + r->offset, r->len}).p;
    e->steady[t->steady - 1] = *r;
}

rpt_status rpt_render(rpt_engine *e, const rpt_term_map *t, const rpt_values *values, rpt_rendered_list *to) {
    if (t->constant) {
        *RPT_PUSH(e->arena, *to) = (rpt_rendered){t->rendered.p, 0, t->rendered.len, t->targets, t->hash};
        return RPT_OK;
    }
    if (t->steady && e->steady[t->steady - 1].p) {
        *RPT_PUSH(e->arena, *to) = e->steady[t->steady - 1];
        return RPT_OK;
    }
    if (!is_complete(t, values)) return RPT_OK;
    uint32_t few[FEW_PARTS], *at = new_odometer(e, t, few);
    const uint32_t before = to->n;
    do TRY(render_one(e, t, values, at, to));
    while (step(t, values, at));
    if (t->steady && to->n > before) keep_steady(e, t, &to->at[before]);
    return RPT_OK;
}

uint32_t rpt_render_plain(rpt_engine *e, const rpt_term_map *t, const rpt_values *values, const rpt_str **out) {
    RPT_ARRAY(rpt_str) list = {0};
    if (t->constant) *RPT_PUSH(e->arena, list) = t->plain;
    if (!t->constant && is_complete(t, values)) {
        uint32_t few[FEW_PARTS], *at = new_odometer(e, t, few);
        do {
            build(e, t, values, at);
            *RPT_PUSH(e->arena, list) = rpt_arena_copy(e->arena, rpt_buf_view(&e->value));
        } while (step(t, values, at));
    }
    *out = list.at;
    return list.n;
}
