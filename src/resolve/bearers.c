/* SPDX-License-Identifier: ISC */
/*
 * Who bears a post that is named without a person, and of which state or body it is: from the wording, from the posts that
 * the document has told so far, from the tenures of the gazetteer on the document's day. Abstains where nothing fits.
 */
#include "resolve/referring.h"

uint32_t rpt_side_of_tenure(rpt_referring *f, uint32_t post, uint32_t holder) {
    rpt_tenure t[24];
    const uint32_t person = f->w->d->entities.at[holder].entry;
    const rpt_str kind = f->w->post_kind[post];
    const uint32_t n = person && kind.len ? rpt_gazetteer_offices_of(f->w->r->gazetteer, person, t, 24) : 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!rpt_str_equal(t[i].post, kind) || !t[i].of) continue;
        const rpt_entry x = rpt_gazetteer_entry(f->w->r->gazetteer, t[i].of);
        const uint32_t link = x.qid.len ? rpt_multimap_first(&f->by_qid, rpt_hash(x.qid)) : 0;
        if (link) return f->by_qid.links.at[link].value;
        if (x.type == RPT_GPE) return rpt_state_entity(f, x.qid);
    }
    return 0;
}

uint32_t rpt_state_of_wording(rpt_referring *f, const rpt_post *p) {
    for (uint32_t i = p->first; i < p->end; i++) {
        rpt_str qid;
        if (!rpt_phrase_has(f->w, i, p->end, RPT_RC_POST_STATE, &qid)) continue;
        rpt_str body = rpt_str_cut(&qid, ' ');
        const uint32_t link = rpt_multimap_first(&f->by_qid, rpt_hash(body));
        if (link) return f->by_qid.links.at[link].value;
        return rpt_state_entity(f, qid.len ? qid : body);
    }
    return 0;
}

/** The last bearer before the post, else the first after it, among posts under a key; of the side, if one is
 * given. */
static uint32_t bearer_under(rpt_referring *f, const rpt_post *post, uint64_t key, uint32_t side) {
    const rpt_document *d = f->w->d;
    uint32_t link = rpt_multimap_first(&f->bearers, key), after = 0;
    const uint32_t speaker = rpt_speaker_now(f);
    for (uint32_t i = 0; link && i < RPT_CHAIN_MAX; i++, link = f->bearers.links.at[link].next) {
        const rpt_post *p = &d->posts.at[f->bearers.links.at[link].value];
        const uint32_t holder = d->mentions.at[p->holder].entity;
        uint32_t theirs = side ? rpt_side_of(f, holder) : 0;
        if (side && !theirs) theirs = rpt_state_of_wording(f, p);
        if (side ? theirs != side : holder == speaker) continue; /* nobody speaks of himself so */
        if (p->first < post->first) return holder;
        after = holder;
    }
    return after;
}

/** A person of the side who is said, by the text or the table, to bear such a post; 0 = none. */
uint32_t rpt_bearer_of(rpt_referring *f, const rpt_post *post, rpt_str kind, uint32_t side) {
    const rpt_document *d = f->w->d;
    uint32_t best =
        bearer_under(f, post, rpt_hash(kind.len ? kind : rpt_document_slice(d, post->span)), side);
    const bool one_word = post->end == post->first + 1; /* `the Minister` of a side */
    if (!best && !kind.len && one_word && side)
        best = bearer_under(f, post, d->tokens.at[post->first].hash + 1, side);
    uint32_t link = kind.len && side && !best ? rpt_multimap_first(&f->persons_of, side) : 0;
    for (uint32_t i = 0; link && i < RPT_CHAIN_MAX; i++, link = f->persons_of.links.at[link].next) {
        if (rpt_str_equal(f->kind[f->persons_of.links.at[link].value], kind))
            best = f->persons_of.links.at[link].value;
    }
    return best;
}

/** The entity of the table's holder on the document's day, if the document names him. */
uint32_t rpt_holder_on_day(rpt_referring *f, rpt_str kind, uint32_t side) {
    const rpt_document *d = f->w->d;
    rpt_tenure t[4];
    const uint32_t of = side ? d->entities.at[side].entry : 0;
    if (!kind.len || !of || !d->date.iso.len) return 0;
    const uint32_t n = rpt_gazetteer_holders(f->w->r->gazetteer, kind, of, d->date.from, t, 4);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = f->spoken.n; t[i].person && k > 1; k--) {
            if (f->w->d->entities.at[f->spoken.at[k - 1].entity].entry == t[i].person)
                return f->spoken.at[k - 1].entity;
            if (f->spoken.n - k > 400) break;
        }
    }
    return 0;
}

/** `he became President`, `was sworn in as Ambassador to X`: a post of the state of the one who is said to get it. */
uint32_t rpt_side_of_bearer(rpt_referring *f, uint32_t first) {
    static const char *const links[] = {"as", "was", "is", "became", "be", "been", "appointed", "named", "elected", "nominated"};
    uint32_t at = first;
    while (at > f->first && (rpt_is(f, at - 1, RPT_RC_BIT(THE)) || rpt_word_at(f, at - 1, "a") || rpt_word_at(f, at - 1, "an") || rpt_word_at(f, at - 1, "first"))) at--;
    bool linked = false;
    for (size_t i = 0; at > f->first && i < sizeof links / sizeof *links && !linked; i++) linked = rpt_word_at(f, at - 1, links[i]);
    const uint32_t person = linked ? rpt_focus_subject(f, 1u << RPT_PER, 0) : 0;
    const uint32_t side = person ? rpt_side_of(f, person) : 0;
    if (!person || (side && rpt_type_of(f, side) != RPT_GPE)) return 0;
    return side ? side : f->own && rpt_is_state(f, f->own) ? f->own : 0;
}
