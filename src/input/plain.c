/* SPDX-License-Identifier: ISC */
/* Plain text -> a document: the text is the file's, byte for byte where it is UTF-8. Blocks are left to the text stage. */
#include "input/reader.h"

rpt_status rpt_read_plain(rpt_document *d, const rpt_decoded *from, rpt_messages *m) {
    (void)m;
    d->text = from->utf8;
    for (uint32_t i = 0; i < from->runs.n; i++) *RPT_PUSH(d->arena, d->origins) = from->runs.at[i];
    return RPT_OK;
}
