/* SPDX-License-Identifier: ISC */
/* rapporteur query: asks graph files, or an endpoint. */
#include "cli/cli.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char help[] =
    "usage: rapporteur query FILE.rq GRAPH_FILE... [OPTION]...\n"
    "\n"
    "Answers the SPARQL query in FILE.rq over graph files: N-Quads, N-Triples, Turtle, TriG, RDF/XML, also packed by\n"
    "gzip, zstd or xz; - is standard input. The default graph is the union of all graphs; GRAPH ?g walks through the\n"
    "named ones. What the embedded engine does not answer rightly (property paths, EXISTS, MINUS and others) is refused\n"
    "by name.\n"
    "\n"
    "  --format NAME   table (on a terminal), csv (elsewhere), tsv, json; of a CONSTRUCT ntriples, turtle, rdfxml ...\n"
    "  -o FILE         where the answers go; standard output without it\n"
    "  --help          this text\n"
    "\n"
    "Exit status: 0 answered, 2 wrong use, a query or file with a mistake, or a refused query, 3 output failed.\n";

typedef struct {
    rpt_query_options query;
    const char *out;
    const char **inputs;
    uint32_t n;
} options;

static rpt_status parse(options *o, int argc, char **argv) {
    const struct {
        const char *name;
        const char **value;
    } texts[] = {{"--format", &o->query.format}, {"-o", &o->out}};
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        size_t k = 0;
        while (k < sizeof texts / sizeof *texts && strcmp(a, texts[k].name)) k++;
        if (k < sizeof texts / sizeof *texts) {
            if (i + 1 == argc) return rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "%s needs a value", a);
            *texts[k].value = argv[++i];
        } else if (a[0] == '-' && a[1]) {
            return rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "no option `%s`; see `rapporteur query --help`", a);
        } else o->inputs[o->n++] = a;
    }
    if (o->n < 2)
        return rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "a query file and at least one graph file are needed; see `rapporteur query --help`");
    o->query.query = o->inputs[0];
    o->query.files = o->inputs + 1;
    o->query.n = o->n - 1;
    return RPT_OK;
}

static rpt_status write_answers(const char *path, const rpt_buf *answers) {
    FILE *f = path ? fopen(path, "wb") : stdout;
    bool good = f && fwrite(answers->p ? answers->p : "", 1, answers->len, f) == answers->len && !fflush(f);
    if (f && path) good &= !fclose(f);
    return good ? RPT_OK : rpt_fail(&cli_messages, RPT_OUTPUT, (rpt_place){path, 0, 0}, "cannot be written: %m");
}

int cli_query(int argc, char **argv) {
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], "--help")) return fputs(help, stdout) < 0 ? RPT_OUTPUT : RPT_OK;
    options o = {.inputs = calloc((size_t)argc + 1, sizeof *o.inputs)};
    rpt_buf answers = {0};
    rpt_status status = parse(&o, argc, argv);
    o.query.terminal = !o.out && isatty(STDOUT_FILENO);
    if (!status) status = rpt_query_run(&answers, &o.query, &cli_messages);
    if (!status) status = write_answers(o.out, &answers);
    rpt_buf_clear(&answers);
    free(o.inputs);
    return (int)status;
}
