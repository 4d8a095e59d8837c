/* SPDX-License-Identifier: ISC */
/*
 * A rule's pattern -> a regular expression over symbol bytes, the groups of its slots, and its anchors. One pass over
 * the text, no tree: every item of a pattern is a whole expression of its own. What a pattern may contain is told in
 * ontology/rules/LANG/README.md.
 */
#include "rules/pattern.h"
#include <stdio.h>

static const char *const slot_names[RPT_SLOTS] = {"subject", "object", "both", "pairs", "date", "place"};
static const char *const mark_names[RPT_MARKS] = {"verb",   "passive", "infinitive", "planned", "denied", "conditional", "demanded",
                                                  "stop",   "clause",  "list",       "post",    "adj",    "ref",         "possessive",
                                                  "prep",   "adjunct", "led",        "strife",  "town",    "forum",
                                                  "venue"};
/* Words that stand in most sentences: poor anchors, taken where there is nothing better. */
static const char *const common[] = {"of", "in", "to", "with", "by", "and", "for", "at", "on", "from", "as", ",", "'s", "is", "was", "has", "be"};

enum { MAX_DEPTH = 8 };

typedef struct {
    pattern *out;
    const pattern_context *c;
    rpt_str text;
    uint32_t at;
    uint32_t depth;
    rpt_status status;
    bool after_word;       ///< the last item was a plain word (for phrases of the lexicon)
    anchor item[MAX_ANCHORS]; ///< of the last item
    uint32_t n_item, item_weight;
    anchor branch[MAX_ANCHORS]; ///< best of the present branch of the outermost group
    uint32_t n_branch, branch_weight;
    anchor group[MAX_ANCHORS]; ///< union of the branches so far
    uint32_t n_group, group_weight;
    uint32_t best, second_best;
    uint32_t slot_types, slot_marks; ///< of the last item, where it is a slot outside groups
    uint32_t width;      ///< most symbols that all items so far can take
    uint32_t item_begin, group_begin, step_begin; ///< width before the last item, the outermost group, the last step
    bool branches;                   ///< a `|` outside groups: nothing is sure
} compiler;

static void complain(compiler *k, const char *what, rpt_str shown) {
    rpt_place place = k->c->place;
    place.column += k->at;
    k->status = rpt_fail(k->c->m, RPT_CONFIG, place, "%s `%.*s`", what, RPT_FMT(shown));
}

static void put(compiler *k, const char *z) { rpt_buf_z(&k->out->regex, z); }
static void put_byte(compiler *k, uint32_t b) {
    static const char hex[] = "0123456789abcdef";
    const char code[4] = {'\\', 'x', hex[b >> 4 & 15], hex[b & 15]};
    rpt_buf_add(&k->out->regex, code, sizeof code);
}

static void put_literal(compiler *k, rpt_str word) {
    for (uint32_t i = 0; i < word.len; i++) put_byte(k, (unsigned char)word.p[i]);
}

/* -- Anchors --------------------------------------------------------------------------------- */

static void item_is(compiler *k, uint32_t weight, anchor a) {
    k->item_weight = weight;
    k->n_item = 1;
    k->item[0] = a;
}

/** An item begins that takes up to so many symbols. */
static void item_takes(compiler *k, uint32_t most) {
    k->item_begin = k->width;
    k->width += most;
}

static void no_item(compiler *k) { k->n_item = k->item_weight = k->slot_types = k->slot_marks = 0; }

/** Outside groups, what is required is a step of every match. */
static void step_counts(compiler *k) {
    pattern_step *s = &k->out->steps[k->out->n_steps];
    if (k->depth || k->branches || k->out->n_steps == MAX_STEPS) return;
    if (!k->n_item && !k->slot_types && !k->slot_marks) return;
    s->n = k->n_item;
    memcpy(s->any, k->item, k->n_item * sizeof *k->item);
    s->types = k->slot_types;
    s->marks = k->slot_marks;
    s->reach = k->out->n_steps++ ? k->width - k->step_begin - 1 : 0;
    k->step_begin = k->item_begin;
}

/** The last item is now known to be required (nothing optional followed). */
static void item_counts(compiler *k) {
    step_counts(k);
    k->slot_types = k->slot_marks = 0;
    if (!k->n_item) return;
    if (k->depth == 0 && k->item_weight > k->best) {
        /* The one that was best so far is the second now. */
        memcpy(k->out->second, k->out->anchors, k->out->n_anchors * sizeof *k->item);
        k->out->n_second = k->out->n_anchors;
        k->second_best = k->best;
        memcpy(k->out->anchors, k->item, k->n_item * sizeof *k->item);
        k->out->n_anchors = k->n_item;
        k->best = k->item_weight;
    } else if (k->depth == 0 && k->item_weight > k->second_best) {
        memcpy(k->out->second, k->item, k->n_item * sizeof *k->item);
        k->out->n_second = k->n_item;
        k->second_best = k->item_weight;
    } else if (k->depth == 1 && k->item_weight > k->branch_weight) {
        memcpy(k->branch, k->item, k->n_item * sizeof *k->item);
        k->n_branch = k->n_item;
        k->branch_weight = k->item_weight;
    }
    no_item(k);
}

static void branch_ends(compiler *k) {
    item_counts(k);
    if (k->depth == 0) k->branches = true, k->out->n_steps = 0;
    if (k->depth != 1) return;
    if (!k->n_branch || k->n_group + k->n_branch > MAX_ANCHORS) k->group_weight = 0;
    else {
        memcpy(k->group + k->n_group, k->branch, k->n_branch * sizeof *k->branch);
        k->n_group += k->n_branch;
        if (k->branch_weight < k->group_weight) k->group_weight = k->branch_weight;
    }
    k->n_branch = k->branch_weight = 0;
}

static void group_opens(compiler *k) {
    item_counts(k);
    if (k->depth++ == 0) {
        k->group_begin = k->width;
        k->n_group = k->n_branch = k->branch_weight = 0;
        k->group_weight = UINT32_MAX;
    }
}

static void group_closes(compiler *k) {
    branch_ends(k);
    k->depth--;
    no_item(k);
    if (k->depth != 0 || !k->group_weight || !k->n_group) return;
    memcpy(k->item, k->group, k->n_group * sizeof *k->group);
    k->n_item = k->n_group;
    k->item_weight = k->group_weight;
    k->item_begin = k->group_begin;
}

static uint32_t weight_of(rpt_str word) {
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        if (rpt_str_is(word, common[i])) return 1;
    }
    return 3;
}

/* -- Items ----------------------------------------------------------------------------------- */

static uint32_t byte_of_class(compiler *k, rpt_str name) {
    const uint32_t class = rpt_lexicon_class(k->c->lexicon, name);
    class_bytes *b = k->c->classes;
    if (!class) {
        complain(k, "no table of the lexicon has the class", name);
        return BYTE_CLASS;
    }
    if (!b->byte[class]) {
        if (b->n == MAX_CLASSES) {
            complain(k, "rules may use 224 classes and this is one too many:", name);
            return BYTE_CLASS;
        }
        b->byte[class] = (uint8_t)(BYTE_CLASS + b->n++);
    }
    return b->byte[class];
}

static uint32_t byte_of_mark(compiler *k, rpt_str name) {
    const uint32_t mark = rpt_name_of(mark_names, RPT_MARKS, name);
    if (mark == RPT_MARKS) complain(k, "no mark is called", name);
    return BYTE_MARK + mark;
}

/** `.mark` and `-mark` after a class or in a slot: looks ahead into the symbol's head. */
static void put_marks(compiler *k, rpt_str marks) {
    while (marks.len) {
        if (marks.p[0] == '.' && marks.len > 1 && marks.p[1] == '-') marks.p++, marks.len--;
        const bool without = marks.p[0] == '-';
        uint32_t n = 1;
        while (n < marks.len && marks.p[n] != '.' && marks.p[n] != '-') n++;
        put(k, without ? "(?![^\\x01\\x1f]*" : "(?=[^\\x01\\x1f]*");
        put_byte(k, byte_of_mark(k, (rpt_str){marks.p + 1, n - 1}));
        put(k, ")");
        marks.p += n, marks.len -= n;
    }
}

static rpt_str split_marks(rpt_str *name) {
    uint32_t n = 0;
    while (n < name->len && name->p[n] != '.' && !(name->p[n] == '-' && n && memchr(name->p, '.', n))) n++;
    const rpt_str marks = {name->p + n, name->len - n};
    name->len = n;
    return marks;
}

/** `<meet|receive.passive>`: a word or phrase of one of the classes. */
static void class_item(compiler *k, rpt_str inside) {
    item_counts(k);
    item_takes(k, 1);
    const rpt_str marks = split_marks(&inside);
    put(k, "(?:");
    put_marks(k, marks);
    no_item(k);
    if (!inside.len) {
        put(k, "[^\\x01]*+\\x01)");
        return;
    }
    put(k, "[^\\x01\\x1f]*?[");
    while (inside.len) {
        const rpt_str name = rpt_str_cut(&inside, '|');
        put_byte(k, byte_of_class(k, name));
        if (k->n_item < MAX_ANCHORS) k->item[k->n_item++] = (anchor){0, rpt_lexicon_class(k->c->lexicon, name)};
    }
    k->item_weight = 4;
    put(k, "][^\\x01]*+\\x01)");
}

static void put_types(compiler *k, uint32_t types) {
    put(k, "[^\\x01\\x1f]*?[");
    for (uint32_t t = 1; t < k->c->names->n_types; t++) {
        if (types & 1u << t) put_byte(k, BYTE_TYPE + t);
    }
    put(k, "][^\\x01]*+\\x01");
}

static uint32_t default_types(const compiler *k, uint32_t slot) {
    const pattern_context *c = k->c;
    rpt_str bad;
    if (slot == RPT_SLOT_SUBJECT || slot == RPT_SLOT_PAIRS) return c->domain;
    if (slot == RPT_SLOT_OBJECT) return c->range;
    if (slot == RPT_SLOT_BOTH) return c->domain & c->range ? c->domain & c->range : c->domain;
    return pattern_types(c->names, slot == RPT_SLOT_DATE ? RPT_LIT("DATE") : RPT_LIT("GPE|LOC"), '|', &bad);
}

/** `{subject}`, `{object:ORG|GPE}`, `{subject:.adj}`, `{PER|ORG}`. */
static void slot_item(compiler *k, rpt_str inside) {
    item_counts(k);
    item_takes(k, 1);
    rpt_str rest = inside, bad = {0};
    rpt_str head = rpt_str_cut(&rest, ':');
    rpt_str marks = split_marks(&head);
    const uint32_t slot = rpt_name_of(slot_names, RPT_SLOTS, head);
    uint32_t types;
    if (slot < RPT_SLOTS) {
        if (!marks.len) marks = split_marks(&rest);
        types = rest.len ? pattern_types(k->c->names, rest, '|', &bad) : default_types(k, slot);
    } else {
        rpt_str list = inside;
        marks = split_marks(&list);
        types = pattern_types(k->c->names, list, '|', &bad);
    }
    if (!types) complain(k, "a slot is subject, object, both, pairs, date, place or types, not", bad.len ? bad : inside);
    if (slot < RPT_SLOTS) {
        if (k->out->groups == MAX_GROUPS) complain(k, "more than 24 slots in a rule:", inside);
        else k->out->slot_of_group[k->out->groups++] = (uint8_t)slot;
        k->out->slot_types[slot] |= types;
    }
    put(k, slot < RPT_SLOTS ? "(" : "(?:");
    if (slot == RPT_SLOT_PAIRS) put_marks(k, RPT_LIT(".list"));
    put_marks(k, marks);
    /* An adjective has no type: the slot asks for the mark alone. */
    const bool adjective = marks.len >= 4 && memcmp(marks.p, ".adj", 4) == 0;
    if (adjective) put(k, "[^\\x01]*+\\x01");
    else put_types(k, types);
    put(k, ")");
    no_item(k);
    if (adjective) k->slot_marks = 1u << RPT_MARK_ADJ;
    else k->slot_types = types;
}

/** A word, or a phrase that the lexicon reads as one symbol; `word*` = any word that starts so. */
static void word_item(compiler *k) {
    static const char ends[] = " \t?(){}<>|*";
    char folded[3 * 256 + 4];
    uint64_t hashes[16];
    uint32_t from[17], n = 0, at = k->at;
    while (n < 16 && at < k->text.len && !strchr(ends, k->text.p[at])) {
        from[n] = at;
        while (at < k->text.len && !strchr(ends, k->text.p[at])) at++;
        const rpt_str word = {k->text.p + from[n], at - from[n] < 256 ? at - from[n] : 256};
        hashes[n++] = rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, word)});
        if (at < k->text.len && (k->text.p[at] == '?' || k->text.p[at] == '*')) break;
        from[n] = at;
        while (at < k->text.len && k->text.p[at] == ' ') at++;
        if (at + 1 < k->text.len && k->text.p[at] == '.' && k->text.p[at + 1] == '.') break;
        if (at < k->text.len && (k->text.p[at] == '^' || k->text.p[at] == '$' || k->text.p[at] == '~' || k->text.p[at] == '_')) break;
    }
    uint32_t len = 1;
    /* A word with `?` or `*` stands for itself, so a phrase may not reach over it. */
    if (n > 1) rpt_lexicon_match(k->c->lexicon, hashes, sizeof *hashes, n, &len);
    uint32_t end = len < n ? from[len] : at;
    while (end > k->at && k->text.p[end - 1] == ' ') end--;
    const rpt_str whole = {k->text.p + k->at, end - k->at < 256 ? end - k->at : 256};
    const rpt_str word = {folded, rpt_utf8_fold_into(folded, whole)};
    item_counts(k);
    item_takes(k, 1);
    if (rpt_str_is(word, "the") || rpt_str_is(word, "a") || rpt_str_is(word, "an")) complain(k, "articles are left out of the text; leave out", word);
    put(k, "(?:[^\\x01\\x1f]*+\\x1f");
    put_literal(k, word);
    k->at = end;
    if (k->at < k->text.len && k->text.p[k->at] == '*') {
        put(k, "[^\\x01]*+\\x01)");
        k->at++;
        no_item(k);
        return;
    }
    put(k, "\\x01)");
    item_is(k, weight_of(word), (anchor){rpt_hash(word), 0});
}

enum { GAP_MODIFIERS, GAP_WORDS, GAP_SYMBOLS };

/** `~`: up to 4 words that are no preposition; `..`: up to 5 words; neither with things but dates; `...`: up to 12 symbols.
 *  None passes a finite verb or a new clause. */
static void gap_item(compiler *k, int gap) {
    static const uint32_t most[] = {4, 5, 12};
    static const char *const limits[] = {"])[^\\x01]++\\x01){0,4}?", "])[^\\x01]++\\x01){0,5}?", "])[^\\x01]++\\x01){0,12}?"};
    item_counts(k);
    item_takes(k, most[gap]);
    put(k, "(?:");
    if (gap != GAP_SYMBOLS) {
        put(k, "(?:(?=[^\\x01\\x1f]*");
        put_byte(k, BYTE_MARK + RPT_MARK_ADJUNCT);
        put(k, ")|(?![^\\x01\\x1f]*?[");
        for (uint32_t t = 1; t + 1 < k->c->names->n_types; t++) put_byte(k, BYTE_TYPE + t);
        if (gap == GAP_MODIFIERS) put_byte(k, BYTE_MARK + RPT_MARK_PREP);
        put(k, "]))");
    }
    put(k, "(?![^\\x01\\x1f]*?[");
    put_byte(k, BYTE_MARK + RPT_MARK_VERB);
    put_byte(k, BYTE_MARK + RPT_MARK_CLAUSE);
    if (gap != GAP_SYMBOLS) put_byte(k, BYTE_MARK + RPT_MARK_STOP);
    put(k, limits[gap]);
    no_item(k);
}

static bool starts(const compiler *k, const char *z) {
    const size_t n = strlen(z);
    return k->text.len - k->at >= n && memcmp(k->text.p + k->at, z, n) == 0;
}

static void enclosed(compiler *k, char close, void (*item)(compiler *, rpt_str)) {
    const char *p = k->text.p + k->at + 1;
    const char *end = memchr(p, close, k->text.len - k->at - 1);
    if (!end) {
        complain(k, "this is never closed:", (rpt_str){p - 1, 1});
        k->at = k->text.len;
        return;
    }
    item(k, (rpt_str){p, (uint32_t)(end - p)});
    k->at = (uint32_t)(end - k->text.p) + 1;
}

static void any_word(compiler *k) {
    item_counts(k);
    item_takes(k, 1);
    put(k, "(?:(?![\\x02-\\x08])[^\\x01]++\\x01)");
    no_item(k);
}

/** `\(`: a mark that has a meaning in patterns, for itself. */
static void quoted_mark(compiler *k) {
    item_counts(k);
    item_takes(k, 1);
    put(k, "(?:[^\\x01\\x1f]*+\\x1f");
    put_literal(k, (rpt_str){k->text.p + k->at + 1, 1});
    put(k, "\\x01)");
    item_is(k, 2, (anchor){rpt_hash((rpt_str){k->text.p + k->at + 1, 1}), 0});
    k->at += 2;
}

static void one_item(compiler *k) {
    const char c = k->text.p[k->at];
    if (c == '\\' && k->at + 1 < k->text.len) quoted_mark(k);
    else if (c == '(') group_opens(k), put(k, "(?:"), k->at++;
    else if (c == '|') branch_ends(k), put(k, "|"), k->at++;
    else if (c == ')' && k->depth) group_closes(k), put(k, ")"), k->at++;
    else if (c == '?') put(k, "?"), no_item(k), k->at++;
    else if (c == '<') enclosed(k, '>', class_item);
    else if (c == '{') enclosed(k, '}', slot_item);
    else if (c == '^') item_counts(k), put(k, "(?<![\\x00-\\xff]{2})"), k->at++;
    else if (c == '$') item_counts(k), put(k, "(?![\\x00-\\xff])"), k->at++;
    else if (c == '~') gap_item(k, GAP_MODIFIERS), k->at++;
    else if (c == '_') any_word(k), k->at++;
    else if (starts(k, "...")) gap_item(k, GAP_SYMBOLS), k->at += 3;
    else if (starts(k, "..")) gap_item(k, GAP_WORDS), k->at += 2;
    else if (c == ')' || c == '}' || c == '>' || c == '*') complain(k, "nothing was opened for this:", (rpt_str){k->text.p + k->at, 1}), k->at++;
    else word_item(k);
    if (k->depth > MAX_DEPTH) complain(k, "brackets nested too deep at", (rpt_str){k->text.p + k->at - 1, 1}), k->at = k->text.len;
}

rpt_status pattern_compile(pattern *out, rpt_str text, const pattern_context *c) {
    compiler k = {.out = out, .c = c, .text = text};
    *out = (pattern){0};
    /* The end of the symbol before is taken, too: the search for a literal first byte is fast. */
    put(&k, "\\x01(?:");
    while (k.at < text.len) {
        if (text.p[k.at] == ' ' || text.p[k.at] == '\t') k.at++;
        else one_item(&k);
    }
    if (k.depth) complain(&k, "a bracket `(` is never closed in", text);
    put(&k, ")");
    item_counts(&k);
    return k.status;
}

uint32_t pattern_types(const rpt_rules_vocabulary *names, rpt_str list, char separator, rpt_str *bad) {
    uint32_t types = 0;
    while (list.len) {
        const rpt_str name = rpt_str_cut(&list, separator);
        if (!name.len) continue;
        const uint32_t t = rpt_name_of(names->types, names->n_types, name);
        if (!t || t == names->n_types) {
            *bad = name;
            return 0;
        }
        types |= 1u << t;
    }
    return types;
}
