/* SPDX-License-Identifier: ISC */
/* mapping: check mapping files without mapping anything. */
#include "cli/cli.h"

int cli_mapping(int argc, char **argv) {
    cli_common o = {0};
    const cli_verb verb = {"mapping check FILE...",
                           "Compiles mapping files (or core, schema, wikidata, webannotation), each on its own, and tells their mistakes\n"
                           "with file and line: what is not understood, references to columns that are not there, terms that cannot stand.",
                           NULL, 2, UINT32_MAX};
    bool done;
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done) {
        if (strcmp(o.inputs[0], "check")) status = rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "mapping check FILE; not `%s`", o.inputs[0]);
        for (uint32_t i = 1; i < o.n && strcmp(o.inputs[0], "check") == 0; i++) {
            if (rpt_mapping_check(&o.session, o.inputs[i], &cli_messages)) status = RPT_CONFIG;
        }
    }
    cli_free(&o);
    return (int)status;
}
