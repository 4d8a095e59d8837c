/* SPDX-License-Identifier: ISC */
/*
 * The classes as SVG in three columns (pieces of text, facts, things), tied by those properties whose ends are in different
 * columns or that stay inside the columns of text and facts. Where a class stands follows from what it is a kind of; where a
 * line runs from the order of the file.
 */
#include "picture.h"

#define SUBCLASS "http://www.w3.org/2000/01/rdf-schema#subClassOf"

enum { TEXT, FACTS, THINGS, COLUMNS };
enum { BOXES = 64, LINKS = 64, WIDTH = 190, HEIGHT = 42, STEP = 64, TOP = 56, LANE = 26 };
static const int left_of[COLUMNS] = {120, 520, 960};
static const char *const style[COLUMNS] = {"text", "fact", "thing"};
static const char *const heads[COLUMNS] = {"Text", "Facts", "Things"};

typedef struct {
    rpt_str iri;
    int column, row;
} box;

typedef struct {
    rpt_str property;
    const box *from, *to;
} link;

typedef struct {
    box box[BOXES];
    link link[LINKS];
    int boxes, links, rows[COLUMNS];
    rpt_buf labels; ///< drawn over all lines
} picture;

static bool starts(rpt_str s, const char *z) { return s.len >= strlen(z) && !memcmp(s.p, z, strlen(z)); }

static int column_of(const vocabulary *v, rpt_str iri) {
    static const char nif[] = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";
    if (starts(iri, nif)) return TEXT;
    if (rpt_str_is(iri, NS "Fact") || has(v, iri, SUBCLASS, NS "Fact")) return FACTS;
    rpt_str super;
    for (uint32_t i = 0; (super = value_of(v, iri, SUBCLASS, i)).len; i++) {
        if (starts(super, nif)) return TEXT;
    }
    return THINGS;
}

static const box *box_of(picture *p, const vocabulary *v, rpt_str iri) {
    for (int i = 0; i < p->boxes; i++) {
        if (rpt_str_equal(p->box[i].iri, iri)) return &p->box[i];
    }
    if (p->boxes == BOXES) return NULL;
    box *b = &p->box[p->boxes++];
    *b = (box){iri, column_of(v, iri), 0};
    b->row = p->rows[b->column]++;
    return b;
}

/** Every pair of classes that a property ties; literals and dates of facts aside. */
static void add_links(picture *p, const vocabulary *v, rpt_str property) {
    rpt_str from, to;
    for (uint32_t i = 0; (from = value_of(v, property, SCHEMA "domainIncludes", i)).len; i++) {
        for (uint32_t k = 0; (to = value_of(v, property, SCHEMA "rangeIncludes", k)).len && p->links < LINKS; k++) {
            const box *a = box_of(p, v, from), *b = box_of(p, v, to);
            if (a && b && (a->column != b->column || a->column != THINGS)) p->link[p->links++] = (link){property, a, b};
        }
    }
}

static int x_of(const box *b) { return left_of[b->column]; }
static int y_of(const box *b) { return TOP + b->row * STEP; }

static void draw_box(rpt_buf *out, const vocabulary *v, const box *b) {
    const int x = x_of(b), y = y_of(b);
    rpt_buf_printf(out, "<rect class=\"box %s%s\" x=%d y=%d width=%d height=%d rx=6 />", style[b->column], is_ours(b->iri) ? "" : " outside", x, y,
                   WIDTH, HEIGHT);
    rpt_buf_printf(out, "<text x=%d y=%d>", x + 12, y + 18);
    put_name(out, b->iri);
    rpt_buf_printf(out, "</text><text class=small x=%d y=%d>", x + 12, y + 34);
    rpt_str super;
    for (uint32_t i = 0; (super = value_of(v, b->iri, SUBCLASS, i)).len && i < 2; i++) {
        if (i) rpt_buf_z(out, ", ");
        put_name(out, super);
    }
    if (!is_ours(b->iri)) rpt_buf_z(out, "of another vocabulary");
    rpt_buf_z(out, "</text>\n");
}

static void draw_label(rpt_buf *out, rpt_str name, int x, int y) {
    const int width = (int)name.len * 8 + 12;
    rpt_buf_printf(out, "<rect class=pill x=%d y=%d width=%d height=20 rx=10 /><text class=label x=%d y=%d text-anchor=middle>%.*s</text>\n", x - width / 2,
                   y - 10, width, x, y + 4, RPT_FMT(name));
}

/** Inside a column: an arc at its left side. */
static void draw_inside(rpt_buf *out, rpt_buf *labels, const link *l, int turn) {
    const int x = x_of(l->from), y = y_of(l->from) + HEIGHT / 2 + (l->from == l->to ? -10 : 0);
    const int to = y_of(l->to) + HEIGHT / 2 + (l->from == l->to ? 10 : 0), reach = 34 + turn % 2 * 8;
    rpt_buf_printf(out, "<path marker-end=\"url(#tip)\" d=\"M%d %d C%d %d %d %d %d %d\" />\n", x, y, x - reach, y, x - reach, to, x - 2, to);
    draw_label(labels, local_of(l->property), x - 60, (y + to) / 2);
}

static void draw_curve(rpt_buf *out, int x, int y, int to_x, int to_y, bool tip) {
    const int middle = (x + to_x) / 2;
    rpt_buf_printf(out, "<path%s d=\"M%d %d C%d %d %d %d %d %d\" />\n", tip ? " marker-end=\"url(#tip)\"" : "", x, y, middle, y, middle, to_y, to_x, to_y);
}

/** Across columns: a curve to a lane with the name, and on to each class at its ends. A property has one lane. */
static void draw_across(rpt_buf *out, picture *p, int first, int lane_x, int lane_y) {
    const link *l = &p->link[first];
    const int half = (int)local_of(l->property).len * 4 + 6;
    for (int i = first; i < p->links; i++) {
        const link *k = &p->link[i];
        if (!rpt_str_equal(k->property, l->property) || k->from->column == k->to->column) continue;
        const bool right = k->from->column < k->to->column;
        const int from_x = x_of(k->from) + (right ? WIDTH : 0), to_x = x_of(k->to) + (right ? -2 : WIDTH + 2);
        draw_curve(out, from_x, y_of(k->from) + HEIGHT / 2, lane_x + (right ? -half : half), lane_y, false);
        draw_curve(out, lane_x + (right ? half : -half), lane_y, to_x, y_of(k->to) + HEIGHT / 2, true);
    }
    draw_label(&p->labels, local_of(l->property), lane_x, lane_y);
}

static bool is_first(const picture *p, int i) {
    for (int k = 0; k < i; k++) {
        if (rpt_str_equal(p->link[k].property, p->link[i].property) && p->link[k].from->column != p->link[k].to->column) return false;
    }
    return true;
}

static void draw_links(rpt_buf *out, picture *p) {
    int lanes[3] = {0, 0, 0}, turn = 0; /* text to facts, facts to things, below the facts */
    const int below = TOP + p->rows[FACTS] * STEP + 14;
    for (int i = 0; i < p->links; i++) {
        const link *l = &p->link[i];
        const int a = l->from->column, b = l->to->column;
        if (a == b) {
            draw_inside(out, &p->labels, l, turn++);
        } else if (is_first(p, i)) {
            const int gap = a + b == 1 ? 0 : a + b == 3 ? 1 : 2;
            const int x = gap == 0 ? 415 : gap == 1 ? 835 : 615;
            draw_across(out, p, i, x, (gap == 2 ? below : TOP + 20) + lanes[gap]++ * (gap == 2 ? LANE : LANE + 14));
        }
    }
}

void put_picture(rpt_buf *out, const vocabulary *v) {
    picture p = {.boxes = 0};
    for (uint32_t i = 0; i < v->terms.n; i++) {
        if (has(v, v->terms.at[i], TYPE, OWL "Class")) box_of(&p, v, v->terms.at[i]);
    }
    for (uint32_t i = 0; i < v->terms.n; i++) {
        if (has(v, v->terms.at[i], TYPE, OWL "ObjectProperty")) add_links(&p, v, v->terms.at[i]);
    }
    int rows = 0;
    for (int c = 0; c < COLUMNS; c++) rows = p.rows[c] > rows ? p.rows[c] : rows;
    rpt_buf_printf(out, "<h2 id=picture>The classes</h2>\n<svg viewBox=\"0 0 1180 %d\" role=img aria-label=\"Classes of text, facts and things\">\n", TOP + rows * STEP + 10);
    rpt_buf_z(out, "<defs><marker id=tip markerWidth=8 markerHeight=8 refX=7 refY=4 orient=auto><path d=\"M0 0 L8 4 L0 8\" /></marker></defs>\n");
    draw_links(out, &p);
    rpt_buf_str(out, rpt_buf_view(&p.labels));
    rpt_buf_clear(&p.labels);
    for (int i = 0; i < p.boxes; i++) draw_box(out, v, &p.box[i]);
    for (int c = 0; c < COLUMNS; c++) rpt_buf_printf(out, "<text class=head x=%d y=34>%s</text>\n", left_of[c], heads[c]);
    rpt_buf_z(out, "</svg>\n<p class=soft>A fact's <code>rdf:subject</code> and <code>rdf:object</code> are things or a document; "
                   "<code>prov:wasDerivedFrom</code> ties it to its sentence; a mention (<code>nif:Phrase</code>) names a thing by "
                   "<code>itsrdf:taIdentRef</code>. Relations between things are in the table below.</p>\n");
}
