/* SPDX-License-Identifier: ISC */
#ifndef RPT_GAZETTEER_BUILD_H
#define RPT_GAZETTEER_BUILD_H
/* What the files of the build share. */
#include "gazetteer/format.h"

/** Merges what is one tenure and closes open ends, in place; sorted by person and start; the number that is left.
 *  `labels` are the texts of the labels that posts and titles point to. */
uint32_t rpt_gaz_tenures_tidy(rpt_gaz_tenure *t, uint32_t n, const rpt_str *labels);
/** Indices of tenures by state or body, text of the post, latest start first. */
void rpt_gaz_tenures_by_of(uint32_t *out, const rpt_gaz_tenure *t, uint32_t n, const rpt_str *labels);

#endif
