/* SPDX-License-Identifier: ISC */
/*
 * Where a chunk of text that libxml2 hands over stands in the bytes. The parser knows how far it has read, and calls either with
 * a pointer into its input or right behind the chunk; so there is a place to look at, and comparing the bytes proves it. Only
 * where the parser changed something (line ends, references, bytes that it dropped) is there anything to search.
 */
#include "input/reader.h"
#include <libxml/parserInternals.h>

/** The decoded byte right behind the chunk, as far as the parser knows. */
static uint32_t end_of(void *parser, rpt_str chunk) {
    const xmlParserInput *in = ((xmlParserCtxtPtr)parser)->input;
    if (!in || !in->base) return 0;
    const xmlChar *p = (const xmlChar *)chunk.p;
    if (p >= in->base && p < in->end) return (uint32_t)(in->consumed + (unsigned long)(p - in->base)) + chunk.len;
    const long end = xmlByteConsumed(parser);
    return end < 0 ? 0 : (uint32_t)end;
}

static bool stands_at(rpt_str s, uint32_t at, rpt_str chunk) {
    return at <= s.len && s.len - at >= chunk.len && !memcmp(s.p + at, chunk.p, chunk.len);
}

uint32_t rpt_align(const rpt_decoded *from, void *parser, rpt_str chunk, uint32_t behind, bool *entity) {
    const rpt_str s = from->utf8;
    uint32_t end = end_of(parser, chunk);
    *entity = false;
    end = end > behind ? end - behind : 0;
    if (end > s.len) end = s.len;
    /* A chunk that filled the parser's buffer is handed over before its last code point counts as read. */
    for (uint32_t more = 0; end >= chunk.len && more <= 4; more++) {
        if (stands_at(s, end - chunk.len + more, chunk)) return end - chunk.len + more;
    }
    for (uint32_t back = 1; chunk.len <= 8 && back <= 40 && back <= end; back++) {
        if (s.p[end - back] != '&') continue;
        *entity = true;
        return end - back;
    }
    const uint32_t window = chunk.len * 2 + 256, begin = end > window ? end - window : 0;
    const char *p = memmem(s.p + begin, end - begin, chunk.p, chunk.len);
    return p ? (uint32_t)(p - s.p) : RPT_NOWHERE;
}

bool rpt_is_overloaded(rpt_str s) {
    enum { MOST = 4000 };
    for (uint32_t i = 0; i < s.len;) {
        const char *open = memchr(s.p + i, '<', s.len - i);
        if (!open) return false;
        i = (uint32_t)(open - s.p) + 1;
        if (i < s.len && !rpt_utf8_is_letter((unsigned char)s.p[i] & 0x7F)) continue;
        uint32_t gaps = 0;
        for (char quote = 0; i < s.len && (quote || s.p[i] != '>'); i++) {
            const char c = s.p[i];
            if (quote) quote = c == quote ? 0 : quote;
            else if (c == '"' || c == '\'') quote = s.p[i - 1] == '=' || s.p[i - 1] == ' ' ? c : 0;
            else if ((c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '/') && ++gaps > MOST) return true;
            else if (c == '<') break;
        }
    }
    return false;
}
