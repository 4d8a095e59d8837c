/* SPDX-License-Identifier: ISC */
/* The resolver: opens what is the same for all documents and runs its parts in order. */
#include "resolve/parts.h"
#include <stdlib.h>

static const char *const class_names[] = {
#define X(name, text) text,
    RPT_RESOLVE_CLASS_LIST(X)
#undef X
};

rpt_status rpt_resolver_open(rpt_resolver **out, const rpt_gazetteer *g, const rpt_lexicon *x, rpt_messages *m) {
    (void)m;
    rpt_resolver *r = rpt_realloc(NULL, sizeof *r);
    *r = (rpt_resolver){g, x, {0}};
    for (uint32_t i = 0; i < RPT_RESOLVE_CLASSES; i++) r->class[i] = rpt_lexicon_class(x, rpt_str_of(class_names[i]));
    *out = r;
    return RPT_OK;
}

void rpt_resolver_close(rpt_resolver *r) { free(r); }

static bool has_entities(const rpt_document *d) { return d->entities.n > 1; }

void rpt_resolve(const rpt_resolver *r, rpt_document *d) {
    rpt_resolving w = {.r = r, .d = d, .arena = d->arena};
    if (!has_entities(d)) {
        rpt_resolve_names(&w);
        rpt_corefer(&w);
        rpt_make_entities(&w);
        rpt_disambiguate(&w);
    }
    rpt_give_ids(&w);
}
