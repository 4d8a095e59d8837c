/* SPDX-License-Identifier: ISC */
#ifndef RPT_QUERY_H
#define RPT_QUERY_H
/* The embedded engine: what the files of this folder know of each other. */
#include "query/dataset.h"
#include "rapporteur.h"
#include <rasqal.h>

/* -- source.c: the dataset as Rasqal sees it ---------------------------------------------------- */

typedef struct rpt_source rpt_source;

/** Makes `d` what the queries of `world` ask; `own_default`: outside GRAPH only what names no graph, not the union. */
rpt_source *rpt_source_new(rasqal_world *world, rpt_dataset *d, bool own_default);
void rpt_source_free(rpt_source *s); ///< before the world
/** Tells the query which named graphs there are; after its preparation. */
void rpt_source_graphs(rpt_source *s, rasqal_query *q, const rpt_term_id *graphs, uint32_t n);
/** The term of a literal that a result holds, as the file wrote it. The view holds as long as the literal. */
rpt_term_view rpt_source_term(const rpt_source *s, rasqal_literal *l);

/* -- tokens.c: a query as tokens ----------------------------------------------------------------- */

typedef enum {
    RPT_TOKEN_END,
    RPT_TOKEN_WORD,   ///< keyword, function, `a`, true, false
    RPT_TOKEN_NAME,   ///< prefixed name
    RPT_TOKEN_IRI,
    RPT_TOKEN_VARIABLE,
    RPT_TOKEN_BLANK,  ///< _:x
    RPT_TOKEN_STRING,
    RPT_TOKEN_LANGUAGE,
    RPT_TOKEN_NUMBER,
    RPT_TOKEN_MARK    ///< one or two punctuation characters
} rpt_token_kind;

typedef struct {
    rpt_token_kind kind;
    rpt_str text;
    uint32_t line, column; ///< from 1; the column in bytes
} rpt_token;

typedef struct {
    rpt_token *at; ///< ends with RPT_TOKEN_END
    uint32_t n;    ///< without the end
} rpt_tokens;

rpt_status rpt_tokens_read(rpt_tokens *out, rpt_arena *a, const char *file, rpt_str text, rpt_messages *m);
/** Case-insensitive, words only. */
bool rpt_token_is_word(const rpt_token *t, const char *word);
bool rpt_token_is_mark(const rpt_token *t, const char *mark);

/* -- patterns.c: the triple patterns of a query ------------------------------------------------------ */

/** A triple pattern by token numbers, half-open. */
typedef struct {
    rpt_span subject, verb, object;
} rpt_pattern;

/** Patterns that stand side by side in one group, so that their order does not matter. */
typedef struct {
    rpt_span tokens;   ///< from the first subject to behind the last object or dot
    rpt_span patterns; ///< in rpt_patterns.patterns
    bool plain;        ///< no [...] and no (...): may be written again
} rpt_pattern_run;

typedef enum {
    RPT_PLACE_HEAD,       ///< outside the braces: PREFIX, SELECT, GROUP BY ...
    RPT_PLACE_PATTERN,
    RPT_PLACE_EXPRESSION, ///< of FILTER or BIND
    RPT_PLACE_NAME,       ///< the variable after AS in BIND
    RPT_PLACE_VALUES
} rpt_token_place;

typedef enum { RPT_GROUP_PLAIN, RPT_GROUP_OPTIONAL, RPT_GROUP_GRAPH } rpt_group_kind;

typedef struct {
    uint32_t parent; ///< number of the group around it; 0 = the top
    rpt_group_kind kind;
} rpt_group;

typedef struct {
    RPT_ARRAY(rpt_pattern) patterns;
    RPT_ARRAY(rpt_pattern_run) runs;
    RPT_ARRAY(rpt_group) groups; ///< [0] is what is outside of braces
    uint8_t *places;   ///< rpt_token_place of each token
    uint32_t *group;   ///< of each token
    const rpt_token *broken; ///< where a statement stops too early, or NULL
    const rpt_token *select; ///< a SELECT inside braces, or NULL
    const rpt_token *path;  ///< the first sign of a property path, or NULL
    const rpt_token *deep;  ///< where nesting went too far, or NULL
} rpt_patterns;

void rpt_patterns_read(rpt_patterns *out, rpt_arena *a, const rpt_tokens *t);

/* -- check.c: what Rasqal answers wrongly or not at all ------------------------------------------- */

/** Does the query group or aggregate? */
bool rpt_query_aggregates(const rpt_tokens *t, const rpt_patterns *p);
/** Refuses by name what the embedded engine must not be asked. Errors: RPT_CONFIG. */
rpt_status rpt_query_check(const rpt_tokens *t, const rpt_patterns *p, const char *file, rpt_messages *m);

/* -- order.c: the patterns of a group, most selective first --------------------------------------- */

/** Writes the query again with the patterns of each run ordered. What it cannot judge stays as it stands. */
void rpt_query_order(rpt_buf *out, const rpt_tokens *t, const rpt_patterns *p, rpt_str text, const rpt_dataset *d);

/* -- remote.c: the same question to a store --------------------------------------------------------- */

rpt_status rpt_query_remote(rpt_buf *out, const rpt_query_options *o, rpt_messages *m);

/* -- results.c: the formats of answers -------------------------------------------------------------- */

typedef struct {
    rpt_str *names; ///< without ?
    uint32_t n;
    RPT_ARRAY(rpt_term_view *) rows; ///< n terms each
} rpt_answers;

/** Writes rows as `format` (table, csv, tsv, json). Errors: RPT_CONFIG. */
rpt_status rpt_answers_write(rpt_buf *out, const rpt_answers *a, const char *format, rpt_messages *m);
rpt_status rpt_answers_write_boolean(rpt_buf *out, bool yes, const char *format, rpt_messages *m);

#endif
