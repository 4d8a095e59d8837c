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
