/* SPDX-License-Identifier: ISC */
/*
 * Tokens -> atoms for the grammar of dates. Splits what the tokens join (`17-18`, `mid-December`, `2021-07-17`,
 * `1990s`, `7,2020`) and cuts a year off the clock that is glued to it (`202021:23`).
 */
#include "recognise/date_grammar.h"

typedef struct {
    const rpt_parts *p;
    rpt_atom *out;
    uint32_t n, token;
    bool space;
    rpt_atom spare; ///< takes what comes behind RPT_ATOMS
} cutter;

static rpt_atom *add(cutter *c, rpt_atom_kind kind, uint32_t begin, uint32_t end) {
    if (c->n >= RPT_ATOMS) return &c->spare;
    rpt_atom *a = &c->out[c->n++];
    *a = (rpt_atom){.kind = (uint8_t)kind, .space = c->space, .token = c->token, .span = {begin, end}};
    c->space = false;
    return a;
}

static bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static bool is_ascii_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

/** `st nd rd th` behind digits, with nothing behind. */
static bool is_ordinal_ending(const char *p, const char *end) {
    if (end - p < 2 || (end - p > 2 && is_ascii_letter(p[2]))) return false;
    const char a = lower(p[0]), b = lower(p[1]);
    return (a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') || (a == 't' && b == 'h');
}

/** A run of digits with what may be glued to it; returns the bytes used. */
static uint32_t cut_number(cutter *c, uint32_t at, uint32_t end) {
    const char *text = c->p->d->text.p;
    uint32_t i = at;
    int64_t value = 0;
    for (; i < end && is_ascii_digit(text[i]); i++) {
        if (value < 100000000) value = value * 10 + (text[i] - '0');
    }
    uint32_t digits = i - at;
    const bool clock = i < c->p->d->text.len && text[i] == ':';
    if ((digits == 5 || digits == 6) && clock && (text[at] == '1' || text[at] == '2')) {
        while (digits > 4) value /= 10, digits--;
    }
    if (digits == 4 && i == at + 4 && i < end && lower(text[i]) == 's' && (i + 1 == end || !is_ascii_letter(text[i + 1])) &&
        value % 10 == 0) {
        add(c, RPT_ATOM_DECADE, at, i + 1)->value = (int32_t)value;
        return i + 1 - at;
    }
    const bool ordinal = digits <= 2 && is_ordinal_ending(text + i, text + end);
    const uint32_t stop = ordinal ? i + 2 : at + digits;
    /* A number with letters behind (`1990A`, `16Z`) is none of ours, but for the T of a time stamp. */
    const bool glued = !ordinal && i < end && is_ascii_letter(text[i]) && lower(text[i]) != 't';
    rpt_atom *a = add(c, glued ? RPT_ATOM_OTHER : RPT_ATOM_NUMBER, at, stop);
    a->value = (int32_t)value;
    a->digits = (uint8_t)(digits < 255 ? digits : 255);
    a->ordinal = ordinal;
    if (digits < i - at) add(c, RPT_ATOM_OTHER, stop, i);
    return (i > stop ? i : stop) - at;
}

static rpt_atom_kind kind_of_mark(uint32_t code) {
    switch (code) {
    case '-': case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212: return RPT_ATOM_DASH;
    case ',': return RPT_ATOM_COMMA;
    case '/': return RPT_ATOM_SLASH;
    case '.': return RPT_ATOM_DOT;
    case ':': return RPT_ATOM_COLON;
    case ')': case ']': case ';': return RPT_ATOM_CLOSE;
    case '\'': case 0x2019: return RPT_ATOM_APOSTROPHE;
    default: return RPT_ATOM_OTHER;
    }
}

static rpt_atom_kind kind_of_small_word(rpt_str w) {
    static const struct { const char *word; rpt_atom_kind kind; } words[] = {
        {"of", RPT_ATOM_OF}, {"the", RPT_ATOM_THE}, {"to", RPT_ATOM_TO}, {"and", RPT_ATOM_AND}, {"till", RPT_ATOM_UNTIL},
        {"until", RPT_ATOM_UNTIL}, {"through", RPT_ATOM_UNTIL}, {"this", RPT_ATOM_THIS}, {"last", RPT_ATOM_LAST},
        {"next", RPT_ATOM_NEXT}, {"year", RPT_ATOM_YEAR}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (rpt_str_is(w, words[i].word)) return words[i].kind;
    }
    return RPT_ATOM_OTHER;
}

/** A part of a hyphened token has no reading of its own: months and fuzzy words are asked of the lexicon. */
static void cut_word(cutter *c, uint32_t at, uint32_t end, bool whole) {
    static const struct { rpt_class class; rpt_atom_kind kind; } kinds[] = {
        {RPT_CLASS_MONTH, RPT_ATOM_MONTH}, {RPT_CLASS_WEEKDAY, RPT_ATOM_WEEKDAY}, {RPT_CLASS_SEASON, RPT_ATOM_SEASON},
        {RPT_CLASS_FUZZY, RPT_ATOM_FUZZY}, {RPT_CLASS_FUZZY_OF, RPT_ATOM_FUZZY_OF}};
    const rpt_lexicon *x = c->p->r->lexicon;
    const rpt_str word = {c->p->d->text.p + at, end - at};
    const rpt_lexeme *l = c->p->readings[c->token].lexeme;
    if (!whole && word.len < 24) {
        char folded[80];
        const uint64_t hash = rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, word)});
        uint32_t len;
        l = rpt_lexicon_match(x, &hash, sizeof hash, 1, &len);
    }
    for (size_t i = 0; l && i < sizeof kinds / sizeof *kinds; i++) {
        rpt_str value;
        if (!rpt_lexeme_has(x, l, c->p->r->class[kinds[i].class], &value)) continue;
        /* may, march, sun: months and days are written with a capital. */
        const bool named = kinds[i].kind == RPT_ATOM_MONTH || kinds[i].kind == RPT_ATOM_WEEKDAY;
        if (named && !(word.p[0] >= 'A' && word.p[0] <= 'Z')) continue;
        int32_t number = 0;
        for (uint32_t k = 0; k < value.len && is_ascii_digit(value.p[k]); k++) number = number * 10 + (value.p[k] - '0');
        add(c, kinds[i].kind, at, end)->value = number;
        return;
    }
    add(c, kind_of_small_word(word), at, end)->is_s = word.len == 1 && word.p[0] == 's';
}

static void cut_token(cutter *c, const rpt_token *t) {
    const rpt_str text = c->p->d->text;
    const uint32_t end = t->begin + t->len;
    for (uint32_t at = t->begin, len; at < end && c->n < RPT_ATOMS; at += len) {
        const uint32_t code = rpt_utf8_at(text, at, &len);
        if (is_ascii_digit(text.p[at])) {
            len = cut_number(c, at, end);
        } else if (rpt_utf8_is_letter(code)) {
            uint32_t stop = at, step;
            while (stop < end && rpt_utf8_is_letter(rpt_utf8_at(text, stop, &step))) stop += step;
            cut_word(c, at, stop, at == t->begin && stop == end);
            len = stop - at;
        } else if (rpt_utf8_is_space(code)) {
            c->space = true;
        } else {
            add(c, kind_of_mark(code), at, at + len);
        }
    }
}

uint32_t rpt_atoms_of_text(const rpt_parts *p, rpt_str text, rpt_atom out[RPT_ATOMS]) {
    rpt_document d = {.text = text};
    rpt_reading none = {0};
    const rpt_parts own = {.r = p->r, .d = &d, .readings = &none};
    cutter c = {.p = &own, .out = out};
    cut_token(&c, &(rpt_token){.len = (uint16_t)(text.len < 200 ? text.len : 200)});
    return c.n;
}

uint32_t rpt_atoms_cut(const rpt_parts *p, uint32_t first, uint32_t end, rpt_atom out[RPT_ATOMS]) {
    cutter c = {.p = p, .out = out};
    for (uint32_t i = first; i < end && c.n < RPT_ATOMS; i++) {
        c.token = i;
        c.space = p->d->tokens.at[i].flags & (RPT_T_SPACE | RPT_T_LINE);
        cut_token(&c, &p->d->tokens.at[i]);
    }
    return c.n;
}
