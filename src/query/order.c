/* SPDX-License-Identifier: ISC */
/*
 * In: a query with its patterns, and the dataset. Out: the query's text with the patterns of each run ordered so that
 * the fewest quads are looked at: Rasqal runs patterns as they are written.
 * Greedy: the pattern with the fewest matches first, then always the cheapest that shares a variable.
 */
#include "query/query.h"

enum { MAX_RUN = 64 };

typedef struct {
    const rpt_tokens *t;
    const rpt_dataset *d;
    rpt_buf scratch;
} scope;

/* -- Tokens to terms ---------------------------------------------------------------------------- */

/* PREFIX p: <iri>, wherever it was declared last before; prefixes are few. */
static bool expand_name(scope *s, rpt_str name, rpt_str *iri) {
    rpt_str rest = name;
    const rpt_str prefix = rpt_str_cut(&rest, ':');
    if (memchr(rest.p, '\\', rest.len)) return false;
    for (uint32_t i = 0; i + 2 < s->t->n; i++) {
        const rpt_token *p = &s->t->at[i];
        if (!rpt_token_is_word(p, "PREFIX") || p[1].text.len != prefix.len + 1 || memcmp(p[1].text.p, prefix.p, prefix.len)) continue;
        s->scratch.len = 0;
        rpt_buf_add(&s->scratch, p[2].text.p + 1, p[2].text.len - 2);
        rpt_buf_str(&s->scratch, rest);
        *iri = rpt_buf_view(&s->scratch);
        return true;
    }
    return false;
}

/* The IRI of an IRI or name token; false where it is relative or has escapes. */
static bool iri_of(scope *s, const rpt_token *t, rpt_str *iri) {
    if (t->kind == RPT_TOKEN_NAME) return expand_name(s, t->text, iri);
    *iri = rpt_token_is_word(t, "a") ? rpt_str_of("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
                                     : (rpt_str){t->text.p + 1, t->text.len - 2};
    return rpt_token_is_word(t, "a") || (t->kind == RPT_TOKEN_IRI && memchr(iri->p, ':', iri->len));
}

static bool term_of(scope *s, rpt_span span, rpt_term_view *term) {
    const rpt_token *t = &s->t->at[span.begin];
    *term = (rpt_term_view){RPT_TERM_IRI, .text = {"", 0}, .tag = {"", 0}};
    if (t->kind != RPT_TOKEN_STRING) return iri_of(s, t, &term->text);
    if (t->text.len < 2 || memchr(t->text.p, '\\', t->text.len) || (t->text.len > 4 && t->text.p[1] == t->text.p[0])) return false;
    term->kind = RPT_TERM_LITERAL;
    term->text = (rpt_str){t->text.p + 1, t->text.len - 2};
    if (t[1].kind == RPT_TOKEN_LANGUAGE && span.end > span.begin + 1) {
        term->language = true;
        term->tag = (rpt_str){t[1].text.p + 1, t[1].text.len - 1};
    }
    return span.end < span.begin + 3 || iri_of(s, &t[2], &term->tag);
}

/* -- Costs --------------------------------------------------------------------------------------- */

typedef struct {
    rpt_str variables[3]; ///< empty = constant
    uint32_t base;        ///< quads that match the constants
    bool done;
} candidate;

static candidate judge(scope *s, const rpt_pattern *p) {
    const rpt_span spans[3] = {p->subject, p->verb, p->object};
    candidate c = {0};
    rpt_id_quad pattern = {{0}};
    bool none = false;
    for (int i = 0; i < 3; i++) {
        const rpt_token *t = &s->t->at[spans[i].begin];
        rpt_term_view term;
        if (t->kind == RPT_TOKEN_VARIABLE || t->kind == RPT_TOKEN_BLANK) c.variables[i] = t->text;
        else if (term_of(s, spans[i], &term)) none |= !(pattern.at[i] = rpt_dataset_find(s->d, term));
    }
    c.base = none ? 0 : rpt_dataset_estimate(s->d, pattern);
    return c;
}

static bool is_bound(const candidate *all, uint32_t n, rpt_str variable) {
    for (uint32_t i = 0; i < n; i++)
        for (int k = 0; k < 3; k++)
            if (all[i].done && variable.len && rpt_str_equal(all[i].variables[k], variable)) return true;
    return false;
}

/* A bound subject leaves a handful, a bound object some dozens; a pattern that shares nothing multiplies. */
static uint64_t cost_of(const candidate *all, uint32_t n, const candidate *c, bool first) {
    const bool s = is_bound(all, n, c->variables[0]), p = is_bound(all, n, c->variables[1]), o = is_bound(all, n, c->variables[2]);
    uint64_t cost = c->base;
    if (p && cost > 1000) cost = 1000;
    if (o && cost > 32) cost = 32;
    if (s && cost > 4) cost = 4;
    if (s && o && cost > 1) cost = 1;
    const bool shares = s || p || o || first || c->base <= 1;
    return shares ? cost : cost + (1ull << 40);
}

static void write_span(rpt_buf *out, const rpt_tokens *t, rpt_span span) {
    for (uint32_t i = span.begin; i < span.end; i++) rpt_buf_str(out, t->at[i].text);
    rpt_buf_char(out, ' ');
}

static void write_run(rpt_buf *out, scope *s, const rpt_patterns *p, const rpt_pattern_run *run) {
    candidate all[MAX_RUN];
    const uint32_t n = run->patterns.end - run->patterns.begin;
    const rpt_pattern *patterns = &p->patterns.at[run->patterns.begin];
    for (uint32_t i = 0; i < n; i++) all[i] = judge(s, &patterns[i]);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t best = n;
        uint64_t least = UINT64_MAX;
        for (uint32_t i = 0; i < n; i++) {
            const uint64_t cost = all[i].done ? UINT64_MAX : cost_of(all, n, &all[i], !k);
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        all[best].done = true;
        write_span(out, s->t, patterns[best].subject);
        write_span(out, s->t, patterns[best].verb);
        write_span(out, s->t, patterns[best].object);
        rpt_buf_z(out, ". ");
    }
}

void rpt_query_order(rpt_buf *out, const rpt_tokens *t, const rpt_patterns *p, rpt_str text, const rpt_dataset *d) {
    scope s = {.t = t, .d = d};
    const char *from = text.p;
    for (uint32_t i = 0; i < p->runs.n; i++) {
        const rpt_pattern_run *run = &p->runs.at[i];
        const uint32_t n = run->patterns.end - run->patterns.begin;
        if (!run->plain || n < 2 || n > MAX_RUN) continue;
        const rpt_token *last = &t->at[run->tokens.end - 1];
        rpt_buf_add(out, from, (size_t)(t->at[run->tokens.begin].text.p - from));
        write_run(out, &s, p, run);
        from = last->text.p + last->text.len;
    }
    rpt_buf_add(out, from, (size_t)(text.p + text.len - from));
    rpt_buf_clear(&s.scratch);
}
