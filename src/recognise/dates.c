/* SPDX-License-Identifier: ISC */
/* Tokens -> finds of dates. */
#include "recognise/parts.h"

void rpt_find_dates(rpt_parts *p) { (void)p; }

void rpt_dates_attach(rpt_parts *p) {
    rpt_document *d = p->d;
    for (uint32_t i = 1, k = 1; i < d->mentions.n; i++) {
        rpt_mention *m = &d->mentions.at[i];
        if (m->type != RPT_DATE) continue;
        while (k < d->dates.n && d->dates.at[k].span.begin < m->span.begin) k++;
        if (k < d->dates.n && d->dates.at[k].span.begin == m->span.begin) m->candidate = k;
    }
}
