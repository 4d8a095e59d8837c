/* SPDX-License-Identifier: ISC */
/* rules: check the rule files with their examples; show a text as the rules see it. */
#include "cli/cli.h"
#include <stdio.h>

static rpt_status check(const cli_common *o) {
    rpt_rules_counts c;
    const rpt_status status = rpt_rules_verify(&o->session, &c, &cli_messages);
    if (!o->quiet) fprintf(stderr, "rapporteur: %u rules, %u examples, %u failed\n", c.rules, c.examples, c.failed);
    return status;
}

static rpt_status show(const cli_common *o, const char *annotations) {
    rpt_session *s = NULL;
    rpt_buf out = {0};
    rpt_status status = rpt_session_open(&s, &o->session, &cli_messages);
    if (!status && annotations) rpt_session_annotations(s, annotations, true);
    for (uint32_t i = 1; i < o->n && !status; i++) status = rpt_rules_show(s, o->inputs[i], &out, &cli_messages);
    if (out.len) fwrite(out.p, 1, out.len, stdout);
    rpt_buf_clear(&out);
    rpt_session_close(s);
    return status;
}

int cli_rules(int argc, char **argv) {
    cli_common o = {0};
    const char *annotations = NULL;
    const cli_option options[] = {
        {"--annotations", "DIR", "show: take mentions and entities from tables in DIR instead of recognising", CLI_TEXT, &annotations}, {NULL}};
    const cli_verb verb = {"rules check | rules show INPUT...",
                           "check: reads all rule files, tells their mistakes with file, line and column, and runs every example.\n"
                           "show: the sentences of documents as symbols, one line each: [TYPE:entity] for things, word<class> for words.",
                           options, 1, UINT32_MAX};
    bool done;
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done) {
        if (!strcmp(o.inputs[0], "check")) status = check(&o);
        else if (!strcmp(o.inputs[0], "show")) status = show(&o, annotations);
        else status = rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "rules check, or rules show INPUT; not `%s`", o.inputs[0]);
    }
    cli_free(&o);
    return (int)status;
}
