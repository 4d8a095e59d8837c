/* SPDX-License-Identifier: ISC */
/*
 * Tokens -> finds of places that the gazetteer does not know: by a head noun (`Idlib Province`, `Gulf of
 * Aden`, `Kweires airbase`), by a point of the compass before a known place, by what stands around (`in
 * Ramstein`, `Bishkek, Kyrgyzstan`).
 */
#include "recognise/parts.h"

static bool on_line(const rpt_parts *p, uint32_t i) {
    return i < p->d->tokens.n && !rpt_flag(p, i, RPT_T_LINE | RPT_T_NOISE);
}

#define OTHER                                                                                                \
    (RPT_BIT(POST) | RPT_BIT(HONORIFIC) | RPT_BIT(MONTH) | RPT_BIT(WEEKDAY) | RPT_BIT(NOT_NAME) |            \
     RPT_BIT(BODY) | RPT_BIT(TITLE) | RPT_BIT(CREED))

static bool is_proper(const rpt_parts *p, uint32_t i) {
    return rpt_is_capital(p, i) &&
           !rpt_has(p, i,
                    OTHER | RPT_BIT(COMMON) | RPT_BIT(DEMONYM) | RPT_BIT(PEOPLE) | RPT_BIT(FIELD) |
                        RPT_BIT(POST_MODIFIER) | RPT_BIT(AGREEMENT) | RPT_BIT(EVENT) | RPT_BIT(COMPANY) |
                        RPT_BIT(BODY_FIRST)) &&
           !memchr(rpt_word(p, i).p, '-', rpt_word(p, i).len) &&
           !(p->readings[i].phrase & (RPT_BIT(DEMONYM) | RPT_BIT(PEOPLE) | RPT_BIT(CREED)));
}

/** Where a place's name starts whose head is at `head`; head itself where no proper word stands before it. */
static uint32_t place_start(const rpt_parts *p, uint32_t head, bool small) {
    uint32_t at = head;
    bool proper = false;
    while (at && on_line(p, at) && head - at < 5 && rpt_is_capital(p, at - 1)) {
        const uint64_t c = p->readings[at - 1].word;
        if (c & OTHER || (small && c & (RPT_BIT(DEMONYM) | RPT_BIT(PEOPLE))) ||
            (rpt_is_opening(p, at - 1) && c & RPT_BIT(COMMON)))
            break;
        if (p->readings[at - 1].titled) break;
        proper |= is_proper(p, at - 1) || (!small && !rpt_is_opening(p, at - 1));
        at--;
    }
    return proper ? at : head;
}

/** Heads that follow a name without a capital of their own, too: `Lachin corridor`, `Taiwan strait`. */
static bool may_be_small(const rpt_parts *p, uint32_t head) {
    static const char *const heads[] = {"district", "oblast", "corridor", "strait", "straits", "canal", "river", "basin", "archipelago", "islands"};
    for (size_t n = 0; n < sizeof heads / sizeof *heads; n++) {
        if (rpt_word_is(p, head, heads[n])) return true;
    }
    return false;
}

static void find_by_head(rpt_parts *p, uint32_t head) {
    const bool phrase = p->readings[head].phrase & (RPT_BIT(FACILITY) | RPT_BIT(PLACE) | RPT_BIT(GOVERNED));
    const uint64_t c = phrase ? p->readings[head].phrase : p->readings[head].word;
    const uint32_t end = head + (phrase ? p->readings[head].words : 1);
    const bool capital = rpt_is_capital(p, head);
    const bool peninsula = !capital && rpt_word_is(p, head, "peninsula"); // `Korean peninsula`
    if (peninsula && head && on_line(p, head) && rpt_is_capital(p, head - 1) && rpt_has(p, head - 1, RPT_BIT(DEMONYM))) {
        rpt_find_push(p, head - 1, end, RPT_LOC, RPT_FROM_GRAMMAR, 550);
        return;
    }
    if (!capital && !(c & RPT_BIT(FACILITY)) && !may_be_small(p, head)) return;
    if (rpt_is_capital(p, end) && on_line(p, end) &&
        rpt_has(p, end, RPT_BIT(BODY) | RPT_BIT(FACILITY) | RPT_BIT(PLACE)))
        return;
    const uint32_t first = place_start(p, head, !capital);
    if (first == head) return;
    const rpt_find *opens = rpt_find_at(p, first); // `NATO base`, `U.S. airbase`: whose it is, no name
    if (!capital && (rpt_word_is(p, head, "base") || rpt_word_is(p, head, "airbase")) && opens &&
        (opens->type == RPT_ORG || (opens->type == RPT_GPE && opens->score >= 840)) && opens->end == head)
        return;
    if (on_line(p, end) && rpt_is_capital(p, end) && rpt_has(p, end, RPT_BIT(COMMON)) &&
        !rpt_has(p, end, RPT_BIT(AGREEMENT) | RPT_BIT(EVENT) | RPT_BIT(POST) | RPT_BIT(POST_MODIFIER)))
        return;
    rpt_find_push(p, first, end, c & RPT_BIT(GOVERNED) ? RPT_GPE : RPT_LOC, RPT_FROM_GRAMMAR,
                  capital ? 550 : 400);
}

/** `Gulf of Aden`, `Republic of X`, `City of London`, `Mount Athos`. */
static void find_by_opening(rpt_parts *p, uint32_t head) {
    const uint64_t c = p->readings[head].word;
    if (c & RPT_BIT(GOVERNED_OF) && rpt_word(p, head).p[p->d->tokens.at[head].len - 1] == 's') return; // `Towns of Russia`
    const bool first = c & RPT_BIT(PLACE_FIRST) && is_proper(p, head + 1) && on_line(p, head + 1);
    uint32_t at = head + 1;
    if (!first) {
        if (!rpt_word_is(p, at, "of") || !on_line(p, at)) return;
        at++;
        if (rpt_word_is(p, at, "the")) at++;
        if (!on_line(p, at) || !is_proper(p, at)) return;
    }
    const rpt_find *f = rpt_find_at(p, at);
    uint32_t end = f && (f->type == RPT_GPE || f->type == RPT_LOC) ? f->end : at + 1;
    while (!f && end < at + 6 && on_line(p, end) && is_proper(p, end)) end++;
    const bool governed = c & RPT_BIT(GOVERNED_OF) && !first;
    for (uint32_t n = 0; n < 4 && governed && head && on_line(p, head);
         n++) { // `People's Democratic Republic of X`
        const uint32_t back =
            rpt_flag(p, head - 1, RPT_T_POSSESSIVE) && head > 1 && rpt_word_is(p, head - 2, "people") ? 2 : 1;
        if (!rpt_is_capital(p, head - back) || (back == 1 && !rpt_has(p, head - 1, RPT_BIT(GOVERNED_BEFORE))))
            break;
        head -= back;
    }
    rpt_find_push(p, head, end, c & RPT_BIT(GOVERNED_OF) && !first ? RPT_GPE : RPT_LOC, RPT_FROM_GRAMMAR,
                  550);
}

/** `Eastern Ghouta`, `Central and Eastern Europe`. */
static void find_by_compass(rpt_parts *p, uint32_t i) {
    uint32_t at = i + 1;
    if (rpt_word_is(p, at, "and") && rpt_has(p, at + 1, RPT_BIT(COMPASS)) && rpt_is_capital(p, at + 1))
        at += 2;
    if (!on_line(p, at) || rpt_has(p, at, RPT_BIT(COMPASS))) return;
    if (i && on_line(p, i) && rpt_is_capital(p, i - 1) && rpt_has(p, i - 1, RPT_BIT(COMPASS)))
        return; // `Middle East and North Africa`
    const rpt_find *f = rpt_find_at(p, at);
    if (at > i + 1 && f && f->type == RPT_GPE) return; // `North and South Korea`
    if (rpt_is_opening(p, i) && !(f && f->type == RPT_LOC)) return;
    if ((f && f->type != RPT_LOC && f->type != RPT_GPE) ||
        rpt_has(p, at, RPT_BIT(PEOPLE) | RPT_BIT(DEMONYM) | RPT_BIT(CREED)))
        return;
    if (!f && (!is_proper(p, at) || rpt_has(p, at, RPT_BIT(GIVEN)))) return;
    static const char *const plain[] = {"north", "south", "east", "west"};
    bool cardinal = false; // `West Berlin` is governed, `Western Germany` is a part of a map
    for (size_t n = 0; n < sizeof plain / sizeof *plain; n++) cardinal |= rpt_word_is(p, i, plain[n]);
    rpt_find_push(p, i, f ? f->end : at + 1,
                  cardinal && at == i + 1 && f && f->type == RPT_GPE ? RPT_GPE : RPT_LOC, RPT_FROM_GRAMMAR,
                  500);
}

static bool is_before_place(const rpt_parts *p, uint32_t i) {
    static const char *const words[] = {"in",     "near",   "into",   "outside",
                                        "inside", "around", "toward", "towards"};
    for (size_t n = 0; i && n < sizeof words / sizeof *words; n++) {
        if (rpt_word_is(p, i - 1, words[n])) return true;
    }
    // `the besieged city of Mariupol`
    return i > 2 && rpt_word_is(p, i - 1, "of") && rpt_has(p, i - 2, RPT_BIT(GOVERNED_OF)) &&
           !rpt_is_capital(p, i - 2);
}

/** Behind the member before, in a list that goes on at i; i where none does. */
static uint32_t list_start(const rpt_parts *p, uint32_t i) {
    if (i < 3 || !(rpt_word_is(p, i - 1, "and") || rpt_mark(p, i - 1) == ',')) return i;
    return rpt_mark(p, i - 2) == ',' ? i - 2 : i - 1;
}

/** Is this a member of a list of places: `Yerevan, Baku and Stepanakert`? */
static bool is_in_list(const rpt_parts *p, uint32_t i, const uint32_t *ends) {
    if (i < 3 || !on_line(p, i)) return false;
    const uint32_t at = list_start(p, i);
    return at < i && ends[at] && p->finds.at[ends[at]].type == RPT_GPE;
}

/** A word or two that nothing explains, where only a place can stand. */
static bool is_paper(const rpt_parts *p, uint32_t i) {
    return rpt_word_is(p, i, "newspaper") || rpt_word_is(p, i, "magazine") || rpt_word_is(p, i, "daily") ||
           rpt_word_is(p, i, "weekly");
}

static void find_by_context(rpt_parts *p, uint32_t i, uint32_t *ends) {
    if (!is_proper(p, i) || rpt_find_at(p, i) || p->readings[i].titled || p->readings[i].capitals) return;
    if (rpt_flag(p, i, RPT_T_CAPS | RPT_T_ABBREV) || p->d->tokens.at[i].len < 3) return;
    if (i && rpt_is_capital(p, i - 1) && !rpt_flag(p, i, RPT_T_LINE)) return;
    uint32_t end = i + 1;
    while (end < i + 3 && on_line(p, end) && is_proper(p, end) && !rpt_find_at(p, end)) end++;
    if (on_line(p, end) && rpt_is_capital(p, end)) return;
    const rpt_find *f = rpt_mark(p, end) == ',' ? rpt_find_at(p, end + 1) : NULL;
    const bool in_state = f && f->type == RPT_GPE && on_line(p, end + 1);
    const rpt_find *inside = rpt_mark(p, end) == '(' ? rpt_find_at(p, end + 1) : NULL; // `Yarmouk (Damascus)`
    const bool bracket = inside && inside->type == RPT_GPE && rpt_mark(p, inside->end) == ')';
    const bool at_place = !rpt_is_opening(p, i) && is_before_place(p, i);
    const bool listed = end == i + 1 && !rpt_is_opening(p, i) && is_in_list(p, i, ends) &&
                        !rpt_flag(p, end, RPT_T_POSSESSIVE);
    if (!in_state && !bracket && rpt_has(p, i, RPT_BIT(GIVEN))) return;
    if (is_paper(p, end) || (!at_place && !bracket && !listed && !(in_state && rpt_is_opening(p, i)))) return;
    rpt_find_push(p, i, end, RPT_GPE, RPT_FROM_GRAMMAR, in_state || bracket ? 520 : 350);
    ends[end] = p->finds.n - 1;
}

/** Two words that were only guessed to be a person's are a place if the document has them once where only a
 * place can stand. */
static void correct_guesses(rpt_parts *p, const uint32_t *ends) {
    uint64_t seen[64];
    uint32_t n = 0;
    for (uint32_t i = 1; i < p->finds.n && n < 64; i++) {
        const rpt_find *f = &p->finds.at[i];
        if (f->type != RPT_GPE || f->source != RPT_FROM_GRAMMAR || f->end - f->first != 2) continue;
        seen[n++] = p->d->tokens.at[f->first].hash ^ p->d->tokens.at[f->end - 1].hash * 3;
    }
    for (uint32_t i = 1; i < p->finds.n; i++) {
        rpt_find *f = &p->finds.at[i];
        if (f->type != RPT_PER || f->score != 400) continue;
        if (is_in_list(p, f->first, ends) && p->finds.at[ends[list_start(p, f->first)]].source == RPT_FROM_GRAMMAR) f->type = RPT_GPE;
        const uint64_t key = p->d->tokens.at[f->first].hash ^ p->d->tokens.at[f->end - 1].hash * 3;
        for (uint32_t k = 0; k < n; k++) {
            if (seen[k] == key) f->type = RPT_GPE;
        }
    }
}

void rpt_find_places(rpt_parts *p) {
    const uint64_t heads = RPT_BIT(PLACE) | RPT_BIT(GOVERNED) | RPT_BIT(FACILITY);
    uint32_t *ends = rpt_arena_alloc(p->d->arena, ((size_t)p->d->tokens.n + 1) * sizeof *ends);
    for (uint32_t i = 1; i < p->finds.n; i++) ends[p->finds.at[i].end] = i;
    for (uint32_t i = 0; i < p->d->tokens.n; i++) {
        const uint64_t c = p->readings[i].word | p->readings[i].phrase;
        if (c & heads) find_by_head(p, i);
        if (!rpt_is_capital(p, i)) continue;
        if (c & (RPT_BIT(PLACE_OF) | RPT_BIT(PLACE_FIRST) | RPT_BIT(GOVERNED_OF))) find_by_opening(p, i);
        if (c & RPT_BIT(COMPASS)) find_by_compass(p, i);
        find_by_context(p, i, ends);
    }
    correct_guesses(p, ends);
}
