/* SPDX-License-Identifier: ISC */
/*
 * Turtle -> triples with lines, by Raptor's parser. IRIs of the mapping vocabularies that came before RML's own are
 * recognised here, so that the compiler knows one vocabulary. No network, nothing included.
 */
#include "emit/emit.h"
#include "map/graph.h"
#include <raptor2.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const vocabularies[] = {"http://w3id.org/rml/", "http://www.w3.org/ns/r2rml#",
                                           "http://semweb.mmlab.be/ns/rml#", "http://semweb.mmlab.be/ns/ql#"};

typedef struct {
    rpt_graph *g;
    const char *path;
    rpt_str text;
    RPT_ARRAY(rpt_str) lines;
    rpt_arena arena; ///< of the lines
    raptor_parser *parser;
    rpt_messages *m;
    rpt_status status;
} reading;

static rpt_str local_name(rpt_str iri) {
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++) {
        const uint32_t n = (uint32_t)strlen(vocabularies[i]);
        if (iri.len > n && !memcmp(iri.p, vocabularies[i], n)) return (rpt_str){iri.p + n, iri.len - n};
    }
    return (rpt_str){"", 0};
}

static bool same(const rpt_node *a, const rpt_node *b) {
    return a->kind == b->kind && rpt_str_equal(a->text, b->text) && rpt_str_equal(a->language, b->language) &&
           rpt_str_equal(a->datatype, b->datatype);
}

static uint32_t intern(rpt_graph *g, rpt_node n) {
    for (uint32_t i = 0; i < g->nodes.n; i++) {
        if (same(&g->nodes.at[i], &n)) return i;
    }
    n.text = rpt_arena_copy(&g->arena, n.text);
    n.language = rpt_arena_copy(&g->arena, n.language);
    n.datatype = rpt_arena_copy(&g->arena, n.datatype);
    if (n.kind == RPT_NODE_IRI) n.local = local_name(n.text);
    *RPT_PUSH(&g->arena, g->nodes) = n;
    return g->nodes.n - 1;
}

static rpt_str of_bytes(const unsigned char *p, size_t len) { return (rpt_str){p ? (const char *)p : "", p ? (uint32_t)len : 0}; }
static rpt_str of_uri(raptor_uri *u) {
    size_t n;
    const unsigned char *p = raptor_uri_as_counted_string(u, &n);
    return of_bytes(p, n);
}

static uint32_t node_of(reading *r, const raptor_term *t) {
    rpt_node n = {.text = {"", 0}, .language = {"", 0}, .datatype = {"", 0}};
    if (t->type == RAPTOR_TERM_TYPE_URI) {
        n.kind = RPT_NODE_IRI;
        n.text = of_uri(t->value.uri);
    } else if (t->type == RAPTOR_TERM_TYPE_BLANK) {
        n.kind = RPT_NODE_BLANK;
        /* Blank nodes of two files are never the same. */
        n.text = rpt_arena_printf(&r->g->arena, "%s %.*s", r->path, (int)t->value.blank.string_len, (const char *)t->value.blank.string);
    } else {
        n.kind = RPT_NODE_LITERAL;
        n.text = of_bytes(t->value.literal.string, t->value.literal.string_len);
        if (t->value.literal.language) n.language = of_bytes(t->value.literal.language, t->value.literal.language_len);
        if (t->value.literal.datatype) n.datatype = of_uri(t->value.literal.datatype);
    }
    return intern(r->g, n);
}

/** Raptor tells the line where a bracket ends: the value or the property itself stands there or before. */
static uint32_t line_of(const reading *r, uint32_t last, const rpt_node *p, const rpt_node *o) {
    rpt_str word = o->kind == RPT_NODE_LITERAL && o->text.len ? o->text : p->local.len ? p->local : p->text;
    word = rpt_str_cut(&word, '\n');
    if (word.len > 1 && memchr(word.p, '\\', word.len)) word = rpt_str_cut(&word, '\\');
    for (uint32_t i = last; i && word.len; i--) {
        const rpt_str line = r->lines.at[i - 1];
        if (memmem(line.p, line.len, word.p, word.len)) return i;
    }
    return last;
}

static void take(void *user, raptor_statement *s) {
    reading *r = user;
    raptor_locator *l = raptor_parser_get_locator(r->parser);
    const int line = l ? raptor_locator_line(l) : 0;
    const uint32_t a = node_of(r, s->subject), b = node_of(r, s->predicate), c = node_of(r, s->object);
    const uint32_t last = line > 0 && (uint32_t)line < r->lines.n ? (uint32_t)line : r->lines.n;
    const uint32_t at = line_of(r, last, &r->g->nodes.at[b], &r->g->nodes.at[c]);
    *RPT_PUSH(&r->g->arena, r->g->triples) = (rpt_triple){a, b, c, {r->path, at, 0}, false};
}

static void take_message(void *user, raptor_log_message *message) {
    reading *r = user;
    if (message->level < RAPTOR_LOG_LEVEL_ERROR || r->status) return;
    const int line = message->locator ? raptor_locator_line(message->locator) : 0;
    const int column = message->locator ? raptor_locator_column(message->locator) : 0;
    r->status = rpt_fail(r->m, RPT_CONFIG, (rpt_place){r->path, line > 0 ? (uint32_t)line : 0, column > 0 ? (uint32_t)column : 0},
                         "not Turtle: %s", message->text);
}

static void parse(reading *r) {
    raptor_world *world = raptor_new_world();
    raptor_world_set_log_handler(world, r, take_message);
    raptor_world_open(world);
    /* Each file has a base of its own, so that <#Person> of two files are two things. */
    const char *slash = strrchr(r->path, '/');
    rpt_buf iri = {0};
    rpt_buf_printf(&iri, "https://w3id.org/rapporteur/mapping/%u/", r->g->files++);
    rpt_term_safe(&iri, rpt_str_of(slash ? slash + 1 : r->path), true);
    raptor_uri *base = raptor_new_uri(world, (const unsigned char *)iri.p);
    rpt_buf_clear(&iri);
    r->parser = raptor_new_parser(world, "turtle");
    raptor_parser_set_option(r->parser, RAPTOR_OPTION_NO_NET, NULL, 1);
    raptor_parser_set_statement_handler(r->parser, r, take);
    raptor_parser_parse_start(r->parser, base);
    /* In small steps, so that the parser's line is that of the statement. */
    for (rpt_str rest = r->text; rest.len && !r->status;) {
        const char *p = rest.p;
        rpt_str_cut(&rest, '\n');
        raptor_parser_parse_chunk(r->parser, (const unsigned char *)p, (size_t)(rest.p - p), 0);
    }
    if (!r->status) raptor_parser_parse_chunk(r->parser, NULL, 0, 1);
    raptor_free_parser(r->parser);
    raptor_free_uri(base);
    raptor_free_world(world);
}

rpt_status rpt_graph_read(rpt_graph *g, const char *path, rpt_messages *m) {
    rpt_buf file = {0};
    const rpt_status status = rpt_file_read(&file, path, 64u << 20, m);
    if (status) {
        rpt_buf_clear(&file);
        return status;
    }
    reading r = {.g = g, .path = rpt_arena_copy(&g->arena, rpt_str_of(path)).p, .text = rpt_buf_view(&file), .m = m};
    g->hash = (g->hash ^ rpt_hash(r.text)) * UINT64_C(0x9E3779B97F4A7C15);
    for (rpt_str rest = r.text; rest.len;) {
        const rpt_str line = rpt_str_cut(&rest, '\n');
        *RPT_PUSH(&r.arena, r.lines) = line;
    }
    parse(&r);
    rpt_arena_clear(&r.arena);
    rpt_buf_clear(&file);
    return r.status;
}

void rpt_graph_clear(rpt_graph *g) {
    rpt_arena_clear(&g->arena);
    *g = (rpt_graph){0};
}
