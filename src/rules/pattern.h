/* SPDX-License-Identifier: ISC */
#ifndef RPT_RULES_PATTERN_H
#define RPT_RULES_PATTERN_H
/* Shared by the engine's own files: how symbols are written as bytes, and what the compiler hands to the matcher. */
#include "rules/rules.h"

/*
 * A symbol as bytes:  types (0x02 to 0x08), marks (0x0a to 0x1e), classes (0x20 to 0xff), 0x1f, word, 0x01.
 * The text starts with 0x01, so that every symbol begins after one.
 */
enum { BYTE_END = 0x01, BYTE_TYPE = 0x01, BYTE_MARK = 0x0a, BYTE_CLASS = 0x20, BYTE_WORD = 0x1f };
enum { MAX_CLASSES = 0x100 - BYTE_CLASS, MAX_GROUPS = 24, MAX_ANCHORS = 48 };

/** A word (hash) or a class (number of the lexicon) that a rule cannot match without one of. */
typedef struct {
    uint64_t hash;  ///< of a word; 0 = a class
    uint32_t class; ///< 0 = a word
} anchor;

enum { MAX_STEPS = 16 };

/** A symbol that every match has: one of these words or classes, or a head with one of these types or marks. */
typedef struct {
    anchor any[MAX_ANCHORS];
    uint32_t n;     ///< of `any`; 0 = by types and marks
    uint32_t types; ///< bit set
    uint32_t marks; ///< bit set
    uint32_t reach; ///< it is at most so many symbols behind the step before; of the first: 0
} pattern_step;

/** The classes that rules mention, with the byte of each. */
typedef struct {
    uint8_t *byte; ///< by class of the lexicon; 0 = no rule asks
    uint32_t n;
} class_bytes;

/** What the compiler makes of a pattern's text. */
typedef struct {
    rpt_buf regex;
    uint8_t slot_of_group[MAX_GROUPS]; ///< slot by group - 1
    uint32_t groups;
    uint32_t slot_types[RPT_SLOTS];
    anchor anchors[MAX_ANCHORS];
    uint32_t n_anchors; ///< 0 = always run
    anchor second[MAX_ANCHORS]; ///< another item that must be there, too
    uint32_t n_second;          ///< 0 = none
    pattern_step steps[MAX_STEPS]; ///< a match has symbols for them in this order
    uint32_t n_steps;
} pattern;

typedef struct {
    const rpt_lexicon *lexicon;
    const rpt_rules_vocabulary *names;
    class_bytes *classes;
    uint32_t domain, range;
    rpt_messages *m;
    rpt_place place; ///< of the pattern's first byte
} pattern_context;

/** Compiles a pattern's text to a regular expression over symbol bytes; reports all its mistakes. */
rpt_status pattern_compile(pattern *out, rpt_str text, const pattern_context *c);

/** `GPE PER` or `GPE|PER` -> bit set; 0 and the bad name through `bad` where one is no type. */
uint32_t pattern_types(const rpt_rules_vocabulary *names, rpt_str list, char separator, rpt_str *bad);

#endif
