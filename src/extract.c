/* SPDX-License-Identifier: ISC */
/* Documents -> rows in files: three tables a document in a folder, or NDJSON in one file. Each file appears by rename. */
#include "base/file.h"
#include "pipeline.h"
#include "record/rows.h"
#include "view/view.h"
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

typedef struct {
    const rpt_session *s;
    const rpt_extraction *e;
    rpt_file out; ///< NDJSON
    rpt_file coverage;
    rpt_messages *m;
} extraction;

static const struct {
    rpt_row_kind kind;
    const char *name;
} tables[] = {{RPT_ROW_MENTION, "mentions"}, {RPT_ROW_ENTITY, "entities"}, {RPT_ROW_RELATION, "relations"}};

/** The tables hold what the text states; what it denies, demands or makes depend is in NDJSON and in the graph, with its status. */
static void leave_out_withheld(rpt_rows *rows) {
    rpt_str *cells = rows->cell[RPT_ROW_RELATION];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < rows->n[RPT_ROW_RELATION]; i++) {
        const rpt_str *row = cells + (size_t)i * RPT_RELATION_COLUMNS;
        if (rpt_status_withheld(rpt_name_of(rpt_status_name, RPT_STATUSES, row[RPT_RELATION_status]))) continue;
        if (kept < i) memcpy(cells + (size_t)kept * RPT_RELATION_COLUMNS, row, RPT_RELATION_COLUMNS * sizeof *row);
        kept++;
    }
    rows->n[RPT_ROW_RELATION] = kept;
}

/** Coverage, then a NUL, then the three tables of a document, a NUL after each, or its NDJSON. */
static rpt_status make_rows(void *user, const rpt_document *d, rpt_buf *out, rpt_messages *m) {
    (void)m;
    const extraction *x = user;
    rpt_rows rows;
    if (x->e->coverage) rpt_view_coverage(out, d);
    rpt_buf_char(out, 0);
    rpt_record(&rows, d, rpt_session_rules(x->s));
    if (x->e->format == RPT_EXTRACT_NDJSON) {
        rpt_rows_write_ndjson(out, &rows);
        return RPT_OK;
    }
    leave_out_withheld(&rows);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        rpt_rows_write_tsv(out, &rows, tables[i].kind);
        rpt_buf_char(out, 0);
    }
    return RPT_OK;
}

static rpt_status write_rows(void *user, rpt_str name, const rpt_buf *out) {
    extraction *x = user;
    rpt_str rest = rpt_buf_view(out);
    const rpt_str left = rpt_str_cut(&rest, 0);
    if (x->e->coverage) TRY(rpt_file_write(&x->coverage, left, x->m));
    if (x->e->format == RPT_EXTRACT_NDJSON) return rpt_file_write(&x->out, rest, x->m);
    rpt_status status = RPT_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && !status; i++) {
        rpt_buf path = {0};
        rpt_buf_printf(&path, "%s/%.*s.%s.tsv", x->e->out, RPT_FMT(name), tables[i].name);
        status = rpt_file_write_whole(path.p, rpt_str_cut(&rest, 0), x->m);
        rpt_buf_clear(&path);
    }
    return status;
}

static void report(void *user, const rpt_counts *so_far) {
    const extraction *x = user;
    if (x->e->progress) x->e->progress(x->e->user, so_far);
}

static rpt_status worse(rpt_status a, rpt_status b) { return a > b ? a : b; }

rpt_status rpt_extract(const rpt_session *s, const rpt_extraction *e, rpt_counts *counts, rpt_messages *m) {
    extraction x = {.s = s, .e = e, .m = m};
    const rpt_pipeline_job job = {make_rows, write_rows, report, &x};
    if (e->format == RPT_EXTRACT_NDJSON) {
        TRY(rpt_file_create(&x.out, e->out, m));
    } else if (mkdir(e->out, 0777) && errno != EEXIST) {
        return rpt_fail(m, RPT_OUTPUT, (rpt_place){e->out, 0, 0}, "cannot make the folder: %s", strerror(errno));
    }
    if (e->coverage) {
        TRY(rpt_file_create(&x.coverage, e->coverage, m));
        TRY(rpt_file_write(&x.coverage, RPT_LIT("document\toffset\twhat\twords\treason\n"), m));
    }
    rpt_status status = rpt_pipeline_all(s, e->inputs, e->n, e->jobs, &job, counts, m);
    if (e->format == RPT_EXTRACT_NDJSON) status = worse(status, rpt_file_close(&x.out, status <= RPT_SKIPPED, m));
    if (e->coverage) status = worse(status, rpt_file_close(&x.coverage, status <= RPT_SKIPPED, m));
    return status;
}
