/* SPDX-License-Identifier: ISC */
/*
 * In: rows of terms. Out: an aligned table for people, CSV, TSV and JSON as the SPARQL 1.1 result formats say.
 */
#include "query/query.h"
#include <stdlib.h>

/* -- CSV, TSV ------------------------------------------------------------------------------------- */

static void write_csv_field(rpt_buf *out, rpt_str s) {
    bool quote = false;
    for (uint32_t i = 0; i < s.len; i++) quote |= s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
    if (!quote) {
        rpt_buf_str(out, s);
        return;
    }
    rpt_buf_char(out, '"');
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.p[i] == '"') rpt_buf_char(out, '"');
        rpt_buf_char(out, s.p[i]);
    }
    rpt_buf_char(out, '"');
}

static void write_csv(rpt_buf *out, const rpt_answers *a) {
    for (uint32_t k = 0; k < a->n; k++) {
        if (k) rpt_buf_char(out, ',');
        write_csv_field(out, a->names[k]);
    }
    rpt_buf_z(out, "\r\n");
    for (uint32_t i = 0; i < a->rows.n; i++) {
        for (uint32_t k = 0; k < a->n; k++) {
            const rpt_term_view *t = &a->rows.at[i][k];
            if (k) rpt_buf_char(out, ',');
            if (t->kind == RPT_TERM_BLANK) rpt_buf_z(out, "_:");
            if (t->kind) write_csv_field(out, t->text);
        }
        rpt_buf_z(out, "\r\n");
    }
}

static void write_tsv_term(rpt_buf *out, rpt_term_view t) {
    const size_t begin = out->len;
    rpt_term_write(out, t);
    /* A tab inside a literal would be a new column. */
    for (size_t i = begin; i < out->len; i++) {
        if (out->p[i] != '\t') continue;
        rpt_buf_char(out, 0);
        memmove(out->p + i + 1, out->p + i, out->len - 1 - i);
        out->p[i] = '\\';
        out->p[++i] = 't';
    }
}

static void write_tsv(rpt_buf *out, const rpt_answers *a) {
    for (uint32_t k = 0; k < a->n; k++) rpt_buf_printf(out, "%s?%.*s", k ? "\t" : "", RPT_FMT(a->names[k]));
    rpt_buf_char(out, '\n');
    for (uint32_t i = 0; i < a->rows.n; i++) {
        for (uint32_t k = 0; k < a->n; k++) {
            if (k) rpt_buf_char(out, '\t');
            write_tsv_term(out, a->rows.at[i][k]);
        }
        rpt_buf_char(out, '\n');
    }
}

/* -- JSON ------------------------------------------------------------------------------------------ */

static void write_json_string(rpt_buf *out, rpt_str s) {
    rpt_buf_char(out, '"');
    for (uint32_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') rpt_buf_char(out, '\\');
        if (c < 0x20) rpt_buf_printf(out, "\\u%04x", c);
        else rpt_buf_char(out, (char)c);
    }
    rpt_buf_char(out, '"');
}

static void write_json_term(rpt_buf *out, const rpt_term_view *t) {
    static const char *const types[] = {"", "uri", "bnode", "literal"};
    rpt_buf_printf(out, "{\"type\":\"%s\",\"value\":", types[t->kind]);
    write_json_string(out, t->text);
    if (t->kind == RPT_TERM_LITERAL && t->tag.len) {
        rpt_buf_z(out, t->language ? ",\"xml:lang\":" : ",\"datatype\":");
        write_json_string(out, t->tag);
    }
    rpt_buf_char(out, '}');
}

static void write_json(rpt_buf *out, const rpt_answers *a) {
    rpt_buf_z(out, "{\"head\":{\"vars\":[");
    for (uint32_t k = 0; k < a->n; k++) {
        if (k) rpt_buf_char(out, ',');
        write_json_string(out, a->names[k]);
    }
    rpt_buf_z(out, "]},\"results\":{\"bindings\":[");
    for (uint32_t i = 0; i < a->rows.n; i++) {
        bool any = false;
        rpt_buf_z(out, i ? ",\n{" : "\n{");
        for (uint32_t k = 0; k < a->n; k++) {
            if (!a->rows.at[i][k].kind) continue;
            if (any) rpt_buf_char(out, ',');
            any = true;
            write_json_string(out, a->names[k]);
            rpt_buf_char(out, ':');
            write_json_term(out, &a->rows.at[i][k]);
        }
        rpt_buf_char(out, '}');
    }
    rpt_buf_z(out, "\n]}}\n");
}

/* -- Table ------------------------------------------------------------------------------------------ */

/* What a person wants to see: a literal bare, an entity of Wikidata as its Q number, other IRIs whole. */
static rpt_str table_text(const rpt_term_view *t) {
    static const char wikidata[] = "http://www.wikidata.org/entity/";
    const uint32_t n = sizeof wikidata - 1;
    if (t->kind == RPT_TERM_IRI && t->text.len > n && !memcmp(t->text.p, wikidata, n))
        return (rpt_str){t->text.p + n, t->text.len - n};
    return t->text;
}

static void write_cell(rpt_buf *out, rpt_str s, uint32_t width, bool last) {
    const size_t begin = out->len;
    for (uint32_t i = 0; i < s.len; i++) rpt_buf_char(out, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
    const uint32_t have = rpt_utf8_count((rpt_str){out->p + begin, (uint32_t)(out->len - begin)});
    for (uint32_t i = have; i < width && !last; i++) rpt_buf_char(out, ' ');
    rpt_buf_z(out, last ? "\n" : "  ");
}

static void write_rule(rpt_buf *out, const uint32_t *widths, uint32_t n) {
    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t i = 0; i < widths[k]; i++) rpt_buf_char(out, '-');
        rpt_buf_z(out, k + 1 < n ? "  " : "\n");
    }
}

static void write_table(rpt_buf *out, const rpt_answers *a) {
    uint32_t *widths = rpt_realloc(NULL, (a->n + 1) * sizeof *widths);
    for (uint32_t k = 0; k < a->n; k++) {
        widths[k] = rpt_utf8_count(a->names[k]);
        for (uint32_t i = 0; i < a->rows.n; i++) {
            const uint32_t n = rpt_utf8_count(table_text(&a->rows.at[i][k]));
            if (n > widths[k]) widths[k] = n;
        }
    }
    for (uint32_t k = 0; k < a->n; k++) write_cell(out, a->names[k], widths[k], k + 1 == a->n);
    write_rule(out, widths, a->n);
    for (uint32_t i = 0; i < a->rows.n; i++)
        for (uint32_t k = 0; k < a->n; k++) write_cell(out, table_text(&a->rows.at[i][k]), widths[k], k + 1 == a->n);
    rpt_buf_printf(out, "(%u row%s)\n", a->rows.n, a->rows.n == 1 ? "" : "s");
    free(widths);
}

static const struct {
    const char *name;
    void (*write)(rpt_buf *out, const rpt_answers *a);
    const char *yes, *no; ///< the answer of ASK
} formats[] = {{"table", write_table, "yes\n", "no\n"},
               {"csv", write_csv, "true\r\n", "false\r\n"},
               {"tsv", write_tsv, "true\n", "false\n"},
               {"json", write_json, "{\"head\":{},\"boolean\":true}\n", "{\"head\":{},\"boolean\":false}\n"}};
enum { N_FORMATS = sizeof formats / sizeof *formats };

static rpt_status find_format(uint32_t *found, const char *format, rpt_messages *m) {
    for (*found = 0; *found < N_FORMATS; ++*found)
        if (!strcmp(formats[*found].name, format)) return RPT_OK;
    return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "no result format `%s`; table, csv, tsv and json are there", format);
}

rpt_status rpt_answers_write(rpt_buf *out, const rpt_answers *a, const char *format, rpt_messages *m) {
    uint32_t i;
    TRY(find_format(&i, format, m));
    formats[i].write(out, a);
    return RPT_OK;
}

rpt_status rpt_answers_write_boolean(rpt_buf *out, bool yes, const char *format, rpt_messages *m) {
    uint32_t i;
    TRY(find_format(&i, format, m));
    rpt_buf_z(out, yes ? formats[i].yes : formats[i].no);
    return RPT_OK;
}
