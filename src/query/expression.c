/* SPDX-License-Identifier: ISC */
/*
 * In: an expression as Rasqal parsed it, with its variables bound. Out: its value; NULL = an error, which is a value of SPARQL's
 * logic, too. Logic and comparisons are ours (Rasqal finds no decimal greater than an integer, and every date greater than a
 * number); functions and arithmetic are Rasqal's.
 */
#include "query/query.h"
#include <stdlib.h>
#include <strings.h>
#include <time.h>

typedef enum { NO, YES, ERROR } truth;

static truth truth_of(rasqal_literal *l) {
    if (!l) return ERROR;
    switch (l->type) {
    case RASQAL_LITERAL_BOOLEAN:
    case RASQAL_LITERAL_INTEGER:
    case RASQAL_LITERAL_INTEGER_SUBTYPE: return l->value.integer ? YES : NO;
    case RASQAL_LITERAL_FLOAT:
    case RASQAL_LITERAL_DOUBLE: return l->value.floating < 0 || l->value.floating > 0 ? YES : NO;
    case RASQAL_LITERAL_DECIMAL: {
        const double d = rasqal_xsd_decimal_get_double(l->value.decimal);
        return d < 0 || d > 0 ? YES : NO;
    }
    case RASQAL_LITERAL_XSD_STRING: return l->string_len ? YES : NO;
    case RASQAL_LITERAL_STRING: return l->datatype ? ERROR : l->string_len ? YES : NO;
    default: return ERROR;
    }
}

/* -- Comparisons ------------------------------------------------------------------------------------ */

typedef enum { UNLIKE, NUMBERS, STRINGS, BOOLEANS, DAYS, INSTANTS } likeness;

static likeness kind_of(const rasqal_literal *l) {
    switch (l->type) {
    case RASQAL_LITERAL_INTEGER:
    case RASQAL_LITERAL_INTEGER_SUBTYPE:
    case RASQAL_LITERAL_FLOAT:
    case RASQAL_LITERAL_DOUBLE:
    case RASQAL_LITERAL_DECIMAL: return NUMBERS;
    case RASQAL_LITERAL_XSD_STRING: return STRINGS;
    case RASQAL_LITERAL_STRING: return l->language || l->datatype ? UNLIKE : STRINGS;
    case RASQAL_LITERAL_BOOLEAN: return BOOLEANS;
    case RASQAL_LITERAL_DATE: return DAYS;
    case RASQAL_LITERAL_DATETIME: return INSTANTS;
    default: return UNLIKE;
    }
}

static double number_of(const rasqal_literal *l) {
    if (l->type == RASQAL_LITERAL_DECIMAL) return rasqal_xsd_decimal_get_double(l->value.decimal);
    if (l->type == RASQAL_LITERAL_FLOAT || l->type == RASQAL_LITERAL_DOUBLE) return l->value.floating;
    return (double)l->value.integer;
}

static int sign(double d) { return d < 0 ? -1 : d > 0; }

static rpt_str text_of(const rasqal_literal *l) { return (rpt_str){l->string ? (const char *)l->string : "", l->string ? l->string_len : 0}; }

/* Both days, or both instants, on one time line; without a zone they are taken in UTC. */
static int compare_times(const rasqal_literal *a, const rasqal_literal *b, likeness kind) {
    if (kind == DAYS) return sign(difftime(a->value.date->time_on_timeline, b->value.date->time_on_timeline));
    const rasqal_xsd_datetime *x = a->value.datetime, *y = b->value.datetime;
    const int s = sign(difftime(x->time_on_timeline, y->time_on_timeline));
    return s ? s : (x->microseconds > y->microseconds) - (x->microseconds < y->microseconds);
}

/* False where the two have no order. NaN has none. */
static bool order(const rasqal_literal *a, const rasqal_literal *b, int *out) {
    const likeness kind = kind_of(a);
    if (kind == UNLIKE || kind != kind_of(b)) return false;
    if (kind == NUMBERS) {
        const double x = number_of(a), y = number_of(b);
        *out = sign(x - y);
        return x <= y || x >= y;
    }
    if (kind == STRINGS) *out = rpt_str_compare(text_of(a), text_of(b));
    else if (kind == BOOLEANS) *out = (a->value.integer != 0) - (b->value.integer != 0);
    else *out = compare_times(a, b, kind);
    return true;
}

static bool same_datatype(const rasqal_literal *a, const rasqal_literal *b) {
    return a->datatype && b->datatype ? raptor_uri_equals(a->datatype, b->datatype) : !a->datatype && !b->datatype;
}

/* RDFterm-equal, with the values of known datatypes. */
static truth equal(const rasqal_literal *a, const rasqal_literal *b) {
    int o;
    const bool resource_a = a->type == RASQAL_LITERAL_URI || a->type == RASQAL_LITERAL_BLANK, resource_b = b->type == RASQAL_LITERAL_URI || b->type == RASQAL_LITERAL_BLANK;
    if (resource_a || resource_b) {
        if (a->type != b->type) return NO;
        if (a->type == RASQAL_LITERAL_URI) return raptor_uri_equals(a->value.uri, b->value.uri) ? YES : NO;
        return rpt_str_equal(text_of(a), text_of(b)) ? YES : NO;
    }
    if (kind_of(a) != UNLIKE && kind_of(a) == kind_of(b)) return order(a, b, &o) && !o ? YES : NO;
    const bool tagged_a = a->language != NULL, tagged_b = b->language != NULL;
    if (tagged_a && tagged_b) return !strcasecmp(a->language, b->language) && rpt_str_equal(text_of(a), text_of(b)) ? YES : NO;
    /* A language-tagged or plain string differs from every other literal; unknown datatypes are an error unless identical. */
    if (tagged_a || tagged_b || (kind_of(a) != UNLIKE && kind_of(b) != UNLIKE)) return NO;
    return same_datatype(a, b) && rpt_str_equal(text_of(a), text_of(b)) ? YES : ERROR;
}

static truth holds(rasqal_op op, const rasqal_literal *a, const rasqal_literal *b) {
    int o;
    if (op == RASQAL_EXPR_EQ) return equal(a, b);
    if (op == RASQAL_EXPR_NEQ) return equal(a, b) == ERROR ? ERROR : equal(a, b) == YES ? NO : YES;
    if (!order(a, b, &o)) return ERROR;
    return (op == RASQAL_EXPR_LT ? o < 0 : op == RASQAL_EXPR_GT ? o > 0 : op == RASQAL_EXPR_LE ? o <= 0 : o >= 0) ? YES : NO;
}

/* -- The tree ------------------------------------------------------------------------------------------ */

static truth truth_at(rasqal_expression *e, rasqal_evaluation_context *c) {
    rasqal_literal *l = rpt_expression_value(e, c);
    const truth t = truth_of(l);
    if (l) rasqal_free_literal(l);
    return t;
}

static truth compare(rasqal_expression *e, rasqal_evaluation_context *c) {
    rasqal_literal *a = rpt_expression_value(e->arg1, c), *b = a ? rpt_expression_value(e->arg2, c) : NULL;
    const truth t = a && b ? holds(e->op, a, b) : ERROR;
    if (a) rasqal_free_literal(a);
    if (b) rasqal_free_literal(b);
    return t;
}

/* One answer that decides (YES for ||, NO for &&) beats an error. */
static truth connect(rasqal_expression *e, rasqal_evaluation_context *c, truth decides) {
    const truth a = truth_at(e->arg1, c);
    if (a == decides) return a;
    const truth b = truth_at(e->arg2, c);
    if (b == decides) return b;
    return a == ERROR || b == ERROR ? ERROR : a;
}

static truth negate(truth t) { return t == ERROR ? ERROR : t == YES ? NO : YES; }

static truth contains(rasqal_expression *e, rasqal_evaluation_context *c) {
    rasqal_literal *a = rpt_expression_value(e->arg1, c);
    truth t = a ? NO : ERROR;
    for (int i = 0; a && t != YES && e->args && i < raptor_sequence_size(e->args); i++) {
        rasqal_literal *b = rpt_expression_value(raptor_sequence_get_at(e->args, i), c);
        const truth one = b ? equal(a, b) : ERROR;
        if (one != NO) t = one;
        if (b) rasqal_free_literal(b);
    }
    if (a) rasqal_free_literal(a);
    return t;
}

static truth is_bound(rasqal_expression *e) {
    const rasqal_variable *v = e->arg1 && e->arg1->literal ? rasqal_literal_as_variable(e->arg1->literal) : NULL;
    return !v ? ERROR : v->value ? YES : NO;
}

static rasqal_literal *first_value(rasqal_expression *e, rasqal_evaluation_context *c) {
    for (int i = 0; e->args && i < raptor_sequence_size(e->args); i++) {
        rasqal_literal *l = rpt_expression_value(raptor_sequence_get_at(e->args, i), c);
        if (l) return l;
    }
    return NULL;
}

static rasqal_literal *literal_value(rasqal_expression *e) {
    const rasqal_variable *v = rasqal_literal_as_variable(e->literal);
    rasqal_literal *l = v ? v->value : e->literal;
    return l ? rasqal_new_literal_from_literal(l) : NULL;
}

static rasqal_literal *value_by_rasqal(rasqal_expression *e, rasqal_evaluation_context *c) {
    int error = 0;
    rasqal_literal *l = rasqal_expression_evaluate2(e, c, &error);
    if (!error || !l) return l;
    rasqal_free_literal(l);
    return NULL;
}

rasqal_literal *rpt_expression_value(rasqal_expression *e, rasqal_evaluation_context *c) {
    truth t = ERROR;
    switch (e->op) {
    case RASQAL_EXPR_LITERAL: return literal_value(e);
    case RASQAL_EXPR_AND: t = connect(e, c, NO); break;
    case RASQAL_EXPR_OR: t = connect(e, c, YES); break;
    case RASQAL_EXPR_BANG: t = negate(truth_at(e->arg1, c)); break;
    case RASQAL_EXPR_EQ:
    case RASQAL_EXPR_NEQ:
    case RASQAL_EXPR_LT:
    case RASQAL_EXPR_GT:
    case RASQAL_EXPR_LE:
    case RASQAL_EXPR_GE: t = compare(e, c); break;
    case RASQAL_EXPR_IN: t = contains(e, c); break;
    case RASQAL_EXPR_NOT_IN: t = negate(contains(e, c)); break;
    case RASQAL_EXPR_BOUND: t = is_bound(e); break;
    case RASQAL_EXPR_COALESCE: return first_value(e, c);
    case RASQAL_EXPR_IF:
        t = truth_at(e->arg1, c);
        return t == ERROR ? NULL : rpt_expression_value(t == YES ? e->arg2 : e->arg3, c);
    default: return value_by_rasqal(e, c);
    }
    return t == ERROR ? NULL : rasqal_new_boolean_literal(e->world, t == YES);
}

bool rpt_expression_holds(rasqal_expression *e, rasqal_evaluation_context *c) { return truth_at(e, c) == YES; }
