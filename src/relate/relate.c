/* SPDX-License-Identifier: ISC */
/* The relater: opens what is the same for all documents and runs its parts in order. */
#include "relate/relate.h"
#include <stdlib.h>

struct rpt_relater {
    const rpt_lexicon *lexicon;
    const rpt_rules *rules;
};

rpt_status rpt_relater_open(rpt_relater **out, const rpt_lexicon *x, const rpt_rules *rules, rpt_messages *m) {
    (void)m;
    *out = rpt_realloc(NULL, sizeof **out);
    **out = (rpt_relater){x, rules};
    return RPT_OK;
}

void rpt_relater_close(rpt_relater *r) { free(r); }

void rpt_relate(const rpt_relater *r, rpt_document *d) { (void)r, (void)d; }
