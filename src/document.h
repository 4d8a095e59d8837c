/* SPDX-License-Identifier: ISC */
#ifndef RPT_DOCUMENT_H
#define RPT_DOCUMENT_H
/*
 * The document: clean UTF-8 text with arrays of spans over it. Each stage fills arrays that are
 * named beside it and reads those of the stages before; the arena owns everything.
 *
 *     input      text, origins, blocks, meta
 *     text       blocks (refined), turns, tokens, sentences
 *     recognise  mentions, candidates, dates, posts
 *     resolve    entities, mentions[].entity, references, posts[].of/holder, turns[].speaker
 *     relate     relations, qualifiers
 *
 * Index spaces: arrays that others point into start with a dummy at index 0, so that 0 means none
 * (mentions, entities, references, posts, turns, candidates, dates). rpt_document_init pushes the dummies.
 * Offsets are bytes of `text`; code points and source bytes are computed at the seam (record/).
 */
#include "base/base.h"

typedef enum { RPT_NO_TYPE, RPT_PER, RPT_ORG, RPT_GPE, RPT_LOC, RPT_AGR, RPT_EVT, RPT_DATE, RPT_TYPES } rpt_type;

/* clang-format off */
#define RPT_RELATION_LIST(X) \
    X(POSITION_HELD, "position_held") X(MEMBER_OF, "member_of") X(CO_CHAIR_OF, "co_chair_of") \
    X(PART_OF, "part_of") X(LOCATED_IN, "located_in") X(SIGNATORY_OF, "signatory_of") \
    X(AGREEMENT_DATE, "agreement_date") X(CONCERNS, "concerns") X(MET, "met") X(VISITED, "visited") \
    X(PARTICIPANT_IN, "participant_in") X(PRECEDED_BY, "preceded_by") X(SPEAKS_IN, "speaks_in") \
    X(DOCUMENT_DATE, "document_date") X(DOCUMENT_PLACE, "document_place") X(STATISTIC, "statistic")
#define RPT_STATUS_LIST(X) \
    X(ASSERTED, "asserted") X(PLANNED, "planned") X(DENIED, "denied") X(REPORTED, "reported") \
    X(CONDITIONAL, "conditional") X(DEMANDED, "demanded") X(PREVIOUS, "previous")
/* Keys of the qualifiers column, in the order in which they are written. */
#define RPT_QUALIFIER_LIST(X) \
    X(POSITION, "position") X(STATUS, "status") X(ROLE, "role") X(KIND, "kind") X(DATE, "date") \
    X(PLACE, "place") X(MODE, "mode") X(SINCE, "since") X(UNTIL, "until") X(MEASURE, "measure") \
    X(VALUE, "value") X(CHANGE, "change") X(PERIOD, "period")
/* clang-format on */
#define RPT_ENUM(prefix, name, text) prefix##name,
typedef enum {
#define X(name, text) RPT_REL_##name,
    RPT_RELATION_LIST(X)
#undef X
        RPT_RELATIONS
} rpt_relation_kind;
typedef enum {
#define X(name, text) RPT_STATUS_##name,
    RPT_STATUS_LIST(X)
#undef X
        RPT_STATUSES
} rpt_fact_status;
typedef enum {
#define X(name, text) RPT_Q_##name,
    RPT_QUALIFIER_LIST(X)
#undef X
        RPT_QUALIFIERS
} rpt_qualifier_key;

/** Is this no fact of the text, but what it denies, demands or makes depend? Kept for the graph's nodes, told apart everywhere. */
static inline bool rpt_status_withheld(uint32_t status) {
    return status == RPT_STATUS_DENIED || status == RPT_STATUS_CONDITIONAL || status == RPT_STATUS_DEMANDED;
}

extern const char *const rpt_type_name[RPT_TYPES]; ///< "", "PER", "ORG", ...
extern const char *const rpt_relation_name[RPT_RELATIONS];
extern const char *const rpt_status_name[RPT_STATUSES];
extern const char *const rpt_qualifier_name[RPT_QUALIFIERS];

/** From text byte `text` on: source byte = source + (t - text) * scale; scale 0 = written by the decoder. */
typedef struct {
    uint32_t text, source;
    uint32_t scale;
} rpt_origin;

typedef enum {
    RPT_BLOCK_PARAGRAPH,
    RPT_BLOCK_TITLE,    ///< the document's title
    RPT_BLOCK_HEADING,  ///< a heading inside
    RPT_BLOCK_DATELINE, ///< a line of date, time or place of its own
    RPT_BLOCK_BYLINE,   ///< `Ned Price, Department Spokesperson`
    RPT_BLOCK_ITEM,     ///< list item, also a participant's line
    RPT_BLOCK_SEE_ALSO, ///< a title or date in a "See also" box
    RPT_BLOCK_NOTE,     ///< foot- or end-note
    RPT_BLOCK_NOISE     ///< language codes, `* * *`, page furniture that got through: never read
} rpt_block_kind;

typedef struct {
    rpt_span span;
    uint8_t kind;  ///< rpt_block_kind
    uint32_t turn; ///< 0 = none
} rpt_block;

typedef enum { RPT_TURN_STATEMENT, RPT_TURN_QUESTION, RPT_TURN_ANSWER } rpt_turn_kind;

/** One speaker's uninterrupted words; label `Sergey Lavrov:` or `Question:` is a part of the span. */
typedef struct {
    rpt_span span, label;
    uint8_t kind;
    uint32_t speaker; ///< entity; 0 = unnamed (filled by resolve)
    uint32_t answers; ///< turn; 0 = none
} rpt_turn;

enum { /* rpt_token.flags */
    RPT_T_UPPER = 1,      ///< starts with a capital
    RPT_T_CAPS = 2,       ///< two letters or more, all capitals
    RPT_T_NUMBER = 4,     ///< starts with a digit
    RPT_T_PUNCT = 8,      ///< one mark
    RPT_T_SPACE = 16,     ///< white space stands before it
    RPT_T_LINE = 32,      ///< a line break stands before it
    RPT_T_FIRST = 64,     ///< first of its sentence
    RPT_T_ABBREV = 128,   ///< ends in its own full stop (`U.S.`, `Mr.`)
    RPT_T_POSSESSIVE = 256, ///< the token is 's or ' after a word
    RPT_T_NOISE = 512     ///< inside a block of noise or a note mark
};

/** A word (hyphens and inner apostrophes inside), number, or one mark. Possessive 's is a token of its own. */
typedef struct {
    uint32_t begin;
    uint16_t len; ///< bytes; longer runs are cut
    uint16_t flags;
    uint64_t hash; ///< rpt_hash of the folded word (rpt_utf8_fold_into), curly apostrophes straight
} rpt_token;

typedef struct {
    uint32_t first, end; ///< tokens
    uint32_t block;      ///< index into blocks (from 0)
    rpt_span span;       ///< bytes, without the speaker's label, trimmed
} rpt_sentence;

enum { RPT_FROM_GAZETTEER = 1, RPT_FROM_GRAMMAR, RPT_FROM_DATES, RPT_FROM_DOCUMENT, RPT_FROM_ROWS };

typedef struct {
    rpt_span span;
    uint32_t first, end; ///< tokens
    uint8_t type;        ///< rpt_type
    uint8_t source;      ///< RPT_FROM_*
    uint16_t score;      ///< 0 to 1000
    uint32_t entity;     ///< filled by resolve
    uint32_t candidate, candidates; ///< first index into candidates, count; type DATE: index into dates, 0
} rpt_mention;

typedef struct {
    uint32_t entry; ///< gazetteer entry
    float score;    ///< 0 to 1; prior before resolve, posterior after
} rpt_candidate;

/** A date as two days (days since 1970-01-01, inclusive; INT32_MIN and INT32_MAX where the year is unknown) and its written form. */
typedef struct {
    int32_t from, to;
    rpt_str iso; ///< GUIDELINES form: 2020-11-09, 2020/2021, mid-2020-12, mid-1990s
} rpt_date;

/** A phrase of time with its days: a DATE mention's (its `candidate` is the index), a date inside the name of an
 *  agreement, or a deictic phrase (`today`, `last week`, `on Tuesday`), which is no mention but may fill `date=`. */
typedef struct {
    rpt_span span;
    uint32_t first, end; ///< tokens
    bool deictic;
    rpt_date date;
} rpt_dated;

typedef struct {
    rpt_str id;   ///< slug, unique in the document
    rpt_str name; ///< canonical name (gazetteer's, or the fullest of the document)
    rpt_str qid;  ///< empty = NIL
    uint8_t type;
    uint32_t entry;    ///< gazetteer entry, 0 = none
    uint32_t country;  ///< entity of the state it belongs to; 0 = unknown
    uint32_t mention;  ///< first mention; 0 = only referred to (an adjective, the publisher's side)
    uint32_t mentions; ///< count
    float score, margin; ///< of the link, or of NIL
    rpt_date date;       ///< type DATE
} rpt_entity;

typedef enum {
    RPT_REF_PRONOUN,   ///< I, we, he, they, it
    RPT_REF_ADJECTIVE, ///< Russian, French
    RPT_REF_POST,      ///< the Foreign Minister of Armenia, the President
    RPT_REF_NOUN       ///< the region, the sides, the co-chairs, our countries, there
} rpt_reference_kind;

/** A phrase that stands for entities without naming them. */
typedef struct {
    rpt_span span;
    uint32_t first, end; ///< tokens
    uint8_t kind;
    uint8_t type;          ///< of what it stands for
    uint32_t target, targets; ///< first index into targets, count
    float score;
    uint32_t post; ///< RPT_REF_POST: index into posts
} rpt_reference;

/** A post as written, with what it is of and who bears it where the same phrase says so. */
typedef struct {
    rpt_span span;       ///< the wording: `Minister of Foreign Affairs`, without state and person
    uint32_t first, end; ///< tokens of the wording
    uint32_t of;         ///< mention of GPE or ORG; 0 = none or adjective
    uint32_t adjective;  ///< reference of RPT_REF_ADJECTIVE (`Russian Foreign Minister`); 0 = none
    uint32_t holder;     ///< mention of PER; 0 = none
    uint8_t status;      ///< 0, or one of 'p'revious 'n'ew 'a'cting 'e'lect
    uint8_t plural;      ///< `the presidents of X and Y`
} rpt_post;

typedef enum { RPT_REFUSED_LONGER, RPT_REFUSED_NO_NAME } rpt_refusal_reason;

/** A find that did not become a mention, for people who ask why. */
typedef struct {
    rpt_span span;
    uint8_t type, reason;
} rpt_refusal;

#define RPT_DOC UINT32_MAX ///< relation argument `_doc`

typedef struct {
    uint8_t key; ///< rpt_qualifier_key
    rpt_str value;
} rpt_qualifier;

typedef struct {
    uint8_t kind, status;
    uint32_t subject, object;       ///< entities or RPT_DOC
    rpt_span subject_span, object_span; ///< the words that named them (mention, reference or elided: the clause)
    rpt_span sentence, evidence;
    uint32_t qualifier, qualifiers; ///< first index into qualifiers, count; sorted by key
    uint32_t rule;                  ///< rule number; 0 = made in code; the engine names file and line
    float score;
} rpt_relation;

typedef struct {
    rpt_str name;   ///< file name without its last extension; unique within a run
    rpt_str source; ///< path, or path!member of an archive
    rpt_str title, lead, language, publisher, place, url;
    rpt_str sha256;    ///< hex, of the source bytes
    rpt_str date_text; ///< as the metadata gave it
    rpt_date date;     ///< from metadata or --date; iso empty = unknown; refined by recognise
    rpt_str text;      ///< UTF-8, the one offset space
    uint32_t host, own; ///< entities: the person whose page it is (speaker, byline, first of the lead) and his side; 0 = unknown
    bool foreign;      ///< text in a language that no pack reads; stages after text are skipped

    RPT_ARRAY(rpt_origin) origins;
    RPT_ARRAY(rpt_block) blocks;
    RPT_ARRAY(rpt_turn) turns;
    RPT_ARRAY(rpt_token) tokens;
    RPT_ARRAY(rpt_sentence) sentences;
    RPT_ARRAY(rpt_mention) mentions; ///< sorted by span, not overlapping
    RPT_ARRAY(rpt_candidate) candidates;
    RPT_ARRAY(rpt_dated) dates; ///< sorted by span; index 0 is a dummy
    RPT_ARRAY(rpt_refusal) refusals; ///< in no order that matters
    RPT_ARRAY(rpt_post) posts;
    RPT_ARRAY(rpt_entity) entities;
    RPT_ARRAY(rpt_reference) references; ///< sorted by span
    RPT_ARRAY(uint32_t) targets;
    RPT_ARRAY(rpt_relation) relations;
    RPT_ARRAY(rpt_qualifier) qualifiers;

    rpt_arena *arena;
} rpt_document;

/** Empties `d` and gives it the dummies at index 0. The arena must outlive the document. */
void rpt_document_init(rpt_document *d, rpt_arena *arena);
static inline rpt_str rpt_document_slice(const rpt_document *d, rpt_span s) {
    return (rpt_str){d->text.p + s.begin, s.end - s.begin};
}
static inline rpt_str rpt_token_text(const rpt_document *d, const rpt_token *t) {
    return (rpt_str){d->text.p + t->begin, t->len};
}
/** The byte of the source file that text byte `at` came from (identity where there are no origins). */
uint32_t rpt_document_origin(const rpt_document *d, uint32_t at);
/** The sentence that holds text byte `at`; sentences.n where none does. */
uint32_t rpt_document_sentence(const rpt_document *d, uint32_t at);
/** The first token that ends after byte `at`. */
uint32_t rpt_document_token(const rpt_document *d, uint32_t at);

/** Days since 1970-01-01 of a Gregorian day (Hinnant, days_from_civil), and back. */
int32_t rpt_days_of(int32_t year, uint32_t month, uint32_t day);
void rpt_days_split(int32_t days, int32_t *year, uint32_t *month, uint32_t *day);

#endif
