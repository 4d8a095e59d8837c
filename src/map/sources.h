/* SPDX-License-Identifier: ISC */
#ifndef RPT_MAP_SOURCES_H
#define RPT_MAP_SOURCES_H
/* What the readers of sources share. Private to map/. */
#include "map/program.h"

/** Whether the source says that this value stands for none. */
bool rpt_source_is_null(const rpt_source *s, rpt_str value);
/** A whole file, unpacked (gzip, zip with one file), as UTF-8 (from UTF-16 by its mark). */
rpt_status rpt_source_bytes(rpt_buf *out, const rpt_source *s, rpt_messages *m);

rpt_status rpt_json_each(const rpt_triples_map *map, rpt_record_each each, void *user, rpt_messages *m);
rpt_status rpt_json_check(const rpt_triples_map *map, rpt_messages *m);
rpt_status rpt_xml_each(const rpt_triples_map *map, rpt_record_each each, void *user, rpt_messages *m);
rpt_status rpt_xml_check(const rpt_triples_map *map, rpt_messages *m);

#endif
