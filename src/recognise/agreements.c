/* SPDX-License-Identifier: ISC */
/* Tokens -> finds of agreements. */
#include "recognise/parts.h"

void rpt_find_agreements(rpt_parts *p) { (void)p; }
