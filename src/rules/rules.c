/* SPDX-License-Identifier: ISC */
/* Rule files -> compiled rules. */
#include "rules/rules.h"
#include <stdlib.h>

struct rpt_rules {
    const rpt_lexicon *lexicon;
};

rpt_status rpt_rules_open(rpt_rules **out, const char *dir, const rpt_lexicon *x, rpt_messages *m) {
    (void)m, (void)dir;
    *out = rpt_realloc(NULL, sizeof **out);
    **out = (rpt_rules){x};
    return RPT_OK;
}

void rpt_rules_close(rpt_rules *r) { free(r); }

rpt_place rpt_rules_place(const rpt_rules *r, uint32_t number) {
    (void)r, (void)number;
    return (rpt_place){NULL, 0, 0};
}
