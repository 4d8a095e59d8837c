/* SPDX-License-Identifier: ISC */
/*
 * Tokens -> finds: the longest name of the gazetteer that starts at each token and is written as its flags
 * ask. Surnames alone and adjectives are no finds. Who or what a name means is not decided here, only its
 * commonest type.
 */
#include "recognise/parts.h"

/** Marks the tokens of lines that are written in capitals as a whole, or as headings are: there a capital
 * says less. */
static void mark_lines(rpt_parts *p) {
    const uint32_t n = p->d->tokens.n;
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i, words = 0, caps = 0, small = 0;
        do {
            const rpt_token *t = &p->d->tokens.at[end];
            if (!(t->flags & (RPT_T_PUNCT | RPT_T_NUMBER)) && t->len > 1) {
                words++;
                small += !(t->flags & RPT_T_UPPER) && t->len > 4;
                caps += (t->flags & RPT_T_CAPS) != 0;
            }
            end++;
        } while (end < n && !rpt_flag(p, end, RPT_T_LINE));
        const bool capitals = caps > 2 && caps == words,
                   heading = words > 1 && words < 40 && small * 8 <= words;
        for (; i < end; i++) p->readings[i].capitals = capitals, p->readings[i].heading = heading;
        i = end;
    }
}

/** May this word stand small inside a name? */
static bool may_be_small(const rpt_parts *p, uint32_t i) {
    const rpt_token *t = &p->d->tokens.at[i];
    return t->flags & (RPT_T_PUNCT | RPT_T_NUMBER) || t->len <= 4 || p->readings[i].word & RPT_BIT(PARTICLE);
}

/** No small letter in the word: `UNESCO`, `G7`. */
static bool is_all_capitals(const rpt_parts *p, uint32_t i) {
    if (rpt_flag(p, i, RPT_T_CAPS | RPT_T_PUNCT | RPT_T_NUMBER | RPT_T_ABBREV)) return true;
    const rpt_str w = rpt_word(p, i);
    for (uint32_t k = 0; k < w.len; k++) {
        if (w.p[k] >= 'a' && w.p[k] <= 'z') return false;
    }
    return rpt_is_capital(p, i);
}

/** `al-Qaida`: small first, a capital after the hyphen. */
static bool has_inner_capital(const rpt_parts *p, uint32_t i) {
    const rpt_str w = rpt_word(p, i);
    const char *dash = w.len > 4 ? memchr(w.p, '-', 4) : NULL;
    return dash && dash[1] >= 'A' && dash[1] <= 'Z';
}

static bool fits_case(const rpt_parts *p, uint32_t first, uint32_t end, uint32_t flags) {
    if (flags & (RPT_ALIAS_ADJECTIVE | RPT_ALIAS_SURNAME)) return false;
    if (flags & RPT_ALIAS_LOWER) return true;
    if (flags & RPT_ALIAS_CAPS) {
        for (uint32_t i = first; i < end; i++) {
            if (!is_all_capitals(p, i)) return false;
        }
        return !(p->readings[first].capitals && end == first + 1 && rpt_has(p, first, RPT_BIT(COMMON)));
    }
    if (!rpt_is_capital(p, first) && !rpt_flag(p, first, RPT_T_NUMBER) &&
        !rpt_has(p, first, RPT_BIT(PARTICLE)) && !has_inner_capital(p, first))
        return false;
    bool capital = false;
    for (uint32_t i = first; i < end; i++) {
        if (rpt_is_capital(p, i) || has_inner_capital(p, i)) capital = true;
        else if (!may_be_small(p, i)) return false;
    }
    return capital;
}

/** The name that a node's spelling means most often as it is written; NULL = none fits. */
static const rpt_alias *fitting(const rpt_parts *p, uint32_t node, uint32_t first, uint32_t end) {
    uint32_t n;
    const rpt_alias *a = rpt_gazetteer_aliases(p->r->gazetteer, node, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (fits_case(p, first, end, a[i].flags)) return &a[i];
    }
    return NULL;
}

/** A single word that the language uses small is a name only where its capital says something. */
static bool is_doubtful(const rpt_parts *p, uint32_t i, const rpt_entry *e) {
    const uint64_t c = p->readings[i].word;
    if (c & RPT_BIT(GIVEN) && e->prior < 0.7f && (e->type == RPT_GPE || e->type == RPT_LOC)) return true;
    if (c & (RPT_BIT(GOVERNED) | RPT_BIT(GOVERNED_OF) | RPT_BIT(FIELD)) && !rpt_flag(p, i, RPT_T_CAPS))
        return true;
    if (c & (RPT_BIT(NOT_NAME) | RPT_BIT(MONTH) | RPT_BIT(WEEKDAY) | RPT_BIT(POST) | RPT_BIT(HONORIFIC) |
             RPT_BIT(DEMONYM) | RPT_BIT(COMPASS)))
        return true;
    if (!(c & (RPT_BIT(COMMON) | RPT_BIT(BODY) | RPT_BIT(PLACE) | RPT_BIT(FACILITY)))) return false;
    if (rpt_flag(p, i, RPT_T_CAPS) && !p->readings[i].capitals) return false;
    return rpt_is_opening(p, i) || e->prior < 0.6f || (c & RPT_BIT(GIVEN) && e->prior < 0.9f);
}

/** A name that the lexicon knows, at least as long as the gazetteer's of `words` words. */
static bool find_known(rpt_parts *p, uint32_t first, uint32_t words) {
    static const struct {
        rpt_class class;
        rpt_type type;
        uint32_t score;
    } known[] = {{RPT_CLASS_KNOWN_GPE, RPT_GPE, 860},
                 {RPT_CLASS_KNOWN_ORG, RPT_ORG, 850},
                 {RPT_CLASS_KNOWN_LOC, RPT_LOC, 840},
                 {RPT_CLASS_KNOWN_PER, RPT_PER, 830}};
    const rpt_reading *r = &p->readings[first];
    if (!(r->phrase & (RPT_BIT(KNOWN_GPE) | RPT_BIT(KNOWN_ORG) | RPT_BIT(KNOWN_LOC) | RPT_BIT(KNOWN_PER))) ||
        r->words < words)
        return false;
    if (!fits_case(p, first, first + r->words, 0)) return false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        rpt_str how;
        if (!(r->phrase >> known[i].class & 1)) continue;
        if (!rpt_lexeme_has(p->r->lexicon, r->phrase_lexeme, p->r->class[known[i].class], &how)) return false;
        if (rpt_str_is(how, "c") && !fits_case(p, first, first + r->words, RPT_ALIAS_CAPS)) return false;
        if (rpt_str_is(how, "t") &&
            !(first && rpt_word_is(p, first - 1, "the") && !rpt_is_capital(p, first + r->words)))
            return false;
        if (!how.len && r->words == 1 && r->word & RPT_BIT(COMMON) && rpt_is_opening(p, first)) return false;
        rpt_find_push(p, first, first + r->words, known[i].type, RPT_FROM_GAZETTEER, known[i].score);
        return true;
    }
    return false;
}

/* -- Words joined by hyphens: `US-Soviet`, `NATO-led`, `Brezhnev-Chirac` -------------------------------- */

/** The type of one part by gazetteer or lexicon; RPT_NO_TYPE = none. */
static rpt_type type_of_part(const rpt_parts *p, rpt_str part) {
    char folded[256];
    if (part.len < 2 || part.len > 60) return RPT_NO_TYPE;
    const uint64_t hash = rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, part)});
    uint32_t words = 0, n = 0;
    const rpt_lexeme *l = rpt_lexicon_match(p->r->lexicon, &hash, sizeof hash, 1, &words);
    static const struct {
        rpt_class class;
        rpt_type type;
    } known[] = {{RPT_CLASS_KNOWN_GPE, RPT_GPE},
                 {RPT_CLASS_KNOWN_ORG, RPT_ORG},
                 {RPT_CLASS_KNOWN_PER, RPT_PER},
                 {RPT_CLASS_KNOWN_LOC, RPT_LOC}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        rpt_str how = {"", 0};
        if (p->r->class[known[i].class] &&
            rpt_lexeme_has(p->r->lexicon, l, p->r->class[known[i].class], &how)) {
            const bool caps = part.p[0] >= 'A' && part.p[0] <= 'Z' && part.p[1] >= '.' && part.p[1] <= 'Z';
            return rpt_str_is(how, "t") || (rpt_str_is(how, "c") && !caps) ? RPT_NO_TYPE : known[i].type;
        }
    }
    const uint32_t node = rpt_gazetteer_step(p->r->gazetteer, 0, hash);
    const rpt_alias *a = node ? rpt_gazetteer_aliases(p->r->gazetteer, node, &n) : NULL;
    if (!n || a[0].flags & (RPT_ALIAS_ADJECTIVE | RPT_ALIAS_SURNAME | RPT_ALIAS_CAPS)) return RPT_NO_TYPE;
    const rpt_entry e = rpt_gazetteer_entry(p->r->gazetteer, a[0].entry);
    return e.prior >= 0.7f ? (rpt_type)e.type : RPT_NO_TYPE;
}

/** `ASEAN-United Nations`, `US-South Korea`: the last part begins a name that goes on in the next words. */
static void scan_last_part(rpt_parts *p, uint32_t token, uint32_t begin) {
    const rpt_gazetteer *g = p->r->gazetteer;
    const rpt_token *t = &p->d->tokens.at[token];
    const rpt_str part = {rpt_word(p, token).p + begin, t->len - begin};
    char folded[256];
    uint32_t end = token + 1, best_end = 0;
    rpt_type type = RPT_NO_TYPE;
    if (part.len < 2 || part.len > 60 || part.p[0] < 'A' || part.p[0] > 'Z') return;
    uint32_t node = rpt_gazetteer_step(g, 0, rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, part)}));
    while (node && end < p->d->tokens.n && end < token + 5 && rpt_is_capital(p, end) && !rpt_flag(p, end, RPT_T_LINE)) {
        uint32_t n = 0;
        node = rpt_gazetteer_step(g, node, p->d->tokens.at[end++].hash);
        const rpt_alias *a = node ? rpt_gazetteer_aliases(g, node, &n) : NULL;
        if (!n || a[0].flags & (RPT_ALIAS_ADJECTIVE | RPT_ALIAS_SURNAME)) continue;
        const rpt_entry e = rpt_gazetteer_entry(g, a[0].entry);
        if ((e.type == RPT_GPE || e.type == RPT_ORG || e.type == RPT_LOC) && e.prior >= 0.6f) best_end = end, type = (rpt_type)e.type;
    }
    if (!best_end) return;
    const rpt_token *last = &p->d->tokens.at[best_end - 1];
    rpt_find *f = rpt_find_push_part(p, token, (rpt_span){t->begin + begin, last->begin + last->len}, type, RPT_FROM_GAZETTEER, 700);
    f->end = best_end;
    p->readings[token].parts = true;
    p->readings[token].find = p->finds.n - 1; // for readers of what stands before a head
}

static void scan_parts(rpt_parts *p, uint32_t token) {
    const rpt_token *t = &p->d->tokens.at[token];
    const rpt_str text = rpt_word(p, token);
    uint32_t begin = 0;
    for (uint32_t i = 0; i <= text.len; i++) {
        const bool dash =
            i + 2 < text.len && (unsigned char)text.p[i] == 0xE2 && (unsigned char)text.p[i + 1] == 0x80;
        if (i < text.len && text.p[i] != '-' && !dash) continue;
        const rpt_str part = {text.p + begin, i - begin};
        const bool capital = part.len && part.p[0] >= 'A' && part.p[0] <= 'Z';
        const rpt_type type = capital && part.len < text.len ? type_of_part(p, part) : RPT_NO_TYPE;
        p->readings[token].parts |= type != RPT_NO_TYPE;
        if (type)
            rpt_find_push_part(p, token, (rpt_span){t->begin + begin, t->begin + i}, type, RPT_FROM_GAZETTEER,
                               700);
        if (i == text.len && begin && !type) scan_last_part(p, token, begin);
        if (dash) i += 2;
        begin = i + 1;
    }
}

static void scan_at(rpt_parts *p, uint32_t first) {
    const rpt_gazetteer *g = p->r->gazetteer;
    uint32_t node = 0, end = first, best = 0, best_end = first;
    const rpt_alias *best_alias = NULL;
    while (end < p->d->tokens.n && end - first < 24) {
        if (end > first && rpt_flag(p, end, RPT_T_LINE)) break;
        node = rpt_gazetteer_step(g, node, p->d->tokens.at[end].hash);
        if (!node) break;
        end++;
        const rpt_alias *a = fitting(p, node, first, end);
        if (a) best_alias = a, best = node, best_end = end;
    }
    if (find_known(p, first, best_end - first) || !best) return;
    const rpt_entry e = rpt_gazetteer_entry(g, best_alias->entry);
    if (best_end == first + 1 && is_doubtful(p, first, &e)) return;
    if (e.type == RPT_PER && rpt_has(p, first, RPT_BIT(POST) | RPT_BIT(RANK) | RPT_BIT(HONORIFIC))) return;
    if (best_end > first + 1 && rpt_word_is(p, first, "the")) first++;
    p->readings[first].node = best;
    p->readings[first].node_end = best_end;
    rpt_find *f =
        rpt_find_push(p, first, best_end, e.type, RPT_FROM_GAZETTEER, 500 + (uint32_t)(e.prior * 400));
    f->node = best;
}

void rpt_find_gazetteer(rpt_parts *p) {
    mark_lines(p);
    for (uint32_t i = 0; i < p->d->tokens.n; i++) {
        if (rpt_flag(p, i, RPT_T_PUNCT | RPT_T_NOISE)) continue;
        scan_at(p, i);
        if (!p->readings[i].find && rpt_is_capital(p, i) && p->d->tokens.at[i].len > 4) scan_parts(p, i);
    }
}

void rpt_mention_link(rpt_parts *p, rpt_mention *m) {
    rpt_document *d = p->d;
    uint32_t node = 0, n = 0;
    for (uint32_t i = m->first; i < m->end && (node || i == m->first); i++) {
        node = rpt_gazetteer_step(p->r->gazetteer, node, d->tokens.at[i].hash);
    }
    const rpt_alias *aliases = node ? rpt_gazetteer_aliases(p->r->gazetteer, node, &n) : NULL;
    m->candidate = d->candidates.n;
    for (uint32_t i = 0; i < n; i++) {
        const rpt_entry e = rpt_gazetteer_entry(p->r->gazetteer, aliases[i].entry);
        const bool place =
            (e.type == RPT_GPE || e.type == RPT_LOC) && (m->type == RPT_GPE || m->type == RPT_LOC);
        if (aliases[i].flags & RPT_ALIAS_ADJECTIVE || (e.type != m->type && !place)) continue;
        *RPT_PUSH(d->arena, d->candidates) = (rpt_candidate){aliases[i].entry, e.prior};
        m->candidates++;
    }
    if (!m->candidates) m->candidate = 0;
}
