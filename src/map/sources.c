/* SPDX-License-Identifier: ISC */
/*
 * Files -> records with the values of a map's references. Tables are here, streamed line by line; JSON and XML are in files
 * of their own.
 */
#include "map/sources.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* -- Bytes ----------------------------------------------------------------------------------- */

static rpt_status archive_fail(struct archive *a, const char *path, rpt_messages *m) {
    return rpt_fail(m, RPT_CONFIG, (rpt_place){path, 0, 0}, "cannot read: %s", archive_error_string(a) ? archive_error_string(a) : "unknown packing");
}

static rpt_status unpack(rpt_buf *out, struct archive *a, const char *path, rpt_messages *m) {
    struct archive_entry *entry;
    const int opened = archive_read_open_filename(a, path, 1 << 16);
    const int header = opened == ARCHIVE_OK ? archive_read_next_header(a, &entry) : opened;
    if (header == ARCHIVE_EOF) return RPT_OK; /* an empty file */
    if (header < ARCHIVE_WARN) return archive_fail(a, path, m);
    for (;;) {
        rpt_buf_reserve(out, 1 << 16);
        const la_ssize_t n = archive_read_data(a, out->p + out->len, 1 << 16);
        if (n < 0) return archive_fail(a, path, m);
        if (!n) return RPT_OK;
        out->len += (size_t)n;
        if (out->len > RPT_TEXT_MAX) return rpt_fail(m, RPT_CONFIG, (rpt_place){path, 0, 0}, "larger than 1 GiB; split it");
    }
}

/** UTF-16 with its mark -> UTF-8; lone surrogates become U+FFFD. */
static void from_utf16(rpt_buf *b) {
    const unsigned char *p = (const unsigned char *)b->p;
    if (b->len < 2 || !((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF))) return;
    const unsigned high = p[0] == 0xFE ? 0 : 1, low = 1 - high;
    rpt_buf out = {0};
    char text[4];
    for (size_t i = 2; i + 1 < b->len; i += 2) {
        uint32_t c = (uint32_t)p[i + high] << 8 | p[i + low];
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < b->len && (p[i + 2 + high] & 0xFC) == 0xDC) {
            c = 0x10000 + ((c & 0x3FF) << 10) + (((uint32_t)p[i + 2 + high] << 8 | p[i + 2 + low]) & 0x3FF);
            i += 2;
        }
        rpt_buf_add(&out, text, rpt_utf8_put(text, c));
    }
    rpt_buf_clear(b);
    *b = out;
}

rpt_status rpt_source_bytes(rpt_buf *out, const rpt_source *s, rpt_messages *m) {
    if (access(s->path.p, R_OK)) return rpt_fail(m, RPT_CONFIG, (rpt_place){s->path.p, 0, 0}, "cannot open: %s", strerror(errno));
    struct archive *a = archive_read_new();
    archive_read_support_filter_all(a);
    archive_read_support_format_raw(a);
    archive_read_support_format_zip(a);
    archive_read_support_format_empty(a);
    const rpt_status status = unpack(out, a, s->path.p, m);
    archive_read_free(a);
    if (status) return status;
    rpt_buf_add(out, "", 0);
    from_utf16(out);
    rpt_buf_add(out, "", 0);
    if (out->len >= 3 && !memcmp(out->p, "\xEF\xBB\xBF", 3)) memmove(out->p, out->p + 3, out->len -= 3);
    return RPT_OK;
}

/* -- Tables ---------------------------------------------------------------------------------- */

typedef struct {
    const rpt_triples_map *map;
    FILE *file;
    char separator;
    rpt_buf record;           ///< one record, cells unquoted in place
    RPT_ARRAY(rpt_str) cells; ///< of the record
    rpt_arena arena;
    uint32_t line;
    rpt_messages *m;
} table;

static rpt_status table_fail(const table *t, const char *what, rpt_str about) {
    return rpt_fail(t->m, RPT_CONFIG, (rpt_place){t->map->source.path.p, t->line, 0}, "%s%.*s", what, RPT_FMT(about));
}

static bool quotes_are_even(const rpt_buf *b) {
    size_t n = 0;
    for (size_t i = 0; i < b->len; i++) n += b->p[i] == '"';
    return n % 2 == 0;
}

/** One record, which may have line breaks between quotes. */
static rpt_status read_record(table *t, bool *end) {
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    t->record.len = 0;
    do {
        n = getline(&line, &cap, t->file);
        if (n < 0) break;
        t->line++;
        rpt_buf_add(&t->record, line, (size_t)n);
    } while (!quotes_are_even(&t->record) && t->record.len < RPT_TEXT_MAX);
    free(line);
    *end = n < 0 && !t->record.len;
    if (!*end && !quotes_are_even(&t->record)) return table_fail(t, "a quoted cell does not end", RPT_LIT(""));
    while (t->record.len && strchr("\r\n", t->record.p[t->record.len - 1])) t->record.len--;
    return RPT_OK;
}

/** Cuts the record into cells (RFC 4180): quotes around a cell go, doubled quotes inside become one. */
static rpt_status cut_cells(table *t) {
    char *p = t->record.p, *const end = p + t->record.len;
    t->cells.n = 0;
    if (!t->record.len) return RPT_OK;
    for (;;) {
        char *to = p, *const begin = p;
        if (p < end && *p == '"') {
            for (p++; p < end && (*p != '"' || (p + 1 < end && p[1] == '"')); p++) {
                if (*p == '"') p++;
                *to++ = *p;
            }
            if (p < end) p++;
            if (p < end && *p != t->separator) return table_fail(t, "text after a quoted cell", RPT_LIT(""));
        } else {
            while (p < end && *p != t->separator) p++;
            to = p;
        }
        *RPT_PUSH(&t->arena, t->cells) = (rpt_str){begin, (uint32_t)(to - begin)};
        if (p == end) return RPT_OK;
        p++;
    }
}

static rpt_status read_cells(table *t, bool *end) {
    TRY(read_record(t, end));
    return *end ? RPT_OK : cut_cells(t);
}

/** The header -> the column of each reference. */
static rpt_status bind_columns(table *t, uint32_t *column) {
    bool end;
    TRY(read_cells(t, &end));
    if (!end && t->cells.n && t->cells.at[0].len >= 3 && !memcmp(t->cells.at[0].p, "\xEF\xBB\xBF", 3)) {
        t->cells.at[0].p += 3;
        t->cells.at[0].len -= 3;
    }
    rpt_status status = RPT_OK;
    for (uint32_t i = 0; i < t->map->refs.n; i++) {
        column[i] = RPT_NONE;
        for (uint32_t c = 0; c < t->cells.n && column[i] == RPT_NONE; c++) {
            if (rpt_str_equal(t->cells.at[c], t->map->refs.at[i].text)) column[i] = c;
        }
        if (column[i] == RPT_NONE) status = table_fail(t, "no column ", t->map->refs.at[i].text);
    }
    return status;
}

bool rpt_source_is_null(const rpt_source *s, rpt_str value) {
    for (uint32_t i = 0; i < s->nulls.n; i++) {
        if (rpt_str_equal(s->nulls.at[i], value)) return true;
    }
    return false;
}

static rpt_status read_table(table *t, rpt_record_each each, void *user) {
    const uint32_t n = t->map->refs.n;
    uint32_t *column = rpt_arena_alloc(&t->arena, (n + 1) * sizeof *column);
    rpt_value *one = rpt_arena_alloc(&t->arena, (n + 1) * sizeof *one);
    rpt_values *values = rpt_arena_alloc(&t->arena, (n + 1) * sizeof *values);
    TRY(bind_columns(t, column));
    for (bool end = false; !end;) {
        TRY(read_cells(t, &end));
        if (end || !t->cells.n) continue;
        for (uint32_t i = 0; i < n; i++) {
            one[i].text = column[i] < t->cells.n ? t->cells.at[column[i]] : (rpt_str){"", 0};
            values[i] = (rpt_values){&one[i], one[i].text.len && !rpt_source_is_null(&t->map->source, one[i].text)};
        }
        TRY(each(user, values));
    }
    return RPT_OK;
}

/** A packed table is unpacked to memory first; any other is streamed. */
static rpt_status open_table(table *t, rpt_buf *bytes) {
    const char *path = t->map->source.path.p;
    unsigned char mark[2] = {0, 0};
    t->file = fopen(path, "rb");
    if (!t->file) return rpt_fail(t->m, RPT_CONFIG, (rpt_place){path, 0, 0}, "cannot open: %s", strerror(errno));
    const bool two = fread(mark, 1, 2, t->file) == 2;
    rewind(t->file);
    const bool packed = two && ((mark[0] == 0x1F && mark[1] == 0x8B) || (mark[0] == 'P' && mark[1] == 'K') || mark[0] >= 0xFE);
    if (!packed) return RPT_OK;
    fclose(t->file);
    t->file = NULL;
    TRY(rpt_source_bytes(bytes, &t->map->source, t->m));
    t->file = fmemopen(bytes->len ? bytes->p : "\n", bytes->len ? bytes->len : 1, "rb");
    return t->file ? RPT_OK : rpt_fail(t->m, RPT_CONFIG, (rpt_place){path, 0, 0}, "cannot read: %s", strerror(errno));
}

static rpt_status each_line(const rpt_triples_map *map, rpt_record_each each, void *user, rpt_messages *m) {
    table t = {.map = map, .m = m, .separator = ','};
    const rpt_str path = map->source.path;
    if (path.len > 4 && !memcmp(path.p + path.len - 4, ".tsv", 4)) t.separator = '\t';
    rpt_buf bytes = {0};
    rpt_status status = open_table(&t, &bytes);
    if (!status) status = read_table(&t, each, user);
    if (t.file) fclose(t.file);
    rpt_buf_clear(&bytes);
    rpt_buf_clear(&t.record);
    rpt_arena_clear(&t.arena);
    return status;
}

/* -- All --------------------------------------------------------------------------------------- */

static const struct {
    rpt_status (*each)(const rpt_triples_map *map, rpt_record_each each, void *user, rpt_messages *m);
    rpt_status (*check)(const rpt_triples_map *map, rpt_messages *m);
} readers[] = {[RPT_SOURCE_TABLE] = {each_line, NULL},
               [RPT_SOURCE_JSON] = {rpt_json_each, rpt_json_check},
               [RPT_SOURCE_XML] = {rpt_xml_each, rpt_xml_check}};

rpt_status rpt_source_each(const rpt_triples_map *map, rpt_record_each each, void *user, rpt_messages *m) {
    return readers[map->source.kind].each(map, each, user, m);
}

rpt_status rpt_source_check(const rpt_triples_map *map, rpt_messages *m) {
    return readers[map->source.kind].check ? readers[map->source.kind].check(map, m) : RPT_OK;
}
