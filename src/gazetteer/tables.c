/* SPDX-License-Identifier: ISC */
/*
 * Tables of names and of offices -> rows in memory. Every bad line is reported with its place before the
 * reading fails. Nothing is looked up here: QIDs and names are joined by build.c.
 */
#include "gazetteer/tables.h"
#include "document.h"
#include "gazetteer/format.h"
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { TYPE, NAME, QID, COUNTRY, ALIASES, PRIOR, FLAGS, KIND, SOURCE, TITLE, OF, PERSON, FROM, TO, COLUMNS };
static const char *const columns[COLUMNS] = {"type",  "name",   "qid",  "country", "aliases", "prior", "flags", "kind",
                                             "source", "title", "of",  "person",  "from",    "to"};

typedef struct {
    rpt_gaz_tables *t;
    rpt_messages *m;
    rpt_place place;
    uint32_t column[COLUMNS + 1]; ///< column of the file -> meaning
    uint32_t n;
    bool offices;
    rpt_str cell[COLUMNS];
} reader;

static void complain(reader *r, const char *what, rpt_str of) {
    rpt_fail(r->m, RPT_CONFIG, r->place, "%s `%.*s`", what, RPT_FMT(of));
    r->t->failed = true;
}

static void read_header(reader *r, rpt_str line) {
    r->n = 0;
    while (line.len && r->n <= COLUMNS) {
        const rpt_str name = rpt_str_cut(&line, '\t');
        const uint32_t column = rpt_name_of(columns, COLUMNS, name);
        if (column == COLUMNS) complain(r, "no such column:", name);
        r->column[r->n++] = column;
    }
    r->offices = r->n && r->column[0] == TITLE;
    if (!r->n || (r->column[0] != TYPE && r->column[0] != TITLE)) {
        complain(r, "the first column is neither `type` nor `title`:", line);
    }
}

static void split(reader *r, rpt_str line) {
    memset(r->cell, 0, sizeof r->cell);
    for (uint32_t i = 0; i < COLUMNS; i++) r->cell[i].p = "";
    for (uint32_t i = 0; i < r->n && line.len; i++) {
        if (r->column[i] < COLUMNS) r->cell[r->column[i]] = rpt_str_trim(rpt_str_cut(&line, '\t'));
    }
    if (line.len) complain(r, "more cells than columns:", line);
}

static uint32_t flags_of(reader *r, rpt_str letters) {
    uint32_t flags = 0;
    for (uint32_t i = 0; i < letters.len; i++) {
        const char *at = strchr("csal", letters.p[i]);
        if (!at || !*at) complain(r, "flags are of the letters c s a l, not", letters);
        else flags |= 1u << (at - "csal");
    }
    return flags;
}

/** 0.85 -> 85 % of 65535; digits only, so that no locale has a say. */
static uint16_t prior_of(reader *r, rpt_str s) {
    uint32_t value = 0, scale = 1, i = 0;
    for (; i < s.len && i < 7; i++) {
        if (s.p[i] == '.' && i == 1) continue;
        if (s.p[i] < '0' || s.p[i] > '9') break;
        value = value * 10 + (uint32_t)(s.p[i] - '0');
        if (i > 1) scale *= 10;
    }
    if (i < s.len || value > scale) complain(r, "a prior is 0 to 1, not", s);
    return (uint16_t)(value >= scale ? 65535 : (uint64_t)value * 65535 / scale);
}

static void add_name(reader *r, rpt_str name, uint32_t flags) {
    if (!name.len) return;
    if (name.len > RPT_GAZ_NAME_MAX) complain(r, "the name is too long:", name);
    else *RPT_PUSH(&r->t->arena, r->t->names) = (rpt_gaz_name){name, flags};
}

static void add_aliases(reader *r, rpt_str aliases) {
    while (aliases.len) {
        rpt_str flags = rpt_str_cut(&aliases, '|');
        const rpt_str name = rpt_str_trim(rpt_str_cut(&flags, '='));
        add_name(r, name, flags_of(r, flags));
    }
}

static void read_entry(reader *r) {
    const rpt_str *c = r->cell;
    rpt_gaz_tables *t = r->t;
    const uint32_t type = rpt_name_of(rpt_type_name, RPT_TYPES, c[TYPE]);
    if (!type || type >= RPT_TYPES) complain(r, "no such type:", c[TYPE]);
    if (!c[NAME].len) complain(r, "a row without a name:", c[QID]);
    if (c[QID].len && !rpt_qid_number(c[QID])) complain(r, "no QID:", c[QID]);
    if (c[COUNTRY].len && !rpt_qid_number(c[COUNTRY])) complain(r, "no QID:", c[COUNTRY]);
    const uint32_t first = t->names.n, order = t->rows.n;
    add_name(r, c[NAME], flags_of(r, c[FLAGS]));
    add_aliases(r, c[ALIASES]);
    *RPT_PUSH(&t->arena, t->rows) = (rpt_gaz_row){
        .name = c[NAME], .qid = c[QID], .country = c[COUNTRY], .kind = c[KIND], .number = rpt_qid_number(c[QID]),
        .order = order, .alias = first, .aliases = t->names.n - first, .prior = prior_of(r, c[PRIOR]),
        .type = (uint8_t)type};
}

/** YYYY[-MM[-DD]] -> its first or last day; empty = open. */
static int32_t day_of(reader *r, rpt_str date, bool last) {
    uint32_t part[3] = {0, 0, 0};
    if (!date.len) return last ? INT32_MAX : INT32_MIN;
    rpt_str rest = date;
    for (uint32_t i = 0; i < 3 && rest.len; i++) {
        const rpt_str digits = rpt_str_cut(&rest, '-');
        for (uint32_t k = 0; k < digits.len && k < 4; k++) part[i] = part[i] * 10 + (uint32_t)(digits.p[k] - '0') % 10;
    }
    if (part[0] < 1000 || part[0] > 2999 || part[1] > 12 || part[2] > 31) complain(r, "no date:", date);
    const int32_t year = (int32_t)part[0];
    if (part[2]) return rpt_days_of(year, part[1], part[2]);
    if (!last) return rpt_days_of(year, part[1] ? part[1] : 1, 1);
    return part[1] && part[1] < 12 ? rpt_days_of(year, part[1] + 1, 1) - 1 : rpt_days_of(year, 12, 31);
}

static void read_office(reader *r) {
    const rpt_str *c = r->cell;
    if (!c[TITLE].len || !c[OF].len || !c[PERSON].len) complain(r, "an office without title, state or person:", c[TITLE]);
    const rpt_gaz_office o = {c[OF], c[PERSON], c[TITLE], day_of(r, c[FROM], false), day_of(r, c[TO], true), r->place};
    if (o.from > o.to) complain(r, "an office that ends before it starts:", c[PERSON]);
    *RPT_PUSH(&r->t->arena, r->t->offices) = o;
}

static rpt_status read_table(rpt_gaz_tables *t, const char *path, rpt_messages *m) {
    rpt_buf bytes = {0};
    const rpt_status status = rpt_file_read(&bytes, path, RPT_TEXT_MAX, m);
    if (status) {
        rpt_buf_clear(&bytes);
        return RPT_CONFIG;
    }
    const char *base = strrchr(path, '/');
    rpt_buf_printf(&t->sources, "%s\n", base ? base + 1 : path);
    rpt_str rest = rpt_arena_copy(&t->arena, rpt_buf_view(&bytes));
    rpt_buf_clear(&bytes);
    reader r = {.t = t, .m = m, .place = {rpt_arena_copy(&t->arena, rpt_str_of(path)).p, 0, 0}};
    while (rest.len) {
        const rpt_str line = rpt_str_cut(&rest, '\n');
        r.place.line++;
        if (!line.len || line.p[0] == '#') continue;
        if (!r.n) {
            read_header(&r, line);
            if (t->failed) break;
            continue;
        }
        split(&r, line);
        if (r.offices) read_office(&r);
        else read_entry(&r);
    }
    return RPT_OK;
}

static int compare_names(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static rpt_status read_folder(rpt_gaz_tables *t, const char *path, rpt_messages *m) {
    DIR *dir = opendir(path);
    if (!dir) return rpt_fail(m, RPT_CONFIG, (rpt_place){path, 0, 0}, "the folder cannot be read");
    RPT_ARRAY(const char *) files = {0};
    for (const struct dirent *e; (e = readdir(dir));) {
        const size_t len = strlen(e->d_name);
        if (e->d_name[0] == '.' || len < 4 || strcmp(e->d_name + len - 4, ".tsv")) continue;
        *RPT_PUSH(&t->arena, files) = rpt_arena_printf(&t->arena, "%s/%s", path, e->d_name).p;
    }
    closedir(dir);
    if (files.n) qsort(files.at, files.n, sizeof *files.at, compare_names);
    rpt_status status = RPT_OK;
    for (uint32_t i = 0; i < files.n; i++) {
        if (read_table(t, files.at[i], m)) status = RPT_CONFIG;
    }
    return status;
}

rpt_status rpt_gaz_tables_read(rpt_gaz_tables *t, const char *path, rpt_messages *m) {
    struct stat st;
    if (stat(path, &st)) return rpt_fail(m, RPT_CONFIG, (rpt_place){path, 0, 0}, "there is no such table or folder");
    TRY(S_ISDIR(st.st_mode) ? read_folder(t, path, m) : read_table(t, path, m));
    return t->failed ? RPT_CONFIG : RPT_OK;
}

void rpt_gaz_tables_clear(rpt_gaz_tables *t) {
    rpt_arena_clear(&t->arena);
    rpt_buf_clear(&t->sources);
}
