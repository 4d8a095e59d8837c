/* SPDX-License-Identifier: ISC */
#ifndef RPT_GAZETTEER_H
#define RPT_GAZETTEER_H
/*
 * The gazetteer: names -> entries (Wikidata item, type, country, prior), and offices -> holders on a day.
 * One file, built from tables (build.c), mapped read-only and shared (image.c). It knows words and
 * names, not documents: a name is a sequence of word hashes (rpt_token.hash).
 */
#include "base/base.h"

typedef struct rpt_gazetteer rpt_gazetteer;

/** Maps an image. Reports what is wrong with it (absent, truncated, other version, damaged). */
rpt_status rpt_gazetteer_open(rpt_gazetteer **out, const char *path, rpt_messages *m);
void rpt_gazetteer_close(rpt_gazetteer *g); ///< NULL allowed

typedef struct {
    rpt_str name;    ///< canonical English name
    rpt_str qid;     ///< "Q399"; empty where the item has none
    rpt_str country; ///< QID of the state it belongs to; empty = none known
    rpt_str kind;    ///< finer kind: state, city, former_state, ministry, igo, person, treaty ...
    uint8_t type;    ///< rpt_type
    float prior;     ///< 0 to 1: how often this kind of press means it by its name
} rpt_entry;

/** Entry by index, 1 to rpt_gazetteer_entries; strings live as long as the gazetteer. */
rpt_entry rpt_gazetteer_entry(const rpt_gazetteer *g, uint32_t index);
uint32_t rpt_gazetteer_entries(const rpt_gazetteer *g);
/** The entry of a QID; 0 = none. */
uint32_t rpt_gazetteer_by_qid(const rpt_gazetteer *g, rpt_str qid);
/** 399 of "Q399"; 0 where it is none. */
uint32_t rpt_qid_number(rpt_str qid);

typedef struct {
    uint64_t bytes; ///< of the file
    uint32_t entries, aliases, nodes, slots, tenures;
} rpt_gazetteer_counts;

void rpt_gazetteer_sizes(const rpt_gazetteer *g, rpt_gazetteer_counts *out);
/** The tables that the image was built from, one a line. */
rpt_str rpt_gazetteer_sources(const rpt_gazetteer *g);

enum { /* flags of an alias */
    RPT_ALIAS_CAPS = 1,    ///< acronym: matches written in capitals only
    RPT_ALIAS_SURNAME = 2, ///< part of a person's name: only after the full name or with a title
    RPT_ALIAS_ADJECTIVE = 4, ///< demonym or adjective: never a mention
    RPT_ALIAS_LOWER = 8    ///< may be written in lower case (`coronavirus pandemic`)
};

typedef struct {
    uint32_t entry;
    uint32_t flags;
} rpt_alias;

/** One step of the trie of names: node 0 is the root; returns 0 where no name goes on so. */
uint32_t rpt_gazetteer_step(const rpt_gazetteer *g, uint32_t node, uint64_t word_hash);
/** The names that end at `node` (borrowed; best prior first); n may be 0. */
const rpt_alias *rpt_gazetteer_aliases(const rpt_gazetteer *g, uint32_t node, uint32_t *n);
/** Looks a whole name up as one string (tokens split at spaces and hyphens kept); the node or 0. */
uint32_t rpt_gazetteer_find(const rpt_gazetteer *g, rpt_str name);

/** A tenure: who held which kind of post of which state or body from when to when (days, inclusive). */
typedef struct {
    uint32_t person, of; ///< entries; 0 = the name is not in the tables
    rpt_str post;        ///< normalised kind: president, prime_minister, foreign_minister, ... or the title
    rpt_str title;       ///< as in the table
    int32_t from, to;    ///< INT32_MIN / INT32_MAX = open
} rpt_tenure;

/** Tenures of a person entry by start, or of a post kind and state/body entry (kind empty = any) on a day, the latest
 *  start first (day INT32_MIN = any day); at most n, their number is returned. */
uint32_t rpt_gazetteer_offices_of(const rpt_gazetteer *g, uint32_t person, rpt_tenure *out, uint32_t n);
uint32_t rpt_gazetteer_holders(const rpt_gazetteer *g, rpt_str post, uint32_t of, int32_t day, rpt_tenure *out,
                               uint32_t n);
/** The normalised kind of a post's wording ("Minister of Foreign Affairs" -> foreign_minister); empty = none. */
rpt_str rpt_post_kind(rpt_str wording);

/**
 * Builds an image from the *.tsv tables of folders (or from single tables) into `path`, by rename. Same tables,
 * same bytes. A table starts with `#` comments and a line of column names:
 *     type kind name qid country aliases prior flags source     names; aliases are joined by `|`
 *     title of person from to source                       offices; of and person are a QID or, without one, a name
 * The column flags speaks of the name, `=letters` behind an alias of the alias: c s a l, as RPT_ALIAS_* in order.
 */
rpt_status rpt_gazetteer_build(const char *path, const char *const *dirs, uint32_t n, rpt_messages *m);

#endif
