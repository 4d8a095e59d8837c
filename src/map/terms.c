/* SPDX-License-Identifier: ISC */
/* Term maps -> parts of text and references, constants rendered once. Checks what a term may be where it stands. */
#include "map/compile.h"

static rpt_term_map *new_term(rpt_compiler *c, rpt_place place) {
    rpt_term_map *t = rpt_arena_alloc(&c->g->arena, sizeof *t);
    t->place = place;
    return t;
}

static bool may_stand(rpt_role role, uint8_t term) {
    if (role == RPT_ROLE_PREDICATE) return term != RPT_TERM_LITERAL && term != RPT_TERM_BLANK;
    if (role == RPT_ROLE_SUBJECT || role == RPT_ROLE_GRAPH) return term != RPT_TERM_LITERAL;
    return true;
}

/** `"@en"` and `"^^<...>"` without the quotes; xsd:string is what a literal is anyway. */
static void put_tail(rpt_compiler *c, rpt_buf *out, rpt_str language, rpt_str datatype) {
    if (language.len) {
        rpt_buf_char(out, '@');
        for (uint32_t i = 0; i < language.len; i++) rpt_buf_char(out, (char)rpt_utf8_fold((unsigned char)language.p[i]));
    } else if (datatype.len && !rpt_str_is(datatype, "http://www.w3.org/2001/XMLSchema#string")) {
        rpt_buf_z(out, "^^");
        rpt_term_iri(out, datatype, c->mapping->options.ascii);
    }
}

static rpt_str keep(rpt_compiler *c, rpt_buf *b) {
    const rpt_str s = rpt_arena_copy(&c->g->arena, rpt_buf_view(b));
    rpt_buf_clear(b);
    return s;
}

rpt_term_map *rpt_compile_constant(rpt_compiler *c, uint32_t node, rpt_role role, rpt_place place) {
    const rpt_node *n = &c->g->nodes.at[node];
    rpt_term_map *t = new_term(c, place);
    t->constant = true;
    t->plain = n->text;
    t->term = n->kind == RPT_NODE_LITERAL ? RPT_TERM_LITERAL : n->kind == RPT_NODE_BLANK ? RPT_TERM_BLANK : RPT_TERM_IRI;
    rpt_buf out = {0};
    if (n->kind == RPT_NODE_BLANK) {
        rpt_compile_fail(c, place, "a constant cannot be a blank node", RPT_LIT(""));
    } else if (!may_stand(role, t->term)) {
        rpt_compile_fail(c, place, "a literal cannot stand here: ", n->text);
    } else if (n->kind == RPT_NODE_LITERAL) {
        rpt_term_literal(&out, n->text, c->mapping->options.ascii);
        put_tail(c, &out, n->language, n->datatype);
    } else if (role == RPT_ROLE_GRAPH && rpt_str_is(n->local, "defaultGraph")) {
        t->plain = RPT_LIT("");
    } else if (!rpt_term_iri(&out, n->text, c->mapping->options.ascii)) {
        rpt_compile_fail(c, place, "no absolute IRI: ", n->text);
    }
    t->rendered = keep(c, &out);
    t->hash = rpt_hash(t->rendered);
    return t;
}

rpt_term_map *rpt_compile_reference(rpt_compiler *c, rpt_str reference, rpt_place place) {
    rpt_term_map *t = new_term(c, place);
    t->term = RPT_TERM_LITERAL;
    t->reference = true;
    *RPT_PUSH(&c->g->arena, t->parts) = (rpt_part){{"", 0}, rpt_compile_ref(c, reference, place)};
    return t;
}

/** `http://example.org/{id}/\{x\}` -> parts. A backslash stands before a brace or a backslash only. */
static void compile_template(rpt_compiler *c, rpt_term_map *t, rpt_str text) {
    rpt_buf run = {0};
    bool inside = false, good = true;
    for (uint32_t i = 0; i < text.len && good; i++) {
        const char x = text.p[i];
        if (x == '\\') {
            good = i + 1 < text.len && strchr("{}\\", text.p[i + 1]) && text.p[i + 1];
            if (good) rpt_buf_char(&run, text.p[++i]);
        } else if (x == '{' || x == '}') {
            good = inside == (x == '}') && !(inside && !run.len);
            if (!good) break;
            const rpt_str part = rpt_arena_copy(&c->g->arena, rpt_buf_view(&run));
            if (inside) *RPT_PUSH(&c->g->arena, t->parts) = (rpt_part){{"", 0}, rpt_compile_ref(c, part, t->place)};
            else if (run.len) *RPT_PUSH(&c->g->arena, t->parts) = (rpt_part){part, RPT_NONE};
            run.len = 0;
            inside = x == '{';
        } else {
            rpt_buf_char(&run, x);
        }
    }
    if (!good || inside) rpt_compile_fail(c, t->place, "braces or backslashes of a template do not match: ", text);
    if (run.len) *RPT_PUSH(&c->g->arena, t->parts) = (rpt_part){rpt_arena_copy(&c->g->arena, rpt_buf_view(&run)), RPT_NONE};
    rpt_buf_clear(&run);
}

static const struct {
    const char *name;
    uint8_t term;
} term_types[] = {{"IRI", RPT_TERM_IRI},             {"URI", RPT_TERM_URI},
                  {"UnsafeIRI", RPT_TERM_UNSAFE_IRI}, {"UnsafeURI", RPT_TERM_UNSAFE_URI},
                  {"BlankNode", RPT_TERM_BLANK},      {"Literal", RPT_TERM_LITERAL}};

static void compile_type(rpt_compiler *c, rpt_term_map *t, uint32_t node, rpt_role role, bool marked) {
    const uint32_t found = rpt_compile_next(c, node, "termType", 0);
    const bool literal = role == RPT_ROLE_VALUE || (role == RPT_ROLE_OBJECT && (t->reference || marked));
    t->term = literal ? RPT_TERM_LITERAL : RPT_TERM_IRI;
    if (!found) return;
    const rpt_str name = rpt_compile_object(c, found)->local;
    size_t i = 0;
    while (i < sizeof term_types / sizeof *term_types && !rpt_str_is(name, term_types[i].name)) i++;
    if (i == sizeof term_types / sizeof *term_types) {
        rpt_compile_fail(c, t->place, "no such term type: ", rpt_compile_object(c, found)->text);
        return;
    }
    t->term = term_types[i].term;
    if (!may_stand(role, t->term)) rpt_compile_fail(c, t->place, "this term type cannot stand here: ", name);
}

/** Language and datatype, constant or varying. */
static void compile_marks(rpt_compiler *c, rpt_term_map *t, rpt_term_map *language, rpt_term_map *datatype) {
    if (!language && !datatype) {
        t->natural = t->reference && t->term == RPT_TERM_LITERAL;
        return;
    }
    if (language && datatype) rpt_compile_fail(c, t->place, "a literal has a language or a datatype, not both", RPT_LIT(""));
    if (t->term != RPT_TERM_LITERAL) rpt_compile_fail(c, t->place, "only a literal has a language or a datatype", RPT_LIT(""));
    rpt_term_map *mark = language ? language : datatype;
    if (!mark->constant) {
        t->language = language;
        t->datatype = datatype;
        return;
    }
    const rpt_str none = {"", 0};
    rpt_buf out = {0};
    if (language && !rpt_language_is_valid(mark->plain)) rpt_compile_fail(c, t->place, "no language tag: ", mark->plain);
    if (datatype && !rpt_iri_is_valid(mark->plain)) rpt_compile_fail(c, t->place, "no datatype IRI: ", mark->plain);
    put_tail(c, &out, language ? mark->plain : none, datatype ? mark->plain : none);
    t->tail = keep(c, &out);
}

static rpt_term_map *compile_mark(rpt_compiler *c, uint32_t node, const char *name, const char *map_name) {
    const uint32_t constant = rpt_compile_next(c, node, name, 0), varying = rpt_compile_next(c, node, map_name, 0);
    if (constant) return rpt_compile_constant(c, c->g->triples.at[constant - 1].o, RPT_ROLE_VALUE, c->g->triples.at[constant - 1].place);
    if (varying) return rpt_compile_term(c, c->g->triples.at[varying - 1].o, RPT_ROLE_VALUE, c->g->triples.at[varying - 1].place);
    return NULL;
}

static rpt_term_map *compile_explicit_constant(rpt_compiler *c, uint32_t node, uint32_t found, rpt_role role, rpt_place place) {
    rpt_term_map *t = rpt_compile_constant(c, c->g->triples.at[found - 1].o, role, place);
    const uint32_t type = rpt_compile_next(c, node, "termType", 0);
    if (!type) return t;
    const rpt_str name = rpt_compile_object(c, type)->local;
    const char *is = t->term == RPT_TERM_LITERAL ? "Literal" : "IRI";
    if (!rpt_str_is(name, is)) rpt_compile_fail(c, place, "the constant is not of the term type ", name);
    return t;
}

/** A term map without an expression: a blank node a record. */
static rpt_term_map *compile_anonymous(rpt_compiler *c, uint32_t node, rpt_role role, rpt_place place) {
    rpt_term_map *t = new_term(c, place);
    compile_type(c, t, node, role, false);
    if (t->term != RPT_TERM_BLANK) rpt_compile_fail(c, place, "a term map needs one of constant, reference and template", RPT_LIT(""));
    return t;
}

static rpt_term_map *compile_expression(rpt_compiler *c, uint32_t node, rpt_role role, rpt_place place) {
    const uint32_t constant = rpt_compile_next(c, node, "constant", 0), template = rpt_compile_next(c, node, "template", 0);
    uint32_t reference = rpt_compile_next(c, node, "reference", 0);
    if (!reference) reference = rpt_compile_next(c, node, "column", 0);
    const int expressions = (constant != 0) + (template != 0) + (reference != 0);
    if (!expressions) return compile_anonymous(c, node, role, place);
    if (expressions > 1) {
        rpt_compile_fail(c, place, "a term map takes one of constant, reference and template", RPT_LIT(""));
        return new_term(c, place);
    }
    const uint32_t found = constant ? constant : template ? template : reference;
    place = c->g->triples.at[found - 1].place;
    rpt_term_map *language = compile_mark(c, node, "language", "languageMap");
    rpt_term_map *datatype = compile_mark(c, node, "datatype", "datatypeMap");
    if (constant && !language && !datatype) return compile_explicit_constant(c, node, constant, role, place);
    const rpt_str text = rpt_compile_object(c, found)->text;
    rpt_term_map *t = reference ? rpt_compile_reference(c, text, place) : new_term(c, place);
    if (template) compile_template(c, t, text);
    if (constant) *RPT_PUSH(&c->g->arena, t->parts) = (rpt_part){text, RPT_NONE};
    compile_type(c, t, node, role, language || datatype);
    compile_marks(c, t, language, datatype);
    t->targets = (language ? language->targets : 0) | (datatype ? datatype->targets : 0);
    return t;
}

/** One term, made of the document's row alone: the graph of each quad, above all. */
static bool is_steady(const rpt_compiler *c, const rpt_term_map *t) {
    if (t->constant || !t->parts.n || t->language || t->datatype || c->map->source.kind != RPT_SOURCE_ROWS) return false;
    for (uint32_t i = 0; i < t->parts.n; i++) {
        const uint32_t ref = t->parts.at[i].ref;
        if (ref != RPT_NONE && (!c->map->refs.at[ref].document || c->map->refs.at[ref].split)) return false;
    }
    return true;
}

rpt_term_map *rpt_compile_term(rpt_compiler *c, uint32_t node, rpt_role role, rpt_place place) {
    rpt_term_map *t = compile_expression(c, node, role, place);
    t->targets |= rpt_compile_targets(c, node);
    if (is_steady(c, t)) t->steady = ++c->mapping->steady;
    return t;
}
