/* SPDX-License-Identifier: ISC */
/*
 * In: a query. Out: nothing, or the name and place of the first thing in it that Rasqal 0.9.33 answers wrongly, unsafely or
 * not at all. A list of what is known to be right, not of what is known to be wrong: an unknown word is refused.
 */
#include "query/query.h"

static rpt_status refuse(const rpt_token *t, const char *file, const char *what, rpt_messages *m) {
    return rpt_fail(m, RPT_CONFIG, (rpt_place){file, t->line, t->column},
                    "%s not answered by the embedded engine; send the query to a store with --endpoint", what);
}

/* Answered rightly, as the conformance runner shows. */
static const char *const answered[] = {
    "a", "true", "false", "PREFIX", "BASE", "SELECT", "ASK", "CONSTRUCT", "WHERE", "DISTINCT", "REDUCED", "FILTER", "OPTIONAL",
    "UNION", "GRAPH", "BIND", "AS", "ORDER", "BY", "ASC", "DESC", "LIMIT", "OFFSET", "GROUP", "HAVING", "VALUES", "UNDEF",
    "COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND", "IRI", "URI", "IF", "COALESCE",
    "IN", "NOT", "REGEX", "STRLEN", "UCASE", "LCASE", "SUBSTR", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER",
    "REPLACE", "STRDT", "STRLANG", "ISIRI", "ISURI", "ISBLANK", "ISLITERAL", "ISNUMERIC", "SAMETERM", "YEAR", "MONTH", "DAY", "HOURS", "MINUTES",
    "SECONDS", "TIMEZONE", "TZ", "ABS", "CEIL", "FLOOR", "ROUND", "MD5", "SHA1", "SHA256", "SHA384", "SHA512", "ENCODE_FOR_URI", "BNODE"};

static const struct {
    const char *word, *what;
} refused[] = {
    {"MINUS", "MINUS is"},        {"EXISTS", "EXISTS is"},          {"DESCRIBE", "DESCRIBE is"},  {"SERVICE", "SERVICE is"},
    {"FROM", "FROM is"},          {"GROUP_CONCAT", "GROUP_CONCAT is"}, {"CONCAT", "CONCAT is"},   {"INSERT", "updates are"},
    {"DELETE", "updates are"},    {"LOAD", "updates are"},          {"CLEAR", "updates are"},     {"DROP", "updates are"},
    {"CREATE", "updates are"},    {"COPY", "updates are"},          {"MOVE", "updates are"},      {"ADD", "updates are"},
    {"NOW", "NOW is"},            {"RAND", "RAND is"},              {"UUID", "UUID is"},          {"STRUUID", "STRUUID is"}};

static bool is_answered(const rpt_token *t) {
    for (size_t i = 0; i < sizeof answered / sizeof *answered; i++)
        if (rpt_token_is_word(t, answered[i])) return true;
    return false;
}

static rpt_status check_word(const rpt_token *t, const char *file, rpt_messages *m) {
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (rpt_token_is_word(t, refused[i].word)) return refuse(t, file, refused[i].what, m);
    if (is_answered(t)) return RPT_OK;
    rpt_buf what = {0};
    rpt_buf_printf(&what, "%.*s is", RPT_FMT(t->text));
    const rpt_status status = refuse(t, file, what.p, m);
    rpt_buf_clear(&what);
    return status;
}

static rpt_status check_not(const rpt_token *t, const char *file, rpt_messages *m) {
    return rpt_token_is_word(t + 1, "EXISTS") ? refuse(t, file, "NOT EXISTS is", m) : RPT_OK;
}

/* VALUES ?x { a b } gives one row of both; with one value it is right, as is VALUES (?x) { (a) (b) }. */
static rpt_status check_values(const rpt_token *t, const char *file, rpt_messages *m) {
    if (t[1].kind != RPT_TOKEN_VARIABLE || !rpt_token_is_mark(&t[2], "{")) return RPT_OK;
    uint32_t n = 0;
    for (const rpt_token *v = t + 3; v->kind && !rpt_token_is_mark(v, "}"); v++)
        n += v->kind != RPT_TOKEN_LANGUAGE && v->kind != RPT_TOKEN_MARK && !rpt_token_is_mark(v - 1, "^^");
    return n == 1 ? RPT_OK : refuse(t, file, "VALUES of one variable without brackets (write VALUES (?x) { (a) (b) }) is", m);
}

static const struct {
    const char *word;
    rpt_status (*check)(const rpt_token *t, const char *file, rpt_messages *m);
} closer[] = {{"NOT", check_not}, {"VALUES", check_values}};

rpt_status rpt_query_check(const rpt_tokens *t, const rpt_patterns *p, const char *file, rpt_messages *m) {
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->at[i].kind != RPT_TOKEN_WORD) continue;
        for (size_t k = 0; k < sizeof closer / sizeof *closer; k++)
            if (rpt_token_is_word(&t->at[i], closer[k].word)) TRY(closer[k].check(&t->at[i], file, m));
        TRY(check_word(&t->at[i], file, m));
    }
    if (p->deep) return refuse(p->deep, file, "nesting this deep is", m);
    return p->path ? refuse(p->path, file, "property paths are", m) : RPT_OK;
}
