/* SPDX-License-Identifier: ISC */
/*
 * A fuzz target defines LLVMFuzzerTestOneInput. Built with libFuzzer (-fsanitize=fuzzer, RPT_LIBFUZZER) that is all; otherwise
 * this main replays the files it is given, each also cut at many places and with bytes turned over, so that any compiler can
 * run the seeds.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#ifndef RPT_LIBFUZZER
/** A copy of exact size, so that a sanitizer sees the first byte read too far. */
static void try_bytes(const uint8_t *bytes, size_t size) {
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) abort();
    memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void try_changed(const uint8_t *bytes, size_t size, uint32_t seed) {
    uint8_t *copy = malloc(size + 1);
    if (!copy) abort();
    memcpy(copy, bytes, size);
    for (int i = 0; i < 4 && size; i++) {
        seed = seed * 1664525u + 1013904223u;
        copy[(seed >> 8) % size] ^= (uint8_t)(1u << (seed >> 29));
    }
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

int main(int argc, char **argv) {
    const char *mode = getenv("RPT_MODE");
    const uint32_t rounds = mode && !strcmp(mode, "full") ? 50000 : 512;
    for (int i = 1; i < argc; i++) {
        static uint8_t bytes[1 << 20];
        FILE *f = fopen(argv[i], "rb");
        if (!f) return perror(argv[i]), 1;
        const size_t size = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        try_bytes(bytes, size);
        const size_t step = size / 512 + 1;
        for (size_t cut = 0; cut < size; cut += step) try_bytes(bytes, cut);
        for (uint32_t seed = 0; seed < rounds; seed++) try_changed(bytes, size, seed);
    }
    printf("%d seeds replayed\n", argc - 1);
    return 0;
}
#endif
