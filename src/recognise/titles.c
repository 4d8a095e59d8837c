/* SPDX-License-Identifier: ISC */
/*
 * Behind a head: `on`, `of`, `between` and noun phrases with capitals -> where the title ends, and whether it names a
 * subject or only parties. Dates are never a part of it.
 */
#include "recognise/titles.h"

static bool is_article(const rpt_parts *p, uint32_t i) {
    return rpt_word_is(p, i, "the") || rpt_word_is(p, i, "an") || rpt_word_is(p, i, "a") || rpt_word_is(p, i, "our") ||
           rpt_word_is(p, i, "their") || rpt_word_is(p, i, "its");
}

static const rpt_find *name_at(const rpt_parts *p, uint32_t i) {
    const rpt_find *f = rpt_find_at(p, i);
    return f && f->type != RPT_DATE && f->type != RPT_NO_TYPE ? f : NULL;
}

bool rpt_is_city(const rpt_parts *p, const rpt_find *f) {
    if (!f || f->type != RPT_GPE || f->part) return false;
    uint32_t n = 0, node = 0;
    for (uint32_t i = f->first; i < f->end && (node || i == f->first); i++) {
        node = rpt_gazetteer_step(p->r->gazetteer, node, p->d->tokens.at[i].hash);
    }
    const rpt_alias *a = node ? rpt_gazetteer_aliases(p->r->gazetteer, node, &n) : NULL;
    for (uint32_t i = 0; i < n; i++) {
        const rpt_entry e = rpt_gazetteer_entry(p->r->gazetteer, a[i].entry);
        if (rpt_str_is(e.kind, "city") || rpt_str_is(e.kind, "capital")) return true;
    }
    return false;
}

static uint32_t behind_articles(const rpt_parts *p, uint32_t i, uint32_t end) {
    while (i < end && is_article(p, i)) i++;
    return i;
}

static bool opens_phrase(const rpt_parts *p, uint32_t i, uint32_t end) {
    return i < end && rpt_is_capital(p, i) && !rpt_dated_from(p, i) && !rpt_flag(p, i, RPT_T_FIRST);
}

/** A comma inside a title stands in a list that an `and` closes: `Good-Neighbourliness, Friendship and Cooperation`. */
static bool is_listed(const rpt_parts *p, uint32_t i, uint32_t end) {
    for (uint32_t k = i; k < end && k < i + 6; k++) {
        if (rpt_word_is(p, k, "and")) return rpt_is_capital(p, behind_articles(p, k + 1, end));
        if (!rpt_is_capital(p, k) && rpt_mark(p, k) != ',') return false;
    }
    return false;
}

/** Is what starts at i, in capitals, an agreement or event of its own (`, the Mine Ban Treaty`)? */
static bool is_next_of_list(const rpt_parts *p, uint32_t i, uint32_t end) {
    while (i + 1 < end && rpt_is_capital(p, i + 1) && !rpt_flag(p, i + 1, RPT_T_FIRST)) i++;
    return rpt_has(p, i, RPT_BIT(AGREEMENT) | RPT_BIT(EVENT));
}

/** Does the word at i lead on to another capitalised part; the token where that starts, or i. */
static uint32_t connected(const rpt_parts *p, uint32_t i, uint32_t end, bool topic) {
    const uint32_t next = behind_articles(p, i + 1, end);
    if (!opens_phrase(p, next, end)) return i;
    const rpt_find *f = name_at(p, next);
    if (rpt_word_is(p, i, "of")) return next;
    if (f && (f->type == RPT_EVT || f->type == RPT_AGR) && next > i + 1 && (rpt_word_is(p, i, "and") || rpt_mark(p, i) == ',')) return i;
    if (rpt_word_is(p, i, "and") || rpt_mark(p, i) == '&') {
        if (rpt_word_is(p, i + 1, "a") || rpt_word_is(p, i + 1, "an")) return i; /* the next of its kind */
        if (next > i + 1 && (rpt_has(p, next, RPT_BIT(AGREEMENT) | RPT_BIT(EVENT)) || (topic && f) || is_next_of_list(p, next, end))) return i;
        return topic && (f || rpt_has(p, next, RPT_BIT(POST))) && !rpt_is_capital(p, i - 1) ? i : topic && f && f->type == RPT_PER ? i : next;
    }
    if (rpt_mark(p, i) == ',' && next > i + 1 && is_next_of_list(p, next, end)) return i;
    if (rpt_mark(p, i) == ',') return (topic ? !f && is_listed(p, next, end) : f != NULL || is_listed(p, next, end)) ? next : i;
    if (rpt_word_is(p, i, "in")) return topic && !rpt_is_city(p, f) ? next : i;
    if (rpt_word_is(p, i, "for") || rpt_word_is(p, i, "to")) return topic && !(f && f->type != RPT_LOC) ? next : i;
    if (rpt_flag(p, i, RPT_T_POSSESSIVE)) return next;
    if (is_article(p, i) && topic && i && rpt_is_capital(p, i - 1)) { /* `on Establishing the Eurasian Development Bank` */
        const rpt_str w = rpt_word(p, i - 1);
        return w.len > 5 && memcmp(w.p + w.len - 3, "ing", 3) == 0 ? next : i;
    }
    return i;
}

typedef struct {
    uint32_t end;
    uint32_t names, words; ///< names of parties and posts; other capitalised words
} phrase;

static void take(const rpt_parts *p, uint32_t *i, uint32_t end, phrase *x) {
    const rpt_find *f = name_at(p, *i);
    if (f && f->end <= end && (f->type == RPT_GPE || f->type == RPT_ORG || f->type == RPT_PER)) {
        x->names++;
        *i = f->end;
        return;
    }
    const uint64_t party = RPT_BIT(POST) | RPT_BIT(POST_PLURAL) | RPT_BIT(GOVERNMENT) | RPT_BIT(HONORIFIC) | RPT_BIT(DEMONYM);
    if (rpt_has(p, *i, party)) x->names++;
    else x->words++;
    ++*i;
}

static phrase read_phrase(const rpt_parts *p, uint32_t i, uint32_t end, bool topic) {
    phrase x = {.end = i};
    while (i < end) {
        if (opens_phrase(p, i, end)) {
            take(p, &i, end, &x);
            x.end = i;
            continue;
        }
        const uint32_t next = connected(p, i, end, topic);
        /* `Conference for Syria in Kuwait`: behind a name alone it is where the thing took place. */
        if (next == i || (rpt_word_is(p, i, "in") && !x.words)) break;
        i = next;
    }
    return x;
}

/** `on the Korean Peninsula issue`: the noun that closes a subject may be small. */
static uint32_t with_small_noun(const rpt_parts *p, uint32_t at, uint32_t end) {
    static const char *const nouns[] = {"issue", "question", "problem", "conflict", "crisis", "process", "settlement", "border", NULL};
    for (const char *const *w = nouns; *w; w++) {
        if (at < end && rpt_word_is(p, at, *w)) return at + 1;
    }
    return at;
}

/** A title in quotation marks right behind; its end, or `at`. */
static uint32_t quotation(const rpt_parts *p, uint32_t at, uint32_t end) {
    const uint32_t start = at;
    if (rpt_mark(p, at) == ',' && at + 1 < end && at && rpt_has(p, at - 1, RPT_BIT(EVENT))) at++; /* `Conference, “..”` */
    if (at >= end || !rpt_flag(p, at, RPT_T_PUNCT) || !rpt_flag(p, at, RPT_T_SPACE)) return start;
    const rpt_str mark = rpt_word(p, at);
    const char *close = rpt_str_is(mark, "“") ? "”" : rpt_str_is(mark, "\"") ? "\"" : rpt_str_is(mark, "«") ? "»" : NULL;
    if (!close) return start;
    /* A full stop inside may have ended the sentence; a line break ends the search. */
    for (uint32_t i = at + 1; i < p->d->tokens.n && i < at + 40 && !rpt_flag(p, i, RPT_T_LINE); i++) {
        if (rpt_str_is(rpt_word(p, i), close)) return i + 1;
    }
    return start;
}

/** In a line that is a title: all of it, but for a date, a bracket or a full stop at its end. */
static uint32_t rest_of_line(const rpt_parts *p, uint32_t at, uint32_t end) {
    for (uint32_t i = at; i < end; i++) {
        if (rpt_dated_from(p, i) || rpt_mark(p, i) == '(' || rpt_mark(p, i) == ';') {
            while (i > at && (rpt_flag(p, i - 1, RPT_T_PUNCT) || rpt_word_is(p, i - 1, "of") || rpt_word_is(p, i - 1, "on") || rpt_word_is(p, i - 1, "dated"))) i--;
            return i;
        }
    }
    while (end > at && rpt_mark(p, end - 1) == '.') end--;
    return end;
}

rpt_title rpt_title_behind(const rpt_parts *p, uint32_t at, uint32_t end, bool line) {
    rpt_title t = {.end = at};
    if (end - at > 80) end = at + 80; /* no title is longer: keeps the work linear */
    const uint32_t quoted = quotation(p, at, end);
    if (quoted > at) return (rpt_title){.end = quoted, .quoted = true};
    for (uint32_t i = at; i < end && rpt_has(p, i, RPT_BIT(TITLE_LINK));) {
        const rpt_str link = rpt_value(p, i, RPT_CLASS_TITLE_LINK);
        const bool topic = rpt_str_is(link, "topic");
        const uint32_t start = behind_articles(p, i + 1, end);
        if (!opens_phrase(p, start, end) && quotation(p, start, end) == start && !(line && topic && start < end && !rpt_dated_from(p, start))) break;
        phrase x = read_phrase(p, start, end, topic);
        const bool told = rpt_str_is(link, "party");
        const bool subject = topic || (x.words > 0 && !told);
        if (t.topic && told && !rpt_word_is(p, i, "between") && !line) break;
        const uint32_t quote = topic ? quotation(p, start, end) : start;
        if (quote > start) return (rpt_title){.end = quote, .topic = true, .quoted = true};
        if (rpt_word_is(p, i, "to") && x.names) break;
        if (subject && line) {
            t.topic = true;
            t.end = rest_of_line(p, start, end);
            return t;
        }
        if (x.end == start) break;
        if (subject) t.topic = true;
        else if (rpt_str_is(link, "of") && x.names == 1 && !t.topic) t.body = true;
        else t.party = true;
        if (topic) x.end = with_small_noun(p, x.end, end);
        if (t.topic || t.body) t.end = x.end;
        i = x.end;
    }
    return t;
}
