/* SPDX-License-Identifier: ISC */
/*
 * Tokens -> wordings of posts, and marks on the tokens that a post, title or honorific announces as a
 * person's name. A wording is (status) (modifiers) head (tail): `First Deputy Minister of Foreign Affairs`.
 * Whose post it is, and who bears it, is not read here.
 */
#include "recognise/parts.h"

/** The type of the name that starts at token i, found or given; RPT_NO_TYPE = none. */
static rpt_type name_at(const rpt_parts *p, uint32_t i) {
    const rpt_find *f = rpt_find_at(p, i);
    if (f) return (rpt_type)f->type;
    if (i >= p->d->tokens.n || !p->mention[i]) return RPT_NO_TYPE;
    const rpt_mention *m = &p->d->mentions.at[p->mention[i]];
    return m->first == i ? (rpt_type)m->type : RPT_NO_TYPE;
}

static bool is_name_of_place(const rpt_parts *p, uint32_t i) {
    const rpt_type type = name_at(p, i);
    return type == RPT_GPE || type == RPT_LOC || type == RPT_ORG;
}

static uint32_t end_of_place(const rpt_parts *p, uint32_t i) {
    const rpt_find *f = rpt_find_at(p, i);
    return f ? f->end : p->d->mentions.at[p->mention[i]].end;
}

static bool breaks(const rpt_parts *p, uint32_t i) {
    return i >= p->d->tokens.n || rpt_flag(p, i, RPT_T_LINE | RPT_T_NOISE);
}

static bool is_field(const rpt_parts *p, uint32_t i) {
    if (breaks(p, i) || is_name_of_place(p, i)) return false;
    if (p->readings[i].word & RPT_BIT(FIELD)) return true;
    if (rpt_has(p, i, RPT_BIT(DEMONYM)) && rpt_is_capital(p, i) && rpt_has(p, i + 1, RPT_BIT(FIELD)))
        return true; // `on Soviet Affairs`
    return rpt_is_capital(p, i) && p->readings[i].word & RPT_BIT(COMMON) &&
           !(p->readings[i].word & (RPT_BIT(AGREEMENT) | RPT_BIT(EVENT) | RPT_BIT(POST) | RPT_BIT(HONORIFIC) |
                                    RPT_BIT(GIVEN) | RPT_BIT(RANK)));
}

/** `Foreign Affairs`, `Women, Family and Social Affairs`: the end, or i where no field stands there. */
static uint32_t fields_end(const rpt_parts *p, uint32_t i) {
    uint32_t end = i, list = 0;
    while (is_field(p, end)) {
        do end++;
        while (is_field(p, end));
        if (!list && !breaks(p, end)) list = end;
        if (breaks(p, end)) break;
        const bool comma = rpt_mark(p, end) == ',', and =
                                                        rpt_word_is(p, end, "and") || rpt_mark(p, end) == '&';
        uint32_t next = end + 1;
        if (comma && rpt_word_is(p, next, "and")) next++;
        if (!(comma || and) || !is_field(p, next)) break;
        uint32_t after = next;
        while (is_field(p, after)) after++;
        if (rpt_has(p, after, RPT_BIT(POST)) || rpt_has(p, after, RPT_BIT(BODY))) break;
        if (comma && next == end + 1 && !(rpt_mark(p, after) == ',' || rpt_word_is(p, after, "and"))) break;
        end = next;
    }
    return end;
}

/** `of Foreign Affairs`, `for Europe`, `to the United States`, `on Climate`: the end, or i. */
static uint32_t tail_end(const rpt_parts *p, uint32_t i) {
    if (breaks(p, i)) return i;
    const bool of = rpt_word_is(p, i, "of"), to = rpt_word_is(p, i, "to");
    const bool about = rpt_word_is(p, i, "for") || rpt_word_is(p, i, "on");
    const bool bracket = rpt_word_is(p, i, "in") && name_at(p, i + 1) == RPT_GPE && rpt_mark(p, end_of_place(p, i + 1)) == '(';
    if (bracket) return end_of_place(p, i + 1); // `Ambassador in Chile (Howe)`
    if (!of && !to && !about) return i;
    uint32_t at = i + 1;
    if (rpt_word_is(p, at, "the")) at++;
    if (breaks(p, at)) return i;
    const rpt_type type = name_at(p, at);
    if (!of && (type == RPT_GPE || type == RPT_LOC || (to && type == RPT_ORG))) return end_of_place(p, at);
    // `Adviser to the President`, `Spokesman for the Secretary-General`
    if (!of && at > i + 1 && rpt_has_phrase(p, at, RPT_BIT(POST)) && rpt_is_capital(p, at))
        return at + p->readings[at].words;
    if (to || (of && !rpt_has(p, at, RPT_BIT(FIELD)))) return i;
    const uint32_t end = fields_end(p, at);
    return end > at ? end : i;
}

/** Past the modifiers that stand before a head: `First Deputy`, `Principal Deputy Assistant`. */
static uint32_t past_modifiers(const rpt_parts *p, uint32_t i) {
    const uint32_t from = i;
    while (i - from < 8 && (i == from || !breaks(p, i)) && !rpt_has_phrase(p, i, RPT_BIT(POST)) &&
           rpt_has_phrase(p, i, RPT_BIT(POST_MODIFIER))) {
        i += p->readings[i].words;
        if ((rpt_word_is(p, i, "and") || rpt_mark(p, i) == ',') &&
            rpt_has(p, i + 1, RPT_BIT(FIELD) | RPT_BIT(POST_MODIFIER)))
            i++;
    }
    return i;
}

static bool read_wording(const rpt_parts *p, uint32_t i, rpt_wording *w) {
    *w = (rpt_wording){.from = i, .first = i};
    while (rpt_has_phrase(p, i, RPT_BIT(POST_STATUS)) && i < w->from + 3) {
        const rpt_str value = rpt_value(p, i, RPT_CLASS_POST_STATUS);
        w->status = value.len ? (uint8_t)value.p[0] : 0;
        i += p->readings[i].words ? p->readings[i].words : 1;
        if (w->status != 'a') w->first = i;
        if (rpt_mark(p, i) == '-') i++;
    }
    uint32_t head = past_modifiers(p, i);
    // `Assistant for National Security Affairs`: a modifier that heads the post itself
    const bool bare = head > i && !breaks(p, head) && rpt_has(p, head - 1, RPT_BIT(POST_MAYBE)) &&
                      rpt_is_capital(p, head - 1) &&
                      (rpt_word_is(p, head, "for") || rpt_word_is(p, head, "to"));
    if (bare) {
        w->head = head - 1;
        w->end = tail_end(p, head);
        return w->end > head;
    }
    if ((head > w->from && breaks(p, head)) || !rpt_has_phrase(p, head, RPT_BIT(POST))) return false;
    w->head = head;
    w->end = head + p->readings[head].words;
    w->plural = rpt_has_phrase(p, head, RPT_BIT(POST_PLURAL));
    while (!breaks(p, w->end) && rpt_has(p, w->end, RPT_BIT(POST)) && rpt_is_capital(p, w->end)) w->end++;
    if (rpt_mark(p, w->end) == '-' && rpt_word_is(p, w->end + 1, "elect")) w->end += 2;
    if (rpt_word_is(p, w->end, "elect") && rpt_is_capital(p, w->end)) w->end++;
    for (uint32_t n = 0; n < 2; n++) {
        const uint32_t end = tail_end(p, w->end);
        if (end == w->end) break;
        w->end = end;
    }
    if (rpt_word_is(p, w->end, "ad") && rpt_word_is(p, w->end + 1, "interim")) w->end += 2;
    return true;
}

static void announce(rpt_parts *p, uint32_t i, uint8_t how) {
    if (breaks(p, i)) return;
    if (p->readings[i].titled < how) p->readings[i].titled = how;
}

/** `Director of the Office of Asian Affairs (Howe)`, `Ambassador (Howe)`: a word in brackets behind a post and what it is of. */
static void announce_bracketed(rpt_parts *p, uint32_t i) {
    const bool goes_on = rpt_word_is(p, i, "of") || rpt_word_is(p, i, "at") || rpt_word_is(p, i, "in") || rpt_word_is(p, i, "for");
    if (!goes_on && rpt_mark(p, i) != '(') return;
    for (uint32_t n = 0; n < 14 && !breaks(p, i) && rpt_mark(p, i) != '('; n++, i++) {
        const bool small = rpt_word_is(p, i, "of") || rpt_word_is(p, i, "the") || rpt_word_is(p, i, "and") ||
                           rpt_word_is(p, i, "for") || rpt_word_is(p, i, "in") || rpt_word_is(p, i, "at") || rpt_word_is(p, i, "on");
        if (!small && !rpt_is_capital(p, i)) return;
    }
    if (rpt_mark(p, i) != '(' || breaks(p, i + 1) || rpt_mark(p, i + 2) != ')') return;
    if (rpt_is_capital(p, i + 1) && !rpt_flag(p, i + 1, RPT_T_CAPS | RPT_T_ABBREV)) announce(p, i + 1, RPT_TITLED_POST);
}

/** The person may also follow what the post is of: `Foreign Minister of Armenia Ara Aivazian`. */
static void announce_after(rpt_parts *p, const rpt_wording *w) {
    const uint8_t how = w->plural ? RPT_TITLED_PLURAL : RPT_TITLED_POST;
    announce(p, w->end, how);
    if (rpt_mark(p, w->end) == ',' && !breaks(p, w->end + 1)) p->readings[w->end + 1].apposed = true;
    uint32_t at = w->end;
    announce_bracketed(p, at);
    if (!rpt_word_is(p, at, "of")) return;
    at++;
    if (rpt_word_is(p, at, "the")) at++;
    if (!breaks(p, at) && is_name_of_place(p, at)) announce(p, end_of_place(p, at), how);
}

/** `Director for Europe`: a place without a government is a part of the post's name. */
static void hide_regions(rpt_parts *p, const rpt_wording *w) {
    for (uint32_t i = w->head + 1; i < w->end; i++) {
        const uint32_t f = p->readings[i].find;
        if (f && p->finds.at[f].type == RPT_LOC) p->finds.at[f].type = RPT_NO_TYPE;
    }
}

static uint32_t honorific_end(const rpt_parts *p, uint32_t i) {
    const uint64_t titles = RPT_BIT(HONORIFIC) | RPT_BIT(TITLE) | RPT_BIT(RANK);
    if (rpt_has(p, i, RPT_BIT(EXCELLENCY)) && rpt_flag(p, i, RPT_T_CAPS | RPT_T_ABBREV)) return i + 1;
    if (!rpt_has_phrase(p, i, titles)) return i;
    uint32_t end = i + p->readings[i].words;
    if (rpt_mark(p, end) == '.' && !rpt_flag(p, end, RPT_T_SPACE)) end++;
    return end;
}

void rpt_read_wordings(rpt_parts *p) {
    for (uint32_t i = 0; i < p->d->tokens.n;) {
        const uint64_t here = p->readings[i].phrase;
        const uint32_t title = here ? honorific_end(p, i) : i;
        if (title > i) {
            const bool sure = here & (RPT_BIT(HONORIFIC) | RPT_BIT(EXCELLENCY)) && rpt_is_capital(p, i);
            announce(p, title, sure ? RPT_TITLED_HONORIFIC : RPT_TITLED_POST);
        }
        if (here & RPT_BIT(SIGNS) && rpt_word_is(p, i + 1, "by")) announce(p, i + 2, RPT_TITLED_PLURAL);
        rpt_wording w;
        if (here & (RPT_BIT(POST) | RPT_BIT(POST_MODIFIER) | RPT_BIT(POST_STATUS)) &&
            read_wording(p, i, &w)) {
            *RPT_PUSH(p->d->arena, p->wordings) = w;
            hide_regions(p, &w);
            announce_after(p, &w);
            i = w.end > i ? w.end : i + 1;
            continue;
        }
        i = title > i ? title : i + 1;
    }
}
