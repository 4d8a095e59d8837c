/* SPDX-License-Identifier: ISC */
/* The resolver: opens what is the same for all documents and runs its parts in order. */
#include "resolve/parts.h"
#include <stdlib.h>

static const char *const class_names[] = {
#define X(name, text) text,
    RPT_RESOLVE_CLASS_LIST(X)
#undef X
};

rpt_status rpt_resolver_open(rpt_resolver **out, const rpt_gazetteer *g, const rpt_lexicon *x,
                             rpt_messages *m) {
    (void)m;
    rpt_resolver *r = rpt_realloc(NULL, sizeof *r);
    memset(r, 0, sizeof *r);
    r->gazetteer = g;
    r->lexicon = x;
    for (uint32_t i = 0; i < RPT_RESOLVE_CLASSES; i++) {
        r->class[i] = rpt_lexicon_class(x, rpt_str_of(class_names[i]));
        if (r->class[i] >= r->numbers) r->numbers = r->class[i] + 1;
    }
    r->bits = rpt_realloc(NULL, r->numbers * sizeof *r->bits);
    memset(r->bits, 0, r->numbers * sizeof *r->bits);
    for (uint32_t i = 0; i < RPT_RESOLVE_CLASSES; i++) {
        if (r->class[i]) r->bits[r->class[i]] |= (uint64_t)1 << i;
    }
    r->last_sound = calloc((size_t)rpt_gazetteer_entries(g) + 1, sizeof *r->last_sound);
    if (!r->last_sound) abort();
    *out = r;
    return RPT_OK;
}

void rpt_resolver_close(rpt_resolver *r) {
    if (!r) return;
    free(r->last_sound);
    free(r->bits);
    free(r);
}

/** Entities that were read in have a QID at most: their entries are looked up. */
static void find_entries(rpt_resolving *w) {
    for (uint32_t i = 1; i < w->d->entities.n; i++) {
        rpt_entity *e = &w->d->entities.at[i];
        if (!e->entry && e->qid.len) e->entry = rpt_gazetteer_by_qid(w->r->gazetteer, e->qid);
    }
}

/** The kind of each post, once for each wording. */
static void read_post_kinds(rpt_resolving *w) {
    rpt_document *d = w->d;
    rpt_multimap known;
    rpt_multimap_init(&known, w->arena);
    w->post_kind = rpt_arena_alloc(w->arena, d->posts.n * sizeof *w->post_kind);
    for (uint32_t i = 1; i < d->posts.n; i++) {
        const rpt_str wording = rpt_document_slice(d, d->posts.at[i].span);
        const uint64_t key = rpt_hash(wording);
        const uint32_t link = rpt_multimap_first(&known, key);
        w->post_kind[i] = link ? w->post_kind[known.links.at[link].value] : rpt_post_kind(wording);
        if (!link) rpt_multimap_add(&known, w->arena, key, i);
    }
}

void rpt_resolve(const rpt_resolver *r, rpt_document *d) {
    rpt_resolving w = {.r = r, .d = d, .arena = d->arena};
    read_post_kinds(&w);
    if (d->entities.n > 1) {
        find_entries(&w);
    } else {
        rpt_resolve_names(&w);
        rpt_corefer(&w);
        rpt_make_entities(&w);
        rpt_disambiguate(&w);
    }
    rpt_give_ids(&w);
    rpt_resolve_references(&w);
}
