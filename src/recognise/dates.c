/* SPDX-License-Identifier: ISC */
/*
 * Tokens -> dates said -> the document's dates and finds of type DATE. Decides by the words around whether a number
 * is a year and `May` a month. Clock times, weekdays alone and `last year` are no finds; the last two become deictic dates.
 */
#include "recognise/date_grammar.h"

typedef struct {
    rpt_parts *p;
    rpt_said_list said;
    uint32_t sentence, first, end; ///< the sentence being read
} finder;

static bool is_one_of(const rpt_parts *p, uint32_t token, const char *const *words) {
    for (; *words; words++) {
        if (rpt_word_is(p, token, *words)) return true;
    }
    return false;
}

static bool has_before(const finder *f, uint32_t token) { return token > f->first; }

/** Does the token touch the one before (`A/2003`, `$1990`, `+1914`)? Opening brackets and quotes do no harm. */
static bool is_glued_before(const finder *f, uint32_t token) {
    static const char *const harmless[] = {"(", "[", "\"", "“", "'", "‘", "—", "–", ",", ".", ";", "*", NULL};
    if (!token || rpt_flag(f->p, token, RPT_T_SPACE | RPT_T_LINE)) return false;
    return !is_one_of(f->p, token - 1, harmless);
}

/** Does something touch the token behind that makes it another thing (`2003/5`, `1990:`, `2000%`)? */
static bool is_glued_behind(const finder *f, uint32_t end) {
    static const char *const harmful[] = {"/", "-", "%", "°", "(", "_", "#", NULL};
    return end < f->end && !rpt_flag(f->p, end, RPT_T_SPACE | RPT_T_LINE) && is_one_of(f->p, end, harmful);
}

static bool is_numbered(const finder *f, uint32_t token) {
    if (!has_before(f, token)) return false;
    uint32_t before = token - 1;
    if (rpt_word_is(f->p, before, ".") && has_before(f, before)) before--;
    /* A number in a list of numbers: `telegrams 1234 and 1990`. */
    while (has_before(f, before) && rpt_flag(f->p, before - 1, RPT_T_NUMBER) &&
           (rpt_word_is(f->p, before, "and") || rpt_word_is(f->p, before, ",") || rpt_word_is(f->p, before, "/"))) {
        before -= 2;
        if (before < f->first || before > token) return false;
    }
    return rpt_has(f->p, before, RPT_BIT(NUMBERED));
}

/** Prepositions that ask for a time. */
static bool asks_for_time(const finder *f, uint32_t token) {
    static const char *const words[] = {"in",   "since",  "until",      "till",  "during", "before", "after",    "from", "by",
                                        "year", "early",  "throughout", "late",  "circa",  "through", "starting", "mid",  "around",
                                        "fall", "summer", "spring",     "winter", NULL};
    return has_before(f, token) && is_one_of(f->p, token - 1, words);
}

static bool is_lower_word(const finder *f, uint32_t token) {
    return token < f->end && !rpt_flag(f->p, token, RPT_T_UPPER | RPT_T_PUNCT | RPT_T_NUMBER);
}

static bool is_function_word(const finder *f, uint32_t token) {
    static const char *const words[] = {"and", "or",  "the",  "to",   "in",   "on",   "of",   "by",    "for", "with", "at",   "when", "as",
                                        "was", "is",  "were", "has",  "had",  "have", "that", "which", "but", "it",   "from", "are",  "he",
                                        "we",  "she", "they", "this", "will", "between", "after", "before", "until", "a", "under", "through", NULL};
    return is_one_of(f->p, token, words);
}

/** `Constitution of 1814`, `Civilian Protection Act of 2019`: the year belongs to the law's name. */
static bool is_of_law(const finder *f, uint32_t token) {
    static const char *const laws[] = {"act", "constitution", "law", "code", "bill", "decree", "amendments", NULL};
    return token >= f->first + 2 && rpt_word_is(f->p, token - 1, "of") && is_one_of(f->p, token - 2, laws) && rpt_flag(f->p, token - 2, RPT_T_UPPER);
}

/** Is this bare number of four digits a year? */
static bool is_year_here(const finder *f, const rpt_said *s) {
    const int32_t y = s->read.dating.from.year;
    if (is_numbered(f, s->first) || is_of_law(f, s->first) || rpt_has(f->p, s->end, RPT_BIT(COUNTED))) return false;
    if (has_before(f, s->first) && rpt_word_is(f->p, s->first - 1, "at")) return false;
    const bool counts = is_lower_word(f, s->end) && !is_function_word(f, s->end);
    if (asks_for_time(f, s->first)) return y >= 1900 || !counts;
    const bool the = has_before(f, s->first) && (rpt_word_is(f->p, s->first - 1, "the") || rpt_word_is(f->p, s->first - 1, "of"));
    if (y < 1700 || y > 2060) return false;
    if (y < 1900) return !counts && (the || !is_lower_word(f, s->end));
    return the || y % 100 || !counts;
}

/** Names of people and verbs among the months: alone they need a preposition. */
static bool is_month_here(const finder *f, const rpt_said *s) {
    static const char *const doubtful[] = {"may", "march", "april", "june", "august", NULL};
    static const char *const before[] = {"in",   "by",   "since",  "until",  "till", "during", "of",  "from",  "through", "to",      "before",
                                         "after", "for",  "last",   "next",  "this", "early",  "late", "and",  "or",      "between", "mid", "end", NULL};
    const rpt_str word = rpt_word(f->p, s->first);
    if (word.len <= 4 && !rpt_word_is(f->p, s->first, "may") && !rpt_word_is(f->p, s->first, "june") &&
        !rpt_word_is(f->p, s->first, "july")) {
        return false;
    }
    const bool asked = has_before(f, s->first) && is_one_of(f->p, s->first - 1, before);
    if (!is_one_of(f->p, s->first, doubtful)) {
        return asked || !(has_before(f, s->first) && rpt_flag(f->p, s->first - 1, RPT_T_UPPER) && s->first - 1 > f->first);
    }
    if (!asked) return false;
    return !(rpt_flag(f->p, s->end, RPT_T_UPPER) && !is_function_word(f, s->end));
}

static bool is_date_here(const finder *f, const rpt_said *s) {
    if (is_glued_before(f, s->first)) return false;
    switch (s->read.kind) {
    case RPT_DATING_YEAR: return !is_glued_behind(f, s->end) && is_year_here(f, s);
    case RPT_DATING_YEARS: return !is_glued_behind(f, s->end) && !is_numbered(f, s->first) && !rpt_has(f->p, s->end, RPT_BIT(COUNTED));
    case RPT_DATING_MONTH_ALONE: return is_month_here(f, s);
    case RPT_DATING_FUZZY: return !rpt_has(f->p, s->end, RPT_BIT(COUNTED));
    default: return true;
    }
}

static bool may_open_date(const rpt_parts *p, uint32_t token) {
    const rpt_token *t = &p->d->tokens.at[token];
    const uint64_t word = p->readings[token].word;
    if (t->flags & RPT_T_NUMBER) return true;
    if (word & (RPT_BIT(MONTH) | RPT_BIT(WEEKDAY))) return t->flags & RPT_T_UPPER;
    if (word & (RPT_BIT(SEASON) | RPT_BIT(FUZZY) | RPT_BIT(FUZZY_OF))) return true;
    return t->len >= 8 && !word && !(t->flags & RPT_T_PUNCT) && memchr(p->d->text.p + t->begin, '-', t->len > 9 ? 9 : t->len);
}

static uint32_t sort_of_preposition(const finder *f, uint32_t token) {
    if (!has_before(f, token)) return 0;
    static const struct { const char *word; uint32_t sort; } sorts[] = {
        {"between", RPT_AFTER_BETWEEN}, {"from", RPT_AFTER_FROM}, {"the", RPT_AFTER_THE}};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        if (rpt_word_is(f->p, token - 1, sorts[i].word)) return sorts[i].sort;
    }
    return 0;
}

static rpt_said *add(finder *f, uint32_t first, uint32_t end, rpt_said_kind kind) {
    const rpt_token *last = &f->p->d->tokens.at[end - 1];
    rpt_said *s = RPT_PUSH(f->p->d->arena, f->said);
    *s = (rpt_said){.first = first, .end = end, .sentence = f->sentence, .kind = kind,
                    .span = {f->p->d->tokens.at[first].begin, last->begin + last->len}};
    return s;
}

/** `last October`, `next May`: the year is told from the document's. */
static void take_deictic(const finder *f, rpt_said *s) {
    if (s->end - s->first == 2 && rpt_word_is(f->p, s->end - 1, "last")) s->value = -1; /* `October last` */
    if (s->read.kind != RPT_DATING_MONTH_ALONE || !has_before(f, s->first)) return;
    const bool last = rpt_word_is(f->p, s->first - 1, "last");
    if (!last && !rpt_word_is(f->p, s->first - 1, "next")) return;
    s->first--;
    s->span.begin = f->p->d->tokens.at[s->first].begin;
    s->value = last ? -1 : 1;
}

/** A dating at token i; returns the token to go on from, or i. */
static uint32_t read_date(finder *f, uint32_t i) {
    rpt_atom atoms[RPT_ATOMS];
    const uint32_t n = rpt_atoms_cut(f->p, i, f->end < i + 18 ? f->end : i + 18, atoms);
    rpt_dating_read read;
    if (!rpt_dating_parse(atoms, n, sort_of_preposition(f, i), &read)) return i;
    const rpt_atom *last = &atoms[read.atoms - 1];
    rpt_said s = {.first = i, .end = last->token + 1, .span = {atoms[0].span.begin, last->span.end}, .sentence = f->sentence, .read = read};
    if (!is_date_here(f, &s)) return i;
    take_deictic(f, &s);
    *RPT_PUSH(f->p->d->arena, f->said) = s;
    return s.end;
}

static int32_t number_of(rpt_str s) {
    int32_t n = 0;
    bool minus = false;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.p[i] == '-') minus = true;
        else if (s.p[i] >= '0' && s.p[i] <= '9' && n < 100000) n = n * 10 + (s.p[i] - '0');
    }
    return minus ? -n : n;
}

/** A named day; the value of its line is `MM-DD`, or empty where countries differ. */
static uint32_t read_holiday(finder *f, uint32_t i) {
    const rpt_reading *r = &f->p->readings[i];
    const uint32_t end = i + r->words;
    if (end > f->end || !rpt_flag(f->p, i, RPT_T_UPPER) || !rpt_flag(f->p, end - 1, RPT_T_UPPER | RPT_T_POSSESSIVE)) return i;
    rpt_str value;
    if (!rpt_lexeme_has(f->p->r->lexicon, r->phrase_lexeme, f->p->r->class[RPT_CLASS_HOLIDAY], &value)) return i;
    rpt_said *s = add(f, i, end, RPT_SAID_HOLIDAY);
    s->read.dating.relative = RPT_YEAR_OPEN;
    s->read.dating.from.month = (uint8_t)(number_of(rpt_str_cut(&value, '-')) & 15);
    s->read.dating.from.day = (uint8_t)(number_of(value) & 31);
    return end;
}

/** `International Day of Peace`, `World Food Day`: a capitalised day between its first word and `Day`. */
static uint32_t read_world_day(finder *f, uint32_t i) {
    static const char *const openers[] = {"international", "world", "national", NULL};
    if (!rpt_flag(f->p, i, RPT_T_UPPER) || !is_one_of(f->p, i, openers)) return i;
    for (uint32_t k = i + 1; k < f->end && k < i + 7; k++) {
        if (rpt_word_is(f->p, k, "day") && rpt_flag(f->p, k, RPT_T_UPPER)) {
            add(f, i, k + 1, RPT_SAID_HOLIDAY)->read.dating.relative = RPT_YEAR_OPEN;
            return k + 1;
        }
        const bool inside = rpt_flag(f->p, k, RPT_T_UPPER | RPT_T_POSSESSIVE) || rpt_word_is(f->p, k, "of") || rpt_word_is(f->p, k, "and");
        if (!inside) return i;
    }
    return i;
}

static uint32_t read_deictic(finder *f, uint32_t i) {
    static const struct { const char *unit; rpt_said_kind kind; } units[] = {
        {"day", RPT_SAID_DAY}, {"week", RPT_SAID_WEEK}, {"month", RPT_SAID_MONTH}, {"year", RPT_SAID_YEAR}};
    const rpt_reading *r = &f->p->readings[i];
    rpt_str value;
    if (i + r->words > f->end || !rpt_lexeme_has(f->p->r->lexicon, r->phrase_lexeme, f->p->r->class[RPT_CLASS_DEICTIC], &value)) return i;
    const rpt_str unit = rpt_str_cut(&value, ' ');
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        if (rpt_str_is(unit, units[k].unit)) add(f, i, i + r->words, units[k].kind)->value = number_of(value);
    }
    return i + r->words;
}

static uint32_t read_weekday(finder *f, uint32_t i) {
    const rpt_str word = rpt_word(f->p, i);
    if (!rpt_flag(f->p, i, RPT_T_UPPER) || word.len < 5) return i;
    rpt_said *s = add(f, i, i + 1, RPT_SAID_WEEKDAY);
    s->value = number_of(rpt_value(f->p, i, RPT_CLASS_WEEKDAY));
    if (has_before(f, i) && (rpt_word_is(f->p, i - 1, "last") || rpt_word_is(f->p, i - 1, "next"))) {
        s->first--;
        s->span.begin = f->p->d->tokens.at[i - 1].begin;
    }
    return i + 1;
}

/** `on the 28th`, where no noun follows and a date was told before. */
static uint32_t read_ordinal_day(finder *f, uint32_t i) {
    if (!f->said.n || !rpt_flag(f->p, i, RPT_T_NUMBER) || !has_before(f, i) || !rpt_word_is(f->p, i - 1, "the")) return i;
    rpt_atom a[RPT_ATOMS];
    if (rpt_atoms_cut(f->p, i, i + 1, a) != 1 || !a->ordinal || a->value < 1 || a->value > 31) return i;
    const bool closed = i + 1 == f->end || rpt_flag(f->p, i + 1, RPT_T_PUNCT) || is_function_word(f, i + 1);
    if (!closed || rpt_word_is(f->p, i + 1, "and") || rpt_word_is(f->p, i + 1, "-") || rpt_flag(f->p, i + 1, RPT_T_POSSESSIVE)) return i;
    static const char *const before[] = {"on", "by", "until", "since", "of", "from", "before", "after", NULL};
    if (i < f->first + 2 || !is_one_of(f->p, i - 2, before)) return i;
    add(f, i, i + 1, RPT_SAID_ORDINAL)->value = a->value;
    return i + 1;
}

static uint32_t read_here(finder *f, uint32_t i) {
    const rpt_reading *r = &f->p->readings[i];
    uint32_t next = i;
    if (r->phrase & RPT_BIT(HOLIDAY)) next = read_holiday(f, i);
    if (next == i && may_open_date(f->p, i)) next = read_date(f, i);
    if (next == i && r->phrase & RPT_BIT(DEICTIC)) next = read_deictic(f, i);
    if (next == i && r->word & RPT_BIT(WEEKDAY)) next = read_weekday(f, i);
    if (next == i) next = read_ordinal_day(f, i);
    if (next == i) next = read_world_day(f, i);
    return next;
}

static void push_finds(rpt_parts *p, const rpt_said_list *said) {
    for (uint32_t i = 0; i < said->n; i++) {
        const rpt_said *s = &said->at[i];
        if (s->kind >= RPT_SAID_WEEKDAY) continue;
        rpt_find *f = rpt_find_push(p, s->first, s->end, RPT_DATE, RPT_FROM_DATES, 900);
        f->span = s->span;
        f->dated = p->d->dates.n - said->n + i;
    }
}

void rpt_find_dates(rpt_parts *p) {
    finder f = {.p = p};
    for (uint32_t s = 0; s < p->d->sentences.n; s++) {
        const rpt_sentence *sentence = &p->d->sentences.at[s];
        f.sentence = s, f.first = sentence->first, f.end = sentence->end;
        for (uint32_t i = f.first; i < f.end;) {
            const uint32_t next = read_here(&f, i);
            i = next > i ? next : i + 1;
        }
    }
    rpt_document_day(p, &f.said);
    rpt_dates_resolve(p, &f.said);
    push_finds(p, &f.said);
}

void rpt_dates_attach(rpt_parts *p) {
    rpt_document *d = p->d;
    for (uint32_t i = 1, k = 1; i < d->mentions.n; i++) {
        rpt_mention *m = &d->mentions.at[i];
        if (m->type != RPT_DATE) continue;
        while (k < d->dates.n && d->dates.at[k].span.begin < m->span.begin) k++;
        if (k < d->dates.n && d->dates.at[k].span.begin == m->span.begin) m->candidate = k;
    }
}
