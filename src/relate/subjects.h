/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_SUBJECTS_H
#define RPT_RELATE_SUBJECTS_H
/* What the document's own agreement is about, by its title. Seen by relate/ alone. */
#include "relate/facts.h"
#include "rules/lexicon.h"

void subjects_relate(facts *f, const rpt_lexicon *x);

#endif
