/* SPDX-License-Identifier: ISC */
/* The recogniser: opens what is the same for all documents and runs its parts in order. */
#include "recognise/recognise.h"
#include <stdlib.h>

struct rpt_recogniser {
    const rpt_gazetteer *gazetteer;
    const rpt_lexicon *lexicon;
};

rpt_status rpt_recogniser_open(rpt_recogniser **out, const rpt_gazetteer *g, const rpt_lexicon *x, rpt_messages *m) {
    (void)m;
    *out = rpt_realloc(NULL, sizeof **out);
    **out = (rpt_recogniser){g, x};
    return RPT_OK;
}

void rpt_recogniser_close(rpt_recogniser *r) { free(r); }

void rpt_recognise(const rpt_recogniser *r, rpt_document *d) { (void)r, (void)d; }
