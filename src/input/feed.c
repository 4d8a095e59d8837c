/* SPDX-License-Identifier: ISC */
/*
 * RSS and Atom. Walking: a feed is cut at its items, each of which becomes a document of the feed's head and that item. Reading:
 * such a document -> title, date, and the HTML of its content, which is parsed as HTML with its way back to the source.
 */
#include "input/reader.h"
#include <libxml/parserInternals.h>
#include <stdio.h>

/* -- Cutting --------------------------------------------------------------------------------- */

enum { LONGEST_HEAD = 65536 };

bool rpt_is_feed_root(rpt_str root) { return rpt_str_is(root, "rss") || rpt_str_is(root, "feed") || rpt_str_is(root, "rdf:RDF"); }

static bool at(rpt_str s, uint32_t i, const char *z) {
    const size_t n = strlen(z);
    return s.len - i >= n && !memcmp(s.p + i, z, n);
}

static uint32_t find(rpt_str s, uint32_t from, const char *z) {
    const char *p = from < s.len ? memmem(s.p + from, s.len - from, z, strlen(z)) : NULL;
    return p ? (uint32_t)(p - s.p) : s.len;
}

static bool opens(rpt_str s, uint32_t i, const char *tag) {
    const uint32_t n = (uint32_t)strlen(tag);
    return at(s, i, tag) && i + n < s.len && strchr(" \t\r\n>", s.p[i + n]) && s.p[i + n];
}

/** The next `<item` or `<entry` (or the end of one) outside comments and CDATA; s.len where there is none. */
static uint32_t next_tag(rpt_str s, uint32_t i, const char *a, const char *b) {
    while (i < s.len) {
        const char *p = memchr(s.p + i, '<', s.len - i);
        if (!p) return s.len;
        i = (uint32_t)(p - s.p);
        if (at(s, i, "<![CDATA[")) i = find(s, i, "]]>");
        else if (at(s, i, "<!--")) i = find(s, i, "-->");
        else if (opens(s, i, a) || opens(s, i, b)) return i;
        else i++;
    }
    return s.len;
}

/** A name for an item: the last part of its link, else its number. */
static void add_slug(rpt_buf *out, rpt_str item, uint32_t number) {
    uint32_t i = find(item, 0, "<link>") + 6, end = find(item, i, "<");
    if (i >= item.len) {
        i = find(item, find(item, 0, "<link "), "href=\"") + 6;
        end = find(item, i, "\"");
    }
    rpt_str link = i < end ? rpt_str_trim((rpt_str){item.p + i, end - i}) : (rpt_str){"", 0};
    while (link.len && link.p[link.len - 1] == '/') link.len--;
    uint32_t begin = link.len;
    while (begin && link.p[begin - 1] != '/') begin--;
    const size_t before = out->len;
    for (i = begin; i < link.len && i - begin < 120 && link.p[i] != '?' && link.p[i] != '#'; i++) {
        const char c = link.p[i];
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
        rpt_buf_char(out, plain ? c : '-');
    }
    if (out->len == before) rpt_buf_printf(out, "item-%u", number);
}

rpt_status rpt_walk_feed(rpt_walk *w, rpt_str source, rpt_str bytes) {
    rpt_buf document = {0}, name = {0};
    uint32_t number = 0, i = next_tag(bytes, 0, "<item", "<entry");
    const uint32_t head = i <= LONGEST_HEAD ? i : 0;
    const char *close = rpt_str_is(rpt_root_of(bytes), "feed") ? "</feed>\n" : rpt_str_is(rpt_root_of(bytes), "rss") ? "</channel></rss>\n" : "</rdf:RDF>\n";
    rpt_status status = RPT_OK;
    while (i < bytes.len && status <= RPT_SKIPPED) {
        const uint32_t tag = next_tag(bytes, i + 1, "</item", "</entry");
        const char *end = tag < bytes.len ? memchr(bytes.p + tag, '>', bytes.len - tag) : NULL;
        const rpt_str item = {bytes.p + i, (end ? (uint32_t)(end + 1 - bytes.p) : bytes.len) - i};
        document.len = name.len = 0;
        rpt_buf_add(&document, bytes.p, head);
        rpt_buf_str(&document, item);
        rpt_buf_z(&document, close);
        rpt_buf_printf(&name, "%.*s!", RPT_FMT(source));
        add_slug(&name, item, ++number);
        status = rpt_walk_document(w, rpt_buf_view(&name), rpt_buf_view(&document));
        i = next_tag(bytes, i + item.len, "<item", "<entry");
    }
    if (!number) {
        rpt_say(w->m, RPT_WARNING, (rpt_place){source.p, 0, 0}, "a feed without items; nothing to read");
    }
    rpt_buf_clear(&document);
    rpt_buf_clear(&name);
    return status;
}

/* -- Reading --------------------------------------------------------------------------------- */

typedef enum { NO_FIELD, TITLE, LINK, DATE, CONTENT, SUMMARY, FEED_TITLE, LANGUAGE, FIELDS } field;

typedef struct {
    rpt_buf text;
    rpt_decoded from; ///< way back of `text`
} gathered;

typedef struct {
    rpt_document *d;
    const rpt_decoded *from;
    xmlParserCtxtPtr parser;
    gathered fields[FIELDS];
    uint32_t depth, field_depth;
    bool item;
    uint8_t now;
} reader;

static const struct {
    const char *name;
    uint8_t in_item, outside;
} elements[] = {{"title", TITLE, FEED_TITLE}, {"link", LINK, NO_FIELD}, {"pubDate", DATE, NO_FIELD}, {"published", DATE, NO_FIELD},
                {"updated", DATE, NO_FIELD}, {"date", DATE, NO_FIELD}, {"encoded", CONTENT, NO_FIELD}, {"content:encoded", CONTENT, NO_FIELD},
                {"content", CONTENT, NO_FIELD}, {"description", SUMMARY, NO_FIELD}, {"summary", SUMMARY, NO_FIELD},
                {"language", NO_FIELD, LANGUAGE}};

/** `behind`: how far the parser is past the chunk; RPT_NOWHERE = the chunk is ours. */
static void gather(reader *r, rpt_str chunk, uint32_t behind) {
    gathered *g = &r->fields[r->now];
    bool entity = true;
    const uint32_t where = behind == RPT_NOWHERE ? RPT_NOWHERE : rpt_align(r->from, r->parser, chunk, behind, &entity);
    const rpt_document origins = {.origins = {r->from->runs.at, r->from->runs.n, 0}};
    const uint32_t source = where == RPT_NOWHERE ? 0 : rpt_document_origin(&origins, where);
    rpt_runs_add(&g->from, r->d->arena, (uint32_t)g->text.len, source, where == RPT_NOWHERE || entity ? 0 : 1);
    rpt_buf_str(&g->text, chunk);
}

static void start_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
                          const xmlChar **spaces, int n, int defaulted, const xmlChar **a) {
    reader *r = user;
    (void)prefix, (void)uri, (void)n_spaces, (void)spaces, (void)defaulted;
    r->depth++;
    const char *local = (const char *)name;
    if (r->now) {
        if (r->now == CONTENT) { /* XHTML as it is */
            gather(r, RPT_LIT("<"), RPT_NOWHERE);
            gather(r, rpt_str_of(local), RPT_NOWHERE);
            gather(r, RPT_LIT(">"), RPT_NOWHERE);
        }
        return;
    }
    if (!strcmp(local, "item") || !strcmp(local, "entry")) r->item = true;
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        if (strcmp(local, elements[i].name)) continue;
        const uint8_t f = r->item ? elements[i].in_item : elements[i].outside;
        if (!f || r->fields[f].text.len) return;
        r->now = f;
        r->field_depth = r->depth;
        for (int k = 0; f == LINK && k < n; k++, a += 5) {
            if (!strcmp((const char *)a[0], "href")) gather(r, (rpt_str){(const char *)a[3], (uint32_t)(a[4] - a[3])}, RPT_NOWHERE);
        }
        return;
    }
}

static void end_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    reader *r = user;
    (void)prefix, (void)uri;
    if (r->now == CONTENT && r->depth > r->field_depth) {
        gather(r, RPT_LIT("</"), RPT_NOWHERE);
        gather(r, rpt_str_of((const char *)name), RPT_NOWHERE);
        gather(r, RPT_LIT(">"), RPT_NOWHERE);
    }
    if (r->now && r->depth == r->field_depth) r->now = NO_FIELD;
    r->depth--;
}

static void add_text(reader *r, const xmlChar *p, int len, uint32_t behind) {
    if (len > 0 && r->now) gather(r, (rpt_str){(const char *)p, (uint32_t)len}, behind);
}

static void characters(void *user, const xmlChar *p, int len) { add_text(user, p, len, 0); }
static void cdata(void *user, const xmlChar *p, int len) { add_text(user, p, len, 3); }

static void parse(reader *r) {
    xmlParserCtxtPtr c = xmlCreateMemoryParserCtxt(r->from->utf8.p, (int)r->from->utf8.len);
    if (!c) return;
    xmlSAXHandler sax = {.startElementNs = start_element, .endElementNs = end_element, .characters = characters,
                         .ignorableWhitespace = characters, .cdataBlock = cdata, .initialized = XML_SAX2_MAGIC};
    memcpy(c->sax, &sax, sizeof sax);
    c->userData = r;
    c->sax2 = 1;
    r->parser = c;
    xmlCtxtUseOptions(c, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(c, XML_CHAR_ENCODING_UTF8);
    xmlParseDocument(c);
    if (c->myDoc) xmlFreeDoc(c->myDoc);
    xmlFreeParserCtxt(c);
}

static rpt_str field_text(reader *r, field f) {
    return rpt_arena_copy(r->d->arena, rpt_str_trim(rpt_buf_view(&r->fields[f].text)));
}

/** One line of the text from a field: a title, which may hold references once more (`&amp;#8217;`), or a date. */
static void write_line(reader *r, rpt_writer *out, field f, rpt_block_kind kind) {
    gathered *g = &r->fields[f];
    rpt_writer w;
    if (!g->text.len) return;
    g->from.utf8 = rpt_buf_view(&g->text);
    rpt_writer_init(&w, r->d->arena, &g->from);
    w.kind = (uint8_t)kind;
    if (f == TITLE && memchr(g->text.p, '&', g->text.len)) {
        rpt_html_into(&w, r->d, &g->from, NULL);
        for (uint32_t i = 0; i < w.blocks.n; i++) w.blocks.at[i].kind = (uint8_t)kind;
    } else {
        rpt_writer_text(&w, g->from.utf8, 0, false);
    }
    rpt_writer_block(&w, kind);
    if (f == TITLE && w.blocks.n) {
        const rpt_span s = w.blocks.at[0].span;
        r->d->title = rpt_arena_copy(r->d->arena, (rpt_str){w.text.p + s.begin, s.end - s.begin});
    }
    rpt_writer_append(out, &w);
}

static void write_content(reader *r, rpt_writer *out, rpt_messages *m) {
    gathered *g = &r->fields[r->fields[CONTENT].text.len ? CONTENT : SUMMARY];
    rpt_writer w;
    if (!g->text.len) return;
    g->from.utf8 = rpt_buf_view(&g->text);
    rpt_writer_init(&w, r->d->arena, &g->from);
    rpt_html_into(&w, r->d, &g->from, m);
    rpt_writer_append(out, &w);
}

rpt_status rpt_read_feed(rpt_document *d, const rpt_decoded *from, rpt_messages *m) {
    reader *r = rpt_arena_alloc(d->arena, sizeof *r);
    rpt_writer w;
    *r = (reader){.d = d, .from = from};
    if (from->utf8.len) parse(r);
    rpt_writer_init(&w, d->arena, from);
    write_line(r, &w, TITLE, RPT_BLOCK_TITLE);
    write_line(r, &w, DATE, RPT_BLOCK_DATELINE);
    write_content(r, &w, m);
    d->date_text = field_text(r, DATE);
    d->url = field_text(r, LINK);
    d->publisher = field_text(r, FEED_TITLE);
    d->language = field_text(r, LANGUAGE);
    rpt_writer_finish(&w, d);
    for (int i = 0; i < FIELDS; i++) rpt_buf_clear(&r->fields[i].text);
    return RPT_OK;
}
