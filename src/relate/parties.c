/* SPDX-License-Identifier: ISC */
/*
 * Mentions of agreements and the facts found so far -> signatory_of where no clause has the parties as subject or agent:
 * a name that says `between X and Y`, and `After the talks a statement was adopted`, which those who met signed.
 */
#include "relate/parties.h"
#include "relate/header.h"
#include <stdlib.h>

enum { MAX_PARTIES = 40 };

typedef struct {
    uint64_t hash; ///< of the first token
    uint32_t mention;
} name;

typedef struct {
    facts *f;
    const uint32_t *state_of;
    const rpt_lexicon *lexicon;
    uint32_t demonym; ///< the class
    RPT_ARRAY(name) names; ///< of states, bodies and persons, sorted
    RPT_ARRAY(uint32_t) met; ///< relations, sorted by sentence
} reading;

static bool is_party(const rpt_mention *m) {
    return m->entity && (m->type == RPT_GPE || m->type == RPT_ORG || m->type == RPT_PER) && m->end > m->first;
}

static int by_hash(const void *a, const void *b) {
    const name *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->mention > y->mention) - (x->mention < y->mention);
}

static void collect_names(reading *r) {
    const rpt_document *d = r->f->d;
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (is_party(m)) *RPT_PUSH(d->arena, r->names) = (name){d->tokens.at[m->first].hash, i};
    }
    if (r->names.n) qsort(r->names.at, r->names.n, sizeof *r->names.at, by_hash);
}

static bool repeats(const rpt_document *d, const rpt_mention *m, uint32_t at, uint32_t end) {
    if (at + (m->end - m->first) > end) return false;
    for (uint32_t i = 0; i < m->end - m->first; i++) {
        if (d->tokens.at[at + i].hash != d->tokens.at[m->first + i].hash) return false;
    }
    return true;
}

/** The longest name of the document whose words stand at token `at`; a name repeated often is looked at a few times only. */
static const rpt_mention *named_at(const reading *r, uint32_t at, uint32_t end) {
    const rpt_document *d = r->f->d;
    const uint64_t hash = d->tokens.at[at].hash;
    const rpt_mention *found = NULL;
    uint32_t low = 0, high = r->names.n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (r->names.at[middle].hash < hash) low = middle + 1;
        else high = middle;
    }
    for (uint32_t k = low; k < r->names.n && k < low + 32 && r->names.at[k].hash == hash; k++) {
        const rpt_mention *m = &d->mentions.at[r->names.at[k].mention];
        if (repeats(d, m, at, end) && (!found || m->end - m->first > found->end - found->first)) found = m;
    }
    return found;
}

static bool token_is(const rpt_document *d, uint32_t token, const char *const *words, uint32_t n) {
    return token < d->tokens.n && rpt_name_of(words, n, rpt_token_text(d, &d->tokens.at[token])) < n;
}

static void sign(reading *r, const rpt_mention *agreement, uint32_t entity, rpt_span where) {
    const uint32_t s = rpt_document_sentence(r->f->d, agreement->span.begin);
    if (entity == agreement->entity || s >= r->f->d->sentences.n || facts_has(r->f, RPT_REL_SIGNATORY_OF, entity, agreement->entity)) return;
    fact x = {.kind = RPT_REL_SIGNATORY_OF, .status = RPT_STATUS_ASSERTED, .subject = entity, .object = agreement->entity,
              .subject_span = where, .object_span = agreement->span, .sentence = r->f->d->sentences.at[s].span, .evidence = agreement->span, .score = 0.7f};
    facts_add(r->f, &x);
}

/* -- Inside the name -------------------------------------------------------------------------- */

/** The state that an adjective names (`Russian` in `Russian Federation`), if the document has it; 0 = none. */
static uint32_t adjective_at(const reading *r, uint32_t at) {
    const rpt_document *d = r->f->d;
    uint32_t len;
    rpt_str qid = {0};
    const rpt_lexeme *l = rpt_lexicon_match(r->lexicon, &d->tokens.at[at].hash, sizeof *d->tokens.at, 1, &len);
    if (!l || !r->demonym || !rpt_lexeme_has(r->lexicon, l, r->demonym, &qid) || !qid.len) return 0;
    for (uint32_t i = 1; i < d->entities.n; i++) {
        if (d->entities.at[i].mention && rpt_str_equal(d->entities.at[i].qid, qid)) return i;
    }
    return 0;
}

/** The names joined by commas and `and` from token `at` on, also under the long names of states. */
static uint32_t read_list(const reading *r, uint32_t at, uint32_t end, uint32_t *list) {
    static const char *const between[] = {",",       "and",     "the",      "Government", "Governments", "of",     "&",         "Republic", "Federation",
                                          "Kingdom", "Islamic", "Democratic", "Arab",     "Federal",     "People", "Socialist", "States",   "State"};
    uint32_t n = 0;
    while (at < end && n < MAX_PARTIES) {
        const rpt_mention *m = named_at(r, at, end);
        const uint32_t entity = m ? m->entity : adjective_at(r, at);
        if (entity) list[n++] = entity, at += m ? m->end - m->first : 1;
        else if (r->f->d->tokens.at[at].flags & RPT_T_POSSESSIVE) at++;
        else if (token_is(r->f->d, at, between, sizeof between / sizeof *between)) at++;
        else break;
    }
    return n;
}

/** Is the agreement said to be signed or ratified right before its name or behind it? The name alone states nothing. */
static bool is_signed_here(const rpt_document *d, const rpt_mention *m, uint32_t from, uint32_t end) {
    static const char *const made[] = {"signed",  "signing",   "signature",  "ratified", "ratifies", "ratify",    "ratification", "Ratifying", "ratifying", "concluded",
                                       "conclude", "conclusion", "adopted", "adopting", "approved", "initialled", "adoption",     "approving", "signs",     "sign"};
    const uint32_t n = sizeof made / sizeof *made;
    for (uint32_t t = m->first; t-- > from && m->first - t < 10;) {
        if (token_is(d, t, made, n)) return true;
        const rpt_mention *before = m - 1;
        if (before->type == RPT_AGR && t < before->end) break; /* it is that one */
    }
    for (uint32_t t = m->end; t < m->end + 10 && t < end; t++) {
        if (token_is(d, t, made, n)) return true;
    }
    return false;
}

/** `Agreement between X and Y on Z`, `Joint Statement of X and Y on Z`: two parties or more, or none. */
static void read_name(reading *r, const rpt_mention *m) {
    static const char *const leads[] = {"between", "Between", "among", "by", "of"};
    uint32_t list[MAX_PARTIES];
    for (uint32_t t = m->first + 1; t + 3 < m->end && t < m->first + 12; t++) {
        if (!token_is(r->f->d, t, leads, sizeof leads / sizeof *leads)) continue;
        const uint32_t n = read_list(r, t + 1, m->end, list);
        if (n < 2) continue;
        for (uint32_t i = 0; i < n; i++) sign(r, m, list[i], m->span);
        return;
    }
}

/* -- After talks ------------------------------------------------------------------------------ */

/** `.. was [also] signed` behind the name, without an agent. */
static bool is_passive_without_agent(const rpt_document *d, const rpt_mention *m, uint32_t end) {
    static const char *const be[] = {"was", "were", "been"}, *const made[] = {"signed", "adopted", "issued", "released", "approved", "initialled", "concluded"},
                      *const agents[] = {"by", "between", "with", "among"};
    uint32_t i = m->end;
    while (i < end && i < m->end + 24 && !token_is(d, i, be, 3)) i++;
    while (i < end && i < m->end + 27 && !token_is(d, i, made, 7)) i++;
    if (i >= end || i >= m->end + 27) return false;
    for (uint32_t k = m->end; k < end; k++) {
        if (token_is(d, k, agents, 4)) return false;
    }
    return true;
}

/** Does the sentence speak of talks before or behind the name? */
static bool speaks_of_talks(const rpt_document *d, const rpt_sentence *s) {
    static const char *const leads[] = {"Following", "following", "After", "after", "end", "result", "results", "conclusion"},
                      *const talks[] = {"talks", "meeting", "negotiations", "summit", "consultations", "conversation", "visit", "session"};
    bool led = false;
    for (uint32_t t = s->first; t < s->end; t++) {
        led = led || token_is(d, t, leads, 8);
        if (led && token_is(d, t, talks, 8)) return true;
    }
    return false;
}

static int by_sentence(const void *a, const void *b, void *user) {
    const rpt_document *d = user;
    const rpt_relation *x = &d->relations.at[*(const uint32_t *)a], *y = &d->relations.at[*(const uint32_t *)b];
    if (x->sentence.begin != y->sentence.begin) return x->sentence.begin < y->sentence.begin ? -1 : 1;
    return (*(const uint32_t *)a > *(const uint32_t *)b) - (*(const uint32_t *)a < *(const uint32_t *)b);
}

static void collect_meetings(reading *r) {
    rpt_document *d = r->f->d;
    for (uint32_t i = 0; i < d->relations.n; i++) {
        const rpt_relation *x = &d->relations.at[i];
        if (x->kind == RPT_REL_MET && x->status == RPT_STATUS_ASSERTED && x->subject != x->object) *RPT_PUSH(d->arena, r->met) = i;
    }
    if (r->met.n) qsort_r(r->met.at, r->met.n, sizeof *r->met.at, by_sentence, d);
}

static void sign_with_state(reading *r, const rpt_mention *m, uint32_t entity) {
    sign(r, m, entity, m->span);
    if (r->f->d->entities.at[entity].type == RPT_PER && r->state_of[entity]) sign(r, m, r->state_of[entity], m->span);
}

/** Those who met by the last sentence up to this one that tells of a meeting. */
static void sign_by_talkers(reading *r, const rpt_mention *m, const rpt_sentence *s) {
    const rpt_document *d = r->f->d;
    uint32_t low = 0, high = r->met.n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (d->relations.at[r->met.at[middle]].sentence.begin <= s->span.begin) low = middle + 1;
        else high = middle;
    }
    const uint32_t begin = low ? d->relations.at[r->met.at[low - 1]].sentence.begin : 0;
    for (uint32_t i = low; i-- > 0 && d->relations.at[r->met.at[i]].sentence.begin == begin && low - i < MAX_PARTIES;) {
        const rpt_relation *x = &d->relations.at[r->met.at[i]];
        sign_with_state(r, m, x->subject);
        sign_with_state(r, m, x->object);
    }
}

static bool has_signatory(const rpt_document *d, const uint8_t *signed_by, uint32_t entity) {
    return entity < d->entities.n && signed_by[entity];
}

void parties_relate(facts *f, const rpt_lexicon *x, const uint32_t *state_of) {
    rpt_document *d = f->d;
    reading r = {.f = f, .state_of = state_of, .lexicon = x, .demonym = rpt_lexicon_class(x, RPT_LIT("demonym"))};
    uint8_t *signed_by = rpt_arena_alloc(d->arena, (size_t)d->entities.n + 1);
    for (uint32_t i = 0; i < d->relations.n; i++) {
        if (d->relations.at[i].kind == RPT_REL_SIGNATORY_OF && d->relations.at[i].object < d->entities.n) signed_by[d->relations.at[i].object] = 1;
    }
    static const char *const joins[] = {"and", ","};
    bool listed = false; /* was the agreement right before it signed? */
    uint32_t last = 0;
    collect_names(&r);
    collect_meetings(&r);
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        const uint32_t s = m->type == RPT_AGR && m->entity ? rpt_document_sentence(d, m->span.begin) : d->sentences.n;
        if (s == d->sentences.n) continue;
        const rpt_sentence *at = &d->sentences.at[s];
        const bool title = d->blocks.at[at->block].kind == RPT_BLOCK_TITLE;
        listed = title || is_signed_here(d, m, at->first, at->end) || (listed && last > at->first && last + 3 >= m->first && token_is(d, last, joins, 2));
        last = m->end;
        if (listed) read_name(&r, m);
        if (!has_signatory(d, signed_by, m->entity) && speaks_of_talks(d, at) && is_passive_without_agent(d, m, at->end)) sign_by_talkers(&r, m, at);
    }
}
