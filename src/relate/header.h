/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_HEADER_H
#define RPT_RELATE_HEADER_H
/* Facts that a document's layout tells: its date and place, who speaks, who holds which post. Seen by relate/ alone. */
#include "relate/facts.h"

void header_relate(facts *f);

#endif
