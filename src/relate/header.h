/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_HEADER_H
#define RPT_RELATE_HEADER_H
/* Facts that a document's layout tells: its date and place, who speaks, who holds which post. Seen by relate/ alone. */
#include "relate/facts.h"

void header_relate(facts *f);
/** The first mention that begins at byte `at` or later: what a block names is found without walking the document. */
static inline uint32_t header_first(const rpt_document *d, uint32_t at) {
    uint32_t low = 1, high = d->mentions.n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (d->mentions.at[middle].span.begin < at) low = middle + 1;
        else high = middle;
    }
    return low;
}
/** Facts of lists of persons and of an organ's own resolution; `state_of` is by entity the state of the post that a person bears. */
void roster_relate(facts *f, const uint32_t *state_of);
/** The person whose page it is: the byline's, the first speaker, or the first one named in the text; 0 = none. Titles leave him out (`Meeting with N. N.`). */
uint32_t header_principal(const rpt_document *d);
/** The body whose meeting the title names (`Meeting of the Supreme Council`, `Council meeting`); 0 = none. */
uint32_t header_venue(const rpt_document *d);
/** The date on a line of its own after a block of a `See also` box; 0 = none. */
uint32_t header_date(const rpt_document *d, uint32_t block);

#endif
