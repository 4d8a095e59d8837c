/* SPDX-License-Identifier: ISC */
/* The program: a table of verbs. Each verb is `int verb(int argc, char **argv)` in a file of its own. */
#include "cli/cli.h"
#include <stdio.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} verbs[] = {
    {"evaluate", cli_evaluate, "figures of a reading against annotated documents"},
    {"extract", cli_extract, "documents to tables of mentions, entities and relations"},
};

static int usage(FILE *f, int status) {
    fputs("usage: rapporteur VERB [OPTION]... [INPUT]...\n\n", f);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) fprintf(f, "  %-10s %s\n", verbs[i].name, verbs[i].summary);
    fputs("\n`rapporteur VERB --help` tells the options of a verb.\n", f);
    return status;
}

int main(int argc, char **argv) {
    if (argc < 2) return usage(stderr, RPT_CONFIG);
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) return usage(stdout, RPT_OK);
    if (!strcmp(argv[1], "--version")) return puts("rapporteur " RPT_VERSION) < 0;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (!strcmp(argv[1], verbs[i].name)) {
            int status = verbs[i].run(argc - 1, argv + 1);
            /* A full disk or a closed pipe shows itself at the latest here. */
            if (fflush(stdout) || ferror(stdout)) {
                perror("rapporteur: error: standard output");
                status = RPT_OUTPUT;
            }
            return status;
        }
    }
    fprintf(stderr, "rapporteur: error: no verb `%s`; `rapporteur --help` lists them\n", argv[1]);
    return RPT_CONFIG;
}
