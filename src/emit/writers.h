/* SPDX-License-Identifier: ISC */
#ifndef RPT_EMIT_WRITERS_H
#define RPT_EMIT_WRITERS_H
/* The formats that we write ourselves, streaming: what they share. Private to emit/. */
#include "base/base.h"

/** A line of N-Quads cut into its terms; views. `g` is empty for the default graph. */
typedef struct {
    rpt_str s, p, o, g;
} rpt_quad;

/** Cuts the next line off `rest`; false at the end. The lines are our own: terms are parted by one space. */
bool rpt_quad_next(rpt_quad *out, rpt_str *rest);

/** One quad, and its line of N-Quads; both hold until it returns. */
typedef rpt_status (*rpt_quad_take)(void *user, const rpt_quad *q, rpt_str line);
/**
 * Reads a file of any syntax that Raptor parses (`nquads turtle trig rdfxml ...`; `-` = standard input). `base` NULL = that of
 * the data. Errors: RPT_CONFIG with file and line.
 */
rpt_status rpt_rdf_read(const char *path, const char *syntax, const char *base, rpt_quad_take take, void *user, rpt_messages *m);
/** The syntax that a file's name tells, or NULL. */
const char *rpt_rdf_syntax(const char *path);

typedef struct {
    const char *prefix, *iri;
} rpt_namespace;
extern const rpt_namespace rpt_namespaces[]; ///< ends with a NULL prefix
/** `<iri>` -> prefix and local name, where the name is plain enough to stand in Turtle and JSON-LD; else NULL. */
const rpt_namespace *rpt_namespace_of(rpt_str term, rpt_str *local);

/** A format of ours. `add` may be called for many documents; `first` = nothing was written since `begin`. */
struct rpt_writer {
    void (*begin)(rpt_buf *out);
    void (*add)(rpt_buf *out, rpt_str lines, bool first);
    void (*end)(rpt_buf *out);
};
extern const struct rpt_writer rpt_writer_trig, rpt_writer_turtle, rpt_writer_jsonld;

#endif
