/* SPDX-License-Identifier: ISC */
/* Our own lines of N-Quads -> terms, and the prefixes that formats with prefixes use. */
#include "emit/writers.h"

const rpt_namespace rpt_namespaces[] = {
    {"rpt", "https://w3id.org/rapporteur/ns#"},
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
    {"skos", "http://www.w3.org/2004/02/skos/core#"},
    {"prov", "http://www.w3.org/ns/prov#"},
    {"org", "http://www.w3.org/ns/org#"},
    {"time", "http://www.w3.org/2006/time#"},
    {"sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"},
    {"nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"},
    {"itsrdf", "http://www.w3.org/2005/11/its/rdf#"},
    {"dcterms", "http://purl.org/dc/terms/"},
    {"edtf", "http://id.loc.gov/datatypes/edtf/"},
    {"void", "http://rdfs.org/ns/void#"},
    {"dcat", "http://www.w3.org/ns/dcat#"},
    {"foaf", "http://xmlns.com/foaf/0.1/"},
    {"schema", "http://schema.org/"},
    {"oa", "http://www.w3.org/ns/oa#"},
    {"wd", "http://www.wikidata.org/entity/"},
    {"wdt", "http://www.wikidata.org/prop/direct/"},
    {NULL, NULL},
};

/** The length of the literal at the start of s, its language or datatype included. */
static uint32_t literal_length(rpt_str s) {
    uint32_t i = 1;
    while (i < s.len && s.p[i] != '"') i += s.p[i] == '\\' ? 2 : 1;
    while (i < s.len && s.p[i] != ' ') i++;
    return i < s.len ? i : s.len;
}

static rpt_str take_term(rpt_str *line) {
    if (!line->len || line->p[0] != '"') return rpt_str_cut(line, ' ');
    const rpt_str term = {line->p, literal_length(*line)};
    line->p += term.len, line->len -= term.len;
    if (line->len) line->p++, line->len--;
    return term;
}

bool rpt_quad_next(rpt_quad *out, rpt_str *rest) {
    if (!rest->len) return false;
    rpt_str line = rpt_str_cut(rest, '\n');
    out->s = take_term(&line);
    out->p = take_term(&line);
    out->o = take_term(&line);
    out->g = line.len > 1 ? take_term(&line) : (rpt_str){"", 0};
    return true;
}

static bool is_plain_name(rpt_str s) {
    for (uint32_t i = 0; i < s.len; i++) {
        const char c = s.p[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && !((c >= '0' && c <= '9') || (c == '-' && i))) return false;
    }
    return s.len > 0;
}

const rpt_namespace *rpt_namespace_of(rpt_str term, rpt_str *local) {
    if (term.len < 3 || term.p[0] != '<') return NULL;
    uint32_t cut = term.len - 1;
    while (cut > 1 && term.p[cut - 1] != '#' && term.p[cut - 1] != '/') cut--;
    *local = (rpt_str){term.p + cut, term.len - 1 - cut};
    if (!is_plain_name(*local)) return NULL;
    const rpt_str base = {term.p + 1, cut - 1};
    for (const rpt_namespace *n = rpt_namespaces; n->prefix; n++) {
        if (rpt_str_is(base, n->iri)) return n;
    }
    return NULL;
}
