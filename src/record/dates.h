/* SPDX-License-Identifier: ISC */
#ifndef RPT_DATES_H
#define RPT_DATES_H
/* The written form of a date (2020-11-09, 2020/2021, mid-2020-12, 1990s) -> first and last day, and EDTF. */
#include "base/base.h"

typedef struct {
    char from[16], to[16]; ///< xsd:date; equal where exact
    char edtf[72];         ///< ISO 8601-2, levels 0 to 2
} rpt_date_words;

bool rpt_date_read(rpt_str iso, rpt_date_words *out);
/** Appends s with everything but unreserved ASCII and letters beyond ASCII percent-encoded. */
void rpt_percent_encode(rpt_buf *out, rpt_str s);

#endif
