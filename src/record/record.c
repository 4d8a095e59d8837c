/* SPDX-License-Identifier: ISC */
/*
 * document -> rows. The one file that sees both sides of the seam. Byte offsets become code points here, by one
 * pass over the text (a table with a mark every 64 bytes).
 */
#include "record/rows.h"

typedef struct {
    const rpt_document *d;
    const rpt_rules *rules;
    rpt_rows *out;
    rpt_arena *arena;
    uint32_t *marks; ///< code points before byte STEP * i
    bool ascii;      ///< a byte is a code point
    rpt_buf list;    ///< of qualifiers, used again for each fact
} recorder;

enum { STEP = 64 };

/** Bytes of p[0..n) that begin a code point, eight at a time. */
static uint32_t beginnings(const char *p, uint32_t n) {
    uint32_t count = 0, i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t w;
        memcpy(&w, p + i, sizeof w);
        count += 8 - (uint32_t)__builtin_popcountll(w >> 7 & ~(w >> 6) & UINT64_C(0x0101010101010101));
    }
    for (; i < n; i++) count += ((unsigned char)p[i] & 0xC0) != 0x80;
    return count;
}


static uint32_t code_points(const recorder *r, uint32_t at) {
    if (r->ascii) return at;
    return r->marks[at / STEP] + beginnings(r->d->text.p + at / STEP * STEP, at % STEP);
}

static void make_marks(recorder *r) {
    const rpt_str t = r->d->text;
    r->marks = rpt_arena_alloc(r->arena, ((size_t)t.len / STEP + 2) * sizeof *r->marks);
    uint32_t n = 0;
    for (uint32_t i = 0; i <= t.len; i += STEP) {
        r->marks[i / STEP] = n;
        n += beginnings(t.p + i, t.len - i < STEP ? t.len - i : STEP);
    }
    r->ascii = n == t.len;
}

static rpt_str *new_rows(recorder *r, rpt_row_kind kind, uint32_t n) {
    uint32_t columns;
    rpt_row_columns(kind, &columns);
    r->out->n[kind] = n;
    r->out->cell[kind] = rpt_arena_alloc(r->arena, ((size_t)n * columns + 1) * sizeof(rpt_str));
    return r->out->cell[kind];
}

/** Decimal without printf: offsets are the bulk of the rows. */
static rpt_str number(const recorder *r, uint32_t n) {
    char digits[12];
    uint32_t len = 0;
    do digits[sizeof digits - ++len] = (char)('0' + n % 10);
    while (n /= 10);
    return rpt_arena_copy(r->arena, (rpt_str){digits + sizeof digits - len, len});
}
static rpt_str offset(const recorder *r, uint32_t at) { return number(r, code_points(r, at)); }

/** Thousandths without zeros at the end: the canonical form of xsd:decimal, which every store gives back unchanged. */
static rpt_str decimal(const recorder *r, float f) {
    const uint32_t thousandths = f <= 0 ? 0 : (uint32_t)(f * 1000 + 0.5f);
    const uint32_t whole = thousandths / 1000, rest = thousandths % 1000;
    if (!rest) return number(r, whole);
    if (whole > 9) return rpt_arena_printf(r->arena, "%u.%03u", whole, rest);
    const char digits[5] = {(char)('0' + whole), '.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10), (char)('0' + rest % 10)};
    uint32_t n = sizeof digits;
    while (digits[n - 1] == '0') n--;
    return rpt_arena_copy(r->arena, (rpt_str){digits, n});
}

static rpt_str day(const recorder *r, int32_t days, bool known) {
    if (!known || days == INT32_MIN || days == INT32_MAX) return (rpt_str){"", 0}; /* open */
    int32_t y;
    uint32_t mo, da;
    rpt_days_split(days, &y, &mo, &da);
    return rpt_arena_printf(r->arena, "%04d-%02u-%02u", y, mo, da);
}

static rpt_str entity_id(const rpt_document *d, uint32_t entity) {
    if (entity == RPT_DOC) return RPT_LIT("_doc");
    return entity ? d->entities.at[entity].id : (rpt_str){"", 0};
}

static void record_document(recorder *r) {
    const rpt_document *d = r->d;
    rpt_str *c = new_rows(r, RPT_ROW_DOCUMENT, 1);
    c[RPT_DOCUMENT_name] = d->name;
    c[RPT_DOCUMENT_source] = d->source;
    c[RPT_DOCUMENT_title] = d->title;
    c[RPT_DOCUMENT_lead] = d->lead;
    c[RPT_DOCUMENT_language] = d->language;
    c[RPT_DOCUMENT_publisher] = d->publisher;
    c[RPT_DOCUMENT_date] = d->date.iso;
    c[RPT_DOCUMENT_date_from] = day(r, d->date.from, d->date.iso.len);
    c[RPT_DOCUMENT_date_to] = day(r, d->date.to, d->date.iso.len);
    c[RPT_DOCUMENT_place] = d->place;
    c[RPT_DOCUMENT_url] = d->url;
    c[RPT_DOCUMENT_sha256] = d->sha256;
    c[RPT_DOCUMENT_length] = offset(r, d->text.len);
    c[RPT_DOCUMENT_text] = d->text;
}

static void record_turns(recorder *r) {
    static const char *const kinds[] = {"statement", "question", "answer"};
    const rpt_document *d = r->d;
    rpt_str *c = new_rows(r, RPT_ROW_TURN, d->turns.n - 1);
    for (uint32_t i = 1; i < d->turns.n; i++, c += RPT_TURN_COLUMNS) {
        const rpt_turn *t = &d->turns.at[i];
        c[RPT_TURN_number] = number(r, i);
        c[RPT_TURN_start] = offset(r, t->span.begin);
        c[RPT_TURN_end] = offset(r, t->span.end);
        c[RPT_TURN_kind] = rpt_str_of(kinds[t->kind % 3]);
        c[RPT_TURN_label] = rpt_document_slice(d, t->label);
        c[RPT_TURN_speaker] = entity_id(d, t->speaker);
        c[RPT_TURN_answers] = t->answers ? number(r, t->answers) : (rpt_str){"", 0};
        c[RPT_TURN_text] = rpt_document_slice(d, t->span);
    }
}

static void record_sentences(recorder *r) {
    const rpt_document *d = r->d;
    rpt_str *c = new_rows(r, RPT_ROW_SENTENCE, d->sentences.n);
    for (uint32_t i = 0; i < d->sentences.n; i++, c += RPT_SENTENCE_COLUMNS) {
        const rpt_sentence *s = &d->sentences.at[i];
        const uint32_t turn = s->block < d->blocks.n ? d->blocks.at[s->block].turn : 0;
        c[RPT_SENTENCE_number] = number(r, i + 1);
        c[RPT_SENTENCE_start] = offset(r, s->span.begin);
        c[RPT_SENTENCE_end] = offset(r, s->span.end);
        c[RPT_SENTENCE_turn] = turn ? number(r, turn) : (rpt_str){"", 0};
        c[RPT_SENTENCE_text] = rpt_document_slice(d, s->span);
    }
}

static void record_mentions(recorder *r) {
    static const char *const origins[] = {"", "gazetteer", "grammar", "dates", "document", "rows"};
    const rpt_document *d = r->d;
    rpt_str *c = new_rows(r, RPT_ROW_MENTION, d->mentions.n - 1);
    for (uint32_t i = 1; i < d->mentions.n; i++, c += RPT_MENTION_COLUMNS) {
        const rpt_mention *m = &d->mentions.at[i];
        const uint32_t sentence = rpt_document_sentence(d, m->span.begin);
        c[RPT_MENTION_start] = offset(r, m->span.begin);
        c[RPT_MENTION_end] = offset(r, m->span.end);
        c[RPT_MENTION_type] = rpt_str_of(rpt_type_name[m->type]);
        c[RPT_MENTION_id] = entity_id(d, m->entity);
        c[RPT_MENTION_surface] = rpt_document_slice(d, m->span);
        c[RPT_MENTION_byte_start] = number(r, rpt_document_origin(d, m->span.begin));
        c[RPT_MENTION_byte_end] = number(r, rpt_document_origin(d, m->span.end - 1) + 1);
        if (sentence < d->sentences.n) c[RPT_MENTION_sentence] = number(r, sentence + 1);
        c[RPT_MENTION_score] = decimal(r, (float)m->score / 1000);
        c[RPT_MENTION_origin] = rpt_str_of(origins[m->source % 6]);
    }
}

/** The distinct surface forms of each entity but its name, joined by `|`, in order of appearance. */
static void record_aliases(recorder *r, rpt_str *rows) {
    const rpt_document *d = r->d;
    for (uint32_t i = 1; i < d->mentions.n; i++) {
        const rpt_mention *m = &d->mentions.at[i];
        if (!m->entity) continue;
        rpt_str *c = rows + (size_t)(m->entity - 1) * RPT_ENTITY_COLUMNS;
        const rpt_str form = rpt_document_slice(d, m->span);
        if (rpt_str_equal(form, c[RPT_ENTITY_name])) continue;
        bool known = false;
        for (rpt_str rest = c[RPT_ENTITY_aliases]; rest.len && !known;) known = rpt_str_equal(rpt_str_cut(&rest, '|'), form);
        if (known) continue;
        const rpt_str have = c[RPT_ENTITY_aliases];
        c[RPT_ENTITY_aliases] = have.len ? rpt_arena_printf(r->arena, "%.*s|%.*s", RPT_FMT(have), RPT_FMT(form)) : form;
    }
}

static void record_entities(recorder *r) {
    const rpt_document *d = r->d;
    rpt_str *c = new_rows(r, RPT_ROW_ENTITY, d->entities.n - 1);
    rpt_str *const rows = c;
    for (uint32_t i = 1; i < d->entities.n; i++, c += RPT_ENTITY_COLUMNS) {
        const rpt_entity *e = &d->entities.at[i];
        c[RPT_ENTITY_id] = e->id;
        c[RPT_ENTITY_type] = rpt_str_of(rpt_type_name[e->type]);
        c[RPT_ENTITY_name] = e->name;
        c[RPT_ENTITY_qid] = e->qid.len ? e->qid : RPT_LIT("NIL");
        c[RPT_ENTITY_score] = decimal(r, e->score);
        c[RPT_ENTITY_margin] = decimal(r, e->margin);
        c[RPT_ENTITY_country] = entity_id(d, e->country);
        if (e->type == RPT_DATE) {
            c[RPT_ENTITY_from] = day(r, e->date.from, e->date.iso.len);
            c[RPT_ENTITY_to] = day(r, e->date.to, e->date.iso.len);
        }
        c[RPT_ENTITY_mentions] = number(r, e->mentions);
    }
    record_aliases(r, rows);
}

static const uint8_t column_of_qualifier[RPT_QUALIFIERS] = {
    [RPT_Q_POSITION] = RPT_RELATION_position, [RPT_Q_STATUS] = 0, [RPT_Q_ROLE] = RPT_RELATION_role,
    [RPT_Q_KIND] = RPT_RELATION_kind, [RPT_Q_DATE] = RPT_RELATION_date, [RPT_Q_PLACE] = RPT_RELATION_place,
    [RPT_Q_MODE] = RPT_RELATION_mode, [RPT_Q_SINCE] = RPT_RELATION_since, [RPT_Q_UNTIL] = RPT_RELATION_until,
    [RPT_Q_MEASURE] = RPT_RELATION_measure, [RPT_Q_VALUE] = RPT_RELATION_value,
    [RPT_Q_CHANGE] = RPT_RELATION_change, [RPT_Q_PERIOD] = RPT_RELATION_period};

static void record_qualifiers(recorder *r, rpt_str *c, const rpt_relation *f) {
    rpt_buf *list = &r->list;
    list->len = 0;
    for (uint32_t i = 0; i < f->qualifiers; i++) {
        const rpt_qualifier *q = &r->d->qualifiers.at[f->qualifier + i];
        if (list->len) rpt_buf_char(list, ';');
        rpt_buf_z(list, rpt_qualifier_name[q->key]);
        rpt_buf_char(list, '=');
        for (uint32_t k = 0; k < q->value.len; k++) {
            const char v = q->value.p[k];
            rpt_buf_char(list, v == ';' || v == '=' || v == '\n' || v == '\t' ? ' ' : v);
        }
        if (column_of_qualifier[q->key]) c[column_of_qualifier[q->key]] = q->value;
    }
    c[RPT_RELATION_qualifiers] = rpt_arena_copy(r->arena, rpt_buf_view(list));
}

/** The days of a fact's date, through the document's entity of that date. */
static void record_dates(recorder *r, rpt_str *c) {
    const rpt_document *d = r->d;
    for (uint32_t i = 1; c[RPT_RELATION_date].len && i < d->entities.n; i++) {
        const rpt_entity *e = &d->entities.at[i];
        if (e->type != RPT_DATE || !rpt_str_equal(e->name, c[RPT_RELATION_date])) continue;
        c[RPT_RELATION_date_from] = day(r, e->date.from, true);
        c[RPT_RELATION_date_to] = day(r, e->date.to, true);
        return;
    }
}

/** Without its folder: where the rules are installed is no part of the output. */
static const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void record_relations(recorder *r) {
    const rpt_document *d = r->d;
    rpt_str *c = new_rows(r, RPT_ROW_RELATION, d->relations.n);
    for (uint32_t i = 0; i < d->relations.n; i++, c += RPT_RELATION_COLUMNS) {
        const rpt_relation *f = &d->relations.at[i];
        const uint32_t sentence = rpt_document_sentence(d, f->sentence.begin);
        const uint32_t block = sentence < d->sentences.n ? d->sentences.at[sentence].block : d->blocks.n;
        const uint32_t turn = block < d->blocks.n ? d->blocks.at[block].turn : 0;
        c[RPT_RELATION_subject] = entity_id(d, f->subject);
        c[RPT_RELATION_relation] = rpt_str_of(rpt_relation_name[f->kind]);
        c[RPT_RELATION_object] = entity_id(d, f->object);
        record_qualifiers(r, c, f);
        c[RPT_RELATION_start] = offset(r, f->sentence.begin);
        c[RPT_RELATION_end] = offset(r, f->sentence.end);
        c[RPT_RELATION_status] = rpt_str_of(rpt_status_name[f->status]);
        const rpt_place place = r->rules ? rpt_rules_place(r->rules, f->rule) : (rpt_place){0};
        c[RPT_RELATION_rule] = place.file ? rpt_arena_printf(r->arena, "%s:%u", file_name(place.file), place.line) : RPT_LIT("code");
        c[RPT_RELATION_score] = decimal(r, f->score);
        if (f->subject_span.end) {
            c[RPT_RELATION_subject_start] = offset(r, f->subject_span.begin);
            c[RPT_RELATION_subject_end] = offset(r, f->subject_span.end);
        }
        if (f->object_span.end) {
            c[RPT_RELATION_object_start] = offset(r, f->object_span.begin);
            c[RPT_RELATION_object_end] = offset(r, f->object_span.end);
        }
        c[RPT_RELATION_speaker] = turn ? entity_id(d, d->turns.at[turn].speaker) : (rpt_str){"", 0};
        record_dates(r, c);
        const rpt_span evidence = f->evidence.end ? f->evidence : f->sentence;
        c[RPT_RELATION_evidence] = rpt_document_slice(d, evidence);
        c[RPT_RELATION_evidence_start] = offset(r, evidence.begin);
        c[RPT_RELATION_evidence_end] = offset(r, evidence.end);
        if (evidence.end > evidence.begin) {
            c[RPT_RELATION_byte_start] = number(r, rpt_document_origin(d, evidence.begin));
            c[RPT_RELATION_byte_end] = number(r, rpt_document_origin(d, evidence.end - 1) + 1);
        }
        c[RPT_RELATION_number] = number(r, i + 1);
    }
}

void rpt_record(rpt_rows *out, const rpt_document *d, const rpt_rules *rules) {
    *out = (rpt_rows){0};
    recorder r = {.d = d, .rules = rules, .out = out, .arena = d->arena};
    make_marks(&r);
    record_document(&r);
    record_turns(&r);
    record_sentences(&r);
    record_mentions(&r);
    record_entities(&r);
    record_relations(&r);
    rpt_buf_clear(&r.list);
    rpt_rows_derive(out, d->arena, false);
}
