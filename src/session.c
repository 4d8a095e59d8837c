/* SPDX-License-Identifier: ISC */
/*
 * The session: everything that is the same for all documents, opened once. Finds its files: an option beats the
 * environment, that beats what is installed, that beats the source and build tree.
 */
#include "pipeline.h"
#include "recognise/recognise.h"
#include "relate/relate.h"
#include "resolve/resolve.h"
#include "session.h"
#include <stdlib.h>
#include <unistd.h>

static char *path_of(const char *option, const char *variable, const char *installed, const char *built) {
    const char *environment = getenv(variable);
    if (option) return strdup(option);
    if (environment && *environment) return strdup(environment);
    return strdup(access(built, R_OK) == 0 ? built : installed);
}

char *rpt_session_image(const rpt_options *o) {
    return path_of(o->gazetteer, "RAPPORTEUR_GAZETTEER", RPT_INSTALLED "/rapporteur.gaz", RPT_BUILD_IMAGE);
}

char *rpt_session_ontology(const rpt_options *o) {
    return path_of(o->ontology, "RAPPORTEUR_ONTOLOGY", RPT_INSTALLED "/ontology", RPT_SOURCE_ONTOLOGY);
}

rpt_status rpt_session_open_rules(rpt_session *s, const rpt_options *o, rpt_messages *m) {
    const char *language = o->language ? o->language : "en";
    s->ontology = rpt_session_ontology(o);
    rpt_buf lexicon = {0}, rules = {0};
    rpt_buf_printf(&lexicon, "%s/lexicon/%s", s->ontology, language);
    rpt_buf_printf(&rules, "%s/rules/%s", s->ontology, language);
    rpt_status status = rpt_lexicon_open(&s->lexicon, lexicon.p, m);
    if (rpt_rules_open(&s->rules, rules.p, s->lexicon, &rpt_relate_vocabulary, m)) status = RPT_CONFIG;
    rpt_buf_clear(&lexicon);
    rpt_buf_clear(&rules);
    return status;
}

rpt_status rpt_session_open(rpt_session **out, const rpt_options *o, rpt_messages *m) {
    rpt_session *s = calloc(1, sizeof *s);
    if (!s) abort();
    *out = s;
    s->image = rpt_session_image(o);
    s->input = (rpt_input_options){o->encoding, NULL, o->date, o->limit};
    /* Every part is tried, so that all mistakes of the configuration are reported at once. */
    rpt_status status = rpt_gazetteer_open(&s->gazetteer, s->image, m);
    if (rpt_session_open_rules(s, o, m)) status = RPT_CONFIG;
    if (!status) status = rpt_recogniser_open(&s->recogniser, s->gazetteer, s->lexicon, m);
    if (!status) status = rpt_resolver_open(&s->resolver, s->gazetteer, s->lexicon, m);
    if (!status) status = rpt_relater_open(&s->relater, s->lexicon, s->rules, m);
    return status;
}

void rpt_session_close(rpt_session *s) {
    if (!s) return;
    rpt_relater_close(s->relater);
    rpt_resolver_close(s->resolver);
    rpt_recogniser_close(s->recogniser);
    rpt_rules_close(s->rules);
    rpt_lexicon_close(s->lexicon);
    rpt_gazetteer_close(s->gazetteer);
    free(s->annotations);
    free(s->ontology);
    free(s->image);
    free(s);
}

const rpt_rules *rpt_session_rules(const rpt_session *s) { return s->rules; }
const rpt_gazetteer *rpt_session_gazetteer(const rpt_session *s) { return s->gazetteer; }
const rpt_input_options *rpt_session_input(const rpt_session *s) { return &s->input; }

void rpt_session_annotations(rpt_session *s, const char *dir, bool entities) {
    free(s->annotations);
    s->annotations = dir ? strdup(dir) : NULL;
    s->annotated_entities = entities;
}
