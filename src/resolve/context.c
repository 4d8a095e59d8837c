/* SPDX-License-Identifier: ISC */
/*
 * The document's frame: who speaks (labels, byline, title), whose page it is, which sides and persons meet,
 * what agreement the document itself is, the region that it is about. In: blocks, turns, mentions with
 * entities, posts. Out: turns[].speaker and the fields of rpt_referring that pronouns and plural nouns stand
 * for.
 */
#include "resolve/referring.h"

bool rpt_word_at(const rpt_referring *f, uint32_t token, const char *lower) {
    if (token >= f->w->d->tokens.n) return false;
    const rpt_str s = rpt_token_text(f->w->d, &f->w->d->tokens.at[token]);
    uint32_t i = 0;
    while (i < s.len && lower[i] && ((s.p[i] | 0x20) == lower[i] || s.p[i] == lower[i])) i++;
    return i == s.len && !lower[i];
}

uint32_t rpt_state_entity(rpt_referring *f, rpt_str qid) {
    rpt_resolving *w = f->w;
    if (!qid.len) return 0;
    const uint32_t link = rpt_multimap_first(&f->by_qid, rpt_hash(qid));
    if (link) return f->by_qid.links.at[link].value;
    const uint32_t entry = rpt_gazetteer_by_qid(w->r->gazetteer, qid);
    if (!entry) return 0;
    const rpt_entry x = rpt_gazetteer_entry(w->r->gazetteer, entry);
    rpt_entity *e = RPT_PUSH(w->arena, w->d->entities);
    e->name = x.name;
    e->qid = x.qid;
    e->type = x.type;
    e->entry = entry;
    e->score = e->margin = 1;
    e->id = rpt_entity_id(w, x.name);
    rpt_multimap_add(&f->by_qid, w->arena, rpt_hash(qid), w->d->entities.n - 1);
    return w->d->entities.n - 1;
}

bool rpt_is_state(const rpt_referring *f, uint32_t entity) {
    const rpt_entity *e = &f->w->d->entities.at[entity];
    if (e->type != RPT_GPE) return false;
    if (!e->entry) return false;
    const rpt_entry x = rpt_gazetteer_entry(f->w->r->gazetteer, e->entry);
    return rpt_str_is(x.kind, "state") || rpt_str_is(x.kind, "former_state") ||
           rpt_str_is(x.kind, "partially_recognised") || rpt_str_equal(x.country, x.qid);
}

uint32_t rpt_side_of(rpt_referring *f, uint32_t entity) {
    if (!entity) return 0;
    const uint8_t type = rpt_type_of(f, entity);
    if (type == RPT_ORG) return entity;
    if (type == RPT_GPE && rpt_is_state(f, entity)) return entity;
    if (type != RPT_PER && type != RPT_GPE) return 0;
    const rpt_entity *e = &f->w->d->entities.at[entity];
    if (e->country) return e->country;
    if (!e->entry) return 0;
    const uint32_t state = rpt_state_entity(f, rpt_gazetteer_entry(f->w->r->gazetteer, e->entry).country);
    f->w->d->entities.at[entity].country = state;
    return state;
}

/* -- Readings ---------------------------------------------------------------------------------- */

static uint64_t bits_of(const rpt_resolver *r, const rpt_lexeme *l) {
    uint64_t bits = 0;
    for (uint32_t i = 0; l && i < l->senses; i++) {
        const uint32_t c = rpt_lexicon_sense(r->lexicon, l->sense + i)->class;
        if (c < r->numbers) bits |= r->bits[c];
    }
    return bits;
}

/** `we've`, `I’m`: the classes of the pronoun before the apostrophe. */
static uint64_t bits_of_contraction(const rpt_referring *f, const rpt_token *t) {
    const rpt_str s = rpt_token_text(f->w->d, t);
    uint32_t at = 1, len = 0;
    if (s.len > 8 || !memchr("iwyhstIWYHST", s.p[0], 12)) return 0;
    while (at < s.len && s.p[at] != '\'' && (unsigned char)s.p[at] != 0xE2) at++;
    if (at >= s.len) return 0;
    char folded[64];
    const uint64_t hash = rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, (rpt_str){s.p, at})});
    const uint64_t bits = bits_of(f->w->r, rpt_lexicon_match(f->w->r->lexicon, &hash, sizeof hash, 1, &len));
    return bits & RPT_PRONOUNS;
}

static void read_tokens(rpt_referring *f) {
    const rpt_document *d = f->w->d;
    const rpt_resolver *r = f->w->r;
    const size_t n = d->tokens.n + 1;
    f->word = rpt_arena_alloc(f->w->arena, n * sizeof *f->word);
    f->phrase = rpt_arena_alloc(f->w->arena, n * sizeof *f->phrase);
    f->words = rpt_arena_alloc(f->w->arena, n);
    f->mention_at = rpt_arena_alloc(f->w->arena, n * sizeof *f->mention_at);
    f->post_at = rpt_arena_alloc(f->w->arena, n * sizeof *f->post_at);
    for (uint32_t i = 0; i < d->tokens.n; i++) {
        uint32_t len = 0, one = 0;
        const rpt_token *t = &d->tokens.at[i];
        const uint32_t left = d->tokens.n - i < 6 ? d->tokens.n - i : 6;
        const rpt_lexeme *l = rpt_lexicon_match(r->lexicon, &t->hash, sizeof *t, left, &len);
        f->word[i] = bits_of_contraction(f, t);
        if (!l) continue;
        f->phrase[i] = bits_of(r, l);
        f->words[i] = (uint8_t)len;
        f->word[i] |=
            len == 1 ? f->phrase[i] : bits_of(r, rpt_lexicon_match(r->lexicon, &t->hash, sizeof *t, 1, &one));
    }
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        for (uint32_t k = d->mentions.at[i].first; k < d->mentions.at[i].end && k < d->tokens.n; k++)
            f->mention_at[k] = i;
    }
    for (uint32_t i = 1; i < d->posts.n; i++) {
        for (uint32_t k = d->posts.at[i].first; k < d->posts.at[i].end && k < d->tokens.n; k++)
            f->post_at[k] = i;
    }
}

/* -- Persons ----------------------------------------------------------------------------------- */

static void read_genders(rpt_referring *f) {
    const rpt_document *d = f->w->d;
    f->gender = rpt_arena_alloc(f->w->arena, f->entities);
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->type != RPT_PER || f->gender[m->entity]) continue;
        for (uint32_t k = m->first > 2 ? m->first - 2 : 0; k < m->end; k++) {
            if (rpt_is(f, k, RPT_RC_BIT(MALE))) f->gender[m->entity] = 'm';
            if (rpt_is(f, k, RPT_RC_BIT(FEMALE))) f->gender[m->entity] = 'f';
        }
    }
}

/** The adjective of a state right before a post's wording. */
static uint32_t adjective_before(rpt_referring *f, uint32_t first, uint32_t *at) {
    rpt_str qid;
    for (uint32_t back = 1; back <= 3 && back <= first; back++) {
        const uint32_t len = rpt_phrase_has(f->w, first - back, first, RPT_RC_DEMONYM, &qid);
        if (len != back) continue;
        *at = first - back;
        return rpt_state_entity(f, qid);
    }
    return 0;
}

/** What the text says of persons' posts gives them their states. */
static void read_posts(rpt_referring *f) {
    rpt_document *d = f->w->d;
    bool *told = rpt_arena_alloc(f->w->arena, d->entities.n * sizeof *told);
    for (uint32_t i = 1; i < d->posts.n; i++) {
        const rpt_post *p = &d->posts.at[i];
        uint32_t at;
        if (!p->holder || p->holder >= d->mentions.n) continue;
        const uint32_t holder = d->mentions.at[p->holder].entity;
        if (!holder || told[holder] || p->status == 'p') continue;
        uint32_t of = p->of ? d->mentions.at[p->of].entity : adjective_before(f, p->first, &at);
        if (of && rpt_type_of(f, of) == RPT_ORG) {
            const uint32_t entry = d->entities.at[of].entry;
            const rpt_str state =
                entry ? rpt_gazetteer_entry(f->w->r->gazetteer, entry).country : (rpt_str){0};
            if (d->entities.at[of].country) of = d->entities.at[of].country;
            else if (state.len) of = rpt_state_entity(f, state);
            else if (!entry) of = 0; /* what body that is, nobody knows */
        }
        if (!of || (rpt_type_of(f, of) == RPT_GPE && !rpt_is_state(f, of) && d->entities.at[holder].country))
            continue;
        told[holder] = true; /* the text goes before the table: it speaks of this day */
        d->entities.at[holder].country = of;
    }
}

/** What the table says that a person was on the document's day. */
static rpt_str kind_on_day(const rpt_referring *f, uint32_t entry) {
    const rpt_document *d = f->w->d;
    rpt_tenure t[24];
    const uint32_t n =
        entry && d->date.iso.len ? rpt_gazetteer_offices_of(f->w->r->gazetteer, entry, t, 24) : 0;
    for (uint32_t i = n; i > 0; i--) {
        if (t[i - 1].from <= d->date.from && d->date.from <= t[i - 1].to) return t[i - 1].post;
    }
    return (rpt_str){0};
}

/** `Under Secretary of State for X` is later `the Under Secretary`. */
static void add_short_wording(rpt_referring *f, uint32_t post) {
    const rpt_document *d = f->w->d;
    const rpt_post *p = &d->posts.at[post];
    for (uint32_t i = p->first + 1; i < p->end; i++) {
        if (!rpt_word_at(f, i, "of") && !rpt_word_at(f, i, "for")) continue;
        const rpt_span head = {p->span.begin, d->tokens.at[i - 1].begin + d->tokens.at[i - 1].len};
        rpt_multimap_add(&f->bearers, f->w->arena, rpt_hash(rpt_document_slice(d, head)), post);
        return;
    }
}

/** The kind of post of each person: what the text says before the table. */
static void read_kinds(rpt_referring *f) {
    rpt_document *d = f->w->d;
    const uint32_t n = d->entities.n;
    f->entities = n;
    f->kind = rpt_arena_alloc(f->w->arena, n * sizeof *f->kind);
    rpt_multimap_init(&f->persons_of, f->w->arena);
    rpt_multimap_init(&f->bearers, f->w->arena);
    for (uint32_t i = 1; i < d->posts.n; i++) {
        const rpt_post *p = &d->posts.at[i];
        if (!p->holder || p->status == 'p') continue;
        rpt_str *kind = &f->kind[d->mentions.at[p->holder].entity];
        if (!kind->len) *kind = f->w->post_kind[i];
        const rpt_str said = f->w->post_kind[i].len ? f->w->post_kind[i] : rpt_document_slice(d, p->span);
        rpt_multimap_add(&f->bearers, f->w->arena, rpt_hash(said), i);
        rpt_multimap_add(&f->bearers, f->w->arena, d->tokens.at[p->end - 1].hash + 1, i);
        if (!f->w->post_kind[i].len) add_short_wording(f, i);
    }
    for (uint32_t i = 1; i < n; i++) {
        if (d->entities.at[i].type != RPT_PER) continue;
        if (!f->kind[i].len) f->kind[i] = kind_on_day(f, d->entities.at[i].entry);
        const uint32_t side = rpt_side_of(f, i);
        if (side) rpt_multimap_add(&f->persons_of, f->w->arena, side, i);
    }
}

/* -- Who speaks -------------------------------------------------------------------------------- */

static uint32_t first_mention(const rpt_document *d, rpt_span s, uint32_t types) {
    for (uint32_t i = 1; i < d->mentions.n && d->mentions.at[i].span.begin < s.end; i++) {
        if (d->mentions.at[i].span.begin >= s.begin && types >> d->mentions.at[i].type & 1 &&
            d->mentions.at[i].entity)
            return i;
    }
    return 0;
}

static void read_labels(rpt_referring *f) {
    rpt_document *d = f->w->d;
    for (uint32_t i = 1, m = 1; i < d->turns.n; i++) {
        rpt_turn *t = &d->turns.at[i];
        while (m < d->mentions.n && d->mentions.at[m].span.end <= t->label.begin) m++;
        for (uint32_t k = m; k < d->mentions.n && d->mentions.at[k].span.begin < t->label.end; k++) {
            const rpt_mention *x = &d->mentions.at[k];
            const bool bracket = t->speaker && x->type == RPT_GPE && x->span.begin && d->text.p[x->span.begin - 1] == '(';
            if (bracket && !d->entities.at[t->speaker].country) d->entities.at[t->speaker].country = x->entity; /* a delegate */
            const rpt_str before = rpt_document_slice(d, (rpt_span){t->label.begin, x->span.begin});
            if (t->speaker && memchr(before.p, '(', before.len)) break; /* `Vladimir Putin (answering X):` */
            if (x->type == RPT_PER) t->speaker = x->entity;
        }
        if (t->speaker) rpt_few_add(&f->principals, t->speaker);
    }
}

/** `Sergey Lavrov's remarks`, `Remarks by X`, `Letter from X`: the one who speaks in what a title announces.
 */
static uint32_t speaker_of_title(const rpt_referring *f, const rpt_block *b) {
    const rpt_document *d = f->w->d;
    const uint32_t types = 1u << RPT_PER | 1u << RPT_ORG;
    for (uint32_t i = 1; i < d->mentions.n && d->mentions.at[i].span.begin < b->span.end; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->span.begin < b->span.begin || !(types >> m->type & 1)) continue;
        const bool owns = m->end < d->tokens.n && d->tokens.at[m->end].flags & RPT_T_POSSESSIVE;
        for (uint32_t k = m->end; owns && k < m->end + 4 && k < d->tokens.n; k++) {
            if (rpt_is(f, k, RPT_RC_BIT(SPEECH))) return m->entity;
        }
        for (uint32_t k = m->first, n = 0; n < 10 && k > 0 && d->tokens.at[k - 1].begin >= b->span.begin;
             n++) {
            k--;
            if (f->mention_at[k] && d->mentions.at[f->mention_at[k]].type != RPT_GPE) break;
            if (rpt_word_at(f, k, "to")) break; /* whom it is sent to */
            if (rpt_is(f, k, RPT_RC_BIT(BY)))
                return k && (rpt_is(f, k - 1, RPT_RC_BIT(SPEECH)) || rpt_word_at(f, k, "from")) ? m->entity
                                                                                                : 0;
        }
    }
    return 0;
}

/** `Telegram From the Embassy in X`: ministers without a state are those of X. */
static void read_seat(rpt_referring *f) {
    const rpt_document *d = f->w->d;
    for (uint32_t i = 1; i < d->mentions.n && d->mentions.at[i].span.begin < 200; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->type != RPT_GPE || m->first < 4 || !rpt_word_at(f, m->first - 1, "in") || !rpt_is_state(f, m->entity)) continue;
        const bool mission = rpt_word_at(f, m->first - 2, "embassy") || rpt_word_at(f, m->first - 2, "legation") || rpt_word_at(f, m->first - 2, "mission");
        if (!mission || !(rpt_word_at(f, m->first - 3, "from") || rpt_word_at(f, m->first - 4, "from"))) continue;
        f->seat = m->entity;
        return;
    }
}

static void read_speaker(rpt_referring *f) {
    const rpt_document *d = f->w->d;
    for (uint32_t i = 0; i < d->blocks.n && i < 24; i++) {
        const rpt_block *b = &d->blocks.at[i];
        uint32_t m = 0;
        if (b->kind == RPT_BLOCK_BYLINE) m = first_mention(d, b->span, 1u << RPT_PER);
        if (m) {
            f->speaker = d->mentions.at[m].entity;
            return;
        }
        const bool title = b->kind == RPT_BLOCK_TITLE || (i == 0 && b->span.end - b->span.begin < 220);
        if (!f->speaker && title) f->speaker = speaker_of_title(f, b);
        if (f->speaker && !f->own && rpt_type_of(f, f->speaker) == RPT_ORG) f->own = f->speaker;
    }
}

/** Does the token stand in quotation marks? Looked for back to the start of its block. */
static bool is_quoted(const rpt_referring *f, uint32_t token, const rpt_block *b) {
    const rpt_document *d = f->w->d;
    uint32_t straight = 0;
    for (uint32_t i = token, n = 0; i > 0 && n < 400 && d->tokens.at[i - 1].begin >= b->span.begin;
         i--, n++) {
        const rpt_token *t = &d->tokens.at[i - 1];
        if (!(t->flags & RPT_T_PUNCT)) continue;
        const rpt_str mark = rpt_token_text(d, t);
        if (rpt_str_is(mark, "“") || rpt_str_is(mark, "«")) return true;
        if (rpt_str_is(mark, "”") || rpt_str_is(mark, "»")) return false;
        straight += rpt_str_is(mark, "\"");
    }
    return straight % 2;
}

/** Whose words a quotation is: the person next to a verb of saying in its block, nearest to the token. */
static uint32_t quoted_speaker(const rpt_referring *f, uint32_t token, const rpt_block *b) {
    const rpt_document *d = f->w->d;
    uint32_t best = 0, distance = 300;
    const uint32_t low = token > 300 ? token - 300 : 0;
    for (uint32_t i = low; i < token + 300 && i < d->tokens.n; i++) {
        if (d->tokens.at[i].begin < b->span.begin || !rpt_is(f, i, RPT_RC_BIT(SAY))) continue;
        if (d->tokens.at[i].begin >= b->span.end) break;
        const uint32_t away = i > token ? i - token : token - i;
        for (uint32_t k = i > 3 ? i - 3 : 0; k < i + 6 && away < distance && k < d->tokens.n; k++) {
            const uint32_t m = f->mention_at[k];
            if (m && d->mentions.at[m].type == RPT_PER && !is_quoted(f, k, b))
                best = d->mentions.at[m].entity, distance = away;
        }
    }
    return best;
}

uint32_t rpt_speaker_at(const rpt_referring *f, uint32_t token) {
    const rpt_block *b = &f->w->d->blocks.at[f->w->d->sentences.at[f->sentence].block];
    return is_quoted(f, token, b) ? quoted_speaker(f, token, b) : rpt_speaker_now(f);
}

uint32_t rpt_speaker_now(const rpt_referring *f) {
    return f->turn && (f->w->d->turns.at[f->turn].label.end > f->w->d->turns.at[f->turn].label.begin)
               ? f->w->d->turns.at[f->turn].speaker
               : f->speaker;
}

/* -- Sides ------------------------------------------------------------------------------------- */

static void add_side(rpt_referring *f, uint32_t entity) {
    const uint32_t side = rpt_side_of(f, entity);
    if (side && rpt_type_of(f, side) == RPT_ORG && entity != side) { /* an office inside a state is no side */
        const uint32_t entry = f->w->d->entities.at[side].entry;
        if (!entry || rpt_gazetteer_entry(f->w->r->gazetteer, entry).country.len) return;
    }
    if (side && f->sides.n < RPT_MOST_SIDES) rpt_few_add(&f->sides, side);
}

/** States, bodies and persons' states that a header line names, up to the word that opens its topic. */
static void sides_of_line(rpt_referring *f, rpt_span s, bool persons) {
    const rpt_document *d = f->w->d;
    for (uint32_t i = rpt_document_token(d, s.begin); i < d->tokens.n && d->tokens.at[i].begin < s.end; i++) {
        const uint32_t m = f->mention_at[i];
        rpt_str qid;
        if (!m && rpt_is(f, i, RPT_RC_BIT(TOPIC))) return;
        if (!m && d->tokens.at[i].flags & RPT_T_UPPER) {
            if (rpt_phrase_has(f->w, i, i + 3, RPT_RC_DEMONYM, &qid)) add_side(f, rpt_state_entity(f, qid));
            continue;
        }
        if (!m || i != d->mentions.at[m].first) continue;
        const uint32_t entity = d->mentions.at[m].entity;
        const uint8_t type = d->mentions.at[m].type;
        if (type == RPT_PER) rpt_few_add(&f->principals, entity);
        if (type == RPT_GPE ? rpt_is_state(f, entity) : type == RPT_PER && persons) add_side(f, entity);
    }
}

/** `issued by the Governments of A, B and C`: the list in the lead is who speaks. */
static bool sides_of_list(rpt_referring *f, rpt_span s) {
    const rpt_document *d = f->w->d;
    rpt_few list = {0};
    bool by = false;
    for (uint32_t i = rpt_document_token(d, s.begin); i < d->tokens.n && d->tokens.at[i].begin < s.end; i++) {
        const uint32_t m = f->mention_at[i];
        by |= !m && rpt_is(f, i, RPT_RC_BIT(BY)) && i && (rpt_is(f, i - 1, RPT_RC_BIT(MADE)));
        if (by && list.n && (rpt_word_at(f, i, "on") || rpt_word_at(f, i, "."))) break;
        if (!by || !m || i != d->mentions.at[m].first) continue;
        const uint8_t type = d->mentions.at[m].type;
        if (type == RPT_GPE || type == RPT_ORG) rpt_few_add(&list, d->mentions.at[m].entity);
    }
    if (list.n < 2) return false;
    f->sides.n = 0;
    rpt_few_join(&f->sides, &list);
    return true;
}

/** Persons or posts in the plural in a lead: who meets, not what is spoken about. */
static bool tells_of_meeting(const rpt_referring *f, rpt_span s) {
    const rpt_document *d = f->w->d;
    for (uint32_t i = rpt_document_token(d, s.begin); i < d->tokens.n && d->tokens.at[i].begin < s.end; i++) {
        const uint32_t m = f->mention_at[i];
        if (m ? d->mentions.at[m].type == RPT_PER : rpt_starts(f, i, RPT_RC_BIT(POSTS_NOUN))) return true;
    }
    return false;
}

static void read_sides(rpt_referring *f) {
    const rpt_document *d = f->w->d;
    add_side(f, f->speaker);
    for (uint32_t i = 1; i < d->turns.n; i++) {
        if (d->turns.at[i].kind != RPT_TURN_QUESTION) add_side(f, d->turns.at[i].speaker);
    }
    if (f->host) rpt_few_add(&f->principals, f->host);
    uint32_t read = 0;
    for (uint32_t i = 0; i < d->blocks.n && read < 5 && i < 16; i++) {
        const rpt_block *b = &d->blocks.at[i];
        if (b->kind == RPT_BLOCK_NOISE || b->kind == RPT_BLOCK_DATELINE || b->kind == RPT_BLOCK_NOTE)
            continue;
        read++;
        if (sides_of_list(f, b->span)) return;
        const bool title = b->kind == RPT_BLOCK_TITLE || i == 0;
        if (title || (f->sides.n < 2 && tells_of_meeting(f, b->span))) sides_of_line(f, b->span, true);
    }
    if (f->own) rpt_few_add(&f->sides, f->own);
}

/** Who speaks for a state that no table gives him names it most. */
static uint32_t state_named_most(const rpt_referring *f) {
    const rpt_document *d = f->w->d;
    uint32_t best = 0;
    for (uint32_t i = 1; i < d->entities.n; i++) {
        if (d->entities.at[i].mentions > 2 && rpt_is_state(f, i) &&
            (!best || d->entities.at[i].mentions > d->entities.at[best].mentions))
            best = i;
    }
    return best;
}

/** `kremlin.ru` of the address, `Office of the Spokesperson` among the first lines: whose page it is. */
static uint32_t side_of_publisher(rpt_referring *f) {
    const rpt_document *d = f->w->d;
    rpt_str rest = d->url, value;
    if (rest.len > 8 && memcmp(rest.p, "http", 4) == 0) {
        rpt_str_cut(&rest, '/');
        rpt_str_cut(&rest, '/');
    }
    for (rpt_str site = rpt_str_cut(&rest, '/'); site.len; rpt_str_cut(&site, '.')) {
        uint32_t len = 0;
        const uint64_t hash = rpt_hash(site);
        const rpt_lexeme *l = rpt_lexicon_match(f->w->r->lexicon, &hash, sizeof hash, 1, &len);
        if (f->w->r->class[RPT_RC_PUBLISHER] &&
            rpt_lexeme_has(f->w->r->lexicon, l, f->w->r->class[RPT_RC_PUBLISHER], &value))
            return rpt_state_entity(f, value);
    }
    for (uint32_t i = 0; i < d->tokens.n && i < 120; i++) {
        if (f->phrase[i] & RPT_RC_BIT(PUBLISHER) && rpt_phrase_has(f->w, i, i + 6, RPT_RC_PUBLISHER, &value))
            return rpt_state_entity(f, value);
    }
    return 0;
}

/** The person whose page it is: who speaks; else the first person of the first full sentence. */
static void read_host(rpt_referring *f) {
    const rpt_document *d = f->w->d;
    f->host = f->speaker && rpt_type_of(f, f->speaker) == RPT_PER ? f->speaker : 0;
    for (uint32_t i = 1; !f->host && i < d->turns.n; i++) {
        if (d->turns.at[i].kind != RPT_TURN_QUESTION) f->host = d->turns.at[i].speaker;
    }
    for (uint32_t i = 0; !f->host && i < d->sentences.n && i < 12; i++) {
        const rpt_sentence *s = &d->sentences.at[i];
        const uint8_t kind = d->blocks.at[s->block].kind;
        if (kind != RPT_BLOCK_PARAGRAPH || s->end - s->first < 6) continue;
        const uint32_t m = first_mention(d, s->span, 1u << RPT_PER);
        if (m && d->mentions.at[m].first < s->first + 6) f->host = d->mentions.at[m].entity;
    }
    if (!f->own) f->own = rpt_side_of(f, f->host);
    if (!f->own) f->own = rpt_side_of(f, f->speaker);
    if (!f->own) f->own = side_of_publisher(f);
    if (!f->own && f->speaker && f->kind[f->speaker].len) f->own = state_named_most(f);
    if (f->own && f->host && f->kind[f->host].len && !d->entities.at[f->host].country)
        f->w->d->entities.at[f->host].country = f->own;
}

/* -- What the document is and is about ---------------------------------------------------------- */

static void read_topic(rpt_referring *f) {
    rpt_document *d = f->w->d;
    uint32_t best = 1; /* a region named once is no topic */
    for (uint32_t i = 1; i < d->entities.n; i++) {
        const rpt_entity *e = &d->entities.at[i];
        if (e->type != RPT_LOC && (e->type != RPT_GPE || rpt_is_state(f, i))) continue;
        const rpt_entry x = rpt_gazetteer_entry(f->w->r->gazetteer, e->entry);
        if (rpt_str_is(x.kind, "city") || rpt_str_is(x.kind, "capital")) continue;
        if (e->mentions > best) best = e->mentions, f->region = i;
    }
    for (uint32_t i = 0; i < d->blocks.n && i < 8 && !f->agreement; i++) {
        if (d->blocks.at[i].kind != RPT_BLOCK_TITLE && i > 1) continue;
        const uint32_t m = first_mention(d, d->blocks.at[i].span, 1u << RPT_AGR);
        if (m && d->mentions.at[m].span.begin < d->blocks.at[i].span.begin + 40)
            f->agreement = d->mentions.at[m].entity;
    }
    for (uint32_t i = 0; i < d->blocks.n && i < 10 && !f->place; i++) {
        if (d->blocks.at[i].kind != RPT_BLOCK_DATELINE && d->blocks.at[i].kind != RPT_BLOCK_TITLE) continue;
        for (uint32_t k = 1; k < d->mentions.n && d->mentions.at[k].span.begin < d->blocks.at[i].span.end;
             k++) {
            const rpt_mention *m = &d->mentions.at[k];
            if (m->span.begin >= d->blocks.at[i].span.begin && m->type == RPT_GPE &&
                !rpt_is_state(f, m->entity))
                f->place = m->entity;
        }
    }
}

void rpt_read_context(rpt_referring *f) {
    rpt_document *d = f->w->d;
    rpt_multimap_init(&f->by_qid, f->w->arena);
    for (uint32_t i = d->entities.n; i > 1; i--) {
        const rpt_entity *e = &d->entities.at[i - 1];
        if (e->qid.len && (e->type == RPT_GPE || e->type == RPT_ORG))
            rpt_multimap_add(&f->by_qid, f->w->arena, rpt_hash(e->qid), i - 1);
    }
    read_tokens(f);
    read_posts(f);
    read_kinds(f);
    read_labels(f);
    read_speaker(f);
    read_seat(f);
    read_host(f);
    read_sides(f);
    read_topic(f);
    read_genders(f);
    for (uint32_t i = 1; i < d->mentions.n && !f->organ; i++) {
        if (d->mentions.at[i].type == RPT_ORG) f->organ = d->mentions.at[i].entity;
    }
    for (uint32_t i = 1; i < d->entities.n;
         i++) { /* a city's and a body's state, where the document has it */
        rpt_entity *e = &d->entities.at[i];
        const rpt_str state = e->entry && !e->country
                                  ? rpt_gazetteer_entry(f->w->r->gazetteer, e->entry).country
                                  : (rpt_str){0};
        const uint32_t link = state.len ? rpt_multimap_first(&f->by_qid, rpt_hash(state)) : 0;
        if (link && f->by_qid.links.at[link].value != i) e->country = f->by_qid.links.at[link].value;
    }
    d->host = f->host;
    d->own = f->own;
}
