/* SPDX-License-Identifier: ISC */
/*
 * JSON and XML files -> records: the iterator's nodes, each with the values of the map's references below it. Files are read
 * whole; no network, no entities from outside.
 */
#include "map/json.h"
#include "map/sources.h"
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

typedef RPT_ARRAY(rpt_value) value_list;

/* -- JSON ------------------------------------------------------------------------------------ */

typedef struct {
    const rpt_triples_map *map;
    rpt_arena arena;
    rpt_json json;
    rpt_json_path iterator, *refs;
    rpt_json_nodes records, found, work;
    value_list *lists; ///< of each reference, used again for each record
    rpt_values *values;
    rpt_messages *m;
} json_source;

static rpt_status compile_paths(json_source *s) {
    const rpt_triples_map *map = s->map;
    if (!rpt_json_path_compile(&s->iterator, &s->arena, map->source.iterator))
        return rpt_fail(s->m, RPT_CONFIG, map->source.place, "not a JSONPath that is understood: %.*s", RPT_FMT(map->source.iterator));
    s->refs = rpt_arena_alloc(&s->arena, (map->refs.n + 1) * sizeof *s->refs);
    for (uint32_t i = 0; i < map->refs.n; i++) {
        if (!rpt_json_path_compile(&s->refs[i], &s->arena, map->refs.at[i].text))
            return rpt_fail(s->m, RPT_CONFIG, map->source.place, "not a JSONPath that is understood: %.*s", RPT_FMT(map->refs.at[i].text));
    }
    return RPT_OK;
}

static uint8_t kind_of(const rpt_json_node *n) {
    if (n->kind == RPT_JSON_BOOLEAN) return RPT_VALUE_BOOLEAN;
    if (n->kind != RPT_JSON_NUMBER) return RPT_VALUE_TEXT;
    for (uint32_t i = 0; i < n->text.len; i++) {
        if (strchr(".eE", n->text.p[i])) return RPT_VALUE_DOUBLE;
    }
    return RPT_VALUE_INTEGER;
}

static rpt_status take_reference(json_source *s, uint32_t ref, uint32_t record) {
    value_list *list = &s->lists[ref];
    list->n = 0;
    rpt_json_select(&s->json, &s->refs[ref], record, &s->found, &s->work);
    for (uint32_t i = 0; i < s->found.n; i++) {
        const rpt_json_node *n = &s->json.nodes.at[s->found.at[i]];
        if (n->kind == RPT_JSON_OBJECT || n->kind == RPT_JSON_ARRAY) {
            return rpt_fail(s->m, RPT_CONFIG, s->map->source.place, "`%.*s` leads to an object or array, not to values; add [*] or a name",
                            RPT_FMT(s->map->refs.at[ref].text));
        }
        if (n->kind == RPT_JSON_NULL || rpt_source_is_null(&s->map->source, n->text)) continue;
        *RPT_PUSH(&s->arena, *list) = (rpt_value){n->text, kind_of(n)};
    }
    s->values[ref] = (rpt_values){list->at, list->n};
    return RPT_OK;
}

static rpt_status each_node(json_source *s, rpt_record_each each, void *user) {
    const uint32_t n = s->map->refs.n;
    s->lists = rpt_arena_alloc(&s->arena, (n + 1) * sizeof *s->lists);
    s->values = rpt_arena_alloc(&s->arena, (n + 1) * sizeof *s->values);
    rpt_json_select(&s->json, &s->iterator, 0, &s->records, &s->work);
    for (uint32_t i = 0; i < s->records.n; i++) {
        for (uint32_t ref = 0; ref < n; ref++) TRY(take_reference(s, ref, s->records.at[i]));
        TRY(each(user, s->values));
    }
    return RPT_OK;
}

rpt_status rpt_json_each(const rpt_triples_map *map, rpt_record_each each, void *user, rpt_messages *m) {
    json_source s = {.map = map, .m = m};
    rpt_buf bytes = {0};
    rpt_status status = rpt_source_bytes(&bytes, &map->source, m);
    if (!status) status = rpt_json_parse(&s.json, &s.arena, rpt_buf_view(&bytes), map->source.path.p, m);
    if (!status) status = compile_paths(&s);
    if (!status) status = each_node(&s, each, user);
    rpt_buf_clear(&bytes);
    rpt_arena_clear(&s.arena);
    return status;
}

rpt_status rpt_json_check(const rpt_triples_map *map, rpt_messages *m) {
    json_source s = {.map = map, .m = m};
    const rpt_status status = compile_paths(&s);
    rpt_arena_clear(&s.arena);
    return status;
}

/* -- XML ------------------------------------------------------------------------------------- */

typedef struct {
    const rpt_triples_map *map;
    rpt_arena arena;
    xmlDocPtr document;
    xmlXPathContextPtr context;
    xmlXPathCompExprPtr iterator, *refs;
    value_list *lists;
    rpt_values *values;
    rpt_messages *m;
    rpt_status status;
} xml_source;

static void take_error(void *user, xmlErrorPtr error) {
    xml_source *s = user;
    if (s->status || error->level < XML_ERR_ERROR) return;
    const bool in_file = error->file != NULL;
    const rpt_place place = in_file ? (rpt_place){s->map->source.path.p, error->line > 0 ? (uint32_t)error->line : 0, 0} : s->map->source.place;
    s->status = rpt_fail(s->m, RPT_CONFIG, place, "%s: %.*s", in_file ? "not XML" : "not an XPath",
                         RPT_FMT(rpt_str_trim(rpt_str_of(error->message))));
}

static xmlXPathCompExprPtr compile_xpath(xml_source *s, rpt_str text) {
    const rpt_str copy = rpt_arena_copy(&s->arena, text);
    xmlXPathCompExprPtr e = xmlXPathCtxtCompile(s->context, (const xmlChar *)copy.p);
    if (!e && !s->status) s->status = rpt_fail(s->m, RPT_CONFIG, s->map->source.place, "not an XPath: %s", copy.p);
    return e;
}

static void open_context(xml_source *s) {
    s->context = xmlXPathNewContext(s->document);
    s->context->error = take_error;
    s->context->userData = s;
    for (uint32_t i = 0; i < s->map->source.prefixes.n; i++) {
        const rpt_str prefix = rpt_arena_copy(&s->arena, s->map->source.prefixes.at[i].prefix);
        const rpt_str iri = rpt_arena_copy(&s->arena, s->map->source.prefixes.at[i].iri);
        xmlXPathRegisterNs(s->context, (const xmlChar *)prefix.p, (const xmlChar *)iri.p);
    }
    const uint32_t n = s->map->refs.n;
    s->refs = rpt_arena_alloc(&s->arena, (n + 1) * sizeof *s->refs);
    s->iterator = compile_xpath(s, s->map->source.iterator);
    for (uint32_t i = 0; i < n && !s->status; i++) s->refs[i] = compile_xpath(s, s->map->refs.at[i].text);
}

static void close_context(xml_source *s) {
    if (s->iterator) xmlXPathFreeCompExpr(s->iterator);
    for (uint32_t i = 0; s->refs && i < s->map->refs.n; i++) {
        if (s->refs[i]) xmlXPathFreeCompExpr(s->refs[i]);
    }
    if (s->context) xmlXPathFreeContext(s->context);
    if (s->document) xmlFreeDoc(s->document);
    rpt_arena_clear(&s->arena);
}

static void add_value(xml_source *s, value_list *list, xmlChar *text) {
    if (!text) return;
    const rpt_str value = rpt_arena_copy(&s->arena, rpt_str_of((const char *)text));
    xmlFree(text);
    if (!rpt_source_is_null(&s->map->source, value)) *RPT_PUSH(&s->arena, *list) = (rpt_value){value, RPT_VALUE_TEXT};
}

static void take_xpath(xml_source *s, uint32_t ref, xmlNodePtr record) {
    value_list *list = &s->lists[ref];
    list->n = 0;
    s->context->node = record;
    xmlXPathObjectPtr found = xmlXPathCompiledEval(s->refs[ref], s->context);
    if (found && found->type == XPATH_NODESET) {
        for (int i = 0; found->nodesetval && i < found->nodesetval->nodeNr; i++)
            add_value(s, list, xmlXPathCastNodeToString(found->nodesetval->nodeTab[i]));
    } else if (found) {
        add_value(s, list, xmlXPathCastToString(found));
    }
    xmlXPathFreeObject(found);
    s->values[ref] = (rpt_values){list->at, list->n};
}

static rpt_status each_element(xml_source *s, rpt_record_each each, void *user) {
    const uint32_t n = s->map->refs.n;
    s->lists = rpt_arena_alloc(&s->arena, (n + 1) * sizeof *s->lists);
    s->values = rpt_arena_alloc(&s->arena, (n + 1) * sizeof *s->values);
    xmlXPathObjectPtr records = xmlXPathCompiledEval(s->iterator, s->context);
    rpt_status status = s->status;
    const bool nodes = records && records->type == XPATH_NODESET && records->nodesetval;
    for (int i = 0; nodes && i < records->nodesetval->nodeNr && !status; i++) {
        for (uint32_t ref = 0; ref < n; ref++) take_xpath(s, ref, records->nodesetval->nodeTab[i]);
        status = s->status ? s->status : each(user, s->values);
    }
    xmlXPathFreeObject(records);
    return status;
}

rpt_status rpt_xml_each(const rpt_triples_map *map, rpt_record_each each, void *user, rpt_messages *m) {
    xml_source s = {.map = map, .m = m};
    rpt_buf bytes = {0};
    rpt_status status = rpt_source_bytes(&bytes, &map->source, m);
    if (!status) {
        xmlParserCtxtPtr parser = xmlNewParserCtxt();
        xmlSetStructuredErrorFunc(&s, take_error);
        s.document = xmlCtxtReadMemory(parser, bytes.p, (int)bytes.len, map->source.path.p, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
        xmlFreeParserCtxt(parser);
        if (!s.document && !s.status) s.status = rpt_fail(m, RPT_CONFIG, (rpt_place){map->source.path.p, 0, 0}, "not XML");
        if (!s.status) open_context(&s);
        status = s.status ? s.status : each_element(&s, each, user);
        xmlSetStructuredErrorFunc(NULL, NULL);
    }
    close_context(&s);
    rpt_buf_clear(&bytes);
    return status;
}

rpt_status rpt_xml_check(const rpt_triples_map *map, rpt_messages *m) {
    xml_source s = {.map = map, .m = m};
    xmlSetStructuredErrorFunc(&s, take_error);
    open_context(&s);
    xmlSetStructuredErrorFunc(NULL, NULL);
    close_context(&s);
    return s.status;
}
