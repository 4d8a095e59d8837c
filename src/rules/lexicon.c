/* SPDX-License-Identifier: ISC */
/*
 * Tables of words and phrases -> one open-addressing trie: (node, word hash) -> node, node -> lexeme.
 * Built once when a session opens, const afterwards.
 */
#include "rules/lexicon.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    uint64_t hash; ///< of the word
    uint32_t from, to; ///< nodes; to 0 = empty slot. Once all is read, `to` tells more by its flags
} edge;

/* Flags of `to`: a match asks for the next word, or for the lexeme, only where there is one. */
#define GOES_ON (1u << 31) ///< phrases go on after it
#define BEARS (1u << 30)   ///< a phrase ends there
#define NODE (BEARS - 1)

typedef struct {
    uint32_t node;
    rpt_sense sense;
} entry;

struct rpt_lexicon {
    rpt_arena arena;
    RPT_ARRAY(rpt_str) classes; ///< index 0 is a dummy
    uint32_t *class_slots, class_mask; ///< classes by the hash of their names
    RPT_ARRAY(entry) entries;   ///< as read; then grouped into senses
    edge *edges;
    uint32_t edge_mask, nodes, edge_count;
    rpt_sense *senses;
    rpt_lexeme *lexemes; ///< by node
};

static uint32_t slot_of(const rpt_lexicon *x, uint32_t node, uint64_t hash) {
    uint32_t i = (uint32_t)((hash ^ node * 0x9E3779B97F4A7C15ull) >> 17) & x->edge_mask;
    while (x->edges[i].to && (x->edges[i].hash != hash || x->edges[i].from != node)) i = (i + 1) & x->edge_mask;
    return i;
}

static void grow(rpt_lexicon *x) {
    edge *old = x->edges;
    const uint32_t n = x->edge_mask + 1;
    x->edge_mask = n * 2 - 1;
    x->edges = calloc(n * 2, sizeof *x->edges);
    if (!x->edges) abort();
    for (uint32_t i = 0; i < n; i++) {
        if (old[i].to) x->edges[slot_of(x, old[i].from, old[i].hash)] = old[i];
    }
    free(old);
}

static uint32_t add_phrase(rpt_lexicon *x, rpt_str phrase) {
    uint32_t node = 0;
    while (phrase.len) {
        const rpt_str word = rpt_str_cut(&phrase, ' ');
        if (!word.len) continue;
        char folded[1024];
        const rpt_str f = {folded, rpt_utf8_fold_into(folded, (rpt_str){word.p, word.len < 300 ? word.len : 300})};
        const uint64_t hash = rpt_hash(f);
        uint32_t i = slot_of(x, node, hash);
        if (!x->edges[i].to) {
            x->edges[i] = (edge){hash, node, ++x->nodes};
            node = x->nodes;
            if (++x->edge_count * 2 > x->edge_mask) grow(x);
        } else {
            node = x->edges[i].to;
        }
    }
    return node;
}

static uint32_t *class_slot(const rpt_lexicon *x, rpt_str name) {
    uint32_t i = (uint32_t)rpt_hash(name) & x->class_mask;
    while (x->class_slots[i] && !rpt_str_equal(x->classes.at[x->class_slots[i]], name)) i = (i + 1) & x->class_mask;
    return &x->class_slots[i];
}

uint32_t rpt_lexicon_class(const rpt_lexicon *x, rpt_str name) { return *class_slot(x, name); }

/** The table is made again at twice the size when it is half full; the old one stays in the arena. */
static void grow_classes(rpt_lexicon *x) {
    x->class_mask = x->class_mask ? x->class_mask * 2 + 1 : 511;
    x->class_slots = rpt_arena_alloc(&x->arena, ((size_t)x->class_mask + 1) * sizeof *x->class_slots);
    for (uint32_t i = 1; i < x->classes.n; i++) *class_slot(x, x->classes.at[i]) = i;
}

static uint32_t add_class(rpt_lexicon *x, rpt_str name) {
    const uint32_t class = rpt_lexicon_class(x, name);
    if (class) return class;
    *RPT_PUSH(&x->arena, x->classes) = rpt_arena_copy(&x->arena, name);
    if (x->classes.n * 2 > x->class_mask) grow_classes(x);
    else *class_slot(x, name) = x->classes.n - 1;
    return x->classes.n - 1;
}

rpt_str rpt_lexicon_class_name(const rpt_lexicon *x, uint32_t class) {
    return class < x->classes.n ? x->classes.at[class] : (rpt_str){"", 0};
}

static rpt_status read_line(rpt_lexicon *x, rpt_str line, rpt_place place, rpt_messages *m) {
    if (!line.len || line.p[0] == '#') return RPT_OK;
    rpt_str rest = line;
    const rpt_str phrase = rpt_str_trim(rpt_str_cut(&rest, '\t'));
    rpt_str classes = rpt_str_trim(rpt_str_cut(&rest, '\t'));
    const rpt_str value = rpt_str_trim(rpt_str_cut(&rest, '\t'));
    if (!phrase.len || !classes.len) {
        return rpt_fail(m, RPT_CONFIG, place, "a line is `phrase <tab> class ... [<tab> value]`");
    }
    const uint32_t node = add_phrase(x, phrase);
    while (classes.len) {
        const rpt_str name = rpt_str_cut(&classes, ' ');
        if (!name.len) continue;
        const uint32_t class = add_class(x, name);
        *RPT_PUSH(&x->arena, x->entries) = (entry){node, {class, rpt_arena_copy(&x->arena, value)}};
    }
    return RPT_OK;
}

static rpt_status read_table(rpt_lexicon *x, const char *path, rpt_messages *m) {
    rpt_buf text = {0};
    rpt_status status = rpt_file_read(&text, path, 64u << 20, m);
    rpt_str rest = rpt_buf_view(&text);
    for (uint32_t line = 1; !status && rest.len; line++) {
        rpt_str one = rpt_str_cut(&rest, '\n');
        if (one.len && one.p[one.len - 1] == '\r') one.len--;
        if (read_line(x, one, (rpt_place){path, line, 1}, m)) status = RPT_CONFIG;
    }
    rpt_buf_clear(&text);
    return status;
}

/** Puts a sense behind those of its lexeme that have no greater class. */
static void insert_sense(rpt_lexicon *x, rpt_lexeme *l, rpt_sense sense) {
    uint32_t at = l->sense + l->senses++;
    for (; at > l->sense && x->senses[at - 1].class > sense.class; at--) x->senses[at] = x->senses[at - 1];
    x->senses[at] = sense;
    const uint32_t bit = sense.class < RPT_CLASS_BITS ? sense.class : RPT_CLASS_BITS;
    l->classes[bit / 64] |= 1ull << bit % 64;
}

/** The entries by node, in the order of classes: counts first, then every entry goes to its place. */
static void group_senses(rpt_lexicon *x) {
    x->senses = rpt_arena_alloc(&x->arena, (x->entries.n + 1) * sizeof *x->senses);
    x->lexemes = rpt_arena_alloc(&x->arena, ((size_t)x->nodes + 1) * sizeof *x->lexemes);
    for (uint32_t i = 0; i < x->entries.n; i++) x->lexemes[x->entries.at[i].node].senses++;
    for (uint32_t node = 0, at = 0; node <= x->nodes; node++) {
        rpt_lexeme *l = &x->lexemes[node];
        l->sense = at;
        at += l->senses;
        l->senses = 0;
    }
    for (uint32_t i = 0; i < x->entries.n; i++) insert_sense(x, &x->lexemes[x->entries.at[i].node], x->entries.at[i].sense);
}

static void set_flags(rpt_lexicon *x) {
    bool *goes_on = rpt_realloc(NULL, (size_t)x->nodes + 1);
    memset(goes_on, 0, (size_t)x->nodes + 1);
    for (uint32_t i = 0; i <= x->edge_mask; i++) {
        if (x->edges[i].to) goes_on[x->edges[i].from] = true;
    }
    for (uint32_t i = 0; i <= x->edge_mask; i++) {
        const uint32_t to = x->edges[i].to;
        if (to && goes_on[to]) x->edges[i].to |= GOES_ON;
        if (to && x->lexemes[to].senses) x->edges[i].to |= BEARS;
    }
    free(goes_on);
}

static int is_table(const struct dirent *e) {
    const char *dot = strrchr(e->d_name, '.');
    return dot && strcmp(dot, ".tsv") == 0;
}

rpt_status rpt_lexicon_open(rpt_lexicon **out, const char *dir, rpt_messages *m) {
    rpt_lexicon *x = calloc(1, sizeof *x);
    if (!x) abort();
    *out = x;
    x->edge_mask = 4095;
    x->edges = calloc(x->edge_mask + 1, sizeof *x->edges);
    if (!x->edges) abort();
    (void)RPT_PUSH(&x->arena, x->classes);
    grow_classes(x);
    struct dirent **names;
    const int n = scandir(dir, &names, is_table, alphasort);
    if (n < 0) return rpt_fail(m, RPT_CONFIG, (rpt_place){dir, 0, 0}, "no folder of lexicon tables here; set RAPPORTEUR_ONTOLOGY");
    rpt_status status = RPT_OK;
    for (int i = 0; i < n; i++) {
        rpt_buf path = {0};
        rpt_buf_printf(&path, "%s/%s", dir, names[i]->d_name);
        if (read_table(x, path.p, m)) status = RPT_CONFIG;
        rpt_buf_clear(&path);
        free(names[i]);
    }
    free(names);
    group_senses(x);
    set_flags(x);
    return status;
}

void rpt_lexicon_close(rpt_lexicon *x) {
    if (!x) return;
    free(x->edges);
    rpt_arena arena = x->arena;
    rpt_arena_clear(&arena);
    free(x);
}

const rpt_lexeme *rpt_lexicon_match(const rpt_lexicon *x, const uint64_t *hashes, size_t stride, uint32_t n,
                                    uint32_t *len) {
    const rpt_lexeme *best = NULL;
    uint32_t node = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint64_t hash = *(const uint64_t *)(const void *)((const char *)hashes + i * stride);
        const uint32_t to = x->edges[slot_of(x, node, hash)].to;
        node = to & NODE;
        if (to & BEARS) best = &x->lexemes[node], *len = i + 1;
        if (!(to & GOES_ON)) break;
    }
    return best;
}

bool rpt_lexeme_find(const rpt_lexicon *x, const rpt_lexeme *l, uint32_t class, rpt_str *value) {
    for (uint32_t i = 0; l && i < l->senses; i++) {
        if (x->senses[l->sense + i].class == class) {
            if (value) *value = x->senses[l->sense + i].value;
            return true;
        }
    }
    return false;
}

const rpt_sense *rpt_lexicon_sense(const rpt_lexicon *x, uint32_t index) { return &x->senses[index]; }
