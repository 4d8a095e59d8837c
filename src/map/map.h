/* SPDX-License-Identifier: ISC */
#ifndef RPT_MAP_H
#define RPT_MAP_H
/*
 * RML: rows or any CSV, JSON or XML source -> lines of N-Quads. A mapping is compiled once and const afterwards, so threads
 * share it; a call that maps touches only its own arguments.
 */
#include "base/base.h"
#include "record/record.h"

typedef struct rpt_mapping rpt_mapping;

typedef struct {
    const char *base; ///< what relative IRIs stand on; NULL = https://w3id.org/rapporteur/data/
    bool no_mentions; ///< leave out the maps over mention rows
    bool ascii;       ///< \uXXXX for all that is not ASCII
    bool triples;     ///< no graph term: N-Triples
} rpt_mapping_options;

/** Reads and compiles the files as one mapping. Errors: RPT_CONFIG, all of them reported, each with file and line. */
rpt_status rpt_mapping_open(rpt_mapping **out, const char *const *files, uint32_t n, const rpt_mapping_options *o,
                            rpt_messages *m);
void rpt_mapping_close(rpt_mapping *mapping); ///< NULL allowed
uint64_t rpt_mapping_hash(const rpt_mapping *mapping); ///< of the bytes of its files
bool rpt_mapping_reads_rows(const rpt_mapping *mapping);
bool rpt_mapping_reads_sources(const rpt_mapping *mapping);

/** The quads of one document's rows (derived columns filled), no line twice. `arena` is for scratch. */
rpt_status rpt_map_rows(const rpt_mapping *mapping, const rpt_rows *rows, rpt_arena *arena, rpt_buf *out, rpt_messages *m);

/** The quads of the mapping's own sources, in pieces; paths are relative to the mapping's folder. */
rpt_status rpt_map_sources(const rpt_mapping *mapping, rpt_status (*take)(void *user, rpt_str lines), void *user,
                           rpt_messages *m);

#endif
