/* SPDX-License-Identifier: ISC */
/*
 * In: terms and quads. Out: the ranges of sorted arrays that match a pattern.
 * Four copies of the quads, sorted SPOG, POSG, OSPG and GSPO, by counting sort on the numbers: no tree, no comparison.
 * Does not: read files (read.c), know SPARQL.
 */
#include "query/dataset.h"
#include <stdlib.h>

typedef struct {
    size_t text; ///< offset into `bytes`
    uint32_t len, tag_len; ///< the tag follows the text
    uint32_t hash;
    uint8_t kind;
    bool language;
} term;

enum { SPOG, POSG, OSPG, GSPO, ORDERS };
static const uint8_t orders[ORDERS][4] = {
    {RPT_S, RPT_P, RPT_O, RPT_G}, {RPT_P, RPT_O, RPT_S, RPT_G}, {RPT_O, RPT_S, RPT_P, RPT_G}, {RPT_G, RPT_S, RPT_P, RPT_O}};

struct rpt_dataset {
    rpt_buf bytes;
    term *terms; ///< [0] is nothing, [RPT_DEFAULT_GRAPH] has no name
    uint32_t n_terms, cap_terms;
    uint32_t *slots; ///< open addressing, term numbers
    uint32_t mask;
    rpt_id_quad *quads[ORDERS];
    uint32_t n, cap;
    rpt_term_id *graphs;
    uint32_t n_graphs;
};

rpt_dataset *rpt_dataset_new(void) {
    rpt_dataset *d = rpt_realloc(NULL, sizeof *d);
    *d = (rpt_dataset){.cap_terms = 1024, .n_terms = RPT_DEFAULT_GRAPH + 1, .mask = 4095};
    d->terms = rpt_realloc(NULL, d->cap_terms * sizeof *d->terms);
    memset(d->terms, 0, d->n_terms * sizeof *d->terms);
    d->slots = rpt_realloc(NULL, (d->mask + 1) * sizeof *d->slots);
    memset(d->slots, 0, (d->mask + 1) * sizeof *d->slots);
    return d;
}

void rpt_dataset_free(rpt_dataset *d) {
    if (!d) return;
    for (int i = 0; i < ORDERS; i++) free(d->quads[i]);
    rpt_buf_clear(&d->bytes);
    free(d->terms);
    free(d->slots);
    free(d->graphs);
    free(d);
}

/* -- Terms ----------------------------------------------------------------------------------- */

static uint32_t hash_of(rpt_term_view t) {
    uint64_t h = rpt_hash(t.text) + (uint64_t)t.kind * 0x9E3779B97F4A7C15u + t.language;
    if (t.tag.len) h = (h ^ rpt_hash(t.tag)) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32 ^ h);
}

static bool is_term(const rpt_dataset *d, const term *have, rpt_term_view t) {
    const char *p = d->bytes.p + have->text;
    return have->kind == t.kind && have->language == t.language && have->len == t.text.len &&
           have->tag_len == t.tag.len && !memcmp(p, t.text.p, t.text.len) &&
           (!t.tag.len || !memcmp(p + have->len, t.tag.p, t.tag.len));
}

static uint32_t slot_of(const rpt_dataset *d, rpt_term_view t, uint32_t hash) {
    uint32_t i = hash & d->mask;
    while (d->slots[i] && (d->terms[d->slots[i]].hash != hash || !is_term(d, &d->terms[d->slots[i]], t)))
        i = (i + 1) & d->mask;
    return i;
}

static void grow_slots(rpt_dataset *d) {
    const uint32_t size = (d->mask + 1) * 2;
    d->slots = rpt_realloc(d->slots, size * sizeof *d->slots);
    memset(d->slots, 0, size * sizeof *d->slots);
    d->mask = size - 1;
    for (uint32_t id = RPT_DEFAULT_GRAPH + 1; id < d->n_terms; id++) {
        uint32_t i = d->terms[id].hash & d->mask;
        while (d->slots[i]) i = (i + 1) & d->mask;
        d->slots[i] = id;
    }
}

/* RDF 1.1: a literal without a datatype and one of xsd:string are the same. */
static rpt_term_view plain_string(rpt_term_view t) {
    if (t.kind == RPT_TERM_LITERAL && !t.language && rpt_str_is(t.tag, "http://www.w3.org/2001/XMLSchema#string")) t.tag.len = 0;
    if (!t.text.len) t.text.p = "";
    return t;
}

rpt_term_id rpt_dataset_find(const rpt_dataset *d, rpt_term_view t) {
    t = plain_string(t);
    return d->slots[slot_of(d, t, hash_of(t))];
}

rpt_term_id rpt_dataset_intern(rpt_dataset *d, rpt_term_view t) {
    t = plain_string(t);
    const uint32_t hash = hash_of(t);
    const uint32_t slot = slot_of(d, t, hash);
    if (d->slots[slot]) return d->slots[slot];
    if (d->n_terms == d->cap_terms) {
        d->cap_terms *= 2;
        d->terms = rpt_realloc(d->terms, d->cap_terms * sizeof *d->terms);
    }
    const rpt_term_id id = d->n_terms++;
    d->terms[id] = (term){d->bytes.len, t.text.len, t.tag.len, hash, (uint8_t)t.kind, t.language};
    rpt_buf_str(&d->bytes, t.text);
    rpt_buf_str(&d->bytes, t.tag);
    d->slots[slot] = id;
    if (d->n_terms > d->mask / 2) grow_slots(d);
    return id;
}

rpt_term_view rpt_dataset_term(const rpt_dataset *d, rpt_term_id id) {
    const term *t = &d->terms[id];
    const char *p = d->bytes.p + t->text;
    return (rpt_term_view){(rpt_term_kind)t->kind, t->language, {p, t->len}, {p + t->len, t->tag_len}};
}

uint32_t rpt_dataset_terms(const rpt_dataset *d) { return d->n_terms - 1; }

/* -- Quads ----------------------------------------------------------------------------------- */

void rpt_dataset_add(rpt_dataset *d, rpt_id_quad q) {
    if (d->n == d->cap) {
        d->cap = d->cap ? d->cap * 2 : 1024;
        d->quads[SPOG] = rpt_realloc(d->quads[SPOG], d->cap * sizeof(rpt_id_quad));
    }
    if (!q.at[RPT_G]) q.at[RPT_G] = RPT_DEFAULT_GRAPH;
    d->quads[SPOG][d->n++] = q;
}

/* One stable pass of counting sort on 11 bits of one place. */
static void sort_pass(rpt_id_quad *to, const rpt_id_quad *from, uint32_t n, uint8_t place, uint32_t shift) {
    uint32_t starts[2048] = {0}, sum = 0;
    for (uint32_t i = 0; i < n; i++) starts[from[i].at[place] >> shift & 2047]++;
    for (uint32_t i = 0; i < 2048; i++) {
        const uint32_t count = starts[i];
        starts[i] = sum;
        sum += count;
    }
    for (uint32_t i = 0; i < n; i++) to[starts[from[i].at[place] >> shift & 2047]++] = from[i];
}

static void sort_quads(rpt_dataset *d, rpt_id_quad **quads, rpt_id_quad **spare, const uint8_t order[4]) {
    for (int k = 3; k >= 0; k--) {
        for (uint32_t shift = 0; shift < 32 && d->n_terms >> shift; shift += 11) {
            sort_pass(*spare, *quads, d->n, order[k], shift);
            rpt_id_quad *swap = *quads;
            *quads = *spare;
            *spare = swap;
        }
    }
}

static void drop_doubles(rpt_dataset *d) {
    uint32_t n = 0;
    rpt_id_quad *q = d->quads[SPOG];
    for (uint32_t i = 0; i < d->n; i++)
        if (!n || memcmp(&q[n - 1], &q[i], sizeof *q)) q[n++] = q[i];
    d->n = n;
}

static void list_graphs(rpt_dataset *d) {
    const rpt_id_quad *q = d->quads[GSPO];
    rpt_term_id last = RPT_DEFAULT_GRAPH;
    for (uint32_t i = 0; i < d->n; i++) {
        if (q[i].at[RPT_G] == last) continue;
        last = q[i].at[RPT_G];
        if (!(d->n_graphs & (d->n_graphs - 1)))
            d->graphs = rpt_realloc(d->graphs, (d->n_graphs ? d->n_graphs * 2 : 1) * sizeof *d->graphs);
        d->graphs[d->n_graphs++] = last;
    }
}

void rpt_dataset_close(rpt_dataset *d) {
    const size_t size = (d->n ? d->n : 1) * sizeof(rpt_id_quad);
    rpt_id_quad *spare = rpt_realloc(NULL, size);
    d->quads[SPOG] = rpt_realloc(d->quads[SPOG], size);
    sort_quads(d, &d->quads[SPOG], &spare, orders[SPOG]);
    drop_doubles(d);
    for (int i = SPOG + 1; i < ORDERS; i++) {
        d->quads[i] = rpt_realloc(NULL, size);
        memcpy(d->quads[i], d->quads[SPOG], d->n * sizeof(rpt_id_quad));
        sort_quads(d, &d->quads[i], &spare, orders[i]);
    }
    free(spare);
    list_graphs(d);
}

uint32_t rpt_dataset_quads(const rpt_dataset *d) { return d->n; }

const rpt_term_id *rpt_dataset_graphs(const rpt_dataset *d, uint32_t *n) {
    *n = d->n_graphs;
    return d->graphs;
}

/* -- Matching -------------------------------------------------------------------------------- */

/* <0, 0, >0 as the first `places` of q in this order stand before, in or after the pattern. */
static int compare(const rpt_id_quad *q, const rpt_id_quad *pattern, const uint8_t order[4], int places) {
    for (int k = 0; k < places; k++) {
        const rpt_term_id have = q->at[order[k]], want = pattern->at[order[k]];
        if (have != want) return have < want ? -1 : 1;
    }
    return 0;
}

/* The first quad that does not stand before the pattern (or, `after`, the first behind it). */
static const rpt_id_quad *bound(const rpt_id_quad *q, uint32_t n, const rpt_id_quad *pattern, const uint8_t order[4],
                                int places, bool after) {
    while (n) {
        const uint32_t half = n / 2;
        if (compare(q + half, pattern, order, places) < (int)after) {
            q += half + 1;
            n -= half + 1;
        } else n = half;
    }
    return q;
}

static int places_bound(const rpt_id_quad *pattern, const uint8_t order[4]) {
    int n = 0;
    while (n < 4 && pattern->at[order[n]]) n++;
    return n;
}

static rpt_dataset_walk range(const rpt_dataset *d, int order, const rpt_id_quad *pattern) {
    const int places = places_bound(pattern, orders[order]);
    const rpt_id_quad *begin = bound(d->quads[order], d->n, pattern, orders[order], places, false);
    const rpt_id_quad *all = d->quads[order] + d->n;
    const rpt_id_quad *end = bound(begin, (uint32_t)(all - begin), pattern, orders[order], places, true);
    return (rpt_dataset_walk){begin, end, *pattern, !pattern->at[RPT_G], false};
}

static bool matches(const rpt_id_quad *q, const rpt_id_quad *pattern, bool named) {
    if (named && q->at[RPT_G] == RPT_DEFAULT_GRAPH) return false;
    for (int i = 0; i < 4; i++)
        if (pattern->at[i] && pattern->at[i] != q->at[i]) return false;
    return true;
}

static void skip_others(rpt_dataset_walk *w) {
    while (w->at < w->end && !matches(w->at, &w->pattern, w->named)) w->at++;
}

/* The index by what is bound: bit 1 subject, 2 predicate, 4 object. */
static const uint8_t index_of[8] = {SPOG, SPOG, POSG, SPOG, OSPG, OSPG, POSG, SPOG};

static rpt_dataset_walk shortest(const rpt_dataset *d, const rpt_id_quad *pattern) {
    const int bits = (pattern->at[RPT_S] != 0) | (pattern->at[RPT_P] != 0) << 1 | (pattern->at[RPT_O] != 0) << 2;
    if (!pattern->at[RPT_G]) return range(d, index_of[bits], pattern);
    const rpt_dataset_walk graph = range(d, GSPO, pattern);
    if (bits == 0 || bits & 1 || graph.end - graph.at < 64) return graph;
    const rpt_dataset_walk other = range(d, index_of[bits], pattern);
    return other.end - other.at < graph.end - graph.at ? other : graph;
}

rpt_dataset_walk rpt_dataset_match(const rpt_dataset *d, rpt_id_quad pattern, bool named) {
    rpt_dataset_walk w = shortest(d, &pattern);
    w.named = named;
    w.unite &= !named;
    skip_others(&w);
    return w;
}

void rpt_dataset_step(rpt_dataset_walk *w) {
    const rpt_id_quad *last = w->at++;
    /* Sorted with the graph last, equal triples stand side by side. */
    while (w->unite && w->at < w->end && !memcmp(w->at, last, 3 * sizeof(rpt_term_id))) w->at++;
    skip_others(w);
}

uint32_t rpt_dataset_estimate(const rpt_dataset *d, rpt_id_quad pattern) {
    const rpt_dataset_walk w = shortest(d, &pattern);
    return (uint32_t)(w.end - w.at);
}

/* -- Writing --------------------------------------------------------------------------------- */

static void write_escaped(rpt_buf *out, rpt_str s) {
    for (uint32_t i = 0; i < s.len; i++) {
        static const char special[] = {'"', '\\', '\n', '\r'};
        const char *found = memchr(special, s.p[i], 4);
        if (found) {
            rpt_buf_char(out, '\\');
            rpt_buf_char(out, "\"\\nr"[found - special]);
        } else rpt_buf_char(out, s.p[i]);
    }
}

static void write_iri(rpt_buf *out, rpt_str s) {
    rpt_buf_char(out, '<');
    for (uint32_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c <= ' ' || strchr("<>\"{}|^`\\", c)) rpt_buf_printf(out, "\\u%04X", c);
        else rpt_buf_char(out, s.p[i]);
    }
    rpt_buf_char(out, '>');
}

void rpt_term_write(rpt_buf *out, rpt_term_view t) {
    if (t.kind == RPT_TERM_IRI) write_iri(out, t.text);
    if (t.kind == RPT_TERM_BLANK) {
        rpt_buf_z(out, "_:");
        rpt_buf_str(out, t.text);
    }
    if (t.kind != RPT_TERM_LITERAL) return;
    rpt_buf_char(out, '"');
    write_escaped(out, t.text);
    rpt_buf_char(out, '"');
    if (!t.tag.len) return;
    if (t.language) {
        rpt_buf_char(out, '@');
        rpt_buf_str(out, t.tag);
    } else {
        rpt_buf_z(out, "^^");
        write_iri(out, t.tag);
    }
}
