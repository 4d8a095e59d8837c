/* SPDX-License-Identifier: ISC */
#ifndef RPT_RESOLVE_H
#define RPT_RESOLVE_H
/*
 * mentions -> entities: one thing's many names to one entity (coreference of names), the entity to a gazetteer
 * entry or NIL with score and margin, and the phrases that stand for entities without naming them (references).
 */
#include "document.h"
#include "gazetteer/gazetteer.h"
#include "rules/lexicon.h"

typedef struct rpt_resolver rpt_resolver;
rpt_status rpt_resolver_open(rpt_resolver **out, const rpt_gazetteer *g, const rpt_lexicon *x, rpt_messages *m);
void rpt_resolver_close(rpt_resolver *r);

/** Fills entities, mentions[].entity, references, targets, turns[].speaker. If mentions already carry entities
 *  (rows or annotations were read in) those are kept and only references and speakers are filled. */
void rpt_resolve(const rpt_resolver *r, rpt_document *d);

#endif
