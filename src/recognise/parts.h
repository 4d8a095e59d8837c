/* SPDX-License-Identifier: ISC */
#ifndef RPT_RECOGNISE_PARTS_H
#define RPT_RECOGNISE_PARTS_H
/*
 * What the recogniser's parts share; private to this folder.
 *
 * Each part reads the tokens with their readings (lexicon classes, gazetteer match) and pushes finds: spans
 * that may be a mention. Finds may overlap; later parts may look at those of earlier ones (rpt_find_at,
 * rpt_find_over). rpt_finds_choose then keeps the longest, on a tie the one with the best score, and writes
 * the mentions. Order of the parts: dates, scan, names, bodies, agreements, events; choice; posts.
 */
#include "recognise/recognise.h"

/* Lexicon classes that some part asks for: at most 64, each one bit of a reading. */
/* clang-format off */
#define RPT_CLASS_LIST(X) \
    X(TITLE, "title") X(HONORIFIC, "honorific") X(EXCELLENCY, "excellency") X(RANK, "rank") X(DECORATION, "decoration") \
    X(SUFFIX, "suffix") X(POST, "post") X(POST_MODIFIER, "post_modifier") X(POST_STATUS, "post_status") \
    X(POST_PLURAL, "post_plural") X(POST_MAYBE, "post_maybe") X(FIELD, "field") X(GIVEN, "given") X(PARTICLE, "particle") \
    X(DEMONYM, "demonym") X(PEOPLE, "people") X(BODY, "body") X(BODY_OF, "body_of") X(BODY_SHORT, "body_short") \
    X(COMPANY, "company") X(GOVERNMENT, "government") X(PLACE, "place") X(PLACE_OF, "place_of") X(PLACE_FIRST, "place_first") \
    X(GOVERNED, "governed") X(GOVERNED_OF, "governed_of") X(GOVERNED_BEFORE, "governed_before") X(FACILITY, "facility") X(COMPASS, "compass") \
    X(COMMON, "common") X(NOT_NAME, "not_name") X(CREED, "creed") X(SAYS, "says") X(SIGNS, "signs") X(BODY_FIRST, "body_first") \
    X(KNOWN_ORG, "known_org") X(KNOWN_GPE, "known_gpe") X(KNOWN_LOC, "known_loc") X(KNOWN_PER, "known_per") \
    X(MONTH, "month") X(WEEKDAY, "weekday") X(SEASON, "season") X(FUZZY, "fuzzy") X(FUZZY_OF, "fuzzy_of") X(DEICTIC, "deictic") X(HOLIDAY, "holiday") \
    X(COUNTED, "counted") X(NUMBERED, "numbered") X(AHEAD, "ahead") X(BEHIND, "behind") X(ORDINAL, "ordinal") \
    X(AGREEMENT, "agreement") X(AGREEMENT_KIND, "agreement_kind") X(NO_AGREEMENT, "no_agreement") X(TITLE_LINK, "title_link") \
    X(SIGN, "sign") X(ADOPT, "adopt") X(EVENT, "event") X(EVENT_NAME, "event_name") X(NO_EVENT, "no_event") X(PROCESS, "process") \
    X(PROCESS_KIND, "process_kind") X(CONFLICT, "conflict") X(CONFLICT_KIND, "conflict_kind")
/* clang-format on */
typedef enum {
#define X(name, text) RPT_CLASS_##name,
    RPT_CLASS_LIST(X)
#undef X
        RPT_CLASSES
} rpt_class;
_Static_assert(RPT_CLASSES <= 64, "a reading has a bit a class");
#define RPT_BIT(name) ((uint64_t)1 << RPT_CLASS_##name)

struct rpt_recogniser {
    const rpt_gazetteer *gazetteer;
    const rpt_lexicon *lexicon;
    uint32_t class[RPT_CLASSES]; ///< the lexicon's number of each class; 0 = no table has it
    uint64_t *bits;              ///< by the lexicon's number: the bit of the class or 0
    uint32_t numbers;            ///< length of bits
};

/** What lexicon and gazetteer know of the words from a token on. */
typedef struct {
    uint64_t word;            ///< classes of the word alone
    uint64_t phrase;          ///< classes of the longest phrase that starts here
    const rpt_lexeme *lexeme; ///< of the word alone; NULL = none
    const rpt_lexeme *phrase_lexeme;
    uint32_t words;          ///< tokens of the phrase; 0 = none
    uint32_t node, node_end; ///< longest name of the gazetteer written as its flags ask (scan fills it): trie
                             ///< node, token after it
    uint32_t find;           ///< the longest find that starts here; 0 = none
    bool parts;              ///< parts of the word are finds
    bool apposed;            ///< a post's wording and a comma end right before
    bool heading;            ///< its line is written as headings are, nearly every word with a capital
    bool capitals;           ///< its line is written in capitals as a whole
    uint8_t titled;          ///< what announces a person ends right before: 0 or RPT_TITLED_*
} rpt_reading;

enum { RPT_TITLED_POST = 1, RPT_TITLED_HONORIFIC, RPT_TITLED_PLURAL };

/** The wording of a post: `Acting Assistant Secretary of State`, `Minister for Women, Family and Social
 * Affairs`. */
typedef struct {
    uint32_t first, end; ///< tokens
    uint32_t from;       ///< token from which the phrase starts, a word of status (`former`) included
    uint32_t head;       ///< token of the head word
    uint8_t status;      ///< as rpt_post.status
    uint8_t plural;
} rpt_wording;

/** A span that may be a mention. */
typedef struct {
    uint32_t first, end; ///< tokens
    rpt_span span;       ///< bytes; differs from the tokens' only where a date is cut out of glued text
    bool part;           ///< a part of one token (`US` in `US-Soviet`)
    uint8_t type;        ///< rpt_type; RPT_NO_TYPE blocks its words: nothing shorter inside becomes a mention
    uint8_t source;      ///< RPT_FROM_*
    uint16_t score;      ///< 0 to 1000; weighs as much as a word at 1000
    uint32_t node;       ///< gazetteer node whose names are its candidates; 0 = none
    uint32_t dated;      ///< type DATE: index into the document's dates; becomes the mention's candidate
} rpt_find;

/** One document's scratch. Index 0 of finds is a dummy. */
typedef struct {
    const rpt_recogniser *r;
    rpt_document *d;
    rpt_reading *readings; ///< by token; one more at the end, empty
    RPT_ARRAY(rpt_find) finds;
    RPT_ARRAY(rpt_wording) wordings; ///< ascending, not overlapping
    uint32_t *mention;               ///< by token: the mention that covers it; 0 = none (after the choice)
} rpt_parts;

static inline rpt_str rpt_word(const rpt_parts *p, uint32_t token) {
    return rpt_token_text(p->d, &p->d->tokens.at[token]);
}
static inline bool rpt_flag(const rpt_parts *p, uint32_t token, uint32_t flags) {
    return token < p->d->tokens.n && p->d->tokens.at[token].flags & flags;
}
/** Is the token this word (given folded, in lower case)? False behind the last token. */
bool rpt_word_is(const rpt_parts *p, uint32_t token, const char *folded);
static inline bool rpt_has(const rpt_parts *p, uint32_t token, uint64_t classes) {
    return token < p->d->tokens.n && p->readings[token].word & classes;
}
static inline bool rpt_has_phrase(const rpt_parts *p, uint32_t token, uint64_t classes) {
    return token < p->d->tokens.n && p->readings[token].phrase & classes;
}
/** Value of a class at the token's word; empty where it has none. */
rpt_str rpt_value(const rpt_parts *p, uint32_t token, rpt_class class);

/** Does a word stand here that starts with a capital? */
static inline bool rpt_is_capital(const rpt_parts *p, uint32_t token) {
    return token < p->d->tokens.n &&
           (p->d->tokens.at[token].flags & (RPT_T_UPPER | RPT_T_NOISE)) == RPT_T_UPPER;
}
/** Does the line or a sentence start with the token, or with the number of a paragraph before it (`2. Welcomes`)? */
static inline bool rpt_is_opening(const rpt_parts *p, uint32_t token) {
    if (token == 0 || rpt_flag(p, token, RPT_T_FIRST | RPT_T_LINE)) return true;
    if (token < 2 || !rpt_flag(p, token - 1, RPT_T_PUNCT) || p->d->text.p[p->d->tokens.at[token - 1].begin] != '.') return false;
    return rpt_flag(p, token - 2, RPT_T_NUMBER) && rpt_flag(p, token - 2, RPT_T_FIRST | RPT_T_LINE);
}
/** The single mark that stands here; 0 = none. */
static inline char rpt_mark(const rpt_parts *p, uint32_t token) {
    return token < p->d->tokens.n && p->d->tokens.at[token].len == 1 &&
                   p->d->tokens.at[token].flags & RPT_T_PUNCT
               ? p->d->text.p[p->d->tokens.at[token].begin]
               : 0;
}

/** Adds a find over tokens [first, end); returns it for further filling (holds until the next push). */
rpt_find *rpt_find_push(rpt_parts *p, uint32_t first, uint32_t end, rpt_type type, uint32_t source,
                        uint32_t score);
/** Adds a find over bytes inside one token. */
rpt_find *rpt_find_push_part(rpt_parts *p, uint32_t token, rpt_span span, rpt_type type, uint32_t source,
                             uint32_t score);
/** The longest find that starts at the token; NULL = none. */
const rpt_find *rpt_find_at(const rpt_parts *p, uint32_t token);

/* The parts, in their order. */
void rpt_find_dates(rpt_parts *p);
/** Ties DATE mentions that are there already to the dates read at their places. */
void rpt_dates_attach(rpt_parts *p);
void rpt_find_gazetteer(rpt_parts *p);
/** Fills wordings and readings[].titled; before names, and also where mentions are given. */
void rpt_read_wordings(rpt_parts *p);
void rpt_find_names(rpt_parts *p);
void rpt_find_bodies(rpt_parts *p);
void rpt_find_places(rpt_parts *p);
void rpt_find_agreements(rpt_parts *p);
void rpt_find_events(rpt_parts *p);
/** After all others. */
void rpt_find_acronyms(rpt_parts *p);
/** Keeps finds that do not overlap and writes the mentions with their candidates. */
void rpt_finds_choose(rpt_parts *p);
/** Gives a mention the entries that bear its name and may be of its type. */
void rpt_mention_link(rpt_parts *p, rpt_mention *m);
/** Fills parts->mention for mentions that are there already. */
void rpt_mentions_index(rpt_parts *p);
/** Posts with their states, bodies and holders, over the mentions chosen. */
void rpt_find_posts(rpt_parts *p);

#endif
