/* SPDX-License-Identifier: ISC */
#ifndef RPT_RECOGNISE_H
#define RPT_RECOGNISE_H
/* tokens -> mentions with candidates, posts, dates. Knows names, not who they are. */
#include "document.h"
#include "gazetteer/gazetteer.h"
#include "rules/lexicon.h"

typedef struct rpt_recogniser rpt_recogniser;
/** Prepares what is the same for all documents (class numbers); const and shared afterwards. */
rpt_status rpt_recogniser_open(rpt_recogniser **out, const rpt_gazetteer *g, const rpt_lexicon *x, rpt_messages *m);
void rpt_recogniser_close(rpt_recogniser *r);

/** Fills mentions, candidates, posts and, where it was unknown, the document's date and place. */
void rpt_recognise(const rpt_recogniser *r, rpt_document *d);

#endif
