/* SPDX-License-Identifier: ISC */
/*
 * In: triple patterns of Rasqal with what is bound so far. Out: the matches of the dataset, bound to Rasqal's variables.
 * A term becomes a Rasqal literal once; the literal's address leads back to its number, so a join compares integers.
 * Does not: order patterns (order.c), evaluate anything.
 */
#include "query/query.h"
#include <stdlib.h>

typedef struct {
    const rasqal_literal *literal;
    rpt_term_id id;
} known;

struct rpt_source {
    rasqal_world *world;
    raptor_world *raptor;
    rpt_dataset *dataset;
    rasqal_literal **literals; ///< by term number, made when first bound
    known *slots;              ///< open addressing by address
    uint32_t mask, n;
    rpt_term_id outside; ///< the graph of patterns outside GRAPH; 0 = the union
};

static uint32_t hash_address(const void *p) { return (uint32_t)(((uintptr_t)p >> 4) * 0x9E3779B97F4A7C15u >> 32); }

static known *slot_of(const rpt_source *s, const rasqal_literal *l) {
    uint32_t i = hash_address(l) & s->mask;
    while (s->slots[i].literal && s->slots[i].literal != l) i = (i + 1) & s->mask;
    return &s->slots[i];
}

static void grow(rpt_source *s) {
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

static raptor_uri *uri_of(const rpt_source *s, rpt_str iri) {
    return raptor_new_uri_from_counted_string(s->raptor, (const unsigned char *)iri.p, iri.len);
}

static rasqal_literal *make_literal(const rpt_source *s, rpt_term_view t) {
    if (t.kind == RPT_TERM_IRI) return rasqal_new_uri_literal(s->world, uri_of(s, t.text));
    unsigned char *text = copy_for_rasqal(t.text);
    if (t.kind == RPT_TERM_BLANK) return rasqal_new_simple_literal(s->world, RASQAL_LITERAL_BLANK, text);
    const char *language = t.language ? (const char *)copy_for_rasqal(t.tag) : NULL;
    raptor_uri *datatype = t.tag.len && !t.language ? uri_of(s, t.tag) : NULL;
    return rasqal_new_string_literal(s->world, text, language, datatype, NULL);
}

static rasqal_literal *literal_of(rpt_source *s, rpt_term_id id) {
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

rpt_term_view rpt_source_term(const rpt_source *s, rasqal_literal *l) {
    const known *k = slot_of(s, l);
    return k->literal ? rpt_dataset_term(s->dataset, k->id) : view_of(l);
}

static rpt_term_id id_of(const rpt_source *s, rasqal_literal *l) {
    const known *k = slot_of(s, l);
    return k->literal ? k->id : rpt_dataset_find(s->dataset, view_of(l));
}

/* -- Matching --------------------------------------------------------------------------------- */

typedef struct {
    rpt_source *source;
} per_query;

typedef struct {
    rpt_source *source;
    rpt_dataset_walk walk;
    rasqal_variable *variables[3]; ///< of the places that are to be bound; NULL = constant or bound before
    bool none;                     ///< a constant is no term of the dataset
} match;

/* What a place of the pattern stands for now: a number, 0 = any; false = nothing that the dataset has. */
static bool pattern_at(rpt_source *s, rasqal_literal *l, rasqal_variable **variable, rpt_term_id *id) {
    *variable = rasqal_literal_as_variable(l);
    rasqal_literal *value = *variable ? (*variable)->value : l;
    *id = value ? id_of(s, value) : 0;
    return !value || *id;
}

static bool origin_of(rpt_source *s, rasqal_triple *t, rpt_term_id *id) {
    rasqal_variable *ignored;
    *id = s->outside;
    return !t->origin || pattern_at(s, t->origin, &ignored, id);
}

static rasqal_triple_parts bind_match(rasqal_triples_match *rtm, void *user, rasqal_variable *bindings[4], rasqal_triple_parts parts) {
    static const rasqal_triple_parts bits[3] = {RASQAL_TRIPLE_SUBJECT, RASQAL_TRIPLE_PREDICATE, RASQAL_TRIPLE_OBJECT};
    match *m = user;
    const rpt_id_quad *q = m->none ? NULL : rpt_dataset_now(&m->walk);
    (void)rtm;
    if (!q) return 0;
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < i; k++) /* ?x ?p ?x */
            if (bindings[i] && bindings[i] == bindings[k] && q->at[i] != q->at[k]) return 0;
    }
    unsigned done = 0;
    for (int i = 0; i < 3; i++) {
        if (!(parts & bits[i]) || !bindings[i]) continue;
        rasqal_variable_set_value(bindings[i], rasqal_new_literal_from_literal(literal_of(m->source, q->at[i])));
        done |= (unsigned)bits[i];
    }
    return (rasqal_triple_parts)(done ? done : (unsigned)parts);
}

static void next_match(rasqal_triples_match *rtm, void *user) {
    match *m = user;
    (void)rtm;
    if (!m->none && rpt_dataset_now(&m->walk)) rpt_dataset_step(&m->walk);
}

static int is_end(rasqal_triples_match *rtm, void *user) {
    const match *m = user;
    (void)rtm;
    return m->none || !rpt_dataset_now(&m->walk);
}

static void finish(rasqal_triples_match *rtm, void *user) {
    (void)rtm;
    free(user);
}

static int init_triples_match(rasqal_triples_match *rtm, rasqal_triples_source *rts, void *user, rasqal_triple_meta *meta, rasqal_triple *t) {
    match *m = rpt_realloc(NULL, sizeof *m);
    rasqal_literal *const places[3] = {t->subject, t->predicate, t->object};
    rpt_id_quad pattern = {{0}};
    (void)rts;
    *m = (match){.source = ((per_query *)user)->source};
    for (int i = 0; i < 3; i++)
        if (!pattern_at(m->source, places[i], &meta->bindings[i], &pattern.at[i])) m->none = true;
    if (!origin_of(m->source, t, &pattern.at[RPT_G])) m->none = true;
    if (!m->none) m->walk = rpt_dataset_match(m->source->dataset, pattern);
    rtm->bind_match = bind_match;
    rtm->next_match = next_match;
    rtm->is_end = is_end;
    rtm->finish = finish;
    rtm->user_data = m;
    return 0;
}

static int triple_present(rasqal_triples_source *rts, void *user, rasqal_triple *t) {
    rpt_source *s = ((per_query *)user)->source;
    rpt_id_quad pattern;
    (void)rts;
    pattern.at[RPT_S] = id_of(s, t->subject);
    pattern.at[RPT_P] = id_of(s, t->predicate);
    pattern.at[RPT_O] = id_of(s, t->object);
    if (!pattern.at[RPT_S] || !pattern.at[RPT_P] || !pattern.at[RPT_O] || !origin_of(s, t, &pattern.at[RPT_G])) return 0;
    const rpt_dataset_walk w = rpt_dataset_match(s->dataset, pattern);
    return rpt_dataset_now(&w) != NULL;
}

static void free_triples_source(void *user) { (void)user; }

static int new_triples_source(rasqal_query *q, void *factory, void *user, rasqal_triples_source *rts) {
    (void)q;
    ((per_query *)user)->source = factory;
    rts->version = 1;
    rts->init_triples_match = init_triples_match;
    rts->triple_present = triple_present;
    rts->free_triples_source = free_triples_source;
    return 0;
}

static int register_factory(rasqal_triples_source_factory *factory) {
    factory->version = 1;
    factory->user_data_size = sizeof(per_query);
    factory->new_triples_source = new_triples_source;
    return 0;
}

/* -- Life -------------------------------------------------------------------------------------- */

rpt_source *rpt_source_new(rasqal_world *world, rpt_dataset *d, bool own_default) {
    rpt_source *s = rpt_realloc(NULL, sizeof *s);
    *s = (rpt_source){.world = world, .raptor = rasqal_world_get_raptor(world), .dataset = d, .mask = 1023, .outside = own_default ? RPT_DEFAULT_GRAPH : 0};
    s->literals = rpt_realloc(NULL, ((size_t)rpt_dataset_terms(d) + 1) * sizeof *s->literals);
    memset(s->literals, 0, ((size_t)rpt_dataset_terms(d) + 1) * sizeof *s->literals);
    s->slots = rpt_realloc(NULL, (s->mask + 1) * sizeof *s->slots);
    memset(s->slots, 0, (s->mask + 1) * sizeof *s->slots);
    rasqal_set_triples_source_factory(world, register_factory, s);
    return s;
}

void rpt_source_free(rpt_source *s) {
    if (!s) return;
    for (uint32_t id = 0; id <= rpt_dataset_terms(s->dataset); id++)
        if (s->literals[id]) rasqal_free_literal(s->literals[id]);
    free(s->literals);
    free(s->slots);
    free(s);
}

void rpt_source_graphs(rpt_source *s, rasqal_query *q, const rpt_term_id *graphs, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        raptor_uri *name = uri_of(s, rpt_dataset_term(s->dataset, graphs[i]).text);
        rasqal_query_add_data_graph(q, rasqal_new_data_graph_from_uri(s->world, name, name, RASQAL_DATA_GRAPH_NAMED, NULL, NULL, NULL));
        raptor_free_uri(name);
    }
}
