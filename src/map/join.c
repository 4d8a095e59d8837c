/* SPDX-License-Identifier: ISC */
/*
 * Joins: the parent's records are read once, indexed by the value of the first condition; the other conditions are checked
 * on what the index gives.
 */
#include "map/engine.h"

typedef struct {
    const rpt_str *at;
    uint32_t n;
} strings;

typedef struct {
    strings *sides;    ///< values of each condition's parent side
    strings subjects;  ///< rendered
} parent_record;

typedef struct {
    rpt_str key;
    uint32_t record, next; ///< next: entry + 1, in the order of the records
} entry;

struct rpt_join_table {
    const rpt_join *join;
    RPT_ARRAY(parent_record) records;
    RPT_ARRAY(entry) entries;
    uint32_t *bucket, *last;
    uint32_t mask;
};

typedef struct {
    rpt_engine *e;
    rpt_join_table *table;
} building;

static rpt_status render_subjects(rpt_engine *e, const rpt_triples_map *parent, const rpt_values *values, strings *out) {
    rpt_rendered_list list = {0};
    const rpt_triples_map *outer = e->map;
    const size_t mark = e->scratch.len;
    e->map = parent;
    const rpt_status status = parent->subject ? rpt_render(e, parent->subject, values, &list) : RPT_OK;
    e->map = outer;
    rpt_str *copy = rpt_arena_alloc(e->arena, (list.n + 1) * sizeof *copy);
    for (uint32_t i = 0; i < list.n; i++) {
        const char *p = list.at[i].p ? list.at[i].p : e->scratch.p + list.at[i].offset;
        copy[i] = rpt_arena_copy(e->arena, (rpt_str){p, list.at[i].len});
    }
    *out = (strings){copy, list.n};
    e->scratch.len = mark;
    return status;
}

static rpt_status take_parent(void *user, const rpt_values *values) {
    building *b = user;
    rpt_join_table *t = b->table;
    parent_record record = {rpt_arena_alloc(b->e->arena, t->join->conditions.n * sizeof(strings)), {NULL, 0}};
    for (uint32_t i = 0; i < t->join->conditions.n; i++) {
        record.sides[i].n = rpt_render_plain(b->e, t->join->conditions.at[i].parent, values, &record.sides[i].at);
        if (!record.sides[i].n) return RPT_OK;
    }
    TRY(render_subjects(b->e, t->join->parent, values, &record.subjects));
    *RPT_PUSH(b->e->arena, t->records) = record;
    for (uint32_t i = 0; i < record.sides[0].n; i++) {
        *RPT_PUSH(b->e->arena, t->entries) = (entry){record.sides[0].at[i], t->records.n - 1, 0};
    }
    return RPT_OK;
}

static void index_entries(rpt_engine *e, rpt_join_table *t) {
    uint32_t size = 16;
    while (size < t->entries.n * 2) size *= 2;
    t->mask = size - 1;
    t->bucket = rpt_arena_alloc(e->arena, size * sizeof *t->bucket);
    for (uint32_t i = t->entries.n; i--;) {
        const uint32_t at = (uint32_t)rpt_hash(t->entries.at[i].key) & t->mask;
        t->entries.at[i].next = t->bucket[at];
        t->bucket[at] = i + 1;
    }
}

static rpt_status open_table(rpt_engine *e, const rpt_join *join) {
    rpt_join_table *t = rpt_arena_alloc(e->arena, sizeof *t);
    t->join = join;
    building b = {e, t};
    TRY(rpt_each_record(e, join->parent, take_parent, &b));
    index_entries(e, t);
    e->joins[join->number] = t;
    return RPT_OK;
}

static bool meet(strings a, strings b) {
    for (uint32_t i = 0; i < a.n; i++) {
        for (uint32_t k = 0; k < b.n; k++) {
            if (rpt_str_equal(a.at[i], b.at[k])) return true;
        }
    }
    return false;
}

static bool meets_all(const rpt_join_table *t, const parent_record *record, const strings *children) {
    for (uint32_t i = 1; i < t->join->conditions.n; i++) {
        if (!meet(children[i], record->sides[i])) return false;
    }
    return true;
}

static void add_subjects(rpt_engine *e, const parent_record *record, rpt_rendered_list *to) {
    for (uint32_t i = 0; i < record->subjects.n; i++) {
        *RPT_PUSH(e->arena, *to) = (rpt_rendered){record->subjects.at[i].p, 0, record->subjects.at[i].len, 0, rpt_hash(record->subjects.at[i])};
    }
}

rpt_status rpt_join_look_up(rpt_engine *e, const rpt_join *join, const rpt_values *values, rpt_rendered_list *to) {
    if (!join->conditions.n) return join->subject ? rpt_render(e, join->subject, values, to) : RPT_OK;
    if (!e->joins[join->number]) TRY(open_table(e, join));
    const rpt_join_table *t = e->joins[join->number];
    strings *children = rpt_arena_alloc(e->arena, join->conditions.n * sizeof *children);
    for (uint32_t i = 0; i < join->conditions.n; i++) {
        children[i].n = rpt_render_plain(e, join->conditions.at[i].child, values, &children[i].at);
    }
    for (uint32_t i = 0; i < children[0].n; i++) {
        const rpt_str key = children[0].at[i];
        for (uint32_t k = t->bucket[(uint32_t)rpt_hash(key) & t->mask]; k; k = t->entries.at[k - 1].next) {
            const entry *x = &t->entries.at[k - 1];
            if (!rpt_str_equal(x->key, key) || !meets_all(t, &t->records.at[x->record], children)) continue;
            add_subjects(e, &t->records.at[x->record], to);
        }
    }
    return RPT_OK;
}
