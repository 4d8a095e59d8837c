/* SPDX-License-Identifier: ISC */
/*
 * In: the values of one group. Out: their sum, average, least or greatest as a term. Integers and decimals are added exactly, in
 * 128 bits with 18 places; with a double among them, in doubles. A value that is no number makes SUM and AVG an error, which is no
 * value at all; MIN and MAX of values of several kinds are refused, as stores order them differently.
 */
#include "query/query.h"
#include <stdlib.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"
typedef __int128 fixed; ///< scaled by UNIT
static const fixed UNIT = 1000000000000000000;
enum { PLACES = 18 };

typedef enum { NONE, INTEGER, DECIMAL, DOUBLE, TEXT, DATE, IRI } value_kind;

typedef struct {
    value_kind kind;
    fixed exact;
    double inexact;
} value;

static const struct {
    const char *datatype;
    value_kind kind;
} kinds[] = {{XSD "integer", INTEGER}, {XSD "decimal", DECIMAL}, {XSD "double", DOUBLE}, {XSD "float", DOUBLE}, {XSD "nonNegativeInteger", INTEGER},
             {XSD "positiveInteger", INTEGER}, {XSD "int", INTEGER}, {XSD "long", INTEGER}, {XSD "short", INTEGER}, {XSD "byte", INTEGER},
             {XSD "unsignedInt", INTEGER}, {XSD "date", DATE}, {XSD "dateTime", DATE}};

/* Up to 15 digits before the point and 18 behind it; false for more, and for what is no number. */
static bool read_exact(rpt_str s, fixed *out) {
    uint32_t i = s.len && (s.p[0] == '-' || s.p[0] == '+'), whole = 0, places = 0;
    fixed n = 0;
    for (; i < s.len && s.p[i] >= '0' && s.p[i] <= '9'; i++, whole++)
        if (whole < 16) n = n * 10 + (s.p[i] - '0');
    if (i < s.len && s.p[i] == '.')
        for (i++; i < s.len && s.p[i] >= '0' && s.p[i] <= '9'; i++, places++)
            if (places < PLACES) n = n * 10 + (s.p[i] - '0');
    if (i < s.len || whole > 15 || places > PLACES || !(whole + places)) return false;
    for (uint32_t k = places; k < PLACES; k++) n *= 10;
    *out = s.p[0] == '-' ? -n : n;
    return true;
}

static value read_value(rpt_term_view t) {
    value v = {.kind = NONE};
    if (t.kind == RPT_TERM_IRI) v.kind = IRI;
    if (t.kind != RPT_TERM_LITERAL || t.language) return v;
    if (!t.tag.len) v.kind = TEXT;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (rpt_str_is(t.tag, kinds[i].datatype)) v.kind = kinds[i].kind;
    char text[64], *end;
    if (v.kind == DOUBLE || v.kind == INTEGER || v.kind == DECIMAL) {
        snprintf(text, sizeof text, "%.*s", RPT_FMT(t.text));
        v.inexact = strtod(text, &end);
        if (!t.text.len || t.text.len >= sizeof text || *end) v.kind = NONE;
    }
    if ((v.kind == INTEGER || v.kind == DECIMAL) && !read_exact(t.text, &v.exact)) v.kind = NONE;
    return v;
}

static bool is_number(value_kind k) { return k == INTEGER || k == DECIMAL || k == DOUBLE; }

/* -- Results as terms --------------------------------------------------------------------------------- */

static rpt_term_id intern(rpt_dataset *d, const char *text, const char *datatype) {
    return rpt_dataset_intern(d, (rpt_term_view){RPT_TERM_LITERAL, .text = rpt_str_of(text), .tag = rpt_str_of(datatype)});
}

static rpt_term_id exact_term(rpt_dataset *d, fixed n, bool integer) {
    char text[64], *p = text + sizeof text - 1;
    fixed whole = n < 0 ? -n : n;
    fixed part = whole % UNIT;
    whole /= UNIT;
    *p = 0;
    if (part) {
        int places = PLACES;
        while (part % 10 == 0) {
            part /= 10;
            places--;
        }
        for (; places; places--, part /= 10) *--p = (char)('0' + (int)(part % 10));
        *--p = '.';
    }
    do *--p = (char)('0' + (int)(whole % 10));
    while (whole /= 10);
    if (n < 0) *--p = '-';
    return intern(d, p, integer ? XSD "integer" : XSD "decimal");
}

static rpt_term_id double_term(rpt_dataset *d, double n) {
    char text[48];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*E", digits, n);
        if (strtod(text, NULL) <= n && strtod(text, NULL) >= n) break;
    }
    return intern(d, text, XSD "double");
}

static rpt_term_id add_up(rpt_dataset *d, const rpt_term_id *ids, size_t n, bool average) {
    fixed sum = 0;
    double inexact = 0;
    value_kind widest = INTEGER;
    for (size_t i = 0; i < n; i++) {
        const value v = ids[i] ? read_value(rpt_dataset_term(d, ids[i])) : (value){.kind = NONE};
        if (!is_number(v.kind)) return 0;
        if (v.kind > widest) widest = v.kind;
        sum += v.exact;
        inexact += v.inexact;
    }
    if (widest == DOUBLE) return double_term(d, average ? inexact / (double)n : inexact);
    return exact_term(d, average && n ? sum / (fixed)n : sum, widest == INTEGER && (!average || !n));
}

static int order(const rpt_dataset *d, rpt_term_id a, rpt_term_id b, value x, value y) {
    if (x.kind == DOUBLE || y.kind == DOUBLE) return (x.inexact > y.inexact) - (x.inexact < y.inexact);
    if (is_number(x.kind)) return (x.exact > y.exact) - (x.exact < y.exact);
    const int by_text = rpt_str_compare(rpt_dataset_term(d, a).text, rpt_dataset_term(d, b).text);
    return (by_text > 0) - (by_text < 0);
}

static bool comparable(const rpt_dataset *d, rpt_term_id a, rpt_term_id b, value x, value y) {
    if (is_number(x.kind) && is_number(y.kind)) return true;
    if (x.kind == NONE || x.kind != y.kind) return false;
    const rpt_term_view s = rpt_dataset_term(d, a), t = rpt_dataset_term(d, b);
    return x.kind != DATE || (s.text.len == t.text.len && rpt_str_equal(s.tag, t.tag));
}

static rpt_term_id extreme(rpt_dataset *d, const rpt_term_id *ids, size_t n, int wanted, bool *mixed) {
    if (!n) return 0;
    rpt_term_id best = ids[0];
    value of_best = best ? read_value(rpt_dataset_term(d, best)) : (value){.kind = NONE};
    *mixed |= n > 1 && of_best.kind == NONE;
    for (size_t i = 1; i < n && !*mixed; i++) {
        const value v = ids[i] ? read_value(rpt_dataset_term(d, ids[i])) : (value){.kind = NONE};
        *mixed = !comparable(d, best, ids[i], of_best, v);
        if (*mixed || order(d, ids[i], best, v, of_best) != wanted) continue;
        best = ids[i];
        of_best = v;
    }
    return best;
}

rpt_term_id rpt_aggregate(rpt_dataset *d, rpt_aggregate_kind kind, const rpt_term_id *ids, size_t n, bool *mixed) {
    uint32_t bound = 0;
    char text[16];
    for (size_t i = 0; i < n; i++) bound += ids[i] != 0;
    switch (kind) {
    case RPT_COUNT: snprintf(text, sizeof text, "%u", bound); return intern(d, text, XSD "integer");
    case RPT_SUM: return add_up(d, ids, n, false);
    case RPT_AVG: return add_up(d, ids, n, true);
    case RPT_MIN: return extreme(d, ids, n, -1, mixed);
    case RPT_MAX: return extreme(d, ids, n, 1, mixed);
    case RPT_SAMPLE: break;
    }
    size_t i = 0;
    while (i < n && !ids[i]) i++;
    return i < n ? ids[i] : 0;
}
