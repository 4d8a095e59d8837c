/* SPDX-License-Identifier: ISC */
/*
 * Lists of persons -> facts: the participants of a conversation (two sides, by headings or by the states of their posts) met;
 * an ambassadors' list `Name - State` after letters of credence gives posts and meetings; an organ's resolution is its own.
 */
#include "relate/header.h"

enum { MAX_ROSTER = 64 };

typedef struct {
    uint32_t entity, side;
    rpt_span span;
} participant;

static bool is_inside(rpt_span a, rpt_span b) { return a.begin >= b.begin && a.end <= b.end; }

/** The first person that an item names or refers to; 0 = none. */
static uint32_t person_in(const rpt_document *d, rpt_span item, rpt_span *where) {
    for (uint32_t i = header_first(d, item.begin); i < d->mentions.n && d->mentions.at[i].span.begin < item.end; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        *where = m->span;
        if (m->type == RPT_PER && m->entity && is_inside(m->span, item)) return m->entity;
    }
    for (uint32_t i = 1; i < d->references.n; i++) {
        const rpt_reference *r = &d->references.at[i];
        *where = r->span;
        if (!is_inside(r->span, item)) continue;
        for (uint32_t k = 0; k < r->targets; k++) {
            const uint32_t e = d->targets.at[r->target + k];
            if (d->entities.at[e].type == RPT_PER) return e;
        }
    }
    return 0;
}

static bool starts_with(const rpt_document *d, rpt_span span, const char *word) {
    const rpt_str s = rpt_document_slice(d, span);
    char folded[64];
    const uint32_t n = (uint32_t)strlen(word);
    if (s.len < n) return false;
    rpt_utf8_fold_into(folded, (rpt_str){s.p, n});
    return memcmp(folded, word, n) == 0;
}

static void add_meeting(facts *f, const participant *a, const participant *b) {
    fact x = {.kind = RPT_REL_MET, .subject = a->entity, .object = b->entity, .subject_span = a->span, .object_span = b->span,
              .sentence = b->span, .evidence = b->span, .score = 0.7f};
    if (a->entity != b->entity) facts_add(f, &x);
}

/** Without headings the sides are the first known state's persons and the rest. */
static void take_sides(participant *p, uint32_t n, const uint32_t *state_of) {
    uint32_t state = 0;
    for (uint32_t i = 0; i < n && !state; i++) state = state_of[p[i].entity];
    for (uint32_t i = 0; i < n; i++) p[i].side = state && state_of[p[i].entity] == state;
}

static uint32_t read_participants(const rpt_document *d, uint32_t block, participant *p, bool *headings) {
    uint32_t n = 0, side = 0;
    for (; block < d->blocks.n && n < MAX_ROSTER; block++) {
        const rpt_block *b = &d->blocks.at[block];
        if (b->kind == RPT_BLOCK_HEADING) side++;
        else if (b->kind != RPT_BLOCK_ITEM) break;
        rpt_span where;
        const uint32_t who = b->kind == RPT_BLOCK_ITEM ? person_in(d, b->span, &where) : 0;
        if (who) p[n++] = (participant){who, side, where};
    }
    *headings = side > 1;
    return n;
}

static void relate_participants(facts *f, const uint32_t *state_of) {
    const rpt_document *d = f->d;
    for (uint32_t i = 0; i + 1 < d->blocks.n; i++) {
        if (d->blocks.at[i].kind != RPT_BLOCK_HEADING || !starts_with(d, d->blocks.at[i].span, "participants")) continue;
        participant p[MAX_ROSTER];
        bool headings;
        const uint32_t n = read_participants(d, i + 1, p, &headings);
        if (!headings) take_sides(p, n, state_of);
        for (uint32_t a = 0; a < n; a++) {
            for (uint32_t b = a + 1; b < n; b++) {
                if (p[a].side != p[b].side) add_meeting(f, &p[a], &p[b]);
            }
        }
    }
}

/* -- Letters of credence -------------------------------------------------------------------------- */

static bool speaks_of(const rpt_document *d, rpt_span span, const char *words) {
    const rpt_str s = rpt_document_slice(d, span);
    return memmem(s.p, s.len, words, strlen(words)) != NULL;
}

static const rpt_mention *state_in(const rpt_document *d, rpt_span item) {
    for (uint32_t i = header_first(d, item.begin); i < d->mentions.n && d->mentions.at[i].span.begin < item.end; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->type == RPT_GPE && m->entity && is_inside(m->span, item)) return m;
    }
    return NULL;
}

/** `Name - State` under a line that tells of letters of credence. */
static void relate_credentials(facts *f) {
    const rpt_document *d = f->d;
    bool open = false;
    const uint32_t principal = header_principal(d);
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        const rpt_block *b = &d->blocks.at[i];
        if (b->kind == RPT_BLOCK_PARAGRAPH) open = speaks_of(d, b->span, "letters of credence from:") || speaks_of(d, b->span, "credentials from:");
        if (b->kind != RPT_BLOCK_ITEM || !open) continue;
        participant who = {.span = b->span}, host = {.entity = principal, .span = b->span};
        who.entity = person_in(d, b->span, &who.span);
        const rpt_mention *state = state_in(d, b->span);
        if (!who.entity || !state) continue;
        fact x = {.kind = RPT_REL_POSITION_HELD, .subject = who.entity, .object = state->entity, .subject_span = who.span, .object_span = state->span,
                  .sentence = b->span, .evidence = b->span, .score = 0.8f};
        fact_qualify(&x, RPT_Q_POSITION, RPT_LIT("ambassador"));
        fact_qualify(&x, RPT_Q_STATUS, RPT_LIT("new"));
        facts_add(f, &x);
        if (principal) add_meeting(f, &host, &who);
    }
}

/* -- Resolutions ------------------------------------------------------------------------------------ */

/** `Adopted by the Security Council at its 5000th meeting, on 4 May 2006`, under the title: its day and the document's. */
static void relate_adoption(facts *f, const rpt_mention *title, const rpt_block *b) {
    const rpt_document *d = f->d;
    const rpt_str s = rpt_document_slice(d, b->span);
    if (s.len < 12 || memcmp(s.p, "Adopted ", 8)) return;
    for (uint32_t i = header_first(d, b->span.begin); i < d->mentions.n && d->mentions.at[i].span.begin < b->span.end; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->type != RPT_DATE || !m->entity || !is_inside(m->span, b->span)) continue;
        fact x = {.kind = RPT_REL_AGREEMENT_DATE, .subject = title->entity, .object = m->entity, .subject_span = title->span, .object_span = m->span,
                  .sentence = b->span, .evidence = b->span, .score = 0.8f};
        facts_add(f, &x);
        fact y = {.kind = RPT_REL_DOCUMENT_DATE, .subject = RPT_DOC, .object = m->entity, .subject_span = b->span, .object_span = m->span,
                  .sentence = b->span, .evidence = b->span, .score = 0.8f};
        facts_add(f, &y);
        return;
    }
}

/** A document titled by an agreement whose text starts with the organ's name alone (`The Security Council,`). */
static void relate_resolution(facts *f) {
    const rpt_document *d = f->d;
    const rpt_mention *title = NULL;
    for (uint32_t i = 0; i < d->blocks.n && i < 8; i++) {
        const rpt_block *b = &d->blocks.at[i];
        const uint32_t k = header_first(d, b->span.begin);
        const rpt_mention *m = &d->mentions.at[k];
        if (k == d->mentions.n || !m->entity || !is_inside(m->span, b->span)) continue;
        if ((b->kind == RPT_BLOCK_TITLE || !i) && m->type == RPT_AGR) title = m;
        else if (title) relate_adoption(f, title, b);
        if (!title || m->type != RPT_ORG || b->span.end != m->span.end + 1 || d->text.p[m->span.end] != ',' || m->span.begin > b->span.begin + 4) continue;
        fact x = {.kind = RPT_REL_SIGNATORY_OF, .subject = m->entity, .object = title->entity, .subject_span = m->span, .object_span = title->span,
                  .sentence = b->span, .evidence = b->span, .score = 0.8f};
        facts_add(f, &x);
        return;
    }
}

/** The mention of a type in the block's span; NULL = none. */
static const rpt_mention *in_block(const rpt_document *d, rpt_span span, rpt_type type) {
    for (uint32_t i = header_first(d, span.begin); i < d->mentions.n && d->mentions.at[i].span.begin < span.end; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->type == type && m->entity && is_inside(m->span, span)) return m;
    }
    return NULL;
}

static void date_title(facts *f, const rpt_mention *title, const rpt_mention *date, rpt_span where) {
    fact x = {.kind = RPT_REL_AGREEMENT_DATE, .subject = title->entity, .object = date->entity, .subject_span = title->span, .object_span = date->span,
              .sentence = where, .evidence = where, .score = 0.8f};
    facts_add(f, &x);
}

/** `On the occasion of the visit of the President of X to Y`, `between X and Y` as a line under the title: the states sign. */
static void sign_by_line(facts *f, const rpt_mention *title, rpt_span line) {
    static const char *const leads[] = {"on the occasion of", "between ", "by the ", "of the ", "issued by", "at the conclusion of", "following the visit"};
    const rpt_document *d = f->d;
    bool led = false;
    for (size_t k = 0; k < sizeof leads / sizeof *leads; k++) led = led || starts_with(d, line, leads[k]);
    uint32_t first = 0, n = 0;
    const uint32_t from = header_first(d, line.begin);
    for (uint32_t i = from; led && i < d->mentions.n && d->mentions.at[i].span.end <= line.end; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->type == RPT_GPE && m->entity && m->entity != first) first = m->entity, n++;
    }
    for (uint32_t i = from; n > 1 && i < d->mentions.n && d->mentions.at[i].span.end <= line.end; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->type != RPT_GPE || !m->entity) continue;
        fact x = {.kind = RPT_REL_SIGNATORY_OF, .subject = m->entity, .object = title->entity, .subject_span = m->span,
                  .object_span = title->span, .sentence = line, .evidence = line, .score = 0.7f};
        facts_add(f, &x);
    }
}

/** Under a title that is an agreement: `Adopted by the Council at its 12th meeting, on 3 May 2006`, or a line of place and day. */
static void relate_title_block(facts *f) {
    const rpt_document *d = f->d;
    const rpt_mention *title = NULL;
    for (uint32_t i = 0; i < d->blocks.n && i < 8; i++) {
        const rpt_block *b = &d->blocks.at[i];
        const rpt_mention *agreement = b->kind == RPT_BLOCK_TITLE ? in_block(d, b->span, RPT_AGR) : NULL;
        if (!title && agreement && agreement->span.begin <= b->span.begin + 24) title = agreement;
        if (!title) continue;
        if (b->span.begin > title->span.end && b->span.end - b->span.begin < 240 && i < 5) sign_by_line(f, title, b->span);
        const rpt_mention *date = in_block(d, b->span, RPT_DATE), *organ = in_block(d, b->span, RPT_ORG), *place = in_block(d, b->span, RPT_GPE);
        if (organ && starts_with(d, b->span, "adopted by")) {
            fact x = {.kind = RPT_REL_SIGNATORY_OF, .subject = organ->entity, .object = title->entity, .subject_span = organ->span,
                      .object_span = title->span, .sentence = b->span, .evidence = b->span, .score = 0.8f};
            facts_add(f, &x);
            if (date) date_title(f, title, date, b->span);
            return;
        }
        const bool line = place && date && place->span.end < date->span.begin && date->span.begin <= place->span.end + 4 && b->span.end <= date->span.end + 2;
        if (line && b->span.end - b->span.begin < 60 && title->span.begin <= d->blocks.at[i].span.begin) {
            date_title(f, title, date, b->span);
            return;
        }
    }
}

void roster_relate(facts *f, const uint32_t *state_of) {
    relate_participants(f, state_of);
    relate_credentials(f);
    relate_resolution(f);
    relate_title_block(f);
}
