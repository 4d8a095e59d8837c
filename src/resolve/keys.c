/* SPDX-License-Identifier: ISC */
/*
 * Words -> keys that are equal where two spellings mean one word. In: a word as written. Out: a hash by sound
 * for names of persons (Aliyev, Əliyev, Aliev; Aivazian, Ayvazyan), and a small map from keys to values.
 * Knows no document.
 */
#include "resolve/parts.h"
#include <utf8proc.h>

/* What is levelled, longest first. Letters that do not stand here stay as they are. */
static const struct {
    const char *from, *to;
} levels[] = {{"shch", "s"}, {"tsch", "c"}, {"dzh", "j"}, {"tch", "c"}, {"sch", "s"}, {"kh", "h"},
              {"ch", "c"},   {"sh", "s"},   {"zh", "z"},  {"gh", "g"},  {"ph", "f"},  {"th", "t"},
              {"dj", "j"},   {"ck", "k"},   {"ye", "e"},  {"yo", "o"},  {"ou", "u"},  {"oo", "u"},
              {"ee", "i"},   {"ts", "z"},   {"tz", "z"},  {"w", "v"},   {"q", "k"},   {"x", "ks"},
              {"y", "i"},    {"j", "i"}};

static const struct {
    uint32_t c;
    const char *to;
} letters[] = {{0xDF, "ss"}, {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},   {0xFE, "th"},
               {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x259, "a"}};

/** Lower case ASCII of a word; other scripts keep their bytes. */
static uint32_t plain_letters(char *out, uint32_t size, rpt_str word) {
    uint32_t n = 0, len;
    for (uint32_t i = 0; i < word.len && n + 8 < size; i += len) {
        const unsigned char ascii = (unsigned char)word.p[i];
        if (ascii < 0x80) {
            const char lower = (char)(ascii | 0x20);
            if (lower >= 'a' && lower <= 'z') out[n++] = lower;
            len = 1;
            continue;
        }
        utf8proc_int32_t parts[8];
        int boundary = 0;
        const uint32_t c = rpt_utf8_fold(rpt_utf8_at(word, i, &len));
        size_t k = 0;
        while (k < sizeof letters / sizeof *letters && letters[k].c != c) k++;
        if (k < sizeof letters / sizeof *letters) {
            for (const char *z = letters[k].to; *z; z++) out[n++] = *z;
            continue;
        }
        const utf8proc_ssize_t m = utf8proc_decompose_char(
            (utf8proc_int32_t)c, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK, &boundary);
        if (m < 1 || m > 8 || !rpt_utf8_is_letter((uint32_t)parts[0])) continue;
        n += rpt_utf8_put(out + n, (uint32_t)parts[0]);
    }
    return n;
}

static const uint32_t n_levels = sizeof levels / sizeof *levels;

/** The first of the levels that `in` starts with; n_levels where it is none. */
static uint32_t level_at(const char *in, uint32_t left) {
    uint32_t k = 0;
    for (; k < n_levels; k++) {
        const char *from = levels[k].from;
        uint32_t i = 0;
        if (from[0] != in[0]) continue;
        while (from[i] && i < left && from[i] == in[i]) i++;
        if (!from[i]) break;
    }
    return k;
}

/** A letter that begins nothing that is levelled: most of them. */
static bool stays(char c) {
    static const bool begins[256] = {['s'] = 1, ['t'] = 1, ['d'] = 1, ['k'] = 1, ['c'] = 1, ['z'] = 1, ['g'] = 1, ['p'] = 1, ['y'] = 1,
                                     ['o'] = 1, ['e'] = 1, ['w'] = 1, ['q'] = 1, ['x'] = 1, ['j'] = 1};
    return !begins[(unsigned char)c];
}

uint64_t rpt_sound_of(rpt_str word, uint8_t *first, uint32_t *count) {
    char in[160], out[328];
    const uint32_t n = plain_letters(in, sizeof in, word);
    uint32_t m = 0;
    for (uint32_t i = 0; i < n;) {
        const uint32_t k = stays(in[i]) ? n_levels : level_at(in + i, n - i);
        const bool levelled = k < n_levels;
        const char *to = levelled ? levels[k].to : in + i;
        const uint32_t len = levelled ? (uint32_t)strlen(to) : 1;
        for (uint32_t j = 0; j < len; j++) {
            if (!m || out[m - 1] != to[j]) out[m++] = to[j];
        }
        i += levelled ? (uint32_t)strlen(levels[k].from) : 1;
    }
    *first = m ? (uint8_t)out[0] : 0;
    *count = n;
    return rpt_hash((rpt_str){out, m});
}

void rpt_multimap_init(rpt_multimap *m, rpt_arena *a) {
    memset(m, 0, sizeof *m);
    m->mask = 63;
    m->slots = rpt_arena_alloc(a, (m->mask + 1) * sizeof *m->slots);
    (void)RPT_PUSH(a, m->links);
}

static uint32_t slot_of(const rpt_multimap *m, uint64_t key) {
    uint32_t i = (uint32_t)(key * 0x9E3779B97F4A7C15ull >> 33) & m->mask;
    while (m->slots[i].head && m->slots[i].key != key) i = (i + 1) & m->mask;
    return i;
}

static void grow(rpt_multimap *m, rpt_arena *a) {
    const rpt_multimap old = *m;
    m->mask = m->mask * 2 + 1;
    m->slots = rpt_arena_alloc(a, ((size_t)m->mask + 1) * sizeof *m->slots);
    for (uint32_t i = 0; i <= old.mask; i++) {
        if (old.slots[i].head) m->slots[slot_of(m, old.slots[i].key)] = old.slots[i];
    }
}

void rpt_multimap_add(rpt_multimap *m, rpt_arena *a, uint64_t key, uint32_t value) {
    uint32_t i = slot_of(m, key);
    if (!m->slots[i].head) {
        if (++m->used * 2 > m->mask) grow(m, a), i = slot_of(m, key);
        m->slots[i].key = key;
    }
    const uint32_t next = m->slots[i].head;
    m->slots[i].head = m->links.n;
    (void)RPT_PUSH(a, m->links);
    m->links.at[m->links.n - 1].value = value;
    m->links.at[m->links.n - 1].next = next;
}

uint32_t rpt_multimap_first(const rpt_multimap *m, uint64_t key) { return m->slots[slot_of(m, key)].head; }
