/* SPDX-License-Identifier: ISC */
#ifndef RPT_RECORD_H
#define RPT_RECORD_H
/*
 * The seam: a document as flat rows of strings. Left of it documents, right of it (map, emit, store, query) rows
 * from any source. Offsets become code points here.
 */
#include "base/base.h"

/* clang-format off */
/* kind: X(column). The first columns of mention, entity and relation are those of the annotation scheme. */
#define RPT_COLUMNS_DOCUMENT(X) X(name) X(source) X(title) X(lead) X(language) X(publisher) X(date) X(date_from) X(date_to) \
    X(place) X(url) X(sha256) X(length) X(text) X(iri) X(edtf) X(run_iri)
#define RPT_COLUMNS_TURN(X) X(number) X(start) X(end) X(kind) X(label) X(speaker) X(answers) X(text) X(iri) \
    X(speaker_iri) X(answers_iri) X(length)
#define RPT_COLUMNS_SENTENCE(X) X(number) X(start) X(end) X(turn) X(text) X(iri) X(turn_iri) X(facts)
#define RPT_COLUMNS_MENTION(X) X(start) X(end) X(type) X(id) X(surface) X(byte_start) X(byte_end) X(sentence) X(score) X(origin) \
    X(iri) X(entity_iri) X(sentence_iri)
#define RPT_COLUMNS_ENTITY(X) X(id) X(type) X(name) X(qid) X(score) X(margin) X(country) X(iri) X(aliases) X(from) X(to) \
    X(mentions) X(edtf) X(country_iri)
#define RPT_COLUMNS_RELATION(X) X(subject) X(relation) X(object) X(qualifiers) X(start) X(end) X(status) X(rule) X(score) \
    X(subject_start) X(subject_end) X(object_start) X(object_end) X(speaker) X(position) X(role) X(kind) X(date) X(date_from) \
    X(date_to) X(place) X(mode) X(since) X(until) X(measure) X(value) X(change) X(period) X(evidence) X(number) \
    X(evidence_start) X(evidence_end) X(byte_start) X(byte_end) X(iri) X(subject_iri) X(object_iri) X(speaker_iri) X(place_iri) \
    X(sentence_iri) X(position_iri) X(edtf) X(tenure) X(subject_qid) X(object_qid) X(begin) X(finish) X(begin_iri) X(finish_iri) \
    X(interval_iri) X(agreement_iri)
/* One row at the end of an export: what made the graph. */
#define RPT_COLUMNS_RUN(X) X(iri) X(version) X(mapping) X(gazetteer) X(base) X(options) X(documents) X(skipped) X(mentions) \
    X(entities) X(relations) X(quads)
/* With it: how often each class and property was written. */
#define RPT_COLUMNS_PARTITION(X) X(iri) X(run) X(kind) X(term) X(count)
/* Pieces of a long document's text that its turns do not carry. */
#define RPT_COLUMNS_PASSAGE(X) X(number) X(start) X(end) X(text) X(iri)
/* Rows after RELATION follow from the others: they are not written to tables. */
#define RPT_ROW_LIST(X) X(DOCUMENT, document) X(TURN, turn) X(SENTENCE, sentence) X(MENTION, mention) X(ENTITY, entity) \
    X(RELATION, relation) X(RUN, run) X(PARTITION, partition) X(PASSAGE, passage)
/* clang-format on */
typedef enum {
#define X(NAME, name) RPT_ROW_##NAME,
    RPT_ROW_LIST(X)
#undef X
        RPT_ROW_KINDS
} rpt_row_kind;

enum {
#define X(c) RPT_DOCUMENT_##c,
    RPT_COLUMNS_DOCUMENT(X) RPT_DOCUMENT_COLUMNS
};
#undef X
enum {
#define X(c) RPT_TURN_##c,
    RPT_COLUMNS_TURN(X) RPT_TURN_COLUMNS
};
#undef X
enum {
#define X(c) RPT_SENTENCE_##c,
    RPT_COLUMNS_SENTENCE(X) RPT_SENTENCE_COLUMNS
};
#undef X
enum {
#define X(c) RPT_MENTION_##c,
    RPT_COLUMNS_MENTION(X) RPT_MENTION_COLUMNS
};
#undef X
enum {
#define X(c) RPT_ENTITY_##c,
    RPT_COLUMNS_ENTITY(X) RPT_ENTITY_COLUMNS
};
#undef X
enum {
#define X(c) RPT_RELATION_##c,
    RPT_COLUMNS_RELATION(X) RPT_RELATION_COLUMNS
};
#undef X

enum {
#define X(c) RPT_RUN_##c,
    RPT_COLUMNS_RUN(X) RPT_RUN_COLUMNS
};
#undef X
enum {
#define X(c) RPT_PARTITION_##c,
    RPT_COLUMNS_PARTITION(X) RPT_PARTITION_COLUMNS
};
#undef X
enum {
#define X(c) RPT_PASSAGE_##c,
    RPT_COLUMNS_PASSAGE(X) RPT_PASSAGE_COLUMNS
};
#undef X
enum { RPT_LITERAL_MAX = 30000 }; ///< characters of a text that is written as one literal, at most

extern const char *const rpt_row_name[RPT_ROW_KINDS]; ///< "document", "turn", ...
const char *rpt_row_plural(rpt_row_kind kind); ///< "documents", as in file names
/** The column names of a kind, NULL-terminated. */
const char *const *rpt_row_columns(rpt_row_kind kind, uint32_t *n);

/** The rows of one document. cell[kind][row * columns + column]; views into the arena or the document. */
typedef struct {
    rpt_str *cell[RPT_ROW_KINDS];
    uint32_t n[RPT_ROW_KINDS];
} rpt_rows;

static inline rpt_str rpt_cell(const rpt_rows *r, rpt_row_kind kind, uint32_t row, uint32_t column) {
    uint32_t n;
    rpt_row_columns(kind, &n);
    return r->cell[kind][(size_t)row * n + column];
}

typedef enum { RPT_ROWS_TSV, RPT_ROWS_NDJSON } rpt_rows_format;

/** Header line of a kind (TSV), and its rows. Tabs, line breaks and backslashes of a cell are written \t \n \\. */
void rpt_rows_write_tsv(rpt_buf *out, const rpt_rows *r, rpt_row_kind kind);
/** One object a row, `"row"` names the kind and `"document"` the document; empty cells are left out. */
void rpt_rows_write_ndjson(rpt_buf *out, const rpt_rows *r);

/** Reads the tables NAME.<kind plural>.tsv of a folder (mentions, entities, relations; documents, turns, sentences where
 *  present). Columns by header, in any order; absent ones are empty; unknown ones are an error. */
rpt_status rpt_rows_read_tsv(rpt_rows *out, rpt_arena *arena, const char *dir, rpt_str name, rpt_messages *m);
/** Every document of a folder of tables, in the order of their names, or of an NDJSON file (`-` = standard input): calls
 *  `each` with the rows of one document, whose cells live until it returns. */
typedef rpt_status (*rpt_rows_each)(void *user, rpt_rows *rows, rpt_arena *arena);
rpt_status rpt_rows_read(const char *path, rpt_rows_each each, void *user, rpt_messages *m);
rpt_status rpt_rows_read_ndjson(const char *path, rpt_rows_each each, void *user, rpt_messages *m);

/** A new document row for rows that came without one, named `name`. */
void rpt_rows_name(rpt_rows *r, rpt_arena *arena, rpt_str name);
/**
 * Fills the columns that follow from others: IRIs (relative to the base; absolute for linked entities where `wikidata`),
 * EDTF dates, the dates, status and single columns that only the qualifiers tell. The document row must be there.
 */
void rpt_rows_derive(rpt_rows *r, rpt_arena *arena, bool wikidata);
/** Fills the passage rows; a part of rpt_rows_derive. */
void rpt_rows_passages(rpt_rows *r, rpt_arena *arena);

#endif
