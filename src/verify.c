/* SPDX-License-Identifier: ISC */
/*
 * A graph against its sources: is every quotation still where the graph says? Reads the graph statement by statement and keeps the
 * quotations only; then reads each source as an export would and looks at the bytes named. Knows no gazetteer and no rules.
 */
#include "emit/writers.h"
#include "pipeline.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define NS "https://w3id.org/rapporteur/ns#"

typedef struct {
    rpt_str iri;
    uint32_t document;
    RPT_ARRAY(rpt_str) texts;   ///< what is quoted
    RPT_ARRAY(uint32_t) starts; ///< bytes of the source where it begins
} quotation;

typedef struct {
    rpt_str iri, name, sha256;
    bool seen;
    RPT_ARRAY(uint32_t) quotations;
} document;

/** Open addressing over the numbers of things that are found by a string. */
typedef struct {
    uint32_t *slot, mask, n;
} directory;

typedef struct {
    rpt_arena arena;
    RPT_ARRAY(quotation) quotations;
    RPT_ARRAY(document) documents;
    directory by_iri, by_graph, by_name;
    rpt_buf scratch;
    const rpt_input_options *input;
    rpt_buf *report;
    rpt_verified *counts;
    rpt_messages *m;
} verification;

/* -- The graph ------------------------------------------------------------------------------- */

typedef rpt_str (*key_of)(const verification *v, uint32_t i);
static rpt_str key_of_quotation(const verification *v, uint32_t i) { return v->quotations.at[i].iri; }
static rpt_str key_of_document(const verification *v, uint32_t i) { return v->documents.at[i].iri; }
static rpt_str key_of_name(const verification *v, uint32_t i) { return v->documents.at[i].name; }

static uint32_t *find(const verification *v, const directory *d, rpt_str key, key_of key_at) {
    uint32_t at = (uint32_t)rpt_hash(key) & d->mask;
    while (d->slot[at] && !rpt_str_equal(key_at(v, d->slot[at] - 1), key)) at = (at + 1) & d->mask;
    return &d->slot[at];
}

static void make_room(const verification *v, directory *d, key_of key_at) {
    if (d->slot && d->n * 2 < d->mask) return;
    const directory old = *d;
    const uint32_t size = d->slot ? (d->mask + 1) * 2 : 1024;
    d->slot = calloc(size, sizeof *d->slot);
    if (!d->slot) abort();
    d->mask = size - 1;
    for (uint32_t i = 0; old.slot && i <= old.mask; i++) {
        if (old.slot[i]) *find(v, d, key_at(v, old.slot[i] - 1), key_at) = old.slot[i];
    }
    free(old.slot);
}

static uint32_t document_of(verification *v, rpt_str graph) {
    make_room(v, &v->by_graph, key_of_document);
    uint32_t *slot = find(v, &v->by_graph, graph, key_of_document);
    if (!*slot) {
        document *d = RPT_PUSH(&v->arena, v->documents);
        d->iri = rpt_arena_copy(&v->arena, graph);
        d->name = d->sha256 = (rpt_str){"", 0};
        *slot = v->documents.n;
        v->by_graph.n++;
    }
    return *slot - 1;
}

static quotation *quotation_of(verification *v, const rpt_quad *q) {
    make_room(v, &v->by_iri, key_of_quotation);
    uint32_t *slot = find(v, &v->by_iri, q->s, key_of_quotation);
    if (!*slot) {
        const uint32_t d = document_of(v, q->g);
        quotation *x = RPT_PUSH(&v->arena, v->quotations);
        x->iri = rpt_arena_copy(&v->arena, q->s);
        x->document = d;
        *slot = v->quotations.n;
        v->by_iri.n++;
        *RPT_PUSH(&v->arena, v->documents.at[d].quotations) = v->quotations.n - 1;
    }
    return &v->quotations.at[*slot - 1];
}

static uint32_t hexadecimal(const char *p, uint32_t n) {
    uint32_t c = 0;
    for (uint32_t i = 0; i < n; i++) c = c * 16 + (uint32_t)(p[i] <= '9' ? p[i] - '0' : (p[i] | 32) - 'a' + 10);
    return c;
}

/** The text of a literal of N-Quads. */
static rpt_str text_of(verification *v, rpt_str term) {
    char *const out = rpt_arena_alloc(&v->arena, (size_t)term.len + 1);
    uint32_t n = 0;
    for (uint32_t i = 1; i < term.len && term.p[i] != '"'; i++) {
        if (term.p[i] != '\\' || i + 1 == term.len) {
            out[n++] = term.p[i];
            continue;
        }
        const char c = term.p[++i];
        const uint32_t digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits && i + digits < term.len) {
            n += rpt_utf8_put(out + n, hexadecimal(term.p + i + 1, digits));
            i += digits;
        } else {
            out[n++] = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
        }
    }
    return (rpt_str){out, n};
}

static void take_quad(verification *v, const rpt_quad *q) {
    if (rpt_str_is(q->p, "<" NS "byteStart>")) {
        const rpt_str digits = text_of(v, q->o);
        *RPT_PUSH(&v->arena, quotation_of(v, q)->starts) = (uint32_t)strtoul(digits.p, NULL, 10);
    } else if (rpt_str_is(q->p, "<" NS "evidence>") ||
               rpt_str_is(q->p, "<http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf>")) {
        const rpt_str text = text_of(v, q->o);
        *RPT_PUSH(&v->arena, quotation_of(v, q)->texts) = text;
    } else if (rpt_str_is(q->p, "<http://purl.org/dc/terms/identifier>")) {
        const uint32_t d = document_of(v, q->g);
        v->documents.at[d].name = text_of(v, q->o);
    } else if (rpt_str_is(q->p, "<" NS "sha256>")) {
        const uint32_t d = document_of(v, q->g);
        v->documents.at[d].sha256 = text_of(v, q->o);
    }
}

/** Where a format keeps no graphs, the document is what the IRI of its piece begins with. */
static void take_any_quad(verification *v, rpt_quad *q, rpt_buf *scratch) {
    if (!q->g.len && q->s.p[0] == '<') {
        const char *hash = memchr(q->s.p, '#', q->s.len);
        scratch->len = 0;
        rpt_buf_add(scratch, q->s.p, hash ? (size_t)(hash - q->s.p) : q->s.len - 1);
        rpt_buf_char(scratch, '>');
        q->g = rpt_buf_view(scratch);
    }
    if (q->g.len) take_quad(v, q);
}

static rpt_status take_parsed(void *user, const rpt_quad *q, rpt_str line) {
    verification *v = user;
    (void)line;
    rpt_quad copy = *q;
    take_any_quad(v, &copy, &v->scratch);
    return RPT_OK;
}

static rpt_status read_lines(verification *v, const char *path) {
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!f) return rpt_fail(v->m, RPT_CONFIG, (rpt_place){path, 0, 0}, "cannot open: %s", strerror(errno));
    char *line = NULL;
    size_t cap = 0;
    rpt_status status = RPT_OK;
    uint32_t number = 0;
    for (ssize_t n; !status && (n = getline(&line, &cap, f)) >= 0;) {
        rpt_quad q;
        number++;
        rpt_str rest = {line, n < (ssize_t)RPT_TEXT_MAX ? (uint32_t)n : 0};
        const bool good = rpt_quad_next(&q, &rest) && q.s.len && q.p.len && q.o.len;
        if (!good || line[0] == '@') status = rpt_fail(v->m, RPT_CONFIG, (rpt_place){path, number, 0}, "not N-Quads as export writes them");
        else take_any_quad(v, &q, &v->scratch);
    }
    free(line);
    if (f != stdin) fclose(f);
    return status;
}

/** Lines are read by ourselves, in one pass; Turtle, TriG and RDF/XML by Raptor. */
static rpt_status read_graph(verification *v, const char *path) {
    const char *syntax = rpt_rdf_syntax(path);
    if (syntax && strcmp(syntax, "nquads") && strcmp(syntax, "ntriples")) return rpt_rdf_read(path, syntax, NULL, take_parsed, v, v->m);
    return read_lines(v, path);
}

static void index_names(verification *v) {
    for (uint32_t i = 0; i < v->documents.n; i++) {
        make_room(v, &v->by_name, key_of_name);
        uint32_t *slot = find(v, &v->by_name, v->documents.at[i].name, key_of_name);
        if (*slot || !v->documents.at[i].name.len) continue;
        *slot = i + 1;
        v->by_name.n++;
    }
}

/* -- The sources ----------------------------------------------------------------------------- */

/** The first text byte that came from source byte `at` or after it. */
static uint32_t text_offset(const rpt_document *d, uint32_t at) {
    uint32_t low = 0, high = d->text.len;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (rpt_document_origin(d, middle) < at) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool stands_at(const rpt_document *d, uint32_t offset, rpt_str text) {
    return offset <= d->text.len && d->text.len - offset >= text.len && !memcmp(d->text.p + offset, text.p, text.len);
}

/** In place; the order of texts and bytes may differ where a page repeats itself, so all places are looked at, too. */
static bool stands(const rpt_document *d, const quotation *q, rpt_str text, bool *elsewhere) {
    *elsewhere = false;
    for (uint32_t i = 0; i < q->starts.n; i++) {
        if (stands_at(d, text_offset(d, q->starts.at[i]), text)) return true;
    }
    const char *p = text.len ? memmem(d->text.p, d->text.len, text.p, text.len) : NULL;
    *elsewhere = p != NULL;
    while (p) {
        const uint32_t origin = rpt_document_origin(d, (uint32_t)(p - d->text.p));
        for (uint32_t i = 0; i < q->starts.n; i++) {
            if (q->starts.at[i] == origin) return true;
        }
        p = memmem(p + 1, d->text.len - (size_t)(p + 1 - d->text.p), text.p, text.len);
    }
    return false;
}

static void tell(verification *v, const char *what, const document *doc, rpt_str iri, rpt_str text) {
    rpt_buf_printf(v->report, "%s\t%.*s\t%.*s\t", what, RPT_FMT(doc->name), RPT_FMT(iri));
    for (uint32_t i = 0; i < text.len; i++) rpt_buf_char(v->report, strchr("\t\r\n", text.p[i]) && text.p[i] ? ' ' : text.p[i]);
    rpt_buf_char(v->report, '\n');
}

static void check_quotation(verification *v, const rpt_document *d, const document *doc, const quotation *q) {
    for (uint32_t i = 0; q->starts.n && i < q->texts.n; i++) {
        bool elsewhere;
        v->counts->quotations++;
        if (stands(d, q, q->texts.at[i], &elsewhere)) continue;
        if (elsewhere) v->counts->moved++;
        else v->counts->fallen++;
        tell(v, elsewhere ? "moved" : "fell", doc, q->iri, q->texts.at[i]);
    }
}

static rpt_status check_source(void *user, rpt_str source, rpt_str bytes) {
    verification *v = user;
    rpt_arena arena = {0};
    rpt_document d;
    rpt_document_init(&d, &arena);
    const rpt_status status = rpt_input_read(&d, source, bytes, v->input, v->m);
    const uint32_t found = status || !v->by_name.slot ? 0 : *find(v, &v->by_name, d.name, key_of_name);
    document *doc = found ? &v->documents.at[found - 1] : NULL;
    if (doc && !doc->seen) {
        doc->seen = true;
        v->counts->documents++;
        if (doc->sha256.len && !rpt_str_equal(doc->sha256, d.sha256)) {
            v->counts->changed++;
            tell(v, "changed", doc, doc->iri, d.source);
        }
        for (uint32_t i = 0; i < doc->quotations.n; i++) check_quotation(v, &d, doc, &v->quotations.at[doc->quotations.at[i]]);
    }
    rpt_arena_clear(&arena);
    return status;
}

static void tell_missing(verification *v) {
    for (uint32_t i = 0; i < v->documents.n; i++) {
        const document *doc = &v->documents.at[i];
        if (doc->seen || !doc->name.len) continue;
        v->counts->missing++;
        tell(v, "missing", doc, doc->iri, (rpt_str){"", 0});
    }
}

rpt_status rpt_verify(const rpt_options *o, const char *graph, const char *const *sources, uint32_t n, rpt_buf *report,
                      rpt_verified *counts, rpt_messages *m) {
    const rpt_input_options input = {o->encoding, NULL, o->date, o->limit};
    verification v = {.input = &input, .report = report, .counts = counts, .m = m};
    uint32_t skipped = 0;
    rpt_status status = read_graph(&v, graph);
    if (!status) {
        index_names(&v);
        status = rpt_input_walk(sources, n, &input, check_source, &v, &skipped, m);
        tell_missing(&v);
    }
    rpt_buf_clear(&v.scratch);
    free(v.by_iri.slot);
    free(v.by_graph.slot);
    free(v.by_name.slot);
    rpt_arena_clear(&v.arena);
    if (status > RPT_SKIPPED) return status;
    return counts->fallen || counts->moved || counts->missing || skipped ? RPT_SKIPPED : RPT_OK;
}
