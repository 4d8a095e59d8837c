/* SPDX-License-Identifier: ISC */
/*
 * What was spoken of last: entities in order, lists, and head nouns (`the bridge` after `Crimean Bridge`).
 * In: mentions and targets as the walk meets them. Out: answers to `who was that`. Looks back a bounded way.
 */
#include "resolve/referring.h"

#define LOOK_BACK 96u

void rpt_few_add(rpt_few *f, uint32_t entity) {
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->at[i] == entity) return;
    }
    if (entity && f->n < RPT_MOST_TARGETS) f->at[f->n++] = entity;
}

void rpt_few_join(rpt_few *f, const rpt_few *more) {
    for (uint32_t i = 0; i < more->n; i++) rpt_few_add(f, more->at[i]);
}

void rpt_focus_open(rpt_referring *f) {
    (void)RPT_PUSH(f->w->arena, f->spoken);
    (void)RPT_PUSH(f->w->arena, f->lists);
    (void)RPT_PUSH(f->w->arena, f->role_lists);
    rpt_multimap_init(&f->heads, f->w->arena);
    rpt_multimap_init(&f->roles, f->w->arena);
}

void rpt_focus_say(rpt_referring *f, uint32_t entity, uint32_t token) {
    *RPT_PUSH(f->w->arena, f->spoken) = (rpt_spoken){entity, token, f->sentence, false};
}

void rpt_focus_list(rpt_referring *f, const rpt_few *list) {
    if (list->n < 2) return;
    *RPT_PUSH(f->w->arena, f->lists) = (rpt_listed){*list, f->sentence, 0, rpt_type_of(f, list->at[0])};
}

static uint64_t head_key(const rpt_referring *f, uint32_t token) {
    if (rpt_is(f, token, RPT_RC_BIT(CONFLICT_HEAD))) return 1;
    if (rpt_word_at(f, token, "process") || rpt_word_at(f, token, "format")) return 2;
    return rpt_word_key(f->w, token);
}

static void index_head(rpt_referring *f, const rpt_mention *m) {
    uint32_t head = m->end - 1;
    if (m->type == RPT_PER || m->type == RPT_DATE || m->type == RPT_GPE || m->end < m->first + 2) return;
    for (uint32_t i = m->first + 1; i < m->end; i++) {
        if (rpt_is(f, i, RPT_RC_BIT(HEAD_END))) {
            head = i - 1;
            break;
        }
    }
    rpt_multimap_add(&f->heads, f->w->arena, head_key(f, head), m->entity);
}

/** Is the mention joined to the one before it by `,` or `and`? */
static bool is_joined(const rpt_referring *f, uint32_t mention) {
    const rpt_document *d = f->w->d;
    const rpt_mention *a = &d->mentions.at[mention - 1], *b = &d->mentions.at[mention];
    if (mention < 2 || a->first < f->first || b->first <= a->end || b->first - a->end > 8) return false;
    bool joint = false;
    for (uint32_t i = a->end; i < b->first; i++) {
        const bool joins = rpt_word_at(f, i, "and") || rpt_word_at(f, i, ",") || rpt_word_at(f, i, "&");
        joint |= joins;
        /* Between persons stand posts and states (`President of A X and President of B Y`): those are
         * skipped. */
        if (!joins && !rpt_is(f, i, RPT_RC_BIT(THE) | RPT_RC_BIT(HONORIFIC)) && !f->post_at[i] &&
            !rpt_word_at(f, i, "of"))
            return false;
    }
    return joint;
}

static void join_lists(rpt_referring *f, uint32_t mention) {
    const rpt_document *d = f->w->d;
    const rpt_mention *b = &d->mentions.at[mention];
    uint32_t before = mention - 1;
    if (b->type == RPT_PER) { /* the state of a post may stand between two persons */
        for (uint32_t k = 0; k < 3 && before && d->mentions.at[before].type != RPT_PER &&
                             d->mentions.at[before].first >= f->first;
             k++)
            before--;
    }
    const bool near =
        before && d->mentions.at[before].type == b->type && d->mentions.at[before].first >= f->first;
    if (!near || !is_joined(f, mention)) return;
    rpt_listed *last = &f->lists.at[f->lists.n - 1];
    const uint32_t other = d->mentions.at[before].entity;
    if (f->lists.n > 1 && last->sentence == f->sentence && last->of.n &&
        last->of.at[last->of.n - 1] == other) {
        rpt_few_add(&last->of, b->entity);
        return;
    }
    rpt_few two = {0};
    rpt_few_add(&two, other);
    rpt_few_add(&two, b->entity);
    rpt_focus_list(f, &two);
}

/** Does a person stand behind a preposition (`with Foreign Minister X`, `to the President of A, Y`)? */
static bool is_after_preposition(const rpt_referring *f, const rpt_mention *m) {
    uint32_t k = m->first;
    for (uint32_t n = 0; n < 12 && k > f->first; n++) {
        const uint32_t inner = f->mention_at[k - 1];
        const bool of_post = rpt_word_at(f, k - 1, "of") && k > f->first + 1 && f->post_at[k - 2];
        if (inner && f->w->d->mentions.at[inner].type == RPT_PER) return false;
        if (!inner && !of_post && !f->post_at[k - 1] &&
            !rpt_is(f, k - 1, RPT_RC_BIT(HONORIFIC) | RPT_RC_BIT(DEMONYM) | RPT_RC_BIT(THE)))
            break;
        k--;
    }
    return k > f->first && rpt_is(f, k - 1, RPT_RC_BIT(HEAD_END));
}

void rpt_focus_mention(rpt_referring *f, uint32_t mention) {
    const rpt_mention *m = &f->w->d->mentions.at[mention];
    if (!m->entity) return;
    rpt_focus_say(f, m->entity, m->first);
    if (m->type == RPT_PER) {
        rpt_spoken *now = &f->spoken.at[f->spoken.n - 1];
        const rpt_spoken *last = now - 1;
        now->after = is_after_preposition(f, m);
        const bool listed = m->first && rpt_word_at(f, m->first - 1, "and");
        if (listed && f->spoken.n > 2 && last->sentence == f->sentence &&
            rpt_type_of(f, last->entity) == RPT_PER)
            now->after = last->after;
    }
    index_head(f, m);
    if (m->type != RPT_DATE) join_lists(f, mention);
}

const rpt_listed *rpt_focus_last_list(const rpt_referring *f, uint8_t type, uint32_t back) {
    for (uint32_t i = f->lists.n; i > 1 && f->lists.n - i < LOOK_BACK; i--) {
        const rpt_listed *l = &f->lists.at[i - 1];
        if (l->sentence + back < f->sentence) return NULL;
        if (l->of.n > 1 && (type == RPT_NO_TYPE || l->type == type)) return l;
    }
    return NULL;
}

const rpt_listed *rpt_focus_first_list(const rpt_referring *f, uint8_t type, uint32_t back) {
    const rpt_listed *best = NULL;
    for (uint32_t i = f->lists.n; i > 1 && f->lists.n - i < LOOK_BACK; i--) {
        const rpt_listed *l = &f->lists.at[i - 1];
        if (l->sentence + back < f->sentence || (best && l->sentence != best->sentence)) break;
        if (l->of.n > 1 && (type == RPT_NO_TYPE || l->type == type)) best = l;
    }
    return best;
}

uint32_t rpt_focus_head(const rpt_referring *f, uint32_t token, uint32_t back) {
    const uint32_t link = rpt_multimap_first(&f->heads, head_key(f, token));
    const uint32_t entity = link ? f->heads.links.at[link].value : 0;
    for (uint32_t i = f->spoken.n; entity && i > 1 && f->spoken.n - i < 4 * LOOK_BACK; i--) {
        const rpt_spoken *s = &f->spoken.at[i - 1];
        if (s->sentence + back < f->sentence) return 0;
        if (s->entity == entity) return entity;
    }
    return 0;
}

/** A city or region is seldom what `it` takes up; a state is. */
static bool is_among(const rpt_referring *f, uint32_t entity, uint32_t types) {
    const uint8_t type = rpt_type_of(f, entity);
    return types >> type & 1 && (type != RPT_GPE || types >> RPT_LOC & 1 || rpt_is_state(f, entity));
}

uint32_t rpt_focus_subject(const rpt_referring *f, uint32_t types, uint32_t back) {
    uint32_t best = 0, sentence = 0;
    for (uint32_t i = f->spoken.n; i > 1 && f->spoken.n - i < LOOK_BACK; i--) {
        const rpt_spoken *s = &f->spoken.at[i - 1];
        if (s->sentence + back < f->sentence || (best && s->sentence != sentence)) break;
        if (is_among(f, s->entity, types)) best = s->entity, sentence = s->sentence;
    }
    return best;
}

uint32_t rpt_focus_last(const rpt_referring *f, uint32_t types, uint32_t back) {
    for (uint32_t i = f->spoken.n; i > 1 && f->spoken.n - i < LOOK_BACK; i--) {
        const rpt_spoken *s = &f->spoken.at[i - 1];
        if (s->sentence + back < f->sentence) break;
        if (is_among(f, s->entity, types)) return s->entity;
    }
    return 0;
}
