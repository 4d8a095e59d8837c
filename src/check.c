/* SPDX-License-Identifier: ISC */
/*
 * Rule files checked by their own examples. An example is a sentence whose arguments stand in brackets: {subject},
 * [object], {=both}, and [~bystander] for things that are no argument; `|TYPE` after the words states a type that is not
 * the first of the rule file's domain or range. It becomes a document with those mentions; the relations found
 * must be exactly the pairs of its subjects and objects (none where the example starts with -).
 */
#include "pipeline.h"
#include "relate/relate.h"
#include "session.h"
#include "text/text.h"
#include <stdlib.h>

enum { MAX_MARKED = 32 };

/** A bracket of an example. */
typedef struct {
    rpt_span span; ///< of the text without brackets
    char role;     ///< 's'ubject, 'o'bject, 'b'oth, 0 = bystander
    uint32_t type, entity;
} marked;

typedef struct {
    const rpt_example *e;
    const rpt_rules *rules;
    rpt_arena arena;
    rpt_buf text;
    marked at[MAX_MARKED];
    uint32_t n;
    rpt_document d;
    rpt_messages *m;
} checking;

static rpt_status read_bracket(checking *k, rpt_str inside, bool subject) {
    if (k->n == MAX_MARKED) return rpt_fail(k->m, RPT_CONFIG, k->e->place, "an example may mark 32 things");
    char role = subject ? 's' : 'o';
    if (inside.len && (inside.p[0] == '~' || inside.p[0] == '=')) {
        role = inside.p[0] == '~' ? 0 : 'b';
        inside.p++, inside.len--;
    }
    rpt_str type = inside;
    const rpt_str words = rpt_str_cut(&type, '|');
    const uint32_t begin = (uint32_t)k->text.len;
    uint32_t t = subject ? k->e->domain : k->e->range;
    if (type.len) t = rpt_name_of(rpt_type_name, RPT_TYPES, type);
    if (!t || t >= RPT_TYPES || !words.len) {
        return rpt_fail(k->m, RPT_CONFIG, k->e->place, "no type is called `%.*s`; write [words|TYPE]", RPT_FMT(type));
    }
    rpt_buf_str(&k->text, words);
    k->at[k->n++] = (marked){{begin, (uint32_t)k->text.len}, role, t, 0};
    return RPT_OK;
}

static rpt_status read_example(checking *k) {
    const rpt_str s = k->e->text;
    rpt_status status = RPT_OK;
    for (uint32_t i = 0; i < s.len && !status;) {
        const char close = s.p[i] == '{' ? '}' : s.p[i] == '[' ? ']' : 0;
        const char *end = close ? memchr(s.p + i, close, s.len - i) : NULL;
        if (!end) {
            rpt_buf_char(&k->text, s.p[i++]);
            continue;
        }
        status = read_bracket(k, (rpt_str){s.p + i + 1, (uint32_t)(end - s.p) - i - 1}, close == '}');
        i = (uint32_t)(end - s.p) + 1;
    }
    return status;
}

static uint32_t entity_of(checking *k, const marked *a) {
    const rpt_str name = rpt_document_slice(&k->d, a->span);
    for (uint32_t i = 1; i < k->d.entities.n; i++) {
        if (k->d.entities.at[i].type == a->type && rpt_str_equal(k->d.entities.at[i].name, name)) return i;
    }
    *RPT_PUSH(&k->arena, k->d.entities) = (rpt_entity){.id = name, .name = name, .type = (uint8_t)a->type, .date = {0, 0, name}};
    return k->d.entities.n - 1;
}

static void make_document(checking *k) {
    rpt_document_init(&k->d, &k->arena);
    k->d.name = k->d.source = RPT_LIT("example");
    k->d.text = rpt_arena_copy(&k->arena, rpt_buf_view(&k->text));
    rpt_text_analyse(&k->d);
    for (uint32_t i = 0; i < k->n; i++) {
        k->at[i].entity = entity_of(k, &k->at[i]);
        rpt_mention *m = RPT_PUSH(&k->arena, k->d.mentions);
        *m = (rpt_mention){.span = k->at[i].span, .type = (uint8_t)k->at[i].type, .source = RPT_FROM_ROWS, .score = 1000, .entity = k->at[i].entity};
        m->first = m->end = rpt_document_token(&k->d, m->span.begin);
        while (m->end < k->d.tokens.n && k->d.tokens.at[m->end].begin < m->span.end) m->end++;
    }
}

static bool is_pair(const rpt_relation *r, uint32_t subject, uint32_t object) {
    return (r->subject == subject && r->object == object) || (r->kind == RPT_REL_MET && r->subject == object && r->object == subject);
}

static bool was_found(const checking *k, uint32_t subject, uint32_t object) {
    for (uint32_t i = 0; i < k->d.relations.n; i++) {
        const rpt_relation *r = &k->d.relations.at[i];
        if (r->kind == k->e->relation && r->rule && !rpt_status_withheld(r->status) && is_pair(r, subject, object)) return true;
    }
    return false;
}

/** A relation to the document itself has no object in the example. */
static bool is_alone(const checking *k, const marked *a) { return !k->e->range && a->role == 's'; }

static bool is_pair_of_roles(const marked *a, const marked *b) {
    if (a->role == 'b') return a == b;
    return a->role == 's' && b->role == 'o';
}

static bool is_wanted(const checking *k, const rpt_relation *r) {
    for (uint32_t i = 0; i < k->n && k->e->positive; i++) {
        if (is_alone(k, &k->at[i]) && is_pair(r, k->at[i].entity, RPT_DOC)) return true;
        for (uint32_t j = 0; j < k->n; j++) {
            if (is_pair_of_roles(&k->at[i], &k->at[j]) && is_pair(r, k->at[i].entity, k->at[j].entity)) return true;
        }
    }
    return false;
}

static rpt_str name_of(const checking *k, uint32_t entity) {
    return entity < k->d.entities.n ? k->d.entities.at[entity].name : RPT_LIT("_doc");
}

static rpt_status compare(checking *k) {
    rpt_status status = RPT_OK;
    for (uint32_t i = 0; i < k->n && k->e->positive; i++) {
        if (is_alone(k, &k->at[i]) && !was_found(k, k->at[i].entity, RPT_DOC)) {
            status = rpt_fail(k->m, RPT_CONFIG, k->e->place, "no rule finds `%.*s` %s in this example", RPT_FMT(name_of(k, k->at[i].entity)), rpt_relation_name[k->e->relation]);
        }
        for (uint32_t j = 0; j < k->n; j++) {
            if (!is_pair_of_roles(&k->at[i], &k->at[j]) || was_found(k, k->at[i].entity, k->at[j].entity)) continue;
            status = rpt_fail(k->m, RPT_CONFIG, k->e->place, "no rule finds `%.*s` %s `%.*s` in this example", RPT_FMT(name_of(k, k->at[i].entity)),
                              rpt_relation_name[k->e->relation], RPT_FMT(name_of(k, k->at[j].entity)));
        }
    }
    for (uint32_t i = 0; i < k->d.relations.n; i++) {
        const rpt_relation *r = &k->d.relations.at[i];
        if (r->kind != k->e->relation || !r->rule || rpt_status_withheld(r->status) || is_wanted(k, r)) continue;
        status = rpt_fail(k->m, RPT_CONFIG, k->e->place, "the rule at line %u finds `%.*s` %s `%.*s`, which this example does not say",
                          rpt_rules_place(k->rules, r->rule).line, RPT_FMT(name_of(k, r->subject)), rpt_relation_name[r->kind], RPT_FMT(name_of(k, r->object)));
    }
    return status;
}

static rpt_status check_example(const rpt_relater *r, const rpt_rules *rules, const rpt_example *e, rpt_messages *m) {
    checking k = {.e = e, .rules = rules, .m = m};
    rpt_status status = read_example(&k);
    if (!status) {
        make_document(&k);
        rpt_relate(r, &k.d);
        status = compare(&k);
    }
    rpt_arena_clear(&k.arena);
    rpt_buf_clear(&k.text);
    return status;
}

rpt_status rpt_rules_verify(const rpt_options *o, rpt_rules_counts *counts, rpt_messages *m) {
    rpt_session s = {0};
    *counts = (rpt_rules_counts){0};
    rpt_status status = rpt_session_open_rules(&s, o, m);
    if (!status) status = rpt_relater_open(&s.relater, s.lexicon, s.rules, m);
    if (!status) counts->rules = rpt_rules_count(s.rules);
    if (!status) counts->examples = rpt_rules_examples(s.rules);
    for (uint32_t i = 0; i < counts->examples; i++) {
        if (check_example(s.relater, s.rules, rpt_rules_example(s.rules, i), m)) counts->failed++;
    }
    rpt_relater_close(s.relater);
    rpt_rules_close(s.rules);
    rpt_lexicon_close(s.lexicon);
    free(s.ontology);
    return counts->failed ? RPT_CONFIG : status;
}

typedef struct {
    const rpt_session *s;
    rpt_buf *out;
} showing;

static rpt_status show_document(void *user, const rpt_document *d, rpt_buf *out, rpt_messages *m) {
    (void)m;
    for (uint32_t i = 0; i < d->sentences.n; i++) rpt_relate_show(((showing *)user)->s->relater, d, i, out);
    return RPT_OK;
}

static rpt_status take_lines(void *user, rpt_str name, const rpt_buf *out) {
    (void)name;
    rpt_buf_str(((showing *)user)->out, rpt_buf_view(out));
    return RPT_OK;
}

rpt_status rpt_rules_show(const rpt_session *s, const char *input, rpt_buf *out, rpt_messages *m) {
    showing k = {s, out};
    rpt_counts counts = {0};
    const rpt_pipeline_job job = {.work = show_document, .take = take_lines, .user = &k};
    return rpt_pipeline_all(s, &input, 1, 1, &job, &counts, m);
}
