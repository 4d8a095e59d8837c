/* SPDX-License-Identifier: ISC */
#ifndef RPT_MAP_GRAPH_H
#define RPT_MAP_GRAPH_H
/* A mapping file as triples in memory, each with the line that it stands on. Small: looked up by scanning. */
#include "base/base.h"

typedef enum { RPT_NODE_IRI, RPT_NODE_BLANK, RPT_NODE_LITERAL } rpt_node_kind;

typedef struct {
    uint8_t kind;
    rpt_str text;
    rpt_str local;    ///< local name of an IRI of the mapping vocabulary (RML, old RML, R2RML), else empty
    rpt_str language; ///< of a literal
    rpt_str datatype;
} rpt_node;

typedef struct {
    uint32_t s, p, o; ///< nodes
    rpt_place place;
    bool used; ///< understood by the compiler
} rpt_triple;

typedef struct {
    rpt_arena arena;
    RPT_ARRAY(rpt_node) nodes;
    RPT_ARRAY(rpt_triple) triples;
    uint32_t files;
    uint64_t hash; ///< of the files' bytes
} rpt_graph;

/** Adds the triples of a Turtle file. */
rpt_status rpt_graph_read(rpt_graph *g, const char *path, rpt_messages *m);
void rpt_graph_clear(rpt_graph *g);

#endif
