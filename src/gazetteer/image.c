/* SPDX-License-Identifier: ISC */
/*
 * The image: one file mapped read-only. Opening checks the header, the checksum over it and that every section lies
 * inside the file; it reads no record, so that a large image opens as fast as a small one. Therefore every
 * index that comes out of a record is checked where it is used: a damaged image gives no entry, never a crash.
 */
#include "document.h"
#include "gazetteer/format.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct rpt_gazetteer {
    const char *map;
    size_t size;
    const rpt_gaz_slot *slots;
    const uint32_t *nodes;
    const rpt_alias *aliases;
    const rpt_gaz_entry *entries;
    const rpt_gaz_label *labels;
    const rpt_gaz_tenure *tenures;
    const uint32_t *by_of;
    const char *text;
    uint32_t mask, n_nodes, n_aliases, n_entries, n_labels, n_tenures, n_text;
};

static const uint32_t strides[RPT_GAZ_SECTIONS] = {
    [RPT_GAZ_SLOTS] = sizeof(rpt_gaz_slot),      [RPT_GAZ_NODES] = sizeof(uint32_t),
    [RPT_GAZ_ALIASES] = sizeof(rpt_alias),       [RPT_GAZ_ENTRIES] = sizeof(rpt_gaz_entry),
    [RPT_GAZ_LABELS] = sizeof(rpt_gaz_label),    [RPT_GAZ_TENURES] = sizeof(rpt_gaz_tenure),
    [RPT_GAZ_BY_OF] = sizeof(uint32_t),          [RPT_GAZ_TEXT] = 1,
};

uint64_t rpt_gaz_checksum(const rpt_gaz_header *h) {
    rpt_gaz_header copy = *h;
    copy.checksum = 0;
    return rpt_hash((rpt_str){(const char *)&copy, sizeof copy});
}

/** What is wrong with the header; NULL = nothing. */
static const char *fault_of(const rpt_gaz_header *h, size_t size) {
    if (size < sizeof *h || memcmp(h->magic, RPT_GAZ_MAGIC, 8)) return "is no gazetteer image";
    if (h->order != RPT_GAZ_ORDER) return "was built on a machine of another byte order; build it here";
    if (h->version != RPT_GAZ_VERSION) return "is of another version; build it again";
    if (h->checksum != rpt_gaz_checksum(h)) return "is damaged (checksum of the header); build it again";
    if (h->size != size) return "is cut short or too long; build it again";
    for (uint32_t i = 0; i < RPT_GAZ_SECTIONS; i++) {
        const rpt_gaz_section s = h->sections[i];
        if (s.stride != strides[i] || s.offset % 8 || s.offset > size ||
            (uint64_t)s.count * s.stride > size - s.offset) {
            return "is damaged (a section lies outside the file); build it again";
        }
    }
    const uint32_t slots = h->sections[RPT_GAZ_SLOTS].count;
    if (!slots || slots & (slots - 1) || !h->sections[RPT_GAZ_NODES].count || !h->sections[RPT_GAZ_ENTRIES].count ||
        !h->sections[RPT_GAZ_LABELS].count || h->sections[RPT_GAZ_BY_OF].count != h->sections[RPT_GAZ_TENURES].count) {
        return "is damaged (counts of sections); build it again";
    }
    return NULL;
}

static const void *section(const rpt_gazetteer *g, const rpt_gaz_header *h, uint32_t i, uint32_t *n) {
    *n = h->sections[i].count;
    return g->map + h->sections[i].offset;
}

static void take_sections(rpt_gazetteer *g) {
    const rpt_gaz_header *h = (const rpt_gaz_header *)g->map;
    uint32_t slots, by_of;
    g->slots = section(g, h, RPT_GAZ_SLOTS, &slots);
    g->mask = slots - 1;
    g->nodes = section(g, h, RPT_GAZ_NODES, &g->n_nodes);
    g->aliases = section(g, h, RPT_GAZ_ALIASES, &g->n_aliases);
    g->entries = section(g, h, RPT_GAZ_ENTRIES, &g->n_entries);
    g->labels = section(g, h, RPT_GAZ_LABELS, &g->n_labels);
    g->tenures = section(g, h, RPT_GAZ_TENURES, &g->n_tenures);
    g->by_of = section(g, h, RPT_GAZ_BY_OF, &by_of);
    g->text = section(g, h, RPT_GAZ_TEXT, &g->n_text);
}

/** Maps the file; the descriptor may be closed afterwards. */
static rpt_status map_file(rpt_gazetteer *g, int fd, const char *path, rpt_messages *m) {
    struct stat st;
    const rpt_place place = {path, 0, 0};
    if (fstat(fd, &st) || !S_ISREG(st.st_mode)) return rpt_fail(m, RPT_CONFIG, place, "is no file");
    g->size = (size_t)st.st_size;
    if (g->size < sizeof(rpt_gaz_header)) return rpt_fail(m, RPT_CONFIG, place, "is no gazetteer image");
    void *map = mmap(NULL, g->size, PROT_READ, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED) return rpt_fail(m, RPT_CONFIG, place, "cannot be mapped: %s", strerror(errno));
    g->map = map;
    const char *fault = fault_of((const rpt_gaz_header *)g->map, g->size);
    if (fault) return rpt_fail(m, RPT_CONFIG, place, "the gazetteer %s", fault);
    take_sections(g);
    return RPT_OK;
}

rpt_status rpt_gazetteer_open(rpt_gazetteer **out, const char *path, rpt_messages *m) {
    *out = NULL;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return rpt_fail(m, RPT_CONFIG, (rpt_place){path, 0, 0},
                        "no gazetteer: %s; build one with `rapporteur gazetteer build`", strerror(errno));
    }
    rpt_gazetteer *g = rpt_realloc(NULL, sizeof *g);
    *g = (rpt_gazetteer){0};
    const rpt_status status = map_file(g, fd, path, m);
    close(fd);
    if (status) {
        rpt_gazetteer_close(g);
        return status;
    }
    *out = g;
    return RPT_OK;
}

void rpt_gazetteer_close(rpt_gazetteer *g) {
    if (!g) return;
    if (g->map) munmap((void *)g->map, g->size);
    free(g);
}

/* -- Entries --------------------------------------------------------------------------------- */

static rpt_str text_at(const rpt_gazetteer *g, uint32_t at, uint32_t len) {
    if (at > g->n_text || len > g->n_text - at) return (rpt_str){"", 0};
    return (rpt_str){g->text + at, len};
}

static rpt_str label(const rpt_gazetteer *g, uint32_t i) {
    return i < g->n_labels ? text_at(g, g->labels[i].text, g->labels[i].len) : (rpt_str){"", 0};
}

static rpt_str qid_text(const rpt_gazetteer *g, const rpt_gaz_entry *e) {
    const rpt_str both = text_at(g, e->text, (uint32_t)e->name_len + e->qid_len);
    return both.len ? (rpt_str){both.p + e->name_len, e->qid_len} : both;
}

rpt_entry rpt_gazetteer_entry(const rpt_gazetteer *g, uint32_t index) {
    if (!index || index >= g->n_entries) return (rpt_entry){{"", 0}, {"", 0}, {"", 0}, {"", 0}, 0, 0};
    const rpt_gaz_entry *e = &g->entries[index];
    rpt_entry out = {.name = text_at(g, e->text, e->name_len), .qid = qid_text(g, e), .country = {"", 0}};
    if (e->country && e->country < g->n_entries) out.country = qid_text(g, &g->entries[e->country]);
    out.kind = label(g, e->kind);
    out.type = e->type < RPT_TYPES ? e->type : 0;
    out.prior = (float)e->prior / 65535.0f;
    return out;
}

uint32_t rpt_gazetteer_entries(const rpt_gazetteer *g) { return g->n_entries - 1; }

rpt_str rpt_gazetteer_sources(const rpt_gazetteer *g) {
    const rpt_gaz_header *h = (const rpt_gaz_header *)g->map;
    return text_at(g, h->sources_at, h->sources_len);
}

void rpt_gazetteer_sizes(const rpt_gazetteer *g, rpt_gazetteer_counts *out) {
    *out = (rpt_gazetteer_counts){g->size, g->n_entries - 1, g->n_aliases, g->n_nodes - 1, g->mask + 1, g->n_tenures};
}

uint32_t rpt_qid_number(rpt_str qid) {
    uint64_t number = 0;
    if (qid.len < 2 || qid.len > 11 || qid.p[0] != 'Q' || qid.p[1] == '0') return 0;
    for (uint32_t i = 1; i < qid.len; i++) {
        if (qid.p[i] < '0' || qid.p[i] > '9') return 0;
        number = number * 10 + (uint64_t)(qid.p[i] - '0');
    }
    return number > UINT32_MAX ? 0 : (uint32_t)number;
}

uint32_t rpt_gazetteer_by_qid(const rpt_gazetteer *g, rpt_str qid) {
    const uint32_t number = rpt_qid_number(qid);
    uint32_t low = 1, high = g->n_entries;
    if (!number) return 0;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (g->entries[middle].qid < number) low = middle + 1;
        else high = middle;
    }
    return low < g->n_entries && g->entries[low].qid == number ? low : 0;
}

/* -- Names ----------------------------------------------------------------------------------- */

uint32_t rpt_gazetteer_step(const rpt_gazetteer *g, uint32_t node, uint64_t word_hash) {
    const uint32_t check = (uint32_t)(word_hash >> 32);
    uint32_t at = rpt_gaz_home(node, word_hash, g->mask);
    /* A full table (only a damaged one is) must not turn the search into a loop without end. */
    for (uint32_t tries = 0; tries <= g->mask; tries++, at = (at + 1) & g->mask) {
        const rpt_gaz_slot *s = &g->slots[at];
        if (!s->child) return 0;
        if (s->node == node && s->check == check) return s->child < g->n_nodes - 1 ? s->child : 0;
    }
    return 0;
}

const rpt_alias *rpt_gazetteer_aliases(const rpt_gazetteer *g, uint32_t node, uint32_t *n) {
    *n = 0;
    if (node + 1 >= g->n_nodes || node == UINT32_MAX) return NULL;
    const uint32_t first = g->nodes[node], end = g->nodes[node + 1];
    if (first >= end || end > g->n_aliases) return NULL;
    *n = end - first;
    return g->aliases + first;
}

uint32_t rpt_gazetteer_find(const rpt_gazetteer *g, rpt_str name) {
    uint64_t words[RPT_GAZ_WORDS_MAX];
    rpt_arena scratch = {0};
    const uint32_t n = name.len > RPT_GAZ_NAME_MAX ? 0 : rpt_gaz_words(&scratch, name, words, RPT_GAZ_WORDS_MAX);
    rpt_arena_clear(&scratch);
    uint32_t node = 0;
    for (uint32_t i = 0; i < n; i++) {
        node = rpt_gazetteer_step(g, node, words[i]);
        if (!node) return 0;
    }
    return node;
}

/* -- Offices --------------------------------------------------------------------------------- */

static rpt_tenure tenure_of(const rpt_gazetteer *g, const rpt_gaz_tenure *t) {
    const uint32_t person = t->person < g->n_entries ? t->person : 0, of = t->of < g->n_entries ? t->of : 0;
    return (rpt_tenure){person, of, label(g, t->post), label(g, t->title), t->from, t->to};
}

uint32_t rpt_gazetteer_offices_of(const rpt_gazetteer *g, uint32_t person, rpt_tenure *out, uint32_t n) {
    uint32_t low = 0, high = g->n_tenures, found = 0;
    if (!person) return 0;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (g->tenures[middle].person < person) low = middle + 1;
        else high = middle;
    }
    for (; low < g->n_tenures && g->tenures[low].person == person && found < n; low++) {
        out[found++] = tenure_of(g, &g->tenures[low]);
    }
    return found;
}

static const rpt_gaz_tenure *by_of(const rpt_gazetteer *g, uint32_t i) {
    static const rpt_gaz_tenure none;
    return g->by_of[i] < g->n_tenures ? &g->tenures[g->by_of[i]] : &none;
}

/** The first index of by_of that is not before (of, post); post empty = the first of `of`. */
static uint32_t first_of(const rpt_gazetteer *g, uint32_t of, rpt_str post) {
    uint32_t low = 0, high = g->n_tenures;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const rpt_gaz_tenure *t = by_of(g, middle);
        if (t->of < of || (t->of == of && rpt_str_compare(label(g, t->post), post) < 0)) low = middle + 1;
        else high = middle;
    }
    return low;
}

uint32_t rpt_gazetteer_holders(const rpt_gazetteer *g, rpt_str post, uint32_t of, int32_t day, rpt_tenure *out,
                               uint32_t n) {
    uint32_t found = 0;
    if (!of) return 0;
    for (uint32_t i = first_of(g, of, post); i < g->n_tenures && found < n; i++) {
        const rpt_gaz_tenure *t = by_of(g, i);
        if (t->of != of || (post.len && !rpt_str_equal(label(g, t->post), post))) break;
        if (day == INT32_MIN || (day >= t->from && day <= t->to)) out[found++] = tenure_of(g, t);
    }
    return found;
}
