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
#include <stdio.h>
#include <stdlib.h>

/** How often a class or property was written; open addressing by its term, which never grows beyond the vocabulary. */
typedef struct {
    rpt_str term;
    uint64_t n;
    bool is_class;
} partition;

enum { PARTITIONS = 1024 }; ///< slots; a mapping that makes properties from data may have more terms than are counted

typedef struct {
    const rpt_session *s;
    const rpt_exportation *e;
    rpt_mapping *mapping;
    rpt_emitter *emitter;
    rpt_arena arena;
    rpt_str *run; ///< cells of the run's row
    uint64_t lines;
    partition partitions[PARTITIONS];
    uint32_t n_partitions;
    bool overflow; ///< more terms than partitions: none is told
    rpt_counts *counts;
    rpt_messages *m;
} export;

/* -- The run --------------------------------------------------------------------------------- */

/** What the gazetteer is, by the start of its image (versions, sizes, checksum) and its length. */
static uint64_t hash_of_image(const char *path) {
    char head[4096];
    FILE *f = fopen(path, "rb");
    if (!f) return 0;
    const size_t n = fread(head, 1, sizeof head, f);
    fseek(f, 0, SEEK_END);
    const long size = ftell(f);
    fclose(f);
    return rpt_hash((rpt_str){head, (uint32_t)n}) ^ (uint64_t)size * UINT64_C(0x9E3779B97F4A7C15);
}

static rpt_str hex(export *x, uint64_t n) { return rpt_arena_printf(&x->arena, "%016llx", (unsigned long long)n); }

/** All that decides the output but the documents; its hash names the run, so that the same run has the same name. */
static void name_run(export *x, const rpt_options *o) {
    const rpt_exportation *e = x->e;
    rpt_str *c = x->run = rpt_arena_alloc(&x->arena, RPT_RUN_COLUMNS * sizeof *c);
    char *image = rpt_session_image(o);
    c[RPT_RUN_version] = rpt_str_of(RPT_VERSION);
    c[RPT_RUN_mapping] = hex(x, rpt_mapping_hash(x->mapping));
    if (x->s) c[RPT_RUN_gazetteer] = hex(x, hash_of_image(image));
    c[RPT_RUN_base] = rpt_str_of(e->base ? e->base : "https://w3id.org/rapporteur/data/");
    c[RPT_RUN_options] = rpt_arena_printf(&x->arena, "language=%s date=%s entity-iri=%s mentions=%s", o->language ? o->language : "en",
                                          o->date ? o->date : "none", e->wikidata ? "wikidata" : "own", e->no_mentions ? "no" : "yes");
    free(image);
    uint64_t hash = 0;
    for (uint32_t i = RPT_RUN_version; i <= RPT_RUN_options; i++) hash = (hash ^ rpt_hash(c[i])) * UINT64_C(0x9E3779B97F4A7C15);
    c[RPT_RUN_iri] = rpt_arena_printf(&x->arena, "run/%016llx", (unsigned long long)hash);
}

static void count_term(export *x, rpt_str term, bool is_class) {
    uint32_t at = (uint32_t)(rpt_hash(term) + is_class) & (PARTITIONS - 1);
    for (partition *p; (p = &x->partitions[at])->n; at = (at + 1) & (PARTITIONS - 1)) {
        if (p->is_class != is_class || !rpt_str_equal(p->term, term)) continue;
        p->n++;
        return;
    }
    if (x->n_partitions >= PARTITIONS / 2) {
        x->overflow = true;
        return;
    }
    x->n_partitions++;
    x->partitions[at] = (partition){rpt_arena_copy(&x->arena, term), 1, is_class};
}

/** Counts a line's property, and its class where it gives one. */
static void count_line(export *x, rpt_str line) {
    rpt_str rest = line;
    rpt_str_cut(&rest, ' ');
    const rpt_str property = rpt_str_cut(&rest, ' ');
    count_term(x, property, false);
    if (rpt_str_is(property, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")) count_term(x, rpt_str_cut(&rest, ' '), true);
}

static rpt_status take_lines(export *x, rpt_str lines) {
    for (rpt_str rest = lines; rest.len; x->lines++) count_line(x, rpt_str_cut(&rest, '\n'));
    return rpt_emitter_add(x->emitter, lines);
}

static int by_kind_and_term(const void *a, const void *b) {
    const partition *p = a, *q = b;
    if (!p->n || !q->n) return !p->n - !q->n;
    if (p->is_class != q->is_class) return q->is_class - p->is_class;
    const uint32_t n = p->term.len < q->term.len ? p->term.len : q->term.len;
    const int order = memcmp(p->term.p, q->term.p, n);
    return order ? order : (p->term.len > q->term.len) - (p->term.len < q->term.len);
}

/** A row for each class and property, in the order of their IRIs. */
static void add_partitions(export *x, rpt_rows *rows) {
    if (x->overflow) return;
    qsort(x->partitions, PARTITIONS, sizeof *x->partitions, by_kind_and_term);
    rpt_str *c = rows->cell[RPT_ROW_PARTITION] = rpt_arena_alloc(&x->arena, (x->n_partitions + 1) * RPT_PARTITION_COLUMNS * sizeof *c);
    rows->n[RPT_ROW_PARTITION] = x->n_partitions;
    for (uint32_t i = 0; i < x->n_partitions; i++, c += RPT_PARTITION_COLUMNS) {
        const partition *p = &x->partitions[i];
        const char *kind = p->is_class ? "class" : "property";
        c[RPT_PARTITION_run] = x->run[RPT_RUN_iri];
        c[RPT_PARTITION_kind] = rpt_str_of(kind);
        c[RPT_PARTITION_term] = (rpt_str){p->term.p + 1, p->term.len - 2};
        c[RPT_PARTITION_count] = rpt_arena_printf(&x->arena, "%llu", (unsigned long long)p->n);
        c[RPT_PARTITION_iri] = rpt_arena_printf(&x->arena, "%.*s#%s-%016llx", RPT_FMT(x->run[RPT_RUN_iri]), kind,
                                                (unsigned long long)rpt_hash(c[RPT_PARTITION_term]));
    }
}

/** The metadata graph, after all documents: the run with what it counted. */
static rpt_status add_run(export *x) {
    const struct {
        uint32_t column;
        uint64_t n;
    } counts[] = {{RPT_RUN_documents, x->counts->documents}, {RPT_RUN_skipped, x->counts->skipped},
                  {RPT_RUN_mentions, x->counts->mentions},   {RPT_RUN_entities, x->counts->entities},
                  {RPT_RUN_relations, x->counts->relations}, {RPT_RUN_quads, x->lines}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        x->run[counts[i].column] = rpt_arena_printf(&x->arena, "%llu", (unsigned long long)counts[i].n);
    }
    rpt_rows rows = {0};
    rpt_buf out = {0};
    rows.cell[RPT_ROW_RUN] = x->run;
    rows.n[RPT_ROW_RUN] = 1;
    add_partitions(x, &rows);
    rpt_status status = rpt_map_rows(x->mapping, &rows, &x->arena, &out, x->m);
    if (!status) status = rpt_emitter_add(x->emitter, rpt_buf_view(&out));
    rpt_buf_clear(&out);
    return status;
}

static void mark_run(const export *x, rpt_rows *rows) {
    rows->cell[RPT_ROW_DOCUMENT][RPT_DOCUMENT_run_iri] = x->run[RPT_RUN_iri];
}

/* -- Documents and rows ---------------------------------------------------------------------- */

static rpt_status make_quads(void *user, const rpt_document *d, rpt_buf *out, rpt_messages *m) {
    const export *x = user;
    rpt_rows rows;
    rpt_record(&rows, d, rpt_session_rules(x->s));
    if (x->e->wikidata) rpt_rows_derive(&rows, d->arena, true);
    mark_run(x, &rows);
    return rpt_map_rows(x->mapping, &rows, d->arena, out, m);
}

static rpt_status take_quads(void *user, rpt_str name, const rpt_buf *out) {
    (void)name;
    return take_lines(user, rpt_buf_view(out));
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
    mark_run(x, rows);
    rpt_status status = rpt_map_rows(x->mapping, rows, arena, &out, x->m);
    if (!status) status = take_lines(x, rpt_buf_view(&out));
    rpt_buf_clear(&out);
    x->counts->documents++;
    x->counts->mentions += rows->n[RPT_ROW_MENTION];
    x->counts->entities += rows->n[RPT_ROW_ENTITY];
    x->counts->relations += rows->n[RPT_ROW_RELATION];
    report(x, x->counts);
    return status;
}

static rpt_status add_lines(void *user, rpt_str lines) {
    return take_lines(user, lines);
}

/** A name without a slash or a dot is a mapping of ours. */
static const char *path_of_mapping(export *x, const char *ontology, const char *name) {
    if (strpbrk(name, "/.")) return name;
    return rpt_arena_printf(&x->arena, "%s/mapping/%s.ttl", ontology, name).p;
}

static rpt_status open_mapping(export *x, const char *ontology, const rpt_format *format) {
    const rpt_exportation *e = x->e;
    const rpt_mapping_options options = {e->base, e->no_mentions, e->ascii && !format->writer, !format->graphs && !format->raptor};
    const uint32_t n = e->n_mappings ? e->n_mappings : 1;
    const char **paths = rpt_arena_alloc(&x->arena, n * sizeof *paths);
    for (uint32_t i = 0; i < n; i++) paths[i] = path_of_mapping(x, ontology, e->n_mappings ? e->mappings[i] : "core");
    return rpt_mapping_open(&x->mapping, paths, n, &options, x->m);
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
    if (status > RPT_SKIPPED) return status;
    rpt_status own = rpt_mapping_reads_sources(x->mapping) ? rpt_map_sources(x->mapping, add_lines, x, x->m) : RPT_OK;
    if (!own && rpt_mapping_reads_rows(x->mapping)) own = add_run(x);
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
    if (!status) name_run(&x, o);
    if (!status) status = run(&x);
    const rpt_status closed = rpt_emitter_close(x.emitter, status <= RPT_SKIPPED);
    rpt_mapping_close(x.mapping);
    rpt_arena_clear(&x.arena);
    return closed > status ? closed : status;
}

rpt_status rpt_mapping_check(const rpt_options *o, const char *mapping, rpt_messages *m) {
    const rpt_exportation e = {.mappings = &mapping, .n_mappings = 1};
    const rpt_format *format = rpt_format_of("nquads", m);
    export x = {.e = &e, .m = m};
    char *ontology = rpt_session_ontology(o);
    const rpt_status status = open_mapping(&x, ontology, format);
    free(ontology);
    rpt_mapping_close(x.mapping);
    rpt_arena_clear(&x.arena);
    return status;
}
