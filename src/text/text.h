/* SPDX-License-Identifier: ISC */
#ifndef RPT_TEXT_H
#define RPT_TEXT_H
/* text + blocks -> refined blocks, turns, tokens, sentences. Knows how documents of the genre are laid out. */
#include "document.h"

/** Finds header lines, turns, items, notes and noise; then tokens; then sentences. Cannot fail. */
void rpt_text_analyse(rpt_document *d);

/* The steps, for tests and `view --stage`. */
void rpt_text_structure(rpt_document *d);
void rpt_text_tokens(rpt_document *d);
void rpt_text_sentences(rpt_document *d);

#endif
