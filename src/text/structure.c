/* SPDX-License-Identifier: ISC */
/*
 * Text -> blocks and turns. In: text, blocks as the input gave them (none for plain text). Out: every line that is not
 * empty in exactly one block, in order.
 */
#include "text/text.h"

void rpt_text_structure(rpt_document *d) {
    if (d->blocks.n) return;
    for (uint32_t at = 0; at < d->text.len;) {
        const char *line = d->text.p + at;
        const char *nl = memchr(line, '\n', d->text.len - at);
        const uint32_t end = nl ? (uint32_t)(nl - d->text.p) : d->text.len;
        if (rpt_str_trim((rpt_str){line, end - at}).len) {
            *RPT_PUSH(d->arena, d->blocks) = (rpt_block){.span = {at, end}, .kind = RPT_BLOCK_PARAGRAPH};
        }
        at = end + 1;
    }
}
