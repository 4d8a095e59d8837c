/* SPDX-License-Identifier: ISC */
/* The gazetteer: lookups and holders in the shipped image, the build's sameness, and images that are damaged in every way. */
#include "document.h"
#include "gazetteer/format.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#define TABLES RPT_TEST_SOURCE "/ontology/gazetteer"

static uint32_t messages;
static void count_message(void *user, rpt_severity severity, rpt_place place, const char *text) {
    (void)user, (void)severity, (void)place, (void)text;
    messages++;
}
static rpt_messages quiet = {count_message, NULL};
static char image[] = "/tmp/rpt-test-XXXXXX", other[] = "/tmp/rpt-test-XXXXXX";
static rpt_gazetteer *shared;

static int build_image(void **state) {
    (void)state;
    const char *const dirs[] = {TABLES};
    close(mkstemp(image));
    close(mkstemp(other));
    if (rpt_gazetteer_build(image, dirs, 1, &quiet)) return 1;
    return rpt_gazetteer_open(&shared, image, &quiet) ? 1 : 0;
}

static int remove_image(void **state) {
    (void)state;
    rpt_gazetteer_close(shared);
    return unlink(image) | unlink(other);
}

static rpt_buf read_file(const char *path) {
    rpt_buf b = {0};
    assert_int_equal(rpt_file_read(&b, path, RPT_TEXT_MAX, &quiet), RPT_OK);
    return b;
}

static void write_file(const char *path, const char *p, size_t n) {
    unlink(path); /* truncating a file makes some file systems write it to the disk at once */
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(p, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

/** Does `name` lead to the entry of `qid`? */
static bool leads_to(const rpt_gazetteer *g, const char *name, const char *qid) {
    uint32_t n;
    const rpt_alias *a = rpt_gazetteer_aliases(g, rpt_gazetteer_find(g, rpt_str_of(name)), &n);
    for (uint32_t i = 0; i < n; i++) {
        if (rpt_str_is(rpt_gazetteer_entry(g, a[i].entry).qid, qid)) return true;
    }
    return false;
}

static void names_lead_to_their_entries(void **state) {
    (void)state;
    static const char *const names[][2] = {
        {"Armenia", "Q399"}, {"Republic of Armenia", "Q399"}, {"U.S.", "Q30"}, {"US", "Q30"}, {"Russian Federation", "Q159"},
        {"USSR", "Q15180"}, {"Burma", "Q836"}, {"Holland", "Q55"}, {"DPRK", "Q423"}, {"Côte d'Ivoire", "Q1008"},
        {"Cote d’Ivoire", "Q1008"}, {"People's Republic of China", "Q148"}, {"Sergei Lavrov", "Q58217"},
        {"Recep Tayyip Erdogan", "Q39259"}, {"Gerhard Schroeder", "Q2530"}, {"OSCE", "Q81299"}, {"United Nations", "Q1065"},
        {"UN Security Council", "Q37470"}, {"State Department", "Q789915"}, {"Kiev", "Q1899"}, {"Yerevan", "Q1953"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!leads_to(shared, names[i][0], names[i][1])) fail_msg("%s does not lead to %s", names[i][0], names[i][1]);
    }
    assert_int_equal(rpt_gazetteer_find(shared, RPT_LIT("Armenia of the")), 0);
    assert_int_equal(rpt_gazetteer_find(shared, RPT_LIT("")), 0);
}

static void the_state_comes_before_its_namesake(void **state) {
    (void)state;
    uint32_t n;
    const rpt_alias *a = rpt_gazetteer_aliases(shared, rpt_gazetteer_find(shared, RPT_LIT("Georgia")), &n);
    assert_true(n > 1);
    assert_true(rpt_str_is(rpt_gazetteer_entry(shared, a[0].entry).qid, "Q230"));
}

static void flags_say_how_an_alias_is_read(void **state) {
    (void)state;
    uint32_t n;
    const rpt_alias *a = rpt_gazetteer_aliases(shared, rpt_gazetteer_find(shared, RPT_LIT("OSCE")), &n);
    assert_true(n > 0 && a[0].flags & RPT_ALIAS_CAPS);
    a = rpt_gazetteer_aliases(shared, rpt_gazetteer_find(shared, RPT_LIT("Lavrov")), &n);
    assert_true(n > 0 && a[0].flags & RPT_ALIAS_SURNAME);
    a = rpt_gazetteer_aliases(shared, rpt_gazetteer_find(shared, RPT_LIT("Sergey Lavrov")), &n);
    assert_true(n > 0 && a[0].flags == 0);
}

static void entries_are_found_by_qid(void **state) {
    (void)state;
    for (uint32_t i = 1; i <= rpt_gazetteer_entries(shared); i++) {
        const rpt_entry e = rpt_gazetteer_entry(shared, i);
        assert_true(e.name.len && e.type && e.type < RPT_TYPES && e.prior >= 0 && e.prior <= 1);
        if (e.qid.len) assert_int_equal(rpt_gazetteer_by_qid(shared, e.qid), i);
    }
    assert_int_equal(rpt_gazetteer_by_qid(shared, RPT_LIT("Q")), 0);
    assert_int_equal(rpt_gazetteer_by_qid(shared, RPT_LIT("Q99999999999999")), 0);
    assert_int_equal(rpt_gazetteer_entry(shared, UINT32_MAX).name.len, 0);
}

typedef struct {
    const char *post, *of, *day, *person;
} holder;

static int32_t day_of(const char *text) {
    int year, month, day;
    assert_int_equal(sscanf(text, "%d-%d-%d", &year, &month, &day), 3);
    return rpt_days_of(year, (uint32_t)month, (uint32_t)day);
}

static void holders_of_a_day(void **state) {
    (void)state;
    static const holder cases[] = {
        {"foreign_minister", "Q399", "2020-12-07", "Ara Ayvazyan"},
        {"foreign_minister", "Q159", "2020-12-07", "Sergey Lavrov"},
        {"foreign_minister", "Q15180", "1962-10-18", "Andrei Gromyko"},
        {"foreign_minister", "Q15180", "1989-11-09", "Eduard Shevardnadze"},
        {"president", "Q30", "1962-10-22", "John F. Kennedy"},
        {"president", "Q30", "2014-03-01", "Barack Obama"},
        {"vice_president", "Q30", "1959-07-24", "Richard Nixon"},
        {"foreign_minister", "Q30", "1958-10-31", "John Foster Dulles"},
        {"foreign_minister", "Q30", "2022-03-15", "Antony Blinken"},
        {"defence_minister", "Q30", "2003-03-20", "Donald Rumsfeld"},
        {"president", "Q159", "2014-03-18", "Vladimir Putin"},
        {"president", "Q159", "2010-04-08", "Dmitry Medvedev"},
        {"prime_minister", "Q183", "1970-12-07", "Willy Brandt"},
        {"prime_minister", "Q183", "2015-02-12", "Angela Merkel"},
        {"foreign_minister", "Q183", "2015-07-14", "Frank-Walter Steinmeier"},
        {"president", "Q142", "1962-03-18", "Charles de Gaulle"},
        {"president", "Q142", "2020-11-09", "Emmanuel Macron"},
        {"prime_minister", "Q145", "1956-10-30", "Anthony Eden"},
        {"prime_minister", "Q145", "2022-10-01", "Liz Truss"},
        {"foreign_minister", "Q145", "1957-01-29", "Selwyn Lloyd"},
        {"secretary_general", "Q1065", "1994-04-06", "Boutros Boutros-Ghali"},
        {"secretary_general", "Q1065", "1961-09-17", "Dag Hammarskjöld"},
        {"secretary_general", "Q7184", "2020-12-01", "Jens Stoltenberg"},
        {"secretary_general", "Q81299", "2021-04-01", "Helga Schmid"},
        {"president", "Q43", "2020-10-10", "Recep Tayyip Erdoğan"},
        {"president", "Q227", "2020-11-09", "Ilham Aliyev"},
        {"prime_minister", "Q399", "2020-11-09", "Nikol Pashinyan"},
        {"president", "Q79", "1978-09-17", "Anwar Sadat"},
        {"prime_minister", "Q801", "1978-09-17", "Menachem Begin"},
        {"prime_minister", "Q668", "1955-04-18", "Jawaharlal Nehru"},
        {"president", "Q148", "2021-11-15", "Xi Jinping"},
        {"national_security_adviser", "Q30", "1977-06-27", "Zbigniew Brzezinski"},
        {"permanent_representative", "Q159", "2016-12-19", "Vitaly Churkin"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const holder *c = &cases[i];
        rpt_tenure t[8];
        bool found = false;
        const uint32_t n = rpt_gazetteer_holders(shared, rpt_str_of(c->post), rpt_gazetteer_by_qid(shared, rpt_str_of(c->of)),
                                                 day_of(c->day), t, 8);
        for (uint32_t k = 0; k < n; k++) {
            found |= rpt_str_is(rpt_gazetteer_entry(shared, t[k].person).name, c->person);
        }
        if (!found) fail_msg("%s of %s on %s: no %s among %u", c->post, c->of, c->day, c->person, n);
    }
    rpt_tenure t[8];
    assert_int_equal(rpt_gazetteer_holders(shared, RPT_LIT("president"), 0, 0, t, 8), 0);
    assert_int_equal(rpt_gazetteer_holders(shared, RPT_LIT("nobody"), rpt_gazetteer_by_qid(shared, RPT_LIT("Q30")), 0, t, 8), 0);
}

static void offices_of_a_person(void **state) {
    (void)state;
    rpt_tenure t[16];
    const uint32_t lavrov = rpt_gazetteer_by_qid(shared, RPT_LIT("Q58217"));
    const uint32_t n = rpt_gazetteer_offices_of(shared, lavrov, t, 16);
    assert_true(n >= 2);
    bool minister = false;
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(t[i].person, lavrov);
        assert_true(!i || t[i - 1].from <= t[i].from);
        minister |= rpt_str_is(t[i].post, "foreign_minister");
    }
    assert_true(minister);
}

/** On no day of four decades more than three persons for a post that one person holds. */
static void few_hold_the_same_post(void **state) {
    (void)state;
    static const char *const states[] = {"Q30", "Q159", "Q145", "Q142", "Q183", "Q399", "Q227", "Q230", "Q212", "Q148", "Q668", "Q79"};
    static const char *const posts[] = {"president", "prime_minister", "foreign_minister", "defence_minister"};
    uint32_t asked = 0, two = 0;
    for (size_t s = 0; s < sizeof states / sizeof *states; s++) {
        const uint32_t of = rpt_gazetteer_by_qid(shared, rpt_str_of(states[s]));
        for (size_t p = 0; p < sizeof posts / sizeof *posts; p++) {
            for (int32_t day = rpt_days_of(1985, 1, 15); day < rpt_days_of(2025, 1, 1); day += 61) {
                rpt_tenure t[8];
                const uint32_t n = rpt_gazetteer_holders(shared, rpt_str_of(posts[p]), of, day, t, 8);
                assert_true(n <= 3);
                asked++;
                two += n > 1;
                for (uint32_t i = 1; i < n; i++) assert_true(t[i - 1].from >= t[i].from && t[i].person != t[i - 1].person);
            }
        }
    }
    if (two * 20 > asked) fail_msg("%u of %u days with two holders", two, asked);
}

static void posts_have_kinds(void **state) {
    (void)state;
    static const char *const posts[][2] = {
        {"Minister of Foreign Affairs", "foreign_minister"}, {"Foreign Minister", "foreign_minister"},
        {"Secretary of State", "foreign_minister"}, {"Secretary of State for Foreign Affairs", "foreign_minister"},
        {"Minister for Europe and Foreign Affairs", "foreign_minister"}, {"Minister of External Affairs", "foreign_minister"},
        {"Deputy Foreign Minister", "deputy_foreign_minister"}, {"Deputy Minister of Foreign Affairs", "deputy_foreign_minister"},
        {"Deputy Secretary of State", "deputy_foreign_minister"}, {"Prime Minister", "prime_minister"},
        {"acting Prime Minister", "prime_minister"}, {"Deputy Prime Minister", "deputy_prime_minister"},
        {"Chancellor of the Exchequer", "finance_minister"}, {"Federal Chancellor", "prime_minister"}, {"President", "president"},
        {"President of the Republic", "president"}, {"Vice President", "vice_president"}, {"Vice-President", "vice_president"},
        {"President of the National Assembly", "speaker"}, {"Minister of Defence", "defence_minister"},
        {"Secretary of Defense", "defence_minister"}, {"Secretary-General", "secretary_general"},
        {"UN Secretary General", "secretary_general"}, {"Permanent Representative to the United Nations", "permanent_representative"},
        {"Ambassador to France", "ambassador"}, {"Special Envoy", "special_representative"}, {"Home Secretary", "interior_minister"},
        {"General Secretary of the Central Committee", "general_secretary"}, {"General Secretary", "general_secretary"},
        {"Secretary General of the OSCE", "secretary_general"}, {"plumber", ""}, {"", ""}, {"of the", ""}};
    for (size_t i = 0; i < sizeof posts / sizeof *posts; i++) {
        const rpt_str kind = rpt_post_kind(rpt_str_of(posts[i][0]));
        if (!rpt_str_is(kind, posts[i][1])) fail_msg("%s is %.*s, not %s", posts[i][0], RPT_FMT(kind), posts[i][1]);
    }
}

static void the_same_tables_give_the_same_bytes(void **state) {
    (void)state;
    const char *const dirs[] = {TABLES};
    assert_int_equal(rpt_gazetteer_build(other, dirs, 1, &quiet), RPT_OK);
    rpt_buf a = read_file(image), b = read_file(other);
    assert_true(a.len == b.len && !memcmp(a.p, b.p, a.len));
    rpt_buf_clear(&a);
    rpt_buf_clear(&b);
}

/** Asks everything of an image that may be damaged; what it answers is of no interest, that it answers is. */
static void ask_all(const rpt_gazetteer *g) {
    rpt_tenure t[4];
    uint32_t n, sum = 0;
    static const char *const names[] = {"Armenia", "Sergey Lavrov", "UN Security Council", "Recep Tayyip Erdogan"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const rpt_alias *a = rpt_gazetteer_aliases(g, rpt_gazetteer_find(g, rpt_str_of(names[i])), &n);
        for (uint32_t k = 0; k < n && k < 1000; k++) sum += rpt_gazetteer_entry(g, a[k].entry).name.len;
    }
    const uint32_t step = rpt_gazetteer_entries(g) / 50 + 1;
    for (uint32_t i = 1; i <= rpt_gazetteer_entries(g); i += step) {
        const rpt_entry e = rpt_gazetteer_entry(g, i);
        for (uint32_t k = 0; k < e.name.len; k++) sum += (unsigned char)e.name.p[k];
        sum += rpt_gazetteer_by_qid(g, e.qid) + rpt_gazetteer_offices_of(g, i, t, 4);
        sum += rpt_gazetteer_holders(g, RPT_LIT("president"), i, 0, t, 4);
    }
    rpt_gazetteer_aliases(g, UINT32_MAX, &n);
    assert_true(sum != 1);
}

static void a_cut_image_is_refused(void **state) {
    (void)state;
    rpt_buf whole = read_file(image);
    for (size_t n = 0; n < whole.len; n += n < 400 ? 1 : whole.len / 61 + 7) {
        rpt_gazetteer *g = NULL;
        write_file(other, whole.p, n);
        messages = 0;
        assert_int_equal(rpt_gazetteer_open(&g, other, &quiet), RPT_CONFIG);
        assert_null(g);
        assert_int_equal(messages, 1);
    }
    rpt_buf_clear(&whole);
}

/** Small tables of our own, so that damage hits everything there is. */
static rpt_buf small_image(void) {
    static const char names[] =
        "# names\ntype\tkind\tname\tqid\tcountry\taliases\tprior\tflags\tsource\n"
        "GPE\tstate\tArmenia\tQ399\tQ399\tRepublic of Armenia|RA=c\t0.95\t\tx\n"
        "PER\tperson\tSergey Lavrov\tQ58217\t\tLavrov=s|S.V.Lavrov\t0.6\t\tx\nORG\tigo\tSome Body\t\t\tSB=c\t0.1\t\tx\n";
    static const char offices[] = "title\tof\tperson\tfrom\tto\tsource\nMinister of Foreign Affairs\tQ399\tQ58217\t2004-03-09\t\tx\n"
                                  "Head\tSome Body\tQ58217\t2001\t2002-02\tx\n";
    char a[64], b[64];
    snprintf(a, sizeof a, "%s.a.tsv", image);
    snprintf(b, sizeof b, "%s.b.tsv", image);
    write_file(a, names, sizeof names - 1);
    write_file(b, offices, sizeof offices - 1);
    const char *const tables[] = {a, b};
    assert_int_equal(rpt_gazetteer_build(other, tables, 2, &quiet), RPT_OK);
    unlink(a);
    unlink(b);
    return read_file(other);
}

static void flipped_bits_do_no_harm(void **state) {
    (void)state;
    rpt_buf whole = small_image();
    for (size_t bit = 0; bit < whole.len * 8; bit++) {
        rpt_gazetteer *g = NULL;
        whole.p[bit / 8] ^= (char)(1 << bit % 8);
        write_file(other, whole.p, whole.len);
        messages = 0;
        if (rpt_gazetteer_open(&g, other, &quiet)) assert_int_equal(messages, 1);
        else ask_all(g);
        /* Whatever is flipped in the header is noticed at opening. */
        if (bit < sizeof(rpt_gaz_header) * 8) assert_null(g);
        rpt_gazetteer_close(g);
        whole.p[bit / 8] ^= (char)(1 << bit % 8);
    }
    rpt_buf_clear(&whole);
}

static void wrong_headers_are_told_apart(void **state) {
    (void)state;
    rpt_buf whole = small_image();
    rpt_gaz_header *h = (rpt_gaz_header *)whole.p, kept = *h;
    rpt_gazetteer *g = NULL;
    for (int i = 0; i < 4; i++) {
        *h = kept;
        if (i == 0) h->version = 99;
        if (i == 1) h->order = 0x04030201;
        if (i == 2) h->sections[RPT_GAZ_TEXT].offset = h->size + 8;
        if (i == 3) h->sections[RPT_GAZ_SLOTS].count = 3;
        h->checksum = rpt_gaz_checksum(h);
        write_file(other, whole.p, whole.len);
        messages = 0;
        assert_int_equal(rpt_gazetteer_open(&g, other, &quiet), RPT_CONFIG);
        assert_int_equal(messages, 1);
    }
    assert_int_equal(rpt_gazetteer_open(&g, "/nonexistent/image.gaz", &quiet), RPT_CONFIG);
    assert_int_equal(rpt_gazetteer_open(&g, "/", &quiet), RPT_CONFIG);
    rpt_buf_clear(&whole);
}

static void bad_tables_are_reported_line_by_line(void **state) {
    (void)state;
    static const char bad[] = "type\tkind\tname\tqid\tcountry\taliases\tprior\tflags\tsource\n"
                              "XXX\tstate\tArmenia\tQ399\t\t\t0.9\t\tx\n"  /* type */
                              "GPE\tstate\tArmenia\t399\t\t\t0.9\t\tx\n"   /* QID */
                              "GPE\tstate\tArmenia\tQ399\t\t\t1.9\t\tx\n"  /* prior */
                              "GPE\tstate\tArmenia\tQ399\t\tA=z\t0.9\t\tx\n" /* flag */
                              "GPE\tstate\t\tQ399\t\t\t0.9\t\tx\n";         /* name */
    char path[64];
    snprintf(path, sizeof path, "%s.bad.tsv", image);
    write_file(path, bad, sizeof bad - 1);
    const char *const tables[] = {path};
    messages = 0;
    assert_int_equal(rpt_gazetteer_build(other, tables, 1, &quiet), RPT_CONFIG);
    assert_int_equal(messages, 5);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_lead_to_their_entries), cmocka_unit_test(the_state_comes_before_its_namesake),
        cmocka_unit_test(flags_say_how_an_alias_is_read), cmocka_unit_test(entries_are_found_by_qid),
        cmocka_unit_test(holders_of_a_day), cmocka_unit_test(offices_of_a_person), cmocka_unit_test(posts_have_kinds), cmocka_unit_test(few_hold_the_same_post),
        cmocka_unit_test(the_same_tables_give_the_same_bytes), cmocka_unit_test(a_cut_image_is_refused),
        cmocka_unit_test(flipped_bits_do_no_harm), cmocka_unit_test(wrong_headers_are_told_apart),
        cmocka_unit_test(bad_tables_are_reported_line_by_line)};
    return cmocka_run_group_tests(tests, build_image, remove_image);
}
