/* SPDX-License-Identifier: ISC */
/*
 * In: a query whose VALUES ?name { value } are its parameters, and settings name=value. Out: the query with the values replaced; it
 * stays right SPARQL for any engine without this. Also: the list of the queries of a folder with their questions.
 */
#include "query/query.h"
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

/* VALUES ?name { one value }: the tokens of the value. */
static bool find_value(rpt_span *out, const rpt_tokens *t, rpt_str name) {
    for (uint32_t i = 0; i + 4 < t->n; i++) {
        const rpt_token *v = &t->at[i + 1];
        if (!rpt_token_is_word(&t->at[i], "VALUES") || v->kind != RPT_TOKEN_VARIABLE || v->text.len != name.len + 1 || memcmp(v->text.p + 1, name.p, name.len)) continue;
        uint32_t end = i + 3;
        while (end < t->n && !rpt_token_is_mark(&t->at[end], "}")) end++;
        *out = (rpt_span){i + 3, end};
        return rpt_token_is_mark(&t->at[i + 2], "{") && end > i + 3;
    }
    return false;
}

/* One term and nothing else, so that a value cannot change the query around it. */
static bool is_one_term(rpt_arena *a, rpt_str value, rpt_messages *m) {
    rpt_tokens t;
    if (rpt_tokens_read(&t, a, "--set", value, m) || !t.n) return false;
    if (t.at[0].kind == RPT_TOKEN_NAME || t.at[0].kind == RPT_TOKEN_IRI || t.at[0].kind == RPT_TOKEN_NUMBER) return t.n == 1;
    if (t.at[0].kind != RPT_TOKEN_STRING) return false;
    return t.n == 1 || (t.n == 2 && t.at[1].kind == RPT_TOKEN_LANGUAGE) ||
           (t.n == 3 && rpt_token_is_mark(&t.at[1], "^^") && (t.at[2].kind == RPT_TOKEN_NAME || t.at[2].kind == RPT_TOKEN_IRI));
}

static rpt_status set_one(rpt_buf *text, rpt_arena *a, const char *file, const char *setting, rpt_messages *m) {
    rpt_str value = rpt_str_of(setting);
    const rpt_str name = rpt_str_cut(&value, '=');
    const rpt_str copy = rpt_arena_copy(a, rpt_buf_view(text));
    rpt_tokens t;
    rpt_span span;
    TRY(rpt_tokens_read(&t, a, file, copy, m));
    if (!is_one_term(a, value, m)) return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "--set %s: not name=value with one term as value (wd:Q58217, <IRI>, \"text\"@en, 5)", setting);
    if (!find_value(&span, &t, name)) return rpt_fail(m, RPT_CONFIG, (rpt_place){file, 0, 0}, "has no parameter `%.*s`: no VALUES ?%.*s { ... }", RPT_FMT(name), RPT_FMT(name));
    const char *from = t.at[span.begin].text.p, *end = t.at[span.end].text.p;
    text->len = 0;
    rpt_buf_add(text, copy.p, (size_t)(from - copy.p));
    rpt_buf_str(text, value);
    rpt_buf_char(text, ' ');
    rpt_buf_add(text, end, (size_t)(copy.p + copy.len - end));
    return RPT_OK;
}

rpt_status rpt_query_read(rpt_buf *out, const rpt_query_options *o, rpt_messages *m) {
    rpt_arena arena = {0};
    rpt_status status = rpt_file_read(out, o->query, 16u << 20, m);
    for (uint32_t i = 0; i < o->n_settings && !status; i++) status = set_one(out, &arena, o->query, o->settings[i], m);
    rpt_arena_clear(&arena);
    return status;
}

/* -- The list ------------------------------------------------------------------------------------------- */

static int is_query(const struct dirent *e) {
    const size_t n = strlen(e->d_name);
    return n > 3 && !strcmp(e->d_name + n - 3, ".rq");
}

/* The first line of comment is the question. */
static void list_one(rpt_buf *out, const char *name, rpt_str text) {
    rpt_str line = rpt_str_cut(&text, '\n');
    while (line.len && (line.p[0] == '#' || line.p[0] == ' ')) line = (rpt_str){line.p + 1, line.len - 1};
    rpt_buf_printf(out, "%-28.*s %.*s\n", (int)strlen(name) - 3, name, RPT_FMT(line));
}

rpt_status rpt_query_list(rpt_buf *out, const char *dir, rpt_messages *m) {
    if (!dir) dir = access("queries", R_OK) == 0 ? "queries" : RPT_INSTALLED "/queries";
    struct dirent **entries = NULL;
    const int n = scandir(dir, &entries, is_query, alphasort);
    if (n < 0) return rpt_fail(m, RPT_CONFIG, (rpt_place){dir, 0, 0}, "cannot be read: %m");
    rpt_status status = RPT_OK;
    for (int i = 0; i < n; i++) {
        rpt_buf path = {0}, text = {0};
        rpt_buf_printf(&path, "%s/%s", dir, entries[i]->d_name);
        if (!status) status = rpt_file_read(&text, path.p, 16u << 20, m);
        if (!status) list_one(out, entries[i]->d_name, rpt_buf_view(&text));
        rpt_buf_clear(&path);
        rpt_buf_clear(&text);
        free(entries[i]);
    }
    free(entries);
    return status;
}
