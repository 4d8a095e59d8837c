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
    read_text("Address\n\nMr. Speaker, Mr. President, Members of the Congress:\n\nI come.\n\nDear Mr. Sample: Hello.\n");
    assert_int_equal(d.turns.n, 1);
    read_text("Debate\n\nPresident. – The next item.\n\nAnn Sample, on behalf of the XY Group. – (DE) Mr President, yes.\n\nIt is.\n");
    assert_int_equal(d.turns.n, 3);
    assert_int_equal(d.blocks.at[3].turn, 2);
    read_text("Debate\n<SPEAKER ID=\"1\" NAME=\"Ann Sample\">\nMr President, yes.\n<P>\nIt is.\n");
    assert_int_equal(d.turns.n, 2);
    assert_true(rpt_str_is(rpt_document_slice(&d, d.turns.at[1].label), "Ann Sample"));
    assert_int_equal(d.blocks.at[4].turn, 1);
    read_text("MOSCOW, May 5. – The talks ended.\n\nThey went well. – So he said.\n");
    assert_int_equal(d.turns.n, 1);
    read_text("Meeting\n\nPresident of Examplia Ann Sample: Welcome.\n\nAnn Sample: Thank you.\n\nBob Other: Yes.\n");
    assert_int_equal(d.turns.n, 4);
}

static void expect_tokens(const char *text, const char *joined) {
    rpt_buf b = {0};
    read_text(text);
    for (uint32_t i = 0; i < d.tokens.n; i++) {
        if (i) rpt_buf_char(&b, '|');
        rpt_buf_str(&b, rpt_token_text(&d, &d.tokens.at[i]));
    }
    assert_string_equal(b.p, joined);
    rpt_buf_clear(&b);
}

static void tokens_survive(void **state) {
    (void)state;
    expect_tokens("the U.S. and S.V.Lavrov, S.Lavrov", "the|U.S.|and|S.V.|Lavrov|,|S|.|Lavrov");
    expect_tokens("7 December 202021:23", "7|December|2020|21:23");
    expect_tokens("2022-01-11T10:16:00Z", "2022-01-11|T10|:|16:00Z");
    expect_tokens("said.[1] 2014.[12] The", "said|.|[|1|]|2014|.|[|12|]|The");
    expect_tokens("mid-1990s, 20th, $2.5, 2,500", "mid-1990s|,|20th|,|$|2.5|,|2,500");
    expect_tokens("A/RES/70/291 S/RES/2139(2013) and/or EU/US", "A/RES/70/291|S/RES/2139|(|2013|)|and|/|or|EU|/|US");
    expect_tokens("al-Qa'ida Da’esh co-chairs’ Secretary-General's", "al-Qa'ida|Da’esh|co-chairs|’|Secretary-General|'s");
    expect_tokens("C5+1, U.S.-EU, ASEAN-U.S., AT&T, UN-led, Nagorno-Karabakh",
                  "C5+1|,|U.S.|-|EU|,|ASEAN|-|U.S.|,|AT&T|,|UN|-|led|,|Nagorno-Karabakh");
    expect_tokens("8 p.m.\xC2\xA0No. 5 “Go”", "8|p.m.|No|.|5|“|Go|”");
    expect_tokens("Élysée Áb\xFFz", "Élysée|Áb|\xFF|z");
}

/** The one pass that folds ASCII gives the hash of the general way. */
static void hashes_are_of_the_folded_token(void **state) {
    (void)state;
    read_text("Élysée’s CO-Chairs Da’esh AT&T U.S. C5+1 ΑΘΗΝΑ’s S/RES/1 2,500.5 – ‘x’ İstanbul");
    for (uint32_t i = 0; i < d.tokens.n; i++) {
        char folded[256];
        const rpt_str text = rpt_token_text(&d, &d.tokens.at[i]);
        assert_int_equal(d.tokens.at[i].hash, rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, text)}));
    }
    read_text("Don’t DON'T");
    assert_int_equal(d.tokens.at[0].hash, d.tokens.at[1].hash);
    read_text("ministers' talks, the ‘sides’ met");
    assert_true(d.tokens.at[1].flags & RPT_T_POSSESSIVE);
    assert_false(d.tokens.at[7].flags & RPT_T_POSSESSIVE);
}

static void expect_sentences(const char *text, const char *joined) {
    rpt_buf b = {0};
    read_text(text);
    for (uint32_t i = 0; i < d.sentences.n; i++) {
        if (i) rpt_buf_char(&b, '|');
        rpt_buf_str(&b, rpt_document_slice(&d, d.sentences.at[i].span));
    }
    assert_string_equal(b.p, joined);
    rpt_buf_clear(&b);
}

static void sentences_end(void **state) {
    (void)state;
    expect_sentences("The U.S. Secretary met Mr. A. Sample, Jr. in the U.S. The talks began at 8 p.m. He left.[1] It was on.",
                     "The U.S. Secretary met Mr. A. Sample, Jr. in the U.S.|The talks began at 8 p.m.|He left.[1]|It was on.");
    expect_sentences("“Go there.” Then he left. \"Why?\" he asked. See No. 5 and vol. II, p. 3. (He did.) Yes… We do.",
                     "“Go there.”|Then he left.|\"Why?\" he asked.|See No. 5 and vol. II, p. 3.|(He did.)|Yes…|We do.");
    expect_sentences("Talks. A New Page\n\nQuestion: Who? Why?\n\nMr. Sample: No.\n", "Talks. A New Page|Who?|Why?|No.");
    expect_sentences("17. Requests the Secretary-General to report on it within thirty days.The council decides.",
                     "17. Requests the Secretary-General to report on it within thirty days.|The council decides.");
}

static void any_bytes(void **state) {
    (void)state;
    static const char marks[] = "aQ. :\n'’[1]-–\xE2\x80\xC3/0";
    for (uint32_t seed = 1; seed < 400; seed++) {
        char bytes[257];
        uint32_t x = seed * 2654435761u;
        for (uint32_t i = 0; i < 256; i++) {
            x = x * 1664525u + 1013904223u;
            bytes[i] = seed % 3 ? marks[(x >> 24) % (sizeof marks - 1)] : (char)(x >> 24);
        }
        rpt_arena_clear(&arena);
        rpt_document_init(&d, &arena);
        d.text = rpt_arena_copy(&arena, (rpt_str){bytes, seed % 257});
        rpt_text_analyse(&d);
        for (uint32_t i = 1; i < d.tokens.n; i++) {
            assert_true(d.tokens.at[i].len && d.tokens.at[i].begin >= d.tokens.at[i - 1].begin + d.tokens.at[i - 1].len);
        }
        for (uint32_t i = 1; i < d.sentences.n; i++) assert_true(d.sentences.at[i].first >= d.sentences.at[i - 1].end);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_of_blocks),
        cmocka_unit_test(turns_and_answers),
        cmocka_unit_test(tokens_survive),
        cmocka_unit_test(hashes_are_of_the_folded_token),
        cmocka_unit_test(sentences_end),
        cmocka_unit_test(any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
