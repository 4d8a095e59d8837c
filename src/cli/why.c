/* SPDX-License-Identifier: ISC */
/* why: what made a fact, or what dropped it. */
#include "cli/cli.h"
#include <stdio.h>

int cli_why(int argc, char **argv) {
    cli_common o = {0};
    rpt_question q = {.offset = UINT32_MAX};
    const cli_option options[] = {{"--at", "OFFSET", "tell what was made of the words at this offset (code points)", CLI_NUMBER, &q.offset}, {NULL}};
    const cli_verb verb = {"why INPUT SUBJECT RELATION OBJECT | why INPUT --at OFFSET",
                           "Tells which rule at which line, which row of the gazetteer, and which rivals with which scores made a\n"
                           "fact of a document; or, where the fact is not there, which step dropped it. SUBJECT and OBJECT are ids,\n"
                           "Wikidata items or names as in the text.",
                           options, 1, 4};
    bool done;
    rpt_session *s = NULL;
    rpt_buf out = {0};
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done && !(o.n == 4 || (o.n == 1 && q.offset != UINT32_MAX))) {
        status = rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "something is missing: usage: rapporteur %s", verb.usage);
    }
    if (!status && !done) {
        q.input = o.inputs[0];
        if (o.n == 4) q.subject = o.inputs[1], q.relation = o.inputs[2], q.object = o.inputs[3];
        status = rpt_session_open(&s, &o.session, &cli_messages);
        if (!status) status = rpt_why(s, &q, &out, &cli_messages);
        if (out.len) fwrite(out.p, 1, out.len, stdout);
    }
    rpt_buf_clear(&out);
    rpt_session_close(s);
    cli_free(&o);
    return (int)status;
}
