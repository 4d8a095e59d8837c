/* SPDX-License-Identifier: ISC */
/*
 * Rule files -> compiled rules. A file is lines: `relation`, `domain`, `range`, `phase`, `let`, `rule`, and examples
 * that start with + or -. Every mistake of every file is reported before opening fails.
 */
#include "rules/store.h"
#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>

typedef struct {
    rpt_str name, text;
} macro;

typedef struct {
    rpt_rules *r;
    const rpt_rules_vocabulary *names;
    rpt_messages *m;
    rpt_place place;
    uint32_t relation, domain, range, phase;
    uint32_t first_domain, first_range; ///< the types named first
    bool has_relation, to_document;
    RPT_ARRAY(macro) macros; ///< of the file
} reader;

static const char *const phase_names[RPT_PHASES] = {"places", "facts"};

static rpt_status set_relation(reader *f, rpt_str rest) {
    f->relation = rpt_name_of(f->names->relations, f->names->n_relations, rest);
    f->domain = f->range = 0;
    f->has_relation = f->relation < f->names->n_relations;
    if (f->has_relation) return RPT_OK;
    return rpt_fail(f->m, RPT_CONFIG, f->place, "no relation is called `%.*s`", RPT_FMT(rest));
}

static rpt_status set_types(reader *f, rpt_str rest, uint32_t *types, uint32_t *first) {
    rpt_str bad = {0}, others = rest;
    *types = pattern_types(f->names, rest, ' ', &bad);
    *first = rpt_name_of(f->names->types, f->names->n_types, rpt_str_cut(&others, ' '));
    if (*types) return RPT_OK;
    return rpt_fail(f->m, RPT_CONFIG, f->place, "no type is called `%.*s`", RPT_FMT(bad));
}
static rpt_status set_domain(reader *f, rpt_str rest) { return set_types(f, rest, &f->domain, &f->first_domain); }
static rpt_status set_range(reader *f, rpt_str rest) {
    f->to_document = rpt_str_is(rest, "_doc");
    f->range = 1;
    f->first_range = 0;
    if (f->to_document) return RPT_OK;
    return set_types(f, rest, &f->range, &f->first_range); }

static rpt_status set_phase(reader *f, rpt_str rest) {
    f->phase = rpt_name_of(phase_names, RPT_PHASES, rest);
    if (f->phase < RPT_PHASES) return RPT_OK;
    return rpt_fail(f->m, RPT_CONFIG, f->place, "a phase is `places` or `facts`, not `%.*s`", RPT_FMT(rest));
}

/* -- Macros: `let TALKS (talks|negotiations)`, used as TALKS -------------------------------------- */

static bool is_macro_letter(char c) { return isupper((unsigned char)c) || c == '_' || isdigit((unsigned char)c); }

static const macro *find_macro(const reader *f, rpt_str name) {
    for (uint32_t i = 0; i < f->macros.n; i++) {
        if (rpt_str_equal(f->macros.at[i].name, name)) return &f->macros.at[i];
    }
    return NULL;
}

/** Replaces the macros of a pattern by their text; names inside {} and <> are types and stay. */
static rpt_str expand(reader *f, rpt_str text) {
    rpt_buf out = {0};
    bool inside = false;
    for (uint32_t i = 0; i < text.len;) {
        const char c = text.p[i];
        if (c == '{' || c == '<') inside = true;
        if (c == '}' || c == '>') inside = false;
        uint32_t n = 0;
        const bool starts = !inside && isupper((unsigned char)c) && (!i || !isalnum((unsigned char)text.p[i - 1]));
        while (starts && i + n < text.len && is_macro_letter(text.p[i + n])) n++;
        const macro *m = n > 1 ? find_macro(f, (rpt_str){text.p + i, n}) : NULL;
        if (m) rpt_buf_printf(&out, "(%.*s)", RPT_FMT(m->text));
        else rpt_buf_char(&out, c);
        i += m ? n : 1;
    }
    const rpt_str all = rpt_arena_copy(&f->r->arena, rpt_buf_view(&out));
    rpt_buf_clear(&out);
    return all;
}

static rpt_status set_macro(reader *f, rpt_str rest) {
    const rpt_str name = rpt_str_cut(&rest, ' ');
    const rpt_str text = expand(f, rpt_str_trim(rest));
    if (!name.len || !text.len) return rpt_fail(f->m, RPT_CONFIG, f->place, "write `let NAME pattern`, NAME in capitals");
    *RPT_PUSH(&f->r->arena, f->macros) = (macro){rpt_arena_copy(&f->r->arena, name), text};
    return RPT_OK;
}

/* -- Rules ----------------------------------------------------------------------------------- */

static rpt_status read_settings(reader *f, rpt_str text, rule_data *d) {
    RPT_ARRAY(rpt_setting) settings = {0};
    rpt_status status = RPT_OK;
    while (text.len) {
        rpt_str value = rpt_str_trim(rpt_str_cut(&text, ';'));
        const rpt_str key = rpt_str_trim(rpt_str_cut(&value, '='));
        if (!key.len) continue;
        const uint32_t q = rpt_name_of(f->names->qualifiers, f->names->n_qualifiers, key);
        const uint32_t s = rpt_str_is(key, "status") ? rpt_name_of(f->names->statuses, f->names->n_statuses, value) : 0;
        if (q == f->names->n_qualifiers) status = rpt_fail(f->m, RPT_CONFIG, f->place, "no qualifier is called `%.*s`", RPT_FMT(key));
        else if (s < f->names->n_statuses && rpt_str_is(key, "status")) d->rule.status = s;
        else *RPT_PUSH(&f->r->arena, settings) = (rpt_setting){(uint8_t)q, rpt_arena_copy(&f->r->arena, rpt_str_trim(value))};
    }
    d->rule.settings = settings.at;
    d->rule.n_settings = settings.n;
    return status;
}

static rpt_status compile_regex(reader *f, const pattern *p, rule_data *d) {
    int error;
    PCRE2_SIZE at;
    d->code = pcre2_compile((PCRE2_SPTR)p->regex.p, p->regex.len, PCRE2_NEVER_UTF, &error, &at, NULL);
    if (!d->code) {
        char why[128];
        pcre2_get_error_message(error, (PCRE2_UCHAR *)why, sizeof why);
        return rpt_fail(f->m, RPT_CONFIG, f->place, "the pattern cannot be compiled: %s", why);
    }
    return RPT_OK;
}

/** A rule needs both arguments: subject and object, or both, or pairs. */
static rpt_status check_slots(reader *f, const pattern *p) {
    const uint32_t *t = p->slot_types;
    if (f->to_document && t[RPT_SLOT_SUBJECT]) return RPT_OK;
    if ((t[RPT_SLOT_SUBJECT] && t[RPT_SLOT_OBJECT]) || t[RPT_SLOT_BOTH] || t[RPT_SLOT_PAIRS]) return RPT_OK;
    return rpt_fail(f->m, RPT_CONFIG, f->place, "a rule needs {subject} and {object}, or {both}, or {pairs}");
}

static rpt_status add_rule(reader *f, rpt_str rest) {
    if (!f->has_relation || !f->domain || !f->range) {
        return rpt_fail(f->m, RPT_CONFIG, f->place, "`relation`, `domain` and `range` must stand before the first rule");
    }
    uint32_t arrow = rest.len;
    for (uint32_t i = 0; i + 1 < rest.len && arrow == rest.len; i++) {
        if (rest.p[i] == '=' && rest.p[i + 1] == '>') arrow = i;
    }
    rule_data *d = RPT_PUSH(&f->r->arena, f->r->rules);
    d->place = f->place;
    d->rule = (rpt_rule){.relation = f->relation, .phase = f->phase, .status = f->names->n_statuses};
    rpt_status status = RPT_OK;
    if (arrow < rest.len) status = read_settings(f, (rpt_str){rest.p + arrow + 2, rest.len - arrow - 2}, d);
    const pattern_context c = {f->r->lexicon, f->names, &f->r->classes, f->domain, f->range, f->m, f->place};
    pattern p;
    if (pattern_compile(&p, expand(f, rpt_str_trim((rpt_str){rest.p, arrow})), &c)) status = RPT_CONFIG;
    else if (check_slots(f, &p) || compile_regex(f, &p, d)) status = RPT_CONFIG;
    memcpy(d->rule.types, p.slot_types, sizeof d->rule.types);
    memcpy(d->slot_of_group, p.slot_of_group, sizeof d->slot_of_group);
    d->groups = p.groups;
    for (uint32_t i = 0; i < p.n_anchors; i++) {
        *RPT_PUSH(&f->r->arena, f->r->anchors) = (anchored){p.anchors[i], f->r->rules.n - 1, false};
    }
    for (uint32_t i = 0; i < p.n_second; i++) {
        *RPT_PUSH(&f->r->arena, f->r->anchors) = (anchored){p.second[i], f->r->rules.n - 1, true};
    }
    rules_add_steps(f->r, &p);
    d->has_second = p.n_second > 0;
    d->always = p.n_anchors == 0;
    rpt_buf_clear(&p.regex);
    return status;
}

static rpt_status add_example(reader *f, rpt_str rest, bool positive) {
    if (!f->has_relation) return rpt_fail(f->m, RPT_CONFIG, f->place, "an example stands after the `relation` that it shows");
    *RPT_PUSH(&f->r->arena, f->r->examples) =
        (rpt_example){f->place, f->relation, f->first_domain, f->first_range, positive, rpt_arena_copy(&f->r->arena, rest)};
    return RPT_OK;
}

static const struct {
    const char *word;
    rpt_status (*read)(reader *, rpt_str);
} statements[] = {{"relation", set_relation}, {"domain", set_domain}, {"range", set_range},
                  {"phase", set_phase},       {"let", set_macro},     {"rule", add_rule}};

static rpt_status read_line(reader *f, rpt_str line) {
    const rpt_str trimmed = rpt_str_trim(line);
    if (!trimmed.len || trimmed.p[0] == '#') return RPT_OK;
    rpt_str rest = trimmed;
    const rpt_str word = rpt_str_cut(&rest, ' ');
    rest = rpt_str_trim(rest);
    f->place.column = rest.len ? (uint32_t)(rest.p - line.p) + 1 : 1;
    if (rpt_str_is(word, "+") || rpt_str_is(word, "-")) return add_example(f, rest, word.p[0] == '+');
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (rpt_str_is(word, statements[i].word)) return statements[i].read(f, rest);
    }
    return rpt_fail(f->m, RPT_CONFIG, f->place,
                    "`%.*s` starts no statement; a line is relation, domain, range, phase, let, rule, + or -", RPT_FMT(word));
}

static rpt_status read_file(rpt_rules *r, const char *path, const rpt_rules_vocabulary *v, rpt_messages *m) {
    rpt_buf text = {0};
    rpt_status status = rpt_file_read(&text, path, 16u << 20, m);
    reader f = {.r = r, .names = v, .m = m, .phase = RPT_PHASE_FACTS};
    f.place.file = rpt_arena_copy(&r->arena, rpt_str_of(path)).p;
    rpt_str rest = rpt_buf_view(&text);
    while (!status && rest.len) {
        f.place.line++;
        if (read_line(&f, rpt_str_cut(&rest, '\n'))) r->broken = true;
    }
    rpt_buf_clear(&text);
    return status;
}

static int is_rule_file(const struct dirent *e) {
    const char *dot = strrchr(e->d_name, '.');
    return dot && strcmp(dot, ".rules") == 0;
}

rpt_status rpt_rules_open(rpt_rules **out, const char *dir, const rpt_lexicon *x, const rpt_rules_vocabulary *v,
                          rpt_messages *m) {
    rpt_rules *r = calloc(1, sizeof *r);
    if (!r) abort();
    *out = r;
    r->lexicon = x;
    r->n_types = v->n_types;
    r->n_statuses = v->n_statuses;
    uint32_t classes = 1;
    while (rpt_lexicon_class_name(x, classes).len) classes++;
    r->n_classes = classes;
    r->classes.byte = rpt_arena_alloc(&r->arena, classes);
    (void)RPT_PUSH(&r->arena, r->rules);
    struct dirent **names;
    const int n = scandir(dir, &names, is_rule_file, alphasort);
    if (n < 0) return rpt_fail(m, RPT_CONFIG, (rpt_place){dir, 0, 0}, "no folder of rules here; set RAPPORTEUR_ONTOLOGY");
    rpt_status status = RPT_OK;
    for (int i = 0; i < n; i++) {
        rpt_buf path = {0};
        rpt_buf_printf(&path, "%s/%s", dir, names[i]->d_name);
        if (read_file(r, path.p, v, m)) status = RPT_CONFIG;
        rpt_buf_clear(&path);
        free(names[i]);
    }
    free(names);
    if (r->broken) status = RPT_CONFIG;
    rules_index(r);
    return status;
}

void rpt_rules_close(rpt_rules *r) {
    if (!r) return;
    for (uint32_t i = 1; i < r->rules.n; i++) pcre2_code_free(r->rules.at[i].code);
    if (r->jit) pthread_mutex_destroy(&r->jit->lock);
    rpt_arena arena = r->arena;
    rpt_arena_clear(&arena);
    free(r);
}

rpt_place rpt_rules_place(const rpt_rules *r, uint32_t number) {
    return number && number < r->rules.n ? r->rules.at[number].place : (rpt_place){NULL, 0, 0};
}

uint32_t rpt_rules_count(const rpt_rules *r) { return r->rules.n - 1; }
const rpt_rule *rpt_rules_get(const rpt_rules *r, uint32_t number) { return &r->rules.at[number].rule; }
uint32_t rpt_rules_examples(const rpt_rules *r) { return r->examples.n; }
const rpt_example *rpt_rules_example(const rpt_rules *r, uint32_t index) { return &r->examples.at[index]; }
