/* SPDX-License-Identifier: ISC */
#ifndef RPT_EMIT_H
#define RPT_EMIT_H
/*
 * Quads out. From the mapping on a quad is a line of N-Quads: terms are rendered once, straight to escaped bytes. The
 * line formats copy those bytes to the output; every other format reads them back into Raptor's serializers.
 */
#include "base/base.h"
#include "base/file.h"

/* -- Terms ------------------------------------------------------------------------------------ */

/** `ascii` writes \uXXXX for all that is not ASCII, as Raptor's serializers do; else UTF-8 stays. */
void rpt_term_literal(rpt_buf *out, rpt_str s, bool ascii); ///< "...", quotes included
/** <...>; false and nothing written where `iri` is no absolute IRI. */
bool rpt_term_iri(rpt_buf *out, rpt_str iri, bool ascii);
/** Appends s with all percent-encoded but unreserved characters (and letters beyond ASCII, unless `uri`). */
void rpt_term_safe(rpt_buf *out, rpt_str s, bool uri);
bool rpt_iri_has_scheme(rpt_str iri);
/** Scheme, no space, no control character, none of <>"{}|\^`, valid UTF-8. */
bool rpt_iri_is_valid(rpt_str iri);
/** BCP 47 by form: 1 to 8 letters, then subtags of letters and digits; 35 bytes at most. */
bool rpt_language_is_valid(rpt_str tag);

/* -- Output ----------------------------------------------------------------------------------- */

/** A file or standard output behind one large buffer. */
typedef struct {
    rpt_file file;
    rpt_messages *m;
    char *buffer;
    size_t used;
} rpt_sink;

rpt_status rpt_sink_open(rpt_sink *s, const char *path, rpt_messages *m);
rpt_status rpt_sink_write(rpt_sink *s, const char *p, size_t len);
/** Flushes and lets the file appear where `keep`, else removes what was written. */
rpt_status rpt_sink_close(rpt_sink *s, bool keep);

typedef struct {
    const char *name, *mime, *extension;
    const char *raptor; ///< name of Raptor's serializer; NULL = ours: a line format, bytes as they are, or a `writer`
    bool graphs;        ///< keeps named graphs
    bool pieces;        ///< outputs of several documents may stand one after the other
    const struct rpt_writer *writer;
} rpt_format;

/** The format of a name (ours, or any serializer that Raptor has), or NULL, reported. */
const rpt_format *rpt_format_of(const char *name, rpt_messages *m);

typedef struct rpt_emitter rpt_emitter;
rpt_status rpt_emitter_open(rpt_emitter **out, const rpt_format *format, const char *path, rpt_messages *m);
/** The lines of one document. */
rpt_status rpt_emitter_add(rpt_emitter *e, rpt_str lines);
rpt_status rpt_emitter_close(rpt_emitter *e, bool keep); ///< frees; NULL allowed

#endif
