/* SPDX-License-Identifier: ISC */
/* Any bytes, under names of all formats, alone and through the walker: no crash, spans inside the text, origins inside the bytes. */
#include "fuzz.h"
#include "input/input.h"
#include "text/text.h"

static void hush(void *user, rpt_severity severity, rpt_place place, const char *text) {
    (void)user, (void)severity, (void)place, (void)text;
}
static rpt_messages silent = {hush, NULL};
static const rpt_input_options options = {.limit = 1 << 22};

static rpt_status read_it(void *user, rpt_str source, rpt_str bytes) {
    rpt_arena *arena = user;
    rpt_document d;
    rpt_arena_reset(arena);
    rpt_document_init(&d, arena);
    if (rpt_input_read(&d, source, bytes, &options, &silent)) return RPT_SKIPPED;
    rpt_text_analyse(&d);
    for (uint32_t i = 0; i < d.blocks.n; i++) {
        if (d.blocks.at[i].span.end > d.text.len || d.blocks.at[i].span.begin > d.blocks.at[i].span.end) abort();
    }
    for (uint32_t i = 0; i < d.tokens.n; i++) {
        if (rpt_document_origin(&d, d.tokens.at[i].begin) > bytes.len) abort();
    }
    return RPT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static rpt_arena arena;
    static const char *const names[] = {"a.txt", "a.html", "a.xml", "a.rss"};
    const rpt_str s = {(const char *)bytes, (uint32_t)size};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) read_it(&arena, rpt_str_of(names[i]), s);
    rpt_input_walk_bytes("a.bin", s, &options, read_it, &arena, &silent);
    return 0;
}
