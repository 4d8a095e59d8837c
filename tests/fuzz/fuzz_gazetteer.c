/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target of the gazetteer. The input is an image: as it is, and again with a header that is made to pass, so that the
 * fuzzer gets behind the checksum.
 */
#include "fuzz.h"
#include "gazetteer/format.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void say_nothing(void *user, rpt_severity severity, rpt_place place, const char *text) {
    (void)user, (void)severity, (void)place, (void)text;
}
static rpt_messages quiet = {say_nothing, NULL};

static void ask(const rpt_gazetteer *g) {
    static const char *const names[] = {"Armenia", "Sergey Lavrov", "Republic of Armenia", "S.V.Lavrov"};
    rpt_tenure t[4];
    volatile uint32_t sum = 0;
    uint32_t n;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const rpt_alias *a = rpt_gazetteer_aliases(g, rpt_gazetteer_find(g, rpt_str_of(names[i])), &n);
        for (uint32_t k = 0; k < n && k < 100; k++) sum += rpt_gazetteer_entry(g, a[k].entry).name.len;
    }
    for (uint32_t i = 1; i <= rpt_gazetteer_entries(g) && i < 100; i++) {
        const rpt_entry e = rpt_gazetteer_entry(g, i);
        for (uint32_t k = 0; k < e.name.len; k++) sum += (unsigned char)e.name.p[k];
        sum += rpt_gazetteer_by_qid(g, e.qid);
        n = rpt_gazetteer_offices_of(g, i, t, 4) + rpt_gazetteer_holders(g, RPT_LIT("president"), i, 0, t, 4);
        for (uint32_t k = 0; k < n && k < 4; k++) sum += t[k].title.len ? (unsigned char)t[k].title.p[0] : 0;
    }
    const rpt_str sources = rpt_gazetteer_sources(g);
    for (uint32_t k = 0; k < sources.len; k++) sum += (unsigned char)sources.p[k];
}

static void open_and_ask(const uint8_t *data, size_t size) {
    const int fd = memfd_create("image", 0);
    char path[64];
    rpt_gazetteer *g = NULL;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (fd >= 0 && write(fd, data, size) == (ssize_t)size && !rpt_gazetteer_open(&g, path, &quiet)) ask(g);
    rpt_gazetteer_close(g);
    if (fd >= 0) close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    open_and_ask(data, size);
    if (size < sizeof(rpt_gaz_header)) return 0;
    uint8_t *copy = malloc(size);
    memcpy(copy, data, size);
    rpt_gaz_header h;
    memcpy(&h, copy, sizeof h);
    memcpy(h.magic, RPT_GAZ_MAGIC, 8);
    h.version = RPT_GAZ_VERSION;
    h.order = RPT_GAZ_ORDER;
    h.size = size;
    h.checksum = rpt_gaz_checksum(&h);
    memcpy(copy, &h, sizeof h);
    open_and_ask(copy, size);
    free(copy);
    return 0;
}
