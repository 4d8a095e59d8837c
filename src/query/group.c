/* SPDX-License-Identifier: ISC */
/*
 * In: the solutions of a query that groups and counts. Out: one row a group, with its counts in columns of their own, and the text
 * in which variables stand for the calls. (Rasqal counts the same value twice in COUNT(DISTINCT ...), and one for nothing.)
 * Does not: SUM, AVG, MIN, MAX, which stay with Rasqal.
 */
#include "query/query.h"
#include <stdlib.h>

static bool is_other_aggregate(const rpt_token *t) {
    return rpt_token_is_word(t, "SUM") || rpt_token_is_word(t, "AVG") || rpt_token_is_word(t, "MIN") || rpt_token_is_word(t, "MAX");
}

/* COUNT ( [DISTINCT] ?x | * ) or SAMPLE ( ?x ), from token i. */
static bool read_call(rpt_count_call *out, const rpt_tokens *t, uint32_t i) {
    *out = (rpt_count_call){.call.begin = i, .sample = rpt_token_is_word(&t->at[i], "SAMPLE")};
    if (!out->sample && !rpt_token_is_word(&t->at[i], "COUNT")) return false;
    if (i + 4 > t->n || !rpt_token_is_mark(&t->at[i + 1], "(")) return false;
    out->distinct = rpt_token_is_word(&t->at[i + 2], "DISTINCT");
    const uint32_t argument = i + 2 + out->distinct;
    const rpt_token *a = &t->at[argument];
    out->star = rpt_token_is_mark(a, "*") && !out->sample && !out->distinct;
    if (a->kind == RPT_TOKEN_VARIABLE) out->variable = (rpt_str){a->text.p + 1, a->text.len - 1};
    out->call.end = argument + 2;
    return (out->star || out->variable.len) && argument + 1 < t->n && rpt_token_is_mark(&t->at[argument + 1], ")");
}

bool rpt_counts_read(rpt_count_calls *out, rpt_arena *a, const rpt_tokens *t, const rpt_patterns *p) {
    *out = (rpt_count_calls){0};
    for (uint32_t i = 0; i < t->n; i++) {
        rpt_count_call call;
        if (p->places[i] != RPT_PLACE_HEAD) continue;
        if (is_other_aggregate(&t->at[i])) return false;
        if (rpt_token_is_word(&t->at[i], "GROUP")) out->group_by = i;
        if (!rpt_token_is_word(&t->at[i], "COUNT") && !rpt_token_is_word(&t->at[i], "SAMPLE")) continue;
        if (!read_call(&call, t, i)) return false;
        *RPT_PUSH(a, out->calls) = call;
    }
    return out->group_by || out->calls.n;
}

/* -- Groups --------------------------------------------------------------------------------------- */

typedef struct {
    const rpt_rows *rows;
    rpt_rows groups;       ///< the first row of each
    uint32_t *group_of;    ///< of each row
    uint32_t *slots, mask; ///< open addressing, group + 1
    uint32_t columns[64], n;
} grouping;

static uint64_t key_hash(const grouping *g, const rpt_term_id *row) {
    uint64_t h = 0;
    for (uint32_t k = 0; k < g->n; k++) h = (h ^ row[g->columns[k]]) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

static bool same_key(const grouping *g, const rpt_term_id *a, const rpt_term_id *b) {
    for (uint32_t k = 0; k < g->n; k++)
        if (a[g->columns[k]] != b[g->columns[k]]) return false;
    return true;
}

static void add_group(grouping *g, const rpt_term_id *row) {
    rpt_rows *r = &g->groups;
    if (r->n == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 16;
        r->at = rpt_realloc(r->at, r->cap * r->width * sizeof *r->at);
    }
    memset(r->at + r->n * r->width, 0, r->width * sizeof *r->at);
    if (row) memcpy(r->at + r->n * r->width, row, g->rows->width * sizeof *r->at);
    r->n++;
}

static void sort_into_groups(grouping *g) {
    for (g->mask = 1023; g->mask < g->rows->n * 2; g->mask = g->mask * 2 + 1) continue;
    g->slots = rpt_realloc(NULL, ((size_t)g->mask + 1) * sizeof *g->slots);
    memset(g->slots, 0, ((size_t)g->mask + 1) * sizeof *g->slots);
    g->group_of = rpt_realloc(NULL, (g->rows->n + 1) * sizeof *g->group_of);
    for (size_t i = 0; i < g->rows->n; i++) {
        const rpt_term_id *row = g->rows->at + i * g->rows->width;
        uint32_t slot = (uint32_t)key_hash(g, row) & g->mask;
        while (g->slots[slot] && !same_key(g, row, g->groups.at + (g->slots[slot] - 1) * (size_t)g->groups.width)) slot = (slot + 1) & g->mask;
        if (!g->slots[slot]) {
            add_group(g, row);
            g->slots[slot] = (uint32_t)g->groups.n;
        }
        g->group_of[i] = g->slots[slot] - 1;
    }
}

/* -- Counts ----------------------------------------------------------------------------------------- */

static int compare_pairs(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* How many values, different ones where asked, each group has in a column (width = count rows). */
static void count_values(const grouping *g, uint32_t column, bool distinct, uint32_t *counts) {
    uint64_t *pairs = rpt_realloc(NULL, (g->rows->n + 1) * sizeof *pairs);
    size_t n = 0;
    for (size_t i = 0; i < g->rows->n; i++) {
        const rpt_term_id value = column < g->rows->width ? g->rows->at[i * g->rows->width + column] : 1;
        if (value) pairs[n++] = (uint64_t)g->group_of[i] << 32 | value;
    }
    if (distinct) qsort(pairs, n, sizeof *pairs, compare_pairs);
    for (size_t i = 0; i < n; i++) counts[pairs[i] >> 32] += !distinct || !i || pairs[i] != pairs[i - 1];
    free(pairs);
}

static rpt_term_id number_term(rpt_dataset *d, uint32_t n) {
    char text[16];
    const int len = snprintf(text, sizeof text, "%u", n);
    return rpt_dataset_intern(d, (rpt_term_view){RPT_TERM_LITERAL, .text = {text, (uint32_t)len}, .tag = RPT_LIT("http://www.w3.org/2001/XMLSchema#integer")});
}

static void fill_sample(const grouping *g, uint32_t column, uint32_t out) {
    for (size_t i = 0; i < g->rows->n; i++) {
        rpt_term_id *cell = &g->groups.at[g->group_of[i] * (size_t)g->groups.width + out];
        if (!*cell && column < g->rows->width) *cell = g->rows->at[i * g->rows->width + column];
    }
}

static void fill_call(grouping *g, const rpt_count_call *call, uint32_t column, uint32_t out, rpt_dataset *d) {
    if (call->sample) {
        fill_sample(g, column, out);
        return;
    }
    uint32_t *counts = rpt_realloc(NULL, (g->groups.n + 1) * sizeof *counts);
    memset(counts, 0, (g->groups.n + 1) * sizeof *counts);
    if (call->star || column < g->rows->width) count_values(g, column, call->distinct, counts);
    for (size_t i = 0; i < g->groups.n; i++) g->groups.at[i * g->groups.width + out] = number_term(d, counts[i]);
    free(counts);
}

static uint32_t column_named(const rpt_str *names, uint32_t n, rpt_str name, uint32_t none) {
    for (uint32_t i = 0; i < n; i++)
        if (rpt_str_equal(names[i], name)) return i;
    return none;
}

void rpt_counts_apply(rpt_rows *rows, const rpt_str **names, uint32_t *n, const rpt_count_calls *c, const rpt_tokens *t, rpt_dataset *d, rpt_arena *a) {
    const uint32_t width = rows->width;
    grouping g = {.rows = rows, .groups.width = width + c->calls.n};
    for (uint32_t i = c->group_by + 2; c->group_by && t->at[i].kind == RPT_TOKEN_VARIABLE && g.n < 64; i++) {
        const uint32_t column = column_named(*names, *n, (rpt_str){t->at[i].text.p + 1, t->at[i].text.len - 1}, width);
        if (column < width) g.columns[g.n++] = column;
    }
    sort_into_groups(&g);
    if (!c->group_by && !g.groups.n) add_group(&g, NULL);
    rpt_str *all = rpt_arena_alloc(a, (width + c->calls.n + 1) * sizeof *all);
    memcpy(all, *names, *n * sizeof *all);
    for (uint32_t k = *n; k < width; k++) all[k] = RPT_LIT("");
    for (uint32_t k = 0; k < c->calls.n; k++) {
        const rpt_count_call *call = &c->calls.at[k];
        fill_call(&g, call, call->star ? width : column_named(*names, *n, call->variable, width), width + k, d);
        all[width + k] = rpt_arena_printf(a, "rapporteur_%u", k);
    }
    free(rows->at);
    free(g.slots);
    free(g.group_of);
    *rows = g.groups;
    *names = all;
    *n = width + c->calls.n;
}
