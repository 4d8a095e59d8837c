/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_CLAUSES_H
#define RPT_RELATE_CLAUSES_H
/* The clauses of a sentence, each with its subject. Seen by relate/ alone. */
#include "relate/symbols.h"

/** Symbols [from, until) hold the subject, [begin, end) what is said of it. */
typedef struct {
    uint32_t from, until, begin, end;
    bool last_only; ///< of a list as subject the last member alone (`A and B, who has ...`)
} clause;

typedef struct {
    RPT_ARRAY(clause) list;
    uint8_t *cut; ///< by symbol: inside a relative clause that the main clause can do without
    RPT_ARRAY(rpt_symbol) symbols; ///< of the clause taken last
    RPT_ARRAY(thing) things;
} clauses;

void clauses_find(clauses *c, symbols *s);
/** Writes clause `index` into c->symbols and c->things; list.n is the main clause. */
void clauses_take(clauses *c, symbols *s, uint32_t index);

#endif
