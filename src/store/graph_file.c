/* SPDX-License-Identifier: ISC */
/*
 * In: graph files. Out: their quads in an SQLite file; and back, into a dataset. Terms are rows, found by a hash; quads are four
 * numbers in a table that is its own index. A graph is replaced within a transaction, so a load that is cut off leaves each graph
 * old or new; a graph that the file has already as it is, is not written again.
 * Does not: answer queries (the embedded engine does, over the dataset).
 */
#include "store/graph_file.h"
#include "store/store.h"
#include <sqlite3.h>
#include <stdlib.h>

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS term(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, kind INTEGER NOT NULL, text BLOB NOT NULL, tag BLOB NOT NULL);"
    "CREATE INDEX IF NOT EXISTS term_by_hash ON term(hash);"
    "CREATE TABLE IF NOT EXISTS quad(g INTEGER, s INTEGER, p INTEGER, o INTEGER, PRIMARY KEY(g, s, p, o)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS graph(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, triples INTEGER NOT NULL);"
    "PRAGMA application_id=1380991059;";

/* How a term is kept: its kind, and 4 for a language tag. */
enum { OF_LANGUAGE = 4, GRAPHS_A_TRANSACTION = 500 };

typedef enum { FIND_TERM, ADD_TERM, HAS_GRAPH, CLEAR_GRAPH, ADD_QUAD, ADD_GRAPH, COUNT_GRAPH, STATEMENTS } statement;
static const char *const statements[STATEMENTS] = {
    [FIND_TERM] = "SELECT id, kind, text, tag FROM term WHERE hash = ?",
    [ADD_TERM] = "INSERT INTO term(hash, kind, text, tag) VALUES (?, ?, ?, ?)",
    [HAS_GRAPH] = "SELECT hash FROM graph WHERE id = ?",
    [CLEAR_GRAPH] = "DELETE FROM quad WHERE g = ?",
    [ADD_QUAD] = "INSERT OR IGNORE INTO quad VALUES (?, ?, ?, ?)",
    [ADD_GRAPH] = "INSERT OR REPLACE INTO graph VALUES (?, ?, ?)",
    [COUNT_GRAPH] = "SELECT count(*) FROM quad WHERE g = ?",
};

typedef struct {
    const rpt_load_options *o;
    rpt_messages *m;
    const char *path;
    sqlite3 *db;
    sqlite3_stmt *at[STATEMENTS];
    rpt_load_counts counts;
    rpt_buf text, tag;
    uint32_t open; ///< graphs of the running transaction
} graph_file;

static rpt_status failed(graph_file *f, rpt_status kind) {
    return rpt_fail(f->m, kind, (rpt_place){f->path, 0, 0}, "the store's file: %s", f->db ? sqlite3_errmsg(f->db) : "out of memory");
}

static rpt_status run(graph_file *f, const char *sql) { return sqlite3_exec(f->db, sql, NULL, NULL, NULL) ? failed(f, RPT_OUTPUT) : RPT_OK; }

static rpt_status open_file(graph_file *f, bool write) {
    const int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    if (sqlite3_open_v2(f->path, &f->db, flags, NULL)) return failed(f, RPT_CONFIG);
    sqlite3_busy_timeout(f->db, 10000);
    if (!write) return RPT_OK;
    TRY(run(f, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536"));
    TRY(run(f, schema));
    for (int i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v2(f->db, statements[i], -1, &f->at[i], NULL)) return failed(f, RPT_CONFIG);
    return RPT_OK;
}

static void close_file(graph_file *f) {
    for (int i = 0; i < STATEMENTS; i++) sqlite3_finalize(f->at[i]);
    sqlite3_close(f->db);
    rpt_buf_clear(&f->text);
    rpt_buf_clear(&f->tag);
}

/* The statement with its first numbers, ready to be run. */
static sqlite3_stmt *ready(graph_file *f, statement which, const int64_t *numbers, int n) {
    sqlite3_stmt *s = f->at[which];
    sqlite3_reset(s);
    for (int i = 0; i < n; i++) sqlite3_bind_int64(s, i + 1, numbers[i]);
    return s;
}

static rpt_status step(graph_file *f, statement which, const int64_t *numbers, int n) {
    return sqlite3_step(ready(f, which, numbers, n)) == SQLITE_DONE ? RPT_OK : failed(f, RPT_OUTPUT);
}

static rpt_str column(sqlite3_stmt *s, int i) {
    const char *p = sqlite3_column_blob(s, i);
    return (rpt_str){p ? p : "", (uint32_t)sqlite3_column_bytes(s, i)};
}

/* -- Terms ------------------------------------------------------------------------------------------- */

static rpt_status term_id(graph_file *f, int kind, rpt_str text, rpt_str tag, int64_t *id) {
    const int64_t hash = (int64_t)(rpt_hash(text) ^ rpt_hash(tag) * 3 ^ (uint64_t)kind);
    sqlite3_stmt *s = ready(f, FIND_TERM, &hash, 1);
    int got;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        *id = sqlite3_column_int64(s, 0);
        const bool same = sqlite3_column_int(s, 1) == kind && rpt_str_equal(column(s, 2), text) && rpt_str_equal(column(s, 3), tag);
        if (same) return sqlite3_reset(s), RPT_OK;
    }
    if (got != SQLITE_DONE) return failed(f, RPT_OUTPUT);
    s = ready(f, ADD_TERM, (int64_t[]){hash, kind}, 2);
    sqlite3_bind_blob(s, 3, text.len ? text.p : "", (int)text.len, SQLITE_STATIC);
    sqlite3_bind_blob(s, 4, tag.len ? tag.p : "", (int)tag.len, SQLITE_STATIC);
    if (sqlite3_step(s) != SQLITE_DONE) return failed(f, RPT_OUTPUT);
    *id = sqlite3_last_insert_rowid(f->db);
    return RPT_OK;
}

static rpt_str unescaped(rpt_buf *scratch, rpt_str s) {
    scratch->len = 0;
    rpt_buf_reserve(scratch, s.len + 1);
    rpt_line_unescape(scratch, s);
    return rpt_buf_view(scratch);
}

/* Blank nodes belong to their graph: those of two loads must not meet. */
static rpt_status line_term(graph_file *f, const rpt_line_term *t, rpt_str graph, int64_t *id) {
    rpt_str text = t->text, tag = t->tag;
    if (t->escaped) {
        text = unescaped(&f->text, text);
        tag = unescaped(&f->tag, tag);
    }
    if (t->kind == RPT_TERM_BLANK) {
        f->text.len = 0;
        rpt_buf_printf(&f->text, "g%016llx_%.*s", (unsigned long long)rpt_hash(graph), RPT_FMT(t->text));
        text = rpt_buf_view(&f->text);
    }
    return term_id(f, (int)t->kind + (t->language ? OF_LANGUAGE : 0), text, tag, id);
}

/* -- Loading ------------------------------------------------------------------------------------------ */

static rpt_status write_graph(graph_file *f, const rpt_graph_entry *entry, int64_t graph, rpt_str body) {
    TRY(step(f, CLEAR_GRAPH, &graph, 1));
    while (body.len) {
        rpt_line line;
        const char *why;
        uint32_t at;
        int64_t quad[4] = {graph};
        if (!rpt_line_parse(&line, rpt_str_cut(&body, '\n'), false, &why, &at)) continue;
        for (int i = 0; i < 3; i++) TRY(line_term(f, &line.at[i], entry->iri, &quad[i + 1]));
        TRY(step(f, ADD_QUAD, quad, 4));
    }
    return step(f, ADD_GRAPH, (int64_t[]){graph, (int64_t)entry->hash, entry->triples}, 3);
}

static rpt_status take_graph(void *user, const rpt_graph_entry *entry, rpt_str body) {
    graph_file *f = user;
    int64_t graph;
    if (!f->open++) TRY(run(f, "BEGIN IMMEDIATE"));
    TRY(term_id(f, RPT_TERM_IRI, entry->iri, (rpt_str){"", 0}, &graph));
    sqlite3_stmt *s = ready(f, HAS_GRAPH, &graph, 1);
    const bool same = sqlite3_step(s) == SQLITE_ROW && sqlite3_column_int64(s, 0) == (int64_t)entry->hash;
    sqlite3_reset(s);
    if (same) f->counts.skipped++;
    else {
        TRY(write_graph(f, entry, graph, body));
        f->counts.sent++;
    }
    if (f->open == GRAPHS_A_TRANSACTION) {
        TRY(run(f, "COMMIT"));
        f->open = 0;
    }
    f->counts.done_triples += entry->triples;
    if (f->o->progress) f->o->progress(f->o->user, &f->counts);
    return RPT_OK;
}

static rpt_status check_graph(void *user, const rpt_graph_entry *entry, rpt_str body) {
    graph_file *f = user;
    f->counts.graphs++;
    f->counts.triples += entry->triples;
    f->counts.bytes += body.len;
    return RPT_OK;
}

static rpt_status count_graph(void *user, const rpt_graph_entry *entry, rpt_str body) {
    graph_file *f = user;
    int64_t graph;
    (void)body;
    TRY(term_id(f, RPT_TERM_IRI, entry->iri, (rpt_str){"", 0}, &graph));
    sqlite3_stmt *s = ready(f, COUNT_GRAPH, &graph, 1);
    const int64_t have = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : -1;
    sqlite3_reset(s);
    if (have == (int64_t)entry->triples) return RPT_OK;
    f->counts.wrong++;
    rpt_fail(f->m, RPT_OUTPUT, (rpt_place){f->o->files[entry->file], entry->line, 1}, "graph <%.*s> has %lld of its %u triples in the store; load it again",
             RPT_FMT(entry->iri), (long long)have, entry->triples);
    return RPT_OK;
}

static rpt_status load_all(graph_file *f) {
    const rpt_load_options *o = f->o;
    if (o->delete_missing) return rpt_fail(f->m, RPT_CONFIG, (rpt_place){0}, "--delete-missing is for stores of a server; a file is as quickly made anew");
    TRY(rpt_graphs_each(o->files, o->n, o->graph, check_graph, f, f->m));
    if (o->dry_run) return RPT_OK;
    TRY(open_file(f, true));
    TRY(rpt_graphs_each(o->files, o->n, o->graph, take_graph, f, f->m));
    if (f->open) TRY(run(f, "COMMIT"));
    if (o->verify) TRY(rpt_graphs_each(o->files, o->n, o->graph, count_graph, f, f->m));
    return f->counts.wrong ? RPT_OUTPUT : RPT_OK;
}

rpt_status rpt_graph_file_load(const rpt_load_options *o, rpt_load_counts *counts, rpt_messages *m) {
    graph_file f = {.o = o, .m = m, .path = o->store.endpoint};
    rpt_status status = RPT_OK;
    if (!f.path || strstr(f.path, "://")) status = rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "--store file needs the name of its file: --endpoint graph.db");
    if (!status) status = load_all(&f);
    close_file(&f);
    *counts = f.counts;
    return status;
}

/* -- Reading -------------------------------------------------------------------------------------------- */

bool rpt_graph_file_is(rpt_str head) { return head.len >= 16 && !memcmp(head.p, "SQLite format 3", 16); }

/* The numbers of the dataset by those of the file. */
static rpt_status read_terms(graph_file *f, sqlite3_stmt *s, rpt_dataset *d, rpt_term_id *ids, int64_t n) {
    int got;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        const int64_t id = sqlite3_column_int64(s, 0);
        const int kind = sqlite3_column_int(s, 1);
        if (id < 1 || id > n || kind < RPT_TERM_IRI || (kind & 3) > RPT_TERM_LITERAL || kind > RPT_TERM_LITERAL + OF_LANGUAGE)
            return rpt_fail(f->m, RPT_CONFIG, (rpt_place){f->path, 0, 0}, "is no store that load made");
        ids[id] = rpt_dataset_intern(d, (rpt_term_view){(rpt_term_kind)(kind & 3), kind >= OF_LANGUAGE, column(s, 2), column(s, 3)});
    }
    return got == SQLITE_DONE ? RPT_OK : failed(f, RPT_CONFIG);
}

static rpt_status read_quads(graph_file *f, sqlite3_stmt *s, rpt_dataset *d, const rpt_term_id *ids, int64_t n) {
    static const uint8_t places[4] = {RPT_G, RPT_S, RPT_P, RPT_O};
    int got;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        rpt_id_quad q;
        for (int i = 0; i < 4; i++) {
            const int64_t id = sqlite3_column_int64(s, i);
            if (id < 1 || id > n || !ids[id]) return rpt_fail(f->m, RPT_CONFIG, (rpt_place){f->path, 0, 0}, "is damaged: a quad without its terms");
            q.at[places[i]] = ids[id];
        }
        rpt_dataset_add(d, q);
    }
    return got == SQLITE_DONE ? RPT_OK : failed(f, RPT_CONFIG);
}

static rpt_status read_all(graph_file *f, rpt_dataset *d, sqlite3_stmt **s, rpt_term_id **ids) {
    static const char *const selects[3] = {"SELECT max(id) FROM term", "SELECT id, kind, text, tag FROM term ORDER BY id", "SELECT g, s, p, o FROM quad"};
    TRY(open_file(f, false));
    TRY(run(f, "BEGIN"));
    for (int i = 0; i < 3; i++)
        if (sqlite3_prepare_v2(f->db, selects[i], -1, &s[i], NULL)) return failed(f, RPT_CONFIG);
    const int64_t n = sqlite3_step(s[0]) == SQLITE_ROW ? sqlite3_column_int64(s[0], 0) : 0;
    if (n < 0 || n > UINT32_MAX / 2) return rpt_fail(f->m, RPT_CONFIG, (rpt_place){f->path, 0, 0}, "is no store that load made");
    *ids = calloc((size_t)n + 1, sizeof **ids);
    if (!*ids) return rpt_fail(f->m, RPT_CONFIG, (rpt_place){f->path, 0, 0}, "has more terms than memory holds");
    TRY(read_terms(f, s[1], d, *ids, n));
    return read_quads(f, s[2], d, *ids, n);
}

rpt_status rpt_graph_file_read(rpt_dataset *d, const char *path, rpt_messages *m) {
    graph_file f = {.m = m, .path = path};
    sqlite3_stmt *s[3] = {0};
    rpt_term_id *ids = NULL;
    const rpt_status status = read_all(&f, d, s, &ids);
    for (int i = 0; i < 3; i++) sqlite3_finalize(s[i]);
    free(ids);
    close_file(&f);
    return status;
}
