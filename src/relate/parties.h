/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_PARTIES_H
#define RPT_RELATE_PARTIES_H
/* Parties that no clause names as such: inside an agreement's name, or those of the talks that ended with it. Seen by relate/ alone. */
#include "relate/facts.h"
#include "rules/lexicon.h"

/** To be called after the sentences; `state_of` is by entity the state of the post that a person bears. */
void parties_relate(facts *f, const rpt_lexicon *x, const uint32_t *state_of);

#endif
