/* SPDX-License-Identifier: ISC */
/*
 * One line -> what it looks like. In: a span of the text. Out: counts of its words by kind. The word lists are those of
 * the layout of press texts (months, forms of address, marks of time), not of the language's facts: those are in the
 * lexicon, which this stage does not know.
 */
#include "text/lines.h"

#define COUNT(table) (uint32_t)(sizeof(table) / sizeof *(table))

static const char *const months[] = {"apr", "april", "aug", "august", "dec", "december", "feb", "february", "jan",
                                     "january", "jul", "july", "jun", "june", "mar", "march", "may", "nov", "november",
                                     "oct", "october", "sep", "sept", "september"};
static const char *const weekdays[] = {"fri", "friday", "mon", "monday", "sat", "saturday", "sun", "sunday", "thu",
                                       "thur", "thurs", "thursday", "tue", "tues", "tuesday", "wed", "wednesday"};
static const char *const zones[] = {"a.m", "am", "bst", "cest", "cet", "edt", "est", "et", "gmt", "hours", "hrs",
                                    "local", "msk", "noon", "p.m", "pdt", "pm", "pst", "time", "utc", "z"};
static const char *const particles[] = {"al", "am", "and", "at", "by", "de", "del", "der", "di", "du", "el", "for",
                                        "in", "la", "le", "of", "on", "sur", "the", "to", "van", "von"};
/* In capitals and small letters; the words by which a label or a byline shows that a person follows. */
static const char *const titles[] = {
    "acting", "admiral", "adviser", "advisor", "ambassador", "archbishop", "assistant", "baroness", "cardinal", "ceo",
    "chair", "chairman", "chairperson", "chairwoman", "chancellor", "chief", "col", "colonel", "commissioner",
    "congressman", "congresswoman", "coordinator", "counselor", "counsellor", "deputy", "director", "dr", "envoy",
    "gen", "general", "gov", "governor", "king", "lord", "lt", "madam", "mayor", "minister", "mme", "mr", "mrs", "ms",
    "premier", "president", "prince", "princess", "prof", "professor", "queen", "rapporteur", "rep", "representative",
    "sec", "secretary", "secretary-general", "sen", "senator", "sheikh", "sir", "speaker", "spokesman", "spokesperson",
    "spokeswoman", "undersecretary", "vice"};
static const char *const bodies[] = {"bureau", "department", "embassy", "ministry", "mission", "office", "service"};

bool rpt_word_in(rpt_str word, const char *const *sorted, uint32_t n) {
    char low[24];
    if (!word.len || word.len >= sizeof low) return false;
    for (uint32_t i = 0; i < word.len; i++) low[i] = (char)rpt_utf8_fold((unsigned char)word.p[i] & 0x7F);
    low[word.len] = 0;
    uint32_t from = 0, to = n;
    while (from < to) {
        const uint32_t middle = (from + to) / 2;
        const int order = strcmp(low, sorted[middle]);
        if (!order) return true;
        if (order < 0) to = middle;
        else from = middle + 1;
    }
    return false;
}

bool rpt_word_is_title(rpt_str word) { return rpt_word_in(word, titles, COUNT(titles)); }

static bool is_dash(uint32_t c) { return (c >= 0x2012 && c <= 0x2015) || c == 0x2212; }

static bool is_edge(uint32_t c) {
    return (c < 0x80 && c > 0x20 && !rpt_utf8_is_letter(c) && !rpt_utf8_is_digit(c) && c != '+') ||
           (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x2026 || c == 0x2022;
}

rpt_str rpt_word_next(rpt_str s, uint32_t *at) {
    uint32_t len, begin, end = 0;
    for (; *at < s.len; *at += len) {
        const uint32_t c = rpt_utf8_at(s, *at, &len);
        if (!rpt_utf8_is_space(c) && !is_dash(c) && !is_edge(c)) break;
    }
    for (begin = *at; *at < s.len; *at += len) {
        const uint32_t c = rpt_utf8_at(s, *at, &len);
        if (rpt_utf8_is_space(c) || is_dash(c)) break;
        if (!is_edge(c)) end = *at + len;
    }
    return (rpt_str){s.p + begin, end > begin ? end - begin : 0};
}

static uint32_t digits_at(rpt_str s, uint32_t at) {
    uint32_t n = 0;
    while (at + n < s.len && s.p[at + n] >= '0' && s.p[at + n] <= '9') n++;
    return n;
}

/** `21:23`, `9:05`, `15:49:41`, `8pm`, `20.35`. */
static bool is_clock(rpt_str w) {
    const uint32_t n = digits_at(w, 0);
    if (!n || n > 2) return false;
    if (n + 2 == w.len && (w.p[n] | 32) != 't') return (w.p[n + 1] | 32) == 'm';
    return n + 3 <= w.len && (w.p[n] == ':' || w.p[n] == '.') && digits_at(w, n + 1) == 2;
}

static void read_number(rpt_line *l, rpt_str w) {
    const uint32_t n = digits_at(w, 0);
    if (is_clock(w) || (n == 4 && w.len == 5 && w.p[4] == 'Z')) { /* `0640Z` */
        l->clocks++;
    } else if (n == 4 && w.len >= 10 && w.p[4] == '-' && digits_at(w, 5) == 2 && w.p[7] == '-') {
        l->isos++;
    } else if (n >= 5 && n <= 6 && w.len > n && w.p[n] == ':') { /* `202021:23` */
        l->years++, l->clocks++;
    } else if (n == 4 && w.len == 4) {
        l->years++;
    } else if (n <= 2 && w.len <= 5) { /* 7, 7th, 12-13 */
        l->days++;
    } else if (n <= 2 && w.len >= 6 && (w.p[n] == '.' || w.p[n] == '/')) { /* 07.12.2020 */
        l->isos++;
    } else {
        l->lower++;
    }
}

static void read_word(rpt_line *l, rpt_str w, bool before_is_of) {
    uint32_t len;
    const uint32_t c = rpt_utf8_at(w, 0, &len);
    const uint32_t dates = l->months + l->days + l->isos;
    const uint32_t others = rpt_line_others(l);
    const bool upper = rpt_utf8_is_upper(c);
    if (upper && rpt_word_in(w, months, COUNT(months))) {
        l->months++;
    } else if (upper && rpt_word_in(w, weekdays, COUNT(weekdays))) {
        l->weekdays++;
    } else if (rpt_utf8_is_digit(c)) {
        read_number(l, w);
    } else if (rpt_word_in(w, zones, COUNT(zones)) || c == '+') {
        l->zones++;
    } else if (upper) {
        l->capitals++;
        uint32_t len2 = 0;
        if (w.len > len && rpt_utf8_is_upper(rpt_utf8_at(w, len, &len2))) l->caps++;
        if (rpt_word_is_title(w) || rpt_word_in(w, bodies, COUNT(bodies))) l->posts++;
    } else if (!rpt_word_in(w, particles, COUNT(particles))) {
        l->lower++;
    }
    if (before_is_of && (uint32_t)(l->months + l->days + l->isos) > dates) l->joined++;
    if (dates && rpt_line_others(l) > others) l->after++;
}

uint32_t rpt_line_others(const rpt_line *l) { return l->capitals + l->lower; }

static uint32_t last_mark(rpt_str s) {
    while (s.len) {
        uint32_t at = s.len - 1, len;
        while (at && ((unsigned char)s.p[at] & 0xC0) == 0x80) at--;
        const uint32_t c = rpt_utf8_at(s, at, &len);
        const bool closer = c == '"' || c == ')' || c == '\'' || c == 0x2019 || c == 0x201D || c == 0xBB;
        if (c == ']') { /* a note mark is passed over whole */
            while (at && s.p[at] != '[') at--;
        } else if (!closer) {
            return c;
        }
        s.len = at;
    }
    return 0;
}

void rpt_line_read(rpt_line *l, const rpt_document *d, rpt_span span) {
    rpt_str s = rpt_document_slice(d, span);
    uint32_t len;
    *l = (rpt_line){.span = span, .whole = s.len <= RPT_LINE_LOOK};
    l->first = s.len ? rpt_utf8_at(s, 0, &len) : 0;
    l->last = last_mark(s);
    if (!l->whole) { /* running text: nobody asks for more */
        l->words = l->lower = l->capitals = RPT_LINE_WORDS;
        return;
    }
    bool of = false;
    for (uint32_t at = 0; at < s.len && l->words < RPT_LINE_WORDS;) {
        const rpt_str w = rpt_word_next(s, &at);
        if (!w.len) continue;
        l->words++;
        read_word(l, w, of);
        of = rpt_str_is(w, "of") || rpt_str_is(w, "by");
    }
    l->commas = s.len && memchr(s.p, ',', s.len);
}

bool rpt_line_is_stamp(const rpt_line *l) {
    if (!l->whole || !l->words || rpt_line_others(l) || l->words > 12) return false;
    return (l->months && l->days + l->years) || l->isos || (l->clocks && l->days <= 1) ||
           (l->weekdays && l->days + l->years);
}

bool rpt_line_is_dateline(const rpt_line *l) {
    if (rpt_line_is_stamp(l)) return true;
    if (!l->whole || l->lower || l->joined || l->words > 14 || l->capitals > 6 || l->after > 3) return false;
    return (l->months && l->days + l->years) || l->isos;
}

bool rpt_line_is_names(const rpt_line *l) {
    return l->whole && l->capitals && !l->lower && l->words <= 9 && !l->days && !l->clocks;
}

bool rpt_line_ends_open(const rpt_line *l) {
    return l->last != '.' && l->last != ',' && l->last != ';' && l->last != ':' && l->last != '!' && l->last != '?' &&
           l->last != 0x2026;
}

bool rpt_line_is_shouted(const rpt_line *l) { return l->whole && l->caps && !l->lower && l->caps * 4 >= l->capitals * 3; }
