/* SPDX-License-Identifier: ISC */
/*
 * The walk that finds phrases which stand for entities without naming them. In: sentences, mentions with
 * entities, posts, the frame of context.c. Out: references with targets, sorted, not overlapping (the
 * outermost phrase wins), and posts[].adjective. What a reference stands for counts as spoken of.
 */
#include "resolve/referring.h"

#define LEAST_SCORE 0.3f
#define QUIET (RPT_RC_BIT(FIRST) | RPT_RC_BIT(FIRST_PLURAL) | RPT_RC_BIT(SECOND))

static uint32_t push_reference(rpt_referring *f, const rpt_phrase *p) {
    rpt_document *d = f->w->d;
    rpt_reference *r = RPT_PUSH(d->arena, d->references);
    const rpt_token *last = &d->tokens.at[p->end - 1];
    r->span = (rpt_span){d->tokens.at[p->first].begin, last->begin + last->len};
    r->first = p->first;
    r->end = p->end;
    r->kind = p->kind;
    r->type = rpt_type_of(f, p->targets.at[0]);
    r->target = d->targets.n;
    r->targets = p->targets.n;
    r->score = p->score;
    r->post = p->post;
    for (uint32_t i = 0; i < p->targets.n; i++) *RPT_PUSH(d->arena, d->targets) = p->targets.at[i];
    return d->references.n - 1;
}

/** Takes the phrase if it stands for something; smaller phrases inside it give way. The token to go on with.
 */
static uint32_t take(rpt_referring *f, const rpt_phrase *p, uint32_t token) {
    rpt_document *d = f->w->d;
    if (!p->end || !p->targets.n || p->score < LEAST_SCORE) return token + 1;
    while (d->references.n > 1 && d->references.at[d->references.n - 1].first >= p->first) {
        d->targets.n = d->references.at[d->references.n - 1].target;
        d->references.n--;
    }
    if (d->references.n > 1 && d->references.at[d->references.n - 1].end > p->first) return token + 1;
    push_reference(f, p);
    for (uint32_t i = token; i < p->end; i++) {
        const uint32_t m = f->mention_at[i];
        if (m && d->mentions.at[m].first == i) rpt_focus_mention(f, m);
    }
    /* `I`, `we` and adjectives do not become what `it` or `they` takes up. */
    const bool quiet =
        p->kind == RPT_REF_ADJECTIVE || (p->kind == RPT_REF_PRONOUN && f->word[p->first] & QUIET);
    for (uint32_t i = 0; !quiet && i < p->targets.n; i++) rpt_focus_say(f, p->targets.at[i], p->first);
    rpt_few alike = {0}; /* persons, not counting their states */
    for (uint32_t i = 0; i < p->targets.n; i++) {
        if (rpt_type_of(f, p->targets.at[i]) == rpt_type_of(f, p->targets.at[0]))
            rpt_few_add(&alike, p->targets.at[i]);
    }
    if (!quiet && alike.n > 1) rpt_focus_list(f, &p->targets);
    return p->end > token ? p->end : token + 1;
}

/** A minister, president or ambassador is of no office or bureau, though it may be the one that writes. */
static bool is_of_state(rpt_str kind) {
    static const char *const kinds[] = {"president", "monarch", "ambassador", "head_of_state", "vice_president"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (rpt_str_is(kind, kinds[i])) return true;
    }
    return kind.len > 8 && !memcmp(kind.p + kind.len - 8, "minister", 8);
}

/** Of a post without a state: the page's own side, but where the table knows another bearer there; then the
 * only other. */
static uint32_t side_by_default(const rpt_referring *f, uint32_t post, uint32_t holder) {
    const rpt_document *d = f->w->d;
    rpt_tenure t[8];
    const rpt_str kind = f->w->post_kind[post];
    if (f->seat && is_of_state(kind) && !rpt_str_is(kind, "ambassador")) return f->seat;
    const uint32_t of = f->own ? d->entities.at[f->own].entry : 0;
    const uint32_t n =
        of && d->date.iso.len
            ? rpt_gazetteer_holders(f->w->r->gazetteer, f->w->post_kind[post], of, d->date.from, t, 8)
            : 0;
    bool other = n > 0;
    for (uint32_t i = 0; i < n; i++) {
        const rpt_str name = rpt_gazetteer_entry(f->w->r->gazetteer, t[i].person).name;
        if (!t[i].person || t[i].person == d->entities.at[holder].entry ||
            rpt_sound_like(d->entities.at[holder].name, name))
            other = false;
    }
    if (!other) return f->own && !rpt_is_state(f, f->own) && is_of_state(f->w->post_kind[post]) ? 0 : f->own;
    return f->sides.n != 2 ? 0 : f->sides.at[0] == f->own ? f->sides.at[1] : f->sides.at[0];
}

/** `Foreign Minister Lavrov`, `Russian Foreign Minister Lavrov`: what the post is of, where no name says it.
 */
/** `The Russian delegation included Minister N. N.`: the side that the sentence has named before; 0 = none. */
static uint32_t side_of_delegation(const rpt_referring *f) {
    const rpt_document *d = f->w->d;
    for (uint32_t i = d->references.n; i-- > 1 && d->references.at[i].first >= f->first;) {
        const rpt_reference *r = &d->references.at[i];
        if (r->targets != 1 || r->kind == RPT_REF_PRONOUN || r->end >= f->end) continue;
        const uint32_t head = r->kind == RPT_REF_ADJECTIVE ? r->end : r->end - 1;
        if (rpt_word_at(f, head, "delegation") || rpt_word_at(f, head, "side")) return d->targets.at[r->target];
    }
    return 0;
}

static void take_borne_post(rpt_referring *f, uint32_t post) {
    rpt_document *d = f->w->d;
    rpt_post *p = &d->posts.at[post];
    if (p->of || p->adjective) return;
    const rpt_reference *last = &d->references.at[d->references.n - 1];
    if (d->references.n > 1 && last->kind == RPT_REF_ADJECTIVE && last->end <= p->first &&
        last->end + 1 >= p->first && last->first >= f->first) {
        p->adjective = d->references.n - 1;
        return;
    }
    const uint32_t holder = d->mentions.at[p->holder].entity;
    uint32_t side = rpt_state_of_wording(f, p);
    if (!side) side = rpt_side_of_tenure(f, post, holder);
    const bool of_body = rpt_str_is(f->w->post_kind[post], "secretary_general"); /* his country is not what he is of */
    if (!side && !of_body) side = rpt_side_of(f, holder);
    rpt_str value = {0};
    if (!side && rpt_phrase_has(f->w, p->first, p->end, RPT_RC_SHORT_POST, &value) == p->end - p->first) {
        rpt_str_cut(&value, ' ');
        side = rpt_state_entity(f, value);
    }
    if (!side) side = side_of_delegation(f);
    if (!side && !of_body && f->w->post_kind[post].len) side = side_by_default(f, post, holder);
    if (!side || (d->references.n > 1 && last->end > p->first)) return;
    rpt_phrase phrase = {p->first, p->end, RPT_REF_POST, 0.7f, post, {{side}, 1}};
    p->adjective = push_reference(f, &phrase);
}

static uint32_t read_post_at(rpt_referring *f, uint32_t token) {
    const uint32_t post = f->post_at[token];
    const rpt_post *p = &f->w->d->posts.at[post];
    if (p->first != token) return token + 1;
    if (p->holder) {
        take_borne_post(f, post);
        return p->end;
    }
    const rpt_phrase phrase = rpt_read_post(f, post);
    const uint32_t next = take(f, &phrase, token);
    return next > p->end ? next : p->end;
}

/** `co-chaired by X and Y`, `its co-chairs X, Y and Z`, `X and Y as guarantors`: the list of a role. */
static void tie_role(rpt_referring *f, uint32_t token) {
    const rpt_document *d = f->w->d;
    const uint64_t key = rpt_word_key(f->w, token);
    rpt_few list = {0};
    uint32_t at = token + 1;
    while (at < f->end && at < token + 4 && !f->mention_at[at] &&
           (rpt_word_at(f, at, "by") || rpt_word_at(f, at, ",") || rpt_word_at(f, at, "of") ||
            rpt_word_at(f, at, "the") || rpt_word_at(f, at, ":") || rpt_word_at(f, at, "(")))
        at++;
    while (at < f->end) {
        const uint32_t m = f->mention_at[at];
        if (m && d->mentions.at[m].type == RPT_GPE)
            rpt_few_add(&list, d->mentions.at[m].entity), at = d->mentions.at[m].end;
        else if (!m && list.n + 1 &&
                 (rpt_word_at(f, at, ",") || rpt_word_at(f, at, "and") || rpt_word_at(f, at, "the")))
            at++;
        else break;
    }
    const bool as = token > f->first && (rpt_word_at(f, token - 1, "as") || rpt_word_at(f, token - 1, ","));
    const rpt_listed *before = list.n < 2 && as ? rpt_focus_last_list(f, RPT_GPE, 0) : NULL;
    if (before) list = before->of;
    const uint32_t known = rpt_multimap_first(&f->roles, key);
    if (list.n < 2 || (known && f->role_lists.at[f->roles.links.at[known].value].of.n >= list.n)) return;
    const uint32_t body = rpt_focus_last(f, 1u << RPT_ORG | 1u << RPT_EVT, 0);
    *RPT_PUSH(f->w->arena, f->role_lists) = (rpt_listed){list, f->sentence, body, RPT_GPE};
    rpt_multimap_add(&f->roles, f->w->arena, key, f->role_lists.n - 1);
}

/** `Armenians`, `the Syrians`: a people stands for its state. */
static rpt_phrase read_people(rpt_referring *f, uint32_t token) {
    rpt_str qid;
    rpt_phrase p = {0};
    const uint32_t len = rpt_phrase_has(f->w, token, f->end, RPT_RC_PEOPLE, &qid);
    if (!len || !qid.len) return p;
    const bool the = token > f->first && rpt_is(f, token - 1, RPT_RC_BIT(THE));
    p = (rpt_phrase){token - the, token + len, RPT_REF_NOUN, 0.6f, 0, {{0}, 0}};
    rpt_few_add(&p.targets, rpt_state_entity(f, qid));
    return p;
}

static uint32_t read_token(rpt_referring *f, uint32_t token) {
    const uint32_t m = f->mention_at[token];
    if (m) {
        rpt_focus_mention(f, m);
        return f->w->d->mentions.at[m].end > token ? f->w->d->mentions.at[m].end : token + 1;
    }
    if (f->post_at[token]) return read_post_at(f, token);
    if (!f->word[token] && !f->phrase[token]) return token + 1;
    rpt_phrase p = rpt_read_noun(f, token);
    if (!p.targets.n && f->word[token]) p = rpt_read_pronoun(f, token);
    if (!p.targets.n && f->word[token] & RPT_RC_BIT(DEMONYM)) p = rpt_read_adjective(f, token);
    if (!p.targets.n && !(f->word[token] & RPT_RC_BIT(DEMONYM)) && f->phrase[token] & RPT_RC_BIT(DEMONYM))
        p = rpt_read_adjective(f, token);
    if (!p.targets.n && (f->word[token] | f->phrase[token]) & RPT_RC_BIT(PEOPLE)) p = read_people(f, token);
    return take(f, &p, token);
}

/** A first reading for the roles alone: `the co-chairs` may be spoken of before they are named. */
static void read_roles(rpt_referring *f) {
    const rpt_document *d = f->w->d;
    for (uint32_t i = 0; i < d->sentences.n; i++) {
        f->sentence = i;
        f->first = d->sentences.at[i].first;
        f->end = d->sentences.at[i].end;
        for (uint32_t k = f->first; k < f->end; k++) {
            const uint32_t m = f->mention_at[k];
            if (m && d->mentions.at[m].first == k) rpt_focus_mention(f, m);
            if (!m && rpt_is(f, k, RPT_RC_BIT(ROLE_NOUN) | RPT_RC_BIT(ROLE_TIE))) tie_role(f, k);
        }
    }
    f->spoken.n = f->lists.n = 1; /* the walk proper starts afresh */
    rpt_multimap_init(&f->heads, f->w->arena);
}

void rpt_resolve_references(rpt_resolving *w) {
    rpt_document *d = w->d;
    rpt_referring *f = rpt_arena_alloc(w->arena, sizeof *f);
    f->w = w;
    rpt_read_context(f);
    if (f->own && rpt_is_state(f, f->own) && w->names.n) rpt_link_own_bodies(w, f->own);
    rpt_focus_open(f);
    read_roles(f);
    for (uint32_t i = 0, before = 0; i < d->sentences.n; i++) {
        const rpt_sentence *s = &d->sentences.at[i];
        f->sentence = i;
        f->first = before;
        for (uint32_t k = before; k < s->first; k++) { /* labels of speakers stand between sentences */
            const uint32_t post = f->post_at[k];
            if (post && d->posts.at[post].first == k && d->posts.at[post].holder) take_borne_post(f, post);
        }
        before = s->end;
        f->first = s->first;
        f->end = s->end;
        f->turn = d->blocks.at[s->block].turn;
        f->he = 0;
        for (uint32_t k = s->first; k < s->end;) k = read_token(f, k);
    }
}
