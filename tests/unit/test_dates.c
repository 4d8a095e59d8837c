/* SPDX-License-Identifier: ISC */
/* Dates: what is a date, what it spans, and which days it means, in documents of a dateline and a sentence. */
#include "document.h"
#include "session.h"

static const char dateline[] = "Moscow, December 7, 2020\n\n";

/** `span=iso` of each date found, a deictic one in round brackets, with ` | ` between. */
static void read_dates(const char *text, rpt_buf *out) {
    rpt_arena arena = {0};
    rpt_document d;
    out->len = 0;
    rpt_buf_printf(out, "%s%s", dateline, text);
    const rpt_str whole = rpt_arena_copy(&arena, rpt_buf_view(out));
    assert_int_equal(rpt_pipeline_run(session, &d, &arena, RPT_LIT("test.txt"), whole, &messages), RPT_OK);
    if (!rpt_str_is(d.date.iso, "2020-12-07")) fprintf(stderr, "in: %s\n", text);
    assert_true(rpt_str_is(d.date.iso, "2020-12-07"));
    out->len = 0;
    for (uint32_t i = 2; i < d.dates.n; i++) {
        const rpt_dated *x = &d.dates.at[i];
        const rpt_str said = rpt_document_slice(&d, x->span);
        rpt_buf_printf(out, x->deictic ? "%s(%.*s=%.*s)" : "%s%.*s=%.*s", i > 2 ? " | " : "", RPT_FMT(said), RPT_FMT(x->date.iso));
    }
    rpt_buf_char(out, '\0');
    rpt_arena_clear(&arena);
}

typedef struct {
    const char *text, *dates;
} example;

static void check(const example *examples, size_t n) {
    rpt_buf out = {0};
    for (size_t i = 0; i < n; i++) {
        read_dates(examples[i].text, &out);
        if (strcmp(out.p, examples[i].dates)) fprintf(stderr, "in: %s\n", examples[i].text);
        assert_string_equal(out.p, examples[i].dates);
    }
    rpt_buf_clear(&out);
}
#define CHECK(examples) check(examples, sizeof examples / sizeof *examples)

static void whole_days(void **state) {
    (void)state;
    static const example examples[] = {
        {"They met on November 21, 2020 in Paris.", "November 21, 2020=2020-11-21"},
        {"They met on 21 November 2020.", "21 November 2020=2020-11-21"},
        {"They met on the 9th of November, 2019.", "9th of November, 2019=2019-11-09"},
        {"The sides signed it on Nov. 9, 2018 in Paris.", "Nov. 9, 2018=2018-11-09"},
        {"It came on Tuesday, October 15, 2019 at noon.", "Tuesday, October 15, 2019=2019-10-15"},
        {"It is dated 2020-11-09.", "2020-11-09=2020-11-09"},
        {"It is dated 09.11.2020.", "09.11.2020=2020-11-09"},
        {"It is dated 9/11/2020.", "9/11/2020=2020-11-09"},
        {"It came with Box 3, 1/14/78.", "1/14/78=1978-01-14"},
        {"The cable of 15 Feb 79 came.", "15 Feb 79=1979-02-15"},
        {"On 5 May 40 people came.", "5 May=2020-05-05"},
        {"7 December 202021:23", "7 December 2020=2020-12-07"},
        {"It ends on 31.02.2020.", ""},
    };
    CHECK(examples);
}

static void missing_years(void **state) {
    (void)state;
    static const example examples[] = {
        {"They met on November 9.", "November 9=2020-11-09"},
        {"They met on December 20.", "December 20=2019-12-20"},
        {"They will meet on December 20.", "December 20=2020-12-20"},
        {"It will be ready by March.", "March=2021-03"},
        {"They spoke on November 9 this year.", "November 9 this year=2020-11-09"},
        {"They spoke in May of last year.", "May of last year=2019-05"},
        {"They met on November 9 and December 3, 2018.", "November 9=2018-11-09 | December 3, 2018=2018-12-03"},
        {"It began in July 1922. They told Riga on the 28th.", "July 1922=1922-07 | 28th=1922-07-28"},
    };
    CHECK(examples);
}

static void long_and_vague(void **state) {
    (void)state;
    static const example examples[] = {
        {"In the 1990s and the mid-1970s.", "1990s=1990s | mid-1970s=mid-1970s"},
        {"In the 1940's we began.", "1940's=1940s"},
        {"It opens in mid-December.", "mid-December=mid-2020-12"},
        {"It came in early 2021 and late March 2019.", "early 2021=early-2021 | late March 2019=late-2019-03"},
        {"By the end of June 2021.", "end of June 2021=end-2021-06"},
        {"In the spring of 1991.", "spring of 1991=spring-1991"},
        {"The plan for 2020-2021 and 2012–2015.", "2020-2021=2020/2021 | 2012–2015=2012/2015"},
        {"Talks on July 17-18, 2019 and 7-8 December 2000.",
         "July 17-18, 2019=2019-07-17/2019-07-18 | 7-8 December 2000=2000-12-07/2000-12-08"},
        {"It ran from 1825 to 1940 and between 2003 and 2013.", "1825 to 1940=1825/1940 | 2003 and 2013=2003/2013"},
        {"From December 30 to January 4, 2019.", "December 30 to January 4, 2019=2018-12-30/2019-01-04"},
    };
    CHECK(examples);
}

static void deictic_phrases(void **state) {
    (void)state;
    static const example examples[] = {
        {"We met today and yesterday.", "(today=2020-12-07) | (yesterday=2020-12-06)"},
        {"It came last year.", "(last year=2019)"},
        {"He spoke last week.", "(last week=2020-11-30/2020-12-06)"},
        {"They met on Friday.", "(Friday=2020-12-04)"},
        {"They will meet on Friday.", "(Friday=2020-12-11)"},
    };
    CHECK(examples);
}

static void day_of_the_file_name(void **state) {
    (void)state;
    rpt_arena arena = {0};
    rpt_document d;
    const rpt_str text = RPT_LIT("The sides met on 3 May and spoke of trade with each other.");
    assert_int_equal(rpt_pipeline_run(session, &d, &arena, RPT_LIT("debate-2011-07-06.txt"), text, &messages), RPT_OK);
    assert_true(rpt_str_is(d.date.iso, "2011-07-06"));
    assert_int_equal(d.dates.n, 2);
    assert_true(rpt_str_is(d.dates.at[1].date.iso, "2011-05-03"));
    rpt_arena_clear(&arena);
}

static void no_dates(void **state) {
    (void)state;
    static const example examples[] = {
        {"You may march on; we may not.", ""},
        {"May I ask Theresa May a question?", ""},
        {"Some 2000 people came at 21:30.", ""},
        {"Resolution 2254 and telegram 1955 say so.", ""},
        {"The 1267/1989/2253 list.", ""},
        {"It cost $1990 or 1,990 euros.", ""},
        {"Call +1 202-555-2010.", ""},
        {"The Agenda 2030 and the 2030 Agenda.", ""},
        {"Document A/2003/5.", ""},
    };
    CHECK(examples);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_days),      cmocka_unit_test(missing_years), cmocka_unit_test(long_and_vague),
        cmocka_unit_test(deictic_phrases), cmocka_unit_test(no_dates), cmocka_unit_test(day_of_the_file_name),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
