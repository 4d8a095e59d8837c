/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_TIME_H
#define RPT_RELATE_TIME_H
/* When and where a fact happened, from the words around it. Seen by relate/ alone. */
#include "relate/facts.h"
#include "relate/symbols.h"

/** Fills date= and place= of a fact of a kind that bears them, where the match's clause names them. */
void time_qualify(fact *x, const symbols *s, const rpt_match *m);

bool time_bears_date(uint32_t kind);

/** The DATE entity that stands in or beside the match; 0 = none. */
uint32_t time_date_entity(const symbols *s, const rpt_match *m);
/** Does this word lead that date in? */
bool time_date_is_led_by(const symbols *s, const rpt_match *m, rpt_str word);

#endif
