/* SPDX-License-Identifier: ISC */
/*
 * JSON text -> nodes in one array, by yajl's callbacks: no tree of pointers, no recursion, so depth costs nothing. Paths are
 * lists of steps over ranges of that array.
 */
#include "map/json.h"
#include <yajl/yajl_parse.h>

typedef struct {
    rpt_json *j;
    RPT_ARRAY(uint32_t) open;
    rpt_str key;
} parsing;

static rpt_json_node *add(parsing *p, uint8_t kind, const char *text, size_t len) {
    rpt_json_node *n = RPT_PUSH(p->j->arena, p->j->nodes);
    *n = (rpt_json_node){kind, p->key, {"", 0}, p->j->nodes.n};
    if (text) n->text = rpt_arena_copy(p->j->arena, (rpt_str){text, (uint32_t)len});
    p->key = (rpt_str){"", 0};
    return n;
}

static int on_null(void *user) { return add(user, RPT_JSON_NULL, NULL, 0) != NULL; }
static int on_boolean(void *user, int b) { return add(user, RPT_JSON_BOOLEAN, b ? "true" : "false", b ? 4 : 5) != NULL; }
static int on_number(void *user, const char *s, size_t n) { return add(user, RPT_JSON_NUMBER, s, n) != NULL; }
static int on_string(void *user, const unsigned char *s, size_t n) { return add(user, RPT_JSON_STRING, (const char *)s, n) != NULL; }
static int on_key(void *user, const unsigned char *s, size_t n) {
    parsing *p = user;
    p->key = rpt_arena_copy(p->j->arena, (rpt_str){(const char *)s, (uint32_t)n});
    return 1;
}
static int open_node(parsing *p, uint8_t kind) {
    add(p, kind, NULL, 0);
    *RPT_PUSH(p->j->arena, p->open) = p->j->nodes.n - 1;
    return 1;
}
static int on_object(void *user) { return open_node(user, RPT_JSON_OBJECT); }
static int on_array(void *user) { return open_node(user, RPT_JSON_ARRAY); }
static int on_close(void *user) {
    parsing *p = user;
    p->j->nodes.at[p->open.at[--p->open.n]].end = p->j->nodes.n;
    return 1;
}

static const yajl_callbacks callbacks = {on_null,   on_boolean, NULL,     NULL,     on_number, on_string,
                                         on_object, on_key,     on_close, on_array, on_close};

rpt_status rpt_json_parse(rpt_json *j, rpt_arena *arena, rpt_str text, const char *path, rpt_messages *m) {
    *j = (rpt_json){.arena = arena};
    parsing p = {.j = j, .key = {"", 0}};
    yajl_handle h = yajl_alloc(&callbacks, NULL, &p);
    yajl_status s = yajl_parse(h, (const unsigned char *)text.p, text.len);
    if (s == yajl_status_ok) s = yajl_complete_parse(h);
    rpt_status status = RPT_OK;
    if (s != yajl_status_ok) {
        uint32_t line = 1;
        const size_t at = yajl_get_bytes_consumed(h);
        for (size_t i = 0; i < at && i < text.len; i++) line += text.p[i] == '\n';
        unsigned char *why = yajl_get_error(h, 0, (const unsigned char *)text.p, text.len);
        status = rpt_fail(m, RPT_CONFIG, (rpt_place){path, line, 0}, "not JSON: %.*s", RPT_FMT(rpt_str_trim(rpt_str_of((const char *)why))));
        yajl_free_error(h, why);
    }
    yajl_free(h);
    return status;
}

/* -- Paths ----------------------------------------------------------------------------------- */

static void add_step(rpt_json_path *path, rpt_arena *arena, rpt_step_kind kind, rpt_str key, int64_t index) {
    *RPT_PUSH(arena, path->steps) = (rpt_step){(uint8_t)kind, key, index};
}

/** A name up to the next dot or bracket. */
static bool take_name(rpt_json_path *path, rpt_arena *arena, rpt_str *rest) {
    uint32_t n = 0;
    while (n < rest->len && !strchr(".[]", rest->p[n])) n++;
    const rpt_str name = {rest->p, n};
    rest->p += n, rest->len -= n;
    if (!n) return false;
    if (rpt_str_is(name, "*")) add_step(path, arena, RPT_STEP_ALL, name, 0);
    else add_step(path, arena, RPT_STEP_KEY, name, 0);
    return true;
}

/** `'a name'` or `"a name"`, a backslash before a quote or a backslash. */
static bool take_quoted(rpt_json_path *path, rpt_arena *arena, rpt_str *rest) {
    const char quote = rest->p[0];
    rpt_buf name = {0};
    uint32_t i = 1;
    for (; i < rest->len && rest->p[i] != quote; i++) {
        if (rest->p[i] == '\\' && i + 1 < rest->len) i++;
        rpt_buf_char(&name, rest->p[i]);
    }
    add_step(path, arena, RPT_STEP_KEY, rpt_arena_copy(arena, rpt_buf_view(&name)), 0);
    rpt_buf_clear(&name);
    if (i >= rest->len) return false;
    rest->p += i + 1, rest->len -= i + 1;
    return true;
}

static bool take_index(rpt_json_path *path, rpt_arena *arena, rpt_str *rest) {
    uint32_t i = 0;
    int64_t n = 0;
    const bool negative = rest->len && rest->p[0] == '-';
    for (i = negative; i < rest->len && i < 12 && rest->p[i] >= '0' && rest->p[i] <= '9'; i++) n = n * 10 + (rest->p[i] - '0');
    if (i == negative) return false;
    add_step(path, arena, RPT_STEP_INDEX, (rpt_str){"", 0}, negative ? -n : n);
    rest->p += i, rest->len -= i;
    return true;
}

static bool take_bracket(rpt_json_path *path, rpt_arena *arena, rpt_str *rest) {
    if (!rest->len) return false;
    bool good = false;
    if (rest->p[0] == '*') {
        add_step(path, arena, RPT_STEP_ALL, (rpt_str){"", 0}, 0);
        rest->p++, rest->len--;
        good = true;
    } else if (rest->p[0] == '\'' || rest->p[0] == '"') {
        good = take_quoted(path, arena, rest);
    } else {
        good = take_index(path, arena, rest);
    }
    if (!good || !rest->len || rest->p[0] != ']') return false;
    rest->p++, rest->len--;
    return true;
}

bool rpt_json_path_compile(rpt_json_path *out, rpt_arena *arena, rpt_str text) {
    *out = (rpt_json_path){0};
    rpt_str rest = text;
    if (!rest.len) return false;
    if (rest.p[0] == '$' || rest.p[0] == '@') rest.p++, rest.len--;
    else if (rest.p[0] != '[' && !take_name(out, arena, &rest)) return false;
    while (rest.len) {
        const char c = rest.p[0];
        rest.p++, rest.len--;
        if (c == '[') {
            if (!take_bracket(out, arena, &rest)) return false;
        } else if (c == '.' && rest.len && rest.p[0] == '.') {
            rest.p++, rest.len--;
            add_step(out, arena, RPT_STEP_DEEP, (rpt_str){"", 0}, 0);
            if (rest.len && rest.p[0] != '[' && !take_name(out, arena, &rest)) return false;
            if (!rest.len && out->steps.at[out->steps.n - 1].kind == RPT_STEP_DEEP) return false;
        } else if (c != '.' || !take_name(out, arena, &rest)) {
            return false;
        }
    }
    return true;
}

static void put(const rpt_json *j, rpt_json_nodes *list, uint32_t node) { *RPT_PUSH(j->arena, *list) = node; }

static void take_step(const rpt_json *j, const rpt_step *s, uint32_t node, rpt_json_nodes *out) {
    const rpt_json_node *n = &j->nodes.at[node];
    if (s->kind == RPT_STEP_DEEP) {
        for (uint32_t i = node; i < n->end; i++) put(j, out, i);
        return;
    }
    const bool object = n->kind == RPT_JSON_OBJECT, array = n->kind == RPT_JSON_ARRAY;
    if (!object && !array) return;
    int64_t at = 0, wanted = s->index;
    if (s->kind == RPT_STEP_INDEX && wanted < 0) {
        for (uint32_t i = node + 1; i < n->end; i = j->nodes.at[i].end) wanted++;
    }
    for (uint32_t i = node + 1; i < n->end; i = j->nodes.at[i].end, at++) {
        if (s->kind == RPT_STEP_ALL || (s->kind == RPT_STEP_KEY && object && rpt_str_equal(j->nodes.at[i].key, s->key)) ||
            (s->kind == RPT_STEP_INDEX && array && at == wanted))
            put(j, out, i);
    }
}

void rpt_json_select(const rpt_json *j, const rpt_json_path *path, uint32_t root, rpt_json_nodes *out, rpt_json_nodes *work) {
    out->n = 0;
    put(j, out, root);
    for (uint32_t s = 0; s < path->steps.n; s++) {
        work->n = 0;
        for (uint32_t i = 0; i < out->n; i++) take_step(j, &path->steps.at[s], out->at[i], work);
        const rpt_json_nodes swap = *out;
        *out = *work;
        *work = swap;
    }
}
