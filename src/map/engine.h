/* SPDX-License-Identifier: ISC */
#ifndef RPT_MAP_ENGINE_H
#define RPT_MAP_ENGINE_H
/* One run of a mapping: what its files share. Private to map/. */
#include "emit/emit.h"
#include "map/program.h"

/** A rendered term: of the program (p), or of the run's scratch (p NULL, offset). Length 0 = the default graph. */
typedef struct {
    const char *p;
    uint32_t offset, len;
    uint64_t targets; ///< of its term map
    uint64_t hash;    ///< of the bytes
} rpt_rendered;
typedef RPT_ARRAY(rpt_rendered) rpt_rendered_list;

typedef struct rpt_join_table rpt_join_table;

typedef struct {
    const rpt_mapping *mapping;
    const rpt_triples_map *map; ///< whose base holds
    const rpt_rows *rows;       ///< NULL = the mapping's own sources
    rpt_arena *arena;
    rpt_messages *m;
    bool strict;       ///< bad data is an error, else a warning and no triple
    rpt_buf scratch;   ///< rendered terms of the record
    rpt_buf value;     ///< a term being built
    rpt_buf *out;
    rpt_rendered_list subjects, predicates, objects, graphs;
    rpt_rendered *steady; ///< terms that hold for the document, once they are known (p)
    struct rpt_seen {
        uint64_t hash;
        size_t offset; ///< + 1, of a line in out
    } *seen; ///< open addressing
    size_t mask, lines;
    rpt_join_table **joins;
    rpt_buf *targets;   ///< lines that go elsewhere
    uint64_t record;    ///< number of the record, for blank nodes that are only told apart
    rpt_status (*full)(void *user, rpt_str lines); ///< takes pieces of out; NULL = out grows
    void *user;
} rpt_engine;

/** Appends the terms that a term map makes of a record: none, one, or several. */
rpt_status rpt_render(rpt_engine *e, const rpt_term_map *t, const rpt_values *values, rpt_rendered_list *to);
/** The same as plain strings in the arena, for joins. */
uint32_t rpt_render_plain(rpt_engine *e, const rpt_term_map *t, const rpt_values *values, const rpt_str **out);
/** Appends the subjects of the parent's records that meet the conditions. */
rpt_status rpt_join_look_up(rpt_engine *e, const rpt_join *join, const rpt_values *values, rpt_rendered_list *to);
/** Calls `each` for the records of a map's source: rows of the document, or a file. */
rpt_status rpt_each_record(rpt_engine *e, const rpt_triples_map *map, rpt_record_each each, void *user);

/** Writes the files of the mapping's targets. */
rpt_status rpt_targets_write(rpt_engine *e);

#endif
