/* SPDX-License-Identifier: ISC */
#ifndef RPT_RECOGNISE_TITLES_H
#define RPT_RECOGNISE_TITLES_H
/* What goes on behind the head of a title; private to the readers of agreements and of events. */
#include "recognise/phrases.h"

typedef struct {
    uint32_t end;  ///< token behind what belongs to the title
    bool topic;    ///< a capitalised subject: `on Good-Neighbourliness`
    bool party;    ///< parties: `between Israel and Egypt`; they belong to it only behind or before a topic
    bool body;     ///< `of` and one body: `of the United Nations`
    bool quoted;   ///< a title in quotation marks
} rpt_title;

/** Reads the title on from `at`; in a `line` that is a title as a whole a subject goes on to the end of the line. */
rpt_title rpt_title_behind(const rpt_parts *p, uint32_t at, uint32_t end, bool line);

#endif
