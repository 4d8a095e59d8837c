/* SPDX-License-Identifier: ISC */
/*
 * Symbols -> fewer symbols: a list of things is one thing with several members, a post or delegation with its state is
 * the state, a place within a place is the place. Each pass compacts the arrays in place.
 */
#include "relate/symbols.h"

enum { GROUP_NONE, GROUP_ACTORS, GROUP_AGR, GROUP_EVT, GROUP_DATE, GROUP_ADJECTIVES };

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
    if (!t && marked(&s->symbols.at[i], RPT_MARK_ADJ) && s->things.at[i].members) return GROUP_ADJECTIVES;
    if (t & (1u << RPT_PER | 1u << RPT_ORG | 1u << RPT_GPE | 1u << RPT_LOC)) return GROUP_ACTORS;
    if (t & 1u << RPT_AGR) return GROUP_AGR;
    if (t & 1u << RPT_EVT) return GROUP_EVT;
    return t & 1u << RPT_DATE ? GROUP_DATE : GROUP_NONE;
}

/* -- Lists ----------------------------------------------------------------------------------- */

static bool is_conjunction(const symbols *s, uint32_t i) { return has(s, i, s->class.conj); }

/** Is the next symbol a person, like this one, behind a comma that no symbol shows any more? */
static bool closed_by_comma(const symbols *s, uint32_t i) {
    if (i + 1 >= s->symbols.n || !(s->symbols.at[i].types & s->symbols.at[i + 1].types & 1u << RPT_PER)) return false;
    const uint32_t first = s->things.at[i + 1].first;
    return first && rpt_str_is(rpt_token_text(s->d, &s->d->tokens.at[first - 1]), ",");
}

static bool marked_verb(const symbols *s, uint32_t i) { return i < s->symbols.n && marked(&s->symbols.at[i], RPT_MARK_VERB); }

/** The thing that goes on the list that starts at `first`, after symbol `last`; 0 = the list ends. `joined` becomes true at a conjunction. */
static uint32_t next_item(const symbols *s, uint32_t first, uint32_t last, uint32_t group, bool *joined, bool after_conjunction) {
    uint32_t i = last + 1;
    const bool semicolon = is(s, i, ";");
    const bool read = !semicolon && closed_by_comma(s, last); /* the comma went with an apposition: `A, head of X, B and C` */
    const bool comma = semicolon || read || is(s, i, ",");
    if (comma && !read) i++;
    const bool conjunction = is_conjunction(s, i);
    if (conjunction) i++;
    if (!comma && !conjunction) return 0;
    if (after_conjunction && !conjunction) return 0;
    if (first && i < s->symbols.n && marked(&s->symbols.at[i], RPT_MARK_PREP) && rpt_str_equal(s->symbols.at[i].word, s->symbols.at[first - 1].word)) {
        i++;
        *joined = *joined || group_of(s, i) == group; /* `in A, in B, in C` */
    }
    if (group_of(s, i) != group) return 0;
    /* `X; Y; and Z`, not a clause that begins after the semicolon */
    if (semicolon && ((first && is(s, first - 1, ",")) || is(s, first + 1, ","))) return 0; /* `A, X; B, Y` are pairs */
    if (semicolon && (conjunction ? marked_verb(s, i + 1) : !is(s, i + 1, ";"))) return 0;
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

/** `A, B and other forums`: a list whose last member has no name. */
static bool goes_on_unnamed(const symbols *s, uint32_t i) {
    if (is(s, i, ",")) i++;
    return is_conjunction(s, i) && (is(s, i + 1, "other") || is(s, i + 1, "others") || is(s, i + 1, "many") || is(s, i + 1, "several"));
}

static bool owns_body(const symbols *s, uint32_t i) {
    return marked(&s->symbols.at[i], RPT_MARK_POSSESSIVE) && i + 1 < s->symbols.n && s->symbols.at[i + 1].types & 1u << RPT_ORG &&
           !marked(&s->symbols.at[i + 1], RPT_MARK_POSSESSIVE);
}

/** `co-chairs of the Group, A, B and C`: the body is not on the list of those who bear the role. */
static bool opens_apposition(const symbols *s, uint32_t first) {
    const uint32_t actor = 1u << RPT_GPE | 1u << RPT_PER;
    if (first < 2 || !is(s, first - 1, "of") || !has(s, first - 2, s->class.role) || !is(s, first + 1, ",")) return false;
    return !(s->symbols.at[first].types & actor) && first + 2 < s->symbols.n && (s->symbols.at[first + 2].types & actor) != 0;
}

/** The last symbol of the list that starts at `first`; `first` itself where there is none. */
static uint32_t list_end(const symbols *s, uint32_t first) {
    const uint32_t group = group_of(s, first);
    uint32_t last = first, before = first, next;
    bool joined = false;
    while (group && (next = next_item(s, first, last, group, &joined, joined)) != 0) {
        before = last;
        last = next;
    }
    if (!joined && !(last > first && goes_on_unnamed(s, last + 1))) return first;
    if (opens_apposition(s, first)) return first;
    if (marked(&s->symbols.at[last], RPT_MARK_POSSESSIVE)) {
        /* `X and Y's Army` are X and the army; `in A, and B's help` is no list */
        if (owns_body(s, last)) return last + 1;
        if (before == first && is(s, first + 1, ",") && is_conjunction(s, first + 2)) return first;
    }
    const bool before_verb = last + 1 < s->symbols.n && marked(&s->symbols.at[last + 1], RPT_MARK_VERB);
    /* `In A, B and C agreed`: the first one is the place, not a subject. */
    static const char *const leads[] = {"in", "at", "to", "on", "for"};
    for (size_t k = 0; k < sizeof leads / sizeof *leads && first; k++) {
        if (before_verb && is(s, first - 1, leads[k]) && is(s, first + 1, ",") && !verb_before(s, first)) return first;
    }
    /* `A met B, and C said ...`: the last one begins a clause of its own. */
    const bool new_subject = before_verb && verb_before(s, first);
    return new_subject ? before : last;
}

static void join(symbols *s, uint32_t first, uint32_t last, uint32_t to) {
    const uint32_t from = s->members.n;
    rpt_symbol y = s->symbols.at[last];
    y.marks = (y.marks & (1u << RPT_MARK_POSSESSIVE | 1u << RPT_MARK_ADJ)) | 1u << RPT_MARK_LIST;
    for (uint32_t i = first; i <= last; i++) {
        const thing t = s->things.at[i];
        if (i > first && i < last && owns_body(s, i)) continue;
        y.types |= s->symbols.at[i].types;
        y.marks |= s->symbols.at[i].marks & (1u << RPT_MARK_POST | 1u << RPT_MARK_STRIFE | 1u << RPT_MARK_FORUM | 1u << RPT_MARK_TOWN);
        for (uint32_t k = 0; k < t.members; k++) {
            const member copy = s->members.at[t.member + k];
            *RPT_PUSH(s->arena, s->members) = copy;
        }
    }
    s->things.at[to] = (thing){s->things.at[first].first, s->things.at[last].end, from, s->members.n - from};
    s->symbols.at[to] = y;
}

/** `three Arab countries (A, B and C)` is the list. */
static void fold_collectives(symbols *s) {
    uint32_t to = 0;
    for (uint32_t i = 0; i < s->symbols.n; to++) {
        const bool names = has(s, i, s->class.collective) && is(s, i + 1, "(") && is(s, i + 3, ")") && s->things.at[i + 2].members > 1;
        const uint32_t from = names ? i + 2 : i;
        s->symbols.at[to] = s->symbols.at[from];
        s->things.at[to] = s->things.at[from];
        i = names ? i + 4 : i + 1;
    }
    s->symbols.n = s->things.n = to;
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

/** A word that neither stands in a post's wording nor is followed by one: nearly all words. */
static bool is_plain(const symbols *s, uint32_t i) {
    const rpt_symbol *y = &s->symbols.at[i];
    uint64_t classes = 0;
    if (y->types || y->marks & (1u << RPT_MARK_POST | 1u << RPT_MARK_ADJ)) return false;
    for (uint32_t k = 0; k < RPT_CLASS_WORDS && y->lexeme; k++) classes |= y->lexeme->classes[k] & s->class.wording[k];
    return !classes;
}

/* -- Who speaks for a state or body ---------------------------------------------------------------- */

static bool speaks_for(const symbols *s, uint32_t i) {
    if (i >= s->symbols.n || s->symbols.at[i].types || has(s, i, s->class.role)) return false;
    return has(s, i, s->class.speakfor) || has(s, i, s->class.post) || (marked(&s->symbols.at[i], RPT_MARK_POST) && !s->things.at[i].members);
}

/** Words inside a post's wording: `Deputy`, `Foreign`. */
static bool modifies_post(const symbols *s, uint32_t i) {
    if (i < s->symbols.n && marked(&s->symbols.at[i], RPT_MARK_VERB)) return false; /* `will lead the delegation` */
    return has(s, i, s->class.modifier) || has(s, i, s->class.field);
}

/** Past the post's wording that starts at `i` (`Deputy Foreign Minister`, `Minister for Trade`); i where none does. */
static uint32_t wording_end(const symbols *s, uint32_t i) {
    uint32_t at = i;
    while (modifies_post(s, at) && !speaks_for(s, at)) at++;
    if (!speaks_for(s, at)) return i;
    while (speaks_for(s, at)) at++;
    while ((is(s, at, "for") || is(s, at, "of") || is(s, at, "and")) && modifies_post(s, at + 1)) {
        for (at++; modifies_post(s, at);) at++;
    }
    return at;
}

static bool is_state_or_body(const symbols *s, uint32_t i) {
    return i < s->symbols.n && s->symbols.at[i].types & (1u << RPT_GPE | 1u << RPT_ORG) && !(s->symbols.at[i].types & 1u << RPT_PER);
}

static bool is_number(const symbols *s, uint32_t i) {
    return i < s->symbols.n && !s->things.at[i].members && s->d->tokens.at[s->things.at[i].first].flags & RPT_T_NUMBER;
}

/** `Russian delegation`, `Turkey's Foreign Minister`: the thing at `i` with a wording after it; its last symbol, or i. */
static uint32_t speakers_after(const symbols *s, uint32_t i) {
    const bool adjective = marked(&s->symbols.at[i], RPT_MARK_ADJ) && s->things.at[i].members;
    if (!adjective && !is_state_or_body(s, i)) return i;
    uint32_t end = wording_end(s, i + 1);
    /* `NATO countries`, but not `BRICS countries (Brazil, ...)`. */
    if (end == i + 1 && has(s, end, s->class.collective) && !is(s, end + 1, "(") && !is(s, end + 1, ",")) end++;
    return end > i + 1 ? end - 1 : i;
}

/** Does a list go on after the thing at `i`? */
static bool list_goes_on(const symbols *s, uint32_t i) {
    bool joined = false;
    return next_item(s, i, i, group_of(s, i), &joined, false) != 0;
}

/** `leaders of A, B and C`, `delegations from A and B`: wordings before a thing; the thing's symbol, or i. Where lists are
 *  not folded yet, a thing that opens one is left. */
static uint32_t speakers_before(const symbols *s, uint32_t i, bool lists_done) {
    uint32_t at = wording_end(s, i);
    if (at == i) return i;
    for (uint32_t more; is(s, at, "and") && (more = wording_end(s, at + 1)) > at + 1;) at = more;
    const bool to = is(s, at, "to") && has(s, at - 1, s->class.post); /* an ambassador to X, but a delegation went to X */
    if (!is(s, at, "of") && !is(s, at, "from") && !to) return i;
    if (is_number(s, at + 1)) at++;
    return is_state_or_body(s, at + 1) && (lists_done || !list_goes_on(s, at + 1)) ? at + 1 : i;
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

static void fold_speakers(symbols *s, bool lists_done) {
    uint32_t to = 0;
    for (uint32_t i = 0; i < s->symbols.n; to++) {
        if (is_plain(s, i)) {
            s->symbols.at[to] = s->symbols.at[i], s->things.at[to] = s->things.at[i];
            i++;
            continue;
        }
        const uint32_t before = speakers_before(s, i, lists_done), after = speakers_after(s, i);
        uint32_t last = before > i ? before : after;
        /* `leaders of the A countries` */
        if (before > i && has(s, before + 1, s->class.collective) && !is(s, before + 2, "(") && !is(s, before + 2, ",")) last++;
        if (before > i) take_for(s, before, i, last, to);
        else if (after > i) take_for(s, i, i, after, to);
        else s->symbols.at[to] = s->symbols.at[i], s->things.at[to] = s->things.at[i];
        i = last + 1;
    }
    s->symbols.n = s->things.n = to;
}

/* -- Bearers of posts ---------------------------------------------------------------------------------- */

static bool is_person(const symbols *s, uint32_t i) { return i < s->symbols.n && s->symbols.at[i].types == 1u << RPT_PER; }
static bool is_post(const symbols *s, uint32_t i) { return i < s->symbols.n && s->symbols.at[i].types && marked(&s->symbols.at[i], RPT_MARK_POST); }
static bool is_title(const symbols *s, uint32_t i) {
    return has(s, i, s->class.honorific) || has(s, i, s->class.excellency) || has(s, i, s->class.rank) || has(s, i, s->class.title);
}

/** Is the symbol at `j` a post or reference that stands for the person at `i`, too? */
static bool restates(const symbols *s, uint32_t i, uint32_t j) {
    if (j >= s->symbols.n || s->things.at[i].members != 1 || !marked(&s->symbols.at[j], RPT_MARK_POST)) return false;
    for (uint32_t k = 0; k < s->things.at[j].members; k++) {
        if (s->members.at[s->things.at[j].member + k].entity == s->members.at[s->things.at[i].member].entity) return true;
    }
    return false;
}

/** A word that may stand in a post's wording. */
static bool in_wording(const symbols *s, uint32_t i) { return modifies_post(s, i) || speaks_for(s, i) || is_title(s, i); }

/** Past what stands before a bearer's name: a post or adjective, then words of wordings, joined or not (`X's Vice President and
 *  Minister of Trade`); i where no post or adjective begins there. */
static uint32_t run_end(const symbols *s, uint32_t i) {
    uint32_t at = i, heads = 0;
    if (i < s->symbols.n && (is_post(s, i) || marked(&s->symbols.at[i], RPT_MARK_ADJ))) at++, heads++;
    for (; at < i + 12; at++) {
        const bool joint = at > i && (is(s, at, "and") || is(s, at, "for") || is(s, at, "of") || is(s, at, "to")) && in_wording(s, at + 1);
        if (!in_wording(s, at) && !joint) break;
        heads += speaks_for(s, at);
    }
    return heads ? at : i;
}

/** A person with the post before or after the name; its last symbol and, through `who`, the person; i where there is none. */
static uint32_t bearer_end(const symbols *s, uint32_t i, uint32_t *who) {
    const uint32_t run = run_end(s, i);
    if (run > i && is_person(s, run)) {
        *who = run;
        return run;
    }
    const uint32_t at = is_post(s, i) ? i + 1 : wording_end(s, i);
    const bool before = at > i;
    const bool comma = before && is(s, at, ",");
    uint32_t person = at + comma;
    while (is_title(s, person)) person++;
    if (!is_person(s, person)) return i;
    *who = person;
    /* `the French President, N. N., said`: but not in a list of persons. */
    if (comma) return is(s, person + 1, ",") && !is_conjunction(s, person + 2) ? person + 1 : i;
    if (before || person > i) return person;
    if (!is(s, person + 1, ",")) return i;
    if (restates(s, person, person + 2)) return is(s, person + 3, ",") && !is_conjunction(s, person + 4) ? person + 3 : person + 2;
    uint32_t end = is_post(s, person + 2) ? person + 3 : wording_end(s, person + 2);
    if (end == person + 2 || is_person(s, end)) return i;
    if (is(s, end, ",") && !is_conjunction(s, end + 1) && !(end + 1 < s->symbols.n && s->symbols.at[end + 1].types)) end++;
    return end - 1;
}

static void fold_bearers(symbols *s) {
    uint32_t to = 0;
    for (uint32_t i = 0; i < s->symbols.n; to++) {
        if (is_plain(s, i)) {
            s->symbols.at[to] = s->symbols.at[i], s->things.at[to] = s->things.at[i];
            i++;
            continue;
        }
        uint32_t who = i;
        const uint32_t last = bearer_end(s, i, &who);
        thing t = s->things.at[who];
        t.first = s->things.at[i].first;
        t.end = s->things.at[last].end;
        s->symbols.at[to] = s->symbols.at[who];
        s->things.at[to] = last > i ? t : s->things.at[i];
        i = last + 1;
    }
    s->symbols.n = s->things.n = to;
}

/** The person that heads the delegation at `i` (`X's delegation, led by N. N.,`); 0 = none. */
static uint32_t head_of(const symbols *s, uint32_t i) {
    uint32_t at = i + 1;
    if (!is_state_or_body(s, i)) return 0;
    if (is(s, at, ",")) at++;
    if (is(s, at, "led by")) at++;
    else if (is(s, at, "headed") && is(s, at + 1, "by")) at += 2;
    else return 0;
    return is_person(s, at) ? at : 0;
}

/** A delegation and its head act as one. */
static void fold_heads(symbols *s) {
    uint32_t to = 0;
    for (uint32_t i = 0; i < s->symbols.n; to++) {
        const uint32_t head = head_of(s, i);
        if (!head) {
            s->symbols.at[to] = s->symbols.at[i], s->things.at[to] = s->things.at[i];
            i++;
            continue;
        }
        const bool closed = is(s, i + 1, ",") && is(s, head + 1, ",");
        join(s, i, head, to);
        s->symbols.at[to].marks = (s->symbols.at[to].marks | 1u << RPT_MARK_POST) & ~(1u << RPT_MARK_LIST);
        i = head + 1 + closed;
    }
    s->symbols.n = s->things.n = to;
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

/** `A (B, C and D)`: a body with its members becomes one list; the places phase has read who belongs to whom. */
static void fold_apposed(symbols *s) {
    uint32_t to = 0;
    for (uint32_t i = 0; i < s->symbols.n; to++) {
        uint32_t open = i + 1;
        if (has(s, open, s->class.collective)) open++;
        const bool apposed = s->symbols.at[i].types && is(s, open, "(") && group_of(s, i) == GROUP_ACTORS && group_of(s, open + 1) == GROUP_ACTORS &&
                             s->things.at[open + 1].members > 1 && is(s, open + 2, ")");
        if (apposed) {
            s->symbols.at[open] = s->symbols.at[open + 1]; /* side by side for the join */
            s->things.at[open] = s->things.at[open + 1];
            if (open == i + 2) s->symbols.at[i + 1] = s->symbols.at[open], s->things.at[i + 1] = s->things.at[open];
            const uint32_t end = s->things.at[open].end;
            join(s, i, i + 1, to);
            s->things.at[to].end = end;
            i = open + 3;
            continue;
        }
        s->symbols.at[to] = s->symbols.at[i];
        s->things.at[to] = s->things.at[i];
        i++;
    }
    s->symbols.n = s->things.n = to;
}

void symbols_fold(symbols *s) {
    fold_speakers(s, false);
    fold_bearers(s);
    fold_heads(s);
    fold_lists(s);
    fold_speakers(s, true);
    fold_bearers(s);
    fold_lists(s);
}

void symbols_fold_places(symbols *s) {
    fold_places(s);
    fold_lists(s); /* `A, X; B, Y; and C, Z` */
    fold_collectives(s);
    fold_apposed(s);
    for (uint32_t i = 1; i < s->symbols.n; i++) {
        /* `adviser to the Chancellor N. N. visited`: the name bears the post, the preposition leads nothing in. */
        const bool borne = i > 1 && is(s, i - 1, "to") && has(s, i - 2, s->class.post);
        if (s->symbols.at[i].types && marked(&s->symbols.at[i - 1], RPT_MARK_PREP) && !borne) s->symbols.at[i].marks |= 1u << RPT_MARK_LED;
        if (is_place(s, i) && (is(s, i - 1, "in") || is(s, i - 1, "at"))) {
            s->symbols.at[i - 1].marks |= 1u << RPT_MARK_ADJUNCT;
            s->symbols.at[i].marks |= 1u << RPT_MARK_ADJUNCT;
        }
    }
}
