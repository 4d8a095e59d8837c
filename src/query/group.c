/* SPDX-License-Identifier: ISC */
/*
 * In: the solutions of a query that groups. Out: one row a group, with its aggregates in columns of their own.
 * (Rasqal counts the same value twice in COUNT(DISTINCT ...), one for nothing, and loses groups whose keys are of several types.)
 */
#include "query/query.h"
#include <stdlib.h>

static const char *const names_of[] = {"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE"};

static bool is_aggregate(const rpt_token *t, rpt_aggregate_kind *kind) {
    for (uint32_t k = 0; k < sizeof names_of / sizeof *names_of; k++) {
        *kind = (rpt_aggregate_kind)k;
        if (rpt_token_is_word(t, names_of[k])) return true;
    }
    return false;
}

/* COUNT ( * ) or SUM ( [DISTINCT] ?x ), from token i. */
static bool read_call(rpt_count_call *out, const rpt_tokens *t, uint32_t i) {
    out->call.begin = i;
    if (i + 4 > t->n || !rpt_token_is_mark(&t->at[i + 1], "(")) return false;
    out->distinct = rpt_token_is_word(&t->at[i + 2], "DISTINCT");
    const uint32_t argument = i + 2 + out->distinct;
    const rpt_token *a = &t->at[argument];
    out->star = rpt_token_is_mark(a, "*") && out->kind == RPT_COUNT && !out->distinct;
    if (a->kind == RPT_TOKEN_VARIABLE) out->variable = (rpt_str){a->text.p + 1, a->text.len - 1};
    out->call.end = argument + 2;
    return (out->star || out->variable.len) && argument + 1 < t->n && rpt_token_is_mark(&t->at[argument + 1], ")");
}

bool rpt_counts_read(rpt_count_calls *out, rpt_arena *a, const rpt_tokens *t, const rpt_patterns *p, uint32_t *odd) {
    *out = (rpt_count_calls){0};
    *odd = t->n;
    bool having = false;
    for (uint32_t i = 0; i < t->n; i++) {
        rpt_count_call call = {0};
        if (p->places[i] != RPT_PLACE_HEAD) continue;
        if (rpt_token_is_word(&t->at[i], "GROUP")) out->group_by = i;
        having |= rpt_token_is_word(&t->at[i], "HAVING");
        if (!is_aggregate(&t->at[i], &call.kind)) continue;
        if (!read_call(&call, t, i) && *odd == t->n) *odd = i;
        *RPT_PUSH(a, out->calls) = call;
    }
    return out->group_by || out->calls.n || having;
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

/* -- Aggregates ----------------------------------------------------------------------------------------- */

static int compare_pairs(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* (group, value) of each row, sorted; column = width: a value in every row. */
static uint64_t *sorted_pairs(const grouping *g, uint32_t column, bool star) {
    uint64_t *pairs = rpt_realloc(NULL, (g->rows->n + 1) * sizeof *pairs);
    for (size_t i = 0; i < g->rows->n; i++) {
        const rpt_term_id value = column < g->rows->width ? g->rows->at[i * g->rows->width + column] : star;
        pairs[i] = (uint64_t)g->group_of[i] << 32 | value;
    }
    qsort(pairs, g->rows->n, sizeof *pairs, compare_pairs);
    return pairs;
}

static bool fill_call(grouping *g, const rpt_count_call *call, uint32_t column, uint32_t out, rpt_dataset *d) {
    uint64_t *pairs = sorted_pairs(g, column, call->star);
    rpt_term_id *values = rpt_realloc(NULL, (g->rows->n + 1) * sizeof *values);
    bool mixed = false;
    size_t i = 0;
    for (size_t group = 0; group < g->groups.n; group++) {
        size_t n = 0;
        for (; i < g->rows->n && pairs[i] >> 32 == group; i++)
            if (!call->distinct || !i || pairs[i] != pairs[i - 1]) values[n++] = (rpt_term_id)pairs[i];
        g->groups.at[group * g->groups.width + out] = rpt_aggregate(d, call->kind, values, n, &mixed);
    }
    free(pairs);
    free(values);
    return !mixed;
}

static uint32_t column_named(const rpt_str *names, uint32_t n, rpt_str name, uint32_t none) {
    for (uint32_t i = 0; i < n; i++)
        if (rpt_str_equal(names[i], name)) return i;
    return none;
}

bool rpt_counts_apply(rpt_rows *rows, const rpt_str **names, uint32_t *n, const rpt_count_calls *c, const rpt_tokens *t, rpt_dataset *d, rpt_arena *a) {
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
    bool good = true;
    for (uint32_t k = 0; k < c->calls.n; k++) {
        const rpt_count_call *call = &c->calls.at[k];
        good &= fill_call(&g, call, call->star ? width : column_named(*names, *n, call->variable, width), width + k, d);
        all[width + k] = rpt_arena_printf(a, "rapporteur_%u", k);
    }
    free(rows->at);
    free(g.slots);
    free(g.group_of);
    *rows = g.groups;
    *names = all;
    *n = width + c->calls.n;
    return good;
}
