/* SPDX-License-Identifier: ISC */
/*
 * Strings -> terms of N-Quads, escaped as Raptor's raptor_string_escaped_write does. Runs of plain bytes are copied whole.
 * Validates; does not know quads.
 */
#include "emit/emit.h"
#include <stdio.h>

enum { PLAIN, ESCAPE, HIGH };

/* What a byte of a literal needs. */
static const uint8_t literal_class[256] = {
    [0] = 1,  [1] = 1,  [2] = 1,  [3] = 1,  [4] = 1,  [5] = 1,  [6] = 1,  [7] = 1,  [8] = 1,  [9] = 1,    [10] = 1,
    [11] = 1, [12] = 1, [13] = 1, [14] = 1, [15] = 1, [16] = 1, [17] = 1, [18] = 1, [19] = 1, [20] = 1,   [21] = 1,
    [22] = 1, [23] = 1, [24] = 1, [25] = 1, [26] = 1, [27] = 1, [28] = 1, [29] = 1, [30] = 1, [31] = 1,   ['"'] = 1,
    ['\\'] = 1, [127] = 1, [128 ... 255] = HIGH};

static void put_code(rpt_buf *out, uint32_t c) {
    char text[12];
    const int n = snprintf(text, sizeof text, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c);
    rpt_buf_add(out, text, (size_t)n);
}

static void put_escaped(rpt_buf *out, unsigned char c) {
    static const char shorts[128] = {['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\'};
    if (!shorts[c]) {
        put_code(out, c);
        return;
    }
    const char pair[2] = {'\\', shorts[c]};
    rpt_buf_add(out, pair, 2);
}

/** Copies or escapes the character at i, which is not ASCII; bad bytes become U+FFFD. Returns its length. */
static uint32_t put_high(rpt_buf *out, rpt_str s, uint32_t i, bool ascii) {
    uint32_t len;
    const uint32_t c = rpt_utf8_at(s, i, &len);
    if (ascii) put_code(out, c);
    else if (len > 1) rpt_buf_add(out, s.p + i, len);
    else rpt_buf_z(out, "\xEF\xBF\xBD");
    return len;
}

/** The length of the valid UTF-8 character at p, 0 where it is none. */
static uint32_t utf8_length(const unsigned char *p, size_t left) {
    const unsigned char c = p[0];
    if (c < 0xC2 || c > 0xF4) return 0;
    const uint32_t n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (left < n || (p[1] & 0xC0) != 0x80) return 0;
    if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F) || (c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F)) return 0;
    for (uint32_t i = 2; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80) return 0;
    }
    return n;
}

void rpt_term_literal(rpt_buf *out, rpt_str s, bool ascii) {
    rpt_buf_reserve(out, (size_t)s.len + 2);
    rpt_buf_char(out, '"');
    uint32_t from = 0, i = 0;
    while (i < s.len) {
        const unsigned char c = (unsigned char)s.p[i];
        const uint8_t class = literal_class[c];
        if (class == PLAIN) {
            i++;
            while (i + 4 <= s.len && !(literal_class[(unsigned char)s.p[i]] | literal_class[(unsigned char)s.p[i + 1]] |
                                       literal_class[(unsigned char)s.p[i + 2]] | literal_class[(unsigned char)s.p[i + 3]]))
                i += 4;
            continue;
        }
        const uint32_t n = class == HIGH && !ascii ? utf8_length((const unsigned char *)s.p + i, s.len - i) : 0;
        if (n) {
            i += n;
            continue;
        }
        rpt_buf_add(out, s.p + from, i - from);
        if (class == ESCAPE) put_escaped(out, c), i++;
        else i += put_high(out, s, i, ascii);
        from = i;
    }
    if (i > from) rpt_buf_add(out, s.p + from, i - from);
    rpt_buf_char(out, '"');
}

bool rpt_iri_has_scheme(rpt_str iri) {
    for (uint32_t i = 0; i < iri.len; i++) {
        const char c = iri.p[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == ':') return i > 0;
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) return false;
    }
    return false;
}

/* What a byte of an IRI needs: ESCAPE stands for what may not be in one. */
static const uint8_t iri_class[256] = {[0 ... 0x20] = ESCAPE, ['<'] = ESCAPE, ['>'] = ESCAPE, ['"'] = ESCAPE,  ['{'] = ESCAPE,
                                       ['}'] = ESCAPE,        ['|'] = ESCAPE, ['\\'] = ESCAPE, ['^'] = ESCAPE, ['`'] = ESCAPE,
                                       [0x7F] = ESCAPE,       [128 ... 255] = HIGH};

/** How many bytes of s may stand in an IRI, from its start. */
static uint32_t good_length(rpt_str s) {
    const unsigned char *p = (const unsigned char *)s.p;
    uint32_t i = 0;
    while (i < s.len) {
        if (i + 4 <= s.len && !(iri_class[p[i]] | iri_class[p[i + 1]] | iri_class[p[i + 2]] | iri_class[p[i + 3]])) {
            i += 4;
            continue;
        }
        const uint32_t n = iri_class[p[i]] == HIGH ? utf8_length(p + i, s.len - i) : iri_class[p[i]] == PLAIN;
        if (!n) break;
        i += n;
    }
    return i;
}

bool rpt_iri_is_valid(rpt_str iri) { return rpt_iri_has_scheme(iri) && good_length(iri) == iri.len; }

bool rpt_term_iri(rpt_buf *out, rpt_str iri, bool ascii) {
    if (!rpt_iri_is_valid(iri)) return false;
    rpt_buf_char(out, '<');
    uint32_t from = 0;
    for (uint32_t i = 0; ascii && i < iri.len;) {
        if ((unsigned char)iri.p[i] < 0x80) {
            i++;
            continue;
        }
        rpt_buf_add(out, iri.p + from, i - from);
        i += put_high(out, iri, i, true);
        from = i;
    }
    rpt_buf_add(out, iri.p + from, iri.len - from);
    rpt_buf_char(out, '>');
    return true;
}

void rpt_term_safe(rpt_buf *out, rpt_str s, bool uri) {
    static const char hex[] = "0123456789ABCDEF";
    for (uint32_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                           c == '_' || c == '~';
        const uint32_t n = c < 0x80 || uri ? 0 : utf8_length((const unsigned char *)s.p + i, s.len - i);
        const char code[3] = {'%', hex[c >> 4], hex[c & 15]};
        if (plain) rpt_buf_char(out, (char)c);
        else if (n) rpt_buf_add(out, s.p + i, n), i += n - 1;
        else rpt_buf_add(out, code, 3);
    }
}

bool rpt_language_is_valid(rpt_str tag) {
    if (!tag.len || tag.len > 35) return false;
    uint32_t run = 0;
    bool first = true;
    for (uint32_t i = 0; i < tag.len; i++) {
        const char c = tag.p[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-') {
            /* One letter first is x (private) or i (registered long ago). */
            if (!run || (first && run == 1 && !strchr("xXiI", tag.p[0]))) return false;
            run = 0;
            first = false;
        } else if ((letter || (!first && c >= '0' && c <= '9')) && run < 8) {
            run++;
        } else {
            return false;
        }
    }
    return run > (first ? 1 : 0);
}
