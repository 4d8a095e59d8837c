/* SPDX-License-Identifier: ISC */
#ifndef RPT_GRAPH_FILE_H
#define RPT_GRAPH_FILE_H
/* A store without a server: one SQLite file of terms and quads, in which whole graphs are replaced. */
#include "rapporteur.h"
#include "query/dataset.h"

/** As rpt_load_run, into the file that `o->store.endpoint` names, which is made where it is not there. */
rpt_status rpt_graph_file_load(const rpt_load_options *o, rpt_load_counts *counts, rpt_messages *m);
/** Whether a file begins as one of SQLite's does. */
bool rpt_graph_file_is(rpt_str head);
/** Adds all quads of the file. Errors: RPT_CONFIG. */
rpt_status rpt_graph_file_read(rpt_dataset *d, const char *path, rpt_messages *m);

#endif
