/* SPDX-License-Identifier: ISC */
/*
 * rows -> the columns that follow from others: IRIs, EDTF dates, what only the qualifiers tell. All rows pass here, our own
 * and those of other tools, so that a mapping finds the same columns whoever filled the rest.
 */
#include "record/record.h"
#include "record/dates.h"

/** Entities of a document by id, name and surface form; open addressing, twice the size of what it holds. */
typedef struct {
    struct {
        rpt_str word;
        uint32_t entity; ///< row + 1
    } *slot;
    uint32_t mask;
} directory;

typedef struct {
    rpt_rows *r;
    rpt_arena *arena;
    rpt_str document; ///< document/NAME, percent-encoded
    bool wikidata;
    directory entities;
    directory sentences; ///< by start offset
} deriver;

static rpt_str *row_of(const deriver *d, rpt_row_kind kind, uint32_t row) {
    uint32_t n;
    rpt_row_columns(kind, &n);
    return d->r->cell[kind] + (size_t)row * n;
}

static void new_directory(directory *t, rpt_arena *arena, size_t n) {
    uint32_t size = 16;
    while (size < n * 2) size *= 2;
    t->slot = rpt_arena_alloc(arena, size * sizeof *t->slot);
    t->mask = size - 1;
}

/** The first of a word stays. */
static void enter(directory *t, rpt_str word, uint32_t entity) {
    if (!word.len) return;
    uint32_t at = (uint32_t)rpt_hash(word) & t->mask;
    while (t->slot[at].entity && !rpt_str_equal(t->slot[at].word, word)) at = (at + 1) & t->mask;
    if (t->slot[at].entity) return;
    t->slot[at].word = word;
    t->slot[at].entity = entity;
}

static uint32_t look_up(const directory *t, rpt_str word) {
    if (!word.len || !t->slot) return 0;
    uint32_t at = (uint32_t)rpt_hash(word) & t->mask;
    while (t->slot[at].entity && !rpt_str_equal(t->slot[at].word, word)) at = (at + 1) & t->mask;
    return t->slot[at].entity;
}

static rpt_str join(const deriver *d, rpt_str a, const char *middle, rpt_str b) {
    const size_t n = strlen(middle);
    char *p = rpt_arena_alloc(d->arena, a.len + n + b.len + 1);
    if (a.len) memcpy(p, a.p, a.len);
    memcpy(p + a.len, middle, n);
    if (b.len) memcpy(p + a.len + n, b.p, b.len);
    return (rpt_str){p, (uint32_t)(a.len + n + b.len)};
}

static rpt_str safe(const deriver *d, rpt_str s) {
    rpt_buf out = {0};
    rpt_percent_encode(&out, s);
    const rpt_str copy = rpt_arena_copy(d->arena, rpt_buf_view(&out));
    rpt_buf_clear(&out);
    return copy;
}

/** document/NAME#char=b,e: RFC 5147. */
static rpt_str fragment(const deriver *d, rpt_str begin, rpt_str end) {
    if (!begin.len || !end.len) return (rpt_str){"", 0};
    static const char text[] = "#char=";
    char *p = rpt_arena_alloc(d->arena, d->document.len + sizeof text + begin.len + end.len + 1), *q = p;
    memcpy(q, d->document.p, d->document.len), q += d->document.len;
    memcpy(q, text, sizeof text - 1), q += sizeof text - 1;
    memcpy(q, begin.p, begin.len), q += begin.len;
    *q++ = ',';
    memcpy(q, end.p, end.len), q += end.len;
    return (rpt_str){p, (uint32_t)(q - p)};
}

static bool is_linked(rpt_str qid) {
    if (qid.len < 2 || qid.p[0] != 'Q') return false;
    for (uint32_t i = 1; i < qid.len; i++) {
        if (qid.p[i] < '0' || qid.p[i] > '9') return false;
    }
    return true;
}

static rpt_str entity_iri(const deriver *d, rpt_str id) {
    if (rpt_str_is(id, "_doc")) return d->document;
    const uint32_t e = look_up(&d->entities, id);
    return e ? row_of(d, RPT_ROW_ENTITY, e - 1)[RPT_ENTITY_iri] : (rpt_str){"", 0};
}

/** The item of an entity, empty where it has none. */
static rpt_str item_of(const deriver *d, rpt_str id) {
    const uint32_t e = look_up(&d->entities, id);
    const rpt_str qid = e ? row_of(d, RPT_ROW_ENTITY, e - 1)[RPT_ENTITY_qid] : (rpt_str){"", 0};
    return is_linked(qid) ? qid : (rpt_str){"", 0};
}

static void derive_date(const deriver *d, rpt_str iso, rpt_str *from, rpt_str *to, rpt_str *edtf) {
    rpt_date_words w;
    if (!iso.len || !rpt_date_read(iso, &w)) return;
    if (!from->len) *from = rpt_arena_copy(d->arena, rpt_str_of(w.from));
    if (!to->len) *to = rpt_arena_copy(d->arena, rpt_str_of(w.to));
    *edtf = rpt_arena_copy(d->arena, rpt_str_of(w.edtf));
}

static void derive_document(deriver *d) {
    rpt_str *c = row_of(d, RPT_ROW_DOCUMENT, 0);
    c[RPT_DOCUMENT_iri] = d->document = join(d, RPT_LIT("document"), "/", safe(d, c[RPT_DOCUMENT_name]));
    derive_date(d, c[RPT_DOCUMENT_date], &c[RPT_DOCUMENT_date_from], &c[RPT_DOCUMENT_date_to], &c[RPT_DOCUMENT_edtf]);
}

static void derive_entities(deriver *d) {
    const rpt_str document = {d->document.p + sizeof "document", d->document.len - (uint32_t)sizeof "document"};
    const uint32_t n = d->r->n[RPT_ROW_ENTITY];
    new_directory(&d->entities, d->arena, (size_t)n * 2 + d->r->n[RPT_ROW_MENTION]);
    for (uint32_t i = 0; i < n; i++) {
        rpt_str *c = row_of(d, RPT_ROW_ENTITY, i);
        const rpt_str qid = c[RPT_ENTITY_qid];
        const char *base = d->wikidata ? "http://www.wikidata.org/entity" : "entity";
        if (is_linked(qid)) c[RPT_ENTITY_iri] = join(d, rpt_str_of(base), "/", qid);
        else c[RPT_ENTITY_iri] = join(d, join(d, RPT_LIT("entity"), "/", document), "/", safe(d, c[RPT_ENTITY_id]));
        if (!is_linked(qid)) c[RPT_ENTITY_qid] = RPT_LIT("NIL");
        enter(&d->entities, c[RPT_ENTITY_id], i + 1);
        if (rpt_str_is(c[RPT_ENTITY_type], "DATE"))
            derive_date(d, c[RPT_ENTITY_name], &c[RPT_ENTITY_from], &c[RPT_ENTITY_to], &c[RPT_ENTITY_edtf]);
    }
    for (uint32_t i = 0; i < n; i++) {
        rpt_str *c = row_of(d, RPT_ROW_ENTITY, i);
        enter(&d->entities, c[RPT_ENTITY_name], i + 1);
        c[RPT_ENTITY_country_iri] = entity_iri(d, c[RPT_ENTITY_country]);
    }
}

static uint32_t number_of(rpt_str s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len && s.p[i] >= '0' && s.p[i] <= '9' && n < 100000000; i++) n = n * 10 + (uint32_t)(s.p[i] - '0');
    return n;
}

/** A decimal number without zeros in front or behind, so that every store gives back the same characters. */
static rpt_str canonical(rpt_str s) {
    const char *dot = s.len ? memchr(s.p, '.', s.len) : NULL;
    while (dot && s.len && s.p[s.len - 1] == '0') s.len--;
    if (dot && s.p[s.len - 1] == '.') s.len--;
    while (s.len > 1 && s.p[0] == '0' && s.p[1] != '.') s.p++, s.len--;
    return s;
}

static void derive_turns(deriver *d) {
    for (uint32_t i = 0; i < d->r->n[RPT_ROW_TURN]; i++) {
        rpt_str *c = row_of(d, RPT_ROW_TURN, i);
        c[RPT_TURN_iri] = fragment(d, c[RPT_TURN_start], c[RPT_TURN_end]);
        c[RPT_TURN_speaker_iri] = entity_iri(d, c[RPT_TURN_speaker]);
        const uint32_t start = number_of(c[RPT_TURN_start]), end = number_of(c[RPT_TURN_end]);
        c[RPT_TURN_length] = rpt_arena_printf(d->arena, "%u", end > start ? end - start : 0);
    }
}

/** The IRI column of the row that a 1-based number names; rows are numbered in order. */
static rpt_str numbered(const deriver *d, rpt_row_kind kind, rpt_str number, uint32_t column) {
    const uint32_t n = number_of(number);
    return n && n <= d->r->n[kind] ? row_of(d, kind, n - 1)[column] : (rpt_str){"", 0};
}

static void derive_sentences(deriver *d) {
    const uint32_t n = d->r->n[RPT_ROW_SENTENCE];
    new_directory(&d->sentences, d->arena, n);
    for (uint32_t i = 0; i < n; i++) {
        rpt_str *c = row_of(d, RPT_ROW_SENTENCE, i);
        c[RPT_SENTENCE_iri] = fragment(d, c[RPT_SENTENCE_start], c[RPT_SENTENCE_end]);
        c[RPT_SENTENCE_turn_iri] = numbered(d, RPT_ROW_TURN, c[RPT_SENTENCE_turn], RPT_TURN_iri);
        enter(&d->sentences, c[RPT_SENTENCE_start], i + 1);
    }
    for (uint32_t i = 0; i < d->r->n[RPT_ROW_TURN]; i++) {
        rpt_str *c = row_of(d, RPT_ROW_TURN, i);
        c[RPT_TURN_answers_iri] = numbered(d, RPT_ROW_TURN, c[RPT_TURN_answers], RPT_TURN_iri);
    }
}

static void derive_mentions(deriver *d) {
    for (uint32_t i = 0; i < d->r->n[RPT_ROW_MENTION]; i++) {
        rpt_str *c = row_of(d, RPT_ROW_MENTION, i);
        c[RPT_MENTION_score] = canonical(c[RPT_MENTION_score]);
        c[RPT_MENTION_iri] = fragment(d, c[RPT_MENTION_start], c[RPT_MENTION_end]);
        c[RPT_MENTION_entity_iri] = entity_iri(d, c[RPT_MENTION_id]);
        c[RPT_MENTION_sentence_iri] = numbered(d, RPT_ROW_SENTENCE, c[RPT_MENTION_sentence], RPT_SENTENCE_iri);
        const uint32_t e = look_up(&d->entities, c[RPT_MENTION_id]);
        if (e) enter(&d->entities, c[RPT_MENTION_surface], e);
    }
}

/** `position=Foreign Minister;date=2020-11-09` -> single columns that are still empty. */
static void spread_qualifiers(rpt_str *c, rpt_str *tenure) {
    static const struct {
        const char *key;
        uint32_t column;
    } keys[] = {{"position", RPT_RELATION_position}, {"role", RPT_RELATION_role},     {"kind", RPT_RELATION_kind},
                {"date", RPT_RELATION_date},         {"place", RPT_RELATION_place},   {"mode", RPT_RELATION_mode},
                {"since", RPT_RELATION_since},       {"until", RPT_RELATION_until},   {"measure", RPT_RELATION_measure},
                {"value", RPT_RELATION_value},       {"change", RPT_RELATION_change}, {"period", RPT_RELATION_period}};
    static const char *const statuses[] = {"planned", "denied", "reported", "conditional", "demanded", "previous"};
    rpt_str rest = c[RPT_RELATION_qualifiers];
    while (rest.len) {
        rpt_str value = rpt_str_cut(&rest, ';');
        const rpt_str key = rpt_str_cut(&value, '=');
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            if (rpt_str_is(key, keys[k].key) && !c[keys[k].column].len) c[keys[k].column] = value;
        }
        if (!rpt_str_is(key, "status")) continue;
        const bool known = rpt_name_of(statuses, 6, value) < 6;
        if (known && !c[RPT_RELATION_status].len) c[RPT_RELATION_status] = value;
        if (!known) *tenure = value;
    }
    if (!c[RPT_RELATION_status].len) c[RPT_RELATION_status] = RPT_LIT("asserted");
}

/** post/foreign-minister: letters folded, all else one hyphen. */
static rpt_str post_iri(const deriver *d, rpt_str wording) {
    if (!wording.len) return wording;
    rpt_buf out = {0};
    rpt_buf_z(&out, "post/");
    bool gap = false;
    for (uint32_t i = 0, len; i < wording.len; i += len) {
        const uint32_t code = rpt_utf8_at(wording, i, &len);
        if (!rpt_utf8_is_letter(code) && !rpt_utf8_is_digit(code)) {
            gap = true;
            continue;
        }
        char letter[4];
        if (gap && out.len > 5) rpt_buf_char(&out, '-');
        gap = false;
        rpt_buf_add(&out, letter, rpt_utf8_put(letter, rpt_utf8_fold(code)));
    }
    const rpt_str iri = out.len > 5 ? rpt_arena_copy(d->arena, rpt_buf_view(&out)) : (rpt_str){"", 0};
    rpt_buf_clear(&out);
    return iri;
}

static bool is_agreement(const deriver *d, rpt_str id) {
    const uint32_t e = look_up(&d->entities, id);
    return e && rpt_str_is(row_of(d, RPT_ROW_ENTITY, e - 1)[RPT_ENTITY_type], "AGR");
}

/** The agreement that a fact is about, empty where it is about none. */
static rpt_str agreement_of(const deriver *d, const rpt_str *c) {
    if (is_agreement(d, c[RPT_RELATION_object])) return entity_iri(d, c[RPT_RELATION_object]);
    if (is_agreement(d, c[RPT_RELATION_subject])) return entity_iri(d, c[RPT_RELATION_subject]);
    return (rpt_str){"", 0};
}

/** From and until when a fact holds that has `since`, `until` or a date, as an interval that other facts may share. */
static void derive_interval(const deriver *d, rpt_str *c) {
    rpt_date_words w;
    const bool since = c[RPT_RELATION_since].len && rpt_date_read(c[RPT_RELATION_since], &w);
    if (since) c[RPT_RELATION_begin] = rpt_arena_copy(d->arena, rpt_str_of(w.from));
    const bool until = c[RPT_RELATION_until].len && rpt_date_read(c[RPT_RELATION_until], &w);
    if (until) c[RPT_RELATION_finish] = rpt_arena_copy(d->arena, rpt_str_of(w.to));
    if (!since && !until) {
        c[RPT_RELATION_begin] = c[RPT_RELATION_date_from];
        c[RPT_RELATION_finish] = c[RPT_RELATION_date_to];
    }
    const rpt_str begin = c[RPT_RELATION_begin], finish = c[RPT_RELATION_finish];
    if (!begin.len && !finish.len) return;
    if (begin.len) c[RPT_RELATION_begin_iri] = join(d, RPT_LIT("day"), "/", begin);
    if (finish.len) c[RPT_RELATION_finish_iri] = join(d, RPT_LIT("day"), "/", finish);
    c[RPT_RELATION_interval_iri] = join(d, join(d, RPT_LIT("interval"), "/", begin.len ? begin : RPT_LIT("open")), "/", finish.len ? finish : RPT_LIT("open"));
}

/** A fact's IRI is made of what it says, so that saying it twice in a document is one fact with two proofs. */
static rpt_str fact_iri(const deriver *d, const rpt_str *c) {
    static const uint32_t parts[] = {RPT_RELATION_subject_iri, RPT_RELATION_relation, RPT_RELATION_object_iri,
                                     RPT_RELATION_qualifiers, RPT_RELATION_status};
    uint64_t hash = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        hash = (hash ^ rpt_hash(c[parts[i]])) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
    }
    char hex[17];
    for (int i = 0; i < 16; i++) hex[i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
    return join(d, d->document, "#fact-", (rpt_str){hex, 16});
}

static void derive_relations(deriver *d) {
    for (uint32_t i = 0; i < d->r->n[RPT_ROW_RELATION]; i++) {
        rpt_str *c = row_of(d, RPT_ROW_RELATION, i);
        spread_qualifiers(c, &c[RPT_RELATION_tenure]);
        derive_date(d, c[RPT_RELATION_date], &c[RPT_RELATION_date_from], &c[RPT_RELATION_date_to], &c[RPT_RELATION_edtf]);
        derive_interval(d, c);
        c[RPT_RELATION_agreement_iri] = agreement_of(d, c);
        c[RPT_RELATION_score] = canonical(c[RPT_RELATION_score]);
        c[RPT_RELATION_subject_iri] = entity_iri(d, c[RPT_RELATION_subject]);
        c[RPT_RELATION_object_iri] = entity_iri(d, c[RPT_RELATION_object]);
        c[RPT_RELATION_speaker_iri] = entity_iri(d, c[RPT_RELATION_speaker]);
        c[RPT_RELATION_place_iri] = entity_iri(d, c[RPT_RELATION_place]);
        c[RPT_RELATION_sentence_iri] = fragment(d, c[RPT_RELATION_start], c[RPT_RELATION_end]);
        c[RPT_RELATION_position_iri] = post_iri(d, c[RPT_RELATION_position]);
        c[RPT_RELATION_subject_qid] = item_of(d, c[RPT_RELATION_subject]);
        c[RPT_RELATION_object_qid] = item_of(d, c[RPT_RELATION_object]);
        c[RPT_RELATION_iri] = fact_iri(d, c);
        const uint32_t s = look_up(&d->sentences, c[RPT_RELATION_start]);
        if (s) row_of(d, RPT_ROW_SENTENCE, s - 1)[RPT_SENTENCE_facts] = RPT_LIT("true");
    }
}

void rpt_rows_name(rpt_rows *r, rpt_arena *arena, rpt_str name) {
    if (r->n[RPT_ROW_DOCUMENT]) return;
    r->n[RPT_ROW_DOCUMENT] = 1;
    r->cell[RPT_ROW_DOCUMENT] = rpt_arena_alloc(arena, RPT_DOCUMENT_COLUMNS * sizeof(rpt_str));
    r->cell[RPT_ROW_DOCUMENT][RPT_DOCUMENT_name] = name;
}

void rpt_rows_derive(rpt_rows *r, rpt_arena *arena, bool wikidata) {
    deriver d = {.r = r, .arena = arena, .wikidata = wikidata};
    derive_document(&d);
    derive_entities(&d);
    derive_turns(&d);
    derive_sentences(&d);
    derive_mentions(&d);
    derive_relations(&d);
    rpt_rows_passages(r, arena);
}
