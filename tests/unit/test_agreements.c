/* SPDX-License-Identifier: ISC */
/* Agreements and events: which words are a mention of one, in documents of a dateline and a sentence. */
#include "document.h"
#include "session.h"

static const char dateline[] = "Moscow, December 7, 2020\n\n";

/** The mentions of the type, with ` | ` between. */
static void read_mentions(const char *text, uint8_t type, rpt_buf *out) {
    rpt_arena arena = {0};
    rpt_document d;
    out->len = 0;
    rpt_buf_printf(out, "%s%s", dateline, text);
    const rpt_str whole = rpt_arena_copy(&arena, rpt_buf_view(out));
    assert_int_equal(rpt_pipeline_run(session, &d, &arena, RPT_LIT("test.txt"), whole, &messages), RPT_OK);
    out->len = 0;
    for (uint32_t i = 1; i < d.mentions.n; i++) {
        if (d.mentions.at[i].type != type) continue;
        rpt_buf_printf(out, "%s%.*s", out->len ? " | " : "", RPT_FMT(rpt_document_slice(&d, d.mentions.at[i].span)));
    }
    rpt_buf_char(out, '\0');
    rpt_arena_clear(&arena);
}

typedef struct {
    const char *text, *mentions;
} example;

static void check(const example *examples, size_t n, uint8_t type) {
    rpt_buf out = {0};
    for (size_t i = 0; i < n; i++) {
        read_mentions(examples[i].text, type, &out);
        if (strcmp(out.p, examples[i].mentions)) fprintf(stderr, "in: %s\n", examples[i].text);
        assert_string_equal(out.p, examples[i].mentions);
    }
    rpt_buf_clear(&out);
}
#define CHECK(examples, type) check(examples, sizeof examples / sizeof *examples, type)

static void titles(void **state) {
    (void)state;
    static const example examples[] = {
        {"They observe the Treaty on Open Skies, which Spain signed.", "Treaty on Open Skies"},
        {"They signed the Joint Statement between France and Spain.", "Joint Statement"},
        {"It follows the Outer Space Treaty of 1967 to the letter.", "Outer Space Treaty of 1967"},
        {"It cites the Vienna Convention on Consular Relations of 24 April 1963.", "Vienna Convention on Consular Relations"},
        {"Under the Eastern Border Peace Agreement (EBPA) they left. The EBPA holds.", "Eastern Border Peace Agreement | EBPA | EBPA"},
        {"The Agreement enters into force.", "Agreement"},
        {"Our Press Statement was short, and so was the Policy Statement.", ""},
        {"He sent a Memorandum of Conversation.", ""},
    };
    CHECK(examples, RPT_AGR);
}

static void told_by_a_day(void **state) {
    (void)state;
    static const example examples[] = {
        {"The November 9 Statement is being carried out.", "November 9 Statement"},
        {"The Statement signed on November 9 is in force.", "Statement signed on November 9"},
        {"We welcome the 10 July 2019 statement by Sweden.", "10 July 2019 statement"},
        {"They recall the agreement on trade of April 10, 1991.", "agreement"},
        {"In 2015 agreement was reached.", ""},
        {"They adopted the statements of 3 August 2011 and 5 May 2012.", ""},
    };
    CHECK(examples, RPT_AGR);
}

static void signed_by_two(void **state) {
    (void)state;
    static const example examples[] = {
        {"France and Spain signed an agreement on trade.", "agreement"},
        {"A memorandum of understanding was signed by France and Spain.", "memorandum of understanding"},
        {"France signed an agreement.", ""},
        {"The existing agreements must be respected by France and Spain.", ""},
    };
    CHECK(examples, RPT_AGR);
}

static void resolutions(void **state) {
    (void)state;
    static const example examples[] = {
        {"It is based on UN Security Council Resolution 2254.", "UN Security Council Resolution 2254"},
        {"It is based on Resolution 2254 of the UN Security Council.", "Resolution 2254 of the UN Security Council"},
        {"Recalling resolutions 1739 (2007) and 1765 (2007), it acts.", "1739 (2007) | 1765 (2007)"},
        {"Recalling its resolutions 1325 (2000) of 31 October 2000 on peace and 1379 (2001), it acts.",
         "1325 (2000) of 31 October 2000 | 1379 (2001)"},
        {"It adopted A/RES/70/291 and S/RES/2139(2013).", "A/RES/70/291 | S/RES/2139(2013)"},
        {"It needs the resolution of the conflict.", ""},
    };
    CHECK(examples, RPT_AGR);
}

static void events(void **state) {
    (void)state;
    static const example examples[] = {
        {"They met before the Madrid summit and the NATO summit.", "Madrid summit | NATO summit"},
        {"They seek a way out of the Syrian crisis and the Georgian-Abkhazian conflict.", "Syrian crisis | Georgian-Abkhazian conflict"},
        {"They spoke of the Syrian settlement, the economic crisis and talks.", ""},
        {"They support the inter-Libyan dialogue and the Syrian political process.", "inter-Libyan dialogue | Syrian political process"},
        {"They hold an energy dialogue and a strategic dialogue.", ""},
        {"She opened the 58th session of the UN General Assembly.", "58th session of the UN General Assembly"},
        {"He spoke at the Second International Donors Conference for Syria in Kuwait.", "Second International Donors Conference for Syria"},
        {"He gave a News Conference and a press conference.", ""},
        {"It began after the Yom Kippur War.", "Yom Kippur War"},
    };
    CHECK(examples, RPT_EVT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles),      cmocka_unit_test(told_by_a_day), cmocka_unit_test(signed_by_two),
        cmocka_unit_test(resolutions), cmocka_unit_test(events),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
