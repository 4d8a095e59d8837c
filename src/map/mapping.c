/* SPDX-License-Identifier: ISC */
/*
 * Triples of a mapping file -> programs: triples maps, their pairs and joins. What is not understood is an error with its
 * file and line, never ignored. Term maps are compiled in terms.c, logical sources in logical.c.
 */
#include "map/compile.h"
#include <stdlib.h>

rpt_status rpt_compile_fail(rpt_compiler *c, rpt_place place, const char *what, rpt_str about) {
    c->status = rpt_fail(c->m, RPT_CONFIG, place, "%s%.*s", what, RPT_FMT(about));
    return c->status;
}

uint32_t rpt_compile_next(rpt_compiler *c, uint32_t subject, const char *name, uint32_t after) {
    for (uint32_t i = after; i < c->g->triples.n; i++) {
        rpt_triple *t = &c->g->triples.at[i];
        if (t->s != subject || !rpt_str_is(c->g->nodes.at[t->p].local, name)) continue;
        t->used = true;
        return i + 1;
    }
    return 0;
}

const rpt_node *rpt_compile_object(const rpt_compiler *c, uint32_t found) {
    return &c->g->nodes.at[c->g->triples.at[found - 1].o];
}

static rpt_place place_of(const rpt_compiler *c, uint32_t found) { return c->g->triples.at[found - 1].place; }

static bool is_type_triple(const rpt_compiler *c, const rpt_triple *t) {
    return rpt_str_is(c->g->nodes.at[t->p].text, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
}

/** Any node that has a logical source, a subject map or the type is a triples map. */
static bool names_map(const rpt_compiler *c, const rpt_triple *t) {
    const rpt_str p = c->g->nodes.at[t->p].local;
    return rpt_str_is(p, "logicalSource") || rpt_str_is(p, "subjectMap") || rpt_str_is(p, "predicateObjectMap") ||
           (is_type_triple(c, t) && rpt_str_is(c->g->nodes.at[t->o].local, "TriplesMap"));
}

static void collect_maps(rpt_compiler *c) {
    for (uint32_t i = 0; i < c->g->triples.n; i++) {
        const rpt_triple *t = &c->g->triples.at[i];
        if (!names_map(c, t)) continue;
        bool known = false;
        for (uint32_t k = 0; k < c->mapping->maps.n && !known; k++) known = c->mapping->maps.at[k].node == t->s;
        if (known) continue;
        rpt_triples_map *map = RPT_PUSH(&c->g->arena, c->mapping->maps);
        map->node = t->s;
        map->place = t->place;
    }
}

static rpt_triples_map *map_of(rpt_compiler *c, uint32_t node) {
    for (uint32_t k = 0; k < c->mapping->maps.n; k++) {
        if (c->mapping->maps.at[k].node == node) return &c->mapping->maps.at[k];
    }
    return NULL;
}

/** All term maps of a node: `name` gives constants, `name`Map nodes. */
typedef struct {
    rpt_term_map **at;
    uint32_t n, cap;
} term_list;

static void compile_terms(rpt_compiler *c, term_list *out, uint32_t node, const char *name, const char *map_name, rpt_role role) {
    for (uint32_t t = 0; (t = rpt_compile_next(c, node, name, t));) {
        *RPT_PUSH(&c->g->arena, *out) = rpt_compile_constant(c, c->g->triples.at[t - 1].o, role, place_of(c, t));
    }
    for (uint32_t t = 0; (t = rpt_compile_next(c, node, map_name, t));) {
        *RPT_PUSH(&c->g->arena, *out) = rpt_compile_term(c, c->g->triples.at[t - 1].o, role, place_of(c, t));
    }
}
#define COMPILE_TERMS(c, array, node, name, role)                                                             \
    do {                                                                                                      \
        term_list list = {(array).at, (array).n, (array).cap};                                                \
        compile_terms((c), &list, (node), name, name "Map", (role));                                          \
        (array).at = list.at, (array).n = list.n, (array).cap = list.cap;                                     \
    } while (0)

static void compile_subject(rpt_compiler *c, rpt_triples_map *map) {
    uint32_t t = rpt_compile_next(c, map->node, "subjectMap", 0);
    uint32_t constant = rpt_compile_next(c, map->node, "subject", 0);
    if (!t && !constant) {
        rpt_compile_fail(c, map->place, "a triples map needs one subjectMap", RPT_LIT(""));
        return;
    }
    if ((t && constant) || (t && rpt_compile_next(c, map->node, "subjectMap", t)) ||
        (constant && rpt_compile_next(c, map->node, "subject", constant))) {
        rpt_compile_fail(c, place_of(c, t ? t : constant), "a triples map takes one subjectMap, not two", RPT_LIT(""));
        return;
    }
    if (constant) {
        map->subject = rpt_compile_constant(c, c->g->triples.at[constant - 1].o, RPT_ROLE_SUBJECT, place_of(c, constant));
        return;
    }
    const uint32_t node = c->g->triples.at[t - 1].o;
    map->subject = rpt_compile_term(c, node, RPT_ROLE_SUBJECT, place_of(c, t));
    COMPILE_TERMS(c, map->graphs, node, "graph", RPT_ROLE_GRAPH);
    for (uint32_t k = 0; (k = rpt_compile_next(c, node, "class", k));) {
        *RPT_PUSH(&c->g->arena, map->classes) = rpt_compile_constant(c, c->g->triples.at[k - 1].o, RPT_ROLE_PREDICATE, place_of(c, k));
    }
}

/** An expression of a join: `child "column"` or `childMap [ ... ]`. */
static rpt_term_map *compile_side(rpt_compiler *c, rpt_triples_map *map, uint32_t node, const char *name, const char *map_name,
                                  rpt_place place) {
    rpt_triples_map *const outer = c->map;
    c->map = map;
    rpt_term_map *side = NULL;
    uint32_t t = rpt_compile_next(c, node, name, 0);
    if (t) side = rpt_compile_reference(c, rpt_compile_object(c, t)->text, place_of(c, t));
    else if ((t = rpt_compile_next(c, node, map_name, 0))) side = rpt_compile_term(c, c->g->triples.at[t - 1].o, RPT_ROLE_VALUE, place_of(c, t));
    else rpt_compile_fail(c, place, "a join condition needs ", rpt_str_of(name));
    c->map = outer;
    return side;
}

static bool same_source(const rpt_source *a, const rpt_source *b) {
    return a->kind == b->kind && a->row == b->row && rpt_str_equal(a->path, b->path) && rpt_str_equal(a->iterator, b->iterator);
}

static void compile_join(rpt_compiler *c, rpt_pair_map *pair, uint32_t node, uint32_t parent_triple) {
    const rpt_place place = place_of(c, parent_triple);
    rpt_triples_map *parent = map_of(c, c->g->triples.at[parent_triple - 1].o);
    if (!parent || !c->map) {
        rpt_compile_fail(c, place, "parentTriplesMap names no triples map: ", rpt_compile_object(c, parent_triple)->text);
        return;
    }
    rpt_join *join = RPT_PUSH(&c->g->arena, pair->joins);
    *join = (rpt_join){.parent = parent, .number = c->mapping->joins++, .place = place};
    for (uint32_t t = 0; (t = rpt_compile_next(c, node, "joinCondition", t));) {
        const uint32_t condition = c->g->triples.at[t - 1].o;
        rpt_term_map *child = compile_side(c, c->map, condition, "child", "childMap", place_of(c, t));
        rpt_term_map *other = compile_side(c, parent, condition, "parent", "parentMap", place_of(c, t));
        *RPT_PUSH(&c->g->arena, join->conditions) = (rpt_condition){child, other};
    }
    if (join->conditions.n) return;
    if (!same_source(&c->map->source, &parent->source)) {
        rpt_compile_fail(c, place, "a join without joinCondition needs the same logical source on both sides", RPT_LIT(""));
        return;
    }
    const uint32_t t = rpt_compile_next(c, parent->node, "subjectMap", 0);
    if (t) join->subject = rpt_compile_term(c, c->g->triples.at[t - 1].o, RPT_ROLE_SUBJECT, place);
}

/** Object maps that are joins; the others went through compile_terms. */
static void compile_objects(rpt_compiler *c, rpt_pair_map *pair, uint32_t node) {
    for (uint32_t t = 0; (t = rpt_compile_next(c, node, "object", t));) {
        *RPT_PUSH(&c->g->arena, pair->objects) = rpt_compile_constant(c, c->g->triples.at[t - 1].o, RPT_ROLE_OBJECT, place_of(c, t));
    }
    for (uint32_t t = 0; (t = rpt_compile_next(c, node, "objectMap", t));) {
        const uint32_t object = c->g->triples.at[t - 1].o;
        const uint32_t parent = rpt_compile_next(c, object, "parentTriplesMap", 0);
        if (parent) compile_join(c, pair, object, parent);
        else *RPT_PUSH(&c->g->arena, pair->objects) = rpt_compile_term(c, object, RPT_ROLE_OBJECT, place_of(c, t));
    }
}

static void compile_pairs(rpt_compiler *c, rpt_triples_map *map) {
    for (uint32_t t = 0; (t = rpt_compile_next(c, map->node, "predicateObjectMap", t));) {
        const uint32_t node = c->g->triples.at[t - 1].o;
        rpt_pair_map *pair = RPT_PUSH(&c->g->arena, map->pairs);
        COMPILE_TERMS(c, pair->predicates, node, "predicate", RPT_ROLE_PREDICATE);
        COMPILE_TERMS(c, pair->graphs, node, "graph", RPT_ROLE_GRAPH);
        compile_objects(c, pair, node);
        if (!pair->predicates.n) rpt_compile_fail(c, place_of(c, t), "a predicateObjectMap needs a predicate", RPT_LIT(""));
        if (!pair->objects.n && !pair->joins.n) rpt_compile_fail(c, place_of(c, t), "a predicateObjectMap needs an object", RPT_LIT(""));
    }
}

static void compile_base(rpt_compiler *c, rpt_triples_map *map) {
    const uint32_t t = rpt_compile_next(c, map->node, "baseIRI", 0);
    map->base = t ? rpt_compile_object(c, t)->text : c->mapping->base;
    if (!rpt_iri_has_scheme(map->base)) rpt_compile_fail(c, map->place, "the base is no absolute IRI: ", map->base);
}

static void compile_map(rpt_compiler *c, rpt_triples_map *map) {
    c->map = map;
    compile_subject(c, map);
    compile_pairs(c, map);
}

/** Whatever of the mapping's vocabulary nobody asked for is a mistake or not supported: never ignored. */
static void refuse_unknown(rpt_compiler *c) {
    for (uint32_t i = 0; i < c->g->triples.n; i++) {
        const rpt_triple *t = &c->g->triples.at[i];
        const rpt_str name = c->g->nodes.at[t->p].local;
        if (!t->used && name.len) rpt_compile_fail(c, t->place, "not understood here: ", name);
    }
}

static void compile(rpt_compiler *c) {
    collect_maps(c);
    rpt_mapping *const all = c->mapping;
    for (uint32_t i = 0; i < all->maps.n; i++) {
        c->map = &all->maps.at[i];
        compile_base(c, c->map);
        rpt_compile_source(c, c->map);
    }
    for (uint32_t i = 0; i < all->maps.n; i++) compile_map(c, &all->maps.at[i]);
    if (!c->status) refuse_unknown(c);
    for (uint32_t i = 0; i < all->maps.n && !c->status; i++) {
        if (all->maps.at[i].source.kind != RPT_SOURCE_ROWS) c->status = rpt_source_check(&all->maps.at[i], c->m);
    }
}

/** Dropped in place, since joins point into the array: a map without subject makes nothing. */
static void drop_mentions(rpt_mapping *all) {
    for (uint32_t i = 0; i < all->maps.n; i++) {
        const rpt_source *source = &all->maps.at[i].source;
        if (source->kind == RPT_SOURCE_ROWS && source->row == RPT_ROW_MENTION) all->maps.at[i].subject = NULL;
    }
}

rpt_status rpt_mapping_open(rpt_mapping **out, const char *const *files, uint32_t n, const rpt_mapping_options *o,
                            rpt_messages *m) {
    rpt_mapping *mapping = rpt_realloc(NULL, sizeof *mapping);
    *mapping = (rpt_mapping){.options = *o};
    *out = mapping;
    rpt_status status = RPT_OK;
    for (uint32_t i = 0; i < n; i++) {
        const rpt_status read = rpt_graph_read(&mapping->graph, files[i], m);
        if (read) status = read;
    }
    if (status) return status;
    const char *base = o->base ? o->base : "https://w3id.org/rapporteur/data/";
    mapping->base = rpt_arena_copy(&mapping->graph.arena, rpt_str_of(base));
    rpt_compiler c = {.mapping = mapping, .g = &mapping->graph, .m = m};
    if (!rpt_iri_is_valid(mapping->base)) return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "--base takes an absolute IRI, not `%s`", base);
    compile(&c);
    if (!c.status && !mapping->maps.n && n) return rpt_fail(m, RPT_CONFIG, (rpt_place){files[0], 0, 0}, "no triples map in the mapping");
    if (!c.status && o->no_mentions) drop_mentions(mapping);
    return c.status;
}

void rpt_mapping_close(rpt_mapping *mapping) {
    if (!mapping) return;
    rpt_graph_clear(&mapping->graph);
    free(mapping);
}

static bool reads(const rpt_mapping *mapping, bool rows) {
    for (uint32_t i = 0; i < mapping->maps.n; i++) {
        if ((mapping->maps.at[i].source.kind == RPT_SOURCE_ROWS) == rows) return true;
    }
    return false;
}
uint64_t rpt_mapping_hash(const rpt_mapping *mapping) { return mapping->graph.hash; }
bool rpt_mapping_reads_rows(const rpt_mapping *mapping) { return reads(mapping, true); }
bool rpt_mapping_reads_sources(const rpt_mapping *mapping) { return reads(mapping, false); }
