/* SPDX-License-Identifier: ISC */
/* view: one HTML page of a document, or any stage as text. */
#include "cli/cli.h"

int cli_view(int argc, char **argv) {
    cli_common o = {0};
    rpt_viewing v = {0};
    const char *annotations = NULL;
    const cli_option options[] = {
        {"-o", "FILE", "where to write (default standard output)", CLI_TEXT, &v.out},
        {"--stage", "STAGE", "that stage as text: blocks turns tokens sentences mentions posts entities references symbols relations rows coverage",
         CLI_TEXT, &v.stage},
        {"--annotations", "DIR", "take mentions and entities from tables in DIR instead of recognising", CLI_TEXT, &annotations},
        {NULL}};
    const cli_verb verb = {"view INPUT [-o page.html] [--stage STAGE]",
                           "Shows a document: its text with mentions coloured by type, the facts with their words, entities, a time\n"
                           "line and the graph, in one page that needs no network; or one stage as text.",
                           options, 1, 0};
    bool done;
    rpt_session *s = NULL;
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done) {
        status = rpt_session_open(&s, &o.session, &cli_messages);
        if (!status && annotations) rpt_session_annotations(s, annotations, true);
        v.inputs = o.inputs;
        v.n = o.n;
        if (!status) status = rpt_view(s, &v, &cli_messages);
    }
    rpt_session_close(s);
    cli_free(&o);
    return (int)status;
}
