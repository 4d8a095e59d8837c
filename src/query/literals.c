/* SPDX-License-Identifier: ISC */
/*
 * In: terms of the dataset. Out: Rasqal's literals, each made once; its address leads back to the number, so that a value keeps
 * the form that its file gave it (Rasqal makes "01" of xsd:boolean to true).
 */
#include "query/query.h"
#include <stdlib.h>

typedef struct {
    const rasqal_literal *literal;
    rpt_term_id id;
} known;

struct rpt_literals {
    rasqal_world *world;
    raptor_world *raptor;
    rpt_dataset *dataset;
    rasqal_literal **literals; ///< by term number, made when first asked for
    uint32_t cap;
    known *slots;              ///< open addressing by address
    uint32_t mask, n;
};

static uint32_t hash_address(const void *p) { return (uint32_t)(((uintptr_t)p >> 4) * 0x9E3779B97F4A7C15u >> 32); }

static known *slot_of(const rpt_literals *s, const rasqal_literal *l) {
    uint32_t i = hash_address(l) & s->mask;
    while (s->slots[i].literal && s->slots[i].literal != l) i = (i + 1) & s->mask;
    return &s->slots[i];
}

static void grow(rpt_literals *s) {
    known *old = s->slots;
    const uint32_t n = s->mask + 1;
    s->mask = n * 2 - 1;
    s->slots = rpt_realloc(NULL, (s->mask + 1) * sizeof *s->slots);
    memset(s->slots, 0, (s->mask + 1) * sizeof *s->slots);
    for (uint32_t i = 0; i < n; i++)
        if (old[i].literal) *slot_of(s, old[i].literal) = old[i];
    free(old);
}

/* Rasqal takes what it is given: zero-ended copies, freed by it. */
static unsigned char *copy_for_rasqal(rpt_str s) {
    unsigned char *p = rasqal_alloc_memory((size_t)s.len + 1);
    if (s.len) memcpy(p, s.p, s.len);
    p[s.len] = 0;
    return p;
}

static raptor_uri *uri_of(const rpt_literals *s, rpt_str iri) {
    return raptor_new_uri_from_counted_string(s->raptor, (const unsigned char *)iri.p, iri.len);
}

static rasqal_literal *make_literal(const rpt_literals *s, rpt_term_view t) {
    if (t.kind == RPT_TERM_IRI) return rasqal_new_uri_literal(s->world, uri_of(s, t.text));
    unsigned char *text = copy_for_rasqal(t.text);
    if (t.kind == RPT_TERM_BLANK) return rasqal_new_simple_literal(s->world, RASQAL_LITERAL_BLANK, text);
    const char *language = t.language ? (const char *)copy_for_rasqal(t.tag) : NULL;
    raptor_uri *datatype = t.tag.len && !t.language ? uri_of(s, t.tag) : NULL;
    return rasqal_new_string_literal(s->world, text, language, datatype, NULL);
}

rasqal_literal *rpt_literals_of(rpt_literals *s, rpt_term_id id) {
    if (id >= s->cap) {
        const uint32_t cap = id * 2;
        s->literals = rpt_realloc(s->literals, cap * sizeof *s->literals);
        memset(s->literals + s->cap, 0, (cap - s->cap) * sizeof *s->literals);
        s->cap = cap;
    }
    if (!s->literals[id]) {
        s->literals[id] = make_literal(s, rpt_dataset_term(s->dataset, id));
        if (++s->n > s->mask / 2) grow(s);
        *slot_of(s, s->literals[id]) = (known){s->literals[id], id};
    }
    return s->literals[id];
}

/* -- From Rasqal ------------------------------------------------------------------------------ */

static rpt_str iri_of(raptor_uri *uri) {
    size_t len;
    const unsigned char *p = raptor_uri_as_counted_string(uri, &len);
    return (rpt_str){(const char *)p, (uint32_t)len};
}

static rpt_term_view view_of(rasqal_literal *l) {
    rpt_term_view t = {RPT_TERM_LITERAL, .text = {"", 0}, .tag = {"", 0}};
    if (l->type == RASQAL_LITERAL_URI) {
        t.kind = RPT_TERM_IRI;
        t.text = iri_of(l->value.uri);
        return t;
    }
    size_t len = 0;
    int error = 0;
    const unsigned char *p = rasqal_literal_as_counted_string(l, &len, 0, &error);
    if (p && !error) t.text = (rpt_str){(const char *)p, (uint32_t)len};
    if (l->type == RASQAL_LITERAL_BLANK) {
        t.kind = RPT_TERM_BLANK;
        return t;
    }
    if (l->language) {
        t.language = true;
        t.tag = rpt_str_of(l->language);
        return t;
    }
    raptor_uri *datatype = rasqal_literal_datatype(l);
    if (datatype) t.tag = iri_of(datatype);
    return t;
}

rpt_term_view rpt_literals_term(const rpt_literals *s, rasqal_literal *l) {
    const known *k = slot_of(s, l);
    return k->literal ? rpt_dataset_term(s->dataset, k->id) : view_of(l);
}

rpt_term_id rpt_literals_id(rpt_literals *s, rasqal_literal *l) {
    const known *k = slot_of(s, l);
    return k->literal ? k->id : rpt_dataset_intern(s->dataset, view_of(l));
}

rpt_literals *rpt_literals_new(rasqal_world *world, rpt_dataset *d) {
    rpt_literals *s = rpt_realloc(NULL, sizeof *s);
    *s = (rpt_literals){.world = world, .raptor = rasqal_world_get_raptor(world), .dataset = d, .mask = 1023, .cap = rpt_dataset_terms(d) + 2};
    s->literals = rpt_realloc(NULL, s->cap * sizeof *s->literals);
    memset(s->literals, 0, s->cap * sizeof *s->literals);
    s->slots = rpt_realloc(NULL, (s->mask + 1) * sizeof *s->slots);
    memset(s->slots, 0, (s->mask + 1) * sizeof *s->slots);
    return s;
}

void rpt_literals_free(rpt_literals *s) {
    if (!s) return;
    for (uint32_t id = 0; id < s->cap; id++)
        if (s->literals[id]) rasqal_free_literal(s->literals[id]);
    free(s->literals);
    free(s->slots);
    free(s);
}
