/* SPDX-License-Identifier: ISC */
/*
 * Views, arena, buffer, messages. Nothing here knows documents.
 * Memory that cannot be had ends the program with one line: sizes are capped before they get here.
 */
#include "base/base.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* -- Views ----------------------------------------------------------------------------------- */

rpt_str rpt_str_of(const char *z) { return (rpt_str){z, z ? (uint32_t)strlen(z) : 0}; }

int rpt_str_compare(rpt_str a, rpt_str b) {
    const uint32_t n = a.len < b.len ? a.len : b.len;
    const int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

rpt_str rpt_str_trim(rpt_str s) {
    while (s.len && strchr(" \t\r\n", s.p[0]) && s.p[0]) { s.p++, s.len--; }
    while (s.len && strchr(" \t\r\n", s.p[s.len - 1]) && s.p[s.len - 1]) { s.len--; }
    return s;
}

rpt_str rpt_str_cut(rpt_str *rest, char c) {
    const char *at = rest->len ? memchr(rest->p, c, rest->len) : NULL;
    if (!at) {
        const rpt_str all = *rest;
        *rest = (rpt_str){rest->p + rest->len, 0};
        return all;
    }
    const rpt_str head = {rest->p, (uint32_t)(at - rest->p)};
    *rest = (rpt_str){at + 1, rest->len - head.len - 1};
    return head;
}

uint32_t rpt_str_number(rpt_str s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len && s.p[i] >= '0' && s.p[i] <= '9' && n < 100000000; i++) n = n * 10 + (uint32_t)(s.p[i] - '0');
    return n;
}

uint64_t rpt_hash(rpt_str s) { return XXH3_64bits(s.p ? s.p : "", s.len); }

uint32_t rpt_name_of(const char *const *names, uint32_t n, rpt_str name) {
    for (uint32_t i = 0; i < n; i++) {
        if (name.len && name.p[0] != names[i][0]) continue;
        if (rpt_str_is(name, names[i])) return i;
    }
    return n;
}

/* -- Arena ----------------------------------------------------------------------------------- */

struct rpt_arena_chunk {
    rpt_arena_chunk *next;
    size_t size;
    max_align_t data[];
};

void *rpt_realloc(void *p, size_t size) {
    void *q = realloc(p, size ? size : 1);
    if (!q) {
        fputs("rapporteur: error: out of memory; use --limit to cap documents or fewer --jobs\n", stderr);
        abort();
    }
    return q;
}

static void next_chunk(rpt_arena *a, size_t size) {
    rpt_arena_chunk **link = a->now ? &a->now->next : &a->first;
    /* After a reset chunks wait to be used again; one that is too small stays behind the new one. */
    if (*link && (*link)->size >= size) {
        a->now = *link;
    } else {
        const size_t least = 64 * 1024;
        const size_t wanted = size > least ? size : least;
        rpt_arena_chunk *c = rpt_realloc(NULL, sizeof *c + wanted);
        c->size = wanted;
        c->next = *link;
        *link = c;
        a->now = c;
    }
    a->used = 0;
}

void *rpt_arena_alloc(rpt_arena *a, size_t size) {
    const size_t unit = sizeof(max_align_t);
    size = (size + unit - 1) / unit * unit;
    if (!a->now || a->now->size - a->used < size) next_chunk(a, size);
    void *p = (char *)a->now->data + a->used;
    a->used += size;
    return memset(p, 0, size);
}

rpt_str rpt_arena_copy(rpt_arena *a, rpt_str s) {
    char *p = rpt_arena_alloc(a, (size_t)s.len + 1);
    if (s.len) memcpy(p, s.p, s.len);
    return (rpt_str){p, s.len};
}

rpt_str rpt_arena_printf(rpt_arena *a, const char *format, ...) {
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    const int n = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *p = rpt_arena_alloc(a, (size_t)(n > 0 ? n : 0) + 1);
    vsnprintf(p, (size_t)(n > 0 ? n : 0) + 1, format, again);
    va_end(again);
    return (rpt_str){p, (uint32_t)(n > 0 ? n : 0)};
}

void rpt_arena_reset(rpt_arena *a) {
    a->now = a->first;
    a->used = 0;
}

void rpt_arena_clear(rpt_arena *a) {
    for (rpt_arena_chunk *c = a->first, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    *a = (rpt_arena){0};
}

void rpt_array_grow(rpt_arena *a, void **at, uint32_t *cap, size_t size) {
    const uint32_t grown = *cap ? *cap * 2 : 8;
    void *p = rpt_arena_alloc(a, grown * size);
    if (*cap) memcpy(p, *at, *cap * size);
    *at = p;
    *cap = grown;
}

/* -- Buffer ---------------------------------------------------------------------------------- */

void rpt_buf_reserve(rpt_buf *b, size_t more) {
    if (b->cap - b->len > more) return;
    size_t cap = b->cap ? b->cap : 256;
    while (cap - b->len <= more) cap *= 2;
    b->p = rpt_realloc(b->p, cap);
    b->cap = cap;
}

void rpt_buf_printf(rpt_buf *b, const char *format, ...) {
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    const int n = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (n > 0) {
        rpt_buf_reserve(b, (size_t)n + 1);
        vsnprintf(b->p + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void rpt_buf_clear(rpt_buf *b) {
    free(b->p);
    *b = (rpt_buf){0};
}

rpt_status rpt_file_read(rpt_buf *out, const char *path, size_t limit, rpt_messages *m) {
    const rpt_place place = {path, 0, 0};
    FILE *f = fopen(path, "rb");
    if (!f) return rpt_fail(m, RPT_CONFIG, place, "cannot open: %s", strerror(errno));
    out->len = 0;
    rpt_buf_reserve(out, 4096);
    for (size_t n; (n = fread(out->p + out->len, 1, out->cap - out->len - 1, f)) > 0;) {
        out->len += n;
        if (out->len > limit) break;
        rpt_buf_reserve(out, out->len < 65536 ? 65536 : out->len);
    }
    out->p[out->len] = 0;
    const bool bad = ferror(f);
    const int why = errno;
    fclose(f);
    if (bad) return rpt_fail(m, RPT_CONFIG, place, "cannot read: %s", strerror(why));
    if (out->len > limit) return rpt_fail(m, RPT_CONFIG, place, "larger than %zu bytes; split it", limit);
    return RPT_OK;
}

/* -- Messages -------------------------------------------------------------------------------- */

static void say(rpt_messages *m, rpt_severity severity, rpt_place place, const char *format, va_list list) {
    char text[2048];
    vsnprintf(text, sizeof text, format, list);
    if (m && m->say) m->say(m->user, severity, place, text);
}

void rpt_say(rpt_messages *m, rpt_severity severity, rpt_place place, const char *format, ...) {
    va_list list;
    va_start(list, format);
    say(m, severity, place, format, list);
    va_end(list);
}

rpt_status rpt_fail(rpt_messages *m, rpt_status status, rpt_place place, const char *format, ...) {
    va_list list;
    va_start(list, format);
    say(m, RPT_ERROR, place, format, list);
    va_end(list);
    return status;
}
