/* SPDX-License-Identifier: ISC */
/* Any bytes as NDJSON rows: what is read is written back the same, and the core mapping makes whole lines of it. */
#include "fuzz.h"
#include "map/map.h"
#include <sys/mman.h>
#include <unistd.h>

static rpt_mapping *mapping;

static rpt_status map_rows(void *user, rpt_rows *rows, rpt_arena *arena) {
    (void)user;
    rpt_buf out = {0};
    rpt_rows_write_ndjson(&out, rows);
    out.len = 0;
    rpt_rows_derive(rows, arena, false);
    const rpt_status status = rpt_map_rows(mapping, rows, arena, &out, NULL);
    if (out.len && out.p[out.len - 1] != '\n') abort();
    rpt_buf_clear(&out);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static char core[1024];
    const char *source = getenv("RPT_SOURCE"), *const files[] = {core};
    snprintf(core, sizeof core, "%s/ontology/mapping/core.ttl", source ? source : ".");
    const rpt_mapping_options options = {0};
    if (!mapping && rpt_mapping_open(&mapping, files, 1, &options, NULL)) abort();
    const int fd = memfd_create("rows", 0);
    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size) abort();
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    rpt_rows_read_ndjson(path, map_rows, NULL, NULL);
    close(fd);
    return 0;
}
