/* SPDX-License-Identifier: ISC */
/*
 * Chunks of a parser -> text with origins and blocks. White space is collapsed to one space, blocks are parted by an empty
 * line, and every byte of the text keeps the source byte that it came from. Invisible marks (soft hyphen, zero width) go.
 */
#include "input/reader.h"

#define NO_SPACE (RPT_NOWHERE - 1)

void rpt_writer_init(rpt_writer *w, rpt_arena *a, const rpt_decoded *from) {
    *w = (rpt_writer){.arena = a, .from = from, .space = NO_SPACE};
}

/** The source byte of a decoded byte, and how many source bytes a decoded byte is from there on. */
static uint32_t source_of(rpt_writer *w, uint32_t at, uint32_t *scale, uint32_t *until) {
    const rpt_decoded *f = w->from;
    *scale = 1;
    *until = RPT_NOWHERE;
    if (!f->runs.n) return at;
    uint32_t i = w->run < f->runs.n && f->runs.at[w->run].text <= at ? w->run : 0;
    if (i + 64 < f->runs.n && f->runs.at[i + 64].text < at) { /* far away */
        uint32_t low = i, high = f->runs.n;
        while (low + 1 < high) {
            const uint32_t middle = (low + high) / 2;
            if (f->runs.at[middle].text <= at) low = middle;
            else high = middle;
        }
        i = low;
    }
    while (i + 1 < f->runs.n && f->runs.at[i + 1].text <= at) i++;
    w->run = i;
    const rpt_origin *o = &f->runs.at[i];
    *scale = o->scale;
    if (i + 1 < f->runs.n) *until = f->runs.at[i + 1].text;
    return o->source + (at - o->text) * o->scale;
}

static void add_origin(rpt_writer *w, uint32_t text, uint32_t source, uint32_t scale) {
    if (w->origins.n) {
        const rpt_origin *o = &w->origins.at[w->origins.n - 1];
        if (o->scale == scale && o->source + (text - o->text) * scale == source) return;
        if (o->text == text) {
            w->origins.n--;
            add_origin(w, text, source, scale);
            return;
        }
    }
    *RPT_PUSH(w->arena, w->origins) = (rpt_origin){text, source, scale};
}

/** `len` bytes are put at the end of the text; where they came from is noted run by run. */
static void put(rpt_writer *w, const char *p, uint32_t len, uint32_t at, bool entity) {
    uint32_t text = (uint32_t)w->text.len, scale, until;
    rpt_buf_add(&w->text, p, len);
    if (at == RPT_NOWHERE) {
        /* Made by us: stands where the text before it ended. */
        const rpt_origin *o = w->origins.n ? &w->origins.at[w->origins.n - 1] : NULL;
        add_origin(w, text, o ? o->source + (text - o->text) * o->scale : 0, 0);
        return;
    }
    for (uint32_t done = 0; done < len;) {
        const uint32_t source = source_of(w, at + done, &scale, &until);
        add_origin(w, text + done, source, entity ? 0 : scale);
        if (entity || until == RPT_NOWHERE || until - at >= len) return;
        done = until - at;
    }
}

rpt_str rpt_writer_now(const rpt_writer *w) {
    return (rpt_str){w->text.p ? w->text.p + w->begin : "", (uint32_t)w->text.len - w->begin};
}

static bool is_invisible(uint32_t c) { return c == 0xAD || c == 0xFEFF || (c >= 0x200B && c <= 0x200D) || c == 0x2060; }

void rpt_writer_text(rpt_writer *w, rpt_str s, uint32_t at, bool entity) {
    for (uint32_t i = 0, len; i < s.len;) {
        const unsigned char c = (unsigned char)s.p[i];
        const uint32_t here = at == RPT_NOWHERE || entity ? at : at + i;
        const bool no_break = c == 0xC2 && i + 1 < s.len && (unsigned char)s.p[i + 1] == 0xA0;
        if (c == ' ' || (c >= 9 && c <= 13) || no_break) {
            if (w->space == NO_SPACE) w->space = here;
            i += no_break ? 2 : 1;
            continue;
        }
        uint32_t end = i;
        while (end < s.len && (unsigned char)s.p[end] > ' ' && (unsigned char)s.p[end] != 0xC2 &&
               (unsigned char)s.p[end] != 0xE2 && (unsigned char)s.p[end] != 0xEF) {
            end++;
        }
        if (end == i) { /* a mark that may be invisible, or a control character */
            const uint32_t code = rpt_utf8_at(s, i, &len);
            if (is_invisible(code) || code < ' ') {
                i += len;
                continue;
            }
            end = i + len;
        }
        if (w->space != NO_SPACE && w->text.len > w->begin) put(w, " ", 1, w->space, false);
        w->space = NO_SPACE;
        put(w, s.p + i, end - i, here, entity);
        i = end;
    }
}

void rpt_writer_mark(rpt_writer *w, rpt_str mark) {
    const uint32_t space = w->space;
    w->space = NO_SPACE;
    put(w, mark.p, mark.len, RPT_NOWHERE, false);
    w->space = space;
}

static void close_block(rpt_writer *w) {
    uint32_t end = (uint32_t)w->text.len;
    const uint32_t begin = w->begin;
    w->space = NO_SPACE;
    /* No-break spaces were kept: a block of them is none. */
    while (end >= begin + 2 && !memcmp(w->text.p + end - 2, "\xC2\xA0", 2)) end -= 2;
    w->text.len = end;
    while (w->origins.n && w->origins.at[w->origins.n - 1].text >= end) w->origins.n--;
    if (end == begin) return;
    *RPT_PUSH(w->arena, w->blocks) = (rpt_block){.span = {begin, end}, .kind = w->kind};
    put(w, "\n\n", 2, RPT_NOWHERE, false);
    w->begin = (uint32_t)w->text.len;
}

void rpt_writer_block(rpt_writer *w, rpt_block_kind kind) {
    close_block(w);
    w->kind = (uint8_t)kind;
}

void rpt_writer_append(rpt_writer *w, rpt_writer *more) {
    close_block(w);
    close_block(more);
    const uint32_t shift = (uint32_t)w->text.len;
    for (uint32_t i = 0; i < more->origins.n; i++) {
        const rpt_origin *o = &more->origins.at[i];
        add_origin(w, o->text + shift, o->source, o->scale);
    }
    for (uint32_t i = 0; i < more->blocks.n; i++) {
        rpt_block b = more->blocks.at[i];
        b.span.begin += shift;
        b.span.end += shift;
        *RPT_PUSH(w->arena, w->blocks) = b;
    }
    rpt_buf_str(&w->text, rpt_buf_view(&more->text));
    w->begin = (uint32_t)w->text.len;
    rpt_buf_clear(&more->text);
}

void rpt_writer_finish(rpt_writer *w, rpt_document *d) {
    close_block(w);
    if (w->text.len) w->text.len--; /* one line break ends the text */
    d->text = rpt_arena_copy(w->arena, rpt_buf_view(&w->text));
    rpt_buf_clear(&w->text);
    memcpy(&d->origins, &w->origins, sizeof d->origins);
    memcpy(&d->blocks, &w->blocks, sizeof d->blocks);
    if (!d->origins.n) *RPT_PUSH(w->arena, d->origins) = (rpt_origin){0, 0, 0};
}
