/* SPDX-License-Identifier: ISC */
#include "cli/cli.h"
#include <stdio.h>
#include <stdlib.h>

int cli_extract(int argc, char **argv) {
    cli_options o = {0};
    rpt_session *s = NULL;
    rpt_counts counts = {0};
    rpt_status status = cli_parse(&o, argc, argv, &cli_messages);
    if (!status) status = rpt_session_open(&s, &o.session, &cli_messages);
    if (!status && o.annotations) rpt_session_annotations(s, o.annotations, true);
    if (!status && o.mentions) rpt_session_annotations(s, o.mentions, false);
    if (!status) status = rpt_extract(s, o.inputs, o.n, o.jobs, o.out ? o.out : ".", RPT_EXTRACT_TSV, &counts, &cli_messages);
    rpt_session_close(s);
    free(o.inputs);
    return (int)status;
}
