/* SPDX-License-Identifier: ISC */
/*
 * Facts -> relations of the document, each once: a fact that is already there with the same qualifiers or more is not
 * added again; one that adds a qualifier gets a row of its own.
 */
#include "relate/facts.h"
#include "gazetteer/gazetteer.h"
#include <stdlib.h>

static uint64_t key_of(uint32_t kind, uint32_t subject, uint32_t object) {
    /* A meeting is the same from either side. */
    const uint32_t a = kind == RPT_REL_MET && object < subject ? object : subject;
    const uint32_t b = kind == RPT_REL_MET && object < subject ? subject : object;
    return ((uint64_t)a * 0x9E3779B97F4A7C15ull ^ b) * 0xC2B2AE3D27D4EB4Full + kind * 0x165667B19E3779F9ull;
}

static bool same(const rpt_relation *r, uint32_t kind, uint32_t subject, uint32_t object) {
    if (r->kind != kind) return false;
    if (r->subject == subject && r->object == object) return true;
    return kind == RPT_REL_MET && r->subject == object && r->object == subject;
}

static uint32_t *slot_of(const facts *f, uint32_t kind, uint32_t subject, uint32_t object) {
    uint32_t i = (uint32_t)(key_of(kind, subject, object) >> 29) & f->mask;
    while (f->slot[i] && !same(&f->d->relations.at[f->slot[i] - 1], kind, subject, object)) i = (i + 1) & f->mask;
    return &f->slot[i];
}

static void grow(facts *f) {
    f->mask = f->mask * 2 + 1;
    f->slot = rpt_arena_alloc(f->d->arena, ((size_t)f->mask + 1) * sizeof *f->slot);
    uint32_t *next = rpt_arena_alloc(f->d->arena, ((size_t)f->mask + 1) * sizeof *next);
    if (f->next) memcpy(next, f->next, f->d->relations.n * sizeof *next);
    f->next = next;
    for (uint32_t i = 0; i < f->d->relations.n; i++) {
        const rpt_relation *r = &f->d->relations.at[i];
        *slot_of(f, r->kind, r->subject, r->object) = i + 1;
    }
}

void facts_open(facts *f, rpt_document *d) {
    *f = (facts){.d = d, .mask = 31};
    grow(f);
}

void fact_qualify(fact *x, uint32_t key, rpt_str value) {
    if (!value.len || x->qualifiers == FACT_QUALIFIERS) return;
    uint32_t i = x->qualifiers;
    for (uint32_t k = 0; k < i; k++) {
        if (x->qualifier[k].key == key) return;
    }
    for (; i > 0 && x->qualifier[i - 1].key > key; i--) x->qualifier[i] = x->qualifier[i - 1];
    x->qualifier[i] = (rpt_qualifier){(uint8_t)key, value};
    x->qualifiers++;
}

/** Another wording of the same post is no new fact (`Minister of Foreign Affairs`, `Foreign Minister`); another post is. */
static bool is_other_post(rpt_str a, rpt_str b) {
    const rpt_str x = rpt_post_kind(a), y = rpt_post_kind(b);
    return x.len && y.len && !rpt_str_equal(x, y);
}

/** Does a relation carry all that the fact says? */
static bool covers(const facts *f, const rpt_relation *r, const fact *x) {
    uint32_t k = 0;
    /* What is denied does not stand for what is said, nor the other way round. */
    if (rpt_status_withheld(r->status) != rpt_status_withheld(x->status)) return false;
    for (uint32_t i = 0; i < x->qualifiers; i++) {
        while (k < r->qualifiers && f->d->qualifiers.at[r->qualifier + k].key < x->qualifier[i].key) k++;
        if (k == r->qualifiers) return false;
        const rpt_qualifier *q = &f->d->qualifiers.at[r->qualifier + k];
        if (q->key != x->qualifier[i].key) return false;
        if (q->key == RPT_Q_POSITION && is_other_post(q->value, x->qualifier[i].value)) return false;
        if (q->key != RPT_Q_POSITION && !rpt_str_equal(q->value, x->qualifier[i].value)) return false;
    }
    return true;
}

/** Does the fact say the same as a relation of its own sentence, and more (`met` and then `met by telephone`)? */
static bool completes(const facts *f, const rpt_relation *r, const fact *x) {
    if (r->sentence.begin != x->sentence.begin || r->status != x->status || r->qualifiers >= x->qualifiers) return false;
    if (r->kind == RPT_REL_POSITION_HELD) return false;
    uint32_t k = 0;
    for (uint32_t i = 0; i < r->qualifiers; i++) {
        const rpt_qualifier *q = &f->d->qualifiers.at[r->qualifier + i];
        while (k < x->qualifiers && x->qualifier[k].key < q->key) k++;
        if (k == x->qualifiers || x->qualifier[k].key != q->key || !rpt_str_equal(x->qualifier[k].value, q->value)) return false;
    }
    return true;
}

/** One sentence does not tell of the same meeting or visit as past and as planned: the first reading stays. */
static bool contradicts(const rpt_relation *r, const fact *x) {
    const bool new = x->kind == RPT_REL_POSITION_HELD && x->rule && x->qualifiers && rpt_str_is(x->qualifier[x->qualifiers - 1].value, "new");
    if (new && r->sentence.begin == x->sentence.begin) return true; /* `was elected Governor` is one post */
    return (x->kind == RPT_REL_MET || x->kind == RPT_REL_VISITED) && r->sentence.begin == x->sentence.begin && r->status != x->status;
}

/** The fuller words take the relation's place. */
static void complete(facts *f, rpt_relation *r, const fact *x) {
    r->status = (uint8_t)x->status;
    r->evidence = x->evidence;
    r->rule = x->rule;
    r->qualifier = f->d->qualifiers.n;
    r->qualifiers = x->qualifiers;
    for (uint32_t i = 0; i < x->qualifiers; i++) *RPT_PUSH(f->d->arena, f->d->qualifiers) = x->qualifier[i];
}

void facts_add(facts *f, fact *x) {
    rpt_document *d = f->d;
    if (x->status != RPT_STATUS_ASSERTED) fact_qualify(x, RPT_Q_STATUS, rpt_str_of(rpt_status_name[x->status]));
    if (d->relations.n * 2 > f->mask) grow(f);
    uint32_t *slot = slot_of(f, x->kind, x->subject, x->object);
    for (uint32_t i = *slot; i; i = f->next[i - 1]) {
        if (covers(f, &d->relations.at[i - 1], x) || contradicts(&d->relations.at[i - 1], x)) return;
        if (completes(f, &d->relations.at[i - 1], x)) {
            complete(f, &d->relations.at[i - 1], x);
            return;
        }
    }
    f->next[d->relations.n] = *slot;
    rpt_relation *r = RPT_PUSH(d->arena, d->relations);
    *slot = d->relations.n;
    *r = (rpt_relation){(uint8_t)x->kind, (uint8_t)x->status, x->subject, x->object, x->subject_span, x->object_span,
                        x->sentence, x->evidence, d->qualifiers.n, x->qualifiers, x->rule, x->score};
    for (uint32_t i = 0; i < x->qualifiers; i++) *RPT_PUSH(d->arena, d->qualifiers) = x->qualifier[i];
}

bool facts_has(const facts *f, uint32_t kind, uint32_t subject, uint32_t object) {
    for (uint32_t i = *slot_of(f, kind, subject, object); i; i = f->next[i - 1]) {
        if (!rpt_status_withheld(f->d->relations.at[i - 1].status)) return true;
    }
    return false;
}

static int by_sentence(const void *a, const void *b) {
    const rpt_relation *x = a, *y = b;
    if (x->sentence.begin != y->sentence.begin) return x->sentence.begin < y->sentence.begin ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->subject != y->subject) return x->subject < y->subject ? -1 : 1;
    if (x->object != y->object) return x->object < y->object ? -1 : 1;
    return (x->qualifier > y->qualifier) - (x->qualifier < y->qualifier);
}

void facts_close(facts *f) {
    if (f->d->relations.n) qsort(f->d->relations.at, f->d->relations.n, sizeof *f->d->relations.at, by_sentence);
}
