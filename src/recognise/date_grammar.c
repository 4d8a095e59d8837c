/* SPDX-License-Identifier: ISC */
/*
 * Atoms -> the longest dating that starts at the first: days, months, years, decades, seasons, numeric forms, fuzzy
 * words before them and ranges of them. Each reader takes a cursor, moves it behind what it read, and leaves it where
 * it was when it says false. Whether a bare year is one, and which year is meant, is decided by the caller.
 */
#include "recognise/date_grammar.h"

typedef struct {
    const rpt_atom *a;
    uint32_t n, i;
    bool short_month; ///< the month just read is an abbreviation: `15 Feb 79`
    bool decades; ///< after `the`: 1990's is ten years
} cursor;

static const rpt_atom nothing;
static const rpt_atom *peek(const cursor *c, uint32_t ahead) { return c->i + ahead < c->n ? &c->a[c->i + ahead] : &nothing; }
static bool is(const cursor *c, uint32_t ahead, rpt_atom_kind kind) { return c->i + ahead < c->n && c->a[c->i + ahead].kind == kind; }

static bool skip(cursor *c, rpt_atom_kind kind) {
    if (!is(c, 0, kind)) return false;
    c->i++;
    return true;
}

static bool is_year(const rpt_atom *a) {
    return a->kind == RPT_ATOM_NUMBER && a->digits == 4 && !a->ordinal && a->value >= 1400 && a->value < 2200;
}

static bool is_day(const rpt_atom *a) { return a->kind == RPT_ATOM_NUMBER && a->digits <= 2 && a->value >= 1 && a->value <= 31; }

/** Is `a` followed by what makes it part of a longer number (`7.5`, `12:30`, `5%`)? */
static bool goes_on_as_number(const cursor *c, uint32_t ahead) {
    const rpt_atom *mark = peek(c, ahead + 1), *next = peek(c, ahead + 2);
    const bool joins = mark->kind == RPT_ATOM_DOT || mark->kind == RPT_ATOM_COLON || mark->kind == RPT_ATOM_COMMA;
    return joins && !mark->space && next->kind == RPT_ATOM_NUMBER && !next->space && !is_year(next);
}

/** `, 2020`, ` of 2020`, `, this year`, ` of last year`; also `, 77` where a mark follows. */
static bool read_year_behind(cursor *c, rpt_dating *g, rpt_when *w) {
    const uint32_t start = c->i;
    const bool comma = skip(c, RPT_ATOM_COMMA);
    const bool of = !comma && skip(c, RPT_ATOM_OF);
    if (is_year(peek(c, 0)) && !goes_on_as_number(c, 0)) {
        w->year = peek(c, 0)->value;
        c->i++;
        return true;
    }
    const rpt_atom *a = peek(c, 0);
    if (is(c, 1, RPT_ATOM_YEAR) && (a->kind == RPT_ATOM_THIS || a->kind == RPT_ATOM_LAST || a->kind == RPT_ATOM_NEXT)) {
        g->relative = a->kind == RPT_ATOM_THIS ? 0 : a->kind == RPT_ATOM_LAST ? -1 : 1;
        c->i += 2;
        return true;
    }
    const rpt_atom *after = peek(c, 1);
    const bool closed = after->kind == RPT_ATOM_DASH || after->kind == RPT_ATOM_CLOSE || after->kind == RPT_ATOM_COMMA || c->i + 1 >= c->n;
    const bool short_year = a->kind == RPT_ATOM_NUMBER && a->digits == 2 && a->value > 31 && !goes_on_as_number(c, 0);
    if (short_year && ((comma && closed) || (!comma && !of && c->short_month))) {
        w->year = 1900 + a->value;
        c->i++;
        return true;
    }
    if (a->kind == RPT_ATOM_APOSTROPHE && after->kind == RPT_ATOM_NUMBER && after->digits == 2 && !after->space) {
        w->year = after->value > 31 ? 1900 + after->value : 2000 + after->value;
        c->i += 2;
        return true;
    }
    c->i = start;
    return false;
}

/** `-18`, ` and 18`, ` to 18` behind a day. */
static bool read_second_day(cursor *c, uint8_t first, uint8_t *second) {
    const bool dash = is(c, 0, RPT_ATOM_DASH), word = is(c, 0, RPT_ATOM_AND) || is(c, 0, RPT_ATOM_TO);
    const rpt_atom *day = peek(c, 1);
    if (!(dash || word) || !is_day(day) || day->value <= first || goes_on_as_number(c, 1)) return false;
    *second = (uint8_t)day->value;
    c->i += 2;
    return true;
}

static void set_second_day(rpt_dating *g, uint8_t day) {
    if (!day) return;
    g->range = true;
    g->to = g->from;
    g->to.day = day;
}

/** `November 9, 2020`, `Nov. 9`, `July 17-18, 2021`. */
static bool read_month_day(cursor *c, rpt_dating *g) {
    const uint32_t start = c->i;
    if (!is(c, 0, RPT_ATOM_MONTH)) return false;
    g->from.month = (uint8_t)c->a[c->i++].value;
    skip(c, RPT_ATOM_DOT);
    if (is(c, 0, RPT_ATOM_THE) && peek(c, 1)->ordinal) c->i++;
    const rpt_atom *day = peek(c, 0);
    if (!is_day(day) || goes_on_as_number(c, 0)) {
        c->i = start;
        return false;
    }
    g->from.day = (uint8_t)day->value;
    c->i++;
    uint8_t second = 0;
    const uint32_t before_second = c->i;
    /* In `March 5 and 10 May` the second day opens a date of its own. */
    if (read_second_day(c, g->from.day, &second) && is(c, 0, RPT_ATOM_MONTH)) c->i = before_second, second = 0;
    read_year_behind(c, g, &g->from);
    set_second_day(g, second);
    return true;
}

/** `9 November 2020`, `the 9th of November`, `7-8 December 2000`. */
static bool read_day_month(cursor *c, rpt_dating *g) {
    const uint32_t start = c->i;
    if (!is_day(peek(c, 0))) return false;
    g->from.day = (uint8_t)peek(c, 0)->value;
    c->i++;
    uint8_t second = 0;
    read_second_day(c, g->from.day, &second);
    skip(c, RPT_ATOM_OF);
    if (!is(c, 0, RPT_ATOM_MONTH)) {
        c->i = start;
        return false;
    }
    const rpt_span name = peek(c, 0)->span;
    c->short_month = name.end - name.begin == 3 && peek(c, 0)->value != 5;
    g->from.month = (uint8_t)c->a[c->i++].value;
    if (is(c, 0, RPT_ATOM_DOT) && (is_year(peek(c, 1)) || c->short_month)) c->i++;
    const uint32_t behind_month = c->i;
    if (!read_year_behind(c, g, &g->from) && c->a[behind_month - 1].kind == RPT_ATOM_DOT) c->i = behind_month - 1;
    c->short_month = false;
    set_second_day(g, second);
    return true;
}

/** `November 2020`, `November of last year`, `November`, `October last`. */
static bool read_month(cursor *c, rpt_dating *g) {
    if (!is(c, 0, RPT_ATOM_MONTH)) return false;
    g->from.month = (uint8_t)c->a[c->i++].value;
    if (is(c, 0, RPT_ATOM_DOT) && is_year(peek(c, 1))) c->i++;
    if (!read_year_behind(c, g, &g->from) && is(c, 0, RPT_ATOM_LAST)) {
        const rpt_atom *next = peek(c, 1);
        if (!next->kind || next->kind == RPT_ATOM_COMMA || next->kind == RPT_ATOM_DOT || next->kind == RPT_ATOM_CLOSE) c->i++;
    }
    return true;
}

/** `spring 2021`, `spring of 1991`; a season without a year is none. */
static bool read_season(cursor *c, rpt_dating *g) {
    const uint32_t start = c->i;
    if (!is(c, 0, RPT_ATOM_SEASON)) return false;
    g->from.season = (uint8_t)c->a[c->i++].value;
    if (read_year_behind(c, g, &g->from) && g->from.year) return true;
    c->i = start;
    return false;
}

/** `2020`, `2020-2021`, `2020–21`, `1990s`, `1990's`. */
static bool read_year(cursor *c, rpt_dating *g) {
    if (is(c, 0, RPT_ATOM_DECADE)) {
        g->from = (rpt_when){.year = c->a[c->i++].value, .decade = true};
        return true;
    }
    if (!is_year(peek(c, 0)) || goes_on_as_number(c, 0)) return false;
    const rpt_atom *ending = peek(c, 2);
    if (c->decades && peek(c, 0)->value % 10 == 0 && is(c, 1, RPT_ATOM_APOSTROPHE) && !peek(c, 1)->space && ending->is_s) {
        g->from = (rpt_when){.year = peek(c, 0)->value, .decade = true};
        c->i += 3;
        return true;
    }
    const int32_t year = c->a[c->i++].value;
    g->from = (rpt_when){.year = year};
    const bool joined = is(c, 0, RPT_ATOM_DASH) || (is(c, 0, RPT_ATOM_SLASH) && !peek(c, 0)->space);
    const rpt_atom *second = peek(c, 1);
    if (!joined || second->kind != RPT_ATOM_NUMBER || second->ordinal) return true;
    int32_t to = 0;
    if (is_year(second)) to = second->value;
    else if (second->digits == 2 && !second->space) to = year - year % 100 + second->value;
    const bool third = is(c, 2, peek(c, 0)->kind) && is(c, 3, RPT_ATOM_NUMBER);
    if (to <= year || to > year + 250 || third) return true;
    if (is(c, 0, RPT_ATOM_SLASH) && to != year + 1) return true;
    g->range = true;
    g->to = (rpt_when){.year = to};
    c->i += 2;
    return true;
}

static int32_t whole_year(const rpt_atom *a) {
    if (a->digits == 4) return a->value;
    return a->value < 45 ? 2000 + a->value : 1900 + a->value;
}

/** `2020-11-09`, `09.11.2020`, `9/11/2020`, `1/14/78`, `6/77`. */
static bool read_numeric(cursor *c, rpt_dating *g, bool *turned) {
    const rpt_atom *x = peek(c, 0), *m1 = peek(c, 1), *y = peek(c, 2), *m2 = peek(c, 3), *z = peek(c, 4);
    if (x->kind != RPT_ATOM_NUMBER || y->kind != RPT_ATOM_NUMBER || m1->space || y->space || x->ordinal || y->ordinal) return false;
    const bool three = m2->kind == m1->kind && z->kind == RPT_ATOM_NUMBER && !m2->space && !z->space && !z->ordinal;
    const bool more = three && peek(c, 5)->kind == m1->kind && !peek(c, 5)->space && is(c, 6, RPT_ATOM_NUMBER);
    if (more) return false;
    rpt_when w = {0};
    if (three && m1->kind == RPT_ATOM_DASH && is_year(x) && y->digits == 2 && z->digits == 2) {
        w = (rpt_when){.year = x->value, .month = (uint8_t)(y->value & 31), .day = (uint8_t)(z->value & 63)};
    } else if (three && (m1->kind == RPT_ATOM_DOT || m1->kind == RPT_ATOM_SLASH) && x->digits <= 2 && y->digits <= 2 &&
               (is_year(z) || (z->digits == 2 && m1->kind == RPT_ATOM_SLASH))) {
        const bool day_first = m1->kind == RPT_ATOM_DOT || x->value > 12;
        const int32_t month = day_first ? y->value : x->value, day = day_first ? x->value : y->value;
        if (month < 1 || month > 12 || day < 1 || day > 31) return false;
        w = (rpt_when){.year = whole_year(z), .month = (uint8_t)month, .day = (uint8_t)day};
        *turned = m1->kind == RPT_ATOM_SLASH && x->value <= 12 && y->value <= 12 && x->value != y->value;
    } else if (!three && m1->kind == RPT_ATOM_SLASH && x->digits <= 2 && y->digits == 2 && y->value > 31 && x->value >= 1 &&
               x->value <= 12) {
        w = (rpt_when){.year = 1900 + y->value, .month = (uint8_t)x->value};
    } else {
        return false;
    }
    if (!w.month || !rpt_when_valid(&w) || (three && !w.day)) return false;
    g->from = w;
    c->i += three ? 5 : 3;
    return true;
}

static bool valid(const rpt_dating *g) { return rpt_when_valid(&g->from) && (!g->range || rpt_when_valid(&g->to)); }

/** One dating without a second end (but for days and years joined by a mark). */
static bool read_one(cursor *c, rpt_dating_read *out) {
    const uint32_t start = c->i;
    const rpt_dating empty = {.relative = RPT_YEAR_OPEN};
    rpt_dating *g = &out->dating;
    *g = empty;
    const bool weekday = skip(c, RPT_ATOM_WEEKDAY);
    if (weekday) {
        skip(c, RPT_ATOM_DOT), skip(c, RPT_ATOM_COMMA);
        if (is(c, 0, RPT_ATOM_THE)) c->i++;
    }
    out->kind = RPT_DATING_DAY;
    if (read_month_day(c, g) && valid(g)) return true;
    *g = empty, c->i = weekday ? c->i : start;
    if (read_day_month(c, g) && valid(g)) return true;
    if (weekday) {
        c->i = start;
        return false;
    }
    *g = empty, c->i = start;
    out->kind = RPT_DATING_NUMERIC;
    if (read_numeric(c, g, &out->turned)) return true;
    *g = empty, c->i = start;
    if (read_month(c, g)) {
        out->kind = g->from.year || g->relative != RPT_YEAR_OPEN || c->i > start + 1 ? RPT_DATING_MONTH : RPT_DATING_MONTH_ALONE;
        return valid(g);
    }
    out->kind = RPT_DATING_SEASON;
    if (read_season(c, g)) return true;
    *g = empty, c->i = start;
    if (!read_year(c, g)) return false;
    out->kind = g->from.decade ? RPT_DATING_DECADE : g->range ? RPT_DATING_YEARS : RPT_DATING_YEAR;
    return true;
}

/** `mid-1990s`, `early 2021`, `late December`, `end of June`, `the beginning of the 1990s`. */
static bool read_fuzzy(cursor *c, rpt_dating_read *out) {
    const uint32_t start = c->i;
    const rpt_atom *word = peek(c, 0);
    c->i++;
    c->decades = true;
    if (word->kind == RPT_ATOM_FUZZY_OF) {
        if (!skip(c, RPT_ATOM_OF)) {
            c->i = start;
            return false;
        }
        skip(c, RPT_ATOM_THE);
    } else if (is(c, 0, RPT_ATOM_DASH) && !peek(c, 0)->space) {
        c->i++;
    }
    if (peek(c, 0)->kind == RPT_ATOM_WEEKDAY || !read_one(c, out) || out->kind == RPT_DATING_DAY || out->kind == RPT_DATING_NUMERIC) {
        c->i = start;
        return false;
    }
    out->dating.from.fuzzy = (uint8_t)word->value;
    out->kind = RPT_DATING_FUZZY;
    return true;
}

static bool read_end(cursor *c, rpt_dating_read *out) {
    if (is(c, 0, RPT_ATOM_FUZZY) || is(c, 0, RPT_ATOM_FUZZY_OF)) return read_fuzzy(c, out);
    return read_one(c, out);
}

static bool is_day_kind(rpt_dating_kind k) { return k == RPT_DATING_DAY || k == RPT_DATING_NUMERIC; }
static bool is_month_kind(rpt_dating_kind k) { return k == RPT_DATING_MONTH || k == RPT_DATING_MONTH_ALONE; }

/** Do two ends fit: the same kind of thing, in order where their years are told? */
static bool fit(const rpt_dating_read *x, const rpt_dating_read *y) {
    if (x->dating.range || y->dating.range) return false;
    const bool same = (is_day_kind(x->kind) && is_day_kind(y->kind)) || (is_month_kind(x->kind) && is_month_kind(y->kind)) ||
                      (x->kind == y->kind) || x->kind == RPT_DATING_FUZZY || y->kind == RPT_DATING_FUZZY;
    if (!same) return false;
    const int32_t a = x->dating.from.year, b = y->dating.from.year;
    return !a || !b || a <= b;
}

/** ` to July 18, 2021`, `–Jan 19, 81`, ` and 2013` behind a first end. */
static void read_other_end(cursor *c, uint32_t before, rpt_dating_read *out) {
    const uint32_t start = c->i;
    const bool joins = is(c, 0, RPT_ATOM_DASH) || is(c, 0, RPT_ATOM_TO) || (is(c, 0, RPT_ATOM_AND) && before & RPT_AFTER_BETWEEN) ||
                       (is(c, 0, RPT_ATOM_UNTIL) && before & RPT_AFTER_FROM);
    if (!joins || out->dating.range) return;
    c->i++;
    skip(c, RPT_ATOM_THE);
    rpt_dating_read other = {0};
    if (!read_end(c, &other) || !fit(out, &other)) {
        c->i = start;
        return;
    }
    out->dating.range = true;
    out->dating.to = other.dating.from;
    if (other.dating.relative != RPT_YEAR_OPEN) out->dating.relative = other.dating.relative;
    if (out->kind == RPT_DATING_YEAR) out->kind = RPT_DATING_YEARS;
}

bool rpt_dating_parse(const rpt_atom *a, uint32_t n, uint32_t before, rpt_dating_read *out) {
    cursor c = {.a = a, .n = n, .decades = before & RPT_AFTER_THE};
    *out = (rpt_dating_read){0};
    if (!read_end(&c, out)) return false;
    read_other_end(&c, before, out);
    out->atoms = c.i;
    return c.i > 0;
}
