/* SPDX-License-Identifier: ISC */
/* Blocks, turns, tokens and sentences of texts that we wrote. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>
#include "text/text.h"

static rpt_arena arena;
static rpt_document d;

static void read_text(const char *text) {
    rpt_arena_clear(&arena);
    rpt_document_init(&d, &arena);
    d.text = rpt_str_of(text);
    rpt_text_analyse(&d);
}

static int clear(void **state) {
    (void)state;
    rpt_arena_clear(&arena);
    return 0;
}

static void expect_kinds(const char *text, const char *kinds) {
    static const char letters[] = "PTHDBIANx";
    char found[64] = "";
    read_text(text);
    for (uint32_t i = 0; i < d.blocks.n && i < 63; i++) found[i] = letters[d.blocks.at[i].kind];
    assert_string_equal(found, kinds);
}

static void kinds_of_blocks(void **state) {
    (void)state;
    expect_kinds("7 December 202021:23\n\nMinister Ann Example’s remarks to the press Moscow, December 7, 2020\n\n • en-GB1 ru-RU1\n"
                 "\nLadies and gentlemen,\n\nWe met.\n\nAdditional materials\n", "DTxPPx");
    expect_kinds("Readout of a Call\n\nWed, 28 Jul 2021 15:49:41 +0000\n\nOffice of the Spokesperson\n\nWashington, D.C.\n\n"
                 "The Secretary spoke with the Minister.\n", "TDBDP");
    expect_kinds("12. Memorandum of Conversation\n\nParis, May 3, 1961.\n\nSUBJECT\nThe Lake\n\nPARTICIPANTS\nMr. A. Example\n"
                 "EE—B. Example, Jr.\n\nThe Ambassador said that all would be well with the lake.\n\n[1] Not found.\n", "TDHHHIIPN");
    expect_kinds("Talks\n\nThe two leaders met in Examplia.\n\nMay 4, 2012\n17:15\nSochi\n\nThey spoke of trade.\n\nSee also\n\n"
                 "Statement by the President\nMay 4, 2012\n\n* * *\n\nThat was all.\n", "TPDDDPxAAxP");
}

static void turns_and_answers(void **state) {
    (void)state;
    read_text("Briefing\n\nGood day.\n\nQUESTION: Who came?\n\nMR EXAMPLE: The Minister.\n\nHe came alone.\n\nMODERATOR: Next.\n\n"
              "QUESTION: Why?\n\nFOREIGN MINISTER SAMPLE:  (Via interpreter) To talk.\n");
    assert_int_equal(d.turns.n, 6);
    assert_int_equal(d.turns.at[1].kind, RPT_TURN_QUESTION);
    assert_int_equal(d.turns.at[2].kind, RPT_TURN_ANSWER);
    assert_int_equal(d.turns.at[2].answers, 1);
    assert_int_equal(d.blocks.at[4].turn, 2);
    assert_int_equal(d.turns.at[3].kind, RPT_TURN_STATEMENT);
    assert_int_equal(d.turns.at[5].answers, 4);
    assert_true(rpt_str_is(rpt_document_slice(&d, d.turns.at[5].label), "FOREIGN MINISTER SAMPLE:"));
    read_text("Memorandum\n\nThe Lake: He spoke of it.\n\nOther Items: None were raised by them.\n\nList of Issues: One.\n");
    assert_int_equal(d.turns.n, 1);
    read_text("Meeting\n\nPresident of Examplia Ann Sample: Welcome.\n\nAnn Sample: Thank you.\n\nBob Other: Yes.\n");
    assert_int_equal(d.turns.n, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_of_blocks),
        cmocka_unit_test(turns_and_answers),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
