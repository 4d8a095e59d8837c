/* SPDX-License-Identifier: ISC */
/* evaluate: our reading, or anybody's tables, against annotated documents. */
#include "cli/cli.h"
#include <stdio.h>

int cli_evaluate(int argc, char **argv) {
    cli_common o = {0};
    rpt_evaluation e = {0};
    const char *annotations = NULL, *mentions = NULL;
    const cli_option options[] = {
        {"--per-document", NULL, "a line for each document, too", CLI_FLAG, &e.per_document},
        {"--errors", NULL, "what was missed (-), found wrongly (+), linked wrongly (!), by kind, with its words", CLI_FLAG, &e.errors},
        {"--annotations", "DIR", "take mentions and entities from tables in DIR instead of recognising", CLI_TEXT, &annotations},
        {"--mentions", "DIR", "take the mentions only from tables in DIR", CLI_TEXT, &mentions},
        {NULL}};
    const cli_verb verb = {"evaluate GOLD_DIR [SYSTEM_DIR]",
                           "Compares with annotated documents: mentions (strict, overlap), coreference, links, relations and\n"
                           "qualifiers, micro-averaged. Without SYSTEM_DIR the texts of GOLD_DIR are read now.",
                           options, 1, 2};
    bool done;
    rpt_session *s = NULL;
    rpt_buf out = {0};
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done) {
        e.gold = o.inputs[0];
        e.system = o.n > 1 ? o.inputs[1] : NULL;
        if (!e.system) status = rpt_session_open(&s, &o.session, &cli_messages);
        if (!status && s && annotations) rpt_session_annotations(s, annotations, true);
        if (!status && s && mentions) rpt_session_annotations(s, mentions, false);
        if (!status) status = rpt_evaluate(s, &e, &out, &cli_messages);
        if (!status && out.len) fwrite(out.p, 1, out.len, stdout);
    }
    rpt_buf_clear(&out);
    rpt_session_close(s);
    cli_free(&o);
    return (int)status;
}
