/* SPDX-License-Identifier: ISC */
/*
 * Lines -> JSON-LD 1.1: a node object a subject, in an `@graph` a named graph, prefixes in the context. Streams: a subject
 * that comes again gets a second object with the same @id, which JSON-LD merges.
 */
#include "emit/writers.h"

enum { BLOCK = 128 }; ///< quads of one node object at most

static void begin(rpt_buf *out) {
    rpt_buf_z(out, "{\"@context\":{");
    for (const rpt_namespace *n = rpt_namespaces; n->prefix; n++)
        rpt_buf_printf(out, "%s\n \"%s\":\"%s\"", n == rpt_namespaces ? "" : ",", n->prefix, n->iri);
    rpt_buf_z(out, "},\n\"@graph\":[");
}

/** An IRI as the value of @id: whole, since a compact one could be mistaken. Blank nodes as they are. */
static void put_id(rpt_buf *out, rpt_str term) {
    const bool iri = term.p[0] == '<';
    rpt_buf_char(out, '"');
    rpt_buf_add(out, term.p + iri, term.len - 2 * iri);
    rpt_buf_char(out, '"');
}

static void put_name(rpt_buf *out, rpt_str term) {
    rpt_str local;
    const rpt_namespace *n = rpt_namespace_of(term, &local);
    if (n) rpt_buf_printf(out, "\"%s:%.*s\"", n->prefix, RPT_FMT(local));
    else put_id(out, term);
}

/** The escapes of N-Quads are those of JSON. */
static void put_value(rpt_buf *out, rpt_str term) {
    if (term.p[0] != '"') {
        rpt_buf_z(out, "{\"@id\":");
        put_id(out, term);
        rpt_buf_char(out, '}');
        return;
    }
    uint32_t end = 1;
    while (term.p[end] != '"') end += term.p[end] == '\\' ? 2 : 1;
    const rpt_str text = {term.p, end + 1}, mark = {term.p + end + 1, term.len - end - 1};
    if (!mark.len) {
        rpt_buf_str(out, text);
        return;
    }
    rpt_buf_z(out, "{\"@value\":");
    rpt_buf_str(out, text);
    if (mark.p[0] == '@') {
        rpt_buf_printf(out, ",\"@language\":\"%.*s\"}", (int)mark.len - 1, mark.p + 1);
        return;
    }
    rpt_buf_z(out, ",\"@type\":");
    put_name(out, (rpt_str){mark.p + 2, mark.len - 2});
    rpt_buf_char(out, '}');
}

static void put_property(rpt_buf *out, const rpt_quad *q, uint32_t n, uint32_t i, bool *done) {
    const bool type = rpt_str_is(q[i].p, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>");
    rpt_buf_z(out, ",\n  ");
    if (type) rpt_buf_z(out, "\"@type\"");
    else put_name(out, q[i].p);
    rpt_buf_z(out, ":[");
    for (uint32_t k = i; k < n; k++) {
        if (!rpt_str_equal(q[k].p, q[i].p)) continue;
        if (k > i) rpt_buf_char(out, ',');
        if (type) put_name(out, q[k].o);
        else put_value(out, q[k].o);
        done[k] = true;
    }
    rpt_buf_char(out, ']');
}

/** The quads of one subject as a node object, objects of a property together. */
static void put_node(rpt_buf *out, const rpt_quad *q, uint32_t n) {
    bool done[BLOCK] = {false};
    rpt_buf_z(out, "\n {\"@id\":");
    put_id(out, q->s);
    for (uint32_t i = 0; i < n; i++) {
        if (!done[i]) put_property(out, q, n, i, done);
    }
    rpt_buf_char(out, '}');
}

static void open_graph(rpt_buf *out, rpt_str graph, bool first) {
    if (!first) rpt_buf_char(out, ',');
    if (!graph.len) return;
    rpt_buf_z(out, "\n{\"@id\":");
    put_id(out, graph);
    rpt_buf_z(out, ",\"@graph\":[");
}

static void add(rpt_buf *out, rpt_str lines, bool first) {
    rpt_quad block[BLOCK], q;
    uint32_t n = 0;
    rpt_str graph = {NULL, 0};
    bool more = rpt_quad_next(&q, &lines);
    while (more) {
        n = 0;
        const rpt_quad head = q;
        do block[n++] = q;
        while ((more = rpt_quad_next(&q, &lines)) && n < BLOCK && rpt_str_equal(q.s, head.s) && rpt_str_equal(q.g, head.g));
        const bool same = graph.p && rpt_str_equal(graph, head.g);
        if (graph.p && !same && graph.len) rpt_buf_z(out, "]}");
        if (same) rpt_buf_char(out, ',');
        else open_graph(out, head.g, first);
        first = false;
        graph = head.g;
        put_node(out, block, n);
    }
    if (graph.len) rpt_buf_z(out, "]}");
}

static void end(rpt_buf *out) { rpt_buf_z(out, "]}\n"); }

const struct rpt_writer rpt_writer_jsonld = {begin, add, end};
