/* SPDX-License-Identifier: ISC */
/* Documents -> text of a stage, or the page: the template with the document's rows as JSON inside. */
#include "view/view.h"
#include "base/file.h"
#include "pipeline.h"
#include "record/rows.h"
#include "session.h"

extern const char rpt_view_template[]; ///< view.html, made into a source file by the build

void rpt_view_page(rpt_buf *out, const rpt_document *d, const rpt_rules *rules) {
    rpt_rows rows;
    rpt_buf json = {0};
    rpt_record(&rows, d, rules);
    rpt_rows_write_ndjson(&json, &rows);
    const char *const mark = "@ROWS@", *at = strstr(rpt_view_template, mark);
    rpt_buf_add(out, rpt_view_template, (size_t)(at - rpt_view_template));
    /* A `<` would let the text of a document end the script element that holds it. */
    for (size_t i = 0; i < json.len; i++) {
        if (json.p[i] == '<') rpt_buf_z(out, "\\u003c");
        else rpt_buf_char(out, json.p[i]);
    }
    rpt_buf_z(out, at + strlen(mark));
    rpt_buf_clear(&json);
}

typedef struct {
    const rpt_session *s;
    const rpt_viewing *v;
    rpt_file out;
    rpt_messages *m;
} viewing;

/** The sentences as the rules see them. */
static void show_symbols(rpt_buf *out, const rpt_document *d, const rpt_session *s) {
    for (uint32_t i = 0; i < d->sentences.n; i++) rpt_relate_show(s->relater, d, i, out);
}

static rpt_status show(void *user, const rpt_document *d, rpt_buf *out, rpt_messages *m) {
    const viewing *x = user;
    const rpt_rules *rules = rpt_session_rules(x->s);
    if (!x->v->stage) rpt_view_page(out, d, rules);
    else if (!strcmp(x->v->stage, "symbols")) show_symbols(out, d, x->s);
    else if (!rpt_view_stage(out, d, rules, x->v->stage)) {
        return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "no stage `%s`; stages: blocks turns tokens sentences mentions posts entities "
                        "references symbols relations rows coverage", x->v->stage);
    }
    return RPT_OK;
}

static rpt_status write_shown(void *user, rpt_str name, const rpt_buf *out) {
    (void)name;
    viewing *x = user;
    return rpt_file_write(&x->out, rpt_buf_view(out), x->m);
}

rpt_status rpt_view(const rpt_session *s, const rpt_viewing *v, rpt_messages *m) {
    viewing x = {.s = s, .v = v, .m = m};
    rpt_counts counts = {0};
    const rpt_pipeline_job job = {show, write_shown, NULL, &x};
    TRY(rpt_file_create(&x.out, v->out, m));
    const rpt_status status = rpt_pipeline_all(s, v->inputs, v->n, 1, &job, &counts, m);
    const rpt_status closed = rpt_file_close(&x.out, status <= RPT_SKIPPED, m);
    return closed > status ? closed : status;
}
