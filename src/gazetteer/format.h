/* SPDX-License-Identifier: ISC */
#ifndef RPT_GAZETTEER_FORMAT_H
#define RPT_GAZETTEER_FORMAT_H
/*
 * The bytes of an image: a header, then sections of fixed records. Everything is in the byte order of the
 * machine that built it (another order is refused), every reference is an index or an offset in a section.
 * Seen by image.c and build.c alone.
 *
 *     slots    trie edges, open addressing: (node, check) -> child; child 0 = free
 *     nodes    first alias of each node; one more at the end, so that node n owns [nodes[n], nodes[n + 1])
 *     aliases  rpt_alias, best prior first within a node
 *     entries  sorted by QID number (0 = none, first), type, name; entry 0 is a dummy
 *     labels   spans of `text`: kinds of entries, kinds of posts, titles; label 0 is empty
 *     tenures  sorted by person and start; then `by_of`: the same as indices, by of, text of post, latest start first
 *     text     names, each followed by its QID; labels; the list of sources
 */
#include "gazetteer/gazetteer.h"

#define RPT_GAZ_MAGIC "RPTGAZ\r\n"
enum { RPT_GAZ_VERSION = 2, RPT_GAZ_ORDER = 0x01020304, RPT_GAZ_NAME_MAX = 1000 };

enum {
    RPT_GAZ_SLOTS,
    RPT_GAZ_NODES,
    RPT_GAZ_ALIASES,
    RPT_GAZ_ENTRIES,
    RPT_GAZ_LABELS,
    RPT_GAZ_TENURES,
    RPT_GAZ_BY_OF,
    RPT_GAZ_TEXT,
    RPT_GAZ_SECTIONS
};

typedef struct {
    uint64_t offset; ///< bytes from the start of the file, a multiple of 8
    uint32_t count;  ///< records
    uint32_t stride; ///< bytes of a record
} rpt_gaz_section;

typedef struct {
    char magic[8];
    uint32_t version, order;
    uint64_t size;     ///< of the file
    uint64_t checksum; ///< XXH3 of the header with this field 0
    uint32_t sources_at, sources_len; ///< in `text`: the tables it was built from, one a line
    rpt_gaz_section sections[RPT_GAZ_SECTIONS];
} rpt_gaz_header;

typedef struct {
    uint32_t node, check, child; ///< check: the upper half of the word's hash
} rpt_gaz_slot;

typedef struct {
    uint32_t text; ///< offset of the name; the QID follows it
    uint32_t qid;  ///< number; 0 = none
    uint32_t country; ///< entry
    uint16_t name_len, kind; ///< kind: label
    uint16_t prior; ///< 0 to 65535
    uint8_t qid_len, type;
} rpt_gaz_entry;

typedef struct {
    uint32_t text, len;
} rpt_gaz_label;

typedef struct {
    uint32_t person, of; ///< entries
    int32_t from, to;
    uint32_t post, title; ///< labels
} rpt_gaz_tenure;

/** The slot at which the search for an edge starts; `mask` = slots - 1, a power of two less one. */
static inline uint32_t rpt_gaz_home(uint32_t node, uint64_t hash, uint32_t mask) {
    return (uint32_t)((hash ^ node * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u >> 32) & mask;
}
uint64_t rpt_gaz_checksum(const rpt_gaz_header *h);

/** The words of a name as the text's tokens are: hashes through `out`; their number, 0 where over `max`. */
uint32_t rpt_gaz_words(rpt_arena *scratch, rpt_str name, uint64_t *out, uint32_t max);
enum { RPT_GAZ_WORDS_MAX = 40 };
/** The name without diacritics, with `pairs` umlauts as two letters; false where it has none. */
bool rpt_gaz_plain(rpt_buf *out, rpt_str name, bool pairs);

#endif
