/* SPDX-License-Identifier: ISC */
/*
 * Datings (what was said: day, month, year, decade, season, a fuzzy word, an end of a range) -> years filled in from a
 * reference day -> first and last day and the ISO form. Pure; reads no text.
 */
#include "recognise/calendar.h"
#include <stdio.h>

const char *const rpt_fuzzy_name[RPT_FUZZIES] = {"", "early", "mid", "late", "end", "beginning"};
const char *const rpt_season_name[RPT_SEASONS] = {"", "spring", "summer", "autumn", "winter"};

static bool is_leap(int32_t y) { return (y % 4 == 0 && y % 100) || y % 400 == 0; }

static uint32_t month_days(int32_t year, uint32_t month) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && (!year || is_leap(year)) ? 29 : days[(month - 1) % 12];
}

bool rpt_when_valid(const rpt_when *w) {
    if (w->month > 12 || w->year < 0 || w->year > 2999) return false;
    return !w->day || (w->month && w->day <= month_days(w->year, w->month));
}

static int32_t first_of_month(int32_t year, uint32_t month) {
    return month > 12 ? rpt_days_of(year + 1, month - 12, 1) : rpt_days_of(year, month, 1);
}

/** The whole stretch, before a fuzzy word narrows it. */
static void stretch(const rpt_when *w, int32_t *first, int32_t *last) {
    if (w->day) {
        const uint32_t most = month_days(w->year, w->month);
        *first = *last = rpt_days_of(w->year, w->month, w->day < most ? w->day : most);
    } else if (w->month) {
        *first = rpt_days_of(w->year, w->month, 1);
        *last = first_of_month(w->year, w->month + 1u) - 1;
    } else if (w->season) {
        const uint32_t month = w->season * 3u; /* March, June, September, December */
        *first = rpt_days_of(w->year, month, 1);
        *last = first_of_month(w->year, month + 3) - 1;
    } else {
        *first = rpt_days_of(w->year, 1, 1);
        *last = rpt_days_of(w->year + (w->decade ? 10 : 1), 1, 1) - 1;
    }
}

static void narrowed(const rpt_when *w, int32_t *first, int32_t *last) {
    stretch(w, first, last);
    const int32_t third = (*last - *first + 1) / 3;
    switch (w->fuzzy) {
    case RPT_EARLY: *last = *first + third; break;
    case RPT_MID: *first += third, *last -= third; break;
    case RPT_LATE: *first = *last - third; break;
    case RPT_END: *first = *last - third / 2; break;
    case RPT_BEGINNING: *last = *first + third / 2; break;
    default: break;
    }
}

int32_t rpt_when_first(const rpt_when *w) {
    int32_t first, last;
    narrowed(w, &first, &last);
    return first;
}

int32_t rpt_when_last(const rpt_when *w) {
    int32_t first, last;
    narrowed(w, &first, &last);
    return last;
}

static int32_t distance(const rpt_when *w, int32_t reference) {
    const int32_t first = rpt_when_first(w), last = rpt_when_last(w);
    return reference < first ? first - reference : reference > last ? reference - last : 0;
}

/** The year that puts `w` where the bias asks, seen from the reference day. A day's grace covers time zones. */
static int32_t year_near(rpt_when w, int32_t reference, rpt_bias bias) {
    int32_t year, best = 0, nearest = INT32_MAX;
    uint32_t month, day;
    rpt_days_split(reference, &year, &month, &day);
    if (bias == RPT_SAME_YEAR) return year;
    for (int32_t y = year - 1; y <= year + 1; y++) {
        w.year = y;
        if (bias == RPT_PAST && rpt_when_first(&w) > reference + 1) continue;
        if (bias == RPT_AHEAD && rpt_when_last(&w) < reference - 1) continue;
        int32_t away = distance(&w, reference);
        /* Likely past: a day ahead is believed only if it is near and the one behind is most of a year away. */
        if (bias == RPT_LIKELY_PAST && rpt_when_first(&w) > reference + 1) away = away * 4 + 60;
        if (away < nearest) nearest = away, best = y;
    }
    return best ? best : year;
}

bool rpt_dating_has_year(const rpt_dating *g) { return g->from.year || (g->range && g->to.year); }

/** In `December 30 to January 4, 2021` the first end is of the year before. */
static void share_years(rpt_dating *g) {
    if (!g->range) return;
    const bool wraps = g->from.month && g->to.month && g->from.month > g->to.month;
    if (g->from.year && !g->to.year) g->to.year = g->from.year + wraps;
    else if (g->to.year && !g->from.year) g->from.year = g->to.year - wraps;
}

void rpt_dating_complete(rpt_dating *g, int32_t reference, rpt_bias bias) {
    share_years(g);
    if (rpt_dating_has_year(g)) return;
    if (g->relative == RPT_YEAR_OPEN) {
        g->from.year = year_near(g->from, reference, bias);
    } else {
        uint32_t month, day;
        rpt_days_split(reference, &g->from.year, &month, &day);
        g->from.year += g->relative;
    }
    share_years(g);
}

static size_t write_when(char *out, size_t size, const rpt_when *w) {
    char year[16];
    if (w->year) snprintf(year, sizeof year, "%04d", w->year);
    else strcpy(year, "XXXX");
    const char *fuzzy = rpt_fuzzy_name[w->fuzzy], *dash = w->fuzzy ? "-" : "";
    int n;
    if (w->day) n = snprintf(out, size, "%s%s%s-%02u-%02u", fuzzy, dash, year, w->month, w->day);
    else if (w->month) n = snprintf(out, size, "%s%s%s-%02u", fuzzy, dash, year, w->month);
    else if (w->season) n = snprintf(out, size, "%s%s%s-%s", fuzzy, dash, rpt_season_name[w->season], year);
    else n = snprintf(out, size, "%s%s%s%s", fuzzy, dash, year, w->decade ? "s" : "");
    return (size_t)n;
}

rpt_date rpt_dating_date(const rpt_dating *g, rpt_arena *arena) {
    char iso[128];
    size_t n = write_when(iso, 60, &g->from);
    if (g->range) {
        iso[n++] = '/';
        n += write_when(iso + n, 60, &g->to);
    }
    rpt_date d = {INT32_MIN, INT32_MAX, rpt_arena_copy(arena, (rpt_str){iso, (uint32_t)n})};
    if (g->from.year) {
        d.from = rpt_when_first(&g->from);
        d.to = rpt_when_last(g->range && g->to.year ? &g->to : &g->from);
    }
    return d;
}

rpt_date rpt_days_date(int32_t from, int32_t to, rpt_arena *arena) {
    rpt_dating g = {.range = from != to, .relative = RPT_YEAR_OPEN};
    uint32_t month, day;
    rpt_days_split(from, &g.from.year, &month, &day);
    g.from.month = (uint8_t)month, g.from.day = (uint8_t)day;
    rpt_days_split(to, &g.to.year, &month, &day);
    g.to.month = (uint8_t)month, g.to.day = (uint8_t)day;
    return rpt_dating_date(&g, arena);
}
