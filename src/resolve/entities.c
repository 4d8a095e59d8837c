/* SPDX-License-Identifier: ISC */
/*
 * Groups of mentions -> entities in order of appearance, each with the fullest form of its name and a
 * readable, unique id. Links come later (disambiguate.c).
 */
#include "resolve/parts.h"

/** A form with single spaces, whatever stood between its words. */
static rpt_str tidy_form(rpt_resolving *w, rpt_str form) {
    char *out = rpt_arena_alloc(w->arena, form.len + 1);
    uint32_t n = 0, len;
    for (uint32_t i = 0; i < form.len; i += len) {
        if (rpt_utf8_is_space(rpt_utf8_at(form, i, &len))) {
            if (n && out[n - 1] != ' ') out[n++] = ' ';
            continue;
        }
        memcpy(out + n, form.p + i, len);
        n += len;
    }
    return (rpt_str){out, n};
}

/** How much a form tells: its parts, and a little for not being in capitals throughout. */
static uint32_t fullness_of(const rpt_resolving *w, const rpt_mention *m) {
    uint32_t words = 0, capitals = 0;
    for (uint32_t i = m->first; i < m->end; i++) {
        const rpt_token *t = &w->d->tokens.at[i];
        if (t->flags & RPT_T_PUNCT) continue;
        words += 1 + !(t->flags & RPT_T_ABBREV);
        capitals += (t->flags & RPT_T_CAPS) != 0;
    }
    return words * 2 - (capitals && capitals * 2 >= words);
}

rpt_str rpt_entity_slug(rpt_resolving *w, rpt_str name) {
    char *out = rpt_arena_alloc(w->arena, 64);
    uint32_t n = 0, len;
    for (uint32_t i = 0; i < name.len && n < 44; i += len) {
        const uint32_t c = rpt_utf8_fold(rpt_utf8_at(name, i, &len));
        const bool kept = rpt_utf8_is_letter(c) || rpt_utf8_is_digit(c);
        if (kept) n += rpt_utf8_put(out + n, c);
        else if (n && out[n - 1] != '_' && c != '\'' && c != 0x2019 && c != '.') out[n++] = '_';
    }
    while (n && out[n - 1] == '_') n--;
    return n ? (rpt_str){out, n} : RPT_LIT("entity");
}

rpt_str rpt_entity_id(rpt_resolving *w, rpt_str name) {
    rpt_str slug = rpt_entity_slug(w, name);
    const rpt_str base = slug;
    for (uint32_t i = 2; rpt_multimap_first(&w->ids, rpt_hash(slug)); i++) {
        slug = rpt_arena_printf(w->arena, "%.*s_%u", RPT_FMT(base), i);
    }
    rpt_multimap_add(&w->ids, w->arena, rpt_hash(slug), 1);
    return slug;
}

static uint32_t new_entity(rpt_resolving *w, uint32_t mention) {
    const rpt_mention *m = &w->d->mentions.at[mention];
    rpt_entity *e = RPT_PUSH(w->arena, w->d->entities);
    e->type = m->type;
    e->mention = mention;
    if (m->type == RPT_DATE && m->candidate && m->candidate < w->d->dates.n)
        e->date = w->d->dates.at[m->candidate].date;
    return w->d->entities.n - 1;
}

void rpt_make_entities(rpt_resolving *w) {
    rpt_document *d = w->d;
    w->entity_of = rpt_arena_alloc(w->arena, w->names.n * sizeof *w->entity_of);
    uint32_t *fullest = rpt_arena_alloc(w->arena, d->mentions.n * sizeof *fullest); /* by entity: mention */
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        uint32_t *of = &w->entity_of[rpt_name_root(w, w->group[i])];
        if (!*of) *of = new_entity(w, i), fullest[*of] = i;
        d->mentions.at[i].entity = *of;
        d->entities.at[*of].mentions++;
        if (fullness_of(w, &d->mentions.at[i]) > fullness_of(w, &d->mentions.at[fullest[*of]]))
            fullest[*of] = i;
    }
    for (uint32_t i = 1; i < d->entities.n; i++) {
        rpt_entity *e = &d->entities.at[i];
        e->name = e->date.iso.len ? e->date.iso
                                  : tidy_form(w, rpt_document_slice(d, d->mentions.at[fullest[i]].span));
    }
}

void rpt_give_ids(rpt_resolving *w) {
    rpt_multimap_init(&w->ids, w->arena);
    for (uint32_t i = 1; i < w->d->entities.n; i++) {
        rpt_entity *e = &w->d->entities.at[i];
        if (!e->id.len) e->id = rpt_entity_id(w, e->name);
        else rpt_multimap_add(&w->ids, w->arena, rpt_hash(e->id), 1);
    }
}
