/* SPDX-License-Identifier: ISC */
/*
 * Tokens -> finds of persons. A name is a run of words with capitals, initials, particles; what makes it a
 * person's is what announces it (post, title, honorific, speaker's label), a known given name, initials, or
 * two words that nothing else explains. A second pass finds the surnames and given names alone of the persons
 * of the document.
 */
#include "recognise/parts.h"
#include <string.h>

typedef struct {
    uint32_t end;      ///< token
    uint32_t words;    ///< full words
    uint32_t unknown;  ///< of these, words of no class and no table
    bool initials;     ///< seen
    bool initial_last; ///< the last piece was one
    bool given, place; ///< place: a name of the gazetteer that is no person's is inside
} run;

/** Words that never stand inside a person's name, whatever announces it. */
#define NEVER                                                                                                \
    (RPT_BIT(POST) | RPT_BIT(HONORIFIC) | RPT_BIT(TITLE) | RPT_BIT(RANK) | RPT_BIT(BODY) | RPT_BIT(MONTH) |  \
     RPT_BIT(WEEKDAY) | RPT_BIT(NOT_NAME) | RPT_BIT(GOVERNMENT) | RPT_BIT(DECORATION) | RPT_BIT(CREED))
#define SELDOM                                                                                               \
    (RPT_BIT(DEMONYM) | RPT_BIT(PEOPLE) | RPT_BIT(PLACE) | RPT_BIT(GOVERNED) | RPT_BIT(FACILITY) |           \
     RPT_BIT(FIELD) | RPT_BIT(COMPASS) | RPT_BIT(POST_MODIFIER) | RPT_BIT(POST_STATUS) |                     \
     RPT_BIT(BODY_FIRST) | RPT_BIT(AGREEMENT) | RPT_BIT(EVENT))

static bool is_letter_initial(const rpt_parts *p, uint32_t i) {
    return rpt_is_capital(p, i) && p->d->tokens.at[i].len <= 2 && rpt_mark(p, i + 1) == '.' &&
           !rpt_flag(p, i + 1, RPT_T_SPACE) &&
           (p->d->tokens.at[i].len == 1 || (unsigned char)rpt_word(p, i).p[0] >= 0xC3);
}

static bool is_initials(const rpt_parts *p, uint32_t i) {
    return rpt_is_capital(p, i) && rpt_flag(p, i, RPT_T_ABBREV) && !rpt_find_at(p, i) &&
           !rpt_has(p, i, NEVER | RPT_BIT(EXCELLENCY));
}

static const rpt_find *other_name(const rpt_parts *p, uint32_t i) {
    const rpt_find *f = rpt_find_at(p, i);
    return f && f->type != RPT_PER ? f : NULL;
}

/** May the word at i, with a capital, be a word of a name that has `r->words` already? */
static bool is_name_word(const rpt_parts *p, uint32_t i, const run *r, uint8_t titled) {
    const uint64_t c = p->readings[i].word;
    const bool given = c & RPT_BIT(GIVEN), sure = titled == RPT_TITLED_HONORIFIC && !r->words;
    if (!rpt_is_capital(p, i) || rpt_flag(p, i, RPT_T_NUMBER) || p->readings[i].parts) return false;
    if (p->readings[i].words > 1 &&
        p->readings[i].phrase &
            (RPT_BIT(HONORIFIC) | RPT_BIT(POST) | RPT_BIT(TITLE) | RPT_BIT(RANK) | RPT_BIT(NOT_NAME)))
        return false;
    const bool may_be_month = given && !r->words && rpt_is_capital(p, i + 1); // `Jan Kubiš`
    if (c & (may_be_month ? NEVER & ~RPT_BIT(MONTH) : NEVER))
        return sure && c & (RPT_BIT(RANK) | RPT_BIT(TITLE) | RPT_BIT(BODY)) &&
               !(c & (RPT_BIT(POST) | RPT_BIT(HONORIFIC)));
    const rpt_find *f = other_name(p, i);
    if (f && f->type == RPT_DATE) return false;
    if (f)
        return sure || (given && !r->words && rpt_is_capital(p, f->end)) ||
               (r->given && r->words < 4 && f->end == i + 1 && (r->words == 1 || f->score <= 760));
    if (p->readings[i].phrase & (RPT_BIT(DEMONYM) | RPT_BIT(PEOPLE) | RPT_BIT(CREED)) && !sure) return false;
    if (c & SELDOM)
        return given || sure ||
               (r->words == 1 && (r->given || r->initial_last) &&
                !(c & (RPT_BIT(DEMONYM) | RPT_BIT(PEOPLE))));
    const bool plain =
        !p->readings[i].heading && !(rpt_is_capital(p, i + 1) && !rpt_flag(p, i + 1, RPT_T_LINE));
    if (c & RPT_BIT(COMMON) && r->given && r->words == 2 && plain) return true; // `Barbara Plett Usher`
    if (c & RPT_BIT(COMMON))
        return given || sure || (r->words == 1 && r->given && !r->initials) || r->initial_last;
    return true;
}

static uint32_t suffix_end(const rpt_parts *p, uint32_t i) {
    uint32_t at = rpt_mark(p, i) == ',' ? i + 1 : i;
    if (!rpt_has(p, at, RPT_BIT(SUFFIX)) || !rpt_is_capital(p, at)) return i;
    const bool junior = !rpt_flag(p, at, RPT_T_CAPS) && rpt_word(p, at).len == 2;
    if (!junior &&
        (at > i || !(rpt_flag(p, at, RPT_T_CAPS) || rpt_word(p, at).len == 1) || rpt_mark(p, at + 1) == '.'))
        return i;
    at++;
    return junior && rpt_mark(p, at) == '.' && !rpt_flag(p, at, RPT_T_SPACE) ? at + 1 : at;
}

static bool goes_on(const rpt_parts *p, uint32_t i) {
    return i < p->d->tokens.n && !rpt_flag(p, i, RPT_T_LINE);
}

/** `al-Assad`, `el-Sisi`: a particle and a word with a capital, joined. */
static bool is_joined_particle(const rpt_parts *p, uint32_t i) {
    if (i >= p->d->tokens.n) return false;
    const rpt_str w = rpt_word(p, i);
    const char *dash = memchr(w.p, '-', w.len > 5 ? 5 : w.len);
    if (!dash || dash - w.p < 2 || dash - w.p > 3 || dash + 2 >= w.p + w.len) return false;
    return (w.p[0] == 'a' || w.p[0] == 'e' || w.p[0] == 'u') && rpt_utf8_is_upper((unsigned char)dash[1]);
}

/** Past particles (`van der`, `al`) that stand before a word with a capital; i where none. */
static uint32_t past_particles(const rpt_parts *p, uint32_t i) {
    uint32_t at = i;
    while (at < i + 3 && (at == i || goes_on(p, at)) && rpt_has(p, at, RPT_BIT(PARTICLE)) &&
           !(rpt_is_capital(p, at) && rpt_has(p, at, RPT_BIT(GIVEN))))
        at++;
    return at > i && goes_on(p, at) && rpt_is_capital(p, at) && !rpt_has(p, at, NEVER) ? at : i;
}

static run read_run(const rpt_parts *p, uint32_t i, uint8_t titled) {
    run r = {.end = i};
    uint32_t at = i, last;
    do {
        last = at;
        if (at > i && !goes_on(p, at)) break;
        if (r.words && is_joined_particle(p, at)) {
            r.words++, r.unknown++;
            r.end = ++at;
        } else if (is_letter_initial(p, at)) {
            r.initials = r.initial_last = true;
            at += 2;
        } else if (is_initials(p, at)) {
            r.initials = r.initial_last = true;
            at++;
        } else if (r.words && rpt_is_capital(p, at) && rpt_word(p, at).len == 1 &&
                   rpt_is_capital(p, at + 1)) {
            at++;
        } else {
            at = past_particles(p, at);
            const rpt_find *f = rpt_find_at(p, at);
            if (r.words >= 6 || !is_name_word(p, at, &r, titled)) break;
            const uint64_t c = p->readings[at].word;
            if (!r.words) r.given = c & RPT_BIT(GIVEN);
            r.unknown +=
                (!(c & (SELDOM | RPT_BIT(COMMON))) || (c & RPT_BIT(GIVEN) && !r.words)) && !other_name(p, at);
            r.place |= other_name(p, at) != NULL;
            r.initial_last = false;
            const uint32_t end = f && f->type == RPT_PER ? f->end : at + 1;
            r.words += end - at;
            r.end = at = end;
        }
    } while (at > last && at - i < 24);
    if (r.words) r.end = suffix_end(p, r.end);
    return r;
}

static bool before_is(const rpt_parts *p, uint32_t i, const char *word) {
    return i && !rpt_flag(p, i, RPT_T_LINE) && rpt_word_is(p, i - 1, word);
}

static bool is_at_place(const rpt_parts *p, uint32_t i) {
    static const char *const words[] = {"in",     "at",     "near",   "into",   "outside",
                                        "inside", "around", "toward", "towards"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++) {
        if (before_is(p, i, words[n])) return true;
    }
    // `the villages of Deir Ballut and ..`
    return before_is(p, i, "of") && i > 1 && rpt_has(p, i - 2, RPT_BIT(GOVERNED_OF)) && !rpt_is_capital(p, i - 2);
}

/** Does a label `Name:` at the start of a line end at token `end`? */
static bool is_label(const rpt_parts *p, uint32_t i, uint32_t end) {
    return rpt_mark(p, end) == ':' && rpt_flag(p, i, RPT_T_LINE) && !rpt_flag(p, end, RPT_T_SPACE);
}

/** `YUNUS-BEK EVKUROV is a ...`: a name in capitals that opens the line of a list. */
static bool is_entry(const rpt_parts *p, uint32_t i, uint32_t end) {
    for (uint32_t k = i; k < end; k++) {
        if (!rpt_flag(p, k, RPT_T_CAPS) || p->d->tokens.at[k].len < 3 || p->readings[k].capitals)
            return false;
    }
    return rpt_flag(p, i, RPT_T_LINE) && (rpt_word_is(p, end, "is") || rpt_word_is(p, end, "was") ||
                                          rpt_mark(p, end) == ',' || rpt_mark(p, end) == '(');
}

/** A head that makes the words before it a name of something else. */
static bool is_head_after(const rpt_parts *p, uint32_t end) {
    return goes_on(p, end) &&
           (rpt_has(p, end, RPT_BIT(FACILITY)) ||
            (rpt_is_capital(p, end) &&
             rpt_has(p, end, RPT_BIT(BODY) | RPT_BIT(PLACE) | RPT_BIT(GOVERNED) | RPT_BIT(COMPANY))));
}

/** `from ABC News`: does the word before name a journalist? */
static bool is_from_body(const rpt_parts *p, uint32_t i) {
    if (!rpt_word_is(p, i, "from")) return false;
    i += rpt_word_is(p, i + 1, "the") ? 2 : 1;
    if (rpt_has(p, i, RPT_BIT(DEMONYM))) i++;
    const rpt_find *f = rpt_find_at(p, i);
    return (f && f->type == RPT_ORG) || (rpt_flag(p, i, RPT_T_CAPS) && rpt_has(p, i + 1, RPT_BIT(BODY)));
}

/** A surname that the gazetteer knows of a statesman, and nothing else by that word: `Gomulka`. */
static bool is_statesman(const rpt_parts *p, uint32_t i) {
    const uint32_t node = rpt_gazetteer_step(p->r->gazetteer, 0, p->d->tokens.at[i].hash);
    uint32_t n = 0;
    const rpt_alias *a = node ? rpt_gazetteer_aliases(p->r->gazetteer, node, &n) : NULL;
    if (!n || n > 3 || !(a[0].flags & RPT_ALIAS_SURNAME)) return false;
    const rpt_entry e = rpt_gazetteer_entry(p->r->gazetteer, a[0].entry);
    return e.type == RPT_PER && e.prior >= 0.6f;
}

/** How sure is it that the run is a person? 0 = it is none. */
static uint32_t score_of(const rpt_parts *p, uint32_t i, const run *r, uint8_t titled) {
    const uint64_t c = p->readings[i].word;
    if (!r->words || is_head_after(p, r->end)) return 0;
    if (titled == RPT_TITLED_HONORIFIC) return 960;
    if (titled) {
        if (r->words == 1 && !r->initials && (r->place || c & (SELDOM | RPT_BIT(COMMON))) &&
            !(c & RPT_BIT(GIVEN)))
            return 0;
        return 940;
    }
    if (r->words == 1 && r->end == i + 1 && !(c & (SELDOM | RPT_BIT(COMMON))) && !r->place &&
        goes_on(p, r->end)) {
        if (rpt_has_phrase(p, r->end, RPT_BIT(SAYS)) && !rpt_flag(p, i, RPT_T_CAPS | RPT_T_ABBREV) &&
            !before_is(p, i, "the"))
            return 560;
        if (!rpt_flag(p, i, RPT_T_CAPS | RPT_T_ABBREV) && !p->readings[i].heading && !(c & RPT_BIT(GIVEN)) &&
            !before_is(p, i, "the") && is_statesman(p, i))
            return 520;
        const char mark = rpt_mark(p, r->end);
        if (p->readings[i].apposed && (mark == ',' || mark == ')' || mark == '.') &&
            !rpt_flag(p, i, RPT_T_CAPS | RPT_T_ABBREV))
            return 560;
        if (is_from_body(p, r->end) &&
            (before_is(p, i, "to") || before_is(p, i, "with") || c & RPT_BIT(GIVEN)))
            return 560;
    }
    if (is_label(p, i, r->end) && (r->unknown == r->words || r->given)) return 900;
    if (r->initials && (r->unknown || r->given)) return r->words ? 880 : 0;
    if (r->given && r->words > 1)
        return before_is(p, i, "the") ? 0 : c & RPT_BIT(COMMON) && r->unknown < r->words ? 0 : 860;
    if (r->words > 1 && r->unknown == r->words && is_entry(p, i, r->end)) return 600;
    if (r->words > 1 && r->unknown == r->words && !(c & RPT_BIT(GIVEN)) && !before_is(p, i, "the") &&
        !rpt_flag(p, i, RPT_T_CAPS))
        return is_at_place(p, i) ? 0 : 400;
    return 0;
}

/** A given name by which somebody is called: alone in its sentence, or between commas or stops. */
static bool is_called(const rpt_parts *p, uint32_t i) {
    if (!(p->readings[i].word & RPT_BIT(GIVEN)) || p->readings[i].word & RPT_BIT(COMMON) || other_name(p, i))
        return false;
    const char after = rpt_mark(p, i + 1);
    if (after != ',' && after != '.' && after != '?' && after != '!') return false;
    return rpt_is_opening(p, i) || rpt_mark(p, i - 1) == ',' || rpt_mark(p, i - 1) == '.';
}

/* -- Names of the document: surnames and given names that may stand alone -------------------------------- */

typedef struct {
    uint64_t hash; ///< 0 = empty
    bool sure;     ///< a surname, or told by a title
} known;

typedef struct {
    known *at;
    uint32_t mask;
} names;

static known *name_slot(const names *t, uint64_t hash) {
    uint32_t i = (uint32_t)(hash >> 20) & t->mask;
    while (t->at[i].hash && t->at[i].hash != hash) i = (i + 1) & t->mask;
    return &t->at[i];
}

static void remember(const rpt_parts *p, const names *t, uint32_t token, bool sure) {
    if (!rpt_is_capital(p, token) || rpt_word(p, token).len < 2 || rpt_has(p, token, NEVER)) return;
    known *k = name_slot(t, p->d->tokens.at[token].hash);
    k->hash = p->d->tokens.at[token].hash;
    k->sure |= sure;
}

static void remember_all(const rpt_parts *p, names *t) {
    uint32_t n = 0;
    for (uint32_t i = 1; i < p->finds.n; i++)
        n += p->finds.at[i].type == RPT_PER ? p->finds.at[i].end - p->finds.at[i].first : 0;
    t->mask = 15;
    while (t->mask < n * 2) t->mask = t->mask * 2 + 1;
    t->at = rpt_arena_alloc(p->d->arena, ((size_t)t->mask + 1) * sizeof *t->at);
    for (uint32_t i = 1; i < p->finds.n; i++) {
        const rpt_find *f = &p->finds.at[i];
        if (f->type != RPT_PER) continue;
        uint32_t last = f->end - 1;
        while (last > f->first && (rpt_has(p, last, RPT_BIT(SUFFIX)) || rpt_flag(p, last, RPT_T_PUNCT)))
            last--;
        for (uint32_t w = f->first; w <= last; w++) remember(p, t, w, w == last && f->score >= 500);
    }
}

/** `Vance-Dobrynin`: two surnames of the document joined. */
static void find_joined(rpt_parts *p, const names *t, uint32_t i) {
    const rpt_token *k = &p->d->tokens.at[i];
    const rpt_str w = rpt_word(p, i);
    uint32_t cut = 0, len = 1;
    for (uint32_t b = 1; b + 3 < w.len && !cut; b++) {
        if (w.p[b] == '-') cut = b, len = 1;
        if ((unsigned char)w.p[b] == 0xE2 && (unsigned char)w.p[b + 1] == 0x80 &&
            (unsigned char)w.p[b + 2] == 0x93)
            cut = b, len = 3;
    }
    if (!cut || w.len > 80) return;
    const rpt_span spans[2] = {{k->begin, k->begin + cut}, {k->begin + cut + len, k->begin + w.len}};
    bool known_both = true;
    for (uint32_t n = 0; n < 2; n++) {
        char folded[256];
        const rpt_str part = rpt_document_slice(p->d, spans[n]);
        const known *s = name_slot(t, rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, part)}));
        known_both &= s->hash && s->sure;
    }
    if (!known_both) return;
    for (uint32_t n = 0; n < 2; n++) rpt_find_push_part(p, i, spans[n], RPT_PER, RPT_FROM_DOCUMENT, 720);
}

static void find_alone(rpt_parts *p, const names *t) {
    const uint32_t n = p->finds.n;
    if (n < 2) return;
    for (uint32_t i = 0; i < p->d->tokens.n; i++) {
        if (!rpt_is_capital(p, i)) continue;
        if (!p->readings[i].parts && !p->readings[i].find && p->d->tokens.at[i].len > 6) find_joined(p, t, i);
        const known *k = name_slot(t, p->d->tokens.at[i].hash);
        if (!k->hash || (p->readings[i].find && p->finds.at[p->readings[i].find].type == RPT_PER)) continue;
        const uint64_t c = p->readings[i].word;
        const rpt_find *f = other_name(p, i);
        if ((f && (!k->sure || f->score > 760 || f->end > i + 1)) || c & (NEVER | SELDOM) ||
            is_head_after(p, i + 1))
            continue;
        const bool says = rpt_has_phrase(p, i + 1, RPT_BIT(SAYS)) && goes_on(p, i + 1);
        if (c & RPT_BIT(COMMON) &&
            (!k->sure || (rpt_is_opening(p, i) && !says) || (rpt_is_capital(p, i + 1) && goes_on(p, i + 1))))
            continue;
        uint32_t first = i;
        while (first && i - first < 2 && !rpt_flag(p, first, RPT_T_LINE) &&
               rpt_has(p, first - 1, RPT_BIT(PARTICLE)))
            first--;
        if (before_is(p, first, "the")) continue;
        uint32_t end = i + 1; // `at Akhmat Kadyrov's grave`: the parts of one name side by side
        while (end < i + 4 && goes_on(p, end) && rpt_is_capital(p, end) &&
               name_slot(t, p->d->tokens.at[end].hash)->hash &&
               !rpt_has(p, end, NEVER | SELDOM | RPT_BIT(COMMON)) && !other_name(p, end))
            end++;
        rpt_find_push(p, first, end, RPT_PER, RPT_FROM_DOCUMENT, k->sure || end > i + 1 ? 780 : 500);
        i = end - 1;
    }
}

/** Does the one word of a closing line sign what the title calls a telegram or a letter? */
static bool closes_letter(const rpt_parts *p, uint32_t i) {
    static const char *const sent[] = {"Telegram", "Letter", "Airgram", "Despatch", "Message", "TELEGRAM", "LETTER"};
    const rpt_document *d = p->d;
    if (i + 1 < d->tokens.n && !rpt_flag(p, i + 1, RPT_T_LINE)) return false;
    const uint32_t s = rpt_document_sentence(d, d->tokens.at[i].begin);
    if (s >= d->sentences.n || d->blocks.at[d->sentences.at[s].block].kind != RPT_BLOCK_BYLINE || rpt_has(p, i, RPT_BIT(COMMON))) return false;
    for (size_t k = 0; k < sizeof sent / sizeof *sent; k++) {
        if (d->title.len && memmem(d->title.p, d->title.len, sent[k], strlen(sent[k]))) return true;
    }
    return false;
}

/** The sender of a telegram: one word alone on its line, before the note on the source or at the end. */
static bool is_signature(const rpt_parts *p, uint32_t i) {
    if (!rpt_is_capital(p, i) || !rpt_flag(p, i, RPT_T_LINE) || !i || p->d->tokens.at[i].len < 4)
        return false;
    if (rpt_has(p, i, NEVER | SELDOM) || rpt_flag(p, i, RPT_T_CAPS)) return false;
    if (closes_letter(p, i)) return true;
    return rpt_word_is(p, i + 1, "source") && rpt_flag(p, i + 1, RPT_T_LINE) && rpt_mark(p, i + 2) == ':';
}

void rpt_find_names(rpt_parts *p) {
    for (uint32_t i = 0; i < p->d->tokens.n;) {
        if (p->readings[i].words > 1 && p->readings[i].phrase & RPT_BIT(HONORIFIC) && rpt_is_capital(p, i)) {
            i += p->readings[i].words;
            continue;
        }
        const uint8_t titled = p->readings[i].titled;
        const bool starts = rpt_is_capital(p, i) || (titled && rpt_has(p, i, RPT_BIT(PARTICLE)));
        const run r = starts ? read_run(p, i, titled) : (run){.end = i};
        const uint32_t score = r.words ? score_of(p, i, &r, titled) : 0;
        if (score) {
            rpt_find_push(p, i, r.end, RPT_PER, RPT_FROM_GRAMMAR, score);
            uint32_t next = r.end;
            if (titled == RPT_TITLED_PLURAL) {
                if (rpt_mark(p, next) == ',') next++;
                if (rpt_word_is(p, next, "and")) next++;
                if (next > r.end && next < p->d->tokens.n && !p->readings[next].titled)
                    p->readings[next].titled = titled;
            }
            i = r.end;
            continue;
        }
        if (starts && is_signature(p, i)) rpt_find_push(p, i, i + 1, RPT_PER, RPT_FROM_GRAMMAR, 900);
        if (starts && is_called(p, i)) rpt_find_push(p, i, i + 1, RPT_PER, RPT_FROM_GRAMMAR, 600);
        const rpt_find *f = rpt_find_at(p, i);
        i = f && f->end > i ? f->end : i + 1;
    }
    names t;
    remember_all(p, &t);
    find_alone(p, &t);
}
