/* SPDX-License-Identifier: ISC */
/*
 * Archives and compressed files -> their documents, by libarchive: tar and zip, each possibly compressed (gz, bz2, xz, zst), or
 * one compressed file. What is damaged is reported once and passed over; what grows without measure is stopped.
 */
#include "input/reader.h"
#include <archive.h>
#include <archive_entry.h>

enum { DEEPEST = 3 }; ///< archives in archives
enum { SUSPECT = 64 << 20, SWELLING = 200 }; ///< bytes from which, and times by which content may not outgrow its archive

bool rpt_is_archive(rpt_str s) {
    static const struct {
        uint32_t at, len;
        const char *magic;
    } magics[] = {{0, 2, "\x1F\x8B"}, {0, 3, "BZh"}, {0, 6, "\xFD" "7zXZ\0"}, {0, 4, "\x28\xB5\x2F\xFD"}, {0, 4, "PK\3\4"},
                  {0, 4, "PK\5\6"}, {257, 5, "ustar"}};
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        if (s.len >= magics[i].at + magics[i].len && !memcmp(s.p + magics[i].at, magics[i].magic, magics[i].len)) return true;
    }
    return false;
}

typedef struct {
    rpt_walk *w;
    struct archive *a;
    rpt_str source;
    uint32_t size; ///< bytes of the archive
    uint64_t total;
    rpt_buf bytes, name;
} opened;

static rpt_place place_of(const opened *x) { return (rpt_place){x->source.p, 0, 0}; }

static rpt_status leave_out(opened *x, const char *why) {
    ++*x->w->skipped;
    rpt_say(x->w->m, RPT_ERROR, place_of(x), "%s; what follows in it is left out", why);
    return RPT_SKIPPED;
}

/** A member's bytes; what cannot be unpacked or is too large ends the archive. */
static rpt_status unpack(opened *x) {
    x->bytes.len = 0;
    for (;;) {
        rpt_buf_reserve(&x->bytes, 65536);
        const la_ssize_t n = archive_read_data(x->a, x->bytes.p + x->bytes.len, x->bytes.cap - x->bytes.len - 1);
        if (n < 0) return leave_out(x, "damaged or cut off");
        if (!n) break;
        x->bytes.len += (size_t)n;
        x->total += (uint64_t)n;
        if (x->bytes.len > x->w->limit) return leave_out(x, "a member is larger than --limit");
        if (x->total > SUSPECT && x->total / SWELLING > x->size) return leave_out(x, "unpacks to many times its size");
    }
    x->bytes.p[x->bytes.len] = 0;
    return RPT_OK;
}

static bool ends_with(rpt_str s, const char *end) {
    const uint32_t n = (uint32_t)strlen(end);
    return s.len >= n && !memcmp(s.p + s.len - n, end, n);
}

/** The one member of an office file that holds its text. */
static const char *office_member(rpt_str source) {
    if (ends_with(source, ".docx") || ends_with(source, ".docm")) return "word/document.xml";
    return ends_with(source, ".odt") ? "content.xml" : NULL;
}

static rpt_status walk_members(opened *x, uint32_t depth) {
    const char *office = office_member(x->source);
    struct archive_entry *entry;
    int got;
    while ((got = archive_read_next_header(x->a, &entry)) == ARCHIVE_OK || got == ARCHIVE_WARN) {
        const char *path = archive_entry_pathname(entry);
        const bool raw = archive_format(x->a) == ARCHIVE_FORMAT_RAW;
        if (!raw && (archive_entry_filetype(entry) != AE_IFREG || !path)) continue;
        if (office && path && strcmp(path, office)) continue;
        if (!raw && !office && !rpt_is_document_name(rpt_str_of(path))) continue;
        rpt_status status = unpack(x);
        if (status) return status;
        x->name.len = 0;
        if (raw || office) rpt_buf_str(&x->name, x->source);
        else rpt_buf_printf(&x->name, "%.*s!%s", RPT_FMT(x->source), path);
        rpt_buf_char(&x->name, 0);
        x->name.len--;
        status = office ? rpt_walk_document(x->w, rpt_buf_view(&x->name), rpt_buf_view(&x->bytes))
                        : rpt_walk_bytes(x->w, rpt_buf_view(&x->name), rpt_buf_view(&x->bytes), depth + 1);
        if (status > RPT_SKIPPED) return status;
    }
    return got == ARCHIVE_EOF ? RPT_OK : leave_out(x, "damaged or cut off");
}

rpt_status rpt_walk_archive(rpt_walk *w, rpt_str source, rpt_str bytes, uint32_t depth) {
    opened x = {w, archive_read_new(), source, bytes.len, 0, {0}, {0}};
    if (depth >= DEEPEST) {
        archive_read_free(x.a);
        return leave_out(&x, "archives in archives in archives");
    }
    archive_read_support_filter_gzip(x.a);
    archive_read_support_filter_bzip2(x.a);
    archive_read_support_filter_xz(x.a);
    archive_read_support_filter_zstd(x.a);
    archive_read_support_format_tar(x.a);
    archive_read_support_format_zip(x.a);
    archive_read_support_format_raw(x.a);
    rpt_status status;
    if (archive_read_open_memory(x.a, bytes.p, bytes.len) != ARCHIVE_OK) status = leave_out(&x, "damaged or cut off");
    else status = walk_members(&x, depth);
    archive_read_free(x.a);
    rpt_buf_clear(&x.bytes);
    rpt_buf_clear(&x.name);
    return status;
}
