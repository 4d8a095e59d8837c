/* SPDX-License-Identifier: ISC */
/*
 * Text -> tokens -> sentences. In: text and blocks. Out: tokens with hashes of their folded form, sentences
 * that never cross a block. A token is a word (hyphens, inner apostrophes and full stops of abbreviations
 * inside), a number (with its separators), or one mark; a possessive 's is a token of its own.
 */
#include "text/text.h"

typedef struct {
    rpt_document *d;
    uint32_t at;
} scanner;

static uint32_t code_at(const scanner *s, uint32_t at, uint32_t *len) {
    if (at >= s->d->text.len) {
        *len = 0;
        return 0;
    }
    return rpt_utf8_at(s->d->text, at, len);
}

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }
static bool is_hyphen(uint32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
static bool is_word(uint32_t c) { return rpt_utf8_is_letter(c) || rpt_utf8_is_digit(c); }

/** Is a possessive mark here: 's not followed by a letter? Its length in bytes, or 0. */
static uint32_t possessive_at(const scanner *s, uint32_t at) {
    uint32_t len, len2, len3;
    if (!is_apostrophe(code_at(s, at, &len))) return 0;
    const uint32_t c = code_at(s, at + len, &len2);
    if ((c == 's' || c == 'S') && !is_word(code_at(s, at + len + len2, &len3))) return len + len2;
    return 0;
}

/** The end of a word or number that starts at `at`. */
static uint32_t word_end(const scanner *s, uint32_t at, bool number) {
    uint32_t len, next_len;
    while (at < s->d->text.len) {
        const uint32_t c = code_at(s, at, &len);
        if (is_word(c)) {
            /* `December 202021:23`: letters glued to a number end it, but for ordinals and 1990s. */
            at += len;
            continue;
        }
        const uint32_t next = code_at(s, at + len, &next_len);
        const bool joins = is_hyphen(c) || (is_apostrophe(c) && !number && !possessive_at(s, at)) ||
                           (number && (c == ',' || c == '.') && rpt_utf8_is_digit(next)) || c == '&';
        if (!joins || !is_word(next)) break;
        at += len;
    }
    return at;
}

/** `U.S.`, `S.V.Lavrov`, `p.m.`: single letters with full stops; the end, or 0 where it is none. */
static uint32_t abbreviation_end(const scanner *s, uint32_t at) {
    uint32_t len, len2, letters = 0, end = 0;
    for (;;) {
        const uint32_t c = code_at(s, at, &len);
        if (!rpt_utf8_is_letter(c) || code_at(s, at + len, &len2) != '.') break;
        at += len + len2;
        letters++;
        end = at;
    }
    return letters > 1 ? end : 0;
}

static void add_token(scanner *s, uint32_t begin, uint32_t end, uint32_t flags) {
    rpt_document *d = s->d;
    if (end - begin > 1000) end = begin + 1000;
    rpt_token *t = RPT_PUSH(d->arena, d->tokens);
    const rpt_str text = {d->text.p + begin, end - begin};
    char folded[3100];
    t->begin = begin;
    t->len = (uint16_t)text.len;
    t->hash = rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, text)});
    uint32_t len, letters = 0, capitals = 0;
    for (uint32_t i = 0; i < text.len; i += len) {
        const uint32_t c = rpt_utf8_at(text, i, &len);
        if (rpt_utf8_is_letter(c)) letters++, capitals += rpt_utf8_is_upper(c);
    }
    const uint32_t first = rpt_utf8_at(text, 0, &len);
    if (rpt_utf8_is_upper(first)) flags |= RPT_T_UPPER;
    if (letters > 1 && letters == capitals) flags |= RPT_T_CAPS;
    if (rpt_utf8_is_digit(first)) flags |= RPT_T_NUMBER;
    t->flags = (uint16_t)flags;
}

void rpt_text_tokens(rpt_document *d) {
    scanner s = {d, 0};
    uint32_t gap = RPT_T_LINE;
    while (s.at < d->text.len) {
        uint32_t len, end, flags = gap;
        const uint32_t c = code_at(&s, s.at, &len);
        if (rpt_utf8_is_space(c)) {
            gap |= c == '\n' ? RPT_T_SPACE | RPT_T_LINE : RPT_T_SPACE;
            s.at += len;
            continue;
        }
        if ((end = possessive_at(&s, s.at)) && !gap) {
            end += s.at;
            flags |= RPT_T_POSSESSIVE | RPT_T_PUNCT;
        } else if (rpt_utf8_is_letter(c) && (end = abbreviation_end(&s, s.at))) {
            flags |= RPT_T_ABBREV;
        } else if (is_word(c)) {
            end = word_end(&s, s.at, rpt_utf8_is_digit(c));
        } else {
            end = s.at + len;
            flags |= RPT_T_PUNCT;
        }
        add_token(&s, s.at, end, flags);
        s.at = end;
        gap = 0;
    }
}

/** Does a full stop after token i end an abbreviation and not the sentence? */
static bool is_short_form(const rpt_document *d, const rpt_token *t) {
    static const char *const forms[] = {"Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Sen", "Rep", "Gov", "St",
                                        "No", "Nos", "Art", "vol", "p", "pp", "Jr", "Sr", "Hon", "Amb", "Capt", "Adm",
                                        "Sgt", "Maj", "cf", "vs", "Messrs", "Mt", "Ft", "Co", "Inc", "Ltd", "etc",
                                        "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"};
    const rpt_str text = rpt_token_text(d, t);
    if (text.len == 1 && (t->flags & RPT_T_UPPER)) return true;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (rpt_str_is(text, forms[i])) return true;
    }
    return false;
}

/** Does a sentence end with token i (of [first, end) )? */
static bool ends_sentence(const rpt_document *d, uint32_t i, uint32_t end) {
    const rpt_token *t = &d->tokens.at[i];
    const rpt_str text = rpt_token_text(d, t);
    if (i + 1 == end) return true;
    const rpt_token *next = &d->tokens.at[i + 1];
    const bool opens = next->flags & (RPT_T_UPPER | RPT_T_NUMBER) || (next->flags & RPT_T_PUNCT && next->flags & RPT_T_SPACE);
    if (rpt_str_is(text, "!") || rpt_str_is(text, "?")) return next->flags & RPT_T_SPACE && opens;
    if (rpt_str_is(text, ".")) {
        if (!(next->flags & RPT_T_SPACE) && !(next->flags & RPT_T_PUNCT)) return false;
        if (!opens) return false;
        return i == 0 || !is_short_form(d, t - 1) || t->flags & RPT_T_SPACE;
    }
    return false;
}

/** Closing quotes and brackets, and note marks `[1]`, belong to the sentence that ends before them. */
static uint32_t with_closers(const rpt_document *d, uint32_t i, uint32_t end) {
    while (i < end && d->tokens.at[i].flags & RPT_T_PUNCT && !(d->tokens.at[i].flags & RPT_T_SPACE)) {
        const rpt_str text = rpt_token_text(d, &d->tokens.at[i]);
        if (rpt_str_is(text, "[") && i + 2 < end && d->tokens.at[i + 1].flags & RPT_T_NUMBER) {
            i += 3;
            continue;
        }
        if (!(rpt_str_is(text, "\"") || rpt_str_is(text, "'") || rpt_str_is(text, ")") || rpt_str_is(text, "”") ||
              rpt_str_is(text, "’") || rpt_str_is(text, "»") || rpt_str_is(text, "]") || rpt_str_is(text, "."))) {
            break;
        }
        i++;
    }
    return i;
}

static void add_sentence(rpt_document *d, uint32_t block, uint32_t first, uint32_t end) {
    if (first >= end) return;
    const rpt_token *last = &d->tokens.at[end - 1];
    d->tokens.at[first].flags |= RPT_T_FIRST;
    *RPT_PUSH(d->arena, d->sentences) =
        (rpt_sentence){first, end, block, {d->tokens.at[first].begin, last->begin + last->len}};
}

void rpt_text_sentences(rpt_document *d) {
    uint32_t i = 0;
    for (uint32_t b = 0; b < d->blocks.n; b++) {
        const rpt_block *block = &d->blocks.at[b];
        uint32_t begin = block->span.begin;
        if (block->turn && d->turns.at[block->turn].label.begin >= block->span.begin &&
            d->turns.at[block->turn].label.end <= block->span.end) {
            begin = d->turns.at[block->turn].label.end;
        }
        while (i < d->tokens.n && d->tokens.at[i].begin < begin) i++;
        uint32_t end = i;
        while (end < d->tokens.n && d->tokens.at[end].begin < block->span.end) end++;
        if (block->kind == RPT_BLOCK_NOISE) {
            for (; i < end; i++) d->tokens.at[i].flags |= RPT_T_NOISE;
            continue;
        }
        for (uint32_t first = i; i < end;) {
            if (!ends_sentence(d, i, end)) {
                i++;
                continue;
            }
            i = with_closers(d, i + 1, end);
            add_sentence(d, b, first, i);
            first = i;
        }
    }
}

void rpt_text_analyse(rpt_document *d) {
    rpt_text_structure(d);
    rpt_text_tokens(d);
    rpt_text_sentences(d);
}
