/* SPDX-License-Identifier: ISC */
/* Tokens -> finds of events. */
#include "recognise/parts.h"

void rpt_find_events(rpt_parts *p) { (void)p; }
