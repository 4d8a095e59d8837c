/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_FACTS_H
#define RPT_RELATE_FACTS_H
/* Where the relater's parts put their facts. Seen by relate/ alone. */
#include "document.h"
#include "rules/rules.h"

enum { FACT_QUALIFIERS = 8 };

/** A fact on its way into the document. */
typedef struct {
    uint32_t kind, status;
    uint32_t subject, object; ///< entities or RPT_DOC
    rpt_span subject_span, object_span, sentence, evidence;
    uint32_t rule;
    float score;
    rpt_qualifier qualifier[FACT_QUALIFIERS];
    uint32_t qualifiers;
} fact;

typedef struct {
    rpt_document *d;
    uint32_t *slot; ///< open addressing by kind, subject, object: 1 + the latest relation of it
    uint32_t *next; ///< by relation: 1 + an earlier one with the same three
    uint32_t mask, cap;
} facts;

void facts_open(facts *f, rpt_document *d);
/** Qualifiers beyond the limit and empty ones are left out; a key is written once, the first value counts. */
void fact_qualify(fact *x, uint32_t key, rpt_str value);
/** Adds the fact unless the document has it with the same or more qualifiers. */
void facts_add(facts *f, fact *x);
/** Is there a fact of this kind with these arguments (either way round for `met`)? */
bool facts_has(const facts *f, uint32_t kind, uint32_t subject, uint32_t object);
/** Sorts the document's relations by sentence. */
void facts_close(facts *f);

#endif
