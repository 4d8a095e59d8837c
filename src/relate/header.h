/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_HEADER_H
#define RPT_RELATE_HEADER_H
/* Facts that a document's layout tells: its date and place, who speaks, who holds which post. Seen by relate/ alone. */
#include "relate/facts.h"

void header_relate(facts *f);
/** The person whose page it is: the byline's, the first speaker, or the first one named in the text; 0 = none. Titles leave him out (`Meeting with N. N.`). */
uint32_t header_principal(const rpt_document *d);
/** The date on a line of its own after a block of a `See also` box; 0 = none. */
uint32_t header_date(const rpt_document *d, uint32_t block);

#endif
