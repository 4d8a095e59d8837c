/* SPDX-License-Identifier: ISC */
/* Tokens -> finds of dates. */
#include "recognise/parts.h"

void rpt_find_dates(rpt_parts *p) { (void)p; }
