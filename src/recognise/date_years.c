/* SPDX-License-Identifier: ISC */
/*
 * Dates said -> days. First the document's own day (title, dateline, metadata, closing line), then the years that the
 * text leaves out: from that day, from the tense of the clause, or from a date with another year just told.
 */
#include "recognise/date_grammar.h"

/* -- The document's day ----------------------------------------------------------------------- */

static bool is_whole_day(const rpt_said *s) {
    return s->kind == RPT_SAID_DATE && s->read.dating.from.year && s->read.dating.from.day && !s->read.dating.range;
}

static rpt_block_kind block_of(const rpt_document *d, const rpt_said *s) {
    const uint32_t block = d->sentences.at[s->sentence].block;
    return block < d->blocks.n ? (rpt_block_kind)d->blocks.at[block].kind : RPT_BLOCK_PARAGRAPH;
}

/** Does the date close its line (but for a bracket, a full stop, a clock time)? */
static bool closes_line(const rpt_parts *p, const rpt_said *s) {
    const rpt_sentence *line = &p->d->sentences.at[s->sentence];
    for (uint32_t i = s->end; i < line->end; i++) {
        if (!rpt_flag(p, i, RPT_T_PUNCT | RPT_T_NUMBER)) return i + 4 > line->end && i > s->end;
    }
    return true;
}

/** A short line that is a place and a date: `Washington, October 31, 1958.` */
static bool is_line_of_its_own(const rpt_parts *p, const rpt_said *s) {
    const rpt_sentence *line = &p->d->sentences.at[s->sentence];
    if (s->first > line->first + 6 || line->end > s->end + 8) return false;
    for (uint32_t i = line->first; i < s->first; i++) {
        if (!rpt_flag(p, i, RPT_T_UPPER | RPT_T_PUNCT)) return false;
    }
    return closes_line(p, s);
}

static int32_t day_of(const rpt_said *s) { return rpt_when_first(&s->read.dating.from); }

static bool read_metadata(const rpt_parts *p, int32_t *day) {
    rpt_atom atoms[RPT_ATOMS];
    rpt_dating_read read;
    const uint32_t n = rpt_atoms_of_text(p, p->d->date_text, atoms);
    if (!n || !rpt_dating_parse(atoms, n, 0, &read) || !read.dating.from.year || !read.dating.from.day) return false;
    *day = rpt_when_first(&read.dating.from);
    return true;
}

/** Archives name files by their day: `debate-2011-07-06`. The last resort. */
static bool read_file_name(const rpt_document *d, int32_t *day) {
    static const char form[] = "dddd-dd-dd";
    const uint32_t n = sizeof form - 1;
    for (uint32_t at = 0; at + n <= d->name.len; at++) {
        const char *p = d->name.p + at;
        uint32_t i = 0;
        while (i < n && (form[i] == 'd' ? p[i] >= '0' && p[i] <= '9' : p[i] == '-')) i++;
        const bool whole = (!at || p[-1] < '0' || p[-1] > '9') && (at + n == d->name.len || p[n] < '0' || p[n] > '9');
        if (i < n || !whole) continue;
        const rpt_when w = {.year = (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + (p[3] - '0'),
                            .month = (uint8_t)((p[5] - '0') * 10 + (p[6] - '0')),
                            .day = (uint8_t)((p[8] - '0') * 10 + (p[9] - '0'))};
        if (w.year < 1400 || !w.month || !w.day || !rpt_when_valid(&w)) continue;
        *day = rpt_when_first(&w);
        return true;
    }
    return false;
}

typedef struct {
    const rpt_said *title, *line, *closing;
} places;

static places look_for_day(const rpt_parts *p, const rpt_said_list *said) {
    const rpt_document *d = p->d;
    places found = {0};
    for (uint32_t i = 0; i < said->n; i++) {
        const rpt_said *s = &said->at[i];
        if (!is_whole_day(s)) continue;
        const rpt_block_kind kind = block_of(d, s);
        if (kind == RPT_BLOCK_NOTE || kind == RPT_BLOCK_SEE_ALSO) continue;
        const bool head = s->sentence < 12;
        if (kind == RPT_BLOCK_TITLE && !found.title && closes_line(p, s)) found.title = s;
        else if ((kind == RPT_BLOCK_DATELINE || (head && kind != RPT_BLOCK_TITLE && is_line_of_its_own(p, s))) && !found.line) found.line = s;
        else if (s->sentence + 3 >= d->sentences.n && is_line_of_its_own(p, s)) found.closing = s;
    }
    return found;
}

/** The words before the date in its line (`Washington, October 31, 1958`). */
static rpt_str place_before(const rpt_document *d, const rpt_said *s) {
    const rpt_span line = d->sentences.at[s->sentence].span;
    rpt_str before = rpt_str_trim((rpt_str){d->text.p + line.begin, s->span.begin - line.begin});
    while (before.len && (before.p[before.len - 1] == ',' || before.p[before.len - 1] == ' ')) before.len--;
    return before;
}

/** A line of the head that is a place alone: no figures in it (`The Kremlin, Moscow`). */
static rpt_str place_line(const rpt_document *d) {
    for (uint32_t b = 0; b < d->blocks.n && b < 16; b++) {
        const rpt_str line = rpt_str_trim(rpt_document_slice(d, d->blocks.at[b].span));
        bool figures = false;
        for (uint32_t i = 0; i < line.len; i++) figures = figures || (line.p[i] >= '0' && line.p[i] <= '9');
        if (d->blocks.at[b].kind == RPT_BLOCK_DATELINE && !figures && line.len > 2) return line;
    }
    return (rpt_str){"", 0};
}

static void set_place(rpt_document *d, const rpt_said *line) {
    if (d->place.len) return;
    rpt_str place = {"", 0};
    if (line && block_of(d, line) != RPT_BLOCK_TITLE) place = place_before(d, line);
    if (!place.len) place = place_line(d);
    if (place.len < 80) d->place = place;
}

void rpt_document_day(rpt_parts *p, const rpt_said_list *said) {
    rpt_document *d = p->d;
    const places found = look_for_day(p, said);
    const rpt_said *line = found.line ? found.line : found.closing;
    bool known = d->date.iso.len > 0;
    int32_t day = d->date.from;
    if (!known) known = read_metadata(p, &day);
    if (!known && line) day = day_of(line), known = true;
    /* A title's date beats a stamp, but a title may be about another day. */
    if (found.title && (!known || (day_of(found.title) <= day + 2 && day_of(found.title) >= day - 30))) {
        day = day_of(found.title), known = true;
    }
    if (!known) known = read_file_name(d, &day);
    if (known) d->date = rpt_days_date(day, day, d->arena);
    set_place(d, line);
}

/* -- Years left out --------------------------------------------------------------------------- */

typedef struct {
    rpt_parts *p;
    rpt_said_list *said;
    bool known; ///< the document's day
    int32_t day;
    int32_t latest; ///< the latest day or month told with its year: about when a document without a date was written
    int32_t anchor; ///< last day told with its year; INT32_MIN = none
    uint32_t anchor_sentence;
    bool anchor_year; ///< it was a year alone
} clock;

/** `until`, `by`: the words that stand right before and settle it. */
static bool preposition_bias(const rpt_parts *p, uint32_t first, uint32_t token, rpt_bias *bias) {
    if (token <= first) return false;
    const uint32_t before = token - 1;
    if (rpt_word_is(p, before, "by") || rpt_word_is(p, before, "until") || rpt_word_is(p, before, "till") || rpt_word_is(p, before, "than")) {
        *bias = RPT_AHEAD;
        return true;
    }
    *bias = RPT_PAST;
    return rpt_word_is(p, before, "since") || rpt_word_is(p, before, "last");
}

static bool is_past_verb(const rpt_parts *p, uint32_t token) {
    if (rpt_has(p, token, RPT_BIT(BEHIND))) return true;
    const rpt_str w = rpt_word(p, token);
    return w.len > 4 && w.p[w.len - 2] == 'e' && w.p[w.len - 1] == 'd' && !rpt_flag(p, token, RPT_T_UPPER) &&
           !rpt_has(p, token, RPT_BIT(AHEAD));
}

/** The tense of the nearest verb: before the date in its sentence, else behind. */
static rpt_bias bias_of(const rpt_parts *p, const rpt_said *s) {
    const rpt_sentence *line = &p->d->sentences.at[s->sentence];
    rpt_bias bias;
    if (line->block < p->d->blocks.n && p->d->blocks.at[line->block].kind == RPT_BLOCK_NOTE) return RPT_SAME_YEAR;
    if (preposition_bias(p, line->first, s->first, &bias)) return bias;
    bool past = false, near = false, ahead = false;
    for (uint32_t i = s->first; i > line->first && i + 40 > s->first; i--) {
        if (rpt_has(p, i - 1, RPT_BIT(AHEAD)) && !rpt_flag(p, i - 1, RPT_T_UPPER)) return RPT_AHEAD;
        if (rpt_word_is(p, i - 1, "be") && i > line->first + 1 && rpt_word_is(p, i - 2, "to")) return RPT_AHEAD;
        if (is_past_verb(p, i - 1)) past = true, near = near || s->first - i < 5;
        /* `expected to be opened`: the word before the participle may still put it ahead. */
        if (past && s->first - i > 6) break;
    }
    if (past) return near ? RPT_PAST : RPT_LIKELY_PAST;
    for (uint32_t i = s->end; i < line->end && i < s->end + 25; i++) {
        ahead = rpt_has(p, i, RPT_BIT(AHEAD)) && !rpt_flag(p, i, RPT_T_UPPER);
        if (ahead || is_past_verb(p, i)) return ahead ? RPT_AHEAD : RPT_LIKELY_PAST;
    }
    return RPT_NEAREST;
}

/** `November 9 and December 3, 2020`: a year behind the next date holds for this one too. */
static bool borrow_year(const clock *c, uint32_t i) {
    rpt_dating *g = &c->said->at[i].read.dating;
    if (i + 1 >= c->said->n || g->relative != RPT_YEAR_OPEN) return false;
    const rpt_said *next = &c->said->at[i + 1];
    const rpt_when *w = &next->read.dating.from;
    const uint32_t gap = c->said->at[i].end;
    if (next->kind != RPT_SAID_DATE || next->first > gap + 2 || next->first <= gap || !w->month) return false;
    if (!(rpt_word_is(c->p, gap, "and") || rpt_word_is(c->p, gap, "or") || rpt_word_is(c->p, gap, ",") || rpt_word_is(c->p, gap, "to"))) return false;
    /* The next of a list may itself borrow: look on while they are joined. */
    const bool wraps = g->from.month > w->month;
    if (!w->year) return false;
    g->from.year = w->year - wraps;
    return true;
}

static bool is_near(const clock *c, const rpt_said *s) {
    if (c->anchor == INT32_MIN || s->sentence > c->anchor_sentence + 3) return false;
    const rpt_document *d = c->p->d;
    const uint32_t a = d->sentences.at[c->anchor_sentence].block, b = d->sentences.at[s->sentence].block;
    return b <= a + 1;
}

/** A story of another time goes on in its own years; what is still to come belongs to the document's. */
static bool is_other_time(const clock *c, const rpt_said *s, rpt_bias bias) {
    if (!is_near(c, s)) return false;
    if (!c->known) return true;
    if (bias == RPT_AHEAD || (c->anchor_year && s->sentence > c->anchor_sentence + 1)) return false;
    const rpt_sentence *told = &c->p->d->sentences.at[c->anchor_sentence], *here = &c->p->d->sentences.at[s->sentence];
    if (c->anchor_year && told->block != here->block) return false; /* a new paragraph of a dated page is in the page's year */
    return c->anchor < c->day - 550 || c->anchor > c->day + 900;
}

static void complete(clock *c, uint32_t i) {
    rpt_said *s = &c->said->at[i];
    rpt_dating *g = &s->read.dating;
    if (rpt_dating_has_year(g) || borrow_year(c, i)) {
        rpt_dating_complete(g, 0, RPT_NEAREST);
        return;
    }
    if (s->value < 0) {
        if (c->known || c->latest != INT32_MIN) rpt_dating_complete(g, c->known ? c->day : c->latest + 31, RPT_PAST);
        return;
    }
    const rpt_bias bias = s->value > 0 ? RPT_AHEAD : bias_of(c->p, s);
    if (is_other_time(c, s, bias) && g->relative == RPT_YEAR_OPEN) rpt_dating_complete(g, c->anchor, c->anchor_year ? RPT_SAME_YEAR : RPT_NEAREST);
    else if (c->known) rpt_dating_complete(g, c->day, bias);
    else if (c->anchor != INT32_MIN) rpt_dating_complete(g, c->anchor, RPT_NEAREST);
}

static void turn_to_nearest(const clock *c, rpt_said *s) {
    rpt_when *w = &s->read.dating.from, turned = *w;
    if (!s->read.turned || !c->known) return;
    turned.month = w->day, turned.day = w->month;
    if (!rpt_when_valid(&turned)) return;
    const int64_t here = (int64_t)rpt_when_first(w) - c->day, there = (int64_t)rpt_when_first(&turned) - c->day;
    if ((there < 0 ? -there : there) < (here < 0 ? -here : here)) *w = turned;
}

/* -- Deictic ---------------------------------------------------------------------------------- */

static rpt_date month_from(const clock *c, const rpt_said *s) {
    rpt_dating g = {.relative = RPT_YEAR_OPEN};
    uint32_t month, day;
    rpt_days_split(c->day, &g.from.year, &month, &day);
    if (s->kind == RPT_SAID_YEAR) {
        g.from.year += s->value;
    } else {
        const int32_t months = (int32_t)month - 1 + s->value + 12;
        g.from.year += months / 12 - 1;
        g.from.month = (uint8_t)(months % 12 + 1);
    }
    return rpt_dating_date(&g, c->p->d->arena);
}

/** Monday = 1; day 0 of 1970 was a Thursday. */
static int32_t weekday_of(int32_t day) { return ((day + 3) % 7 + 7) % 7 + 1; }

static rpt_date weekday_from(const clock *c, const rpt_said *s) {
    const int32_t back = (weekday_of(c->day) - s->value + 7) % 7;
    const bool next = rpt_word_is(c->p, s->first, "next"), last = rpt_word_is(c->p, s->first, "last");
    const bool ahead = next || (!last && bias_of(c->p, s) == RPT_AHEAD);
    int32_t day = c->day - back;
    if (ahead && back) day += 7;
    else if (!ahead && !back && last) day -= 7;
    return rpt_days_date(day, day, c->p->d->arena);
}

static rpt_date deictic(const clock *c, const rpt_said *s) {
    rpt_arena *arena = c->p->d->arena;
    if (!c->known) return (rpt_date){INT32_MIN, INT32_MAX, {"", 0}};
    const int32_t monday = c->day - weekday_of(c->day) + 1 + 7 * s->value;
    switch (s->kind) {
    case RPT_SAID_DAY: return rpt_days_date(c->day + s->value, c->day + s->value, arena);
    case RPT_SAID_WEEK: return rpt_days_date(monday, monday + 6, arena);
    case RPT_SAID_WEEKDAY: return weekday_from(c, s);
    default: return month_from(c, s);
    }
}

/* -- All -------------------------------------------------------------------------------------- */

/** `on the 28th` is of the month last spoken of; a holiday without a day of its own is the document's. */
static void settle_day(clock *c, rpt_said *s) {
    rpt_when *w = &s->read.dating.from;
    s->read.dating.relative = RPT_YEAR_OPEN;
    const bool near = s->kind == RPT_SAID_ORDINAL && c->anchor != INT32_MIN && s->sentence <= c->anchor_sentence + 3;
    if (!(near || c->known) || w->month) return;
    uint32_t month, day;
    rpt_days_split(near ? c->anchor : c->day, &w->year, &month, &day);
    w->month = (uint8_t)month;
    w->day = (uint8_t)(s->kind == RPT_SAID_ORDINAL ? (uint32_t)s->value : day);
    s->value = 0;
}

static rpt_date resolve(clock *c, uint32_t i) {
    rpt_said *s = &c->said->at[i];
    if (s->kind >= RPT_SAID_WEEKDAY) return deictic(c, s);
    if (s->kind == RPT_SAID_HOLIDAY || s->kind == RPT_SAID_ORDINAL) settle_day(c, s);
    if (!s->read.dating.from.month && !s->read.dating.from.year) return (rpt_date){INT32_MIN, INT32_MAX, {"", 0}};
    const bool told = rpt_dating_has_year(&s->read.dating);
    turn_to_nearest(c, s);
    complete(c, i);
    const rpt_date date = rpt_dating_date(&s->read.dating, c->p->d->arena);
    const bool precise = s->read.dating.from.month && !s->read.dating.range;
    const bool goes_on = c->anchor != INT32_MIN && is_near(c, s);
    if (date.from != INT32_MIN && (told || goes_on) && (precise || s->read.kind == RPT_DATING_YEAR)) {
        c->anchor = date.from;
        c->anchor_sentence = s->sentence;
        c->anchor_year = !s->read.dating.from.month;
    }
    return date;
}

static int32_t latest_told(const rpt_said_list *said) {
    int32_t latest = INT32_MIN;
    for (uint32_t i = 0; i < said->n; i++) {
        const rpt_dating *g = &said->at[i].read.dating;
        if (said->at[i].kind != RPT_SAID_DATE || !g->from.year || !g->from.month || g->from.year > 2035) continue;
        const int32_t day = rpt_when_first(&g->from);
        if (day > latest) latest = day;
    }
    return latest;
}

void rpt_dates_resolve(rpt_parts *p, rpt_said_list *said) {
    rpt_document *d = p->d;
    clock c = {p, said, d->date.iso.len > 0, d->date.from, latest_told(said), INT32_MIN, 0, false};
    for (uint32_t i = 0; i < said->n; i++) {
        const rpt_said *s = &said->at[i];
        const rpt_date date = resolve(&c, i);
        *RPT_PUSH(d->arena, d->dates) = (rpt_dated){s->span, s->first, s->end, s->kind >= RPT_SAID_WEEKDAY, date};
    }
}
