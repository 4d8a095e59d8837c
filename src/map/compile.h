/* SPDX-License-Identifier: ISC */
#ifndef RPT_MAP_COMPILE_H
#define RPT_MAP_COMPILE_H
/* What the files of the compiler share. Private to map/. */
#include "emit/emit.h"
#include "map/program.h"

typedef struct {
    rpt_mapping *mapping;
    rpt_graph *g;
    rpt_triples_map *map; ///< being compiled
    rpt_messages *m;
    rpt_status status;
} rpt_compiler;

/** Where a term stands decides which types it may have. VALUE: language, datatype, side of a join. */
typedef enum { RPT_ROLE_SUBJECT, RPT_ROLE_PREDICATE, RPT_ROLE_OBJECT, RPT_ROLE_GRAPH, RPT_ROLE_VALUE } rpt_role;

rpt_status rpt_compile_fail(rpt_compiler *c, rpt_place place, const char *what, rpt_str about);
/** The next triple of `subject` with the mapping's property `name` after number `after` (0 = first), marked as understood;
 *  numbers count from 1, 0 = no more. */
uint32_t rpt_compile_next(rpt_compiler *c, uint32_t subject, const char *name, uint32_t after);
const rpt_node *rpt_compile_object(const rpt_compiler *c, uint32_t found);

rpt_term_map *rpt_compile_constant(rpt_compiler *c, uint32_t node, rpt_role role, rpt_place place);
rpt_term_map *rpt_compile_term(rpt_compiler *c, uint32_t node, rpt_role role, rpt_place place);
rpt_term_map *rpt_compile_reference(rpt_compiler *c, rpt_str reference, rpt_place place);
/** The targets that a term map's node names, as bits. */
uint64_t rpt_compile_targets(rpt_compiler *c, uint32_t node);
/** A path as written -> from where the program runs (`here`), or beside the mapping. */
rpt_str rpt_compile_path(rpt_compiler *c, rpt_str path, bool here, rpt_place place);
void rpt_compile_source(rpt_compiler *c, rpt_triples_map *map);
/** The number of a reference among those of the map; checked against the columns where the source is rows. */
uint32_t rpt_compile_ref(rpt_compiler *c, rpt_str text, rpt_place place);

#endif
