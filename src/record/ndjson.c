/* SPDX-License-Identifier: ISC */
/*
 * rows <-> NDJSON: one object a line, "row" names the kind, "document" the document; empty cells are left out. Also the
 * walk over a folder of tables, since both end in the same call: the rows of one document.
 */
#include "record/record.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <yajl/yajl_parse.h>

/* -- Writing --------------------------------------------------------------------------------- */

static void write_text(rpt_buf *out, rpt_str s) {
    rpt_buf_char(out, '"');
    uint32_t from = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        rpt_buf_add(out, s.p + from, i - from);
        from = i + 1;
        if (c == '"' || c == '\\') rpt_buf_printf(out, "\\%c", c);
        else if (c == '\n') rpt_buf_z(out, "\\n");
        else if (c == '\t') rpt_buf_z(out, "\\t");
        else rpt_buf_printf(out, "\\u%04x", c);
    }
    if (s.len > from) rpt_buf_add(out, s.p + from, s.len - from);
    rpt_buf_char(out, '"');
}

void rpt_rows_write_ndjson(rpt_buf *out, const rpt_rows *r) {
    const rpt_str name = r->n[RPT_ROW_DOCUMENT] ? rpt_cell(r, RPT_ROW_DOCUMENT, 0, RPT_DOCUMENT_name) : (rpt_str){"", 0};
    for (uint32_t k = 0; k < RPT_ROW_RUN; k++) {
        uint32_t columns;
        const char *const *names = rpt_row_columns((rpt_row_kind)k, &columns);
        for (uint32_t i = 0; i < r->n[k]; i++) {
            rpt_buf_printf(out, "{\"row\":\"%s\",\"document\":", rpt_row_name[k]);
            write_text(out, name);
            for (uint32_t c = 0; c < columns; c++) {
                const rpt_str cell = r->cell[k][(size_t)i * columns + c];
                if (!cell.len || (k == RPT_ROW_DOCUMENT && c == RPT_DOCUMENT_name)) continue;
                rpt_buf_printf(out, ",\"%s\":", names[c]);
                write_text(out, cell);
            }
            rpt_buf_z(out, "}\n");
        }
    }
}

/* -- Reading --------------------------------------------------------------------------------- */

enum { MAX_PAIRS = 96 };

typedef struct {
    const char *path;
    uint32_t line;
    rpt_messages *m;
    rpt_rows_each each;
    void *user;
    rpt_arena arena;
    rpt_rows rows;
    uint32_t cap[RPT_ROW_KINDS];
    rpt_str document; ///< of the rows held
    struct {
        rpt_str key, value;
    } pair[MAX_PAIRS]; ///< of the object being read
    uint32_t pairs, depth;
    bool full; ///< more pairs than any row has columns
    rpt_status status;
} reader;

static rpt_status wrong(reader *r, const char *what, rpt_str about) {
    r->status = rpt_fail(r->m, RPT_CONFIG, (rpt_place){r->path, r->line, 0}, "%s%.*s", what, RPT_FMT(about));
    return r->status;
}

static rpt_status flush(reader *r) {
    if (!r->document.p) return RPT_OK;
    rpt_rows_name(&r->rows, &r->arena, r->document);
    const rpt_status status = r->each(r->user, &r->rows, &r->arena);
    rpt_arena_reset(&r->arena);
    r->rows = (rpt_rows){0};
    memset(r->cap, 0, sizeof r->cap);
    r->document = (rpt_str){0};
    return status;
}

static rpt_str *new_row(reader *r, uint32_t kind, uint32_t columns) {
    const uint32_t n = r->rows.n[kind];
    if (n == r->cap[kind]) {
        r->cap[kind] = n ? n * 2 : 8;
        rpt_str *grown = rpt_arena_alloc(&r->arena, (size_t)r->cap[kind] * columns * sizeof *grown);
        if (n) memcpy(grown, r->rows.cell[kind], (size_t)n * columns * sizeof *grown);
        r->rows.cell[kind] = grown;
    }
    r->rows.n[kind]++;
    return r->rows.cell[kind] + (size_t)n * columns;
}

static rpt_str value_of(const reader *r, const char *key) {
    for (uint32_t i = 0; i < r->pairs; i++) {
        if (rpt_str_is(r->pair[i].key, key)) return r->pair[i].value;
    }
    return (rpt_str){0};
}

static rpt_status take_row(reader *r) {
    const rpt_str name = value_of(r, "row"), document = value_of(r, "document");
    const uint32_t kind = rpt_name_of(rpt_row_name, RPT_ROW_KINDS, name);
    if (kind >= RPT_ROW_RUN) return wrong(r, "\"row\" must name a kind of row, not ", name);
    if (!document.p) return wrong(r, "no \"document\" in a row of kind ", name);
    rpt_str held[MAX_PAIRS][2];
    const bool next = r->document.p && !rpt_str_equal(r->document, document);
    if (next) {
        /* The row's strings live in the arena that the flush empties. */
        rpt_buf keep = {0};
        for (uint32_t i = 0; i < r->pairs; i++) {
            held[i][0] = r->pair[i].key, held[i][1] = r->pair[i].value;
            rpt_buf_str(&keep, held[i][0]);
            rpt_buf_str(&keep, held[i][1]);
        }
        r->status = flush(r);
        const char *p = keep.p;
        for (uint32_t i = 0; i < r->pairs; i++) {
            r->pair[i].key = rpt_arena_copy(&r->arena, (rpt_str){p, held[i][0].len}), p += held[i][0].len;
            r->pair[i].value = rpt_arena_copy(&r->arena, (rpt_str){p, held[i][1].len}), p += held[i][1].len;
        }
        rpt_buf_clear(&keep);
        if (r->status) return r->status;
    }
    r->document = value_of(r, "document");
    uint32_t columns;
    const char *const *names = rpt_row_columns((rpt_row_kind)kind, &columns);
    if (kind == RPT_ROW_DOCUMENT && r->rows.n[kind]) return wrong(r, "a second document row for ", document);
    rpt_str *cells = new_row(r, kind, columns);
    if (kind == RPT_ROW_DOCUMENT) cells[RPT_DOCUMENT_name] = r->document;
    uint32_t next_column = 0;
    for (uint32_t i = 0; i < r->pairs; i++) {
        const rpt_str key = r->pair[i].key;
        if (rpt_str_is(key, "row") || rpt_str_is(key, "document")) continue;
        /* Keys mostly come in the order of the columns. */
        uint32_t c = next_column;
        while (c < columns && !rpt_str_is(key, names[c])) c++;
        if (c == columns) c = rpt_name_of(names, columns, key);
        next_column = c + 1;
        if (c == columns) return wrong(r, "no column of that kind of row is called ", key);
        cells[c] = r->pair[i].value;
    }
    return RPT_OK;
}

static int take_value(reader *r, const char *p, size_t len) {
    if (r->depth != 1 || !r->pairs) return !wrong(r, "a row must be an object of strings and numbers", RPT_LIT(""));
    r->pair[r->pairs - 1].value = rpt_arena_copy(&r->arena, (rpt_str){p, (uint32_t)len});
    return 1;
}
static int on_null(void *user) { return take_value(user, "", 0); }
static int on_boolean(void *user, int b) { return take_value(user, b ? "true" : "false", b ? 4 : 5); }
static int on_number(void *user, const char *p, size_t len) { return take_value(user, p, len); }
static int on_string(void *user, const unsigned char *p, size_t len) { return take_value(user, (const char *)p, len); }
static int on_key(void *user, const unsigned char *p, size_t len) {
    reader *r = user;
    if (r->depth != 1) return 1;
    if (r->pairs == MAX_PAIRS) return !wrong(r, "more keys than a row has columns", RPT_LIT(""));
    r->pair[r->pairs].key = rpt_arena_copy(&r->arena, (rpt_str){(const char *)p, (uint32_t)len});
    r->pair[r->pairs++].value = (rpt_str){"", 0};
    return 1;
}
static int on_open(void *user) {
    reader *r = user;
    if (r->depth++) return !wrong(r, "a row must not contain objects", RPT_LIT(""));
    r->pairs = 0;
    return 1;
}
static int on_close(void *user) {
    reader *r = user;
    r->depth--;
    return take_row(r) == RPT_OK;
}
static int on_array(void *user) { return !wrong(user, "a row must not contain arrays; join values by `|`", RPT_LIT("")); }

static const yajl_callbacks callbacks = {on_null,   on_boolean, NULL,   NULL,     on_number, on_string,
                                         on_open, on_key,     on_close, on_array, NULL};

static rpt_status syntax(reader *r, yajl_handle h, const char *line, size_t len) {
    if (r->status) return r->status;
    unsigned char *text = yajl_get_error(h, 0, (const unsigned char *)line, len);
    wrong(r, "not JSON: ", rpt_str_trim(rpt_str_of((const char *)text)));
    yajl_free_error(h, text);
    return r->status;
}

rpt_status rpt_rows_read_ndjson(const char *path, rpt_rows_each each, void *user, rpt_messages *m) {
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!f) return rpt_fail(m, RPT_CONFIG, (rpt_place){path, 0, 0}, "cannot open: %s", strerror(errno));
    reader r = {.path = path, .m = m, .each = each, .user = user};
    yajl_handle h = yajl_alloc(&callbacks, NULL, &r);
    yajl_config(h, yajl_allow_multiple_values, 1);
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t n; !r.status && (n = getline(&line, &cap, f)) >= 0;) {
        r.line++;
        if (n > (ssize_t)RPT_TEXT_MAX) wrong(&r, "a line of more than 1 GiB", RPT_LIT(""));
        else if (yajl_parse(h, (const unsigned char *)line, (size_t)n) != yajl_status_ok) syntax(&r, h, line, (size_t)n);
    }
    if (!r.status && yajl_complete_parse(h) != yajl_status_ok) wrong(&r, "the last row is cut off", RPT_LIT(""));
    if (!r.status) r.status = flush(&r);
    free(line);
    yajl_free(h);
    rpt_arena_clear(&r.arena);
    if (f != stdin) fclose(f);
    return r.status;
}

/* -- A folder of tables ---------------------------------------------------------------------- */

/** NAME of NAME.mentions.tsv and its like; empty where `file` is no table. */
static rpt_str table_name(const char *file) {
    rpt_str s = rpt_str_of(file);
    for (uint32_t k = 0; k < RPT_ROW_RUN; k++) {
        char end[32];
        const uint32_t n = (uint32_t)snprintf(end, sizeof end, "%s.tsv", rpt_row_plural((rpt_row_kind)k));
        if (s.len > n + 1 && s.p[s.len - n - 1] == '.' && !memcmp(s.p + s.len - n, end, n)) return (rpt_str){s.p, s.len - n - 1};
    }
    return (rpt_str){s.p, 0};
}

static int by_name(const void *a, const void *b) { return rpt_str_compare(*(const rpt_str *)a, *(const rpt_str *)b); }

static rpt_status list_names(rpt_arena *arena, const char *path, rpt_str **names, uint32_t *n, rpt_messages *m) {
    RPT_ARRAY(rpt_str) list = {0};
    DIR *d = opendir(path);
    if (!d) return rpt_fail(m, RPT_CONFIG, (rpt_place){path, 0, 0}, "cannot open: %s", strerror(errno));
    for (struct dirent *e; (e = readdir(d));) {
        const rpt_str name = table_name(e->d_name);
        if (name.len) *RPT_PUSH(arena, list) = rpt_arena_copy(arena, name);
    }
    closedir(d);
    if (list.n) qsort(list.at, list.n, sizeof *list.at, by_name);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list.n; i++) {
        if (!i || !rpt_str_equal(list.at[i], list.at[i - 1])) list.at[kept++] = list.at[i];
    }
    *names = list.at;
    *n = kept;
    return kept ? RPT_OK : rpt_fail(m, RPT_CONFIG, (rpt_place){path, 0, 0}, "no tables NAME.mentions.tsv and the like in this folder");
}

rpt_status rpt_rows_read(const char *path, rpt_rows_each each, void *user, rpt_messages *m) {
    struct stat about;
    if (!strcmp(path, "-") || stat(path, &about) || !S_ISDIR(about.st_mode)) return rpt_rows_read_ndjson(path, each, user, m);
    rpt_arena outer = {0}, arena = {0};
    rpt_str *names = NULL;
    uint32_t n = 0;
    rpt_status status = list_names(&outer, path, &names, &n, m);
    for (uint32_t i = 0; i < n && !status; i++) {
        rpt_rows rows;
        rpt_arena_reset(&arena);
        status = rpt_rows_read_tsv(&rows, &arena, path, names[i], m);
        if (!status) rpt_rows_name(&rows, &arena, names[i]);
        if (!status) status = each(user, &rows, &arena);
    }
    rpt_arena_clear(&arena);
    rpt_arena_clear(&outer);
    return status;
}
