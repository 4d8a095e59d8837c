/* SPDX-License-Identifier: ISC */
/*
 * Mentions of agreements -> groups that mean one agreement, walked in order. A number (of a resolution) or a
 * day, in the name or said beside it, tells two of a kind apart; an undated short form is the last that it
 * fits. Days come from the dates that the recogniser read.
 */
#include "resolve/parts.h"

typedef struct {
    uint64_t number;      ///< of a resolution or symbol; 0 = none
    int32_t from, to;     ///< days, if dated
    uint32_t part, parts; ///< title without dates and numbers: index into parts, count
    uint64_t bag, head;   ///< of these; head 0 = none (a bare number)
    rpt_str kind;         ///< of the head: statement, treaty ...; `any`
    uint32_t entry;       ///< gazetteer entry; 0 = none
    uint32_t name;        ///< a written form
    uint32_t group;       ///< number of the group
    bool dated, fresh;    ///< fresh: `an agreement`, not spoken of before
} treaty;

typedef struct {
    rpt_resolving *w;
    RPT_ARRAY(treaty) groups; ///< what is known of each so far
    uint32_t date;            ///< first dated phrase that may still matter
} walk;

static bool in_dates(const rpt_resolving *w, uint32_t token, uint32_t first_date) {
    for (uint32_t i = first_date; i < w->d->dates.n && w->d->dates.at[i].first <= token; i++) {
        if (token < w->d->dates.at[i].end && !w->d->dates.at[i].deictic) return true;
    }
    return false;
}

static bool token_is(const rpt_resolving *w, uint32_t token, const char *z) {
    return token < w->d->tokens.n && rpt_str_is(rpt_token_text(w->d, &w->d->tokens.at[token]), z);
}

static void take_date(treaty *t, const rpt_date *date) {
    if (!date->iso.len) return;
    t->dated = true;
    t->from = date->from;
    t->to = date->to;
}

/** A date said of the agreement in the words after it: `on November 9`, `signed by ... on November 9`. */
static void date_beside(walk *k, treaty *t, uint32_t mention) {
    const rpt_document *d = k->w->d;
    const rpt_mention *m = &d->mentions.at[mention];
    const uint32_t sentence = rpt_document_sentence(d, m->span.begin);
    if (sentence >= d->sentences.n) return;
    const bool made = rpt_token_has(k->w, m->end, RPT_RC_MADE, NULL);
    for (uint32_t i = mention + 1; i < d->mentions.n; i++) {
        const rpt_mention *o = &d->mentions.at[i];
        if (o->first >= d->sentences.at[sentence].end || o->type == RPT_AGR) return;
        if (o->type != RPT_DATE) continue;
        const uint32_t gap = o->first - m->end;
        const bool organ = gap <= 5 && (token_is(k->w, m->end, "by") || token_is(k->w, m->end, "of")); /* `statement by its President on` */
        if (!(gap == 0 || gap == 1 || made || organ) || gap > 40 || !o->candidate || o->candidate >= d->dates.n)
            return;
        if (gap && !rpt_token_has(k->w, o->first - 1, RPT_RC_DATE_BEFORE, NULL)) return;
        take_date(t, &d->dates.at[o->candidate].date);
        return;
    }
}

static void read_words(walk *k, treaty *t, const rpt_mention *m) {
    rpt_resolving *w = k->w;
    bool brackets = false, open = true, symbol = false;
    uint64_t numbers = 0;
    uint32_t count = 0;
    t->part = w->parts.n;
    for (uint32_t i = m->first; i < m->end; i++) {
        const rpt_token *x = &w->d->tokens.at[i];
        brackets = token_is(w, i, "(") || (brackets && !token_is(w, i, ")"));
        symbol |= token_is(w, i, "/");
        if (x->flags & RPT_T_PUNCT || in_dates(w, i, k->date) || rpt_token_has(w, i, RPT_RC_EMPTY_WORD, NULL))
            continue;
        if (x->flags & RPT_T_NUMBER) {
            if (!brackets || symbol) numbers = numbers * 1000003 + x->hash, count++;
            continue;
        }
        rpt_str kind;
        if (t->parts && open && rpt_token_has(w, i, RPT_RC_HEAD_END, NULL)) open = false;
        const uint32_t len = rpt_token_has(w, i, RPT_RC_AGREEMENT_HEAD, &kind) ? 1 : 0;
        uint64_t key = rpt_word_key(w, i);
        const uint32_t state = len ? 0 : rpt_state_key(w, i, m->end, &key);
        if (open && len) t->head = key, t->kind = kind;
        (RPT_PUSH(w->arena, w->parts))->key = key;
        t->parts++;
        t->bag += key * 0x9E3779B97F4A7C15ull ^ key >> 29;
        if (state > 1) i += state - 1;
    }
    if (count && (symbol || !t->head || rpt_str_is(t->kind, "resolution"))) t->number = numbers;
}

/** `an agreement`, `a new bilateral agreement`: the article stands before it, adjectives between. */
static bool is_new(const rpt_resolving *w, uint32_t first) {
    for (uint32_t i = first; i-- > 0 && first - i < 5;) {
        if (token_is(w, i, "a") || token_is(w, i, "an") || token_is(w, i, "A") || token_is(w, i, "An") || token_is(w, i, "another")) return true;
        const rpt_token *x = &w->d->tokens.at[i];
        if (x->flags & RPT_T_PUNCT || token_is(w, i, "the") || rpt_token_has(w, i, RPT_RC_EMPTY_WORD, NULL)) return false;
    }
    return false;
}

static treaty read_mention(walk *k, uint32_t mention) {
    rpt_resolving *w = k->w;
    const rpt_document *d = w->d;
    const rpt_mention *m = &d->mentions.at[mention];
    treaty t = {0};
    t.name = w->name_of[mention];
    t.entry = w->names.at[t.name].entry;
    while (k->date < d->dates.n && d->dates.at[k->date].end <= m->first) k->date++;
    read_words(k, &t, m);
    for (uint32_t i = k->date; i < d->dates.n && d->dates.at[i].first < m->end; i++) {
        if (!d->dates.at[i].deictic) take_date(&t, &d->dates.at[i].date);
    }
    if (!t.dated) date_beside(k, &t, mention);
    const bool lower = !(d->tokens.at[m->first].flags & RPT_T_UPPER);
    t.fresh = lower && !t.dated && is_new(w, m->first);
    return t;
}

static bool parts_among(const rpt_resolving *w, const treaty *a, const treaty *b) {
    uint32_t i = 0;
    for (uint32_t j = 0; i < a->parts && j < b->parts; j++) {
        if (w->parts.at[a->part + i].key == w->parts.at[b->part + j].key) i++;
    }
    return i == a->parts;
}

static bool kinds_agree(const treaty *a, const treaty *b) {
    return a->head == b->head || rpt_str_equal(a->kind, b->kind) || rpt_str_is(a->kind, "any") ||
           rpt_str_is(b->kind, "any") || !a->head || !b->head;
}

static bool same_day(const treaty *a, const treaty *b) {
    return a->dated && b->dated && a->from == b->from && a->to == b->to && a->to - a->from < 8;
}

static bool is_same(rpt_resolving *w, const treaty *a, const treaty *b) {
    if (a->fresh) return false;
    if (a->number && b->number) return a->number == b->number && kinds_agree(a, b);
    if (a->dated && b->dated && (a->from > b->to || b->from > a->to)) return false;
    if (a->entry && b->entry) return a->entry == b->entry;
    if (rpt_name_root(w, a->name) == rpt_name_root(w, b->name) && a->parts && !a->number && !b->number)
        return true;
    if (!kinds_agree(a, b) || !a->head || !b->head) return false;
    const bool titled = a->parts > 3 && b->parts > 3;
    if (same_day(a, b)) return !titled || parts_among(w, a, b) || parts_among(w, b, a);
    if (rpt_str_is(a->kind, "any") && a->parts == 2 && !a->number)
        return w->parts.at[a->part].key == w->parts.at[b->part].key;
    if (a->head != b->head || a->number) return false;
    if (b->number) return a->parts == 1 && !a->dated;
    /* A bare head that names its own year is not one without a year that has a name (`the 1995 agreement`). */
    if (a->dated && !b->dated && a->parts == 1 && b->parts > 1) return false;
    return parts_among(w, a, b) || (parts_among(w, b, a) && !a->dated);
}

/** What a further mention tells of the agreement. */
static void learn(treaty *g, const treaty *t) {
    if (!g->dated && t->dated) g->dated = true, g->from = t->from, g->to = t->to;
    if (!g->number) g->number = t->number;
    if (!g->entry) g->entry = t->entry;
    if (t->parts > g->parts)
        g->part = t->part, g->parts = t->parts, g->bag = t->bag, g->head = t->head, g->kind = t->kind;
    g->fresh = false;
}

/** `the statement by its President of 3 May 2004 (S/PRST/2004/15)`: the symbol in brackets close behind is that one's. */
static bool is_symbol_of(const rpt_resolving *w, uint32_t before, uint32_t mention) {
    const rpt_document *d = w->d;
    const rpt_mention *a = &d->mentions.at[before], *b = &d->mentions.at[mention];
    if (!before || !b->first || b->first > a->end + 12 || b->first <= a->end || !token_is(w, b->first - 1, "(")) return false;
    const rpt_str symbol = rpt_document_slice(d, b->span);
    const rpt_str head = rpt_document_slice(d, a->span);
    if (symbol.len < 6 || !memchr(symbol.p, '/', symbol.len) || memchr(head.p, '/', head.len)) return false;
    for (uint32_t i = a->end; i + 1 < b->first; i++) {
        if (token_is(w, i, "(") || token_is(w, i, ";")) return false;
    }
    return rpt_document_sentence(d, a->span.begin) == rpt_document_sentence(d, b->span.begin);
}

#define LOOK_BACK 256 ///< agreements compared with a mention: bounds the work on long lists

void rpt_corefer_agreements(rpt_resolving *w) {
    walk k = {.w = w, .date = 1};
    RPT_ARRAY(uint32_t) order = {0}; /* groups, the one seen last at the end */
    uint32_t before = 0;             /* the agreement's mention before */
    for (uint32_t i = 1; i < w->d->mentions.n; i++) {
        if (w->d->mentions.at[i].type != RPT_AGR) continue;
        treaty t = read_mention(&k, i);
        const uint32_t last = before;
        before = i;
        if (is_symbol_of(w, last, i) && order.n) {
            w->group[i] = w->group[last];
            learn(&k.groups.at[order.at[order.n - 1]], &t);
            continue;
        }
        uint32_t at = order.n;
        const uint32_t oldest = order.n > LOOK_BACK ? order.n - LOOK_BACK : 0;
        while (at > oldest && !is_same(w, &t, &k.groups.at[order.at[at - 1]])) at--;
        if (at == oldest) {
            *RPT_PUSH(w->arena, order) = k.groups.n;
            w->group[i] = t.group = rpt_group_new(w, i);
            *RPT_PUSH(w->arena, k.groups) = t;
            continue;
        }
        const uint32_t group = order.at[at - 1];
        memmove(order.at + at - 1, order.at + at, (order.n - at) * sizeof *order.at);
        order.at[order.n - 1] = group;
        w->group[i] = k.groups.at[group].group;
        learn(&k.groups.at[group], &t);
    }
}
