/* SPDX-License-Identifier: ISC */
/*
 * Tables -> image. In: rows of names and offices (tables.c). Out: one file by rename. Rows of one QID, or without a QID of
 * one type and name, become one entry with all their names; the first row says name, type and country. All orders
 * are those of content, so that the same tables give the same bytes.
 */
#include "document.h"
#include "gazetteer/build.h"
#include "gazetteer/tables.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
    uint32_t node, entry, flags;
    uint16_t prior;
} named_node;

typedef struct {
    rpt_gaz_tables *t;
    rpt_messages *m;
    rpt_arena arena, words;
    rpt_gaz_row **heads; ///< entry -> its first row; [0] is unused
    uint32_t *entry_of;  ///< row -> entry
    uint32_t n_entries;
    rpt_gaz_slot *slots;
    uint32_t mask, edges, n_nodes;
    RPT_ARRAY(named_node) names;
    RPT_ARRAY(rpt_gaz_label) labels;
    RPT_ARRAY(rpt_str) label_texts; ///< of the same indices
    rpt_gaz_tenure *tenures;
    uint32_t n_tenures;
    rpt_buf text, plain;
    rpt_status status;
} builder;

/* -- Entries --------------------------------------------------------------------------------- */

static int compare_identity(const rpt_gaz_row *a, const rpt_gaz_row *b) {
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    if (a->number) return 0;
    if (a->type != b->type) return a->type < b->type ? -1 : 1;
    return rpt_str_compare(a->name, b->name);
}

static int compare_rows(const void *pa, const void *pb) {
    const rpt_gaz_row *a = *(rpt_gaz_row *const *)pa, *b = *(rpt_gaz_row *const *)pb;
    const int by_identity = compare_identity(a, b);
    return by_identity ? by_identity : a->order < b->order ? -1 : 1;
}

static void make_entries(builder *b) {
    const uint32_t n = b->t->rows.n;
    rpt_gaz_row **sorted = rpt_arena_alloc(&b->arena, (n + 1) * sizeof *sorted);
    b->heads = rpt_arena_alloc(&b->arena, (n + 1) * sizeof *b->heads);
    b->entry_of = rpt_arena_alloc(&b->arena, (n + 1) * sizeof *b->entry_of);
    for (uint32_t i = 0; i < n; i++) sorted[i] = &b->t->rows.at[i];
    if (n) qsort(sorted, n, sizeof *sorted, compare_rows);
    b->n_entries = 1;
    for (uint32_t i = 0; i < n; i++) {
        if (!i || compare_identity(sorted[i - 1], sorted[i])) b->heads[b->n_entries++] = sorted[i];
        else if (sorted[i]->prior > b->heads[b->n_entries - 1]->prior) b->heads[b->n_entries - 1]->prior = sorted[i]->prior;
        b->entry_of[sorted[i]->order] = b->n_entries - 1;
    }
}

/** The entry of a QID, or of a type and name without one; type 0 = any type; 0 = none. */
static uint32_t entry_at(const builder *b, rpt_str key, uint8_t type) {
    const rpt_gaz_row wanted = {.name = key, .number = rpt_qid_number(key), .type = type};
    uint32_t low = 1, high = b->n_entries;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (compare_identity(b->heads[middle], &wanted) < 0) low = middle + 1;
        else high = middle;
    }
    return low < b->n_entries && !compare_identity(b->heads[low], &wanted) ? low : 0;
}

/* -- Names ----------------------------------------------------------------------------------- */

static rpt_gaz_slot *slot_of(const builder *b, uint32_t node, uint64_t hash) {
    const uint32_t check = (uint32_t)(hash >> 32);
    uint32_t at = rpt_gaz_home(node, hash, b->mask);
    while (b->slots[at].child && (b->slots[at].node != node || b->slots[at].check != check)) at = (at + 1) & b->mask;
    return &b->slots[at];
}

/** One edge for each word at most: the table is sized once, for the words of all names and their plain spellings. */
static void make_slots(builder *b) {
    uint64_t words = 0;
    uint64_t hashes[RPT_GAZ_WORDS_MAX];
    rpt_buf plain = {0};
    for (uint32_t i = 0; i < b->t->names.n; i++) {
        const rpt_str name = b->t->names.at[i].name;
        rpt_arena_reset(&b->words);
        words += rpt_gaz_words(&b->words, name, hashes, RPT_GAZ_WORDS_MAX) * (rpt_gaz_plain(&plain, name, false) ? 3 : 1);
    }
    rpt_buf_clear(&plain);
    uint64_t size = 16;
    while (size < words * 3 / 2) size *= 2;
    b->mask = (uint32_t)(size - 1);
    b->slots = rpt_realloc(NULL, size * sizeof *b->slots);
    memset(b->slots, 0, size * sizeof *b->slots);
    b->n_nodes = 1;
}

static void add_spelling(builder *b, const rpt_gaz_row *row, const rpt_gaz_name *name) {
    uint64_t words[RPT_GAZ_WORDS_MAX];
    rpt_arena_reset(&b->words);
    const uint32_t n = rpt_gaz_words(&b->words, name->name, words, RPT_GAZ_WORDS_MAX);
    if (!n) {
        rpt_say(b->m, RPT_WARNING, (rpt_place){0}, "a name of no or too many words is left out: `%.*s`", RPT_FMT(name->name));
        return;
    }
    uint32_t node = 0;
    for (uint32_t i = 0; i < n; i++) {
        rpt_gaz_slot *s = slot_of(b, node, words[i]);
        if (!s->child) {
            *s = (rpt_gaz_slot){node, (uint32_t)(words[i] >> 32), b->n_nodes++};
            b->edges++;
        }
        node = s->child;
    }
    const uint32_t entry = b->entry_of[row->order];
    *RPT_PUSH(&b->arena, b->names) = (named_node){node, entry, name->flags, b->heads[entry]->prior};
}

/** The name as written, and in the plainer spellings of its letters. */
static void add_name(builder *b, const rpt_gaz_row *row, const rpt_gaz_name *name) {
    add_spelling(b, row, name);
    for (int pairs = 0; pairs < 2; pairs++) {
        if (!rpt_gaz_plain(&b->plain, name->name, pairs)) return;
        const rpt_gaz_name plain = {rpt_buf_view(&b->plain), name->flags};
        add_spelling(b, row, &plain);
    }
}

static int compare_names(const void *pa, const void *pb) {
    const named_node *a = pa, *b = pb;
    if (a->node != b->node) return a->node < b->node ? -1 : 1;
    if (a->prior != b->prior) return a->prior > b->prior ? -1 : 1;
    if (a->entry != b->entry) return a->entry < b->entry ? -1 : 1;
    return a->flags < b->flags ? -1 : a->flags > b->flags;
}

/** A name given twice to an entry stands once, with the flags of its freest use (fewest limits). */
static void sort_names(builder *b) {
    if (!b->names.n) return;
    qsort(b->names.at, b->names.n, sizeof *b->names.at, compare_names);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < b->names.n; i++) {
        const named_node *last = &b->names.at[kept - 1], *now = &b->names.at[i];
        if (last->node != now->node || last->entry != now->entry) b->names.at[kept++] = *now;
    }
    b->names.n = kept;
}

static void make_names(builder *b) {
    make_slots(b);
    for (uint32_t i = 0; i < b->t->rows.n; i++) {
        const rpt_gaz_row *row = &b->t->rows.at[i];
        for (uint32_t k = 0; k < row->aliases; k++) add_name(b, row, &b->t->names.at[row->alias + k]);
    }
    sort_names(b);
}

/* -- Labels and offices ---------------------------------------------------------------------- */

static uint32_t text_add(builder *b, rpt_str s) {
    const uint32_t at = (uint32_t)b->text.len;
    rpt_buf_str(&b->text, s);
    return at;
}

/** The labels are few (kinds, posts, titles) and found again by a table of their hashes. */
typedef struct {
    uint64_t *keys;
    uint32_t *labels, mask;
} label_table;

static label_table labels_new(builder *b, uint32_t most) {
    label_table l = {.mask = 15};
    while (l.mask < most * 2) l.mask = l.mask * 2 + 1;
    l.keys = rpt_arena_alloc(&b->arena, (l.mask + 1ull) * sizeof *l.keys);
    l.labels = rpt_arena_alloc(&b->arena, (l.mask + 1ull) * sizeof *l.labels);
    *RPT_PUSH(&b->arena, b->labels) = (rpt_gaz_label){0, 0};
    *RPT_PUSH(&b->arena, b->label_texts) = (rpt_str){"", 0};
    return l;
}

static uint32_t label_of(builder *b, label_table *l, rpt_str s) {
    if (!s.len) return 0;
    const uint64_t key = rpt_hash(s);
    uint32_t at = (uint32_t)key & l->mask;
    while (l->labels[at] && l->keys[at] != key) at = (at + 1) & l->mask;
    if (!l->labels[at]) {
        l->keys[at] = key;
        l->labels[at] = b->labels.n;
        *RPT_PUSH(&b->arena, b->labels) = (rpt_gaz_label){text_add(b, s), s.len};
        *RPT_PUSH(&b->arena, b->label_texts) = s;
    }
    return l->labels[at];
}

static uint32_t entry_for(builder *b, const rpt_gaz_office *o, rpt_str key, bool person) {
    uint32_t entry = entry_at(b, key, person ? RPT_PER : RPT_ORG);
    if (!entry && !person) entry = entry_at(b, key, RPT_GPE);
    if (entry) return entry;
    rpt_fail(b->m, RPT_CONFIG, o->place, "an office names `%.*s`, which no table of names has", RPT_FMT(key));
    b->status = RPT_CONFIG;
    return 0;
}

static void make_tenures(builder *b, label_table *l) {
    const uint32_t n = b->t->offices.n;
    b->tenures = rpt_arena_alloc(&b->arena, (n + 1) * sizeof *b->tenures);
    for (uint32_t i = 0; i < n; i++) {
        const rpt_gaz_office *o = &b->t->offices.at[i];
        const rpt_str kind = rpt_post_kind(o->title);
        const rpt_gaz_tenure t = {entry_for(b, o, o->person, true), entry_for(b, o, o->of, false), o->from, o->to,
                                  label_of(b, l, kind.len ? kind : o->title), label_of(b, l, o->title)};
        b->tenures[b->n_tenures++] = t;
    }
    b->n_tenures = rpt_gaz_tenures_tidy(b->tenures, n, b->label_texts.at);
}

/* -- The file -------------------------------------------------------------------------------- */

static void start_section(rpt_buf *out, rpt_gaz_header *h, uint32_t which, uint32_t count, uint32_t stride) {
    while (out->len % 8) rpt_buf_char(out, 0);
    h->sections[which] = (rpt_gaz_section){out->len, count, stride};
}

static void add_section(rpt_buf *out, rpt_gaz_header *h, uint32_t which, const void *p, uint32_t count, uint32_t stride) {
    start_section(out, h, which, count, stride);
    rpt_buf_add(out, p, (size_t)count * stride);
}

static void add_aliases(builder *b, rpt_buf *out, rpt_gaz_header *h) {
    start_section(out, h, RPT_GAZ_NODES, b->n_nodes + 1, sizeof(uint32_t));
    for (uint32_t node = 0, first = 0; node <= b->n_nodes; node++) {
        rpt_buf_add(out, (const char *)&first, sizeof first);
        while (first < b->names.n && b->names.at[first].node == node) first++;
    }
    start_section(out, h, RPT_GAZ_ALIASES, b->names.n, sizeof(rpt_alias));
    for (uint32_t i = 0; i < b->names.n; i++) {
        const rpt_alias a = {b->names.at[i].entry, b->names.at[i].flags};
        rpt_buf_add(out, (const char *)&a, sizeof a);
    }
}

static void add_entries(builder *b, rpt_buf *out, rpt_gaz_header *h, label_table *l) {
    start_section(out, h, RPT_GAZ_ENTRIES, b->n_entries, sizeof(rpt_gaz_entry));
    rpt_gaz_entry e = {0};
    rpt_buf_add(out, (const char *)&e, sizeof e);
    for (uint32_t i = 1; i < b->n_entries; i++) {
        const rpt_gaz_row *r = b->heads[i];
        const uint16_t kind = (uint16_t)label_of(b, l, r->kind); /* before the name: the QID must follow that */
        e = (rpt_gaz_entry){.text = text_add(b, r->name), .qid = r->number, .name_len = (uint16_t)r->name.len,
                            .kind = kind, .prior = r->prior,
                            .country = r->country.len ? entry_at(b, r->country, 0) : 0,
                            .qid_len = (uint8_t)r->qid.len, .type = r->type};
        text_add(b, r->qid);
        rpt_buf_add(out, (const char *)&e, sizeof e);
    }
}

static void add_tenures(builder *b, rpt_buf *out, rpt_gaz_header *h) {
    uint32_t *by_of = rpt_arena_alloc(&b->arena, (b->n_tenures + 1) * sizeof *by_of);
    rpt_gaz_tenures_by_of(by_of, b->tenures, b->n_tenures, b->label_texts.at);
    add_section(out, h, RPT_GAZ_TENURES, b->tenures, b->n_tenures, sizeof *b->tenures);
    add_section(out, h, RPT_GAZ_BY_OF, by_of, b->n_tenures, sizeof *by_of);
}

static void write_image(builder *b, rpt_buf *out, label_table *l) {
    rpt_gaz_header h = {.magic = RPT_GAZ_MAGIC, .version = RPT_GAZ_VERSION, .order = RPT_GAZ_ORDER};
    rpt_buf_add(out, (const char *)&h, sizeof h);
    add_section(out, &h, RPT_GAZ_SLOTS, b->slots, b->mask + 1, sizeof *b->slots);
    add_aliases(b, out, &h);
    add_entries(b, out, &h, l);
    add_tenures(b, out, &h);
    add_section(out, &h, RPT_GAZ_LABELS, b->labels.at, b->labels.n, sizeof *b->labels.at);
    h.sources_at = (uint32_t)b->text.len;
    h.sources_len = (uint32_t)b->t->sources.len;
    rpt_buf_str(&b->text, rpt_buf_view(&b->t->sources));
    add_section(out, &h, RPT_GAZ_TEXT, b->text.p, (uint32_t)b->text.len, 1);
    h.size = out->len;
    h.checksum = rpt_gaz_checksum(&h);
    memcpy(out->p, &h, sizeof h);
}

/** Under a temporary name first: whoever has the old image mapped keeps it, and no half image is ever seen. */
static rpt_status write_file(const char *path, const rpt_buf *bytes, rpt_messages *m) {
    rpt_buf temporary = {0};
    rpt_buf_printf(&temporary, "%s.%ld.tmp", path, (long)getpid());
    FILE *f = fopen(temporary.p, "wb");
    bool done = f && fwrite(bytes->p, 1, bytes->len, f) == bytes->len;
    if (f && fclose(f)) done = false;
    if (done) done = !rename(temporary.p, path);
    const int why = errno;
    if (!done) unlink(temporary.p);
    rpt_buf_clear(&temporary);
    return done ? RPT_OK : rpt_fail(m, RPT_OUTPUT, (rpt_place){path, 0, 0}, "cannot be written: %s", strerror(why));
}

rpt_status rpt_gazetteer_build(const char *path, const char *const *dirs, uint32_t n, rpt_messages *m) {
    rpt_gaz_tables tables = {0};
    builder b = {.t = &tables, .m = m};
    rpt_buf out = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (rpt_gaz_tables_read(&tables, dirs[i], m)) b.status = RPT_CONFIG;
    }
    if (!b.status) {
        make_entries(&b);
        make_names(&b);
        label_table labels = labels_new(&b, tables.rows.n + 2 * tables.offices.n);
        make_tenures(&b, &labels);
        write_image(&b, &out, &labels);
        if (!b.status) b.status = write_file(path, &out, m);
    }
    rpt_buf_clear(&out);
    rpt_buf_clear(&b.text);
    rpt_buf_clear(&b.plain);
    free(b.slots);
    rpt_arena_clear(&b.arena);
    rpt_arena_clear(&b.words);
    rpt_gaz_tables_clear(&tables);
    return b.status;
}
