/* SPDX-License-Identifier: ISC */
/* The program: a table of verbs. Each verb is `int verb(int argc, char **argv)` in a file of its own. */
#include "cli/cli.h"
#include <signal.h>
#include <stdio.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} verbs[] = {
    {"evaluate", cli_evaluate, "figures of a reading against annotated documents"},
    {"export", cli_export, "documents, rows or other sources to a graph"},
    {"extract", cli_extract, "documents to tables of mentions, entities and relations"},
    {"gazetteer", cli_gazetteer, "make the image of names and ask it"},
    {"load", cli_load, "graph files into a store"},
    {"mapping", cli_mapping, "check mapping files"},
    {"query", cli_query, "a SPARQL query over graph files, or to an endpoint"},
    {"verify", cli_verify, "every quotation of a graph against the files it was made from"},
    {"view", cli_view, "one HTML page of a document, or any stage as text"},
    {"why", cli_why, "why a fact is there, or which step dropped it"},
    {"rules", cli_rules, "check the rule files with their examples, or show a text as rules see it"},
};

static int usage(FILE *f, int status) {
    fputs("usage: rapporteur VERB [OPTION]... [INPUT]...\n\n", f);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) fprintf(f, "  %-10s %s\n", verbs[i].name, verbs[i].summary);
    fputs("\n`rapporteur VERB --help` tells the options of a verb.\n", f);
    return status;
}

/** The man page, from the same tables as the help of each verb. */
static int man(void) {
    puts(".TH RAPPORTEUR 1 \"\" \"rapporteur " RPT_VERSION "\"\n.SH NAME\nrapporteur \\- a knowledge graph from the prose of diplomacy\n"
         ".SH SYNOPSIS\n.B rapporteur\n.I VERB\n[\\fIOPTION\\fR]... [\\fIINPUT\\fR]...\n.SH DESCRIPTION\n"
         "Reads press conferences, readouts, communiques and cables, finds who met whom, who holds which post, who signed\n"
         "what, where and when, links names to Wikidata, and writes RDF in which every fact points to its words.\n.SH VERBS");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        char *argv[] = {(char *)verbs[i].name, "--help-man", NULL};
        verbs[i].run(2, argv);
    }
    puts(".SH OPTIONS OF ALL VERBS");
    char *argv[] = {(char *)verbs[0].name, "--help-man-common", NULL};
    verbs[0].run(2, argv);
    puts(".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\ndone, but documents were left out\n.TP\n2\nwrong use or configuration; nothing was "
         "done\n.TP\n3\noutput or store failed\n.SH ENVIRONMENT\n.TP\nRAPPORTEUR_ONTOLOGY\nfolder of lexicon, rules and mappings\n"
         ".TP\nRAPPORTEUR_GAZETTEER\nimage of names");
    return RPT_OK;
}

static int completion(void) {
    puts("_rapporteur() {\n  local cur=${COMP_WORDS[COMP_CWORD]}\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"\\");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) printf("      %s \\\n", verbs[i].name);
    puts("      \" -- \"$cur\"))\n  elif [[ $cur == -* ]]; then\n    COMPREPLY=($(compgen -W \"$(rapporteur \"${COMP_WORDS[1]}\" --help-words "
         "2>/dev/null)\" -- \"$cur\"))\n  fi\n}\ncomplete -o default -F _rapporteur rapporteur");
    return RPT_OK;
}

int main(int argc, char **argv) {
    if (argc < 2) return usage(stderr, RPT_CONFIG);
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) return usage(stdout, RPT_OK);
    if (!strcmp(argv[1], "--version")) return puts("rapporteur " RPT_VERSION) < 0;
    if (!strcmp(argv[1], "--man")) return man();
    if (!strcmp(argv[1], "--completion")) return completion();
    /* A reader that goes away is an output that failed, told like a full disk, not a silent death. */
    signal(SIGPIPE, SIG_IGN);
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
