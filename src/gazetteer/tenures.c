/* SPDX-License-Identifier: ISC */
/*
 * Tenures as the tables give them -> tenures that can be asked for a day. The same tenure from two tables becomes one, and
 * a tenure of a post that one person holds at a time ends at the latest when the next holder starts: tables
 * are taken at a date and leave open what has ended since. Titles and persons are as resolved by build.c.
 */
#include "gazetteer/build.h"
#include <stdlib.h>

static int compare_by_post(const void *pa, const void *pb) {
    const rpt_gaz_tenure *a = pa, *b = pb;
    if (a->of != b->of) return a->of < b->of ? -1 : 1;
    if (a->post != b->post) return a->post < b->post ? -1 : 1;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->to != b->to) return a->to < b->to ? -1 : 1;
    return a->title < b->title ? -1 : a->title > b->title;
}

static int compare_by_person(const void *pa, const void *pb) {
    const rpt_gaz_tenure *a = pa, *b = pb;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->of != b->of) return a->of < b->of ? -1 : 1;
    if (a->post != b->post) return a->post < b->post ? -1 : 1;
    return a->from != b->from ? (a->from < b->from ? -1 : 1) : compare_by_post(pa, pb);
}

static int compare_as_written(const void *pa, const void *pb) {
    const rpt_gaz_tenure *a = pa, *b = pb;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    return a->from != b->from ? (a->from < b->from ? -1 : 1) : compare_by_post(pa, pb);
}

/** Overlapping tenures of one person in one post are one; an end that is told beats one that is open. */
static uint32_t merge_same(rpt_gaz_tenure *t, uint32_t n) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        rpt_gaz_tenure *last = kept ? &t[kept - 1] : NULL;
        if (last && last->person == t[i].person && last->of == t[i].of && last->post == t[i].post && t[i].from <= last->to) {
            if (last->to == INT32_MAX) last->to = t[i].to;
            else if (t[i].to != INT32_MAX && t[i].to > last->to) last->to = t[i].to;
            continue;
        }
        t[kept++] = t[i];
    }
    return kept;
}

static bool is_for_one(rpt_str post) {
    static const char *const posts[] = {"president", "prime_minister", "foreign_minister", "defence_minister", "finance_minister",
                                        "interior_minister", "justice_minister", "secretary_general", "vice_president", "monarch",
                                        "supreme_leader", "national_security_adviser", "speaker", "head_of_state"};
    for (size_t i = 0; i < sizeof posts / sizeof *posts; i++) {
        if (rpt_str_is(post, posts[i])) return true;
    }
    return false;
}

/** In t, sorted by state, post and start, open ends of posts for one person are closed by the next holder. */
static void close_ends(rpt_gaz_tenure *t, uint32_t n, const rpt_str *labels) {
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].to != INT32_MAX || !is_for_one(labels[t[i].post])) continue;
        for (uint32_t k = i + 1; k < n && t[k].of == t[i].of && t[k].post == t[i].post; k++) {
            if (t[k].person == t[i].person || t[k].from == t[i].from) continue;
            t[i].to = t[k].from;
            break;
        }
    }
}

uint32_t rpt_gaz_tenures_tidy(rpt_gaz_tenure *t, uint32_t n, const rpt_str *labels) {
    if (!n) return 0;
    qsort(t, n, sizeof *t, compare_by_person);
    n = merge_same(t, n);
    qsort(t, n, sizeof *t, compare_by_post);
    close_ends(t, n, labels);
    qsort(t, n, sizeof *t, compare_as_written);
    return n;
}

typedef struct {
    rpt_str post;
    uint32_t of, index;
    int32_t from;
} of_key;

static int compare_of(const void *pa, const void *pb) {
    const of_key *a = pa, *b = pb;
    if (a->of != b->of) return a->of < b->of ? -1 : 1;
    const int by_post = rpt_str_compare(a->post, b->post);
    if (by_post) return by_post;
    if (a->from != b->from) return a->from > b->from ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

void rpt_gaz_tenures_by_of(uint32_t *out, const rpt_gaz_tenure *t, uint32_t n, const rpt_str *labels) {
    of_key *keys = rpt_realloc(NULL, (n + 1) * sizeof *keys);
    for (uint32_t i = 0; i < n; i++) keys[i] = (of_key){labels[t[i].post], t[i].of, i, t[i].from};
    if (n) qsort(keys, n, sizeof *keys, compare_of);
    for (uint32_t i = 0; i < n; i++) out[i] = keys[i].index;
    free(keys);
}
