/* SPDX-License-Identifier: ISC */
/*
 * In: graph files. Out: their graphs in a store, each replaced whole: many small ones by one update where that is one
 * transaction, else each by a PUT. All is read and checked before the first byte is
 * sent; what the journal holds is left out; what the store then has is counted where asked.
 */
#include "store/graph_file.h"
#include "store/store.h"
#include <stdlib.h>
#include <time.h>

typedef struct {
    const rpt_load_options *o;
    rpt_messages *m;
    const rpt_store_kind *kind;
    rpt_http *http;
    rpt_journal *journal;
    rpt_graph_list list;
    rpt_load_counts counts;
    rpt_reply reply;
    rpt_buf url;
    rpt_arena arena; ///< of the batch
    RPT_ARRAY(rpt_graph_entry) batch;
    rpt_buf update, blocks, quads;
} loader;

/* -- First pass: everything is read, nothing sent ---------------------------------------------------------- */

static rpt_status note_graph(void *user, const rpt_graph_entry *entry, rpt_str body) {
    loader *l = user;
    rpt_graph_entry *e = RPT_PUSH(&l->list.arena, l->list.graphs);
    *e = *entry;
    e->iri = rpt_arena_copy(&l->list.arena, entry->iri);
    l->counts.graphs++;
    l->counts.triples += entry->triples;
    l->counts.bytes += body.len;
    return RPT_OK;
}

/* -- Second pass --------------------------------------------------------------------------------------------- */

enum { BATCH_BYTES = 8 << 20, BATCH_GRAPHS = 500 };

static void graph_url(loader *l, rpt_str iri) {
    l->url.len = 0;
    rpt_store_url(&l->url, l->o->store.endpoint, l->kind->graphs);
    rpt_buf_printf(&l->url, "%c%s=", strchr(l->url.p, '?') ? '&' : '?', l->kind->parameter);
    rpt_url_escape(&l->url, iri);
}

static rpt_status note_sent(loader *l, const rpt_graph_entry *entry) {
    TRY(rpt_journal_add(l->journal, entry->iri, entry->hash, entry->triples, l->m));
    l->counts.sent++;
    l->counts.done_triples += entry->triples;
    if (l->o->progress) l->o->progress(l->o->user, &l->counts);
    return RPT_OK;
}

static rpt_status put_graph(loader *l, const rpt_graph_entry *entry, rpt_str body) {
    graph_url(l, entry->iri);
    const rpt_request put = {"PUT", l->url.p, body, "application/n-triples", NULL, false};
    TRY(rpt_http_insist(l->http, &put, &l->reply, "this graph could not be loaded", l->m));
    return note_sent(l, entry);
}

/* Whether the store has any graph of the batch. */
static rpt_status ask_for_batch(loader *l, bool *there) {
    rpt_buf query = {0};
    rpt_buf_z(&query, "ASK { VALUES ?g {");
    for (uint32_t i = 0; i < l->batch.n; i++) rpt_buf_printf(&query, " <%.*s>", RPT_FMT(l->batch.at[i].iri));
    rpt_buf_z(&query, " } GRAPH ?g { ?s ?p ?o } }");
    l->url.len = 0;
    rpt_store_url(&l->url, l->o->store.endpoint, l->kind->query);
    const rpt_status status = rpt_http_ask(l->http, l->url.p, rpt_buf_view(&query), "application/sparql-results+json", &l->reply,
                                           "the store's graphs could not be listed", l->m);
    *there = !status && (!l->reply.body.p || !memmem(l->reply.body.p, l->reply.body.len, "false", 5));
    rpt_buf_clear(&query);
    return status;
}

/* One request is one transaction: graphs that are new go as N-Quads, which stores read fastest; else an update replaces all. */
static rpt_status send_batch(loader *l) {
    bool there;
    if (!l->batch.n) return RPT_OK;
    TRY(ask_for_batch(l, &there));
    rpt_buf_z(&l->update, "INSERT DATA {\n");
    rpt_buf_str(&l->update, rpt_buf_view(&l->blocks));
    rpt_buf_z(&l->update, "}\n");
    l->url.len = 0;
    rpt_store_url(&l->url, l->o->store.endpoint, there ? l->kind->update : l->kind->graphs);
    const rpt_request post = {"POST", l->url.p, rpt_buf_view(there ? &l->update : &l->quads), there ? "application/sparql-update" : "application/n-quads", NULL, false};
    TRY(rpt_http_insist(l->http, &post, &l->reply, "these graphs could not be loaded", l->m));
    for (uint32_t i = 0; i < l->batch.n; i++) TRY(note_sent(l, &l->batch.at[i]));
    l->update.len = l->blocks.len = l->quads.len = 0;
    rpt_arena_clear(&l->arena);
    l->arena = (rpt_arena){0};
    l->batch.at = NULL;
    l->batch.n = l->batch.cap = 0;
    return RPT_OK;
}

static void add_quads(rpt_buf *out, rpt_str iri, rpt_str body) {
    while (body.len) {
        const rpt_str line = rpt_str_cut(&body, '\n');
        rpt_buf_add(out, line.p, line.len - 1);
        rpt_buf_char(out, '<');
        rpt_buf_str(out, iri);
        rpt_buf_z(out, "> .\n");
    }
}

/* SPARQL reads \u before it reads strings, and takes fewer labels of blank nodes. */
static bool reads_as_sparql(rpt_str body) {
    return !memmem(body.p, body.len, "\\u", 2) && !memmem(body.p, body.len, "\\U", 2) && !memmem(body.p, body.len, "_:", 2);
}

static rpt_status add_to_batch(loader *l, const rpt_graph_entry *entry, rpt_str body) {
    rpt_graph_entry *e = RPT_PUSH(&l->arena, l->batch);
    *e = *entry;
    e->iri = rpt_arena_copy(&l->arena, entry->iri);
    rpt_buf_printf(&l->update, "DROP SILENT GRAPH <%.*s> ;\n", RPT_FMT(e->iri));
    rpt_buf_printf(&l->blocks, "GRAPH <%.*s> {\n", RPT_FMT(e->iri));
    rpt_buf_str(&l->blocks, body);
    rpt_buf_z(&l->blocks, "}\n");
    add_quads(&l->quads, e->iri, body);
    return l->blocks.len >= BATCH_BYTES || l->batch.n >= BATCH_GRAPHS ? send_batch(l) : RPT_OK;
}

static rpt_status send_graph(void *user, const rpt_graph_entry *entry, rpt_str body) {
    loader *l = user;
    if (!rpt_journal_has(l->journal, entry->iri, entry->hash)) {
        const bool small = l->kind->batches && body.len < BATCH_BYTES && reads_as_sparql(body) && reads_as_sparql(entry->iri);
        return small ? add_to_batch(l, entry, body) : put_graph(l, entry, body);
    }
    l->counts.skipped++;
    l->counts.done_triples += entry->triples;
    if (l->o->progress) l->o->progress(l->o->user, &l->counts);
    return RPT_OK;
}

/* -- Counting what is there ------------------------------------------------------------------------------------ */

enum { COUNTED = 50 };

/* FILTER, as Virtuoso walks through all its graphs for VALUES. */
static void count_query(rpt_buf *out, const rpt_graph_entry *graphs, uint32_t n) {
    rpt_buf_z(out, "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?g IN (");
    for (uint32_t i = 0; i < n; i++) rpt_buf_printf(out, "%s<%.*s>", i ? ", " : "", RPT_FMT(graphs[i].iri));
    rpt_buf_z(out, ")) } GROUP BY ?g");
}

/* A line of CSV: IRI, count. Quoted where the IRI holds a comma. */
static bool read_count(rpt_str line, rpt_str *iri, uint32_t *n) {
    line = rpt_str_trim(line);
    const char *comma = line.len ? memrchr(line.p, ',', line.len) : NULL;
    if (!comma) return false;
    rpt_str number = {comma + 1, (uint32_t)(line.p + line.len - comma - 1)};
    *iri = (rpt_str){line.p, (uint32_t)(comma - line.p)};
    if (iri->len > 1 && iri->p[0] == '"') *iri = (rpt_str){iri->p + 1, iri->len - 2};
    if (number.len && number.p[0] == '"') number.p++;
    *n = (uint32_t)strtoul(number.p, NULL, 10);
    return true;
}

static void compare_counts(loader *l, const rpt_graph_entry *graphs, uint32_t n) {
    uint32_t have[COUNTED] = {0};
    rpt_str rest = rpt_buf_view(&l->reply.body);
    rpt_str_cut(&rest, '\n');
    while (rest.len) {
        rpt_str iri;
        uint32_t count;
        if (!read_count(rpt_str_cut(&rest, '\n'), &iri, &count)) continue;
        for (uint32_t i = 0; i < n; i++)
            if (rpt_str_equal(graphs[i].iri, iri)) have[i] = count;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (have[i] == graphs[i].triples) continue;
        l->counts.wrong++;
        rpt_fail(l->m, RPT_OUTPUT, (rpt_place){l->o->files[graphs[i].file], graphs[i].line, 1}, "graph <%.*s> has %u of its %u triples in the store; load it again",
                 RPT_FMT(graphs[i].iri), have[i], graphs[i].triples);
    }
}

static void query_url(loader *l) {
    l->url.len = 0;
    if (l->o->query_endpoint) rpt_buf_z(&l->url, l->o->query_endpoint);
    else rpt_store_url(&l->url, l->o->store.endpoint, l->kind->query);
}

static rpt_status verify(loader *l) {
    rpt_buf query = {0};
    rpt_status status = RPT_OK;
    query_url(l);
    for (uint32_t at = 0; at < l->list.graphs.n && !status; at += COUNTED) {
        const uint32_t n = l->list.graphs.n - at < COUNTED ? l->list.graphs.n - at : COUNTED;
        query.len = 0;
        count_query(&query, &l->list.graphs.at[at], n);
        status = rpt_http_ask(l->http, l->url.p, rpt_buf_view(&query), "text/csv", &l->reply, "the graphs could not be counted", l->m);
        if (!status) compare_counts(l, &l->list.graphs.at[at], n);
    }
    rpt_buf_clear(&query);
    return status ? status : l->counts.wrong ? RPT_OUTPUT : RPT_OK;
}

/* -- Graphs of documents that are gone ------------------------------------------------------------------------- */

enum { PAGE = 1000 };

static int by_iri(const void *a, const void *b) { return rpt_str_compare(*(const rpt_str *)a, *(const rpt_str *)b); }

/* Pages by name, not by offset: what is deleted in between does not shift them. */
static rpt_status ask_page(loader *l, rpt_buf *query, rpt_str last) {
    query->len = 0;
    rpt_buf_printf(query, "SELECT DISTINCT (STR(?g) AS ?name) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), \"%s\") && STR(?g) > \"%.*s\") } ORDER BY ?name LIMIT %d",
                   l->o->delete_missing, RPT_FMT(last), PAGE);
    query_url(l);
    return rpt_http_ask(l->http, l->url.p, rpt_buf_view(query), "text/csv", &l->reply, "the store's graphs could not be listed", l->m);
}

static rpt_status delete_graph(loader *l, rpt_str iri) {
    graph_url(l, iri);
    const rpt_request request = {"DELETE", l->url.p, {"", 0}, NULL, NULL, false};
    TRY(rpt_http_insist(l->http, &request, &l->reply, "this graph could not be deleted", l->m));
    l->counts.deleted++;
    return rpt_journal_add(l->journal, iri, 0, 0, l->m);
}

static rpt_str unquoted(rpt_str line) {
    line = rpt_str_trim(line);
    return line.len > 1 && line.p[0] == '"' ? (rpt_str){line.p + 1, line.len - 2} : line;
}

static rpt_status delete_page(loader *l, rpt_arena *a, const rpt_str *wanted, rpt_str *last, uint32_t *n) {
    rpt_str rest = rpt_arena_copy(a, rpt_buf_view(&l->reply.body));
    rpt_str_cut(&rest, '\n');
    *n = 0;
    while (rest.len) {
        const rpt_str iri = unquoted(rpt_str_cut(&rest, '\n'));
        if (!iri.len) continue;
        ++*n;
        *last = iri;
        if (!bsearch(&iri, wanted, l->list.graphs.n, sizeof *wanted, by_iri)) TRY(delete_graph(l, iri));
    }
    return RPT_OK;
}

static rpt_status delete_missing(loader *l) {
    rpt_arena a = {0};
    rpt_buf query = {0};
    rpt_str last = {"", 0};
    rpt_status status = RPT_OK;
    rpt_str *wanted = rpt_arena_alloc(&a, (l->list.graphs.n + 1) * sizeof *wanted);
    for (uint32_t i = 0; i < l->list.graphs.n; i++) wanted[i] = l->list.graphs.at[i].iri;
    qsort(wanted, l->list.graphs.n, sizeof *wanted, by_iri);
    for (uint32_t n = PAGE; !status && n >= PAGE;) {
        status = ask_page(l, &query, last);
        if (!status) status = delete_page(l, &a, wanted, &last, &n);
    }
    rpt_buf_clear(&query);
    rpt_arena_clear(&a);
    return status;
}

/* An empty folder, or the wrong one, must not empty the store. */
static rpt_status check_missing(loader *l) {
    const rpt_str prefix = rpt_str_of(l->o->delete_missing);
    for (uint32_t i = 0; i < l->list.graphs.n; i++)
        if (l->list.graphs.at[i].iri.len >= prefix.len && !memcmp(l->list.graphs.at[i].iri.p, prefix.p, prefix.len)) return RPT_OK;
    return rpt_fail(l->m, RPT_CONFIG, (rpt_place){0}, "no graph of the files begins with `%s`: --delete-missing would delete all that do", prefix.p);
}

/* -- The whole -------------------------------------------------------------------------------------------------- */

static rpt_status check_options(loader *l) {
    const rpt_load_options *o = l->o;
    TRY(rpt_store_find(&l->kind, o->store.kind, l->m));
    if (!o->store.endpoint || (strncmp(o->store.endpoint, "http://", 7) && strncmp(o->store.endpoint, "https://", 8)))
        return rpt_fail(l->m, RPT_CONFIG, (rpt_place){0}, "--endpoint must be an http:// or https:// URL");
    if (o->verify && !*l->kind->query && !o->query_endpoint)
        return rpt_fail(l->m, RPT_CONFIG, (rpt_place){0}, "--verify asks by SPARQL; say where with --query-endpoint URL, or name the --store");
    if (o->delete_missing && !*l->kind->query && !o->query_endpoint)
        return rpt_fail(l->m, RPT_CONFIG, (rpt_place){0}, "--delete-missing asks by SPARQL; say where with --query-endpoint URL, or name the --store");
    if (o->delete_missing && (!strchr(o->delete_missing, ':') || strpbrk(o->delete_missing, "\"\\<> {}|^`")))
        return rpt_fail(l->m, RPT_CONFIG, (rpt_place){0}, "--delete-missing must be what the IRIs of the graphs begin with");
    for (uint32_t i = 0; i < o->n; i++)
        if (!strcmp(o->files[i], "-")) return rpt_fail(l->m, RPT_CONFIG, (rpt_place){0}, "standard input cannot be checked before it is sent; give a file");
    return RPT_OK;
}

static rpt_status load_all(loader *l) {
    TRY(check_options(l));
    TRY(rpt_graphs_each(l->o->files, l->o->n, l->o->graph, note_graph, l, l->m));
    if (l->o->delete_missing) TRY(check_missing(l));
    if (l->o->dry_run) return RPT_OK;
    TRY(rpt_journal_open(&l->journal, l->o->journal, l->o->store.endpoint, l->m));
    TRY(rpt_http_open(&l->http, &l->o->store, l->kind->digest, l->m));
    TRY(rpt_graphs_each(l->o->files, l->o->n, l->o->graph, send_graph, l, l->m));
    TRY(send_batch(l));
    if (l->o->delete_missing) TRY(delete_missing(l));
    return l->o->verify ? verify(l) : RPT_OK;
}

rpt_status rpt_load_run(const rpt_load_options *o, rpt_load_counts *counts, rpt_messages *m) {
    if (o->store.kind && !strcmp(o->store.kind, "file")) return rpt_graph_file_load(o, counts, m);
    loader l = {.o = o, .m = m};
    rpt_status status = load_all(&l);
    const rpt_status closed = rpt_journal_close(l.journal, m);
    if (!status) status = closed;
    rpt_http_close(l.http);
    rpt_graph_list_clear(&l.list);
    rpt_buf_clear(&l.reply.body);
    rpt_buf_clear(&l.url);
    rpt_buf_clear(&l.update);
    rpt_buf_clear(&l.blocks);
    rpt_buf_clear(&l.quads);
    rpt_arena_clear(&l.arena);
    *counts = l.counts;
    return status;
}
