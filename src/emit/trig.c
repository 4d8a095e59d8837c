/* SPDX-License-Identifier: ISC */
/*
 * Lines -> TriG: a block a graph, a paragraph a subject, prefixes at the head; Turtle is the same without the blocks.
 * Streams; keeps the order of the lines.
 */
#include "emit/writers.h"

static void begin(rpt_buf *out) {
    for (const rpt_namespace *n = rpt_namespaces; n->prefix; n++) rpt_buf_printf(out, "@prefix %s: <%s> .\n", n->prefix, n->iri);
}

static void put_iri(rpt_buf *out, rpt_str term) {
    rpt_str local;
    const rpt_namespace *n = rpt_namespace_of(term, &local);
    if (!n) {
        rpt_buf_str(out, term);
        return;
    }
    rpt_buf_z(out, n->prefix);
    rpt_buf_char(out, ':');
    rpt_buf_str(out, local);
}

static void put_predicate(rpt_buf *out, rpt_str term) {
    if (rpt_str_is(term, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")) rpt_buf_char(out, 'a');
    else put_iri(out, term);
}

/** A literal's datatype is shortened, too. */
static void put_object(rpt_buf *out, rpt_str term) {
    uint32_t at = term.len;
    if (term.p[0] == '"' && term.p[term.len - 1] == '>') {
        while (at && term.p[at - 1] != '<') at--;
        rpt_buf_add(out, term.p, at - 1);
        put_iri(out, (rpt_str){term.p + at - 1, term.len - at + 1});
    } else {
        put_iri(out, term);
    }
}

static void end_paragraph(rpt_buf *out, const rpt_quad *last) {
    if (last->s.len) rpt_buf_z(out, " .\n");
}

static void end_block(rpt_buf *out, const rpt_quad *last) {
    end_paragraph(out, last);
    if (last->g.len) rpt_buf_z(out, "}\n");
}

static void write_lines(rpt_buf *out, rpt_str lines, bool graphs) {
    rpt_quad q, last = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    while (rpt_quad_next(&q, &lines)) {
        if (!graphs) q.g.len = 0;
        if (!last.s.len || !rpt_str_equal(q.g, last.g)) {
            end_block(out, &last);
            last.s.len = 0;
            rpt_buf_char(out, '\n');
            if (q.g.len) put_iri(out, q.g), rpt_buf_z(out, " {\n");
        }
        const bool same = last.s.len && rpt_str_equal(q.s, last.s);
        if (!same) {
            end_paragraph(out, &last);
            put_iri(out, q.s);
        }
        if (same && rpt_str_equal(q.p, last.p)) {
            rpt_buf_z(out, " ,\n        ");
        } else {
            rpt_buf_z(out, same ? " ;\n    " : "\n    ");
            put_predicate(out, q.p);
            rpt_buf_char(out, ' ');
        }
        put_object(out, q.o);
        last = q;
    }
    end_block(out, &last);
}

static void add_trig(rpt_buf *out, rpt_str lines, bool first) {
    (void)first;
    write_lines(out, lines, true);
}

static void add_turtle(rpt_buf *out, rpt_str lines, bool first) {
    (void)first;
    write_lines(out, lines, false);
}

static void end(rpt_buf *out) { (void)out; }

const struct rpt_writer rpt_writer_trig = {begin, add_trig, end}, rpt_writer_turtle = {begin, add_turtle, end};
