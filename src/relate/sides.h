/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_SIDES_H
#define RPT_RELATE_SIDES_H
/* Who takes part in an event that is named after its two sides. Seen by relate/ alone. */
#include "relate/facts.h"
#include "rules/lexicon.h"

/** `traits` is by entity (traits.h). Runs after the rules: pairs that a sentence has told are left. */
void sides_relate(facts *f, const rpt_lexicon *x, const uint32_t *traits);

#endif
