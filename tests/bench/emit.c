/* SPDX-License-Identifier: ISC */
/*
 * Realistic quads to a file, twice: by a bare buffered writer (memcpy of ready terms into 1 MiB, literals looked through for
 * what wants escaping) and by the emitter's own calls. Prints seconds of both. usage: emit QUADS FILE
 */
#include "emit/emit.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ENTITIES = 50000, PREDICATES = 8, LITERALS = 4096 };
static rpt_str entity[ENTITIES], predicate[PREDICATES], graph[ENTITIES], literal[LITERALS];
static rpt_str entity_term[ENTITIES], predicate_term[PREDICATES], graph_term[ENTITIES];
static rpt_arena arena;
static rpt_buf term;

static rpt_str rendered(rpt_str iri) {
    term.len = 0;
    if (!rpt_term_iri(&term, iri, false)) abort();
    return rpt_arena_copy(&arena, rpt_buf_view(&term));
}

static void prepare(void) {
    for (uint32_t i = 0; i < ENTITIES; i++) {
        entity[i] = rpt_arena_printf(&arena, "https://w3id.org/rapporteur/data/entity/Q%u", i * 37 + 1000);
        graph[i] = rpt_arena_printf(&arena, "https://w3id.org/rapporteur/data/document/press-conference-%05u", i / 5);
        entity_term[i] = rendered(entity[i]);
        graph_term[i] = rendered(graph[i]);
    }
    for (uint32_t i = 0; i < PREDICATES; i++) {
        predicate[i] = rpt_arena_printf(&arena, "https://w3id.org/rapporteur/ns#property_%u", i);
        predicate_term[i] = rendered(predicate[i]);
    }
    for (uint32_t i = 0; i < LITERALS; i++)
        literal[i] = rpt_arena_printf(&arena, i % 16 ? "Foreign Minister of country %u" : "\xC3\x89lys\xC3\xA9" "e \"%u\" says", i);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static char *put(char *to, rpt_str s) {
    memcpy(to, s.p, s.len);
    return to + s.len;
}

static double bare(uint32_t quads, const char *path) {
    static char buffer[1 << 20];
    const double begin = now();
    FILE *f = fopen(path, "wb");
    if (!f) exit(3);
    setvbuf(f, NULL, _IONBF, 0);
    char *to = buffer;
    for (uint32_t i = 0; i < quads; i++) {
        if (to - buffer > (1 << 20) - 2048) {
            fwrite(buffer, 1, (size_t)(to - buffer), f);
            to = buffer;
        }
        const uint32_t e = i * 7919u % ENTITIES;
        to = put(to, entity_term[e]), *to++ = ' ';
        to = put(to, predicate_term[i % PREDICATES]), *to++ = ' ';
        if (i % 3) {
            to = put(to, entity_term[i * 31u % ENTITIES]);
        } else {
            const rpt_str s = literal[i % LITERALS];
            *to++ = '"';
            if (strcspn(s.p, "\"\\\n\r\t") == s.len) {
                to = put(to, s);
            } else {
                for (uint32_t k = 0; k < s.len; k++) {
                    if (s.p[k] == '"') *to++ = '\\';
                    *to++ = s.p[k];
                }
            }
            *to++ = '"';
        }
        *to++ = ' ', to = put(to, graph_term[e]);
        memcpy(to, " .\n", 3), to += 3;
    }
    fwrite(buffer, 1, (size_t)(to - buffer), f);
    if (fclose(f)) exit(3);
    return now() - begin;
}

/** As the mapping does it: known terms are copied, literals are rendered each time, the sink gets a document's lines. */
static double ours(uint32_t quads, const char *path) {
    const double begin = now();
    rpt_sink sink;
    rpt_buf out = {0};
    if (rpt_sink_open(&sink, path, NULL)) exit(3);
    for (uint32_t i = 0; i < quads; i++) {
        const uint32_t e = i * 7919u % ENTITIES;
        const rpt_str s = entity_term[e], p = predicate_term[i % PREDICATES], g = graph_term[e];
        rpt_buf_reserve(&out, 4096);
        char *to = out.p + out.len;
        to = put(to, s), *to++ = ' ';
        to = put(to, p), *to++ = ' ';
        out.len = (size_t)(to - out.p);
        if (i % 3) rpt_buf_str(&out, entity_term[i * 31u % ENTITIES]);
        else rpt_term_literal(&out, literal[i % LITERALS], false);
        to = out.p + out.len;
        *to++ = ' ', to = put(to, g);
        memcpy(to, " .\n", 3), to += 3;
        out.len = (size_t)(to - out.p);
        if (i % 512) continue;
        if (rpt_sink_write(&sink, out.p, out.len)) exit(3);
        out.len = 0;
    }
    if (rpt_sink_write(&sink, out.p, out.len) || rpt_sink_close(&sink, true)) exit(3);
    rpt_buf_clear(&out);
    return now() - begin;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    const uint32_t quads = (uint32_t)atoi(argv[1]);
    prepare();
    double best[2] = {1e9, 1e9};
    for (int round = 0; round < 5; round++) {
        const double b = bare(quads, argv[2]), o = ours(quads, argv[2]);
        if (b < best[0]) best[0] = b;
        if (o < best[1]) best[1] = o;
    }
    printf("%.3f %.3f\n", best[0], best[1]);
    rpt_arena_clear(&arena);
    rpt_buf_clear(&term);
    return 0;
}
