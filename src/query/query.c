/* SPDX-License-Identifier: ISC */
/*
 * In: a query file and graph files. Out: the answers as text. Checked first (check.c), read by Rasqal, its body answered over the
 * dataset (body.c), the rest by Rasqal over the solutions (source.c). The default graph is the union of all graphs, so that a file
 * of quads and one of triples are asked alike; GRAPH ?g walks through the named ones.
 */
#include "query/query.h"
#include "rapporteur.h"
#include <stdlib.h>
#include <time.h>

typedef struct {
    const rpt_query_options *o;
    rpt_messages *m;
    rpt_arena arena;
    rpt_buf text;      ///< of the query file
    rpt_tokens tokens;
    rpt_patterns patterns;
    rpt_dataset *dataset;
    rasqal_world *world;
    rpt_literals *literals;
    rpt_count_calls counts;
    bool counted; ///< the rows are groups with their aggregates
    bool select_known; ///< the query is a SELECT,
    uint32_t select;   ///< with this token
    uint32_t body; ///< number of the group that is the query's body
    uint32_t errors;
} run;

static void take_log(void *user, raptor_log_message *log) {
    run *r = user;
    if (log->level < RAPTOR_LOG_LEVEL_ERROR || r->errors++) return;
    static const char advice[] = "; where it is right SPARQL 1.1, the embedded engine cannot, and a store with --endpoint can";
    rpt_place place = {r->o->query, 0, 0};
    if (log->locator && log->locator->line > 0) place.line = (uint32_t)log->locator->line;
    if (log->locator && log->locator->column > 0) place.column = (uint32_t)log->locator->column;
    rpt_fail(r->m, RPT_CONFIG, place, "%s%s", log->text, advice);
}

static rpt_status failed(run *r, const char *what) {
    if (r->errors) return RPT_CONFIG;
    return rpt_fail(r->m, RPT_CONFIG, (rpt_place){r->o->query, 0, 0}, "%s", what);
}

/* -- Rows ------------------------------------------------------------------------------------------- */

static rpt_term_view copy_term(rpt_arena *a, rpt_term_view t) {
    t.text = rpt_arena_copy(a, t.text);
    t.tag = rpt_arena_copy(a, t.tag);
    return t;
}

/* The place where the body binds ?name first: the order of the columns of SELECT *, whatever the patterns' order; n = nowhere. */
static uint32_t first_use(const run *r, rpt_str name) {
    for (uint32_t i = 0; i < r->tokens.n; i++) {
        const rpt_token *t = &r->tokens.at[i];
        if (t->kind == RPT_TOKEN_VARIABLE && t->text.len == name.len + 1 && !memcmp(t->text.p + 1, name.p, name.len) &&
            r->patterns.places[i] != RPT_PLACE_EXPRESSION && r->patterns.places[i] != RPT_PLACE_HEAD)
            return i;
    }
    return r->tokens.n;
}

static bool selects_all(const run *r) {
    for (uint32_t i = 0; i < r->tokens.n && !rpt_token_is_mark(&r->tokens.at[i], "{"); i++)
        if (rpt_token_is_word(&r->tokens.at[i], "SELECT"))
            return rpt_token_is_mark(&r->tokens.at[i + 1], "*") || rpt_token_is_mark(&r->tokens.at[i + 2 < r->tokens.n ? i + 2 : i], "*");
    return false;
}

/* Which of Rasqal's columns stands where, and its name. Without rows Rasqal tells no names, so the query does. */
static uint32_t *columns(run *r, rasqal_query *query, rpt_answers *a) {
    raptor_sequence *variables = rasqal_query_get_bound_variable_sequence(query);
    const uint32_t n = variables ? (uint32_t)raptor_sequence_size(variables) : 0;
    uint32_t *order = rpt_arena_alloc(&r->arena, (n + 1) * sizeof *order);
    uint32_t *use = rpt_arena_alloc(&r->arena, (n + 1) * sizeof *use);
    const bool all = selects_all(r);
    a->names = rpt_arena_alloc(&r->arena, (n + 1) * sizeof *a->names);
    for (uint32_t i = 0; i < n; i++) {
        const rasqal_variable *v = raptor_sequence_get_at(variables, (int)i);
        const rpt_str name = rpt_str_of((const char *)v->name);
        const uint32_t mine = all ? first_use(r, name) : i;
        if (mine == r->tokens.n) continue;
        uint32_t k = a->n++;
        for (; k && use[k - 1] > mine; k--) {
            use[k] = use[k - 1];
            order[k] = order[k - 1];
            a->names[k] = a->names[k - 1];
        }
        use[k] = mine;
        order[k] = i;
        a->names[k] = rpt_arena_copy(&r->arena, name);
    }
    return order;
}

/* -- DISTINCT, LIMIT, OFFSET ------------------------------------------------------------------------------ */

static bool same_row(const rpt_term_view *a, const rpt_term_view *b, uint32_t n) {
    for (uint32_t k = 0; k < n; k++)
        if (a[k].kind != b[k].kind || a[k].language != b[k].language || !rpt_str_equal(a[k].text, b[k].text) || !rpt_str_equal(a[k].tag, b[k].tag)) return false;
    return true;
}

static uint64_t row_hash(const rpt_term_view *row, uint32_t n) {
    uint64_t h = 0;
    for (uint32_t k = 0; k < n; k++) {
        h = (h ^ row[k].kind ^ (row[k].text.len ? rpt_hash(row[k].text) : 0)) * 0x9E3779B97F4A7C15u;
        h = (h ^ (row[k].tag.len ? rpt_hash(row[k].tag) : 0)) * 0x9E3779B97F4A7C15u;
    }
    return h ^ h >> 32;
}

static void drop_doubles(rpt_answers *a) {
    uint32_t mask = 1023, kept = 0;
    while (mask < a->rows.n * 2) mask = mask * 2 + 1;
    uint32_t *slots = rpt_realloc(NULL, ((size_t)mask + 1) * sizeof *slots);
    memset(slots, 0, ((size_t)mask + 1) * sizeof *slots);
    for (uint32_t i = 0; i < a->rows.n; i++) {
        rpt_term_view *row = a->rows.at[i];
        uint32_t slot = (uint32_t)row_hash(row, a->n) & mask;
        while (slots[slot] && !same_row(a->rows.at[slots[slot] - 1], row, a->n)) slot = (slot + 1) & mask;
        if (slots[slot]) continue;
        a->rows.at[kept++] = row;
        slots[slot] = kept;
    }
    a->rows.n = kept;
    free(slots);
}

static void slice(rpt_answers *a, uint64_t offset, uint64_t limit) {
    if (offset > a->rows.n) offset = a->rows.n;
    a->rows.at += offset;
    a->rows.n -= (uint32_t)offset;
    if (limit < a->rows.n) a->rows.n = (uint32_t)limit;
}

static uint64_t slice_of(const run *r, const char *word, uint64_t without);

static void collect_rows(run *r, rasqal_query *query, rasqal_query_results *results, rpt_answers *a) {
    const uint32_t *order = columns(r, query, a);
    for (; !rasqal_query_results_finished(results); rasqal_query_results_next(results)) {
        rpt_term_view *row = rpt_arena_alloc(&r->arena, (a->n + 1) * sizeof *row);
        for (uint32_t k = 0; k < a->n; k++) {
            rasqal_literal *l = rasqal_query_results_get_binding_value(results, (int)order[k]);
            if (l) row[k] = copy_term(&r->arena, rpt_literals_term(r->literals, l));
        }
        *RPT_PUSH(&r->arena, a->rows) = row;
    }
    if (!r->select_known) return;
    if (rpt_token_is_word(&r->tokens.at[r->select + 1], "DISTINCT")) drop_doubles(a);
    slice(a, slice_of(r, "OFFSET", 0), slice_of(r, "LIMIT", UINT64_MAX));
}

/* -- CONSTRUCT --------------------------------------------------------------------------------------- */

static rpt_str str_of(const unsigned char *p, size_t len) { return (rpt_str){p ? (const char *)p : "", p ? (uint32_t)len : 0}; }

static rpt_term_id intern_term(rpt_dataset *d, const raptor_term *t) {
    rpt_term_view v = {RPT_TERM_IRI, .tag = {"", 0}};
    size_t len = 0;
    if (t->type == RAPTOR_TERM_TYPE_URI) {
        const unsigned char *p = raptor_uri_as_counted_string(t->value.uri, &len);
        v.text = str_of(p, len);
    } else if (t->type == RAPTOR_TERM_TYPE_BLANK) {
        v.kind = RPT_TERM_BLANK;
        v.text = str_of(t->value.blank.string, t->value.blank.string_len);
    } else {
        const raptor_term_literal_value *l = &t->value.literal;
        v.kind = RPT_TERM_LITERAL;
        v.language = l->language != NULL;
        v.text = str_of(l->string, l->string_len);
        const unsigned char *p = l->datatype ? raptor_uri_as_counted_string(l->datatype, &len) : NULL;
        v.tag = l->language ? str_of(l->language, l->language_len) : str_of(p, len);
    }
    return rpt_dataset_intern(d, v);
}

static void write_triples(rpt_buf *out, const rpt_dataset *d) {
    for (rpt_dataset_walk w = rpt_dataset_match(d, (rpt_id_quad){{0}}, false); rpt_dataset_now(&w); rpt_dataset_step(&w)) {
        for (int i = 0; i < 3; i++) {
            rpt_term_write(out, rpt_dataset_term(d, rpt_dataset_now(&w)->at[i]));
            rpt_buf_char(out, ' ');
        }
        rpt_buf_z(out, ".\n");
    }
}

/* Any other RDF format: what we wrote, read and written by Raptor. */
static void pass_statement(void *user, raptor_statement *s) { raptor_serializer_serialize_statement(user, s); }

static void declare_prefixes(const run *r, raptor_world *world, raptor_serializer *serializer) {
    for (uint32_t i = 0; i + 2 < r->tokens.n; i++) {
        const rpt_token *t = &r->tokens.at[i];
        if (!rpt_token_is_word(t, "PREFIX") || t[1].kind != RPT_TOKEN_NAME || t[2].kind != RPT_TOKEN_IRI) continue;
        const rpt_str iri = rpt_arena_copy((rpt_arena *)&r->arena, (rpt_str){t[2].text.p + 1, t[2].text.len - 2});
        const rpt_str name = rpt_arena_copy((rpt_arena *)&r->arena, (rpt_str){t[1].text.p, t[1].text.len - 1});
        raptor_uri *uri = raptor_new_uri(world, (const unsigned char *)iri.p);
        if (!uri) continue;
        raptor_serializer_set_namespace(serializer, uri, (const unsigned char *)name.p);
        raptor_free_uri(uri);
    }
}

static rpt_status convert(run *r, rpt_buf *out, const rpt_buf *triples) {
    raptor_world *world = rasqal_world_get_raptor(r->world);
    if (!raptor_world_is_serializer_name(world, r->o->format))
        return rpt_fail(r->m, RPT_CONFIG, (rpt_place){0}, "no RDF format `%s`; ntriples, turtle, rdfxml-abbrev, json and others are there", r->o->format);
    void *string = NULL;
    size_t len = 0;
    raptor_iostream *stream = raptor_new_iostream_to_string(world, &string, &len, NULL);
    raptor_serializer *serializer = raptor_new_serializer(world, r->o->format);
    raptor_parser *parser = raptor_new_parser(world, "ntriples");
    raptor_uri *base = raptor_new_uri(world, (const unsigned char *)"urn:x-none:");
    declare_prefixes(r, world, serializer);
    raptor_serializer_start_to_iostream(serializer, NULL, stream);
    raptor_parser_set_statement_handler(parser, serializer, pass_statement);
    raptor_parser_parse_start(parser, base);
    raptor_parser_parse_chunk(parser, (const unsigned char *)triples->p, triples->len, 1);
    raptor_serializer_serialize_end(serializer);
    raptor_free_parser(parser);
    raptor_free_serializer(serializer);
    raptor_free_iostream(stream);
    raptor_free_uri(base);
    if (string) rpt_buf_add(out, string, len);
    if (string) raptor_free_memory(string);
    return r->errors ? RPT_CONFIG : RPT_OK;
}

static rpt_status write_graph(run *r, rpt_buf *out, rasqal_query_results *results) {
    rpt_dataset *graph = rpt_dataset_new();
    rpt_buf triples = {0};
    for (raptor_statement *s; (s = rasqal_query_results_get_triple(results)); rasqal_query_results_next_triple(results))
        rpt_dataset_add(graph, (rpt_id_quad){{intern_term(graph, s->subject), intern_term(graph, s->predicate), intern_term(graph, s->object), 0}});
    rpt_dataset_close(graph);
    write_triples(&triples, graph);
    const char *format = r->o->format ? r->o->format : "ntriples";
    rpt_status status = RPT_OK;
    if (!strcmp(format, "ntriples")) rpt_buf_add(out, triples.p ? triples.p : "", triples.len);
    else status = convert(r, out, &triples);
    rpt_buf_clear(&triples);
    rpt_dataset_free(graph);
    return status;
}

/* -- The run ------------------------------------------------------------------------------------------ */

static rpt_status write_results(run *r, rpt_buf *out, rasqal_query *query, rasqal_query_results *results) {
    const char *format = r->o->format ? r->o->format : r->o->terminal ? "table" : "csv";
    if (rasqal_query_results_is_graph(results)) return write_graph(r, out, results);
    if (rasqal_query_results_is_boolean(results))
        return rpt_answers_write_boolean(out, rasqal_query_results_get_boolean(results) > 0, format, r->m);
    rpt_answers a = {0};
    collect_rows(r, query, results, &a);
    return r->errors ? RPT_CONFIG : rpt_answers_write(out, &a, format, r->m);
}

static rpt_status prepare(run *r, rasqal_query **query, rpt_str text) {
    char *full = realpath(r->o->query, NULL);
    unsigned char *name = raptor_uri_filename_to_uri_string(full ? full : r->o->query);
    raptor_uri *base = raptor_new_uri(rasqal_world_get_raptor(r->world), name);
    free(full);
    raptor_free_memory(name);
    *query = rasqal_new_query(r->world, "sparql11", NULL);
    const int bad = rasqal_query_prepare(*query, (const unsigned char *)text.p, base);
    raptor_free_uri(base);
    return bad || r->errors ? failed(r, "is not read by the embedded engine; where it is right SPARQL 1.1, send it to a store with --endpoint") : RPT_OK;
}

static bool in_body(const run *r, uint32_t token) {
    uint32_t g = r->patterns.group[token];
    while (g && g != r->body) g = r->patterns.groups.at[g].parent;
    return g != 0;
}

/* FILTER NOT EXISTS { is no syntax that Rasqal reads; MINUS { is, and has the same shape. Places in the text stay. */
static rpt_str readable(run *r) {
    const rpt_str copy = rpt_arena_copy(&r->arena, rpt_buf_view(&r->text));
    for (uint32_t i = 1; i < r->tokens.n; i++) {
        const rpt_token *t = &r->tokens.at[i];
        /* A blank node of a pattern is a variable that nobody sees; Rasqal leaks its label. */
        if (t->kind == RPT_TOKEN_BLANK && in_body(r, i) && !memchr(t->text.p, '-', t->text.len) && !memchr(t->text.p, '.', t->text.len))
            memcpy((char *)copy.p + (t->text.p - r->text.p), "?_", 2);
        if (!rpt_token_is_word(t, "EXISTS")) continue;
        const rpt_token *filter = rpt_token_is_word(t - 1, "NOT") ? t - 2 : t - 1;
        char *from = (char *)copy.p + (filter->text.p - r->text.p), *end = (char *)copy.p + (t->text.p + t->text.len - r->text.p);
        for (char *p = from; p < end; p++)
            if (*p != '\n') *p = ' ';
        memcpy(from, "MINUS", 5);
    }
    return copy;
}

/* Rasqal leaks what DISTINCT drops; of a SELECT we do that, and so what comes after it: LIMIT and OFFSET. */
static bool is_ours(const run *r, uint32_t token) {
    const rpt_token *t = &r->tokens.at[token];
    if (!r->select_known || r->patterns.places[token] != RPT_PLACE_HEAD) return false;
    if (token == r->select + 1) return rpt_token_is_word(t, "DISTINCT") || rpt_token_is_word(t, "REDUCED");
    const bool slices = rpt_token_is_word(t, "LIMIT") || rpt_token_is_word(t, "OFFSET");
    return slices || (t->kind == RPT_TOKEN_NUMBER && token && (rpt_token_is_word(t - 1, "LIMIT") || rpt_token_is_word(t - 1, "OFFSET")));
}

static uint64_t slice_of(const run *r, const char *word, uint64_t without) {
    for (uint32_t i = 0; i < r->tokens.n; i++)
        if (r->patterns.places[i] == RPT_PLACE_HEAD && rpt_token_is_word(&r->tokens.at[i], word)) return strtoull(r->tokens.at[i + 1].text.p, NULL, 10);
    return without;
}

/* Copies tokens with their spaces; where groups are counted already, variables stand for the calls. */
static void copy_tokens(const run *r, rpt_buf *out, uint32_t from, uint32_t to) {
    const rpt_token *t = r->tokens.at;
    uint32_t k = 0;
    while (from < to) {
        while (k < r->counts.calls.n && r->counts.calls.at[k].call.begin < from) k++;
        const bool calls = k < r->counts.calls.n && r->counts.calls.at[k].call.begin < to;
        const uint32_t stop = calls ? r->counts.calls.at[k].call.begin : to;
        for (uint32_t i = from; i < stop; i++) {
            const char *end = i + 1 < stop ? t[i + 1].text.p : t[i].text.p + t[i].text.len;
            if (!is_ours(r, i)) rpt_buf_add(out, t[i].text.p, (size_t)(end - t[i].text.p));
        }
        rpt_buf_char(out, ' ');
        if (calls) rpt_buf_printf(out, "?rapporteur_%u ", k);
        from = calls ? r->counts.calls.at[k].call.end : to;
    }
}

static uint32_t behind_brackets(const run *r, uint32_t at) {
    uint32_t depth = 0;
    for (; at < r->tokens.n; at++) {
        depth += rpt_token_is_mark(&r->tokens.at[at], "(");
        if (rpt_token_is_mark(&r->tokens.at[at], ")") && !--depth) return at + 1;
    }
    return at;
}

static bool ends_having(const rpt_token *t) {
    return rpt_token_is_word(t, "ORDER") || rpt_token_is_word(t, "LIMIT") || rpt_token_is_word(t, "OFFSET") || rpt_token_is_word(t, "VALUES");
}

/* What stands behind the body: GROUP BY is done, HAVING becomes a FILTER in the body (`filters`), VALUES are in the rows already. */
static void copy_tail(const run *r, rpt_buf *out, rpt_buf *filters, uint32_t from) {
    const rpt_token *t = r->tokens.at;
    const bool counted = r->counted;
    uint32_t end = r->tokens.n, at = from;
    for (uint32_t i = from; i < end; i++)
        if (rpt_token_is_word(&t[i], "VALUES")) end = i;
    if (counted && at < end && rpt_token_is_word(&t[at], "GROUP"))
        for (at += 2; at < end && t[at].kind == RPT_TOKEN_VARIABLE;) at++;
    if (counted && at < end && rpt_token_is_word(&t[at], "HAVING")) {
        for (at++; at < end && !ends_having(&t[at]);) {
            const uint32_t behind = behind_brackets(r, at);
            rpt_buf_z(filters, "FILTER ");
            copy_tokens(r, filters, at, behind);
            at = behind;
        }
    }
    if (at < end) copy_tokens(r, out, at, end);
}

/* The query with its body replaced by patterns that stand for the rows: ?a <row:1> "" . ?b <row:2> "" ... */
static void write_over_rows(const run *r, rpt_buf *out, const rpt_str *names, uint32_t n) {
    const rpt_token *t = r->tokens.at;
    const uint32_t open = r->patterns.groups.at[r->body].begin;
    uint32_t close, depth = 0, construct = 0;
    rpt_buf tail = {0}, filters = {0};
    for (close = open; close < r->tokens.n; close++) {
        depth += rpt_token_is_mark(&t[close], "{");
        if (rpt_token_is_mark(&t[close], "}") && !--depth) break;
    }
    copy_tail(r, &tail, &filters, close + 1);
    while (construct < open && !rpt_token_is_word(&t[construct], "CONSTRUCT")) construct++;
    if (construct < open && !rpt_token_is_mark(&t[construct + 1], "{")) {
        /* CONSTRUCT WHERE { ... }: the body is the template, too. */
        copy_tokens(r, out, 0, construct + 1);
        copy_tokens(r, out, open, close + 1);
        rpt_buf_z(out, "WHERE ");
    } else copy_tokens(r, out, 0, open);
    rpt_buf_z(out, "{ ?rapporteur_row <" RPT_ROW_IRI "0> \"\" . ");
    for (uint32_t i = 0; i < n; i++) {
        const bool counted = names[i].len > 11 && !memcmp(names[i].p, "rapporteur_", 11);
        if (counted || (names[i].len && first_use(r, names[i]) < r->tokens.n))
            rpt_buf_printf(out, "?%.*s <" RPT_ROW_IRI "%u> \"\" . ", RPT_FMT(names[i]), i + 1);
    }
    rpt_buf_add(out, filters.p ? filters.p : "", filters.len);
    rpt_buf_z(out, "} ");
    rpt_buf_add(out, tail.p ? tail.p : "", tail.len);
    rpt_buf_clear(&tail);
    rpt_buf_clear(&filters);
}

static rpt_status answer_over_rows(run *r, rpt_buf *out, const rpt_rows *rows, const rpt_str *names, uint32_t n) {
    rpt_source source = {.literals = r->literals, .rows = rows, .names = names, .n = n};
    rasqal_query *query = NULL;
    rpt_buf text = {0};
    write_over_rows(r, &text, names, n);
    rpt_source_register(r->world, &source);
    rpt_status status = prepare(r, &query, rpt_buf_view(&text));
    if (!status) {
        rasqal_query_results *results = rasqal_query_execute(query);
        status = results ? write_results(r, out, query, results) : failed(r, "is not answered by the embedded engine; send the query to a store with --endpoint");
        if (results) rasqal_free_query_results(results);
    }
    if (query) rasqal_free_query(query);
    rpt_buf_clear(&text);
    return status;
}

/* Rasqal reads the query; we answer its body; Rasqal does the rest over the rows: projection, aggregates, order, templates. */
static rpt_status execute(run *r, rpt_buf *out) {
    rpt_body body = {.arena = &r->arena, .m = r->m, .file = r->o->query, .world = r->world, .tokens = &r->tokens, .patterns = &r->patterns,
                     .dataset = r->dataset, .literals = r->literals, .outside = r->o->own_default ? RPT_DEFAULT_GRAPH : 0};
    rpt_rows rows = {0};
    const rpt_str *names = NULL;
    uint32_t n = 0;
    rpt_status status = prepare(r, &body.query, readable(r));
    if (!status) status = rpt_body_answer(&rows, &names, &n, &body);
    if (!status && r->errors) status = RPT_CONFIG;
    uint32_t odd;
    r->counted = rpt_counts_read(&r->counts, &r->arena, &r->tokens, &r->patterns, &odd);
    if (!status && r->counted && !rpt_counts_apply(&rows, &names, &n, &r->counts, &r->tokens, r->dataset, &r->arena))
        status = failed(r, "MIN or MAX of values of several kinds is not answered by the embedded engine; send the query to a store with --endpoint");
    if (!status) status = answer_over_rows(r, out, &rows, names, n);
    if (body.query) rasqal_free_query(body.query);
    free(rows.at);
    return status;
}

static rpt_status load(run *r) {
    r->dataset = rpt_dataset_new();
    for (uint32_t i = 0; i < r->o->n; i++) TRY(rpt_dataset_read(r->dataset, r->o->files[i], i + 1, false, r->m));
    for (uint32_t i = 0; i < r->o->n_named; i++)
        TRY(rpt_dataset_read(r->dataset, r->o->named[i], r->o->n + i + 1, true, r->m));
    rpt_dataset_close(r->dataset);
    return RPT_OK;
}

static rpt_status open_world(run *r) {
    r->world = rasqal_new_world();
    if (!r->world || rasqal_world_open(r->world)) return failed(r, "the query library does not start");
    rasqal_world_set_log_handler(r->world, r, take_log);
    raptor_world_set_log_handler(rasqal_world_get_raptor(r->world), r, take_log);
    r->literals = rpt_literals_new(r->world, r->dataset);
    return RPT_OK;
}

/* The group that is the query's body: the first outside a template. 0 = none. */
static uint32_t find_body(const run *r) {
    uint32_t skip = 0;
    for (uint32_t i = 0; i < r->tokens.n && !rpt_token_is_mark(&r->tokens.at[i], "{"); i++)
        skip |= rpt_token_is_word(&r->tokens.at[i], "CONSTRUCT") && rpt_token_is_mark(&r->tokens.at[i + 1], "{");
    for (uint32_t g = 1; g < r->patterns.groups.n; g++)
        if (!r->patterns.groups.at[g].parent && !skip--) return g;
    return 0;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static rpt_status run_all(run *r, rpt_buf *out) {
    TRY(rpt_query_read(&r->text, r->o, r->m));
    TRY(rpt_tokens_read(&r->tokens, &r->arena, r->o->query, rpt_buf_view(&r->text), r->m));
    rpt_patterns_read(&r->patterns, &r->arena, &r->tokens);
    TRY(rpt_query_check(&r->tokens, &r->patterns, r->o->query, r->m));
    r->body = find_body(r);
    if (!r->body) return failed(r, "has no body in braces");
    while (r->select < r->tokens.n && !rpt_token_is_word(&r->tokens.at[r->select], "SELECT")) r->select++;
    r->select_known = r->select < r->tokens.n;
    if (r->o->entailment && strcmp(r->o->entailment, "simple"))
        return rpt_fail(r->m, RPT_CONFIG, (rpt_place){r->o->query, 0, 0},
                        "%s entailment is not answered by the embedded engine, which infers nothing; send the query to a store with --endpoint", r->o->entailment);
    const double begin = seconds();
    TRY(load(r));
    const double loaded = seconds();
    uint32_t graphs;
    rpt_dataset_graphs(r->dataset, &graphs);
    rpt_say(r->m, RPT_NOTE, (rpt_place){0}, "%u quads in %u graphs, %u terms, loaded in %.3f s", rpt_dataset_quads(r->dataset), graphs,
            rpt_dataset_terms(r->dataset), loaded - begin);
    TRY(open_world(r));
    TRY(execute(r, out));
    rpt_say(r->m, RPT_NOTE, (rpt_place){0}, "answered in %.3f s", seconds() - loaded);
    return RPT_OK;
}

rpt_status rpt_query_run(rpt_buf *out, const rpt_query_options *o, rpt_messages *m) {
    if (o->store.endpoint) return rpt_query_remote(out, o, m);
    run r = {.o = o, .m = m};
    const rpt_status status = run_all(&r, out);
    rpt_literals_free(r.literals);
    if (r.world) rasqal_free_world(r.world);
    rpt_dataset_free(r.dataset);
    rpt_buf_clear(&r.text);
    rpt_arena_clear(&r.arena);
    return status;
}
