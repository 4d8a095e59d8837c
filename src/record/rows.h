/* SPDX-License-Identifier: ISC */
#ifndef RPT_ROWS_H
#define RPT_ROWS_H
/* document -> rows: the one header that sees both sides of the seam (pipeline.c and record.c include it). */
#include "document.h"
#include "record/record.h"
#include "rules/rules.h"

/** Fills `out` from `d`; cells live in the document's arena. `rules` names rules by file and line; may be NULL. */
void rpt_record(rpt_rows *out, const rpt_document *d, const rpt_rules *rules);

/** Takes mentions (and entities, where wanted) from rows, in place of the recogniser. Tokens must be there. */
void rpt_annotate(rpt_document *d, const rpt_rows *r, bool entities);

#endif
