/* SPDX-License-Identifier: ISC */
/* Bytes -> a file or standard output, gathered to large writes. What a file is until it is complete, base/file.h tells. */
#include "emit/emit.h"
#include <stdlib.h>

enum { CAPACITY = 1 << 20, LARGE = 1 << 17 }; ///< what is large is written as it is, uncopied

rpt_status rpt_sink_open(rpt_sink *s, const char *path, rpt_messages *m) {
    *s = (rpt_sink){.m = m};
    TRY(rpt_file_create(&s->file, path, m));
    s->buffer = rpt_realloc(NULL, CAPACITY);
    return RPT_OK;
}

static rpt_status write_out(rpt_sink *s, const char *p, size_t len) {
    while (len) {
        const uint32_t n = len < RPT_TEXT_MAX ? (uint32_t)len : RPT_TEXT_MAX;
        TRY(rpt_file_write(&s->file, (rpt_str){p, n}, s->m));
        p += n;
        len -= n;
    }
    return RPT_OK;
}

rpt_status rpt_sink_write(rpt_sink *s, const char *p, size_t len) {
    if (s->used + len > CAPACITY || len >= LARGE) {
        const size_t held = s->used;
        s->used = 0;
        TRY(write_out(s, s->buffer, held));
        if (len >= LARGE) return write_out(s, p, len);
    }
    if (len) memcpy(s->buffer + s->used, p, len);
    s->used += len;
    return RPT_OK;
}

rpt_status rpt_sink_close(rpt_sink *s, bool keep) {
    if (!s->buffer) return RPT_OK;
    const rpt_status status = keep ? write_out(s, s->buffer, s->used) : RPT_OK;
    const rpt_status closed = rpt_file_close(&s->file, keep && !status, s->m);
    free(s->buffer);
    *s = (rpt_sink){0};
    return status ? status : closed;
}
