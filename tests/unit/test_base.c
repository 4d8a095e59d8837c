/* SPDX-License-Identifier: ISC */
#include "base/base.h"
#include "document.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void cuts_at_the_first_mark(void **state) {
    (void)state;
    rpt_str rest = RPT_LIT("a|b||c");
    assert_true(rpt_str_is(rpt_str_cut(&rest, '|'), "a"));
    assert_true(rpt_str_is(rpt_str_cut(&rest, '|'), "b"));
    assert_int_equal(rpt_str_cut(&rest, '|').len, 0);
    assert_true(rpt_str_is(rpt_str_cut(&rest, '|'), "c"));
    assert_int_equal(rest.len, 0);
}

static void arrays_grow_and_keep_their_elements(void **state) {
    (void)state;
    rpt_arena arena = {0};
    RPT_ARRAY(uint32_t) a = {0};
    for (uint32_t i = 0; i < 100000; i++) *RPT_PUSH(&arena, a) = i;
    for (uint32_t i = 0; i < a.n; i++) assert_int_equal(a.at[i], i);
    rpt_arena_reset(&arena);
    const rpt_str s = rpt_arena_printf(&arena, "%d-%s", 7, "x");
    assert_true(rpt_str_is(s, "7-x"));
    rpt_arena_clear(&arena);
}

static void bad_bytes_are_one_replacement_each(void **state) {
    (void)state;
    uint32_t len;
    const rpt_str s = RPT_LIT("\xC3\x28\xFF\xE2\x82");
    assert_int_equal(rpt_utf8_at(s, 0, &len), 0xFFFD);
    assert_int_equal(len, 1);
    assert_int_equal(rpt_utf8_at(s, 2, &len), 0xFFFD);
    assert_int_equal(rpt_utf8_at(s, 3, &len), 0xFFFD);
    assert_int_equal(len, 1);
}

static void folds_quotes_and_capitals(void **state) {
    (void)state;
    char out[64];
    const rpt_str s = RPT_LIT("\xC3\x89lys\xC3\xA9" "e\xE2\x80\x99S");
    const rpt_str folded = {out, rpt_utf8_fold_into(out, s)};
    assert_true(rpt_str_is(folded, "\xC3\xA9lys\xC3\xA9" "e's"));
}

static void days_count_both_ways(void **state) {
    (void)state;
    assert_int_equal(rpt_days_of(1970, 1, 1), 0);
    assert_int_equal(rpt_days_of(2000, 3, 1), 11017);
    for (int32_t days = -200000; days < 200000; days += 13) {
        int32_t y;
        uint32_t m, d;
        rpt_days_split(days, &y, &m, &d);
        assert_int_equal(rpt_days_of(y, m, d), days);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_at_the_first_mark),         cmocka_unit_test(arrays_grow_and_keep_their_elements),
        cmocka_unit_test(bad_bytes_are_one_replacement_each), cmocka_unit_test(folds_quotes_and_capitals),
        cmocka_unit_test(days_count_both_ways),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
