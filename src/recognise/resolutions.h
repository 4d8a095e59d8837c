/* SPDX-License-Identifier: ISC */
#ifndef RPT_RECOGNISE_RESOLUTIONS_H
#define RPT_RECOGNISE_RESOLUTIONS_H
/* Resolutions by number, symbol or day; private to the reader of agreements. */
#include "recognise/phrases.h"

/** Reads on from the head `resolution` at token `head` of the sentence [first, end); pushes what it finds. */
void rpt_find_resolution(rpt_parts *p, uint32_t head, bool many, uint32_t first, uint32_t end);
/** `S/RES/2139(2013)`, `A/RES/70/291`, `S/PRST/2013/15` at a token; the token behind it, or `at`. */
uint32_t rpt_resolution_symbol(const rpt_parts *p, uint32_t at, uint32_t end);

#endif
