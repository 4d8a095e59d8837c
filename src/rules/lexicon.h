/* SPDX-License-Identifier: ISC */
#ifndef RPT_LEXICON_H
#define RPT_LEXICON_H
/*
 * The lexicon: words and fixed phrases -> classes, from ontology/lexicon/LANG/NAME.tsv.
 * A file's lines are `phrase <tab> class[ class...] [<tab> value]`; `#` starts a comment line. The value goes
 * with the classes of its line (a demonym's state, a month's number). A phrase may stand in several
 * files and lines: its classes add up. Words are compared folded; a phrase may be of any length.
 */
#include "base/base.h"

typedef struct rpt_lexicon rpt_lexicon;

typedef struct {
    uint32_t class; ///< from 1
    rpt_str value;  ///< empty = none
} rpt_sense;

enum { RPT_CLASS_WORDS = 5, RPT_CLASS_BITS = 64 * RPT_CLASS_WORDS - 1 };

typedef struct {
    uint32_t sense, senses; ///< borrowed through rpt_lexicon_sense
    uint64_t classes[RPT_CLASS_WORDS]; ///< bit set of the classes that it bears, bit RPT_CLASS_BITS: and others
} rpt_lexeme;

/** Reads all tables of a folder; reports every bad line before it fails. */
rpt_status rpt_lexicon_open(rpt_lexicon **out, const char *dir, rpt_messages *m);
void rpt_lexicon_close(rpt_lexicon *x);
/** The number of a class, 0 where no line names it; and its name. */
uint32_t rpt_lexicon_class(const rpt_lexicon *x, rpt_str name);
rpt_str rpt_lexicon_class_name(const rpt_lexicon *x, uint32_t class);
/** The longest phrase that starts with hashes[0]; its length in words through `len`; NULL = none.
 *  `stride` is the distance in bytes between hashes, so that an array of tokens can be walked in place. */
const rpt_lexeme *rpt_lexicon_match(const rpt_lexicon *x, const uint64_t *hashes, size_t stride, uint32_t n,
                                    uint32_t *len);
/** The value of `class` in a lexeme through `value` (may be NULL); false where it does not bear the class. */
bool rpt_lexeme_find(const rpt_lexicon *x, const rpt_lexeme *l, uint32_t class, rpt_str *value);
static inline bool rpt_lexeme_has(const rpt_lexicon *x, const rpt_lexeme *l, uint32_t class, rpt_str *value) {
    if (!l) return false;
    if (class < RPT_CLASS_BITS) {
        if (!(l->classes[class / 64] >> class % 64 & 1)) return false;
        if (!value) return true;
    }
    return rpt_lexeme_find(x, l, class, value);
}
/** Borrowed; the senses of a lexeme stand in a row, in the order of their classes. */
const rpt_sense *rpt_lexicon_sense(const rpt_lexicon *x, uint32_t index);

#endif
