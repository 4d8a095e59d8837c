/* SPDX-License-Identifier: ISC */
#ifndef RPT_LINES_H
#define RPT_LINES_H
/*
 * N-Triples and N-Quads: a reader of lines of a file (packed or not), and a strict parser of one line.
 * Raptor's parsers are slow and have open faults on hostile input; the loading formats take this way.
 */
#include "base/base.h"

typedef enum { RPT_TERM_NONE, RPT_TERM_IRI, RPT_TERM_BLANK, RPT_TERM_LITERAL } rpt_term_kind;

/** A term as it stands in the line; views into it, escapes still there. */
typedef struct {
    rpt_term_kind kind;
    bool escaped;  ///< text or tag holds a backslash
    bool language; ///< tag is a language tag, else a datatype IRI (or empty)
    rpt_str text;  ///< IRI without <>, label without _:, literal without quotes
    rpt_str tag;
} rpt_line_term;

/** Subject, predicate, object, graph; all RPT_TERM_NONE for a line without a statement. */
typedef struct {
    rpt_line_term at[4];
    rpt_str triple; ///< the bytes from subject to object
} rpt_line;

/** False where the line breaks the grammar: `why` and `column` (from 1) say what. */
bool rpt_line_parse(rpt_line *out, rpt_str line, bool quads, const char **why, uint32_t *column);

/** Appends the bytes of `s` without escapes. Only for text that rpt_line_parse accepted. */
void rpt_line_unescape(rpt_buf *out, rpt_str s);

/** The first byte that is not part of valid UTF-8, or s.len. */
uint32_t rpt_line_bad_utf8(rpt_str s);

typedef struct {
    struct archive *archive;
    rpt_buf buf;
    size_t at;
    uint32_t line; ///< number of the line that was read last, from 1
    bool ended;
    const char *path;
} rpt_lines;

#define RPT_LINE_MAX (256u << 20) ///< bytes of one line

/** Opens a file, packed by gzip, zstd, xz or not at all; "-" is standard input. Errors: RPT_CONFIG. */
rpt_status rpt_lines_open(rpt_lines *r, const char *path, rpt_messages *m);
/** The next line without its end; `end` at the end of the file. The view holds until the next call. */
rpt_status rpt_lines_next(rpt_lines *r, rpt_str *line, bool *end, rpt_messages *m);
/** The first bytes of the file (up to 4096), which stay to be read. */
rpt_status rpt_lines_peek(rpt_lines *r, rpt_str *head, rpt_messages *m);
/** The next piece of the file, any size: for readers that are not of lines. Empty at the end. */
rpt_status rpt_lines_piece(rpt_lines *r, rpt_str *piece, rpt_messages *m);
void rpt_lines_close(rpt_lines *r);

#endif
