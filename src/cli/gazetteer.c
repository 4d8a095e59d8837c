/* SPDX-License-Identifier: ISC */
/* `rapporteur gazetteer build|info|lookup|holders`: makes the image of names and asks it. */
#include "cli/cli.h"
#include <stdio.h>

static const char about[] =
    "  gazetteer build TABLES... -o FILE      makes an image from tables or folders of tables\n"
    "  gazetteer info                         what is in the image\n"
    "  gazetteer lookup NAME                  the entries of a name or QID, with their offices\n"
    "  gazetteer holders POST OF              who held a post of a state or body (a name or QID)\n\n"
    "--date takes only the offices held on that day. lookup and holders exit with 1 where there is none.";

static rpt_status build(const char *out, const cli_common *o) {
    if (!out || o->n < 2) return rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "build needs tables and -o FILE");
    return rpt_gazetteer_make(out, o->inputs + 1, o->n - 1, &cli_messages);
}

int cli_gazetteer(int argc, char **argv) {
    cli_common o = {0};
    rpt_buf answer = {0};
    const char *out = NULL;
    const cli_option options[] = {{"-o", "FILE", "build: the image to write", CLI_TEXT, &out}, {NULL}};
    const cli_verb verb = {"gazetteer build|info|lookup|holders ...", about, options, 1, 0};
    bool done;
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done && !strcmp(o.inputs[0], "build")) status = build(out, &o);
    else if (!status && !done) status = rpt_gazetteer_ask(&o.session, o.inputs, o.n, &answer, &cli_messages);
    if (answer.len) fwrite(answer.p, 1, answer.len, stdout);
    rpt_buf_clear(&answer);
    cli_free(&o);
    return (int)status;
}
