/* SPDX-License-Identifier: ISC */
#ifndef RPT_RESOLVE_REFERRING_H
#define RPT_RESOLVE_REFERRING_H
/*
 * What the parts that find references share: who speaks, whose page it is, which sides meet (context.c), what
 * was spoken of last (focus.c); pronouns.c and nouns.c read phrases, reference.c walks the text and writes.
 */
#include "resolve/parts.h"

enum { RPT_MOST_SIDES = 12, RPT_MOST_TARGETS = 16 };

/** Few entities, in order, each once. */
typedef struct {
    uint32_t at[RPT_MOST_TARGETS];
    uint32_t n;
} rpt_few;
void rpt_few_add(rpt_few *f, uint32_t entity); ///< 0 and what is there already are ignored
void rpt_few_join(rpt_few *f, const rpt_few *more);

/** Something spoken of: a mention or the target of a reference. */
typedef struct {
    uint32_t entity, token, sentence;
    bool after; ///< a person who stands behind a preposition
} rpt_spoken;

/** A list: `A, B and C`, or what a plural phrase stands for. */
typedef struct {
    rpt_few of;
    uint32_t sentence;
    uint32_t body; ///< of a role's bearers: the body or process; 0 = not said
    uint8_t type;
} rpt_listed;

typedef struct {
    rpt_resolving *w;
    uint64_t *word, *phrase; ///< by token: classes of the word alone; of the longest phrase that starts there
    uint8_t *words;          ///< by token: tokens of that phrase
    uint32_t *mention_at;    ///< by token: the mention that covers it; 0 = none
    uint32_t *post_at;       ///< by token: the post whose wording covers it; 0 = none
    uint8_t *gender;         ///< by entity: 'm', 'f', 0
    rpt_str *kind;           ///< by entity: kind of the post that a person bears; empty = unknown
    uint32_t entities;       ///< length of gender and kind
    rpt_multimap
        bearers; ///< hash of a post's kind or wording, hash + 1 of its last word -> posts with a bearer
    rpt_multimap persons_of; ///< entity of a state -> persons who bear a post of it
    rpt_multimap by_qid;     ///< hash of QID -> entity

    uint32_t speaker;   ///< who speaks outside labelled turns (byline, title); 0 = unknown
    uint32_t host;      ///< the person whose page it is: speaker, or the first named of the lead
    uint32_t seat; ///< the state from where the document's mission writes; 0 = none
    uint32_t own;       ///< state or body of the host; 0 = unknown
    rpt_few sides;      ///< states or bodies that meet, speak or sign
    rpt_few principals; ///< persons who meet or speak
    uint32_t agreement; ///< the document itself, where it is an agreement
    uint32_t region;    ///< place without a state that the document is about
    uint32_t organ; ///< the first body named: it is the subject of `Recalling`, `Expressing` in a resolution
    uint32_t place; ///< where the document was made

    RPT_ARRAY(rpt_spoken) spoken;
    RPT_ARRAY(rpt_listed) lists;
    rpt_multimap heads;               ///< key of a head noun -> entity last named with it
    RPT_ARRAY(rpt_listed) role_lists; ///< bearers of roles, from the whole document; index 0 is a dummy
    rpt_multimap roles;               ///< key of a role's noun -> index into role_lists

    uint32_t sentence, first, end; ///< the sentence in hand
    uint32_t turn;                 ///< of its block
    uint32_t he;                   ///< whom `he` stood for in this sentence
} rpt_referring;

#define RPT_PRONOUNS                                                                                         \
    (RPT_RC_BIT(FIRST) | RPT_RC_BIT(FIRST_PLURAL) | RPT_RC_BIT(SECOND) | RPT_RC_BIT(HE) | RPT_RC_BIT(SHE) |  \
     RPT_RC_BIT(THEY) | RPT_RC_BIT(IT))

static inline bool rpt_is(const rpt_referring *f, uint32_t token, uint64_t classes) {
    return token < f->w->d->tokens.n && f->word[token] & classes;
}
static inline bool rpt_starts(const rpt_referring *f, uint32_t token, uint64_t classes) {
    return token < f->w->d->tokens.n && (f->word[token] | f->phrase[token]) & classes;
}
static inline uint8_t rpt_type_of(const rpt_referring *f, uint32_t entity) {
    return f->w->d->entities.at[entity].type;
}
bool rpt_word_at(const rpt_referring *f, uint32_t token, const char *lower);
/** The entity of a state by QID; one is made where the document never names it. 0 = the QID is unknown. */
uint32_t rpt_state_entity(rpt_referring *f, rpt_str qid);
/** The state, or body, that an entity acts for: itself if it is one; a person's by post or table; 0 =
 * unknown. */
uint32_t rpt_side_of(rpt_referring *f, uint32_t entity);
/** Is it a state (not a city or region)? */
bool rpt_is_state(const rpt_referring *f, uint32_t entity);
/** Who speaks the sentence in hand; 0 = unknown. */
uint32_t rpt_speaker_now(const rpt_referring *f);
/** The same at a token: inside a quotation it is whom the text quotes. */
uint32_t rpt_speaker_at(const rpt_referring *f, uint32_t token);

void rpt_read_context(rpt_referring *f);

void rpt_focus_open(rpt_referring *f);
void rpt_focus_mention(rpt_referring *f, uint32_t mention);
void rpt_focus_say(rpt_referring *f, uint32_t entity, uint32_t token);
void rpt_focus_list(rpt_referring *f, const rpt_few *list);
/** The last list of at least two of the type (RPT_NO_TYPE: any) within `back` sentences; NULL = none. */
const rpt_listed *rpt_focus_last_list(const rpt_referring *f, uint8_t type, uint32_t back);
/** The first list of the nearest sentence that has one. */
const rpt_listed *rpt_focus_first_list(const rpt_referring *f, uint8_t type, uint32_t back);
/** The entity last named with that head noun, if it was spoken of within `back` sentences; 0 = none. */
uint32_t rpt_focus_head(const rpt_referring *f, uint32_t token, uint32_t back);
/** What a sentence was about: its first of the types (a bit each), in this sentence before `token`, else in
 * those before. */
uint32_t rpt_focus_subject(const rpt_referring *f, uint32_t types, uint32_t back);
/** The one named last of the types. */
uint32_t rpt_focus_last(const rpt_referring *f, uint32_t types, uint32_t back);

/** A phrase read. */
typedef struct {
    uint32_t first, end; ///< tokens; end 0 = none
    uint8_t kind;        ///< rpt_reference_kind
    float score;
    uint32_t post;
    rpt_few targets;
} rpt_phrase;

/** The state or body that a post's wording implies (`Secretary of State`, `Foreign Secretary`); 0 = none. */
uint32_t rpt_state_of_wording(rpt_referring *f, const rpt_post *p);
/** The state or body of which the table says that the person held such a post; 0 = none. */
uint32_t rpt_side_of_tenure(rpt_referring *f, uint32_t post, uint32_t holder);
/** The person of whom the document has said such a post, of this side where one is given; 0 = none. */
uint32_t rpt_bearer_of(rpt_referring *f, const rpt_post *post, rpt_str kind, uint32_t side);
/** The named person who held the kind of post of the side on the document's day by the gazetteer; 0 = none. */
uint32_t rpt_holder_on_day(rpt_referring *f, rpt_str kind, uint32_t side);
/** The state of the person to whom the words before token `first` give the post (`became`, `as`); 0 = none. */
uint32_t rpt_side_of_bearer(rpt_referring *f, uint32_t first);
rpt_phrase rpt_read_pronoun(rpt_referring *f, uint32_t token);
rpt_phrase rpt_read_noun(rpt_referring *f, uint32_t token);
rpt_phrase rpt_read_post(rpt_referring *f, uint32_t post);
rpt_phrase rpt_read_adjective(rpt_referring *f, uint32_t token);

#endif
