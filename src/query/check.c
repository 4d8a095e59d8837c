/* SPDX-License-Identifier: ISC */
/*
 * In: a query. Out: nothing, or the name and place of the first thing in it that Rasqal 0.9.33 answers wrongly, unsafely or
 * not at all, found by its conformance tests. A list of what is known to be right: an unknown word is refused.
 */
#include "query/query.h"

typedef struct {
    const rpt_tokens *t;
    const rpt_patterns *p;
    const char *file;
    rpt_messages *m;
} checker;

static rpt_place place_of(const checker *c, const rpt_token *t) { return (rpt_place){c->file, t->line, t->column}; }

static rpt_status refuse(const checker *c, const rpt_token *t, const char *what) {
    return rpt_fail(c->m, RPT_CONFIG, place_of(c, t), "%s not answered by the embedded engine; send the query to a store with --endpoint", what);
}

static rpt_status mistake(const checker *c, const rpt_token *t, const char *what) {
    return rpt_fail(c->m, RPT_CONFIG, place_of(c, t), "%.*s: %s", RPT_FMT(t->text), what);
}

/* -- Words ------------------------------------------------------------------------------------------- */

static const char *const answered[] = {
    "a", "true", "false", "PREFIX", "BASE", "SELECT", "ASK", "CONSTRUCT", "WHERE", "DISTINCT", "REDUCED", "FILTER", "OPTIONAL",
    "UNION", "GRAPH", "BIND", "AS", "ORDER", "BY", "ASC", "DESC", "LIMIT", "OFFSET", "GROUP", "HAVING", "VALUES", "UNDEF",
    "COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND", "IF", "COALESCE",
    "IN", "NOT", "MINUS", "EXISTS", "REGEX", "STRLEN", "UCASE", "LCASE", "CONTAINS", "STRSTARTS", "STRENDS",
    "STRDT", "STRLANG", "ISIRI", "ISURI", "ISBLANK", "ISLITERAL", "ISNUMERIC", "SAMETERM", "YEAR", "MONTH", "DAY", "HOURS", "MINUTES",
    "SECONDS", "TIMEZONE", "TZ", "ABS", "CEIL", "FLOOR", "ROUND", "MD5", "SHA1", "SHA256", "SHA384", "SHA512", "ENCODE_FOR_URI"};

static const struct {
    const char *word, *what;
} refused[] = {
    {"DESCRIBE", "DESCRIBE is"}, {"SERVICE", "SERVICE is"},
    {"FROM", "FROM is"},    {"GROUP_CONCAT", "GROUP_CONCAT is"}, {"CONCAT", "CONCAT is"},   {"INSERT", "updates are"},
    {"DELETE", "updates are"}, {"LOAD", "updates are"},        {"CLEAR", "updates are"},    {"DROP", "updates are"},
    {"CREATE", "updates are"}, {"COPY", "updates are"},        {"MOVE", "updates are"},     {"ADD", "updates are"}};

static bool is_answered(const rpt_token *t) {
    for (size_t i = 0; i < sizeof answered / sizeof *answered; i++)
        if (rpt_token_is_word(t, answered[i])) return true;
    return false;
}

static rpt_status check_word(const checker *c, const rpt_token *t) {
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (rpt_token_is_word(t, refused[i].word)) return refuse(c, t, refused[i].what);
    if (is_answered(t)) return RPT_OK;
    rpt_buf what = {0};
    rpt_buf_printf(&what, "%.*s is", RPT_FMT(t->text));
    const rpt_status status = refuse(c, t, what.p);
    rpt_buf_clear(&what);
    return status;
}

/* FILTER EXISTS and FILTER NOT EXISTS, not within a larger expression. */
static rpt_status check_exists(const checker *c, uint32_t i) {
    const uint32_t first = i && rpt_token_is_word(&c->t->at[i - 1], "NOT") ? i - 1 : i;
    const bool alone = first && rpt_token_is_word(&c->t->at[first - 1], "FILTER") && rpt_token_is_mark(&c->t->at[i + 1], "{");
    return alone ? RPT_OK : refuse(c, &c->t->at[first], "EXISTS inside an expression is");
}

/* Rasqal matches bytes, so a pattern may hold nothing that stands for one character of many. */
static rpt_status check_regex(const checker *c, uint32_t i) {
    uint32_t depth = 0, commas = 0;
    for (; i < c->t->n; i++) {
        const rpt_token *t = &c->t->at[i];
        depth += rpt_token_is_mark(t, "(");
        if (rpt_token_is_mark(t, ")") && !--depth) break;
        if (depth != 1 || !rpt_token_is_mark(t, ",") || commas++) continue;
        bool plain = t[1].kind == RPT_TOKEN_STRING && !rpt_token_is_mark(&t[2], "^^");
        for (uint32_t k = 0; plain && k < t[1].text.len; k++) plain = (unsigned char)t[1].text.p[k] < 0x80 && !strchr(".[\\{", t[1].text.p[k]);
        if (!plain) return refuse(c, t + 1, "REGEX with more than letters, ^ $ | * + ? is");
    }
    return RPT_OK;
}

static rpt_status check_group_by(const checker *c, uint32_t i) {
    for (i += 2; i < c->t->n && c->t->at[i].kind != RPT_TOKEN_VARIABLE; i++) return refuse(c, &c->t->at[i], "GROUP BY an expression is");
    while (i < c->t->n && c->t->at[i].kind == RPT_TOKEN_VARIABLE) i++;
    const rpt_token *t = &c->t->at[i];
    const bool more = i < c->t->n && (rpt_token_is_mark(t, "(") || (t->kind != RPT_TOKEN_WORD && t->kind != RPT_TOKEN_MARK) || rpt_token_is_mark(t + 1, "("));
    return more && !rpt_token_is_word(t, "HAVING") ? refuse(c, t, "GROUP BY an expression is") : RPT_OK;
}

/* -- VALUES ------------------------------------------------------------------------------------------- */

static bool is_value(const rpt_token *t) {
    return t->kind != RPT_TOKEN_LANGUAGE && t->kind != RPT_TOKEN_MARK && !rpt_token_is_mark(t - 1, "^^");
}

static rpt_status check_values(const checker *c, uint32_t i) {
    const rpt_token *t = &c->t->at[i];
    uint32_t variables = 0, values = 0, k = i + 1;
    if (t[1].kind == RPT_TOKEN_VARIABLE) return RPT_OK;
    for (; k < c->t->n && !rpt_token_is_mark(&c->t->at[k], "{"); k++) variables += c->t->at[k].kind == RPT_TOKEN_VARIABLE;
    for (; k < c->t->n && !rpt_token_is_mark(&c->t->at[k], "}"); k++) {
        const rpt_token *v = &c->t->at[k];
        if (rpt_token_is_mark(v, "(")) values = 0;
        else if (rpt_token_is_mark(v, ")") && values != variables) return mistake(c, v, "this row of VALUES has not one value for each variable");
        else values += is_value(v);
    }
    return RPT_OK;
}

static const struct {
    const char *word;
    rpt_status (*check)(const checker *c, uint32_t i);
} closer[] = {{"EXISTS", check_exists}, {"VALUES", check_values}, {"REGEX", check_regex}, {"GROUP", check_group_by}};

/* -- Variables ------------------------------------------------------------------------------------------ */

static bool is_same(const rpt_token *a, const rpt_token *b) {
    return b->kind == RPT_TOKEN_VARIABLE && a->text.len == b->text.len && !memcmp(a->text.p + 1, b->text.p + 1, a->text.len - 1);
}

static bool inside(const checker *c, uint32_t group, uint32_t around) {
    while (group && group != around) group = c->p->groups.at[group].parent;
    return group == around;
}

/* Does a pattern, a VALUES or an AS bind variable i within the group, before token `end`? */
static bool bound_in(const checker *c, uint32_t i, uint32_t group, uint32_t end) {
    for (uint32_t k = 0; k < end; k++) {
        const uint8_t place = c->p->places[k];
        if (k != i && is_same(&c->t->at[i], &c->t->at[k]) && place != RPT_PLACE_EXPRESSION && place != RPT_PLACE_HEAD &&
            inside(c, c->p->group[k], group))
            return true;
    }
    return false;
}

static bool binds(const checker *c, uint32_t k) { return c->p->places[k] != RPT_PLACE_EXPRESSION && c->p->places[k] != RPT_PLACE_HEAD; }

static bool bound_outside(const checker *c, uint32_t i, uint32_t group) {
    for (uint32_t k = 0; k < c->t->n; k++)
        if (is_same(&c->t->at[i], &c->t->at[k]) && binds(c, k) && !inside(c, c->p->group[k], group)) return true;
    return false;
}

/* By a pattern of the group itself or of a GRAPH in it, so in every solution. */
static bool bound_directly(const checker *c, uint32_t i, uint32_t group) {
    for (uint32_t k = 0; k < c->t->n; k++) {
        if (!is_same(&c->t->at[i], &c->t->at[k]) || !binds(c, k)) continue;
        uint32_t g = c->p->group[k];
        while (g != group && g && c->p->groups.at[g].kind == RPT_GROUP_GRAPH) g = c->p->groups.at[g].parent;
        if (g == group) return true;
    }
    return false;
}

/*
 * Well designed (Perez, Arenas, Gutierrez): a variable of an OPTIONAL that stands outside of it, too, stands before it in the group
 * around. Only then may solutions be extended from left to right.
 */
static rpt_status check_optional_variable(const checker *c, uint32_t i, uint32_t optional) {
    const rpt_group *g = &c->p->groups.at[optional];
    if (!bound_outside(c, i, optional) || bound_in(c, i, g->parent, g->begin)) return RPT_OK;
    return refuse(c, &c->t->at[i], "a variable that is bound in OPTIONAL first and elsewhere later is");
}

static rpt_status check_optionals(const checker *c) {
    for (uint32_t i = 0; i < c->t->n; i++) {
        if (c->t->at[i].kind != RPT_TOKEN_VARIABLE || !binds(c, i)) continue;
        for (uint32_t g = c->p->group[i]; g; g = c->p->groups.at[g].parent)
            if (c->p->groups.at[g].kind == RPT_GROUP_OPTIONAL) TRY(check_optional_variable(c, i, g));
    }
    return RPT_OK;
}

/* Rasqal's variables are global: what SPARQL calls unbound in a group could have a value from outside. */
static rpt_status check_expression_variable(const checker *c, uint32_t i, uint32_t expression) {
    const uint32_t group = c->p->group[i];
    const bool is_bind = rpt_token_is_word(&c->t->at[expression], "BIND");
    const rpt_group *g = &c->p->groups.at[group];
    if (bound_in(c, i, group, is_bind ? expression : c->t->n) && (!g->parent || !bound_outside(c, i, group) || bound_directly(c, i, group))) return RPT_OK;
    const bool sees_around = g->kind == RPT_GROUP_OPTIONAL || g->kind == RPT_GROUP_EXISTS;
    if (sees_around && !is_bind && bound_in(c, i, g->parent, c->t->n)) return RPT_OK;
    return refuse(c, &c->t->at[i], is_bind ? "BIND of a variable that no pattern of its group binds before is"
                                           : "FILTER of a variable that no pattern of its group binds is");
}

static rpt_status check_bind_name(const checker *c, uint32_t i) {
    for (uint32_t k = 0; k < i; k++)
        if (is_same(&c->t->at[i], &c->t->at[k]) && c->p->places[k] != RPT_PLACE_HEAD) return refuse(c, &c->t->at[i], "BIND to a variable that is used before is");
    return RPT_OK;
}

static rpt_status check_variables(const checker *c) {
    uint32_t expression = 0;
    for (uint32_t i = 0; i < c->t->n; i++) {
        const rpt_token *t = &c->t->at[i];
        const uint8_t place = c->p->places[i];
        if (place == RPT_PLACE_EXPRESSION && (rpt_token_is_word(t, "FILTER") || rpt_token_is_word(t, "BIND"))) expression = i;
        if (place != RPT_PLACE_PATTERN && place != RPT_PLACE_VALUES && (t->kind == RPT_TOKEN_NAME || t->kind == RPT_TOKEN_IRI) && rpt_token_is_mark(t + 1, "("))
            return refuse(c, t, "a cast or function named by an IRI is");
        if (t->kind != RPT_TOKEN_VARIABLE) continue;
        if (place == RPT_PLACE_EXPRESSION) TRY(check_expression_variable(c, i, expression));
        if (place == RPT_PLACE_NAME) TRY(check_bind_name(c, i));
    }
    return RPT_OK;
}

/* -- The head: SELECT and GROUP BY ------------------------------------------------------------------------ */

static bool is_grouped(const checker *c, uint32_t group_by, const rpt_token *t) {
    for (uint32_t i = group_by + 2; i < c->t->n && c->t->at[i].kind == RPT_TOKEN_VARIABLE; i++)
        if (is_same(t, &c->t->at[i])) return true;
    return false;
}

static bool is_aggregate(const rpt_token *t) {
    static const char *const words[] = {"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rpt_token_is_word(t, words[i])) return true;
    return false;
}

static uint32_t find_head_word(const checker *c, const char *word) {
    uint32_t i = 0;
    while (i < c->t->n && (c->p->places[i] != RPT_PLACE_HEAD || !rpt_token_is_word(&c->t->at[i], word))) i++;
    return i;
}

/* Behind the closing bracket of an aggregate's arguments. */
static uint32_t behind_call(const checker *c, uint32_t i) {
    uint32_t depth = 0;
    for (i++; i < c->t->n; i++) {
        depth += rpt_token_is_mark(&c->t->at[i], "(");
        if (rpt_token_is_mark(&c->t->at[i], ")") && !--depth) return i;
    }
    return i;
}

static rpt_status check_alias(const checker *c, uint32_t i, uint32_t select) {
    for (uint32_t k = select; k < c->t->n; k++) {
        const uint8_t place = c->p->places[k];
        const bool body = place != RPT_PLACE_HEAD && place != RPT_PLACE_EXPRESSION;
        if (k != i && is_same(&c->t->at[i], &c->t->at[k]) && (body || (k < i && rpt_token_is_word(&c->t->at[k - 1], "AS"))))
            return mistake(c, &c->t->at[i], "the variable after AS is in use already");
    }
    return RPT_OK;
}

static bool is_alias(const checker *c, uint32_t select, uint32_t end, const rpt_token *t) {
    for (uint32_t i = select; i < end; i++)
        if (rpt_token_is_word(&c->t->at[i], "AS") && is_same(t, &c->t->at[i + 1])) return true;
    return false;
}

static rpt_status check_projection(const checker *c, uint32_t select, bool aggregated, uint32_t group_by) {
    for (uint32_t i = select + 1; i < c->t->n && !rpt_token_is_mark(&c->t->at[i], "{"); i++) {
        const rpt_token *t = &c->t->at[i];
        if (is_aggregate(t)) i = behind_call(c, i);
        else if (aggregated && rpt_token_is_mark(t, "*") && i <= select + 2) return mistake(c, t, "with GROUP BY or an aggregate, SELECT must name its variables");
        else if (t->kind != RPT_TOKEN_VARIABLE) continue;
        else if (rpt_token_is_word(t - 1, "AS")) TRY(check_alias(c, i, select));
        else if (aggregated && !is_grouped(c, group_by, t) && !is_alias(c, select, i, t)) return mistake(c, t, "is neither grouped nor inside an aggregate");
    }
    return RPT_OK;
}

static rpt_status check_head(const checker *c) {
    const uint32_t select = find_head_word(c, "SELECT"), group_by = find_head_word(c, "GROUP");
    if (select >= c->t->n) return RPT_OK;
    rpt_arena arena = {0};
    rpt_count_calls calls;
    uint32_t odd;
    const bool aggregates = rpt_counts_read(&calls, &arena, c->t, c->p, &odd);
    rpt_arena_clear(&arena);
    if (odd < c->t->n) return refuse(c, &c->t->at[odd], "an aggregate of more than one variable is");
    return check_projection(c, select, aggregates, group_by);
}

/* \uD800 and its like are no characters. */
static rpt_status check_escapes(const checker *c, const rpt_token *t) {
    for (uint32_t i = 0; i + 3 < t->text.len; i++) {
        const char *p = t->text.p + i;
        if (p[0] == '\\' && p[1] == 'u' && (p[2] | 32) == 'd' && strchr("89abAB", p[3]) == NULL && strchr("cdefCDEF", p[3]) == NULL) continue;
        if (p[0] == '\\' && p[1] == 'u' && (p[2] | 32) == 'd') return mistake(c, t, "an escape that is no character of Unicode");
    }
    return RPT_OK;
}

rpt_status rpt_query_check(const rpt_tokens *t, const rpt_patterns *p, const char *file, rpt_messages *m) {
    const checker c = {t, p, file, m};
    if (t->n > 10000) return refuse(&c, &t->at[10000], "a query of more than 10,000 words and signs is");
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->at[i].kind == RPT_TOKEN_STRING) TRY(check_escapes(&c, &t->at[i]));
        if (t->at[i].kind != RPT_TOKEN_WORD) continue;
        for (size_t k = 0; k < sizeof closer / sizeof *closer; k++)
            if (rpt_token_is_word(&t->at[i], closer[k].word)) TRY(closer[k].check(&c, i));
        TRY(check_word(&c, &t->at[i]));
    }
    if (p->path) return refuse(&c, p->path, "property paths are");
    if (p->select) return refuse(&c, p->select, "a SELECT inside braces is");
    if (p->deep) return refuse(&c, p->deep, "nesting this deep is");
    if (p->broken) return mistake(&c, p->broken, "the pattern before lacks a predicate or an object");
    TRY(check_variables(&c));
    TRY(check_optionals(&c));
    return check_head(&c);
}
