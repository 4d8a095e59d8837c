/* SPDX-License-Identifier: ISC */
#ifndef RPT_RECOGNISE_CALENDAR_H
#define RPT_RECOGNISE_CALENDAR_H
/* What a phrase says of a date, before and after the missing year is filled in; knows no words. */
#include "document.h"

typedef enum { RPT_NO_FUZZY, RPT_EARLY, RPT_MID, RPT_LATE, RPT_END, RPT_BEGINNING, RPT_FUZZIES } rpt_fuzzy;
typedef enum { RPT_NO_SEASON, RPT_SPRING, RPT_SUMMER, RPT_AUTUMN, RPT_WINTER, RPT_SEASONS } rpt_season;

extern const char *const rpt_fuzzy_name[RPT_FUZZIES];
extern const char *const rpt_season_name[RPT_SEASONS];

/** 0 = not said. With a year alone `decade` makes it ten years. */
typedef struct {
    int32_t year;
    uint8_t month, day, season, fuzzy;
    bool decade;
} rpt_when;

enum { RPT_YEAR_OPEN = 2 }; ///< rpt_dating.relative where nothing is said

typedef struct {
    rpt_when from, to; ///< to is used where range is set
    bool range;
    int8_t relative;   ///< year told from the reference day: -1 last, 0 this, 1 next, RPT_YEAR_OPEN
} rpt_dating;

typedef enum { RPT_NEAREST, RPT_LIKELY_PAST, RPT_PAST, RPT_AHEAD, RPT_SAME_YEAR } rpt_bias;

bool rpt_when_valid(const rpt_when *w);
/** First and last day (inclusive); the year must be there. */
int32_t rpt_when_first(const rpt_when *w);
int32_t rpt_when_last(const rpt_when *w);
/** Fills missing years: of one end from the other, of both from `reference` (a day) with a bias. */
void rpt_dating_complete(rpt_dating *g, int32_t reference, rpt_bias bias);
bool rpt_dating_has_year(const rpt_dating *g);
/** Days and ISO form; a year still missing is written XXXX and leaves the days open. */
rpt_date rpt_dating_date(const rpt_dating *g, rpt_arena *arena);
/** The days [from, to] with their ISO form: one day, or two with a stroke between. */
rpt_date rpt_days_date(int32_t from, int32_t to, rpt_arena *arena);

#endif
