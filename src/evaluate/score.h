/* SPDX-License-Identifier: ISC */
#ifndef RPT_SCORE_H
#define RPT_SCORE_H
/*
 * Rows against rows: how well a system's mentions, entities and relations agree with a reader's. Knows rows only.
 * Measures: strict and overlap mentions; B-cubed coreference (Bagga and Baldwin 1998) over the reader's mentions, an
 * unfound one counting 0; links; relations after alignment of entities; qualifiers of the relations found.
 */
#include "document.h"
#include "record/record.h"

typedef struct {
    double right, system, gold;
} rpt_tally;

/** Counts of one document; add them up for the micro-average. */
typedef struct {
    rpt_tally strict, overlap, link, relation, statistic, qualifier;
    rpt_tally type[RPT_TYPES], kind[RPT_RELATIONS];
    double b3_precision, b3_recall, mentions;
    double linked, linked_right;
} rpt_scores;

typedef enum { RPT_MISSED = '-', RPT_FALSE = '+', RPT_WRONG = '!' } rpt_verdict;

/** Told of every disagreement. `start`, `end`: code points of what is concerned (the sentence of a fact). */
typedef struct {
    void (*tell)(void *user, rpt_verdict verdict, rpt_str what, rpt_str text, uint32_t start, uint32_t end);
    void *user;
} rpt_score_errors;

void rpt_score(rpt_scores *add_to, const rpt_rows *gold, const rpt_rows *system, const rpt_score_errors *errors);

#endif
