/* SPDX-License-Identifier: ISC */
/*
 * Layout and posts -> facts: document_date, document_place, speaks_in, position_held. In: blocks, turns, posts, mentions
 * with entities. What sentences state is left to the rules.
 */
#include "relate/header.h"

static rpt_span sentence_of(const rpt_document *d, rpt_span at) {
    const uint32_t s = rpt_document_sentence(d, at.begin);
    return s < d->sentences.n ? d->sentences.at[s].span : at;
}

/* -- Posts --------------------------------------------------------------------------------------- */

static uint32_t of_whom(const rpt_document *d, const rpt_post *p) {
    if (p->of) return d->mentions.at[p->of].entity;
    if (!p->adjective) return 0;
    const rpt_reference *r = &d->references.at[p->adjective];
    return r->targets ? d->targets.at[r->target] : 0;
}

static rpt_str status_of(const rpt_post *p) {
    switch (p->status) {
    case 'p': return RPT_LIT("previous");
    case 'n': return RPT_LIT("new");
    case 'a': return RPT_LIT("acting");
    default: return (rpt_str){"", 0};
    }
}

static bool token_is(const rpt_document *d, uint32_t token, const char *const *words, size_t n) {
    const rpt_str w = rpt_token_text(d, &d->tokens.at[token]);
    for (size_t i = 0; i < n; i++) {
        if (rpt_str_is(w, words[i])) return true;
    }
    return false;
}

/** `A succeeded B as Minister`: A, who holds the post that B held before; NULL = it is told otherwise. */
static const rpt_mention *successor_of(const rpt_document *d, const rpt_post *p) {
    static const char *const verbs[] = {"succeeded", "succeeds", "succeeding", "replaced", "replaces", "replacing", "succeed", "replace"};
    static const char *const between[] = {"who", "has", "had", "will", "also", "recently", ",", "later"};
    const rpt_mention *b = &d->mentions.at[p->holder];
    uint32_t at = b->first;
    for (uint32_t n = 0; n < 4 && at && d->tokens.at[at - 1].len < 6 && !token_is(d, at - 1, verbs, sizeof verbs / sizeof *verbs); n++) at--; /* `Mr` */
    if (b->end > p->first || !at || !token_is(d, at - 1, verbs, sizeof verbs / sizeof *verbs)) return NULL;
    at--;
    while (at && b->first - at < 8 && token_is(d, at - 1, between, sizeof between / sizeof *between)) at--;
    const rpt_mention *a = b - 1;
    return p->holder > 1 && a->type == RPT_PER && a->end == at && a->entity ? a : NULL;
}

/** The wording of one bearer's post: `Foreign Minister` out of `Foreign Ministers A (X) and B (Y)`. */
static rpt_str wording_of(const rpt_document *d, const rpt_post *p) {
    rpt_str w = rpt_document_slice(d, p->span);
    const bool whole = memmem(w.p, w.len, " of ", 4) || memmem(w.p, w.len, " for ", 5) || memmem(w.p, w.len, " to ", 4);
    if (p->plural && !whole && w.len > 4 && w.p[w.len - 1] == 's' && memcmp(w.p + w.len - 3, "ies", 3)) w.len--;
    return w;
}

static void relate_posts(facts *f) {
    const rpt_document *d = f->d;
    for (uint32_t i = 1; i < d->posts.n; i++) {
        const rpt_post *p = &d->posts.at[i];
        const uint32_t of = of_whom(d, p);
        const rpt_mention *holder = &d->mentions.at[p->holder];
        if (!p->holder || !holder->entity || !of) continue;
        fact x = {.kind = RPT_REL_POSITION_HELD, .subject = holder->entity, .object = of, .subject_span = holder->span,
                  .object_span = p->of ? d->mentions.at[p->of].span : p->span, .sentence = sentence_of(d, p->span), .evidence = p->span, .score = 0.9f};
        fact_qualify(&x, RPT_Q_POSITION, wording_of(d, p));
        const rpt_mention *next = successor_of(d, p);
        if (next) {
            fact y = x;
            y.subject = next->entity, y.subject_span = next->span;
            facts_add(f, &y);
        }
        fact_qualify(&x, RPT_Q_STATUS, next ? RPT_LIT("previous") : status_of(p));
        facts_add(f, &x);
    }
}

/* -- Who speaks ------------------------------------------------------------------------------------ */

static void speaks(facts *f, uint32_t entity, rpt_span where) {
    if (!entity || entity >= f->d->entities.n || f->d->entities.at[entity].type != RPT_PER) return;
    fact x = {.kind = RPT_REL_SPEAKS_IN, .subject = entity, .object = RPT_DOC, .subject_span = where, .object_span = where,
              .sentence = where, .evidence = where, .score = 0.9f};
    fact_qualify(&x, RPT_Q_ROLE, RPT_LIT("speaker"));
    facts_add(f, &x);
}

/** Label spans and mentions are both in order: one walk over both. */
static void relate_labels(facts *f) {
    const rpt_document *d = f->d;
    uint32_t t = 1;
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        while (t < d->turns.n && d->turns.at[t].label.end < m->span.end) t++;
        if (t < d->turns.n && d->turns.at[t].label.begin <= m->span.begin && d->turns.at[t].label.end >= m->span.end) {
            speaks(f, m->entity, d->turns.at[t].label);
        }
    }
}

static void relate_bylines(facts *f) {
    const rpt_document *d = f->d;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        const rpt_span span = d->blocks.at[i].span;
        if (d->blocks.at[i].kind != RPT_BLOCK_BYLINE) continue;
        for (uint32_t k = header_first(d, span.begin); k < d->mentions.n && d->mentions.at[k].span.begin < span.end; k++) {
            const rpt_mention *m = &d->mentions.at[k];
            if (m->span.end <= span.end) speaks(f, m->entity, span);
        }
    }
}

static bool after_member_of(const rpt_document *d, uint32_t token) {
    if (token && rpt_str_is(rpt_token_text(d, &d->tokens.at[token - 1]), "the")) token--;
    return token > 1 && rpt_str_is(rpt_token_text(d, &d->tokens.at[token - 1]), "of") &&
           rpt_str_is(rpt_token_text(d, &d->tokens.at[token - 2]), "Member");
}

/** `N. N. (PPE).`, `N. N., Member of the Commission. –`, `N. N., on behalf of the Group`: a speaker's label that names the body that the speaker belongs to. */
static void relate_label_bodies(facts *f) {
    const rpt_document *d = f->d;
    for (uint32_t t = 1; t < d->turns.n; t++) {
        const rpt_span label = d->turns.at[t].label;
        uint32_t who = d->turns.at[t].speaker;
        for (uint32_t i = header_first(d, label.begin); i < d->mentions.n && d->mentions.at[i].span.end <= label.end; i++) {
            const rpt_mention *m = &d->mentions.at[i];
            if (m->type == RPT_PER) who = m->entity;
            const bool bracket = m->span.begin > label.begin && (d->text.p[m->span.begin - 1] == '(' || after_member_of(d, m->first));
            if (m->type != RPT_ORG || !m->entity || !who || d->entities.at[who].type != RPT_PER || !bracket) continue;
            fact x = {.kind = RPT_REL_MEMBER_OF, .subject = who, .object = m->entity, .subject_span = label, .object_span = m->span,
                      .sentence = label, .evidence = label, .score = 0.7f};
            facts_add(f, &x);
        }
    }
}

/** `Statement of November 9, 2020`: the day inside an agreement's name, where the document names that day elsewhere, too. */
static void relate_dated_names(facts *f) {
    const rpt_document *d = f->d;
    for (uint32_t i = 1; i < d->dates.n; i++) {
        const rpt_dated *t = &d->dates.at[i];
        const uint32_t k = header_first(d, t->span.begin + 1) - 1;
        if (t->deictic || !k || k >= d->mentions.n || t->date.iso.len != 10) continue;
        const rpt_mention *m = &d->mentions.at[k];
        if (m->type != RPT_AGR || !m->entity || m->span.end < t->span.end) continue;
        for (uint32_t e = 1; e < d->entities.n; e++) {
            if (d->entities.at[e].type != RPT_DATE || !rpt_str_equal(d->entities.at[e].date.iso, t->date.iso)) continue;
            fact x = {.kind = RPT_REL_AGREEMENT_DATE, .subject = m->entity, .object = e, .subject_span = m->span, .object_span = t->span,
                      .sentence = sentence_of(d, m->span), .evidence = m->span, .score = 0.8f};
            facts_add(f, &x);
            break;
        }
    }
}

/** Words beside a name that calls somebody up: `Yes, Shaun.`, `Let's go to Shaun.` */
static bool only_calls(const rpt_document *d, const rpt_sentence *s, const rpt_mention *m) {
    static const char *const words[] = {"a", "ahead", "all", "and", "back", "fine", "first", "from", "go", "here", "I", "in", "is", "it", "last", "let", "Let",
                                        "me", "next", "Next", "now", "Now", "of", "OK", "Okay", "okay", "on", "one", "over", "please", "Please", "question", "right", "Right",
                                        "s", "so", "So", "start", "Sure", "sure", "take", "the", "then", "there", "to", "turn", "up", "us", "we", "We", "will",
                                        "with", "yeah", "Yeah", "Yes", "yes", "your", "ll", "Go", "And", "begin", "The", "will", "come", "Over", "Back", "I’ll", "We’ll", "Let’s", "We'll", "Let's", "I'll", "’ll", "’s", "'s", "'ll"};
    if (s->end - s->first > 12) return false;
    for (uint32_t t = s->first; t < s->end; t++) {
        if (t >= m->first && t < m->end) continue;
        if (!(d->tokens.at[t].flags & RPT_T_PUNCT) && !token_is(d, t, words, sizeof words / sizeof *words)) return false;
    }
    return true;
}

/** `Shaun.`, `Yes, Shaun.`: a name with nothing said of it, in a turn that a question follows, calls a questioner. */
static void relate_calls(facts *f) {
    const rpt_document *d = f->d;
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        const uint32_t s = m->type == RPT_PER ? rpt_document_sentence(d, m->span.begin) : d->sentences.n;
        if (s == d->sentences.n || !only_calls(d, &d->sentences.at[s], m)) continue;
        const uint32_t turn = d->blocks.at[d->sentences.at[s].block].turn;
        if (!turn || turn + 1 >= d->turns.n || d->turns.at[turn + 1].kind != RPT_TURN_QUESTION || facts_has(f, RPT_REL_SPEAKS_IN, m->entity, RPT_DOC)) continue;
        fact x = {.kind = RPT_REL_SPEAKS_IN, .subject = m->entity, .object = RPT_DOC, .subject_span = m->span, .object_span = m->span,
                  .sentence = d->sentences.at[s].span, .evidence = m->span, .score = 0.7f};
        fact_qualify(&x, RPT_Q_ROLE, RPT_LIT("questioner"));
        facts_add(f, &x);
    }
}

/** `(Signed) N. N.` at the end of a letter. */
static void relate_signers(facts *f) {
    const rpt_document *d = f->d;
    static const char *const signs[] = {"(Signed)", "(signed)", "Signed:", "/s/", "(Sgd)", "(Sgd.)", "SIGNED:"};
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->type != RPT_PER || m->span.begin < 10) continue;
        for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
            const uint32_t n = (uint32_t)strlen(signs[k]);
            if (!memcmp(d->text.p + m->span.begin - n - 1, signs[k], n)) speaks(f, m->entity, m->span);
        }
    }
}

static void relate_speakers(facts *f) {
    const rpt_document *d = f->d;
    for (uint32_t i = 1; i < d->turns.n; i++) speaks(f, d->turns.at[i].speaker, d->turns.at[i].label);
    relate_labels(f);
    relate_bylines(f);
    relate_signers(f);
    relate_calls(f);
}

/* -- Date and place -------------------------------------------------------------------------------- */

static const rpt_mention *mention_in(const rpt_document *d, rpt_span span, uint32_t types) {
    for (uint32_t i = header_first(d, span.begin); i < d->mentions.n && d->mentions.at[i].span.begin < span.end; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->span.begin >= span.begin && m->span.end <= span.end && types >> m->type & 1 && m->entity) return m;
    }
    return NULL;
}

static bool tell(facts *f, uint32_t kind, const rpt_mention *m, rpt_span where) {
    if (!m) return false;
    fact x = {.kind = kind, .subject = RPT_DOC, .object = m->entity, .subject_span = where, .object_span = m->span,
              .sentence = where, .evidence = where, .score = 0.9f};
    facts_add(f, &x);
    return true;
}

/** The date that closes a title (`Press Briefing - May 4, 2022`, `... (21 February 2022)`), with a day; NULL = none. */
static const rpt_mention *closing_date(const rpt_document *d, rpt_span title) {
    for (uint32_t i = header_first(d, title.begin); i < d->mentions.n && d->mentions.at[i].span.begin < title.end; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->type != RPT_DATE || m->span.begin < title.begin || m->span.end + 1 < title.end || !m->entity) continue;
        const rpt_entity *e = &d->entities.at[m->entity];
        if (e->date.iso.len == 10 || e->name.len == 10) return m;
    }
    return NULL;
}

/** The place that stands right before a title's closing date (`... Moscow, December 7, 2020`). */
static const rpt_mention *place_before(const rpt_document *d, const rpt_mention *date) {
    const rpt_mention *m = date - 1;
    if (m <= d->mentions.at || m->type != RPT_GPE || !m->entity) return NULL;
    return date->span.begin - m->span.end <= 2 ? m : NULL;
}

/** A city rather than a residence in it (`The Kremlin, Moscow`). */
static const rpt_mention *place_in(const rpt_document *d, rpt_span span) {
    const rpt_mention *m = mention_in(d, span, 1u << RPT_GPE);
    return m ? m : mention_in(d, span, 1u << RPT_LOC);
}

static void relate_head(facts *f) {
    const rpt_document *d = f->d;
    bool date = false, place = false;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        const rpt_block *b = &d->blocks.at[i];
        const rpt_mention *closing = b->kind == RPT_BLOCK_TITLE && !date ? closing_date(d, b->span) : NULL;
        if (!closing) continue;
        date = tell(f, RPT_REL_DOCUMENT_DATE, closing, b->span);
        place = tell(f, RPT_REL_DOCUMENT_PLACE, place_before(d, closing), b->span);
    }
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        const rpt_block *b = &d->blocks.at[i];
        if (b->kind != RPT_BLOCK_DATELINE) continue;
        if (!date) date = tell(f, RPT_REL_DOCUMENT_DATE, mention_in(d, b->span, 1u << RPT_DATE), b->span);
        if (!place) place = tell(f, RPT_REL_DOCUMENT_PLACE, place_in(d, b->span), b->span);
    }
}

/* -- Titles of agreements with the date beside them ------------------------------------------------- */

/** A title that opens with an agreement's name, and a line of its own with the date after it. */
static void relate_titles(facts *f) {
    const rpt_document *d = f->d;
    for (uint32_t i = 0; i + 1 < d->blocks.n; i++) {
        if (d->blocks.at[i].kind != RPT_BLOCK_SEE_ALSO || d->blocks.at[i + 1].kind != RPT_BLOCK_SEE_ALSO) continue;
        const rpt_mention *a = mention_in(d, d->blocks.at[i].span, 1u << RPT_AGR);
        const rpt_mention *date = mention_in(d, d->blocks.at[i + 1].span, 1u << RPT_DATE);
        if (!a || !date || a->span.begin > d->blocks.at[i].span.begin + 40) continue;
        fact x = {.kind = RPT_REL_AGREEMENT_DATE, .subject = a->entity, .object = date->entity, .subject_span = a->span, .object_span = date->span,
                  .sentence = {d->blocks.at[i].span.begin, d->blocks.at[i + 1].span.end}, .evidence = date->span, .score = 0.8f};
        facts_add(f, &x);
    }
}

uint32_t header_principal(const rpt_document *d) {
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        if (d->blocks.at[i].kind != RPT_BLOCK_BYLINE) continue;
        const rpt_mention *m = mention_in(d, d->blocks.at[i].span, 1u << RPT_PER);
        if (m) return m->entity;
    }
    for (uint32_t i = 1; i < d->turns.n; i++) {
        const rpt_mention *m = mention_in(d, d->turns.at[i].label, 1u << RPT_PER);
        if (m) return m->entity;
        if (d->turns.at[i].speaker) return d->turns.at[i].speaker;
    }
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        if (d->blocks.at[i].kind != RPT_BLOCK_PARAGRAPH) continue;
        const rpt_mention *m = mention_in(d, d->blocks.at[i].span, 1u << RPT_PER);
        return m ? m->entity : 0;
    }
    return 0;
}

uint32_t header_date(const rpt_document *d, uint32_t block) {
    if (d->blocks.at[block].kind != RPT_BLOCK_SEE_ALSO || block + 1 >= d->blocks.n || d->blocks.at[block + 1].kind != RPT_BLOCK_SEE_ALSO) return 0;
    const rpt_mention *m = mention_in(d, d->blocks.at[block + 1].span, 1u << RPT_DATE);
    return m && m->span.begin <= d->blocks.at[block + 1].span.begin + 2 ? m->entity : 0;
}

void header_relate(facts *f) {
    relate_head(f);
    relate_posts(f);
    relate_speakers(f);
    relate_titles(f);
    relate_label_bodies(f);
    relate_dated_names(f);
}

static bool is_meeting(const rpt_document *d, uint32_t token) {
    static const char *const words[] = {"Meeting", "meeting", "Session", "session", "Summit", "summit", "Meetings", "MEETING", "SESSION"};
    const rpt_str w = token < d->tokens.n ? rpt_token_text(d, &d->tokens.at[token]) : RPT_LIT("");
    return rpt_name_of(words, sizeof words / sizeof *words, w) < sizeof words / sizeof *words;
}

/** Do words up to three before a body's name, or the one or two after it, say that it met? */
static bool tells_meeting(const rpt_document *d, const rpt_mention *m) {
    for (uint32_t k = 1; k <= 3 && k <= m->first; k++) {
        if (is_meeting(d, m->first - k) && rpt_str_is(rpt_token_text(d, &d->tokens.at[m->first - k + 1]), "of")) return true;
    }
    return is_meeting(d, m->end) || is_meeting(d, m->end + 1);
}

uint32_t header_venue(const rpt_document *d) {
    for (uint32_t i = 0; i < d->blocks.n && i < 6; i++) {
        const rpt_block *b = &d->blocks.at[i];
        if (b->kind != RPT_BLOCK_TITLE && i > 2) continue;
        for (uint32_t k = header_first(d, b->span.begin); k < d->mentions.n && d->mentions.at[k].span.begin < b->span.end; k++) {
            const rpt_mention *m = &d->mentions.at[k];
            if (m->type == RPT_ORG && m->entity && tells_meeting(d, m)) return m->entity;
        }
    }
    return 0;
}
