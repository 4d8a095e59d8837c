/* SPDX-License-Identifier: ISC */
/* The rule engine: shipped rules pass their examples; mistakes are told by line; matches give the right symbols. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "rapporteur.h"
#include "relate/relate.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    uint32_t errors, line;
} heard;

static void hear(void *user, rpt_severity severity, rpt_place place, const char *text) {
    heard *h = user;
    (void)text;
    if (severity == RPT_ERROR && !h->errors++) h->line = place.line;
}

static void shipped_rules_pass_their_examples(void **state) {
    (void)state;
    heard h = {0};
    rpt_messages m = {hear, &h};
    rpt_rules_counts c;
    const rpt_options o = {.ontology = RPT_TEST_SOURCE "/ontology"};
    assert_int_equal(rpt_rules_verify(&o, &c, &m), RPT_OK);
    assert_true(c.rules > 100 && c.examples > 50);
    assert_int_equal(c.failed, 0);
}

static void put(const char *dir, const char *name, const char *text) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

/** Opens rules of one file over a lexicon of one line; the number of mistakes told. */
static uint32_t mistakes_of(const char *rules_text, uint32_t *line) {
    char dir[] = "rules-test-XXXXXX", path[512];
    assert_non_null(mkdtemp(dir));
    put(dir, "words.tsv", "met\tverb meet\n");
    put(dir, "a.rules", rules_text);
    heard h = {0};
    rpt_messages m = {hear, &h};
    rpt_lexicon *x = NULL;
    rpt_rules *r = NULL;
    assert_int_equal(rpt_lexicon_open(&x, dir, &m), RPT_OK);
    const rpt_status status = rpt_rules_open(&r, dir, x, &rpt_relate_vocabulary, &m);
    assert_int_equal(status != RPT_OK, h.errors > 0);
    rpt_rules_close(r);
    rpt_lexicon_close(x);
    snprintf(path, sizeof path, "%s/words.tsv", dir), unlink(path);
    snprintf(path, sizeof path, "%s/a.rules", dir), unlink(path);
    rmdir(dir);
    *line = h.line;
    return h.errors;
}

static void mistakes_are_told_with_their_lines(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t errors, line;
    } cases[] = {
        {"relation met\ndomain PER\nrange PER\nrule {subject} <meet> {object}\n", 0, 0},
        {"relation met\ndomain PER\nrange PER\nrule {subject} <greet> {object}\n", 1, 4},
        {"relation met\ndomain PER\nrange PER\nrule {subject} <meet> {nobody}\n", 1, 4},
        {"relation met\ndomain PER\nrange PER\nrule {subject} <meet>\n", 1, 4},
        {"relation met\ndomain PER\nrange PER\nrule ({subject} <meet> {object}\n", 1, 4},
        {"relation met\ndomain PER\nrange PER\nrule {subject} <meet> the {object}\n", 1, 4},
        {"relation greeted\n", 1, 1},
        {"relation met\ndomain MAN\n", 1, 2},
        {"rule {subject} <meet> {object}\n", 1, 1},
        {"relation met\ndomain PER\nrange PER\nrule {subject} <meet> {object} => colour=red\n", 1, 4},
        {"nonsense\nrelation greeted\n", 2, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t line;
        assert_int_equal(mistakes_of(cases[i].text, &line), cases[i].errors);
        assert_int_equal(line, cases[i].line);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_rules_pass_their_examples),
        cmocka_unit_test(mistakes_are_told_with_their_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
