/* SPDX-License-Identifier: ISC */
/*
 * HTML -> text, blocks, metadata, by libxml2's SAX parser. Furniture is left out: elements that never hold the article (nav,
 * script, figure ...), those whose class or attributes say so (share, tooltip, hidden ...), and, where the page marks its
 * article, all that is outside. libxml2 parses; where a chunk of text stands in the bytes is found by rpt_align.
 */
#include "input/reader.h"
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

enum { DEEPEST = 512 };
enum { SKIP = 1, BLOCK = 2, INLINE_BREAK = 4, CELL = 8, HEAD = 16, LIST = 32, PRE = 64, QUOTE = 128, TOP = 256, MAIN = 512, TIME = 1024 };

/* Sorted by name; elements that are not here are inline. */
static const struct {
    const char *name;
    uint16_t is;
} elements[] = {
    {"address", BLOCK}, {"article", BLOCK | TOP | MAIN}, {"aside", SKIP}, {"audio", SKIP}, {"blockquote", BLOCK | QUOTE},
    {"body", BLOCK | TOP}, {"br", INLINE_BREAK}, {"button", SKIP}, {"canvas", SKIP}, {"caption", BLOCK}, {"center", BLOCK},
    {"dd", BLOCK}, {"dialog", SKIP}, {"div", BLOCK}, {"dl", BLOCK}, {"dt", BLOCK}, {"embed", SKIP}, {"fieldset", BLOCK},
    {"figcaption", SKIP}, {"figure", SKIP}, {"footer", SKIP}, {"form", BLOCK}, {"h1", BLOCK | HEAD}, {"h2", BLOCK | HEAD},
    {"h3", BLOCK | HEAD}, {"h4", BLOCK | HEAD}, {"h5", BLOCK | HEAD}, {"h6", BLOCK | HEAD}, {"head", SKIP}, {"header", BLOCK},
    {"hr", BLOCK}, {"html", BLOCK | TOP}, {"iframe", SKIP}, {"input", SKIP}, {"li", BLOCK | LIST}, {"main", BLOCK | TOP | MAIN},
    {"menu", SKIP}, {"nav", SKIP}, {"noscript", SKIP}, {"object", SKIP}, {"ol", BLOCK}, {"p", BLOCK}, {"pre", BLOCK | PRE},
    {"script", SKIP}, {"section", BLOCK}, {"select", SKIP}, {"style", SKIP}, {"svg", SKIP}, {"table", BLOCK}, {"tbody", BLOCK},
    {"td", CELL}, {"template", SKIP}, {"textarea", SKIP}, {"th", CELL}, {"time", TIME}, {"tr", BLOCK}, {"ul", BLOCK},
    {"video", SKIP}};

/* Sorted. Parts of class names (between - _ and spaces) of what stands around an article. */
static const char *const furniture[] = {
    "advert", "advertisement", "breadcrumb", "breadcrumbs", "caption", "comments", "cookie", "cookies", "footer", "gallery",
    "hidden", "lightbox", "menu", "modal", "nav", "navbar", "navigation", "newsletter", "offscreen", "pager", "pagination",
    "player", "popup", "promo", "share", "sharing", "sidebar", "skip", "social", "subscribe", "taglist", "tags", "toolbar",
    "tooltip", "video", "visuallyhidden"};

typedef enum { NOTHING, TITLE, LEAD, PLACE } capture;

typedef struct {
    uint16_t is;
    bool skip, main, pre, quote;
    uint8_t kind, capture;
    uint32_t from; ///< byte of the text where the element began
} level;

typedef struct {
    rpt_writer *w;
    rpt_document *d;
    const rpt_decoded *from;
    htmlParserCtxtPtr parser;
    rpt_messages *m;
    bool only_main; ///< text outside of article or main is left out
    bool page;      ///< a page of its own: metadata counts
    bool in_title, too_deep;
    RPT_ARRAY(uint32_t) quotes; ///< first bytes of blocks in quotations
    rpt_buf title;
    uint32_t link_end; ///< bytes of the text where the last link ended
    uint32_t depth;
    level stack[DEEPEST + 1];
} reader;

/* -- Attributes ------------------------------------------------------------------------------ */

static rpt_str attribute(const xmlChar **a, const char *name) {
    for (; a && a[0]; a += 2) {
        if (!strcmp((const char *)a[0], name)) return rpt_str_of(a[1] ? (const char *)a[1] : "");
    }
    return (rpt_str){NULL, 0};
}

static bool has_part(rpt_str value, const char *const *sorted, uint32_t n) {
    for (uint32_t i = 0; i < value.len;) {
        char part[24];
        uint32_t len = 0, begin = i;
        while (i < value.len && value.p[i] != ' ' && value.p[i] != '-' && value.p[i] != '_') {
            if (len < sizeof part - 1) part[len++] = (char)rpt_utf8_fold((unsigned char)value.p[i] & 0x7F);
            i++;
        }
        part[len] = 0;
        /* `hidden-xs` hides on small screens alone. */
        const bool sized = i + 2 < value.len && value.p[i] == '-' && i + 3 <= value.len && strchr("xsml", value.p[i + 1]) &&
                           (value.p[i + 2] == 's' || value.p[i + 2] == 'm' || value.p[i + 2] == 'd' || value.p[i + 2] == 'g');
        if (i++ == begin || (sized && !strcmp(part, "hidden"))) continue;
        if (rpt_name_of(sorted, n, (rpt_str){part, len}) < n) return true;
    }
    return false;
}

static bool has_word(rpt_str value, const char *word) { return has_part(value, &word, 1); }

static bool is_furniture(const xmlChar **a) {
    if (!a) return false;
    const rpt_str role = attribute(a, "role"), style = attribute(a, "style"), rel = attribute(a, "rel");
    if (attribute(a, "hidden").p || rpt_str_is(attribute(a, "aria-hidden"), "true")) return true;
    if (rpt_str_is(role, "navigation") || rpt_str_is(role, "banner") || rpt_str_is(role, "contentinfo") ||
        rpt_str_is(role, "search") || rpt_str_is(role, "tablist")) {
        return true;
    }
    if (rpt_str_is(rel, "category") || rpt_str_is(rel, "tag")) return true;
    if (style.len && memmem(style.p, style.len, "display:none", 12)) return true;
    return has_part(attribute(a, "class"), furniture, sizeof furniture / sizeof *furniture);
}

static uint16_t element_is(const char *name) {
    size_t low = 0, high = sizeof elements / sizeof *elements;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = strcmp(name, elements[middle].name);
        if (!order) return elements[middle].is;
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return 0;
}

/* -- Metadata -------------------------------------------------------------------------------- */

static void keep(reader *r, rpt_str *field, rpt_str value) {
    value = rpt_str_trim(value);
    if (r->page && !field->len && value.len) *field = rpt_arena_copy(r->d->arena, value);
}

static void read_meta(reader *r, const xmlChar **a) {
    const rpt_str content = attribute(a, "content");
    rpt_str key = attribute(a, "property");
    if (!key.len) key = attribute(a, "name");
    if (rpt_str_is(key, "og:url")) keep(r, &r->d->url, content);
    if (rpt_str_is(key, "og:site_name")) keep(r, &r->d->publisher, content);
    if (rpt_str_is(key, "article:published_time") || rpt_str_is(key, "dcterms.date") || rpt_str_is(key, "DC.date")) {
        keep(r, &r->d->date_text, content);
    }
    if (rpt_str_is(attribute(a, "http-equiv"), "content-language")) keep(r, &r->d->language, content);
    if (rpt_str_is(key, "og:title") && !r->title.len) rpt_buf_str(&r->title, content);
}

static uint8_t captured(const reader *r, const xmlChar **a, uint16_t is) {
    if (!r->page || !a) return NOTHING;
    if (is & HEAD) return NOTHING;
    const rpt_str class = attribute(a, "class");
    if (!r->d->lead.len && (has_word(class, "lead") || has_word(class, "summary"))) return LEAD;
    if (!r->d->place.len && (has_word(class, "place") || has_word(class, "location") || has_word(class, "dateline"))) return PLACE;
    return NOTHING;
}

static void release(reader *r, const level *l) {
    if (!l->capture) return;
    const rpt_str text = {r->w->text.p + l->from, (uint32_t)r->w->text.len - l->from};
    if (!r->w->text.p || r->w->text.len <= l->from) return;
    keep(r, l->capture == TITLE ? &r->d->title : l->capture == LEAD ? &r->d->lead : &r->d->place, text);
}

/* -- Events ---------------------------------------------------------------------------------- */

/** The block under way stands in a quotation, if there is anything in it. */
static void note_quote(reader *r) {
    if (rpt_writer_now(r->w).len) *RPT_PUSH(r->d->arena, r->quotes) = r->w->begin;
}

static void start_block(reader *r, level *l, uint16_t is, const level *outer) {
    if (outer->quote) note_quote(r);
    if (is & HEAD) {
        l->kind = RPT_BLOCK_HEADING;
    } else if (is & LIST) {
        l->kind = RPT_BLOCK_ITEM;
    }
    rpt_writer_block(r->w, l->kind);
    l->from = (uint32_t)r->w->text.len;
}

static void start_element(void *user, const xmlChar *name, const xmlChar **attributes) {
    reader *r = user;
    if (r->depth + 1 >= DEEPEST) {
        if (!r->too_deep) xmlStopParser(r->parser);
        r->too_deep = true;
        return;
    }
    const level *outer = &r->stack[r->depth];
    level *l = &r->stack[++r->depth];
    const uint16_t is = element_is((const char *)name);
    *l = *outer;
    l->is = is;
    l->capture = NOTHING;
    if (r->page && !strcmp((const char *)name, "meta")) read_meta(r, attributes);
    if (!strcmp((const char *)name, "html")) keep(r, &r->d->language, attribute(attributes, "lang"));
    if (!strcmp((const char *)name, "title") && r->page && !r->d->title.len) r->in_title = !r->title.len;
    if (is & SKIP || (!(is & TOP) && is_furniture(attributes))) l->skip = true;
    if (is & MAIN || rpt_str_is(attribute(attributes, "role"), "main")) l->main = true;
    if (l->skip || (r->only_main && !l->main)) return;
    if (is & TIME) keep(r, &r->d->date_text, attribute(attributes, "datetime"));
    if (is & PRE) l->pre = true;
    if (is & QUOTE) l->quote = true;
    if (is & BLOCK) start_block(r, l, is, outer);
    if (is & INLINE_BREAK) rpt_writer_block(r->w, l->kind);
    /* Links that touch are lines of a list. */
    if (!strcmp((const char *)name, "a") && r->link_end == r->w->text.len && rpt_writer_now(r->w).len) rpt_writer_block(r->w, l->kind);
    if (is & CELL) rpt_writer_text(r->w, RPT_LIT(" "), RPT_NOWHERE, false);
    l->capture = captured(r, attributes, is);
    l->from = (uint32_t)r->w->text.len;
    if (!strcmp((const char *)name, "h1") && r->page && !r->d->title.len) {
        rpt_writer_block(r->w, RPT_BLOCK_TITLE);
        l->kind = RPT_BLOCK_TITLE;
        l->capture = TITLE;
    }
    if (l->capture == PLACE && is & BLOCK) rpt_writer_block(r->w, RPT_BLOCK_DATELINE);
}

static void end_element(void *user, const xmlChar *name) {
    reader *r = user;
    if (!r->depth || r->too_deep) return;
    const level *l = &r->stack[r->depth--];
    if (!strcmp((const char *)name, "title")) r->in_title = false;
    if (l->skip || (r->only_main && !l->main)) return;
    release(r, l);
    if (!strcmp((const char *)name, "a")) r->link_end = (uint32_t)r->w->text.len;
    if (!(l->is & BLOCK)) return;
    if (l->quote) note_quote(r);
    rpt_writer_block(r->w, r->stack[r->depth].kind);
}

static void write_chunk(reader *r, rpt_str chunk) {
    bool entity;
    const uint32_t at = rpt_align(r->from, r->parser, chunk, 0, &entity);
    if (!r->stack[r->depth].pre) {
        rpt_writer_text(r->w, chunk, at, entity);
        return;
    }
    /* Preformatted text has its paragraphs parted by empty lines. */
    for (uint32_t i = 0, next; i < chunk.len; i = next) {
        const char *gap = memmem(chunk.p + i, chunk.len - i, "\n\n", 2);
        next = gap ? (uint32_t)(gap - chunk.p) + 2 : chunk.len;
        rpt_writer_text(r->w, (rpt_str){chunk.p + i, next - i}, at == RPT_NOWHERE || entity ? at : at + i, entity);
        if (gap) rpt_writer_block(r->w, r->stack[r->depth].kind);
    }
}

static void characters(void *user, const xmlChar *p, int len) {
    reader *r = user;
    const level *l = &r->stack[r->depth];
    if (len <= 0 || r->too_deep) return;
    if (r->in_title && r->title.len < 4096) rpt_buf_add(&r->title, (const char *)p, (size_t)len);
    if (l->skip || (r->only_main && !l->main)) return;
    write_chunk(r, (rpt_str){(const char *)p, (uint32_t)len});
}

/* -- Parse ----------------------------------------------------------------------------------- */

static void parse(reader *r) {
    htmlParserCtxtPtr c = htmlCreateMemoryParserCtxt(r->from->utf8.p, (int)r->from->utf8.len);
    if (!c) return;
    xmlSAXHandler sax = {.startElement = start_element, .endElement = end_element, .characters = characters,
                         .ignorableWhitespace = characters};
    memcpy(c->sax, &sax, sizeof sax);
    c->userData = r;
    r->parser = c;
    htmlCtxtUseOptions(c, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
                              HTML_PARSE_NODEFDTD);
    /* The bytes are UTF-8 whatever the page says of itself. */
    xmlSwitchEncoding(c, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(c);
    if (c->myDoc) xmlFreeDoc(c->myDoc);
    htmlFreeParserCtxt(c);
    if (r->too_deep) {
        rpt_say(r->m, RPT_WARNING, (rpt_place){r->d->source.p, 0, 0},
                "elements are nested more than %d deep; what follows is left out", DEEPEST);
    }
}

/* -- Pull quotes ----------------------------------------------------------------------------- */

/** Hashes of three words on end, in an open table. */
typedef struct {
    uint64_t *at;
    uint32_t mask;
} triples;

/** Calls for each three words of `s` on end: adds them to `t` or counts those that are there. */
static uint32_t each_triple(triples *t, rpt_str s, bool add, uint32_t *n) {
    uint64_t last[3] = {0};
    uint32_t known = 0, words = 0;
    for (uint32_t i = 0, begin, len; i < s.len;) {
        while (i < s.len && !rpt_utf8_is_letter(rpt_utf8_at(s, i, &len))) i += len;
        for (begin = i; i < s.len && rpt_utf8_is_letter(rpt_utf8_at(s, i, &len));) i += len;
        if (i == begin) continue;
        last[0] = last[1], last[1] = last[2];
        last[2] = rpt_hash((rpt_str){s.p + begin, i - begin});
        if (++words < 3) continue;
        const uint64_t h = (last[0] * 31 + last[1]) * 31 + last[2];
        uint32_t k = (uint32_t)(h ^ h >> 32) & t->mask;
        while (t->at[k] && t->at[k] != h) k = (k + 1) & t->mask;
        known += t->at[k] == h;
        if (add) t->at[k] = h;
    }
    *n = words < 3 ? 0 : words - 2;
    return known;
}

/** A pull quote says again, nearly word for word, what the text says: it is not read. A quotation of another text is. */
static void hush_pull_quotes(reader *r) {
    rpt_document *d = r->d;
    uint32_t size = 64, n, q = 0;
    if (!r->quotes.n) return;
    while (size < d->text.len / 2) size *= 2; /* a word is two bytes at least: never full */
    triples t = {rpt_arena_alloc(d->arena, size * sizeof *t.at), size - 1};
    for (int pass = 0; pass < 2; pass++, q = 0) {
        for (uint32_t i = 0; i < d->blocks.n; i++) {
            rpt_block *b = &d->blocks.at[i];
            while (q < r->quotes.n && r->quotes.at[q] < b->span.begin) q++;
            const bool quoted = q < r->quotes.n && r->quotes.at[q] == b->span.begin;
            if (quoted != (pass == 1)) continue;
            const uint32_t known = each_triple(&t, rpt_document_slice(d, b->span), !quoted, &n);
            if (quoted && known * 3 >= n * 2 && n) b->kind = RPT_BLOCK_NOISE;
        }
    }
}

static bool mentions_element(rpt_str s, const char *tag) { return memmem(s.p, s.len, tag, strlen(tag)) != NULL; }

void rpt_html_into(rpt_writer *w, rpt_document *d, const rpt_decoded *from, rpt_messages *m) {
    if (!from->utf8.len || rpt_is_overloaded(from->utf8)) return;
    reader *r = rpt_arena_alloc(d->arena, sizeof *r);
    *r = (reader){.w = w, .d = d, .from = from, .m = m};
    rpt_writer_block(w, RPT_BLOCK_PARAGRAPH);
    parse(r);
    rpt_buf_clear(&r->title);
}

rpt_status rpt_read_html(rpt_document *d, const rpt_decoded *from, rpt_messages *m) {
    rpt_writer w;
    reader *r = rpt_arena_alloc(d->arena, sizeof *r);
    const rpt_str s = from->utf8;
    rpt_writer_init(&w, d->arena, from);
    *r = (reader){.w = &w, .d = d, .from = from, .m = m, .page = true};
    r->only_main = mentions_element(s, "<article") || mentions_element(s, "<main") || mentions_element(s, "role=\"main\"");
    if (s.len) parse(r);
    if (r->only_main && !w.blocks.n && !rpt_writer_now(&w).len && !r->too_deep) {
        r->only_main = false;
        r->depth = r->quotes.n = 0;
        parse(r);
    }
    keep(r, &d->title, rpt_buf_view(&r->title));
    rpt_buf_clear(&r->title);
    rpt_writer_finish(&w, d);
    hush_pull_quotes(r);
    return RPT_OK;
}
