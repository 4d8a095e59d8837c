/* SPDX-License-Identifier: ISC */
/*
 * RDF of any syntax that Raptor parses -> quads in our own terms, one at a time. Nothing is kept; no network. What Raptor lets
 * pass but is no IRI or no language tag is a mistake here.
 */
#include "emit/writers.h"
#include "emit/emit.h"
#include <errno.h>
#include <raptor2.h>
#include <stdio.h>

typedef struct {
    const char *path;
    raptor_parser *parser;
    rpt_buf line;
    rpt_quad_take take;
    void *user;
    rpt_messages *m;
    rpt_status status;
} reading;

static void refuse(reading *r, int line, int column, const char *why) {
    if (r->status) return;
    const rpt_place place = {r->path, line > 0 ? (uint32_t)line : 0, column > 0 ? (uint32_t)column : 0};
    r->status = rpt_fail(r->m, RPT_CONFIG, place, "%s", why);
}

static void take_message(void *user, raptor_log_message *message) {
    if (message->level < RAPTOR_LOG_LEVEL_ERROR) return;
    const raptor_locator *l = message->locator;
    refuse(user, l ? raptor_locator_line((raptor_locator *)l) : 0, l ? raptor_locator_column((raptor_locator *)l) : 0, message->text);
}

static void refuse_here(reading *r, const char *why) {
    raptor_locator *l = raptor_parser_get_locator(r->parser);
    refuse(r, l ? raptor_locator_line(l) : 0, 0, why);
}

static void put_iri(reading *r, raptor_uri *uri) {
    size_t len;
    const unsigned char *p = raptor_uri_as_counted_string(uri, &len);
    if (!rpt_term_iri(&r->line, (rpt_str){(const char *)p, (uint32_t)len}, false)) refuse_here(r, "not an IRI");
}

static void put_literal(reading *r, const raptor_term_literal_value *v) {
    rpt_term_literal(&r->line, (rpt_str){(const char *)v->string, v->string_len}, false);
    if (v->language) {
        const rpt_str tag = {(const char *)v->language, v->language_len};
        if (!rpt_language_is_valid(tag)) refuse_here(r, "not a language tag");
        rpt_buf_char(&r->line, '@');
        rpt_buf_str(&r->line, tag);
    } else if (v->datatype) {
        rpt_buf_z(&r->line, "^^");
        put_iri(r, v->datatype);
    }
}

static void put_term(reading *r, const raptor_term *t) {
    if (t->type == RAPTOR_TERM_TYPE_URI) {
        put_iri(r, t->value.uri);
    } else if (t->type == RAPTOR_TERM_TYPE_BLANK) {
        rpt_buf_z(&r->line, "_:");
        rpt_buf_add(&r->line, (const char *)t->value.blank.string, t->value.blank.string_len);
    } else {
        put_literal(r, &t->value.literal);
    }
    rpt_buf_char(&r->line, ' ');
}

static void take_statement(void *user, raptor_statement *s) {
    reading *r = user;
    const raptor_term *const terms[] = {s->subject, s->predicate, s->object, s->graph};
    r->line.len = 0;
    for (int i = 0; i < 4 && terms[i]; i++) put_term(r, terms[i]);
    rpt_buf_z(&r->line, ".\n");
    rpt_str rest = rpt_buf_view(&r->line);
    rpt_quad q;
    if (r->status || !rpt_quad_next(&q, &rest)) return;
    r->status = r->take(r->user, &q, rpt_buf_view(&r->line));
}

const char *rpt_rdf_syntax(const char *path) {
    static const struct {
        const char *extension, *syntax;
    } known[] = {{".nq", "nquads"}, {".nt", "ntriples"}, {".ttl", "turtle"}, {".trig", "trig"}, {".rdf", "rdfxml"}, {".xml", "rdfxml"}, {".rj", "json"}};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof known / sizeof *known; i++) {
        if (!strcmp(dot, known[i].extension)) return known[i].syntax;
    }
    return NULL;
}

static void parse(reading *r, FILE *f) {
    char piece[1 << 14];
    for (size_t n; !r->status && (n = fread(piece, 1, sizeof piece, f)) > 0;) {
        if (raptor_parser_parse_chunk(r->parser, (const unsigned char *)piece, n, 0)) refuse_here(r, "not read");
    }
    if (!r->status && raptor_parser_parse_chunk(r->parser, NULL, 0, 1)) refuse_here(r, "not read");
}

rpt_status rpt_rdf_read(const char *path, const char *syntax, const char *base, rpt_quad_take take, void *user, rpt_messages *m) {
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!f) return rpt_fail(m, RPT_CONFIG, (rpt_place){path, 0, 0}, "cannot open: %s", strerror(errno));
    reading r = {.path = path, .take = take, .user = user, .m = m};
    raptor_world *world = raptor_new_world();
    raptor_world_set_log_handler(world, &r, take_message);
    raptor_world_open(world);
    raptor_uri *uri = raptor_new_uri(world, (const unsigned char *)(base ? base : "https://w3id.org/rapporteur/data/"));
    r.parser = raptor_new_parser(world, syntax);
    if (!r.parser) {
        refuse(&r, 0, 0, "no parser of this syntax");
    } else {
        raptor_parser_set_option(r.parser, RAPTOR_OPTION_NO_NET, NULL, 1);
        raptor_parser_set_statement_handler(r.parser, &r, take_statement);
        raptor_parser_parse_start(r.parser, uri);
        parse(&r, f);
    }
    if (r.parser) raptor_free_parser(r.parser);
    raptor_free_uri(uri);
    raptor_free_world(world);
    rpt_buf_clear(&r.line);
    if (f != stdin) fclose(f);
    return r.status;
}
