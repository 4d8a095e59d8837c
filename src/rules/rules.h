/* SPDX-License-Identifier: ISC */
#ifndef RPT_RULES_H
#define RPT_RULES_H
/*
 * The one rule engine: reads, checks and compiles rule files, and runs them over symbols. Knows neither document nor
 * stages: a sentence comes in as an array of symbols, matches go out as symbol numbers.
 *
 * A rule is compiled to one PCRE2 pattern (JIT) over the symbols written as bytes. It states, or the compiler
 * derives, what it cannot match without (its anchors: words or classes); only rules with an anchor in the
 * sentence are run. The syntax of rule files is told in ontology/rules/LANG/README.md.
 */
#include "base/base.h"
#include "rules/lexicon.h"

typedef struct rpt_rules rpt_rules;

/** The names that rule files may use; all arrays are NULL-terminated. Types are counted from 1. */
typedef struct {
    const char *const *types, *const *relations, *const *qualifiers, *const *statuses;
    uint32_t n_types, n_relations, n_qualifiers, n_statuses;
} rpt_rules_vocabulary;

/** Reads every *.rules of a folder; reports every mistake before it fails. */
rpt_status rpt_rules_open(rpt_rules **out, const char *dir, const rpt_lexicon *x, const rpt_rules_vocabulary *v,
                          rpt_messages *m);
void rpt_rules_close(rpt_rules *r);
/** Where rule `number` stands (file name borrowed); line 0 = no such rule. */
rpt_place rpt_rules_place(const rpt_rules *r, uint32_t number);

enum { /* what a symbol bears beside its types and classes; rules name them in lower case after a dot or colon */
    RPT_MARK_VERB,        ///< a verb group with a finite verb: gaps end before it
    RPT_MARK_PASSIVE,
    RPT_MARK_INFINITIVE,
    RPT_MARK_PLANNED,     ///< will, is to, plans to
    RPT_MARK_DENIED,
    RPT_MARK_CONDITIONAL, ///< would, could, may
    RPT_MARK_DEMANDED,    ///< should, must
    RPT_MARK_STOP,        ///< a comma, bracket or conjunction: a short gap ends before it
    RPT_MARK_CLAUSE,      ///< `that`, `who`, a semicolon: any gap ends before it
    RPT_MARK_LIST,        ///< a thing with several members
    RPT_MARK_POST,        ///< a post, a delegation, a government: who speaks for a state or body
    RPT_MARK_ADJ,         ///< an adjective of a name: bears no type, but has members
    RPT_MARK_REF,         ///< a reference, not a name
    RPT_MARK_POSSESSIVE,  ///< followed by 's
    RPT_MARK_PREP,        ///< a preposition
    RPT_MARK_ADJUNCT,     ///< a place that `in` or `at` leads in: short gaps pass it
    RPT_MARK_LED,         ///< a thing that a preposition leads in: no subject of a verb
    RPT_MARK_STRIFE,      ///< an event that is a war, crisis or disaster: nobody attends it
    RPT_MARK_TOWN,        ///< a place with a government inside a state: it houses, its state hosts
    RPT_MARK_FORUM,       ///< where states act together: a gathering or body, no ministry, company or school
    RPT_MARK_VENUE,       ///< `the meeting`, where the page is about a meeting of that body
    RPT_MARKS
};

/** A word, phrase or mark; or a thing (types set), which has no word. */
typedef struct {
    rpt_str word; ///< folded
    uint64_t hash;
    const rpt_lexeme *lexeme; ///< its classes; NULL = none
    uint32_t types;           ///< bit t = a member is of type t
    uint32_t marks;           ///< bit RPT_MARK_*
} rpt_symbol;

/** Slots of a rule. SUBJECT and OBJECT are the arguments; BOTH is one thing that is subject and object; PAIRS is a
 *  list whose members are related to each other. */
typedef enum { RPT_SLOT_SUBJECT, RPT_SLOT_OBJECT, RPT_SLOT_BOTH, RPT_SLOT_PAIRS, RPT_SLOT_DATE, RPT_SLOT_PLACE, RPT_SLOTS } rpt_slot;

typedef struct {
    uint8_t key; ///< of the vocabulary's qualifiers
    rpt_str value;
} rpt_setting;

/** What a rule says besides its pattern. */
typedef struct {
    uint32_t relation;
    uint32_t phase;
    uint32_t types[RPT_SLOTS]; ///< bit set a slot may be filled with
    uint32_t status;           ///< of the vocabulary; n_statuses = not stated
    const rpt_setting *settings;
    uint32_t n_settings;
} rpt_rule;

uint32_t rpt_rules_count(const rpt_rules *r); ///< rules are numbered from 1
const rpt_rule *rpt_rules_get(const rpt_rules *r, uint32_t number);

enum { RPT_PHASE_PLACES, RPT_PHASE_FACTS, RPT_PHASES };

typedef struct {
    uint32_t rule;
    uint32_t begin, end;      ///< symbols, half-open
    uint32_t slot[RPT_SLOTS]; ///< symbol; UINT32_MAX = not filled
} rpt_match;

/** Match data and text of one worker or document. */
typedef struct rpt_matcher rpt_matcher;
rpt_matcher *rpt_matcher_new(const rpt_rules *r);
void rpt_matcher_free(rpt_matcher *m);
/** Runs the rules of a phase over n symbols, in the order of their numbers; every match is told to `found`. */
void rpt_rules_run(const rpt_rules *r, rpt_matcher *m, uint32_t phase, const rpt_symbol *symbols, uint32_t n,
                   void (*found)(void *user, const rpt_match *match), void *user);

/** An example of a rule file: a sentence with its arguments marked. */
typedef struct {
    rpt_place place;
    uint32_t relation;
    uint32_t domain, range; ///< the types named first: of arguments that state none
    bool positive;
    rpt_str text;           ///< with the brackets
} rpt_example;
uint32_t rpt_rules_examples(const rpt_rules *r);
const rpt_example *rpt_rules_example(const rpt_rules *r, uint32_t index);

#endif
