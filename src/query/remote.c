/* SPDX-License-Identifier: ISC */
/*
 * In: a query file and an endpoint. Out: the answers of the store, as the store says them; for people as the same table that the
 * embedded engine writes. Nothing is refused here: the store knows what it can.
 */
#include "query/query.h"
#include "store/store.h"

typedef enum { ROWS, TRUTH, GRAPH } answer_kind;

static const struct {
    const char *word;
    answer_kind kind;
} forms[] = {{"SELECT", ROWS}, {"ASK", TRUTH}, {"CONSTRUCT", GRAPH}, {"DESCRIBE", GRAPH}};

static answer_kind kind_of(const rpt_tokens *t) {
    for (uint32_t i = 0; i < t->n && !rpt_token_is_mark(&t->at[i], "{"); i++)
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
            if (rpt_token_is_word(&t->at[i], forms[k].word)) return forms[k].kind;
    return ROWS;
}

static const struct {
    answer_kind kind;
    const char *format, *accept;
} accepts[] = {{ROWS, "table", "text/csv"},
               {ROWS, "csv", "text/csv"},
               {ROWS, "tsv", "text/tab-separated-values"},
               {ROWS, "json", "application/sparql-results+json"},
               {TRUTH, "table", "application/sparql-results+json"},
               {TRUTH, "csv", "application/sparql-results+json"},
               {TRUTH, "tsv", "application/sparql-results+json"},
               {TRUTH, "json", "application/sparql-results+json"},
               {GRAPH, "ntriples", "application/n-triples"},
               {GRAPH, "turtle", "text/turtle"},
               {GRAPH, "rdfxml", "application/rdf+xml"}};

/* -- CSV to rows, for the table -------------------------------------------------------------------- */

/* One field behind `rest`; quotes are taken off. `last`: the line ends behind it. */
static rpt_str cut_field(rpt_arena *a, rpt_str *rest, bool *last) {
    rpt_buf field = {0};
    bool quoted = false;
    uint32_t i = 0;
    for (; i < rest->len; i++) {
        const char c = rest->p[i];
        if (c == '"' && quoted && i + 1 < rest->len && rest->p[i + 1] == '"') rpt_buf_char(&field, rest->p[i++]);
        else if (c == '"') quoted = !quoted;
        else if (!quoted && (c == ',' || c == '\n')) break;
        else if (quoted || c != '\r') rpt_buf_char(&field, c);
    }
    *last = i >= rest->len || rest->p[i] == '\n';
    const uint32_t used = i < rest->len ? i + 1 : i;
    *rest = (rpt_str){rest->p + used, rest->len - used};
    const rpt_str copy = rpt_arena_copy(a, (rpt_str){field.p ? field.p : "", (uint32_t)field.len});
    rpt_buf_clear(&field);
    return copy;
}

static void read_csv(rpt_answers *out, rpt_arena *a, rpt_str csv) {
    RPT_ARRAY(rpt_str) names = {0};
    bool last = !csv.len;
    while (!last) *RPT_PUSH(a, names) = cut_field(a, &csv, &last);
    out->names = names.at;
    out->n = names.n;
    while (csv.len) {
        rpt_term_view *row = rpt_arena_alloc(a, (out->n + 1) * sizeof *row);
        last = false;
        for (uint32_t k = 0; !last; k++) {
            const rpt_str text = cut_field(a, &csv, &last);
            const bool iri = text.len > 7 && (!memcmp(text.p, "http://", 7) || !memcmp(text.p, "https:/", 7));
            if (k < out->n) row[k] = (rpt_term_view){iri ? RPT_TERM_IRI : RPT_TERM_LITERAL, .text = text, .tag = {"", 0}};
        }
        *RPT_PUSH(a, out->rows) = row;
    }
}

/* -- The request ------------------------------------------------------------------------------------ */

static rpt_status write_reply(rpt_buf *out, answer_kind kind, const char *format, const rpt_buf *body, rpt_arena *a, rpt_messages *m) {
    if (kind == TRUTH) {
        const bool yes = body->p && memmem(body->p, body->len, "true", 4);
        return rpt_answers_write_boolean(out, yes, format, m);
    }
    if (kind == ROWS && !strcmp(format, "table")) {
        rpt_answers answers = {0};
        read_csv(&answers, a, (rpt_str){body->p ? body->p : "", (uint32_t)body->len});
        return rpt_answers_write(out, &answers, format, m);
    }
    rpt_buf_add(out, body->p ? body->p : "", body->len);
    return RPT_OK;
}

static rpt_status find_accept(const char **accept, answer_kind kind, const char *format, rpt_messages *m) {
    for (size_t i = 0; i < sizeof accepts / sizeof *accepts; i++) {
        *accept = accepts[i].accept;
        if (accepts[i].kind == kind && !strcmp(accepts[i].format, format)) return RPT_OK;
    }
    return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "an endpoint does not give this answer as `%s`; %s", format,
                    kind == GRAPH ? "ntriples, turtle and rdfxml are there" : "table, csv, tsv and json are there");
}

static rpt_status ask(rpt_buf *out, const rpt_query_options *o, const rpt_buf *text, rpt_arena *a, rpt_messages *m) {
    const rpt_store_kind *store;
    rpt_tokens tokens;
    rpt_http *http = NULL;
    rpt_reply reply = {0};
    rpt_buf url = {0};
    const char *accept;
    TRY(rpt_store_find(&store, o->store.kind, m));
    TRY(rpt_tokens_read(&tokens, a, o->query, rpt_buf_view(text), m));
    const answer_kind kind = kind_of(&tokens);
    const char *format = o->format ? o->format : kind == GRAPH ? "ntriples" : o->terminal ? "table" : "csv";
    TRY(find_accept(&accept, kind, format, m));
    rpt_store_url(&url, o->store.endpoint, store->query);
    rpt_status status = rpt_http_open(&http, &o->store, false, m);
    if (!status) status = rpt_http_ask(http, url.p, rpt_buf_view(text), accept, &reply, "the query was not answered", m);
    if (!status) status = write_reply(out, kind, format, &reply.body, a, m);
    rpt_http_close(http);
    rpt_buf_clear(&reply.body);
    rpt_buf_clear(&url);
    return status;
}

rpt_status rpt_query_remote(rpt_buf *out, const rpt_query_options *o, rpt_messages *m) {
    rpt_arena arena = {0};
    rpt_buf text = {0};
    rpt_status status = rpt_query_read(&text, o, m);
    if (!status) status = ask(out, o, &text, &arena, m);
    rpt_buf_clear(&text);
    rpt_arena_clear(&arena);
    return status;
}
