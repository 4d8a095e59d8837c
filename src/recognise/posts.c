/* SPDX-License-Identifier: ISC */
/*
 * Wordings and mentions -> posts: each wording with the state or body that it is of and the person who bears
 * it, where the same phrase names them. A state told by an adjective, or by nothing, is left to who resolves
 * references.
 */
#include "recognise/parts.h"

static bool on_line(const rpt_parts *p, uint32_t i) {
    return i < p->d->tokens.n && !rpt_flag(p, i, RPT_T_LINE | RPT_T_NOISE);
}

/** The mention of one of `types` that starts at token i; 0 = none. */
static uint32_t starts(const rpt_parts *p, uint32_t i, uint32_t types) {
    if (i >= p->d->tokens.n) return 0;
    const uint32_t m = p->mention[i];
    return m && p->d->mentions.at[m].first == i && types >> p->d->mentions.at[m].type & 1 ? m : 0;
}

/** The mention of one of `types` that ends right before token i; 0 = none. */
static uint32_t ends(const rpt_parts *p, uint32_t i, uint32_t types) {
    if (!i || i > p->d->tokens.n) return 0;
    const uint32_t m = p->mention[i - 1];
    return m && p->d->mentions.at[m].end == i && types >> p->d->mentions.at[m].type & 1 ? m : 0;
}

#define PERSON (1u << RPT_PER)
#define OWNER (1u << RPT_GPE | 1u << RPT_ORG)

typedef struct {
    uint32_t from, to; ///< tokens of the phrase with what it is of
} extent;

static uint32_t past_article(const rpt_parts *p, uint32_t i) { return rpt_word_is(p, i, "the") ? i + 1 : i; }

/** Past the place or body that a post's owner sends to (`of Sweden to Estonia`), and past the delegation or mission
 *  that the post heads (`of the EU Delegation to Armenia`). */
static uint32_t past_destination(const rpt_parts *p, uint32_t at) {
    static const char *const parts[] = {"delegation", "mission", "faction", "parliament", "government", "party", "cabinet"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts && on_line(p, at); i++) {
        if (!rpt_word_is(p, at, parts[i])) continue;
        at++;
        break;
    }
    /* `Envoy of the UN Secretary-General for Syria` */
    const bool chief = on_line(p, at) && rpt_is_capital(p, at) && rpt_has_phrase(p, at, RPT_BIT(POST));
    if (chief && !starts(p, at + p->readings[at].words, PERSON)) at += p->readings[at].words;
    if (!on_line(p, at) || !(rpt_word_is(p, at, "to") || rpt_word_is(p, at, "in") || (chief && rpt_word_is(p, at, "for")))) return at;
    const uint32_t place = past_article(p, at + 1);
    const uint32_t m = on_line(p, place) ? starts(p, place, OWNER) : 0;
    return m ? p->d->mentions.at[m].end : at;
}

/** `(Nicaragua)` at token i: the state; 0 = none. */
static uint32_t state_in_brackets(const rpt_parts *p, uint32_t i) {
    if (!on_line(p, i) || rpt_mark(p, i) != '(') return 0;
    const uint32_t at = past_article(p, i + 1);
    const uint32_t m = on_line(p, at) ? starts(p, at, 1u << RPT_GPE) : 0;
    return m && rpt_mark(p, p->d->mentions.at[m].end) == ')' ? m : 0;
}

/** The state or body of a bearer named by it: `N. N. of Panama`, `N. N. (Panama)`; 0 = none. */
static uint32_t owner_behind(const rpt_parts *p, uint32_t holder) {
    const uint32_t end = p->d->mentions.at[holder].end;
    if (!on_line(p, end)) return 0;
    if (!rpt_word_is(p, end, "of")) return state_in_brackets(p, end);
    const uint32_t at = past_article(p, end + 1);
    return on_line(p, at) ? starts(p, at, OWNER) : 0;
}

/** `National Office (NO) Director`: the acronym in brackets before token i; 0 = none. */
static uint32_t acronym_before(const rpt_parts *p, uint32_t i) {
    if (i < 3 || rpt_mark(p, i - 1) != ')') return 0;
    const uint32_t m = ends(p, i - 1, 1u << RPT_ORG);
    return m && p->d->mentions.at[m].first && rpt_mark(p, p->d->mentions.at[m].first - 1) == '(' ? m : 0;
}

/** `of [the] X` after the wording, else X or X's before it. */
static uint32_t find_owner(const rpt_parts *p, const rpt_wording *w, rpt_post *post, extent *e) {
    *e = (extent){w->from, w->end};
    const uint32_t link =
        rpt_mark(p, w->end) == ',' && rpt_word_is(p, w->end + 1, "at") ? w->end + 1 : w->end;
    const bool of = rpt_word_is(p, link, "of"),
               body = rpt_word_is(p, link, "for") || rpt_word_is(p, link, "at");
    if (on_line(p, link) && (of || body)) {
        const uint32_t at = past_article(p, link + 1);
        uint32_t m = on_line(p, at) ? starts(p, at, of ? OWNER : 1u << RPT_ORG) : 0;
        if (m) {
            const uint32_t own = p->d->mentions.at[m].end; // `of Russia's National Guard`
            const uint32_t more = on_line(p, own + 1) && rpt_flag(p, own, RPT_T_POSSESSIVE)
                                      ? starts(p, own + 1, 1u << RPT_ORG)
                                      : 0;
            if (more) m = more;
            e->to = past_destination(p, p->d->mentions.at[m].end);
            return m;
        }
    }
    const uint32_t bracket = state_in_brackets(p, w->end);
    if (bracket) {
        e->to = p->d->mentions.at[bracket].end + 1;
        return bracket;
    }
    /* `Representative to the UN Ambassador N. N.`: the second post is of whom the first is. */
    const rpt_post *before = &p->d->posts.at[p->d->posts.n - 1];
    const bool next = p->d->posts.n > 1 && w->from && !rpt_flag(p, w->from, RPT_T_LINE);
    if (next && before->end == w->from && p->mention[w->from - 1]) return before->of;
    /* `UN Secretary-General's Special Envoy` */
    if (next && before->end + 1 == w->from && rpt_flag(p, w->from - 1, RPT_T_POSSESSIVE)) return before->of;
    if (post->first > w->from && ends(p, post->first, OWNER)) {
        const uint32_t m = ends(p, post->first, OWNER);
        e->from = p->d->mentions.at[m].first < e->from ? p->d->mentions.at[m].first : e->from;
        return m;
    }
    const bool own = w->from && rpt_flag(p, w->from - 1, RPT_T_POSSESSIVE);
    const uint32_t m = rpt_flag(p, w->from, RPT_T_LINE) ? 0 : ends(p, own ? w->from - 1 : w->from, OWNER);
    if (m) e->from = p->d->mentions.at[m].first;
    return m ? m : rpt_flag(p, w->from, RPT_T_LINE) ? 0 : acronym_before(p, w->from);
}

static uint32_t past_honorifics(const rpt_parts *p, uint32_t i) {
    for (uint32_t n = 0; n < 4 && on_line(p, i); n++) {
        const bool excellency = rpt_has(p, i, RPT_BIT(EXCELLENCY)) && rpt_is_capital(p, i);
        if (!excellency && !rpt_has_phrase(p, i, RPT_BIT(HONORIFIC) | RPT_BIT(RANK) | RPT_BIT(TITLE))) break;
        i += excellency ? 1 : p->readings[i].words;
        if (rpt_mark(p, i) == '.') i++;
    }
    return i;
}

static bool is_list_line(const rpt_parts *p, uint32_t token) {
    const uint32_t s = rpt_document_sentence(p->d, p->d->tokens.at[token].begin);
    if (s >= p->d->sentences.n) return false;
    const uint8_t kind = p->d->blocks.at[p->d->sentences.at[s].block].kind;
    return kind == RPT_BLOCK_ITEM || kind == RPT_BLOCK_BYLINE;
}

static bool is_dash(const rpt_parts *p, uint32_t i) {
    if (!rpt_flag(p, i, RPT_T_PUNCT)) return false;
    const rpt_str w = rpt_word(p, i);
    return rpt_mark(p, i) == '-' ||
           (w.len == 3 && memcmp(w.p, "\xE2\x80", 2) == 0 && (w.p[2] == '\x93' || w.p[2] == '\x94'));
}

/** `President of Russia Vladimir Putin`; with a comma `the Polish Ambassador, Romuald Spasowski,`,
 * `(Brzezinski)`. */
static uint32_t holder_after(const rpt_parts *p, const extent *e, bool with_comma) {
    uint32_t at = past_honorifics(p, e->to);
    if (!on_line(p, at)) return 0;
    const bool colon = rpt_mark(p, at) == ':'; /* `Minister of Culture: N. N.`, and nothing else on the line */
    const bool comma = rpt_mark(p, at) == ',' || is_dash(p, at) || rpt_mark(p, at) == '(' || colon;
    if (comma != with_comma) return 0;
    if (comma) at = past_honorifics(p, at + 1);
    const uint32_t m = on_line(p, at) ? starts(p, at, PERSON) : 0;
    if (!m || !comma) return m;
    const uint32_t end = p->d->mentions.at[m].end;
    const char mark = rpt_mark(p, end);
    const bool as = e->from && !rpt_flag(p, e->from, RPT_T_LINE) && (rpt_word_is(p, e->from - 1, "as") || rpt_word_is(p, e->from - 1, "while"));
    if (as && !colon) return m;
    if (colon && on_line(p, end) && !(mark == '.' && !on_line(p, end + 1))) return 0;
    return !on_line(p, end) || mark == ',' || mark == '.' || mark == ')' || rpt_word_is(p, end, "and") || is_list_line(p, at) ? m : 0;
}

/** Before `named Ambassador`, `was elected President`: the token of the first verb; `at` where none stands there. */
static uint32_t before_appointment(const rpt_parts *p, uint32_t at) {
    static const char *const verbs[] = {"named", "appointed", "elected", "reelected", "re-elected", "reappointed", "confirmed", "made", "chosen", "designated"};
    static const char *const helpers[] = {"was", "were", "been", "is", "has", "had", "later", "subsequently", "then", "also", "recently"};
    uint32_t i = at;
    if (i && rpt_word_is(p, i - 1, "as")) i--;
    bool found = false;
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs && i && !found; k++) found = rpt_word_is(p, i - 1, verbs[k]);
    if (!found) return at;
    i--;
    for (uint32_t n = 0; n < 4 && i && !rpt_flag(p, i, RPT_T_LINE); n++) {
        bool helps = false;
        for (size_t k = 0; k < sizeof helpers / sizeof *helpers && !helps; k++) helps = rpt_word_is(p, i - 1, helpers[k]);
        if (!helps) return n && !rpt_flag(p, i, RPT_T_LINE) ? i : at;
        i--;
    }
    return at;
}

/** Before `(Norway)` that ends at token i: its start; i where no state in brackets stands there. */
static uint32_t before_brackets(const rpt_parts *p, uint32_t i) {
    if (i < 3 || rpt_mark(p, i - 1) != ')' || rpt_flag(p, i - 1, RPT_T_LINE)) return i;
    const uint32_t m = ends(p, i - 1, 1u << RPT_GPE);
    const uint32_t first = m ? p->d->mentions.at[m].first : 0;
    return first && rpt_mark(p, first - 1) == '(' && !rpt_flag(p, first, RPT_T_LINE) ? first - 1 : i;
}

static bool is_one_of(const rpt_parts *p, uint32_t i, const char *const *words, size_t n) {
    for (size_t k = 0; k < n; k++) {
        if (rpt_word_is(p, i, words[k])) return true;
    }
    return false;
}

/** The bearer of the post before, where no sentence ends between: `X was elected Governor and became Minister`. */
static uint32_t bearer_of_last(const rpt_parts *p, uint32_t i) {
    const rpt_document *d = p->d;
    const rpt_post *last = &d->posts.at[d->posts.n - 1];
    if (d->posts.n < 2 || !last->holder || d->mentions.at[last->holder].end > last->first || last->end > i || i - last->end > 25) return 0;
    for (uint32_t t = last->end; t <= i; t++) {
        if (rpt_mark(p, t) == '.' || rpt_mark(p, t) == ';' || rpt_flag(p, t, RPT_T_LINE) || starts(p, t, PERSON)) return 0;
    }
    return last->holder;
}

/** `X, who had been`, `X later served as`, `and became` before token `at`: X, or who bore the post before; 0 = none. */
static uint32_t subject_of_verb(const rpt_parts *p, uint32_t at) {
    static const char *const verbs[] = {"is", "was", "been", "became", "becomes", "as", "remained", "remains"};
    static const char *const helpers[] = {"had", "has", "have", "later", "then", "also", "previously", "once", "currently", "now", "subsequently", "again",
                                          "served", "serves", "serving", "worked", "works", "working", "acted", "acting", "first", "who", "next", "briefly"};
    bool told = false, who = false;
    uint32_t i = at;
    for (uint32_t n = 0; n < 7 && i && !rpt_flag(p, i, RPT_T_LINE); n++, i--) {
        const bool verb = is_one_of(p, i - 1, verbs, sizeof verbs / sizeof *verbs);
        if (!verb && !is_one_of(p, i - 1, helpers, sizeof helpers / sizeof *helpers)) break;
        told |= verb;
        who |= rpt_word_is(p, i - 1, "who");
    }
    if (!told || !i || rpt_flag(p, i, RPT_T_LINE)) return 0;
    if (who && rpt_mark(p, i - 1) == ',') i--;
    if (rpt_word_is(p, i - 1, "and")) return bearer_of_last(p, i - 1);
    return ends(p, before_brackets(p, i), PERSON);
}

/** `Ara Aivazian, Minister of ...`, `X is a Deputy Minister`, `X as President`. */
static uint32_t holder_before(const rpt_parts *p, const extent *e) {
    uint32_t at = e->from;
    for (uint32_t n = 0; n < 5 && at && !rpt_flag(p, at, RPT_T_LINE); n++) {
        if (!rpt_has(p, at - 1, RPT_BIT(DEMONYM) | RPT_BIT(CREED)) && !rpt_word_is(p, at - 1, "the") &&
            !rpt_word_is(p, at - 1, "a") && !rpt_word_is(p, at - 1, "an") && !rpt_word_is(p, at - 1, "our"))
            break;
        at--;
    }
    if (at < 2 || rpt_flag(p, at, RPT_T_LINE)) return 0;
    const uint32_t appointed = before_appointment(p, at);
    if (appointed < at) return ends(p, appointed, PERSON);
    const uint32_t subject = subject_of_verb(p, at), link = at - 1;
    if (subject) return subject;
    if (rpt_mark(p, link) != ',' && rpt_mark(p, link) != '(' && rpt_mark(p, link) != '[' && !is_dash(p, link)) return 0;
    return rpt_flag(p, link, RPT_T_LINE) ? 0 : ends(p, before_brackets(p, link), PERSON);
}

/** `former Swedish Foreign Minister`, `new U.S. Ambassador`: the status before what the post is of; 0 = none. */
static uint8_t status_before(const rpt_parts *p, uint32_t at) {
    while (at && !rpt_flag(p, at, RPT_T_LINE) && rpt_has(p, at - 1, RPT_BIT(DEMONYM))) at--;
    if (!at || rpt_flag(p, at, RPT_T_LINE) || !rpt_has(p, at - 1, RPT_BIT(POST_STATUS))) return 0;
    const rpt_str value = rpt_value(p, at - 1, RPT_CLASS_POST_STATUS);
    return value.len ? (uint8_t)value.p[0] : 0;
}

static bool is_called_so(const rpt_parts *p, const rpt_wording *w) {
    uint32_t at = w->from;
    if (at && rpt_mark(p, at - 1) == '.') at--;
    return at && rpt_has(p, at - 1, RPT_BIT(HONORIFIC)) && !rpt_flag(p, at, RPT_T_LINE);
}

/** A wording in small letters is a post only where something ties it to somebody. */
static bool is_tied(const rpt_parts *p, const rpt_wording *w, const rpt_post *post) {
    if (rpt_is_capital(p, w->head) || post->of || post->holder) return true;
    if (!w->from || rpt_flag(p, w->from, RPT_T_LINE)) return false;
    return rpt_has(p, w->from - 1, RPT_BIT(DEMONYM)) || rpt_word_is(p, w->from - 1, "the") ||
           rpt_flag(p, w->from - 1, RPT_T_POSSESSIVE);
}

/** `The embassy opened with N. N. as chargé d'affaires`: the body before; 0 = none. */
static uint32_t seat_opened_with(const rpt_parts *p, uint32_t holder, const extent *e) {
    uint32_t at = p->d->mentions.at[holder].first;
    if (!e->from || !rpt_word_is(p, e->from - 1, "as") || !at || !rpt_word_is(p, at - 1, "with")) return 0;
    for (uint32_t n = 0; n < 20 && at && on_line(p, at); n++, at--) {
        const uint32_t m = ends(p, at, 1u << RPT_ORG);
        if (m || rpt_mark(p, at - 1) == '.') return m;
    }
    return 0;
}

/** `Presidents A of X, B of Y and C (Z)`: each with the own state; the first may stand some words off. */
static void add_bearers(rpt_parts *p, const rpt_wording *w, const rpt_post *pattern) {
    uint32_t at = w->end, left = 8;
    for (; left && on_line(p, at) && !starts(p, at, PERSON); left--) {
        if (rpt_mark(p, at) == '.' || rpt_mark(p, at) == ';') return;
        at++;
    }
    for (uint32_t n = 0; n < 200 && on_line(p, at); n++) {
        at = past_honorifics(p, at);
        const uint32_t m = on_line(p, at) ? starts(p, at, PERSON) : 0;
        const uint32_t of = m ? owner_behind(p, m) : 0;
        if (!of) return;
        if (m != pattern->holder) {
            rpt_post post = *pattern;
            post.holder = m, post.of = of;
            *RPT_PUSH(p->d->arena, p->d->posts) = post;
        }
        at = p->d->mentions.at[of].end;
        if (rpt_mark(p, at) == ')') at++;
        if (rpt_mark(p, at) == ',' || rpt_mark(p, at) == ';') at++;
        if (rpt_word_is(p, at, "and")) at++;
    }
}

enum { LONGEST_LIST = 12 };

/** The mentions of a list from token `*at` on, which moves behind it; how many. */
static uint32_t read_list(const rpt_parts *p, uint32_t *at, uint32_t types, uint32_t *list) {
    uint32_t n = 0;
    for (uint32_t i = *at; n < LONGEST_LIST && on_line(p, i);) {
        i = past_honorifics(p, past_article(p, i));
        const uint32_t m = on_line(p, i) ? starts(p, i, types) : 0;
        if (!m) break;
        list[n++] = m;
        *at = i = p->d->mentions.at[m].end;
        const bool comma = on_line(p, i) && rpt_mark(p, i) == ',';
        if (comma) i++;
        if (on_line(p, i) && rpt_word_is(p, i, "and")) i++;
        else if (!comma) break;
    }
    return n;
}

/** `Presidents of X and Y, A and B`: as many bearers as states, in the same order. */
static void add_aligned(rpt_parts *p, const rpt_wording *w, const rpt_post *pattern) {
    uint32_t states[LONGEST_LIST], bearers[LONGEST_LIST], at = w->end + 1;
    if (!on_line(p, w->end) || !rpt_word_is(p, w->end, "of")) return;
    const uint32_t n = read_list(p, &at, OWNER, states);
    if (n < 2 || !on_line(p, at)) return;
    const char mark = rpt_mark(p, at);
    if (mark == ',' || mark == ':' || mark == '(' || is_dash(p, at)) at++;
    if (read_list(p, &at, PERSON, bearers) != n) return;
    for (uint32_t i = 0; i < n; i++) {
        rpt_post post = *pattern;
        post.of = states[i], post.holder = bearers[i];
        *RPT_PUSH(p->d->arena, p->d->posts) = post;
    }
}

/** `A, Director for Europe, Foreign Ministry.`: the body behind the comma that follows a bearer's post; 0 = none. */
static uint32_t body_behind(const rpt_parts *p, const rpt_wording *w) {
    if (!on_line(p, w->end) || rpt_mark(p, w->end) != ',') return 0;
    const uint32_t at = past_article(p, w->end + 1);
    const uint32_t m = on_line(p, at) ? starts(p, at, 1u << RPT_ORG) : 0;
    const uint32_t end = m ? p->d->mentions.at[m].end : 0;
    return m && (!on_line(p, end) || (rpt_mark(p, end) && strchr(",.;()", rpt_mark(p, end)))) ? m : 0;
}

static void add_post(rpt_parts *p, const rpt_wording *w) {
    rpt_document *d = p->d;
    rpt_post post = {.first = w->first, .end = w->end, .status = w->status, .plural = w->plural};
    if (p->mention[w->head] || is_called_so(p, w)) return;
    for (uint32_t i = w->first; i < w->head; i++) {
        if (p->mention[i]) post.first = i + 1;
    }
    extent e;
    post.of = find_owner(p, w, &post, &e);
    if (!post.status) post.status = status_before(p, e.from);
    if (post.status == 't') post.status = 'p';
    post.holder = holder_after(p, &e, false);
    if (!post.holder) post.holder = holder_before(p, &e);
    if (!post.holder) post.holder = holder_after(p, &e, true);
    if (!post.of && post.holder && d->mentions.at[post.holder].first >= w->end && !rpt_has(p, w->from ? w->from - 1 : 0, RPT_BIT(DEMONYM)))
        post.of = owner_behind(p, post.holder);
    if (!post.of && post.holder) post.of = seat_opened_with(p, post.holder, &e);
    if (!post.of && post.holder && d->mentions.at[post.holder].end <= w->from) post.of = body_behind(p, w);
    if (!is_tied(p, w, &post)) return;
    const rpt_token *last = &d->tokens.at[w->end - 1];
    post.span = (rpt_span){d->tokens.at[post.first].begin, last->begin + last->len};
    *RPT_PUSH(d->arena, d->posts) = post;
    if (w->plural) add_bearers(p, w, &post), add_aligned(p, w, &post);
}

/** `Deputy Prime Minister and Minister of Foreign Affairs of X`: two posts share what stands on one side of
 * them. */
static void share(const rpt_parts *p) {
    rpt_document *d = p->d;
    for (uint32_t i = d->posts.n; i-- > 2;) {
        rpt_post *a = &d->posts.at[i - 1], *b = &d->posts.at[i];
        uint32_t at = a->end;
        if (at == b->first && !a->holder && b->holder && d->mentions.at[b->holder].first >= b->end) a->holder = b->holder;
        if (rpt_mark(p, at) == ',') at++;
        if (!rpt_word_is(p, at, "and") || past_article(p, at + 1) != b->first) continue;
        if (!a->of && !a->plural) a->of = b->of;
        if (!a->holder && !rpt_is_capital(p, at)) a->holder = b->holder;
    }
    for (uint32_t i = 2; i < d->posts.n; i++) {
        const rpt_post *a = &d->posts.at[i - 1];
        rpt_post *b = &d->posts.at[i];
        const uint32_t after =
            a->of && d->mentions.at[a->of].first >= a->end ? d->mentions.at[a->of].end : a->end;
        if (!rpt_word_is(p, after, "and") || past_article(p, after + 1) != b->first || b->holder) continue;
        if (a->holder && d->mentions.at[a->holder].end <= a->first) b->holder = a->holder;
    }
}

void rpt_find_posts(rpt_parts *p) {
    for (uint32_t i = 0; i < p->wordings.n; i++) add_post(p, &p->wordings.at[i]);
    share(p);
}
