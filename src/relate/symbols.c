/* SPDX-License-Identifier: ISC */
/*
 * Tokens -> symbols. In: tokens, mentions, references, posts. Out: one symbol for each name, reference, post with its
 * bearer, word or phrase of the lexicon, and verb group; articles, fillers and asides are left out.
 * Lists and the rest that needs a sentence's whole are folded in fold.c.
 */
#include "relate/symbols.h"
#include "relate/traits.h"

void symbols_classes(symbol_classes *c, const rpt_lexicon *x) {
    *c = (symbol_classes){
        .say = rpt_lexicon_class(x, RPT_LIT("say")), .filler = rpt_lexicon_class(x, RPT_LIT("filler")),     .article = rpt_lexicon_class(x, RPT_LIT("article")),
        .aux = rpt_lexicon_class(x, RPT_LIT("aux")),           .be = rpt_lexicon_class(x, RPT_LIT("be")),
        .verb = rpt_lexicon_class(x, RPT_LIT("verb")),         .noun = rpt_lexicon_class(x, RPT_LIT("noun")),
        .prep = rpt_lexicon_class(x, RPT_LIT("prep")),         .conj = rpt_lexicon_class(x, RPT_LIT("conj")),
        .clause = rpt_lexicon_class(x, RPT_LIT("clause")),     .speakfor = rpt_lexicon_class(x, RPT_LIT("speakfor")),
        .stop = rpt_lexicon_class(x, RPT_LIT("stop")),         .post = rpt_lexicon_class(x, RPT_LIT("post")),
        .modifier = rpt_lexicon_class(x, RPT_LIT("post_modifier")), .field = rpt_lexicon_class(x, RPT_LIT("field")),
        .honorific = rpt_lexicon_class(x, RPT_LIT("honorific")), .excellency = rpt_lexicon_class(x, RPT_LIT("excellency")),
        .rank = rpt_lexicon_class(x, RPT_LIT("rank")),         .title = rpt_lexicon_class(x, RPT_LIT("title")),
        .decoration = rpt_lexicon_class(x, RPT_LIT("decoration")), .collective = rpt_lexicon_class(x, RPT_LIT("collective")),
        .cue = rpt_lexicon_class(x, RPT_LIT("cue")),          .headnoun = rpt_lexicon_class(x, RPT_LIT("headnoun")),
        .coop = rpt_lexicon_class(x, RPT_LIT("coop")),        .act = rpt_lexicon_class(x, RPT_LIT("act")),
        .chair = rpt_lexicon_class(x, RPT_LIT("chairnoun")),  .cochair = rpt_lexicon_class(x, RPT_LIT("cochair")),
        .demonym = rpt_lexicon_class(x, RPT_LIT("demonym")), .role = rpt_lexicon_class(x, RPT_LIT("role")),
    };
    const uint32_t wording[] = {c->modifier, c->field, c->speakfor, c->post, c->role, c->honorific, c->excellency, c->rank, c->title};
    for (size_t i = 0; i < sizeof wording / sizeof *wording; i++) {
        const uint32_t bit = wording[i] < RPT_CLASS_BITS ? wording[i] : RPT_CLASS_BITS;
        c->wording[bit / 64] |= 1ull << bit % 64;
    }
}

uint32_t symbols_cue(const symbols *s, const rpt_symbol *y) {
    rpt_str value = {0};
    if (!s->class.cue || !y->lexeme || !rpt_lexeme_has(s->lexicon, y->lexeme, s->class.cue, &value)) return RPT_STATUSES;
    return rpt_name_of(rpt_status_name, RPT_STATUSES, value);
}

/* -- Chunks ---------------------------------------------------------------------------------- */

static void add_member(symbols *s, uint32_t entity, rpt_span span) {
    if (!entity || entity >= s->d->entities.n) return;
    *RPT_PUSH(s->arena, s->members) = (member){entity, s->d->entities.at[entity].type, span, false};
}

/** Lays a chunk over its tokens unless another one has them. */
static void lay(symbols *s, chunk c, uint8_t *taken) {
    c.members = s->members.n - c.member;
    if (c.first >= c.end || c.end > s->d->tokens.n || s->chunk_at[c.first] || (!c.members && !c.noun)) return;
    for (uint32_t t = c.first; t < c.end; t++) {
        if (taken[t]) return;
    }
    memset(taken + c.first, 1, c.end - c.first);
    *RPT_PUSH(s->arena, s->chunks) = c;
    s->chunk_at[c.first] = s->chunks.n;
}

static void stretch(chunk *c, uint32_t first, uint32_t end) {
    if (first < c->first) c->first = first;
    if (end > c->end) c->end = end;
}

static bool ends_in(rpt_str w, const char *tail);

/** `X was appointed Minister`: a verb of its own stands between bearer and post. */
static bool is_told_by_verb(const symbols *s, const rpt_post *p) {
    const uint32_t from = s->d->mentions.at[p->holder].end;
    for (uint32_t t = from; t < p->first && t < from + 8; t++) {
        const rpt_str w = rpt_token_text(s->d, &s->d->tokens.at[t]);
        if ((ends_in(w, "ed") && w.p[0] >= 'a') || rpt_str_is(w, "made") || rpt_str_is(w, "chosen")) return true;
    }
    return false;
}

/** Post and bearer in one phrase: the bearer, from the first to the last of its words. */
static void lay_post(symbols *s, const rpt_post *p, uint8_t *taken) {
    const rpt_document *d = s->d;
    chunk c = {p->first, p->end, s->members.n, 0, 0, false};
    if (p->of && p->of < d->mentions.n) stretch(&c, d->mentions.at[p->of].first, d->mentions.at[p->of].end);
    if (p->adjective && p->adjective < d->references.n) stretch(&c, d->references.at[p->adjective].first, d->references.at[p->adjective].end);
    if (p->holder && p->holder < d->mentions.n && !is_told_by_verb(s, p)) {
        const rpt_mention *m = &d->mentions.at[p->holder];
        stretch(&c, m->first, m->end);
        add_member(s, m->entity, m->span);
        lay(s, c, taken);
        return;
    }
    /* Without a bearer the wording is a noun that the fold joins to its state or body. */
    c = (chunk){p->first, p->end, s->members.n, 0, 1u << RPT_MARK_POST, true};
    lay(s, c, taken);
}

static void lay_mention(symbols *s, const rpt_mention *m, uint8_t *taken) {
    chunk c = {m->first, m->end, s->members.n, 0, 0, false};
    add_member(s, m->entity, m->span);
    lay(s, c, taken);
}

/** `his`, `our`: a pronoun that owns what follows. */
static bool is_possessive_word(rpt_str w) {
    static const char *const words[] = {"his", "her", "its", "our", "their", "my", "your", "whose", "His", "Her", "Its", "Our", "Their", "My", "Your"};
    return rpt_name_of(words, sizeof words / sizeof *words, w) < sizeof words / sizeof *words;
}

static void lay_reference(symbols *s, const rpt_reference *r, uint8_t *taken) {
    chunk c = {r->first, r->end, s->members.n, 0, 1u << RPT_MARK_REF, false};
    if (r->kind == RPT_REF_ADJECTIVE) c.marks |= 1u << RPT_MARK_ADJ;
    if (r->kind == RPT_REF_POST) c.marks |= 1u << RPT_MARK_POST;
    if (is_possessive_word(rpt_document_slice(s->d, r->span))) c.marks |= 1u << RPT_MARK_POSSESSIVE;
    for (uint32_t i = 0; i < r->targets && r->target + i < s->d->targets.n; i++) add_member(s, s->d->targets.at[r->target + i], r->span);
    for (uint32_t i = c.member; i < s->members.n; i++) s->members.at[i].ref = true;
    lay(s, c, taken);
}

void symbols_open(symbols *s, const rpt_document *d, const rpt_lexicon *x, const symbol_classes *c) {
    *s = (symbols){.d = d, .lexicon = x, .class = *c, .arena = d->arena};
    s->traits = traits_find(d, x);
    s->chunk_at = rpt_arena_alloc(d->arena, ((size_t)d->tokens.n + 1) * sizeof *s->chunk_at);
    s->post_at = rpt_arena_alloc(d->arena, ((size_t)d->tokens.n + 1) * sizeof *s->post_at);
    for (uint32_t i = 1; i < d->posts.n; i++) {
        if (d->posts.at[i].first < d->tokens.n) s->post_at[d->posts.at[i].first] = i;
    }
    uint8_t *taken = rpt_arena_alloc(d->arena, (size_t)d->tokens.n + 1);
    for (uint32_t i = 1; i < d->posts.n; i++) {
        if (d->posts.at[i].holder) lay_post(s, &d->posts.at[i], taken);
    }
    for (uint32_t i = 1; i < d->references.n; i++) {
        if (d->references.at[i].kind == RPT_REF_POST) lay_reference(s, &d->references.at[i], taken);
    }
    for (uint32_t i = 1; i < d->mentions.n; i++) lay_mention(s, &d->mentions.at[i], taken);
    for (uint32_t i = 1; i < d->references.n; i++) {
        if (d->references.at[i].kind != RPT_REF_POST) lay_reference(s, &d->references.at[i], taken);
    }
    for (uint32_t i = 1; i < d->posts.n; i++) {
        if (!d->posts.at[i].holder) lay_post(s, &d->posts.at[i], taken);
    }
}

/* -- Words ----------------------------------------------------------------------------------- */

static bool has(const symbols *s, const rpt_symbol *y, uint32_t class) {
    return class && y->lexeme && rpt_lexeme_has(s->lexicon, y->lexeme, class, NULL);
}

static bool is_mark(const symbols *s, uint32_t token, char c) {
    const rpt_token *t = &s->d->tokens.at[token];
    return t->len == 1 && s->d->text.p[t->begin] == c;
}

static void push(symbols *s, rpt_symbol y, thing t) {
    *RPT_PUSH(s->arena, s->symbols) = y;
    *RPT_PUSH(s->arena, s->things) = t;
}

static rpt_str fold_text(symbols *s, uint32_t first, uint32_t end) {
    const rpt_token *from = &s->d->tokens.at[first], *to = &s->d->tokens.at[end - 1];
    const rpt_str text = {s->d->text.p + from->begin, to->begin + to->len - from->begin};
    if (text.len > 256) return (rpt_str){"", 0};
    char *folded = rpt_arena_alloc(s->arena, text.len * 3 + 4);
    const uint32_t len = rpt_utf8_fold_into(folded, text);
    return (rpt_str){folded, len};
}

static void push_chunk(symbols *s, const chunk *c) {
    rpt_symbol y = {.marks = c->marks};
    if (c->noun) y.word = fold_text(s, c->first, c->end);
    for (uint32_t i = 0; i < c->members; i++) {
        const member *m = &s->members.at[c->member + i];
        y.types |= 1u << m->type;
        y.marks |= s->traits[m->entity];
    }
    if (c->members > 1) y.marks |= 1u << RPT_MARK_LIST;
    if (c->marks & 1u << RPT_MARK_ADJ) y.types = 0;
    push(s, y, (thing){c->first, c->end, c->member, c->members});
}

/** How many tokens may be read as one phrase from `at`: none may lie in a chunk. */
static uint32_t free_run(const symbols *s, uint32_t at, uint32_t end) {
    uint32_t n = 1;
    while (at + n < end && n < 8 && !s->chunk_at[at + n]) n++;
    return n;
}

/** The document's entity with a QID; 0 = none. */
static uint32_t entity_by_qid(const rpt_document *d, rpt_str qid) {
    for (uint32_t i = 1; i < d->entities.n && qid.len; i++) {
        if (rpt_str_equal(d->entities.at[i].qid, qid)) return i;
    }
    return 0;
}

/** An adjective of a state that the document names (`Turkish`), where no reference says so already. */
static bool push_demonym(symbols *s, rpt_symbol y, uint32_t at) {
    rpt_str qid = {0};
    if (!s->class.demonym || !rpt_lexeme_has(s->lexicon, y.lexeme, s->class.demonym, &qid)) return false;
    const uint32_t from = s->members.n;
    add_member(s, entity_by_qid(s->d, qid), (rpt_span){s->d->tokens.at[at].begin, s->d->tokens.at[at].begin + s->d->tokens.at[at].len});
    if (s->members.n == from) return false;
    push(s, (rpt_symbol){.marks = 1u << RPT_MARK_ADJ | 1u << RPT_MARK_REF}, (thing){at, at + 1, from, 1});
    return true;
}

static bool token_is(const symbols *s, uint32_t token, const char *const *words) {
    if (token >= s->d->tokens.n) return false;
    const rpt_str w = rpt_token_text(s->d, &s->d->tokens.at[token]);
    for (; *words; words++) {
        if (rpt_str_is(w, *words)) return true;
    }
    return false;
}

/** `the meeting`, `the session` of the body that the page is about, unless the words go on to say whose. */
static bool push_venue(symbols *s, uint32_t at) {
    static const char *const nouns[] = {"meeting", "session", "summit", NULL}, *const the[] = {"the", "The", "this", "This", NULL},
                      *const more[] = {"of", "with", "between", "on", NULL};
    if (!s->venue || !at || !token_is(s, at, nouns) || !token_is(s, at - 1, the) || token_is(s, at + 1, more)) return false;
    const uint32_t from = s->members.n;
    add_member(s, s->venue, (rpt_span){s->d->tokens.at[at].begin, s->d->tokens.at[at].begin + s->d->tokens.at[at].len});
    if (s->members.n == from) return false;
    s->members.at[from].ref = true;
    push(s, (rpt_symbol){.types = 1u << s->members.at[from].type, .marks = 1u << RPT_MARK_REF | 1u << RPT_MARK_VENUE}, (thing){at, at + 1, from, 1});
    return true;
}

static uint32_t push_word(symbols *s, uint32_t at, uint32_t end) {
    if (push_venue(s, at)) return at + 1;
    const rpt_token *t = &s->d->tokens.at[at];
    rpt_symbol y = {.hash = t->hash};
    uint32_t len = 1;
    y.lexeme = rpt_lexicon_match(s->lexicon, &t->hash, sizeof *t, free_run(s, at, end), &len);
    if (!y.lexeme) len = 1;
    if (is_mark(s, at, '.')) return at + 1;
    if (s->symbols.n && s->things.at[s->things.n - 1].members && has(s, &y, s->class.decoration)) return at + len;
    if (has(s, &y, s->class.article) || has(s, &y, s->class.filler)) return at + len;
    if (len == 1 && push_demonym(s, y, at)) return at + 1;
    y.word = fold_text(s, at, at + len);
    if (len > 1) y.hash = rpt_hash(y.word);
    if (has(s, &y, s->class.clause)) y.marks |= 1u << RPT_MARK_CLAUSE | 1u << RPT_MARK_STOP;
    if (has(s, &y, s->class.prep)) y.marks |= 1u << RPT_MARK_PREP;
    if (has(s, &y, s->class.stop) || (t->flags & RPT_T_PUNCT && !(t->flags & RPT_T_POSSESSIVE))) y.marks |= 1u << RPT_MARK_STOP;
    push(s, y, (thing){at, at + len, 0, 0});
    return at + len;
}

/* -- Asides ---------------------------------------------------------------------------------- */


/** The token of the bracket that closes the one at `at`, within 60 tokens; 0 = none. */
static uint32_t closing(const symbols *s, uint32_t at, uint32_t end) {
    for (uint32_t i = at + 1; i < end && i < at + 60; i++) {
        if (is_mark(s, i, ')')) return i;
        if (is_mark(s, i, '(')) return 0;
    }
    return 0;
}

static bool is_dash(const symbols *s, uint32_t token) {
    const rpt_str w = rpt_token_text(s->d, &s->d->tokens.at[token]);
    return rpt_str_is(w, "\xE2\x80\x93") || rpt_str_is(w, "\xE2\x80\x94") || rpt_str_is(w, "--");
}

/** The token of the dash that closes the aside opened by the one at `at`; 0 = none. */
static uint32_t closing_dash(const symbols *s, uint32_t at, uint32_t end) {
    for (uint32_t i = at + 1; i < end && i < at + 40; i++) {
        if (is_dash(s, i)) return i;
    }
    return 0;
}

/** Brackets that hold things and commas only stay in the sentence (`the BRICS countries (Brazil, India ...)`). */
static bool holds_things_only(const symbols *s, uint32_t first, uint32_t end) {
    uint32_t others = 0, found = 0;
    for (uint32_t t = first; t < end;) {
        const uint32_t c = s->chunk_at[t];
        if (c && s->chunks.at[c - 1].members) {
            t = s->chunks.at[c - 1].end;
            found++;
        } else {
            const rpt_str w = rpt_token_text(s->d, &s->d->tokens.at[t++]);
            others += !(rpt_str_is(w, ",") || rpt_str_is(w, "and") || rpt_str_is(w, "the"));
        }
    }
    return found && !others;
}

/** Is the bracket's one name another name of the thing before it? */
static bool repeats(const symbols *s, uint32_t first, uint32_t end) {
    const uint32_t c = s->chunk_at[first];
    if (!c || !s->symbols.n || s->chunks.at[c - 1].end != end) return false;
    const thing *before = &s->things.at[s->things.n - 1];
    const chunk *inside = &s->chunks.at[c - 1];
    return before->members == 1 && inside->members == 1 &&
           s->members.at[before->member].entity == s->members.at[inside->member].entity;
}

/** An opening bracket: left out with what it holds, kept, or put on the list of asides. Returns the next token. */
static uint32_t read_bracket(symbols *s, uint32_t at, uint32_t end) {
    const uint32_t close = closing(s, at, end);
    if (!close) return at + 1;
    if (repeats(s, at + 1, close)) return close + 1;
    if (holds_things_only(s, at + 1, close)) return push_word(s, at, at + 1);
    if (close - at > 3) *RPT_PUSH(s->arena, s->asides) = (rpt_span){at + 1, close};
    return close + 1;
}

/** `A - B, C and D - met`: names between dashes stand as in brackets; what else stands there is read apart. */
static uint32_t read_dash(symbols *s, uint32_t at, uint32_t end) {
    const uint32_t close = closing_dash(s, at, end);
    if (!holds_things_only(s, at + 1, close)) {
        if (close - at > 3) *RPT_PUSH(s->arena, s->asides) = (rpt_span){at + 1, close};
        return close + 1;
    }
    push(s, (rpt_symbol){.word = RPT_LIT("("), .hash = rpt_hash(RPT_LIT("(")), .marks = 1u << RPT_MARK_STOP}, (thing){at, at + 1, 0, 0});
    for (uint32_t t = at + 1; t < close;) {
        const uint32_t c = s->chunk_at[t];
        if (c) push_chunk(s, &s->chunks.at[c - 1]);
        t = c ? s->chunks.at[c - 1].end : push_word(s, t, close);
    }
    push(s, (rpt_symbol){.word = RPT_LIT(")"), .hash = rpt_hash(RPT_LIT(")")), .marks = 1u << RPT_MARK_STOP}, (thing){close, close + 1, 0, 0});
    return close + 1;
}

/* -- Verb groups ------------------------------------------------------------------------------- */

static const struct {
    const char *value;
    uint32_t mark;
} moods[] = {{"planned", RPT_MARK_PLANNED}, {"denied", RPT_MARK_DENIED}, {"conditional", RPT_MARK_CONDITIONAL}, {"demanded", RPT_MARK_DEMANDED}};

/** The moods that a phrase's auxiliary sense states, as marks. */
static uint32_t mood_of(const symbols *s, const rpt_symbol *y) {
    rpt_str value = {0};
    uint32_t marks = 0;
    if (!rpt_lexeme_has(s->lexicon, y->lexeme, s->class.aux, &value)) return 0;
    for (size_t i = 0; i < sizeof moods / sizeof *moods; i++) {
        if (rpt_str_is(value, moods[i].value)) marks |= 1u << moods[i].mark;
    }
    return marks;
}

static bool ends_in(rpt_str w, const char *tail) {
    const uint32_t n = (uint32_t)strlen(tail);
    return w.len > n && memcmp(w.p + w.len - n, tail, n) == 0;
}

/** Could this word be the head of a verb group after an auxiliary? */
static bool is_head(const symbols *s, const rpt_symbol *y, bool after_be) {
    if (y->types || !y->word.len || y->marks & (1u << RPT_MARK_STOP | 1u << RPT_MARK_POST)) return false;
    if (has(s, y, s->class.verb)) return true;
    return after_be && (ends_in(y->word, "ed") || ends_in(y->word, "ing")) && !has(s, y, s->class.noun);
}

/** After a noun's companions (article, possessive, adjective, preposition) `visit` is a noun. */
static bool reads_as_noun(const symbols *s, uint32_t i, uint32_t last_token) {
    const rpt_symbol *y = &s->symbols.at[i];
    if (!has(s, y, s->class.noun)) return false;
    if (s->things.at[i].first != last_token) return true; /* an article or a filler was left out before it */
    if (!i) return true;
    const rpt_symbol *before = &s->symbols.at[i - 1];
    return !(before->types || symbols_is(before, RPT_LIT("to")) || symbols_is(before, RPT_LIT("and")) ||
             symbols_is(before, RPT_LIT("who")) || symbols_is(before, RPT_LIT("which")) || symbols_is(before, RPT_LIT(",")));
}

/** Was an article left out right before symbol `i`? Then no verb group goes on there (`is a founding member`). */
static bool after_article(const symbols *s, uint32_t i) {
    const uint32_t token = s->things.at[i].first;
    const rpt_str w = token ? rpt_token_text(s->d, &s->d->tokens.at[token - 1]) : RPT_LIT("");
    return rpt_str_is(w, "a") || rpt_str_is(w, "an") || rpt_str_is(w, "the");
}

/** One verb group from symbol `i`, written at `to`; returns the next symbol to read. */
static uint32_t fold_group(symbols *s, uint32_t i, uint32_t to) {
    uint32_t marks = 0, j = i;
    bool after_be = false;
    while (j < s->symbols.n && has(s, &s->symbols.at[j], s->class.aux)) {
        marks |= mood_of(s, &s->symbols.at[j]);
        after_be = has(s, &s->symbols.at[j], s->class.be);
        j++;
    }
    const bool head = j < s->symbols.n && !after_article(s, j) && is_head(s, &s->symbols.at[j], after_be);
    if (!head) j--; /* the last auxiliary is the verb: a copula */
    if (head && after_be && !ends_in(s->symbols.at[j].word, "ing")) marks |= 1u << RPT_MARK_PASSIVE;
    s->symbols.at[to] = s->symbols.at[j];
    s->symbols.at[to].marks |= marks | 1u << RPT_MARK_VERB;
    s->things.at[to] = (thing){s->things.at[i].first, s->things.at[j].end, 0, 0};
    return j + 1;
}

/** `the agreed plan`, `via the newly established body`: a participle after an article is an adjective. */
static bool is_attribute(const symbols *s, uint32_t i) {
    if (!ends_in(s->symbols.at[i].word, "ed") && !ends_in(s->symbols.at[i].word, "en")) return false;
    if (after_article(s, i)) return true;
    return i && !s->symbols.at[i - 1].types && ends_in(s->symbols.at[i - 1].word, "ly") && after_article(s, i - 1);
}

static void mark_bare_verb(symbols *s, uint32_t i, uint32_t to, bool noun) {
    rpt_symbol *y = &s->symbols.at[to];
    if (noun || is_attribute(s, i) || !has(s, y, s->class.verb) || ends_in(y->word, "ing")) return;
    const bool participle = i + 1 < s->symbols.n && symbols_is(&s->symbols.at[i + 1], RPT_LIT("by"));
    if (to && symbols_is(&s->symbols.at[to - 1], RPT_LIT("to"))) y->marks |= 1u << RPT_MARK_INFINITIVE;
    else if (!participle) y->marks |= 1u << RPT_MARK_VERB;
}

static void fold_verbs(symbols *s) {
    uint32_t to = 0, last_token = UINT32_MAX;
    for (uint32_t i = 0; i < s->symbols.n;) {
        const uint32_t after = last_token;
        if (has(s, &s->symbols.at[i], s->class.aux)) {
            i = fold_group(s, i, to);
        } else {
            const bool noun = reads_as_noun(s, i, after);
            s->symbols.at[to] = s->symbols.at[i];
            s->things.at[to] = s->things.at[i];
            mark_bare_verb(s, i, to, noun);
            i++;
        }
        last_token = s->things.at[to].end;
        to++;
    }
    s->symbols.n = s->things.n = to;
}

/** `Will X sign Y?`, `When did X visit Y?` ask and do not say: the auxiliary near the start and the next verb are conditional. */
static void open_question(symbols *s) {
    for (uint32_t i = 0; i < s->symbols.n && i < 3; i++) {
        if (!has(s, &s->symbols.at[i], s->class.aux)) continue;
        s->symbols.at[i].marks |= 1u << RPT_MARK_CONDITIONAL;
        /* Only its own verb, behind the subject: `Could you outline the statement signed by X` supposes the signing. */
        for (uint32_t k = i + 1; k < s->symbols.n; k++) {
            const rpt_symbol *y = &s->symbols.at[k];
            if (y->types || symbols_is(y, RPT_LIT("you")) || symbols_is(y, RPT_LIT("they")) || symbols_is(y, RPT_LIT("it"))) continue;
            if (y->marks & 1u << RPT_MARK_VERB) s->symbols.at[k].marks |= 1u << RPT_MARK_CONDITIONAL;
            return;
        }
        return;
    }
}

void symbols_build(symbols *s, uint32_t first, uint32_t end) {
    const bool asks = end > first && is_mark(s, end - 1, '?');
    s->symbols.n = s->things.n = 0;
    while (end > first && is_mark(s, end - 1, '.')) end--;
    for (uint32_t t = first; t < end;) {
        const uint32_t c = s->chunk_at[t];
        if (c && s->chunks.at[c - 1].end <= end) {
            push_chunk(s, &s->chunks.at[c - 1]);
            t = s->chunks.at[c - 1].end;
        } else if (is_mark(s, t, '(')) {
            t = read_bracket(s, t, end);
        } else if (is_dash(s, t) && s->symbols.n && closing_dash(s, t, end)) {
            t = read_dash(s, t, end);
        } else if (s->d->tokens.at[t].flags & RPT_T_POSSESSIVE && s->symbols.n) {
            s->symbols.at[s->symbols.n - 1].marks |= 1u << RPT_MARK_POSSESSIVE;
            t++;
        } else {
            t = push_word(s, t, end);
        }
    }
    fold_verbs(s);
    if (asks) open_question(s);
}

void symbols_prepend(symbols *s, uint32_t entity) {
    const uint32_t from = s->members.n;
    if (!s->symbols.n || s->things.at[0].members || !has(s, &s->symbols.at[0], s->class.noun)) return;
    const rpt_token *t = &s->d->tokens.at[s->things.at[0].first];
    add_member(s, entity, (rpt_span){t->begin, t->begin + t->len});
    if (s->members.n == from) return;
    push(s, (rpt_symbol){0}, (thing){0});
    memmove(s->symbols.at + 1, s->symbols.at, (s->symbols.n - 1) * sizeof *s->symbols.at);
    memmove(s->things.at + 1, s->things.at, (s->things.n - 1) * sizeof *s->things.at);
    s->symbols.at[0] = (rpt_symbol){.types = 1u << s->members.at[from].type, .marks = 1u << RPT_MARK_REF};
    s->things.at[0] = (thing){s->things.at[1].first, s->things.at[1].first + 1, from, 1};
}
