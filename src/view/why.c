/* SPDX-License-Identifier: ISC */
/*
 * Why a fact is there, or what dropped it; and what was made of the words at an offset. In: a finished document. Out:
 * text for a person: rule and line, words, rows of the gazetteer, rivals with their scores. Nothing is computed again.
 */
#include "pipeline.h"
#include "session.h"
#include "view/view.h"
#include <stdlib.h>

typedef struct {
    const rpt_session *s;
    const rpt_document *d;
    rpt_buf *out;
} telling;

static void tell_words(const telling *t, rpt_span span) {
    const rpt_str words = rpt_document_slice(t->d, span);
    rpt_buf_z(t->out, "\"");
    for (uint32_t i = 0; i < words.len; i++) rpt_buf_char(t->out, words.p[i] == '\n' ? ' ' : words.p[i]);
    rpt_buf_printf(t->out, "\" (bytes %u-%u)", span.begin, span.end);
}

static rpt_str id_of(const rpt_document *d, uint32_t entity) {
    if (entity == RPT_DOC) return RPT_LIT("_doc");
    return entity < d->entities.n ? d->entities.at[entity].id : RPT_LIT("?");
}

/* -- Entities and mentions ------------------------------------------------------------------- */

static void tell_candidates(const telling *t, const rpt_mention *m) {
    if (m->type == RPT_DATE) return; /* its candidate is a date, not an entry */
    for (uint32_t i = 0; i < m->candidates; i++) {
        const rpt_candidate *c = &t->d->candidates.at[m->candidate + i];
        const rpt_entry e = rpt_gazetteer_entry(t->s->gazetteer, c->entry);
        rpt_buf_printf(t->out, "      candidate %.*s %.*s (%s, %.*s, prior %.2f), score %.3f\n", e.qid.len ? (int)e.qid.len : 6,
                       e.qid.len ? e.qid.p : "no QID", RPT_FMT(e.name), rpt_type_name[e.type % RPT_TYPES], RPT_FMT(e.kind),
                       (double)e.prior, (double)c->score);
    }
}

static void tell_mention(const telling *t, const rpt_mention *m) {
    static const char *const sources[] = {"?", "a row of the gazetteer", "the grammar of names", "the grammar of dates", "the document's own names",
                                          "given tables"};
    rpt_buf_printf(t->out, "    mention %s ", rpt_type_name[m->type % RPT_TYPES]);
    tell_words(t, m->span);
    rpt_buf_printf(t->out, " by %s, score %.3f\n", sources[m->source % 6], m->score / 1000.0);
    tell_candidates(t, m);
}

static void tell_entity(const telling *t, uint32_t entity) {
    if (entity == RPT_DOC || entity >= t->d->entities.n) return;
    const rpt_entity *e = &t->d->entities.at[entity];
    rpt_buf_printf(t->out, "  %.*s: %s %.*s, %.*s, score %.3f, margin %.3f, %u mentions\n", RPT_FMT(e->id), rpt_type_name[e->type % RPT_TYPES],
                   RPT_FMT(e->name), e->qid.len ? (int)e->qid.len : 10, e->qid.len ? e->qid.p : "not linked", (double)e->score, (double)e->margin,
                   e->mentions);
    if (e->entry) {
        const rpt_entry g = rpt_gazetteer_entry(t->s->gazetteer, e->entry);
        rpt_buf_printf(t->out, "    row of the gazetteer: %.*s, %.*s, state %.*s\n", RPT_FMT(g.name), RPT_FMT(g.kind), RPT_FMT(g.country));
    }
    if (e->mention) tell_mention(t, &t->d->mentions.at[e->mention]);
}

/* -- References ------------------------------------------------------------------------------ */

static bool stands_for(const rpt_document *d, const rpt_reference *r, uint32_t entity) {
    for (uint32_t i = 0; i < r->targets; i++) {
        if (d->targets.at[r->target + i] == entity) return true;
    }
    return false;
}

/** How the words of an argument lead to its entity, where they are no name. */
static void tell_argument(const telling *t, const char *role, uint32_t entity, rpt_span words) {
    if (!words.end) return;
    rpt_buf_printf(t->out, "  %s in the words ", role);
    tell_words(t, words);
    for (uint32_t i = 1; i < t->d->references.n; i++) {
        const rpt_reference *r = &t->d->references.at[i];
        if (r->span.begin >= words.end || r->span.end <= words.begin || !stands_for(t->d, r, entity)) continue;
        rpt_buf_printf(t->out, ", which stand for %.*s (reference, score %.2f)", RPT_FMT(id_of(t->d, entity)), (double)r->score);
        break;
    }
    rpt_buf_char(t->out, '\n');
}

/* -- Facts ----------------------------------------------------------------------------------- */

/** The line of a rule file, which says more than its number. */
static void tell_rule(const telling *t, uint32_t rule) {
    const rpt_place place = rpt_rules_place(t->s->rules, rule);
    if (!place.file) {
        rpt_buf_z(t->out, "  by the layout of the document (no rule file)\n");
        return;
    }
    rpt_messages none = {0};
    rpt_buf file = {0};
    rpt_buf_printf(t->out, "  by %s:%u: ", place.file, place.line);
    if (!rpt_file_read(&file, place.file, RPT_TEXT_MAX, &none)) {
        rpt_str rest = rpt_buf_view(&file), line = {0};
        for (uint32_t i = 0; i < place.line; i++) line = rpt_str_cut(&rest, '\n');
        rpt_buf_str(t->out, rpt_str_trim(line));
    }
    rpt_buf_char(t->out, '\n');
    rpt_buf_clear(&file);
}

static void tell_fact(const telling *t, const rpt_relation *f) {
    rpt_buf_printf(t->out, "%.*s %s %.*s: %s, score %.3f\n", RPT_FMT(id_of(t->d, f->subject)), rpt_relation_name[f->kind],
                   RPT_FMT(id_of(t->d, f->object)), rpt_status_name[f->status], (double)f->score);
    for (uint32_t i = 0; i < f->qualifiers; i++) {
        const rpt_qualifier *q = &t->d->qualifiers.at[f->qualifier + i];
        rpt_buf_printf(t->out, "  %s=%.*s\n", rpt_qualifier_name[q->key], RPT_FMT(q->value));
    }
    rpt_buf_z(t->out, "  stated by ");
    tell_words(t, f->evidence.end ? f->evidence : f->sentence);
    rpt_buf_char(t->out, '\n');
    tell_rule(t, f->rule);
    tell_argument(t, "subject", f->subject, f->subject_span);
    tell_argument(t, "object", f->object, f->object_span);
    tell_entity(t, f->subject);
    tell_entity(t, f->object);
}

/* -- What dropped it ------------------------------------------------------------------------- */

/** Is the entity named or referred to in this span? */
static bool occurs(const rpt_document *d, uint32_t entity, rpt_span in) {
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->entity == entity && m->span.begin >= in.begin && m->span.end <= in.end) return true;
    }
    for (uint32_t i = 1; i < d->references.n; i++) {
        const rpt_reference *r = &d->references.at[i];
        if (r->span.begin >= in.begin && r->span.end <= in.end && stands_for(d, r, entity)) return true;
    }
    return false;
}

static void tell_absence(const telling *t, uint32_t subject, uint32_t object, rpt_str relation) {
    uint32_t together = 0;
    for (uint32_t i = 0; i < t->d->sentences.n; i++) {
        const rpt_span in = t->d->sentences.at[i].span;
        if (!(subject == RPT_DOC || occurs(t->d, subject, in)) || !(object == RPT_DOC || occurs(t->d, object, in))) continue;
        if (!together++) rpt_buf_printf(t->out, "both stand in these sentences, but no rule of %.*s matches their symbols:\n", RPT_FMT(relation));
        rpt_buf_z(t->out, "- ");
        tell_words(t, in);
        rpt_buf_z(t->out, "\n  symbols:");
        rpt_relate_show(t->s->relater, t->d, i, t->out);
    }
    if (!together) rpt_buf_z(t->out, "no sentence names or refers to both; see `view --stage references` for what was understood\n");
    tell_entity(t, subject);
    tell_entity(t, object);
}

/** An entity by its id, item, name or any of its forms in the text; entities.n where there is none. */
static uint32_t find_entity(const rpt_document *d, rpt_str asked) {
    if (rpt_str_is(asked, "_doc")) return RPT_DOC;
    for (uint32_t i = 1; i < d->entities.n; i++) {
        const rpt_entity *e = &d->entities.at[i];
        if (rpt_str_equal(e->id, asked) || rpt_str_equal(e->qid, asked) || rpt_str_equal(e->name, asked)) return i;
    }
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        if (rpt_str_equal(rpt_document_slice(d, d->mentions.at[i].span), asked)) return d->mentions.at[i].entity;
    }
    return d->entities.n;
}

static rpt_status tell_why(const telling *t, const rpt_question *q, rpt_messages *m) {
    const rpt_str names[2] = {rpt_str_of(q->subject), rpt_str_of(q->object)}, relation = rpt_str_of(q->relation);
    const uint32_t kind = rpt_name_of(rpt_relation_name, RPT_RELATIONS, relation);
    if (kind == RPT_RELATIONS) return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "no relation is called `%s`; README names them", q->relation);
    uint32_t entity[2], told = 0;
    for (size_t i = 0; i < 2; i++) {
        entity[i] = find_entity(t->d, names[i]);
        if (entity[i] == t->d->entities.n) {
            rpt_buf_printf(t->out, "nothing in this document is called `%.*s`: not recognised; try --at OFFSET at its words\n", RPT_FMT(names[i]));
            return RPT_OK;
        }
    }
    for (uint32_t i = 0; i < t->d->relations.n; i++) {
        const rpt_relation *f = &t->d->relations.at[i];
        const bool turned = kind == RPT_REL_MET && f->subject == entity[1] && f->object == entity[0];
        if (f->kind != kind || !(turned || (f->subject == entity[0] && f->object == entity[1]))) continue;
        tell_fact(t, f);
        told++;
    }
    if (!told) tell_absence(t, entity[0], entity[1], relation);
    return RPT_OK;
}

/* -- An offset ------------------------------------------------------------------------------- */

static uint32_t byte_of(rpt_str text, uint32_t point) {
    uint32_t at = 0;
    for (uint32_t n = 0; at < text.len; at++) {
        if (((unsigned char)text.p[at] & 0xC0) != 0x80 && n++ == point) break;
    }
    return at;
}

static bool holds(rpt_span s, uint32_t at) { return s.begin <= at && at < s.end; }

static void tell_offset(const telling *t, uint32_t at) {
    const rpt_document *d = t->d;
    bool named = false;
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        if (!holds(d->mentions.at[i].span, at)) continue;
        named = true;
        tell_mention(t, &d->mentions.at[i]);
        tell_entity(t, d->mentions.at[i].entity);
    }
    for (uint32_t i = 1; i < d->references.n; i++) {
        const rpt_reference *r = &d->references.at[i];
        if (!holds(r->span, at)) continue;
        rpt_buf_z(t->out, "  reference ");
        tell_words(t, r->span);
        rpt_buf_printf(t->out, ", score %.2f, stands for", (double)r->score);
        for (uint32_t k = 0; k < r->targets; k++) rpt_buf_printf(t->out, " %.*s", RPT_FMT(id_of(d, d->targets.at[r->target + k])));
        rpt_buf_char(t->out, '\n');
    }
    if (!named) rpt_buf_z(t->out, "  no mention covers this offset\n");
    const uint32_t sentence = rpt_document_sentence(d, at);
    if (sentence == d->sentences.n) {
        rpt_buf_z(t->out, "  it stands in no sentence (a speaker's label, or page furniture)\n");
        return;
    }
    rpt_buf_z(t->out, "  sentence ");
    tell_words(t, d->sentences.at[sentence].span);
    rpt_buf_z(t->out, "\n  symbols:");
    rpt_relate_show(t->s->relater, d, sentence, t->out);
    for (uint32_t i = 0; i < d->relations.n; i++) {
        if (holds(d->relations.at[i].sentence, at)) tell_fact(t, &d->relations.at[i]);
    }
}

typedef struct {
    const rpt_session *s;
    const rpt_question *q;
    rpt_buf *out;
} asking;

static rpt_status answer(void *user, const rpt_document *d, rpt_buf *out, rpt_messages *m) {
    const asking *a = user;
    const telling t = {a->s, d, out};
    if (a->q->relation) return tell_why(&t, a->q, m);
    tell_offset(&t, byte_of(d->text, a->q->offset));
    return RPT_OK;
}

static rpt_status keep_answer(void *user, rpt_str name, const rpt_buf *out) {
    (void)name;
    rpt_buf_add(((asking *)user)->out, out->p, out->len);
    return RPT_OK;
}

rpt_status rpt_why(const rpt_session *s, const rpt_question *q, rpt_buf *out, rpt_messages *m) {
    asking a = {s, q, out};
    rpt_counts counts = {0};
    const rpt_pipeline_job job = {answer, keep_answer, NULL, &a};
    return rpt_pipeline_all(s, &q->input, 1, 1, &job, &counts, m);
}
