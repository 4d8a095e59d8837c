/* SPDX-License-Identifier: ISC */
/*
 * A sentence's symbols -> its clauses, each with its own subject: `A, who met B, visited C and signed D` is read as
 * `A visited C`, `A signed D` and `A met B`. Cheap and flat: no tree, every clause is a run of symbols behind a subject.
 */
#include "relate/clauses.h"

static bool marked(const rpt_symbol *y, uint32_t mark) { return y->marks >> mark & 1; }
static bool is(const symbols *s, uint32_t i, const char *word) {
    return i < s->symbols.n && !s->symbols.at[i].types && rpt_str_is(s->symbols.at[i].word, word);
}
static bool is_verb(const symbols *s, uint32_t i) { return i < s->symbols.n && marked(&s->symbols.at[i], RPT_MARK_VERB); }
static bool is_thing(const symbols *s, uint32_t i) { return i < s->symbols.n && s->symbols.at[i].types && !(s->symbols.at[i].types & 1u << RPT_DATE); }
static bool has(const symbols *s, uint32_t i, uint32_t class) {
    return i < s->symbols.n && class && s->symbols.at[i].lexeme && rpt_lexeme_has(s->lexicon, s->symbols.at[i].lexeme, class, NULL);
}

static bool is_relative(const symbols *s, uint32_t i) { return is(s, i, "who") || is(s, i, "which") || is(s, i, "that"); }

/** Where the clause that goes on at `i` ends: at a mark of a new clause, or at a comma with a finite verb after it. */
static uint32_t clause_end(const symbols *s, uint32_t i, bool relative) {
    for (; i < s->symbols.n; i++) {
        if (marked(&s->symbols.at[i], RPT_MARK_CLAUSE)) return i;
        if (relative && is(s, i, ",") && is_verb(s, i + 1)) return i;
    }
    return i;
}

/** `meeting with C` after a comma: a verb's -ing form that goes on with the subject. */
static bool is_participle(const symbols *s, uint32_t i) {
    if (i >= s->symbols.n || !has(s, i, s->class.verb)) return false;
    const rpt_str w = s->symbols.at[i].word;
    return w.len > 4 && memcmp(w.p + w.len - 3, "ing", 3) == 0;
}

static bool joins_verbs(const symbols *s, uint32_t i) { return is(s, i, "and") || is(s, i, ",") || is(s, i, "but"); }

static void add(clauses *c, symbols *s, clause x) { *RPT_PUSH(s->arena, c->list) = x; }

/** The subject of the verb at `verb`: the nearest thing before it that no preposition leads in; symbols.n = none. */
static uint32_t subject_of(const symbols *s, uint32_t start, uint32_t verb) {
    for (uint32_t i = verb; i-- > start;) {
        if (is_thing(s, i) && !(i > start && has(s, i - 1, s->class.prep)) && !marked(&s->symbols.at[i], RPT_MARK_POSSESSIVE)) return i;
    }
    return s->symbols.n;
}

/** Does the verb group start with `has`, `is` or `was`? */
static bool is_singular(const symbols *s, uint32_t i) {
    const rpt_str w = rpt_token_text(s->d, &s->d->tokens.at[s->things.at[i].first]);
    return rpt_str_is(w, "has") || rpt_str_is(w, "is") || rpt_str_is(w, "was");
}

/** The thing that a relative clause behind symbol `i` is about: right before it, or before its head noun (`UN agencies that`). */
static uint32_t antecedent_of(const symbols *s, uint32_t i) {
    const uint32_t last = is(s, i - 1, ",") && i > 1 ? i - 2 : i - 1;
    if (is_thing(s, last) || !last || !has(s, last, s->class.headnoun)) return last;
    return last - 1;
}

static void find_relatives(clauses *c, symbols *s) {
    for (uint32_t i = 1; i + 1 < s->symbols.n; i++) {
        if (!is_relative(s, i) || !is_verb(s, i + 1)) continue;
        const uint32_t antecedent = antecedent_of(s, i);
        if (!is_thing(s, antecedent)) continue;
        const uint32_t end = clause_end(s, i + 1, true);
        add(c, s, (clause){antecedent, antecedent + 1, i + 1, end, is_singular(s, i + 1)});
        /* Closed by commas: the main clause goes on without it. */
        if (antecedent + 2 == i && is(s, end, ",") && is_verb(s, end + 1)) {
            memset(c->cut + i - 1, 1, end + 1 - (i - 1));
        }
    }
}

static void find_coordinations(clauses *c, symbols *s) {
    uint32_t start = 0, subject = s->symbols.n;
    for (uint32_t i = 0; i + 1 < s->symbols.n; i++) {
        if (marked(&s->symbols.at[i], RPT_MARK_CLAUSE)) {
            start = i + 1;
            subject = s->symbols.n;
        } else if (is_verb(s, i) && subject == s->symbols.n) {
            subject = subject_of(s, start, i);
        } else if (subject < s->symbols.n && joins_verbs(s, i) && (is_verb(s, i + 1) || is_participle(s, i + 1))) {
            add(c, s, (clause){start, subject + 1, i + 1, clause_end(s, i + 1, false), false});
        }
    }
}

void clauses_find(clauses *c, symbols *s) {
    c->list.n = 0;
    c->cut = rpt_arena_alloc(s->arena, (size_t)s->symbols.n + 1);
    find_relatives(c, s);
    find_coordinations(c, s);
}

static void copy(clauses *c, symbols *s, uint32_t i) {
    /* The comma after an apposition stands between subject and verb. */
    const uint32_t n = c->symbols.n;
    if (n > 1 && is_verb(s, i) && rpt_str_is(c->symbols.at[n - 1].word, ",") && c->symbols.at[n - 2].types) c->symbols.n--, c->things.n--;
    *RPT_PUSH(s->arena, c->symbols) = s->symbols.at[i];
    *RPT_PUSH(s->arena, c->things) = s->things.at[i];
}

void clauses_take(clauses *c, symbols *s, uint32_t index) {
    c->symbols.n = c->things.n = 0;
    if (index == c->list.n) {
        for (uint32_t i = 0; i < s->symbols.n; i++) {
            if (!c->cut[i]) copy(c, s, i);
        }
        return;
    }
    const clause x = c->list.at[index];
    for (uint32_t i = x.from; i < x.until; i++) copy(c, s, i);
    if (x.last_only && c->things.at[c->things.n - 1].members > 1) {
        thing *t = &c->things.at[c->things.n - 1];
        t->member += t->members - 1;
        t->members = 1;
        c->symbols.at[c->symbols.n - 1].types = 1u << s->members.at[t->member].type;
        c->symbols.at[c->symbols.n - 1].marks &= ~(1u << RPT_MARK_LIST);
    }
    for (uint32_t i = x.begin; i < x.end; i++) copy(c, s, i);
}
