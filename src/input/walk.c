/* SPDX-License-Identifier: ISC */
/*
 * Inputs -> documents in a stable order: files, folders (sorted, without recursion, links to folders not followed), standard
 * input, archives and feeds. Each document gets a name of its own within the run.
 */
#include "input/reader.h"
#include <dirent.h>
#include <errno.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* -- Names ----------------------------------------------------------------------------------- */

static bool is_taken(rpt_walk *w, rpt_str name, uint32_t **slot) {
    for (uint64_t h = rpt_hash(name);; h++) {
        *slot = &w->slots[h & (w->cap - 1)];
        if (!**slot) return false;
        if (rpt_str_equal(rpt_str_of(w->names.p + **slot - 1), name)) return true;
    }
}

static void grow(rpt_walk *w) {
    if (w->n * 2 < w->cap) return;
    free(w->slots);
    w->cap = w->cap ? w->cap * 2 : 64;
    w->slots = calloc(w->cap, sizeof *w->slots);
    if (!w->slots) abort();
    for (uint32_t at = 0; at < w->names.len;) {
        const rpt_str name = rpt_str_of(w->names.p + at);
        uint32_t *slot;
        is_taken(w, name, &slot);
        *slot = at + 1;
        at += name.len + 1;
    }
}

static void take_name(rpt_walk *w, rpt_str name, uint32_t *slot) {
    *slot = (uint32_t)w->names.len + 1;
    rpt_buf_str(&w->names, name);
    rpt_buf_char(&w->names, 0);
    w->n++;
}

/** `source`, with `#2` and so on behind it where its name is taken (rpt_input_read makes that NAME-2). */
rpt_status rpt_walk_document(rpt_walk *w, rpt_str source, rpt_str bytes) {
    rpt_document d = {0};
    rpt_arena arena = {0};
    rpt_buf own = {0};
    uint32_t *slot;
    grow(w);
    for (uint32_t i = 1;; i++) {
        own.len = 0;
        rpt_buf_str(&own, source);
        if (i > 1) rpt_buf_printf(&own, "#%u", i);
        rpt_document_init(&d, &arena);
        rpt_input_name(&d, rpt_buf_view(&own));
        if (!is_taken(w, d.name, &slot)) break;
    }
    take_name(w, d.name, slot);
    const rpt_status status = w->handler(w->user, rpt_buf_view(&own), bytes);
    rpt_buf_clear(&own);
    rpt_arena_clear(&arena);
    return status;
}

/* -- Contents -------------------------------------------------------------------------------- */

static rpt_status walk_feed(rpt_walk *w, rpt_str source, rpt_str bytes) {
    rpt_arena arena = {0};
    rpt_decoded decoded;
    /* Items are cut out of UTF-8, so that each can be read without the feed's declaration. */
    rpt_status status = rpt_decode(&decoded, &arena, bytes, w->o->encoding, (rpt_place){source.p, 0, 0}, w->m);
    if (status == RPT_SKIPPED) ++*w->skipped;
    if (!status) status = rpt_walk_feed(w, source, decoded.utf8);
    rpt_arena_clear(&arena);
    return status;
}

rpt_status rpt_walk_bytes(rpt_walk *w, rpt_str source, rpt_str bytes, uint32_t depth) {
    if (rpt_is_archive(bytes)) return rpt_walk_archive(w, source, bytes, depth);
    if (rpt_is_feed_root(rpt_root_of(bytes))) return walk_feed(w, source, bytes);
    return rpt_walk_document(w, source, bytes);
}

/* -- Files and folders ----------------------------------------------------------------------- */

static const char *const document_extensions[] = {"atom", "docx", "htm", "html", "odt", "rss", "tei", "text", "txt", "xhtml", "xml"};
static const char *const packed_extensions[] = {"bz2", "gz", "tar", "tgz", "xz", "zip", "zst"};

#define COUNT(table) (uint32_t)(sizeof(table) / sizeof *(table))

static rpt_str extension(rpt_str name) {
    for (uint32_t i = name.len; i-- > 1 && name.p[i] != '/';) {
        if (name.p[i] == '.' && name.p[i - 1] != '/') return (rpt_str){name.p + i + 1, name.len - i - 1};
    }
    return (rpt_str){"", 0};
}

bool rpt_is_document_name(rpt_str name) {
    char low[8];
    rpt_str e = extension(name);
    uint32_t begin = name.len;
    while (begin && name.p[begin - 1] != '/') begin--;
    if (begin < name.len && name.p[begin] == '.') return false;
    if (!e.len) return true;
    if (e.len >= sizeof low) return false;
    for (uint32_t i = 0; i < e.len; i++) low[i] = (char)rpt_utf8_fold((unsigned char)e.p[i] & 0x7F);
    e.p = low;
    if (rpt_name_of(document_extensions, COUNT(document_extensions), e) < COUNT(document_extensions)) return true;
    if (rpt_name_of(packed_extensions, COUNT(packed_extensions), e) == COUNT(packed_extensions)) return false;
    /* `index.tsv.gz` is no document, `news.tar.gz` and `page.html.gz` are. */
    const rpt_str inner = extension((rpt_str){name.p, name.len - e.len - 1});
    return !inner.len || inner.len > 5 || rpt_str_is(inner, "tar") ||
           rpt_name_of(document_extensions, COUNT(document_extensions), inner) < COUNT(document_extensions);
}

static rpt_status walk_file(rpt_walk *w, const char *path) {
    rpt_buf b = {0};
    rpt_status status = rpt_file_read(&b, path, w->limit, w->m);
    if (status) {
        ++*w->skipped;
        status = RPT_SKIPPED;
    } else {
        status = rpt_walk_bytes(w, rpt_str_of(path), rpt_buf_view(&b), 0);
    }
    rpt_buf_clear(&b);
    return status;
}

static rpt_status walk_stdin(rpt_walk *w) {
    rpt_buf b = {0};
    rpt_status status = RPT_OK;
    rpt_buf_reserve(&b, 65536);
    for (size_t n; (n = fread(b.p + b.len, 1, b.cap - b.len - 1, stdin)) > 0;) {
        b.len += n;
        if (b.len > w->limit) break;
        rpt_buf_reserve(&b, b.len < 65536 ? 65536 : b.len);
    }
    b.p[b.len] = 0;
    if (b.len > w->limit || ferror(stdin)) {
        ++*w->skipped;
        rpt_say(w->m, RPT_ERROR, (rpt_place){"stdin", 0, 0}, b.len > w->limit ? "larger than --limit; split it" : "cannot read");
        status = RPT_SKIPPED;
    } else {
        status = rpt_walk_bytes(w, RPT_LIT("stdin"), rpt_buf_view(&b), 0);
    }
    rpt_buf_clear(&b);
    return status;
}

/** Paths that wait, the next at the end. */
typedef struct {
    char **at;
    size_t n, cap;
} pile;

static void push(pile *p, char *path) {
    if (p->n == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 64;
        p->at = rpt_realloc(p->at, p->cap * sizeof *p->at);
    }
    p->at[p->n++] = path;
}

static int by_bytes_backwards(const void *a, const void *b) { return strcmp(*(char *const *)b, *(char *const *)a); }

static bool is_folder(const char *path, bool follow) {
    struct stat s;
    return (follow ? stat(path, &s) : lstat(path, &s)) == 0 && S_ISDIR(s.st_mode);
}

/** A regular file, or what cannot be looked at: that is reported when it is opened, not passed over. */
static bool is_file(const char *path) {
    struct stat s;
    return stat(path, &s) || S_ISREG(s.st_mode);
}

/** What of a folder is read: documents and folders. */
static void push_folder(rpt_walk *w, pile *p, const char *path) {
    DIR *dir = opendir(path);
    if (!dir) {
        ++*w->skipped;
        rpt_say(w->m, RPT_ERROR, (rpt_place){path, 0, 0}, "cannot open the folder: %s; left out", strerror(errno));
        return;
    }
    const size_t before = p->n;
    for (const struct dirent *e; (e = readdir(dir));) {
        if (e->d_name[0] == '.') continue;
        rpt_buf b = {0};
        rpt_buf_printf(&b, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", e->d_name);
        if (is_folder(b.p, false) || (is_file(b.p) && rpt_is_document_name(rpt_buf_view(&b)))) push(p, b.p);
        else free(b.p);
    }
    closedir(dir);
    if (p->n > before) qsort(p->at + before, p->n - before, sizeof *p->at, by_bytes_backwards);
}

static rpt_status walk_path(rpt_walk *w, const char *input) {
    pile p = {0};
    rpt_status status = RPT_OK;
    push(&p, strdup(input));
    for (bool first = true; p.n; first = false) {
        char *path = p.at[--p.n];
        if (status <= RPT_SKIPPED) {
            if (is_folder(path, first)) push_folder(w, &p, path);
            else status = walk_file(w, path);
        }
        free(path);
    }
    free(p.at);
    return status;
}

static rpt_walk start(const rpt_input_options *o, rpt_input_handler handler, void *user, uint32_t *skipped, rpt_messages *m) {
    xmlInitParser(); /* before there are threads */
    return (rpt_walk){o, handler, user, skipped, m, o->limit && o->limit < RPT_TEXT_MAX ? o->limit : RPT_TEXT_MAX, {0}, NULL, 0, 0};
}

static rpt_status finish(rpt_walk *w, rpt_status status) {
    rpt_buf_clear(&w->names);
    free(w->slots);
    return status > RPT_SKIPPED ? status : RPT_OK;
}

rpt_status rpt_input_walk_bytes(const char *source, rpt_str bytes, const rpt_input_options *o, rpt_input_handler handler,
                                void *user, rpt_messages *m) {
    uint32_t skipped = 0;
    rpt_walk w = start(o, handler, user, &skipped, m);
    return finish(&w, rpt_walk_bytes(&w, rpt_str_of(source), bytes, 0));
}

rpt_status rpt_input_walk(const char *const *inputs, uint32_t n, const rpt_input_options *o, rpt_input_handler handler,
                          void *user, uint32_t *skipped, rpt_messages *m) {
    rpt_walk w = start(o, handler, user, skipped, m);
    rpt_status status = RPT_OK;
    for (uint32_t i = 0; i < n && status <= RPT_SKIPPED; i++) {
        status = strcmp(inputs[i], "-") ? walk_path(&w, inputs[i]) : walk_stdin(&w);
    }
    return finish(&w, status);
}
