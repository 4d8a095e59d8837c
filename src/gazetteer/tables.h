/* SPDX-License-Identifier: ISC */
#ifndef RPT_GAZETTEER_TABLES_H
#define RPT_GAZETTEER_TABLES_H
/* The tables of a build in memory: rows of names and of offices, as read. Seen by tables.c and build.c alone. */
#include "gazetteer/gazetteer.h"

typedef struct {
    rpt_str name;
    uint32_t flags;
} rpt_gaz_name;

typedef struct {
    rpt_str name, qid, country, kind;
    uint32_t number; ///< of the QID
    uint32_t order;  ///< row number over all tables
    uint32_t alias, aliases; ///< index into names, count; the first is the name itself
    uint16_t prior;
    uint8_t type;
} rpt_gaz_row;

typedef struct {
    rpt_str of, person, title;
    int32_t from, to;
    rpt_place place;
} rpt_gaz_office;

typedef struct {
    rpt_arena arena;
    RPT_ARRAY(rpt_gaz_row) rows;
    RPT_ARRAY(rpt_gaz_name) names;
    RPT_ARRAY(rpt_gaz_office) offices;
    rpt_buf sources; ///< names of the tables, one a line
    bool failed;     ///< a line was reported
} rpt_gaz_tables;

/** Reads all *.tsv of a folder in the order of their names, or one table. Reports every bad line. */
rpt_status rpt_gaz_tables_read(rpt_gaz_tables *t, const char *path, rpt_messages *m);
void rpt_gaz_tables_clear(rpt_gaz_tables *t);

#endif
