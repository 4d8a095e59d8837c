/* SPDX-License-Identifier: ISC */
/*
 * Any stage of a document as text, a line a thing, for people who write rules or look for a mistake. A table of
 * printers; nothing here changes the document.
 */
#include "pipeline.h"
#include "record/rows.h"
#include "view/view.h"

static rpt_str slice(const rpt_document *d, rpt_span s) { return rpt_document_slice(d, s); }

/** Text with its line breaks shown, so that a thing stays on its line. */
static void put_text(rpt_buf *out, rpt_str s) {
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.p[i] == '\n') rpt_buf_z(out, "⏎");
        else rpt_buf_char(out, s.p[i]);
    }
}

static void put_span(rpt_buf *out, rpt_span s) { rpt_buf_printf(out, "%u-%u\t", s.begin, s.end); }

static void put_entity(rpt_buf *out, const rpt_document *d, uint32_t entity) {
    if (entity == RPT_DOC) rpt_buf_z(out, "_doc");
    else if (entity && entity < d->entities.n) rpt_buf_str(out, d->entities.at[entity].id);
    else rpt_buf_char(out, '-');
}

static void print_blocks(rpt_buf *out, const rpt_document *d) {
    static const char *const kinds[] = {"paragraph", "title", "heading", "dateline", "byline", "item", "see_also", "note", "noise"};
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        const rpt_block *b = &d->blocks.at[i];
        put_span(out, b->span);
        rpt_buf_printf(out, "%s\tturn %u\t", kinds[b->kind % 9], b->turn);
        put_text(out, slice(d, b->span));
        rpt_buf_char(out, '\n');
    }
}

static void print_turns(rpt_buf *out, const rpt_document *d) {
    static const char *const kinds[] = {"statement", "question", "answer"};
    for (uint32_t i = 1; i < d->turns.n; i++) {
        const rpt_turn *t = &d->turns.at[i];
        put_span(out, t->span);
        rpt_buf_printf(out, "%u\t%s\tanswers %u\t", i, kinds[t->kind % 3], t->answers);
        put_entity(out, d, t->speaker);
        rpt_buf_char(out, '\t');
        put_text(out, slice(d, t->label));
        rpt_buf_char(out, '\n');
    }
}

static void print_tokens(rpt_buf *out, const rpt_document *d) {
    static const char *const flags[] = {"upper", "caps", "number", "punct", "space", "line", "first", "abbrev", "possessive", "noise"};
    for (uint32_t i = 0; i < d->tokens.n; i++) {
        const rpt_token *t = &d->tokens.at[i];
        rpt_buf_printf(out, "%u-%u\t", t->begin, t->begin + t->len);
        rpt_buf_str(out, rpt_token_text(d, t));
        rpt_buf_char(out, '\t');
        for (uint32_t k = 0; k < sizeof flags / sizeof *flags; k++) {
            if (t->flags >> k & 1) rpt_buf_printf(out, "%s ", flags[k]);
        }
        rpt_buf_char(out, '\n');
    }
}

static void print_sentences(rpt_buf *out, const rpt_document *d) {
    for (uint32_t i = 0; i < d->sentences.n; i++) {
        put_span(out, d->sentences.at[i].span);
        put_text(out, slice(d, d->sentences.at[i].span));
        rpt_buf_char(out, '\n');
    }
}

static void print_mentions(rpt_buf *out, const rpt_document *d) {
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        put_span(out, m->span);
        rpt_buf_printf(out, "%s\t", rpt_type_name[m->type]);
        put_text(out, slice(d, m->span));
        rpt_buf_char(out, '\t');
        put_entity(out, d, m->entity);
        rpt_buf_printf(out, "\tsource %u\tscore %u\n", m->source, m->score);
    }
}

static void print_posts(rpt_buf *out, const rpt_document *d) {
    for (uint32_t i = 1; i < d->posts.n; i++) {
        const rpt_post *p = &d->posts.at[i];
        put_span(out, p->span);
        put_text(out, slice(d, p->span));
        rpt_buf_z(out, "\tof ");
        if (p->of) put_text(out, slice(d, d->mentions.at[p->of].span));
        else if (p->adjective) put_text(out, slice(d, d->references.at[p->adjective].span));
        rpt_buf_z(out, "\tholder ");
        if (p->holder) put_text(out, slice(d, d->mentions.at[p->holder].span));
        rpt_buf_printf(out, "\t%c%s\n", p->status ? p->status : '-', p->plural ? " plural" : "");
    }
}

static void print_entities(rpt_buf *out, const rpt_document *d) {
    for (uint32_t i = 1; i < d->entities.n; i++) {
        const rpt_entity *e = &d->entities.at[i];
        rpt_buf_printf(out, "%.*s\t%s\t%.*s\t%.*s\tscore %.3f margin %.3f\t%u mentions\n", RPT_FMT(e->id), rpt_type_name[e->type],
                       RPT_FMT(e->name), e->qid.len ? (int)e->qid.len : 3, e->qid.len ? e->qid.p : "NIL", (double)e->score,
                       (double)e->margin, e->mentions);
    }
}

static void print_references(rpt_buf *out, const rpt_document *d) {
    static const char *const kinds[] = {"pronoun", "adjective", "post", "noun"};
    for (uint32_t i = 1; i < d->references.n; i++) {
        const rpt_reference *r = &d->references.at[i];
        put_span(out, r->span);
        rpt_buf_printf(out, "%s\t%s\t%.2f\t", kinds[r->kind % 4], rpt_type_name[r->type % RPT_TYPES], (double)r->score);
        put_text(out, slice(d, r->span));
        rpt_buf_z(out, "\t->");
        for (uint32_t k = 0; k < r->targets; k++) {
            rpt_buf_char(out, ' ');
            put_entity(out, d, d->targets.at[r->target + k]);
        }
        rpt_buf_char(out, '\n');
    }
}

static void print_relations(rpt_buf *out, const rpt_document *d, const rpt_rules *rules) {
    for (uint32_t i = 0; i < d->relations.n; i++) {
        const rpt_relation *f = &d->relations.at[i];
        put_entity(out, d, f->subject);
        rpt_buf_printf(out, "\t%s\t", rpt_relation_name[f->kind]);
        put_entity(out, d, f->object);
        rpt_buf_printf(out, "\t%s", rpt_status_name[f->status]);
        for (uint32_t k = 0; k < f->qualifiers; k++) {
            const rpt_qualifier *q = &d->qualifiers.at[f->qualifier + k];
            rpt_buf_printf(out, " %s=%.*s", rpt_qualifier_name[q->key], RPT_FMT(q->value));
        }
        const rpt_place place = rpt_rules_place(rules, f->rule);
        rpt_buf_printf(out, "\t%s:%u\t", place.file ? place.file : "code", place.line);
        put_text(out, slice(d, f->evidence.end ? f->evidence : f->sentence));
        rpt_buf_char(out, '\n');
    }
}

static void print_rows(rpt_buf *out, const rpt_document *d, const rpt_rules *rules) {
    rpt_rows rows;
    rpt_record(&rows, d, rules);
    rpt_rows_write_ndjson(out, &rows);
}

static const struct {
    const char *name;
    void (*print)(rpt_buf *out, const rpt_document *d);
    void (*print_with_rules)(rpt_buf *out, const rpt_document *d, const rpt_rules *rules);
} stages[] = {{"blocks", print_blocks, NULL},     {"turns", print_turns, NULL},           {"tokens", print_tokens, NULL},
              {"sentences", print_sentences, NULL}, {"mentions", print_mentions, NULL},   {"posts", print_posts, NULL},
              {"entities", print_entities, NULL}, {"references", print_references, NULL}, {"relations", NULL, print_relations},
              {"rows", NULL, print_rows},         {"coverage", rpt_view_coverage, NULL}};

bool rpt_view_stage(rpt_buf *out, const rpt_document *d, const rpt_rules *rules, const char *stage) {
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        if (strcmp(stage, stages[i].name)) continue;
        if (stages[i].print) stages[i].print(out, d);
        else stages[i].print_with_rules(out, d, rules);
        return true;
    }
    return false;
}
