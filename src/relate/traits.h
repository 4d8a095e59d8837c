/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_TRAITS_H
#define RPT_RELATE_TRAITS_H
/* What sort of event or body an entity is, by the words of its name. Seen by relate/ alone. */
#include "document.h"
#include "rules/lexicon.h"

/** By entity: marks (bit RPT_MARK_STRIFE, RPT_MARK_FORUM, RPT_MARK_TOWN) that symbols of it bear. */
const uint32_t *traits_find(const rpt_document *d, const rpt_lexicon *x);

#endif
