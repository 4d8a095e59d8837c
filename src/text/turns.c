/* SPDX-License-Identifier: ISC */
/*
 * Blocks -> turns. In: blocks with kinds. Out: turns with their labels, blocks[].turn. A label is what stands before a colon
 * at the start of a block and names a speaker: a word for one who asks, a form of address with a name, or, in a document
 * that has such labels, a bare name. A document without labels has no turns.
 */
#include "text/lines.h"
#include <stdlib.h>

#define COUNT(table) (uint32_t)(sizeof(table) / sizeof *(table))

typedef enum { NO_LABEL, LABEL_ASKS, LABEL_LEADS, LABEL_ANSWERS, LABEL_TITLED, LABEL_NAME, LABEL_DASHED } label_kind;

typedef struct {
    rpt_span span; ///< with the colon; empty = none
    uint8_t kind;
    uint8_t words;
    uint64_t hash; ///< of the last word, folded: the surname in every form of a name
} label;

/* Sorted. Who asks; who leads and neither asks nor answers; words that head a line of a form, a memorandum or a notice. */
static const char *const asking[] = {"audience", "correspondent", "from", "journalist", "participant", "press", "q",
                                     "question", "questioner", "questions", "remark", "reply", "reporter", "student",
                                     "voice"};
static const char *const leading[] = {"announcer", "host", "interpreter", "moderator", "operator", "staff", "translator"};
static const char *const answering[] = {"a", "answer", "response"};
static const char *const officials[] = {"administration", "aide", "all", "commander", "he", "i", "lady", "leader",
                                        "member", "official", "pope", "she", "voices"};
static const char *const saluting[] = {"cc", "dear", "my", "re", "to"};
/* Who is spoken to, and does not speak. */
static const char *const audience[] = {"citizens", "colleagues", "comrades", "delegates", "distinguished", "excellencies",
                                       "excellency", "fellow", "friends", "gentlemen", "guests", "ladies", "members"};
static const char *const forms[] = {
    "action", "affairs", "agenda", "agreed", "annex", "assistance", "attachment", "background", "caption", "cc",
    "chapter", "classification", "comment", "comments", "conclusion", "conclusions", "contact", "cooperation",
    "copy", "date", "dear", "decision", "department", "discussion", "distribution", "document", "e-mail", "economy",
    "email", "enclosure", "events", "examples", "excellency", "exchange", "fax", "for", "from", "health", "http",
    "https", "info", "issues", "item", "items", "list", "location", "matters", "note", "office", "participants",
    "phone", "photo", "place", "points", "policy", "position", "positions", "present", "problem", "problems",
    "project", "projects", "re", "recommendation", "recommendations", "ref", "reference", "references", "related",
    "relations", "resolution", "security", "see", "source", "speech", "statement", "subject", "subjects", "summary",
    "talks", "tel", "telephone", "time", "title", "to", "topic", "topics", "trade", "update", "vessel", "weapons",
    "where"};
static const char *const small[] = {"al", "and", "at", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "for",
                                    "ibn", "in", "la", "le", "of", "on", "ter", "the", "to", "van", "von", "with", "y", "zu"};

enum { LONGEST_LABEL = 220 }; ///< bytes; posts with their bodies are long

/** Is the full stop at i one of `Mr.`, `DR.`, `J.`, not a sentence's? */
static bool may_be_short(rpt_str s, uint32_t i) {
    const char last = s.p[i - 1] | 32;
    if (i < 4 || last == 'r' || last == 's' || last == 't') return true;
    return s.p[i - 2] == ' ' || s.p[i - 2] == '.';
}

/** The bytes up to a colon or, for a bare Q or A, up to the gap behind it; 0 where there is no label. */
static uint32_t label_length(rpt_str s) {
    if (s.len > 2 && (s.p[0] == 'Q' || s.p[0] == 'A')) {
        const bool wide = !memcmp(s.p + 1, "  ", 2) || s.p[1] == '\t'; /* `A` is an article, too */
        if (s.p[0] == 'Q' && s.p[1] == '.' && s.p[2] == ' ') return 2;
        if (wide || (s.p[0] == 'Q' && (s.p[1] == ' ' || !memcmp(s.p + 1, "\xC2\xA0", 2)))) return 1;
    }
    for (uint32_t i = 1; i < s.len && i < LONGEST_LABEL; i++) {
        const char c = s.p[i];
        if (c == '.' && i + 1 < s.len && s.p[i + 1] == ' ' && !may_be_short(s, i)) return 0;
        if (c == '\n' || c == '?' || c == '!' || c == ';' || c == '"' || c == '[') return 0;
        if (c != ':') continue;
        return i + 1 == s.len || s.p[i + 1] == ' ' || s.p[i + 1] == '\t' || s.p[i + 1] == '\n' ||
                       s.p[i + 1] == '\r' || (unsigned char)s.p[i + 1] == 0xC2 || (unsigned char)s.p[i + 1] >= 0xE2
                   ? i + 1
                   : 0;
    }
    return 0;
}

/* How a speech begins, or the line that says for whom it is held. */
static const char *const openings[] = {"Mr President", "Mr. President", "Madam President", "Mr Chairman", "Mr. Chairman", "Mr Speaker", "Mr. Speaker",
                                       "Madam Speaker", "on behalf of", "in writing", "author", "rapporteur", "draftsman", "deputising",
                                       "Member of the Commission", "Member of the Council", "President-in-Office", "Vice-President of the"};

static bool opens_speech(rpt_str s) {
    uint32_t at = 0;
    for (bool dash = true; at < s.len && dash;) {
        dash = s.len - at > 3 && (!memcmp(s.p + at, "\xE2\x80\x93", 3) || !memcmp(s.p + at, "\xE2\x80\x94", 3));
        if (!dash && !memchr(" \n\r\t.-", s.p[at], 6)) break;
        at += dash ? 3 : 1;
        dash = true;
    }
    s = (rpt_str){s.p + at, s.len - at};
    if (s.len > 4 && s.p[0] == '(' && s.p[3] == ')') return s.p[1] >= 'A' && s.p[1] <= 'Z' && s.p[2] >= 'A' && s.p[2] <= 'Z';
    for (size_t i = 0; i < COUNT(openings); i++) {
        const uint32_t n = (uint32_t)strlen(openings[i]);
        if (s.len > n && !memcmp(s.p, openings[i], n)) return true;
    }
    return false;
}

/** The bytes of a dash of any kind with a gap behind it; 0 = none stands there. */
static uint32_t dash_at(rpt_str s, uint32_t i) {
    static const char *const dashes[] = {"\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92", "-"};
    for (uint32_t k = 0; k < COUNT(dashes); k++) {
        const uint32_t n = (uint32_t)strlen(dashes[k]);
        if (i + n < s.len && !memcmp(s.p + i, dashes[k], n) && (k < 3 || s.p[i + n] == ' ')) return n;
    }
    return 0;
}

/** `30. Mr. Name:`: the bytes of a paragraph's number and the gap behind it. */
static uint32_t number_length(rpt_str s) {
    uint32_t i = 0;
    while (i < s.len && i < 4 && s.p[i] >= '0' && s.p[i] <= '9') i++;
    if (!i || i + 2 >= s.len || s.p[i] != '.' || s.p[i + 1] != ' ') return 0;
    return i + 2;
}

/** `Name, on behalf of a group. – Words`, as verbatim reports have it: the bytes up to the dash, and those of the name. */
static uint32_t dashed_length(rpt_str s, uint32_t *name) {
    *name = 0;
    for (uint32_t i = 1; i + 5 < s.len && i < LONGEST_LABEL && s.p[i] != '\n'; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') return 0; /* a day, an hour */
        if ((s.p[i] == ',' || s.p[i] == '(') && !*name) *name = i;
        if (s.p[i] != '.' || s.p[i + 1] != ' ') continue;
        const uint32_t dash = dash_at(s, i + 2);
        if (dash) {
            if (!*name) *name = i;
            return i + 2 + dash;
        }
        if (*name && opens_speech((rpt_str){s.p + i + 2, s.len - i - 2})) return i + 1;
        if (!may_be_short(s, i)) return 0;
    }
    return 0;
}

/** The name of a tag `<SPEAKER ID="1" NAME="...">`, to which the layout cut the block. */
static bool is_tagged(const rpt_document *d, const rpt_block *b) {
    return b->kind == RPT_BLOCK_BYLINE && b->span.begin > 6 && !memcmp(d->text.p + b->span.begin - 6, "NAME=\"", 6);
}

typedef struct {
    uint32_t words, capitals, caps, titles, bad, officials;
    bool of, spoken_to;
    rpt_str first, last;
} label_words;

static bool is_initials(rpt_str w) { return w.len >= 3 && w.p[1] == '.'; }

static label_words read_label(rpt_str s) {
    label_words r = {0};
    uint32_t depth = 0, done = 0;
    for (uint32_t at = 0; at < s.len;) {
        uint32_t from = at, len;
        const rpt_str w = rpt_word_next(s, &at);
        for (; from < (w.len ? (uint32_t)(w.p - s.p) : at) && done < s.len; from++) {
            if (s.p[from] == '(') depth++;
            if (s.p[from] == ')' && depth) depth--;
        }
        if (!w.len || depth) continue;
        const uint32_t c = rpt_utf8_at(w, 0, &len);
        r.words++;
        if (!r.first.len) r.first = w;
        r.last = w;
        if (rpt_word_is_title(w)) r.titles++;
        if (rpt_word_in(w, officials, COUNT(officials))) r.officials++;
        r.spoken_to |= rpt_word_in(w, audience, COUNT(audience));
        r.of |= rpt_str_is(w, "of");
        bool upper = rpt_utf8_is_upper(c), digits = false, low = false, possessive = false;
        for (uint32_t i = 0; i < w.len; i++) {
            digits |= w.p[i] >= '0' && w.p[i] <= '9';
            low |= w.p[i] >= 'a' && w.p[i] <= 'z';
        }
        possessive = (w.len > 2 && !memcmp(w.p + w.len - 2, "'s", 2)) ||
                     (w.len > 4 && !memcmp(w.p + w.len - 4, "\xE2\x80\x99s", 4));
        if (upper) r.capitals++, r.caps += !low;
        else if (!rpt_word_in(w, small, COUNT(small)) && !rpt_word_is_title(w)) r.bad++;
        if (digits || possessive) r.bad++;
    }
    return r;
}

static label_kind kind_of(rpt_str s) {
    const label_words w = read_label(s);
    if (!w.words || w.words > 18 || !w.capitals || w.bad) return NO_LABEL;
    if (w.words <= 2 && rpt_word_in(w.first, asking, COUNT(asking)) && !rpt_str_is(w.first, "From")) return LABEL_ASKS;
    if (w.words >= 3 && rpt_word_in(w.first, asking, COUNT(asking)) && rpt_word_in(w.last, asking, COUNT(asking))) {
        return LABEL_ASKS; /* From the audience */
    }
    if (rpt_word_in(w.first, leading, COUNT(leading)) && w.words <= 4) return LABEL_LEADS;
    if (w.words == 1 && rpt_word_in(w.first, answering, COUNT(answering))) return LABEL_ANSWERS;
    if (w.spoken_to || rpt_word_in(w.first, saluting, COUNT(saluting))) return NO_LABEL;
    if (w.titles == w.words && w.words > 1 && (w.first.p[0] | 32) == 'm') return NO_LABEL; /* `Mr. Speaker:` */
    if ((!w.titles && rpt_word_in(w.first, forms, COUNT(forms))) || rpt_word_in(w.last, forms, COUNT(forms))) return NO_LABEL;
    const bool the = w.first.len == 3 && rpt_word_in(w.first, (const char *const[]){"the"}, 1);
    if (w.titles && (w.words > 1 || the) && !(w.first.len == 2 && (w.first.p[0] | 32) == 'o')) {
        /* `Minister of Culture:` may be a line of a list, `Minister Sample:` is none. */
        return w.of && w.words <= 3 && w.caps < w.capitals ? LABEL_NAME : LABEL_TITLED;
    }
    if (w.officials && w.caps == w.capitals && w.words > 1) return LABEL_TITLED;
    if (is_initials(w.first) && w.words <= 3) return LABEL_TITLED;
    return w.words <= 5 ? LABEL_NAME : NO_LABEL;
}

static bool find_dashed(label *out, rpt_str s) {
    uint32_t name;
    const uint32_t len = dashed_length(s, &name);
    if (!len) return false;
    const label_words w = read_label((rpt_str){s.p, name});
    out->kind = !w.words || w.words > 6 || !w.capitals || w.bad || w.spoken_to ? NO_LABEL : LABEL_DASHED;
    out->span.end = len;
    return out->kind;
}

static void find_label(label *out, const rpt_document *d, const rpt_block *b) {
    const uint32_t number = number_length(rpt_document_slice(d, b->span)), begin = b->span.begin + number;
    const rpt_str s = rpt_document_slice(d, (rpt_span){begin, b->span.end});
    const uint32_t len = label_length(s);
    *out = (label){0};
    if (is_tagged(d, b)) {
        *out = (label){.span = b->span, .kind = LABEL_TITLED};
        return;
    }
    if (!len && find_dashed(out, s)) out->span = (rpt_span){begin, begin + out->span.end};
    if (!len) return;
    const rpt_str text = {s.p, s.p[len - 1] == ':' ? len - 1 : len};
    out->kind = (uint8_t)kind_of(text);
    if (out->kind == LABEL_NAME && len < s.len && opens_speech((rpt_str){s.p + len, s.len - len})) out->kind = LABEL_TITLED;
    if (number && out->kind != LABEL_TITLED) out->kind = NO_LABEL; /* an item of a list */
    if (!out->kind) return;
    char folded[3 * LONGEST_LABEL + 1];
    const label_words w = read_label(text);
    out->span = (rpt_span){begin, begin + len};
    out->hash = rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, w.last)});
    out->words = (uint8_t)w.words;
}

/** The byte behind brackets that stand at `at` (a group, a state), but for a language's. */
static uint32_t past_brackets(rpt_str s, uint32_t at) {
    while (at < s.len && s.p[at] == '(' && !opens_speech((rpt_str){s.p + at, s.len - at})) {
        const char *close = memchr(s.p + at, ')', s.len - at);
        if (!close) return at;
        at = (uint32_t)(close - s.p) + 1;
        while (at < s.len && s.p[at] == ' ') at++;
    }
    return at;
}

static bool may_be_bare(const rpt_block *b) { return b->kind != RPT_BLOCK_NOISE && b->kind != RPT_BLOCK_NOTE && b->kind != RPT_BLOCK_SEE_ALSO; }

/** `Mr. Name` before a state in brackets: the delegate who speaks below. */
static bool is_delegate(rpt_str s) {
    const label_words w = read_label(s);
    return w.words > 1 && w.words <= 6 && w.titles == 1 && rpt_word_is_title(w.first) && (w.first.p[0] | 32) == 'm' && w.capitals == w.words && !w.bad;
}

/** In a report whose speakers stand on lines of their own: another such line before a paragraph. */
static bool is_name_line(const rpt_document *d, uint32_t block) {
    const rpt_block *b = &d->blocks.at[block];
    const rpt_str s = rpt_document_slice(d, b->span);
    if (s.len > 48 || block + 1 >= d->blocks.n || b[1].kind != RPT_BLOCK_PARAGRAPH || b[1].span.end - b[1].span.begin < 40) return false;
    for (uint32_t i = 0; i < s.len; i++) {
        if (memchr(".,:;?!()\n0123456789", s.p[i], 20)) return false;
    }
    const label_words w = read_label(s);
    return w.words >= 2 && w.words <= 4 && w.capitals == w.words && !w.bad && !w.titles && !w.of && !rpt_word_in(w.first, forms, COUNT(forms)) &&
           !rpt_word_in(w.last, forms, COUNT(forms));
}

static void find_name_lines(label *labels, const rpt_document *d) {
    uint32_t alone = 0;
    for (uint32_t i = 0; i < d->blocks.n; i++) alone += labels[i].kind == LABEL_DASHED && labels[i].span.end == d->blocks.at[i].span.end;
    for (uint32_t i = 0; alone > 2 && i < d->blocks.n; i++) {
        if (!labels[i].kind && may_be_bare(&d->blocks.at[i]) && is_name_line(d, i)) labels[i] = (label){.span = d->blocks.at[i].span, .kind = LABEL_DASHED};
    }
}

/** A name on a line of its own, or with a group in brackets, before words that open a speech: no colon, no dash. */
static void find_bare(label *out, const rpt_document *d, uint32_t block) {
    const rpt_block *b = &d->blocks.at[block];
    const rpt_str s = rpt_document_slice(d, b->span);
    uint32_t name = 0;
    while (name < s.len && name < LONGEST_LABEL && s.p[name] != '\n' && s.p[name] != '(') name++;
    if (name == LONGEST_LABEL) return;
    const uint32_t rest = past_brackets(s, name);
    const bool alone = rest == s.len, next = block + 1 < d->blocks.n;
    if (alone && rest > name && name && is_delegate((rpt_str){s.p, name})) {
        *out = (label){.span = b->span, .kind = LABEL_TITLED};
        return;
    }
    if (!opens_speech(alone ? (next ? rpt_document_slice(d, b[1].span) : (rpt_str){"", 0}) : (rpt_str){s.p + rest, s.len - rest})) return;
    const label_words w = read_label((rpt_str){s.p, name});
    if (!w.words || w.words > 6 || !w.capitals || w.bad || w.spoken_to || w.of) return;
    *out = (label){.span = {b->span.begin, b->span.begin + rest}, .kind = LABEL_DASHED};
}

static bool may_speak(const rpt_block *b) { return b->kind == RPT_BLOCK_PARAGRAPH || b->kind == RPT_BLOCK_ITEM; }

static int by_hash(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool comes_again(const uint64_t *sorted, uint32_t n, uint64_t hash) {
    uint32_t low = 0, high = n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (sorted[middle] < hash) low = middle + 1;
        else high = middle;
    }
    return low + 1 < n && sorted[low] == hash && sorted[low + 1] == hash;
}

/** Do the first lines speak of the one whom the label names? */
static bool was_named(const rpt_document *d, const label *l) {
    const uint32_t end = l->span.begin < 4000 ? l->span.begin : 4000;
    return memmem(d->text.p, end, d->text.p + l->span.begin, l->span.end - l->span.begin - 1) != NULL;
}

/**
 * A bare name is a label where the document is a transcript: it has labels that show themselves, or surnames come again, as
 * the headings of a memorandum do not. One word alone (`Interfax:`) must come again.
 */
static void drop_weak(label *labels, uint32_t n, const rpt_document *d) {
    uint64_t *hashes = rpt_arena_alloc(d->arena, (n + 1) * sizeof *hashes);
    uint32_t count = 0, strong = 0, weak = 0, dashed = 0;
    /* One dash may stand behind the place of a newspaper's report; two are a verbatim report. */
    for (uint32_t i = 0; i < n; i++) dashed += labels[i].kind == LABEL_DASHED;
    for (uint32_t i = 0; i < n; i++) {
        if (labels[i].kind == LABEL_DASHED) labels[i].kind = dashed > 1 ? LABEL_TITLED : NO_LABEL;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (labels[i].kind) hashes[count++] = labels[i].hash;
        strong += labels[i].kind && labels[i].kind != LABEL_NAME;
        weak += labels[i].kind == LABEL_NAME;
    }
    if (count) qsort(hashes, count, sizeof *hashes, by_hash);
    uint32_t again = 0;
    for (uint32_t i = 0; i < n; i++) again += labels[i].kind == LABEL_NAME && comes_again(hashes, count, labels[i].hash);
    for (uint32_t i = 0; i < n; i++) {
        if (labels[i].kind != LABEL_NAME) continue;
        const bool returns = comes_again(hashes, count, labels[i].hash);
        const bool transcript = strong > 1 || (strong && again) || again * 2 > weak + 1;
        if (!returns && labels[i].words < 2) labels[i].kind = NO_LABEL;
        else if (!transcript && (weak > 1 || !was_named(d, &labels[i]))) labels[i].kind = NO_LABEL;
    }
}

static bool ends_asking(const rpt_document *d, rpt_span s) {
    return s.end > s.begin && d->text.p[s.end - 1] == '?';
}

/** Question and answers: an answer is what a named speaker says after a question, up to the moderator's word. */
static void link_answers(rpt_document *d, const label *labels, uint32_t t, uint32_t block, uint32_t *question) {
    rpt_turn *turn = &d->turns.at[t];
    const label *l = &labels[block];
    if (l->kind == LABEL_ASKS) {
        turn->kind = RPT_TURN_QUESTION;
        *question = t;
    } else if (l->kind == LABEL_LEADS) {
        *question = 0;
    } else {
        uint32_t asked = *question;
        if (!asked && t > 1 && ends_asking(d, d->turns.at[t - 1].span)) asked = t - 1;
        turn->kind = asked ? RPT_TURN_ANSWER : RPT_TURN_STATEMENT;
        turn->answers = asked;
    }
}

void rpt_text_turns(rpt_document *d) {
    label *labels = rpt_arena_alloc(d->arena, (d->blocks.n + 1) * sizeof *labels);
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        if (may_speak(&d->blocks.at[i]) || is_tagged(d, &d->blocks.at[i])) find_label(&labels[i], d, &d->blocks.at[i]);
        if (!labels[i].kind && may_be_bare(&d->blocks.at[i])) find_bare(&labels[i], d, i);
    }
    find_name_lines(labels, d);
    drop_weak(labels, d->blocks.n, d);
    uint32_t now = 0, question = 0;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        rpt_block *b = &d->blocks.at[i];
        if (b->kind == RPT_BLOCK_NOTE || b->kind == RPT_BLOCK_SEE_ALSO || b->kind == RPT_BLOCK_TITLE) now = 0;
        if (labels[i].kind) {
            now = d->turns.n;
            *RPT_PUSH(d->arena, d->turns) = (rpt_turn){.span = b->span, .label = labels[i].span};
            link_answers(d, labels, now, i, &question);
        }
        if (!now || b->kind == RPT_BLOCK_NOISE) continue;
        b->turn = now;
        d->turns.at[now].span.end = b->span.end;
    }
}
