/* SPDX-License-Identifier: ISC */
/*
 * Tokens -> finds: the longest name of the gazetteer that starts at each token and is written as its flags ask. Surnames
 * alone and adjectives are no finds. Who or what a name means is not decided here, only its commonest type.
 */
#include "recognise/parts.h"

/** Marks the tokens of lines that are written in capitals as a whole, where a capital says nothing. */
static void mark_lines_in_capitals(rpt_parts *p) {
    const uint32_t n = p->d->tokens.n;
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i, words = 0, caps = 0;
        do {
            const rpt_token *t = &p->d->tokens.at[end];
            if (!(t->flags & (RPT_T_PUNCT | RPT_T_NUMBER)) && t->len > 1) {
                words++;
                caps += (t->flags & RPT_T_CAPS) != 0;
            }
            end++;
        } while (end < n && !rpt_flag(p, end, RPT_T_LINE));
        if (caps > 2 && caps == words) {
            for (; i < end; i++) p->readings[i].capitals = true;
        }
        i = end;
    }
}

/** May this word stand small inside a name? */
static bool may_be_small(const rpt_parts *p, uint32_t i) {
    const rpt_token *t = &p->d->tokens.at[i];
    return t->flags & (RPT_T_PUNCT | RPT_T_NUMBER) || t->len <= 4 || p->readings[i].word & RPT_BIT(PARTICLE);
}

static bool fits_case(const rpt_parts *p, uint32_t first, uint32_t end, uint32_t flags) {
    if (flags & (RPT_ALIAS_ADJECTIVE | RPT_ALIAS_SURNAME)) return false;
    if (flags & RPT_ALIAS_LOWER) return true;
    if (flags & RPT_ALIAS_CAPS) {
        for (uint32_t i = first; i < end; i++) {
            const bool caps = rpt_flag(p, i, RPT_T_CAPS | RPT_T_PUNCT | RPT_T_NUMBER | RPT_T_ABBREV);
            if (!caps && !(rpt_is_capital(p, i) && p->d->tokens.at[i].len == 1)) return false;
        }
        return !(p->readings[first].capitals && end == first + 1 && rpt_has(p, first, RPT_BIT(COMMON)));
    }
    if (!rpt_is_capital(p, first) && !rpt_flag(p, first, RPT_T_NUMBER) && !rpt_has(p, first, RPT_BIT(PARTICLE))) return false;
    bool capital = false;
    for (uint32_t i = first; i < end; i++) {
        if (rpt_is_capital(p, i)) capital = true;
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
    if (c & (RPT_BIT(NOT_NAME) | RPT_BIT(MONTH) | RPT_BIT(WEEKDAY) | RPT_BIT(POST) | RPT_BIT(HONORIFIC) | RPT_BIT(DEMONYM))) return true;
    if (!(c & (RPT_BIT(COMMON) | RPT_BIT(BODY) | RPT_BIT(PLACE) | RPT_BIT(FACILITY)))) return false;
    if (rpt_flag(p, i, RPT_T_CAPS) && !p->readings[i].capitals) return false;
    return rpt_is_opening(p, i) || e->prior < 0.6f || (c & RPT_BIT(GIVEN) && e->prior < 0.9f);
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
    if (!best) return;
    const rpt_entry e = rpt_gazetteer_entry(g, best_alias->entry);
    if (best_end == first + 1 && is_doubtful(p, first, &e)) return;
    p->readings[first].node = best;
    p->readings[first].node_end = best_end;
    rpt_find *f = rpt_find_push(p, first, best_end, e.type, RPT_FROM_GAZETTEER, 500 + (uint32_t)(e.prior * 400));
    f->node = best;
}

void rpt_find_gazetteer(rpt_parts *p) {
    mark_lines_in_capitals(p);
    for (uint32_t i = 0; i < p->d->tokens.n; i++) {
        if (!rpt_flag(p, i, RPT_T_PUNCT | RPT_T_NOISE)) scan_at(p, i);
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
        const bool place = (e.type == RPT_GPE || e.type == RPT_LOC) && (m->type == RPT_GPE || m->type == RPT_LOC);
        if (aliases[i].flags & RPT_ALIAS_ADJECTIVE || (e.type != m->type && !place)) continue;
        *RPT_PUSH(d->arena, d->candidates) = (rpt_candidate){aliases[i].entry, e.prior};
        m->candidates++;
    }
    if (!m->candidates) m->candidate = 0;
}
