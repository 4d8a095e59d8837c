/* SPDX-License-Identifier: ISC */
/*
 * rows <-> TSV. A table is a header line and lines of cells; tabs, line breaks and backslashes inside a cell are
 * written \t, \n, \r and \\.
 */
#include "record/record.h"
#include <stdio.h>
#include <unistd.h>

#define X(NAME, name) #name,
const char *const rpt_row_name[RPT_ROW_KINDS] = {RPT_ROW_LIST(X)};
#undef X

#define X(c) #c,
static const char *const document_columns[] = {RPT_COLUMNS_DOCUMENT(X) NULL};
static const char *const turn_columns[] = {RPT_COLUMNS_TURN(X) NULL};
static const char *const sentence_columns[] = {RPT_COLUMNS_SENTENCE(X) NULL};
static const char *const mention_columns[] = {RPT_COLUMNS_MENTION(X) NULL};
static const char *const entity_columns[] = {RPT_COLUMNS_ENTITY(X) NULL};
static const char *const relation_columns[] = {RPT_COLUMNS_RELATION(X) NULL};
static const char *const run_columns[] = {RPT_COLUMNS_RUN(X) NULL};
static const char *const partition_columns[] = {RPT_COLUMNS_PARTITION(X) NULL};
static const char *const passage_columns[] = {RPT_COLUMNS_PASSAGE(X) NULL};
#undef X
static const struct {
    const char *const *names;
    uint32_t n;
    const char *plural;
} kinds[RPT_ROW_KINDS] = {
    {document_columns, RPT_DOCUMENT_COLUMNS, "documents"}, {turn_columns, RPT_TURN_COLUMNS, "turns"},
    {sentence_columns, RPT_SENTENCE_COLUMNS, "sentences"}, {mention_columns, RPT_MENTION_COLUMNS, "mentions"},
    {entity_columns, RPT_ENTITY_COLUMNS, "entities"},      {relation_columns, RPT_RELATION_COLUMNS, "relations"},
    {run_columns, RPT_RUN_COLUMNS, "runs"},                {partition_columns, RPT_PARTITION_COLUMNS, "partitions"},
    {passage_columns, RPT_PASSAGE_COLUMNS, "passages"}};

const char *const *rpt_row_columns(rpt_row_kind kind, uint32_t *n) {
    *n = kinds[kind].n;
    return kinds[kind].names;
}

const char *rpt_row_plural(rpt_row_kind kind) { return kinds[kind].plural; }

static void write_cell(rpt_buf *out, rpt_str s) {
    uint32_t from = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        const char c = s.p[i];
        const char *escape = c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\\' ? "\\\\" : NULL;
        if (!escape) continue;
        rpt_buf_add(out, s.p + from, i - from);
        rpt_buf_z(out, escape);
        from = i + 1;
    }
    if (s.len > from) rpt_buf_add(out, s.p + from, s.len - from);
}

void rpt_rows_write_tsv(rpt_buf *out, const rpt_rows *r, rpt_row_kind kind) {
    const uint32_t columns = kinds[kind].n;
    for (uint32_t c = 0; c < columns; c++) rpt_buf_printf(out, "%s%s", c ? "\t" : "", kinds[kind].names[c]);
    rpt_buf_char(out, '\n');
    for (uint32_t i = 0; i < r->n[kind]; i++) {
        for (uint32_t c = 0; c < columns; c++) {
            if (c) rpt_buf_char(out, '\t');
            write_cell(out, r->cell[kind][(size_t)i * columns + c]);
        }
        rpt_buf_char(out, '\n');
    }
}

static rpt_str read_cell(rpt_arena *arena, rpt_str s) {
    if (!s.len || !memchr(s.p, '\\', s.len)) return s;
    rpt_str out = rpt_arena_copy(arena, s);
    char *p = (char *)out.p;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (c == '\\' && i + 1 < s.len) {
            c = s.p[++i];
            c = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
        }
        p[n++] = c;
    }
    out.len = n;
    return out;
}

static uint32_t count_lines(rpt_str s) {
    uint32_t n = 0;
    while (s.len) n += rpt_str_cut(&s, '\n').len > 0;
    return n;
}

enum { MAX_COLUMNS = 64, UNKNOWN = UINT32_MAX };

/** The header line -> for each column of the file its column of the kind. */
static rpt_status read_header(uint32_t *map, uint32_t *n, rpt_str line, rpt_row_kind kind, const char *path,
                              rpt_messages *m) {
    rpt_status status = RPT_OK;
    for (*n = 0; line.len && *n < MAX_COLUMNS; ++*n) {
        const rpt_str name = rpt_str_cut(&line, '\t');
        map[*n] = rpt_name_of(kinds[kind].names, kinds[kind].n, name);
        if (map[*n] == kinds[kind].n) {
            status = rpt_fail(m, RPT_CONFIG, (rpt_place){path, 1, *n + 1}, "no column `%.*s` in a table of %s; columns are named in --help",
                              RPT_FMT(name), kinds[kind].plural);
        }
    }
    return status;
}

static rpt_status read_table(rpt_rows *out, rpt_arena *arena, rpt_row_kind kind, const char *path, rpt_messages *m) {
    rpt_buf file = {0};
    TRY(rpt_file_read(&file, path, RPT_TEXT_MAX, m));
    rpt_str rest = rpt_arena_copy(arena, rpt_buf_view(&file));
    rpt_buf_clear(&file);
    const uint32_t columns = kinds[kind].n;
    uint32_t map[MAX_COLUMNS], n, line = 1;
    TRY(read_header(map, &n, rpt_str_cut(&rest, '\n'), kind, path, m));
    out->cell[kind] = rpt_arena_alloc(arena, ((size_t)count_lines(rest) * columns + 1) * sizeof(rpt_str));
    while (rest.len) {
        rpt_str cells = rpt_str_cut(&rest, '\n');
        line++;
        if (!cells.len) continue;
        rpt_str *row = out->cell[kind] + (size_t)out->n[kind]++ * columns;
        for (uint32_t c = 0; c < n; c++) row[map[c]] = read_cell(arena, rpt_str_cut(&cells, '\t'));
        if (cells.len) return rpt_fail(m, RPT_CONFIG, (rpt_place){path, line, n + 1}, "more cells than the header has columns");
    }
    return RPT_OK;
}

rpt_status rpt_rows_read_tsv(rpt_rows *out, rpt_arena *arena, const char *dir, rpt_str name, rpt_messages *m) {
    *out = (rpt_rows){0};
    for (uint32_t k = 0; k < RPT_ROW_RUN; k++) {
        const rpt_str path = rpt_arena_printf(arena, "%s/%.*s.%s.tsv", dir, RPT_FMT(name), kinds[k].plural);
        if (access(path.p, R_OK) == 0) TRY(read_table(out, arena, (rpt_row_kind)k, path.p, m));
    }
    return RPT_OK;
}
