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

static void relate_posts(facts *f) {
    const rpt_document *d = f->d;
    for (uint32_t i = 1; i < d->posts.n; i++) {
        const rpt_post *p = &d->posts.at[i];
        const uint32_t of = of_whom(d, p);
        const rpt_mention *holder = &d->mentions.at[p->holder];
        if (!p->holder || !holder->entity || !of) continue;
        fact x = {.kind = RPT_REL_POSITION_HELD, .subject = holder->entity, .object = of, .subject_span = holder->span,
                  .object_span = p->of ? d->mentions.at[p->of].span : p->span, .sentence = sentence_of(d, p->span), .evidence = p->span, .score = 0.9f};
        fact_qualify(&x, RPT_Q_POSITION, rpt_document_slice(d, p->span));
        fact_qualify(&x, RPT_Q_STATUS, status_of(p));
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

static void relate_speakers(facts *f) {
    const rpt_document *d = f->d;
    for (uint32_t i = 1; i < d->turns.n; i++) speaks(f, d->turns.at[i].speaker, d->turns.at[i].label);
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->type != RPT_PER) continue;
        for (uint32_t t = 1; t < d->turns.n; t++) {
            const rpt_span label = d->turns.at[t].label;
            if (label.begin <= m->span.begin && m->span.end <= label.end) speaks(f, m->entity, label);
        }
    }
}

/* -- Date and place -------------------------------------------------------------------------------- */

static const rpt_mention *mention_in(const rpt_document *d, rpt_span span, uint32_t types) {
    for (uint32_t i = 1; i < d->mentions.n && d->mentions.at[i].span.begin < span.end; i++) {
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

static void relate_head(facts *f) {
    const rpt_document *d = f->d;
    bool date = false, place = false;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        const rpt_block *b = &d->blocks.at[i];
        if (b->kind != RPT_BLOCK_DATELINE) continue;
        if (!date) date = tell(f, RPT_REL_DOCUMENT_DATE, mention_in(d, b->span, 1u << RPT_DATE), b->span);
        if (!place) place = tell(f, RPT_REL_DOCUMENT_PLACE, mention_in(d, b->span, 1u << RPT_GPE | 1u << RPT_LOC), b->span);
    }
}

void header_relate(facts *f) {
    relate_head(f);
    relate_posts(f);
    relate_speakers(f);
}
