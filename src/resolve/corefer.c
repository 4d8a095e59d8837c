/* SPDX-License-Identifier: ISC */
/*
 * Names -> groups that mean one thing. First the full forms are joined (one gazetteer entry, one bag of
 * words, an acronym in brackets or by initials, a person's given names that agree); then the mentions are
 * walked in order and a short form (a surname, `the Council`) goes to the last full form that it fits.
 * Agreements have a walk of their own (agreements.c), as their day tells them apart. Does not link.
 */
#include "resolve/parts.h"

static rpt_part *parts_of(const rpt_resolving *w, const rpt_name *n) { return w->parts.at + n->part; }

/* -- Persons ----------------------------------------------------------------------------------- */

static bool given_agree(const rpt_part *a, const rpt_part *b) {
    if (a->key == b->key || a->second == b->key || a->key == b->second ||
        (a->second && a->second == b->second))
        return true;
    return (a->alone || b->alone) && a->initial == b->initial;
}

/** Are the parts of `a` (fewer) among those of `b` in order? */
static bool parts_within(const rpt_part *a, uint32_t n, const rpt_part *b, uint32_t m) {
    uint32_t i = 0;
    for (uint32_t j = 0; i < n && j < m; j++) {
        if (given_agree(&a[i], &b[j])) i++;
    }
    return i == n;
}

static bool same_person(const rpt_resolving *w, const rpt_name *a, const rpt_name *b) {
    if (a->parts > b->parts) {
        const rpt_name *other = a;
        a = b, b = other;
    }
    const rpt_part *p = parts_of(w, a), *q = parts_of(w, b);
    if (parts_within(p, a->parts, q, b->parts)) return true;
    /* `Eduard A. Shevardnadze`, `Eduard Amvrosiyevich Shevardnadze`; the order turned round. */
    if (p[a->parts - 1].key != q[b->parts - 1].key) {
        return a->parts == 2 && b->parts == 2 && p[0].key == q[1].key && p[1].key == q[0].key && !p[0].alone;
    }
    if (!given_agree(&p[0], &q[0])) return false;
    return a->parts < 3 || b->parts < 3 || given_agree(&p[1], &q[1]);
}

static void join_person(rpt_resolving *w, uint32_t name, const rpt_multimap *by_part) {
    const rpt_name *n = &w->names.at[name];
    for (uint32_t k = 0; k < n->parts; k++) {
        uint32_t link = rpt_multimap_first(by_part, parts_of(w, n)[k].key);
        for (uint32_t i = 0; link && i < RPT_CHAIN_MAX; i++, link = by_part->links.at[link].next) {
            const uint32_t other = by_part->links.at[link].value;
            if (same_person(w, n, &w->names.at[other])) {
                rpt_names_join(w, name, other);
                return;
            }
        }
    }
}

static void join_persons(rpt_resolving *w, rpt_multimap *by_part) {
    for (uint32_t i = 1; i < w->names.n; i++) {
        rpt_name *n = &w->names.at[i];
        if (n->type != RPT_PER || n->parts < 2) continue;
        n->tied = true;
        join_person(w, i, by_part);
        for (uint32_t k = 0; k < n->parts; k++) {
            const rpt_part *p = &parts_of(w, n)[k];
            if (!p->alone) rpt_multimap_add(by_part, w->arena, p->key, i);
            if (p->second) rpt_multimap_add(by_part, w->arena, p->second, i);
        }
    }
}

/* -- Bodies, places, events -------------------------------------------------------------------- */

/** Joins names that share a key (an entry, a bag of words) of types that agree. */
static void join_by(rpt_resolving *w, uint64_t (*key_of)(rpt_resolving *, uint32_t)) {
    rpt_multimap map;
    rpt_multimap_init(&map, w->arena);
    for (uint32_t i = 1; i < w->names.n; i++) {
        const uint64_t key = key_of(w, i);
        if (!key) continue;
        const uint32_t link = rpt_multimap_first(&map, key);
        if (link) rpt_names_join(w, map.links.at[link].value, i);
        else rpt_multimap_add(&map, w->arena, key, i);
    }
}

static uint64_t entry_key(rpt_resolving *w, uint32_t name) {
    const rpt_name *n = &w->names.at[name];
    if (!n->entry || n->type == RPT_DATE) return 0;
    w->names.at[name].tied = true;
    return n->entry + ((uint64_t)1 << 32);
}

/** `the Alliance`, `the Bloc`: a short form that this press uses for one body. */
static void know_short_bodies(rpt_resolving *w) {
    for (uint32_t i = 1; i < w->names.n; i++) {
        rpt_name *n = &w->names.at[i];
        rpt_str qid;
        if (n->type != RPT_ORG || n->entry || n->parts != 1) continue;
        if (rpt_token_has(w, w->d->mentions.at[n->mention].first, RPT_RC_SHORT_BODY, &qid))
            n->entry = rpt_gazetteer_by_qid(w->r->gazetteer, qid);
    }
}

static uint64_t bag_key(rpt_resolving *w, uint32_t name) {
    const rpt_name *n = &w->names.at[name];
    if (n->type == RPT_PER || n->type == RPT_DATE || n->type == RPT_AGR || !n->parts) return 0;
    return n->bag + n->type;
}

static bool has_class(const rpt_resolving *w, const rpt_mention *m, rpt_resolve_class c, uint32_t *at) {
    for (uint32_t i = m->first; i < m->end; i++) {
        if (rpt_token_has(w, i, c, NULL)) {
            *at = i;
            return true;
        }
    }
    return false;
}

/** Letters at the start of the word that are figures in capitals: `II`. */
static uint32_t roman_letters(rpt_str t) {
    uint32_t n = 0;
    while (n < t.len && memchr("IVX", t.p[n], 3)) n++;
    return n;
}

/** `Nagorno-Karabakh` -> `karabakh`: the last part of a compound, so that its short form is the same. */
static uint64_t last_of_compound(const rpt_resolving *w, uint32_t token) {
    rpt_str t = rpt_token_text(w->d, &w->d->tokens.at[token]);
    for (uint32_t i = t.len; i > 0 && w->d->tokens.at[token].flags & RPT_T_UPPER; i--) {
        if (t.p[i - 1] == '-') {
            t.p += i, t.len -= i;
            break;
        }
    }
    uint8_t first;
    uint32_t letters;
    if (t.len && roman_letters(t) == t.len) return rpt_word_key(w, token); /* by sound `II` is `I` */
    return rpt_sound_of(t, &first, &letters);
}

/** Conflicts and processes: what they are of, whatever the head (`Karabakh conflict`, `Nagorno-Karabakh
 * problem`). */
static uint64_t event_key(rpt_resolving *w, uint32_t name) {
    const rpt_name *n = &w->names.at[name];
    const rpt_mention *m = &w->d->mentions.at[n->mention];
    uint32_t at = 0;
    if (n->type != RPT_EVT || m->end - m->first < 2) return 0;
    const bool conflict = has_class(w, m, RPT_RC_CONFLICT_HEAD, &at);
    if (!conflict && !has_class(w, m, RPT_RC_PROCESS_HEAD, &at)) return 0;
    uint64_t key = 0;
    for (uint32_t i = m->first; i < m->end; i++) {
        rpt_str qid;
        if (i == at || w->d->tokens.at[i].flags & RPT_T_PUNCT ||
            rpt_token_has(w, i, RPT_RC_SOFT_WORD, NULL) || rpt_token_has(w, i, RPT_RC_EMPTY_WORD, NULL)) {
            continue;
        }
        const uint32_t node = rpt_gazetteer_step(w->r->gazetteer, 0, w->d->tokens.at[i].hash);
        const uint32_t entry = node ? rpt_node_entry(w, node, RPT_GPE, false) : 0;
        if (rpt_token_has(w, i, RPT_RC_DEMONYM, &qid) && qid.len) key += rpt_hash(qid);
        else if (entry && rpt_gazetteer_entry(w->r->gazetteer, entry).qid.len)
            key += rpt_hash(rpt_gazetteer_entry(w->r->gazetteer, entry).qid);
        else key += last_of_compound(w, i);
    }
    return key ? key * 2 + conflict : 0;
}

static bool words_between_are(const rpt_document *d, const rpt_mention *a, const rpt_mention *b,
                              const char *mark) {
    return a->end + 1 == b->first && rpt_str_is(rpt_token_text(d, &d->tokens.at[a->end]), mark);
}

/** `Eurasian Economic Union (EAEU)`: what stands in brackets after a name is the same thing. */
static void join_bracketed(rpt_resolving *w) {
    const rpt_document *d = w->d;
    for (uint32_t i = 2; i < d->mentions.n; i++) {
        const rpt_mention *a = &d->mentions.at[i - 1], *b = &d->mentions.at[i];
        if (a->type != b->type || a->type == RPT_DATE || a->type == RPT_GPE || a->type == RPT_PER) continue;
        if (!words_between_are(d, a, b, "(") || b->end >= d->tokens.n) continue;
        const rpt_str after = rpt_token_text(d, &d->tokens.at[b->end]);
        rpt_name *x = &w->names.at[w->name_of[i - 1]], *y = &w->names.at[w->name_of[i]];
        const bool short_form = y->caps || x->caps || y->parts < x->parts;
        if (!short_form || !(rpt_str_is(after, ")") || rpt_str_is(after, ",") || rpt_str_is(after, ";")))
            continue;
        x->tied = y->tied = true;
        rpt_names_join(w, w->name_of[i - 1], w->name_of[i]);
    }
}

static uint64_t initials_of(const rpt_resolving *w, const rpt_name *n, uint32_t *count) {
    const rpt_mention *m = &w->d->mentions.at[n->mention];
    uint64_t key = 14695981039346656037u;
    *count = 0;
    for (uint32_t i = m->first; i < m->end; i++) {
        const rpt_token *t = &w->d->tokens.at[i];
        if (!(t->flags & RPT_T_UPPER)) continue;
        const rpt_str s = rpt_token_text(w->d, t);
        key = (key ^ (unsigned char)s.p[0]) * 1099511628211u;
        ++*count;
        for (uint32_t k = 1; k + 1 < s.len; k++) {
            if (s.p[k] == '-' && s.p[k + 1] >= 'A' && s.p[k + 1] <= 'Z')
                key = (key ^ (unsigned char)s.p[k + 1]) * 1099511628211u, ++*count;
        }
    }
    return key;
}

static uint64_t letters_of(const rpt_resolving *w, const rpt_name *n, uint32_t *count) {
    const rpt_str s = rpt_token_text(w->d, &w->d->tokens.at[w->d->mentions.at[n->mention].first]);
    uint64_t key = 14695981039346656037u;
    *count = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.p[i] >= 'A' && s.p[i] <= 'Z') key = (key ^ (unsigned char)s.p[i]) * 1099511628211u, ++*count;
    }
    return key;
}

/** An acronym never introduced: the initials of one full name of its type. */
static void join_acronyms(rpt_resolving *w) {
    rpt_multimap by_initials;
    rpt_multimap_init(&by_initials, w->arena);
    uint32_t count;
    for (uint32_t i = 1; i < w->names.n; i++) {
        const rpt_name *n = &w->names.at[i];
        if (n->type != RPT_ORG && n->type != RPT_AGR && n->type != RPT_EVT && n->type != RPT_GPE) continue;
        const uint64_t key = initials_of(w, n, &count);
        if (count > 1 && !n->caps) rpt_multimap_add(&by_initials, w->arena, key, i);
    }
    for (uint32_t i = 1; i < w->names.n; i++) {
        rpt_name *n = &w->names.at[i];
        if (!n->caps || n->type == RPT_PER) continue;
        const uint64_t key = letters_of(w, n, &count);
        uint32_t link = rpt_multimap_first(&by_initials, key);
        for (uint32_t k = 0; link && k < RPT_CHAIN_MAX; k++, link = by_initials.links.at[link].next) {
            rpt_name *other = &w->names.at[by_initials.links.at[link].value];
            if (other->type != n->type || (n->entry && other->entry && n->entry != other->entry)) continue;
            n->tied = true;
            rpt_names_join(w, i, by_initials.links.at[link].value);
            break;
        }
    }
}

/* -- The walk over the mentions ---------------------------------------------------------------- */

/** `Washington` of `Washington, D.C.`, `Islamic Republic` of `Islamic Republic of Iran`, `Sudan` of `Republic
 * of the Sudan`. */
static bool is_short_place(const rpt_resolving *w, const rpt_name *a, const rpt_name *b) {
    const rpt_part *p = parts_of(w, a), *q = parts_of(w, b);
    const rpt_mention *m = &w->d->mentions.at[b->mention];
    bool polity = false;
    for (uint32_t i = m->first; i + 1 < m->end; i++) polity |= rpt_token_has(w, i, RPT_RC_POLITY, NULL);
    const bool comma =
        m->first + 1 < m->end && rpt_str_is(rpt_token_text(w->d, &w->d->tokens.at[m->first + a->parts]), ",");
    if (polity || comma) {
        uint32_t same = 0;
        while (same < a->parts && p[same].key == q[same].key) same++;
        if (same == a->parts) return polity ? a->parts > 1 : true;
    }
    return polity && a->parts == 1 && p[0].key == q[b->parts - 1].key;
}

/** Is `a` a short form of `b`: the same head, its words among those of `b` in order? */
static bool is_short_of(const rpt_resolving *w, const rpt_name *a, const rpt_name *b) {
    if (a->type != b->type || a->parts >= b->parts || !a->parts) return false;
    const rpt_part *p = parts_of(w, a), *q = parts_of(w, b);
    if (a->type == RPT_GPE || a->type == RPT_LOC) return is_short_place(w, a, b);
    if (a->type != RPT_PER && w->parts.at[a->head].key != w->parts.at[b->head].key) return false;
    if (a->type == RPT_ORG && a->head + 1 < a->part + a->parts)
        return false; /* `Department of State` is whole */
    uint32_t i = 0;
    for (uint32_t j = 0; i < a->parts && j < b->parts; j++) {
        if (p[i].key == q[j].key || (a->type == RPT_PER && given_agree(&p[i], &q[j]))) i++;
    }
    return i == a->parts;
}

typedef struct {
    uint32_t root;
    uint32_t rank; ///< of persons: 2 by surname, 1 by another part
    uint32_t seen;
} fit;

/** The group that a short form means: seen last before it; else the one that comes first. */
static uint32_t best_fit(rpt_resolving *w, uint32_t name, const rpt_multimap *index, uint64_t key) {
    fit best = {0};
    uint32_t link = rpt_multimap_first(index, key);
    for (uint32_t i = 0; link && i < RPT_CHAIN_MAX; i++, link = index->links.at[link].next) {
        const uint32_t other = index->links.at[link].value;
        const rpt_name *n = &w->names.at[name], *o = &w->names.at[other];
        if (other == name || !is_short_of(w, n, o)) continue;
        const uint32_t root = rpt_name_root(w, other);
        const bool surname = n->type == RPT_PER && parts_of(w, o)[o->parts - 1].key == parts_of(w, n)[0].key;
        const fit f = {root, surname ? 2 : 1, w->names.at[root].seen};
        if (f.rank < best.rank) continue;
        if (!best.root || f.rank > best.rank || f.seen > best.seen ||
            (!f.seen && !best.seen && f.root < best.root))
            best = f;
    }
    return best.root;
}

static uint64_t head_key(const rpt_resolving *w, const rpt_name *n) {
    return w->parts.at[n->head].key + n->type;
}

static void index_heads(rpt_resolving *w, rpt_multimap *heads) {
    for (uint32_t i = 1; i < w->names.n; i++) {
        const rpt_name *n = &w->names.at[i];
        if (n->type != RPT_PER && n->type != RPT_DATE && n->type != RPT_AGR && n->parts > 1) {
            const bool place = n->type == RPT_GPE || n->type == RPT_LOC;
            rpt_multimap_add(heads, w->arena, place ? parts_of(w, n)[0].key + n->type : head_key(w, n), i);
            if (place) rpt_multimap_add(heads, w->arena, parts_of(w, n)[n->parts - 1].key + n->type, i);
        }
    }
}

static uint32_t group_of(rpt_resolving *w, uint32_t name, const rpt_multimap *by_part,
                         const rpt_multimap *heads) {
    const rpt_name *n = &w->names.at[name];
    uint32_t root = 0;
    if (n->tied || !n->parts) return rpt_name_root(w, name);
    if (n->type == RPT_PER) {
        root = best_fit(w, name, by_part, parts_of(w, n)[0].key);
        if (!root && parts_of(w, n)[0].second) root = best_fit(w, name, by_part, parts_of(w, n)[0].second);
    } else {
        const bool place = n->type == RPT_GPE || n->type == RPT_LOC;
        root = best_fit(w, name, heads, place ? parts_of(w, n)[0].key + n->type : head_key(w, n));
    }
    return root ? root : rpt_name_root(w, name);
}

/** A day is its ISO name, however it is written. */
static uint32_t group_of_date(rpt_resolving *w, uint32_t mention, rpt_multimap *days) {
    const uint32_t at = w->d->mentions.at[mention].candidate;
    if (!at || at >= w->d->dates.n || !w->d->dates.at[at].date.iso.len)
        return rpt_name_root(w, w->name_of[mention]);
    const uint64_t key = rpt_hash(w->d->dates.at[at].date.iso);
    const uint32_t link = rpt_multimap_first(days, key);
    if (link) return days->links.at[link].value;
    const uint32_t group = rpt_group_new(w, mention);
    rpt_multimap_add(days, w->arena, key, group);
    return group;
}

static void walk_mentions(rpt_resolving *w, const rpt_multimap *by_part, const rpt_multimap *heads) {
    rpt_multimap days;
    rpt_multimap_init(&days, w->arena);
    for (uint32_t i = 1; i < w->d->mentions.n; i++) {
        const uint8_t type = w->d->mentions.at[i].type;
        if (type == RPT_AGR) continue;
        w->group[i] =
            type == RPT_DATE ? group_of_date(w, i, &days) : group_of(w, w->name_of[i], by_part, heads);
        w->names.at[rpt_name_root(w, w->group[i])].seen = i;
    }
}

void rpt_corefer(rpt_resolving *w) {
    rpt_multimap by_part, heads;
    rpt_multimap_init(&by_part, w->arena);
    rpt_multimap_init(&heads, w->arena);
    w->group = rpt_arena_alloc(w->arena, w->d->mentions.n * sizeof *w->group);
    join_persons(w, &by_part);
    know_short_bodies(w);
    join_by(w, entry_key);
    join_by(w, bag_key);
    join_by(w, event_key);
    join_bracketed(w);
    join_acronyms(w);
    index_heads(w, &heads);
    walk_mentions(w, &by_part, &heads);
    rpt_corefer_agreements(w);
}
