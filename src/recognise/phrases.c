/* SPDX-License-Identifier: ISC */
/* Small look-ups around a head: dates and finds that touch it, acronyms in brackets behind it. */
#include "recognise/phrases.h"

/** First date that starts at `token` or later. */
static uint32_t lower_bound(const rpt_document *d, uint32_t token) {
    uint32_t low = 1, high = d->dates.n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (d->dates.at[middle].first < token) low = middle + 1;
        else high = middle;
    }
    return low;
}

uint32_t rpt_dated_from(const rpt_parts *p, uint32_t token) {
    const uint32_t i = lower_bound(p->d, token);
    return i < p->d->dates.n && p->d->dates.at[i].first == token && !p->d->dates.at[i].deictic ? i : 0;
}

uint32_t rpt_dated_until(const rpt_parts *p, uint32_t token) {
    const uint32_t i = lower_bound(p->d, token);
    return i > 1 && p->d->dates.at[i - 1].end == token && !p->d->dates.at[i - 1].deictic ? i - 1 : 0;
}

const rpt_find *rpt_find_until(const rpt_parts *p, uint32_t first, uint32_t end) {
    for (uint32_t i = end > first + 12 ? end - 12 : first; i < end; i++) {
        const rpt_find *f = rpt_find_at(p, i);
        if (f && f->end == end && f->type != RPT_DATE && f->type != RPT_NO_TYPE) return f;
    }
    return NULL;
}

bool rpt_is_other_name(const rpt_parts *p, uint32_t first, uint32_t end, rpt_type type) {
    const rpt_find *f = rpt_find_at(p, first);
    return f && f->end >= end && f->type != type && f->type != RPT_DATE && f->type != RPT_NO_TYPE;
}

static void remember(rpt_acronyms *a, uint64_t hash) {
    if (a->n < sizeof a->hash / sizeof *a->hash) a->hash[a->n++] = hash;
}

/** `Collective Security Treaty` -> CST: of three capitals or more, which the text may use without saying so. */
static void remember_initials(const rpt_parts *p, rpt_acronyms *a, uint32_t from, uint32_t end) {
    char letters[12];
    uint32_t n = 0;
    for (uint32_t i = from; i < end && n < sizeof letters; i++) {
        const rpt_str w = rpt_word(p, i);
        if (rpt_is_capital(p, i) && w.p[0] >= 'A' && w.p[0] <= 'Z' && !rpt_flag(p, i, RPT_T_CAPS)) letters[n++] = (char)(w.p[0] + 32);
        else if (!rpt_word_is(p, i, "of") && !rpt_word_is(p, i, "and")) return;
    }
    if (n >= 3 && n < 8) remember(a, rpt_hash((rpt_str){letters, n}));
}

/** Is the acronym's first letter that of one of the name's first words? `Collective Security Treaty (CSTO)` passes; its type says no. */
static bool begins_like(const rpt_parts *p, uint32_t from, uint32_t end, uint32_t acronym) {
    const char c = rpt_word(p, acronym).p[0];
    for (uint32_t i = from; i < end && i < from + 4; i++) {
        const char w = rpt_word(p, i).p[0];
        if (w == c || (w >= 'a' && w - 32 == c)) return true;
    }
    return false;
}

static bool is_known_otherwise(const rpt_parts *p, uint32_t token, rpt_type type) {
    const rpt_find *f = rpt_find_at(p, token);
    return f && f->type != type && f->type != RPT_DATE && f->source == RPT_FROM_GAZETTEER;
}

void rpt_acronym_behind(rpt_parts *p, rpt_acronyms *a, uint32_t from, uint32_t end, rpt_type type) {
    remember_initials(p, a, from, end);
    if (rpt_mark(p, end) != '(' || rpt_mark(p, end + 2) != ')' || !rpt_flag(p, end + 1, RPT_T_CAPS)) return;
    if (!begins_like(p, from, end, end + 1) || is_known_otherwise(p, end + 1, type)) return;
    rpt_find_push(p, end + 1, end + 2, type, RPT_FROM_GRAMMAR, 950);
    remember(a, p->d->tokens.at[end + 1].hash);
}

bool rpt_is_article(const rpt_parts *p, uint32_t token) {
    static const char *const words[] = {"the", "this", "that", "a", "an", "our", "their", "its", "said", "these", "those", "such", NULL};
    for (const char *const *w = words; *w; w++) {
        if (rpt_word_is(p, token, *w)) return true;
    }
    return false;
}

static bool is_opening_word(const rpt_parts *p, uint32_t token) {
    static const char *const words[] = {"under", "in",  "on",   "following", "after", "with", "by",   "both", "all",  "any",  "each",
                                        "no",    "and", "but",  "as",        "for",   "if",   "when", "from", "since", "his", "her",
                                        "once",  "new", "into", "through",   "while", "of",   "per",  "at",   "to",   "at",  "during", NULL};
    if (rpt_is_article(p, token)) return true;
    for (const char *const *w = words; *w; w++) {
        if (rpt_word_is(p, token, *w)) return true;
    }
    return false;
}

/** Can the capitalised word before a head be a part of its name? */
static bool belongs(const rpt_parts *p, uint32_t token) {
    /* `All` inside a sentence is a word of the name, at its opening it is not. */
    if (rpt_flag(p, token, RPT_T_FIRST) ? is_opening_word(p, token) : rpt_is_article(p, token)) return false;
    if (rpt_has(p, token, RPT_BIT(SIGN) | RPT_BIT(ADOPT) | RPT_BIT(POST) | RPT_BIT(HONORIFIC)) && !rpt_is_geographic(p, token)) return false;
    const rpt_find *f = rpt_find_at(p, token);
    return !(f && f->type == RPT_PER);
}

/** Does a mark that joins two capitals stand at i: `U.S.-Europe`, `United States – Nordic`? */
static bool joins_capitals(const rpt_parts *p, uint32_t i, uint32_t first) {
    if (i <= first || !rpt_is_capital(p, i - 1) || !belongs(p, i - 1)) return false;
    const rpt_str w = rpt_word(p, i);
    return rpt_str_is(w, "-") || rpt_str_is(w, "–");
}

uint32_t rpt_name_start(const rpt_parts *p, uint32_t first, uint32_t head, uint64_t kinds) {
    uint32_t from = head;
    while (from > first && head - from < 24) { /* no name has more words before its head */
        const uint32_t i = from - 1;
        const rpt_find *name = rpt_find_until(p, first, from);
        if (name && name->type != RPT_PER && name->type != RPT_AGR && name->first < i && !p->readings[i].capitals) {
            from = name->first;
        } else if (rpt_is_capital(p, i) && !p->readings[i].capitals) {
            if (!belongs(p, i)) break;
            from = i;
        } else if (p->readings[i].capitals && rpt_has(p, i, kinds)) {
            from = i;
        } else if (i > first && from < head && (rpt_word_is(p, i, "and") || rpt_mark(p, i) == '&') && rpt_is_capital(p, i - 1) &&
                   belongs(p, i - 1) && !rpt_find_until(p, first, i)) {
            from = i - 1;
        } else if (from < head && joins_capitals(p, i, first)) {
            from = i - 1;
        } else if (i > first && rpt_flag(p, i, RPT_T_POSSESSIVE) && rpt_word_is(p, i - 1, "leaders") && rpt_is_capital(p, i - 1)) {
            from = i - 1;
        } else {
            break;
        }
    }
    return from;
}

static bool is_place_word(const rpt_parts *p, rpt_str word) {
    if (!word.len || word.len > 40) return false;
    char folded[128];
    const uint64_t hash = rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, word)});
    uint32_t n, len;
    if (rpt_lexeme_has(p->r->lexicon, rpt_lexicon_match(p->r->lexicon, &hash, sizeof hash, 1, &len), p->r->class[RPT_CLASS_DEMONYM], NULL)) return true;
    const uint32_t node = rpt_gazetteer_step(p->r->gazetteer, 0, hash);
    const rpt_alias *a = node ? rpt_gazetteer_aliases(p->r->gazetteer, node, &n) : NULL;
    if (!node || !n || a->flags & RPT_ALIAS_SURNAME) return false;
    const uint8_t type = rpt_gazetteer_entry(p->r->gazetteer, a->entry).type;
    return type == RPT_GPE || type == RPT_LOC;
}

bool rpt_is_geographic(const rpt_parts *p, uint32_t token) {
    if (rpt_has(p, token, RPT_BIT(DEMONYM))) return true;
    const rpt_str w = rpt_word(p, token);
    for (uint32_t i = w.len; i > 1; i--) {
        if (w.p[i - 1] == '-' && i < w.len && w.p[i] >= 'A' && w.p[i] <= 'Z') return is_place_word(p, (rpt_str){w.p + i, w.len - i});
    }
    const rpt_find *f = rpt_find_at(p, token);
    return f && (f->type == RPT_GPE || f->type == RPT_LOC) && f->end == token + 1;
}

void rpt_acronyms_push(rpt_parts *p, const rpt_acronyms *a, rpt_type type) {
    if (!a->n) return;
    for (uint32_t t = 0; t < p->d->tokens.n; t++) {
        if (!rpt_flag(p, t, RPT_T_CAPS)) continue;
        for (uint32_t i = 0; i < a->n; i++) {
            if (a->hash[i] == p->d->tokens.at[t].hash && !is_known_otherwise(p, t, type)) {
                rpt_find_push(p, t, t + 1, type, RPT_FROM_GRAMMAR, 940);
                break;
            }
        }
    }
}
