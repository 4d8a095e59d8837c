/* SPDX-License-Identifier: ISC */
/*
 * The relater: runs the rules over every sentence and turns matches into facts. What the document's layout tells
 * (speakers, dates, titles) is read in header.c.
 */
#include "relate/relate.h"
#include "relate/clauses.h"
#include "relate/facts.h"
#include "relate/header.h"
#include "relate/parties.h"
#include "relate/sides.h"
#include "relate/subjects.h"
#include "relate/symbols.h"
#include "relate/time.h"
#include <stdlib.h>

struct rpt_relater {
    const rpt_lexicon *lexicon;
    const rpt_rules *rules;
    symbol_classes classes;
};

const rpt_rules_vocabulary rpt_relate_vocabulary = {
    rpt_type_name, rpt_relation_name, rpt_qualifier_name, rpt_status_name, RPT_TYPES, RPT_RELATIONS, RPT_QUALIFIERS, RPT_STATUSES};

rpt_status rpt_relater_open(rpt_relater **out, const rpt_lexicon *x, const rpt_rules *rules, rpt_messages *m) {
    (void)m;
    *out = rpt_realloc(NULL, sizeof **out);
    **out = (rpt_relater){x, rules, {0}};
    symbols_classes(&(*out)->classes, x);
    return RPT_OK;
}

void rpt_relater_close(rpt_relater *r) { free(r); }

/** One document's work. */
typedef struct {
    const rpt_relater *r;
    rpt_document *d;
    symbols s;
    clauses c;
    facts f;
    rpt_matcher *matcher;
    rpt_span sentence;
    uint32_t principal; ///< whom titles leave out; 0 outside of titles
    uint32_t date;      ///< on the line after a title; 0 = none
    uint32_t *state_of; ///< by entity: the state or body of the post that a person bears; 0 = none told
} relating;

/* -- Matches -> facts ------------------------------------------------------------------------- */

static rpt_span words_of(const relating *w, uint32_t begin, uint32_t end) {
    if (begin >= end || end > w->s.things.n) return w->sentence;
    const rpt_token *from = &w->d->tokens.at[w->s.things.at[begin].first];
    const rpt_token *to = &w->d->tokens.at[w->s.things.at[end - 1].end - 1];
    return (rpt_span){from->begin, to->begin + to->len};
}

/** The statuses that cue words in the match, or close before it, give: a bit set. */
static uint32_t cues_of(const relating *w, const rpt_match *m) {
    uint32_t found = 0;
    for (uint32_t i = m->begin > 2 ? m->begin - 2 : 0; i < m->end; i++) {
        if (w->s.symbols.at[i].marks & 1u << RPT_MARK_CLAUSE && i < m->begin) found = 0;
        else found |= 1u << symbols_cue(&w->s, &w->s.symbols.at[i]);
    }
    return found;
}

/** `X said that he would meet Y`: `would` in what is told is an intention, where no condition stands in the sentence. */
static bool is_told_intention(const relating *w, const rpt_match *m) {
    bool said = false, would = false;
    for (uint32_t i = 0; i < w->s.symbols.n; i++) {
        const rpt_symbol *y = &w->s.symbols.at[i];
        if (symbols_cue(&w->s, y) == RPT_STATUS_CONDITIONAL) return false;
        said |= i < m->begin && y->marks & 1u << RPT_MARK_VERB && (w->s.class.say && y->lexeme && rpt_lexeme_has(w->s.lexicon, y->lexeme, w->s.class.say, NULL));
        if (i < m->begin || i >= m->end || !(y->marks & 1u << RPT_MARK_CONDITIONAL)) continue;
        const uint32_t first = w->s.things.at[i].first;
        if (!rpt_str_is(rpt_token_text(w->d, &w->d->tokens.at[first]), "would")) return false;
        would = true;
    }
    return said && would;
}

/** The status that the verb groups and cues of the match give it; what the rule states counts unless it is denied. */
static uint32_t status_of(const relating *w, const rpt_rule *rule, const rpt_match *m) {
    uint32_t marks = 0;
    const uint32_t cues = cues_of(w, m);
    for (uint32_t i = m->begin; i < m->end; i++) marks |= w->s.symbols.at[i].marks;
    if (marks & 1u << RPT_MARK_DENIED || cues & 1u << RPT_STATUS_DENIED) return RPT_STATUS_DENIED;
    if (rule->status < RPT_STATUSES) return rule->status;
    const bool conditional = marks & 1u << RPT_MARK_CONDITIONAL;
    if (conditional && !(cues & 1u << RPT_STATUS_CONDITIONAL) && is_told_intention(w, m)) return RPT_STATUS_PLANNED;
    if (conditional || cues & 1u << RPT_STATUS_CONDITIONAL) return RPT_STATUS_CONDITIONAL;
    if (marks & 1u << RPT_MARK_DEMANDED || cues & 1u << RPT_STATUS_DEMANDED) return RPT_STATUS_DEMANDED;
    if (marks & 1u << RPT_MARK_PLANNED || cues & 1u << RPT_STATUS_PLANNED) return RPT_STATUS_PLANNED;
    return cues & 1u << RPT_STATUS_REPORTED ? RPT_STATUS_REPORTED : RPT_STATUS_ASSERTED;
}

static rpt_str filled(const relating *w, const rpt_match *m, uint32_t slot) {
    if (m->slot[slot] == UINT32_MAX || !w->s.things.at[m->slot[slot]].members) return (rpt_str){"", 0};
    const rpt_entity *e = &w->d->entities.at[w->s.members.at[w->s.things.at[m->slot[slot]].member].entity];
    return e->type == RPT_DATE ? e->date.iso : e->name;
}

/** The wording of the post that stands in the object's words, or beside them in the match. */
static void position_of(const relating *w, fact *x, const rpt_match *m) {
    const uint32_t first = w->s.things.at[m->begin].first, end = w->s.things.at[m->end - 1].end;
    const uint32_t o = m->slot[RPT_SLOT_OBJECT];
    uint32_t post = 0;
    if (o == UINT32_MAX) return;
    for (uint32_t t = w->s.things.at[o].first; t < w->s.things.at[o].end && !post; t++) post = w->s.post_at[t];
    for (uint32_t t = first; t < end && !post; t++) post = w->d->posts.at[w->s.post_at[t]].holder ? 0 : w->s.post_at[t];
    if (post) fact_qualify(x, RPT_Q_POSITION, rpt_document_slice(w->d, w->d->posts.at[post].span));
}

/** Does the name hold a day or year that is another than this day (`the 1954 Pact, ... in 1962`)? */
static bool names_other_year(const relating *w, rpt_span name, rpt_str iso) {
    const rpt_str s = rpt_document_slice(w->d, name);
    bool other = false;
    uint32_t low = 1, high = w->d->dates.n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (w->d->dates.at[middle].span.begin < name.begin) low = middle + 1;
        else high = middle;
    }
    for (; low < w->d->dates.n && w->d->dates.at[low].span.end <= name.end; low++) {
        const rpt_str own = w->d->dates.at[low].date.iso;
        if (own.len == 10 && iso.len == 10) return !rpt_str_equal(own, iso);
    }
    for (uint32_t i = 0, run = 0; i <= s.len; i++) {
        const bool digit = i < s.len && s.p[i] >= '0' && s.p[i] <= '9';
        if (!digit && run == 4 && (s.p[i - 4] == '1' || s.p[i - 4] == '2')) {
            if (iso.len >= 4 && memcmp(iso.p, s.p + i - 4, 4) == 0) return false;
            other = true;
        }
        run = digit ? run + 1 : 0;
    }
    return other;
}

/** Does a verb or a form of one in the match tell that something was done? */
static bool tells_doing(const relating *w, const rpt_match *m) {
    for (uint32_t i = m->begin; i < m->end; i++) {
        const rpt_symbol *y = &w->s.symbols.at[i];
        const bool form = y->word.len > 4 && (memcmp(y->word.p + y->word.len - 2, "ed", 2) == 0 || memcmp(y->word.p + y->word.len - 3, "ing", 3) == 0);
        if (!y->types && (y->marks & 1u << RPT_MARK_VERB || form || symbols_is(y, RPT_LIT("made")))) return true;
    }
    return false;
}

/** Of a list of agreements, or behind an `of` that ties it to another name, a day is not the day of each. */
static bool is_day_of_all(const relating *w, const thing *agreements, const rpt_match *m) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < agreements->members; i++) n += w->s.members.at[agreements->member + i].type == RPT_AGR;
    return n < 2 || !time_date_is_led_by(&w->s, m, RPT_LIT("of"));
}

static fact fact_of(const relating *w, const rpt_match *m) {
    const rpt_rule *rule = rpt_rules_get(w->r->rules, m->rule);
    fact x = {.kind = rule->relation, .status = status_of(w, rule, m), .sentence = w->sentence, .evidence = words_of(w, m->begin, m->end), .rule = m->rule, .score = 0.8f};
    for (uint32_t i = 0; i < rule->n_settings; i++) fact_qualify(&x, rule->settings[i].key, rule->settings[i].value);
    fact_qualify(&x, RPT_Q_DATE, filled(w, m, RPT_SLOT_DATE));
    fact_qualify(&x, RPT_Q_PLACE, filled(w, m, RPT_SLOT_PLACE));
    if (x.kind == RPT_REL_POSITION_HELD) position_of(w, &x, m);
    const uint32_t o = m->slot[RPT_SLOT_OBJECT];
    if (x.kind != RPT_REL_SIGNATORY_OF || o == UINT32_MAX || is_day_of_all(w, &w->s.things.at[o], m)) time_qualify(&x, &w->s, m);
    if (w->date && time_bears_date(x.kind)) fact_qualify(&x, RPT_Q_DATE, w->d->entities.at[w->date].date.iso);
    return x;
}

static bool is_state_of(const relating *w, const member *person, const member *state) {
    return person->type == RPT_PER && person->entity < w->d->entities.n && w->state_of[person->entity] == state->entity && state->entity;
}

/** A state, or a town of another state than that of the object, is no part of it (`in Chile, Peru and elsewhere`). */
static bool is_elsewhere(const relating *w, const member *inner, const member *outer) {
    if (inner->type != RPT_GPE || outer->type != RPT_GPE || inner->entity == RPT_DOC || outer->entity == RPT_DOC) return false;
    const rpt_entity *a = &w->d->entities.at[inner->entity], *b = &w->d->entities.at[outer->entity];
    if (!a->entry || !b->entry) return false;
    if (a->country && b->country) return a->country != b->country;
    return !b->country && a->country != outer->entity;
}

static void add_pair(relating *w, const fact *pattern, const member *subject, const member *object, bool self) {
    fact x = *pattern;
    if (!self && subject->entity == object->entity) return;
    if (x.kind == RPT_REL_AGREEMENT_DATE && names_other_year(w, subject->span, w->d->entities.at[object->entity].date.iso)) return;
    if (x.kind == RPT_REL_PART_OF && is_elsewhere(w, subject, object)) return;
    /* A person does not meet the own state. */
    if (x.kind == RPT_REL_MET && (is_state_of(w, subject, object) || is_state_of(w, object, subject))) return;
    /* Talks with unnamed people of a side are a meeting only with a day or a place. */
    const bool unnamed = (subject->type == RPT_GPE || object->type == RPT_GPE || (subject->type != RPT_PER && object->type != RPT_PER)) && !self;
    if (x.kind == RPT_REL_MET && unnamed && !x.qualifiers && x.status == RPT_STATUS_ASSERTED) return;
    x.subject = subject->entity, x.subject_span = subject->span;
    x.object = object->entity, x.object_span = object->span;
    facts_add(&w->f, &x);
}

static bool fits(const member *a, uint32_t types) { return types >> a->type & 1; }

/** `we signed`, `our treaty`: the speaker's side, not the speaker. */
static bool is_we(const relating *w, const thing *t) {
    static const char *const words[] = {"we", "our", "us", "ourselves", "We", "Our"};
    if (t->end != t->first + 1 || t->first >= w->d->tokens.n) return false;
    return rpt_name_of(words, 6, rpt_token_text(w->d, &w->d->tokens.at[t->first])) < 6;
}

/** What persons do themselves; the rest is done by states and bodies through them. */
static bool is_personal(uint32_t kind) {
    return kind == RPT_REL_MET || kind == RPT_REL_VISITED || kind == RPT_REL_POSITION_HELD || kind == RPT_REL_PRECEDED_BY || kind == RPT_REL_SPEAKS_IN;
}

/** A reference that stands for persons and states at once means one of them: the types that count for this relation. */
static uint32_t types_meant(const relating *w, const thing *t, uint32_t kind, uint32_t types) {
    uint32_t persons = 0, others = 0;
    for (uint32_t i = 0; i < t->members; i++) {
        const member *a = &w->s.members.at[t->member + i];
        if (!a->ref || !fits(a, types)) continue;
        if (a->type == RPT_PER) persons++;
        else others++;
    }
    if (!persons || !others || (kind == RPT_REL_SIGNATORY_OF && !is_we(w, t))) return types;
    return is_personal(kind) ? 1u << RPT_PER : types & ~(1u << RPT_PER);
}

/** Members of a list are related to each other; of more than three the first to each of the others. */
static void add_pairs(relating *w, const fact *x, const thing *t, uint32_t types) {
    types = types_meant(w, t, x->kind, types);
    const member *m = w->s.members.at + t->member;
    const uint32_t firsts = t->members > 3 ? 1 : t->members;
    for (uint32_t i = 0; i < firsts; i++) {
        for (uint32_t k = i + 1; k < t->members; k++) {
            if (fits(&m[i], types) && fits(&m[k], types)) add_pair(w, x, &m[i], &m[k], false);
        }
    }
}

/** Who signs by post binds the state or body of the post too. */
static void add_state(relating *w, const fact *x, const member *subject, const member *object) {
    const uint32_t state = x->kind == RPT_REL_SIGNATORY_OF && subject->type == RPT_PER ? w->state_of[subject->entity] : 0;
    const member for_it = {state, RPT_GPE, subject->span, false};
    if (state) add_pair(w, x, &for_it, object, false);
}

/** Does the match speak of working together (`teamwork within the UN`)? States do that, through whoever speaks for them. */
static bool is_teamwork(const relating *w, const rpt_rule *rule, const rpt_match *m) {
    if (rule->relation != RPT_REL_PARTICIPANT_IN || rule->n_settings) return false;
    for (uint32_t i = m->begin; i < m->end; i++) {
        const rpt_symbol *y = &w->s.symbols.at[i];
        if (!y->lexeme || y->types) continue;
        if (rpt_lexeme_has(w->r->lexicon, y->lexeme, w->r->classes.coop, NULL)) return true;
        if (rpt_lexeme_has(w->r->lexicon, y->lexeme, w->r->classes.act, NULL)) return true;
    }
    return false;
}

/** The person's state in place of the person, where the text tells it. */
static member state_for(const relating *w, const member *a) {
    const uint32_t state = a->type == RPT_PER && a->entity < w->d->entities.n ? w->state_of[a->entity] : 0;
    return state ? (member){state, w->d->entities.at[state].type, a->span, a->ref} : *a;
}

static void add_product(relating *w, const fact *x, const rpt_rule *rule, const thing *s, const thing *o, bool teamwork) {
    const uint32_t subjects = types_meant(w, s, x->kind, rule->types[RPT_SLOT_SUBJECT]);
    const uint32_t objects = types_meant(w, o, x->kind, rule->types[RPT_SLOT_OBJECT]);
    for (uint32_t i = 0; i < s->members; i++) {
        const member subject = w->s.members.at[s->member + i];
        if (!fits(&subject, subjects)) continue;
        for (uint32_t k = 0; k < o->members; k++) {
            const member object = w->s.members.at[o->member + k];
            if (!fits(&object, objects)) continue;
            const member side = teamwork && object.type == RPT_ORG ? state_for(w, &subject) : subject;
            add_pair(w, x, &side, &object, false);
            add_state(w, x, &subject, &object);
        }
    }
}

static void add_speakers(relating *w, const fact *x, const thing *t) {
    for (uint32_t i = 0; i < t->members; i++) {
        const member *a = &w->s.members.at[t->member + i];
        const member document = {RPT_DOC, RPT_NO_TYPE, a->span, false};
        if (a->type == RPT_PER && !facts_has(&w->f, RPT_REL_SPEAKS_IN, a->entity, RPT_DOC)) add_pair(w, x, a, &document, false);
    }
}

/** The day of a ratification or accession is not the agreement's. */
static bool is_joined_later(const relating *w, const rpt_match *m) {
    static const char *const starts[] = {"ratif", "acced", "access", "join", "deposit", "exchang", "withdr"}, *const made[] = {"signed", "concluded", "adopted", "initialled"};
    for (uint32_t i = m->begin; i < m->end; i++) {
        if (rpt_name_of(made, 4, w->s.symbols.at[i].word) < 4) return false;
    }
    for (uint32_t i = m->begin > 3 ? m->begin - 3 : 0; i < m->end; i++) {
        const rpt_str word = w->s.symbols.at[i].word;
        for (size_t k = 0; k < sizeof starts / sizeof *starts; k++) {
            const uint32_t n = (uint32_t)strlen(starts[k]);
            if (word.len >= n && memcmp(word.p, starts[k], n) == 0) return true;
        }
    }
    return false;
}

/** The day on which an agreement is said to be signed is its day. */
static void add_day(relating *w, const fact *signing, const thing *agreements, const rpt_match *m) {
    const uint32_t day = signing->kind == RPT_REL_SIGNATORY_OF && signing->status == RPT_STATUS_ASSERTED ? time_date_entity(&w->s, m) : 0;
    if (day && (!is_day_of_all(w, agreements, m) || is_joined_later(w, m) || !tells_doing(w, m) || time_date_is_led_by(&w->s, m, RPT_LIT("since")))) return;
    const bool span = day && w->d->entities.at[day].date.iso.len && memchr(w->d->entities.at[day].date.iso.p, '/', w->d->entities.at[day].date.iso.len);
    for (uint32_t i = 0; day && !span && i < agreements->members; i++) {
        const member a = w->s.members.at[agreements->member + i], date = {day, RPT_DATE, a.span, false};
        fact x = *signing;
        x.kind = RPT_REL_AGREEMENT_DATE;
        x.qualifiers = 0;
        if (a.type == RPT_AGR) add_pair(w, &x, &a, &date, false);
    }
}

/** A post of a body counts as its chair only where its words say so (`chairman of X`, not `director of X`). */
static bool is_other_post(const relating *w, const rpt_rule *rule, const rpt_match *m) {
    const uint32_t o = m->slot[RPT_SLOT_OBJECT];
    if (rule->relation != RPT_REL_CO_CHAIR_OF || o == UINT32_MAX || !(w->s.symbols.at[o].marks >> RPT_MARK_POST & 1)) return false;
    const thing *t = &w->s.things.at[o];
    for (uint32_t i = t->first; i < t->end; i++) {
        uint32_t len;
        const rpt_lexeme *l = rpt_lexicon_match(w->r->lexicon, &w->d->tokens.at[i].hash, sizeof *w->d->tokens.at, 1, &len);
        if (l && rpt_lexeme_has(w->r->lexicon, l, w->r->classes.chair, NULL)) return false;
        if (l && rpt_lexeme_has(w->r->lexicon, l, w->r->classes.cochair, NULL)) return false;
    }
    return true;
}

static void take_match(void *user, const rpt_match *m) {
    relating *w = user;
    const rpt_rule *rule = rpt_rules_get(w->r->rules, m->rule);
    if (rule->relation == RPT_REL_AGREEMENT_DATE && is_joined_later(w, m)) return;
    if (is_other_post(w, rule, m)) return;
    const fact x = fact_of(w, m);
    const thing *t = w->s.things.at;
    const uint32_t *slot = m->slot;
    if (slot[RPT_SLOT_PAIRS] != UINT32_MAX) add_pairs(w, &x, &t[slot[RPT_SLOT_PAIRS]], rule->types[RPT_SLOT_PAIRS]);
    if (slot[RPT_SLOT_BOTH] != UINT32_MAX) {
        const thing *both = &t[slot[RPT_SLOT_BOTH]];
        for (uint32_t i = 0; i < both->members; i++) {
            const member a = w->s.members.at[both->member + i];
            if (fits(&a, rule->types[RPT_SLOT_BOTH])) add_pair(w, &x, &a, &a, true);
        }
    }
    if (slot[RPT_SLOT_SUBJECT] != UINT32_MAX && rule->relation == RPT_REL_SPEAKS_IN) add_speakers(w, &x, &t[slot[RPT_SLOT_SUBJECT]]);
    if (slot[RPT_SLOT_SUBJECT] != UINT32_MAX && slot[RPT_SLOT_OBJECT] != UINT32_MAX) {
        add_product(w, &x, rule, &t[slot[RPT_SLOT_SUBJECT]], &t[slot[RPT_SLOT_OBJECT]], is_teamwork(w, rule, m));
        add_day(w, &x, &t[slot[RPT_SLOT_OBJECT]], m);
    }
}

/* -- Sentences --------------------------------------------------------------------------------- */

/** Every clause takes the sentence's place for its turn: matches count in its symbols. */
static void relate_clauses(relating *w) {
    clauses_find(&w->c, &w->s);
    const symbols whole = w->s;
    for (uint32_t i = 0; i <= w->c.list.n; i++) {
        const uint32_t k = i ? i - 1 : w->c.list.n; /* the main clause first */
        clauses_take(&w->c, &w->s, k);
        w->s.symbols.at = w->c.symbols.at, w->s.symbols.n = w->c.symbols.n;
        w->s.things.at = w->c.things.at, w->s.things.n = w->c.things.n;
        rpt_rules_run(w->r->rules, w->matcher, RPT_PHASE_FACTS, w->s.symbols.at, w->s.symbols.n, take_match, w);
        w->s.symbols.at = whole.symbols.at, w->s.symbols.n = whole.symbols.n;
        w->s.things.at = whole.things.at, w->s.things.n = whole.things.n;
    }
}

static void relate_tokens(relating *w, uint32_t first, uint32_t end) {
    symbols_build(&w->s, first, end);
    uint32_t found = 0;
    for (uint32_t i = 0; i < w->s.things.n; i++) found += w->s.things.at[i].members;
    if (!found) return;
    if (w->principal) symbols_prepend(&w->s, w->principal);
    symbols_fold(&w->s);
    rpt_rules_run(w->r->rules, w->matcher, RPT_PHASE_PLACES, w->s.symbols.at, w->s.symbols.n, take_match, w);
    symbols_fold_places(&w->s);
    relate_clauses(w);
}

/** The last of the sentences that names bind together: a full stop inside a name ends none. */
static uint32_t last_of(const symbols *s, uint32_t i) {
    const rpt_document *d = s->d;
    for (; i + 1 < d->sentences.n; i++) {
        uint32_t t = d->sentences.at[i].end;
        const uint32_t first = d->sentences.at[i].first;
        while (t > first && !s->chunk_at[t - 1]) t--;
        if (t == first || s->chunks.at[s->chunk_at[t - 1] - 1].end <= d->sentences.at[i].end) break;
    }
    return i;
}

/** Sentences first to last as one. */
static void relate_sentences(relating *w, uint32_t first, uint32_t last) {
    w->sentence = (rpt_span){w->d->sentences.at[first].span.begin, w->d->sentences.at[last].span.end};
    w->s.asides.n = 0;
    const uint32_t block = w->d->sentences.at[first].block, kind = w->d->blocks.at[block].kind;
    const bool title = kind == RPT_BLOCK_TITLE || kind == RPT_BLOCK_SEE_ALSO || kind == RPT_BLOCK_HEADING;
    w->principal = title ? header_principal(w->d) : 0;
    w->date = title ? header_date(w->d, block) : 0;
    relate_tokens(w, w->d->sentences.at[first].first, w->d->sentences.at[last].end);
    for (uint32_t i = 0; i < w->s.asides.n; i++) relate_tokens(w, w->s.asides.at[i].begin, w->s.asides.at[i].end);
}

/** The state or body of the post that a person bears, by the first phrase that tells it. */
static void find_states(relating *w) {
    const rpt_document *d = w->d;
    w->state_of = rpt_arena_alloc(d->arena, ((size_t)d->entities.n + 1) * sizeof *w->state_of);
    for (uint32_t i = 1; i < d->posts.n; i++) {
        const rpt_post *p = &d->posts.at[i];
        if (!p->holder || p->status == 'p' || !d->mentions.at[p->holder].entity) continue;
        uint32_t *state = &w->state_of[d->mentions.at[p->holder].entity];
        if (*state) continue;
        if (p->of) *state = d->mentions.at[p->of].entity;
        else if (p->adjective && d->references.at[p->adjective].targets) *state = d->targets.at[d->references.at[p->adjective].target];
    }
}

void rpt_relate(const rpt_relater *r, rpt_document *d) {
    relating w = {.r = r, .d = d};
    facts_open(&w.f, d);
    symbols_open(&w.s, d, r->lexicon, &r->classes);
    find_states(&w);
    w.s.venue = header_venue(d);
    w.matcher = rpt_matcher_new(r->rules);
    header_relate(&w.f);
    subjects_relate(&w.f, r->lexicon);
    roster_relate(&w.f, w.state_of);
    for (uint32_t i = 0, last; i < d->sentences.n; i = last + 1) {
        last = last_of(&w.s, i);
        relate_sentences(&w, i, last);
    }
    sides_relate(&w.f, r->lexicon, w.s.traits);
    rpt_matcher_free(w.matcher);
    parties_relate(&w.f, r->lexicon, w.state_of);
    facts_close(&w.f);
}

/* -- Showing ------------------------------------------------------------------------------------ */

static void show_symbol(const relating *w, uint32_t i, rpt_buf *out) {
    static const char marks[RPT_MARKS] = "vpiPDCMscloar'tjlwnfV";
    const rpt_symbol *y = &w->s.symbols.at[i];
    const thing *t = &w->s.things.at[i];
    rpt_buf_char(out, t->members ? '[' : ' ');
    for (uint32_t k = 0; k < t->members; k++) {
        const member *m = &w->s.members.at[t->member + k];
        rpt_buf_printf(out, "%s%s:%.*s", k ? "+" : "", rpt_type_name[m->type], RPT_FMT(w->d->entities.at[m->entity].id));
    }
    if (!t->members) rpt_buf_str(out, y->word);
    for (uint32_t k = 0; k < (y->lexeme ? y->lexeme->senses : 0); k++) {
        rpt_buf_printf(out, "<%.*s>", RPT_FMT(rpt_lexicon_class_name(w->r->lexicon, rpt_lexicon_sense(w->r->lexicon, y->lexeme->sense + k)->class)));
    }
    for (uint32_t b = 0; b < RPT_MARKS; b++) {
        if (y->marks >> b & 1) rpt_buf_printf(out, "/%c", marks[b]);
    }
    rpt_buf_char(out, t->members ? ']' : ' ');
}

void rpt_relate_show(const rpt_relater *r, const rpt_document *d, uint32_t sentence, rpt_buf *out) {
    rpt_document copy = *d;
    relating w = {.r = r, .d = &copy};
    if (sentence >= d->sentences.n) return;
    symbols_open(&w.s, d, r->lexicon, &r->classes);
    symbols_build(&w.s, d->sentences.at[sentence].first, d->sentences.at[sentence].end);
    symbols_fold(&w.s);
    symbols_fold_places(&w.s);
    for (uint32_t i = 0; i < w.s.symbols.n; i++) show_symbol(&w, i, out);
    rpt_buf_char(out, '\n');
}
