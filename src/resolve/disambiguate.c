/* SPDX-License-Identifier: ISC */
/*
 * Entities -> gazetteer entries, or NIL. Candidates are the entries that bear one of the entity's names; each
 * is weighed by how it bears it, its prior, its state and whether the document speaks of that state, and for
 * persons by the post that the text gives them and who held it on the document's day. Places first, as they
 * are the context of the rest. A link has a score and its margin over the next; below the threshold there is
 * none.
 */
#include "resolve/parts.h"

typedef struct {
    uint32_t entry;
    float score;
} weighed;

enum { MOST_CANDIDATES = 32 };

typedef struct {
    rpt_resolving *w;
    rpt_multimap names;  ///< entity -> its written forms
    rpt_multimap states; ///< hash of a state's QID -> 1: the document speaks of it
    rpt_multimap posts;  ///< entity of a holder -> index into posts
    rpt_multimap linked; ///< gazetteer entry -> entity
    rpt_multimap
        office; ///< a last name by sound -> entry of who is in office on the day in a state or body spoken of
    weighed best[MOST_CANDIDATES];
    uint32_t n;
} linker;

#define THRESHOLD 0.5f

static int32_t document_day(const rpt_document *d) { return d->date.iso.len ? d->date.from : INT32_MIN; }

static bool speaks_of(const linker *l, rpt_str qid) {
    return qid.len && rpt_multimap_first(&l->states, rpt_hash(qid));
}

static void speak_of(linker *l, rpt_str qid) {
    if (qid.len && !speaks_of(l, qid)) rpt_multimap_add(&l->states, l->w->arena, rpt_hash(qid), 1);
}

static void list_names(linker *l) {
    rpt_resolving *w = l->w;
    rpt_multimap pairs;
    rpt_multimap_init(&pairs, w->arena);
    for (uint32_t i = 1; i < w->d->mentions.n; i++) {
        const uint32_t entity = w->d->mentions.at[i].entity, name = w->name_of[i];
        const uint64_t pair = (uint64_t)entity << 32 | name;
        if (rpt_multimap_first(&pairs, pair)) continue;
        rpt_multimap_add(&pairs, w->arena, pair, 1);
        rpt_multimap_add(&l->names, w->arena, entity, name);
    }
}

static void list_states(linker *l) {
    const rpt_document *d = l->w->d;
    for (uint32_t i = 0; i < d->tokens.n; i++) {
        rpt_str qid;
        if (!(d->tokens.at[i].flags & RPT_T_UPPER)) continue;
        const uint32_t len = rpt_phrase_has(l->w, i, i + 3, RPT_RC_DEMONYM, &qid);
        if (len) speak_of(l, qid);
    }
}

static void list_posts(linker *l) {
    const rpt_document *d = l->w->d;
    for (uint32_t i = 1; i < d->posts.n; i++) {
        const uint32_t holder = d->posts.at[i].holder;
        if (holder && holder < d->mentions.n)
            rpt_multimap_add(&l->posts, l->w->arena, d->mentions.at[holder].entity, i);
    }
}

static float *weight_of(linker *l, uint32_t entry) {
    for (uint32_t i = 0; i < l->n; i++) {
        if (l->best[i].entry == entry) return &l->best[i].score;
    }
    if (l->n == MOST_CANDIDATES) return NULL;
    l->best[l->n] = (weighed){entry, 0};
    return &l->best[l->n++].score;
}

/** Entries that bear a form. Surnames alone weigh little. */
static void add_bearers(linker *l, uint32_t node, const rpt_entity *e, uint32_t words, bool caps,
                        float weight) {
    uint32_t n = 0;
    const rpt_alias *a = node ? rpt_gazetteer_aliases(l->w->r->gazetteer, node, &n) : NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (a[i].flags & RPT_ALIAS_ADJECTIVE || (a[i].flags & RPT_ALIAS_CAPS && !caps)) continue;
        const rpt_entry x = rpt_gazetteer_entry(l->w->r->gazetteer, a[i].entry);
        if (!rpt_types_agree(x.type, e->type)) continue;
        float *sum = weight_of(l, a[i].entry);
        const bool surname = a[i].flags & RPT_ALIAS_SURNAME;
        const float now =
            surname ? weight * (words > 1 ? 0.6f : 0.3f) : weight; /* `Ben Gurion` tells more than `Smith` */
        if (sum) *sum = *sum > now ? *sum + 0.05f : now + (*sum > 0 ? 0.05f : 0);
    }
}

/** The node of a person's first and last part, where what stands between is not in the tables. */
static uint32_t node_of_ends(const linker *l, const rpt_mention *m) {
    const rpt_document *d = l->w->d;
    uint32_t first = m->first, last = m->end - 1;
    while (first < last && d->tokens.at[first].flags & (RPT_T_PUNCT | RPT_T_ABBREV)) first++;
    while (last > first &&
           (d->tokens.at[last].flags & RPT_T_PUNCT || rpt_token_has(l->w, last, RPT_RC_SUFFIX, NULL)))
        last--;
    if (last <= first + 0 || (last == first + 1 && m->end == m->first + 2)) return 0;
    const uint32_t node = rpt_gazetteer_step(l->w->r->gazetteer, 0, d->tokens.at[first].hash);
    return node ? rpt_gazetteer_step(l->w->r->gazetteer, node, d->tokens.at[last].hash) : 0;
}

/** `Outer Space Treaty of 1967`: the name before its date. */
static uint32_t node_before_date(const linker *l, const rpt_mention *m) {
    const rpt_document *d = l->w->d;
    uint32_t node = 0, best = 0, n, end = m->first;
    for (uint32_t i = m->first; i < m->end; i++) {
        node = rpt_gazetteer_step(l->w->r->gazetteer, node, d->tokens.at[i].hash);
        if (!node) break;
        rpt_gazetteer_aliases(l->w->r->gazetteer, node, &n);
        if (n) best = node, end = i + 1;
    }
    if (end < m->first + 2 || end >= m->end) return 0;
    return rpt_token_has(l->w, end, RPT_RC_DATE_BEFORE, NULL) || d->tokens.at[end].flags & RPT_T_NUMBER ? best
                                                                                                        : 0;
}

/** `Armenian Ministry of Defence` is looked up as `Ministry of Defence of Armenia`. */
static uint32_t node_with_state_last(const linker *l, const rpt_mention *m) {
    rpt_str qid;
    const uint32_t len = rpt_phrase_has(l->w, m->first, m->end, RPT_RC_DEMONYM, &qid);
    const uint32_t state = len ? rpt_gazetteer_by_qid(l->w->r->gazetteer, qid) : 0;
    if (!state || m->first + len >= m->end) return 0;
    const rpt_str name = rpt_gazetteer_entry(l->w->r->gazetteer, state).name;
    const rpt_span rest = {l->w->d->tokens.at[m->first + len].begin, m->span.end};
    const rpt_str s = rpt_document_slice(l->w->d, rest);
    return rpt_gazetteer_find(l->w->r->gazetteer,
                              rpt_arena_printf(l->w->arena, "%.*s of %.*s", RPT_FMT(s), RPT_FMT(name)));
}

/** Does an entry's name share a word of some length with the mention? */
static bool shares_word(const rpt_resolving *w, const rpt_mention *m, rpt_str name) {
    for (uint32_t i = m->first; i < m->end; i++) {
        const rpt_str word = rpt_token_text(w->d, &w->d->tokens.at[i]);
        if (word.len > 3 && name.len >= word.len && memmem(name.p, name.len, word.p, word.len)) return true;
    }
    return false;
}

/** `World Health Assembly (WHA)`: a full form that no row bears must fit what its acronym alone would be. */
static void drop_foreign_acronyms(linker *l, uint32_t entity) {
    const rpt_resolving *w = l->w;
    const rpt_mention *full = NULL;
    bool known = false;
    if (w->d->entities.at[entity].type == RPT_PER || !l->n) return;
    uint32_t link = rpt_multimap_first(&l->names, entity);
    for (uint32_t i = 0; link && i < RPT_CHAIN_MAX; i++, link = l->names.links.at[link].next) {
        const rpt_name *n = &w->names.at[l->names.links.at[link].value];
        const rpt_mention *m = &w->d->mentions.at[n->mention];
        if (!n->caps && (n->node || n->entry)) known = true;
        if (!n->caps && m->end - m->first > 2) full = m;
    }
    if (known || !full) return;
    uint32_t to = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        if (!shares_word(w, full, rpt_gazetteer_entry(w->r->gazetteer, l->best[i].entry).name)) continue;
        l->best[to++] = l->best[i];
    }
    l->n = to;
}

static void add_candidates(linker *l, uint32_t entity) {
    rpt_resolving *w = l->w;
    const rpt_entity *e = &w->d->entities.at[entity];
    l->n = 0;
    uint32_t link = rpt_multimap_first(&l->names, entity);
    for (uint32_t i = 0; link && i < RPT_CHAIN_MAX; i++, link = l->names.links.at[link].next) {
        const rpt_name *n = &w->names.at[l->names.links.at[link].value];
        const rpt_mention *m = &w->d->mentions.at[n->mention];
        const bool caps = rpt_mention_is_caps(w, m);
        if (n->node) add_bearers(l, n->node, e, m->end - m->first, caps, 0.6f);
        if (n->entry && !n->node) *weight_of(l, n->entry) += 0.5f;
        if (l->n || n->node) continue;
        if (e->type == RPT_PER) add_bearers(l, node_of_ends(l, m), e, 2, true, 0.5f);
        if (e->type == RPT_ORG) add_bearers(l, node_with_state_last(l, m), e, 2, true, 0.5f);
        if (e->type == RPT_AGR) add_bearers(l, node_before_date(l, m), e, 2, true, 0.5f);
    }
}

/** QID of the state or body that a post is of, from its words. */
static rpt_str post_of(const rpt_resolving *w, const rpt_post *p) {
    const rpt_document *d = w->d;
    rpt_str qid = {0};
    if (p->of && p->of < d->mentions.n) return d->entities.at[d->mentions.at[p->of].entity].qid;
    for (uint32_t i = p->first > 2 ? p->first - 2 : 0; i < p->first; i++) {
        if (i + rpt_phrase_has(w, i, p->first, RPT_RC_DEMONYM, &qid) == p->first) return qid;
    }
    return (rpt_str){0};
}

enum { MOST_TENURES = 24 };

/** Did the person hold such a post of that state on the day? 2 = on the day, 1 = at another time, 0 = never.
 */
static int held_post(const rpt_resolving *w, uint32_t person, rpt_str kind, uint32_t of, int32_t day) {
    rpt_tenure t[MOST_TENURES];
    const uint32_t n = rpt_gazetteer_offices_of(w->r->gazetteer, person, t, MOST_TENURES);
    int best = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (kind.len && !rpt_str_equal(t[i].post, kind)) continue;
        if (of && t[i].of != of) continue;
        const bool then = day != INT32_MIN && t[i].from <= day && day <= t[i].to;
        if (then) return 2;
        best = 1;
    }
    return best;
}

static float weigh_posts(const linker *l, uint32_t entity, uint32_t person, const rpt_entry *x, float times) {
    const rpt_resolving *w = l->w;
    float sum = 0;
    uint32_t link = rpt_multimap_first(&l->posts, entity);
    for (uint32_t i = 0; link && i < 8; i++, link = l->posts.links.at[link].next) {
        const rpt_post *p = &w->d->posts.at[l->posts.links.at[link].value];
        const rpt_str state = post_of(w, p), kind = w->post_kind[l->posts.links.at[link].value];
        const uint32_t of = state.len ? rpt_gazetteer_by_qid(w->r->gazetteer, state) : 0;
        if (kind.len) {
            const int held = held_post(w, person, kind, of, document_day(w->d));
            sum += held ? 0.15f * (float)held : times > 0 ? 0 : -0.1f; /* the tables have gaps */
        }
        if (state.len && x->country.len) sum += rpt_str_equal(state, x->country) ? 0.15f : -0.3f;
    }
    return sum > 0.45f ? 0.45f : sum < -0.4f ? -0.4f : sum;
}

/** In office on the document's day: the likelier; long before or after it: hardly. */
static float weigh_times(const linker *l, uint32_t person) {
    rpt_tenure t[MOST_TENURES];
    const int32_t day = document_day(l->w->d), years = 366;
    const uint32_t n =
        day == INT32_MIN ? 0 : rpt_gazetteer_offices_of(l->w->r->gazetteer, person, t, MOST_TENURES);
    float best = n ? -0.25f : 0;
    for (uint32_t i = 0; i < n; i++) {
        const int64_t before = (int64_t)t[i].from - day,
                      after = t[i].to == INT32_MAX && t[i].from == INT32_MIN ? 0 : (int64_t)day - t[i].to;
        const int64_t away = before > after ? before : after;
        const float now = away <= 0 ? 0.2f : away < 8 * years ? 0.1f : away < 25 * years ? 0 : -0.25f;
        if (now > best) best = now;
    }
    return best;
}

static void weigh(linker *l, uint32_t entity) {
    const rpt_entity *e = &l->w->d->entities.at[entity];
    for (uint32_t i = 0; i < l->n; i++) {
        const rpt_entry x = rpt_gazetteer_entry(l->w->r->gazetteer, l->best[i].entry);
        float s = l->best[i].score + 0.25f * x.prior;
        if (x.type != e->type) s -= 0.1f;
        if (x.type != e->type && !x.country.len) s -= 0.1f; /* a lake is no city */
        const bool is_state = rpt_str_equal(x.country, x.qid) || rpt_str_is(x.kind, "state");
        if (x.country.len) s += is_state || speaks_of(l, x.country) ? 0.15f : -0.1f;
        if (e->type == RPT_PER) {
            const float times = weigh_times(l, l->best[i].entry);
            s += times + weigh_posts(l, entity, l->best[i].entry, &x, times);
        }
        l->best[i].score = s;
    }
}

/* -- Names by sound ---------------------------------------------------------------------------- */

enum { MOST_WORDS = 8 };

typedef struct {
    uint64_t key[MOST_WORDS];
    uint8_t initial[MOST_WORDS];
    bool alone[MOST_WORDS];
    rpt_str word[MOST_WORDS];
    uint32_t n;
} sounds;

static void hear(sounds *out, rpt_str name) {
    out->n = 0;
    while (name.len && out->n < MOST_WORDS) {
        rpt_str word = rpt_str_cut(&name, ' ');
        uint32_t letters;
        if (word.len > 3 && word.p[2] == '-' && word.p[1] == 'l') word.p += 3, word.len -= 3;
        const uint64_t key = rpt_sound_of(word, &out->initial[out->n], &letters);
        if (!letters || (word.len < 4 && word.p[0] >= 'a' && word.p[0] <= 'z')) continue; /* particles */
        out->word[out->n] = word;
        out->alone[out->n] = letters == 1 || (letters == 2 && word.p[word.len - 1] == '.');
        out->key[out->n++] = key;
    }
}

/** The consonants of a given name behind its first letter, levelled: `Dimitrios` -> mtrs; how many. */
static uint32_t skeleton(char out[24], rpt_str word) {
    uint32_t n = 0;
    for (uint32_t i = 1; i < word.len && n < 24; i++) {
        char c = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] + 32) : word.p[i];
        if ((unsigned char)c >= 0x80 || memchr("aeiouyhjw-'.", c, 12)) continue;
        if (c == 'c' || c == 'q' || c == 'x') c = 'k';
        if (c == 'z') c = 's';
        if (c == 'v' || (c == 'p' && i + 1 < word.len && word.p[i + 1] == 'h')) c = 'f';
        if (!n || out[n - 1] != c) out[n++] = c;
    }
    return n;
}

/** May two given names with the same first letter be one (`Mike`, `Michael`; `Dmitri`, `Dmitriy`)? Two that are
 * both written out and differ in their consonants are two people's (`Henrik`, `Hilde`). */
static bool given_agree(const sounds *x, const sounds *y) {
    char a[24], b[24];
    if (x->initial[0] != y->initial[0]) return false;
    if (x->alone[0] || y->alone[0]) return true;
    const uint32_t n = skeleton(a, x->word[0]), m = skeleton(b, y->word[0]), less = n < m ? n : m;
    if (memcmp(a, b, less) != 0) return false;
    return n == m || (n < m ? x->word[0].len : y->word[0].len) < 6;
}

/** Do the words of the shorter name stand in the longer in order? A first letter stands for a word; given names
 * differ by short forms. */
static bool names_agree(const sounds *a, const sounds *b) {
    const sounds *x = a->n <= b->n ? a : b, *y = a->n <= b->n ? b : a;
    uint32_t i = 0;
    for (uint32_t j = 0; i < x->n && j < y->n; j++) {
        if (x->key[i] == y->key[j] || ((x->alone[i] || y->alone[j]) && x->initial[i] == y->initial[j])) i++;
    }
    if (i == x->n) return true;
    return x->n > 1 && x->key[x->n - 1] == y->key[y->n - 1] && given_agree(x, y);
}

enum { NO_SOUND = 1 };

/** The last name of an entry by sound; NO_SOUND where its name has no word to hear. */
static uint64_t last_sound(const rpt_resolver *r, uint32_t entry) {
    uint64_t key = atomic_load_explicit(&r->last_sound[entry], memory_order_relaxed);
    if (key) return key;
    sounds name;
    hear(&name, rpt_gazetteer_entry(r->gazetteer, entry).name);
    key = name.n ? name.key[name.n - 1] : NO_SOUND;
    if (key) atomic_store_explicit(&r->last_sound[entry], key, memory_order_relaxed);
    return key;
}

/** Who is in office on the day in the states and bodies spoken of, by last name. */
static void list_office(linker *l) {
    rpt_resolving *w = l->w;
    rpt_tenure t[64];
    if (document_day(w->d) == INT32_MIN) return;
    for (uint32_t i = 1, read = 0; i < w->d->entities.n && read < 40; i++) {
        const rpt_entity *e = &w->d->entities.at[i];
        if (!e->entry || (e->type != RPT_GPE && e->type != RPT_ORG)) continue;
        read++;
        const uint32_t n =
            rpt_gazetteer_holders(w->r->gazetteer, (rpt_str){0}, e->entry, document_day(w->d), t, 64);
        for (uint32_t k = 0; k < n; k++) {
            const uint64_t key = t[k].person ? last_sound(w->r, t[k].person) : NO_SOUND;
            if (key != NO_SOUND) rpt_multimap_add(&l->office, w->arena, key, t[k].person);
        }
    }
}

/** Those in office whose name sounds like the entity's. */
static void add_office(linker *l, uint32_t entity) {
    rpt_resolving *w = l->w;
    sounds mine, name;
    hear(&mine, w->d->entities.at[entity].name);
    if (!mine.n) return;
    uint32_t link = rpt_multimap_first(&l->office, mine.key[mine.n - 1]);
    for (uint32_t i = 0; link && i < RPT_CHAIN_MAX; i++, link = l->office.links.at[link].next) {
        const uint32_t person = l->office.links.at[link].value;
        hear(&name, rpt_gazetteer_entry(w->r->gazetteer, person).name);
        float *sum = names_agree(&mine, &name) ? weight_of(l, person) : NULL;
        const float now = mine.n > 1 ? 0.5f : 0.25f;
        if (sum && *sum < now) *sum = now;
    }
}

/** Bearers of a surname whose given names are not the entity's are none. */
static void drop_others(linker *l, uint32_t entity) {
    sounds mine, name;
    hear(&mine, l->w->d->entities.at[entity].name);
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        hear(&name, rpt_gazetteer_entry(l->w->r->gazetteer, l->best[i].entry).name);
        if (l->best[i].score >= 0.5f || names_agree(&mine, &name)) l->best[n++] = l->best[i];
    }
    l->n = n;
}

bool rpt_sound_like(rpt_str a, rpt_str name) {
    rpt_str last = {0}, mine = {0};
    uint8_t first;
    uint32_t letters;
    while (a.len) {
        const rpt_str word = rpt_str_cut(&a, ' ');
        if (word.len) mine = word;
    }
    while (name.len) {
        const rpt_str word = rpt_str_cut(&name, ' ');
        if (word.len) last = word;
    }
    return mine.len && last.len &&
           rpt_sound_of(mine, &first, &letters) == rpt_sound_of(last, &first, &letters);
}

/** The state's or body's holder of the post on the day, if the name sounds like the entity's. */
static void add_holder(linker *l, uint32_t entity) {
    rpt_resolving *w = l->w;
    rpt_tenure t[8];
    sounds mine, name;
    hear(&mine, w->d->entities.at[entity].name);
    uint32_t link = rpt_multimap_first(&l->posts, entity);
    for (uint32_t i = 0; link && i < 4; i++, link = l->posts.links.at[link].next) {
        const rpt_post *p = &w->d->posts.at[l->posts.links.at[link].value];
        const rpt_str state = post_of(w, p), kind = w->post_kind[l->posts.links.at[link].value];
        const uint32_t of = state.len ? rpt_gazetteer_by_qid(w->r->gazetteer, state) : 0;
        if (!of || !kind.len || document_day(w->d) == INT32_MIN) continue;
        const uint32_t n = rpt_gazetteer_holders(w->r->gazetteer, kind, of, document_day(w->d), t, 8);
        for (uint32_t k = 0; k < n; k++) {
            const rpt_entry x = rpt_gazetteer_entry(w->r->gazetteer, t[k].person);
            hear(&name, x.name);
            const bool same = mine.n > 1 ? names_agree(&mine, &name)
                                         : rpt_sound_like(w->d->entities.at[entity].name, x.name);
            float *sum = t[k].person && same ? weight_of(l, t[k].person) : NULL;
            if (sum && *sum < 0.5f) *sum = 0.5f;
        }
    }
}

static void link_entity(linker *l, uint32_t entity) {
    rpt_entity *e = &l->w->d->entities.at[entity];
    add_candidates(l, entity);
    drop_foreign_acronyms(l, entity);
    if (e->type == RPT_PER) {
        drop_others(l, entity);
        add_office(l, entity);
        add_holder(l, entity);
    }
    weigh(l, entity);
    weighed first = {0}, second = {0};
    for (uint32_t i = 0; i < l->n; i++) {
        if (!first.entry || l->best[i].score > first.score) second = first, first = l->best[i];
        else if (!second.entry || l->best[i].score > second.score) second = l->best[i];
    }
    const float score = first.score > 1 ? 1 : first.score < 0 ? 0 : first.score;
    e->margin = first.score - second.score;
    /* A lone surname that nobody gives a post needs more, most of all where several bear it or nobody well known. */
    const bool lone =
        e->type == RPT_PER && !memchr(e->name.p, ' ', e->name.len) && !rpt_multimap_first(&l->posts, entity);
    const rpt_entry x = rpt_gazetteer_entry(l->w->r->gazetteer, first.entry);
    const bool only = !second.entry && x.prior >= 0.6f;
    if (!first.entry || first.score < THRESHOLD + (!lone ? 0 : only ? 0.04f : 0.2f)) {
        e->score = 1 - score;
        return;
    }
    e->entry = first.entry;
    e->qid = x.qid;
    e->score = score;
    if (x.name.len) e->name = x.name;
    if (e->type == RPT_GPE) speak_of(l, rpt_str_is(x.kind, "state") || !x.country.len ? x.qid : x.country);
}

/** The state that an entity belongs to, as an entity of the document. */
static void give_country(linker *l, rpt_entity *e) {
    const rpt_entry x = rpt_gazetteer_entry(l->w->r->gazetteer, e->entry);
    const uint32_t state = x.country.len ? rpt_gazetteer_by_qid(l->w->r->gazetteer, x.country) : 0;
    const uint32_t link = state && state != e->entry ? rpt_multimap_first(&l->linked, state) : 0;
    if (link) e->country = l->linked.links.at[link].value;
}

void rpt_disambiguate(rpt_resolving *w) {
    rpt_document *d = w->d;
    linker *l = rpt_arena_alloc(w->arena, sizeof *l);
    l->w = w;
    rpt_multimap_init(&l->names, w->arena);
    rpt_multimap_init(&l->states, w->arena);
    rpt_multimap_init(&l->posts, w->arena);
    rpt_multimap_init(&l->linked, w->arena);
    rpt_multimap_init(&l->office, w->arena);
    list_names(l);
    list_states(l);
    list_posts(l);
    for (uint32_t pass = 0; pass < 3; pass++) {
        if (pass == 2) list_office(l); /* places, then bodies, then persons: each is context of the next */
        for (uint32_t i = 1; i < d->entities.n; i++) {
            const uint8_t type = d->entities.at[i].type;
            const uint32_t turn = type == RPT_GPE || type == RPT_LOC ? 0 : type == RPT_PER ? 2 : 1;
            if (type != RPT_DATE && turn == pass) link_entity(l, i);
        }
    }
    for (uint32_t i = 1; i < d->entities.n; i++) {
        if (d->entities.at[i].entry) rpt_multimap_add(&l->linked, w->arena, d->entities.at[i].entry, i);
    }
    for (uint32_t i = 1; i < d->entities.n; i++) {
        if (d->entities.at[i].entry && !d->entities.at[i].country) give_country(l, &d->entities.at[i]);
    }
}

void rpt_link_own_bodies(rpt_resolving *w, uint32_t own) {
    rpt_document *d = w->d;
    const rpt_str state = d->entities.at[own].name;
    for (uint32_t i = 1; i < d->entities.n; i++) {
        rpt_entity *e = &d->entities.at[i];
        if (e->type != RPT_ORG || e->entry || e->qid.len || !e->mention || e->name.len > 80) continue;
        const rpt_str whole = rpt_arena_printf(w->arena, "%.*s of %.*s", RPT_FMT(e->name), RPT_FMT(state));
        const uint32_t entry = rpt_node_entry(w, rpt_gazetteer_find(w->r->gazetteer, whole), RPT_ORG, false);
        if (!entry) continue;
        const rpt_entry x = rpt_gazetteer_entry(w->r->gazetteer, entry);
        e->entry = entry;
        e->qid = x.qid;
        e->name = x.name;
        e->score = 0.6f;
        e->margin = 0.6f;
        e->country = own;
    }
}
