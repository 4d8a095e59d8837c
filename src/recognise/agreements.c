/* SPDX-License-Identifier: ISC */
/*
 * Tokens, dates and finds of names -> finds of agreements. From each head (`treaty`, `statement`, `resolution`) to the left
 * over what belongs to the name, to the right over the title. A head without capitals counts with a day that
 * touches it, or where two parties sign it. Programmes, laws and one side's press releases are none.
 */
#include "recognise/resolutions.h"
#include "recognise/titles.h"

typedef struct {
    rpt_parts *p;
    rpt_acronyms acronyms;
    uint32_t first, end; ///< the sentence
    bool title;          ///< it is a line that is a title
    bool counted, two;   ///< two parties by name in it; counted once a sentence
} reader;

typedef enum { STRONG, STATEMENT, MEMORANDUM, PLAN, DEAL, PLACED, RESOLUTION } sort;

typedef struct {
    uint32_t at, end; ///< tokens of the head itself
    sort sort;
    bool many, capital;
} head;

static bool is_one_of(const rpt_parts *p, uint32_t token, const char *const *words) {
    for (; *words; words++) {
        if (rpt_word_is(p, token, *words)) return true;
    }
    return false;
}

static bool read_head(const reader *r, uint32_t i, head *h) {
    static const char *const names[] = {"strong", "statement", "memorandum", "plan", "deal", "placed", "resolution"};
    const rpt_reading *g = &r->p->readings[i];
    const bool phrase = g->phrase & RPT_BIT(AGREEMENT);
    if (!phrase && !(g->word & RPT_BIT(AGREEMENT))) return false;
    *h = (head){.at = i, .end = i + (phrase ? g->words : 1)};
    rpt_str value;
    rpt_lexeme_has(r->p->r->lexicon, phrase ? g->phrase_lexeme : g->lexeme, r->p->r->class[RPT_CLASS_AGREEMENT], &value);
    h->sort = (sort)rpt_name_of(names, 7, rpt_str_cut(&value, ' '));
    h->many = value.len > 0;
    h->capital = rpt_is_capital(r->p, i) && rpt_is_capital(r->p, h->end - 1);
    return h->end <= r->end && h->sort <= RESOLUTION;
}

/* -- To the left ------------------------------------------------------------------------------ */

/** A date that touches the name from the left belongs to it. */
static uint32_t with_date_before(const reader *r, uint32_t from) {
    const uint32_t dated = rpt_dated_until(r->p, from);
    return dated && r->p->d->dates.at[dated].first >= r->first ? r->p->d->dates.at[dated].first : from;
}

/** `of November 9, 2020`, `signed on November 9`, `dated May 3` behind `at`; its end, or `at`. */
static uint32_t with_date_behind(const reader *r, uint32_t at) {
    uint32_t i = at;
    if (rpt_word_is(r->p, i, "of") || rpt_word_is(r->p, i, "dated")) i++;
    else if (rpt_word_is(r->p, i, "signed")) i += rpt_word_is(r->p, i + 1, "on") || rpt_word_is(r->p, i + 1, "in") ? 2 : 1;
    else return at;
    const uint32_t dated = rpt_dated_from(r->p, i);
    return dated && r->p->d->dates.at[dated].end <= r->end ? r->p->d->dates.at[dated].end : at;
}

/* -- With a capital --------------------------------------------------------------------------- */

/** Does a name (of a place, a body, a process) stand inside [from, to)? */
static bool has_name(const rpt_parts *p, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        const rpt_find *f = rpt_find_at(p, i);
        if ((f && f->type != RPT_DATE && f->type != RPT_PER && f->type != RPT_NO_TYPE) || rpt_has(p, i, RPT_BIT(DEMONYM)) ||
            (rpt_flag(p, i, RPT_T_CAPS) && !p->readings[i].capitals)) {
            return true;
        }
    }
    return false;
}

static bool has_class(const rpt_parts *p, uint32_t from, uint32_t to, uint64_t class) {
    for (uint32_t i = from; i < to; i++) {
        if (rpt_has(p, i, class)) return true;
    }
    return false;
}

/** `Joint Statement`, `Presidential Statement`: not one side's alone. */
static bool is_joint(const rpt_parts *p, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        if (rpt_value(p, i, RPT_CLASS_AGREEMENT_KIND).len || rpt_word_is(p, i, "presidential") || rpt_word_is(p, i, "leaders")) return true;
    }
    return false;
}

/** `Berlin Statement`: the city where it was made. */
static bool is_place_named(const rpt_parts *p, uint32_t from, uint32_t to) {
    const rpt_find *f = rpt_find_at(p, from);
    return f && f->end == to && rpt_is_city(p, f);
}

static bool is_signed_here(const reader *r, const head *h, uint32_t from, bool joint);

/** `Statement by the President of X N. N. and the Prime Minister of Y N. N.` as a title: `by` with two states or bodies is joint. */
static bool is_by_two(const reader *r, const head *h) {
    const rpt_parts *p = r->p;
    uint64_t one = 0;
    if (!r->title || h->at > r->first + 1 || !(rpt_word_is(p, h->end, "by") || rpt_word_is(p, h->end, "of") || rpt_word_is(p, h->end, "from"))) return false;
    bool joined = false;
    for (uint32_t i = h->end + 1; i < r->end;) {
        const rpt_find *f = rpt_find_at(p, i);
        if (rpt_word_is(p, i, "on") || rpt_word_is(p, i, "following") || rpt_word_is(p, i, "at") || rpt_word_is(p, i, "after")) return false;
        joined = joined || (one && rpt_word_is(p, i, "and"));
        if (f && (f->type == RPT_GPE || f->type == RPT_ORG)) {
            if (joined && p->d->tokens.at[i].hash != one) return true;
            one = p->d->tokens.at[i].hash;
        }
        i = f ? f->end : i + 1;
    }
    return false;
}

/** Is what was read enough to call it an agreement? */
static bool is_agreement(const reader *r, const head *h, uint32_t from, bool dated, const rpt_title *t) {
    const rpt_parts *p = r->p;
    const bool alone = from == h->at, article = from > r->first && rpt_is_article(p, from - 1);
    const bool other = !alone && rpt_has(p, h->at - 1, RPT_BIT(NO_AGREEMENT));
    if (other && !dated && !(h->sort == STRONG && (t->topic || t->party))) return false;
    if (dated) return true;
    const bool kind = has_class(p, from, h->at, RPT_BIT(AGREEMENT_KIND)), name = has_name(p, from, h->at);
    switch (h->sort) {
    case STRONG:
        if (p->readings[h->at].capitals) return kind || name;
        if (alone && (is_signed_here(r, h, from, false) || (t->party && rpt_flag(p, h->at, RPT_T_LINE)))) return true;
        return !alone || t->topic || (article && !rpt_flag(p, h->at, RPT_T_FIRST)) || (t->party && !rpt_flag(p, h->at, RPT_T_FIRST));
    case STATEMENT: return is_joint(p, from, h->at) || is_by_two(r, h) || (name && is_place_named(p, from, h->at)) || (alone && article && !rpt_word_is(p, h->end, "by")) || (r->title && t->body && !h->many);
    case MEMORANDUM: return name || (t->topic && is_signed_here(r, h, from, false));
    case PLACED: return is_place_named(p, from, h->at);
    case PLAN: return kind || name || (article && h->end > h->at + 1);
    default: return false;
    }
}

static void read_capitalised(reader *r, const head *h) {
    rpt_parts *p = r->p;
    uint32_t from = rpt_name_start(p, r->first, h->at, RPT_BIT(AGREEMENT_KIND));
    while (from == h->at && from > r->first && rpt_value(p, from - 1, RPT_CLASS_AGREEMENT_KIND).len && !rpt_is_capital(p, from - 1)) from--; /* `joint Declaration` */
    const uint32_t dated = with_date_before(r, from);
    rpt_title t = rpt_title_behind(p, h->end, r->end, r->title && !p->readings[h->at].capitals);
    uint32_t end = t.topic || t.quoted || (t.body && (h->sort == STRONG || r->title)) ? t.end : h->end;
    if (!t.topic) end = with_date_behind(r, end);
    if (!is_agreement(r, h, from, (dated < from && !(h->sort == STATEMENT && dated + 1 == from)) || (end > h->end && !t.topic && !t.body && !t.quoted), &t)) return;
    if (dated < from) from = dated;
    if (rpt_is_other_name(p, from, h->end, RPT_AGR)) return;
    rpt_find_push(p, from, end, RPT_AGR, RPT_FROM_GRAMMAR, 960);
    rpt_acronym_behind(p, &r->acronyms, from, end, RPT_AGR);
}

/* -- Without ---------------------------------------------------------------------------------- */

/** Two parties or more in the sentence, before or behind, by name or by its adjective (`the Russian and French governments`). */
static bool has_two_parties(reader *r) {
    if (r->counted) return r->two;
    uint32_t n = 0;
    uint64_t one = 0;
    for (uint32_t i = r->first; i < r->end && n < 2;) {
        const rpt_find *f = rpt_find_at(r->p, i);
        const bool party = f ? f->type == RPT_GPE || f->type == RPT_ORG || f->type == RPT_PER : rpt_has(r->p, i, RPT_BIT(DEMONYM));
        if (f && f->type == RPT_ORG && (rpt_has(r->p, f->end, RPT_BIT(POST_PLURAL)) || rpt_word_is(r->p, f->end, "leaders"))) n++; /* `the G8 leaders` are more than one */
        if (party && r->p->d->tokens.at[i].hash != one) n++, one = r->p->d->tokens.at[i].hash;
        i = f ? f->end : i + 1;
    }
    r->counted = true;
    return r->two = n >= 2;
}

static bool is_signing_word(const rpt_parts *p, uint32_t i, const head *h, bool joint) {
    static const char *const declared[] = {"declaration", "communique", "communiqué", "protocol", "charter", NULL};
    static const char *const made[] = {"made", "issued", "released", "published", "following", NULL};
    if (rpt_has(p, i, RPT_BIT(SIGN))) return true;
    if (rpt_word_is(p, i, "entered") || rpt_word_is(p, i, "reached")) return !joint;
    if (rpt_word_is(p, i, "adopted")) return h->sort == STATEMENT || joint || is_one_of(p, h->at, declared);
    return joint && is_one_of(p, i, made);
}

/** `signed a [..] agreement`, `an agreement was signed`: the verb of which the head is the object. */
static bool is_signed_here(const reader *r, const head *h, uint32_t from, bool joint) {
    static const char *const beside[] = {"also", "recently", "then", "later", "finally", "subsequently", "jointly", "officially", "formally", "already", "eventually", NULL};
    const rpt_parts *p = r->p;
    for (uint32_t i = from, n = 0; i > r->first && n < 12; i--, n++) {
        if (is_signing_word(p, i - 1, h, joint)) return true;
        if (rpt_flag(p, i - 1, RPT_T_PUNCT) && rpt_mark(p, i - 1) != ',') break;
    }
    for (uint32_t i = h->end; i < r->end && i < h->end + 16; i++) { /* `the agreement on gas signed with X` */
        if (is_signing_word(p, i, h, joint)) {
            if (rpt_word_is(p, i + 1, "with") || rpt_word_is(p, i + 1, "between") || rpt_word_is(p, i + 1, "by") || rpt_word_is(p, i + 1, "among")) return true;
            break;
        }
        if (rpt_flag(p, i, RPT_T_PUNCT) || rpt_has(p, i, RPT_BIT(AGREEMENT))) break;
    }
    for (uint32_t i = h->end + 1; i < r->end && i < h->end + 40; i++) {
        const bool passive = rpt_word_is(p, i - 1, "was") || rpt_word_is(p, i - 1, "were") || rpt_word_is(p, i - 1, "been") || rpt_word_is(p, i - 1, "be");
        if (passive) return is_signing_word(p, is_one_of(p, i, beside) ? i + 1 : i, h, joint);
        if (rpt_has(p, i, RPT_BIT(AGREEMENT))) break;
    }
    return false;
}

/** `Minsk agreements`, `Oslo accords`, `NATO treaty`: named by their city, or the treaty by its body. */
static uint32_t place_before(const reader *r, const head *h, uint32_t from) {
    const rpt_find *f = rpt_find_until(r->p, r->first, from);
    if (!f || (h->sort != STRONG && h->sort != MEMORANDUM && h->sort != PLACED)) return from;
    const bool treaty = f->type == RPT_ORG && f->end == f->first + 1 && rpt_word_is(r->p, h->at, "treaty");
    return treaty || (rpt_is_city(r->p, f) && !rpt_is_article(r->p, f->first)) ? f->first : from;
}

/** `the START treaty`, `the JCPOA agreement`: an acronym right before the head, also one that no table has. */
static uint32_t acronym_before(const reader *r, const head *h, uint32_t from) {
    const rpt_parts *p = r->p;
    if (h->sort != STRONG || h->many || from != h->at || from < r->first + 2) return from;
    const uint32_t i = from - 1;
    if (!rpt_flag(p, i, RPT_T_CAPS) || rpt_flag(p, i, RPT_T_ABBREV | RPT_T_NUMBER) || p->readings[i].capitals) return from;
    if (p->readings[i].parts || memchr(rpt_word(p, i).p, '-', p->d->tokens.at[i].len)) return from;
    if (p->d->tokens.at[i].len < 3 || !rpt_word_is(p, i - 1, "the")) return from;
    const rpt_find *f = rpt_find_until(p, r->first, from);
    return !f || f->type == RPT_AGR ? i : from;
}

static bool is_attributive(const reader *r, uint32_t dated) {
    static const char *const before[] = {"s", "under", "per", "with", NULL};
    const uint32_t first = r->p->d->dates.at[dated].first;
    return first > r->first && (rpt_is_article(r->p, first - 1) || is_one_of(r->p, first - 1, before) || rpt_flag(r->p, first - 1, RPT_T_POSSESSIVE));
}

/** `agreement on .. of April 10, 1991`, `communiqué issued on 4 November`: a day tells it apart, other words between. */
static bool has_day_behind(const reader *r, const head *h) {
    const rpt_parts *p = r->p;
    /* `the statement by its President on 3 May 2004` */
    const bool organ = (rpt_word_is(p, h->end, "by") || rpt_word_is(p, h->end, "of")) && rpt_is_article(p, h->end + 1) && rpt_word_is(p, h->end + 2, "president");
    for (uint32_t i = h->end; i + 1 < r->end && i < h->end + 16; i++) {
        if (rpt_flag(p, i, RPT_T_PUNCT) && rpt_mark(p, i) != ',' && !rpt_flag(p, i, RPT_T_POSSESSIVE)) return false;
        const uint32_t dated = rpt_dated_from(p, i + 1);
        if (!dated) continue;
        if (memchr(p->d->dates.at[dated].date.iso.p, 'X', p->d->dates.at[dated].date.iso.len)) return false;
        if (p->d->dates.at[dated].date.from != p->d->dates.at[dated].date.to) return false;
        if (rpt_word_is(p, i, "of") || rpt_word_is(p, i, "dated")) return true;
        if (organ && i == h->end + 3 && rpt_word_is(p, i, "on")) return true;
        return h->sort != STATEMENT && rpt_word_is(p, i, "on") && i > h->end - 1 && (rpt_has(p, i - 1, RPT_BIT(SIGN) | RPT_BIT(ADOPT)) || rpt_word_is(p, i - 1, "reached"));
    }
    return false;
}

/** `On 3 May 2022 they signed an agreement`, `issued a joint statement on 3 May 2022`: signed here, on a day told. */
static bool is_signed_on_day(const reader *r, const head *h, uint32_t from, bool joint) {
    const rpt_parts *p = r->p;
    const uint32_t behind = rpt_word_is(p, h->end, "on") ? rpt_dated_from(p, h->end + 1) : 0;
    const uint32_t opening = rpt_word_is(p, r->first, "on") ? rpt_dated_from(p, r->first + 1) : 0, dated = behind ? behind : opening;
    if (!dated || (h->sort == STATEMENT && !joint)) return false;
    const rpt_date *day = &p->d->dates.at[dated].date;
    return day->from == day->to && !memchr(day->iso.p, 'X', day->iso.len) && is_signed_here(r, h, from, joint);
}

/** Back over small words that only describe (`a new bilateral`) to the article; is one there? */
static bool has_article_before(const reader *r, uint32_t from, bool joint) {
    for (uint32_t i = from, n = 0; i > r->first && n < 4; i--, n++) {
        if (rpt_word_is(r->p, i - 1, "following")) return joint;
        if (rpt_is_article(r->p, i - 1)) return true;
        const bool numbered = rpt_flag(r->p, i - 1, RPT_T_UPPER) && rpt_flag(r->p, i, RPT_T_NUMBER); /* `a bilateral Article 98 agreement` */
        if ((rpt_flag(r->p, i - 1, RPT_T_UPPER | RPT_T_PUNCT) && !numbered) || rpt_has(r->p, i - 1, RPT_BIT(SIGN) | RPT_BIT(ADOPT) | RPT_BIT(TITLE_LINK))) return false;
    }
    return false;
}

static void read_small(reader *r, const head *h) {
    rpt_parts *p = r->p;
    uint32_t from = h->at;
    bool joint = false;
    while (from > r->first) {
        const bool and = from < h->at && from > r->first + 1 && rpt_word_is(p, from - 1, "and") && rpt_has(p, from - 2, RPT_BIT(AGREEMENT_KIND));
        if (!and && !rpt_has(p, from - 1, RPT_BIT(AGREEMENT_KIND))) break;
        from -= and ? 2 : 1;
        joint = joint || rpt_value(p, from, RPT_CLASS_AGREEMENT_KIND).len > 0;
    }
    const uint32_t acronym = acronym_before(r, h, from), place = acronym < from ? acronym : place_before(r, h, from);
    const uint32_t before = rpt_dated_until(p, from);
    const uint32_t end = h->many ? h->end : with_date_behind(r, h->end);
    const rpt_title t = rpt_title_behind(p, h->end, r->end, false);
    const uint32_t quoted = t.quoted && !t.topic && h->sort == STRONG && !h->many && rpt_is_capital(p, h->end + 1) ? t.end : h->end;
    if (h->sort == PLACED && place == from) return;
    const bool titled = r->title && joint && !h->many && from == r->first; /* `Joint statement by X and Y on Z` */
    if (titled) {
        rpt_find_push(p, from, end, RPT_AGR, RPT_FROM_GRAMMAR, 890);
    } else if (place < from) {
        rpt_find_push(p, place, end, RPT_AGR, RPT_FROM_GRAMMAR, 850);
    } else if (before && is_attributive(r, before)) {
        rpt_find_push(p, p->d->dates.at[before].first, end, RPT_AGR, RPT_FROM_GRAMMAR, 900);
    } else if (quoted > h->end) {
        rpt_find_push(p, from, quoted, RPT_AGR, RPT_FROM_GRAMMAR, 900);
    } else if (end > h->end) {
        rpt_find_push(p, from, end, RPT_AGR, RPT_FROM_GRAMMAR, 880);
    } else if (!h->many && h->sort != PLAN && h->sort != PLACED && !rpt_word_is(p, h->at, "document") && !rpt_is_other_name(p, from, h->end, RPT_AGR) &&
               (has_day_behind(r, h) ||
                (has_article_before(r, from, joint) && ((is_signed_here(r, h, from, joint) && has_two_parties(r)) || is_signed_on_day(r, h, from, joint))))) {
        rpt_find_push(p, from, h->end, RPT_AGR, RPT_FROM_GRAMMAR, 700);
        rpt_acronym_behind(p, &r->acronyms, from, h->end, RPT_AGR);
    }
}

/** A name that the gazetteer knows takes the date that touches it, too: `the 2005 CPA`, `SALT II of 1979`. */
static void read_known(reader *r, uint32_t i) {
    const rpt_find *f = rpt_find_at(r->p, i);
    if (!f || f->type != RPT_AGR || f->source != RPT_FROM_GAZETTEER || f->end > r->end) return;
    for (uint32_t k = f->first; k < f->end; k++) {
        if (rpt_has(r->p, k, RPT_BIT(TITLE_LINK)) && !rpt_word_is(r->p, k, "of")) return; /* a title's date stays apart */
    }
    static const char *const numbers[] = {"ii", "iii", "iv", NULL}; /* `SALT III` */
    const bool numbered = f->end == i + 1 && rpt_flag(r->p, f->end, RPT_T_CAPS) && is_one_of(r->p, f->end, numbers) && f->end < r->end;
    const uint32_t end = with_date_behind(r, f->end + numbered), dated = rpt_dated_until(r->p, i);
    const uint32_t from = dated && is_attributive(r, dated) ? r->p->d->dates.at[dated].first : i;
    if (from < i || end > f->end) rpt_find_push(r->p, from, end, RPT_AGR, RPT_FROM_GRAMMAR, 900);
}

/* -- All -------------------------------------------------------------------------------------- */

static bool is_title_line(const rpt_document *d, uint32_t sentence) {
    const uint32_t block = d->sentences.at[sentence].block;
    if (block >= d->blocks.n) return false;
    const uint8_t kind = d->blocks.at[block].kind;
    return kind == RPT_BLOCK_TITLE || kind == RPT_BLOCK_HEADING || kind == RPT_BLOCK_SEE_ALSO;
}

static void read_at(reader *r, uint32_t i) {
    head h;
    const uint32_t symbol = rpt_flag(r->p, i, RPT_T_UPPER) && r->p->d->tokens.at[i].len > 5 ? rpt_resolution_symbol(r->p, i, r->end) : i;
    if (symbol > i) rpt_find_push(r->p, i, symbol, RPT_AGR, RPT_FROM_GRAMMAR, 970);
    read_known(r, i);
    if (!read_head(r, i, &h)) return;
    if (h.sort == RESOLUTION) rpt_find_resolution(r->p, i, h.many, r->first, r->end);
    else if (h.capital) read_capitalised(r, &h);
    else read_small(r, &h);
}

void rpt_find_agreements(rpt_parts *p) {
    reader r = {.p = p};
    for (uint32_t s = 0; s < p->d->sentences.n; s++) {
        r.first = p->d->sentences.at[s].first, r.end = p->d->sentences.at[s].end;
        r.title = is_title_line(p->d, s), r.counted = false;
        for (uint32_t i = r.first; i < r.end; i++) read_at(&r, i);
    }
    rpt_acronyms_push(p, &r.acronyms, RPT_AGR);
}
