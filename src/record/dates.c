/* SPDX-License-Identifier: ISC */
/*
 * 2020-11-09, 2020-11, 2020, 1990s, a fuzzy word before it, two of them joined by a slash -> first and last day, and EDTF.
 * Does not know documents: relative dates were resolved before.
 */
#include "record/dates.h"
#include <stdio.h>

typedef struct {
    int year;
    int month, day; ///< 0 = not said
    bool decade;
    char word; ///< first letter of early mid late end; 0 = none
} part;

static bool digits(rpt_str *s, uint32_t n, int *out) {
    if (s->len < n) return false;
    *out = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (s->p[i] < '0' || s->p[i] > '9') return false;
        *out = *out * 10 + (s->p[i] - '0');
    }
    s->p += n, s->len -= n;
    return true;
}

static bool dash(rpt_str *s) {
    if (!s->len || s->p[0] != '-') return false;
    s->p++, s->len--;
    return true;
}

static int month_length(int y, int m) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[m - 1] + (m == 2 && ((y % 4 == 0 && y % 100) || y % 400 == 0));
}

static bool read_part(rpt_str s, part *p) {
    static const char *const words[] = {"early-", "mid-", "late-", "end-"};
    *p = (part){0};
    for (size_t i = 0; i < 4; i++) {
        const uint32_t n = (uint32_t)strlen(words[i]);
        if (s.len <= n || memcmp(s.p, words[i], n)) continue;
        p->word = words[i][0] == 'e' && words[i][1] == 'n' ? 'n' : words[i][0];
        s.p += n, s.len -= n;
        break;
    }
    if (!digits(&s, 4, &p->year)) return false;
    if (s.len == 1 && s.p[0] == 's') return p->decade = p->year % 10 == 0;
    if (dash(&s) && (!digits(&s, 2, &p->month) || p->month < 1 || p->month > 12)) return false;
    if (dash(&s) && (!digits(&s, 2, &p->day) || p->day < 1 || p->day > month_length(p->year, p->month))) return false;
    return s.len == 0;
}

/** The years and months that a fuzzy word leaves: thirds of what it is said of. */
static void bounds(const part *p, int *first, int *last) {
    /* Months since year 0. */
    *first = p->year * 12 + (p->month ? p->month - 1 : 0);
    *last = p->decade ? *first + 119 : p->month ? *first : *first + 11;
    const int third = (*last - *first + 1) / 3;
    if (p->word == 'e') *last = *first + third + (third == 0) - 1;
    if (p->word == 'm' && third) *first += third, *last -= third;
    if ((p->word == 'l' || p->word == 'n') && third) *first = *last - third + 1;
}

static void put_days(const part *p, char *from, char *to) {
    int first, last, a = 1, b;
    bounds(p, &first, &last);
    b = month_length(last / 12, last % 12 + 1);
    if (p->day) a = b = p->day;
    else if (p->month && p->word == 'e') b = 10;
    else if (p->month && p->word == 'm') a = 11, b = 20;
    else if (p->month && p->word) a = 21;
    snprintf(from, 16, "%04d-%02d-%02d", first / 12 % 10000, first % 12 + 1, a);
    snprintf(to, 16, "%04d-%02d-%02d", last / 12 % 10000, last % 12 + 1, b);
}

static void put_edtf(const part *p, char *out, size_t size) {
    char text[16];
    if (p->decade) snprintf(text, sizeof text, "%03dX", p->year / 10 % 1000);
    else if (p->day) snprintf(text, sizeof text, "%04d-%02d-%02d", p->year % 10000, p->month % 100, p->day % 100);
    else if (p->month) snprintf(text, sizeof text, "%04d-%02d", p->year % 10000, p->month % 100);
    else snprintf(text, sizeof text, "%04d", p->year % 10000);
    snprintf(out, size, "%s%s", text, p->word ? "~" : "");
}

bool rpt_date_read(rpt_str iso, rpt_date_words *out) {
    rpt_str rest = iso;
    part a, b;
    const rpt_str left = rpt_str_cut(&rest, '/');
    const bool range = left.len < iso.len;
    if (!read_part(left, &a) || (range && !read_part(rest, &b))) return false;
    char ignored[16], first[32], second[32];
    put_days(&a, out->from, out->to);
    put_edtf(&a, first, sizeof first);
    snprintf(out->edtf, sizeof out->edtf, "%s", first);
    if (!range) return true;
    put_days(&b, ignored, out->to);
    put_edtf(&b, second, sizeof second);
    snprintf(out->edtf, sizeof out->edtf, "%s/%s", first, second);
    return strcmp(out->from, out->to) <= 0;
}

void rpt_percent_encode(rpt_buf *out, rpt_str s) {
    for (uint32_t i = 0, len; i < s.len; i += len) {
        const unsigned char c = (unsigned char)s.p[i];
        const uint32_t code = rpt_utf8_at(s, i, &len);
        if (c < 0x80 ? rpt_utf8_is_letter(c) || rpt_utf8_is_digit(c) || strchr("-._~", c ? c : ' ') : rpt_utf8_is_letter(code) && len > 1)
            rpt_buf_add(out, s.p + i, len);
        else
            for (uint32_t k = 0; k < len; k++) rpt_buf_printf(out, "%%%02X", (unsigned char)s.p[i + k]);
    }
}
