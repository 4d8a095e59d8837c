/* SPDX-License-Identifier: ISC */
/* In: the tokens of a term in a query. Out: the term, prefixes expanded, escapes resolved. */
#include "query/query.h"

#define XSD "http://www.w3.org/2001/XMLSchema#"

/* PREFIX p: <iri>; prefixes are few. */
static bool expand_name(rpt_str *iri, rpt_arena *a, const rpt_tokens *t, rpt_str name) {
    rpt_str rest = name;
    const rpt_str prefix = rpt_str_cut(&rest, ':');
    for (uint32_t i = 0; i + 2 < t->n; i++) {
        const rpt_token *p = &t->at[i];
        if (!rpt_token_is_word(p, "PREFIX") || p[1].text.len != prefix.len + 1 || memcmp(p[1].text.p, prefix.p, prefix.len)) continue;
        rpt_buf whole = {0};
        rpt_buf_add(&whole, p[2].text.p + 1, p[2].text.len - 2);
        for (uint32_t k = 0; k < rest.len; k++)
            if (rest.p[k] != '\\') rpt_buf_char(&whole, rest.p[k]);
        *iri = rpt_arena_copy(a, rpt_buf_view(&whole));
        rpt_buf_clear(&whole);
        return true;
    }
    return false;
}

static bool read_iri(rpt_str *iri, rpt_arena *a, const rpt_tokens *t, const rpt_token *token) {
    if (token->kind == RPT_TOKEN_NAME) return expand_name(iri, a, t, token->text);
    *iri = (rpt_str){token->text.p + 1, token->text.len - 2};
    return token->kind == RPT_TOKEN_IRI && memchr(iri->p, ':', iri->len);
}

static bool read_string(rpt_term_view *out, rpt_arena *a, const rpt_tokens *t, uint32_t *at) {
    const rpt_token *token = &t->at[(*at)++];
    const rpt_str s = token->text;
    const uint32_t quotes = s.len >= 6 && s.p[1] == s.p[0] && s.p[2] == s.p[0] ? 3 : 1;
    rpt_buf plain = {0};
    rpt_buf_reserve(&plain, s.len);
    rpt_line_unescape(&plain, (rpt_str){s.p + quotes, s.len - 2 * quotes});
    out->kind = RPT_TERM_LITERAL;
    out->text = rpt_arena_copy(a, rpt_buf_view(&plain));
    rpt_buf_clear(&plain);
    if (token[1].kind == RPT_TOKEN_LANGUAGE) {
        out->language = true;
        out->tag = (rpt_str){token[1].text.p + 1, token[1].text.len - 1};
        ++*at;
    } else if (rpt_token_is_mark(&token[1], "^^")) {
        *at += 2;
        return read_iri(&out->tag, a, t, &token[2]);
    }
    return true;
}

static bool read_number(rpt_term_view *out, rpt_arena *a, const rpt_tokens *t, uint32_t *at) {
    const bool sign = t->at[*at].kind == RPT_TOKEN_MARK;
    const rpt_token *number = &t->at[*at + sign];
    if (number->kind != RPT_TOKEN_NUMBER) return false;
    out->kind = RPT_TERM_LITERAL;
    out->text = rpt_arena_printf(a, "%.*s%.*s", sign ? (int)t->at[*at].text.len : 0, t->at[*at].text.p, RPT_FMT(number->text));
    const bool exponent = memchr(number->text.p, 'e', number->text.len) || memchr(number->text.p, 'E', number->text.len);
    const bool dot = memchr(number->text.p, '.', number->text.len);
    out->tag = rpt_str_of(exponent ? XSD "double" : dot ? XSD "decimal" : XSD "integer");
    *at += 1 + sign;
    return true;
}

bool rpt_token_term(rpt_term_view *out, rpt_arena *a, const rpt_tokens *t, uint32_t *at) {
    const rpt_token *token = &t->at[*at];
    *out = (rpt_term_view){RPT_TERM_IRI, .text = {"", 0}, .tag = {"", 0}};
    switch (token->kind) {
    case RPT_TOKEN_STRING: return read_string(out, a, t, at);
    case RPT_TOKEN_IRI:
    case RPT_TOKEN_NAME: ++*at; return read_iri(&out->text, a, t, token);
    case RPT_TOKEN_NUMBER:
    case RPT_TOKEN_MARK: return read_number(out, a, t, at);
    default: break;
    }
    if (!rpt_token_is_word(token, "true") && !rpt_token_is_word(token, "false")) return false;
    *out = (rpt_term_view){RPT_TERM_LITERAL, .text = token->text, .tag = rpt_str_of(XSD "boolean")};
    ++*at;
    return true;
}
