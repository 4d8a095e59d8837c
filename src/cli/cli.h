/* SPDX-License-Identifier: ISC */
#ifndef RPT_CLI_H
#define RPT_CLI_H
/* What the verbs share: the common options and the message sink. */
#include "rapporteur.h"

typedef struct {
    rpt_options session;
    const char *out, *format, *annotations, *mentions;
    uint32_t jobs;
    bool verbose, quiet;
    const char **inputs; ///< what is no option, in order
    uint32_t n;
} cli_options;

int cli_extract(int argc, char **argv);

/** Parses the common options; a verb's own come first to `own`, which returns how many arguments it took (0 = not mine). */
rpt_status cli_parse(cli_options *o, int argc, char **argv, rpt_messages *m);
extern rpt_messages cli_messages;

#endif
