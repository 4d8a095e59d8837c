/* SPDX-License-Identifier: ISC */
/*
 * XML, of which TEI above all -> text, blocks, metadata, by libxml2's SAX2 parser: no network, no document type from outside, no
 * entities but the named characters of HTML. Notes go to the end, as in print, a mark `[n]` stays where they stood. Elements
 * that the table does not know are inline, so that any XML gives its text.
 */
#include "input/reader.h"
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>

enum { DEEPEST = 250 }; ///< libxml2 stops at 256 by itself
typedef enum { INLINE, SKIP, BLOCK, HEADING, ITEM, DATELINE, SIGNED, NOTE, SPACE, HEADER, TITLE, DATE, PLACE, LANGUAGE, PUBLISHER } element_kind;

/* Sorted by name. */
static const struct {
    const char *name;
    uint8_t is;
} elements[] = {{"ab", BLOCK}, {"argument", BLOCK}, {"byline", SIGNED}, {"cell", SPACE}, {"closer", BLOCK}, {"date", DATE},
                {"dateline", DATELINE}, {"del", SKIP}, {"delText", SKIP}, {"div", BLOCK}, {"docAuthor", SIGNED}, {"docDate", DATELINE},
                {"epigraph", BLOCK}, {"facsimile", SKIP}, {"floatingText", BLOCK}, {"formula", SKIP}, {"fw", SKIP}, {"h", HEADING},
                {"head", HEADING}, {"instrText", SKIP}, {"item", ITEM}, {"l", BLOCK}, {"label", BLOCK}, {"language", LANGUAGE},
                {"lb", SPACE}, {"lg", BLOCK}, {"list", BLOCK}, {"note", NOTE}, {"opener", BLOCK}, {"p", BLOCK}, {"para", BLOCK},
                {"placeName", PLACE}, {"postscript", BLOCK}, {"publisher", PUBLISHER}, {"q", INLINE}, {"quote", INLINE},
                {"row", BLOCK}, {"salute", BLOCK}, {"seg", BLOCK}, {"signed", SIGNED}, {"standOff", SKIP}, {"tab", SPACE},
                {"table", BLOCK}, {"teiHeader", HEADER}, {"title", TITLE}, {"titlePart", HEADING}, {"u", BLOCK}, {"xenoData", SKIP}};

typedef struct {
    uint8_t is, kind;
    bool skip, header, note, dateline, body;
    bool gather; ///< text goes to `field`
    bool complete;
    uint32_t from;
} level;

typedef struct {
    rpt_document *d;
    const rpt_decoded *from;
    xmlParserCtxtPtr parser;
    rpt_writer text, notes;
    rpt_writer title; ///< the best title of the header so far
    rpt_writer field; ///< what is gathered for a field of the header
    uint32_t depth, over; ///< levels; levels beyond DEEPEST
    uint32_t n_notes;
    bool complete_title; ///< the title is one of type="complete"
    xmlEntity entity;
    char entity_text[8];
    level stack[DEEPEST + 1];
} reader;

static uint8_t element_is(const char *name) {
    size_t low = 0, high = sizeof elements / sizeof *elements;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = strcmp(name, elements[middle].name);
        if (!order) return elements[middle].is;
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return INLINE;
}

/** The value of an attribute by local name (SAX2 gives five pointers an attribute). */
static rpt_str attribute(int n, const xmlChar **a, const char *name) {
    for (int i = 0; i < n; i++, a += 5) {
        if (!strcmp((const char *)a[0], name)) return (rpt_str){(const char *)a[3], (uint32_t)(a[4] - a[3])};
    }
    return (rpt_str){NULL, 0};
}

static void keep(reader *r, rpt_str *field, rpt_str value) {
    value = rpt_str_trim(value);
    if (!field->len && value.len) *field = rpt_arena_copy(r->d->arena, value);
}

static rpt_writer *writer_of(reader *r) { return r->stack[r->depth].note ? &r->notes : &r->text; }

/* -- Notes ----------------------------------------------------------------------------------- */

/** A note's text begins with its mark, which also stays in the text; a source note has none, as it belongs to the heading. */
static void start_note(reader *r, level *l, rpt_str n, rpt_str type) {
    const bool source = rpt_str_is(type, "source");
    char mark[24];
    r->n_notes++;
    uint32_t len = (uint32_t)snprintf(mark, sizeof mark, "[%u]", r->n_notes);
    if (n.len && n.len < 6) len = (uint32_t)snprintf(mark, sizeof mark, "[%.*s]", RPT_FMT(n));
    rpt_writer_block(&r->notes, RPT_BLOCK_NOTE);
    l->note = true;
    l->kind = RPT_BLOCK_NOTE;
    if (source) return;
    rpt_writer_mark(&r->text, (rpt_str){mark, len});
    rpt_writer_text(&r->notes, (rpt_str){mark, len}, RPT_NOWHERE, false);
    rpt_writer_text(&r->notes, RPT_LIT(" "), RPT_NOWHERE, false);
}

/* -- Metadata -------------------------------------------------------------------------------- */

static void start_header_field(reader *r, level *l, uint8_t is, int n, const xmlChar **a) {
    if (is == TITLE) {
        l->complete = rpt_str_is(attribute(n, a, "type"), "complete") || rpt_str_is(attribute(n, a, "type"), "main");
        l->gather = !r->title.text.len || (l->complete && !r->complete_title);
    }
    if (is == PUBLISHER) l->gather = true;
    if (l->gather && !r->stack[r->depth - 1].gather) {
        rpt_buf_clear(&r->field.text);
        rpt_writer_init(&r->field, r->d->arena, r->from);
        r->field.kind = RPT_BLOCK_TITLE;
    }
    if (is == LANGUAGE) keep(r, &r->d->language, attribute(n, a, "ident"));
    if (is == DATE) keep(r, &r->d->date_text, attribute(n, a, "when"));
}

static void end_header_field(reader *r, const level *l) {
    if (!l->gather || r->stack[r->depth].gather || !rpt_writer_now(&r->field).len) return;
    if (l->is == PUBLISHER) keep(r, &r->d->publisher, rpt_writer_now(&r->field));
    if (l->is != TITLE) return;
    rpt_buf_clear(&r->title.text);
    r->title = r->field;
    r->field = (rpt_writer){0};
    r->complete_title = l->complete;
}

/** The header's title heads the text, as on the page that is made of it. */
static void write_title(reader *r) {
    if (!r->title.text.len) return;
    keep(r, &r->d->title, rpt_writer_now(&r->title));
    rpt_writer_append(&r->text, &r->title);
}

/* -- Events ---------------------------------------------------------------------------------- */

static uint8_t block_kind(const reader *r, const level *l, uint8_t is) {
    static const uint8_t kinds[] = {[HEADING] = RPT_BLOCK_HEADING, [ITEM] = RPT_BLOCK_ITEM, [DATELINE] = RPT_BLOCK_DATELINE,
                                    [SIGNED] = RPT_BLOCK_BYLINE};
    if (l->note) return RPT_BLOCK_NOTE;
    if (is == BLOCK) return l->kind;
    if (is == HEADING && !r->d->title.len && !r->text.blocks.n) return RPT_BLOCK_TITLE;
    return kinds[is];
}

static void start_body_element(reader *r, level *l, uint8_t is, int n, const xmlChar **a) {
    if (is == NOTE && !l->note) {
        start_note(r, l, attribute(n, a, "n"), attribute(n, a, "type"));
    } else if (is == BLOCK || is == HEADING || is == ITEM || is == DATELINE || is == SIGNED) {
        l->kind = block_kind(r, l, is);
        rpt_writer_block(writer_of(r), l->kind);
    } else if (is == SPACE) {
        rpt_writer_text(writer_of(r), RPT_LIT(" "), RPT_NOWHERE, false);
    } else if (is == DATE && l->dateline) {
        keep(r, &r->d->date_text, attribute(n, a, "when"));
    }
    if (is == DATELINE) l->dateline = true;
    l->from = (uint32_t)writer_of(r)->text.len;
}

static void start_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
                          const xmlChar **spaces, int n, int defaulted, const xmlChar **a) {
    reader *r = user;
    (void)prefix, (void)uri, (void)n_spaces, (void)spaces, (void)defaulted;
    if (r->depth == DEEPEST) {
        r->over++;
        return;
    }
    const level *outer = &r->stack[r->depth];
    level *l = &r->stack[++r->depth];
    const uint8_t is = element_is((const char *)name);
    *l = *outer;
    l->is = is;
    l->gather = outer->gather && !outer->skip;
    if (is == HEADER) l->header = true;
    if (is == SKIP) l->skip = true;
    if (r->depth <= 3) keep(r, &r->d->language, attribute(n, a, "lang"));
    if (l->skip) return;
    if (l->header) start_header_field(r, l, is, n, a);
    else start_body_element(r, l, is, n, a);
}

static void end_body_element(reader *r, const level *l) {
    rpt_writer *w = l->note ? &r->notes : &r->text;
    const uint8_t outside = r->stack[r->depth].kind;
    if (l->is == PLACE && l->dateline && w->text.len > l->from) {
        keep(r, &r->d->place, (rpt_str){w->text.p + l->from, (uint32_t)w->text.len - l->from});
    }
    if (l->kind == RPT_BLOCK_TITLE && l->is == HEADING) keep(r, &r->d->title, rpt_writer_now(w));
    if (l->is == BLOCK || l->is == HEADING || l->is == ITEM || l->is == DATELINE || l->is == SIGNED) rpt_writer_block(w, outside);
    else if (l->is == NOTE && !r->stack[r->depth].note) rpt_writer_block(&r->notes, RPT_BLOCK_NOTE);
}

static void end_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    reader *r = user;
    (void)name, (void)prefix, (void)uri;
    if (r->over) {
        r->over--;
        return;
    }
    if (!r->depth) return;
    const level *l = &r->stack[r->depth--];
    if (l->skip) return;
    if (!l->header) {
        end_body_element(r, l);
        return;
    }
    if (l->is == TITLE || l->is == PUBLISHER) end_header_field(r, l);
    if (l->is == HEADER) write_title(r);
}

static void characters(void *user, const xmlChar *p, int len) {
    reader *r = user;
    const level *l = &r->stack[r->depth];
    if (len <= 0 || l->skip || (l->header && !l->gather)) return;
    bool entity;
    const rpt_str chunk = {(const char *)p, (uint32_t)len};
    const uint32_t at = rpt_align(r->from, r->parser, chunk, 0, &entity);
    rpt_writer_text(l->header ? &r->field : writer_of(r), chunk, at, entity);
}

static void cdata(void *user, const xmlChar *p, int len) {
    reader *r = user;
    const level *l = &r->stack[r->depth];
    if (len <= 0 || l->skip || l->header) return;
    bool entity;
    const rpt_str chunk = {(const char *)p, (uint32_t)len};
    const uint32_t at = rpt_align(r->from, r->parser, chunk, 3, &entity); /* behind `]]>` */
    rpt_writer_text(writer_of(r), chunk, at, entity);
}

/** `&nbsp;` and its like, which pages made into XML leave undeclared. Entities that a document declares are not expanded. */
static xmlEntityPtr find_entity(void *user, const xmlChar *name) {
    reader *r = user;
    xmlEntityPtr known = xmlGetPredefinedEntity(name);
    if (known) return known;
    const htmlEntityDesc *h = htmlEntityLookup(name);
    const uint32_t len = rpt_utf8_put(r->entity_text, h ? h->value : ' ');
    r->entity_text[len] = 0;
    r->entity = (xmlEntity){.type = XML_ENTITY_DECL, .name = name, .content = (xmlChar *)r->entity_text, .length = (int)len,
                            .etype = XML_INTERNAL_PREDEFINED_ENTITY,
                            .orig = (xmlChar *)r->entity_text}; /* or the parser would leave its own here */
    return &r->entity;
}

/** Broken XML is read as far as the parser goes; once it is said where it broke. */
static void report(const reader *r, const xmlParserCtxt *c, rpt_messages *m) {
    if (c->wellFormed) return;
    const uint32_t line = c->lastError.line > 0 ? (uint32_t)c->lastError.line : 0;
    rpt_say(m, RPT_WARNING, (rpt_place){r->d->source.p, line, 0}, "XML that is not well-formed or too deep; some of it may be left out");
}

static void parse(reader *r, rpt_messages *m) {
    xmlParserCtxtPtr c = xmlCreateMemoryParserCtxt(r->from->utf8.p, (int)r->from->utf8.len);
    if (!c) return;
    xmlSAXHandler sax = {.startElementNs = start_element, .endElementNs = end_element, .characters = characters,
                         .ignorableWhitespace = characters, .cdataBlock = cdata, .getEntity = find_entity, .initialized = XML_SAX2_MAGIC};
    memcpy(c->sax, &sax, sizeof sax);
    c->userData = r;
    c->sax2 = 1;
    r->parser = c;
    xmlCtxtUseOptions(c, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(c, XML_CHAR_ENCODING_UTF8);
    xmlParseDocument(c);
    report(r, c, m);
    if (c->myDoc) xmlFreeDoc(c->myDoc);
    xmlFreeParserCtxt(c);
}

rpt_status rpt_read_xml(rpt_document *d, const rpt_decoded *from, rpt_messages *m) {
    reader *r = rpt_arena_alloc(d->arena, sizeof *r);
    *r = (reader){.d = d, .from = from};
    rpt_writer_init(&r->text, d->arena, from);
    rpt_writer_init(&r->notes, d->arena, from);
    r->notes.kind = RPT_BLOCK_NOTE;
    if (from->utf8.len) parse(r, m);
    rpt_writer_append(&r->text, &r->notes);
    rpt_buf_clear(&r->field.text);
    rpt_buf_clear(&r->title.text);
    rpt_writer_finish(&r->text, d);
    return RPT_OK;
}
