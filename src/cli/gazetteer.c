/* SPDX-License-Identifier: ISC */
/* `rapporteur gazetteer build|info|lookup|holders`: makes the image of names and asks it. */
#include "cli/cli.h"
#include "document.h"
#include "gazetteer/gazetteer.h"
#include "pipeline.h"
#include <stdio.h>
#include <stdlib.h>

static const char about[] =
    "  gazetteer build TABLES... -o FILE      makes an image from tables or folders of tables\n"
    "  gazetteer info                         what is in the image\n"
    "  gazetteer lookup NAME                  the entries of a name or QID, with their offices\n"
    "  gazetteer holders POST OF              who held a post of a state or body (a name or QID)\n\n"
    "--date takes only the offices held on that day. lookup and holders exit with 1 where there is none.";

static rpt_status build(const char *out, const cli_common *o) {
    if (!out || o->n < 2) return rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "build needs tables and -o FILE");
    return rpt_gazetteer_build(out, o->inputs + 1, o->n - 1, &cli_messages);
}

/** A day of an option; none = INT32_MIN. */
static rpt_status read_day(const char *text, int32_t *day) {
    int year, month, d;
    char rest;
    *day = INT32_MIN;
    if (!text) return RPT_OK;
    if (sscanf(text, "%4d-%2d-%2d%c", &year, &month, &d, &rest) != 3 || month < 1 || month > 12 || d < 1 || d > 31) {
        return rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "--date is YYYY-MM-DD, not `%s`", text);
    }
    *day = rpt_days_of(year, (uint32_t)month, (uint32_t)d);
    return RPT_OK;
}

static void print_day(int32_t day) {
    if (day == INT32_MIN || day == INT32_MAX) return;
    int32_t year;
    uint32_t month, d;
    rpt_days_split(day, &year, &month, &d);
    printf("%04d-%02u-%02u", year, month, d);
}

static void print_tenure(const rpt_gazetteer *g, const rpt_tenure *t) {
    const rpt_entry person = rpt_gazetteer_entry(g, t->person), of = rpt_gazetteer_entry(g, t->of);
    printf("%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t", RPT_FMT(t->post), RPT_FMT(t->title), RPT_FMT(of.name), RPT_FMT(person.name),
           RPT_FMT(person.qid));
    print_day(t->from);
    putchar('\t');
    print_day(t->to);
    putchar('\n');
}

static void print_flags(uint32_t flags) {
    static const char *const names[] = {"capitals", "surname", "adjective", "lower"};
    for (uint32_t i = 0; i < 4; i++) {
        if (flags & 1u << i) printf(" (%s)", names[i]);
    }
}

static void print_entry(const rpt_gazetteer *g, uint32_t index, uint32_t flags) {
    const rpt_entry e = rpt_gazetteer_entry(g, index);
    printf("%s\t%.*s\t%.*s\t%.*s\t%.*s\t%.3f", rpt_type_name[e.type], RPT_FMT(e.kind), RPT_FMT(e.name), RPT_FMT(e.qid),
           RPT_FMT(e.country), e.prior);
    print_flags(flags);
    putchar('\n');
}

static void print_offices(const rpt_gazetteer *g, uint32_t person, int32_t day) {
    enum { MOST = 64 };
    rpt_tenure tenures[MOST];
    const uint32_t n = rpt_gazetteer_offices_of(g, person, tenures, MOST);
    for (uint32_t i = 0; i < n; i++) {
        if (day != INT32_MIN && (tenures[i].from > day || tenures[i].to < day)) continue;
        printf("  ");
        print_tenure(g, &tenures[i]);
    }
}

static rpt_status lookup(const rpt_gazetteer *g, rpt_str name, int32_t day) {
    const uint32_t by_qid = rpt_gazetteer_by_qid(g, name);
    uint32_t n = 0;
    const rpt_alias *a = rpt_gazetteer_aliases(g, rpt_gazetteer_find(g, name), &n);
    if (by_qid) {
        print_entry(g, by_qid, 0);
        print_offices(g, by_qid, day);
    }
    for (uint32_t i = 0; i < n; i++) {
        print_entry(g, a[i].entry, a[i].flags);
        print_offices(g, a[i].entry, day);
    }
    return by_qid || n ? RPT_OK : RPT_SKIPPED;
}

/** The first state or body that bears the name. */
static uint32_t state_of(const rpt_gazetteer *g, rpt_str name) {
    uint32_t n = 0;
    const uint32_t by_qid = rpt_gazetteer_by_qid(g, name);
    if (by_qid) return by_qid;
    const rpt_alias *a = rpt_gazetteer_aliases(g, rpt_gazetteer_find(g, name), &n);
    for (uint32_t i = 0; i < n; i++) {
        const uint8_t type = rpt_gazetteer_entry(g, a[i].entry).type;
        if (type == RPT_GPE || type == RPT_ORG) return a[i].entry;
    }
    return 0;
}

static rpt_status holders(const rpt_gazetteer *g, rpt_str post, rpt_str country, int32_t day) {
    enum { MOST = 4096 };
    const uint32_t of = state_of(g, country);
    if (!of) return rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "no state or body `%.*s`", RPT_FMT(country));
    const rpt_str kind = rpt_post_kind(post);
    rpt_tenure *tenures = rpt_realloc(NULL, MOST * sizeof *tenures);
    const uint32_t n = rpt_gazetteer_holders(g, kind.len ? kind : post, of, day, tenures, MOST);
    for (uint32_t i = 0; i < n; i++) print_tenure(g, &tenures[i]);
    free(tenures);
    return n ? RPT_OK : RPT_SKIPPED;
}

static void info(const rpt_gazetteer *g) {
    rpt_gazetteer_counts c;
    rpt_gazetteer_sizes(g, &c);
    printf("bytes\t%llu\nentries\t%u\nnames\t%u\nnodes\t%u\nslots\t%u\noffices\t%u\n", (unsigned long long)c.bytes,
           c.entries, c.aliases, c.nodes, c.slots, c.tenures);
    rpt_str rest = rpt_gazetteer_sources(g);
    while (rest.len) {
        const rpt_str line = rpt_str_cut(&rest, '\n');
        printf("table\t%.*s\n", RPT_FMT(line));
    }
}

static rpt_status ask(const cli_common *o) {
    rpt_gazetteer *g = NULL;
    int32_t day;
    const char *verb = o->inputs[0];
    TRY(read_day(o->session.date, &day));
    char *path = rpt_session_image(&o->session);
    rpt_status status = rpt_gazetteer_open(&g, path, &cli_messages);
    free(path);
    if (status) return status;
    if (!strcmp(verb, "info") && o->n == 1) info(g);
    else if (!strcmp(verb, "lookup") && o->n == 2) status = lookup(g, rpt_str_of(o->inputs[1]), day);
    else if (!strcmp(verb, "holders") && o->n == 3) {
        status = holders(g, rpt_str_of(o->inputs[1]), rpt_str_of(o->inputs[2]), day);
    } else {
        status = rpt_fail(&cli_messages, RPT_CONFIG, (rpt_place){0}, "build, info, lookup NAME or holders POST OF, not `%s`", verb);
    }
    rpt_gazetteer_close(g);
    return status;
}

int cli_gazetteer(int argc, char **argv) {
    cli_common o = {0};
    const char *out = NULL;
    const cli_option options[] = {{"-o", "FILE", "build: the image to write", CLI_TEXT, &out}, {NULL}};
    const cli_verb verb = {"gazetteer build|info|lookup|holders ...", about, options, 1, 0};
    bool done;
    rpt_status status = cli_parse(&o, &verb, argc, argv, &done);
    if (!status && !done) status = strcmp(o.inputs[0], "build") ? ask(&o) : build(out, &o);
    cli_free(&o);
    return (int)status;
}
