/* SPDX-License-Identifier: ISC */
/* Tokens -> the longest names of the gazetteer, where their case fits. */
#include "recognise/parts.h"

void rpt_find_gazetteer(rpt_parts *p) { (void)p; }
