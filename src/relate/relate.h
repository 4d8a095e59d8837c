/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_H
#define RPT_RELATE_H
/* sentences + entities + references -> relations with status, qualifiers, rule, evidence. */
#include "document.h"
#include "rules/lexicon.h"
#include "rules/rules.h"

/** The names that rule files may use: types, relations, qualifiers, statuses of the document. */
extern const rpt_rules_vocabulary rpt_relate_vocabulary;

typedef struct rpt_relater rpt_relater;
rpt_status rpt_relater_open(rpt_relater **out, const rpt_lexicon *x, const rpt_rules *rules, rpt_messages *m);
void rpt_relater_close(rpt_relater *r);

/** Fills relations and qualifiers; one row a distinct subject, relation, object and qualifiers. */
void rpt_relate(const rpt_relater *r, rpt_document *d);

/** Appends the symbols of a sentence as a line of text: `[GPE GPE] <meet>held-talks ...` (for view and rule writers). */
void rpt_relate_show(const rpt_relater *r, const rpt_document *d, uint32_t sentence, rpt_buf *out);

#endif
