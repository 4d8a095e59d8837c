/* SPDX-License-Identifier: ISC */
/* Options that all verbs have, and the sink that prints messages as file:line:column: error: text. */
#include "cli/cli.h"
#include <stdio.h>
#include <stdlib.h>

static void print_message(void *user, rpt_severity severity, rpt_place place, const char *text) {
    static const char *const names[] = {"note", "warning", "error"};
    (void)user;
    flockfile(stderr);
    fputs(place.file ? place.file : "rapporteur", stderr);
    if (place.line) fprintf(stderr, ":%u", place.line);
    if (place.column) fprintf(stderr, ":%u", place.column);
    fprintf(stderr, ": %s: %s\n", names[severity], text);
    funlockfile(stderr);
}
rpt_messages cli_messages = {print_message, NULL};

rpt_status cli_parse(cli_options *o, int argc, char **argv, rpt_messages *m) {
    o->jobs = o->jobs ? o->jobs : 1;
    o->inputs = calloc((size_t)argc + 1, sizeof *o->inputs);
    const struct {
        const char *name;
        const char **value;
    } texts[] = {{"-o", &o->out},           {"--format", &o->format},       {"--gazetteer", &o->session.gazetteer},
                 {"--date", &o->session.date}, {"--lang", &o->session.language}, {"--encoding", &o->session.encoding},
                 {"--annotations", &o->annotations}, {"--mentions", &o->mentions}, {"--ontology", &o->session.ontology}};
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        bool taken = false;
        for (size_t k = 0; k < sizeof texts / sizeof *texts && !taken; k++) {
            if (strcmp(a, texts[k].name)) continue;
            if (i + 1 == argc) return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "%s needs a value", a);
            *texts[k].value = argv[++i];
            taken = true;
        }
        if (taken) continue;
        if (!strcmp(a, "--jobs") && i + 1 < argc) o->jobs = (uint32_t)atoi(argv[++i]);
        else if (!strcmp(a, "-v")) o->verbose = true;
        else if (!strcmp(a, "-q")) o->quiet = true;
        else if (a[0] == '-' && a[1]) return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "no option `%s`; see --help", a);
        else o->inputs[o->n++] = a;
    }
    return RPT_OK;
}
