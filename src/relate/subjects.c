/* SPDX-License-Identifier: ISC */
/*
 * A title that is an agreement's name -> what it is about: `Joint Statement on Support for X, the Y Dialogue and Z` concerns
 * X, Y and Z, though a name's inner words are no mentions. Elsewhere inner words tell nothing.
 */
#include "relate/header.h"
#include "relate/subjects.h"

/** The token after `on`, `concerning` or `regarding` in a name; its end where none stands there. */
static uint32_t topic_of(const rpt_document *d, const rpt_mention *m) {
    static const char *const leads[] = {"on", "concerning", "regarding", "about"};
    for (uint32_t t = m->first + 1; t + 1 < m->end; t++) {
        const rpt_str w = rpt_token_text(d, &d->tokens.at[t]);
        if (rpt_name_of(leads, sizeof leads / sizeof *leads, w) < sizeof leads / sizeof *leads) return t + 1;
    }
    return m->end;
}

static bool may_be_subject(uint32_t type) { return type == RPT_GPE || type == RPT_LOC || type == RPT_EVT || type == RPT_ORG; }

/** Do the words of a mention stand at token `at`, before `end`? */
static bool repeats(const rpt_document *d, const rpt_mention *m, uint32_t at, uint32_t end) {
    const uint32_t n = m->end - m->first;
    if (!n || at + n > end) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (d->tokens.at[at + i].hash != d->tokens.at[m->first + i].hash) return false;
    }
    return true;
}

/** The longest mention of the document whose words stand at token `at`; its entity, 0 = none. */
static uint32_t named_at(const rpt_document *d, uint32_t at, uint32_t end, uint32_t *len) {
    uint32_t entity = 0;
    *len = 0;
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (d->tokens.at[m->first].hash != d->tokens.at[at].hash || m->end - m->first <= *len) continue;
        if (!m->entity || !may_be_subject(d->entities.at[m->entity].type) || !repeats(d, m, at, end)) continue;
        entity = m->entity;
        *len = m->end - m->first;
    }
    return entity;
}

/** The state or region that an adjective of the document's names at token `at`; 0 = none. */
static uint32_t adjective_at(const rpt_document *d, const rpt_lexicon *x, uint32_t at) {
    uint32_t len;
    rpt_str qid = {0};
    const uint32_t class = rpt_lexicon_class(x, RPT_LIT("demonym"));
    const rpt_lexeme *l = rpt_lexicon_match(x, &d->tokens.at[at].hash, sizeof *d->tokens.at, 1, &len);
    if (!l || !class || !rpt_lexeme_has(x, l, class, &qid) || !qid.len) return 0;
    for (uint32_t i = 1; i < d->entities.n; i++) {
        if (rpt_str_equal(d->entities.at[i].qid, qid)) return i;
    }
    return 0;
}

static void concern(facts *f, const rpt_mention *m, uint32_t entity, rpt_span where) {
    fact x = {.kind = RPT_REL_CONCERNS, .status = RPT_STATUS_ASSERTED, .subject = m->entity, .object = entity, .subject_span = m->span,
              .object_span = where, .sentence = m->span, .evidence = m->span, .score = 0.9f};
    const uint32_t s = rpt_document_sentence(f->d, m->span.begin);
    if (s < f->d->sentences.n) x.sentence = f->d->sentences.at[s].span;
    if (entity != m->entity) facts_add(f, &x);
}

enum { MAX_SUBJECTS = 16 };

typedef struct {
    uint32_t entity;
    rpt_span span;
} topic;

/** The entities that tokens [first, end) name, at most MAX_SUBJECTS. */
static uint32_t topics_in(const rpt_document *d, const rpt_lexicon *x, uint32_t first, uint32_t end, topic *out) {
    uint32_t n = 0, len = 0;
    for (uint32_t t = first; t < end && n < MAX_SUBJECTS; t += len ? len : 1) {
        const uint32_t named = named_at(d, t, end, &len);
        const uint32_t entity = named ? named : adjective_at(d, x, t);
        const rpt_token *from = &d->tokens.at[t], *to = &d->tokens.at[t + (len ? len : 1) - 1];
        if (entity) out[n++] = (topic){entity, {from->begin, to->begin + to->len}};
    }
    return n;
}

static bool is_among(const topic *t, uint32_t n, uint32_t entity) {
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].entity == entity) return true;
    }
    return false;
}

/** The parties before the topic are no subjects; where an event is the topic, the names around it belong to its own. */
static void read_title(facts *f, const rpt_lexicon *x, const rpt_mention *m) {
    const rpt_document *d = f->d;
    const uint32_t end = m->end < m->first + 60 ? m->end : m->first + 60, from = topic_of(d, m);
    topic parties[MAX_SUBJECTS], topics[MAX_SUBJECTS];
    if (from >= end) return;
    const uint32_t before = topics_in(d, x, m->first, from, parties), n = topics_in(d, x, from, end, topics);
    bool event = false;
    for (uint32_t i = 0; i < n; i++) event = event || d->entities.at[topics[i].entity].type == RPT_EVT;
    for (uint32_t i = 0; i < n; i++) {
        if (event && d->entities.at[topics[i].entity].type != RPT_EVT) continue;
        if (!is_among(parties, before, topics[i].entity)) concern(f, m, topics[i].entity, topics[i].span);
    }
}

void subjects_relate(facts *f, const rpt_lexicon *x) {
    const rpt_document *d = f->d;
    for (uint32_t b = 0; b < d->blocks.n; b++) {
        if (d->blocks.at[b].kind != RPT_BLOCK_TITLE) continue;
        const rpt_span title = d->blocks.at[b].span;
        for (uint32_t i = header_first(d, title.begin); i < d->mentions.n && d->mentions.at[i].span.begin < title.end; i++) {
            if (d->mentions.at[i].type == RPT_AGR && d->mentions.at[i].entity) read_title(f, x, &d->mentions.at[i]);
        }
    }
}
