/* SPDX-License-Identifier: ISC */
/*
 * In: graph files. Out: their graphs in a store, each replaced whole by one PUT. All is read and checked before the first byte is
 * sent; what the journal holds is left out; what the store then has is counted where asked.
 */
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

static void graph_url(loader *l, rpt_str iri) {
    l->url.len = 0;
    rpt_store_url(&l->url, l->o->store.endpoint, l->kind->graphs);
    rpt_buf_printf(&l->url, "%c%s=", strchr(l->url.p, '?') ? '&' : '?', l->kind->parameter);
    rpt_url_escape(&l->url, iri);
}

static rpt_status put_graph(void *user, const rpt_graph_entry *entry, rpt_str body) {
    loader *l = user;
    if (rpt_journal_has(l->journal, entry->iri, entry->hash)) l->counts.skipped++;
    else {
        graph_url(l, entry->iri);
        const rpt_request put = {"PUT", l->url.p, body, "application/n-triples", NULL, false};
        TRY(rpt_http_insist(l->http, &put, &l->reply, "this graph could not be loaded", l->m));
        TRY(rpt_journal_add(l->journal, entry->iri, entry->hash, entry->triples, l->m));
        l->counts.sent++;
    }
    l->counts.done_triples += entry->triples;
    if (l->o->progress) l->o->progress(l->o->user, &l->counts);
    return RPT_OK;
}

/* -- Counting what is there ------------------------------------------------------------------------------------ */

enum { BATCH = 50 };

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
    uint32_t have[BATCH] = {0};
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

static rpt_status verify(loader *l) {
    rpt_buf query = {0};
    rpt_status status = RPT_OK;
    l->url.len = 0;
    if (l->o->query_endpoint) rpt_buf_z(&l->url, l->o->query_endpoint);
    else rpt_store_url(&l->url, l->o->store.endpoint, l->kind->query);
    for (uint32_t at = 0; at < l->list.graphs.n && !status; at += BATCH) {
        const uint32_t n = l->list.graphs.n - at < BATCH ? l->list.graphs.n - at : BATCH;
        query.len = 0;
        count_query(&query, &l->list.graphs.at[at], n);
        status = rpt_http_ask(l->http, l->url.p, rpt_buf_view(&query), "text/csv", &l->reply, "the graphs could not be counted", l->m);
        if (!status) compare_counts(l, &l->list.graphs.at[at], n);
    }
    rpt_buf_clear(&query);
    return status ? status : l->counts.wrong ? RPT_OUTPUT : RPT_OK;
}

/* -- The whole -------------------------------------------------------------------------------------------------- */

static rpt_status check_options(loader *l) {
    const rpt_load_options *o = l->o;
    TRY(rpt_store_find(&l->kind, o->store.kind, l->m));
    if (!o->store.endpoint || (strncmp(o->store.endpoint, "http://", 7) && strncmp(o->store.endpoint, "https://", 8)))
        return rpt_fail(l->m, RPT_CONFIG, (rpt_place){0}, "--endpoint must be an http:// or https:// URL");
    if (o->verify && !*l->kind->query && !o->query_endpoint)
        return rpt_fail(l->m, RPT_CONFIG, (rpt_place){0}, "--verify asks by SPARQL; say where with --query-endpoint URL, or name the --store");
    for (uint32_t i = 0; i < o->n; i++)
        if (!strcmp(o->files[i], "-")) return rpt_fail(l->m, RPT_CONFIG, (rpt_place){0}, "standard input cannot be checked before it is sent; give a file");
    return RPT_OK;
}

static rpt_status load_all(loader *l) {
    TRY(check_options(l));
    TRY(rpt_graphs_each(l->o->files, l->o->n, l->o->graph, note_graph, l, l->m));
    if (l->o->dry_run) return RPT_OK;
    TRY(rpt_journal_open(&l->journal, l->o->journal, l->o->store.endpoint, l->m));
    TRY(rpt_http_open(&l->http, &l->o->store, l->kind->digest, l->m));
    TRY(rpt_graphs_each(l->o->files, l->o->n, l->o->graph, put_graph, l, l->m));
    return l->o->verify ? verify(l) : RPT_OK;
}

rpt_status rpt_load_run(const rpt_load_options *o, rpt_load_counts *counts, rpt_messages *m) {
    loader l = {.o = o, .m = m};
    rpt_status status = load_all(&l);
    const rpt_status closed = rpt_journal_close(l.journal, m);
    if (!status) status = closed;
    rpt_http_close(l.http);
    rpt_graph_list_clear(&l.list);
    rpt_buf_clear(&l.reply.body);
    rpt_buf_clear(&l.url);
    *counts = l.counts;
    return status;
}
