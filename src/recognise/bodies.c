/* SPDX-License-Identifier: ISC */
/* Tokens -> finds of bodies and of places that the gazetteer does not know. */
#include "recognise/parts.h"

void rpt_find_bodies(rpt_parts *p) { (void)p; }
