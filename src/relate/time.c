/* SPDX-License-Identifier: ISC */
/*
 * The clause around a match -> date= and place= of its fact. A date counts where it stands in the match, close after it,
 * or at the sentence's start; a place where `in` or `at` leads it in, in the match or close after it.
 */
#include "relate/time.h"

bool time_bears_date(uint32_t kind) {
    static const uint32_t kinds = 1u << RPT_REL_MET | 1u << RPT_REL_VISITED | 1u << RPT_REL_SIGNATORY_OF | 1u << RPT_REL_PARTICIPANT_IN;
    return kinds >> kind & 1;
}

static bool bears_place(uint32_t kind) { return kind == RPT_REL_MET || kind == RPT_REL_SIGNATORY_OF; }

static bool is_date(const symbols *s, uint32_t i) {
    return i < s->symbols.n && s->symbols.at[i].types & 1u << RPT_DATE && s->things.at[i].members == 1;
}

static bool ends_clause(const symbols *s, uint32_t i) {
    return s->symbols.at[i].marks & (1u << RPT_MARK_CLAUSE | 1u << RPT_MARK_VERB);
}

/** `on September 6, 1991, when` right before symbol i, a `when`: the date, which is that of the clause, too; symbols.n = none. */
static uint32_t date_before_when(const symbols *s, uint32_t i) {
    if (!symbols_is(&s->symbols.at[i], RPT_LIT("when")) || !i) return s->symbols.n;
    const uint32_t k = i > 1 && symbols_is(&s->symbols.at[i - 1], RPT_LIT(",")) ? i - 2 : i - 1;
    return is_date(s, k) ? k : s->symbols.n;
}

/** The date that belongs to the match; symbols.n where none does. */
static uint32_t date_of(const symbols *s, const rpt_match *m) {
    for (uint32_t i = m->begin; i < m->end; i++) {
        if (is_date(s, i)) return i;
    }
    for (uint32_t i = m->end; i < s->symbols.n && i < m->end + 10 && !ends_clause(s, i); i++) {
        if (is_date(s, i)) return i;
        if (s->symbols.at[i].types & 1u << RPT_AGR || symbols_is(&s->symbols.at[i], RPT_LIT("and"))) break; /* the day of another */
    }
    for (uint32_t i = m->begin; i-- > 0;) {
        if (s->symbols.at[i].marks & 1u << RPT_MARK_CLAUSE) return date_before_when(s, i);
        if (is_date(s, i)) return i;
    }
    return s->symbols.n;
}

static bool is_place_after(const symbols *s, uint32_t i) {
    if (!symbols_is(&s->symbols.at[i], RPT_LIT("in")) && !symbols_is(&s->symbols.at[i], RPT_LIT("at"))) return false;
    return i + 1 < s->symbols.n && s->symbols.at[i + 1].types & (1u << RPT_GPE | 1u << RPT_LOC) && s->things.at[i + 1].members == 1;
}

static uint32_t place_of(const symbols *s, const rpt_match *m) {
    for (uint32_t i = m->begin; i < m->end; i++) {
        if (is_place_after(s, i)) return i + 1;
    }
    for (uint32_t i = m->end; i < s->symbols.n && i < m->end + 8 && !ends_clause(s, i); i++) {
        if (is_place_after(s, i)) return i + 1;
    }
    return s->symbols.n;
}

static const rpt_entity *entity_of(const symbols *s, uint32_t i) {
    return &s->d->entities.at[s->members.at[s->things.at[i].member].entity];
}

/** A deictic phrase (`today`, `last week`) in the match or close after it, with its day; empty = none. They are no symbols. */
static rpt_str deictic_of(const symbols *s, const rpt_match *m) {
    const rpt_document *d = s->d;
    const uint32_t first = s->things.at[m->begin].first, end = s->things.at[m->end - 1].end + 8;
    const uint32_t last = s->things.at[s->things.n - 1].end + 3;
    uint32_t low = 1, high = d->dates.n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (d->dates.at[middle].first < first) low = middle + 1;
        else high = middle;
    }
    for (; low < d->dates.n && d->dates.at[low].first < end && d->dates.at[low].first < last; low++) {
        if (d->dates.at[low].deictic) return d->dates.at[low].date.iso;
    }
    return (rpt_str){"", 0};
}

void time_qualify(fact *x, const symbols *s, const rpt_match *m) {
    const uint32_t date = time_bears_date(x->kind) ? date_of(s, m) : s->symbols.n;
    if (date < s->symbols.n) fact_qualify(x, RPT_Q_DATE, entity_of(s, date)->date.iso);
    else if (time_bears_date(x->kind)) fact_qualify(x, RPT_Q_DATE, deictic_of(s, m));
    const uint32_t place = bears_place(x->kind) ? place_of(s, m) : s->symbols.n;
    if (place < s->symbols.n) fact_qualify(x, RPT_Q_PLACE, entity_of(s, place)->name);
}

uint32_t time_date_entity(const symbols *s, const rpt_match *m) {
    const uint32_t date = date_of(s, m);
    return date < s->symbols.n ? s->members.at[s->things.at[date].member].entity : 0;
}

bool time_date_is_led_by(const symbols *s, const rpt_match *m, rpt_str word) {
    const uint32_t date = date_of(s, m);
    return date && date < s->symbols.n && symbols_is(&s->symbols.at[date - 1], word);
}
