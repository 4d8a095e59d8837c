/* SPDX-License-Identifier: ISC */
#ifndef RPT_MAP_JSON_H
#define RPT_MAP_JSON_H
/* JSON as an array of nodes in document order, and paths over it. Private to map/. */
#include "base/base.h"

typedef enum { RPT_JSON_NULL, RPT_JSON_BOOLEAN, RPT_JSON_NUMBER, RPT_JSON_STRING, RPT_JSON_OBJECT, RPT_JSON_ARRAY } rpt_json_kind;

/** The children of a node stand behind it, up to `end`; the next sibling is at `end`. */
typedef struct {
    uint8_t kind;
    rpt_str key, text;
    uint32_t end;
} rpt_json_node;

typedef struct {
    rpt_arena *arena;
    RPT_ARRAY(rpt_json_node) nodes;
} rpt_json;

rpt_status rpt_json_parse(rpt_json *j, rpt_arena *arena, rpt_str text, const char *path, rpt_messages *m);

typedef enum { RPT_STEP_KEY, RPT_STEP_INDEX, RPT_STEP_ALL, RPT_STEP_DEEP } rpt_step_kind; ///< DEEP: the node and all below it
typedef struct {
    uint8_t kind;
    rpt_str key;
    int64_t index;
} rpt_step;
typedef struct {
    RPT_ARRAY(rpt_step) steps;
} rpt_json_path;

/** $.a['b'].c[*][0]..d; `a.b` is read as `$.a.b`. False where it is no path of that kind. */
bool rpt_json_path_compile(rpt_json_path *out, rpt_arena *arena, rpt_str text);

typedef RPT_ARRAY(uint32_t) rpt_json_nodes;
/** The nodes that the path leads to from `root`, in document order; `work` is a second list to work with. */
void rpt_json_select(const rpt_json *j, const rpt_json_path *path, uint32_t root, rpt_json_nodes *out, rpt_json_nodes *work);

#endif
