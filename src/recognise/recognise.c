/* SPDX-License-Identifier: ISC */
/*
 * The recogniser: opens what is the same for all documents (class numbers), reads a document's tokens in
 * lexicon and gazetteer and runs the parts in order. Mentions that are there already (from rows) are kept,
 * only posts are added.
 */
#include "recognise/parts.h"
#include <stdlib.h>

static const char *const class_name[RPT_CLASSES] = {
#define X(name, text) text,
    RPT_CLASS_LIST(X)
#undef X
};

static void number_classes(rpt_recogniser *r) {
    while (rpt_lexicon_class_name(r->lexicon, r->numbers ? r->numbers : 1).len)
        r->numbers = r->numbers ? r->numbers + 1 : 2;
    r->bits = rpt_realloc(NULL, (r->numbers + 1) * sizeof *r->bits);
    memset(r->bits, 0, (r->numbers + 1) * sizeof *r->bits);
    for (uint32_t c = 0; c < RPT_CLASSES; c++) {
        r->class[c] = rpt_lexicon_class(r->lexicon, rpt_str_of(class_name[c]));
        if (r->class[c]) r->bits[r->class[c]] = (uint64_t)1 << c;
    }
}

rpt_status rpt_recogniser_open(rpt_recogniser **out, const rpt_gazetteer *g, const rpt_lexicon *x,
                               rpt_messages *m) {
    (void)m;
    rpt_recogniser *r = *out = rpt_realloc(NULL, sizeof *r);
    *r = (rpt_recogniser){.gazetteer = g, .lexicon = x};
    number_classes(r);
    return RPT_OK;
}

void rpt_recogniser_close(rpt_recogniser *r) {
    if (!r) return;
    free(r->bits);
    free(r);
}

bool rpt_word_is(const rpt_parts *p, uint32_t token, const char *folded) {
    if (token >= p->d->tokens.n) return false;
    const rpt_str w = rpt_word(p, token);
    if (w.len != strlen(folded)) return false;
    for (uint32_t i = 0; i < w.len; i++) {
        const char c = w.p[i] >= 'A' && w.p[i] <= 'Z' ? (char)(w.p[i] + 32) : w.p[i];
        if (c != folded[i]) return false;
    }
    return true;
}

rpt_str rpt_value(const rpt_parts *p, uint32_t token, rpt_class class) {
    rpt_str value = {"", 0};
    if (token < p->d->tokens.n)
        rpt_lexeme_has(p->r->lexicon, p->readings[token].lexeme, p->r->class[class], &value);
    return value;
}

static uint64_t bits_of(const rpt_recogniser *r, const rpt_lexeme *l) {
    uint64_t bits = 0;
    for (uint32_t i = 0; l && i < l->senses; i++)
        bits |= r->bits[rpt_lexicon_sense(r->lexicon, l->sense + i)->class];
    return bits;
}

static void read_tokens(rpt_parts *p) {
    const rpt_document *d = p->d;
    for (uint32_t i = 0; i < d->tokens.n; i++) {
        rpt_reading *g = &p->readings[i];
        if (d->tokens.at[i].flags & RPT_T_NOISE) continue;
        const uint64_t *hashes = &d->tokens.at[i].hash;
        g->phrase_lexeme =
            rpt_lexicon_match(p->r->lexicon, hashes, sizeof *d->tokens.at, d->tokens.n - i, &g->words);
        g->phrase = bits_of(p->r, g->phrase_lexeme);
        while (g->phrase_lexeme && !g->phrase &&
               g->words > 1) { // a phrase of other stages hides no shorter one of ours
            const uint32_t shorter = g->words - 1;
            g->words = 0;
            g->phrase_lexeme =
                rpt_lexicon_match(p->r->lexicon, hashes, sizeof *d->tokens.at, shorter, &g->words);
            g->phrase = bits_of(p->r, g->phrase_lexeme);
        }
        if (!g->phrase_lexeme) continue;
        uint32_t one = 1;
        g->lexeme = g->words == 1 ? g->phrase_lexeme
                                  : rpt_lexicon_match(p->r->lexicon, hashes, sizeof *d->tokens.at, 1, &one);
        g->word = g->words == 1 ? g->phrase : bits_of(p->r, g->lexeme);
    }
}

void rpt_recognise(const rpt_recogniser *r, rpt_document *d) {
    rpt_parts p = {.r = r, .d = d};
    p.readings = rpt_arena_alloc(d->arena, ((size_t)d->tokens.n + 1) * sizeof *p.readings);
    p.mention = rpt_arena_alloc(d->arena, ((size_t)d->tokens.n + 1) * sizeof *p.mention);
    (void)RPT_PUSH(d->arena, p.finds);
    read_tokens(&p);
    rpt_find_dates(&p);
    if (d->mentions.n > 1) {
        rpt_dates_attach(&p);
        rpt_mentions_index(&p);
        rpt_read_wordings(&p);
    } else {
        rpt_find_gazetteer(&p);
        rpt_read_wordings(&p);
        rpt_find_names(&p);
        rpt_find_bodies(&p);
        rpt_find_places(&p);
        rpt_find_agreements(&p);
        rpt_find_events(&p);
        rpt_find_acronyms(&p);
        rpt_finds_choose(&p);
    }
    rpt_find_posts(&p);
}
