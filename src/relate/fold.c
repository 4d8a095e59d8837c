/* SPDX-License-Identifier: ISC */
/*
 * Symbols -> fewer symbols: a list of things is one thing with several members, a post or delegation with its state is
 * the state, a place within a place is the place. Each pass compacts the arrays in place.
 */
#include "relate/symbols.h"

enum { GROUP_NONE, GROUP_ACTORS, GROUP_AGR, GROUP_EVT, GROUP_DATE };

static bool marked(const rpt_symbol *y, uint32_t mark) { return y->marks >> mark & 1; }
static bool is(const symbols *s, uint32_t i, const char *word) {
    return i < s->symbols.n && !s->symbols.at[i].types && rpt_str_is(s->symbols.at[i].word, word);
}
static bool has(const symbols *s, uint32_t i, uint32_t class) {
    return i < s->symbols.n && class && s->symbols.at[i].lexeme && rpt_lexeme_has(s->lexicon, s->symbols.at[i].lexeme, class, NULL);
}

/** Things of one group may stand in one list. */
static uint32_t group_of(const symbols *s, uint32_t i) {
    if (i >= s->symbols.n) return GROUP_NONE;
    const uint32_t t = s->symbols.at[i].types;
    if (t & (1u << RPT_PER | 1u << RPT_ORG | 1u << RPT_GPE | 1u << RPT_LOC)) return GROUP_ACTORS;
    if (t & 1u << RPT_AGR) return GROUP_AGR;
    if (t & 1u << RPT_EVT) return GROUP_EVT;
    return t & 1u << RPT_DATE ? GROUP_DATE : GROUP_NONE;
}

/* -- Lists ----------------------------------------------------------------------------------- */

static bool is_conjunction(const symbols *s, uint32_t i) { return has(s, i, s->class.conj); }

/** The thing that goes on the list after symbol `last`; 0 = the list ends. `joined` becomes true at a conjunction. */
static uint32_t next_item(const symbols *s, uint32_t last, uint32_t group, bool *joined, bool after_conjunction) {
    uint32_t i = last + 1;
    const bool comma = is(s, i, ",");
    if (comma) i++;
    const bool conjunction = is_conjunction(s, i);
    if (conjunction) i++;
    if (!comma && !conjunction) return 0;
    if (after_conjunction && !conjunction) return 0;
    if (group_of(s, i) != group) return 0;
    *joined = *joined || conjunction;
    return i;
}

/** Does a finite verb stand between the clause's start and symbol `i`? */
static bool verb_before(const symbols *s, uint32_t i) {
    while (i-- > 0) {
        if (marked(&s->symbols.at[i], RPT_MARK_CLAUSE)) return false;
        if (marked(&s->symbols.at[i], RPT_MARK_VERB)) return true;
    }
    return false;
}

/** The last symbol of the list that starts at `first`; `first` itself where there is none. */
static uint32_t list_end(const symbols *s, uint32_t first) {
    const uint32_t group = group_of(s, first);
    uint32_t last = first, before = first, next;
    bool joined = false;
    while (group && (next = next_item(s, last, group, &joined, joined)) != 0) {
        before = last;
        last = next;
    }
    if (!joined) return first;
    /* `A met B, and C said ...`: the last one begins a clause of its own. */
    const bool new_subject = last + 1 < s->symbols.n && marked(&s->symbols.at[last + 1], RPT_MARK_VERB) && verb_before(s, first);
    return new_subject ? before : last;
}

static void join(symbols *s, uint32_t first, uint32_t last, uint32_t to) {
    const uint32_t from = s->members.n;
    rpt_symbol y = s->symbols.at[last];
    y.marks = (y.marks & 1u << RPT_MARK_POSSESSIVE) | 1u << RPT_MARK_LIST;
    for (uint32_t i = first; i <= last; i++) {
        const thing t = s->things.at[i];
        y.types |= s->symbols.at[i].types;
        y.marks |= s->symbols.at[i].marks & 1u << RPT_MARK_POST;
        for (uint32_t k = 0; k < t.members; k++) {
            const member copy = s->members.at[t.member + k];
            *RPT_PUSH(s->arena, s->members) = copy;
        }
    }
    s->things.at[to] = (thing){s->things.at[first].first, s->things.at[last].end, from, s->members.n - from};
    s->symbols.at[to] = y;
}

static void fold_lists(symbols *s) {
    uint32_t to = 0;
    for (uint32_t i = 0; i < s->symbols.n; to++) {
        const uint32_t last = list_end(s, i);
        if (last > i) join(s, i, last, to);
        else s->symbols.at[to] = s->symbols.at[i], s->things.at[to] = s->things.at[i];
        i = last + 1;
    }
    s->symbols.n = s->things.n = to;
}

/* -- Who speaks for a state or body ---------------------------------------------------------------- */

static bool speaks_for(const symbols *s, uint32_t i) {
    if (i >= s->symbols.n || s->symbols.at[i].types) return false;
    return has(s, i, s->class.speakfor) || (marked(&s->symbols.at[i], RPT_MARK_POST) && !s->things.at[i].members);
}

static bool is_state_or_body(const symbols *s, uint32_t i) {
    return i < s->symbols.n && s->symbols.at[i].types & (1u << RPT_GPE | 1u << RPT_ORG) && !(s->symbols.at[i].types & 1u << RPT_PER);
}

/** `Russian delegation`, `Turkey's Foreign Minister`: the thing at `i` with speakers after it; their last symbol, or i. */
static uint32_t speakers_after(const symbols *s, uint32_t i) {
    const rpt_symbol *y = &s->symbols.at[i];
    const bool adjective = marked(y, RPT_MARK_ADJ) && s->things.at[i].members;
    if (!adjective && !is_state_or_body(s, i)) return i;
    uint32_t last = i;
    if (!adjective && !marked(y, RPT_MARK_POSSESSIVE) && !speaks_for(s, i + 1)) return i;
    while (speaks_for(s, last + 1)) last++;
    if (last + 1 < s->symbols.n && s->symbols.at[last + 1].types & 1u << RPT_PER) return i; /* the post's bearer follows */
    return last;
}

/** `leaders of A, B and C`, `delegations from A and B`: speakers before a thing; the thing's symbol, or i. */
static uint32_t speakers_before(const symbols *s, uint32_t i) {
    uint32_t last = i;
    if (!speaks_for(s, i)) return i;
    while (speaks_for(s, last + 1) || ((is(s, last + 1, "and") || is(s, last + 1, "of")) && speaks_for(s, last + 2))) last++;
    if (!is(s, last + 1, "of") && !is(s, last + 1, "from")) return i;
    return is_state_or_body(s, last + 2) ? last + 2 : i;
}

static void take_for(symbols *s, uint32_t at, uint32_t first, uint32_t last, uint32_t to) {
    thing t = s->things.at[at];
    rpt_symbol y = s->symbols.at[at];
    t.first = s->things.at[first].first;
    t.end = s->things.at[last].end;
    y.marks = (y.marks & ~(1u << RPT_MARK_ADJ | 1u << RPT_MARK_POSSESSIVE)) | 1u << RPT_MARK_POST |
              (s->symbols.at[last].marks & 1u << RPT_MARK_POSSESSIVE);
    for (uint32_t k = 0; k < t.members; k++) y.types |= 1u << s->members.at[t.member + k].type;
    s->symbols.at[to] = y;
    s->things.at[to] = t;
}

static bool fold_speakers(symbols *s) {
    uint32_t to = 0, folded = 0;
    for (uint32_t i = 0; i < s->symbols.n; to++) {
        const uint32_t before = speakers_before(s, i), after = speakers_after(s, i);
        const uint32_t last = before > i ? before : after;
        if (before > i) take_for(s, before, i, before, to);
        else if (after > i) take_for(s, i, i, after, to);
        else s->symbols.at[to] = s->symbols.at[i], s->things.at[to] = s->things.at[i];
        folded += last > i;
        i = last + 1;
    }
    s->symbols.n = s->things.n = to;
    return folded;
}

/* -- Places within places, commas after appositions -------------------------------------------------- */

static bool is_place(const symbols *s, uint32_t i) {
    return i < s->symbols.n && s->symbols.at[i].types && !(s->symbols.at[i].types & ~(1u << RPT_GPE | 1u << RPT_LOC)) && s->things.at[i].members == 1;
}

/** `Bishkek, Kyrgyzstan` becomes `Bishkek` (the places phase has read it before). */
static void fold_places(symbols *s) {
    uint32_t to = 0;
    for (uint32_t i = 0; i < s->symbols.n; to++) {
        s->symbols.at[to] = s->symbols.at[i];
        s->things.at[to] = s->things.at[i];
        const bool pair = is_place(s, i) && is(s, i + 1, ",") && is_place(s, i + 2) && !is(s, i + 3, "and") && !(is(s, i + 3, ",") && is_place(s, i + 4));
        if (pair) s->things.at[to].end = s->things.at[i + 2].end;
        i += pair ? 3 : 1;
        if (pair && is(s, i, ",") && !is_conjunction(s, i + 1)) i++;
    }
    s->symbols.n = s->things.n = to;
}

void symbols_fold(symbols *s) {
    fold_places(s);
    const bool speakers = fold_speakers(s);
    fold_lists(s);
    if (fold_speakers(s) || speakers) fold_lists(s);
}
