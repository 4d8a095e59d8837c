/* SPDX-License-Identifier: ISC */
#ifndef RPT_RELATE_SYMBOLS_H
#define RPT_RELATE_SYMBOLS_H
/* A stretch of tokens as the rule engine's symbols: things with members, words with classes. Seen by relate/ alone. */
#include "document.h"
#include "rules/lexicon.h"
#include "rules/rules.h"

/** One entity that a thing stands for, with the words that named it. */
typedef struct {
    uint32_t entity;
    uint32_t type;
    rpt_span span;
    bool ref; ///< by a reference: `we` may stand for persons and for their states
} member;

/** What stands behind a symbol; parallel to the symbols. */
typedef struct {
    uint32_t first, end;      ///< tokens
    uint32_t member, members; ///< members 0 = a word
} thing;

/** A phrase of the document that becomes one symbol. */
typedef struct {
    uint32_t first, end; ///< tokens
    uint32_t member, members;
    uint32_t marks;
    bool noun; ///< a post without its bearer: a word until its state or body is known
} chunk;

/** Classes of the lexicon that building symbols asks for; 0 = no table has it. */
typedef struct {
    uint32_t say, filler, article, aux, be, verb, noun, prep, conj, clause, speakfor, role, stop, post, modifier, field, honorific, excellency, rank, title, demonym, decoration, collective, cue, headnoun, coop, act, chair, cochair;
    uint64_t wording[RPT_CLASS_WORDS]; ///< bit set of those that a word of a post\'s wording bears
} symbol_classes;

typedef struct {
    const rpt_document *d;
    const rpt_lexicon *lexicon;
    symbol_classes class;
    rpt_arena *arena;
    uint32_t venue; ///< the body whose meeting the page is about; 0 = none
    RPT_ARRAY(chunk) chunks;
    uint32_t *post_at;  ///< by token: the post whose wording starts there
    uint32_t *chunk_at; ///< by token: 1 + the chunk that starts there
    const uint32_t *traits; ///< by entity: marks that its symbols bear
    RPT_ARRAY(member) members;
    RPT_ARRAY(rpt_symbol) symbols;
    RPT_ARRAY(thing) things;
    RPT_ARRAY(rpt_span) asides; ///< tokens of brackets that are to be read apart
} symbols;

/** The status that a word or phrase of class `cue` gives; RPT_STATUSES = none. */
uint32_t symbols_cue(const symbols *s, const rpt_symbol *y);
void symbols_classes(symbol_classes *c, const rpt_lexicon *x);
/** Finds the document's chunks. */
void symbols_open(symbols *s, const rpt_document *d, const rpt_lexicon *x, const symbol_classes *c);
/** Builds the symbols of tokens [first, end): chunks, words, verb groups. Asides are put on `asides`. */
void symbols_build(symbols *s, uint32_t first, uint32_t end);
/** Puts an entity before a title that starts with a noun (`Meeting with N. N.`): whom the title leaves out. */
void symbols_prepend(symbols *s, uint32_t entity);
/** Lists, posts with their states and bearers become one symbol each. */
void symbols_fold(symbols *s);
/** `Gdansk, Poland` becomes Gdansk. */
void symbols_fold_places(symbols *s);

static inline bool symbols_is(const rpt_symbol *y, rpt_str word) { return !y->types && rpt_str_equal(y->word, word); }

#endif
