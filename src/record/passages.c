/* SPDX-License-Identifier: ISC */
/*
 * A long document's text -> passages, so that no literal is over the cap of stores and no character is lost: what the turns do
 * not carry (before, between and behind them, and turns that are too long themselves), cut at the ends of paragraphs. A
 * document under the cap has none: its text is one literal.
 */
#include "record/record.h"

typedef struct {
    rpt_rows *r;
    rpt_arena *arena;
    rpt_str text;
    uint32_t at, point; ///< byte and code point that were reached; only forward
    RPT_ARRAY(rpt_str) cells;
    uint32_t n;
} cutter;

typedef struct {
    uint32_t byte, point;
} position;

static uint32_t number_of(rpt_str s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len && s.p[i] >= '0' && s.p[i] <= '9' && n < 400000000; i++) n = n * 10 + (uint32_t)(s.p[i] - '0');
    return n;
}

static position step(const cutter *c, position p) {
    do p.byte++;
    while (p.byte < c->text.len && ((unsigned char)c->text.p[p.byte] & 0xC0) == 0x80);
    p.point++;
    return p;
}

static rpt_str number(const cutter *c, uint32_t n) { return rpt_arena_printf(c->arena, "%u", n); }

static void add(cutter *c, position from, position to) {
    const rpt_str text = {c->text.p + from.byte, to.byte - from.byte};
    if (!rpt_str_trim(text).len) return;
    rpt_str row[RPT_PASSAGE_COLUMNS] = {{"", 0}};
    row[RPT_PASSAGE_start] = number(c, from.point);
    row[RPT_PASSAGE_end] = number(c, to.point);
    row[RPT_PASSAGE_number] = number(c, ++c->n);
    row[RPT_PASSAGE_text] = text;
    row[RPT_PASSAGE_iri] = rpt_arena_printf(c->arena, "%.*s#char=%u,%u", RPT_FMT(c->r->cell[RPT_ROW_DOCUMENT][RPT_DOCUMENT_iri]), from.point, to.point);
    for (int i = 0; i < RPT_PASSAGE_COLUMNS; i++) *RPT_PUSH(c->arena, c->cells) = row[i];
}

/** Cuts the text from where it stands to code point `end` into passages. */
static void cut(cutter *c, uint32_t end) {
    position begin = {c->at, c->point}, now = begin, paragraph = begin, word = begin;
    while (now.point < end && now.byte < c->text.len) {
        const char here = c->text.p[now.byte];
        now = step(c, now);
        if (here == '\n') paragraph = now;
        if (here == ' ') word = now;
        if (now.point - begin.point < RPT_LITERAL_MAX) continue;
        const position to = paragraph.byte > begin.byte ? paragraph : word.byte > begin.byte ? word : now;
        add(c, begin, to);
        begin = now = paragraph = word = to;
    }
    if (now.byte > begin.byte) add(c, begin, now);
    c->at = now.byte;
    c->point = now.point;
}

static void skip(cutter *c, uint32_t end) {
    position p = {c->at, c->point};
    while (p.point < end && p.byte < c->text.len) p = step(c, p);
    c->at = p.byte;
    c->point = p.point;
}

void rpt_rows_passages(rpt_rows *r, rpt_arena *arena) {
    const rpt_str *document = r->cell[RPT_ROW_DOCUMENT];
    cutter c = {.r = r, .arena = arena, .text = document[RPT_DOCUMENT_text]};
    r->n[RPT_ROW_PASSAGE] = 0;
    if (number_of(document[RPT_DOCUMENT_length]) < RPT_LITERAL_MAX) return;
    for (uint32_t i = 0; i < r->n[RPT_ROW_TURN]; i++) {
        const rpt_str *turn = r->cell[RPT_ROW_TURN] + (size_t)i * RPT_TURN_COLUMNS;
        const uint32_t from = number_of(turn[RPT_TURN_start]), to = number_of(turn[RPT_TURN_end]);
        if (from < c.point || to < from || to - from >= RPT_LITERAL_MAX) continue;
        cut(&c, from);
        skip(&c, to);
    }
    cut(&c, UINT32_MAX);
    r->cell[RPT_ROW_PASSAGE] = c.cells.at;
    r->n[RPT_ROW_PASSAGE] = c.n;
}
