/* SPDX-License-Identifier: ISC */
#ifndef RPT_VIEW_H
#define RPT_VIEW_H
/* A document for people's eyes: a stage as text, or everything as one HTML page. */
#include "document.h"
#include "rules/rules.h"

/** Appends a stage as text; false where no stage is called so. */
bool rpt_view_stage(rpt_buf *out, const rpt_document *d, const rpt_rules *rules, const char *stage);
/** Appends one self-contained page (no network) that shows text, mentions, facts, entities, time line and graph. */
void rpt_view_page(rpt_buf *out, const rpt_document *d, const rpt_rules *rules);
/** Appends what was seen and left, a line each: name, offset, what, words, reason. */
void rpt_view_coverage(rpt_buf *out, const rpt_document *d);

#endif
