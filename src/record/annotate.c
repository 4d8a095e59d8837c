/* SPDX-License-Identifier: ISC */
/*
 * rows -> document: mentions and entities that another extractor, a person or an annotation made, in place of our own
 * recogniser's. The way back over the seam, so that later stages can be measured or used alone.
 */
#include "record/rows.h"

/** Code point offset -> byte offset, for ascending offsets. */
typedef struct {
    rpt_str text;
    uint32_t byte, point;
} walker;

static uint32_t to_byte(walker *w, uint32_t point) {
    if (point < w->point) w->byte = w->point = 0;
    while (w->point < point && w->byte < w->text.len) {
        w->byte++;
        while (w->byte < w->text.len && ((unsigned char)w->text.p[w->byte] & 0xC0) == 0x80) w->byte++;
        w->point++;
    }
    return w->byte;
}

static uint32_t entity_of(const rpt_document *d, rpt_str id) {
    for (uint32_t i = 1; i < d->entities.n; i++) {
        if (rpt_str_equal(d->entities.at[i].id, id)) return i;
    }
    return 0;
}

static void take_entities(rpt_document *d, const rpt_rows *r) {
    for (uint32_t i = 0; i < r->n[RPT_ROW_ENTITY]; i++) {
        rpt_entity *e = RPT_PUSH(d->arena, d->entities);
        const rpt_str qid = rpt_cell(r, RPT_ROW_ENTITY, i, RPT_ENTITY_qid);
        e->id = rpt_cell(r, RPT_ROW_ENTITY, i, RPT_ENTITY_id);
        e->name = rpt_cell(r, RPT_ROW_ENTITY, i, RPT_ENTITY_name);
        e->type = (uint8_t)(rpt_name_of(rpt_type_name, RPT_TYPES, rpt_cell(r, RPT_ROW_ENTITY, i, RPT_ENTITY_type)) % RPT_TYPES);
        if (qid.len > 1 && qid.p[0] == 'Q') e->qid = qid;
        if (e->type == RPT_DATE) e->date.iso = e->name;
        e->score = 1;
    }
}

void rpt_annotate(rpt_document *d, const rpt_rows *r, bool entities) {
    walker w = {d->text, 0, 0};
    if (entities) take_entities(d, r);
    for (uint32_t i = 0; i < r->n[RPT_ROW_MENTION]; i++) {
        const uint32_t start = rpt_str_number(rpt_cell(r, RPT_ROW_MENTION, i, RPT_MENTION_start));
        const uint32_t end = rpt_str_number(rpt_cell(r, RPT_ROW_MENTION, i, RPT_MENTION_end));
        const uint32_t type = rpt_name_of(rpt_type_name, RPT_TYPES, rpt_cell(r, RPT_ROW_MENTION, i, RPT_MENTION_type));
        if (end <= start || type == RPT_TYPES) continue;
        rpt_mention *m = RPT_PUSH(d->arena, d->mentions);
        m->span.begin = to_byte(&w, start);
        m->span.end = to_byte(&w, end);
        m->first = rpt_document_token(d, m->span.begin);
        m->end = m->first;
        while (m->end < d->tokens.n && d->tokens.at[m->end].begin < m->span.end) m->end++;
        m->type = (uint8_t)type;
        m->source = RPT_FROM_ROWS;
        m->score = 1000;
        if (!entities) continue;
        m->entity = entity_of(d, rpt_cell(r, RPT_ROW_MENTION, i, RPT_MENTION_id));
        if (!d->entities.at[m->entity].mention) d->entities.at[m->entity].mention = d->mentions.n - 1;
        d->entities.at[m->entity].mentions++;
    }
}
