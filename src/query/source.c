/* SPDX-License-Identifier: ISC */
/*
 * In: the patterns ?a <urn:x-rapporteur:row:0> ?b . ?c <...:1> ?d ... that stand for a query's body. Out: its solutions, bound to
 * Rasqal's variables: the first pattern walks through the rows, the others read the same row.
 */
#include "query/query.h"
#include <stdlib.h>

typedef struct {
    rpt_source *source;
} per_query;

typedef struct {
    rpt_source *source;
    bool walks; ///< the first pattern
    bool ended;
    size_t row;
    uint32_t columns[2]; ///< of subject and object; n = none
} match;

static uint32_t column_of(const rpt_source *s, rasqal_literal *l) {
    const rasqal_variable *v = rasqal_literal_as_variable(l);
    uint32_t i = 0;
    while (v && i < s->n && !rpt_str_is(s->names[i], (const char *)v->name)) i++;
    return v ? i : s->n;
}

static void bind(const match *m, rasqal_variable *v, uint32_t column) {
    const rpt_source *s = m->source;
    const rpt_term_id id = column < s->n ? s->rows->at[s->now * s->rows->width + column] : 0;
    rasqal_variable_set_value(v, id ? rasqal_new_literal_from_literal(rpt_literals_of(s->literals, id)) : NULL);
}

static rasqal_triple_parts bind_match(rasqal_triples_match *rtm, void *user, rasqal_variable *bindings[4], rasqal_triple_parts parts) {
    match *m = user;
    (void)rtm;
    if (m->walks) m->source->now = m->row;
    if (bindings[0]) bind(m, bindings[0], m->columns[0]);
    if (bindings[2]) bind(m, bindings[2], m->columns[1]);
    return parts ? parts : RASQAL_TRIPLE_SUBJECT;
}

static void next_match(rasqal_triples_match *rtm, void *user) {
    match *m = user;
    (void)rtm;
    m->row++;
    m->ended = !m->walks || m->row >= m->source->rows->n;
}

static int is_end(rasqal_triples_match *rtm, void *user) {
    (void)rtm;
    return ((const match *)user)->ended;
}

static void finish(rasqal_triples_match *rtm, void *user) {
    (void)rtm;
    free(user);
}

static int init_triples_match(rasqal_triples_match *rtm, rasqal_triples_source *rts, void *user, rasqal_triple_meta *meta, rasqal_triple *t) {
    match *m = rpt_realloc(NULL, sizeof *m);
    rpt_source *s = ((per_query *)user)->source;
    (void)rts;
    const unsigned char *predicate = t->predicate->type == RASQAL_LITERAL_URI ? raptor_uri_as_string(t->predicate->value.uri) : NULL;
    *m = (match){s, predicate && !strcmp((const char *)predicate, RPT_ROW_IRI "0"), false, 0, {column_of(s, t->subject), column_of(s, t->object)}};
    m->ended = !s->rows->n;
    meta->bindings[0] = rasqal_literal_as_variable(t->subject);
    meta->bindings[2] = rasqal_literal_as_variable(t->object);
    rtm->bind_match = bind_match;
    rtm->next_match = next_match;
    rtm->is_end = is_end;
    rtm->finish = finish;
    rtm->user_data = m;
    return 0;
}

static int triple_present(rasqal_triples_source *rts, void *user, rasqal_triple *t) {
    (void)rts;
    (void)user;
    (void)t;
    return 0; /* every pattern of ours has a variable */
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

void rpt_source_register(rasqal_world *world, rpt_source *s) { rasqal_set_triples_source_factory(world, register_factory, s); }
