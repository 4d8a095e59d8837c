/* SPDX-License-Identifier: ISC */
/* Terms as Raptor writes them; mappings with mistakes; what a small mapping makes of rows. */
#include "document.h"
#include "emit/emit.h"
#include "map/map.h"
#include <raptor2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

static char said[1024];
static uint32_t said_line;
static void keep(void *user, rpt_severity severity, rpt_place place, const char *text) {
    (void)user, (void)severity;
    if (*said) return;
    snprintf(said, sizeof said, "%s", text);
    said_line = place.line;
}
static rpt_messages messages = {keep, NULL};

/* -- Terms against Raptor -------------------------------------------------------------------- */

static uint32_t seed = 20201121;
static uint32_t next_random(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/** A string of plain, awkward and far characters; no bad bytes (Raptor stops at them) and no non-characters. */
static rpt_str random_text(char *out, uint32_t points) {
    static const uint32_t awkward[] = {1, 8, 9, 10, 12, 13, 31, '"', '\\', '\'', 127, 128, 0x85, 0xA0, 0xE9, 0x7FF, 0x800, 0x2028,
                                       0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1F600, 0x10FFFD, '<', '>', '{', '|'};
    uint32_t n = 0;
    for (uint32_t i = 0; i < points; i++) {
        const uint32_t c = next_random(3) ? 32 + next_random(95) : awkward[next_random(sizeof awkward / sizeof *awkward)];
        n += rpt_utf8_put(out + n, c);
    }
    out[n] = 0; /* Raptor, told to keep UTF-8, looks for the NUL and not at the length */
    return (rpt_str){out, n};
}

static rpt_str by_raptor(raptor_world *world, rpt_str s, unsigned flags, void **held) {
    size_t len = 0;
    raptor_iostream *stream = raptor_new_iostream_to_string(world, held, &len, NULL);
    raptor_iostream_write_byte('"', stream);
    raptor_string_escaped_write((const unsigned char *)s.p, s.len, '"', flags, stream);
    raptor_iostream_write_byte('"', stream);
    raptor_free_iostream(stream);
    return (rpt_str){*held, (uint32_t)len};
}

static void test_literals_are_raptors(void **state) {
    (void)state;
    raptor_world *world = raptor_new_world();
    raptor_world_open(world);
    char text[4 * 64 + 1];
    for (uint32_t round = 0; round < 20000; round++) {
        const rpt_str s = random_text(text, next_random(64));
        for (int ascii = 0; ascii < 2; ascii++) {
            unsigned flags = RAPTOR_ESCAPED_WRITE_BITFLAG_BS_ESCAPES_TNRU;
            if (!ascii) flags |= RAPTOR_ESCAPED_WRITE_BITFLAG_UTF8;
            void *held;
            const rpt_str want = by_raptor(world, s, flags, &held);
            rpt_buf have = {0};
            rpt_term_literal(&have, s, ascii);
            if (have.len != want.len || memcmp(have.p, want.p, want.len)) fail_msg("Raptor: %.*s; ours: %s", RPT_FMT(want), have.p);
            rpt_buf_clear(&have);
            raptor_free_memory(held);
        }
    }
    raptor_free_world(world);
}

static void test_bad_bytes(void **state) {
    (void)state;
    rpt_buf out = {0};
    rpt_term_literal(&out, RPT_LIT("a\xFF\xC3(\xED\xA0\x80z\xE2\x82"), false);
    assert_string_equal(out.p, "\"a\xEF\xBF\xBD\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\"");
    rpt_buf_clear(&out);
}

static void test_validity(void **state) {
    (void)state;
    static const char *const good[] = {"http://a/", "urn:x:y", "tag:a,2020:\xC3\xA9", "a+b-1.c:"};
    static const char *const bad[] = {"", "a", "/x", ":x", "1a:b", "http://a b", "http://a/<", "http://a/\x01", "http://a/{b}", "http://a/\xFF", "http://a/\\u0020"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(rpt_iri_is_valid(rpt_str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(rpt_iri_is_valid(rpt_str_of(bad[i])));
    assert_true(rpt_language_is_valid(RPT_LIT("en")) && rpt_language_is_valid(RPT_LIT("sr-Latn-RS")) && rpt_language_is_valid(RPT_LIT("x-own")));
    assert_false(rpt_language_is_valid(RPT_LIT("e")) || rpt_language_is_valid(RPT_LIT("english-")) || rpt_language_is_valid(RPT_LIT("a-b")) ||
                 rpt_language_is_valid(RPT_LIT("en_GB")) || rpt_language_is_valid(RPT_LIT("")) || rpt_language_is_valid(RPT_LIT("12")));
    rpt_buf out = {0};
    rpt_term_safe(&out, RPT_LIT("a b/\xC3\xA9~"), false);
    assert_string_equal(out.p, "a%20b%2F\xC3\xA9~");
    out.len = 0;
    rpt_term_safe(&out, RPT_LIT("\xC3\xA9"), true);
    assert_string_equal(out.p, "%C3%A9");
    rpt_buf_clear(&out);
}

/* -- Mappings -------------------------------------------------------------------------------- */

#define HEAD                                                                                                  \
    "@prefix rml: <http://w3id.org/rml/> . @prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix ex: <http://e/> .\n"                         \
    "@prefix rpt: <https://w3id.org/rapporteur/ns#> .\n"
#define ROWS(iterator) "<#m> rml:logicalSource [ rml:referenceFormulation rpt:Rows ; rml:iterator \"" iterator "\" ] ;\n"
#define SUBJECT "rml:subjectMap [ rml:template \"http://s/{id}\" ] ;\n"
#define OBJECT "rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference \"name\" ] ] .\n"

static rpt_status open_text(rpt_mapping **out, const char *text, bool no_mentions) {
    char path[] = "test_map.XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    const char *files[] = {path};
    *said = 0;
    said_line = 0;
    const rpt_mapping_options options = {.no_mentions = no_mentions};
    const rpt_status status = rpt_mapping_open(out, files, 1, &options, &messages);
    unlink(path);
    return status;
}

static void test_mistakes(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
        uint32_t line;
    } cases[] = {
        {HEAD ROWS("entity") SUBJECT "rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference \"nmae\" ] ] .\n", "nmae", 5},
        {HEAD ROWS("entity") "rml:subjectMap [ rml:template \"http://s/{id\" ] ;\n" OBJECT, "braces", 4},
        {HEAD ROWS("entities") SUBJECT OBJECT, "no kind of row", 3},
        {HEAD ROWS("entity[typ=PER]") SUBJECT OBJECT, "typ=PER", 3},
        {HEAD ROWS("entity[type=PER") SUBJECT OBJECT, "brackets", 3},
        {HEAD ROWS("entity") SUBJECT "rml:strategy ex:s ;\n" OBJECT, "strategy", 5},
        {HEAD ROWS("entity") OBJECT, "subjectMap", 0},
        {HEAD SUBJECT OBJECT, "not Turtle", 3},
        {HEAD ROWS("entity") "rml:subjectMap [ rml:template \"http://s/{id}\" ; rml:termType rml:Literal ] ;\n" OBJECT, "cannot stand", 4},
        {HEAD ROWS("entity") SUBJECT "rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference \"name\" ; rml:language \"e n\" ] ] .\n", "language", 5},
        {HEAD ROWS("entity") SUBJECT "rml:predicateObjectMap [ rml:predicate \"p\" ; rml:object ex:o ] .\n", "literal", 5},
        {HEAD ROWS("entity") SUBJECT "rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:parentTriplesMap <#n> ] ] .\n", "names no triples map", 5},
        {HEAD "<#m> rml:logicalSource [ rml:source \"a.json\" ; rml:referenceFormulation rml:JSONPath ; rml:iterator \"$[\" ] ;\n" SUBJECT OBJECT, "JSONPath", 3},
        {HEAD "<#m> rml:logicalSource [ rml:source \"a.xml\" ; rml:referenceFormulation rml:XPath ; rml:iterator \"//a[\" ] ;\n" SUBJECT OBJECT, "XPath", 3},
        {HEAD "<#m> rml:logicalSource [ rml:source \"a\" ; rml:referenceFormulation rml:SQL2008Table ; rml:iterator \"a\" ] ;\n" SUBJECT OBJECT, "not supported", 3},
        {"", "no triples map", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rpt_mapping *mapping;
        assert_int_equal(open_text(&mapping, cases[i].text, false), RPT_CONFIG);
        if (!strstr(said, cases[i].says)) fail_msg("case %zu says: %s", i, said);
        if (cases[i].line && said_line != cases[i].line) fail_msg("case %zu: line %u: %s", i, said_line, said);
        rpt_mapping_close(mapping);
    }
}

/** Three entities and a mention of each. */
static void fill(rpt_rows *r, rpt_arena *arena) {
    static const char *const entities[][4] = {{"a", "PER", "Ann \"A\"", "Annie||Miss A"}, {"b", "ORG", "", ""}, {"c", "PER", "Ann \"A\"", ""}};
    *r = (rpt_rows){0};
    rpt_rows_name(r, arena, RPT_LIT("d"));
    r->n[RPT_ROW_ENTITY] = r->n[RPT_ROW_MENTION] = 3;
    r->cell[RPT_ROW_ENTITY] = rpt_arena_alloc(arena, 3 * RPT_ENTITY_COLUMNS * sizeof(rpt_str));
    r->cell[RPT_ROW_MENTION] = rpt_arena_alloc(arena, 3 * RPT_MENTION_COLUMNS * sizeof(rpt_str));
    for (uint32_t i = 0; i < 3; i++) {
        rpt_str *e = r->cell[RPT_ROW_ENTITY] + i * RPT_ENTITY_COLUMNS, *m = r->cell[RPT_ROW_MENTION] + i * RPT_MENTION_COLUMNS;
        e[RPT_ENTITY_id] = m[RPT_MENTION_id] = rpt_str_of(entities[i][0]);
        e[RPT_ENTITY_type] = rpt_str_of(entities[i][1]);
        e[RPT_ENTITY_name] = rpt_str_of(entities[i][2]);
        e[RPT_ENTITY_aliases] = rpt_str_of(entities[i][3]);
        m[RPT_MENTION_surface] = rpt_str_of(entities[i][2]);
    }
    rpt_rows_derive(r, arena, false);
}

static void maps_to(const char *text, bool no_mentions, const char *want) {
    rpt_mapping *mapping;
    rpt_arena arena = {0};
    rpt_rows rows;
    rpt_buf out = {0};
    if (open_text(&mapping, text, no_mentions)) fail_msg("%s", said);
    fill(&rows, &arena);
    assert_int_equal(rpt_map_rows(mapping, &rows, &arena, &out, &messages), RPT_OK);
    rpt_buf_char(&out, 0);
    assert_string_equal(out.p, want);
    rpt_buf_clear(&out);
    rpt_arena_clear(&arena);
    rpt_mapping_close(mapping);
}

static void test_rows(void **state) {
    (void)state;
    /* Empty cells make no triple; the graph is the document's. */
    maps_to(HEAD ROWS("entity") "rml:subjectMap [ rml:template \"http://s/{id}\" ; rml:graphMap [ rml:template \"g/{document.name}\" ] ] ;\n" OBJECT, false,
            "<http://s/a> <http://e/p> \"Ann \\\"A\\\"\" <https://w3id.org/rapporteur/data/g/d> .\n"
            "<http://s/c> <http://e/p> \"Ann \\\"A\\\"\" <https://w3id.org/rapporteur/data/g/d> .\n");
    /* Filters; R2RML's words; several values; a constant with its language in lower case. */
    maps_to(HEAD ROWS("entity[type=PER][id!=c]") "rr:subjectMap [ rr:template \"http://s/{id}\" ; rr:class ex:C ] ;\n"
            "rr:predicateObjectMap [ rr:predicate ex:p ; rr:objectMap [ rr:column \"aliases[*]\" ] ; rr:object \"x\"@en-GB ] .\n", false,
            "<http://s/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/C> .\n"
            "<http://s/a> <http://e/p> \"x\"@en-gb .\n"
            "<http://s/a> <http://e/p> \"Annie\" .\n"
            "<http://s/a> <http://e/p> \"Miss A\" .\n");
    /* No line twice. */
    maps_to(HEAD ROWS("entity") "rml:subject ex:s ;\n" OBJECT, false, "<http://e/s> <http://e/p> \"Ann \\\"A\\\"\" .\n");
    /* Filters on presence. */
    maps_to(HEAD ROWS("entity[!name]") SUBJECT "rml:predicateObjectMap [ rml:predicate ex:p ; rml:object ex:o ] .\n", false,
            "<http://s/b> <http://e/p> <http://e/o> .\n");
}

static void test_joins(void **state) {
    (void)state;
    static const char text[] =
        HEAD ROWS("entity[type=PER]") SUBJECT
        "rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:parentTriplesMap <#n> ; rml:joinCondition [ rml:child \"id\" ; rml:parent \"id\" ] ,"
        " [ rml:child \"name\" ; rml:parent \"surface\" ] ] ] .\n"
        "<#n> rml:logicalSource [ rml:referenceFormulation rpt:Rows ; rml:iterator \"mention\" ] ; rml:subjectMap [ rml:template \"http://m/{id}\" ] .\n";
    maps_to(text, false, "<http://s/a> <http://e/p> <http://m/a> .\n<http://s/c> <http://e/p> <http://m/c> .\n");
    maps_to(text, true, "");
}

/* -- The vocabulary and the core mapping ----------------------------------------------------- */

static void test_vocabulary_has_every_relation(void **state) {
    (void)state;
    rpt_buf text = {0};
    assert_int_equal(rpt_file_read(&text, RPT_TEST_SOURCE "/ontology/rapporteur.ttl", RPT_TEXT_MAX, &messages), RPT_OK);
    for (uint32_t i = 0; i < RPT_RELATIONS; i++) {
        char wanted[64];
        snprintf(wanted, sizeof wanted, "\nrpt:%s a rdf:Property", rpt_relation_name[i]);
        if (!strstr(text.p, wanted)) fail_msg("no property for %s", rpt_relation_name[i]);
    }
    rpt_buf_clear(&text);
}

static void test_shipped_mappings_compile(void **state) {
    (void)state;
    static const char *const files[] = {RPT_TEST_SOURCE "/ontology/mapping/core.ttl", RPT_TEST_SOURCE "/ontology/mapping/schema.ttl",
                                        RPT_TEST_SOURCE "/ontology/mapping/wikidata.ttl",
                                        RPT_TEST_SOURCE "/ontology/mapping/webannotation.ttl"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        rpt_mapping *mapping;
        const rpt_mapping_options options = {0};
        *said = 0;
        if (rpt_mapping_open(&mapping, &files[i], 1, &options, &messages)) fail_msg("%s: %s", files[i], said);
        assert_true(rpt_mapping_reads_rows(mapping) && !rpt_mapping_reads_sources(mapping));
        rpt_mapping_close(mapping);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_literals_are_raptors), cmocka_unit_test(test_bad_bytes),
                                       cmocka_unit_test(test_validity), cmocka_unit_test(test_mistakes),
                                       cmocka_unit_test(test_rows), cmocka_unit_test(test_joins),
                                       cmocka_unit_test(test_vocabulary_has_every_relation),
                                       cmocka_unit_test(test_shipped_mappings_compile)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
