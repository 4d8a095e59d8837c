/* SPDX-License-Identifier: ISC */
/*
 * RDF files of any syntax -> all of our formats, for rdf.py. Each line of standard input is `PARSER<tab>BASE<tab>FILE<tab>OUT`:
 * FILE is read by Raptor's PARSER, its terms are written by ours and the lines go through every emitter to OUT.FORMAT. Answers
 * with a line each: `read`, or `refused<tab>why`.
 */
#include "emit/emit.h"
#include <raptor2.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const names[] = {"nquads", "ntriples", "turtle", "trig", "json-ld", "rdfxml"};

typedef struct {
    rpt_buf ascii, utf8; ///< lines of N-Quads
    rpt_buf why;         ///< first mistake
    bool graphs;         ///< a named graph is there
} conversion;

static void refuse(conversion *c, const char *why) {
    if (c->why.len) return;
    for (; *why; why++) rpt_buf_char(&c->why, *why == '\n' || *why == '\t' ? ' ' : *why);
}

static void take_message(void *user, raptor_log_message *message) {
    if (message->level >= RAPTOR_LOG_LEVEL_ERROR) refuse(user, message->text);
}

static rpt_str of_uri(raptor_uri *uri) {
    size_t len;
    const unsigned char *p = raptor_uri_as_counted_string(uri, &len);
    return (rpt_str){(const char *)p, (uint32_t)len};
}

static void put_iri(conversion *c, rpt_buf *out, raptor_uri *uri, bool ascii) {
    if (!rpt_term_iri(out, of_uri(uri), ascii)) refuse(c, "not an IRI");
}

static void put_term(conversion *c, rpt_buf *out, const raptor_term *t, bool ascii) {
    if (t->type == RAPTOR_TERM_TYPE_URI) {
        put_iri(c, out, t->value.uri, ascii);
    } else if (t->type == RAPTOR_TERM_TYPE_BLANK) {
        rpt_buf_printf(out, "_:%s", (const char *)t->value.blank.string);
    } else {
        rpt_term_literal(out, (rpt_str){(const char *)t->value.literal.string, t->value.literal.string_len}, ascii);
        if (t->value.literal.language) {
            const rpt_str tag = rpt_str_of((const char *)t->value.literal.language);
            if (!rpt_language_is_valid(tag)) refuse(c, "not a language tag");
            rpt_buf_printf(out, "@%s", tag.p);
        } else if (t->value.literal.datatype) {
            rpt_buf_z(out, "^^");
            put_iri(c, out, t->value.literal.datatype, ascii);
        }
    }
}

static void put_line(conversion *c, rpt_buf *out, const raptor_statement *s, bool ascii) {
    const raptor_term *const terms[] = {s->subject, s->predicate, s->object, s->graph};
    for (int i = 0; i < 4 && terms[i]; i++) {
        put_term(c, out, terms[i], ascii);
        rpt_buf_char(out, ' ');
    }
    rpt_buf_z(out, ".\n");
}

static void take(void *user, raptor_statement *s) {
    conversion *c = user;
    c->graphs = c->graphs || s->graph;
    put_line(c, &c->ascii, s, true);
    put_line(c, &c->utf8, s, false);
}

static void parse(conversion *c, const char *syntax, const char *base, const char *path) {
    raptor_world *world = raptor_new_world();
    raptor_world_set_log_handler(world, c, take_message);
    raptor_world_open(world);
    raptor_uri *uri = raptor_new_uri(world, (const unsigned char *)base);
    raptor_parser *parser = raptor_new_parser(world, syntax);
    rpt_buf file = {0};
    if (!parser || rpt_file_read(&file, path, 64u << 20, NULL)) {
        refuse(c, "cannot read");
    } else {
        raptor_parser_set_option(parser, RAPTOR_OPTION_NO_NET, NULL, 1);
        raptor_parser_set_statement_handler(parser, c, take);
        raptor_parser_parse_start(parser, uri);
        if (raptor_parser_parse_chunk(parser, (const unsigned char *)file.p, file.len, 1)) refuse(c, "refused without a message");
    }
    rpt_buf_clear(&file);
    raptor_free_parser(parser);
    raptor_free_uri(uri);
    raptor_free_world(world);
}

/** A format that keeps no graphs gets no named graphs. */
static void emit(const conversion *c, const char *name, const char *out) {
    const rpt_format *format = rpt_format_of(name, NULL);
    if (!format || (c->graphs && !format->graphs)) return;
    rpt_buf path = {0};
    rpt_buf_printf(&path, "%s.%s", out, name);
    rpt_emitter *e = NULL;
    rpt_status status = rpt_emitter_open(&e, format, path.p, NULL);
    if (!status) status = rpt_emitter_add(e, rpt_buf_view(strcmp(name, "ntriples") ? &c->utf8 : &c->ascii));
    rpt_emitter_close(e, !status);
    rpt_buf_clear(&path);
}

int main(void) {
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0;) {
        line[n - 1] = 0;
        const char *field[4];
        char *rest = line;
        for (int i = 0; i < 4; i++) {
            field[i] = strsep(&rest, "\t");
            if (!field[i]) return 2;
        }
        conversion c = {0};
        parse(&c, field[0], field[1], field[2]);
        for (size_t i = 0; i < sizeof names / sizeof *names && !c.why.len; i++) emit(&c, names[i], field[3]);
        if (c.why.len) printf("refused\t%.*s\n", (int)c.why.len, c.why.p);
        else puts("read");
        fflush(stdout);
        rpt_buf_clear(&c.ascii);
        rpt_buf_clear(&c.utf8);
        rpt_buf_clear(&c.why);
    }
    free(line);
    return 0;
}
