/* SPDX-License-Identifier: ISC */
/*
 * Entities -> what rules may ask of them beyond the type: a war or crisis (nobody attends it), a body of states where
 * members act (unlike a ministry or company), a town or province (unlike a state). Judged by the words of the name and of its first mention.
 */
#include "relate/traits.h"
#include "rules/rules.h"

enum { WORDS = 24 };

typedef struct {
    uint32_t strife, gathering, inner, outer;
} trait_classes;

/** The hashes of a name's words, folded; hyphens and dashes part words too. */
static uint32_t words_of(rpt_str name, uint64_t *hashes) {
    char folded[3 * 64 + 4];
    uint32_t n = 0;
    for (uint32_t i = 0; i < name.len && n < WORDS;) {
        const uint32_t from = i;
        while (i < name.len && !strchr(" ,()'\"-", name.p[i])) i++;
        const rpt_str word = {name.p + from, i - from};
        if (word.len && word.len <= 64) hashes[n++] = rpt_hash((rpt_str){folded, rpt_utf8_fold_into(folded, word)});
        if (i < name.len) i++;
    }
    return n;
}

static bool any(const rpt_lexicon *x, const uint64_t *hashes, uint32_t n, uint32_t class) {
    for (uint32_t i = 0; i < n && class; i++) {
        uint32_t len;
        const rpt_lexeme *l = rpt_lexicon_match(x, hashes + i, sizeof *hashes, 1, &len);
        if (l && rpt_lexeme_has(x, l, class, NULL)) return true;
    }
    return false;
}

static uint32_t marks_of(const rpt_document *d, const rpt_lexicon *x, const rpt_entity *e, const trait_classes *c) {
    uint64_t hashes[2 * WORDS];
    uint32_t n = words_of(e->name, hashes);
    if (e->mention && e->mention < d->mentions.n) n += words_of(rpt_document_slice(d, d->mentions.at[e->mention].span), hashes + n);
    if (e->type == RPT_EVT) {
        const bool strife = any(x, hashes, n, c->strife) && !any(x, hashes, n, c->gathering);
        return strife ? 1u << RPT_MARK_STRIFE : 1u << RPT_MARK_FORUM;
    }
    if (e->country) return 0;
    return !any(x, hashes, n, c->inner) || any(x, hashes, n, c->outer) ? 1u << RPT_MARK_FORUM : 0;
}

const uint32_t *traits_find(const rpt_document *d, const rpt_lexicon *x) {
    const trait_classes c = {rpt_lexicon_class(x, RPT_LIT("strife")), rpt_lexicon_class(x, RPT_LIT("gathering")),
                             rpt_lexicon_class(x, RPT_LIT("inner")), rpt_lexicon_class(x, RPT_LIT("outer"))};
    uint32_t *marks = rpt_arena_alloc(d->arena, ((size_t)d->entities.n + 1) * sizeof *marks);
    for (uint32_t i = 1; i < d->entities.n; i++) {
        const rpt_entity *e = &d->entities.at[i];
        if (e->type == RPT_GPE && e->country && e->country != i) marks[i] = 1u << RPT_MARK_TOWN;
        if (e->type == RPT_AGR) marks[i] = 1u << RPT_MARK_FORUM;
        if (e->type == RPT_EVT || e->type == RPT_ORG) marks[i] = marks_of(d, x, e, &c);
    }
    return marks;
}
