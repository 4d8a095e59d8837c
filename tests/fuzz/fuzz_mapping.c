/* SPDX-License-Identifier: ISC */
/* Any bytes as a mapping: compiled or refused, and what compiles maps a few rows. */
#include "fuzz.h"
#include "map/map.h"
#include <sys/mman.h>
#include <unistd.h>

/** Raptor's Turtle parser loses terms where it stops at a mistake. Our own files' leaks are found by the tests that succeed. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libraptor2"; }

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    const int fd = memfd_create("mapping", 0);
    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size) abort();
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    const char *const files[] = {path};
    const rpt_mapping_options options = {0};
    rpt_mapping *mapping;
    rpt_arena arena = {0};
    rpt_rows rows = {0};
    rpt_buf out = {0};
    rpt_rows_name(&rows, &arena, RPT_LIT("d"));
    rpt_rows_derive(&rows, &arena, false);
    if (!rpt_mapping_open(&mapping, files, 1, &options, NULL)) rpt_map_rows(mapping, &rows, &arena, &out, NULL);
    rpt_mapping_close(mapping);
    rpt_buf_clear(&out);
    rpt_arena_clear(&arena);
    close(fd);
    return 0;
}
