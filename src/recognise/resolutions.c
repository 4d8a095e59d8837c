/* SPDX-License-Identifier: ISC */
/*
 * Resolutions: `UN Security Council Resolution 2254`, `resolutions 1739 (2007) and 1765 (2007)`, `resolution of August 25`,
 * symbols. The body before or behind belongs to the name where it touches it; under a plural head the numbers are the names.
 */
#include "recognise/resolutions.h"

static bool is_one_of(const rpt_parts *p, uint32_t token, const char *const *words) {
    for (; *words; words++) {
        if (rpt_word_is(p, token, *words)) return true;
    }
    return false;
}

/** `(2013)` or `(ES–IIII)` behind a number; the token behind the bracket, or `at`. */
static uint32_t short_bracket_behind(const rpt_parts *p, uint32_t at, uint32_t end) {
    if (rpt_mark(p, at) != '(') return at;
    for (uint32_t i = at + 1; i < end && i < at + 5; i++) {
        if (rpt_mark(p, i) == ')') return i > at + 1 ? i + 1 : at;
        const bool roman = rpt_flag(p, i, RPT_T_UPPER) && rpt_word(p, i).len == 1;
        const bool inside = roman || rpt_flag(p, i, RPT_T_NUMBER | RPT_T_CAPS | RPT_T_PUNCT);
        if (!inside) return at;
    }
    return at;
}

uint32_t rpt_resolution_symbol(const rpt_parts *p, uint32_t at, uint32_t end) {
    static const char *const organs[] = {"S/RES/", "A/RES/", "S/PRST/", "E/RES/", "A/HRC/RES/", "A/PRST/"};
    const rpt_str w = at < end ? rpt_word(p, at) : (rpt_str){"", 0};
    for (size_t i = 0; i < sizeof organs / sizeof *organs; i++) {
        const uint32_t n = (uint32_t)strlen(organs[i]);
        if (w.len > n && memcmp(w.p, organs[i], n) == 0) return short_bracket_behind(p, at + 1, end);
    }
    return at;
}

/** As above, or a symbol in brackets: `(A/RES/70/291)`. */
static uint32_t bracket_behind(const rpt_parts *p, uint32_t at, uint32_t end) {
    if (rpt_mark(p, at) != '(') return at;
    const uint32_t symbol = rpt_resolution_symbol(p, at + 1, end);
    if (symbol > at + 1 && rpt_mark(p, symbol) == ')') return symbol + 1;
    return short_bracket_behind(p, at, end);
}

/** `resolution No. 242`: the token of the number, or `at`. */
static uint32_t number_at(const rpt_parts *p, uint32_t at, uint32_t end) {
    static const char *const marks[] = {"no", "number", "nos", "#", NULL};
    uint32_t i = at;
    if (is_one_of(p, i, marks)) i++;
    if (i > at && rpt_mark(p, i) == '.') i++;
    return i < end ? i : at;
}

static bool is_roman(const rpt_parts *p, uint32_t at) {
    const rpt_str w = at < p->d->tokens.n ? rpt_word(p, at) : (rpt_str){"", 0};
    for (uint32_t i = 0; i < w.len; i++) {
        if (w.p[i] != 'I' && w.p[i] != 'V' && w.p[i] != 'X') return false;
    }
    return w.len > 0 && w.len < 6;
}

static bool is_number(const rpt_parts *p, uint32_t at) {
    return rpt_flag(p, at, RPT_T_NUMBER) && rpt_word(p, at).len <= 8;
}

/** Of a number with what belongs to it: year or symbol in brackets, `/48`, `(XXV)`. */
static uint32_t number_end(const rpt_parts *p, uint32_t at, uint32_t end) {
    uint32_t i = at + 1;
    if (i + 1 < end && rpt_mark(p, i) == '/' && rpt_flag(p, i + 1, RPT_T_NUMBER)) i += 2;
    /* `2106 A (XX)` */
    if (i < end && rpt_flag(p, i, RPT_T_UPPER) && rpt_word(p, i).len == 1 && rpt_mark(p, i + 1) == '(') i++;
    return bracket_behind(p, i, end);
}

/** `of the [UN] Security Council`: the body right behind; the token after it, or `at`. */
static uint32_t body_behind(const rpt_parts *p, uint32_t at, uint32_t end) {
    if (!rpt_word_is(p, at, "of")) return at;
    uint32_t i = at + 1;
    if (rpt_word_is(p, i, "the")) i++;
    const rpt_find *f = rpt_find_at(p, i);
    return f && f->type == RPT_ORG && f->end <= end ? f->end : at;
}

/** `of 1998`, `of October 13, 1956`, `adopted`: only the day right behind `of`. */
static uint32_t day_behind(const rpt_parts *p, uint32_t at, uint32_t end) {
    if (!rpt_word_is(p, at, "of")) return at;
    const uint32_t dated = rpt_dated_from(p, at + 1);
    return dated && p->d->dates.at[dated].end <= end ? p->d->dates.at[dated].end : at;
}

/** The body right before, also with a possessive or as an acronym; the first token of it, or `head`. */
static uint32_t body_before(const rpt_parts *p, uint32_t head, uint32_t first) {
    const bool possessive = head > first && rpt_flag(p, head - 1, RPT_T_POSSESSIVE);
    const rpt_find *f = rpt_find_until(p, first, head - possessive);
    if (f && f->type == RPT_ORG) {
        uint32_t from = f->first;
        if (from > first && rpt_is_capital(p, from - 1)) {
            const rpt_find *outer = rpt_find_until(p, first, from);
            if (outer && outer->type == RPT_ORG) from = outer->first;
        }
        return from;
    }
    return head;
}

/** `1379 (2001) of 20 November 2001`: under a plural head a number with a year is one, wherever it stands behind. */
static bool has_year_behind(const rpt_parts *p, uint32_t at) {
    return rpt_mark(p, at + 1) == '(' && rpt_flag(p, at + 2, RPT_T_NUMBER) && rpt_mark(p, at + 3) == ')' && rpt_word(p, at + 2).len == 4;
}

static void push_list(rpt_parts *p, uint32_t at, uint32_t end) {
    bool listed = true;
    while (at < end) {
        if (is_number(p, at) && (listed || has_year_behind(p, at))) {
            const uint32_t stop = day_behind(p, number_end(p, at, end), end);
            rpt_find_push(p, at, stop, RPT_AGR, RPT_FROM_GRAMMAR, 980);
            at = stop;
            listed = true;
            continue;
        }
        if (rpt_has(p, at, RPT_BIT(AGREEMENT))) return;
        listed = listed && (rpt_mark(p, at) == ',' || rpt_word_is(p, at, "and") || rpt_word_is(p, at, "or"));
        at++;
    }
}

void rpt_find_resolution(rpt_parts *p, uint32_t head, bool many, uint32_t first, uint32_t end) {
    const uint32_t number = number_at(p, head + 1, end);
    if (many) {
        push_list(p, number, end);
        return;
    }
    uint32_t stop = head + 1;
    const bool roman = is_roman(p, number) && rpt_is_capital(p, head);
    if (is_number(p, number) || roman) {
        stop = number_end(p, number, end);
        const uint32_t body = body_behind(p, stop, end);
        stop = body > stop ? body : day_behind(p, stop, end);
    } else {
        const uint32_t bracket = bracket_behind(p, head + 1, end);
        const uint32_t body = body_behind(p, head + 1, end);
        if (bracket > head + 1) stop = bracket;
        else stop = day_behind(p, body, end) > body ? day_behind(p, body, end) : head + 1;
    }
    uint32_t from = body_before(p, head, first);
    if (stop == head + 1) {
        /* `the November 22 resolution` */
        const uint32_t dated = rpt_dated_until(p, head);
        if (!dated || !p->d->dates.at[dated].date.iso.len || p->d->dates.at[dated].end == p->d->dates.at[dated].first + 1) return;
        from = p->d->dates.at[dated].first;
    }
    rpt_find_push(p, from, stop, RPT_AGR, RPT_FROM_GRAMMAR, 980);
}
