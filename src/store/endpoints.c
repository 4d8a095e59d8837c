/* SPDX-License-Identifier: ISC */
/* The stores: one row each. In: a name and a URL. Out: the URLs of what the store offers. */
#include "store/store.h"

static const rpt_store_kind stores[] = {
    {"gsp", "", "graph", "", "", false, false},
    {"oxigraph", "/store", "graph", "/query", "/update", false, true},
    {"fuseki", "/data", "graph", "/query", "/update", false, true},
    {"virtuoso", "/sparql-graph-crud-auth", "graph-uri", "/sparql", "/sparql-auth", true, false},
};
enum { N_STORES = sizeof stores / sizeof *stores };

rpt_status rpt_store_find(const rpt_store_kind **out, const char *name, rpt_messages *m) {
    for (uint32_t i = 0; i < N_STORES; i++) {
        *out = &stores[i];
        if (!name || !strcmp(stores[i].name, name)) return RPT_OK;
    }
    return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "no store `%s`; fuseki, virtuoso, oxigraph, gsp and file are there", name);
}

void rpt_store_url(rpt_buf *out, const char *endpoint, const char *path) {
    rpt_str url = rpt_str_of(endpoint);
    const uint32_t n = (uint32_t)strlen(path);
    while (url.len && url.p[url.len - 1] == '/' && n) url.len--;
    rpt_buf_str(out, url);
    if (url.len < n || memcmp(url.p + url.len - n, path, n)) rpt_buf_z(out, path);
}
