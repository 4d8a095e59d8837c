/* SPDX-License-Identifier: ISC */
/*
 * In: a file of lines, packed or not. Out: its lines one after the other; memory is one piece and one line.
 * Does not: know what a line means.
 */
#include "store/lines.h"
#include <archive.h>
#include <archive_entry.h>

enum { PIECE = 1 << 20 };

static rpt_status cannot_read(const rpt_lines *r, rpt_messages *m) {
    const char *why = archive_error_string(r->archive);
    return rpt_fail(m, RPT_CONFIG, (rpt_place){r->path, 0, 0}, "cannot be read: %s", why ? why : "unknown reason");
}

rpt_status rpt_lines_open(rpt_lines *r, const char *path, rpt_messages *m) {
    struct archive_entry *entry;
    *r = (rpt_lines){.path = path, .archive = archive_read_new()};
    archive_read_support_filter_all(r->archive);
    archive_read_support_format_raw(r->archive);
    archive_read_support_format_empty(r->archive);
    const char *name = strcmp(path, "-") ? path : NULL;
    int got = archive_read_open_filename(r->archive, name, PIECE);
    if (got == ARCHIVE_OK) got = archive_read_next_header(r->archive, &entry);
    if (got == ARCHIVE_EOF) r->ended = true;
    else if (got < ARCHIVE_WARN) return cannot_read(r, m);
    return RPT_OK;
}

/* Moves what is left to the front and reads one piece behind it. */
static rpt_status fill(rpt_lines *r, rpt_messages *m) {
    if (r->at) {
        memmove(r->buf.p, r->buf.p + r->at, r->buf.len - r->at);
        r->buf.len -= r->at;
        r->at = 0;
    }
    if (r->buf.len > RPT_LINE_MAX)
        return rpt_fail(m, RPT_CONFIG, (rpt_place){r->path, r->line + 1, 0}, "a line of more than %u MiB; no graph file has one",
                        RPT_LINE_MAX >> 20);
    rpt_buf_reserve(&r->buf, PIECE + 1);
    const la_ssize_t got = archive_read_data(r->archive, r->buf.p + r->buf.len, PIECE);
    if (got < 0) return cannot_read(r, m);
    r->buf.len += (size_t)got;
    r->ended = got == 0;
    return RPT_OK;
}

rpt_status rpt_lines_next(rpt_lines *r, rpt_str *line, bool *end, rpt_messages *m) {
    size_t seen = 0;
    *end = false;
    for (;;) {
        const size_t left = r->buf.len - r->at;
        const char *begin = r->buf.p + r->at;
        const char *stop = left > seen ? memchr(begin + seen, '\n', left - seen) : NULL;
        if (!stop && !r->ended) {
            seen = left;
            TRY(fill(r, m));
            continue;
        }
        if (!stop && !left) {
            *end = true;
            *line = RPT_LIT("");
            return RPT_OK;
        }
        *line = (rpt_str){begin, (uint32_t)(stop ? (size_t)(stop - begin) : left)};
        r->at += line->len + (stop != NULL);
        r->line++;
        if (line->len && line->p[line->len - 1] == '\r') line->len--;
        return RPT_OK;
    }
}

rpt_status rpt_lines_peek(rpt_lines *r, rpt_str *head, rpt_messages *m) {
    while (!r->ended && r->buf.len - r->at < 4096) TRY(fill(r, m));
    const size_t left = r->buf.len - r->at;
    *head = (rpt_str){r->buf.p + r->at, (uint32_t)(left < 4096 ? left : 4096)};
    return RPT_OK;
}

rpt_status rpt_lines_piece(rpt_lines *r, rpt_str *piece, rpt_messages *m) {
    if (r->at == r->buf.len && !r->ended) TRY(fill(r, m));
    *piece = (rpt_str){r->buf.p + r->at, (uint32_t)(r->buf.len - r->at)};
    r->at = r->buf.len;
    return RPT_OK;
}

void rpt_lines_close(rpt_lines *r) {
    if (r->archive) archive_read_free(r->archive);
    rpt_buf_clear(&r->buf);
    *r = (rpt_lines){0};
}
