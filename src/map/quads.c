/* SPDX-License-Identifier: ISC */
/*
 * Records through a compiled mapping -> lines of N-Quads. Terms of a record are rendered once; a line is four copies. Within
 * a document no line is written twice.
 */
#include "map/engine.h"
#include <stdlib.h>

/* -- Lines ----------------------------------------------------------------------------------- */

static void grow_seen(rpt_engine *e) {
    const size_t size = e->mask ? (e->mask + 1) * 2 : 1024, n = e->mask ? e->mask + 1 : 0;
    struct rpt_seen *old = e->seen;
    e->seen = calloc(size, sizeof *e->seen);
    if (!e->seen) abort();
    e->mask = size - 1;
    for (size_t i = 0; i < n; i++) {
        if (!old[i].offset) continue;
        size_t at = old[i].hash & e->mask;
        while (e->seen[at].offset) at = (at + 1) & e->mask;
        e->seen[at] = old[i];
    }
    free(old);
}

/** Takes the line that begins at `begin` back if it stands before. */
static void drop_if_seen(rpt_engine *e, size_t begin, uint64_t hash) {
    if (e->lines * 2 >= e->mask) grow_seen(e);
    const size_t len = e->out->len - begin;
    size_t at = hash & e->mask;
    for (; e->seen[at].offset; at = (at + 1) & e->mask) {
        if (e->seen[at].hash != hash) continue;
        const size_t before = e->seen[at].offset - 1;
        if (begin - before >= len && !memcmp(e->out->p + before, e->out->p + begin, len)) {
            e->out->len = begin;
            return;
        }
    }
    e->seen[at] = (struct rpt_seen){hash, begin + 1};
    e->lines++;
}

/** The hash of a line from those of its terms, whose order matters. */
static uint64_t hash_of_line(uint64_t s, uint64_t p, uint64_t o, uint64_t g) {
    uint64_t h = s * UINT64_C(0x9E3779B97F4A7C15);
    h = ((h ^ h >> 32) + p) * UINT64_C(0xC2B2AE3D27D4EB4F);
    h = ((h ^ h >> 29) + o) * UINT64_C(0x165667B19E3779F9);
    h = ((h ^ h >> 32) + g) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 31;
}

static char *put_term(const rpt_engine *e, char *to, rpt_rendered t) {
    memcpy(to, t.p ? t.p : e->scratch.p + t.offset, t.len);
    to[t.len] = ' ';
    return to + t.len + 1;
}

/** A line for files of the mapping's own; these bits are taken away and the line written once for each. */
static void put_line(rpt_engine *e, rpt_rendered s, rpt_rendered p, rpt_rendered o, rpt_rendered g);
static void put_elsewhere(rpt_engine *e, rpt_rendered s, rpt_rendered p, rpt_rendered o, rpt_rendered g, uint64_t targets) {
    rpt_buf *const out = e->out;
    s.targets = p.targets = o.targets = g.targets = 0;
    for (uint32_t i = 0; i < e->mapping->targets.n; i++) {
        if (!(targets >> i & 1)) continue;
        e->out = &e->targets[i];
        put_line(e, s, p, o, g);
    }
    e->out = out;
}

static void put_line(rpt_engine *e, rpt_rendered s, rpt_rendered p, rpt_rendered o, rpt_rendered g) {
    const uint64_t targets = s.targets | p.targets | o.targets | g.targets;
    if (targets) {
        put_elsewhere(e, s, p, o, g, targets);
        return;
    }
    const size_t begin = e->out->len;
    if (e->mapping->options.triples) g.len = 0;
    rpt_buf_reserve(e->out, (size_t)s.len + p.len + o.len + g.len + 8);
    char *to = e->out->p + begin;
    to = put_term(e, to, s);
    to = put_term(e, to, p);
    to = put_term(e, to, o);
    if (g.len) to = put_term(e, to, g);
    *to++ = '.';
    *to++ = '\n';
    e->out->len = (size_t)(to - e->out->p);
    if (!e->full) drop_if_seen(e, begin, hash_of_line(s.hash, p.hash, o.hash, g.hash));
}

static void put_lines(rpt_engine *e, uint32_t first_graph) {
    static const rpt_rendered nowhere = {"", 0, 0, 0, 0};
    for (uint32_t s = 0; s < e->subjects.n; s++) {
        for (uint32_t p = 0; p < e->predicates.n; p++) {
            for (uint32_t o = 0; o < e->objects.n; o++) {
                for (uint32_t g = first_graph; g < e->graphs.n; g++)
                    put_line(e, e->subjects.at[s], e->predicates.at[p], e->objects.at[o], e->graphs.at[g]);
                if (e->graphs.n == first_graph) put_line(e, e->subjects.at[s], e->predicates.at[p], e->objects.at[o], nowhere);
            }
        }
    }
}

/* -- Records --------------------------------------------------------------------------------- */

static rpt_status map_classes(rpt_engine *e, const rpt_values *values) {
    static const char type[] = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
    if (!e->map->classes.n) return RPT_OK;
    e->predicates.n = e->objects.n = 0;
    *RPT_PUSH(e->arena, e->predicates) = (rpt_rendered){type, 0, sizeof type - 1, 0, 1};
    for (uint32_t i = 0; i < e->map->classes.n; i++) TRY(rpt_render(e, e->map->classes.at[i], values, &e->objects));
    put_lines(e, 0);
    return RPT_OK;
}

static rpt_status map_pair(rpt_engine *e, const rpt_pair_map *pair, const rpt_values *values) {
    const uint32_t own = e->graphs.n;
    const size_t mark = e->scratch.len;
    e->predicates.n = e->objects.n = 0;
    for (uint32_t i = 0; i < pair->objects.n; i++) TRY(rpt_render(e, pair->objects.at[i], values, &e->objects));
    for (uint32_t i = 0; i < pair->joins.n; i++) TRY(rpt_join_look_up(e, &pair->joins.at[i], values, &e->objects));
    if (e->objects.n) {
        for (uint32_t i = 0; i < pair->predicates.n; i++) TRY(rpt_render(e, pair->predicates.at[i], values, &e->predicates));
        for (uint32_t i = 0; i < pair->graphs.n; i++) TRY(rpt_render(e, pair->graphs.at[i], values, &e->graphs));
        /* Graph maps that gave nothing for this record: no triple, not the default graph. */
        if (e->graphs.n || !(pair->graphs.n + e->map->graphs.n)) put_lines(e, 0);
    }
    e->graphs.n = own;
    e->scratch.len = mark;
    return RPT_OK;
}

enum { PIECE = 1 << 20 };

static rpt_status hand_over(rpt_engine *e, size_t least) {
    if (!e->full || e->out->len < least) return RPT_OK;
    const rpt_status status = e->full(e->user, rpt_buf_view(e->out));
    e->out->len = 0;
    return status;
}

static rpt_status map_record(void *user, const rpt_values *values) {
    rpt_engine *e = user;
    const rpt_triples_map *map = e->map;
    e->record++;
    e->scratch.len = 0;
    e->subjects.n = e->graphs.n = 0;
    TRY(rpt_render(e, map->subject, values, &e->subjects));
    if (!e->subjects.n) return RPT_OK;
    for (uint32_t i = 0; i < map->graphs.n; i++) TRY(rpt_render(e, map->graphs.at[i], values, &e->graphs));
    if (e->graphs.n || !map->graphs.n) TRY(map_classes(e, values));
    for (uint32_t i = 0; i < map->pairs.n; i++) TRY(map_pair(e, &map->pairs.at[i], values));
    return hand_over(e, PIECE);
}

/* -- Rows ------------------------------------------------------------------------------------ */

/** Digits with an optional fraction: enough for offsets, counts and scores. */
static double number(rpt_str s) {
    double n = 0, unit = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.p[i] == '.' && unit == 0) unit = 1;
        else if (s.p[i] >= '0' && s.p[i] <= '9') n = n * 10 + (s.p[i] - '0'), unit *= 10;
        else break;
    }
    return unit > 1 ? n / unit : n;
}

static bool passes(const rpt_source *source, const rpt_str *row) {
    for (uint32_t i = 0; i < source->filters.n; i++) {
        const rpt_filter *f = &source->filters.at[i];
        const rpt_str cell = row[f->column];
        bool good = false;
        switch ((rpt_test)f->test) {
        case RPT_IS: good = rpt_str_equal(cell, f->value); break;
        case RPT_IS_NOT: good = !rpt_str_equal(cell, f->value); break;
        case RPT_LESS: good = cell.len && number(cell) < number(f->value); break;
        case RPT_MORE: good = cell.len && number(cell) > number(f->value); break;
        case RPT_AT_LEAST: good = cell.len && number(cell) >= number(f->value); break;
        case RPT_HOLDS: good = cell.len && memmem(cell.p, cell.len, f->value.p, f->value.len); break;
        case RPT_PRESENT: good = cell.len > 0; break;
        case RPT_ABSENT: good = !cell.len; break;
        }
        if (!good) return false;
    }
    return true;
}

typedef RPT_ARRAY(rpt_value) value_list;

/** The parts of `a|b|c`, in a list of the reference's own that is used again for the next row. */
static rpt_values split(rpt_arena *arena, value_list *list, rpt_str cell) {
    list->n = 0;
    while (cell.len) {
        const rpt_str part = rpt_str_cut(&cell, '|');
        if (part.len) *RPT_PUSH(arena, *list) = (rpt_value){part, RPT_VALUE_TEXT};
    }
    return (rpt_values){list->at, list->n};
}

static rpt_status each_row(rpt_engine *e, const rpt_triples_map *map, rpt_record_each each, void *user) {
    uint32_t columns;
    rpt_row_columns(map->source.row, &columns);
    const uint32_t n = map->refs.n;
    rpt_values *values = rpt_arena_alloc(e->arena, (n + 1) * sizeof *values);
    rpt_value *one = rpt_arena_alloc(e->arena, (n + 1) * sizeof *one);
    value_list *many = rpt_arena_alloc(e->arena, (n + 1) * sizeof *many);
    const rpt_str *document = e->rows->n[RPT_ROW_DOCUMENT] ? e->rows->cell[RPT_ROW_DOCUMENT] : NULL;
    for (uint32_t i = 0; i < e->rows->n[map->source.row]; i++) {
        const rpt_str *row = e->rows->cell[map->source.row] + (size_t)i * columns;
        if (!passes(&map->source, row)) continue;
        for (uint32_t k = 0; k < n; k++) {
            const rpt_ref *ref = &map->refs.at[k];
            const rpt_str cell = !ref->document ? row[ref->column] : document ? document[ref->column] : (rpt_str){"", 0};
            one[k].text = cell;
            values[k] = ref->split ? split(e->arena, &many[k], cell) : (rpt_values){&one[k], cell.len > 0};
        }
        TRY(each(user, values));
    }
    return RPT_OK;
}

rpt_status rpt_each_record(rpt_engine *e, const rpt_triples_map *map, rpt_record_each each, void *user) {
    if (map->source.kind == RPT_SOURCE_ROWS) return each_row(e, map, each, user);
    return rpt_source_each(map, each, user, e->m);
}

/* -- Runs ------------------------------------------------------------------------------------ */

static rpt_status run(rpt_engine *e, bool rows) {
    rpt_status status = RPT_OK;
    const uint32_t targets = e->mapping->targets.n;
    e->targets = rpt_arena_alloc(e->arena, (targets + 1) * sizeof *e->targets);
    e->steady = rpt_arena_alloc(e->arena, (e->mapping->steady + 1) * sizeof *e->steady);
    e->joins = rpt_arena_alloc(e->arena, (e->mapping->joins + 1) * sizeof(rpt_join_table *));
    for (uint32_t i = 0; i < e->mapping->maps.n && !status; i++) {
        e->map = &e->mapping->maps.at[i];
        if (!e->map->subject || (e->map->source.kind == RPT_SOURCE_ROWS) != rows) continue;
        status = rpt_each_record(e, e->map, map_record, e);
    }
    if (!status) status = hand_over(e, 1);
    if (!status && !rows) status = rpt_targets_write(e);
    for (uint32_t i = 0; i < targets; i++) rpt_buf_clear(&e->targets[i]);
    rpt_buf_clear(&e->scratch);
    rpt_buf_clear(&e->value);
    free(e->seen);
    return status;
}

rpt_status rpt_map_rows(const rpt_mapping *mapping, const rpt_rows *rows, rpt_arena *arena, rpt_buf *out, rpt_messages *m) {
    rpt_engine e = {.mapping = mapping, .rows = rows, .arena = arena, .m = m, .out = out};
    return run(&e, true);
}

rpt_status rpt_map_sources(const rpt_mapping *mapping, rpt_status (*take)(void *user, rpt_str lines), void *user,
                           rpt_messages *m) {
    rpt_arena arena = {0};
    rpt_buf out = {0};
    rpt_engine e = {.mapping = mapping, .arena = &arena, .m = m, .out = &out, .strict = true, .full = take, .user = user};
    const rpt_status status = run(&e, false);
    rpt_buf_clear(&out);
    rpt_arena_clear(&arena);
    return status;
}
