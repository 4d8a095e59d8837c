/* SPDX-License-Identifier: ISC */
#ifndef RAPPORTEUR_H
#define RAPPORTEUR_H
/*
 * librapporteur: documents of diplomacy in, a knowledge graph out. The only public header.
 *
 * A session is what is the same for all documents (gazetteer, lexicon, rules, mapping): open once, const
 * afterwards, shared by threads. Everything else is a run over inputs.
 */
#include "base/base.h"

typedef struct rpt_session rpt_session;

typedef struct {
    const char *ontology;  ///< folder; NULL = $RAPPORTEUR_ONTOLOGY, the installed one, or that of the source tree
    const char *gazetteer; ///< image; NULL = $RAPPORTEUR_GAZETTEER, the installed one, or that of the build tree
    const char *language;  ///< pack to read with; NULL = "en"
    const char *encoding;  ///< of inputs; NULL = by BOM, declaration, guess
    const char *date;      ///< YYYY-MM-DD of documents that have none
    uint32_t limit;        ///< bytes a source; 0 = the library's limit
} rpt_options;

/** Opens everything; reports all mistakes of the configuration at once. Errors: RPT_CONFIG. */
rpt_status rpt_session_open(rpt_session **out, const rpt_options *o, rpt_messages *m);
void rpt_session_close(rpt_session *s); ///< NULL allowed
/**
 * From now on mentions come from tables NAME.mentions.tsv (and NAME.entities.tsv, where `entities` says so) of `dir`,
 * made by a person or another tool, in place of the recogniser (and of name resolution). Before any run; NULL = off.
 */
void rpt_session_annotations(rpt_session *s, const char *dir, bool entities);

typedef enum { RPT_EXTRACT_TSV, RPT_EXTRACT_NDJSON } rpt_extract_format;

typedef struct {
    uint32_t documents, skipped, mentions, entities, relations;
    uint64_t bytes, words;
} rpt_counts;

/** What to extract, from what, to where. */
typedef struct {
    const char *const *inputs; ///< files, folders, archives, feeds, "-"
    uint32_t n;
    uint32_t jobs;             ///< documents at the same time; the output is the same bytes for any number
    rpt_extract_format format;
    const char *out; ///< TSV: a folder (made), three tables a document. NDJSON: a file, or NULL for standard output
    const char *coverage; ///< file for what was seen and left in each document; NULL = none
    void (*progress)(void *user, const rpt_counts *so_far); ///< NULL = none
    void *user;
} rpt_extraction;

/**
 * Extracts the rows of every document of the inputs. Returns RPT_SKIPPED where a document was left out, RPT_OUTPUT where
 * the output could not be written; files appear under their names only when they are whole.
 */
rpt_status rpt_extract(const rpt_session *s, const rpt_extraction *e, rpt_counts *counts, rpt_messages *m);

/** What to export, from what, by which mapping, to where. */
typedef struct {
    const char *const *inputs; ///< files, folders, archives, feeds, "-"
    uint32_t n;
    uint32_t jobs;                ///< documents at the same time; the output is the same bytes for any number
    const char *rows;             ///< instead of inputs: a folder of tables, or NDJSON; NULL = none
    const char *out;              ///< file, or NULL for standard output
    const char *format;           ///< NULL = nquads
    const char *const *mappings;  ///< RML files, or names of our own, n_mappings of them; none = "core"
    uint32_t n_mappings;
    const char *base;             ///< NULL = https://w3id.org/rapporteur/data/
    bool wikidata;                ///< linked entities bear Wikidata's IRIs
    bool no_mentions;
    bool ascii;                   ///< line formats: escape all that is not ASCII, as Raptor's serializers do
    void (*progress)(void *user, const rpt_counts *so_far); ///< NULL = none
    void *user;
} rpt_exportation;

/**
 * Writes the graph of every document of the inputs, or of rows, or of the mapping's own sources. `s` may be NULL where
 * there are no inputs. Returns RPT_SKIPPED where a document was left out, RPT_CONFIG for a mapping with mistakes, RPT_OUTPUT
 * where the output could not be written.
 */
rpt_status rpt_export(const rpt_session *s, const rpt_options *o, const rpt_exportation *e, rpt_counts *counts, rpt_messages *m);

/** Compiles a mapping (a file, or a name of our own) and reports all its mistakes. Errors: RPT_CONFIG. */
rpt_status rpt_mapping_check(const rpt_options *o, const char *mapping, rpt_messages *m);

typedef struct {
    uint32_t documents, changed, missing;  ///< of the graph: checked, with other bytes than before, without a source
    uint32_t quotations, moved, fallen;    ///< moved: the words stand elsewhere in the document; fallen: nowhere
} rpt_verified;

/**
 * Checks every quotation of a graph that rpt_export wrote (N-Quads, N-Triples, Turtle, TriG, RDF/XML) against its sources. Appends to `report` a line for each
 * document that changed or is missing and each quotation that moved or fell. RPT_SKIPPED where one fell, moved or is missing.
 */
rpt_status rpt_verify(const rpt_options *o, const char *graph, const char *const *sources, uint32_t n, rpt_buf *report,
                      rpt_verified *counts, rpt_messages *m);

/** What to measure, and how much to tell. */
typedef struct {
    const char *gold;   ///< folder of annotated documents: NAME.txt and its three tables
    const char *system; ///< folder of tables to compare; NULL = extract from the texts of `gold`
    bool per_document, errors;
} rpt_evaluation;

/** Appends the figures as text to `out`: the same numbers as the annotation scheme's own scorer prints. */
rpt_status rpt_evaluate(const rpt_session *s, const rpt_evaluation *e, rpt_buf *out, rpt_messages *m);

/* -- Queries ----------------------------------------------------------------------------------------- */

typedef struct {
    const char *endpoint;      ///< URL
    const char *kind;          ///< fuseki, virtuoso, oxigraph, gsp; NULL = gsp
    const char *user;          ///< NULL = $RAPPORTEUR_USER, or nobody
    const char *password_file; ///< NULL = $RAPPORTEUR_PASSWORD
    uint32_t retries;          ///< of a request; 0 = 6
} rpt_store_options;

typedef struct {
    const char *query;         ///< file of a SPARQL query
    const char *const *settings; ///< name=value: the value of VALUES ?name { ... }; n_settings of them
    uint32_t n_settings;
    rpt_store_options store;   ///< with an endpoint the query goes there, else to the files
    const char *const *files;  ///< graph files that it asks, n of them
    uint32_t n;
    const char *const *named;  ///< graph files of which each is a named graph, n_named of them
    uint32_t n_named;
    const char *entailment;    ///< regime; NULL or "simple", others are refused
    bool own_default;          ///< the default graph is what names no graph, not the union of all graphs
    const char *format;        ///< table, csv, tsv, json; for CONSTRUCT ntriples, turtle, rdfxml ...
    bool terminal;             ///< without a format: a table for people, else CSV
} rpt_query_options;

/**
 * Answers a query over graph files with the embedded engine, or sends it to an endpoint; appends the answers to `out`. What the
 * engine does not answer rightly is refused by name. Errors: RPT_CONFIG, RPT_OUTPUT (endpoint).
 */
rpt_status rpt_query_run(rpt_buf *out, const rpt_query_options *o, rpt_messages *m);
/** What to show. */
typedef struct {
    const char *const *inputs;
    uint32_t n;
    const char *stage; ///< NULL = one HTML page; else the stage as text: tokens, mentions, references, relations ...
    const char *out;   ///< NULL = standard output
} rpt_viewing;

/** Shows documents to a person: one self-contained HTML page, or any stage as text. */
rpt_status rpt_view(const rpt_session *s, const rpt_viewing *v, rpt_messages *m);
typedef struct {
    uint32_t rules, examples, failed;
} rpt_rules_counts;

/**
 * Checks the rule files of an ontology (only .ontology and .language of the options count): reads them with all their
 * mistakes, then runs every example. Each example that fails is told with what was found. Errors: RPT_CONFIG.
 */
rpt_status rpt_rules_verify(const rpt_options *o, rpt_rules_counts *counts, rpt_messages *m);
/** Appends the sentences of a document as the rules see them: one line of symbols a sentence. */
rpt_status rpt_rules_show(const rpt_session *s, const char *input, rpt_buf *out, rpt_messages *m);

/** Appends the names of the queries in a folder (NULL = ./queries, else the installed ones), a line each, with their questions. */
rpt_status rpt_query_list(rpt_buf *out, const char *dir, rpt_messages *m);

/* -- Stores ------------------------------------------------------------------------------------------ */

typedef struct {
    uint32_t deleted;
    uint32_t graphs, sent, skipped, wrong; ///< in the files; sent now; in the journal already; with the wrong count
    uint64_t triples, bytes, done_triples;
} rpt_load_counts;

typedef struct {
    rpt_store_options store;
    const char *const *files; ///< N-Quads sorted by graph, or N-Triples with `graph`; n of them
    uint32_t n;
    const char *graph;          ///< of statements that name none; NULL = they are a mistake
    const char *journal;        ///< file that remembers; NULL = none
    const char *query_endpoint; ///< for `verify`; NULL = as the kind says
    const char *delete_missing; ///< graphs whose IRI begins so and that are not in the files are deleted; NULL = none
    bool verify, dry_run;
    void (*progress)(void *user, const rpt_load_counts *so_far); ///< after each graph; may be NULL
    void *user;
} rpt_load_options;

/**
 * Puts each graph of the files into the store, in place of what it had under that name. Errors: RPT_CONFIG (nothing was sent),
 * RPT_OUTPUT (what was loaded stays, and stands in the journal).
 */
rpt_status rpt_load_run(const rpt_load_options *o, rpt_load_counts *counts, rpt_messages *m);

/** A fact to account for (relation not NULL), or an offset of the text in code points. */
typedef struct {
    const char *input;
    const char *subject, *relation, *object; ///< ids, items or names; relation NULL = ask by offset
    uint32_t offset;
} rpt_question;

/**
 * Appends why a fact is there (rule and line, words, rows of the gazetteer, rivals with scores), or which step dropped
 * it; or what was made of the words at an offset.
 */
rpt_status rpt_why(const rpt_session *s, const rpt_question *q, rpt_buf *out, rpt_messages *m);

/** Makes an image of names from tables or folders of tables, by rename. */
rpt_status rpt_gazetteer_make(const char *path, const char *const *tables, uint32_t n, rpt_messages *m);
/** Appends answers as lines: `info`; `lookup NAME`; `holders POST OF`. The options' date picks the day of offices. RPT_SKIPPED = none. */
rpt_status rpt_gazetteer_ask(const rpt_options *o, const char *const *words, uint32_t n, rpt_buf *out, rpt_messages *m);

#endif
