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
            e->to = p->d->mentions.at[m].end;
            return m;
        }
    }
    if (post->first > w->from && ends(p, post->first, OWNER)) {
        const uint32_t m = ends(p, post->first, OWNER);
        e->from = p->d->mentions.at[m].first < e->from ? p->d->mentions.at[m].first : e->from;
        return m;
    }
    const bool own = w->from && rpt_flag(p, w->from - 1, RPT_T_POSSESSIVE);
    const uint32_t m = rpt_flag(p, w->from, RPT_T_LINE) ? 0 : ends(p, own ? w->from - 1 : w->from, OWNER);
    if (m) e->from = p->d->mentions.at[m].first;
    return m;
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
    const bool comma = rpt_mark(p, at) == ',' || is_dash(p, at) || rpt_mark(p, at) == '(';
    if (comma != with_comma) return 0;
    if (comma) at = past_honorifics(p, at + 1);
    const uint32_t m = on_line(p, at) ? starts(p, at, PERSON) : 0;
    if (!m || !comma) return m;
    const uint32_t end = p->d->mentions.at[m].end;
    const char mark = rpt_mark(p, end);
    return !on_line(p, end) || mark == ',' || mark == '.' || mark == ')' || is_list_line(p, at) ? m : 0;
}

/** `Ara Aivazian, Minister of ...`, `X is a Deputy Minister`, `X as President`. */
static uint32_t holder_before(const rpt_parts *p, const extent *e) {
    uint32_t at = e->from;
    for (uint32_t n = 0; n < 5 && at && !rpt_flag(p, at, RPT_T_LINE); n++) {
        if (!rpt_has(p, at - 1, RPT_BIT(DEMONYM) | RPT_BIT(CREED)) && !rpt_word_is(p, at - 1, "the") &&
            !rpt_word_is(p, at - 1, "a") && !rpt_word_is(p, at - 1, "an"))
            break;
        at--;
    }
    if (at < 2 || rpt_flag(p, at, RPT_T_LINE)) return 0;
    const uint32_t link = at - 1;
    const bool verb = rpt_word_is(p, link, "is") || rpt_word_is(p, link, "was") ||
                      rpt_word_is(p, link, "as") || rpt_word_is(p, link, "became");
    if (!verb && rpt_mark(p, link) != ',' && rpt_mark(p, link) != '(' && !is_dash(p, link)) return 0;
    return rpt_flag(p, link, RPT_T_LINE) ? 0 : ends(p, link, PERSON);
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

static void add_post(rpt_parts *p, const rpt_wording *w) {
    rpt_document *d = p->d;
    rpt_post post = {.first = w->first, .end = w->end, .status = w->status, .plural = w->plural};
    if (p->mention[w->head] || is_called_so(p, w)) return;
    for (uint32_t i = w->first; i < w->head; i++) {
        if (p->mention[i]) post.first = i + 1;
    }
    extent e;
    post.of = find_owner(p, w, &post, &e);
    if (post.status == 't') post.status = 'p';
    post.holder = holder_after(p, &e, false);
    if (!post.holder) post.holder = holder_before(p, &e);
    if (!post.holder) post.holder = holder_after(p, &e, true);
    if (!is_tied(p, w, &post)) return;
    const rpt_token *last = &d->tokens.at[w->end - 1];
    post.span = (rpt_span){d->tokens.at[post.first].begin, last->begin + last->len};
    *RPT_PUSH(d->arena, d->posts) = post;
}

/** `Deputy Prime Minister and Minister of Foreign Affairs of X`: two posts share what stands on one side of
 * them. */
static void share(const rpt_parts *p) {
    rpt_document *d = p->d;
    for (uint32_t i = d->posts.n; i-- > 2;) {
        rpt_post *a = &d->posts.at[i - 1], *b = &d->posts.at[i];
        uint32_t at = a->end;
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
