/* SPDX-License-Identifier: ISC */
/*
 * rapporteur.ttl -> one HTML page: a picture of the classes, the relations in a table, every term with what it means, an
 * example and its counterparts elsewhere. Run at build time. usage: page ONTOLOGY.ttl STYLE.css PAGE.html
 */
#include "emit/emit.h"
#include "emit/writers.h"
#include "picture.h"
#include <stdio.h>
#include <stdlib.h>

#define RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define SKOS "http://www.w3.org/2004/02/skos/core#"

static const rpt_namespace more_namespaces[] = {{"owl", "http://www.w3.org/2002/07/owl#"}, {"eli", "http://data.europa.eu/eli/ontology#"}, {NULL, NULL}};

/* -- The ontology as triples ----------------------------------------------------------------- */

static rpt_str plain(vocabulary *v, rpt_str term) {
    if (term.p[0] != '"') return rpt_arena_copy(&v->arena, (rpt_str){term.p + 1, term.len - 2});
    rpt_buf out = {0};
    for (uint32_t i = 1; i < term.len && term.p[i] != '"'; i++) {
        if (term.p[i] == '\\' && i + 1 < term.len) i++;
        rpt_buf_char(&out, term.p[i]);
    }
    const rpt_str text = rpt_arena_copy(&v->arena, rpt_buf_view(&out));
    rpt_buf_clear(&out);
    return text;
}

static rpt_status take(void *user, const rpt_quad *q, rpt_str line) {
    vocabulary *v = user;
    (void)line;
    *RPT_PUSH(&v->arena, v->triples) = (triple){plain(v, q->s), plain(v, q->p), plain(v, q->o)};
    return RPT_OK;
}

bool has(const vocabulary *v, rpt_str s, const char *p, const char *o) {
    for (uint32_t i = 0; i < v->triples.n; i++) {
        const triple *t = &v->triples.at[i];
        if (rpt_str_equal(t->s, s) && rpt_str_is(t->p, p) && rpt_str_is(t->o, o)) return true;
    }
    return false;
}

rpt_str value_of(const vocabulary *v, rpt_str s, const char *p, uint32_t number) {
    for (uint32_t i = 0; i < v->triples.n; i++) {
        const triple *t = &v->triples.at[i];
        if (rpt_str_equal(t->s, s) && rpt_str_is(t->p, p) && !number--) return t->o;
    }
    return (rpt_str){"", 0};
}

bool is_ours(rpt_str iri) { return iri.len > sizeof NS - 1 && !memcmp(iri.p, NS, sizeof NS - 1); }

rpt_str local_of(rpt_str iri) {
    uint32_t cut = iri.len;
    while (cut && iri.p[cut - 1] != '#' && iri.p[cut - 1] != '/') cut--;
    return (rpt_str){iri.p + cut, iri.len - cut};
}

static const char *prefix_in(const rpt_namespace *list, rpt_str base) {
    for (; list->prefix; list++) {
        if (rpt_str_is(base, list->iri)) return list->prefix;
    }
    return NULL;
}

void put_escaped(rpt_buf *out, rpt_str s) {
    for (uint32_t i = 0; i < s.len; i++) {
        const char *entity = s.p[i] == '<' ? "&lt;" : s.p[i] == '&' ? "&amp;" : s.p[i] == '"' ? "&quot;" : NULL;
        if (entity) rpt_buf_z(out, entity);
        else rpt_buf_char(out, s.p[i]);
    }
}

/** prefix:name; the IRI itself where no prefix is known. */
void put_name(rpt_buf *out, rpt_str iri) {
    const rpt_str local = local_of(iri), base = {iri.p, iri.len - local.len};
    const char *prefix = prefix_in(rpt_namespaces, base);
    if (!prefix) prefix = prefix_in(more_namespaces, base);
    if (prefix) rpt_buf_printf(out, "%s:", prefix);
    put_escaped(out, prefix ? local : iri);
}

/* -- The page -------------------------------------------------------------------------------- */

static void put_link(rpt_buf *out, rpt_str iri) {
    static const char wikidata[] = "http://www.wikidata.org/prop/direct/";
    rpt_buf_z(out, "<a href=\"");
    if (is_ours(iri)) {
        rpt_buf_char(out, '#');
        put_escaped(out, local_of(iri));
    } else if (iri.len > sizeof wikidata - 1 && !memcmp(iri.p, wikidata, sizeof wikidata - 1)) {
        rpt_buf_z(out, "https://www.wikidata.org/wiki/Property:");
        put_escaped(out, local_of(iri));
    } else {
        put_escaped(out, iri);
    }
    rpt_buf_z(out, "\"><code>");
    put_name(out, iri);
    rpt_buf_z(out, "</code></a>");
}

static void put_links(rpt_buf *out, const vocabulary *v, rpt_str s, const char *p) {
    rpt_str o;
    for (uint32_t i = 0; (o = value_of(v, s, p, i)).len; i++) {
        if (i) rpt_buf_z(out, ", ");
        put_link(out, o);
    }
}

static void put_row(rpt_buf *out, const vocabulary *v, rpt_str s, const char *name, const char *p) {
    if (!value_of(v, s, p, 0).len) return;
    rpt_buf_printf(out, "<dt>%s</dt><dd>", name);
    put_links(out, v, s, p);
    rpt_buf_z(out, "</dd>\n");
}

static void put_term(rpt_buf *out, const vocabulary *v, rpt_str s) {
    static const struct {
        const char *name, *p;
    } rows[] = {{"a kind of", RDFS "subClassOf"},     {"special form of", RDFS "subPropertyOf"}, {"of", SCHEMA "domainIncludes"},
                {"its value", SCHEMA "rangeIncludes"}, {"nearly the same", SKOS "closeMatch"},    {"related", SKOS "relatedMatch"}};
    rpt_buf_printf(out, "<section class=term id=\"%.*s\"><h3><code>rpt:%.*s</code></h3>\n<p>", RPT_FMT(local_of(s)), RPT_FMT(local_of(s)));
    put_escaped(out, value_of(v, s, RDFS "comment", 0));
    rpt_buf_z(out, "</p>\n");
    const rpt_str example = value_of(v, s, SKOS "example", 0);
    if (example.len) {
        rpt_buf_z(out, "<p class=soft>“");
        put_escaped(out, example);
        rpt_buf_z(out, "”</p>\n");
    }
    rpt_buf_z(out, "<dl>\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) put_row(out, v, s, rows[i].name, rows[i].p);
    rpt_buf_z(out, "</dl></section>\n");
}

bool is_relation(const vocabulary *v, rpt_str s) {
    const rpt_str comment = value_of(v, s, RDFS "comment", 0);
    return comment.len && has(v, s, TYPE, OWL "ObjectProperty") && !has(v, s, SCHEMA "domainIncludes", NS "Fact") &&
           !has(v, s, SCHEMA "domainIncludes", NS "Signing") && !has(v, s, SCHEMA "domainIncludes", NS "Turn") && !rpt_str_is(s, NS "country") &&
           is_ours(value_of(v, s, SCHEMA "domainIncludes", 0));
}

static void put_relations(rpt_buf *out, const vocabulary *v) {
    rpt_buf_z(out, "<h2 id=relations>Relations</h2>\n<p>Each is a direct triple where a document asserts it, and the "
                   "<code>rdf:predicate</code> of a fact in any case.</p>\n"
                   "<table><tr><th>who<th>relation<th>what<th>example<th>elsewhere</tr>\n");
    for (uint32_t i = 0; i < v->terms.n; i++) {
        const rpt_str s = v->terms.at[i];
        if (!is_relation(v, s)) continue;
        rpt_buf_z(out, "<tr><td>");
        put_links(out, v, s, SCHEMA "domainIncludes");
        rpt_buf_z(out, "<td>");
        put_link(out, s);
        rpt_buf_z(out, "<td>");
        put_links(out, v, s, SCHEMA "rangeIncludes");
        rpt_buf_z(out, "<td>");
        put_escaped(out, value_of(v, s, SKOS "example", 0));
        rpt_buf_z(out, "<td>");
        put_links(out, v, s, SKOS "closeMatch");
        if (value_of(v, s, SKOS "closeMatch", 0).len && value_of(v, s, SKOS "relatedMatch", 0).len) rpt_buf_z(out, ", ");
        put_links(out, v, s, SKOS "relatedMatch");
        rpt_buf_z(out, "</tr>\n");
    }
    rpt_buf_z(out, "</table>\n");
}

static void put_terms(rpt_buf *out, const vocabulary *v, const char *title, bool classes, bool relations) {
    rpt_buf_printf(out, "<h2>%s</h2>\n", title);
    for (uint32_t i = 0; i < v->terms.n; i++) {
        const bool is_class = has(v, v->terms.at[i], TYPE, OWL "Class");
        if (is_class == classes && (is_class || is_relation(v, v->terms.at[i]) == relations)) put_term(out, v, v->terms.at[i]);
    }
}

static void put_page(rpt_buf *out, const vocabulary *v, rpt_str css) {
    const rpt_str self = RPT_LIT("https://w3id.org/rapporteur/ns");
    rpt_buf_z(out, "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\n"
                   "<title>The vocabulary of rapporteur</title>\n<style>\n");
    rpt_buf_str(out, css);
    rpt_buf_z(out, "</style>\n<h1>The vocabulary of rapporteur</h1>\n<p class=about>");
    put_escaped(out, value_of(v, self, "http://purl.org/dc/terms/description", 0));
    rpt_buf_z(out, "</p>\n<p class=soft>Version ");
    put_escaped(out, value_of(v, self, OWL "versionInfo", 0));
    rpt_buf_z(out, " · <code>PREFIX rpt: &lt;" NS "&gt;</code> · made from <code>ontology/rapporteur.ttl</code></p>\n");
    put_picture(out, v);
    put_relations(out, v);
    put_terms(out, v, "Classes", true, false);
    put_terms(out, v, "Relations, one by one", false, true);
    put_terms(out, v, "Properties", false, false);
    rpt_buf_z(out, "</html>\n");
}

/** Ours, in the order of the file. */
static void list_terms(vocabulary *v) {
    for (uint32_t i = 0; i < v->triples.n; i++) {
        const rpt_str s = v->triples.at[i].s;
        if (is_ours(s) && (!v->terms.n || !rpt_str_equal(v->terms.at[v->terms.n - 1], s))) *RPT_PUSH(&v->arena, v->terms) = s;
    }
}

static void say(void *user, rpt_severity severity, rpt_place place, const char *text) {
    (void)user;
    (void)severity;
    fprintf(stderr, "%s:%u: error: %s\n", place.file ? place.file : "", place.line, text);
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    rpt_messages m = {say, NULL};
    vocabulary v = {0};
    rpt_buf css = {0}, page = {0};
    rpt_status status = rpt_rdf_read(argv[1], "turtle", NS, take, &v, &m);
    if (!status) status = rpt_file_read(&css, argv[2], 1 << 20, &m);
    if (!status) {
        list_terms(&v);
        put_page(&page, &v, rpt_buf_view(&css));
        status = rpt_file_write_whole(argv[3], rpt_buf_view(&page), &m);
    }
    rpt_buf_clear(&css);
    rpt_buf_clear(&page);
    rpt_arena_clear(&v.arena);
    return (int)status;
}
