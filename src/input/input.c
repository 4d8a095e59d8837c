/* SPDX-License-Identifier: ISC */
/* Chooses the reader of a document's bytes and walks the inputs. */
#include "input/input.h"
#include <stdio.h>

rpt_status rpt_input_read(rpt_document *d, rpt_str source, rpt_str bytes, const rpt_input_options *o,
                          rpt_messages *m) {
    (void)o, (void)m;
    d->source = source;
    rpt_str name = source;
    for (uint32_t i = 0; i < source.len; i++) {
        if (source.p[i] == '/') name = (rpt_str){source.p + i + 1, source.len - i - 1};
    }
    for (uint32_t i = name.len; i-- > 1;) {
        if (name.p[i] == '.') {
            name.len = i;
            break;
        }
    }
    d->name = name;
    d->text = bytes;
    return RPT_OK;
}

rpt_status rpt_input_walk(const char *const *inputs, uint32_t n, const rpt_input_options *o, rpt_input_handler handler,
                          void *user, uint32_t *skipped, rpt_messages *m) {
    (void)o;
    for (uint32_t i = 0; i < n; i++) {
        rpt_buf b = {0};
        rpt_status status = rpt_file_read(&b, inputs[i], RPT_TEXT_MAX, m);
        if (status) ++*skipped;
        else status = handler(user, rpt_str_of(inputs[i]), rpt_buf_view(&b));
        rpt_buf_clear(&b);
        if (status > RPT_SKIPPED) return status;
    }
    return RPT_OK;
}
