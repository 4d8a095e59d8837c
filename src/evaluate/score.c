/* SPDX-License-Identifier: ISC */
/*
 * The scorer. In: two documents' rows. Out: counts. Documents are small (hundreds of mentions), so that pairs are
 * simply compared; sets are sorted arrays. Nothing is printed here.
 */
#include "evaluate/score.h"
#include <stdlib.h>

typedef struct {
    uint32_t start, end, type, entity; ///< entity: index into ids
    bool repeated;                     ///< same start, end and type as one before
} mark;

typedef struct {
    rpt_str id, name, qid;
    uint32_t type;
    uint32_t first; ///< start of the first mention
    bool listed;    ///< has a row of its own
    bool named;     ///< has a mention, or needs none (`_doc`, dates)
    bool seen;      ///< has a mention
} thing;

typedef struct {
    uint32_t subject, object; ///< things; after alignment: of the gold
    uint32_t kind, row;
    bool found;
} fact;

typedef struct {
    const rpt_rows *rows;
    RPT_ARRAY(thing) things; ///< 0 = `_doc`
    RPT_ARRAY(mark) marks;
    RPT_ARRAY(fact) facts; ///< distinct
} side;

typedef struct {
    rpt_arena arena;
    side gold, ours;
    uint32_t *to;     ///< our thing -> gold thing, NONE
    uint32_t *speaks; ///< gold thing -> our thing, NONE
    rpt_scores *scores;
    const rpt_score_errors *errors;
} scorer;

enum { NONE = UINT32_MAX, DOC = 0 };

static uint32_t find_thing(const side *s, rpt_str id) {
    for (uint32_t i = 0; i < s->things.n; i++) {
        if (rpt_str_equal(s->things.at[i].id, id)) return i;
    }
    return NONE;
}

static uint32_t thing_of(scorer *x, side *s, rpt_str id) {
    const uint32_t found = find_thing(s, id);
    if (found != NONE) return found;
    thing *t = RPT_PUSH(&x->arena, s->things);
    t->id = id;
    return s->things.n - 1;
}

static bool is_qid(rpt_str q) {
    for (uint32_t i = 1; i < q.len; i++) {
        if (q.p[i] < '0' || q.p[i] > '9') return false;
    }
    return q.len > 1 && q.p[0] == 'Q' && q.p[1] != '0';
}

/* -- Reading rows ---------------------------------------------------------------------------- */

static void read_entities(scorer *x, side *s) {
    thing_of(x, s, RPT_LIT("_doc"));
    s->things.at[DOC].named = true;
    for (uint32_t i = 0; i < s->rows->n[RPT_ROW_ENTITY]; i++) {
        const uint32_t at = thing_of(x, s, rpt_cell(s->rows, RPT_ROW_ENTITY, i, RPT_ENTITY_id));
        thing *t = &s->things.at[at];
        t->name = rpt_cell(s->rows, RPT_ROW_ENTITY, i, RPT_ENTITY_name);
        t->qid = rpt_cell(s->rows, RPT_ROW_ENTITY, i, RPT_ENTITY_qid);
        t->type = rpt_name_of(rpt_type_name, RPT_TYPES, rpt_cell(s->rows, RPT_ROW_ENTITY, i, RPT_ENTITY_type));
        t->listed = true;
        t->named |= t->type == RPT_DATE;
    }
}

static bool same_mark(const mark *a, const mark *b) {
    return a->start == b->start && a->end == b->end && a->type == b->type;
}

static void read_marks(scorer *x, side *s) {
    for (uint32_t i = 0; i < s->rows->n[RPT_ROW_MENTION]; i++) {
        mark m = {rpt_str_number(rpt_cell(s->rows, RPT_ROW_MENTION, i, RPT_MENTION_start)),
                  rpt_str_number(rpt_cell(s->rows, RPT_ROW_MENTION, i, RPT_MENTION_end)),
                  rpt_name_of(rpt_type_name, RPT_TYPES, rpt_cell(s->rows, RPT_ROW_MENTION, i, RPT_MENTION_type)),
                  thing_of(x, s, rpt_cell(s->rows, RPT_ROW_MENTION, i, RPT_MENTION_id)), false};
        for (uint32_t k = 0; k < s->marks.n && !m.repeated; k++) m.repeated = same_mark(&s->marks.at[k], &m);
        thing *t = &s->things.at[m.entity];
        if (!t->seen) t->first = m.start;
        t->named = t->seen = true;
        *RPT_PUSH(&x->arena, s->marks) = m;
    }
}

/* -- Alignment ------------------------------------------------------------------------------- */

static int32_t shared(const mark *a, const mark *b) {
    const uint32_t end = a->end < b->end ? a->end : b->end, start = a->start > b->start ? a->start : b->start;
    return (int32_t)end - (int32_t)start;
}

static bool is_place(uint32_t type) { return type == RPT_GPE || type == RPT_LOC; }
static bool akin(uint32_t a, uint32_t b) { return a == b || (is_place(a) && is_place(b)); }

/** Our things stand for the gold thing with which they share most mentions; an exact one counts twice. */
static void align(scorer *x) {
    const uint32_t n = x->ours.things.n, golds = x->gold.things.n;
    uint32_t *votes = rpt_arena_alloc(&x->arena, ((size_t)n * golds + 1) * sizeof *votes);
    for (uint32_t i = 0; i < x->ours.marks.n; i++) {
        const mark *m = &x->ours.marks.at[i];
        for (uint32_t k = 0; k < x->gold.marks.n; k++) {
            const mark *g = &x->gold.marks.at[k];
            if (shared(m, g) <= 0 || !akin(m->type, g->type)) continue;
            votes[(size_t)m->entity * golds + g->entity] += m->start == g->start && m->end == g->end ? 2 : 1;
        }
    }
    x->to = rpt_arena_alloc(&x->arena, (n + 1) * sizeof *x->to);
    x->speaks = rpt_arena_alloc(&x->arena, (golds + 1) * sizeof *x->speaks);
    uint32_t *best = rpt_arena_alloc(&x->arena, (golds + 1) * sizeof *best);
    for (uint32_t g = 0; g < golds; g++) x->speaks[g] = NONE;
    for (uint32_t i = 0; i < n; i++) {
        const thing *t = &x->ours.things.at[i];
        uint32_t to = NONE, most = 0;
        for (uint32_t g = 0; g < golds; g++) {
            const uint32_t v = votes[(size_t)i * golds + g];
            if (v > most || (v && v == most && rpt_str_compare(x->gold.things.at[g].id, x->gold.things.at[to].id) < 0)) to = g, most = v;
        }
        for (uint32_t g = 0; t->type == RPT_DATE && g < golds; g++) {
            const thing *d = &x->gold.things.at[g];
            if (d->type == RPT_DATE && d->listed && rpt_str_equal(d->name, t->name)) to = g, most = votes[(size_t)i * golds + g];
        }
        x->to[i] = i == DOC ? DOC : to;
        if (to == NONE || i == DOC) continue;
        const uint32_t rival = x->speaks[to];
        if (rival == NONE || most > best[to] || (most == best[to] && t->first < x->ours.things.at[rival].first)) {
            x->speaks[to] = i;
            best[to] = most;
        }
    }
}

/* -- Mentions -------------------------------------------------------------------------------- */

static void tell(const scorer *x, rpt_verdict v, rpt_str what, rpt_str text, uint32_t start, uint32_t end) {
    if (x->errors) x->errors->tell(x->errors->user, v, what, text, start, end);
}

static const mark *find_mark(const side *s, const mark *m) {
    const mark *found = NULL; /* the last, as a later row of the same span replaces an earlier one */
    for (uint32_t i = 0; i < s->marks.n; i++) {
        if (same_mark(&s->marks.at[i], m)) found = &s->marks.at[i];
    }
    return found;
}

static void tell_mark(const scorer *x, rpt_verdict v, const side *s, uint32_t i) {
    const mark *m = &s->marks.at[i];
    tell(x, v, rpt_str_of(rpt_type_name[m->type % RPT_TYPES]), rpt_cell(s->rows, RPT_ROW_MENTION, i, RPT_MENTION_surface), m->start, m->end);
}

static void score_strict(scorer *x) {
    for (uint32_t i = 0; i < x->gold.marks.n; i++) {
        const mark *g = &x->gold.marks.at[i];
        if (g->repeated) continue;
        rpt_tally *type = &x->scores->type[g->type % RPT_TYPES];
        const bool found = find_mark(&x->ours, g);
        x->scores->strict.gold++, type->gold++;
        x->scores->strict.right += found, type->right += found;
        if (!found) tell_mark(x, RPT_MISSED, &x->gold, i);
    }
    for (uint32_t i = 0; i < x->ours.marks.n; i++) {
        const mark *m = &x->ours.marks.at[i];
        if (m->repeated) continue;
        x->scores->strict.system++, x->scores->type[m->type % RPT_TYPES].system++;
        if (!find_mark(&x->gold, m)) tell_mark(x, RPT_FALSE, &x->ours, i);
    }
}

typedef struct {
    int32_t overlap;
    uint32_t distance, gold, ours;
} pair;

static int by_overlap(const void *a, const void *b) {
    const pair *p = a, *q = b;
    if (p->overlap != q->overlap) return p->overlap > q->overlap ? -1 : 1;
    if (p->distance != q->distance) return p->distance < q->distance ? -1 : 1;
    if (p->gold != q->gold) return p->gold < q->gold ? -1 : 1;
    return (p->ours > q->ours) - (p->ours < q->ours);
}

static uint32_t apart(uint32_t a, uint32_t b) { return a > b ? a - b : b - a; }

static void score_overlap(scorer *x) {
    RPT_ARRAY(pair) pairs = {0};
    for (uint32_t i = 0; i < x->gold.marks.n; i++) {
        for (uint32_t k = 0; k < x->ours.marks.n; k++) {
            const mark *g = &x->gold.marks.at[i], *m = &x->ours.marks.at[k];
            if (g->repeated || m->repeated || g->type != m->type || shared(g, m) <= 0) continue;
            *RPT_PUSH(&x->arena, pairs) = (pair){shared(g, m), apart(g->start, m->start) + apart(g->end, m->end), i, k};
        }
    }
    if (pairs.n) qsort(pairs.at, pairs.n, sizeof *pairs.at, by_overlap);
    bool *used_gold = rpt_arena_alloc(&x->arena, x->gold.marks.n + 1), *used = rpt_arena_alloc(&x->arena, x->ours.marks.n + 1);
    for (uint32_t i = 0; i < pairs.n; i++) {
        const pair *p = &pairs.at[i];
        if (used_gold[p->gold] || used[p->ours]) continue;
        used_gold[p->gold] = used[p->ours] = true;
        x->scores->overlap.right++;
    }
}

static void score_coreference(scorer *x) {
    const uint32_t n = x->gold.marks.n;
    uint32_t *label = rpt_arena_alloc(&x->arena, (n + 1) * sizeof *label);
    for (uint32_t i = 0; i < n; i++) {
        const mark *m = find_mark(&x->ours, &x->gold.marks.at[i]);
        label[i] = m ? m->entity : NONE;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (label[i] == NONE) continue;
        double same = 0, golds = 0, ours = 0;
        for (uint32_t k = 0; k < n; k++) {
            const bool g = x->gold.marks.at[k].entity == x->gold.marks.at[i].entity, s = label[k] == label[i];
            golds += g, ours += s, same += g && s;
        }
        x->scores->b3_precision += same / ours;
        x->scores->b3_recall += same / golds;
    }
}

/* -- Links ----------------------------------------------------------------------------------- */

static void score_links(scorer *x) {
    for (uint32_t g = 0; g < x->gold.things.n; g++) {
        const thing *e = &x->gold.things.at[g];
        const bool known = is_qid(e->qid);
        if (!e->listed || e->type == RPT_DATE || !(known || rpt_str_is(e->qid, "NIL"))) continue;
        x->scores->link.gold += known;
        if (x->speaks[g] == NONE) continue;
        const rpt_str ours = x->ours.things.at[x->speaks[g]].qid;
        const bool right = known ? rpt_str_equal(ours, e->qid) : !is_qid(ours);
        x->scores->linked++;
        x->scores->linked_right += right;
        x->scores->link.system += is_qid(ours);
        x->scores->link.right += right && known;
        if (!right) {
            tell(x, RPT_WRONG, RPT_LIT("link"), rpt_arena_printf(&x->arena, "%.*s: %.*s, not %.*s", RPT_FMT(e->name), RPT_FMT(e->qid),
                 ours.len ? (int)ours.len : 4, ours.len ? ours.p : "none"), e->first, e->first);
        }
    }
}

/* -- Relations ------------------------------------------------------------------------------- */

static rpt_str relation_cell(const side *s, uint32_t row, uint32_t column) { return rpt_cell(s->rows, RPT_ROW_RELATION, row, column); }

static bool same_fact(const fact *a, const fact *b) {
    return a->kind == b->kind && a->subject == b->subject && a->object == b->object;
}

static fact *find_fact(side *s, const fact *f) {
    for (uint32_t i = 0; i < s->facts.n; i++) {
        if (same_fact(&s->facts.at[i], f)) return &s->facts.at[i];
    }
    return NULL;
}

/** The fact of a row in terms of gold things; a thing of ours that stands for none gets a number of its own. */
static fact fact_of(scorer *x, side *s, uint32_t row) {
    fact f = {.row = row};
    f.kind = rpt_name_of(rpt_relation_name, RPT_RELATIONS, relation_cell(s, row, RPT_RELATION_relation));
    f.subject = thing_of(x, s, relation_cell(s, row, RPT_RELATION_subject));
    f.object = thing_of(x, s, relation_cell(s, row, RPT_RELATION_object));
    if (s == &x->ours) {
        f.subject = x->to[f.subject] != NONE ? x->to[f.subject] : x->gold.things.n + f.subject;
        f.object = x->to[f.object] != NONE ? x->to[f.object] : x->gold.things.n + f.object;
    }
    if (f.kind == RPT_REL_MET && f.object < f.subject) {
        const uint32_t t = f.subject;
        f.subject = f.object;
        f.object = t;
    }
    return f;
}

static bool in_company(const side *gold, uint32_t a, uint32_t b) {
    for (uint32_t i = 0; i < gold->facts.n; i++) {
        const fact *f = &gold->facts.at[i];
        if (f->kind == RPT_REL_MET && ((f->subject == a && f->object == b) || (f->subject == b && f->object == a))) return true;
    }
    return false;
}

/** Of a meeting of many only the pairs with the first named are annotated: did both meet a third? */
static bool met_a_third(const scorer *x, const fact *f) {
    for (uint32_t g = 0; g < x->gold.things.n; g++) {
        if (in_company(&x->gold, f->subject, g) && in_company(&x->gold, f->object, g)) return true;
    }
    return false;
}

static void read_gold_facts(scorer *x) {
    for (uint32_t i = 0; i < x->gold.rows->n[RPT_ROW_RELATION]; i++) {
        const fact f = fact_of(x, &x->gold, i);
        if (!find_fact(&x->gold, &f)) *RPT_PUSH(&x->arena, x->gold.facts) = f;
    }
}

/** Rows of what is denied, demanded or conditional are no claims of facts. */
static bool is_claim(const side *s, uint32_t row) {
    const rpt_str status = relation_cell(s, row, RPT_RELATION_status);
    return !rpt_status_withheld(rpt_name_of(rpt_status_name, RPT_STATUSES, status));
}

static void read_our_facts(scorer *x) {
    for (uint32_t i = 0; i < x->ours.rows->n[RPT_ROW_RELATION]; i++) {
        if (!is_claim(&x->ours, i)) continue;
        const fact f = fact_of(x, &x->ours, i);
        const uint32_t a = find_thing(&x->ours, relation_cell(&x->ours, i, RPT_RELATION_subject));
        const uint32_t b = find_thing(&x->ours, relation_cell(&x->ours, i, RPT_RELATION_object));
        if (!x->ours.things.at[a].named || !x->ours.things.at[b].named || find_fact(&x->ours, &f)) continue;
        if (f.kind == RPT_REL_MET && !find_fact(&x->gold, &f) && met_a_third(x, &f)) continue;
        *RPT_PUSH(&x->arena, x->ours.facts) = f;
    }
}

static void tell_fact(scorer *x, rpt_verdict v, side *s, const fact *f) {
    const rpt_str a = relation_cell(s, f->row, RPT_RELATION_subject), b = relation_cell(s, f->row, RPT_RELATION_object);
    tell(x, v, relation_cell(s, f->row, RPT_RELATION_relation), rpt_arena_printf(&x->arena, "%.*s -> %.*s", RPT_FMT(a), RPT_FMT(b)),
         rpt_str_number(relation_cell(s, f->row, RPT_RELATION_start)), rpt_str_number(relation_cell(s, f->row, RPT_RELATION_end)));
}

static rpt_tally *total_of(const scorer *x, uint32_t kind) {
    return kind == RPT_REL_STATISTIC ? &x->scores->statistic : &x->scores->relation;
}

static void score_relations(scorer *x) {
    for (uint32_t i = 0; i < x->gold.facts.n; i++) {
        fact *g = &x->gold.facts.at[i];
        fact *ours = find_fact(&x->ours, g);
        if (ours) ours->found = g->found = true;
        if (g->kind == RPT_RELATIONS) continue;
        total_of(x, g->kind)->gold++, x->scores->kind[g->kind].gold++;
        total_of(x, g->kind)->right += g->found, x->scores->kind[g->kind].right += g->found;
        if (!g->found) tell_fact(x, RPT_MISSED, &x->gold, g);
    }
    for (uint32_t i = 0; i < x->ours.facts.n; i++) {
        const fact *f = &x->ours.facts.at[i];
        if (f->kind == RPT_RELATIONS) continue;
        total_of(x, f->kind)->system++, x->scores->kind[f->kind].system++;
        if (!f->found) tell_fact(x, RPT_FALSE, &x->ours, f);
    }
}

/* -- Qualifiers ------------------------------------------------------------------------------ */

/** Folded, curly quotes straight, white space single, no article in front. */
static rpt_str tidy(scorer *x, rpt_str s) {
    char *out = rpt_arena_alloc(&x->arena, (size_t)s.len * 3 + 2);
    const rpt_str folded = {out, rpt_utf8_fold_into(out, s)};
    uint32_t n = 0;
    for (uint32_t i = 0; i < folded.len; i++) {
        const bool space = out[i] == ' ' || out[i] == '\t' || out[i] == '\n';
        if (space && (!n || out[n - 1] == ' ')) continue;
        out[n++] = space ? ' ' : out[i];
    }
    if (n && out[n - 1] == ' ') n--;
    static const char *const articles[] = {"the ", "a ", "an "};
    for (size_t i = 0; i < 3; i++) {
        const uint32_t len = (uint32_t)strlen(articles[i]);
        if (n >= len && !memcmp(out, articles[i], len)) return (rpt_str){out + len, n - len};
    }
    return (rpt_str){out, n};
}

typedef RPT_ARRAY(rpt_str) strings;

static void add_qualifiers(scorer *x, const side *s, strings *set, uint32_t row) {
    for (rpt_str rest = relation_cell(s, row, RPT_RELATION_qualifiers); rest.len;) {
        rpt_str value = rpt_str_cut(&rest, ';');
        if (!value.len) continue;
        const rpt_str key = rpt_str_trim(rpt_str_cut(&value, '='));
        const uint32_t named = find_thing(s, value);
        if (named != NONE && s->things.at[named].listed) value = s->things.at[named].name;
        value = tidy(x, value);
        const rpt_str entry = rpt_arena_printf(&x->arena, "%.*s=%.*s", RPT_FMT(key), RPT_FMT(value));
        bool known = false;
        for (uint32_t i = 0; i < set->n && !known; i++) known = rpt_str_equal(set->at[i], entry);
        if (!known) *RPT_PUSH(&x->arena, *set) = entry;
    }
}

static void score_qualifiers(scorer *x) {
    for (uint32_t i = 0; i < x->gold.facts.n; i++) {
        const fact *g = &x->gold.facts.at[i];
        if (!g->found) continue;
        strings theirs = {0}, ours = {0};
        for (uint32_t k = 0; k < x->gold.rows->n[RPT_ROW_RELATION]; k++) {
            const fact f = fact_of(x, &x->gold, k);
            if (same_fact(&f, g)) add_qualifiers(x, &x->gold, &theirs, k);
        }
        for (uint32_t k = 0; k < x->ours.rows->n[RPT_ROW_RELATION]; k++) {
            const fact f = fact_of(x, &x->ours, k);
            if (is_claim(&x->ours, k) && same_fact(&f, g)) add_qualifiers(x, &x->ours, &ours, k);
        }
        x->scores->qualifier.gold += theirs.n;
        x->scores->qualifier.system += ours.n;
        for (uint32_t a = 0; a < theirs.n; a++) {
            for (uint32_t b = 0; b < ours.n; b++) x->scores->qualifier.right += rpt_str_equal(theirs.at[a], ours.at[b]);
        }
    }
}

void rpt_score(rpt_scores *add_to, const rpt_rows *gold, const rpt_rows *system, const rpt_score_errors *errors) {
    scorer x = {.gold.rows = gold, .ours.rows = system, .scores = add_to, .errors = errors};
    side *const sides[] = {&x.gold, &x.ours};
    for (size_t i = 0; i < 2; i++) {
        read_entities(&x, sides[i]);
        read_marks(&x, sides[i]);
        /* Every argument is numbered before the alignment tables are sized. */
        for (uint32_t k = 0; k < sides[i]->rows->n[RPT_ROW_RELATION]; k++) {
            thing_of(&x, sides[i], relation_cell(sides[i], k, RPT_RELATION_subject));
            thing_of(&x, sides[i], relation_cell(sides[i], k, RPT_RELATION_object));
        }
    }
    align(&x);
    score_strict(&x);
    score_overlap(&x);
    x.scores->overlap.gold = x.scores->strict.gold;
    x.scores->overlap.system = x.scores->strict.system;
    score_coreference(&x);
    x.scores->mentions = x.scores->strict.gold;
    score_links(&x);
    read_gold_facts(&x);
    read_our_facts(&x);
    score_relations(&x);
    score_qualifiers(&x);
    rpt_arena_clear(&x.arena);
}
