/* SPDX-License-Identifier: ISC */
#ifndef RPT_RULES_STORE_H
#define RPT_RULES_STORE_H
/* The compiled rules; seen by rules.c and match.c alone. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/pattern.h"
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>

/** Compiling to machine code is most of what opening the rules would cost, so a rule waits for its first run. */
typedef struct {
    pthread_mutex_t lock;
    atomic_uchar *done; ///< by rule: 0 = not tried yet, or JIT_*
} rules_jit;
enum { JIT_USED = 1, JIT_REFUSED };

/** One alternative of a step: a byte of symbols' heads, or a word. */
typedef struct {
    uint64_t hash; ///< of a word; 0 = a byte
    uint32_t at;   ///< the byte, or the word's number
} step_key;

typedef struct {
    uint32_t first, n; ///< of step_keys
    uint32_t reach;    ///< most symbols from the step before to this one
} step;

typedef struct {
    rpt_rule rule;
    rpt_place place;
    pcre2_code *code;
    bool always, has_second;
    uint8_t slot_of_group[MAX_GROUPS];
    uint32_t groups;
    uint32_t step, steps; ///< first index into steps, count
} rule_data;

typedef struct {
    anchor a;
    uint32_t rule;
    bool second;
} anchored;

/** A run of rules in `by_anchor` that share an anchor. */
typedef struct {
    uint64_t hash; ///< of a word that rules name; 0 = empty slot
    uint32_t first, n;
    const uint64_t *sets; ///< where they are many: the rules as bit sets, wanted then seconded; else NULL
    uint32_t number; ///< of a word that steps name, from 1; 0 = none
} anchor_range;

struct rpt_rules {
    rpt_arena arena;
    const rpt_lexicon *lexicon;
    uint32_t n_types, n_statuses, n_classes;
    class_bytes classes;
    RPT_ARRAY(rule_data) rules; ///< index 0 is a dummy
    rules_jit *jit;
    RPT_ARRAY(anchored) anchors;
    RPT_ARRAY(step) steps;
    RPT_ARRAY(step_key) step_keys;
    RPT_ARRAY(rpt_example) examples;
    anchor_range *words; ///< open addressing by hash
    uint32_t word_mask, step_words;
    anchor_range *by_class; ///< by class of the lexicon
    bool broken;
};

/** Keeps the steps of a pattern for the rule read last. */
void rules_add_steps(rpt_rules *r, const pattern *p);
/** Sorts the anchors and builds the look-ups; called once after all files are read. */
void rules_index(rpt_rules *r);

#endif
