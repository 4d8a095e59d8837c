/* SPDX-License-Identifier: ISC */
/*
 * Noun phrases that name nothing -> what they stand for: `our countries`, `the two leaders`, `the heads of
 * state`, `the Syrian government`, `the region`, `the co-chairs`, `this organisation`, `the new bridge`, `the
 * following statement`; posts without a bearer; adjectives of states. A phrase is read from its head noun: to
 * the left over its modifiers to the article, to the right over `of X, Y and Z`. Abstains where nothing fits.
 */
#include "resolve/referring.h"

typedef struct {
    rpt_phrase p;
    uint32_t head, head_end; ///< tokens of the head
    rpt_few named;           ///< entities in its modifiers and complement
    bool the, this, our, their, your, following, deputy;
    bool open;      ///< `all the`, `other`: more than those spoken of
    uint32_t count; ///< two, three; 0 = none said
} noun;

#define ANY_NOUN                                                                                             \
    (RPT_RC_BIT(POSTS_NOUN) | RPT_RC_BIT(SIDES_NOUN) | RPT_RC_BIT(STATE_NOUN) | RPT_RC_BIT(REGION_NOUN) |    \
     RPT_RC_BIT(GOVERNMENT_NOUN) | RPT_RC_BIT(COLLEAGUE) | RPT_RC_BIT(ROLE_NOUN) | RPT_RC_BIT(BODY_NOUN) |   \
     RPT_RC_BIT(AGREEMENT_NOUN) | RPT_RC_BIT(EVENT_NOUN) | RPT_RC_BIT(PLACE_NOUN))

static uint32_t number_of(const rpt_referring *f, uint32_t token) {
    rpt_str value;
    if (!rpt_token_has(f->w, token, RPT_RC_COUNT, &value)) return 0;
    return value.len && value.p[0] >= '0' && value.p[0] <= '9' ? (uint32_t)(value.p[0] - '0') : 0;
}

/** States that adjectives right before `at` name (`Russian and Turkish`): added; the first of their tokens.
 */
static uint32_t adjectives_before(rpt_referring *f, uint32_t at, rpt_few *states) {
    rpt_few back = {0};
    for (;;) {
        rpt_str qid;
        uint32_t len = 0;
        for (uint32_t n = 1; !len && n <= 3 && at >= f->first + n; n++) {
            if (rpt_phrase_has(f->w, at - n, at, RPT_RC_DEMONYM, &qid) == n) len = n;
        }
        const bool free = len && !f->mention_at[at - len] && f->w->d->tokens.at[at - len].flags & RPT_T_UPPER;
        if (!free) break;
        rpt_few_add(&back, rpt_state_entity(f, qid));
        at -= len;
        if (at > f->first &&
            (rpt_word_at(f, at - 1, "and") || rpt_word_at(f, at - 1, ",") || rpt_word_at(f, at - 1, "-"))) {
            const bool more =
                at >= f->first + 2 && rpt_is(f, at - 2, RPT_RC_BIT(DEMONYM)) && !f->mention_at[at - 2];
            if (!more) break;
            at--;
        }
    }
    for (uint32_t i = back.n; i > 0; i--) rpt_few_add(states, back.at[i - 1]);
    return at;
}

static void take_determiner(noun *n, const rpt_referring *f, uint32_t token) {
    const uint64_t b = f->word[token];
    n->the |= (b & RPT_RC_BIT(THE)) != 0;
    if (rpt_word_at(f, token, "both")) n->count = 2;
    if (rpt_word_at(f, token, "all")) n->open = true;
    n->this |= (b & RPT_RC_BIT(THIS)) != 0;
    n->our |= (b & RPT_RC_BIT(FIRST_PLURAL)) != 0 || (b & RPT_RC_BIT(FIRST)) != 0;
    n->their |= (b & (RPT_RC_BIT(THEY) | RPT_RC_BIT(HE) | RPT_RC_BIT(SHE) | RPT_RC_BIT(IT))) != 0;
    n->your |= (b & RPT_RC_BIT(SECOND)) != 0;
}

#define DETERMINERS                                                                                          \
    (RPT_RC_BIT(THE) | RPT_RC_BIT(THIS) | RPT_RC_BIT(FIRST_PLURAL) | RPT_RC_BIT(FIRST) | RPT_RC_BIT(THEY) |  \
     RPT_RC_BIT(HE) | RPT_RC_BIT(SHE) | RPT_RC_BIT(IT) | RPT_RC_BIT(SECOND))

/** Leftwards from the head: modifiers, adjectives of states, a body or state named before it, numbers, the
 * article. */
static void read_left(rpt_referring *f, noun *n) {
    uint32_t at = n->head;
    const rpt_document *d = f->w->d;
    for (uint32_t steps = 0; at > f->first && steps < 8; steps++) {
        const uint32_t before = adjectives_before(f, at, &n->named);
        if (before < at) {
            at = before;
            continue;
        }
        const uint32_t m = f->mention_at[at - 1];
        if (m && d->mentions.at[m].type != RPT_DATE && d->mentions.at[m].type != RPT_PER &&
            !(d->tokens.at[at - 1].flags & RPT_T_POSSESSIVE)) {
            rpt_few_add(&n->named, d->mentions.at[m].entity);
            at = d->mentions.at[m].first;
            continue;
        }
        const bool possessive = d->tokens.at[at - 1].flags & RPT_T_POSSESSIVE && at >= f->first + 2;
        const uint32_t owner = possessive ? f->mention_at[at - 2] : 0;
        if (owner && (d->mentions.at[owner].type == RPT_GPE || d->mentions.at[owner].type == RPT_ORG)) {
            rpt_few_add(&n->named, d->mentions.at[owner].entity);
            at = d->mentions.at[owner].first;
            break;
        }
        const uint32_t count = number_of(f, at - 1);
        if (count) n->count = count;
        if (rpt_word_at(f, at - 1, "following")) n->following = true;
        if (rpt_word_at(f, at - 1, "other")) n->open = true;
        if (!count && !rpt_is(f, at - 1, RPT_RC_BIT(NP_WORD))) break;
        at--;
    }
    while (at > f->first && rpt_is(f, at - 1, DETERMINERS) && !f->mention_at[at - 1]) {
        take_determiner(n, f, at - 1);
        at--;
        if (n->our || n->their || n->your) break;
    }
    const bool that = n->this && rpt_word_at(f, at, "that");
    if (that &&
        (n->named.n ||
         f->word[n->head] & (RPT_RC_BIT(SIDES_NOUN) | RPT_RC_BIT(POSTS_NOUN) | RPT_RC_BIT(COLLEAGUE)) ||
         n->the)) {
        at++; /* a conjunction */
        n->this = false;
    }
    n->p.first = at;
}

/** `of X, Y and Z`, `of our countries`: entities are added, the phrase grows. */
static void read_right(rpt_referring *f, noun *n, bool many) {
    const rpt_document *d = f->w->d;
    uint32_t at = n->p.end;
    if (at >= f->end || !rpt_word_at(f, at, "of")) return;
    at++;
    for (uint32_t steps = 0; at < f->end && steps < 40; steps++) {
        const uint32_t m = f->mention_at[at];
        if (m && (d->mentions.at[m].type == RPT_GPE || d->mentions.at[m].type == RPT_ORG)) {
            rpt_few_add(&n->named, d->mentions.at[m].entity);
            at = n->p.end = d->mentions.at[m].end;
            if (!many) return;
            continue;
        }
        if (m) return;
        const bool after_list = n->p.end == at;
        if (rpt_is(f, at, RPT_RC_BIT(FIRST_PLURAL)) && rpt_starts(f, at + 1, RPT_RC_BIT(SIDES_NOUN))) {
            n->our = true;
            n->p.end = at + 2;
            return;
        }
        if (rpt_word_at(f, at, "the") || rpt_is(f, at, RPT_RC_BIT(COUNT)) ||
            (after_list && (rpt_word_at(f, at, ",") || rpt_word_at(f, at, "and")))) {
            at++;
            continue;
        }
        return;
    }
}

static void add_all_sides(const rpt_referring *f, noun *n) {
    if (n->count && n->count + 1 == f->sides.n &&
        f->own) { /* of four at a table, `the three countries` are the others */
        for (uint32_t i = 0; i < f->sides.n; i++) {
            if (f->sides.at[i] != f->own) rpt_few_add(&n->p.targets, f->sides.at[i]);
        }
        return;
    }
    if (n->count && n->count != f->sides.n) return;
    rpt_few_join(&n->p.targets, &f->sides);
}

static void add_states_of(rpt_referring *f, rpt_few *to, const rpt_few *persons) {
    for (uint32_t i = 0; i < persons->n; i++) {
        const uint32_t side = rpt_side_of(f, persons->at[i]);
        if (side && rpt_type_of(f, side) == RPT_GPE) rpt_few_add(to, side);
    }
}

/** The last list of the size that the phrase gives. */
static const rpt_few *last_list(const rpt_referring *f, const noun *n, uint8_t type, uint32_t back) {
    const rpt_listed *l = rpt_focus_last_list(f, type, back);
    uint32_t size = 0;
    for (uint32_t i = 0; l && i < l->of.n; i++) size += rpt_type_of(f, l->of.at[i]) == l->type;
    return l && (!n->count || size == n->count) ? &l->of : NULL;
}

/** May the person bear such a post? `head` of state or government, `minister` of any kind, or a kind of post.
 */
static bool may_bear(const rpt_referring *f, uint32_t person, rpt_str kind) {
    const rpt_str post = person < f->entities ? f->kind[person] : (rpt_str){0};
    if (!post.len) return false;
    if (rpt_str_is(kind, "head"))
        return rpt_str_is(post, "president") || rpt_str_is(post, "prime_minister") ||
               rpt_str_is(post, "monarch") || rpt_str_is(post, "head_of_state") ||
               rpt_str_is(post, "supreme_leader");
    if (rpt_str_is(kind, "minister"))
        return post.len > 9 && memcmp(post.p + post.len - 8, "minister", 8) == 0 &&
               !rpt_str_is(post, "prime_minister");
    return rpt_str_equal(kind, post);
}

/** Those persons of the document who bear such a post of the state. */
static void add_bearers(rpt_referring *f, rpt_few *to, uint32_t state, rpt_str kind) {
    uint32_t link = rpt_multimap_first(&f->persons_of, state);
    for (uint32_t i = 0; link && i < RPT_CHAIN_MAX; i++, link = f->persons_of.links.at[link].next) {
        if (may_bear(f, f->persons_of.links.at[link].value, kind))
            rpt_few_add(to, f->persons_of.links.at[link].value);
    }
}

/** `the leaders of X and Y`, `the two ministers`, `the heads of state`: the persons and their states. */
/** The two persons spoken of last, within three sentences, none of whom is known to bear another post. */
static void last_two(const rpt_referring *f, rpt_few *to, rpt_str kind) {
    rpt_few back = {0};
    for (uint32_t i = f->spoken.n; back.n < 2 && i > 1 && f->spoken.n - i < 60; i--) {
        const rpt_spoken *s = &f->spoken.at[i - 1];
        if (s->sentence + 3 < f->sentence) return;
        if (rpt_type_of(f, s->entity) != RPT_PER) continue;
        if (kind.len && s->entity < f->entities && f->kind[s->entity].len && !may_bear(f, s->entity, kind))
            return;
        rpt_few_add(&back, s->entity);
    }
    for (uint32_t i = back.n; back.n == 2 && i > 0; i--) rpt_few_add(to, back.at[i - 1]);
}

/** `the BRICS leaders`, `the G7 countries`: those members that the document names, in place of the group. */
static void open_groups(rpt_referring *f, rpt_few *named) {
    rpt_few opened = {0};
    for (uint32_t i = 0; i < named->n; i++) {
        const rpt_document *d = f->w->d;
        const rpt_mention *m = &d->mentions.at[d->entities.at[named->at[i]].mention];
        rpt_str members = {0};
        rpt_few found = {0};
        if (m->entity == named->at[i] && rpt_phrase_has(f->w, m->first, m->end, RPT_RC_GROUP, &members) != m->end - m->first) members.len = 0;
        while (members.len) {
            const uint32_t state = rpt_state_entity(f, rpt_str_cut(&members, ' '));
            if (state && f->w->d->entities.at[state].mention) rpt_few_add(&found, state);
        }
        if (found.n > 1) rpt_few_join(&opened, &found);
        else rpt_few_add(&opened, named->at[i]);
    }
    *named = opened;
}

static void resolve_posts(rpt_referring *f, noun *n) {
    rpt_few *to = &n->p.targets;
    rpt_str kind = {0};
    for (uint32_t i = n->head; i < n->head_end && !kind.len; i++) {
        rpt_phrase_has(f->w, i, n->head_end, RPT_RC_POSTS_NOUN, &kind);
        n->deputy |= rpt_word_at(f, i, "deputy") || rpt_word_at(f, i, "vice");
    }
    n->p.kind = RPT_REF_POST;
    if (n->our && n->p.end > n->head_end) rpt_few_join(&n->named, &f->sides);
    if (n->named.n) {
        open_groups(f, &n->named);
        for (uint32_t k = 0; k < n->named.n && !n->deputy; k++) add_bearers(f, to, n->named.at[k], kind);
        rpt_few_join(to, &n->named);
        n->p.score = 0.85f;
        return;
    }
    if (!n->the && !n->this && !n->count) return;
    rpt_few persons = {0};
    if (!kind.len || n->deputy) {
        if (f->sides.n == 2 || f->sides.n == n->count) add_all_sides(f, n);
        n->p.score = 0.4f;
        return;
    }
    const rpt_few *list = last_list(f, n, RPT_PER, 6);
    for (uint32_t i = 0; i < f->principals.n; i++) {
        if (may_bear(f, f->principals.at[i], kind)) rpt_few_add(&persons, f->principals.at[i]);
    }
    if (persons.n < 2 || (n->count && persons.n != n->count)) {
        const uint32_t size = f->principals.n;
        bool fit = true; /* one who bears another post is not meant: who is, remains open */
        for (uint32_t i = 0; i < size; i++) {
            const uint32_t person = f->principals.at[i];
            if (person < f->entities && f->kind[person].len && !may_bear(f, person, kind)) fit = false;
        }
        if (!fit && !list && n->count != 2) return;
        if (fit && size > 1 && (!n->count || n->count == size)) persons = f->principals;
        else if (list) persons = *list;
        else if (n->count == 2)
            persons.n = 0, last_two(f, &persons, rpt_word_at(f, n->head, "leaders") ? (rpt_str){0} : kind);
        if (persons.n < 2) return;
    }
    rpt_few_join(to, &persons);
    add_states_of(f, to, &persons);
    n->p.score = 0.6f;
}

/** The state named last within four sentences, that is not `own`. */
static uint32_t state_before(const rpt_referring *f, uint32_t own) {
    for (uint32_t i = f->spoken.n; i > 1 && f->spoken.n - i < 60; i--) {
        const rpt_spoken *s = &f->spoken.at[i - 1];
        if (s->sentence + 4 < f->sentence) return 0;
        if (s->entity != own && rpt_is_state(f, s->entity)) return s->entity;
    }
    return 0;
}

static void resolve_sides(rpt_referring *f, noun *n) {
    n->p.score = 0.6f;
    if (n->named.n) {
        open_groups(f, &n->named);
        n->p.targets = n->named;
        return;
    }
    if (n->our) {
        const uint32_t own = rpt_side_of(f, rpt_speaker_now(f));
        if (f->sides.n > 3 && own && !n->count) { /* one by one with many: the one spoken of now */
            rpt_few_add(&n->p.targets, own);
            rpt_few_add(&n->p.targets, state_before(f, own));
        } else if (f->sides.n > 1) {
            add_all_sides(f, n);
        } else {
            rpt_few_add(&n->p.targets, own);
        }
        return;
    }
    if (n->this || n->their) {
        const rpt_few *l = last_list(f, n, RPT_GPE, 3);
        if (l) n->p.targets = *l;
        return;
    }
    if (n->the || n->count) {
        const rpt_few *l = n->count ? last_list(f, n, RPT_GPE, 2) : NULL;
        if (f->sides.n > 1 &&
            (!n->count || n->count == f->sides.n || (n->count > 1 && n->count + 1 == f->sides.n && !l)))
            add_all_sides(f, n);
        else if (l) n->p.targets = *l;
    }
}

/** Whose `his country` is: the first person or state of the sentence so far, else the person before. */
static uint32_t owner_side(rpt_referring *f) {
    const uint32_t owner = rpt_focus_subject(f, 1u << RPT_PER | 1u << RPT_GPE, 0);
    return rpt_side_of(f, owner ? owner : rpt_focus_subject(f, 1u << RPT_PER, 1));
}

/** `the country`, `the republic`: the state named last that is not the speaker's own; `our country`: that
 * one. */
static void resolve_state(rpt_referring *f, noun *n) {
    const uint32_t own = rpt_side_of(f, rpt_speaker_now(f));
    n->p.score = 0.55f;
    if (n->our) {
        rpt_few_add(&n->p.targets, own);
        return;
    }
    if (n->their) {
        rpt_few_add(&n->p.targets, owner_side(f));
        return;
    }
    if (!n->the && !n->this) return;
    const uint32_t other = state_before(f, own);
    if (!other) n->p.score = 0.4f; /* who speaks of no other state speaks of his own */
    rpt_few_add(&n->p.targets, other ? other : own);
}

static void resolve_region(rpt_referring *f, noun *n) {
    if (n->named.n || (!n->the && !n->this)) return;
    n->p.score = 0.5f;
    const uint32_t near = rpt_focus_last(f, 1u << RPT_LOC, n->this ? 1 : 3);
    rpt_few_add(&n->p.targets, f->region && !(n->this && near) ? f->region : near);
}

/** `the Syrian government`, `the Moldovan leadership`, `our side`: the state. */
static void resolve_government(rpt_referring *f, noun *n) {
    n->p.score = 0.7f;
    if (n->named.n) n->p.targets = n->named;
    else if (n->our) {
        const uint32_t side = rpt_side_of(f, rpt_speaker_now(f));
        rpt_few_add(&n->p.targets, side ? side : f->own);
    }
}

/** `my counterpart, Dmytro Kuleba`: the person named with it; else the other principal, or the state before
 * it. */
static void resolve_colleague(rpt_referring *f, noun *n) {
    const rpt_document *d = f->w->d;
    const uint32_t speaker = rpt_speaker_now(f);
    n->p.score = 0.6f;
    uint32_t at = n->p.end;
    if (rpt_word_at(f, at, ",")) at++;
    const uint32_t m = at < d->tokens.n ? f->mention_at[at] : 0;
    if (m && d->mentions.at[m].type == RPT_PER) {
        rpt_few_add(&n->p.targets, d->mentions.at[m].entity);
        return;
    }
    if (n->named.n) { /* `his Georgian counterpart`: the principal of that state, if there is one */
        for (uint32_t i = 0; i < f->principals.n; i++) {
            if (rpt_side_of(f, f->principals.at[i]) == n->named.at[0])
                rpt_few_add(&n->p.targets, f->principals.at[i]);
        }
        rpt_few_join(&n->p.targets, &n->named);
        return;
    }
    if (!n->our || f->principals.n != 2) return;
    for (uint32_t i = 0; i < f->principals.n; i++) {
        if (speaker && f->principals.at[i] != speaker) rpt_few_add(&n->p.targets, f->principals.at[i]);
    }
}

/** `the co-chairs`, `the guarantor states`: the list that the document ties to the role. */
static void resolve_role(rpt_referring *f, noun *n) {
    const uint64_t key = rpt_word_key(f->w, n->head);
    const uint32_t link = rpt_multimap_first(&f->roles, key);
    n->p.score = 0.7f;
    if (!link) return;
    const uint32_t list = f->roles.links.at[link].value;
    for (uint32_t i = 0; i < n->named.n && list < f->role_lists.n; i++) { /* the co-chairs of another body */
        if (rpt_type_of(f, n->named.at[i]) == RPT_ORG && f->role_lists.at[list].body &&
            f->role_lists.at[list].body != n->named.at[i]) {
            n->p.targets = n->named;
            return;
        }
    }
    if (list < f->role_lists.n && (!n->count || n->count == f->role_lists.at[list].of.n))
        n->p.targets = f->role_lists.at[list].of;
}

/** `the bridge`, `this organisation`, `the agreement`: by head noun, else the last of its type. */
static void resolve_thing(rpt_referring *f, noun *n, uint8_t type) {
    const uint32_t same = rpt_focus_head(
                       f, n->head,
                       type == RPT_EVT && !rpt_is(f, n->head, RPT_RC_BIT(CONFLICT_HEAD)) ? 6 : 24),
                   near = n->this ? rpt_focus_last(f, 1u << type, 2) : 0;
    if (type == RPT_AGR && f->agreement && n->p.first >= f->first + 3 &&
        rpt_word_at(f, n->p.first - 1, "a") && rpt_word_at(f, n->p.first - 3, "text")) {
        n->p.score = 0.8f; /* `the text of a communiqué issued by` */
        rpt_few_add(&n->p.targets, f->agreement);
        return;
    }
    if (n->named.n || (!n->the && !n->this) || n->our) return;
    if (type == RPT_AGR && f->agreement && (n->following || (n->this && !same))) {
        n->p.score = 0.8f;
        rpt_few_add(&n->p.targets, f->agreement);
        return;
    }
    n->p.score = same ? 0.7f : n->this ? 0.5f : 0.35f;
    if (near) rpt_few_add(&n->p.targets, near);
    else if (same && (rpt_type_of(f, same) == type || type == RPT_LOC || type == RPT_ORG))
        rpt_few_add(&n->p.targets, same);
    else if (type == RPT_AGR || n->this)
        rpt_few_add(&n->p.targets, rpt_focus_last(f, 1u << type, n->this ? 3 : 2));
}

static void resolve(rpt_referring *f, noun *n, uint64_t bits) {
    if (n->open && !n->named.n && !n->our && !n->count) return;
    if (bits & RPT_RC_BIT(POSTS_NOUN)) resolve_posts(f, n);
    else if (bits & RPT_RC_BIT(ROLE_NOUN)) resolve_role(f, n);
    else if (bits & RPT_RC_BIT(COLLEAGUE)) resolve_colleague(f, n);
    else if (bits & RPT_RC_BIT(SIDES_NOUN)) resolve_sides(f, n);
    else if (bits & RPT_RC_BIT(GOVERNMENT_NOUN)) resolve_government(f, n);
    else if (bits & RPT_RC_BIT(STATE_NOUN)) resolve_state(f, n);
    else if (bits & RPT_RC_BIT(REGION_NOUN)) resolve_region(f, n);
    else if (bits & RPT_RC_BIT(AGREEMENT_NOUN)) resolve_thing(f, n, RPT_AGR);
    else if (bits & RPT_RC_BIT(EVENT_NOUN)) resolve_thing(f, n, RPT_EVT);
    else if (bits & RPT_RC_BIT(PLACE_NOUN)) resolve_thing(f, n, RPT_LOC);
    else if (bits & RPT_RC_BIT(BODY_NOUN)) resolve_thing(f, n, RPT_ORG);
}

rpt_phrase rpt_read_noun(rpt_referring *f, uint32_t token) {
    const bool phrase = f->phrase[token] & ANY_NOUN;
    const uint64_t bits = phrase ? f->phrase[token] : f->word[token];
    if (!(bits & ANY_NOUN)) return (rpt_phrase){0};
    noun n = {.head = token, .head_end = token + (phrase ? f->words[token] : 1)};
    if (n.head_end > f->end) return (rpt_phrase){0};
    n.p = (rpt_phrase){token, n.head_end, RPT_REF_NOUN, 0, 0, {{0}, 0}};
    read_left(f, &n);
    read_right(f, &n, !(bits & RPT_RC_BIT(STATE_NOUN)));
    resolve(f, &n, bits);
    return n.p;
}

rpt_phrase rpt_read_adjective(rpt_referring *f, uint32_t token) {
    rpt_str qid;
    const uint32_t len = rpt_phrase_has(f->w, token, f->end, RPT_RC_DEMONYM, &qid);
    rpt_phrase p = {0};
    if (!len || !(f->w->d->tokens.at[token].flags & RPT_T_UPPER)) return p;
    p = (rpt_phrase){token, token + len, RPT_REF_ADJECTIVE, 0.95f, 0, {{0}, 0}};
    rpt_few_add(&p.targets, rpt_state_entity(f, qid));
    return p;
}

/* -- Posts ------------------------------------------------------------------------------------- */

rpt_phrase rpt_read_post(rpt_referring *f, uint32_t post) {
    const rpt_post *p = &f->w->d->posts.at[post];
    noun n = {.head = p->first, .head_end = p->end};
    n.p = (rpt_phrase){p->first, p->end, RPT_REF_POST, 0.7f, post, {{0}, 0}};
    read_left(f, &n);
    read_right(f, &n, p->plural);
    if (p->of && !n.named.n) rpt_few_add(&n.named, f->w->d->mentions.at[p->of].entity);
    if (p->plural) {
        for (uint32_t i = p->first; i < p->end; i++) {
            if (!rpt_is(f, i, RPT_RC_BIT(ROLE_NOUN))) continue;
            n.head = i;
            resolve_role(f, &n);
            return n.p;
        }
        resolve_posts(f, &n);
        return n.p;
    }
    uint32_t side = n.named.n ? n.named.at[0] : 0;
    if (!side) side = rpt_state_of_wording(f, p);
    if (!side && n.our) side = rpt_side_of(f, rpt_speaker_now(f));
    const bool owner = p->end < f->end && f->w->d->tokens.at[p->end].flags & RPT_T_POSSESSIVE;
    const uint32_t borne = side ? 0 : rpt_side_of_bearer(f, p->first);
    if (borne) {
        rpt_few_add(&n.p.targets, borne);
        return n.p;
    }
    if (!side && !n.the && !n.their && !owner) return (rpt_phrase){0};
    rpt_str kind = f->w->post_kind[post], value = {0};
    if (!side && rpt_phrase_has(f->w, p->first, p->end, RPT_RC_SHORT_POST, &value) == p->end - p->first) {
        kind = rpt_str_cut(&value, ' '); /* `the Secretary` */
        side = rpt_state_entity(f, value);
    }
    if (rpt_str_is(kind, "head_of_state")) kind = RPT_LIT("president");
    uint32_t person = 0;
    if (!side && n.the && kind.len && f->host && f->host != rpt_speaker_now(f) &&
        rpt_str_equal(f->kind[f->host], kind))
        person = f->host;
    if (!person) person = rpt_bearer_of(f, p, kind, side);
    if (!person && side) person = rpt_holder_on_day(f, kind, side);
    if (!person && !side) {
        n.p.score = 0.4f;
        return n.p;
    }
    rpt_few_add(&n.p.targets, person);
    rpt_few_add(&n.p.targets, side ? side : rpt_side_of(f, person));
    for (uint32_t i = 1; i < n.named.n; i++) rpt_few_add(&n.p.targets, n.named.at[i]);
    return n.p;
}
