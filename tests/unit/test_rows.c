/* SPDX-License-Identifier: ISC */
/* Rows: NDJSON there and back, derived columns, dates. */
#include "record/dates.h"
#include "record/record.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

static char last_message[512];
static uint32_t last_line;
static void keep(void *user, rpt_severity severity, rpt_place place, const char *text) {
    (void)user, (void)severity;
    snprintf(last_message, sizeof last_message, "%s", text);
    last_line = place.line;
}
static rpt_messages messages = {keep, NULL};

static void test_dates(void **state) {
    (void)state;
    static const char *const cases[][4] = {
        {"2020-11-09", "2020-11-09", "2020-11-09", "2020-11-09"},
        {"2020-02", "2020-02-01", "2020-02-29", "2020-02"},
        {"1999", "1999-01-01", "1999-12-31", "1999"},
        {"1990s", "1990-01-01", "1999-12-31", "199X"},
        {"mid-2020-12", "2020-12-11", "2020-12-20", "2020-12~"},
        {"mid-1990s", "1993-05-01", "1996-08-31", "199X~"},
        {"late-2019", "2019-09-01", "2019-12-31", "2019~"},
        {"early-2019", "2019-01-01", "2019-04-30", "2019~"},
        {"end-2022-06", "2022-06-21", "2022-06-30", "2022-06~"},
        {"2020/2021", "2020-01-01", "2021-12-31", "2020/2021"},
        {"2021-07-17/2021-07-18", "2021-07-17", "2021-07-18", "2021-07-17/2021-07-18"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rpt_date_words w;
        assert_true(rpt_date_read(rpt_str_of(cases[i][0]), &w));
        assert_string_equal(w.from, cases[i][1]);
        assert_string_equal(w.to, cases[i][2]);
        assert_string_equal(w.edtf, cases[i][3]);
    }
    static const char *const bad[] = {"", "2020-13", "2020-02-30", "soon", "2021/2020", "2020-1", "99", "mid-", "20200101", "1995s"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rpt_date_words w;
        assert_false(rpt_date_read(rpt_str_of(bad[i]), &w));
    }
}

/** Rows of two documents with every awkward character in them. */
static void fill(rpt_rows *r, rpt_arena *arena, const char *name) {
    *r = (rpt_rows){0};
    rpt_rows_name(r, arena, rpt_str_of(name));
    for (uint32_t k = 1; k < RPT_ROW_KINDS; k++) {
        uint32_t columns;
        rpt_row_columns((rpt_row_kind)k, &columns);
        r->n[k] = k + 1;
        r->cell[k] = rpt_arena_alloc(arena, (size_t)r->n[k] * columns * sizeof(rpt_str));
        for (uint32_t i = 0; i < r->n[k] * columns; i++) {
            if (i % 3) r->cell[k][i] = rpt_arena_printf(arena, "%u\t\"\\\n\r\x01 \xC3\xA9|%s", i, name);
        }
    }
}

typedef struct {
    rpt_buf again;
    uint32_t documents;
} collected;

static rpt_status collect(void *user, rpt_rows *rows, rpt_arena *arena) {
    collected *c = user;
    (void)arena;
    c->documents++;
    rpt_rows_write_ndjson(&c->again, rows);
    return RPT_OK;
}

static char *write_temporary(const char *p, size_t len) {
    static char path[64];
    snprintf(path, sizeof path, "test_rows.XXXXXX");
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, p, len), (ssize_t)len);
    close(fd);
    return path;
}

static void test_ndjson_round_trip(void **state) {
    (void)state;
    rpt_arena arena = {0};
    rpt_rows r;
    rpt_buf out = {0};
    collected c = {0};
    fill(&r, &arena, "one");
    rpt_rows_write_ndjson(&out, &r);
    fill(&r, &arena, "two \"2\"");
    rpt_rows_write_ndjson(&out, &r);
    const char *path = write_temporary(out.p, out.len);
    assert_int_equal(rpt_rows_read(path, collect, &c, &messages), RPT_OK);
    unlink(path);
    assert_int_equal(c.documents, 2);
    assert_int_equal(c.again.len, out.len);
    assert_memory_equal(c.again.p, out.p, out.len);
    rpt_buf_clear(&out);
    rpt_buf_clear(&c.again);
    rpt_arena_clear(&arena);
}

static void test_ndjson_mistakes(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
        uint32_t line;
    } cases[] = {{"{\"row\":\"mention\",\"document\":\"a\"}\n{\"row\":\"mention\",\"document\":\"a\",\"colour\":\"red\"}\n", "colour", 2},
                 {"{\"row\":\"verb\",\"document\":\"a\"}\n", "verb", 1},
                 {"{\"row\":\"mention\"}\n", "document", 1},
                 {"{\"row\":\"mention\",\"document\":\"a\"\n", "cut off", 1},
                 {"\n{\"row\":[1]}\n", "arrays", 2},
                 {"{\"row\":{\"a\":1}}\n", "objects", 1},
                 {"nonsense\n", "JSON", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        collected c = {0};
        const char *path = write_temporary(cases[i].text, strlen(cases[i].text));
        assert_int_equal(rpt_rows_read(path, collect, &c, &messages), RPT_CONFIG);
        unlink(path);
        assert_non_null(strstr(last_message, cases[i].says));
        assert_int_equal(last_line, cases[i].line);
        rpt_buf_clear(&c.again);
    }
}

static void put(rpt_rows *r, rpt_row_kind kind, uint32_t column, const char *text) {
    uint32_t n;
    rpt_row_columns(kind, &n);
    r->cell[kind][(size_t)(r->n[kind] - 1) * n + column] = rpt_str_of(text);
}

static void test_derive(void **state) {
    (void)state;
    rpt_arena arena = {0};
    rpt_rows r = {0};
    rpt_rows_name(&r, &arena, RPT_LIT("press conference 1"));
    r.cell[RPT_ROW_ENTITY] = rpt_arena_alloc(&arena, 2 * RPT_ENTITY_COLUMNS * sizeof(rpt_str));
    r.cell[RPT_ROW_RELATION] = rpt_arena_alloc(&arena, RPT_RELATION_COLUMNS * sizeof(rpt_str));
    r.n[RPT_ROW_ENTITY]++;
    put(&r, RPT_ROW_ENTITY, RPT_ENTITY_id, "a");
    put(&r, RPT_ROW_ENTITY, RPT_ENTITY_qid, "Q1");
    r.n[RPT_ROW_ENTITY]++;
    put(&r, RPT_ROW_ENTITY, RPT_ENTITY_id, "b");
    put(&r, RPT_ROW_ENTITY, RPT_ENTITY_qid, "?");
    put(&r, RPT_ROW_ENTITY, RPT_ENTITY_name, "Here");
    r.n[RPT_ROW_RELATION]++;
    put(&r, RPT_ROW_RELATION, RPT_RELATION_subject, "a");
    put(&r, RPT_ROW_RELATION, RPT_RELATION_object, "_doc");
    put(&r, RPT_ROW_RELATION, RPT_RELATION_qualifiers, "position=Foreign  Minister;status=previous;place=Here;date=2020-11");
    rpt_rows_derive(&r, &arena, false);
    static const struct {
        uint32_t column;
        const char *is;
    } cells[] = {{RPT_RELATION_subject_iri, "entity/Q1"},
                 {RPT_RELATION_object_iri, "document/press%20conference%201"},
                 {RPT_RELATION_place_iri, "entity/press%20conference%201/b"},
                 {RPT_RELATION_position_iri, "post/foreign-minister"},
                 {RPT_RELATION_status, "previous"},
                 {RPT_RELATION_date_to, "2020-11-30"}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const rpt_str cell = rpt_cell(&r, RPT_ROW_RELATION, 0, cells[i].column);
        assert_int_equal(cell.len, strlen(cells[i].is));
        assert_memory_equal(cell.p, cells[i].is, cell.len);
    }
    rpt_rows_derive(&r, &arena, true);
    assert_true(rpt_str_is(rpt_cell(&r, RPT_ROW_RELATION, 0, RPT_RELATION_subject_iri), "http://www.wikidata.org/entity/Q1"));
    rpt_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_dates), cmocka_unit_test(test_ndjson_round_trip),
                                       cmocka_unit_test(test_ndjson_mistakes), cmocka_unit_test(test_derive)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
