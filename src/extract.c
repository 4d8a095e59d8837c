/* SPDX-License-Identifier: ISC */
/* Documents -> tables in a folder. Each file appears by rename. */
#include "pipeline.h"
#include "record/rows.h"
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    const rpt_session *s;
    const char *dir;
    rpt_messages *m;
} extraction;

static const struct {
    rpt_row_kind kind;
    const char *name;
} tables[] = {{RPT_ROW_MENTION, "mentions"}, {RPT_ROW_ENTITY, "entities"}, {RPT_ROW_RELATION, "relations"}};

/* The three tables of a document in one buffer, a NUL after each. */
static rpt_status make_tables(void *user, const rpt_document *d, rpt_buf *out, rpt_messages *m) {
    (void)m;
    extraction *e = user;
    rpt_rows rows;
    rpt_record(&rows, d, rpt_session_rules(e->s));
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        rpt_rows_write_tsv(out, &rows, tables[i].kind);
        rpt_buf_char(out, 0);
    }
    return RPT_OK;
}

static rpt_status write_file(const char *path, rpt_str s, rpt_messages *m) {
    rpt_buf temporary = {0};
    rpt_buf_printf(&temporary, "%s.tmp.%ld", path, (long)getpid());
    FILE *f = fopen(temporary.p, "wb");
    bool good = f && fwrite(s.p, 1, s.len, f) == s.len;
    if (f && fclose(f)) good = false;
    good = good && rename(temporary.p, path) == 0;
    const int why = errno;
    if (!good) unlink(temporary.p);
    rpt_buf_clear(&temporary);
    return good ? RPT_OK : rpt_fail(m, RPT_OUTPUT, (rpt_place){path, 0, 0}, "cannot write: %s", strerror(why));
}

static rpt_status write_tables(void *user, rpt_str name, const rpt_buf *out) {
    extraction *e = user;
    rpt_str rest = rpt_buf_view(out);
    rpt_status status = RPT_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && !status; i++) {
        rpt_buf path = {0};
        rpt_buf_printf(&path, "%s/%.*s.%s.tsv", e->dir, RPT_FMT(name), tables[i].name);
        status = write_file(path.p, rpt_str_cut(&rest, 0), e->m);
        rpt_buf_clear(&path);
    }
    return status;
}

rpt_status rpt_extract(const rpt_session *s, const char *const *inputs, uint32_t n, uint32_t jobs, const char *out,
                       rpt_extract_format format, rpt_counts *counts, rpt_messages *m) {
    (void)format;
    extraction e = {s, out, m};
    if (mkdir(out, 0777) && errno != EEXIST) {
        return rpt_fail(m, RPT_OUTPUT, (rpt_place){out, 0, 0}, "cannot make the folder: %s", strerror(errno));
    }
    const rpt_pipeline_job job = {make_tables, write_tables, NULL, &e};
    return rpt_pipeline_all(s, inputs, n, jobs, &job, counts, m);
}
