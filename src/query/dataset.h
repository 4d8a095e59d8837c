/* SPDX-License-Identifier: ISC */
#ifndef RPT_DATASET_H
#define RPT_DATASET_H
/*
 * Quads in memory: terms are numbers, quads are four numbers in sorted arrays. Filled once, then only read.
 * The default graph is the union of all graphs, each triple once.
 */
#include "store/lines.h"

typedef uint32_t rpt_term_id; ///< dense, in order of first appearance; 0 = none, or any
enum { RPT_DEFAULT_GRAPH = 1 }; ///< the graph of quads that name none

/** A term without escapes. A blank node's text is its label with the file's prefix; xsd:string is left out. */
typedef struct {
    rpt_term_kind kind;
    bool language; ///< tag is a language tag (as written), else a datatype IRI or empty
    rpt_str text, tag;
} rpt_term_view;

enum { RPT_S, RPT_P, RPT_O, RPT_G };
typedef struct {
    rpt_term_id at[4];
} rpt_id_quad;

typedef struct rpt_dataset rpt_dataset;

rpt_dataset *rpt_dataset_new(void);
void rpt_dataset_free(rpt_dataset *d);

/** The number of a term, a new one where it is not known yet. */
rpt_term_id rpt_dataset_intern(rpt_dataset *d, rpt_term_view t);
/** The number of a term, or 0. */
rpt_term_id rpt_dataset_find(const rpt_dataset *d, rpt_term_view t);
/** Borrowed until the next intern. */
rpt_term_view rpt_dataset_term(const rpt_dataset *d, rpt_term_id id);
uint32_t rpt_dataset_terms(const rpt_dataset *d);

/** A graph of 0 becomes the default graph. */
void rpt_dataset_add(rpt_dataset *d, rpt_id_quad q);
/**
 * Adds what a graph file holds, by its extension, or its first bytes where that says nothing. `file` numbers the files
 * of a dataset: their blank nodes stay apart. `named`: what names no graph goes into one with the file's IRI.
 */
rpt_status rpt_dataset_read(rpt_dataset *d, const char *path, uint32_t file, bool named, rpt_messages *m);
/** Sorts, drops doubles, builds the indexes. Afterwards nothing is added. */
void rpt_dataset_close(rpt_dataset *d);

uint32_t rpt_dataset_quads(const rpt_dataset *d);
/** The names of the named graphs, ascending. */
const rpt_term_id *rpt_dataset_graphs(const rpt_dataset *d, uint32_t *n);

/** A walk over the quads that match; the order is that of the index. */
typedef struct {
    const rpt_id_quad *at, *end;
    rpt_id_quad pattern;
    bool unite; ///< the graph does not matter: each triple once
    bool named; ///< each graph for itself, but not the default graph
} rpt_dataset_walk;

/** 0 in a place of the pattern is "any"; 0 in the graph means the union of all graphs, or, `named`, each named graph. */
rpt_dataset_walk rpt_dataset_match(const rpt_dataset *d, rpt_id_quad pattern, bool named);
static inline const rpt_id_quad *rpt_dataset_now(const rpt_dataset_walk *w) { return w->at < w->end ? w->at : NULL; }
void rpt_dataset_step(rpt_dataset_walk *w);
/** At most this many quads match: the length of the range that a match would walk. */
uint32_t rpt_dataset_estimate(const rpt_dataset *d, rpt_id_quad pattern);

/** Appends a term as in N-Triples. */
void rpt_term_write(rpt_buf *out, rpt_term_view t);

#endif
