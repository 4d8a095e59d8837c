/* SPDX-License-Identifier: ISC */
/*
 * Mentions -> distinct names with comparable parts. Persons' parts are keys by sound, without titles,
 * particles and `Jr.`; other names' parts are words in one spelling and number, a state or its adjective as
 * its QID, small words left out. Does not decide which names mean one thing.
 */
#include "resolve/parts.h"

bool rpt_token_has(const rpt_resolving *w, uint32_t token, rpt_resolve_class c, rpt_str *value) {
    uint32_t len = 0;
    if (token >= w->d->tokens.n || !w->r->class[c]) return false;
    const rpt_token *t = &w->d->tokens.at[token];
    return rpt_lexeme_has(w->r->lexicon, rpt_lexicon_match(w->r->lexicon, &t->hash, sizeof *t, 1, &len),
                          w->r->class[c], value);
}

uint32_t rpt_phrase_has(const rpt_resolving *w, uint32_t token, uint32_t end, rpt_resolve_class c,
                        rpt_str *value) {
    if (end > w->d->tokens.n) end = w->d->tokens.n;
    for (uint32_t n = end > token ? end - token : 0, len = 0; n && w->r->class[c]; n = len - 1) {
        const rpt_token *t = &w->d->tokens.at[token];
        const rpt_lexeme *l = rpt_lexicon_match(w->r->lexicon, &t->hash, sizeof *t, n, &len);
        if (!l) return 0;
        if (rpt_lexeme_has(w->r->lexicon, l, w->r->class[c], value)) return len;
    }
    return 0;
}

/** A token's part inside the mention: a name may end within a token (`Brezhnev-Chirac`). */
static rpt_str clipped(const rpt_document *d, const rpt_mention *m, uint32_t token) {
    const rpt_token *t = &d->tokens.at[token];
    const uint32_t begin = t->begin > m->span.begin ? t->begin : m->span.begin;
    const uint32_t end = t->begin + t->len < m->span.end ? t->begin + t->len : m->span.end;
    return begin < end ? (rpt_str){d->text.p + begin, end - begin} : rpt_token_text(d, t);
}

static uint64_t hash_within(const rpt_document *d, const rpt_mention *m, uint32_t token) {
    const rpt_token *t = &d->tokens.at[token];
    if (t->begin >= m->span.begin && t->begin + t->len <= m->span.end) return t->hash;
    char folded[3100];
    return rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, clipped(d, m, token))});
}

uint32_t rpt_mention_node(const rpt_resolving *w, const rpt_mention *m) {
    uint32_t node = 0, n = 0;
    for (uint32_t i = m->first; i < m->end && i < w->d->tokens.n; i++) {
        node = rpt_gazetteer_step(w->r->gazetteer, node, hash_within(w->d, m, i));
        if (!node) return 0;
    }
    if (node) rpt_gazetteer_aliases(w->r->gazetteer, node, &n);
    return n ? node : 0;
}

uint32_t rpt_node_entry(const rpt_resolving *w, uint32_t node, uint8_t type, bool caps) {
    uint32_t n = 0, best = 0;
    float prior = -1;
    const rpt_alias *a = node ? rpt_gazetteer_aliases(w->r->gazetteer, node, &n) : NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (a[i].flags & (RPT_ALIAS_SURNAME | RPT_ALIAS_ADJECTIVE)) continue;
        if (a[i].flags & RPT_ALIAS_CAPS && !caps) continue;
        const rpt_entry e = rpt_gazetteer_entry(w->r->gazetteer, a[i].entry);
        if (!rpt_types_agree(e.type, type)) continue;
        const float p = e.prior + (e.type == type ? 0.01f : 0);
        if (p > prior) prior = p, best = a[i].entry;
    }
    return best;
}

static bool is_roman(rpt_str s) {
    for (uint32_t i = 0; i < s.len; i++) {
        if (!strchr("IVX", s.p[i])) return false;
    }
    return s.len > 0;
}

static void add_person_part(rpt_resolving *w, rpt_str word) {
    uint8_t first;
    uint32_t letters;
    if (word.len > 3 && (word.p[2] == '-') && (word.p[1] == 'l' || word.p[1] == 'L'))
        word.p += 3, word.len -= 3;
    const uint64_t key = rpt_sound_of(word, &first, &letters);
    if (!letters) return;
    rpt_part *p = RPT_PUSH(w->arena, w->parts);
    p->key = key;
    p->initial = first;
    p->alone = letters == 1;
}

/** `S.V.` gives two initials; other words one part. */
static void add_person_word(rpt_resolving *w, const rpt_mention *m, uint32_t token) {
    const rpt_token *t = &w->d->tokens.at[token];
    rpt_str word = clipped(w->d, m, token), value;
    if (t->flags & RPT_T_PUNCT || is_roman(word) || rpt_token_has(w, token, RPT_RC_PARTICLE, NULL) ||
        rpt_token_has(w, token, RPT_RC_SUFFIX, NULL) || rpt_token_has(w, token, RPT_RC_HONORIFIC, NULL)) {
        return;
    }
    if (t->flags & RPT_T_ABBREV) {
        while (word.len) add_person_part(w, rpt_str_cut(&word, '.'));
        return;
    }
    add_person_part(w, word);
    if (rpt_token_has(w, token, RPT_RC_NICKNAME, &value)) {
        uint8_t first;
        uint32_t letters;
        w->parts.at[w->parts.n - 1].second = rpt_sound_of(value, &first, &letters);
    }
}

uint32_t rpt_state_key(const rpt_resolving *w, uint32_t i, uint32_t end, uint64_t *key) {
    rpt_str qid;
    uint32_t node = 0, best = 0;
    const uint32_t len = rpt_phrase_has(w, i, end, RPT_RC_DEMONYM, &qid);
    if (len && qid.len) {
        *key = rpt_hash(qid);
        return len;
    }
    const uint32_t words = rpt_phrase_has(w, i, end, RPT_RC_SPELLING, &qid);
    if (words) {
        *key = rpt_hash(qid);
        return words;
    }
    if (!(w->d->tokens.at[i].flags & RPT_T_UPPER)) return 0;
    for (uint32_t j = i; j < end && j < i + 6; j++) {
        node = rpt_gazetteer_step(w->r->gazetteer, node, w->d->tokens.at[j].hash);
        if (!node) break;
        const uint32_t entry = rpt_node_entry(w, node, RPT_GPE, w->d->tokens.at[j].flags & RPT_T_CAPS);
        const rpt_entry e = rpt_gazetteer_entry(w->r->gazetteer, entry);
        if (!entry || !e.qid.len) continue;
        best = j + 1 - i;
        *key = rpt_hash(e.qid);
    }
    return best;
}

uint64_t rpt_word_key(const rpt_resolving *w, uint32_t token) {
    rpt_str value;
    if (rpt_token_has(w, token, RPT_RC_SPELLING, &value)) return rpt_hash(value);
    const rpt_token *t = &w->d->tokens.at[token];
    char folded[3100];
    rpt_str f = {folded, rpt_utf8_fold_into(folded, rpt_token_text(w->d, t))};
    if (f.len > 4 && f.p[f.len - 1] == 's' && !strchr("sui", f.p[f.len - 2])) f.len--;
    return rpt_hash(f);
}

static bool is_whole(const rpt_document *d, const rpt_mention *m, uint32_t token) {
    const rpt_token *t = &d->tokens.at[token];
    return t->begin >= m->span.begin && t->begin + t->len <= m->span.end;
}

static void add_words(rpt_resolving *w, rpt_name *n, const rpt_mention *m) {
    const uint32_t first = m->first, end = m->end;
    const uint64_t ordered =
        n->type == RPT_GPE ||
        n->type == RPT_LOC; /* `South and Central Asia` is not `Central and South Asia` */
    uint32_t head = w->parts.n;
    bool open = true;
    for (uint32_t i = first; i < end;) {
        uint64_t key;
        const rpt_token *t = &w->d->tokens.at[i];
        if (open && i > first && rpt_token_has(w, i, RPT_RC_HEAD_END, NULL)) open = false, head = w->parts.n;
        uint32_t len = 1;
        if (!(t->flags & RPT_T_PUNCT) && !rpt_token_has(w, i, RPT_RC_EMPTY_WORD, NULL)) {
            len = ordered || !is_whole(w->d, m, i) ? 0 : rpt_state_key(w, i, end, &key);
            if (!len) len = 1, key = is_whole(w->d, m, i) ? rpt_word_key(w, i) : hash_within(w->d, m, i);
            rpt_part *p = RPT_PUSH(w->arena, w->parts);
            p->key = key;
            n->bag += (key + ordered * (w->parts.n - n->part)) * 0x9E3779B97F4A7C15ull ^ key >> 29;
        }
        i += len;
    }
    if (open) head = w->parts.n;
    n->head = head > n->part ? head - 1 : n->part;
}

/** `Republic of Portugal`, `Kingdom of the Netherlands`: the entry of the name after `of`. */
static uint32_t entry_after_polity(const rpt_resolving *w, const rpt_mention *m) {
    uint32_t of = m->first, node = 0;
    while (of < m->end && !rpt_token_has(w, of, RPT_RC_HEAD_END, NULL)) of++;
    if (of == m->first || of + 1 >= m->end || !rpt_token_has(w, of - 1, RPT_RC_POLITY, NULL)) return 0;
    for (uint32_t i = of + 1; i < m->end; i++) {
        if (i == of + 1 && rpt_token_has(w, i, RPT_RC_EMPTY_WORD, NULL)) continue;
        node = rpt_gazetteer_step(w->r->gazetteer, node, w->d->tokens.at[i].hash);
        if (!node) return 0;
    }
    return node ? rpt_node_entry(w, node, RPT_GPE, false) : 0;
}

bool rpt_mention_is_caps(const rpt_resolving *w, const rpt_mention *m) {
    const rpt_token *t = &w->d->tokens.at[m->first];
    if (is_whole(w->d, m, m->first)) return t->flags & (RPT_T_CAPS | RPT_T_ABBREV);
    const rpt_str s = rpt_document_slice(w->d, m->span); /* `EU` of `EU-Chad` */
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.p[i] < 'A' || s.p[i] > 'Z') return false;
    }
    return s.len > 1;
}

static void make_parts(rpt_resolving *w, rpt_name *n) {
    const rpt_mention *m = &w->d->mentions.at[n->mention];
    n->part = w->parts.n;
    if (n->type == RPT_PER) {
        for (uint32_t i = m->first; i < m->end; i++) add_person_word(w, m, i);
    } else {
        add_words(w, n, m);
    }
    n->parts = w->parts.n - n->part;
    const rpt_token *t = &w->d->tokens.at[m->first];
    n->caps = m->end == m->first + 1 && t->len > 1 && (is_whole(w->d, m, m->first) ? t->flags & RPT_T_CAPS : rpt_mention_is_caps(w, m));
    n->node = rpt_mention_node(w, m);
    n->entry = n->node ? rpt_node_entry(w, n->node, n->type, rpt_mention_is_caps(w, m)) : 0;
    if (!n->node && n->type == RPT_GPE) n->entry = entry_after_polity(w, m);
}

static bool same_form(const rpt_document *d, uint32_t a, uint32_t b) {
    const rpt_mention *x = &d->mentions.at[a], *y = &d->mentions.at[b];
    if (x->type != y->type || x->end - x->first != y->end - y->first) return false;
    for (uint32_t i = 0; i < x->end - x->first; i++) {
        if (hash_within(d, x, x->first + i) != hash_within(d, y, y->first + i)) return false;
    }
    return true;
}

static uint64_t form_key(const rpt_document *d, const rpt_mention *m) {
    uint64_t h = m->type;
    for (uint32_t i = m->first; i < m->end; i++) h = (h ^ hash_within(d, m, i)) * 0x9E3779B97F4A7C15ull;
    return h ^ h >> 31;
}

void rpt_resolve_names(rpt_resolving *w) {
    rpt_document *d = w->d;
    rpt_multimap forms;
    rpt_multimap_init(&forms, w->arena);
    (void)RPT_PUSH(w->arena, w->names);
    w->name_of = rpt_arena_alloc(w->arena, d->mentions.n * sizeof *w->name_of);
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        const uint64_t key = form_key(d, m);
        uint32_t link = rpt_multimap_first(&forms, key), name = 0;
        for (uint32_t n = 0; link && !name && n < RPT_CHAIN_MAX; n++, link = forms.links.at[link].next) {
            if (same_form(d, w->names.at[forms.links.at[link].value].mention, i))
                name = forms.links.at[link].value;
        }
        if (!name) {
            name = w->names.n;
            rpt_name *n = RPT_PUSH(w->arena, w->names);
            n->mention = i;
            n->type = m->type;
            n->parent = name;
            make_parts(w, n);
            rpt_multimap_add(&forms, w->arena, key, name);
        }
        w->names.at[name].mentions++;
        w->name_of[i] = name;
    }
}

uint32_t rpt_name_root(rpt_resolving *w, uint32_t name) {
    while (w->names.at[name].parent != name) {
        w->names.at[name].parent = w->names.at[w->names.at[name].parent].parent;
        name = w->names.at[name].parent;
    }
    return name;
}

void rpt_names_join(rpt_resolving *w, uint32_t a, uint32_t b) {
    a = rpt_name_root(w, a), b = rpt_name_root(w, b);
    if (a < b) w->names.at[b].parent = a;
    if (b < a) w->names.at[a].parent = b;
}

uint32_t rpt_group_new(rpt_resolving *w, uint32_t mention) {
    const rpt_name form = w->names.at[w->name_of[mention]];
    rpt_name *n = RPT_PUSH(w->arena, w->names);
    *n = form;
    n->mention = mention;
    n->parent = w->names.n - 1;
    return w->names.n - 1;
}
