/* SPDX-License-Identifier: ISC */
/*
 * In: the text of a SPARQL query. Out: its tokens with their places; comments are gone, strings and IRIs are whole.
 * Does not: know the grammar (Rasqal's parser does).
 */
#include "query/query.h"
#include <strings.h>

typedef struct {
    rpt_str s;
    uint32_t at, line, line_begin;
} cursor;

static int peek(const cursor *c, uint32_t ahead) { return c->at + ahead < c->s.len ? (unsigned char)c->s.p[c->at + ahead] : -1; }

static void skip_space(cursor *c) {
    for (; c->at < c->s.len; c->at++) {
        const char b = c->s.p[c->at];
        if (b == '#') {
            while (c->at + 1 < c->s.len && c->s.p[c->at + 1] != '\n' && c->s.p[c->at + 1] != '\r') c->at++;
        } else if (b == '\n') {
            c->line++;
            c->line_begin = c->at + 1;
        } else if (b != ' ' && b != '\t' && b != '\r') return;
    }
}

static bool is_letter(int b) { return (b | 32) >= 'a' && (b | 32) <= 'z'; }
static bool is_digit(int b) { return b >= '0' && b <= '9'; }
static bool is_name(int b) { return is_letter(b) || is_digit(b) || b == '_' || b >= 0x80; }

/* <...> is an IRI if no byte that an IRI cannot have comes before the >, else "less than". */
static uint32_t iri_length(const cursor *c) {
    for (uint32_t i = 1;; i++) {
        const int b = peek(c, i);
        if (b == '>') return i + 1;
        if (b <= ' ' || strchr("<\"{}|^`\\", b)) return 0;
    }
}

/* The length of a string with its quotes; 0 where it does not end. */
static uint32_t string_length(const cursor *c) {
    const int quote = peek(c, 0);
    const bool is_long = peek(c, 1) == quote && peek(c, 2) == quote;
    for (uint32_t i = is_long ? 3 : 1;; i++) {
        const int b = peek(c, i);
        if (b < 0 || (!is_long && (b == '\n' || b == '\r'))) return 0;
        if (b == '\\') i++;
        else if (b == quote && !is_long) return i + 1;
        else if (b == quote && peek(c, i + 1) == quote && peek(c, i + 2) == quote) return i + 3;
    }
}

/* A word, or a prefixed name with its local part (which may hold dots inside, %XX and \x). */
static uint32_t name_length(const cursor *c, rpt_token_kind *kind) {
    uint32_t i = 0;
    *kind = RPT_TOKEN_WORD;
    while (is_name(peek(c, i)) || ((peek(c, i) == '-' || peek(c, i) == '.') && i)) i++;
    if (peek(c, i) != ':') {
        while (i && !is_name(peek(c, i - 1))) i--;
        uint32_t n = 0;
        while (n < i && is_name(peek(c, n))) n++;
        return n;
    }
    *kind = peek(c, 0) == '_' && i == 1 ? RPT_TOKEN_BLANK : RPT_TOKEN_NAME;
    i++;
    for (;;) {
        const int b = peek(c, i);
        if (is_name(b) || b == '-' || b == ':' || b == '.') i++;
        else if (b == '%' || (b == '\\' && peek(c, i + 1) > ' ')) i += b == '%' ? 1 : 2;
        else break;
    }
    while (peek(c, i - 1) == '.') i--;
    return i;
}

static uint32_t number_length(const cursor *c) {
    uint32_t i = 0;
    while (is_digit(peek(c, i))) i++;
    if (peek(c, i) == '.' && is_digit(peek(c, i + 1))) i++;
    while (is_digit(peek(c, i))) i++;
    const uint32_t sign = peek(c, i + 1) == '+' || peek(c, i + 1) == '-';
    if ((peek(c, i) | 32) == 'e' && is_digit(peek(c, i + 1 + sign))) {
        i += 2 + sign;
        while (is_digit(peek(c, i))) i++;
    }
    return i;
}

static uint32_t mark_length(const cursor *c) {
    static const char *const pairs[] = {"&&", "||", "!=", "<=", ">=", "^^"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (peek(c, 0) == pairs[i][0] && peek(c, 1) == pairs[i][1]) return 2;
    return 1;
}

static uint32_t run_length(const cursor *c, uint32_t from, bool hyphens) {
    uint32_t i = from;
    while (is_name(peek(c, i)) || (hyphens && peek(c, i) == '-')) i++;
    return i;
}

/* The length of the token at the cursor and its kind; 0 where it does not end. */
static uint32_t token_length(const cursor *c, rpt_token_kind *kind) {
    const int b = peek(c, 0), next = peek(c, 1);
    uint32_t n = 0;
    if (b == '<' && (n = iri_length(c))) return *kind = RPT_TOKEN_IRI, n;
    if (b == '"' || b == '\'') return *kind = RPT_TOKEN_STRING, string_length(c);
    if ((b == '?' || b == '$') && is_name(next)) return *kind = RPT_TOKEN_VARIABLE, run_length(c, 1, false);
    if (b == '@' && is_letter(next)) return *kind = RPT_TOKEN_LANGUAGE, run_length(c, 1, true);
    if (is_digit(b) || (b == '.' && is_digit(next))) return *kind = RPT_TOKEN_NUMBER, number_length(c);
    if (is_name(b) || b == ':') return name_length(c, kind);
    return *kind = RPT_TOKEN_MARK, mark_length(c);
}

rpt_status rpt_tokens_read(rpt_tokens *out, rpt_arena *a, const char *file, rpt_str text, rpt_messages *m) {
    RPT_ARRAY(rpt_token) tokens = {0};
    cursor c = {.s = text, .line = 1};
    for (skip_space(&c); c.at < text.len; skip_space(&c)) {
        rpt_token t = {.line = c.line, .column = c.at - c.line_begin + 1};
        const uint32_t n = token_length(&c, &t.kind);
        if (!n) return rpt_fail(m, RPT_CONFIG, (rpt_place){file, t.line, t.column}, "a string without its closing quote");
        t.text = (rpt_str){text.p + c.at, n};
        for (uint32_t i = 0; i < n; i++) {
            if (text.p[c.at + i] != '\n') continue;
            c.line++;
            c.line_begin = c.at + i + 1;
        }
        c.at += n;
        *RPT_PUSH(a, tokens) = t;
    }
    *RPT_PUSH(a, tokens) = (rpt_token){.kind = RPT_TOKEN_END, .text = {text.p + text.len, 0}, .line = c.line, .column = 1};
    out->at = tokens.at;
    out->n = tokens.n - 1;
    return RPT_OK;
}

bool rpt_token_is_word(const rpt_token *t, const char *word) {
    return t->kind == RPT_TOKEN_WORD && t->text.len == strlen(word) && !strncasecmp(t->text.p, word, t->text.len);
}

bool rpt_token_is_mark(const rpt_token *t, const char *mark) { return t->kind == RPT_TOKEN_MARK && rpt_str_is(t->text, mark); }
