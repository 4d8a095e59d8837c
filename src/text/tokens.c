/* SPDX-License-Identifier: ISC */
/*
 * Text -> tokens with hashes of their folded form. A token is a word (hyphens, inner apostrophes and full stops of
 * abbreviations inside), a number (with its separators), a document symbol (A/RES/70/291), or one mark; a possessive 's is a
 * token of its own. The hash is rpt_hash of rpt_utf8_fold_into of the token; ASCII is folded in the same pass that finds the
 * end, all else goes through the code points.
 */
#include "text/text.h"

enum { OTHER, SPACE, BREAK, LOWER, UPPER, DIGIT, JOIN, HIGH };
enum {
    CUT = 1000,  ///< bytes after which a run is cut
    LETTERS = 16 ///< of an abbreviation at most
};

#define S4(x) x, x, x, x
#define S8(x) S4(x), S4(x)
#define S16(x) S8(x), S8(x)
#define S26(x) S16(x), S8(x), x, x
static const uint8_t class_of[256] = {
    S8(OTHER), OTHER, SPACE, BREAK, SPACE, SPACE, SPACE, OTHER, OTHER, S16(OTHER),
    /* space to / */ SPACE, S4(OTHER), OTHER, JOIN, JOIN, OTHER, OTHER, OTHER, JOIN, JOIN, JOIN, JOIN, JOIN,
    /* 0 to ? */ S8(DIGIT), DIGIT, DIGIT, JOIN, OTHER, S4(OTHER),
    /* @ to ` */ OTHER, S26(UPPER), S4(OTHER), OTHER, OTHER,
    /* a to DEL */ S26(LOWER), S4(OTHER), OTHER,
    S16(HIGH), S16(HIGH), S16(HIGH), S16(HIGH), S16(HIGH), S16(HIGH), S16(HIGH), S16(HIGH)};

typedef struct {
    rpt_document *d;
    rpt_str s;
    uint32_t at;
    uint32_t quote; ///< text byte + 1 of a single quotation mark that is open; 0 = none
    uint32_t n, letters, capitals;
    char folded[CUT * 3 + 16];
} scanner;

static uint32_t code_at(const scanner *s, uint32_t at, uint32_t *len) {
    *len = 0;
    if (at >= s->s.len) return 0;
    return rpt_utf8_at(s->s, at, len);
}

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }
static bool is_word(uint32_t c) { return rpt_utf8_is_letter(c) || rpt_utf8_is_digit(c); }
static bool is_ascii_digit(const scanner *s, uint32_t at) { return at < s->s.len && class_of[(uint8_t)s->s.p[at]] == DIGIT; }

static bool is_word_at(const scanner *s, uint32_t at) {
    uint32_t len;
    if (at >= s->s.len) return false;
    const uint8_t k = class_of[(uint8_t)s->s.p[at]];
    return k == HIGH ? is_word(code_at(s, at, &len)) : k >= LOWER && k <= DIGIT;
}

/** The length of 's at `at` with no letter behind it; 0 where it is none. */
static uint32_t possessive_at(const scanner *s, uint32_t at) {
    uint32_t len;
    if (!is_apostrophe(code_at(s, at, &len)) || at + len >= s->s.len) return 0;
    return (s->s.p[at + len] | 32) == 's' && !is_word_at(s, at + len + 1) ? len + 1 : 0;
}

/** `U.S.`, `S.V.Lavrov`, `p.m.`: two single letters or more, each with its full stop; the end, or 0. */
static uint32_t abbreviation_end(const scanner *s, uint32_t at) {
    uint32_t letters = 0, end = 0, len;
    while (letters < LETTERS && rpt_utf8_is_letter(code_at(s, at, &len)) && at + len < s->s.len && s->s.p[at + len] == '.') {
        at += len + 1;
        letters++;
        end = at;
    }
    return letters > 1 ? end : 0;
}

/** Digits from the token's last mark up to `at`. */
static uint32_t digits_before(const scanner *s, uint32_t begin, uint32_t at) {
    uint32_t n = 0;
    while (at > begin && is_ascii_digit(s, at - 1)) at--, n++;
    return n;
}

/** Is a document symbol under way: `A/`, `S/RES/`, before a capital or a figure? */
static bool symbol_goes_on(const scanner *s, uint32_t begin, uint32_t at) {
    const char *p = s->s.p + begin;
    const uint32_t head = (uint32_t)((const char *)memchr(p, '/', at + 1 - begin) - p);
    const bool series = head == 1 || (head == 2 && p[0] == 'S' && p[1] == 'T');
    if (!series || at + 1 >= s->s.len || class_of[(uint8_t)p[0]] != UPPER) return false;
    const uint8_t next = class_of[(uint8_t)s->s.p[at + 1]];
    return next == UPPER || next == DIGIT;
}

/** The length of a mark at `at` that holds the token together with what follows; 0 = the token ends. */
static uint32_t join_at(const scanner *s, uint32_t begin, uint32_t at) {
    uint32_t len;
    const uint32_t c = code_at(s, at, &len);
    const bool number = is_ascii_digit(s, begin);
    switch (c) {
    case '-': case 0x2010: case 0x2011:
        /* `U.S.-EU` and `ASEAN-U.S.` are names beside each other, `UN-led` is one before a word. */
        if (s->letters > 1 && s->letters == s->capitals && at + len < s->s.len &&
            class_of[(uint8_t)s->s.p[at + len]] == LOWER) {
            return 0;
        }
        return is_word_at(s, at + len) && !abbreviation_end(s, at + len) ? len : 0;
    case '\'': case 0x2019:
        return !number && is_word_at(s, at + len) && !possessive_at(s, at) ? len : 0;
    case '&':
        return is_word_at(s, at + 1) ? 1 : 0;
    case '.': case ',':
        return number && is_ascii_digit(s, at - 1) && is_ascii_digit(s, at + 1) ? 1 : 0;
    case ':':
        return number && digits_before(s, begin, at) <= 2 && is_ascii_digit(s, at + 1) && is_ascii_digit(s, at + 2) ? 1 : 0;
    case '+':
        return is_ascii_digit(s, at - 1) && is_ascii_digit(s, at + 1) ? 1 : 0;
    case '/':
        return symbol_goes_on(s, begin, at) ? 1 : 0;
    default:
        return 0;
    }
}

static void fold(scanner *s, uint32_t c) {
    s->n += rpt_utf8_put(s->folded + s->n, rpt_utf8_fold(c));
    if (!rpt_utf8_is_letter(c)) return;
    s->letters++;
    s->capitals += rpt_utf8_is_upper(c);
}

static void fold_span(scanner *s, uint32_t begin, uint32_t end) {
    s->n = s->letters = s->capitals = 0;
    for (uint32_t len; begin < end; begin += len) fold(s, rpt_utf8_at(s->s, begin, &len));
}

/** ASCII letters and digits from `at` on are folded; where they end. */
static uint32_t fold_ascii(scanner *s, uint32_t at, uint32_t limit) {
    uint32_t n = s->n, letters = 0, capitals = 0;
    for (; at < limit; at++) {
        const uint8_t c = (uint8_t)s->s.p[at], k = class_of[c];
        if (k < LOWER || k > DIGIT) break;
        letters += k != DIGIT;
        capitals += k == UPPER;
        s->folded[n++] = (char)(k == UPPER ? c + 32 : c);
    }
    s->n = n;
    s->letters += letters;
    s->capitals += capitals;
    return at;
}

/** The end of a word or number; folded on the way. */
static uint32_t word_end(scanner *s, uint32_t begin) {
    const uint32_t limit = s->s.len - begin > CUT ? begin + CUT : s->s.len;
    uint32_t at = begin;
    s->n = s->letters = s->capitals = 0;
    while ((at = fold_ascii(s, at, limit)) < limit) {
        const uint8_t k = class_of[(uint8_t)s->s.p[at]];
        if (k != HIGH && k != JOIN) break;
        uint32_t len;
        const uint32_t c = code_at(s, at, &len);
        if (at + len > limit || (!(k == HIGH && is_word(c)) && !join_at(s, begin, at))) break;
        fold(s, c);
        at += len;
    }
    /* A code point that does not fit would leave the token empty. */
    return at > begin ? at : begin + 1;
}

/** `202021:23` is a year and a clock, `2022-01-11T10:16` a day and one; the end of the first. */
static uint32_t number_end(const scanner *s, uint32_t begin, uint32_t end) {
    const char *p = s->s.p + begin;
    const uint32_t n = end - begin;
    if (n > 11 && p[4] == '-' && p[7] == '-' && p[10] == 'T') return begin + 10;
    if ((n == 5 || n == 6) && end < s->s.len && *(p + n) == ':' && is_ascii_digit(s, end + 1) && s->letters == 0) {
        return begin + 4;
    }
    return end;
}

static void add_token(scanner *s, uint32_t begin, uint32_t end, uint32_t flags) {
    rpt_token *t = RPT_PUSH(s->d->arena, s->d->tokens);
    const uint8_t k = class_of[(uint8_t)s->s.p[begin]];
    t->begin = begin;
    t->len = (uint16_t)(end - begin);
    t->hash = rpt_hash((rpt_str){s->folded, s->n});
    if (k == UPPER) flags |= RPT_T_UPPER;
    if (k == DIGIT) flags |= RPT_T_NUMBER;
    if (k == HIGH) {
        uint32_t len;
        const uint32_t c = rpt_utf8_at(s->s, begin, &len);
        if (rpt_utf8_is_upper(c)) flags |= RPT_T_UPPER;
        if (rpt_utf8_is_digit(c)) flags |= RPT_T_NUMBER;
    }
    if (s->letters > 1 && s->letters == s->capitals) flags |= RPT_T_CAPS;
    t->flags = (uint16_t)flags;
}

/**
 * One mark. A lone apostrophe behind an s is a possessive where no single quotation mark is open; a mark of another line
 * opens nothing here.
 */
static uint32_t take_mark(scanner *s, uint32_t c, uint32_t len, uint32_t gap) {
    uint32_t flags = gap | RPT_T_PUNCT, end = s->at + len, possessive;
    if (c == 0x2018 || (c == '\'' && gap)) s->quote = s->at + 1;
    if (gap & RPT_T_LINE && c != 0x2018) s->quote = 0;
    if (is_apostrophe(c) && !gap) {
        if ((possessive = possessive_at(s, s->at))) {
            end = s->at + possessive;
            flags |= RPT_T_POSSESSIVE;
        } else if (s->quote) {
            s->quote = 0;
        } else if ((s->s.p[s->at - 1] | 32) == 's') {
            flags |= RPT_T_POSSESSIVE;
        }
    }
    fold_span(s, s->at, end);
    add_token(s, s->at, end, flags);
    return end;
}

static uint32_t take_word(scanner *s, uint32_t flags) {
    const uint32_t begin = s->at;
    uint32_t end = 0;
    const bool digit = is_ascii_digit(s, begin);
    /* An abbreviation shows itself by the full stop right behind its first letter. */
    const bool wide = class_of[(uint8_t)s->s.p[begin]] == HIGH;
    if (!digit && (wide || (begin + 1 < s->s.len && s->s.p[begin + 1] == '.'))) end = abbreviation_end(s, begin);
    if (end) {
        flags |= RPT_T_ABBREV;
        fold_span(s, begin, end);
    } else {
        end = word_end(s, begin);
        const uint32_t part = digit ? number_end(s, begin, end) : end;
        if (part != end || s->n == 0) fold_span(s, begin, part);
        end = part;
    }
    add_token(s, begin, end, flags);
    return end;
}

void rpt_text_tokens(rpt_document *d) {
    scanner *s = rpt_arena_alloc(d->arena, sizeof *s);
    s->d = d;
    s->s = d->text;
    /* English has a token for each five bytes: room for them at once, so that the array is not copied as it grows. */
    d->tokens.cap = d->text.len / 5 + 64;
    d->tokens.at = rpt_arena_alloc(d->arena, d->tokens.cap * sizeof *d->tokens.at);
    uint32_t gap = RPT_T_LINE;
    while (s->at < s->s.len) {
        const uint8_t k = class_of[(uint8_t)s->s.p[s->at]];
        uint32_t len = 1;
        if (k == SPACE || k == BREAK) {
            gap |= k == BREAK ? RPT_T_SPACE | RPT_T_LINE : RPT_T_SPACE;
            s->at++;
            continue;
        }
        uint32_t c = (uint8_t)s->s.p[s->at];
        if (k == HIGH) {
            c = code_at(s, s->at, &len);
            if (rpt_utf8_is_space(c)) {
                gap |= RPT_T_SPACE;
                s->at += len;
                continue;
            }
        }
        const bool word = (k >= LOWER && k <= DIGIT) || (k == HIGH && is_word(c));
        s->at = word ? take_word(s, gap) : take_mark(s, c, len, gap);
        gap = 0;
    }
}
