/* SPDX-License-Identifier: ISC */
/*
 * What was seen and left: sentences in which nothing was found, capitalised words that belong to no mention, and what was
 * refused with the reason. In: a finished document. Out: lines `offset <tab> what <tab> words <tab> reason`.
 */
#include "pipeline.h"
#include "view/view.h"

static void put_line(rpt_buf *out, const rpt_document *d, rpt_span span, const char *what, const char *reason) {
    const rpt_str words = rpt_document_slice(d, span);
    rpt_buf_printf(out, "%.*s\t%u\t%s\t", RPT_FMT(d->name), rpt_utf8_count((rpt_str){d->text.p, span.begin}), what);
    for (uint32_t i = 0; i < words.len; i++) rpt_buf_char(out, words.p[i] == '\n' || words.p[i] == '\t' ? ' ' : words.p[i]);
    rpt_buf_printf(out, "\t%s\n", reason);
}

/** For each sentence: does a mention or a reference stand in it? a fact? */
static void put_sentences(rpt_buf *out, const rpt_document *d) {
    uint32_t mention = 1, relation = 0;
    for (uint32_t i = 0; i < d->sentences.n; i++) {
        const rpt_span in = d->sentences.at[i].span;
        uint32_t names = 0, facts = 0;
        while (mention < d->mentions.n && d->mentions.at[mention].span.begin < in.begin) mention++;
        for (; mention < d->mentions.n && d->mentions.at[mention].span.begin < in.end; mention++) names++;
        while (relation < d->relations.n && d->relations.at[relation].sentence.begin < in.begin) relation++;
        for (; relation < d->relations.n && d->relations.at[relation].sentence.begin < in.end; relation++) facts++;
        if (!names && !facts) put_line(out, d, in, "sentence", "no name and no fact");
        else if (!facts && names > 1) put_line(out, d, in, "sentence", "names, but no fact");
    }
}

static void put_words(rpt_buf *out, const rpt_document *d) {
    uint32_t mention = 1, post = 1;
    for (uint32_t i = 0; i < d->tokens.n; i++) {
        const rpt_token *t = &d->tokens.at[i];
        while (post < d->posts.n && d->posts.at[post].end <= i) post++;
        if (post < d->posts.n && d->posts.at[post].first <= i) continue; /* `Foreign Minister`: understood, if no name */
        while (mention < d->mentions.n && d->mentions.at[mention].span.end <= t->begin) mention++;
        const bool named = mention < d->mentions.n && d->mentions.at[mention].span.begin < t->begin + t->len;
        if (named || !(t->flags & RPT_T_UPPER) || t->flags & (RPT_T_FIRST | RPT_T_NOISE) || t->len < 2) continue;
        uint32_t end = i + 1;
        while (end < d->tokens.n && d->tokens.at[end].flags & RPT_T_UPPER && !(d->tokens.at[end].flags & (RPT_T_FIRST | RPT_T_LINE | RPT_T_NOISE)) &&
               !(mention < d->mentions.n && d->mentions.at[mention].span.begin <= d->tokens.at[end].begin)) {
            end++;
        }
        put_line(out, d, (rpt_span){t->begin, d->tokens.at[end - 1].begin + d->tokens.at[end - 1].len}, "capitals", "no mention");
        i = end - 1;
    }
}

/** Was the find made by two parts, and the other's became the mention? */
static bool is_mention(const rpt_document *d, const rpt_refusal *r) {
    uint32_t low = 1, high = d->mentions.n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (d->mentions.at[middle].span.begin < r->span.begin) low = middle + 1;
        else high = middle;
    }
    return low < d->mentions.n && d->mentions.at[low].span.begin == r->span.begin && d->mentions.at[low].span.end == r->span.end &&
           d->mentions.at[low].type == r->type;
}

static void put_refusals(rpt_buf *out, const rpt_document *d) {
    static const char *const reasons[] = {"a longer name covers it", "the words are no name here"};
    for (uint32_t i = 0; i < d->refusals.n; i++) {
        const rpt_refusal *r = &d->refusals.at[i];
        if (is_mention(d, r)) continue;
        put_line(out, d, r->span, rpt_type_name[r->type % RPT_TYPES], reasons[r->reason % 2]);
    }
    for (uint32_t i = 1; i < d->entities.n; i++) {
        const rpt_entity *e = &d->entities.at[i];
        if (e->type == RPT_DATE || e->qid.len || !e->mention) continue;
        const rpt_mention *m = &d->mentions.at[e->mention];
        put_line(out, d, m->span, "link", m->candidates ? "candidates under the threshold" : "no candidate");
    }
    for (uint32_t i = 0; i < d->relations.n; i++) {
        const rpt_relation *r = &d->relations.at[i];
        if (rpt_status_withheld(r->status)) put_line(out, d, r->evidence.end ? r->evidence : r->sentence, rpt_relation_name[r->kind], rpt_status_name[r->status]);
    }
}

void rpt_view_coverage(rpt_buf *out, const rpt_document *d) {
    put_sentences(out, d);
    put_words(out, d);
    put_refusals(out, d);
}
