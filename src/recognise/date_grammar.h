/* SPDX-License-Identifier: ISC */
#ifndef RPT_RECOGNISE_DATE_GRAMMAR_H
#define RPT_RECOGNISE_DATE_GRAMMAR_H
/*
 * Tokens -> atoms (numbers, months, marks, a few words; `17-18` is three) -> the longest dating that starts at the
 * first atom. Does not know whether the words around make it a date, nor which year is meant.
 */
#include "recognise/calendar.h"
#include "recognise/parts.h"

typedef enum {
    RPT_ATOM_OTHER, RPT_ATOM_NUMBER, RPT_ATOM_DECADE, RPT_ATOM_MONTH, RPT_ATOM_WEEKDAY, RPT_ATOM_SEASON,
    RPT_ATOM_FUZZY, RPT_ATOM_FUZZY_OF, RPT_ATOM_DASH, RPT_ATOM_COMMA, RPT_ATOM_SLASH, RPT_ATOM_DOT, RPT_ATOM_COLON,
    RPT_ATOM_CLOSE, RPT_ATOM_APOSTROPHE,
    RPT_ATOM_OF, RPT_ATOM_THE, RPT_ATOM_TO, RPT_ATOM_AND, RPT_ATOM_UNTIL, RPT_ATOM_THIS, RPT_ATOM_LAST, RPT_ATOM_NEXT,
    RPT_ATOM_YEAR
} rpt_atom_kind;

typedef struct {
    uint8_t kind;
    uint8_t digits;  ///< of a number
    bool ordinal;    ///< 9th
    bool is_s;       ///< the letter alone
    bool space;      ///< white space before
    int32_t value;
    uint32_t token;
    rpt_span span;
} rpt_atom;

enum { RPT_ATOMS = 28 }; ///< the longest dating has some twenty

typedef enum {
    RPT_DATING_DAY,      ///< a day with its month
    RPT_DATING_MONTH, RPT_DATING_MONTH_ALONE, RPT_DATING_YEAR, RPT_DATING_YEARS, RPT_DATING_DECADE, RPT_DATING_SEASON,
    RPT_DATING_FUZZY, RPT_DATING_NUMERIC
} rpt_dating_kind;

typedef struct {
    rpt_dating dating;
    rpt_dating_kind kind;
    uint32_t atoms;     ///< used
    bool turned;        ///< 9/11/2020: day and month could change places
} rpt_dating_read;

enum { RPT_AFTER_BETWEEN = 1, RPT_AFTER_FROM = 2, RPT_AFTER_THE = 4 };

/** Cuts tokens [first, end) into at most RPT_ATOMS atoms; returns their number. */
uint32_t rpt_atoms_cut(const rpt_parts *p, uint32_t first, uint32_t end, rpt_atom out[RPT_ATOMS]);
/** The same of a text that is no part of the document (a metadata date). */
uint32_t rpt_atoms_of_text(const rpt_parts *p, rpt_str text, rpt_atom out[RPT_ATOMS]);
/** The longest dating that starts at a[0]; false = none. `before`: RPT_AFTER_* of the word before. */
bool rpt_dating_parse(const rpt_atom *a, uint32_t n, uint32_t before, rpt_dating_read *out);

/* -- Between finding and filling in the year ------------------------------------------------- */

typedef enum {
    RPT_SAID_DATE,    ///< a dating as read
    RPT_SAID_HOLIDAY, ///< a named day; month 0 = only its name is known
    RPT_SAID_ORDINAL, ///< `on the 28th`: a day of the month spoken of
    RPT_SAID_WEEKDAY, RPT_SAID_DAY, RPT_SAID_WEEK, RPT_SAID_MONTH, RPT_SAID_YEAR ///< deictic: `value` units from the document's day
} rpt_said_kind;

typedef struct {
    uint32_t first, end; ///< tokens
    rpt_span span;
    uint32_t sentence;
    rpt_said_kind kind;
    rpt_dating_read read;
    int32_t value;
} rpt_said;

typedef RPT_ARRAY(rpt_said) rpt_said_list;

/** Finds the document's day among the dates said and in the metadata, and its place beside it. */
void rpt_document_day(rpt_parts *p, const rpt_said_list *said);
/** Fills in years and days; writes the document's dates, in the order of the list. */
void rpt_dates_resolve(rpt_parts *p, rpt_said_list *said);

#endif
