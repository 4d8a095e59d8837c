/* SPDX-License-Identifier: ISC */
/*
 * The bytes of one source -> a document: decodes, chooses the reader by what the bytes hold, names the document, tells its
 * language. What is no text is left out with one message.
 */
#include "input/reader.h"
#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

/* -- Name ------------------------------------------------------------------------------------ */

static bool has_packing(rpt_str name) {
    static const char *const ends[] = {".gz", ".bz2", ".xz", ".zst"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const uint32_t n = (uint32_t)strlen(ends[i]);
        if (name.len > n + 1 && !memcmp(name.p + name.len - n, ends[i], n)) return true;
    }
    return false;
}

static rpt_str without_extension(rpt_str name) {
    for (uint32_t i = name.len; i-- > 1;) {
        if (name.p[i] == '.') return (rpt_str){name.p, i};
    }
    return name;
}

/** The last part of a path, behind the `!` of an archive or feed (`news.zip!a/b.txt`) where there is one. */
static rpt_str last_part(rpt_str s) {
    uint32_t begin = 0;
    bool dot = false;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.p[i] == '.') dot = true;
        if (s.p[i] == '/') begin = i + 1, dot = false;
        if (s.p[i] == '!' && dot && i + 1 < s.len && s.p[i + 1] != '.') begin = i + 1, dot = false;
    }
    return (rpt_str){s.p + begin, s.len - begin};
}

/** The number behind `#` at the end of a source, by which the walk tells documents of one name apart; 0 = none. */
static uint32_t number_of(rpt_str *source) {
    uint32_t i = source->len, n = 0;
    while (i && source->p[i - 1] >= '0' && source->p[i - 1] <= '9') i--;
    if (!i || i == source->len || source->len - i > 8 || source->p[i - 1] != '#') return 0;
    for (uint32_t k = i; k < source->len; k++) n = n * 10 + (uint32_t)(source->p[k] - '0');
    source->len = i - 1;
    return n;
}

void rpt_input_name(rpt_document *d, rpt_str source) {
    const uint32_t number = number_of(&source);
    rpt_str name = last_part(source);
    if (has_packing(name)) name = without_extension(name);
    name = without_extension(name);
    if (!name.len || rpt_str_is(name, ".") || rpt_str_is(name, "..")) name = RPT_LIT("document");
    d->source = rpt_arena_copy(d->arena, source);
    d->name = number > 1 ? rpt_arena_printf(d->arena, "%.*s-%u", RPT_FMT(name), number) : rpt_arena_copy(d->arena, name);
    /* A name becomes a file's: what would break a table or a terminal does not go in. */
    for (uint32_t i = 0; i < d->name.len; i++) {
        if ((unsigned char)d->name.p[i] < ' ' || d->name.p[i] == 0x7F) ((char *)d->name.p)[i] = '_';
    }
}

/* -- Format ---------------------------------------------------------------------------------- */

static uint32_t skip_to(rpt_str s, uint32_t i, const char *end) {
    const char *p = memmem(s.p + i, s.len - i, end, strlen(end));
    return p ? (uint32_t)(p - s.p) + (uint32_t)strlen(end) : s.len;
}

rpt_str rpt_root_of(rpt_str s) {
    uint32_t i = 0;
    if (s.len >= 3 && !memcmp(s.p, "\xEF\xBB\xBF", 3)) i = 3;
    while (i < s.len) {
        while (i < s.len && (s.p[i] == ' ' || (s.p[i] >= 9 && s.p[i] <= 13))) i++;
        if (i + 1 >= s.len || s.p[i] != '<') break;
        if (s.p[i + 1] == '?') {
            i = skip_to(s, i, "?>");
        } else if (s.p[i + 1] == '!') {
            if (s.len - i > 9 && !strncasecmp(s.p + i, "<!doctype", 9)) {
                const uint32_t end = skip_to(s, i, ">");
                /* A subset in brackets ends with `]>`. */
                i = memchr(s.p + i, '[', end - i) ? skip_to(s, i, "]>") : end;
            } else {
                i = s.len - i > 4 && !memcmp(s.p + i, "<!--", 4) ? skip_to(s, i, "-->") : skip_to(s, i, ">");
            }
        } else {
            uint32_t end = i + 1;
            while (end < s.len && !strchr(" \t\r\n/><", s.p[end]) && s.p[end]) end++;
            return (rpt_str){s.p + i + 1, end - i - 1};
        }
    }
    return (rpt_str){"", 0};
}

static bool is_doctype_html(rpt_str s) {
    s = rpt_str_trim(s);
    return s.len > 14 && !strncasecmp(s.p, "<!doctype html", 14);
}

static bool named(rpt_str source, const char *extension) {
    const uint32_t n = (uint32_t)strlen(extension);
    if (has_packing(source)) source = without_extension(source);
    return source.len > n && !strncasecmp(source.p + source.len - n, extension, n);
}

static bool is_html(rpt_str source, rpt_str s, rpt_str root) {
    return is_doctype_html(s) || (root.len == 4 && !strncasecmp(root.p, "html", 4)) || named(source, ".html") || named(source, ".htm") ||
           named(source, ".xhtml");
}
static bool is_feed(rpt_str source, rpt_str s, rpt_str root) {
    (void)source, (void)s;
    return rpt_is_feed_root(root);
}
static bool is_xml(rpt_str source, rpt_str s, rpt_str root) {
    const rpt_str head = rpt_str_trim((rpt_str){s.p, s.len < 64 ? s.len : 64});
    return root.len && ((head.len > 5 && !memcmp(head.p, "<?xml", 5)) || named(source, ".xml") || named(source, ".tei") ||
                        rpt_str_is(root, "TEI") || rpt_str_is(root, "TEI.2"));
}
static bool is_anything(rpt_str source, rpt_str s, rpt_str root) {
    (void)source, (void)s, (void)root;
    return true;
}

/* The first that fits reads. */
static const struct {
    bool (*fits)(rpt_str source, rpt_str text, rpt_str root);
    rpt_status (*read)(rpt_document *d, const rpt_decoded *from, rpt_messages *m);
} formats[] = {{is_feed, rpt_read_feed}, {is_html, rpt_read_html}, {is_xml, rpt_read_xml}, {is_anything, rpt_read_plain}};

/* -- Language -------------------------------------------------------------------------------- */

static bool same_language(rpt_str a, rpt_str b) { return a.len >= 2 && b.len >= 2 && !strncasecmp(a.p, b.p, 2); }

/**
 * The option beats all. A declaration counts where the text does not speak against it: a page that says `en` and is in another
 * script, or one that says `fr` and is full of English, is what it is.
 */
static void tell_language(rpt_document *d, const rpt_input_options *o, rpt_messages *m) {
    const rpt_str english = RPT_LIT("en");
    const rpt_str guess = rpt_str_of(rpt_language_guess(d->text));
    if (o->language) d->language = rpt_str_of(o->language);
    else if (guess.len && (!d->language.len || same_language(guess, english) != same_language(d->language, english))) d->language = guess;
    d->foreign = d->language.len && !same_language(d->language, english);
    if (d->foreign) {
        rpt_say(m, RPT_NOTE, (rpt_place){d->source.p, 0, 0}, "no language pack for %.*s; left unread", RPT_FMT(d->language));
    }
}

/** `--date` of a document that tells none by its metadata; what it says in its first lines still counts more. */
static void date_by_option(rpt_document *d, const char *text) {
    int32_t year;
    uint32_t month, day;
    if (sscanf(text, "%4" SCNd32 "-%2" SCNu32 "-%2" SCNu32, &year, &month, &day) != 3 || !month || month > 12 || !day || day > 31) return;
    d->date.from = d->date.to = rpt_days_of(year, month, day);
    d->date.iso = rpt_arena_printf(d->arena, "%04d-%02u-%02u", (int)year, (unsigned)month, (unsigned)day);
}

rpt_status rpt_input_read(rpt_document *d, rpt_str source, rpt_str bytes, const rpt_input_options *o, rpt_messages *m) {
    const uint32_t limit = o->limit && o->limit < RPT_TEXT_MAX ? o->limit : RPT_TEXT_MAX;
    rpt_decoded decoded;
    char hex[65];
    rpt_input_name(d, source);
    const rpt_place place = {d->source.p, 0, 0};
    if (!bytes.p) bytes.p = "";
    if (bytes.len > limit) return rpt_fail(m, RPT_SKIPPED, place, "larger than %u bytes; split it or raise --limit", limit);
    rpt_sha256(hex, bytes);
    d->sha256 = rpt_arena_copy(d->arena, rpt_str_of(hex));
    TRY(rpt_decode(&decoded, d->arena, bytes, o->encoding, place, m));
    const rpt_str root = rpt_root_of(decoded.utf8);
    for (size_t i = 0;; i++) {
        if (!formats[i].fits(d->source, decoded.utf8, root)) continue;
        if (formats[i].read != rpt_read_plain && rpt_is_overloaded(decoded.utf8)) {
            return rpt_fail(m, RPT_SKIPPED, place, "an element has thousands of attributes; left out");
        }
        TRY(formats[i].read(d, &decoded, m));
        break;
    }
    if (!d->date_text.len && o->date) date_by_option(d, o->date);
    tell_language(d, o, m);
    return RPT_OK;
}
