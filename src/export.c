/* SPDX-License-Identifier: ISC */
/*
 * Documents, rows or a mapping's own sources -> a graph in a file. A document becomes lines of N-Quads in its worker; the
 * emitter takes them in order.
 */
#include "emit/emit.h"
#include "map/map.h"
#include "pipeline.h"
#include "record/rows.h"
#include "session.h"
#include <stdlib.h>

typedef struct {
    const rpt_session *s;
    const rpt_exportation *e;
    rpt_mapping *mapping;
    rpt_emitter *emitter;
    rpt_counts *counts;
    rpt_messages *m;
} export;

static rpt_status make_quads(void *user, const rpt_document *d, rpt_buf *out, rpt_messages *m) {
    const export *x = user;
    rpt_rows rows;
    rpt_record(&rows, d, rpt_session_rules(x->s));
    if (x->e->wikidata) rpt_rows_derive(&rows, d->arena, true);
    return rpt_map_rows(x->mapping, &rows, d->arena, out, m);
}

static rpt_status take_quads(void *user, rpt_str name, const rpt_buf *out) {
    const export *x = user;
    (void)name;
    return rpt_emitter_add(x->emitter, rpt_buf_view(out));
}

static void report(void *user, const rpt_counts *so_far) {
    const export *x = user;
    if (x->e->progress) x->e->progress(x->e->user, so_far);
}

static rpt_status export_documents(export *x) {
    const rpt_pipeline_job job = {make_quads, take_quads, report, x};
    return rpt_pipeline_all(x->s, x->e->inputs, x->e->n, x->e->jobs, &job, x->counts, x->m);
}

static rpt_status export_rows(void *user, rpt_rows *rows, rpt_arena *arena) {
    export *x = user;
    rpt_buf out = {0};
    rpt_rows_derive(rows, arena, x->e->wikidata);
    rpt_status status = rpt_map_rows(x->mapping, rows, arena, &out, x->m);
    if (!status) status = rpt_emitter_add(x->emitter, rpt_buf_view(&out));
    rpt_buf_clear(&out);
    x->counts->documents++;
    x->counts->mentions += rows->n[RPT_ROW_MENTION];
    x->counts->entities += rows->n[RPT_ROW_ENTITY];
    x->counts->relations += rows->n[RPT_ROW_RELATION];
    report(x, x->counts);
    return status;
}

static rpt_status add_lines(void *user, rpt_str lines) {
    const export *x = user;
    return rpt_emitter_add(x->emitter, lines);
}

static rpt_status open_mapping(export *x, const char *ontology, const rpt_format *format) {
    const rpt_exportation *e = x->e;
    const rpt_mapping_options options = {e->base, e->no_mentions, e->ascii, !format->graphs && !format->raptor};
    rpt_buf core = {0};
    rpt_buf_printf(&core, "%s/mapping/core.ttl", ontology);
    const char *const defaults[] = {core.p};
    const rpt_status status = e->n_mappings ? rpt_mapping_open(&x->mapping, e->mappings, e->n_mappings, &options, x->m)
                                            : rpt_mapping_open(&x->mapping, defaults, 1, &options, x->m);
    rpt_buf_clear(&core);
    return status;
}

static rpt_status check_use(const export *x) {
    const bool fed = x->e->n || x->e->rows;
    if (x->e->n && x->e->rows) return rpt_fail(x->m, RPT_CONFIG, (rpt_place){0}, "either documents or --from-rows, not both");
    if (!fed && !rpt_mapping_reads_sources(x->mapping)) {
        return rpt_fail(x->m, RPT_CONFIG, (rpt_place){0}, "nothing to export: name documents, --from-rows, or a mapping with sources of its own");
    }
    if (fed && !rpt_mapping_reads_rows(x->mapping)) {
        return rpt_fail(x->m, RPT_CONFIG, (rpt_place){0}, "the mapping reads no rows, so documents would give nothing");
    }
    return RPT_OK;
}

/** The mapping's own sources come last, after all documents. */
static rpt_status run(export *x) {
    rpt_status status = RPT_OK;
    if (x->e->rows) status = rpt_rows_read(x->e->rows, export_rows, x, x->m);
    else if (x->e->n) status = export_documents(x);
    if (status > RPT_SKIPPED || !rpt_mapping_reads_sources(x->mapping)) return status;
    const rpt_status own = rpt_map_sources(x->mapping, add_lines, x, x->m);
    return own > status ? own : status;
}

rpt_status rpt_export(const rpt_session *s, const rpt_options *o, const rpt_exportation *e, rpt_counts *counts, rpt_messages *m) {
    export x = {.s = s, .e = e, .counts = counts, .m = m};
    const rpt_format *format = rpt_format_of(e->format ? e->format : "nquads", m);
    if (!format) return RPT_CONFIG;
    char *ontology = rpt_session_ontology(o);
    rpt_status status = open_mapping(&x, ontology, format);
    free(ontology);
    if (!status) status = check_use(&x);
    if (!status) status = rpt_emitter_open(&x.emitter, format, e->out, m);
    if (!status) status = run(&x);
    const rpt_status closed = rpt_emitter_close(x.emitter, status <= RPT_SKIPPED);
    rpt_mapping_close(x.mapping);
    return closed > status ? closed : status;
}
