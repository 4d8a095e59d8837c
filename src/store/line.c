/* SPDX-License-Identifier: ISC */
/*
 * In: one line of N-Triples or N-Quads, any bytes. Out: its terms as views, or what is wrong and where.
 * Does not: decode escapes before it is asked to, resolve relative IRIs (they are mistakes here), allocate.
 */
#include "store/lines.h"

typedef struct {
    rpt_str s;
    uint32_t at;
    const char *why;
} cursor;

static bool wrong(cursor *c, const char *why) {
    c->why = why;
    return false;
}

static int byte_at(const cursor *c, uint32_t at) { return at < c->s.len ? (unsigned char)c->s.p[at] : -1; }

static void skip_blanks(cursor *c) {
    while (c->at < c->s.len && (c->s.p[c->at] == ' ' || c->s.p[c->at] == '\t')) c->at++;
}

static bool is_alpha(int c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static bool is_digit(int c) { return c >= '0' && c <= '9'; }
static int hex_of(int c) {
    if (is_digit(c)) return c - '0';
    return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* \uXXXX or \UXXXXXXXX at the cursor: a scalar value of Unicode. */
static bool code_escape(cursor *c) {
    const uint32_t digits = c->s.p[c->at + 1] == 'u' ? 4 : 8;
    uint32_t code = 0;
    for (uint32_t i = 0; i < digits; i++) {
        const int h = hex_of(byte_at(c, c->at + 2 + i));
        if (h < 0) return wrong(c, "an escape with too few hexadecimal digits");
        code = code << 4 | (uint32_t)h;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return wrong(c, "an escape that is no character of Unicode");
    c->at += 2 + digits;
    return true;
}

/* What ends or breaks the run of plain bytes in an IRI (1) and in a literal (2). */
static const unsigned char stops[256] = {
    [0] = 1, [1] = 1, [2] = 1, [3] = 1, [4] = 1, [5] = 1, [6] = 1, [7] = 1, [8] = 1, [9] = 1, [10] = 3, [11] = 1,
    [12] = 1, [13] = 3, [14] = 1, [15] = 1, [16] = 1, [17] = 1, [18] = 1, [19] = 1, [20] = 1, [21] = 1, [22] = 1,
    [23] = 1, [24] = 1, [25] = 1, [26] = 1, [27] = 1, [28] = 1, [29] = 1, [30] = 1, [31] = 1, [' '] = 1, ['<'] = 1,
    ['>'] = 1, ['"'] = 3, ['{'] = 1, ['}'] = 1, ['|'] = 1, ['^'] = 1, ['`'] = 1, ['\\'] = 3};

static bool has_scheme(rpt_str iri) {
    if (!iri.len || !is_alpha((unsigned char)iri.p[0])) return false;
    for (uint32_t i = 1; i < iri.len; i++) {
        const int c = (unsigned char)iri.p[i];
        if (c == ':') return true;
        if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return false;
    }
    return false;
}

static bool read_iri(cursor *c, rpt_str *text, bool *escaped) {
    const uint32_t begin = ++c->at;
    for (;;) {
        while (c->at < c->s.len && !(stops[(unsigned char)c->s.p[c->at]] & 1)) c->at++;
        const int b = byte_at(c, c->at);
        if (b == '>') break;
        const int next = byte_at(c, c->at + 1);
        if (b != '\\' || (next != 'u' && next != 'U'))
            return wrong(c, b < 0 ? "an IRI without its closing >" : "a character that an IRI cannot have; write it as %XX");
        *escaped = true;
        if (!code_escape(c)) return false;
    }
    *text = (rpt_str){c->s.p + begin, c->at - begin};
    c->at++;
    if (!has_scheme(*text)) {
        c->at = begin;
        return wrong(c, "a relative IRI; graph files need whole ones, as http://example.org/x");
    }
    return true;
}

static bool is_label_start(int c) { return is_alpha(c) || is_digit(c) || c == '_' || c >= 0x80; }

static bool read_blank(cursor *c, rpt_line_term *t) {
    if (byte_at(c, c->at + 1) != ':') return wrong(c, "_ without the : of a blank node");
    const uint32_t begin = c->at += 2;
    if (!is_label_start(byte_at(c, c->at))) return wrong(c, "a blank node without a label");
    while (is_label_start(byte_at(c, c->at)) || byte_at(c, c->at) == '-' || byte_at(c, c->at) == '.') c->at++;
    while (c->s.p[c->at - 1] == '.') c->at--; /* the dot that ends the statement */
    t->kind = RPT_TERM_BLANK;
    t->text = (rpt_str){c->s.p + begin, c->at - begin};
    return true;
}

static bool read_language(cursor *c, rpt_line_term *t) {
    const uint32_t begin = ++c->at;
    while (is_alpha(byte_at(c, c->at))) c->at++;
    bool good = c->at > begin;
    while (good && byte_at(c, c->at) == '-') {
        const uint32_t part = ++c->at;
        while (is_alpha(byte_at(c, c->at)) || is_digit(byte_at(c, c->at))) c->at++;
        good = c->at > part;
    }
    if (!good) return wrong(c, "a language tag that is none");
    t->tag = (rpt_str){c->s.p + begin, c->at - begin};
    t->language = true;
    return true;
}

static bool read_literal(cursor *c, rpt_line_term *t) {
    const uint32_t begin = ++c->at;
    for (;;) {
        while (c->at < c->s.len && !(stops[(unsigned char)c->s.p[c->at]] & 2)) c->at++;
        const int b = byte_at(c, c->at), next = byte_at(c, c->at + 1);
        if (b == '"') break;
        if (b != '\\') return wrong(c, "a literal without its closing quote");
        t->escaped = true;
        if (next == 'u' || next == 'U') {
            if (!code_escape(c)) return false;
        } else {
            if (next < 1 || !strchr("tbnrf\"'\\", next)) return wrong(c, "an escape that is none");
            c->at += 2;
        }
    }
    t->kind = RPT_TERM_LITERAL;
    t->text = (rpt_str){c->s.p + begin, c->at - begin};
    c->at++;
    if (byte_at(c, c->at) == '@') return read_language(c, t);
    if (byte_at(c, c->at) != '^') return true;
    if (byte_at(c, c->at + 1) != '^' || byte_at(c, c->at + 2) != '<') return wrong(c, "^ without ^<datatype>");
    c->at += 2;
    return read_iri(c, &t->tag, &t->escaped);
}

static bool read_term(cursor *c, rpt_line_term *t) {
    switch (byte_at(c, c->at)) {
    case '<': t->kind = RPT_TERM_IRI; return read_iri(c, &t->text, &t->escaped);
    case '_': return read_blank(c, t);
    case '"': return read_literal(c, t);
    default: return wrong(c, "an IRI <...>, a blank node _:... or a literal \"...\" should stand here");
    }
}

static const struct {
    const char *wrong;
    unsigned kinds; ///< bit 1 << rpt_term_kind
} places[4] = {{"the subject cannot be a literal", 1 << RPT_TERM_IRI | 1 << RPT_TERM_BLANK},
               {"the predicate must be an IRI", 1 << RPT_TERM_IRI},
               {"", 1 << RPT_TERM_IRI | 1 << RPT_TERM_BLANK | 1 << RPT_TERM_LITERAL},
               {"the graph cannot be a literal", 1 << RPT_TERM_IRI | 1 << RPT_TERM_BLANK}};

static bool read_statement(cursor *c, rpt_line *out, bool quads) {
    skip_blanks(c);
    if (c->at == c->s.len || c->s.p[c->at] == '#') return true;
    const uint32_t begin = c->at;
    for (int i = 0; i < 4; i++) {
        const uint32_t at = c->at;
        if (i == 3 && (byte_at(c, c->at) == '.' || !quads)) break;
        if (!read_term(c, &out->at[i])) return false;
        if (!(places[i].kinds >> out->at[i].kind & 1)) {
            c->at = at;
            return wrong(c, places[i].wrong);
        }
        if (i == 2) out->triple = (rpt_str){c->s.p + begin, c->at - begin};
        skip_blanks(c);
    }
    if (byte_at(c, c->at) != '.') return wrong(c, "the dot that ends a statement should stand here");
    c->at++;
    skip_blanks(c);
    return c->at == c->s.len || c->s.p[c->at] == '#' || wrong(c, "more after the dot; one statement a line");
}

uint32_t rpt_line_bad_utf8(rpt_str s) {
    for (uint32_t i = 0; i < s.len;) {
        uint64_t eight;
        if (i + 8 <= s.len && (memcpy(&eight, s.p + i, 8), !(eight & 0x8080808080808080u))) {
            i += 8;
            continue;
        }
        uint32_t len = 1;
        if ((unsigned char)s.p[i] >= 0x80 && rpt_utf8_at(s, i, &len) == 0xFFFD && len < 3) return i;
        i += len;
    }
    return s.len;
}

bool rpt_line_parse(rpt_line *out, rpt_str line, bool quads, const char **why, uint32_t *column) {
    cursor c = {.s = line};
    memset(out, 0, sizeof *out);
    const uint32_t bad = rpt_line_bad_utf8(line);
    bool good = bad == line.len;
    if (good) good = read_statement(&c, out, quads);
    else {
        c.at = bad;
        c.why = "bytes that are not UTF-8";
    }
    *why = c.why;
    *column = c.at + 1;
    return good;
}

void rpt_line_unescape(rpt_buf *out, rpt_str s) {
    static const char from[] = "tbnrf\"'\\", to[] = "\t\b\n\r\f\"'\\";
    for (uint32_t i = 0; i < s.len;) {
        const char *slash = memchr(s.p + i, '\\', s.len - i);
        const uint32_t run = slash ? (uint32_t)(slash - s.p) : s.len;
        rpt_buf_add(out, s.p + i, run - i);
        if (!slash) return;
        const char kind = s.p[run + 1];
        if (kind != 'u' && kind != 'U') {
            rpt_buf_char(out, to[strchr(from, kind) - from]);
            i = run + 2;
            continue;
        }
        const uint32_t digits = kind == 'u' ? 4 : 8;
        uint32_t code = 0;
        char utf8[4];
        for (uint32_t k = 0; k < digits; k++) code = code << 4 | (uint32_t)hex_of((unsigned char)s.p[run + 2 + k]);
        rpt_buf_add(out, utf8, rpt_utf8_put(utf8, code));
        i = run + 2 + digits;
    }
}
