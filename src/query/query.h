/* SPDX-License-Identifier: ISC */
#ifndef RPT_QUERY_H
#define RPT_QUERY_H
/* The embedded engine: what the files of this folder know of each other. */
#include "query/dataset.h"
#include "rapporteur.h"
#include <rasqal.h>

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

typedef enum { RPT_GROUP_PLAIN, RPT_GROUP_OPTIONAL, RPT_GROUP_GRAPH, RPT_GROUP_EXISTS } rpt_group_kind;

typedef struct {
    uint32_t parent; ///< number of the group around it; 0 = the top
    uint32_t begin;  ///< its opening brace
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

/** Refuses by name what the embedded engine must not be asked. Errors: RPT_CONFIG. */
rpt_status rpt_query_check(const rpt_tokens *t, const rpt_patterns *p, const char *file, rpt_messages *m);

/* -- literals.c: terms as Rasqal's literals and back ----------------------------------------------- */

typedef struct rpt_literals rpt_literals;

rpt_literals *rpt_literals_new(rasqal_world *world, rpt_dataset *d);
void rpt_literals_free(rpt_literals *s); ///< before the world
/** The literal of a term, made once; borrowed. */
rasqal_literal *rpt_literals_of(rpt_literals *s, rpt_term_id id);
/** The number of a literal's term; a new one where the dataset does not have it. */
rpt_term_id rpt_literals_id(rpt_literals *s, rasqal_literal *l);
/** A literal as a term, as the file wrote it where it comes from there. The view holds as long as the literal. */
rpt_term_view rpt_literals_term(const rpt_literals *s, rasqal_literal *l);

/* -- source.c: solutions as Rasqal sees them --------------------------------------------------------- */

/** Rows of terms, 0 = unbound. */
typedef struct {
    rpt_term_id *at;
    size_t n, cap;  ///< rows
    uint32_t width; ///< terms a row
} rpt_rows;

/** What a query over solutions walks through: column i of a row is the variable names[i]. */
typedef struct {
    rpt_literals *literals;
    const rpt_rows *rows;
    const rpt_str *names;
    uint32_t n;
    size_t now; ///< the row that the first pattern stands at
} rpt_source;

#define RPT_ROW_IRI "urn:x-rapporteur:row:" ///< + number: the predicate of the patterns that stand for a body

/** The queries of `world` ask `s` from now on. */
void rpt_source_register(rasqal_world *world, rpt_source *s);

/* -- terms.c: tokens that stand for a term ------------------------------------------------------------ */

/** The term at token *at, which moves behind it; text goes into the arena. False where it is none (or a relative IRI). */
bool rpt_token_term(rpt_term_view *out, rpt_arena *a, const rpt_tokens *t, uint32_t *at);

/* -- expression.c: the value of an expression ------------------------------------------------------------ */

/** Owned by the caller; NULL = an error. */
rasqal_literal *rpt_expression_value(rasqal_expression *e, rasqal_evaluation_context *c);
/** True, not an error. */
bool rpt_expression_holds(rasqal_expression *e, rasqal_evaluation_context *c);

/* -- body.c: the part of a query in braces, answered ---------------------------------------------------- */

typedef struct {
    rpt_arena *arena;
    rpt_messages *m;
    const char *file;
    rasqal_world *world;
    rasqal_query *query;  ///< prepared from the query's text, with MINUS in place of FILTER (NOT) EXISTS
    const rpt_tokens *tokens;
    const rpt_patterns *patterns;
    rpt_dataset *dataset;
    rpt_literals *literals;
    rpt_term_id outside;  ///< graph of patterns outside GRAPH; 0 = the union
} rpt_body;

/** All solutions of the body; column i of a row is names[i]. Errors: RPT_CONFIG. */
rpt_status rpt_body_answer(rpt_rows *out, const rpt_str **names, uint32_t *n, const rpt_body *b);

/* -- group.c: groups and counts ---------------------------------------------------------------------------- */

typedef enum { RPT_COUNT, RPT_SUM, RPT_AVG, RPT_MIN, RPT_MAX, RPT_SAMPLE } rpt_aggregate_kind;

typedef struct {
    rpt_span call;    ///< its tokens
    rpt_aggregate_kind kind;
    bool distinct, star;
    rpt_str variable; ///< without ?
} rpt_count_call;

typedef struct {
    RPT_ARRAY(rpt_count_call) calls;
    uint32_t group_by; ///< token of GROUP; 0 = none
} rpt_count_calls;

/** The calls of a query that groups or aggregates; false where it does neither. `odd`: a call that is not of one variable or *. */
bool rpt_counts_read(rpt_count_calls *out, rpt_arena *a, const rpt_tokens *t, const rpt_patterns *p, uint32_t *odd);
/** Puts one row a group in place of the rows; call k is the column rapporteur_k. False: MIN or MAX of values of several kinds. */
bool rpt_counts_apply(rpt_rows *rows, const rpt_str **names, uint32_t *n, const rpt_count_calls *c, const rpt_tokens *t, rpt_dataset *d, rpt_arena *a);

/* -- aggregate.c ------------------------------------------------------------------------------------------------ */

/** The aggregate of the values of one group, 0 among them = unbound. 0 = no value. */
rpt_term_id rpt_aggregate(rpt_dataset *d, rpt_aggregate_kind kind, const rpt_term_id *ids, size_t n, bool *mixed);

/* -- parameters.c: the text of the query, with its settings ---------------------------------------------------- */

rpt_status rpt_query_read(rpt_buf *out, const rpt_query_options *o, rpt_messages *m);

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
