/* SPDX-License-Identifier: ISC */
#ifndef RPT_PICTURE_H
#define RPT_PICTURE_H
/* What the page and its picture share: the vocabulary as triples. */
#include "base/base.h"

#define NS "https://w3id.org/rapporteur/ns#"
#define OWL "http://www.w3.org/2002/07/owl#"
#define SCHEMA "http://schema.org/"
#define TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

typedef struct {
    rpt_str s, p, o; ///< IRIs without <>, texts without quotes
} triple;

typedef struct {
    rpt_arena arena;
    RPT_ARRAY(triple) triples;
    RPT_ARRAY(rpt_str) terms; ///< ours, in the order of the file
} vocabulary;

bool has(const vocabulary *v, rpt_str s, const char *p, const char *o);
rpt_str value_of(const vocabulary *v, rpt_str s, const char *p, uint32_t number); ///< empty after the last
bool is_ours(rpt_str iri);
bool is_relation(const vocabulary *v, rpt_str s); ///< between things, not of facts or pieces of text
rpt_str local_of(rpt_str iri);
void put_escaped(rpt_buf *out, rpt_str s);
void put_name(rpt_buf *out, rpt_str iri);

/** The classes as SVG: text, facts, things, and the properties that tie them. */
void put_picture(rpt_buf *out, const vocabulary *v);

#endif
