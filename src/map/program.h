/* SPDX-License-Identifier: ISC */
#ifndef RPT_MAP_PROGRAM_H
#define RPT_MAP_PROGRAM_H
/* A compiled mapping: flat programs of reference numbers and pre-rendered constants. Private to map/. */
#include "map/graph.h"
#include "map/map.h"

#define RPT_NONE UINT32_MAX

typedef enum { RPT_SOURCE_ROWS, RPT_SOURCE_TABLE, RPT_SOURCE_JSON, RPT_SOURCE_XML } rpt_source_kind;

/** A reference into a record. Rows: a column of the row or of its document. Sources: the expression itself. */
typedef struct {
    rpt_str text;
    uint32_t column;
    bool document; ///< of the document's row
    bool split;    ///< `column[*]`: each part between bars is a value
} rpt_ref;

typedef enum { RPT_IS, RPT_IS_NOT, RPT_LESS, RPT_MORE, RPT_AT_LEAST, RPT_HOLDS, RPT_PRESENT, RPT_ABSENT } rpt_test;
typedef struct {
    uint32_t column;
    uint8_t test;
    rpt_str value;
} rpt_filter;

typedef struct {
    rpt_str prefix, iri;
} rpt_prefix;

typedef struct {
    uint8_t kind;
    rpt_row_kind row; ///< rows
    RPT_ARRAY(rpt_filter) filters;
    rpt_str path, iterator; ///< other sources; path is complete
    rpt_str separator;      ///< tables
    RPT_ARRAY(rpt_prefix) prefixes; ///< XML
    RPT_ARRAY(rpt_str) nulls;       ///< values that stand for none
    rpt_place place;
} rpt_source;

typedef enum { RPT_TERM_IRI, RPT_TERM_URI, RPT_TERM_UNSAFE_IRI, RPT_TERM_UNSAFE_URI, RPT_TERM_BLANK, RPT_TERM_LITERAL } rpt_term_type;

typedef struct {
    rpt_str text; ///< where ref is RPT_NONE
    uint32_t ref;
} rpt_part;

typedef struct rpt_term_map rpt_term_map;
struct rpt_term_map {
    uint8_t term;    ///< rpt_term_type
    bool constant;   ///< `rendered` is the term (empty = the default graph)
    bool reference;  ///< one part, a reference
    bool natural;    ///< literal with the datatype that the source gives
    uint32_t steady; ///< number + 1 among the terms that are the same for a whole document of rows; 0 = varies
    uint64_t hash;   ///< of a constant's bytes
    rpt_str rendered;
    rpt_str plain;   ///< a constant's value
    RPT_ARRAY(rpt_part) parts;
    rpt_str tail;    ///< constant `@en` or `^^<...>` after a literal
    rpt_term_map *language, *datatype; ///< that vary; NULL = none
    uint64_t targets;                  ///< bits of the mapping's targets; 0 = the output
    rpt_place place;
};

typedef struct rpt_triples_map rpt_triples_map;

typedef struct {
    rpt_term_map *child, *parent; ///< expressions
} rpt_condition;

/** An object that is the subject of another triples map. */
typedef struct {
    const rpt_triples_map *parent;
    RPT_ARRAY(rpt_condition) conditions;
    rpt_term_map *subject; ///< without conditions: the parent's subject over our own record
    uint32_t number;       ///< among the joins of the mapping
    rpt_place place;
} rpt_join;

typedef struct {
    RPT_ARRAY(rpt_term_map *) predicates, objects, graphs;
    RPT_ARRAY(rpt_join) joins;
} rpt_pair_map;

struct rpt_triples_map {
    uint32_t node;
    rpt_source source;
    rpt_str base;
    RPT_ARRAY(rpt_ref) refs;
    rpt_term_map *subject;
    RPT_ARRAY(rpt_term_map *) classes, graphs;
    RPT_ARRAY(rpt_pair_map) pairs;
    rpt_place place;
};

/** A file that takes triples away from the output. */
typedef struct {
    uint32_t node;
    rpt_str path;
    const char *format;
    bool utf16;
} rpt_target;

struct rpt_mapping {
    rpt_graph graph; ///< owns all strings
    rpt_mapping_options options;
    rpt_str base;
    uint32_t steady; ///< terms that are the same for a whole document
    RPT_ARRAY(rpt_triples_map) maps;
    RPT_ARRAY(rpt_target) targets; ///< 64 at most
    uint32_t joins;
};

/* -- Running --------------------------------------------------------------------------------- */

typedef enum { RPT_VALUE_TEXT, RPT_VALUE_INTEGER, RPT_VALUE_DOUBLE, RPT_VALUE_BOOLEAN } rpt_value_kind;
typedef struct {
    rpt_str text;
    uint8_t kind;
} rpt_value;
/** What a reference of a record gives: none, one or several values. */
typedef struct {
    const rpt_value *at;
    uint32_t n;
} rpt_values;

/** Calls `each` for the records of a source, with the values of the map's references. */
typedef rpt_status (*rpt_record_each)(void *user, const rpt_values *values);
rpt_status rpt_source_each(const rpt_triples_map *map, rpt_record_each each, void *user, rpt_messages *m);
/** Checks the expressions of a source (iterator, references). */
rpt_status rpt_source_check(const rpt_triples_map *map, rpt_messages *m);

#endif
