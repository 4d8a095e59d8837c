/* SPDX-License-Identifier: ISC */
/*
 * Symbols -> matches. Writes a sentence's symbols as bytes, gathers the rules that have an anchor among them, and runs
 * those. A rule that exhausts its match limit is taken not to match.
 */
#include "rules/store.h"
#include <stdlib.h>

struct rpt_matcher {
    pcre2_match_data *data;
    pcre2_match_context *context;
    rpt_buf text;
    uint32_t *start; ///< byte at which a symbol begins
    uint32_t cap;
    uint64_t *wanted;   ///< bit set of rules whose anchor is there
    uint64_t *seconded; ///< and of those whose second anchor is there or not asked for
    uint64_t *open;     ///< what the two sets start with
    uint32_t words;     ///< of each set
    uint64_t *heard;    ///< by class: the last run that met it
    uint64_t run;
    uint64_t head_at[256]; ///< by byte of a head: bit set of the symbols that have it; the last bit is all from it on
    struct {
        uint64_t at, run;
    } *word_at; ///< by number of a word: bit set of the symbols, of that run
};

/* -- Anchors --------------------------------------------------------------------------------- */

static int by_anchor(const void *a, const void *b) {
    const anchored *x = a, *y = b;
    if (x->a.hash != y->a.hash) return x->a.hash < y->a.hash ? -1 : 1;
    if (x->a.class != y->a.class) return x->a.class < y->a.class ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

static anchor_range *word_slot(const rpt_rules *r, uint64_t hash) {
    uint32_t i = (uint32_t)(hash >> 11) & r->word_mask;
    while (r->words[i].hash && r->words[i].hash != hash) i = (i + 1) & r->word_mask;
    return &r->words[i];
}

enum { MANY = 12 };

/** The rules of a long range as two bit sets, in words of 64. */
static void make_sets(rpt_rules *r, anchor_range *range) {
    const uint32_t words = r->rules.n / 64 + 1;
    if (range->n < MANY) return;
    uint64_t *sets = rpt_arena_alloc(&r->arena, (size_t)words * 2 * sizeof *sets);
    for (uint32_t i = 0; i < range->n; i++) {
        const anchored *a = &r->anchors.at[range->first + i];
        sets[(a->second ? words : 0) + a->rule / 64] |= 1ull << a->rule % 64;
    }
    range->sets = sets;
}

void rules_index(rpt_rules *r) {
    r->jit = rpt_arena_alloc(&r->arena, sizeof *r->jit);
    r->jit->done = rpt_arena_alloc(&r->arena, r->rules.n);
    pthread_mutex_init(&r->jit->lock, NULL);
    if (r->anchors.n) qsort(r->anchors.at, r->anchors.n, sizeof *r->anchors.at, by_anchor);
    r->word_mask = 63;
    uint32_t words = r->anchors.n;
    for (uint32_t i = 0; i < r->step_keys.n; i++) words += r->step_keys.at[i].hash != 0;
    while (r->word_mask < words * 2) r->word_mask = r->word_mask * 2 + 1;
    r->words = rpt_arena_alloc(&r->arena, ((size_t)r->word_mask + 1) * sizeof *r->words);
    r->by_class = rpt_arena_alloc(&r->arena, ((size_t)r->n_classes + 1) * sizeof *r->by_class);
    for (uint32_t i = 0; i < r->anchors.n; i++) {
        const anchor *a = &r->anchors.at[i].a;
        if (a->class >= r->n_classes) continue;
        anchor_range *range = a->class ? &r->by_class[a->class] : word_slot(r, a->hash);
        if (!range->n++) range->first = i, range->hash = a->hash;
    }
    for (uint32_t i = 0; i <= r->word_mask; i++) make_sets(r, &r->words[i]);
    for (uint32_t i = 0; i < r->n_classes; i++) make_sets(r, &r->by_class[i]);
    for (uint32_t i = 0; i < r->step_keys.n; i++) {
        step_key *k = &r->step_keys.at[i];
        if (!k->hash) continue;
        anchor_range *slot = word_slot(r, k->hash);
        slot->hash = k->hash;
        if (!slot->number) slot->number = ++r->step_words;
        k->at = slot->number;
    }
}

/* -- Steps: a match has certain symbols in a certain order ------------------------------------------ */

static void add_bytes(rpt_rules *r, uint32_t bits, uint32_t base) {
    for (; bits; bits &= bits - 1) *RPT_PUSH(&r->arena, r->step_keys) = (step_key){0, base + (uint32_t)__builtin_ctz(bits)};
}

void rules_add_steps(rpt_rules *r, const pattern *p) {
    rule_data *d = &r->rules.at[r->rules.n - 1];
    d->step = r->steps.n;
    d->steps = p->n_steps;
    for (uint32_t i = 0; i < p->n_steps; i++) {
        const pattern_step *s = &p->steps[i];
        const uint32_t first = r->step_keys.n;
        for (uint32_t k = 0; k < s->n; k++) {
            const anchor *a = &s->any[k];
            *RPT_PUSH(&r->arena, r->step_keys) = (step_key){a->hash, a->class ? r->classes.byte[a->class] : 0};
        }
        add_bytes(r, s->types, BYTE_TYPE);
        add_bytes(r, s->marks, BYTE_MARK);
        *RPT_PUSH(&r->arena, r->steps) = (step){first, r->step_keys.n - first, s->reach};
    }
}

/** The symbols that are right behind one of `from`, or up to `reach` behind. */
static uint64_t behind(uint64_t from, uint32_t reach) {
    uint64_t to = from << 1;
    if (reach > 63) reach = 63;
    for (uint32_t have = 1, more; have < reach; have += more) {
        more = have < reach - have ? have : reach - have;
        to |= to << more;
    }
    return to;
}

/** Where a sentence is longer than the sets: all that follow the first of `from`; the last bit stands for many. */
static uint64_t anywhere_behind(uint64_t from) {
    const uint32_t first = (uint32_t)__builtin_ctzll(from);
    return first < 63 ? UINT64_MAX << (first + 1) : UINT64_C(1) << 63;
}

/** Are there symbols for a rule's steps, in their order and near enough to each other? Most sentences that have the
 *  anchors have not, and this costs a hundredth of a search. */
static bool in_order(const rpt_rules *r, const rpt_matcher *m, const rule_data *d, uint32_t n) {
    uint64_t may = UINT64_MAX;
    for (uint32_t i = 0; i < d->steps; i++) {
        const step *s = &r->steps.at[d->step + i];
        uint64_t at = 0;
        for (uint32_t k = 0; k < s->n; k++) {
            const step_key *key = &r->step_keys.at[s->first + k];
            if (!key->hash) at |= m->head_at[key->at];
            else if (m->word_at[key->at].run == m->run) at |= m->word_at[key->at].at;
        }
        if (i) may = n < 64 ? behind(may, s->reach) : anywhere_behind(may);
        may &= at;
        if (!may) return false;
    }
    return true;
}

static void want(const rpt_rules *r, rpt_matcher *m, const anchor_range *range) {
    if (range->sets) {
        for (uint32_t w = 0; w < m->words; w++) {
            m->wanted[w] |= range->sets[w];
            m->seconded[w] |= range->sets[m->words + w];
        }
        return;
    }
    for (uint32_t i = 0; i < range->n; i++) {
        const anchored *a = &r->anchors.at[range->first + i];
        uint64_t *set = a->second ? m->seconded : m->wanted;
        set[a->rule / 64] |= 1ull << a->rule % 64;
    }
}

/* -- Text ------------------------------------------------------------------------------------ */

static void put_head(rpt_matcher *m, uint8_t byte, uint64_t bit) {
    rpt_buf_char(&m->text, (char)byte);
    m->head_at[byte] |= bit;
}

static void write_classes(const rpt_rules *r, rpt_matcher *m, const rpt_lexeme *l, uint64_t bit) {
    for (uint32_t i = 0; l && i < l->senses; i++) {
        const uint32_t class = rpt_lexicon_sense(r->lexicon, l->sense + i)->class;
        if (r->classes.byte[class]) put_head(m, r->classes.byte[class], bit);
        if (!r->by_class[class].n || m->heard[class] == m->run) continue;
        m->heard[class] = m->run; /* once a sentence */
        want(r, m, &r->by_class[class]);
    }
}

static void write_bits(rpt_matcher *m, uint32_t bits, uint32_t base, uint64_t bit) {
    for (; bits; bits &= bits - 1) put_head(m, (uint8_t)(base + (uint32_t)__builtin_ctz(bits)), bit);
}

static void write_word(const rpt_rules *r, rpt_matcher *m, uint64_t hash, uint64_t bit) {
    const anchor_range *slot = word_slot(r, hash);
    const uint32_t at = slot->number;
    if (at && m->word_at[at].run != m->run) m->word_at[at].at = 0, m->word_at[at].run = m->run;
    if (at) m->word_at[at].at |= bit;
    if (slot->n) want(r, m, slot);
}

static void write_symbol(const rpt_rules *r, rpt_matcher *m, const rpt_symbol *s, uint64_t bit) {
    write_bits(m, s->types, BYTE_TYPE, bit);
    write_bits(m, s->marks, BYTE_MARK, bit);
    write_classes(r, m, s->lexeme, bit);
    rpt_buf_char(&m->text, BYTE_WORD);
    if (!s->types) {
        for (uint32_t i = 0; i < s->word.len; i++) {
            /* Control bytes are ours; words of a text have none, hostile ones lose them. */
            if ((unsigned char)s->word.p[i] >= 0x20) rpt_buf_char(&m->text, s->word.p[i]);
        }
        write_word(r, m, s->hash, bit);
    }
    rpt_buf_char(&m->text, BYTE_END);
}

/** What a sentence has to fill slots with. */
typedef struct {
    uint32_t types, things, lists;
} supply;

static supply write_text(const rpt_rules *r, rpt_matcher *m, const rpt_symbol *s, uint32_t n) {
    supply has = {0};
    if (n + 1 > m->cap) {
        m->cap = (n + 1) * 2;
        m->start = rpt_realloc(m->start, m->cap * sizeof *m->start);
    }
    m->text.len = 0;
    rpt_buf_char(&m->text, BYTE_END);
    for (uint32_t i = 0; i < n; i++) {
        m->start[i] = (uint32_t)m->text.len;
        const bool adjective = s[i].marks & 1u << RPT_MARK_ADJ;
        has.types |= adjective ? UINT32_MAX : s[i].types;
        has.things += adjective || s[i].types;
        has.lists += s[i].marks >> RPT_MARK_LIST & 1;
        write_symbol(r, m, &s[i], UINT64_C(1) << (i < 63 ? i : 63));
    }
    m->start[n] = (uint32_t)m->text.len;
    return has;
}

static uint32_t symbol_at(const rpt_matcher *m, uint32_t n, size_t byte) {
    uint32_t low = 0, high = n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (m->start[middle] < byte) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* -- Matching -------------------------------------------------------------------------------- */

rpt_matcher *rpt_matcher_new(const rpt_rules *r) {
    rpt_matcher *m = calloc(1, sizeof *m);
    if (!m) abort();
    m->data = pcre2_match_data_create(MAX_GROUPS + 1, NULL);
    m->context = pcre2_match_context_create(NULL);
    if (!m->data || !m->context) abort();
    pcre2_set_match_limit(m->context, 100000);
    pcre2_set_depth_limit(m->context, 10000);
    m->words = r->rules.n / 64 + 1;
    m->heard = calloc((size_t)r->n_classes + 1, sizeof *m->heard);
    if (!m->heard) abort();
    m->word_at = calloc((size_t)r->step_words + 1, sizeof *m->word_at);
    if (!m->word_at) abort();
    m->wanted = calloc(m->words, sizeof *m->wanted);
    m->seconded = calloc(m->words, sizeof *m->seconded);
    m->open = calloc(m->words * 2, sizeof *m->open);
    if (!m->wanted || !m->seconded || !m->open) abort();
    for (uint32_t i = 1; i < r->rules.n; i++) {
        if (r->rules.at[i].always) m->open[i / 64] |= 1ull << i % 64;
        if (!r->rules.at[i].has_second) m->open[m->words + i / 64] |= 1ull << i % 64;
    }
    return m;
}

void rpt_matcher_free(rpt_matcher *m) {
    if (!m) return;
    pcre2_match_data_free(m->data);
    pcre2_match_context_free(m->context);
    rpt_buf_clear(&m->text);
    free(m->start);
    free(m->heard);
    free(m->word_at);
    free(m->wanted);
    free(m->seconded);
    free(m->open);
    free(m);
}

static rpt_match read_match(const rpt_rules *r, const rpt_matcher *m, uint32_t rule, uint32_t n, int groups) {
    const PCRE2_SIZE *o = pcre2_get_ovector_pointer(m->data);
    rpt_match match = {.rule = rule, .begin = symbol_at(m, n, o[0] + 1), .end = symbol_at(m, n, o[1])};
    for (uint32_t s = 0; s < RPT_SLOTS; s++) match.slot[s] = UINT32_MAX;
    for (int g = 1; g < groups; g++) {
        if (o[2 * g] != PCRE2_UNSET) match.slot[r->rules.at[rule].slot_of_group[g - 1]] = symbol_at(m, n, o[2 * g]);
    }
    return match;
}

/** Is the rule machine code by now? Nobody runs a rule before it has been tried, so one worker compiles it alone. */
static bool is_jit(const rpt_rules *r, uint32_t rule) {
    atomic_uchar *done = &r->jit->done[rule];
    unsigned char how = atomic_load_explicit(done, memory_order_acquire);
    if (how) return how == JIT_USED;
    pthread_mutex_lock(&r->jit->lock);
    how = atomic_load_explicit(done, memory_order_relaxed);
    if (!how) how = pcre2_jit_compile(r->rules.at[rule].code, PCRE2_JIT_COMPLETE) == 0 ? JIT_USED : JIT_REFUSED;
    atomic_store_explicit(done, how, memory_order_release);
    pthread_mutex_unlock(&r->jit->lock);
    return how == JIT_USED;
}

static void run_rule(const rpt_rules *r, rpt_matcher *m, uint32_t rule, uint32_t n,
                     void (*found)(void *, const rpt_match *), void *user) {
    const rule_data *d = &r->rules.at[rule];
    const bool jit = is_jit(r, rule);
    for (size_t at = 0; at + 1 < m->text.len;) {
        const int groups = jit ? pcre2_jit_match(d->code, (PCRE2_SPTR)m->text.p, m->text.len, at, 0, m->data, m->context)
                                  : pcre2_match(d->code, (PCRE2_SPTR)m->text.p, m->text.len, at, 0, m->data, m->context);
        if (groups < 1) return;
        const rpt_match match = read_match(r, m, rule, n, groups);
        found(user, &match);
        /* Matches may overlap: the next one starts at any later symbol. */
        at = match.begin < n ? m->start[match.begin + 1] - 1 : m->text.len;
    }
}

/** Only where every slot that must be filled can be. */
static bool may_match(const rpt_rule *r, uint32_t phase, const supply *has) {
    const uint32_t subject = r->types[RPT_SLOT_SUBJECT], object = r->types[RPT_SLOT_OBJECT], both = r->types[RPT_SLOT_BOTH];
    if (r->phase != phase || (object && !(object & has->types)) || (subject && !(subject & has->types))) return false;
    if (subject && object && has->things < 2) return false;
    if (r->types[RPT_SLOT_PAIRS] && !has->lists) return false;
    return !both || both & has->types;
}

void rpt_rules_run(const rpt_rules *r, rpt_matcher *m, uint32_t phase, const rpt_symbol *symbols, uint32_t n,
                   void (*found)(void *user, const rpt_match *match), void *user) {
    memcpy(m->wanted, m->open, m->words * sizeof *m->wanted);
    memcpy(m->seconded, m->open + m->words, m->words * sizeof *m->seconded);
    m->run++;
    memset(m->head_at, 0, sizeof m->head_at);
    const supply has = write_text(r, m, symbols, n);
    for (uint32_t w = 0; w < m->words; w++) {
        for (uint64_t bits = m->wanted[w] & m->seconded[w]; bits; bits &= bits - 1) {
            const uint32_t rule = w * 64 + (uint32_t)__builtin_ctzll(bits);
            if (may_match(&r->rules.at[rule].rule, phase, &has) && in_order(r, m, &r->rules.at[rule], n)) run_rule(r, m, rule, n, found, user);
        }
    }
}
