/* SPDX-License-Identifier: ISC */
/* export: documents, rows or a mapping's own sources to a graph. */
#include "cli/cli.h"
#include <signal.h>

static void progress(void *user, const rpt_counts *so_far) { cli_progress(user, so_far, false); }

int cli_export(int argc, char **argv) {
    cli_common o = {0};
    const char *iris = "own", *annotations = NULL;
    cli_list mappings = {0};
    rpt_exportation e = {.progress = progress, .user = &o};
    const cli_option options[] = {
        {"-o", "FILE", "the graph (default standard output); appears when it is whole", CLI_TEXT, &e.out},
        {"--format", "NAME", "nquads (default), ntriples, trig, json-ld, turtle, rdfxml, json ...", CLI_TEXT, &e.format},
        {"--mapping", "FILE", "RML mapping in place of `core`, a file or one of core, schema, wikidata, webannotation; may be repeated", CLI_LIST, &mappings},
        {"--base", "IRI", "what our own IRIs begin with (default https://w3id.org/rapporteur/data/)", CLI_TEXT, &e.base},
        {"--entity-iri", "own|wikidata", "IRIs of linked entities (default own)", CLI_TEXT, &iris},
        {"--no-mentions", NULL, "leave out mentions, the bulk of the graph", CLI_FLAG, &e.no_mentions},
        {"--from-rows", "PATH", "map rows (a folder of tables or an NDJSON file) instead of reading documents", CLI_TEXT, &e.rows},
        {"--annotations", "DIR", "take mentions and entities from tables in DIR instead of recognising", CLI_TEXT, &annotations},
        {"--ascii", NULL, "write \\uXXXX for every character beyond ASCII (N-Quads, N-Triples)", CLI_FLAG, &e.ascii},
        {NULL}};
    const cli_verb verb = {"export [INPUT...] [-o FILE] [--format NAME] [--mapping FILE]... [--from-rows PATH]",
                           "Reads documents (files, folders, archives, feeds, - for standard input) and writes the graph of what\n"
                           "they say, a named graph a document. Without inputs the mapping's own sources (CSV, JSON, XML) are mapped.",
                           options, 0, 0};
    bool done;
    rpt_session *s = NULL;
    rpt_counts counts = {0};
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done && strcmp(iris, "own") && strcmp(iris, "wikidata")) {
        status = rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "--entity-iri is own or wikidata, not `%s`", iris);
    }
    if (!status && !done) {
        /* A reader that closes the pipe early is an output that failed, told by write(2). */
        signal(SIGPIPE, SIG_IGN);
        e.inputs = o.inputs, e.n = o.n, e.jobs = o.jobs;
        e.mappings = mappings.p, e.n_mappings = mappings.n;
        e.wikidata = !strcmp(iris, "wikidata");
        if (e.n) status = rpt_session_open(&s, &o.session, &cli_messages);
        if (!status && annotations) rpt_session_annotations(s, annotations, true);
        if (!status) status = rpt_export(s, &o.session, &e, &counts, &cli_messages);
        cli_progress(&o, &counts, true);
        if (status <= RPT_SKIPPED) cli_summary(&o, &counts);
    }
    rpt_session_close(s);
    cli_free(&o);
    return (int)status;
}
