/* SPDX-License-Identifier: ISC */
/*
 * UTF-8 in place: decode, encode, fold, classify. ASCII is answered from tables or ranges,
 * everything else by utf8proc.
 */
#include "base/base.h"
#include <utf8proc.h>

uint32_t rpt_utf8_beyond_ascii(rpt_str s, uint32_t at, uint32_t *len) {
    *len = 1;
    utf8proc_int32_t code;
    const utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)s.p + at, (utf8proc_ssize_t)(s.len - at), &code);
    if (n <= 0) return 0xFFFD;
    *len = (uint32_t)n;
    return (uint32_t)code;
}

uint32_t rpt_utf8_put(char out[4], uint32_t c) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
    return (uint32_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

uint32_t rpt_utf8_count(rpt_str s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

uint32_t rpt_utf8_fold(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c == 0x2019 || c == 0x2018) return '\'';
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

bool rpt_utf8_is_letter(uint32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           (k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME);
}

bool rpt_utf8_is_upper(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    const utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool rpt_utf8_is_digit(uint32_t c) {
    return c < 0x80 ? c >= '0' && c <= '9'
                    : utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND;
}

bool rpt_utf8_is_space(uint32_t c) {
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF || c == 0x85 || c == 0xAD;
}

uint32_t rpt_utf8_fold_into(char *out, rpt_str s) {
    uint32_t n = 0;
    for (uint32_t i = 0, len; i < s.len; i += len) {
        const unsigned char c = (unsigned char)s.p[i];
        len = 1;
        if (c < 0x80) out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        else n += rpt_utf8_put(out + n, rpt_utf8_fold(rpt_utf8_at(s, i, &len)));
    }
    return n;
}
