/* SPDX-License-Identifier: ISC */
/*
 * A folder of annotated documents against our reading of them (or against another folder of tables): micro-averaged
 * figures as text, with the misses and false finds grouped by kind, each with its words, where asked for.
 */
#include "evaluate/score.h"
#include "pipeline.h"
#include "record/rows.h"
#include <dirent.h>
#include <stdlib.h>

typedef struct {
    rpt_str document, what, text, words;
    char verdict;
} disagreement;

typedef struct {
    const rpt_session *s;
    const rpt_evaluation *e;
    rpt_buf *out;
    rpt_messages *m;
    rpt_scores total;
    rpt_arena kept; ///< disagreements of all documents
    RPT_ARRAY(disagreement) errors;
    rpt_str name, text; ///< of the present document
} evaluation;

/* -- Figures --------------------------------------------------------------------------------- */

static double ratio(double a, double b) { return b > 0 ? a / b : 0; }
static double harmonic(double p, double r) { return p + r > 0 ? 2 * p * r / (p + r) : 0; }
static double f1(rpt_tally t) { return harmonic(ratio(t.right, t.system), ratio(t.right, t.gold)); }
static double coref(const rpt_scores *c) { return harmonic(ratio(c->b3_precision, c->mentions), ratio(c->b3_recall, c->mentions)); }

static void brief(rpt_buf *out, const rpt_scores *c) {
    rpt_buf_printf(out, "strict=%.3f overlap=%.3f coref=%.3f link_acc=%.3f link_f1=%.3f relation=%.3f qualifier=%.3f\n",
                   f1(c->strict), f1(c->overlap), coref(c), ratio(c->linked_right, c->linked), f1(c->link), f1(c->relation),
                   f1(c->qualifier));
}

static void line(rpt_buf *out, const char *name, rpt_tally t) {
    rpt_buf_printf(out, "%-16s P %5.1f  R %5.1f  F1 %5.1f   %.0f right of %.0f, gold %.0f\n", name, 100 * ratio(t.right, t.system),
                   100 * ratio(t.right, t.gold), 100 * f1(t), t.right, t.system, t.gold);
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/** The lines of a table of tallies that have any, sorted by name. */
static void lines(rpt_buf *out, const char *const *names, const rpt_tally *t, uint32_t n) {
    const char *sorted[RPT_RELATIONS + RPT_TYPES];
    memcpy(sorted, names, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_name);
    for (uint32_t i = 0; i < n; i++) {
        const rpt_tally *x = &t[rpt_name_of(names, n, rpt_str_of(sorted[i]))];
        char name[64];
        if (x->gold + x->system == 0) continue;
        memcpy(name, "  ", 3);
        strncat(name, sorted[i], sizeof name - 3);
        line(out, name, *x);
    }
}

static void print_figures(rpt_buf *out, const rpt_scores *c) {
    line(out, "strict", c->strict);
    line(out, "overlap", c->overlap);
    rpt_buf_printf(out, "%-16s P %5.1f  R %5.1f  F1 %5.1f\n", "coref", 100 * ratio(c->b3_precision, c->mentions),
                   100 * ratio(c->b3_recall, c->mentions), 100 * coref(c));
    lines(out, rpt_type_name, c->type, RPT_TYPES);
    rpt_buf_printf(out, "link accuracy    %5.1f of %.0f entities found\n", 100 * ratio(c->linked_right, c->linked), c->linked);
    line(out, "link", c->link);
    line(out, "relation", c->relation);
    lines(out, rpt_relation_name, c->kind, RPT_RELATIONS);
    line(out, "statistic", c->statistic);
    line(out, "qualifier", c->qualifier);
}

static void add_tally(rpt_tally *to, const rpt_tally *t) { to->right += t->right, to->system += t->system, to->gold += t->gold; }

static void add_scores(rpt_scores *to, const rpt_scores *c) {
    add_tally(&to->strict, &c->strict);
    add_tally(&to->overlap, &c->overlap);
    add_tally(&to->link, &c->link);
    add_tally(&to->relation, &c->relation);
    add_tally(&to->statistic, &c->statistic);
    add_tally(&to->qualifier, &c->qualifier);
    for (uint32_t i = 0; i < RPT_TYPES; i++) add_tally(&to->type[i], &c->type[i]);
    for (uint32_t i = 0; i < RPT_RELATIONS; i++) add_tally(&to->kind[i], &c->kind[i]);
    to->b3_precision += c->b3_precision, to->b3_recall += c->b3_recall, to->mentions += c->mentions;
    to->linked += c->linked, to->linked_right += c->linked_right;
}

/* -- Disagreements --------------------------------------------------------------------------- */

static rpt_str code_points(rpt_str text, uint32_t start, uint32_t end) {
    uint32_t at = 0, from = text.len, n = 0;
    for (; at < text.len; at++) {
        if (((unsigned char)text.p[at] & 0xC0) == 0x80) continue;
        if (n == start) from = at;
        if (n == end) break;
        n++;
    }
    return from < at ? (rpt_str){text.p + from, at - from} : (rpt_str){"", 0};
}

static void keep(void *user, rpt_verdict verdict, rpt_str what, rpt_str text, uint32_t start, uint32_t end) {
    evaluation *x = user;
    /* A mention is shown in its surroundings, a fact in its sentence. */
    const bool fact = end - start > 80 || (text.len && memchr(text.p, '>', text.len));
    const rpt_str words = fact ? code_points(x->text, start, end) : code_points(x->text, start > 40 ? start - 40 : 0, end + 40);
    *RPT_PUSH(&x->kept, x->errors) = (disagreement){rpt_arena_copy(&x->kept, x->name), rpt_arena_copy(&x->kept, what),
                                                    rpt_arena_copy(&x->kept, text), rpt_arena_copy(&x->kept, words), (char)verdict};
}

static int by_kind(const void *a, const void *b) {
    const disagreement *p = a, *q = b;
    const int what = rpt_str_compare(p->what, q->what);
    if (what) return what;
    if (p->verdict != q->verdict) return p->verdict < q->verdict ? -1 : 1;
    const int document = rpt_str_compare(p->document, q->document);
    return document ? document : (p > q) - (p < q);
}

static void print_errors(evaluation *x) {
    if (x->errors.n) qsort(x->errors.at, x->errors.n, sizeof *x->errors.at, by_kind);
    for (uint32_t i = 0; i < x->errors.n; i++) {
        const disagreement *d = &x->errors.at[i];
        if (!i || !rpt_str_equal(d->what, x->errors.at[i - 1].what)) rpt_buf_printf(x->out, "\n%.*s\n", RPT_FMT(d->what));
        rpt_buf_printf(x->out, "  %c %.*s: %.*s | ", d->verdict, RPT_FMT(d->document), RPT_FMT(d->text));
        for (uint32_t k = 0; k < d->words.len; k++) rpt_buf_char(x->out, d->words.p[k] == '\n' ? ' ' : d->words.p[k]);
        rpt_buf_char(x->out, '\n');
    }
}

/* -- Documents ------------------------------------------------------------------------------- */

static rpt_status read_text(rpt_buf *bytes, const evaluation *x, const char *name) {
    rpt_buf path = {0};
    rpt_buf_printf(&path, "%s/%s.txt", x->e->gold, name);
    const rpt_status status = rpt_file_read(bytes, path.p, RPT_TEXT_MAX, x->m);
    rpt_buf_clear(&path);
    return status;
}

static rpt_status evaluate_one(evaluation *x, const char *name, rpt_arena *arena, rpt_buf *bytes) {
    rpt_rows gold, system;
    rpt_document d;
    bytes->len = 0;
    rpt_arena_reset(arena);
    x->name = rpt_str_of(name);
    TRY(rpt_rows_read_tsv(&gold, arena, x->e->gold, x->name, x->m));
    if (!x->e->system || x->e->errors) TRY(read_text(bytes, x, name));
    x->text = rpt_buf_view(bytes);
    if (x->e->system) {
        TRY(rpt_rows_read_tsv(&system, arena, x->e->system, x->name, x->m));
    } else {
        TRY(rpt_pipeline_run(x->s, &d, arena, rpt_arena_printf(arena, "%s.txt", name), x->text, x->m));
        rpt_record(&system, &d, rpt_session_rules(x->s));
    }
    const rpt_score_errors errors = {keep, x};
    rpt_scores scores = {0};
    rpt_score(&scores, &gold, &system, x->e->errors ? &errors : NULL);
    add_scores(&x->total, &scores);
    if (x->e->per_document) {
        rpt_buf_printf(x->out, "%-44s ", name);
        brief(x->out, &scores);
    }
    return RPT_OK;
}

static int is_annotated(const struct dirent *e) {
    const size_t n = strlen(e->d_name);
    return n > 13 && strcmp(e->d_name + n - 13, ".mentions.tsv") == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

rpt_status rpt_evaluate(const rpt_session *s, const rpt_evaluation *e, rpt_buf *out, rpt_messages *m) {
    struct dirent **names = NULL;
    const int n = scandir(e->gold, &names, is_annotated, by_bytes);
    if (n <= 0) return rpt_fail(m, RPT_CONFIG, (rpt_place){e->gold, 0, 0}, "no annotated document (NAME.mentions.tsv) in this folder");
    evaluation x = {.s = s, .e = e, .out = out, .m = m};
    rpt_arena arena = {0};
    rpt_buf bytes = {0};
    rpt_status status = RPT_OK;
    for (int i = 0; i < n; i++) {
        names[i]->d_name[strlen(names[i]->d_name) - 13] = 0;
        if (!status) status = evaluate_one(&x, names[i]->d_name, &arena, &bytes);
        free(names[i]);
    }
    free(names);
    if (!status && e->errors) print_errors(&x);
    if (!status) print_figures(out, &x.total);
    rpt_buf_clear(&bytes);
    rpt_arena_clear(&arena);
    rpt_arena_clear(&x.kept);
    return status;
}
