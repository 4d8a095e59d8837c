/* SPDX-License-Identifier: ISC */
/* The image: one file mapped read-only. */
#include "gazetteer/gazetteer.h"
#include <stdlib.h>

struct rpt_gazetteer {
    int unused;
};

rpt_status rpt_gazetteer_open(rpt_gazetteer **out, const char *path, rpt_messages *m) {
    (void)path, (void)m;
    *out = rpt_realloc(NULL, sizeof **out);
    return RPT_OK;
}
void rpt_gazetteer_close(rpt_gazetteer *g) { free(g); }
