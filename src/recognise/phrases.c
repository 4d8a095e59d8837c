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

void rpt_acronym_behind(rpt_parts *p, rpt_acronyms *a, uint32_t end, rpt_type type) {
    if (rpt_mark(p, end) != '(' || rpt_mark(p, end + 2) != ')' || !rpt_flag(p, end + 1, RPT_T_CAPS)) return;
    rpt_find_push(p, end + 1, end + 2, type, RPT_FROM_GRAMMAR, 950);
    if (a->n < sizeof a->hash / sizeof *a->hash) a->hash[a->n++] = p->d->tokens.at[end + 1].hash;
}

void rpt_acronyms_push(rpt_parts *p, const rpt_acronyms *a, rpt_type type) {
    if (!a->n) return;
    for (uint32_t t = 0; t < p->d->tokens.n; t++) {
        if (!rpt_flag(p, t, RPT_T_CAPS)) continue;
        for (uint32_t i = 0; i < a->n; i++) {
            if (a->hash[i] == p->d->tokens.at[t].hash) {
                rpt_find_push(p, t, t + 1, type, RPT_FROM_GRAMMAR, 940);
                break;
            }
        }
    }
}
