/* SPDX-License-Identifier: ISC */
/*
 * In: graph files of lines, sorted by graph as our export writes them. Out: one graph after the other, as N-Triples.
 * A graph that comes again is a mistake: its second part would replace the first in the store.
 */
#include "store/store.h"
#include <stdlib.h>

typedef struct {
    uint64_t *slots; ///< open addressing; 0 = free
    uint32_t mask, n;
} hash_set;

static void set_clear(hash_set *s) {
    if (!s->slots) {
        s->mask = 255;
        s->slots = rpt_realloc(NULL, (s->mask + 1) * sizeof *s->slots);
    }
    memset(s->slots, 0, (s->mask + 1) * sizeof *s->slots);
    s->n = 0;
}

/* False where it was there before. */
static bool set_add(hash_set *s, uint64_t h) {
    h = h ? h : 1;
    if (s->n >= s->mask / 2) {
        hash_set wide = {.mask = s->mask * 2 + 1};
        wide.slots = rpt_realloc(NULL, (wide.mask + 1) * sizeof *wide.slots);
        set_clear(&wide);
        for (uint32_t i = 0; i <= s->mask; i++)
            if (s->slots[i]) set_add(&wide, s->slots[i]);
        free(s->slots);
        *s = wide;
    }
    uint32_t i = (uint32_t)h & s->mask;
    while (s->slots[i] && s->slots[i] != h) i = (i + 1) & s->mask;
    if (s->slots[i]) return false;
    s->slots[i] = h;
    s->n++;
    return true;
}

typedef struct {
    rpt_messages *m;
    rpt_graph_taker take;
    void *user;
    rpt_str fallback;  ///< graph of statements that name none
    rpt_buf iri, body;
    hash_set graphs, triples;
    rpt_graph_entry now;
    bool open;
} splitter;

static rpt_status finish_graph(splitter *s) {
    if (!s->open) return RPT_OK;
    s->open = false;
    s->now.iri = rpt_buf_view(&s->iri);
    s->now.hash = rpt_hash(rpt_buf_view(&s->body));
    return s->take(s->user, &s->now, rpt_buf_view(&s->body));
}

static rpt_status begin_graph(splitter *s, rpt_str iri, rpt_place place, uint32_t file) {
    if (!set_add(&s->graphs, rpt_hash(iri)))
        return rpt_fail(s->m, RPT_CONFIG, place, "graph <%.*s> comes a second time and would replace its first part; sort the lines by graph", RPT_FMT(iri));
    s->iri.len = s->body.len = 0;
    rpt_buf_str(&s->iri, iri);
    set_clear(&s->triples);
    s->now = (rpt_graph_entry){.file = file, .line = place.line};
    s->open = true;
    return RPT_OK;
}

static rpt_status take_statement(splitter *s, const rpt_line *line, rpt_place place, uint32_t file) {
    const rpt_line_term *g = &line->at[3];
    if (g->kind == RPT_TERM_BLANK || (!g->kind && !s->fallback.len))
        return rpt_fail(s->m, RPT_CONFIG, place, "a statement %s; name a graph for it with --graph IRI", g->kind ? "in a nameless graph" : "without a graph");
    const rpt_str iri = g->kind == RPT_TERM_IRI ? g->text : s->fallback;
    if (!s->open || !rpt_str_equal(iri, rpt_buf_view(&s->iri))) {
        TRY(finish_graph(s));
        TRY(begin_graph(s, iri, place, file));
    }
    if (s->body.len + line->triple.len > RPT_TEXT_MAX) return rpt_fail(s->m, RPT_CONFIG, place, "a graph of more than 1 GiB; use the store's bulk loader");
    if (!set_add(&s->triples, rpt_hash(line->triple))) return RPT_OK;
    s->now.triples++;
    rpt_buf_str(&s->body, line->triple);
    rpt_buf_add(&s->body, " .\n", 3);
    return RPT_OK;
}

static rpt_status read_lines(splitter *s, rpt_lines *r, uint32_t file) {
    for (;;) {
        rpt_str text;
        rpt_line line;
        const char *why;
        bool end;
        rpt_place place = {r->path, 0, 0};
        TRY(rpt_lines_next(r, &text, &end, s->m));
        if (end) return RPT_OK;
        const bool good = rpt_line_parse(&line, text, true, &why, &place.column);
        place.line = r->line;
        if (!good) return rpt_fail(s->m, RPT_CONFIG, place, "%s", why);
        place.column = 1;
        if (line.at[0].kind) TRY(take_statement(s, &line, place, file));
    }
}

rpt_status rpt_graphs_each(const char *const *files, uint32_t n, const char *graph, rpt_graph_taker take, void *user, rpt_messages *m) {
    splitter s = {.m = m, .take = take, .user = user, .fallback = rpt_str_of(graph ? graph : "")};
    rpt_status status = RPT_OK;
    set_clear(&s.graphs);
    for (uint32_t i = 0; i < n && !status; i++) {
        rpt_lines r;
        status = rpt_lines_open(&r, files[i], m);
        if (!status) status = read_lines(&s, &r, i);
        rpt_lines_close(&r);
    }
    if (!status) status = finish_graph(&s);
    rpt_buf_clear(&s.iri);
    rpt_buf_clear(&s.body);
    free(s.graphs.slots);
    free(s.triples.slots);
    return status;
}

void rpt_graph_list_clear(rpt_graph_list *l) {
    rpt_arena_clear(&l->arena);
    *l = (rpt_graph_list){0};
}
