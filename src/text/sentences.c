/* SPDX-License-Identifier: ISC */
/*
 * Tokens and blocks -> sentences, which never cross a block and leave a speaker's label out. Header lines are one sentence
 * each. A full stop is the end of a sentence unless it belongs to a short form or what follows goes on in small letters; after
 * `U.S.` and its like the next word decides.
 */
#include "text/lines.h"
#include "text/text.h"

#define COUNT(table) (uint32_t)(sizeof(table) / sizeof *(table))
enum { LONGEST = 1000 }; ///< tokens; text without marks is cut there, so that later stages stay linear

/* Sorted, lower case. Short forms that never end a sentence, those before a figure, and those that may do either. */
static const char *const before_names[] = {"adm", "amb", "brig", "capt", "cf", "cmdr", "col", "cpl", "dr", "ft", "gen",
                                           "gov", "hon", "lt", "maj", "messrs", "mr", "mrs", "ms", "msgr", "mt", "pres",
                                           "prof", "rep", "rev", "sen", "sgt", "st", "viz", "vs"};
static const char *const before_figures[] = {"approx", "art", "arts", "ca", "cap", "ch", "doc", "fig", "no", "nos", "p",
                                             "par", "para", "paras", "pp", "sec", "ser", "vol", "vols"};
static const char *const either[] = {"apr", "aug", "bros", "co", "corp", "dec", "dept", "ed", "eds", "est", "etc", "ext",
                                     "feb", "govt", "inc", "jan", "jr", "jul", "jun", "ltd", "mar", "nov", "oct",
                                     "op", "sep", "sept", "sr"};
/* Words with which sentences begin and names do not. */
static const char *const openers[] = {
    "a", "according", "after", "all", "also", "although", "among", "an", "and", "another", "any", "are", "as", "at",
    "because", "before", "both", "but", "by", "can", "during", "each", "even", "every", "finally", "first", "following",
    "for", "from", "furthermore", "have", "he", "her", "here", "his", "how", "however", "i", "if", "in", "indeed", "is",
    "it", "its", "last", "let", "many", "meanwhile", "more", "moreover", "most", "my", "no", "nor", "now", "of", "on",
    "once", "one", "only", "or", "our", "over", "please", "question", "second", "she", "since", "so", "some", "such",
    "thank", "that", "the", "their", "then", "there", "therefore", "these", "they", "this", "those", "through", "thus",
    "to", "today", "together", "until", "we", "what", "when", "where", "whether", "which", "while", "who", "why", "with",
    "yes", "yesterday", "yet", "you", "your"};

static char mark(const rpt_document *d, const rpt_token *t) {
    return t->flags & RPT_T_PUNCT && t->len == 1 ? d->text.p[t->begin] : 0;
}

static uint32_t code(const rpt_document *d, const rpt_token *t) {
    uint32_t len;
    return t->flags & RPT_T_PUNCT ? rpt_utf8_at(d->text, t->begin, &len) : 0;
}

static bool is_closer(uint32_t c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == '.' || c == '!' || c == '?' || c == 0x2019 || c == 0x201D ||
           c == 0xBB;
}

/** `[12]` at token i (of end)? */
static bool is_note_mark(const rpt_document *d, uint32_t i, uint32_t end) {
    return i + 2 < end && mark(d, &d->tokens.at[i]) == '[' && d->tokens.at[i + 1].flags & RPT_T_NUMBER &&
           d->tokens.at[i + 1].len <= 3 && mark(d, &d->tokens.at[i + 2]) == ']';
}

/** Closing quotes, brackets and note marks belong to the sentence that ends before them; the first token behind. */
static uint32_t with_closers(const rpt_document *d, uint32_t i, uint32_t end) {
    while (i < end && d->tokens.at[i].flags & RPT_T_PUNCT && !(d->tokens.at[i].flags & RPT_T_SPACE)) {
        if (is_note_mark(d, i, end)) i += 3;
        else if (is_closer(code(d, &d->tokens.at[i]))) i++;
        else break;
    }
    return i;
}

static bool is_in(const rpt_document *d, const rpt_token *t, const char *const *table, uint32_t n) {
    return rpt_word_in(rpt_token_text(d, t), table, n);
}

/** May a sentence open at token i: a capital or figure, perhaps behind a quotation mark or bracket? */
static bool opens(const rpt_document *d, uint32_t i, uint32_t end) {
    while (i < end && d->tokens.at[i].flags & RPT_T_PUNCT) {
        const uint32_t c = code(d, &d->tokens.at[i]);
        const bool opening = c == '"' || c == '\'' || c == '(' || c == '[' || c == 0x201C || c == 0x2018 || c == 0xAB ||
                             c == 0x2022 || c == '$' || c == 0x20AC || c == 0x2014 || c == 0x2013 || c == 0x2026 || c == '.';
        if (!opening) return false;
        i++;
    }
    return i < end && d->tokens.at[i].flags & (RPT_T_UPPER | RPT_T_NUMBER);
}

static bool is_roman(const rpt_document *d, const rpt_token *t) {
    const rpt_str s = rpt_token_text(d, t);
    for (uint32_t i = 0; i < s.len; i++) {
        if (!s.p[i] || !strchr("IVXLC", s.p[i])) return false;
    }
    return s.len > 0;
}

/** Does the full stop at token i belong to the word before it? `next` is what follows. */
static bool is_short(const rpt_document *d, uint32_t i, uint32_t first, const rpt_token *next) {
    const rpt_token *t = &d->tokens.at[i], *word = t - 1;
    if (i == first || t->flags & RPT_T_SPACE) return false;
    /* A paragraph's own number: `17. Requests`. */
    if (i == first + 1 && (word->flags & RPT_T_NUMBER || word->len == 1)) return true;
    if (is_in(d, word, before_names, COUNT(before_names))) return true;
    if (is_in(d, word, before_figures, COUNT(before_figures))) return next->flags & RPT_T_NUMBER || is_roman(d, next);
    const bool initial = word->len == 1 && word->flags & RPT_T_UPPER;
    if (!initial && !is_in(d, word, either, COUNT(either))) return false;
    return !is_in(d, next, openers, COUNT(openers));
}

/** Does a sentence of [first, end) end with token i? */
static bool ends_sentence(const rpt_document *d, uint32_t i, uint32_t first, uint32_t end) {
    const rpt_token *t = &d->tokens.at[i];
    const uint32_t c = code(d, t);
    const bool short_form = t->flags & RPT_T_ABBREV;
    if (!short_form && c != '.' && c != '!' && c != '?' && c != 0x2026) return false;
    const uint32_t behind = with_closers(d, i + 1, end);
    if (behind == end) return true;
    const rpt_token *next = &d->tokens.at[behind];
    if (short_form) return next->flags & RPT_T_SPACE && next->flags & RPT_T_UPPER && is_in(d, next, openers, COUNT(openers));
    if (!(next->flags & RPT_T_SPACE)) {
        /* `said.The`: a space was lost; `said.[1]The`. */
        const bool glued = behind > i + 1 || (i > first && d->tokens.at[i - 1].len > 1 &&
                                              !(d->tokens.at[i - 1].flags & (RPT_T_CAPS | RPT_T_NUMBER)));
        return c == '.' && glued && next->flags & RPT_T_UPPER && is_in(d, next, openers, COUNT(openers));
    }
    if (!opens(d, behind, end)) return false;
    return c != '.' || behind > i + 1 || !is_short(d, i, first, next);
}

static void add_sentence(rpt_document *d, uint32_t block, uint32_t first, uint32_t end) {
    if (first >= end) return;
    const rpt_token *last = &d->tokens.at[end - 1];
    d->tokens.at[first].flags |= RPT_T_FIRST;
    *RPT_PUSH(d->arena, d->sentences) =
        (rpt_sentence){first, end, block, {d->tokens.at[first].begin, last->begin + last->len}};
}

/** Header lines are whole: a title with a full stop inside is one. */
static bool is_whole(uint8_t kind) {
    return kind == RPT_BLOCK_TITLE || kind == RPT_BLOCK_DATELINE || kind == RPT_BLOCK_BYLINE || kind == RPT_BLOCK_SEE_ALSO ||
           kind == RPT_BLOCK_HEADING;
}

static void split_block(rpt_document *d, uint32_t block, uint32_t i, uint32_t end) {
    const bool whole = is_whole(d->blocks.at[block].kind);
    for (uint32_t first = i; first < end; first = i) {
        while (i < end && i - first < LONGEST && (whole || !ends_sentence(d, i, first, end))) i++;
        i = i < end ? with_closers(d, i + 1, end) : end;
        add_sentence(d, block, first, i);
    }
}

/** The marks of notes are not read: `[2]` behind a word or a mark. */
static void hush_note_marks(rpt_document *d, uint32_t i, uint32_t end) {
    for (; i + 2 < end; i++) {
        if (d->tokens.at[i].flags & RPT_T_SPACE || !is_note_mark(d, i, end)) continue;
        for (uint32_t k = i; k < i + 3; k++) d->tokens.at[k].flags |= RPT_T_NOISE;
    }
}

static uint32_t said_from(const rpt_document *d, const rpt_block *b) {
    const rpt_span label = d->turns.at[b->turn].label;
    const bool labelled = b->turn && label.begin >= b->span.begin && label.end <= b->span.end;
    return labelled ? label.end : b->span.begin;
}

void rpt_text_sentences(rpt_document *d) {
    uint32_t i = 0;
    for (uint32_t b = 0; b < d->blocks.n; b++) {
        const rpt_block *block = &d->blocks.at[b];
        const uint32_t begin = said_from(d, block);
        while (i < d->tokens.n && d->tokens.at[i].begin < begin) i++;
        uint32_t end = i;
        while (end < d->tokens.n && d->tokens.at[end].begin < block->span.end) end++;
        hush_note_marks(d, i, end);
        if (block->kind == RPT_BLOCK_NOISE) {
            for (; i < end; i++) d->tokens.at[i].flags |= RPT_T_NOISE;
            continue;
        }
        split_block(d, b, i, end);
        i = end;
    }
}

void rpt_text_analyse(rpt_document *d) {
    rpt_text_structure(d);
    rpt_text_tokens(d);
    rpt_text_sentences(d);
}
