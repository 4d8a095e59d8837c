/* SPDX-License-Identifier: ISC */
/*
 * In: the group graph pattern of a query as Rasqal parsed it. Out: its solutions. Each pattern extends the rows so far by looks into
 * the dataset's indexes, the one with the fewest matches first. Rasqal evaluates the expressions, but not the patterns: its joins are
 * quadratic, and wrong where two GRAPH blocks share a variable.
 * Extending rows is what SPARQL asks for where queries are well designed; check.c refuses the others.
 * Recursion is over the nesting of braces, which check.c bounds.
 */
#include "query/query.h"
#include <stdlib.h>

enum { MAX_VARIABLES = 256, MAX_PATTERNS = 128 };

/** What patterns ask: the graphs as such, one graph, or the graph in a column. */
typedef struct {
    rpt_term_id id;  ///< 0 = any or none
    uint32_t column; ///< of GRAPH ?g; width = none
} graph_scope;

typedef struct {
    const rpt_body *b;
    rasqal_variable *variables[MAX_VARIABLES]; ///< by column
    rpt_str names[MAX_VARIABLES];
    uint32_t n;
    uint32_t width;          ///< columns: variables, then one mark for each OPTIONAL, MINUS and EXISTS
    uint32_t marks;          ///< used so far
    rasqal_graph_pattern *values[MAX_PATTERNS], *minus[MAX_PATTERNS]; ///< in the order of the text, to find their tokens
    uint32_t n_values, n_minus;
    rasqal_evaluation_context *context;
    rpt_status status;
} body;

static rpt_status fail(body *w, const char *what) {
    if (!w->status) w->status = rpt_fail(w->b->m, RPT_CONFIG, (rpt_place){w->b->file, 0, 0}, "%s", what);
    return w->status;
}

/* -- Rows ------------------------------------------------------------------------------------------------- */

static rpt_term_id *row_at(const rpt_rows *r, size_t i) { return r->at + i * r->width; }

/* A copy of `row` at the end of `r`, or an empty row. */
static rpt_term_id *push_row(rpt_rows *r, const rpt_term_id *row) {
    if (r->n == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 16;
        r->at = rpt_realloc(r->at, r->cap * r->width * sizeof *r->at);
    }
    rpt_term_id *new = row_at(r, r->n++);
    if (row) memcpy(new, row, r->width * sizeof *new);
    else memset(new, 0, r->width * sizeof *new);
    return new;
}

static void replace_rows(rpt_rows *r, rpt_rows *by) {
    free(r->at);
    *r = *by;
}

/* -- Variables ----------------------------------------------------------------------------------------------- */

/* The same name can stand for two objects of Rasqal's; the column goes by the name. */
static uint32_t column_of(body *w, rasqal_variable *v) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->variables[i] == v) return i;
    if (w->n == MAX_VARIABLES) {
        fail(w, "more variables than the embedded engine takes; send the query to a store with --endpoint");
        return 0;
    }
    w->variables[w->n] = v;
    w->names[w->n] = rpt_str_of((const char *)v->name);
    return w->n++;
}

static int count_pattern(rasqal_query *q, rasqal_graph_pattern *gp, void *user) {
    body *w = user;
    (void)q;
    const rasqal_graph_pattern_operator op = rasqal_graph_pattern_get_operator(gp);
    const bool values = op == RASQAL_GRAPH_PATTERN_OPERATOR_VALUES, minus = op == RASQAL_GRAPH_PATTERN_OPERATOR_MINUS;
    w->width += op == RASQAL_GRAPH_PATTERN_OPERATOR_OPTIONAL || minus;
    if ((values && w->n_values == MAX_PATTERNS) || (minus && w->n_minus == MAX_PATTERNS)) {
        fail(w, "more patterns than the embedded engine takes; send the query to a store with --endpoint");
        return 1;
    }
    if (values) w->values[w->n_values++] = gp;
    if (minus) w->minus[w->n_minus++] = gp;
    return 0;
}

static void add_variables(body *w) {
    raptor_sequence *all = rasqal_query_get_all_variable_sequence(w->b->query);
    for (int i = 0; all && i < raptor_sequence_size(all); i++) column_of(w, raptor_sequence_get_at(all, i));
    raptor_sequence *triples = rasqal_query_get_triple_sequence(w->b->query);
    for (int i = 0; triples && i < raptor_sequence_size(triples); i++) {
        const rasqal_triple *t = raptor_sequence_get_at(triples, i);
        rasqal_literal *const parts[3] = {t->subject, t->predicate, t->object};
        for (int k = 0; k < 3; k++)
            if (rasqal_literal_as_variable(parts[k])) column_of(w, rasqal_literal_as_variable(parts[k]));
    }
}

/* -- Triple patterns ------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t columns[4]; ///< of subject, predicate, object, graph; width = a constant
    rpt_id_quad constants;
    uint32_t matches;    ///< of the constants alone
    bool none, done;     ///< none: a constant that the dataset does not have
} pattern;

static pattern read_pattern(body *w, const rasqal_triple *t, graph_scope g) {
    rasqal_literal *const parts[3] = {t->subject, t->predicate, t->object};
    pattern p = {.constants.at[RPT_G] = g.id, .columns[RPT_G] = g.column};
    const uint32_t terms = rpt_dataset_terms(w->b->dataset);
    for (int i = 0; i < 3; i++) {
        rasqal_variable *v = rasqal_literal_as_variable(parts[i]);
        p.columns[i] = v ? column_of(w, v) : w->width;
        if (!v) p.constants.at[i] = rpt_literals_id(w->b->literals, parts[i]);
        p.none |= p.constants.at[i] > terms;
    }
    p.matches = p.none ? 0 : rpt_dataset_estimate(w->b->dataset, p.constants);
    return p;
}

/* A bound subject leaves a handful, a bound object some dozens; a pattern that shares nothing multiplies. */
static uint64_t cost_of(const body *w, const pattern *p, const bool *bound, bool first) {
    bool has[4];
    for (int i = 0; i < 4; i++) has[i] = p->columns[i] < w->width && bound[p->columns[i]];
    uint64_t cost = p->matches;
    if (has[RPT_P] && cost > 1000) cost = 1000;
    if (has[RPT_G] && cost > 100) cost = 100;
    if (has[RPT_O] && cost > 32) cost = 32;
    if (has[RPT_S] && cost > 4) cost = 4;
    if (has[RPT_S] && has[RPT_O]) cost = cost > 1;
    const bool shares = has[RPT_S] || has[RPT_P] || has[RPT_O] || has[RPT_G] || first || p->matches <= 1;
    return shares ? cost : cost + (1ull << 40);
}

/* Sets what the quad binds; false where a variable that stands twice would need two values. */
static bool bind_quad(const body *w, const pattern *p, const rpt_id_quad *q, rpt_term_id *row) {
    for (int i = 0; i < 4; i++) {
        if (p->columns[i] >= w->width) continue;
        rpt_term_id *cell = &row[p->columns[i]];
        if (*cell && *cell != q->at[i]) return false;
        *cell = q->at[i];
    }
    return true;
}

static void extend_rows(const body *w, rpt_rows *rows, const pattern *p) {
    rpt_rows out = {.width = w->width};
    for (size_t i = 0; i < rows->n && !p->none; i++) {
        rpt_id_quad want = p->constants;
        for (int k = 0; k < 4; k++)
            if (p->columns[k] < w->width) want.at[k] = row_at(rows, i)[p->columns[k]];
        rpt_dataset_walk walk = rpt_dataset_match(w->b->dataset, want, p->columns[RPT_G] < w->width);
        for (const rpt_id_quad *q; (q = rpt_dataset_now(&walk)); rpt_dataset_step(&walk)) {
            rpt_term_id *new = push_row(&out, row_at(rows, i));
            if (!bind_quad(w, p, q, new)) out.n--;
        }
    }
    replace_rows(rows, &out);
}

static uint32_t cheapest(const body *w, const pattern *all, uint32_t n, const bool *bound, bool first) {
    uint32_t best = n;
    uint64_t least = UINT64_MAX;
    for (uint32_t i = 0; i < n; i++) {
        const uint64_t cost = all[i].done ? UINT64_MAX : cost_of(w, &all[i], bound, first);
        if (cost >= least) continue;
        least = cost;
        best = i;
    }
    return best;
}

static void match_basic(body *w, rasqal_graph_pattern *gp, rpt_rows *rows, graph_scope g) {
    pattern all[MAX_PATTERNS];
    bool bound[MAX_VARIABLES * 2] = {false}, first = true;
    uint32_t n = 0;
    for (rasqal_triple *t; (t = rasqal_graph_pattern_get_triple(gp, (int)n)); n++) {
        if (n == MAX_PATTERNS) {
            fail(w, "more patterns than the embedded engine takes; send the query to a store with --endpoint");
            return;
        }
        all[n] = read_pattern(w, t, g);
    }
    for (uint32_t i = 0; rows->n && i < w->n; i++) {
        bound[i] = row_at(rows, 0)[i] != 0;
        first &= !bound[i];
    }
    for (uint32_t k = 0; k < n && rows->n; k++, first = false) {
        pattern *p = &all[cheapest(w, all, n, bound, first)];
        p->done = true;
        extend_rows(w, rows, p);
        for (int i = 0; i < 4; i++)
            if (p->columns[i] < w->width) bound[p->columns[i]] = true;
    }
}

/* -- Expressions ---------------------------------------------------------------------------------------------------- */

/* Gives Rasqal's variables the row's values. */
static void set_variables(body *w, const rpt_term_id *row) {
    for (uint32_t i = 0; i < w->n; i++) {
        if (!row[i] && !w->variables[i]->value) continue;
        rasqal_variable_set_value(w->variables[i], row[i] ? rasqal_new_literal_from_literal(rpt_literals_of(w->b->literals, row[i])) : NULL);
    }
}

static void filter_rows(body *w, rasqal_graph_pattern *gp, rpt_rows *rows) {
    rasqal_expression *e = rasqal_graph_pattern_get_filter_expression(gp);
    size_t kept = 0;
    for (size_t i = 0; i < rows->n; i++) {
        set_variables(w, row_at(rows, i));
        if (rpt_expression_holds(e, w->context)) memmove(row_at(rows, kept++), row_at(rows, i), rows->width * sizeof *rows->at);
    }
    rows->n = kept;
}

static void bind_rows(body *w, rasqal_graph_pattern *gp, rpt_rows *rows) {
    rasqal_expression *e = rasqal_graph_pattern_get_filter_expression(gp);
    const uint32_t column = column_of(w, rasqal_graph_pattern_get_variable(gp));
    size_t kept = 0;
    for (size_t i = 0; i < rows->n; i++) {
        rpt_term_id *cell = &row_at(rows, i)[column], id = 0;
        set_variables(w, row_at(rows, i));
        rasqal_literal *value = rpt_expression_value(e, w->context);
        if (value) id = rpt_literals_id(w->b->literals, value);
        if (value) rasqal_free_literal(value);
        if (*cell && id && *cell != id) continue;
        if (id) *cell = id;
        if (kept != i) memmove(row_at(rows, kept), row_at(rows, i), rows->width * sizeof *rows->at);
        kept++;
    }
    rows->n = kept;
}

/* -- VALUES: Rasqal keeps its rows to itself, so they are read from the tokens ------------------------------------------- */

static uint32_t variable_column(const body *w, const rpt_token *t) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->names[i].len + 1 == t->text.len && !memcmp(w->names[i].p, t->text.p + 1, w->names[i].len)) return i;
    return w->width;
}

/* One cell: a term, or UNDEF = 0. */
static rpt_term_id read_cell(body *w, uint32_t *at) {
    rpt_term_view term;
    const rpt_token *t = &w->b->tokens->at[*at];
    if (rpt_token_is_word(t, "UNDEF")) {
        ++*at;
        return 0;
    }
    if (rpt_token_term(&term, w->b->arena, w->b->tokens, at)) return rpt_dataset_intern(w->b->dataset, term);
    if (!w->status)
        w->status = rpt_fail(w->b->m, RPT_CONFIG, (rpt_place){w->b->file, t->line, t->column}, "a value with an unknown prefix or a relative IRI is not answered by the embedded engine; write the IRI whole");
    return 0;
}

static void join_row(body *w, rpt_rows *out, const rpt_rows *rows, const uint32_t *columns, const rpt_term_id *cells, uint32_t n) {
    for (size_t i = 0; i < rows->n; i++) {
        rpt_term_id *row = push_row(out, row_at(rows, i));
        bool same = true;
        for (uint32_t k = 0; k < n; k++) {
            if (!cells[k] || columns[k] >= w->width) continue;
            same &= !row[columns[k]] || row[columns[k]] == cells[k];
            row[columns[k]] = cells[k];
        }
        if (!same) out->n--;
    }
}

/* VALUES ?x { a b } or VALUES (?x ?y) { (a b) (c d) }, from token `at`. */
static void join_values(body *w, rpt_rows *rows, uint32_t at) {
    const rpt_token *t = w->b->tokens->at;
    uint32_t columns[MAX_VARIABLES], n = 0;
    rpt_term_id cells[MAX_VARIABLES];
    rpt_rows out = {.width = w->width};
    for (at++; t[at].kind && !rpt_token_is_mark(&t[at], "{"); at++)
        if (t[at].kind == RPT_TOKEN_VARIABLE && n < MAX_VARIABLES) columns[n++] = variable_column(w, &t[at]);
    for (at++; t[at].kind && !rpt_token_is_mark(&t[at], "}") && !w->status;) {
        const bool brackets = rpt_token_is_mark(&t[at], "(");
        at += brackets;
        for (uint32_t k = 0; k < n && !w->status; k++) cells[k] = read_cell(w, &at);
        at += brackets;
        if (!w->status) join_row(w, &out, rows, columns, cells, n);
    }
    replace_rows(rows, &out);
}

/* The token of the nth VALUES inside braces, or of the one behind them. */
static uint32_t find_values(const body *w, uint32_t nth, bool inside) {
    for (uint32_t i = 0; i < w->b->tokens->n; i++)
        if (rpt_token_is_word(&w->b->tokens->at[i], "VALUES") && (w->b->patterns->group[i] != 0) == inside && !nth--) return i;
    return w->b->tokens->n;
}

/* -- Patterns of patterns -------------------------------------------------------------------------------------------------- */

static void match(body *w, rasqal_graph_pattern *gp, rpt_rows *rows, graph_scope g);

static void match_parts(body *w, rasqal_graph_pattern *gp, rpt_rows *rows, graph_scope g) {
    rasqal_graph_pattern *part;
    for (int i = 0; (part = rasqal_graph_pattern_get_sub_graph_pattern(gp, i)); i++) match(w, part, rows, g);
}

/* MINUS takes what is compatible and shares a variable; NOT EXISTS what can be extended; EXISTS leaves it. */
typedef enum { TAKE_SHARING, TAKE_EXTENDED, LEAVE_EXTENDED } minus_kind;

static minus_kind kind_of_minus(const body *w, const rasqal_graph_pattern *gp) {
    const rpt_token *t = w->b->tokens->at;
    uint32_t nth = 0;
    while (nth < w->n_minus && w->minus[nth] != gp) nth++;
    for (uint32_t i = 0; i < w->b->tokens->n; i++) {
        if (!rpt_token_is_word(&t[i], "MINUS") && !rpt_token_is_word(&t[i], "EXISTS")) continue;
        if (nth--) continue;
        if (rpt_token_is_word(&t[i], "MINUS")) return TAKE_SHARING;
        return i && rpt_token_is_word(&t[i - 1], "NOT") ? TAKE_EXTENDED : LEAVE_EXTENDED;
    }
    return TAKE_SHARING;
}

static bool is_filter(const body *w, rasqal_graph_pattern *gp) {
    const rasqal_graph_pattern_operator op = rasqal_graph_pattern_get_operator(gp);
    return op == RASQAL_GRAPH_PATTERN_OPERATOR_FILTER || (op == RASQAL_GRAPH_PATTERN_OPERATOR_MINUS && kind_of_minus(w, gp) != TAKE_SHARING);
}

/* Filters hold for the whole group, wherever they stand in it. */
static void match_group(body *w, rasqal_graph_pattern *gp, rpt_rows *rows, graph_scope g) {
    rasqal_graph_pattern *part;
    for (int i = 0; (part = rasqal_graph_pattern_get_sub_graph_pattern(gp, i)); i++)
        if (!is_filter(w, part)) match(w, part, rows, g);
    for (int i = 0; (part = rasqal_graph_pattern_get_sub_graph_pattern(gp, i)); i++)
        if (is_filter(w, part)) match(w, part, rows, g);
}

/* The rows that a part extends, each with the number (from 1) of the row that it came from in the column `mark`. */
static rpt_rows marked_copy(const body *w, const rpt_rows *rows, uint32_t mark) {
    rpt_rows out = {.width = w->width};
    for (size_t i = 0; i < rows->n; i++) push_row(&out, row_at(rows, i))[mark] = (rpt_term_id)i + 1;
    return out;
}

static uint32_t next_mark(body *w) { return w->width - ++w->marks; }

static void match_optional(body *w, rasqal_graph_pattern *gp, rpt_rows *rows, graph_scope g) {
    const uint32_t mark = next_mark(w);
    rpt_rows found = marked_copy(w, rows, mark), out = {.width = w->width};
    bool *extended = rpt_realloc(NULL, rows->n + 1);
    memset(extended, 0, rows->n + 1);
    match_group(w, gp, &found, g);
    for (size_t i = 0; i < found.n; i++) extended[row_at(&found, i)[mark]] = true;
    for (size_t i = 0; i < found.n; i++) push_row(&out, row_at(&found, i))[mark] = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (!extended[i + 1]) push_row(&out, row_at(rows, i));
    free(extended);
    free(found.at);
    replace_rows(rows, &out);
}

/* Does the part of a MINUS bind a variable that the row has: then they share it. */
typedef struct {
    const body *w;
    const rpt_term_id *row;
    bool shares, plain; ///< plain: what it binds, it always binds
} sharing;

static bool has_value(const sharing *s, rasqal_literal *l) {
    const rasqal_variable *v = rasqal_literal_as_variable(l);
    uint32_t c = 0;
    while (c < s->w->n && s->w->variables[c] != v) c++;
    return v && c < s->w->n && s->row[c];
}

static int look_for_shared(rasqal_query *q, rasqal_graph_pattern *gp, void *user) {
    sharing *s = user;
    const rasqal_graph_pattern_operator op = rasqal_graph_pattern_get_operator(gp);
    (void)q;
    s->plain &= op != RASQAL_GRAPH_PATTERN_OPERATOR_UNION && op != RASQAL_GRAPH_PATTERN_OPERATOR_OPTIONAL &&
                op != RASQAL_GRAPH_PATTERN_OPERATOR_VALUES && op != RASQAL_GRAPH_PATTERN_OPERATOR_LET;
    if (op == RASQAL_GRAPH_PATTERN_OPERATOR_GRAPH) s->shares |= has_value(s, rasqal_graph_pattern_get_origin(gp));
    for (int k = 0; rasqal_graph_pattern_get_triple(gp, k); k++) {
        const rasqal_triple *t = rasqal_graph_pattern_get_triple(gp, k);
        s->shares |= has_value(s, t->subject) || has_value(s, t->predicate) || has_value(s, t->object);
    }
    return 0;
}

static bool shares_variable(body *w, rasqal_graph_pattern *gp, const rpt_term_id *row) {
    sharing s = {w, row, false, true};
    rasqal_graph_pattern_visit(w->b->query, gp, look_for_shared, &s);
    if (!s.plain) fail(w, "MINUS of more than triple patterns is not answered by the embedded engine; send the query to a store with --endpoint");
    return s.shares;
}

static void match_minus(body *w, rasqal_graph_pattern *gp, rpt_rows *rows, graph_scope g) {
    const uint32_t mark = next_mark(w);
    const minus_kind kind = kind_of_minus(w, gp);
    rpt_rows found = marked_copy(w, rows, mark);
    bool *extended = rpt_realloc(NULL, rows->n + 1);
    memset(extended, 0, rows->n + 1);
    match_group(w, gp, &found, g);
    for (size_t i = 0; i < found.n; i++) extended[row_at(&found, i)[mark]] = true;
    size_t kept = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const bool taken = kind == LEAVE_EXTENDED ? !extended[i + 1] : extended[i + 1] && (kind == TAKE_EXTENDED || shares_variable(w, gp, row_at(rows, i)));
        if (!taken) memmove(row_at(rows, kept++), row_at(rows, i), rows->width * sizeof *rows->at);
    }
    rows->n = kept;
    free(extended);
    free(found.at);
}

static void match_union(body *w, rasqal_graph_pattern *gp, rpt_rows *rows, graph_scope g) {
    rpt_rows out = {.width = w->width};
    rasqal_graph_pattern *part;
    for (int i = 0; (part = rasqal_graph_pattern_get_sub_graph_pattern(gp, i)); i++) {
        rpt_rows branch = {.width = w->width};
        for (size_t k = 0; k < rows->n; k++) push_row(&branch, row_at(rows, k));
        match(w, part, &branch, g);
        for (size_t k = 0; k < branch.n; k++) push_row(&out, row_at(&branch, k));
        free(branch.at);
    }
    replace_rows(rows, &out);
}

static bool opens_with_triples(rasqal_graph_pattern *gp) {
    rasqal_graph_pattern *part = gp;
    while (part && rasqal_graph_pattern_get_operator(part) != RASQAL_GRAPH_PATTERN_OPERATOR_BASIC) {
        if (rasqal_graph_pattern_get_operator(part) != RASQAL_GRAPH_PATTERN_OPERATOR_GROUP && part != gp) return false;
        part = rasqal_graph_pattern_get_sub_graph_pattern(part, 0);
    }
    return part && rasqal_graph_pattern_get_triple(part, 0);
}

/* Where no triple at the front says which graphs can be meant, each named graph is tried. */
static void try_graphs(body *w, rpt_rows *rows, uint32_t column) {
    uint32_t n;
    const rpt_term_id *graphs = rpt_dataset_graphs(w->b->dataset, &n);
    rpt_rows out = {.width = w->width};
    for (size_t i = 0; i < rows->n; i++) {
        const rpt_term_id have = row_at(rows, i)[column];
        for (uint32_t k = 0; k < n; k++)
            if (!have || have == graphs[k]) push_row(&out, row_at(rows, i))[column] = graphs[k];
    }
    replace_rows(rows, &out);
}

static void match_graph(body *w, rasqal_graph_pattern *gp, rpt_rows *rows) {
    rasqal_literal *origin = rasqal_graph_pattern_get_origin(gp);
    rasqal_variable *v = rasqal_literal_as_variable(origin);
    graph_scope g = {0, w->width};
    if (v) {
        g.column = column_of(w, v);
        if (!opens_with_triples(gp)) try_graphs(w, rows, g.column);
    } else {
        g.id = rpt_literals_id(w->b->literals, origin);
        uint32_t n;
        const rpt_term_id *graphs = rpt_dataset_graphs(w->b->dataset, &n);
        while (n && graphs[n - 1] != g.id) n--;
        if (!n) rows->n = 0; /* no such graph */
    }
    match_parts(w, gp, rows, g);
}

static void match_values(body *w, rasqal_graph_pattern *gp, rpt_rows *rows) {
    uint32_t nth = 0;
    while (nth < w->n_values && w->values[nth] != gp) nth++;
    join_values(w, rows, find_values(w, nth, true));
}

static void match(body *w, rasqal_graph_pattern *gp, rpt_rows *rows, graph_scope g) {
    if (w->status) return;
    switch (rasqal_graph_pattern_get_operator(gp)) {
    case RASQAL_GRAPH_PATTERN_OPERATOR_BASIC: match_basic(w, gp, rows, g); break;
    case RASQAL_GRAPH_PATTERN_OPERATOR_GROUP: match_group(w, gp, rows, g); break;
    case RASQAL_GRAPH_PATTERN_OPERATOR_OPTIONAL: match_optional(w, gp, rows, g); break;
    case RASQAL_GRAPH_PATTERN_OPERATOR_MINUS: match_minus(w, gp, rows, g); break;
    case RASQAL_GRAPH_PATTERN_OPERATOR_UNION: match_union(w, gp, rows, g); break;
    case RASQAL_GRAPH_PATTERN_OPERATOR_GRAPH: match_graph(w, gp, rows); break;
    case RASQAL_GRAPH_PATTERN_OPERATOR_LET: bind_rows(w, gp, rows); break;
    case RASQAL_GRAPH_PATTERN_OPERATOR_VALUES: match_values(w, gp, rows); break;
    case RASQAL_GRAPH_PATTERN_OPERATOR_FILTER: filter_rows(w, gp, rows); break;
    default: fail(w, "is not answered by the embedded engine; send the query to a store with --endpoint");
    }
}

rpt_status rpt_body_answer(rpt_rows *out, const rpt_str **names, uint32_t *n, const rpt_body *b) {
    body w = {.b = b, .context = rasqal_new_evaluation_context(b->world, NULL, 0)};
    add_variables(&w);
    rasqal_graph_pattern *whole = rasqal_query_get_query_graph_pattern(b->query);
    w.width = w.n ? w.n : 1;
    if (whole) rasqal_graph_pattern_visit(b->query, whole, count_pattern, &w);
    rpt_rows rows = {.width = w.width};
    push_row(&rows, NULL);
    const uint32_t behind = find_values(&w, 0, false);
    if (behind < b->tokens->n && !w.status) join_values(&w, &rows, behind);
    if (whole) match(&w, whole, &rows, (graph_scope){b->outside, w.width});
    rasqal_free_evaluation_context(w.context);
    for (uint32_t i = 0; i < w.n; i++) rasqal_variable_set_value(w.variables[i], NULL);
    rpt_str *copy = rpt_arena_alloc(b->arena, (w.n + 1) * sizeof *copy);
    memcpy(copy, w.names, w.n * sizeof *copy);
    for (uint32_t i = 0; i < w.n; i++) copy[i] = rpt_arena_copy(b->arena, copy[i]);
    *names = copy;
    *n = w.n;
    *out = rows;
    return w.status;
}
