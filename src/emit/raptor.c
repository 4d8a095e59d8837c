/* SPDX-License-Identifier: ISC */
/*
 * Lines of N-Quads -> any format. Line formats are copied; the others go through Raptor's serializers, a document at a
 * time where the format lets outputs stand one after the other, else in one. A Raptor world belongs to one emitter.
 */
#include "emit/emit.h"
#include "emit/writers.h"
#include <raptor2.h>
#include <stdio.h>
#include <stdlib.h>

static const rpt_format formats[] = {
    {"nquads", "application/n-quads", "nq", NULL, true, true, NULL},
    {"ntriples", "application/n-triples", "nt", NULL, false, true, NULL},
    {"trig", "application/trig", "trig", NULL, true, true, &rpt_writer_trig},
    {"json-ld", "application/ld+json", "jsonld", NULL, true, false, &rpt_writer_jsonld},
    {"turtle", "text/turtle", "ttl", NULL, false, true, &rpt_writer_turtle},
    {"rdfxml", "application/rdf+xml", "rdf", "rdfxml", false, false, NULL},
    {"rdfxml-abbrev", "application/rdf+xml", "rdf", "rdfxml-abbrev", false, false, NULL},
    {"json", "application/rdf+json", "rj", "json", false, false, NULL},
    {"json-triples", "application/json", "json", "json-triples", false, false, NULL},
    {"dot", "text/vnd.graphviz", "dot", "dot", false, false, NULL},
    {"html", "text/html", "html", "html", false, false, NULL},
};

static const rpt_format fallback[] = {
    {"rdfxml-xmp", "application/rdf+xml", "rdf", "rdfxml-xmp", false, false, NULL},
    {"rss-1.0", "application/rss+xml", "rss", "rss-1.0", false, false, NULL},
    {"atom", "application/atom+xml", "atom", "atom", false, false, NULL},
};

struct rpt_emitter {
    const rpt_format *format;
    rpt_sink sink;
    rpt_messages *m;
    raptor_world *world;
    raptor_serializer *serializer; ///< open between documents where the format is one piece
    raptor_iostream *stream;
    rpt_buf text; ///< of a format of ours, used again for each document; else scratch
    bool begun;   ///< a document was written
    rpt_status status; ///< first failure inside a callback of Raptor
};

static rpt_status refuse_format(const char *name, rpt_messages *m) {
    rpt_buf known = {0};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) rpt_buf_printf(&known, " %s", formats[i].name);
    for (size_t i = 0; i < sizeof fallback / sizeof *fallback; i++) rpt_buf_printf(&known, " %s", fallback[i].name);
    const rpt_status status = rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "no format `%s`; there are%s", name, known.p);
    rpt_buf_clear(&known);
    return status;
}

const rpt_format *rpt_format_of(const char *name, rpt_messages *m) {
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!strcmp(name, formats[i].name) || !strcmp(name, formats[i].extension)) return &formats[i];
    }
    for (size_t i = 0; i < sizeof fallback / sizeof *fallback; i++) {
        if (!strcmp(name, fallback[i].name)) return &fallback[i];
    }
    refuse_format(name, m);
    return NULL;
}

static void take_message(void *user, raptor_log_message *message) {
    rpt_emitter *e = user;
    if (message->level < RAPTOR_LOG_LEVEL_ERROR || e->status) return;
    e->status = rpt_fail(e->m, RPT_OUTPUT, (rpt_place){e->sink.file.path, 0, 0}, "Raptor: %s", message->text);
}

static int write_bytes(void *user, const void *p, size_t size, size_t n) {
    rpt_emitter *e = user;
    if (!e->status) e->status = rpt_sink_write(&e->sink, p, size * n);
    return e->status ? 0 : (int)n;
}
static int write_byte(void *user, const int byte) {
    const char c = (char)byte;
    return write_bytes(user, &c, 1, 1) != 1;
}
static const raptor_iostream_handler handler = {.version = 2, .write_byte = write_byte, .write_bytes = write_bytes};

static void start(rpt_emitter *e) {
    e->stream = raptor_new_iostream_from_handler(e->world, e, &handler);
    e->serializer = raptor_new_serializer(e->world, e->format->raptor);
    for (const rpt_namespace *n = rpt_namespaces; n->prefix; n++) {
        raptor_uri *uri = raptor_new_uri(e->world, (const unsigned char *)n->iri);
        raptor_serializer_set_namespace(e->serializer, uri, (const unsigned char *)n->prefix);
        raptor_free_uri(uri);
    }
    raptor_serializer_start_to_iostream(e->serializer, NULL, e->stream);
}

static void end(rpt_emitter *e) {
    if (!e->serializer) return;
    raptor_serializer_serialize_end(e->serializer);
    raptor_free_serializer(e->serializer);
    raptor_free_iostream(e->stream);
    e->serializer = NULL;
    e->stream = NULL;
}

/** Head or end of a format of ours. */
static rpt_status write_own(rpt_emitter *e, void (*part)(rpt_buf *out)) {
    e->text.len = 0;
    part(&e->text);
    e->status = rpt_sink_write(&e->sink, e->text.p, e->text.len);
    return e->status;
}

static rpt_status add_own(rpt_emitter *e, rpt_str lines) {
    e->text.len = 0;
    if (lines.len) e->format->writer->add(&e->text, lines, !e->begun);
    e->begun = e->begun || lines.len;
    return rpt_sink_write(&e->sink, e->text.p, e->text.len);
}

rpt_status rpt_emitter_open(rpt_emitter **out, const rpt_format *format, const char *path, rpt_messages *m) {
    rpt_emitter *e = rpt_realloc(NULL, sizeof *e);
    *e = (rpt_emitter){.format = format, .m = m};
    *out = e;
    TRY(rpt_sink_open(&e->sink, path, m));
    if (format->writer) return write_own(e, format->writer->begin);
    if (!format->raptor) return RPT_OK;
    e->world = raptor_new_world();
    raptor_world_set_log_handler(e->world, e, take_message);
    raptor_world_open(e->world);
    if (!format->pieces) start(e);
    return e->status;
}

static bool is_xml_name(const raptor_term *t) {
    const unsigned char *p = t->value.blank.string;
    bool good = t->value.blank.string_len && (*p | 32) >= 'a' && (*p | 32) <= 'z';
    for (; *p && good; p++) good = ((*p | 32) >= 'a' && (*p | 32) <= 'z') || (*p >= '0' && *p <= '9') || *p == '_';
    return good;
}

/** A blank node whose label is a name in XML, too: N-Quads allows more. A term of the caller's own, or the same. */
static raptor_term *named_for_xml(rpt_emitter *e, raptor_term *t) {
    if (t->type != RAPTOR_TERM_TYPE_BLANK || is_xml_name(t)) return t;
    e->text.len = 0;
    rpt_buf_z(&e->text, "b-");
    for (unsigned i = 0; i < t->value.blank.string_len; i++) rpt_buf_printf(&e->text, "%02X", t->value.blank.string[i]);
    return raptor_new_term_from_counted_blank(e->world, (const unsigned char *)e->text.p, e->text.len);
}

static void pass_on(void *user, raptor_statement *statement) {
    rpt_emitter *e = user;
    if (e->status) return;
    raptor_statement triple = *statement; /* borrowed terms; serializers that keep one copy it */
    triple.graph = NULL;
    triple.subject = named_for_xml(e, statement->subject);
    triple.object = named_for_xml(e, statement->object);
    raptor_serializer_serialize_statement(e->serializer, &triple);
    if (triple.subject != statement->subject) raptor_free_term(triple.subject);
    if (triple.object != statement->object) raptor_free_term(triple.object);
}

/** Our own lines, read back by Raptor: the one reader that agrees with its serializers about every escape. */
static rpt_status serialize(rpt_emitter *e, rpt_str lines) {
    raptor_parser *parser = raptor_new_parser(e->world, "nquads");
    raptor_uri *base = raptor_new_uri(e->world, (const unsigned char *)"https://w3id.org/rapporteur/");
    raptor_parser_set_statement_handler(parser, e, pass_on);
    raptor_parser_parse_start(parser, base);
    enum { STEP = 1 << 16 };
    for (uint32_t at = 0; at < lines.len && !e->status; at += STEP) {
        const uint32_t n = lines.len - at < STEP ? lines.len - at : STEP;
        raptor_parser_parse_chunk(parser, (const unsigned char *)lines.p + at, n, 0);
    }
    raptor_parser_parse_chunk(parser, NULL, 0, 1);
    raptor_free_uri(base);
    raptor_free_parser(parser);
    return e->status;
}

rpt_status rpt_emitter_add(rpt_emitter *e, rpt_str lines) {
    if (e->format->writer) return add_own(e, lines);
    if (!e->format->raptor) return rpt_sink_write(&e->sink, lines.p, lines.len);
    if (!lines.len) return RPT_OK;
    if (e->format->pieces) start(e);
    rpt_status status = serialize(e, lines);
    if (e->format->pieces) end(e);
    return status ? status : e->status;
}

rpt_status rpt_emitter_close(rpt_emitter *e, bool keep) {
    if (!e) return RPT_OK;
    end(e);
    if (e->format->writer && keep && !e->status) write_own(e, e->format->writer->end);
    rpt_status status = e->status;
    rpt_buf_clear(&e->text);
    const rpt_status closed = rpt_sink_close(&e->sink, keep && !status);
    if (e->world) raptor_free_world(e->world);
    free(e);
    return status ? status : closed;
}
