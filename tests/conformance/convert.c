/* SPDX-License-Identifier: ISC */
/*
 * RDF files of any syntax -> all of our formats, for rdf.py. Each line of standard input is `PARSER<tab>BASE<tab>FILE<tab>OUT`:
 * FILE is read by our reader through Raptor's PARSER, and the lines go through every emitter to OUT.FORMAT. Answers
 * with a line each: `read`, or `refused<tab>why`.
 */
#include "emit/emit.h"
#include "emit/writers.h"
#include <stdio.h>
#include <stdlib.h>

static const char *const names[] = {"nquads", "ntriples", "turtle", "trig", "json-ld", "rdfxml"};

typedef struct {
    rpt_buf lines, why; ///< N-Quads; the first mistake
    bool graphs;        ///< a named graph is there
} conversion;

static void keep_message(void *user, rpt_severity severity, rpt_place place, const char *text) {
    conversion *c = user;
    (void)severity;
    (void)place;
    for (; *text; text++) rpt_buf_char(&c->why, *text == '\n' || *text == '\t' ? ' ' : *text);
}

static rpt_status take(void *user, const rpt_quad *q, rpt_str line) {
    conversion *c = user;
    c->graphs = c->graphs || q->g.len;
    rpt_buf_str(&c->lines, line);
    return RPT_OK;
}

/** A format that keeps no graphs gets no named graphs. */
static void emit(const conversion *c, const char *name, const char *out) {
    const rpt_format *format = rpt_format_of(name, NULL);
    if (!format || (c->graphs && !format->graphs)) return;
    rpt_buf path = {0};
    rpt_buf_printf(&path, "%s.%s", out, name);
    rpt_emitter *e = NULL;
    rpt_status status = rpt_emitter_open(&e, format, path.p, NULL);
    if (!status) status = rpt_emitter_add(e, rpt_buf_view(&c->lines));
    rpt_emitter_close(e, !status);
    rpt_buf_clear(&path);
}

int main(void) {
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0;) {
        line[n - 1] = 0;
        const char *field[4];
        char *rest = line;
        for (int i = 0; i < 4; i++) {
            field[i] = strsep(&rest, "\t");
            if (!field[i]) return 2;
        }
        conversion c = {0};
        rpt_messages m = {keep_message, &c};
        const rpt_status status = rpt_rdf_read(field[2], field[0], field[1], take, &c, &m);
        for (size_t i = 0; i < sizeof names / sizeof *names && !status; i++) emit(&c, names[i], field[3]);
        if (status) printf("refused\t%.*s\n", (int)c.why.len, c.why.p);
        else puts("read");
        fflush(stdout);
        rpt_buf_clear(&c.lines);
        rpt_buf_clear(&c.why);
    }
    free(line);
    return 0;
}
