/* SPDX-License-Identifier: ISC */
/* extract: documents to tables of mentions, entities and relations. */
#include "cli/cli.h"

static void progress(void *user, const rpt_counts *so_far) { cli_progress(user, so_far, false); }

int cli_extract(int argc, char **argv) {
    cli_common o = {0};
    const char *out = NULL, *format = "tsv", *annotations = NULL, *mentions = NULL, *coverage = NULL;
    const cli_option options[] = {
        {"-o", "DIR", "tsv: folder for the tables (default .); ndjson: a file (default standard output)", CLI_TEXT, &out},
        {"--format", "tsv|ndjson", "three tables a document, or one object a row (default tsv)", CLI_TEXT, &format},
        {"--coverage", "FILE", "write what was seen and left: sentences without facts, capitals without name, refusals and why",
         CLI_TEXT, &coverage},
        {"--annotations", "DIR", "take mentions and entities from tables in DIR instead of recognising", CLI_TEXT, &annotations},
        {"--mentions", "DIR", "take the mentions only from tables in DIR", CLI_TEXT, &mentions},
        {NULL}};
    const cli_verb verb = {"extract INPUT... [-o DIR] [--format tsv|ndjson]",
                           "Reads documents (files, folders, archives, feeds, - for standard input) and writes what is\n"
                           "found in them: NAME.mentions.tsv, NAME.entities.tsv and NAME.relations.tsv, offsets in code points.",
                           options, 1, 0};
    bool done;
    rpt_session *s = NULL;
    rpt_counts counts = {0};
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    const bool ndjson = !strcmp(format, "ndjson");
    if (!status && !done && !ndjson && strcmp(format, "tsv")) {
        status = rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "--format is tsv or ndjson, not `%s`", format);
    }
    if (!status && !done) {
        status = rpt_session_open(&s, &o.session, &cli_messages);
        if (!status && annotations) rpt_session_annotations(s, annotations, true);
        if (!status && mentions) rpt_session_annotations(s, mentions, false);
        const rpt_extraction e = {o.inputs, o.n, o.jobs, ndjson ? RPT_EXTRACT_NDJSON : RPT_EXTRACT_TSV,
                                  ndjson ? out : out ? out : ".", coverage, progress, &o};
        if (!status) {
            status = rpt_extract(s, &e, &counts, &cli_messages);
            cli_progress(&o, &counts, true);
            cli_summary(&o, &counts);
        }
    }
    rpt_session_close(s);
    cli_free(&o);
    return (int)status;
}
