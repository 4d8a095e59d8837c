/* SPDX-License-Identifier: ISC */
/* One document through all stages; many documents, results in input order. The only file that knows the stages' order. */
#include "pipeline.h"
#include "record/rows.h"
#include "session.h"
#include "text/text.h"

rpt_status rpt_pipeline_run(const rpt_session *s, rpt_document *d, rpt_arena *arena, rpt_str source, rpt_str bytes,
                            rpt_messages *m) {
    rpt_document_init(d, arena);
    TRY(rpt_input_read(d, source, bytes, &s->input, m));
    rpt_text_analyse(d);
    if (d->foreign) return RPT_OK;
    if (s->annotations) {
        rpt_rows rows;
        TRY(rpt_rows_read_tsv(&rows, arena, s->annotations, d->name, m));
        rpt_annotate(d, &rows, s->annotated_entities);
    }
    rpt_recognise(s->recogniser, d);
    rpt_resolve(s->resolver, d);
    rpt_relate(s->relater, d);
    return RPT_OK;
}

typedef struct {
    const rpt_session *s;
    const rpt_pipeline_job *job;
    rpt_counts *counts;
    rpt_messages *m;
    rpt_arena arena;
    rpt_buf out;
} run;

static void count(rpt_counts *c, const rpt_document *d, rpt_str bytes) {
    c->documents++;
    c->bytes += bytes.len;
    c->words += d->tokens.n;
    c->mentions += d->mentions.n - 1;
    c->entities += d->entities.n - 1;
    c->relations += d->relations.n;
}

static rpt_status one(void *user, rpt_str source, rpt_str bytes) {
    run *r = user;
    rpt_document d;
    rpt_arena_reset(&r->arena);
    rpt_status status = rpt_pipeline_run(r->s, &d, &r->arena, source, bytes, r->m);
    if (status == RPT_SKIPPED) r->counts->skipped++;
    if (status) return status;
    count(r->counts, &d, bytes);
    r->out.len = 0;
    status = r->job->work(r->job->user, &d, &r->out, r->m);
    return status ? status : r->job->take(r->job->user, d.name, &r->out);
}

rpt_status rpt_pipeline_all(const rpt_session *s, const char *const *inputs, uint32_t n, uint32_t jobs,
                            const rpt_pipeline_job *job, rpt_counts *counts, rpt_messages *m) {
    (void)jobs;
    run r = {s, job, counts, m, {0}, {0}};
    const rpt_status status = rpt_input_walk(inputs, n, &s->input, one, &r, &counts->skipped, m);
    rpt_arena_clear(&r.arena);
    rpt_buf_clear(&r.out);
    return status ? status : counts->skipped ? RPT_SKIPPED : RPT_OK;
}
