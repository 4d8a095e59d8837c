/* SPDX-License-Identifier: ISC */
#ifndef RPT_SESSION_H
#define RPT_SESSION_H
/* The session's parts; seen by session.c and pipeline.c alone. */
#include "pipeline.h"
#include "recognise/recognise.h"
#include "relate/relate.h"
#include "resolve/resolve.h"

struct rpt_session {
    char *ontology, *image;
    char *annotations; ///< folder of tables that take the recogniser's place; NULL = none
    bool annotated_entities;
    rpt_input_options input;
    rpt_gazetteer *gazetteer;
    rpt_lexicon *lexicon;
    rpt_rules *rules;
    rpt_recogniser *recogniser;
    rpt_resolver *resolver;
    rpt_relater *relater;
};

/** Opens lexicon and rules alone: enough to check rules, no gazetteer needed. */
rpt_status rpt_session_open_rules(rpt_session *s, const rpt_options *o, rpt_messages *m);

#endif
