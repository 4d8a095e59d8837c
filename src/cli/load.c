/* SPDX-License-Identifier: ISC */
/* load: graph files into a store. */
#include "cli/cli.h"
#include <stdio.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    bool shown;
    double begin, last;
} line;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void progress(void *user, const rpt_load_counts *c) {
    line *l = user;
    const double now = seconds();
    if (!l->begin) l->begin = now;
    const uint32_t done = c->sent + c->skipped;
    if (now - l->last < 0.1 && done < c->graphs) return;
    l->last = now;
    l->shown = true;
    const double rate = now > l->begin ? (double)c->done_triples / (now - l->begin) : 0;
    fprintf(stderr, "\r%u of %u graphs, %.0f triples/s, %.0f s left \033[K", done, c->graphs, rate,
            rate > 0 ? (double)(c->triples - c->done_triples) / rate : 0);
}

static void summary(const cli_common *o, const rpt_load_options *l, const rpt_load_counts *c, rpt_status status) {
    if (o->quiet || !c->graphs) return;
    if (l->dry_run)
        fprintf(stderr, "%u graphs, %llu triples, %llu bytes would be sent\n", c->graphs, (unsigned long long)c->triples, (unsigned long long)c->bytes);
    else if (c->deleted) fprintf(stderr, "%u graphs loaded, %u were there already, %u deleted\n", c->sent, c->skipped, c->deleted);
    else
        fprintf(stderr, "%u graphs loaded, %u were there already, %u of %u left%s\n", c->sent, c->skipped, c->graphs - c->sent - c->skipped,
                c->graphs, status && l->journal ? "; the same command goes on from there" : "");
}

int cli_load(int argc, char **argv) {
    cli_common o = {0};
    rpt_load_options l = {0};
    rpt_load_counts counts = {0};
    const cli_option options[] = {
        {"--endpoint", "URL", "of the store: its root (oxigraph, virtuoso), its dataset (fuseki), its graph store (gsp), a file", CLI_TEXT, &l.store.endpoint},
        {"--store", "NAME", "fuseki, virtuoso, oxigraph, gsp or file (default: any SPARQL 1.1 Graph Store)", CLI_TEXT, &l.store.kind},
        {"--user", "NAME", "user; also $RAPPORTEUR_USER", CLI_TEXT, &l.store.user},
        {"--password-file", "FILE", "first line is the password; also $RAPPORTEUR_PASSWORD", CLI_TEXT, &l.store.password_file},
        {"--journal", "FILE", "remember what is loaded: the same command goes on where it was cut off", CLI_TEXT, &l.journal},
        {"--graph", "IRI", "graph of statements that name none", CLI_TEXT, &l.graph},
        {"--verify", NULL, "count the triples of each graph in the store and name those that lack any", CLI_FLAG, &l.verify},
        {"--delete-missing", "PREFIX", "delete the store's graphs whose IRI begins so and that the files do not have", CLI_TEXT, &l.delete_missing},
        {"--query-endpoint", "URL", "where --verify asks, if not where the store's kind says", CLI_TEXT, &l.query_endpoint},
        {"--retries", "N", "how often a graph is tried again (default 6)", CLI_NUMBER, &l.store.retries},
        {"--dry-run", NULL, "check the files and say what would be sent", CLI_FLAG, &l.dry_run},
        {NULL}};
    const cli_verb verb = {"load GRAPH_FILE... --endpoint URL [--store fuseki|virtuoso|oxigraph|gsp|file]",
                           "Loads N-Quads sorted by graph (as export writes them, packed or not) into a store by the SPARQL 1.1 Graph\n"
                           "Store Protocol. Each graph is replaced whole, so loading again doubles nothing. All files are checked first.",
                           options, 1, 0};
    bool done;
    line shown = {0};
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done) {
        l.files = o.inputs;
        l.n = o.n;
        if (!o.quiet && (o.progress || isatty(STDERR_FILENO))) l.progress = progress;
        l.user = &shown;
        status = rpt_load_run(&l, &counts, &cli_messages);
        if (shown.shown) fputc('\n', stderr);
        summary(&o, &l, &counts, status);
    }
    cli_free(&o);
    return (int)status;
}
