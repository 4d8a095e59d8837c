/* SPDX-License-Identifier: ISC */
/*
 * Events named after two sides (`EU-Ukraine summit`) -> both sides take part. Other
 * words inside a name tell nothing.
 */
#include "relate/sides.h"
#include "rules/rules.h"

/** The state or body of the document that a word means: an adjective, or a name of one word; 0 = none. */
static uint32_t meant_by(const rpt_document *d, const rpt_lexicon *x, uint64_t hash) {
    const uint32_t class = rpt_lexicon_class(x, RPT_LIT("demonym"));
    uint32_t len;
    rpt_str qid = {0};
    const rpt_lexeme *l = rpt_lexicon_match(x, &hash, sizeof hash, 1, &len);
    const bool adjective = l && class && rpt_lexeme_has(x, l, class, &qid) && qid.len;
    for (uint32_t i = 1; adjective && i < d->entities.n; i++) {
        if (rpt_str_equal(d->entities.at[i].qid, qid)) return i;
    }
    for (uint32_t i = 1; !adjective && i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (m->end != m->first + 1 || d->tokens.at[m->first].hash != hash || !m->entity) continue;
        if (m->type == RPT_GPE || m->type == RPT_ORG) return m->entity;
    }
    return 0;
}

static uint64_t hash_of(rpt_str word) {
    char folded[3 * 64 + 4];
    return word.len && word.len <= 64 ? rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, word)}) : 0;
}

/** Bytes of the dash that stands at `i`; 0 = none. */
static uint32_t dash_at(rpt_str w, uint32_t i) {
    if (w.p[i] == '-') return 1;
    return i + 3 <= w.len && memcmp(w.p + i, "\xE2\x80\x93", 3) == 0 ? 3 : 0;
}

/** The two sides of a word with a dash (`U.S.-EU`). */
static bool sides_of_word(const rpt_document *d, const rpt_lexicon *x, rpt_str w, uint32_t *sides) {
    for (uint32_t i = 1; i + 1 < w.len; i++) {
        const uint32_t dash = dash_at(w, i);
        if (!dash || i + dash >= w.len) continue;
        sides[0] = meant_by(d, x, hash_of((rpt_str){w.p, i}));
        sides[1] = sides[0] ? meant_by(d, x, hash_of((rpt_str){w.p + i + dash, w.len - i - dash})) : 0;
        return sides[0] && sides[1] && sides[0] != sides[1];
    }
    return false;
}

static bool find_sides(const rpt_document *d, const rpt_lexicon *x, const rpt_mention *m, uint32_t *sides) {
    const uint32_t end = m->end < m->first + 24 ? m->end : m->first + 24;
    for (uint32_t t = m->first; t < end; t++) {
        if (sides_of_word(d, x, rpt_token_text(d, &d->tokens.at[t]), sides)) return true;
    }
    return false;
}

static void take_part(facts *f, const rpt_mention *m, uint32_t side) {
    if (side == m->entity || facts_has(f, RPT_REL_PARTICIPANT_IN, side, m->entity) || facts_has(f, RPT_REL_MEMBER_OF, side, m->entity)) return;
    fact x = {.kind = RPT_REL_PARTICIPANT_IN, .status = RPT_STATUS_ASSERTED, .subject = side, .object = m->entity, .subject_span = m->span,
              .object_span = m->span, .sentence = m->span, .evidence = m->span, .score = 0.6f};
    const uint32_t s = rpt_document_sentence(f->d, m->span.begin);
    if (s < f->d->sentences.n) x.sentence = f->d->sentences.at[s].span;
    facts_add(f, &x);
}

void sides_relate(facts *f, const rpt_lexicon *x, const uint32_t *traits) {
    const rpt_document *d = f->d;
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        uint32_t sides[2];
        if (!m->entity || m->entity >= d->entities.n || !(traits[m->entity] >> RPT_MARK_FORUM & 1)) continue;
        if (m->type != RPT_EVT) continue;
        if (!find_sides(d, x, m, sides)) continue;
        take_part(f, m, sides[0]);
        take_part(f, m, sides[1]);
    }
}
