/* SPDX-License-Identifier: ISC */
/* Any bytes as text: blocks, turns, tokens and sentences in order and inside each other. */
#include "fuzz.h"
#include "text/text.h"

static void expect(bool good) {
    if (!good) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static rpt_arena arena;
    rpt_document d;
    rpt_arena_reset(&arena);
    rpt_document_init(&d, &arena);
    d.text = (rpt_str){(const char *)bytes, (uint32_t)size};
    rpt_text_analyse(&d);
    for (uint32_t i = 0; i < d.blocks.n; i++) {
        const rpt_block *b = &d.blocks.at[i];
        expect(b->span.begin < b->span.end && b->span.end <= size && b->turn < d.turns.n);
        expect(!i || b[-1].span.end <= b->span.begin);
    }
    for (uint32_t i = 1; i < d.turns.n; i++) {
        const rpt_turn *t = &d.turns.at[i];
        expect(t->label.begin >= t->span.begin && t->label.end <= t->span.end && t->answers < i);
    }
    for (uint32_t i = 0; i < d.tokens.n; i++) {
        const rpt_token *t = &d.tokens.at[i];
        expect(t->len && t->begin + t->len <= size && (!i || t[-1].begin + t[-1].len <= t->begin));
    }
    for (uint32_t i = 0; i < d.sentences.n; i++) {
        const rpt_sentence *s = &d.sentences.at[i];
        const rpt_span block = d.blocks.at[s->block].span;
        expect(s->first < s->end && s->end <= d.tokens.n && (!i || s[-1].end <= s->first));
        expect(s->span.begin >= block.begin && s->span.begin < block.end);
    }
    return 0;
}
