/* SPDX-License-Identifier: ISC */
#ifndef RPT_READER_H
#define RPT_READER_H
/* What the readers of input/ share: decoded bytes with their way back, the writer of text, origins and blocks. */
#include "input/input.h"

/* -- Decoded bytes (encoding.c) -------------------------------------------------------------- */

/** Bytes as valid UTF-8. `runs` lead from decoded to source bytes; none = the bytes are the source's own. */
typedef struct {
    rpt_str utf8;
    RPT_ARRAY(rpt_origin) runs;
} rpt_decoded;

/** Decodes by option, byte order mark, declaration or guess. RPT_SKIPPED for what is no text, RPT_CONFIG for an unknown name. */
rpt_status rpt_decode(rpt_decoded *out, rpt_arena *a, rpt_str bytes, const char *encoding, rpt_place place, rpt_messages *m);
/** Adds the run that decoded byte `at` came from source byte `source`, if it says something new. */
void rpt_runs_add(rpt_decoded *out, rpt_arena *a, uint32_t at, uint32_t source, uint32_t scale);

/* -- Writer (writer.c) ----------------------------------------------------------------------- */

#define RPT_NOWHERE UINT32_MAX ///< text that stands nowhere in the source

/** Text under way: white space collapsed, blocks closed by empty lines. */
typedef struct {
    rpt_arena *arena;
    const rpt_decoded *from;
    rpt_buf text; ///< heap; given to the document by rpt_writer_finish
    RPT_ARRAY(rpt_origin) origins;
    RPT_ARRAY(rpt_block) blocks;
    uint32_t begin; ///< of the block under way
    uint32_t run;   ///< index into from->runs, near the last look-up
    uint32_t space; ///< decoded byte of white space that waits; RPT_NOWHERE - 1 = none
    uint8_t kind;
} rpt_writer;

void rpt_writer_init(rpt_writer *w, rpt_arena *a, const rpt_decoded *from);
/** Text whose bytes stand at `at` of the decoded bytes (RPT_NOWHERE = made by us; `entity`: they all stand for one place). */
void rpt_writer_text(rpt_writer *w, rpt_str s, uint32_t at, bool entity);
/** A mark of ours (`[2]`) right behind the last word; white space that waits stays behind it. */
void rpt_writer_mark(rpt_writer *w, rpt_str mark);
/** Ends the block under way and starts another. */
void rpt_writer_block(rpt_writer *w, rpt_block_kind kind);
/** The text of the block under way. */
rpt_str rpt_writer_now(const rpt_writer *w);
/** Appends all of `more`, which is cleared. */
void rpt_writer_append(rpt_writer *w, rpt_writer *more);
/** Text, origins and blocks become the document's; the writer is cleared. */
void rpt_writer_finish(rpt_writer *w, rpt_document *d);

/* -- Alignment (align.c) --------------------------------------------------------------------- */

/**
 * The decoded byte where a chunk begins that `parser` (of libxml2) is handing over, `behind` bytes after its end;
 * RPT_NOWHERE where it cannot be found. `*entity`: the chunk stands for a reference (`&amp;`).
 */
uint32_t rpt_align(const rpt_decoded *from, void *parser, rpt_str chunk, uint32_t behind, bool *entity);

/**
 * Has an element so many attributes that the parser, which compares each with all before, would take minutes? Counts the gaps
 * between attributes in each tag.
 */
bool rpt_is_overloaded(rpt_str s);

/* -- Readers --------------------------------------------------------------------------------- */

rpt_status rpt_read_plain(rpt_document *d, const rpt_decoded *from, rpt_messages *m);
rpt_status rpt_read_html(rpt_document *d, const rpt_decoded *from, rpt_messages *m);
rpt_status rpt_read_xml(rpt_document *d, const rpt_decoded *from, rpt_messages *m);
rpt_status rpt_read_feed(rpt_document *d, const rpt_decoded *from, rpt_messages *m);
/** HTML inside another document, into its writer. */
void rpt_html_into(rpt_writer *w, rpt_document *d, const rpt_decoded *from, rpt_messages *m);

/** The first element's name of markup, behind declarations, comments and a document type; empty = no markup. */
rpt_str rpt_root_of(rpt_str s);
bool rpt_is_feed_root(rpt_str root);

/* -- Walking (walk.c, archive.c, feed.c) ----------------------------------------------------- */

typedef struct {
    const rpt_input_options *o;
    rpt_input_handler handler;
    void *user;
    uint32_t *skipped;
    rpt_messages *m;
    uint32_t limit;
    rpt_buf names;    ///< the names given so far, each ended by a NUL
    uint32_t *slots;  ///< hash table over names: offset + 1; 0 = free
    uint32_t n, cap;
} rpt_walk;

/** Hands a document over under a name of its own. */
rpt_status rpt_walk_document(rpt_walk *w, rpt_str source, rpt_str bytes);
/** What the bytes hold: an archive, a feed, a document. */
rpt_status rpt_walk_bytes(rpt_walk *w, rpt_str source, rpt_str bytes, uint32_t depth);
/** Members of an archive, or the one content of a compressed file. */
rpt_status rpt_walk_archive(rpt_walk *w, rpt_str source, rpt_str bytes, uint32_t depth);
bool rpt_is_archive(rpt_str bytes);
/** Is the file named as documents are? */
bool rpt_is_document_name(rpt_str name);
rpt_status rpt_walk_feed(rpt_walk *w, rpt_str source, rpt_str bytes);

/* -- Language (language.c) ------------------------------------------------------------------- */

/** The language of the text by script and common words: ISO 639-1, or empty where there is too little text to tell. */
const char *rpt_language_guess(rpt_str text);

#endif
