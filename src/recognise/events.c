/* SPDX-License-Identifier: ISC */
/*
 * Tokens and finds of names -> finds of events: meetings under a name (summit, conference, forum, session), processes
 * with the name they are known by, conflicts with their geographic word, wars, named operations, named years. Talks, visits
 * and press conferences are none; ordinals belong to the name, days and places around it do not.
 */
#include "recognise/titles.h"

typedef struct {
    rpt_parts *p;
    rpt_acronyms acronyms;
    uint32_t first, end; ///< the sentence
    bool title;
} reader;

static void push(reader *r, uint32_t from, uint32_t end, uint32_t score) {
    rpt_find_push(r->p, from, end, RPT_EVT, RPT_FROM_GRAMMAR, score);
    rpt_acronym_behind(r->p, &r->acronyms, from, end, RPT_EVT);
}

static bool is_ordinal(const rpt_parts *p, uint32_t i) {
    if (rpt_has(p, i, RPT_BIT(ORDINAL))) return true;
    if (!rpt_flag(p, i, RPT_T_NUMBER)) return false;
    const rpt_str w = rpt_word(p, i);
    const char last = w.p[w.len - 1];
    return w.len >= 3 && w.len <= 5 && w.p[w.len - 2] >= 'a' && (last == 'h' || last == 'd' || last == 't');
}

static uint32_t with_ordinal(const reader *r, uint32_t from) {
    return from > r->first && is_ordinal(r->p, from - 1) ? from - 1 : from;
}

/** The name that ends right before `end`: a place, a body, a joined or capitalised adjective of one; its first token, or `end`. */
static uint32_t name_before(const reader *r, uint32_t end) {
    const rpt_parts *p = r->p;
    if (end <= r->first) return end;
    const rpt_find *f = rpt_find_until(p, r->first, end);
    if (f && (f->type == RPT_GPE || f->type == RPT_LOC || f->type == RPT_ORG || f->type == RPT_EVT)) {
        uint32_t from = f->first;
        /* `U.S.-EU`, `Russia – NATO`: names joined by a mark. */
        while (from > r->first + 1 && (rpt_mark(p, from - 1) == '-' || rpt_str_is(rpt_word(p, from - 1), "–"))) {
            const rpt_find *other = rpt_find_until(p, r->first, from - 1);
            if (!other || other->type == RPT_PER) break;
            from = other->first;
        }
        return from;
    }
    if (f && f->type == RPT_PER) return end;
    if (!rpt_is_capital(p, end - 1) && !rpt_is_geographic(p, end - 1)) return end;
    return rpt_is_geographic(p, end - 1) ? end - 1 : end;
}

/* -- Conflicts -------------------------------------------------------------------------------- */

static bool is_numeral(const rpt_parts *p, uint32_t i) {
    return rpt_is_capital(p, i) && (rpt_word_is(p, i, "i") || rpt_word_is(p, i, "ii") || rpt_word_is(p, i, "two") || rpt_word_is(p, i, "one"));
}

/** `war plans`, `war of aggression`: not the name of a war. */
static bool is_of_war(const rpt_parts *p, uint32_t end) {
    static const char *const words[] = {"of", "plans", "crimes", "crime", "effort", "efforts", "machine", "criminals", "criminal", "propaganda", "veterans",
                                        "economy", "zone", "zones", "budget", "debts", "department", "aims", "material", "industry", NULL};
    if (!rpt_word_is(p, end - 1, "war")) return rpt_word_is(p, end, "of") && rpt_word_is(p, end - 1, "problem");
    for (const char *const *w = words; *w; w++) {
        if (rpt_word_is(p, end, *w)) return true;
    }
    return false;
}

/** Geographic word + `conflict`, `crisis`, `war`, `problem`; or a war with capitals (`Yom Kippur War`). */
static void read_conflict(reader *r, uint32_t i, uint32_t end) {
    const rpt_parts *p = r->p;
    uint32_t before = i;
    while (before > r->first && rpt_has(p, before - 1, RPT_BIT(CONFLICT_KIND))) before--;
    uint32_t from = name_before(r, before);
    const rpt_find *f = from < before ? rpt_find_until(p, r->first, before) : NULL;
    if (f && f->type == RPT_ORG) from = before;
    if (from < before) {
        if (rpt_word_is(p, end, "settlement") || is_of_war(p, end)) return;
        const bool one = from > r->first && (rpt_word_is(p, from - 1, "a") || rpt_word_is(p, from - 1, "an"));
        if (one && rpt_word_is(p, i, "problem")) return;
        push(r, from, end, 930);
        return;
    }
    const bool war = rpt_word_is(p, end - 1, "war");
    if (!war || !rpt_is_capital(p, i) || rpt_has(p, i - (i > r->first), RPT_BIT(CONFLICT_KIND)) || p->readings[i].capitals) return;
    from = rpt_name_start(p, r->first, i, 0);
    if (from == i || rpt_is_other_name(p, from, end, RPT_EVT)) return;
    push(r, from, is_numeral(p, end) ? end + 1 : end, 930);
}

/* -- Processes -------------------------------------------------------------------------------- */

/** Name or its adjective + `process`, `dialogue`, `format`; with capitals also without one (`Strategic Dialogue`). */
static void read_process(reader *r, uint32_t i) {
    const rpt_parts *p = r->p;
    uint32_t before = i;
    while (before > r->first && rpt_has(p, before - 1, RPT_BIT(PROCESS_KIND)) && i - before < 4) before--;
    uint32_t from = name_before(r, before);
    const bool capital = rpt_is_capital(p, i) && !p->readings[i].capitals;
    if (capital) {
        const uint32_t wide = rpt_name_start(p, r->first, i, 0);
        if (wide < from || (wide < i && from == before)) from = wide;
    } else if (from == before) {
        return;
    }
    if (from >= i || (capital && rpt_is_capital(p, i + 1) && !rpt_flag(p, i + 1, RPT_T_FIRST))) return;
    uint32_t end = i + 1;
    if (capital) {
        const rpt_title t = rpt_title_behind(p, end, r->end, r->title);
        if (t.topic) end = t.end;
    }
    /* `U.S.-EU dialogue on China` */
    if (end == i + 1 && rpt_word_is(p, i, "dialogue") && rpt_word_is(p, end, "on")) {
        const rpt_find *f = rpt_find_at(p, end + 1);
        if (f && (f->type == RPT_GPE || f->type == RPT_LOC) && f->end <= r->end) end = f->end;
    }
    if (rpt_is_other_name(p, from, i + 2, RPT_EVT)) return;
    push(r, from, end, 930);
}

/* -- Meetings --------------------------------------------------------------------------------- */

/** `Russia-NATO`: a capital behind the hyphen, too. */
static bool is_proper_join(rpt_str w) {
    for (uint32_t i = 1; i + 1 < w.len; i++) {
        if (w.p[i] == '-' && w.p[i + 1] >= 'A' && w.p[i + 1] <= 'Z') return true;
    }
    return false;
}

static bool has_geographic(const rpt_parts *p, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        const rpt_str w = rpt_word(p, i);
        const bool joined = rpt_is_capital(p, i) && is_proper_join(w);
        if (rpt_is_geographic(p, i) || rpt_flag(p, i, RPT_T_CAPS) || joined) return true;
        const rpt_find *f = rpt_find_at(p, i);
        if (f && f->type != RPT_DATE && f->type != RPT_PER && f->type != RPT_NO_TYPE) return true;
    }
    return false;
}

/** `58th session of the General Assembly`, `Third Emergency Session`. */
static void read_session(reader *r, uint32_t i) {
    const rpt_parts *p = r->p;
    const bool capital = rpt_is_capital(p, i);
    uint32_t from = capital ? rpt_name_start(p, r->first, i, 0) : i;
    while (!capital && from > r->first && (rpt_word_is(p, from - 1, "special") || rpt_word_is(p, from - 1, "emergency") || rpt_word_is(p, from - 1, "regular"))) from--;
    const bool inside = from < i && is_ordinal(p, from);
    from = inside ? from : with_ordinal(r, from);
    if (!is_ordinal(p, from) || from >= i) return;
    uint32_t end = i + 1;
    if (rpt_word_is(p, end, "of")) {
        const uint32_t body = rpt_is_article(p, end + 1) ? end + 2 : end + 1;
        const rpt_find *f = rpt_find_at(p, body);
        if (f && f->type == RPT_ORG && f->end <= r->end) end = f->end;
    }
    /* An acronym behind it is the body's. */
    if (capital || end > i + 1) rpt_find_push(r->p, from, end, RPT_EVT, RPT_FROM_GRAMMAR, 930);
}

/** `BRICS`, `G20`. */
static bool is_acronym(const rpt_parts *p, uint32_t i) {
    const rpt_str w = rpt_word(p, i);
    return rpt_flag(p, i, RPT_T_CAPS) || (rpt_is_capital(p, i) && w.len > 1 && w.p[w.len - 1] >= '0' && w.p[w.len - 1] <= '9');
}

/** A head without a capital: only with a name right before it. */
static void read_small_meeting(reader *r, uint32_t i, rpt_str needs) {
    const rpt_parts *p = r->p;
    if (!rpt_str_is(needs, "named")) return;
    const rpt_find *f = rpt_find_until(p, r->first, i);
    if (!f && i > r->first && rpt_word_is(p, i, "summit") && is_acronym(p, i - 1)) push(r, i - 1, i + 1, 910);
    if (!f || f->type == RPT_PER || f->type == RPT_AGR) return;
    const bool summit = rpt_word_is(p, i, "summit");
    if (f->type == RPT_EVT) { /* `Heart of Asia conference` */
        push(r, f->first, i + 1, 920);
        return;
    }
    if (f->part) { /* `US-South Korea summit` */
        push(r, f->first, i + 1, 920);
        return;
    }
    if (!summit && f->type != RPT_LOC && !rpt_is_city(p, f)) return;
    if (summit && f->type == RPT_GPE && !rpt_is_city(p, f) && rpt_mark(p, f->first - (f->first > r->first)) != '-') return;
    push(r, name_before(r, i), i + 1, 920);
}

static void read_meeting(reader *r, uint32_t i, rpt_str needs) {
    const rpt_parts *p = r->p;
    if (rpt_str_is(needs, "session")) {
        read_session(r, i);
        return;
    }
    if (!rpt_is_capital(p, i) || p->readings[i].capitals) {
        read_small_meeting(r, i, needs);
        return;
    }
    uint32_t from = rpt_name_start(p, r->first, i, 0);
    if (i > r->first && rpt_has(p, i - 1, RPT_BIT(NO_EVENT))) return;
    const bool name = has_geographic(p, from, i), ordinal = with_ordinal(r, from) < from || is_ordinal(p, from);
    const rpt_title t = rpt_title_behind(p, i + 1, r->end, r->title);
    const bool titled = t.topic || t.quoted || t.body;
    if (from == i && !titled && !ordinal) return;
    if (rpt_str_is(needs, "rich") && !(titled && t.topic) && i - from < 2) return;
    if (rpt_str_is(needs, "round") && (!name || rpt_is_capital(p, i + 1))) return;
    /* A capital that the language does not use small is a name, known or not. */
    const bool unknown = from < i && !rpt_has(p, i - 1, RPT_BIT(COMMON) | RPT_BIT(NOT_NAME) | RPT_BIT(BODY) | RPT_BIT(MONTH)) && !rpt_flag(p, i - 1, RPT_T_FIRST) &&
                         !rpt_flag(p, i - 1, RPT_T_POSSESSIVE | RPT_T_NUMBER);
    if (rpt_str_is(needs, "named") && !name && !unknown && !(rpt_word_is(p, i, "summit") && !r->title && !rpt_flag(p, from, RPT_T_FIRST)) && !titled && !ordinal && i - from < 2) return;
    if (from == i && rpt_flag(p, i, RPT_T_FIRST) && !t.topic) return;
    const uint32_t end = titled ? t.end : i + 1;
    if (rpt_is_other_name(p, from, i + 1, RPT_EVT)) return;
    push(r, with_ordinal(r, from), end, 930);
}

/* -- Names of their own ----------------------------------------------------------------------- */

/** `Operation Peace Spring`, `Year of Russian Culture`: the head stands first. */
static void read_first_head(reader *r, uint32_t i) {
    const rpt_parts *p = r->p;
    if (!rpt_is_capital(p, i) || p->readings[i].capitals) return;
    uint32_t end = i + 1;
    if (rpt_word_is(p, i, "operation") || rpt_word_is(p, i, "exercise")) {
        while (end < r->end && end < i + 5 && rpt_is_capital(p, end) && !rpt_flag(p, end, RPT_T_FIRST)) end++;
    } else if (rpt_word_is(p, i, "year") && rpt_word_is(p, i + 1, "of")) {
        const rpt_title t = rpt_title_behind(p, i + 1, r->end, false);
        if (t.topic) end = t.end;
    }
    if (end > i + 1) push(r, i, end, 900);
}

static void read_phrase(reader *r, uint32_t i) {
    const rpt_reading *g = &r->p->readings[i];
    const uint32_t end = i + g->words;
    if (g->words == 1 && !rpt_is_capital(r->p, i)) return; /* `a nuclear holocaust` */
    if (end <= r->end) push(r, with_ordinal(r, i), end, 940);
}

static void read_at(reader *r, uint32_t i) {
    const rpt_parts *p = r->p;
    const rpt_reading *g = &p->readings[i];
    const uint64_t meeting = RPT_BIT(EVENT), all = g->word | g->phrase;
    if (g->phrase & RPT_BIT(EVENT_NAME)) read_phrase(r, i);
    if (g->phrase & RPT_BIT(CONFLICT)) read_conflict(r, i, i + g->words);
    else if (g->word & RPT_BIT(CONFLICT)) read_conflict(r, i, i + 1);
    if (all & RPT_BIT(PROCESS)) read_process(r, i);
    if (g->word & meeting) read_meeting(r, i, rpt_value(p, i, RPT_CLASS_EVENT));
    if (rpt_word_is(p, i, "operation") || rpt_word_is(p, i, "exercise") || rpt_word_is(p, i, "year")) read_first_head(r, i);
}

static bool is_title_line(const rpt_document *d, uint32_t sentence) {
    const uint32_t block = d->sentences.at[sentence].block;
    return block < d->blocks.n && (d->blocks.at[block].kind == RPT_BLOCK_TITLE || d->blocks.at[block].kind == RPT_BLOCK_SEE_ALSO);
}

/** `the Summit`, `the Forum`: the head alone, with a capital, where the document has the full name before it. */
static void find_short_forms(rpt_parts *p) {
    static const char *const heads[] = {"summit", "conference", "forum", "dialogue", "ministerial", "process"};
    enum { HEADS = sizeof heads / sizeof *heads };
    uint32_t named[HEADS] = {0}; ///< the first token at which a full name ends or goes on
    for (uint32_t i = 1; i < p->finds.n; i++) {
        const rpt_find *f = &p->finds.at[i];
        if (f->type != RPT_EVT || f->end < f->first + 2) continue;
        for (uint32_t t = f->first; t < f->end; t++) {
            for (uint32_t h = 0; h < HEADS; h++) {
                if (rpt_is_capital(p, t) && rpt_word_is(p, t, heads[h]) && (!named[h] || named[h] > t + 1)) named[h] = t + 1;
            }
        }
    }
    for (uint32_t h = 0; h < HEADS; h++) {
        for (uint32_t t = named[h]; named[h] && t < p->d->tokens.n; t++) {
            if (!rpt_is_capital(p, t) || !rpt_has(p, t, RPT_BIT(EVENT) | RPT_BIT(PROCESS)) || !rpt_word_is(p, t, heads[h])) continue;
            if (!rpt_word_is(p, t - 1, "the") || rpt_flag(p, t, RPT_T_LINE)) continue;
            if (p->readings[t].find || p->readings[t].capitals || p->readings[t].heading) continue;
            const bool goes_on = rpt_is_capital(p, t + 1) && !rpt_flag(p, t + 1, RPT_T_LINE | RPT_T_FIRST);
            if (!goes_on) rpt_find_push(p, t, t + 1, RPT_EVT, RPT_FROM_DOCUMENT, 600);
        }
    }
}

void rpt_find_events(rpt_parts *p) {
    reader r = {.p = p};
    for (uint32_t s = 0; s < p->d->sentences.n; s++) {
        r.first = p->d->sentences.at[s].first, r.end = p->d->sentences.at[s].end;
        r.title = is_title_line(p->d, s);
        for (uint32_t i = r.first; i < r.end; i++) read_at(&r, i);
    }
    find_short_forms(p);
    rpt_acronyms_push(p, &r.acronyms, RPT_EVT);
}
