/* SPDX-License-Identifier: ISC */
/* verify: is every quotation of a graph still where the graph says? */
#include "cli/cli.h"
#include <stdio.h>

int cli_verify(int argc, char **argv) {
    cli_common o = {0};
    const cli_verb verb = {"verify GRAPH_FILE SOURCE...",
                           "Checks every quotation of a graph (N-Quads or N-Triples, or by its name .ttl .trig .rdf) against the files that it was made from,\n"
                           "by offset and by text. Lines of the report: changed, moved, fell, missing; document; IRI; words.\n"
                           "Exit 1 where a quotation fell or moved or a document is missing.",
                           NULL, 2, 0};
    bool done;
    rpt_verified counts = {0};
    rpt_buf report = {0};
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done) {
        status = rpt_verify(&o.session, o.inputs[0], o.inputs + 1, o.n - 1, &report, &counts, &cli_messages);
        if (report.len) fwrite(report.p, 1, report.len, stdout);
        if (status <= RPT_SKIPPED && !o.quiet) {
            fprintf(stderr, "rapporteur: %u documents, %u changed, %u missing; %u quotations: %u stand, %u moved, %u fell\n", counts.documents,
                    counts.changed, counts.missing, counts.quotations, counts.quotations - counts.moved - counts.fallen, counts.moved, counts.fallen);
        }
    }
    rpt_buf_clear(&report);
    cli_free(&o);
    return (int)status;
}
