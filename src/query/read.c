/* SPDX-License-Identifier: ISC */
/*
 * In: graph files. Out: their quads in a dataset. The line formats by our own reader, the others by Raptor's parsers
 * without network. A file with a mistake is refused whole, with its place.
 */
#include "query/dataset.h"
#include "store/graph_file.h"
#include <raptor2.h>
#include <stdlib.h>

typedef struct {
    rpt_dataset *dataset;
    rpt_messages *m;
    const char *path;
    uint32_t file; ///< number of the file, for its blank nodes
    rpt_term_id graph; ///< of statements that name none; 0 = the default graph
    rpt_buf text, tag;
    uint32_t errors;
} reader;

/* Blank nodes of two files are two nodes. */
static rpt_str blank_label(reader *r, rpt_str label) {
    r->text.len = 0;
    rpt_buf_printf(&r->text, "f%u_", r->file);
    rpt_buf_str(&r->text, label);
    return rpt_buf_view(&r->text);
}

/* -- Line formats ---------------------------------------------------------------------------- */

static rpt_str unescaped(rpt_buf *scratch, rpt_str s) {
    scratch->len = 0;
    rpt_buf_reserve(scratch, s.len + 1);
    rpt_line_unescape(scratch, s);
    return rpt_buf_view(scratch);
}

static rpt_term_id intern_line_term(reader *r, const rpt_line_term *t) {
    if (!t->kind) return 0;
    rpt_term_view v = {t->kind, t->language, t->text, t->tag};
    if (t->kind == RPT_TERM_BLANK) v.text = blank_label(r, t->text);
    if (t->escaped) {
        v.text = unescaped(&r->text, t->text);
        v.tag = unescaped(&r->tag, t->tag);
    }
    return rpt_dataset_intern(r->dataset, v);
}

static rpt_status read_lines(reader *r, rpt_lines *lines, bool quads) {
    for (;;) {
        rpt_str text;
        bool end;
        rpt_line line;
        const char *why;
        uint32_t column;
        TRY(rpt_lines_next(lines, &text, &end, r->m));
        if (end) return RPT_OK;
        if (!rpt_line_parse(&line, text, quads, &why, &column))
            return rpt_fail(r->m, RPT_CONFIG, (rpt_place){r->path, lines->line, column}, "%s", why);
        if (!line.at[0].kind) continue;
        rpt_id_quad q;
        for (int i = 0; i < 4; i++) q.at[i] = intern_line_term(r, &line.at[i]);
        if (!q.at[RPT_G]) q.at[RPT_G] = r->graph;
        rpt_dataset_add(r->dataset, q);
    }
}

/* -- Raptor's formats ------------------------------------------------------------------------ */

static rpt_str bytes_of(const unsigned char *p, size_t len) { return (rpt_str){(const char *)p, (uint32_t)len}; }

static rpt_str iri_of(raptor_uri *uri) {
    size_t len = 0;
    const unsigned char *p = uri ? raptor_uri_as_counted_string(uri, &len) : NULL;
    return bytes_of(p ? p : (const unsigned char *)"", len);
}

static rpt_term_id intern_raptor_term(reader *r, const raptor_term *t) {
    if (!t) return 0;
    if (t->type == RAPTOR_TERM_TYPE_URI) return rpt_dataset_intern(r->dataset, (rpt_term_view){RPT_TERM_IRI, .text = iri_of(t->value.uri)});
    if (t->type == RAPTOR_TERM_TYPE_BLANK)
        return rpt_dataset_intern(r->dataset, (rpt_term_view){RPT_TERM_BLANK, .text = blank_label(r, bytes_of(t->value.blank.string, t->value.blank.string_len))});
    const raptor_term_literal_value *l = &t->value.literal;
    rpt_term_view v = {RPT_TERM_LITERAL, l->language != NULL, bytes_of(l->string, l->string_len), {"", 0}};
    v.tag = l->language ? bytes_of(l->language, l->language_len) : iri_of(l->datatype);
    return rpt_dataset_intern(r->dataset, v);
}

static void take_statement(void *user, raptor_statement *s) {
    reader *r = user;
    rpt_dataset_add(r->dataset, (rpt_id_quad){{intern_raptor_term(r, s->subject), intern_raptor_term(r, s->predicate),
                                               intern_raptor_term(r, s->object), s->graph ? intern_raptor_term(r, s->graph) : r->graph}});
}

static void take_log(void *user, raptor_log_message *log) {
    reader *r = user;
    if (log->level < RAPTOR_LOG_LEVEL_ERROR || r->errors++) return;
    rpt_place place = {r->path, 0, 0};
    if (log->locator && log->locator->line > 0) place.line = (uint32_t)log->locator->line;
    if (log->locator && log->locator->column > 0) place.column = (uint32_t)log->locator->column;
    rpt_fail(r->m, RPT_CONFIG, place, "%s", log->text);
}

static rpt_status feed_parser(reader *r, raptor_parser *parser, rpt_lines *lines) {
    for (;;) {
        rpt_str piece;
        TRY(rpt_lines_piece(lines, &piece, r->m));
        const int failed = raptor_parser_parse_chunk(parser, (const unsigned char *)piece.p, piece.len, !piece.len);
        if (r->errors) return RPT_CONFIG;
        if (failed) return rpt_fail(r->m, RPT_CONFIG, (rpt_place){r->path, 0, 0}, "is not in the format that its name or content promises");
        if (!piece.len) return RPT_OK;
    }
}

/* To be freed with raptor_free_memory. */
static unsigned char *file_iri(const char *path) {
    char *full = realpath(path, NULL);
    unsigned char *iri = raptor_uri_filename_to_uri_string(full ? full : path);
    free(full);
    return iri;
}

static rpt_term_id intern_file(rpt_dataset *d, const char *path) {
    unsigned char *iri = file_iri(path);
    const rpt_term_id id = rpt_dataset_intern(d, (rpt_term_view){RPT_TERM_IRI, .text = rpt_str_of((char *)iri), .tag = {"", 0}});
    raptor_free_memory(iri);
    return id;
}

static rpt_status read_by_raptor(reader *r, rpt_lines *lines, const char *format) {
    raptor_world *world = raptor_new_world();
    raptor_world_set_log_handler(world, r, take_log);
    raptor_parser *parser = raptor_new_parser(world, format);
    raptor_uri *base = NULL;
    unsigned char *name = file_iri(r->path);
    if (name) base = raptor_new_uri(world, name);
    raptor_parser_set_option(parser, RAPTOR_OPTION_NO_NET, NULL, 1);
    raptor_parser_set_option(parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
    raptor_parser_set_statement_handler(parser, r, take_statement);
    raptor_parser_parse_start(parser, base);
    const rpt_status status = feed_parser(r, parser, lines);
    raptor_free_parser(parser);
    if (base) raptor_free_uri(base);
    if (name) raptor_free_memory(name);
    raptor_free_world(world);
    return status;
}

/* -- Which format ---------------------------------------------------------------------------- */

static const struct {
    const char *extension;
    const char *raptor; ///< NULL: our own reader
    bool quads;
} formats[] = {{".nq", NULL, true},        {".nquads", NULL, true}, {".nt", NULL, false},    {".ntriples", NULL, false},
               {".ttl", "turtle", false},  {".turtle", "turtle", false}, {".trig", "trig", false}, {".rdf", "rdfxml", false},
               {".owl", "rdfxml", false},  {".xml", "rdfxml", false}};
enum { N_FORMATS = sizeof formats / sizeof *formats };

static bool ends_with(rpt_str s, const char *end) {
    const size_t n = strlen(end);
    return s.len > n && !memcmp(s.p + s.len - n, end, n);
}

static int format_by_name(const char *path) {
    static const char *const packed[] = {".gz", ".zst", ".xz", ".bz2"};
    rpt_str name = rpt_str_of(path);
    for (int i = 0; i < 4; i++)
        if (ends_with(name, packed[i])) name.len -= (uint32_t)strlen(packed[i]);
    for (int i = 0; i < N_FORMATS; i++)
        if (ends_with(name, formats[i].extension)) return i;
    return -1;
}

static int format_of_extension(const char *extension) {
    for (int i = 0; i < N_FORMATS; i++)
        if (!strcmp(formats[i].extension, extension)) return i;
    return -1;
}

/* XML opens with <?xml or <rdf:RDF; a line of N-Quads is one of a Turtle file, too, with a statement and its dot. */
static int format_by_content(rpt_str head) {
    const rpt_str text = rpt_str_trim(head);
    if (text.len > 5 && (!memcmp(text.p, "<?xml", 5) || !memcmp(text.p, "<rdf:", 5))) return format_of_extension(".rdf");
    rpt_str rest = head;
    while (rest.len) {
        rpt_line line;
        const char *why;
        uint32_t column;
        const rpt_str first = rpt_str_cut(&rest, '\n');
        if (!rest.len && first.len == head.len) break;
        if (!rpt_line_parse(&line, rpt_str_trim(first), true, &why, &column)) break;
        if (line.at[0].kind) return format_of_extension(".nq");
    }
    return memchr(head.p, '{', head.len) ? format_of_extension(".trig") : format_of_extension(".ttl");
}

rpt_status rpt_dataset_read(rpt_dataset *d, const char *path, uint32_t file, bool named, rpt_messages *m) {
    reader r = {.dataset = d, .m = m, .path = path, .file = file};
    if (named) r.graph = intern_file(d, path);
    rpt_lines lines;
    int format = format_by_name(path);
    rpt_status status = rpt_lines_open(&lines, path, m);
    bool store = false;
    if (!status && format < 0) {
        rpt_str head = {"", 0};
        status = rpt_lines_peek(&lines, &head, m);
        store = rpt_graph_file_is(head);
        if (!status) format = format_by_content(head);
    }
    if (!status && store) status = rpt_graph_file_read(d, path, m);
    else if (!status && formats[format].raptor) status = read_by_raptor(&r, &lines, formats[format].raptor);
    else if (!status) status = read_lines(&r, &lines, formats[format].quads);
    rpt_lines_close(&lines);
    rpt_buf_clear(&r.text);
    rpt_buf_clear(&r.tag);
    return status;
}
