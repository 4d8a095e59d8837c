/* SPDX-License-Identifier: ISC */
/*
 * Random terms from fixed seeds: the ASCII form is Raptor's byte for byte, the UTF-8 form is read back as the same terms by
 * Raptor and by our own reader. Escapes, controls, characters of every length, noncharacters, bad bytes, lone surrogates,
 * IRIs beyond ASCII, language tags, a literal of a megabyte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "emit/emit.h"
#include "store/lines.h"
#include <raptor2.h>
#include <stdlib.h>

/* Raptor's reader of N-Quads keeps the IRI of every datatype. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:raptor_new_uri_from_counted_string\n"; }

enum { ROUNDS = 4000 };
static uint64_t seed;
static uint32_t chance(uint32_t n) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % n;
}

static void put_character(rpt_buf *out, uint32_t c) {
    char text[4];
    rpt_buf_add(out, text, rpt_utf8_put(text, c));
}

static uint32_t any_character(bool iri) {
    static const char marks[] = "\"\\\n\r\t\b\f'.,;@^_:<>{}|` #%/?&";
    static const uint32_t edges[] = {0x7E, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFDD0, 0xFFFD, 0x10000, 0x1FFFE, 0x10FFFF};
    for (;;) {
        uint32_t c = 0;
        switch (chance(6)) {
        case 0: c = (uint32_t)(unsigned char)marks[chance(sizeof marks - 1)]; break;
        case 1: c = edges[chance(sizeof edges / sizeof *edges)]; break;
        case 2: c = 1 + chance(0x1F); break;
        case 3: c = 0xA0 + chance(0xD000); break;
        case 4: c = 0x10000 + chance(0x90000); break;
        default: c = 0x20 + chance(0x5F);
        }
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        if (iri && (c <= 0x20 || c == 0x7F || (c < 0x80 && strchr("<>\"{}|^`\\", (int)c)))) continue;
        return c;
    }
}

/** Bytes that are no UTF-8: cut and overlong characters, lone surrogates, stray bytes; each becomes so many U+FFFD. */
static uint32_t put_bad(rpt_buf *out) {
    static const struct {
        const char *bytes;
        uint32_t n;
    } bad[] = {{"\xED\xA0\x80", 3}, {"\xED\xBF\xBF", 3}, {"\xC0\xAF", 2}, {"\xF4\x90\x80\x80", 4}, {"\x80", 1}, {"\xFF", 1}, {"\xE0\x80\xAF", 3}};
    const uint32_t i = chance(sizeof bad / sizeof *bad);
    rpt_buf_z(out, bad[i].bytes);
    return bad[i].n;
}

/** A random string, and what is left of it when bad bytes are replaced. */
static void make_text(rpt_buf *raw, rpt_buf *clean, uint32_t length, bool with_bad) {
    raw->len = clean->len = 0;
    for (uint32_t i = 0; i < length; i++) {
        if (with_bad && !chance(8)) {
            for (uint32_t n = put_bad(raw); n; n--) put_character(clean, 0xFFFD);
            /* A plain letter behind, so that the pieces do not make a character together. */
            rpt_buf_char(raw, 'x');
            rpt_buf_char(clean, 'x');
        } else {
            const uint32_t c = any_character(false);
            put_character(raw, c);
            put_character(clean, c);
        }
    }
}

static void make_iri(rpt_buf *out) {
    out->len = 0;
    rpt_buf_z(out, "http://example.org/");
    for (uint32_t n = chance(20); n; n--) put_character(out, any_character(true));
}

static const char *const tags[] = {"en", "fr-CA", "zh-Hant-TW", "sl-rozaj-biske", "x-private", "de-1996"};

/* -- Raptor's side --------------------------------------------------------------------------- */

static raptor_world *world;
static int open_world(void **state) {
    (void)state;
    world = raptor_new_world();
    raptor_world_open(world);
    return 0;
}
static int close_world(void **state) {
    (void)state;
    raptor_free_world(world);
    return 0;
}

static const unsigned char *bytes(const rpt_buf *b) { return (const unsigned char *)b->p; }

static raptor_term *literal(const rpt_buf *text, const char *tag, const rpt_buf *datatype) {
    raptor_uri *uri = datatype ? raptor_new_uri(world, bytes(datatype)) : NULL;
    raptor_term *t = raptor_new_term_from_counted_literal(world, (const unsigned char *)(text->len ? text->p : ""), text->len, uri,
                                                          (const unsigned char *)tag, tag ? (unsigned char)strlen(tag) : 0);
    if (uri) raptor_free_uri(uri);
    return t;
}

static char *by_raptor(raptor_statement *s, size_t *len) {
    void *text = NULL;
    raptor_iostream *stream = raptor_new_iostream_to_string(world, &text, len, malloc);
    raptor_serializer *serializer = raptor_new_serializer(world, "nquads");
    raptor_serializer_start_to_iostream(serializer, NULL, stream);
    raptor_serializer_serialize_statement(serializer, s);
    raptor_serializer_serialize_end(serializer);
    raptor_free_serializer(serializer);
    raptor_free_iostream(stream);
    return text;
}

static void keep(void *user, raptor_statement *s) { *(raptor_statement **)user = raptor_statement_copy(s); }

static raptor_statement *read_by_raptor(const rpt_buf *line) {
    raptor_statement *s = NULL;
    raptor_parser *parser = raptor_new_parser(world, "nquads");
    raptor_uri *base = raptor_new_uri(world, (const unsigned char *)"http://example.org/");
    raptor_parser_set_statement_handler(parser, &s, keep);
    raptor_parser_parse_start(parser, base);
    raptor_parser_parse_chunk(parser, bytes(line), line->len, 1);
    raptor_free_parser(parser);
    raptor_free_uri(base);
    return s;
}

/* -- The property ---------------------------------------------------------------------------- */

typedef struct {
    rpt_buf raw, clean, subject, predicate, graph, datatype;
    const char *tag;
    bool typed;
} quad;

static void write_line(rpt_buf *out, const quad *q, bool ascii) {
    out->len = 0;
    assert_true(rpt_term_iri(out, rpt_buf_view(&q->subject), ascii));
    rpt_buf_char(out, ' ');
    assert_true(rpt_term_iri(out, rpt_buf_view(&q->predicate), ascii));
    rpt_buf_char(out, ' ');
    rpt_term_literal(out, rpt_buf_view(&q->raw), ascii);
    if (q->tag) rpt_buf_printf(out, "@%s", q->tag);
    if (q->typed) {
        rpt_buf_z(out, "^^");
        assert_true(rpt_term_iri(out, rpt_buf_view(&q->datatype), ascii));
    }
    rpt_buf_char(out, ' ');
    assert_true(rpt_term_iri(out, rpt_buf_view(&q->graph), ascii));
    rpt_buf_z(out, " .\n");
    rpt_buf_char(out, 0); /* for reading as a string; not of the line */
    out->len--;
}

static void check_own_reader(const quad *q, const rpt_buf *out) {
    rpt_line line;
    const char *why;
    uint32_t column;
    assert_true(rpt_line_parse(&line, (rpt_str){out->p, (uint32_t)out->len - 1}, true, &why, &column));
    rpt_buf text = {0};
    rpt_line_unescape(&text, line.at[2].text);
    assert_int_equal(text.len, q->clean.len);
    if (text.len) assert_memory_equal(text.p, q->clean.p, text.len);
    text.len = 0;
    rpt_line_unescape(&text, line.at[0].text);
    assert_int_equal(text.len, q->subject.len);
    assert_memory_equal(text.p, q->subject.p, text.len);
    rpt_buf_clear(&text);
}

static void check_quad(const quad *q) {
    rpt_buf out = {0};
    write_line(&out, q, true);
    raptor_term *const o = literal(&q->clean, q->tag, q->typed ? &q->datatype : NULL);
    raptor_statement *s = raptor_new_statement_from_nodes(world, raptor_new_term_from_uri_string(world, bytes(&q->subject)),
                                                          raptor_new_term_from_uri_string(world, bytes(&q->predicate)), o,
                                                          raptor_new_term_from_uri_string(world, bytes(&q->graph)));
    size_t len = 0;
    char *const theirs = by_raptor(s, &len);
    assert_int_equal(out.len, len);
    assert_memory_equal(out.p, theirs, len);
    check_own_reader(q, &out);
    write_line(&out, q, false);
    check_own_reader(q, &out);
    raptor_statement *const back = read_by_raptor(&out);
    assert_non_null(back);
    assert_true(raptor_term_equals(s->subject, back->subject));
    assert_true(raptor_term_equals(s->predicate, back->predicate));
    assert_true(raptor_term_equals(s->graph, back->graph));
    assert_int_equal(back->object->value.literal.string_len, q->clean.len);
    if (q->clean.len) assert_memory_equal(back->object->value.literal.string, q->clean.p, q->clean.len);
    raptor_free_statement(back);
    raptor_free_statement(s);
    free(theirs);
    rpt_buf_clear(&out);
}

static void make_terminated_iri(rpt_buf *out) {
    make_iri(out);
    rpt_buf_char(out, 0);
    out->len--;
}

static void free_quad(quad *q) {
    rpt_buf *const all[] = {&q->raw, &q->clean, &q->subject, &q->predicate, &q->graph, &q->datatype};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) rpt_buf_clear(all[i]);
}

static void random_quads(bool with_bad, uint64_t from) {
    quad q = {0};
    seed = from;
    for (int i = 0; i < ROUNDS; i++) {
        make_text(&q.raw, &q.clean, chance(60), with_bad);
        make_terminated_iri(&q.subject);
        make_terminated_iri(&q.predicate);
        make_terminated_iri(&q.graph);
        make_terminated_iri(&q.datatype);
        const uint32_t form = chance(3);
        q.tag = form == 1 ? tags[chance(sizeof tags / sizeof *tags)] : NULL;
        q.typed = form == 2;
        check_quad(&q);
    }
    free_quad(&q);
}

static void good_terms(void **state) {
    (void)state;
    random_quads(false, 7);
    random_quads(false, 2020);
}

static void bad_bytes_become_replacement_characters(void **state) {
    (void)state;
    random_quads(true, 11);
}

static void a_literal_of_a_megabyte(void **state) {
    (void)state;
    quad q = {0};
    seed = 3;
    make_terminated_iri(&q.subject);
    make_terminated_iri(&q.predicate);
    make_terminated_iri(&q.graph);
    make_text(&q.raw, &q.clean, 450000, true);
    assert_true(q.raw.len > 1000000);
    check_quad(&q);
    free_quad(&q);
}

/** Raptor's readers end a literal at U+0000 and its serializer before U+FFFF; RDF allows both, so do we. */
static void what_raptor_cuts_off_stays(void **state) {
    (void)state;
    rpt_buf out = {0};
    rpt_term_literal(&out, (rpt_str){"a\0b\xEF\xBF\xBF" "c", 7}, true);
    assert_int_equal(out.len, 17);
    assert_memory_equal(out.p, "\"a\\u0000b\\uFFFFc\"", 17);
    out.len = 0;
    rpt_term_literal(&out, (rpt_str){"\xEF\xBF\xBF", 3}, false);
    assert_memory_equal(out.p, "\"\xEF\xBF\xBF\"", 5);
    rpt_buf_clear(&out);
}

static void bad_iris_are_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"",          "relative", "http://a b",    "http://a<b", "http://a\"",       "http://a\n",
                                      "http://{}", ":x",       "1a://x",        "http://a|b", "http://\xED\xA0\x80", "http://a\\u0041",
                                      "http://^",  "http://`", "http://a\x7F"};
    rpt_buf out = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(rpt_term_iri(&out, rpt_str_of(bad[i]), false));
        assert_false(rpt_term_iri(&out, rpt_str_of(bad[i]), true));
        assert_int_equal(out.len, 0);
    }
    rpt_buf_clear(&out);
}

static void bad_language_tags_are_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"", "e n", "en-", "-en", "en--us", "toolonglanguage", "1en", "en_US", "en-toolongsubtag", "e",
                                      "en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(rpt_language_is_valid(rpt_str_of(bad[i])));
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) assert_true(rpt_language_is_valid(rpt_str_of(tags[i])));
}

int main(void) {
    const struct CMUnitTest all[] = {cmocka_unit_test(good_terms),           cmocka_unit_test(bad_bytes_become_replacement_characters),
                                     cmocka_unit_test(a_literal_of_a_megabyte), cmocka_unit_test(what_raptor_cuts_off_stays),
                                     cmocka_unit_test(bad_iris_are_refused),    cmocka_unit_test(bad_language_tags_are_refused)};
    return cmocka_run_group_tests(all, open_world, close_world);
}
