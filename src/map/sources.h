/* SPDX-License-Identifier: ISC */
#ifndef RPT_MAP_SOURCES_H
#define RPT_MAP_SOURCES_H
/* What the readers of sources share. Private to map/. */
#include "map/program.h"

/** Whether the source says that this value stands for none. */
bool rpt_source_is_null(const rpt_source *s, rpt_str value);

#endif
