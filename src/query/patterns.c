/* SPDX-License-Identifier: ISC */
/*
 * In: the tokens of a query. Out: its triple patterns, in runs of neighbours, and the first property path.
 * A machine with a stack of its own; what is no SPARQL leads it astray without harm, as Rasqal's parser reads the same text.
 */
#include "query/query.h"

enum { DEPTH = 200 };
typedef enum { GROUP, BRACKET, LIST } level_kind;
typedef enum { SUBJECT, VERB, OBJECT, AFTER, HEAD, TAIL } state; ///< HEAD, TAIL: around the group of a SELECT in a group
typedef struct {
    level_kind kind;
    state now;
    uint32_t begin;      ///< token that opened it
    uint32_t group;      ///< number of the group
    rpt_span subject, verb;
} level;

typedef struct {
    rpt_patterns *out;
    rpt_arena *arena;
    const rpt_token *t;
    uint32_t n, at;
    level stack[DEPTH];
    uint32_t depth;
    bool open; ///< the last run of `out` still grows
    bool template;
    rpt_group_kind next; ///< kind of the group that opens next
} walker;

/* -- Stretches that hold no pattern ---------------------------------------------------------- */

/* From an opening mark to behind its partner. */
static uint32_t behind_partner(const walker *w, uint32_t at, const char *open, const char *close) {
    uint32_t depth = 0;
    for (; at < w->n; at++) {
        if (rpt_token_is_mark(&w->t[at], open)) depth++;
        if (rpt_token_is_mark(&w->t[at], close) && !--depth) return at + 1;
    }
    return w->n;
}

static void place(walker *w, uint32_t begin, uint32_t end, rpt_token_place as) {
    const uint32_t group = w->depth ? w->stack[w->depth - 1].group : 0;
    for (uint32_t i = begin; i < end && i < w->n; i++) {
        w->out->places[i] = (uint8_t)as;
        w->out->group[i] = group;
    }
}

static void skip_filter(walker *w) {
    const uint32_t begin = w->at++;
    const uint32_t exists = w->at + rpt_token_is_word(&w->t[w->at], "NOT");
    if (exists < w->n && rpt_token_is_word(&w->t[exists], "EXISTS")) {
        w->at = exists + 1;
        w->next = RPT_GROUP_EXISTS;
        return;
    }
    while (w->at < w->n && !rpt_token_is_mark(&w->t[w->at], "(") && !rpt_token_is_mark(&w->t[w->at], "{")) w->at++;
    w->at = behind_partner(w, w->at, "(", ")");
    place(w, begin, w->at, RPT_PLACE_EXPRESSION);
    if (w->at > 3 && rpt_token_is_word(&w->t[w->at - 3], "AS")) place(w, w->at - 2, w->at - 1, RPT_PLACE_NAME);
}

static void skip_values(walker *w) {
    const uint32_t begin = w->at;
    while (w->at < w->n && !rpt_token_is_mark(&w->t[w->at], "{")) w->at++;
    w->at = behind_partner(w, w->at, "{", "}");
    place(w, begin, w->at, RPT_PLACE_VALUES);
}

static void skip_word(walker *w) { w->at++; }
static void skip_optional(walker *w) {
    w->at++;
    w->next = RPT_GROUP_OPTIONAL;
}
static void skip_graph(walker *w) {
    place(w, w->at, w->at + 2, RPT_PLACE_PATTERN);
    w->at += 2;
    w->next = RPT_GROUP_GRAPH;
}
static void enter_select(walker *w) {
    if (!w->out->select) w->out->select = &w->t[w->at];
    w->stack[w->depth - 1].now = HEAD;
    w->at++;
}

static const struct {
    const char *word;
    void (*skip)(walker *w);
    bool ends_run;
} words[] = {{"FILTER", skip_filter, true}, {"BIND", skip_filter, true},    {"VALUES", skip_values, true},
             {"GRAPH", skip_graph, true},   {"OPTIONAL", skip_optional, true}, {"UNION", skip_word, true},
             {"MINUS", skip_word, true},    {"SELECT", enter_select, true}, {"SERVICE", skip_graph, true}};

/* -- Patterns ---------------------------------------------------------------------------------- */

static rpt_pattern_run *run_of(walker *w, uint32_t begin) {
    if (!w->open) {
        rpt_pattern_run *run = RPT_PUSH(w->arena, w->out->runs);
        const uint32_t n = w->out->patterns.n;
        *run = (rpt_pattern_run){{begin, begin}, {n, n}, !w->template};
        w->open = true;
    }
    return &w->out->runs.at[w->out->runs.n - 1];
}

static void add_pattern(walker *w, const level *l, rpt_span object) {
    rpt_pattern_run *run = run_of(w, l->subject.begin);
    *RPT_PUSH(w->arena, w->out->patterns) = (rpt_pattern){l->subject, l->verb, object};
    run->patterns.end = w->out->patterns.n;
    run->tokens.end = object.end;
}

static void path_at(walker *w, uint32_t at) {
    if (!w->out->path) w->out->path = &w->t[at];
}

/* A whole node stands at `node`: what it means depends on what was expected. */
static void take_node(walker *w, rpt_span node) {
    level *l = &w->stack[w->depth - 1];
    if (l->kind == LIST) return;
    switch (l->now) {
    case SUBJECT:
        l->subject = node;
        run_of(w, node.begin);
        l->now = VERB;
        break;
    case VERB:
        l->verb = node;
        l->now = OBJECT;
        break;
    case OBJECT:
        add_pattern(w, l, node);
        l->now = AFTER;
        break;
    default: break;
    }
}

/* "x"@en, "x"^^<type>, - 5: several tokens, one node. */
static uint32_t node_end(const walker *w, uint32_t at) {
    if (w->t[at].kind == RPT_TOKEN_MARK) return at + 2;
    if (w->t[at].kind != RPT_TOKEN_STRING) return at + 1;
    if (w->t[at + 1].kind == RPT_TOKEN_LANGUAGE) return at + 2;
    return rpt_token_is_mark(&w->t[at + 1], "^^") ? at + 3 : at + 1;
}

static void push(walker *w, level_kind kind, state now) {
    if (w->depth == DEPTH) {
        w->out->deep = &w->t[w->at];
        w->at = w->n;
        return;
    }
    const uint32_t around = w->depth ? w->stack[w->depth - 1].group : 0;
    uint32_t group = around;
    if (kind == GROUP) {
        group = w->out->groups.n;
        *RPT_PUSH(w->arena, w->out->groups) = (rpt_group){around, w->at, w->next};
        w->next = RPT_GROUP_PLAIN;
    }
    w->stack[w->depth++] = (level){.kind = kind, .now = now, .begin = w->at, .group = group};
    w->at++;
}

static void open_bracket(walker *w, level_kind kind) {
    level *l = w->depth ? &w->stack[w->depth - 1] : NULL;
    if (l && l->now == VERB && l->kind != LIST) path_at(w, w->at);
    run_of(w, w->at)->plain = false;
    push(w, kind, VERB);
}

static void close_bracket(walker *w) {
    const level closed = w->stack[w->depth - 1];
    w->at++;
    w->depth--;
    if (w->depth) take_node(w, (rpt_span){closed.begin, w->at});
}

static void open_group(walker *w) {
    w->open = false;
    if (w->depth && w->stack[w->depth - 1].now == TAIL) {
        w->at = behind_partner(w, w->at, "{", "}");
        return;
    }
    if (w->depth) w->stack[w->depth - 1].now = w->stack[w->depth - 1].now == HEAD ? TAIL : SUBJECT;
    push(w, GROUP, SUBJECT);
}

static void broken_at(walker *w, const level *l) {
    const bool alone = rpt_token_is_mark(&w->t[l->subject.begin], "[") || rpt_token_is_mark(&w->t[l->subject.begin], "(");
    if (l->kind == GROUP && (l->now == OBJECT || (l->now == VERB && !alone && !l->verb.end)) && !w->out->broken)
        w->out->broken = &w->t[w->at];
}

static void close_group(walker *w) {
    if (w->depth) broken_at(w, &w->stack[w->depth - 1]);
    w->open = false;
    w->at++;
    while (w->depth && w->stack[w->depth - 1].kind != GROUP) w->depth--;
    if (w->depth) w->depth--;
    if (!w->depth) w->template = false;
}

/* Punctuation between the parts of a statement. */
static void take_mark(walker *w) {
    level *l = &w->stack[w->depth - 1];
    const char c = w->t[w->at].text.p[0];
    const rpt_token *next = &w->t[w->at + 1];
    const bool sign = (c == '+' || c == '-') && next->kind == RPT_TOKEN_NUMBER && next->text.p == w->t[w->at].text.p + 1;
    if (c == '.' && w->open && l->kind == GROUP) {
        broken_at(w, l);
        l->now = SUBJECT;
        l->verb = (rpt_span){0, 0};
        run_of(w, w->at)->tokens.end = w->at + 1;
    } else if (c == ';') {
        l->now = VERB;
        if (w->open) run_of(w, w->at)->tokens.end = w->at + 1;
    } else if (c == ',') l->now = OBJECT;
    else if (sign) {
        take_node(w, (rpt_span){w->at, w->at + 2});
        w->at++;
    } else if (l->now == VERB || l->now == OBJECT) path_at(w, w->at);
    w->at++;
}

static bool skip_by_word(walker *w) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!rpt_token_is_word(&w->t[w->at], words[i].word)) continue;
        w->open = w->open && !words[i].ends_run;
        w->stack[w->depth - 1].now = SUBJECT;
        words[i].skip(w);
        return true;
    }
    return false;
}

static void step(walker *w) {
    const rpt_token *t = &w->t[w->at];
    if (rpt_token_is_mark(t, "{")) return open_group(w);
    if (rpt_token_is_mark(t, "}")) return close_group(w);
    if (!w->depth) {
        if (rpt_token_is_word(t, "CONSTRUCT")) w->template = true;
        if (rpt_token_is_word(t, "WHERE")) w->template = false;
        if (rpt_token_is_word(t, "VALUES")) return skip_values(w);
        w->at++;
        return;
    }
    const level *l = &w->stack[w->depth - 1];
    if (l->now == HEAD || l->now == TAIL) {
        w->at++;
        return;
    }
    if (rpt_token_is_mark(t, "[")) return open_bracket(w, BRACKET);
    if (rpt_token_is_mark(t, "(")) return open_bracket(w, LIST);
    if ((rpt_token_is_mark(t, "]") && l->kind == BRACKET) || (rpt_token_is_mark(t, ")") && l->kind == LIST)) return close_bracket(w);
    if (t->kind == RPT_TOKEN_MARK) return take_mark(w);
    if (l->kind == GROUP && t->kind == RPT_TOKEN_WORD && skip_by_word(w)) return;
    const uint32_t end = node_end(w, w->at);
    place(w, w->at, end, RPT_PLACE_PATTERN);
    take_node(w, (rpt_span){w->at, end < w->n ? end : w->n});
    w->at = end;
}

void rpt_patterns_read(rpt_patterns *out, rpt_arena *a, const rpt_tokens *t) {
    walker w = {.out = out, .arena = a, .t = t->at, .n = t->n};
    *out = (rpt_patterns){0};
    out->places = rpt_arena_alloc(a, t->n + 1);
    out->group = rpt_arena_alloc(a, (t->n + 1) * sizeof *out->group);
    *RPT_PUSH(a, out->groups) = (rpt_group){0, 0, RPT_GROUP_PLAIN};
    while (w.at < w.n) step(&w);
}
