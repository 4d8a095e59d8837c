/* SPDX-License-Identifier: ISC */
/* Questions to the gazetteer, answered as lines of text: what is in it, the entries of a name, the holders of a post. */
#include "document.h"
#include "gazetteer/gazetteer.h"
#include "pipeline.h"
#include <stdio.h>
#include <stdlib.h>

/** A day of an option; none = INT32_MIN. */
static rpt_status read_day(const char *text, int32_t *day, rpt_messages *m) {
    int year, month, d;
    char rest;
    *day = INT32_MIN;
    if (!text) return RPT_OK;
    if (sscanf(text, "%4d-%2d-%2d%c", &year, &month, &d, &rest) != 3 || month < 1 || month > 12 || d < 1 || d > 31) {
        return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "--date is YYYY-MM-DD, not `%s`", text);
    }
    *day = rpt_days_of(year, (uint32_t)month, (uint32_t)d);
    return RPT_OK;
}

static void print_day(rpt_buf *out, int32_t day) {
    if (day == INT32_MIN || day == INT32_MAX) return;
    int32_t year;
    uint32_t month, d;
    rpt_days_split(day, &year, &month, &d);
    rpt_buf_printf(out, "%04d-%02u-%02u", year, month, d);
}

static void print_tenure(rpt_buf *out, const rpt_gazetteer *g, const rpt_tenure *t) {
    const rpt_entry person = rpt_gazetteer_entry(g, t->person), of = rpt_gazetteer_entry(g, t->of);
    rpt_buf_printf(out, "%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t", RPT_FMT(t->post), RPT_FMT(t->title), RPT_FMT(of.name), RPT_FMT(person.name),
           RPT_FMT(person.qid));
    print_day(out, t->from);
    rpt_buf_char(out, '\t');
    print_day(out, t->to);
    rpt_buf_char(out, '\n');
}

static void print_flags(rpt_buf *out, uint32_t flags) {
    static const char *const names[] = {"capitals", "surname", "adjective", "lower"};
    for (uint32_t i = 0; i < 4; i++) {
        if (flags & 1u << i) rpt_buf_printf(out, " (%s)", names[i]);
    }
}

static void print_entry(rpt_buf *out, const rpt_gazetteer *g, uint32_t index, uint32_t flags) {
    const rpt_entry e = rpt_gazetteer_entry(g, index);
    rpt_buf_printf(out, "%s\t%.*s\t%.*s\t%.*s\t%.*s\t%.3f", rpt_type_name[e.type], RPT_FMT(e.kind), RPT_FMT(e.name), RPT_FMT(e.qid),
           RPT_FMT(e.country), e.prior);
    print_flags(out, flags);
    rpt_buf_char(out, '\n');
}

static void print_offices(rpt_buf *out, const rpt_gazetteer *g, uint32_t person, int32_t day) {
    enum { MOST = 64 };
    rpt_tenure tenures[MOST];
    const uint32_t n = rpt_gazetteer_offices_of(g, person, tenures, MOST);
    for (uint32_t i = 0; i < n; i++) {
        if (day != INT32_MIN && (tenures[i].from > day || tenures[i].to < day)) continue;
        rpt_buf_printf(out, "  ");
        print_tenure(out, g, &tenures[i]);
    }
}

static rpt_status lookup(rpt_buf *out, const rpt_gazetteer *g, rpt_str name, int32_t day) {
    const uint32_t by_qid = rpt_gazetteer_by_qid(g, name);
    uint32_t n = 0;
    const rpt_alias *a = rpt_gazetteer_aliases(g, rpt_gazetteer_find(g, name), &n);
    if (by_qid) {
        print_entry(out, g, by_qid, 0);
        print_offices(out, g, by_qid, day);
    }
    for (uint32_t i = 0; i < n; i++) {
        print_entry(out, g, a[i].entry, a[i].flags);
        print_offices(out, g, a[i].entry, day);
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

static rpt_status holders(rpt_buf *out, const rpt_gazetteer *g, rpt_str post, rpt_str country, int32_t day, rpt_messages *m) {
    enum { MOST = 4096 };
    const uint32_t of = state_of(g, country);
    if (!of) return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "no state or body `%.*s`", RPT_FMT(country));
    const rpt_str kind = rpt_post_kind(post);
    rpt_tenure *tenures = rpt_realloc(NULL, MOST * sizeof *tenures);
    const uint32_t n = rpt_gazetteer_holders(g, kind.len ? kind : post, of, day, tenures, MOST);
    for (uint32_t i = 0; i < n; i++) print_tenure(out, g, &tenures[i]);
    free(tenures);
    return n ? RPT_OK : RPT_SKIPPED;
}

static void info(rpt_buf *out, const rpt_gazetteer *g) {
    rpt_gazetteer_counts c;
    rpt_gazetteer_sizes(g, &c);
    rpt_buf_printf(out, "bytes\t%llu\nentries\t%u\nnames\t%u\nnodes\t%u\nslots\t%u\noffices\t%u\n", (unsigned long long)c.bytes,
           c.entries, c.aliases, c.nodes, c.slots, c.tenures);
    rpt_str rest = rpt_gazetteer_sources(g);
    while (rest.len) {
        const rpt_str line = rpt_str_cut(&rest, '\n');
        rpt_buf_printf(out, "table\t%.*s\n", RPT_FMT(line));
    }
}

rpt_status rpt_gazetteer_ask(const rpt_options *o, const char *const *words, uint32_t n, rpt_buf *out, rpt_messages *m) {
    rpt_gazetteer *g = NULL;
    int32_t day;
    TRY(read_day(o->date, &day, m));
    char *path = rpt_session_image(o);
    rpt_status status = rpt_gazetteer_open(&g, path, m);
    free(path);
    if (status) return status;
    if (!strcmp(words[0], "info") && n == 1) info(out, g);
    else if (!strcmp(words[0], "lookup") && n == 2) status = lookup(out, g, rpt_str_of(words[1]), day);
    else if (!strcmp(words[0], "holders") && n == 3) status = holders(out, g, rpt_str_of(words[1]), rpt_str_of(words[2]), day, m);
    else status = rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "build, info, lookup NAME or holders POST OF, not `%s`", words[0]);
    rpt_gazetteer_close(g);
    return status;
}

rpt_status rpt_gazetteer_make(const char *path, const char *const *tables, uint32_t n, rpt_messages *m) {
    return rpt_gazetteer_build(path, tables, n, m);
}
