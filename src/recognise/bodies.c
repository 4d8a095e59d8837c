/* SPDX-License-Identifier: ISC */
/*
 * Tokens -> finds of bodies: a head noun with a capital (`Ministry`, `Council`) and the words before and
 * after it that belong to the name (`Russian Emergencies Ministry`, `Office of the UN High Commissioner for
 * Refugees`), companies by their form, acronyms. Bodies without such a head are the gazetteer's.
 */
#include "recognise/parts.h"

#define STOPS                                                                                                \
    (RPT_BIT(MONTH) | RPT_BIT(WEEKDAY) | RPT_BIT(HONORIFIC) | RPT_BIT(NOT_NAME) | RPT_BIT(GOVERNMENT))
#define POSTS (RPT_BIT(POST) | RPT_BIT(POST_MODIFIER))

static bool on_line(const rpt_parts *p, uint32_t i) {
    return i < p->d->tokens.n && !rpt_flag(p, i, RPT_T_LINE | RPT_T_NOISE);
}

static bool is_type_at(const rpt_parts *p, uint32_t i, uint32_t types) {
    const rpt_find *f = rpt_find_at(p, i);
    return f && types >> f->type & 1;
}

/** Words with a capital that open a sentence and belong to no name: `The`, `Our`, `Meanwhile`. */
static bool only_opens(const rpt_parts *p, uint32_t i) {
    const uint64_t c = p->readings[i].word;
    return rpt_is_opening(p, i) && c & RPT_BIT(COMMON) &&
           !(c & (RPT_BIT(FIELD) | RPT_BIT(POST_MODIFIER) | RPT_BIT(BODY) | RPT_BIT(COMPASS)));
}

static bool is_article(const rpt_parts *p, uint32_t i) {
    static const char *const words[] = {"the", "a",    "an",   "our",  "its",  "their", "this", "that", "his",
                                        "her", "my",   "your", "each", "both", "all",   "some", "any",  "and",
                                        "of",  "with", "by",   "for",  "to",   "in",    "on",   "from", "at"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++) {
        if (rpt_word_is(p, i, words[n])) return true;
    }
    return false;
}

/** `Kurdish-led`, `UN-backed`: says something of a body before its name. */
static bool is_led(const rpt_parts *p, uint32_t i) {
    static const char *const ends[] = {"-led",      "-backed",     "-based",     "-brokered",  "-sponsored",
                                       "-mediated", "-supported",  "-organized", "-organised", "-funded",
                                       "-run",      "-controlled", "-held",      "-owned",     "-aligned",
                                       "-approved", "-hosted",     "-appointed", "-issued",    "-mandated",
                                       "-affiliated", "-operated", "-occupied",  "-linked",    "-sanctioned"};
    const rpt_str w = rpt_word(p, i);
    for (size_t n = 0; n < sizeof ends / sizeof *ends; n++) {
        const size_t len = strlen(ends[n]);
        if (w.len > len && memcmp(w.p + w.len - len, ends[n], len) == 0) return true;
    }
    return false;
}

/** `Ministry of Defense-organized`: bytes at the end of the word that say what the body did. */
static uint32_t led_length(const rpt_parts *p, uint32_t i) {
    const rpt_str w = rpt_word(p, i);
    if (!is_led(p, i)) return 0;
    for (uint32_t n = w.len; n > 1; n--) {
        if (w.p[n - 1] == '-') return w.len - n + 1;
    }
    return 0;
}

static bool is_inner_word(const rpt_parts *p, uint32_t i) {
    if (!rpt_is_capital(p, i) || rpt_has(p, i, STOPS) || is_type_at(p, i, 1u << RPT_DATE) || is_article(p, i))
        return false;
    if (p->d->tokens.at[i].len == 1 || (memchr(rpt_word(p, i).p, '-', rpt_word(p, i).len) && is_led(p, i)))
        return false;
    return !(p->readings[i].titled == RPT_TITLED_HONORIFIC) && !only_opens(p, i);
}

/** A find of another kind whose last token is i, so that a name cannot start inside it. */
static bool is_post_word(const rpt_parts *p, uint32_t i) {
    return rpt_has(p, i, RPT_BIT(POST) | RPT_BIT(TITLE));
}

/** `Trade and` before `Industry Ministry`: may a name reach over the `and` at i? */
static bool joins_before(const rpt_parts *p, uint32_t i) {
    if (!(rpt_word_is(p, i, "and") || rpt_mark(p, i) == '&') || !on_line(p, i) || !i) return false;
    const uint64_t fields =
        RPT_BIT(FIELD) | RPT_BIT(COMMON) | RPT_BIT(COMPASS) | RPT_BIT(DEMONYM) | RPT_BIT(CREED);
    return rpt_is_capital(p, i - 1) && rpt_is_capital(p, i + 1) && rpt_has(p, i - 1, fields) &&
           rpt_has(p, i + 1, fields) && !rpt_has(p, i - 1, RPT_BIT(BODY) | RPT_BIT(POST)) &&
           !only_opens(p, i - 1);
}

/** `People's`, `Workers'`, `President's`: a possessive that belongs to the name after it. */
static bool owns_bodies(const rpt_parts *p, uint32_t i, uint32_t next) {
    static const char *const singles[] = {"people", "women", "men", "children", "president", "nation"};
    if (!rpt_is_capital(p, i) || !rpt_is_capital(p, next) || only_opens(p, i)) return false;
    const rpt_str w = rpt_word(p, i);
    if (w.p[w.len - 1] == 's')
        return p->d->tokens.at[i + 1].len < 3 && rpt_has(p, i, RPT_BIT(COMMON)) && !rpt_find_at(p, i);
    for (size_t n = 0; n < sizeof singles / sizeof *singles; n++) {
        if (rpt_word_is(p, i, singles[n])) return true;
    }
    return false;
}

/** The first token of the name whose head is at `head`. */
static uint32_t name_start(const rpt_parts *p, uint32_t head) {
    uint32_t at = head;
    while (at && !rpt_flag(p, at, RPT_T_LINE) && head - at < 10) {
        if ((rpt_mark(p, at - 1) == '-' || rpt_mark(p, at - 1) == '/') && at >= 2 &&
            !rpt_flag(p, at - 1, RPT_T_SPACE) && is_inner_word(p, at - 2)) {
            at -= 2;
            continue;
        }
        if (rpt_flag(p, at - 1, RPT_T_POSSESSIVE)) {
            const bool office = at >= 2 && rpt_word_is(p, at, "office") && rpt_is_capital(p, at - 2) &&
                                rpt_has(p, at - 2, RPT_BIT(POST) | RPT_BIT(RANK));
            if (office) { // `Prosecutor General's Office`
                at -= 2;
                while (at && on_line(p, at) && rpt_is_capital(p, at - 1) &&
                       (rpt_has(p, at - 1, POSTS) || rpt_word_is(p, at - 1, "prime")))
                    at--;
                return at;
            }
            if (at < 2 || !owns_bodies(p, at - 2, at)) break;
            at -= 2;
            continue;
        }
        if (joins_before(p, at - 1) && at >= 2) {
            at -= 2;
            continue;
        }
        if (!is_inner_word(p, at - 1) || (is_post_word(p, at - 1) && !rpt_has(p, at - 1, RPT_BIT(FIELD))))
            break;
        if (p->readings[at - 1].find && p->finds.at[p->readings[at - 1].find].type == RPT_PER &&
            p->finds.at[p->readings[at - 1].find].score >= 860)
            break;
        at--;
    }
    return at;
}

static uint32_t capitals_end(const rpt_parts *p, uint32_t i) {
    uint32_t at = i;
    while (at - i < 24 && (on_line(p, at) || (at == i && at < p->d->tokens.n))) {
        const rpt_find *f = rpt_find_at(p, at);
        if (f && f->type != RPT_PER && f->type != RPT_DATE && f->source == RPT_FROM_GAZETTEER &&
            f->end > at) {
            at = f->end;
            continue;
        }
        if (at > i && rpt_flag(p, at, RPT_T_POSSESSIVE) && owns_bodies(p, at - 1, at + 1)) {
            at++;
            continue;
        }
        if (!rpt_is_capital(p, at) ||
            rpt_has(p, at, RPT_BIT(MONTH) | RPT_BIT(WEEKDAY) | RPT_BIT(HONORIFIC)) ||
            p->readings[at].titled == RPT_TITLED_HONORIFIC) {
            break;
        }
        if (f && f->type == RPT_PER && f->score >= 860) break;
        if (at > i && rpt_has(p, at - 1, RPT_BIT(FIELD)) && rpt_has_phrase(p, at, POSTS) &&
            !rpt_has(p, at, RPT_BIT(FIELD)))
            break;
        at++;
    }
    return at;
}

/** Behind the state that a name ends with a person may follow (`of Korea Kim Jong-un`). */
static uint32_t state_end(const rpt_parts *p, uint32_t at, uint32_t end) {
    const uint32_t behind = rpt_find_at(p, at)->end;
    return behind < end && is_type_at(p, behind, 1u << RPT_PER) ? behind : end;
}

/** `5th Army Corps`, `First Guards Tank Army`: the number of a unit is a part of its name. */
static uint32_t with_number(const rpt_parts *p, uint32_t first, uint32_t head) {
    static const char *const units[] = {"army", "corps", "brigade", "regiment", "division", "fleet", "battalion", "squadron", "wing"};
    if (!first || !on_line(p, first)) return first;
    const rpt_str w = rpt_word(p, first - 1);
    const bool figures = rpt_flag(p, first - 1, RPT_T_NUMBER) && w.len > 2 && w.len < 7 && w.p[w.len - 1] >= 'a';
    if (!figures && !(rpt_has(p, first - 1, RPT_BIT(ORDINAL)) && rpt_is_capital(p, first - 1))) return first;
    for (size_t n = 0; n < sizeof units / sizeof *units; n++) {
        if (rpt_word_is(p, head, units[n])) return first - 1;
    }
    return first;
}

/** Past a list of fields that goes on at i: `, Industry and Energy`, `and Eurasian Affairs`. */
static uint32_t list_end(const rpt_parts *p, uint32_t i) {
    const uint64_t fields = RPT_BIT(FIELD) | RPT_BIT(COMMON);
    uint32_t end = i;
    for (uint32_t at = i, n = 0; on_line(p, at) && n < 8; n++) {
        const bool comma = rpt_mark(p, at) == ',';
        uint32_t next = at + 1;
        bool and = rpt_word_is(p, at, "and") || rpt_mark(p, at) == '&';
        if (comma && rpt_word_is(p, next, "and")) next++, and = true;
        if (and && rpt_word_is(p, next, "the") && rpt_has(p, next + 1, RPT_BIT(FIELD))) next++; // `of Defence and the Interior`
        if (!(and || comma) || !on_line(p, next) || !rpt_is_capital(p, next) || rpt_find_at(p, next)) break;
        if (rpt_has(p, next,
                    RPT_BIT(BODY_OF) | RPT_BIT(POST) | RPT_BIT(HONORIFIC) | RPT_BIT(MONTH) |
                        RPT_BIT(WEEKDAY)))
            break;
        const uint32_t after = capitals_end(p, next);
        const bool more = rpt_word_is(p, after, "and") && rpt_has(p, after + 1, fields);
        if (rpt_has(p, after - 1, RPT_BIT(BODY) | RPT_BIT(POST)) || !(rpt_has(p, after - 1, fields) || more))
            break;
        at = after;
        if (and) end = after;
    }
    return end;
}

/** Past `of the Republic of Armenia`, `for Refugees`, `on Trade and Economic Cooperation`. */
static uint32_t name_end(const rpt_parts *p, uint32_t i) {
    uint32_t end = i;
    if (p->readings[i - 1].capitals) return i;
    for (uint32_t n = 0; n < 6 && on_line(p, end); n++) {
        const bool of = rpt_word_is(p, end, "of");
        const bool in = rpt_word_is(p, end, "in") && end > i && !is_type_at(p, end + 1, ~0u);
        const bool about =
            rpt_word_is(p, end, "for") || rpt_word_is(p, end, "on") || rpt_word_is(p, end, "against") || in ||
                           (rpt_word_is(p, end, "with") && end > i && rpt_has(p, end + 1, RPT_BIT(COMMON)) && !is_type_at(p, end + 1, ~0u));
        if (!of && !about) break;
        uint32_t at = end + 1;
        if (rpt_word_is(p, at, "the")) at++;
        if (rpt_word_is(p, at, "former") && is_type_at(p, at + 1, 1u << RPT_GPE)) at++;
        if (!on_line(p, at) || !rpt_is_capital(p, at) || is_type_at(p, at, 1u << RPT_DATE | 1u << RPT_AGR))
            break;
        if (about && rpt_has(p, at, RPT_BIT(MONTH) | RPT_BIT(WEEKDAY))) break;
        if (about && !of && rpt_word_is(p, end, "on") && is_type_at(p, at, 1u << RPT_GPE)) break;
        const uint32_t after = capitals_end(p, at);
        if (after == at) break;
        if (is_type_at(p, at, 1u << RPT_LOC) && state_end(p, at, after) < after) return state_end(p, at, after);
        if (is_type_at(p, at, 1u << RPT_GPE)) { // `Administration of US President ..`: the state is the post's
            return rpt_has(p, rpt_find_at(p, at)->end, POSTS) && after > rpt_find_at(p, at)->end ? end : state_end(p, at, after);
        }
        const bool whole = is_type_at(p, i - 1, 1u << RPT_ORG) &&
                           rpt_find_at(p, i - 1)->end == after; // a name known to end here
        end = whole ? after : list_end(p, after);
        if (end == after && is_type_at(p, at, 1u << RPT_LOC) &&
            rpt_word_is(p, after, "and")) { // `Latin America and the Caribbean`
            const uint32_t next = after + 1 + rpt_word_is(p, after + 1, "the");
            if (on_line(p, next) && is_type_at(p, next, 1u << RPT_LOC)) end = rpt_find_at(p, next)->end;
        }
    }
    return end;
}

/** `for countering hybrid threats`, `on trade and economic cooperation`: a subject in small letters, which a noun of
 * subjects closes. Bodies known by their name have none. */
static uint32_t small_subject_end(const rpt_parts *p, uint32_t i) {
    static const char *const nouns[] = {"cooperation", "co-operation", "affairs", "matters", "rights", "relations", "threats",
                                        "security", "reform", "reforms", "reconciliation", "demarcation", "delimitation", "issues",
                                        "problems", "questions", "studies", "initiatives", "activities", "investment", NULL};
    uint32_t at = i + 1;
    if (rpt_word_is(p, i, "in") && rpt_word_is(p, i + 1, "support") && rpt_word_is(p, i + 2, "of")) at = i + 3;
    else if (!rpt_word_is(p, i, "for") && !rpt_word_is(p, i, "on")) return i;
    if (is_article(p, at) && !rpt_word_is(p, at, "the")) return i;
    for (uint32_t n = 0; n < 6 && on_line(p, at); n++, at++) {
        const bool and = n && rpt_word_is(p, at, "and");
        if (rpt_flag(p, at, RPT_T_UPPER | RPT_T_PUNCT | RPT_T_NUMBER) || (n && !and && is_article(p, at))) return i;
        for (const char *const *w = nouns; n && *w; w++) {
            if (rpt_word_is(p, at, *w) && !rpt_word_is(p, at + 1, "and")) return at + 1;
        }
    }
    return i;
}

/** Is the name [first, end) one that the tables have? */
static bool is_known_name(const rpt_parts *p, uint32_t first, uint32_t end) {
    const rpt_find *f = rpt_find_at(p, first);
    return f && f->end >= end && f->source == RPT_FROM_GAZETTEER;
}

/** Does a word inside tell more than the head itself? */
static bool is_told(const rpt_parts *p, uint32_t first, uint32_t end, uint32_t head, uint32_t head_end) {
    if (head_end < end) return true;
    for (uint32_t i = first; i < head; i++) {
        if (!(p->readings[i].word & RPT_BIT(NOT_NAME))) return true;
    }
    return false;
}

static bool stands_alone(const rpt_parts *p, uint32_t head, uint32_t end) {
    if (!rpt_has_phrase(p, head, RPT_BIT(BODY_SHORT)) || p->readings[head].capitals) return false;
    if (on_line(p, end) && rpt_is_capital(p, end) && !rpt_has_phrase(p, end, POSTS)) return false;
    if (!head || rpt_flag(p, head, RPT_T_LINE)) return false;
    if (head > 2 && rpt_word_is(p, head - 2, "of") && rpt_has(p, head - 3, RPT_BIT(RANK) | RPT_BIT(NOT_NAME)))
        return false; // `General of the Army`
    return !rpt_is_opening(p, head) && (is_article(p, head - 1) || rpt_flag(p, head - 1, RPT_T_POSSESSIVE) ||
                                        !rpt_is_capital(p, head - 1));
}

/** `Mission to Ukraine`, `Mission in the Democratic Republic of the Congo`, `Mission at the United Nations`.
 */
static uint32_t mission_end(const rpt_parts *p, uint32_t i) {
    if (!on_line(p, i) || !(rpt_word_is(p, i, "to") || rpt_word_is(p, i, "in") || rpt_word_is(p, i, "at")))
        return i;
    const uint32_t at = i + 1 + rpt_word_is(p, i + 1, "the");
    return on_line(p, at) && is_type_at(p, at, 1u << RPT_GPE | 1u << RPT_ORG) ? rpt_find_at(p, at)->end : i;
}

/** Are the words [first, end) names of states and bodies and nothing else (`U.S.-Japan` before `Alliance`)?
 */
static bool all_names(const rpt_parts *p, uint32_t first, uint32_t end) {
    uint32_t i = first;
    while (i < end) {
        const rpt_find *f = rpt_find_at(p, i);
        if (f) i = f->end;
        else if (rpt_flag(p, i, RPT_T_PUNCT) || p->readings[i].parts) i++;
        else return false;
    }
    return first < end;
}

static void find_body(rpt_parts *p, uint32_t head) {
    uint32_t head_end =
        head + (rpt_has_phrase(p, head, RPT_BIT(BODY) | RPT_BIT(BODY_OF)) ? p->readings[head].words : 1);
    const uint64_t c = rpt_has_phrase(p, head, RPT_BIT(BODY) | RPT_BIT(BODY_OF)) ? p->readings[head].phrase
                                                                                 : p->readings[head].word;
    uint32_t first = name_start(p, head);
    const rpt_find *state = rpt_find_at(p, first); // `Russian Federation`
    if (state && state->type == RPT_GPE && state->source == RPT_FROM_GAZETTEER && first < head && state->end == head_end && !rpt_word_is(p, head_end, "of")) return;
    while (first < head && (rpt_word_is(p, first, "senior") || rpt_word_is(p, first, "former"))) first++;
    uint32_t end = head_end;
    while (end < head + 6 && on_line(p, end) && rpt_is_capital(p, end) && rpt_has(p, end, RPT_BIT(BODY)))
        end++;
    if (end == head_end && c & RPT_BIT(BODY_OF)) end = name_end(p, end);
    const bool mission = rpt_word_is(p, head, "embassy") || rpt_word_is(p, head, "legation") ||
                         rpt_word_is(p, head, "consulate") || rpt_word_is(p, head, "delegation");
    if (mission && end == head_end && on_line(p, end) && is_type_at(p, end, 1u << RPT_GPE))
        end = rpt_find_at(p, end)->end;
    const uint32_t at = mission && rpt_word_is(p, end, "to") ? mission_end(p, end) : end; // `Embassy of Norway to Kenya`
    if (rpt_word_is(p, head, "delegation") && at == end) return; // others are people who travel
    end = at;
    const bool sent = is_type_at(p, first, 1u << RPT_ORG) &&
                      (rpt_word_is(p, head, "force") || rpt_word_is(p, head, "operation") ||
                       rpt_word_is(p, head, "office") || rpt_word_is(p, head, "group"));
    if (sent || rpt_word_is(p, head, "mission")) end = mission_end(p, end);
    if (rpt_word_is(p, head, "operation") && end == head_end) return;
    if (rpt_word_is(p, head, "alliance") && end == head_end && all_names(p, first, head)) return;
    if (first == head && end == head_end) {
        if (stands_alone(p, head, end)) rpt_find_push(p, head, end, RPT_ORG, RPT_FROM_GRAMMAR, 450);
        return;
    }
    if (!(c & RPT_BIT(BODY)) && end == head_end) return;
    if (on_line(p, end) && rpt_word_is(p, end, "day") && rpt_is_capital(p, end)) return; // `Russian Navy Day`
    if (rpt_word_is(p, head, "administration") && first + 1 == head && end == head_end &&
        !rpt_has(p, first, RPT_BIT(FIELD)))
        return;
    if (rpt_word_is(p, head, "agency") && end == head_end && on_line(p, end) &&
        is_type_at(p, end, 1u << RPT_ORG))
        end = rpt_find_at(p, end)->end;
    const bool news =
        rpt_word_is(p, head, "news") || rpt_word_is(p, head, "times") || rpt_word_is(p, head, "press");
    if (news && on_line(p, end) && rpt_is_capital(p, end)) return;
    if (!is_told(p, first, end, head, head_end)) return;
    const bool worker = rpt_has_phrase(p, head, RPT_BIT(BODY_OF)) && !rpt_has(p, head, RPT_BIT(BODY_SHORT));
    if ((worker || rpt_word_is(p, head, "commission") || rpt_word_is(p, head, "committee")) && !is_known_name(p, first, end))
        end = small_subject_end(p, end);
    rpt_find *f = rpt_find_push(p, with_number(p, first, head_end < end ? head : end - 1), end, RPT_ORG, RPT_FROM_GRAMMAR, 600);
    f->span.end -= led_length(p, end - 1);
}

/** `CNV Co Ltd.`: the run of capitals that a form of incorporation ends. */
static void find_company(rpt_parts *p, uint32_t form) {
    uint32_t first = form;
    while (first && on_line(p, first) && form - first < 8 &&
           (is_inner_word(p, first - 1) || (rpt_flag(p, first - 1, RPT_T_CAPS) && first < form) ||
            (rpt_mark(p, first - 1) == ',' && first == form)))
        first--;
    if (first == form || rpt_mark(p, first) == ',') return;
    uint32_t end = form + 1;
    while (end < form + 4 && rpt_has(p, end, RPT_BIT(COMPANY)) && on_line(p, end)) end++;
    if (rpt_mark(p, end) == '.' && !rpt_flag(p, end, RPT_T_SPACE)) end++;
    rpt_find_push(p, first, end, RPT_ORG, RPT_FROM_GRAMMAR, 700);
}

/** `Katibat al-Imam al-Bukhari`: the first word, then words with a capital and particles. */
static void find_group(rpt_parts *p, uint32_t first) {
    uint32_t end = first + 1;
    for (uint32_t at = end; on_line(p, at) && at - first < 8; at++) {
        const rpt_str w = rpt_word(p, at);
        const bool joined = w.len > 4 && (w.p[2] == '-' || w.p[3] == '-') &&
                            (w.p[0] == 'a' || w.p[0] == 'e' || w.p[0] == 'u');
        if (rpt_is_capital(p, at) && !rpt_has(p, at, STOPS)) end = at + 1;
        else if (joined) end = at + 1;
        else if (!rpt_has(p, at, RPT_BIT(PARTICLE)) && !rpt_word_is(p, at, "wal") &&
                 !rpt_word_is(p, at, "wa"))
            break;
    }
    if (end > first + 1) rpt_find_push(p, first, end, RPT_ORG, RPT_FROM_GRAMMAR, 700);
}

void rpt_find_bodies(rpt_parts *p) {
    for (uint32_t i = 0; i < p->d->tokens.n; i++) {
        if (!rpt_is_capital(p, i)) continue;
        const uint64_t c = p->readings[i].word | p->readings[i].phrase;
        if (c & (RPT_BIT(BODY) | RPT_BIT(BODY_OF))) find_body(p, i);
        if (c & RPT_BIT(COMPANY)) find_company(p, i);
        if (c & RPT_BIT(BODY_FIRST)) find_group(p, i);
    }
}
