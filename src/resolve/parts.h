/* SPDX-License-Identifier: ISC */
#ifndef RPT_RESOLVE_PARTS_H
#define RPT_RESOLVE_PARTS_H
/*
 * What the resolver's parts share; private to this folder.
 *
 * The distinct written names of a document are the unit of coreference: a document of many thousand mentions has
 * a few hundred names. Order of the parts: names, corefer (with agreements), entities, disambiguate, speakers,
 * reference.
 */
#include "resolve/resolve.h"
#include <stdatomic.h>

/* Lexicon classes that some part asks for: at most 64, each one bit of a word's reading. */
/* clang-format off */
#define RPT_RESOLVE_CLASS_LIST(X) \
    X(DEMONYM, "demonym") X(PEOPLE, "people") X(POST_STATE, "post_state") X(SHORT_POST, "short_post") X(PARTICLE, "particle") X(HONORIFIC, "honorific") X(NICKNAME, "nickname") X(SUFFIX, "name_suffix") \
    X(SPELLING, "spelling") X(EMPTY_WORD, "empty_word") X(HEAD_END, "head_end") X(CONFLICT_HEAD, "conflict_head") \
    X(PROCESS_HEAD, "process_head") X(SOFT_WORD, "soft_word") X(AGREEMENT_HEAD, "agreement_head") X(SHORT_BODY, "short_body") \
    X(POLITY, "polity") X(MADE, "agreement_made") X(DATE_BEFORE, "date_before") \
    X(FIRST, "first_person") X(FIRST_PLURAL, "first_plural") X(SECOND, "second_person") X(HE, "he") X(SHE, "she") \
    X(THEY, "they") X(IT, "it") X(THERE, "there") X(HERE, "here") X(MALE, "male") X(FEMALE, "female") \
    X(THE, "the_word") X(THIS, "this_word") X(COUNT, "count_word") X(NP_WORD, "noun_modifier") X(JOINT, "joint_word") \
    X(EXISTS, "exists_word") X(NO_IT, "no_it") X(POSTS_NOUN, "posts_noun") X(SIDES_NOUN, "sides_noun") X(STATE_NOUN, "state_noun") \
    X(REGION_NOUN, "region_noun") X(GOVERNMENT_NOUN, "government_noun") X(COLLEAGUE, "colleague_noun") X(ROLE_NOUN, "role_noun") X(ROLE_TIE, "role_tie") \
    X(BODY_NOUN, "body_noun") X(AGREEMENT_NOUN, "agreement_noun") X(EVENT_NOUN, "event_noun") X(PLACE_NOUN, "place_noun") \
    X(SPEECH, "speech_word") X(BY, "by_word") X(TOPIC, "topic_word") X(SAY, "say_verb") X(PUBLISHER, "publisher") X(GROUP, "state_group")
/* clang-format on */
typedef enum {
#define X(name, text) RPT_RC_##name,
    RPT_RESOLVE_CLASS_LIST(X)
#undef X
        RPT_RESOLVE_CLASSES
} rpt_resolve_class;
_Static_assert(RPT_RESOLVE_CLASSES <= 64, "a reading has a bit a class");
#define RPT_RC_BIT(name) ((uint64_t)1 << RPT_RC_##name)

struct rpt_resolver {
    const rpt_gazetteer *gazetteer;
    const rpt_lexicon *lexicon;
    uint32_t class[RPT_RESOLVE_CLASSES]; ///< the lexicon's number of each class; 0 = no table has it
    uint64_t *bits;                      ///< by the lexicon's number: the bit of the class or 0
    uint32_t numbers;                    ///< length of bits
    /** By entry: its last name by sound, kept from the first time that it is asked; 0 = not asked yet. Whoever writes
     *  a slot writes the same value, so that workers need no lock. */
    _Atomic uint64_t *last_sound;
};

typedef struct {
    uint32_t value, next; ///< next: index into links; 0 = none
} rpt_link;

/** key -> values, newest first. Memory of the document's arena. */
typedef struct {
    struct {
        uint64_t key;
        uint32_t head; ///< index into links; 0 = empty slot
    } *slots;
    uint32_t mask, used;
    RPT_ARRAY(rpt_link) links;
} rpt_multimap;

void rpt_multimap_init(rpt_multimap *m, rpt_arena *a);
void rpt_multimap_add(rpt_multimap *m, rpt_arena *a, uint64_t key, uint32_t value);
/** The first link of a key; 0 = none. Go on with links.at[i].next. */
uint32_t rpt_multimap_first(const rpt_multimap *m, uint64_t key);
#define RPT_CHAIN_MAX 64 ///< links looked at for one key: bounds the work on hostile input

/** A word of a name, made comparable. */
typedef struct {
    uint64_t key;    ///< persons: by sound; others: folded, singular, one spelling; a state's name: its QID
    uint64_t second; ///< persons: key of the name that a nickname stands for; 0 = none
    uint8_t initial; ///< persons: first letter of the key; 0 = none
    bool alone;      ///< persons: only an initial is written
} rpt_part;

/** A written form: type and folded words. */
typedef struct {
    uint32_t mention;     ///< its first
    uint32_t mentions;    ///< count
    uint32_t part, parts; ///< index into parts, count
    uint32_t head;        ///< index into parts of the head of a body, agreement or event
    uint64_t bag;         ///< order-free hash of the parts
    uint32_t node;        ///< gazetteer node of the whole form; 0 = none
    uint32_t entry;       ///< best entry of fitting type; 0 = none
    uint32_t parent;      ///< union-find: another name of the same thing; itself = root
    uint32_t seen;        ///< of a root: last mention in document order so far; 0 = none
    uint8_t type;
    bool caps;            ///< one word all in capitals: perhaps an acronym
    bool tied;            ///< some rule has decided what it names: it is no short form
} rpt_name;

/** One document's scratch. Index 0 of names is a dummy. */
typedef struct {
    const rpt_resolver *r;
    rpt_document *d;
    rpt_arena *arena;
    RPT_ARRAY(rpt_name) names;
    RPT_ARRAY(rpt_part) parts;
    uint32_t *name_of;   ///< by mention
    uint32_t *group;     ///< by mention: the group that it was taken for: an index into names (a root)
    rpt_str *post_kind;  ///< by post: its normalised kind; empty = none
    uint32_t *entity_of; ///< by root name; 0 = none yet
    rpt_multimap ids;     ///< hash of an id -> 1
} rpt_resolving;

/** Hash of a word as it sounds: diacritics, transliterations and doubled letters levelled. Initial through `first`. */
uint64_t rpt_sound_of(rpt_str word, uint8_t *first, uint32_t *letters);
/** Have two names the same last word by sound? */
bool rpt_sound_like(rpt_str a, rpt_str b);
/** Does the token bear the class? Its value through `value` (may be NULL). */
bool rpt_token_has(const rpt_resolving *w, uint32_t token, rpt_resolve_class c, rpt_str *value);
/** Length in tokens of the longest phrase of the class from `token` on (0 = none), with its value. */
uint32_t rpt_phrase_has(const rpt_resolving *w, uint32_t token, uint32_t end, rpt_resolve_class c, rpt_str *value);
/** A state's name or adjective (its QID's hash), or a phrase with one spelling, at a token: key through `key`, and its length in tokens (0 = none). */
uint32_t rpt_state_key(const rpt_resolving *w, uint32_t token, uint32_t end, uint64_t *key);
/** Hash of a word in one spelling and in the singular. */
uint64_t rpt_word_key(const rpt_resolving *w, uint32_t token);
/** Is the mention's first word in capitals, also where it is a part of a joined word? */
bool rpt_mention_is_caps(const rpt_resolving *w, const rpt_mention *m);

/** The gazetteer node of a mention's words as one name; 0 = none. */
uint32_t rpt_mention_node(const rpt_resolving *w, const rpt_mention *m);
/** The best entry of a node for a mention of `type`, surnames alone and adjectives left out; 0 = none. */
uint32_t rpt_node_entry(const rpt_resolving *w, uint32_t node, uint8_t type, bool caps);
static inline bool rpt_types_agree(uint8_t a, uint8_t b) {
    const bool places = (a == RPT_GPE || a == RPT_LOC) && (b == RPT_GPE || b == RPT_LOC);
    return a == b || places;
}

uint32_t rpt_name_root(rpt_resolving *w, uint32_t name);
/** A new group of its own for a mention, though other mentions of its form may mean something else. */
uint32_t rpt_group_new(rpt_resolving *w, uint32_t mention);
/** Makes two names one; the earlier becomes the root. */
void rpt_names_join(rpt_resolving *w, uint32_t a, uint32_t b);

/* The parts, in their order. */
void rpt_resolve_names(rpt_resolving *w);
void rpt_corefer(rpt_resolving *w);
void rpt_corefer_agreements(rpt_resolving *w);
void rpt_make_entities(rpt_resolving *w);
void rpt_disambiguate(rpt_resolving *w);
/** Bodies named without a state (`Defence Ministry`) are those of the state whose page it is, where it has such. */
void rpt_link_own_bodies(rpt_resolving *w, uint32_t own);
void rpt_give_ids(rpt_resolving *w);
void rpt_resolve_references(rpt_resolving *w);
/** A readable id from a name, unique in the document. */
rpt_str rpt_entity_slug(rpt_resolving *w, rpt_str name);
rpt_str rpt_entity_id(rpt_resolving *w, rpt_str name);

#endif
