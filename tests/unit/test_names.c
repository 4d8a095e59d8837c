/* SPDX-License-Identifier: ISC */
/* Names: which words of a sentence are a person, body or place, and what is read of posts. */
#include "document.h"
#include "session.h"

/** The text with its names in brackets: `[Vladimir Putin PER]`. */
static void write_names(const rpt_document *d, rpt_buf *out) {
    uint32_t at = 0;
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        rpt_buf_str(out, rpt_document_slice(d, (rpt_span){at, m->span.begin}));
        rpt_buf_printf(out, "[%.*s %s]", RPT_FMT(rpt_document_slice(d, m->span)), rpt_type_name[m->type]);
        at = m->span.end;
    }
    rpt_buf_str(out, rpt_document_slice(d, (rpt_span){at, d->text.len}));
}

/** `wording/of/holder/status` of each post, with ` | ` between. */
static void write_posts(const rpt_document *d, rpt_buf *out) {
    for (uint32_t i = 1; i < d->posts.n; i++) {
        const rpt_post *p = &d->posts.at[i];
        const rpt_str of = p->of ? rpt_document_slice(d, d->mentions.at[p->of].span) : RPT_LIT("");
        const rpt_str holder = p->holder ? rpt_document_slice(d, d->mentions.at[p->holder].span) : RPT_LIT("");
        rpt_buf_printf(out, "%s%.*s/%.*s/%.*s", i > 1 ? " | " : "", RPT_FMT(rpt_document_slice(d, p->span)), RPT_FMT(of), RPT_FMT(holder));
        if (p->status) rpt_buf_printf(out, "/%c", p->status);
    }
}

typedef struct {
    const char *text; ///< names in brackets, which are taken out before it is read
    const char *posts; ///< NULL = not looked at
} example;

/** The text without its marks. */
static rpt_str unmark(rpt_arena *arena, const char *marked) {
    char *out = rpt_arena_alloc(arena, strlen(marked) + 1);
    uint32_t n = 0, open = 0;
    for (const char *c = marked; *c; c++) {
        if (*c == '[') open = 1;
        else if (*c == ']' && open) {
            while (out[--n] != ' ') {
            }
            open = 0;
        } else {
            out[n++] = *c;
        }
    }
    return (rpt_str){out, n};
}

static void check(const example *examples, size_t n) {
    for (size_t i = 0; i < n; i++) {
        rpt_arena arena = {0};
        rpt_buf names = {0}, posts = {0};
        rpt_document d;
        const rpt_str text = unmark(&arena, examples[i].text);
        assert_int_equal(rpt_pipeline_run(session, &d, &arena, RPT_LIT("test.txt"), text, &messages), RPT_OK);
        write_names(&d, &names);
        write_posts(&d, &posts);
        rpt_buf_char(&names, '\0'), rpt_buf_char(&posts, '\0');
        assert_string_equal(names.p, examples[i].text);
        if (examples[i].posts) assert_string_equal(posts.p, examples[i].posts);
        rpt_buf_clear(&names), rpt_buf_clear(&posts);
        rpt_arena_clear(&arena);
    }
}
#define CHECK(examples) check(examples, sizeof examples / sizeof *examples)

static void persons(void **state) {
    (void)state;
    static const example examples[] = {
        {"They talked to Mr [Quellmann PER] before [Quellmann PER] left.", NULL},
        {"A letter from [S.V.Ozerov PER] was read by [John Q. Ferrow, Jr. PER] yesterday.", NULL},
        {"HE Tan Sri [Razak Ghaffar PER] QC spoke first.", NULL},
        {"We thank General [Tomas van der Hulst PER] and Ms. [Zaynab al-Khatim PER] for their work.", NULL},
        {"The talks with the [United States GPE] went on.", NULL},
        {"Our Russian colleagues and the Armenians agreed.", NULL},
        {"Yesterday Ministers [Quellmann PER] and [Ferrow PER] met again.", NULL},
    };
    CHECK(examples);
}

static void bodies(void **state) {
    (void)state;
    static const example examples[] = {
        {"He works for the [Ministry of Foreign Affairs of the Republic of Armenia ORG] now.", NULL},
        {"They wrote to the [Office of the UN High Commissioner for Refugees ORG] and to the [Armenian Ministry of Foreign Affairs ORG].", NULL},
        {"The [Intergovernmental Commission on Trade and Economic Cooperation ORG] met and the commission reported.", NULL},
        {"The [Joint Water Board ORG] ([JWB ORG]) met; the [JWB ORG] will meet again.", NULL},
        {"The Government and both ministries agreed with the [Polish Embassy ORG].", NULL},
        {"The [Bureau of European and Eurasian Affairs ORG] answered.", NULL},
        {"It was sold to [Quellmann Trading Ltd. ORG] last year.", NULL},
        {"The [Embassy of Armenia to Kenya ORG] is closed.", NULL},
        {"The [State Council of China ORG] [Quell Fanreng PER] spoke.", NULL},
        {"The [Policy Review Committee ORG] ([PRC ORG]) met and the [PRC ORG] agreed.", NULL},
        {"The [5th Army Corps ORG] left.", NULL},
        {"A [Ministry of Defense ORG]-organized show began.", NULL},
    };
    CHECK(examples);
}

static void places(void **state) {
    (void)state;
    static const example examples[] = {
        {"They drove from [Quellburg Province GPE] to the [Quellburg River LOC].", NULL},
        {"The besieged city of [Quellburg GPE] was bombed.", NULL},
        {"Flights from the [Zarhan airbase LOC] have ended.", NULL},
        {"The [US GPE]-Soviet talks and the [NATO ORG]-led operation came up.", NULL},
    };
    CHECK(examples);
}

static void agreements_and_events(void **state) {
    (void)state;
    static const example examples[] = {
        {"The [Treaty of Lisbon AGR] and the [Charter of Fundamental Rights of the European Union AGR] were cited.", NULL},
        {"They ratified the [INF treaty AGR] at last.", NULL},
        {"The sides praised a treaty and an agreement.", NULL},
        {"The agreement between them is old.", NULL},
        {"The [ASEAN-United Nations summit EVT] and the [US GPE]-[South Korea GPE] talks began.", NULL},
        {"They left [Libya GPE].\n\nThe [Berlin Conference on Libya EVT] ended; we thank the [Conference EVT].", NULL},
        {"They thank the Conference.", NULL},
    };
    check(examples, sizeof examples / sizeof *examples);
}

static void posts(void **state) {
    (void)state;
    static const example examples[] = {
        {"President of [Russia GPE] [Vladimir Putin PER] spoke.", "President/Russia/Vladimir Putin"},
        {"[Ara Aivazian PER], Minister of Foreign Affairs of [Armenia GPE], left.", "Minister of Foreign Affairs/Armenia/Ara Aivazian"},
        {"The Polish Ambassador, [Jan Quellmann PER], called.", "Ambassador//Jan Quellmann"},
        {"[ICRC ORG] President [Peter Maurer PER] came.", "President/ICRC/Peter Maurer"},
        {"Minister for Women, Family and Social Affairs [Zaynab Ferrow PER] came.", "Minister for Women, Family and Social Affairs//Zaynab Ferrow"},
        {"Then former Foreign Minister of [Armenia GPE] [Jan Quellmann PER] came.", "Foreign Minister/Armenia/Jan Quellmann/p"},
        {"Mr. [John Q. Ferrow PER], Acting Assistant Secretary of State, wrote it.", "Acting Assistant Secretary of State//John Q. Ferrow/a"},
    };
    CHECK(examples);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(persons), cmocka_unit_test(bodies), cmocka_unit_test(places), cmocka_unit_test(agreements_and_events), cmocka_unit_test(posts)};
    return cmocka_run_group_tests(tests, open_session, close_session);
}
