/* SPDX-License-Identifier: ISC */
#ifndef RPT_CLI_H
#define RPT_CLI_H
/*
 * What the verbs share. A verb is one file with one function; it states its options in a table, from which both
 * the parser and `--help` work.
 */
#include "rapporteur.h"

typedef enum { CLI_FLAG, CLI_TEXT, CLI_LIST, CLI_NUMBER, CLI_SIZE } cli_kind;

typedef struct {
    const char *p[64];
    uint32_t n;
} cli_list;

typedef struct {
    const char *name, *argument, *help; ///< "--jobs", "N", "..."
    cli_kind kind;
    void *value; ///< bool *, const char **, cli_list *, uint32_t * (NUMBER and SIZE: 64, 16k, 4M)
} cli_option;

typedef struct {
    const char *usage; ///< "extract INPUT... [-o DIR]"
    const char *about; ///< a paragraph
    const cli_option *options; ///< ends with a NULL name
    uint32_t least, most;      ///< arguments
} cli_verb;

/** What all verbs take; `inputs` are the arguments that are no options, in order. */
typedef struct {
    rpt_options session;
    uint32_t jobs;
    bool verbose, quiet, progress;
    const char **inputs;
    uint32_t n;
} cli_common;

/** Parses; on `--help` prints and sets *done. Errors: RPT_CONFIG with one message. cli_free afterwards in any case. */
rpt_status cli_parse(cli_common *o, const cli_verb *verb, int argc, char **argv, bool *done);
void cli_free(cli_common *o);
/** `file:line:column: error: text` on standard error; notes only where -v asks for them. */
extern rpt_messages cli_messages;
/** A progress line on a terminal (or where --progress asks for one), at most ten times a second; end = last. */
void cli_progress(const cli_common *o, const rpt_counts *c, bool end);
/** One line of what was done, to standard error, unless -q. */
void cli_summary(const cli_common *o, const rpt_counts *c);

int cli_evaluate(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_extract(int argc, char **argv);
int cli_gazetteer(int argc, char **argv);
int cli_load(int argc, char **argv);
int cli_query(int argc, char **argv);
int cli_view(int argc, char **argv);
int cli_why(int argc, char **argv);
int cli_rules(int argc, char **argv);
int cli_mapping(int argc, char **argv);
int cli_verify(int argc, char **argv);

#endif
