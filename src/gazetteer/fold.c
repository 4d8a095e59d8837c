/* SPDX-License-Identifier: ISC */
/*
 * A name -> the plainer spellings in which English texts write it: without diacritics (Erdoğan, Erdogan), and with
 * the two letters that stand for an umlaut (Schröder, Schroeder). Transliterations are a matter of the tables.
 */
#include "gazetteer/format.h"
#include <stdlib.h>
#include <utf8proc.h>

typedef struct {
    uint32_t code;
    const char *plain, *pair; ///< pair NULL = as plain
} letter;

/* Letters that do not come apart into a base and a mark, and those with a pair of letters of their own. */
static const letter letters[] = {
    {0xC4, "A", "Ae"},  {0xC5, "A", "Aa"},  {0xC6, "Ae", NULL}, {0xD0, "D", NULL},  {0xD6, "O", "Oe"},  {0xD8, "O", "Oe"},
    {0xDC, "U", "Ue"},  {0xDE, "Th", NULL}, {0xDF, "ss", NULL}, {0xE4, "a", "ae"},  {0xE5, "a", "aa"},  {0xE6, "ae", NULL},
    {0xF0, "d", NULL},  {0xF6, "o", "oe"},  {0xF8, "o", "oe"},  {0xFC, "u", "ue"},  {0xFE, "th", NULL}, {0x110, "D", NULL},
    {0x111, "d", NULL}, {0x131, "i", NULL}, {0x141, "L", NULL}, {0x142, "l", NULL}, {0x152, "Oe", NULL}, {0x153, "oe", NULL},
    {0x18F, "A", NULL}, {0x259, "a", NULL}, {0x2BB, "'", NULL}, {0x2BC, "'", NULL}, {0x2BF, "'", NULL}, {0x2013, "-", NULL},
};

static const char *spelt(uint32_t code, bool pairs) {
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].code == code) return pairs && letters[i].pair ? letters[i].pair : letters[i].plain;
    }
    return NULL;
}

/** The letter without its marks; marks alone give nothing. */
static void add_base(rpt_buf *out, uint32_t code) {
    utf8proc_int32_t parts[8];
    int last;
    char bytes[4];
    const utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, parts, 8,
                                                       UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_STABLE, &last);
    for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) rpt_buf_add(out, bytes, rpt_utf8_put(bytes, (uint32_t)parts[i]));
}

bool rpt_gaz_plain(rpt_buf *out, rpt_str name, bool pairs) {
    bool changed = false;
    out->len = 0;
    for (uint32_t i = 0, len; i < name.len; i += len) {
        const uint32_t code = rpt_utf8_at(name, i, &len);
        if (code < 0x80) {
            rpt_buf_char(out, name.p[i]);
            continue;
        }
        const char *by = spelt(code, pairs);
        if (by) rpt_buf_z(out, by);
        else add_base(out, code);
        changed = true;
    }
    return changed;
}
