/* SPDX-License-Identifier: ISC */
/*
 * Bytes -> valid UTF-8 with the way back. The encoding comes from the option, a byte order mark, a declaration (XML, HTML meta),
 * or is UTF-8, and windows-1252 where no byte over 127 makes sense as UTF-8. What cannot be decoded becomes U+FFFD.
 */
#include "input/reader.h"
#include <strings.h>

typedef enum { NO_ENCODING, ENC_UTF8, ENC_UTF16LE, ENC_UTF16BE, ENC_1251, ENC_1252 } encoding;

static const struct {
    const char *name;
    encoding is;
} names[] = {{"utf-8", ENC_UTF8}, {"utf8", ENC_UTF8}, {"us-ascii", ENC_UTF8}, {"ascii", ENC_UTF8},
             {"utf-16", ENC_UTF16LE}, {"utf-16le", ENC_UTF16LE}, {"utf-16be", ENC_UTF16BE},
             {"windows-1251", ENC_1251}, {"cp1251", ENC_1251}, {"cp-1251", ENC_1251}, {"win-1251", ENC_1251},
             {"windows-1252", ENC_1252}, {"cp1252", ENC_1252}, {"iso-8859-1", ENC_1252}, {"latin1", ENC_1252},
             {"latin-1", ENC_1252}, {"iso-8859-15", ENC_1252}};

/* 0x80 to 0x9F of windows-1252; 0xA0 to 0xFF are Latin-1. */
static const uint16_t high_1252[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                       0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                       0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
/* 0x80 to 0xBF of windows-1251; 0xC0 to 0xFF are U+0410 to U+044F. */
static const uint16_t high_1251[64] = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A, 0x040C, 0x040B,
    0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0xFFFD, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C,
    0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC,
    0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB,
    0x0458, 0x0405, 0x0455, 0x0457};

static encoding encoding_named(rpt_str name) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i].name) == name.len && !strncasecmp(names[i].name, name.p, name.len)) return names[i].is;
    }
    return NO_ENCODING;
}

/** The value after `key` and `=` in the first bytes: `encoding="..."`, `charset=...`. */
static encoding declared_as(rpt_str head, const char *key) {
    const char *p = memmem(head.p, head.len, key, strlen(key));
    if (!p) return NO_ENCODING;
    uint32_t i = (uint32_t)(p - head.p) + (uint32_t)strlen(key);
    while (i < head.len && strchr(" =\"'\t\n", head.p[i]) && head.p[i]) i++;
    uint32_t end = i;
    while (end < head.len && (rpt_utf8_is_letter((unsigned char)head.p[end] & 0x7F) || strchr("-_0123456789", head.p[end])) &&
           head.p[end]) {
        end++;
    }
    return encoding_named((rpt_str){head.p + i, end - i});
}

static encoding declared(rpt_str bytes) {
    const rpt_str head = {bytes.p, bytes.len < 2048 ? bytes.len : 2048};
    uint32_t i = 0;
    while (i < head.len && (head.p[i] == ' ' || (head.p[i] >= 9 && head.p[i] <= 13))) i++;
    if (i == head.len || head.p[i] != '<') return NO_ENCODING;
    const encoding xml = head.len - i > 5 && !memcmp(head.p + i, "<?xml", 5) ? declared_as(head, "encoding") : NO_ENCODING;
    return xml ? xml : declared_as(head, "charset");
}

void rpt_runs_add(rpt_decoded *out, rpt_arena *a, uint32_t at, uint32_t source, uint32_t scale) {
    if (out->runs.n) {
        const rpt_origin *o = &out->runs.at[out->runs.n - 1];
        if (o->scale == scale && o->source + (at - o->text) * scale == source) return;
    }
    *RPT_PUSH(a, out->runs) = (rpt_origin){at, source, scale};
}

/* -- Counting and decoding ------------------------------------------------------------------- */

typedef struct {
    uint32_t good, bad; ///< sequences over 127 that are UTF-8; bytes that are not
    uint32_t zeros[2];  ///< NUL bytes at even and odd places
} survey;

static survey look_over(rpt_str s) {
    survey v = {0};
    for (uint32_t i = 0, len; i < s.len; i += len) {
        const unsigned char c = (unsigned char)s.p[i];
        len = 1;
        if (c >= 0x80) {
            if (rpt_utf8_at(s, i, &len) == 0xFFFD && len == 1) v.bad++;
            else v.good++;
        } else if (!c) {
            v.zeros[i & 1]++;
        }
    }
    return v;
}

static encoding guess(rpt_str bytes, const survey *v) {
    const uint32_t half = bytes.len / 2;
    /* English in UTF-16 has a NUL in nearly each pair; a binary has them everywhere. */
    if (v->zeros[1] > half / 2 && v->zeros[0] < half / 50 + 1) return ENC_UTF16LE;
    if (v->zeros[0] > half / 2 && v->zeros[1] < half / 50 + 1) return ENC_UTF16BE;
    return v->bad > v->good ? ENC_1252 : ENC_UTF8;
}

typedef struct {
    rpt_decoded *out;
    rpt_arena *arena;
    char *p;
    uint32_t n, bad;
} decoding;

static void emit(decoding *d, uint32_t c, uint32_t source, uint32_t width) {
    char bytes[4];
    const uint32_t len = rpt_utf8_put(bytes, c);
    rpt_runs_add(d->out, d->arena, d->n, source, len == 1 || len == width ? width / len : 0);
    memcpy(d->p + d->n, bytes, len);
    d->n += len;
    if (c == 0xFFFD) d->bad++;
}

static uint32_t unit_at(rpt_str s, uint32_t i, bool big) {
    const unsigned char *p = (const unsigned char *)s.p + i;
    return big ? (uint32_t)(p[0] << 8 | p[1]) : (uint32_t)(p[1] << 8 | p[0]);
}

static void decode_utf16(decoding *d, rpt_str s, uint32_t i, bool big) {
    for (; i + 1 < s.len; i += 2) {
        const uint32_t c = unit_at(s, i, big);
        const uint32_t low = c >= 0xD800 && c < 0xDC00 && i + 3 < s.len ? unit_at(s, i + 2, big) : 0;
        if (low >= 0xDC00 && low < 0xE000) {
            emit(d, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00), i, 4);
            i += 2;
        } else {
            emit(d, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c, i, 2);
        }
    }
    if (i < s.len) emit(d, 0xFFFD, i, 1);
}

static void decode_bytes(decoding *d, rpt_str s, encoding e) {
    for (uint32_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        uint32_t code = c;
        if (c >= 0x80 && e == ENC_1252) code = c < 0xA0 ? high_1252[c - 0x80] : c;
        if (c >= 0x80 && e == ENC_1251) code = c < 0xC0 ? high_1251[c - 0x80] : 0x410u + (c - 0xC0u);
        emit(d, code, i, 1);
    }
}

static void decode_utf8(decoding *d, rpt_str s, uint32_t i) {
    for (uint32_t len; i < s.len; i += len) {
        const uint32_t c = rpt_utf8_at(s, i, &len);
        const bool bad = c == 0xFFFD && len == 1;
        rpt_runs_add(d->out, d->arena, d->n, i, bad ? 0 : 1);
        d->bad += bad;
        if (bad) d->n += rpt_utf8_put(d->p + d->n, c);
        else memcpy(d->p + d->n, s.p + i, len), d->n += len;
    }
}

static encoding choose(rpt_str bytes, const char *option, const survey *v, uint32_t *skip) {
    const unsigned char *p = (const unsigned char *)bytes.p;
    *skip = 0;
    if (bytes.len >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF) *skip = 3;
    const encoding asked = option ? encoding_named(rpt_str_of(option)) : NO_ENCODING;
    if (*skip && (!asked || asked == ENC_UTF8)) return ENC_UTF8;
    if (bytes.len >= 2 && p[0] == 0xFF && p[1] == 0xFE) return *skip = 2, ENC_UTF16LE;
    if (bytes.len >= 2 && p[0] == 0xFE && p[1] == 0xFF) return *skip = 2, ENC_UTF16BE;
    if (asked) return asked;
    const encoding said = declared(bytes);
    /* A page that says UTF-16 in plain bytes, or windows-125x and is UTF-8 throughout, was converted on its way. */
    if (said == ENC_UTF16LE || said == ENC_UTF16BE || ((said == ENC_1251 || said == ENC_1252) && v->good && !v->bad)) return ENC_UTF8;
    return said ? said : guess(bytes, v);
}

rpt_status rpt_decode(rpt_decoded *out, rpt_arena *a, rpt_str bytes, const char *option, rpt_place place, rpt_messages *m) {
    *out = (rpt_decoded){.utf8 = bytes};
    if (option && !encoding_named(rpt_str_of(option))) {
        return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "no encoding `%s`; utf-8, utf-16, utf-16be, windows-1251, windows-1252 are known",
                        option);
    }
    const survey v = look_over(bytes);
    uint32_t skip;
    const encoding e = choose(bytes, option, &v, &skip);
    const bool wide = e == ENC_UTF16LE || e == ENC_UTF16BE;
    if (!wide && v.zeros[0] + v.zeros[1]) {
        return rpt_fail(m, RPT_SKIPPED, place, "binary, no text; left out (for text in UTF-16 give --encoding)");
    }
    if (e == ENC_UTF8 && !v.bad && !skip) return RPT_OK;
    if ((e == ENC_1251 || e == ENC_1252) && !v.good && !v.bad) return RPT_OK;
    decoding d = {out, a, rpt_arena_alloc(a, (size_t)bytes.len * 3 + 4), 0, 0};
    if (wide) decode_utf16(&d, bytes, skip, e == ENC_UTF16BE);
    else if (e == ENC_UTF8) decode_utf8(&d, bytes, skip);
    else decode_bytes(&d, bytes, e);
    out->utf8 = (rpt_str){d.p, d.n};
    if (wide && memchr(d.p, 0, d.n)) return rpt_fail(m, RPT_SKIPPED, place, "binary, no text; left out");
    if (d.bad) {
        rpt_say(m, RPT_NOTE, place, "%u bytes are no %s and became U+FFFD; give --encoding if it is another", d.bad,
                wide ? "UTF-16" : e == ENC_UTF8 ? "UTF-8" : "text of the declared encoding");
    }
    return RPT_OK;
}
