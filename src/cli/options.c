/* SPDX-License-Identifier: ISC */
/* Options from tables, help from the same tables, the message sink, the progress line. */
#include "cli/cli.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static bool show_notes, quiet;

static void print_message(void *user, rpt_severity severity, rpt_place place, const char *text) {
    static const char *const names[] = {"note", "warning", "error"};
    (void)user;
    if ((severity == RPT_NOTE && !show_notes) || (severity == RPT_WARNING && quiet)) return;
    flockfile(stderr);
    fputs(place.file ? place.file : "rapporteur", stderr);
    if (place.line) fprintf(stderr, ":%u", place.line);
    if (place.line && place.column) fprintf(stderr, ":%u", place.column);
    fprintf(stderr, ": %s: %s\n", names[severity], text);
    funlockfile(stderr);
}
rpt_messages cli_messages = {print_message, NULL};

/* clang-format off */
static void common_options(cli_option out[12], cli_common *o) {
    const cli_option all[] = {
        {"--jobs", "N", "documents read at the same time (default 1)", CLI_NUMBER, &o->jobs},
        {"--gazetteer", "FILE", "image of names to recognise and link with", CLI_TEXT, &o->session.gazetteer},
        {"--ontology", "DIR", "folder of lexicon, rules and mappings", CLI_TEXT, &o->session.ontology},
        {"--date", "YYYY-MM-DD", "date of documents that state none", CLI_TEXT, &o->session.date},
        {"--lang", "CODE", "language pack to read with (default en)", CLI_TEXT, &o->session.language},
        {"--encoding", "NAME", "encoding of inputs that declare none", CLI_TEXT, &o->session.encoding},
        {"--limit", "SIZE", "leave out sources larger than this (default 1G)", CLI_SIZE, &o->session.limit},
        {"--progress", NULL, "show progress even where standard error is no terminal", CLI_FLAG, &o->progress},
        {"-v", NULL, "notes, too", CLI_FLAG, &o->verbose},
        {"-q", NULL, "errors only", CLI_FLAG, &o->quiet},
        {NULL}};
    memcpy(out, all, sizeof all);
}
/* clang-format on */

static void print_options(const cli_option *options) {
    for (const cli_option *p = options; p->name; p++) {
        char left[64];
        snprintf(left, sizeof left, "%s%s%s", p->name, p->argument ? " " : "", p->argument ? p->argument : "");
        printf("  %-24s %s\n", left, p->help);
    }
}

static void print_help(const cli_verb *verb, const cli_option *common) {
    printf("usage: rapporteur %s\n\n%s\n", verb->usage, verb->about);
    if (verb->options && verb->options->name) {
        puts("\noptions:");
        print_options(verb->options);
    }
    puts("\noptions of all verbs:");
    print_options(common);
    puts("  --help                   this text\n\nexit: 0 done; 1 done, but documents were left out; 2 wrong use or configuration; "
         "3 output or store failed");
}

/** A sentence as roff: no line may open with a dot, backslashes doubled, hyphens as such. */
static void print_roff(const char *text) {
    bool opens = true;
    for (const char *p = text; *p; p++) {
        if (opens && (*p == '.' || *p == '\'')) fputs("\\&", stdout);
        if (*p == '\\') fputs("\\\\", stdout);
        else if (*p == '-') fputs("\\-", stdout);
        else putchar(*p);
        opens = *p == '\n';
    }
}

static void print_roff_options(const cli_option *options) {
    for (const cli_option *p = options; p && p->name; p++) {
        printf(".TP\n\\fB");
        print_roff(p->name);
        if (p->argument) printf("\\fR \\fI%s", p->argument);
        puts("\\fR");
        print_roff(p->help);
        putchar('\n');
    }
}

/** The verb's part of the man page. */
static void print_man(const cli_verb *verb, const cli_option *common) {
    (void)common;
    printf(".SS \"rapporteur %s\"\n", verb->usage);
    print_roff(verb->about);
    putchar('\n');
    print_roff_options(verb->options);
}

static void print_man_common(const cli_verb *verb, const cli_option *common) {
    (void)verb;
    print_roff_options(common);
}

/** The verb's options, one a line, for completion in shells. */
static void print_words(const cli_verb *verb, const cli_option *common) {
    for (const cli_option *p = verb->options; p && p->name; p++) puts(p->name);
    for (const cli_option *p = common; p->name; p++) puts(p->name);
}

static const struct {
    const char *option;
    void (*print)(const cli_verb *verb, const cli_option *common);
} helps[] = {{"--help", print_help}, {"--help-man", print_man}, {"--help-man-common", print_man_common}, {"--help-words", print_words}};

static bool help(const cli_verb *verb, const cli_option *common, const char *option) {
    for (size_t i = 0; i < sizeof helps / sizeof *helps; i++) {
        if (strcmp(option, helps[i].option)) continue;
        helps[i].print(verb, common);
        return true;
    }
    return false;
}

static rpt_status wrong(const char *what, const char *name) {
    return rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "%s `%s`; see --help", what, name);
}

static rpt_status read_number(uint32_t *out, const char *text, bool size, const char *option) {
    char *end;
    const unsigned long long n = strtoull(text, &end, 10);
    unsigned long long unit = 1;
    if (size && *end) {
        const char *const units = "kMG", *at = strchr(units, *end);
        if (at) {
            unit = 1ull << (10 * (at - units + 1));
            end++;
        }
    }
    if (end == text || *end || text[0] == '-' || n > UINT32_MAX / unit) {
        return rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "%s takes a number%s, not `%s`", option,
                        size ? " (64, 16k, 4M)" : "", text);
    }
    *(uint32_t *)out = (uint32_t)(n * unit);
    return RPT_OK;
}

static rpt_status take_value(const cli_option *p, const char *text) {
    switch (p->kind) {
    case CLI_TEXT: *(const char **)p->value = text; return RPT_OK;
    case CLI_NUMBER: return read_number(p->value, text, false, p->name);
    case CLI_SIZE: return read_number(p->value, text, true, p->name);
    case CLI_LIST: {
        cli_list *list = p->value;
        if (list->n == sizeof list->p / sizeof *list->p) return wrong("too often", p->name);
        list->p[list->n++] = text;
        return RPT_OK;
    }
    default: *(bool *)p->value = true; return RPT_OK;
    }
}

static const cli_option *find_option(const cli_option *options, const char *name, size_t len) {
    for (const cli_option *p = options; p && p->name; p++) {
        if (strlen(p->name) == len && !strncmp(p->name, name, len)) return p;
    }
    return NULL;
}

/** One option at argv[*i] (`--name value`, `--name=value`, `-o value`). */
static rpt_status take_option(const cli_verb *verb, const cli_option *common, int argc, char **argv, int *i) {
    const char *name = argv[*i], *equals = name[1] == '-' ? strchr(name, '=') : NULL;
    const size_t len = equals ? (size_t)(equals - name) : strlen(name);
    const cli_option *p = find_option(verb->options, name, len);
    if (!p) p = find_option(common, name, len);
    if (!p) return wrong("no option", name);
    if (p->kind == CLI_FLAG) return equals ? wrong("no value goes with", p->name) : take_value(p, NULL);
    if (equals) return take_value(p, equals + 1);
    if (*i + 1 == argc) return wrong("a value is missing after", p->name);
    return take_value(p, argv[++*i]);
}

rpt_status cli_parse(cli_common *o, const cli_verb *verb, int argc, char **argv, bool *done) {
    cli_option common[12];
    common_options(common, o);
    o->jobs = 1;
    o->inputs = calloc((size_t)argc + 1, sizeof *o->inputs);
    if (!o->inputs) abort();
    *done = false;
    bool only_inputs = false;
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (!only_inputs && (*done = help(verb, common, a))) return RPT_OK;
        if (!only_inputs && !strcmp(a, "--")) only_inputs = true;
        else if (!only_inputs && a[0] == '-' && a[1]) TRY(take_option(verb, common, argc, argv, &i));
        else o->inputs[o->n++] = a;
    }
    show_notes = o->verbose;
    quiet = o->quiet;
    if (o->n < verb->least) return wrong("something is missing: usage", verb->usage);
    if (verb->most && o->n > verb->most) return wrong("one argument too many:", o->inputs[verb->most]);
    return RPT_OK;
}

void cli_free(cli_common *o) {
    free(o->inputs);
    o->inputs = NULL;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void cli_progress(const cli_common *o, const rpt_counts *c, bool end) {
    static double begin, last;
    if (o->quiet || (!o->progress && !isatty(2))) return;
    const double t = now();
    if (begin == 0) begin = t;
    if (!end && t - last < 0.1) return;
    last = t;
    const double seconds = t - begin > 0.001 ? t - begin : 0.001;
    fprintf(stderr, "\r\033[K%u documents, %.1f MB, %.0f words/s, %u facts", c->documents, (double)c->bytes / 1e6,
            (double)c->words / seconds, c->relations);
    if (end) fputs("\r\033[K", stderr);
}

void cli_summary(const cli_common *o, const rpt_counts *c) {
    if (o->quiet) return;
    fprintf(stderr, "rapporteur: %u document%s, %u skipped: %u mentions, %u entities, %u facts\n", c->documents,
            c->documents == 1 ? "" : "s", c->skipped, c->mentions, c->entities, c->relations);
}
