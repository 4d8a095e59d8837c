/* SPDX-License-Identifier: ISC */
/*
 * Finds of all kinds -> acronyms: one in brackets after a name bears that name's type throughout the
 * document; one that nothing defines is a body. Runs after the parts that find names of other kinds.
 */
#include "recognise/parts.h"

typedef struct {
    uint64_t hash; ///< 0 = empty
    rpt_type type; ///< RPT_NO_TYPE = defined, but not of a name that counts
} meaning;

typedef struct {
    meaning *at;
    uint32_t mask;
} meanings;

static meaning *meaning_slot(const meanings *t, uint64_t hash) {
    uint32_t i = (uint32_t)(hash >> 20) & t->mask;
    while (t->at[i].hash && t->at[i].hash != hash) i = (i + 1) & t->mask;
    return &t->at[i];
}

static bool on_line(const rpt_parts *p, uint32_t i) {
    return i < p->d->tokens.n && !rpt_flag(p, i, RPT_T_LINE | RPT_T_NOISE);
}

/** No number in Roman figures, no digit (`SS-18`), no symbol of a document (`A/C.1`, `S/PV`). */
static bool is_plain_acronym(rpt_str w) {
    bool roman = true;
    for (uint32_t i = 0; i < w.len; i++) {
        if (w.p[i] >= '0' && w.p[i] <= '9') return false;
        roman &= memchr("IVXL", w.p[i], 4) != NULL;
    }
    return !roman && !(w.len > 2 && w.p[1] == '/' &&
                       (w.p[0] == 'A' || (w.p[0] == 'S' && (w.p[2] == 'P' || w.p[2] == 'R'))));
}

static bool is_acronym(const rpt_parts *p, uint32_t i) {
    const rpt_token *t = &p->d->tokens.at[i];
    if ((t->flags & (RPT_T_CAPS | RPT_T_NUMBER)) != RPT_T_CAPS || t->len > 9 || p->readings[i].capitals)
        return false;
    if (!is_plain_acronym(rpt_word(p, i))) return false;
    return !rpt_has(p, i,
                    RPT_BIT(NOT_NAME) | RPT_BIT(SUFFIX) | RPT_BIT(DECORATION) | RPT_BIT(HONORIFIC) |
                        RPT_BIT(EXCELLENCY) | RPT_BIT(POST) | RPT_BIT(MONTH) | RPT_BIT(GIVEN) |
                        RPT_BIT(KNOWN_PER));
}

/** The type of the longest find that ends at token `end`. */
static rpt_type type_before(const uint32_t *ends, const rpt_parts *p, uint32_t end) {
    return ends[end] ? (rpt_type)p->finds.at[ends[end]].type : RPT_NO_TYPE;
}

/** `Policy Review Committee (PRC)`: is the acronym made of the name's first letters? */
static bool has_initials(const rpt_parts *p, uint32_t find, uint32_t acronym) {
    const rpt_find *f = &p->finds.at[find];
    const rpt_str w = rpt_word(p, acronym);
    uint32_t n = 0;
    for (uint32_t i = f->first; i < f->end; i++) {
        if (!rpt_is_capital(p, i)) continue;
        if (n >= w.len || rpt_word(p, i).p[0] != w.p[n++]) return false;
    }
    return n == w.len;
}

static void define(rpt_parts *p, const meanings *t, const uint32_t *ends) {
    for (uint32_t i = 1; i + 1 < p->d->tokens.n; i++) {
        if (rpt_mark(p, i - 1) != '(' || !on_line(p, i) || !is_acronym(p, i) || i < 2) continue;
        const char close = rpt_mark(p, i + 1);
        if (close != ')' && close != ';' && close != ',') continue;
        rpt_type type = type_before(ends, p, i - 1);
        // `... of Argentina (UIA)`: the country only ends a name that nothing else knows
        if ((type == RPT_GPE || type == RPT_LOC) &&
            p->d->text.p[p->finds.at[ends[i - 1]].span.begin] != rpt_word(p, i).p[0])
            type = RPT_ORG;
        if (!type && !rpt_is_capital(p, i - 2)) continue;
        const rpt_find *f = rpt_find_at(p, i);
        if (f && f->score >= 800 && f->type == RPT_GPE && !(type == RPT_ORG && has_initials(p, ends[i - 1], i))) continue;
        *meaning_slot(t, p->d->tokens.at[i].hash) =
            (meaning){p->d->tokens.at[i].hash, type == RPT_DATE || type == RPT_PER ? RPT_NO_TYPE : type};
    }
}

/** A slash, a hyphen or a dash of any length. */
static bool is_joint(const rpt_parts *p, uint32_t i) {
    const rpt_str w = rpt_word(p, i);
    return rpt_mark(p, i) == '/' || rpt_mark(p, i) == '-' ||
           (w.len == 3 && memcmp(w.p, "\xE2\x80", 2) == 0 && (unsigned char)w.p[2] < 0x98);
}

/** A part of a file's or weapon's number: `NI–4`, `SS–18`, `INR/X`. */
static bool is_glued(const rpt_parts *p, uint32_t i) {
    if (on_line(p, i + 1) && !rpt_flag(p, i + 1, RPT_T_SPACE) &&
        (is_joint(p, i + 1) || rpt_flag(p, i + 1, RPT_T_NUMBER)))
        return true;
    return i && !rpt_flag(p, i, RPT_T_SPACE | RPT_T_LINE) && is_joint(p, i - 1);
}

static void use(rpt_parts *p, const meanings *t, uint32_t i) {
    const meaning *m = meaning_slot(t, p->d->tokens.at[i].hash);
    const rpt_find *f = rpt_find_at(p, i);
    if (m->hash) {
        if (m->type && !(f && f->end > i + 1)) rpt_find_push(p, i, i + 1, m->type, RPT_FROM_DOCUMENT, 890);
        return;
    }
    if (f || p->readings[i].titled || rpt_has(p, i, RPT_BIT(COMMON)) || is_glued(p, i)) return;
    if (rpt_mark(p, i + 1) == ':' && rpt_flag(p, i, RPT_T_LINE)) return;
    if ((on_line(p, i + 1) && rpt_flag(p, i + 1, RPT_T_CAPS)) ||
        (i && on_line(p, i) && rpt_flag(p, i - 1, RPT_T_CAPS)))
        return;
    if (p->d->tokens.at[i].len == 2 && i && rpt_mark(p, i - 1) == '(') return; // a language
    if (p->d->tokens.at[i].len < 7) rpt_find_push(p, i, i + 1, RPT_ORG, RPT_FROM_GRAMMAR, 300);
}

void rpt_find_acronyms(rpt_parts *p) {
    meanings t = {.mask = 127};
    uint32_t brackets = 0;
    for (uint32_t i = 0; i < p->d->tokens.n; i++) brackets += rpt_mark(p, i) == '(';
    while (t.mask < brackets * 2) t.mask = t.mask * 2 + 1;
    t.at = rpt_arena_alloc(p->d->arena, ((size_t)t.mask + 1) * sizeof *t.at);
    uint32_t *ends = rpt_arena_alloc(p->d->arena, ((size_t)p->d->tokens.n + 1) * sizeof *ends);
    for (uint32_t i = 1; i < p->finds.n; i++) {
        const rpt_find *f = &p->finds.at[i];
        if (!ends[f->end] || p->finds.at[ends[f->end]].first > f->first) ends[f->end] = i;
    }
    define(p, &t, ends);
    for (uint32_t i = 0; i < p->d->tokens.n; i++) {
        if (rpt_flag(p, i, RPT_T_CAPS) && is_acronym(p, i)) use(p, &t, i);
    }
}
