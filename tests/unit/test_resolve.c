/* SPDX-License-Identifier: ISC */
/* Which names are one thing, whom they are linked to, and what phrases without a name stand for. */
#include "resolve/parts.h"
#include "session.h"

static uint64_t sound(const char *z) {
    uint8_t first;
    uint32_t letters;
    return rpt_sound_of(rpt_str_of(z), &first, &letters);
}

static void spellings_of_a_name_sound_alike(void **state) {
    (void)state;
    static const char *const same[][2] = {{"Aliyev", "Aliev"},     {"Sergey", "Sergei"},        {"Dmitriy", "Dmitry"},  {"Aivazian", "Ayvazyan"},
                                          {"Zelenskyy", "Zelensky"}, {"Erdogan", "Erdoğan"},    {"Yermak", "Ermak"},    {"Lukaschenko", "Lukashenko"},
                                          {"Khrushchev", "Hrushchev"}, {"CAMERON", "Cameron"},  {"Wasyl", "Vasyl"},     {"Ivanoff", "Ivanof"}};
    static const char *const other[][2] = {{"Lavrov", "Petrov"}, {"Merkel", "Macron"}, {"Kim", "Lee"}, {"Putin", "Rasputin"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) assert_true(sound(same[i][0]) == sound(same[i][1]));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) assert_true(sound(other[i][0]) != sound(other[i][1]));
}

static void the_map_keeps_every_value_of_a_key(void **state) {
    (void)state;
    rpt_arena arena = {0};
    rpt_multimap m;
    rpt_multimap_init(&m, &arena);
    for (uint32_t i = 1; i <= 1000; i++) rpt_multimap_add(&m, &arena, i % 100, i);
    uint32_t n = 0, before = 1001;
    for (uint32_t link = rpt_multimap_first(&m, 7); link; link = m.links.at[link].next, n++) {
        assert_int_equal(m.links.at[link].value % 100, 7);
        assert_true(m.links.at[link].value < before);
        before = m.links.at[link].value;
    }
    assert_int_equal(n, 10);
    assert_int_equal(rpt_multimap_first(&m, 100), 0);
    rpt_arena_clear(&arena);
}

/* -- Documents --------------------------------------------------------------------------------- */

typedef struct {
    rpt_arena arena;
    rpt_document d;
} reading;

static void read_text(reading *r, const char *text) {
    memset(r, 0, sizeof *r);
    const rpt_str whole = rpt_arena_copy(&r->arena, rpt_str_of(text));
    assert_int_equal(rpt_pipeline_run(session, &r->d, &r->arena, RPT_LIT("test.txt"), whole, &messages), RPT_OK);
}

/** The entity of the n-th mention (from 1) that reads so; fails where there is none. */
static uint32_t entity_of(const reading *r, const char *surface, uint32_t n) {
    for (uint32_t i = 1; i < r->d.mentions.n; i++) {
        if (rpt_str_is(rpt_document_slice(&r->d, r->d.mentions.at[i].span), surface) && --n == 0) return r->d.mentions.at[i].entity;
    }
    fail_msg("no mention: %s", surface);
    return 0;
}

static void assert_one(const reading *r, const char *a, const char *b) {
    if (entity_of(r, a, 1) != entity_of(r, b, 1)) fail_msg("not one: %s, %s", a, b);
}

static void assert_two(const reading *r, const char *a, const char *b) {
    if (entity_of(r, a, 1) == entity_of(r, b, 1)) fail_msg("one: %s, %s", a, b);
}

static const char conference[] =
    "Remarks by Foreign Minister of Norway Ine Eriksen Søreide at a news conference with Foreign Minister of Portugal Augusto Santos Silva\n\n"
    "Oslo, March 9, 2020\n\n"
    "I would like to thank my colleague. Foreign Minister Santos Silva and I met in Oslo today. Our two countries are members of the "
    "North Atlantic Treaty Organization (NATO). The Republic of Portugal chairs the Council. We discussed the Treaty of Lisbon.\n\n"
    "Portugal supports the Norwegian initiative. Eriksen Søreide said that the United Nations (UN) would help. The US and the United "
    "States of America are one country. NATO will meet in Brussels. "
    "The Foreign Minister of Portugal will visit Bergen in May. The two ministers signed a joint statement.\n";

static void forms_of_one_name_are_one_entity(void **state) {
    (void)state;
    reading r;
    read_text(&r, conference);
    assert_one(&r, "Portugal", "Republic of Portugal");
    assert_one(&r, "US", "United States of America");
    assert_one(&r, "North Atlantic Treaty Organization", "NATO");
    assert_two(&r, "Portugal", "Norway");
    assert_two(&r, "Oslo", "Norway");
    rpt_arena_clear(&r.arena);
}

static void ids_are_unique_and_stable(void **state) {
    (void)state;
    reading a, b;
    read_text(&a, conference);
    read_text(&b, conference);
    assert_int_equal(a.d.entities.n, b.d.entities.n);
    for (uint32_t i = 1; i < a.d.entities.n; i++) {
        assert_true(a.d.entities.at[i].id.len > 0);
        assert_true(rpt_str_equal(a.d.entities.at[i].id, b.d.entities.at[i].id));
        for (uint32_t k = 1; k < i; k++) assert_false(rpt_str_equal(a.d.entities.at[i].id, a.d.entities.at[k].id));
    }
    rpt_arena_clear(&a.arena);
    rpt_arena_clear(&b.arena);
}

static void states_are_linked(void **state) {
    (void)state;
    reading r;
    read_text(&r, conference);
    assert_true(rpt_str_is(r.d.entities.at[entity_of(&r, "Norway", 1)].qid, "Q20"));
    assert_true(rpt_str_is(r.d.entities.at[entity_of(&r, "Portugal", 1)].qid, "Q45"));
    assert_true(rpt_str_is(r.d.entities.at[entity_of(&r, "NATO", 1)].qid, "Q7184"));
    rpt_arena_clear(&r.arena);
}

/** Does a reference that reads so stand for the entity (by id)? */
static bool stands_for(const reading *r, const char *phrase, uint32_t entity) {
    for (uint32_t i = 1; i < r->d.references.n; i++) {
        const rpt_reference *x = &r->d.references.at[i];
        if (!rpt_str_is(rpt_document_slice(&r->d, x->span), phrase)) continue;
        for (uint32_t k = 0; k < x->targets; k++) {
            if (r->d.targets.at[x->target + k] == entity) return true;
        }
    }
    return false;
}

static void phrases_stand_for_entities(void **state) {
    (void)state;
    reading r;
    read_text(&r, conference);
    const uint32_t norway = entity_of(&r, "Norway", 1), portugal = entity_of(&r, "Portugal", 1);
    const uint32_t speaker = entity_of(&r, "Ine Eriksen Søreide", 1), guest = entity_of(&r, "Augusto Santos Silva", 1);
    assert_true(stands_for(&r, "I", speaker));
    assert_true(stands_for(&r, "my colleague", guest));
    assert_true(stands_for(&r, "Our two countries", norway));
    assert_true(stands_for(&r, "Our two countries", portugal));
    assert_true(stands_for(&r, "We", norway));
    assert_true(stands_for(&r, "Norwegian", norway) || stands_for(&r, "the Norwegian initiative", norway));
    assert_true(stands_for(&r, "The Foreign Minister of Portugal", guest));
    assert_true(stands_for(&r, "The Foreign Minister of Portugal", portugal));
    assert_false(stands_for(&r, "The Foreign Minister of Portugal", norway));
    assert_true(stands_for(&r, "The two ministers", speaker));
    assert_true(stands_for(&r, "The two ministers", guest));
    assert_false(stands_for(&r, "I", guest));
    assert_int_equal(r.d.host, speaker);
    assert_int_equal(r.d.own, norway);
    rpt_arena_clear(&r.arena);
}

static void references_are_sorted_and_apart(void **state) {
    (void)state;
    reading r;
    read_text(&r, conference);
    assert_true(r.d.references.n > 4);
    for (uint32_t i = 1; i < r.d.references.n; i++) {
        const rpt_reference *x = &r.d.references.at[i];
        assert_true(x->targets > 0 && x->first < x->end && x->target + x->targets <= r.d.targets.n);
        if (i > 1) assert_true(r.d.references.at[i - 1].end <= x->first);
    }
    rpt_arena_clear(&r.arena);
}

static const char quoted[] =
    "Talks in Vienna\n\nVienna, June 3, 2011\n\nThe Minister of Foreign Affairs of Austria Michael Spindelegger received his colleague from "
    "Slovenia today. “I am very glad that we can open the road between our two countries this year,” Michael Spindelegger said after the talks.\n";

static void a_quotation_is_its_speakers(void **state) {
    (void)state;
    reading r;
    read_text(&r, quoted);
    assert_true(stands_for(&r, "I", entity_of(&r, "Michael Spindelegger", 1)));
    assert_true(stands_for(&r, "we", entity_of(&r, "Austria", 1)));
    rpt_arena_clear(&r.arena);
}

static const char interview[] = "Interview\n\nMoscow, June 3, 2011\n\nJohn Smith: Good afternoon, ladies and gentlemen. I will be glad to answer all of the questions that you have.\n\n"
                                "Question: When did you arrive here, and what have you been talking about with the ministers?\n\n"
                                "John Smith: I came to this city yesterday, and we have already visited Berlin.\n";

static void labels_give_turns_their_speakers(void **state) {
    (void)state;
    reading r;
    read_text(&r, interview);
    uint32_t spoken = 0;
    for (uint32_t i = 1; i < r.d.turns.n; i++) {
        if (r.d.turns.at[i].kind == RPT_TURN_QUESTION) assert_int_equal(r.d.turns.at[i].speaker, 0);
        else if (r.d.turns.at[i].speaker) spoken++;
    }
    assert_int_equal(spoken, 2);
    assert_true(stands_for(&r, "you", entity_of(&r, "John Smith", 1)));
    rpt_arena_clear(&r.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_a_name_sound_alike), cmocka_unit_test(the_map_keeps_every_value_of_a_key),
        cmocka_unit_test(forms_of_one_name_are_one_entity), cmocka_unit_test(ids_are_unique_and_stable),
        cmocka_unit_test(states_are_linked),               cmocka_unit_test(phrases_stand_for_entities),
        cmocka_unit_test(references_are_sorted_and_apart), cmocka_unit_test(labels_give_turns_their_speakers),
        cmocka_unit_test(a_quotation_is_its_speakers),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
