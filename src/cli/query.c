/* SPDX-License-Identifier: ISC */
/* query: the answers of graph files to a SPARQL query. */
#include "cli/cli.h"
#include <stdio.h>
#include <unistd.h>

static rpt_status write_answers(const char *path, const rpt_buf *answers) {
    FILE *f = path ? fopen(path, "wb") : stdout;
    bool good = f && fwrite(answers->p ? answers->p : "", 1, answers->len, f) == answers->len && !fflush(f);
    if (f && path) good &= !fclose(f);
    return good ? RPT_OK : rpt_fail(&cli_messages, RPT_OUTPUT, (rpt_place){path, 0, 0}, "cannot be written: %m");
}

int cli_query(int argc, char **argv) {
    cli_common o = {0};
    rpt_query_options q = {0};
    const char *out = NULL, *outside = "union";
    cli_list named = {0}, settings = {0};
    bool list = false;
    const cli_option options[] = {
        {"--format", "NAME", "table (on a terminal), csv (elsewhere), tsv, json; of a CONSTRUCT ntriples, turtle, rdfxml ...", CLI_TEXT, &q.format},
        {"--set", "NAME=TERM", "value of the query's VALUES ?NAME { ... }, as wd:Q58217; again for more", CLI_LIST, &settings},
        {"--list", NULL, "list the queries of the folder (default: queries here, else the installed ones) with their questions", CLI_FLAG, &list},
        {"--endpoint", "URL", "send the query to this store instead; or the file of load --store file", CLI_TEXT, &q.store.endpoint},
        {"--store", "NAME", "fuseki, virtuoso, oxigraph: the endpoint is its root; else it is where queries go; file: a file", CLI_TEXT, &q.store.kind},
        {"--user", "NAME", "user of the endpoint; also $RAPPORTEUR_USER", CLI_TEXT, &q.store.user},
        {"--password-file", "FILE", "first line is the password; also $RAPPORTEUR_PASSWORD", CLI_TEXT, &q.store.password_file},
        {"--named", "FILE", "a graph file that is one named graph, with the file's IRI; again for more", CLI_LIST, &named},
        {"--default-graph", "union|own", "what patterns outside GRAPH see: all graphs (default), or what names no graph", CLI_TEXT, &outside},
        {"--entailment", "NAME", "what may be inferred: simple (nothing); other regimes are refused by name", CLI_TEXT, &q.entailment},
        {"-o", "FILE", "where the answers go (default standard output)", CLI_TEXT, &out},
        {NULL}};
    const cli_verb verb = {"query FILE.rq (GRAPH_FILE... | --endpoint URL) [--set NAME=TERM]... | query --list [DIR]",
                           "Answers a SPARQL query over graph files: N-Quads, N-Triples, Turtle, TriG, RDF/XML, also packed (gzip,\n"
                           "zstd, xz). The default graph is the union of all graphs; GRAPH ?g walks through the named ones. What the\n"
                           "embedded engine does not answer rightly (property paths, EXISTS, MINUS ...) is refused by name.",
                           options, 0, 0};
    bool done;
    rpt_buf answers = {0};
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done && list) status = rpt_query_list(&answers, o.n ? o.inputs[0] : NULL, &cli_messages);
    else if (!status && !done && !o.n) status = rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "something is missing: usage `%s`; see --help", verb.usage);
    else if (!status && !done) {
        q.query = o.inputs[0];
        q.files = o.inputs + 1;
        q.n = o.n - 1;
        q.settings = settings.p;
        q.n_settings = settings.n;
        q.named = named.p;
        q.n_named = named.n;
        /* A store without a server is a file like others. */
        const char *const file = q.store.endpoint;
        if (file && !q.n && !strstr(file, "://")) {
            q.files = &file;
            q.n = 1;
            q.store.endpoint = NULL;
        }
        q.own_default = !strcmp(outside, "own");
        if (!q.n && !q.n_named && !q.store.endpoint)
            status = rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "nothing to ask: give graph files or --endpoint; see --help");
        q.terminal = !out && isatty(STDOUT_FILENO);
        if (!status) status = rpt_query_run(&answers, &q, &cli_messages);
    }
    if (!status && !done) status = write_answers(out, &answers);
    rpt_buf_clear(&answers);
    cli_free(&o);
    return (int)status;
}
