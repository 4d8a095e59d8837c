/* SPDX-License-Identifier: ISC */
/*
 * Finds -> mentions. Of finds that overlap the longest stays, a word counting as much as the whole scale of
 * scores; a find without type that stays hides what is inside it. Mentions come out sorted, with the
 * gazetteer's entries as candidates.
 */
#include "recognise/parts.h"
#include <stdlib.h>

rpt_find *rpt_find_push(rpt_parts *p, uint32_t first, uint32_t end, rpt_type type, uint32_t source,
                        uint32_t score) {
    const rpt_token *last = &p->d->tokens.at[end - 1];
    rpt_find *f = RPT_PUSH(p->d->arena, p->finds);
    *f = (rpt_find){.first = first,
                    .end = end,
                    .span = {p->d->tokens.at[first].begin, last->begin + last->len},
                    .type = (uint8_t)type,
                    .source = (uint8_t)source,
                    .score = (uint16_t)score};
    uint32_t *here = &p->readings[first].find;
    if (!*here || p->finds.at[*here].end < end) *here = p->finds.n - 1;
    return f;
}

rpt_find *rpt_find_push_part(rpt_parts *p, uint32_t token, rpt_span span, rpt_type type, uint32_t source,
                             uint32_t score) {
    rpt_find *f = RPT_PUSH(p->d->arena, p->finds);
    *f = (rpt_find){.first = token,
                    .end = token + 1,
                    .span = span,
                    .part = true,
                    .type = (uint8_t)type,
                    .source = (uint8_t)source,
                    .score = (uint16_t)score};
    return f;
}

const rpt_find *rpt_find_at(const rpt_parts *p, uint32_t token) {
    return token < p->d->tokens.n && p->readings[token].find ? &p->finds.at[p->readings[token].find] : NULL;
}

static uint32_t weight(const rpt_find *f) { return (f->end - f->first) * 1000 + f->score; }

/** Heaviest first; the order of ties is that of the text and of the parts. */
static int by_weight(const void *a, const void *b) {
    const rpt_find *x = *(const rpt_find *const *)a, *y = *(const rpt_find *const *)b;
    const uint32_t wx = weight(x), wy = weight(y);
    if (wx != wy) return wx > wy ? -1 : 1;
    return x < y ? -1 : x > y;
}

static int by_place(const void *a, const void *b) {
    const rpt_find *x = *(const rpt_find *const *)a, *y = *(const rpt_find *const *)b;
    if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void write_mention(rpt_parts *p, const rpt_find *f) {
    rpt_document *d = p->d;
    rpt_mention *m = RPT_PUSH(d->arena, d->mentions);
    *m = (rpt_mention){.candidate = f->type == RPT_DATE ? f->dated : 0,
                       .span = f->span,
                       .first = f->first,
                       .end = f->end,
                       .type = f->type,
                       .source = f->source,
                       .score = f->score};
    if (f->type != RPT_DATE) rpt_mention_link(p, m);
}

void rpt_mentions_index(rpt_parts *p) {
    for (uint32_t i = 1; i < p->d->mentions.n; i++) {
        const rpt_mention *m = &p->d->mentions.at[i];
        for (uint32_t t = m->first; t < m->end && t < p->d->tokens.n; t++) p->mention[t] = i;
    }
}

void rpt_finds_choose(rpt_parts *p) {
    const uint32_t n = p->finds.n - 1;
    if (!n) return;
    const rpt_find **order = rpt_arena_alloc(p->d->arena, n * sizeof *order);
    uint8_t *taken = rpt_arena_alloc(p->d->arena, (size_t)p->d->tokens.n + 1);
    uint8_t *hidden = rpt_arena_alloc(p->d->arena, (size_t)p->d->tokens.n + 1); // by a find without type
    for (uint32_t i = 0; i < n; i++) order[i] = &p->finds.at[i + 1];
    qsort(order, n, sizeof *order, by_weight);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        const rpt_find *f = order[i];
        const uint8_t mine = f->part ? 2 : 1; // parts of one token stand side by side
        if ((taken[f->first] && taken[f->first] + mine != 4) ||
            (taken[f->end - 1] && taken[f->end - 1] + mine != 4)) {
            if (f->type) *RPT_PUSH(p->d->arena, p->d->refusals) = (rpt_refusal){f->span, f->type, hidden[f->first] || hidden[f->end - 1] ? RPT_REFUSED_NO_NAME : RPT_REFUSED_LONGER};
            continue;
        }
        memset(taken + f->first, mine, f->end - f->first);
        if (!f->type) memset(hidden + f->first, 1, f->end - f->first);
        order[kept++] = f;
    }
    qsort(order, kept, sizeof *order, by_place);
    for (uint32_t i = 0; i < kept; i++) {
        if (order[i]->type != RPT_NO_TYPE) write_mention(p, order[i]);
    }
    rpt_mentions_index(p);
}
