/* SPDX-License-Identifier: ISC */
#ifndef RPT_LINES_H
#define RPT_LINES_H
/* What one line looks like: counts of kinds of words, first and last mark. Seen by the files of text/ alone. */
#include "document.h"

enum {
    RPT_LINE_LOOK = 320, ///< bytes; a longer line is running text
    RPT_LINE_WORDS = 60  ///< words counted at most
};

typedef struct {
    rpt_span span; ///< trimmed, not empty
    bool whole;    ///< short enough to be looked at; nothing is counted otherwise
    uint8_t words, capitals, caps, lower, months, weekdays, days, years, clocks, isos, zones;
    uint8_t joined;   ///< `of` right before a date: part of a phrase and no stamp
    uint8_t posts;    ///< words that a byline has: Secretary, Spokesperson, Office
    uint8_t after;    ///< other words after the first word of a date
    bool commas;
    uint32_t last;  ///< last code point that is no closing quote, bracket or note mark
    uint32_t first; ///< first code point
} rpt_line;

void rpt_line_read(rpt_line *out, const rpt_document *d, rpt_span span);
/** Words without digits or dates. */
uint32_t rpt_line_others(const rpt_line *l);
/** Nothing but a date, a time or a stamp of a feed. */
bool rpt_line_is_stamp(const rpt_line *l);
/** A stamp, perhaps with a place before it. */
bool rpt_line_is_dateline(const rpt_line *l);
/** A few capitalised words: may be a place, a name, a heading. */
bool rpt_line_is_names(const rpt_line *l);
bool rpt_line_ends_open(const rpt_line *l);     ///< without a mark that ends a sentence or clause
bool rpt_line_is_shouted(const rpt_line *l);    ///< in capitals throughout

/** Is the word (any case) one of a sorted table of lower-case words? */
bool rpt_word_in(rpt_str word, const char *const *sorted, uint32_t n);
/** Does a post or form of address: `Minister`, `Mr.`, `SENATOR`. */
bool rpt_word_is_title(rpt_str word);
/** The next run without white space and dashes of s from *at on, edges bare of punctuation; empty at the end. */
rpt_str rpt_word_next(rpt_str s, uint32_t *at);

/** Labels -> turns; blocks get theirs. */
void rpt_text_turns(rpt_document *d);

#endif
