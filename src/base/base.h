/* SPDX-License-Identifier: ISC */
#ifndef RPT_BASE_H
#define RPT_BASE_H
/*
 * What every file stands on: status, messages, views, arrays, arena, buffer, UTF-8.
 *
 * Conventions of the whole library
 *  - rpt_ + noun + verb. File-local functions have no prefix and are static.
 *  - Word pairs mean ownership: open/close (operating-system resource), new/free (heap),
 *    init/clear (storage of the caller); at/of/get lend.
 *  - Fallible functions return rpt_status and put results through out parameters, first.
 *    Whoever notices a mistake reports it once, to rpt_messages; whoever passes it on is silent.
 *  - Sizes and offsets are uint32_t bytes unless a comment says otherwise; spans are half-open.
 *    A document is capped (RPT_TEXT_MAX) so that uint32_t arithmetic cannot overflow.
 *  - Text is rpt_str (a view, never owned, never NUL-terminated) or rpt_buf (owned, grows).
 *  - No recursion over input, no global mutable state.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** The status of a call is also the exit code of the program that stops because of it. */
typedef enum {
    RPT_OK = 0,      ///< done
    RPT_SKIPPED = 1, ///< a document or record was left out; the run goes on
    RPT_CONFIG = 2,  ///< wrong use or configuration; nothing was done
    RPT_OUTPUT = 3   ///< output or store failed
} rpt_status;

#define TRY(call)                                                                                             \
    do {                                                                                                      \
        const rpt_status try_status = (call);                                                                 \
        if (try_status) return try_status;                                                                    \
    } while (0)

#define RPT_TEXT_MAX (1u << 30) ///< bytes; the hard limit of a document's text and of a source file

/* -- Views and spans ------------------------------------------------------------------------- */

typedef struct {
    const char *p;
    uint32_t len;
} rpt_str;

typedef struct {
    uint32_t begin, end;
} rpt_span;

#define RPT_LIT(literal) ((rpt_str){"" literal, sizeof(literal) - 1})
#define RPT_FMT(s) (int)(s).len, (s).p ///< for "%.*s"

rpt_str rpt_str_of(const char *z);
static inline bool rpt_str_equal(rpt_str a, rpt_str b) {
    return a.len == b.len && (!a.len || memcmp(a.p, b.p, a.len) == 0);
}
/** Inline, so that with a literal the length is a constant and most strings are told apart by theirs. */
static inline bool rpt_str_is(rpt_str a, const char *z) { return rpt_str_equal(a, (rpt_str){z, (uint32_t)strlen(z)}); }
/** Byte-wise order, shorter first on a tie: the one order of all sorted output. */
int rpt_str_compare(rpt_str a, rpt_str b);
rpt_str rpt_str_trim(rpt_str s);
/** The part before the first `c`, which is removed with it from `rest`; all of it where there is none. */
rpt_str rpt_str_cut(rpt_str *rest, char c);
/** The index of `name` among n names, or n where it is none of them. */
uint32_t rpt_name_of(const char *const *names, uint32_t n, rpt_str name);
/** The decimal number that s starts with, capped above 100,000,000; 0 where it starts with none. */
uint32_t rpt_str_number(rpt_str s);
/** XXH3 64 of the bytes: the hash of words, ids and contents everywhere. */
uint64_t rpt_hash(rpt_str s);
/** SHA-256 in hexadecimal digits, NUL behind them. */
void rpt_sha256(char hex[65], rpt_str bytes);

/* -- Arena and arrays ------------------------------------------------------------------------ */

/** Bump allocator. Out of memory aborts with one line: it is not reachable by input (sizes are capped). */
typedef struct rpt_arena_chunk rpt_arena_chunk;
typedef struct {
    rpt_arena_chunk *first, *now;
    size_t used; ///< bytes of `now`
} rpt_arena;

void *rpt_arena_alloc(rpt_arena *a, size_t size); ///< zeroed, aligned for any type
rpt_str rpt_arena_copy(rpt_arena *a, rpt_str s);  ///< the copy is followed by a NUL that is not counted
rpt_str rpt_arena_printf(rpt_arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
void rpt_arena_reset(rpt_arena *a); ///< keeps the chunks for the next document
void rpt_arena_clear(rpt_arena *a); ///< gives them back

/** A typed array in an arena. Pointers into it hold until the next push. */
#define RPT_ARRAY(T)                                                                                          \
    struct {                                                                                                  \
        T *at;                                                                                                \
        uint32_t n, cap;                                                                                      \
    }
/** A pointer to a new zeroed element at the end. */
#define RPT_PUSH(arena, array)                                                                                \
    ((array).n == (array).cap ? rpt_array_grow((arena), (void **)&(array).at, &(array).cap, sizeof *(array).at)  \
                              : (void)0,                                                                        \
     memset(&(array).at[(array).n], 0, sizeof *(array).at), &(array).at[(array).n++])
void rpt_array_grow(rpt_arena *a, void **at, uint32_t *cap, size_t size); ///< a full array to twice its size

/** realloc that never returns NULL (aborts); for session data. */
void *rpt_realloc(void *p, size_t size);

/* -- Buffer ---------------------------------------------------------------------------------- */

typedef struct {
    char *p;
    size_t len, cap;
} rpt_buf;

void rpt_buf_reserve(rpt_buf *b, size_t more);
static inline void rpt_buf_add(rpt_buf *b, const char *p, size_t len) {
    if (b->cap - b->len <= len) rpt_buf_reserve(b, len);
    if (len) memcpy(b->p + b->len, p, len);
    b->len += len;
    b->p[b->len] = 0;
}
static inline void rpt_buf_str(rpt_buf *b, rpt_str s) { rpt_buf_add(b, s.p, s.len); }
static inline void rpt_buf_z(rpt_buf *b, const char *z) { rpt_buf_add(b, z, strlen(z)); }
static inline void rpt_buf_char(rpt_buf *b, char c) {
    if (b->cap - b->len <= 1) rpt_buf_reserve(b, 1);
    b->p[b->len++] = c;
    b->p[b->len] = 0;
}
void rpt_buf_printf(rpt_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void rpt_buf_clear(rpt_buf *b); ///< frees
static inline rpt_str rpt_buf_view(const rpt_buf *b) { return (rpt_str){b->p, (uint32_t)b->len}; }

/** Reads a file whole (capped at `limit` bytes); NUL follows the bytes uncounted. Reports. */
struct rpt_messages;
rpt_status rpt_file_read(rpt_buf *out, const char *path, size_t limit, struct rpt_messages *m);

/* -- Messages -------------------------------------------------------------------------------- */

typedef enum { RPT_NOTE, RPT_WARNING, RPT_ERROR } rpt_severity;

/** Where a message points: file may be NULL; line and column from 1, 0 = unknown. */
typedef struct {
    const char *file;
    uint32_t line, column;
} rpt_place;

/** The one way out for messages. `say` must be thread-safe if several workers share it. */
typedef struct rpt_messages {
    void (*say)(void *user, rpt_severity severity, rpt_place place, const char *text);
    void *user;
} rpt_messages;

void rpt_say(rpt_messages *m, rpt_severity severity, rpt_place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** Reports an error and returns `status`, so that a caller can `return rpt_fail(...)`. */
rpt_status rpt_fail(rpt_messages *m, rpt_status status, rpt_place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* -- UTF-8 ----------------------------------------------------------------------------------- */

uint32_t rpt_utf8_beyond_ascii(rpt_str s, uint32_t at, uint32_t *len);
/** Decodes one code point at s[at]; length in bytes through `len`. Bad bytes give U+FFFD and length 1. */
static inline uint32_t rpt_utf8_at(rpt_str s, uint32_t at, uint32_t *len) {
    const unsigned char c = (unsigned char)s.p[at];
    if (c >= 0x80) return rpt_utf8_beyond_ascii(s, at, len);
    *len = 1;
    return c;
}
/** Appends one code point; returns its length (1 to 4). */
uint32_t rpt_utf8_put(char out[4], uint32_t c);
/** Code points in s (s must be valid UTF-8). */
uint32_t rpt_utf8_count(rpt_str s);
/** Simple case folding of one code point, and no diacritics lost. ASCII is fast. */
uint32_t rpt_utf8_fold(uint32_t c);
bool rpt_utf8_is_letter(uint32_t c);
bool rpt_utf8_is_upper(uint32_t c);
bool rpt_utf8_is_digit(uint32_t c);
/** White space, no-break spaces and zero-width marks included. */
bool rpt_utf8_is_space(uint32_t c);
/** Folded copy into out (at least 3 * s.len + 1 bytes); returns its length. */
uint32_t rpt_utf8_fold_into(char *out, rpt_str s);

#endif
