/* SPDX-License-Identifier: ISC */
#ifndef RPT_PIPELINE_H
#define RPT_PIPELINE_H
/*
 * One document through all stages; many documents through workers, results in input order. Only this file's .c knows the
 * order of the stages.
 */
#include "document.h"
#include "gazetteer/gazetteer.h"
#include "input/input.h"
#include "rapporteur.h"
#include "rules/rules.h"

/** Runs every stage on the bytes of one source. `d` lives in `arena`. */
rpt_status rpt_pipeline_run(const rpt_session *s, rpt_document *d, rpt_arena *arena, rpt_str source, rpt_str bytes,
                            rpt_messages *m);
const rpt_rules *rpt_session_rules(const rpt_session *s);
const rpt_gazetteer *rpt_session_gazetteer(const rpt_session *s);
/** The path of the image that a session with these options opens; free() it. */
char *rpt_session_image(const rpt_options *o);
/** Folder of lexicon, rules and mappings; to be freed. */
char *rpt_session_ontology(const rpt_options *o);
const rpt_input_options *rpt_session_input(const rpt_session *s);

/**
 * What is done with a document: `work` runs in a worker (in parallel, must touch only its own `out`), `take` gets
 * each `out` in input order, in one thread.
 */
typedef struct {
    rpt_status (*work)(void *user, const rpt_document *d, rpt_buf *out, rpt_messages *m);
    rpt_status (*take)(void *user, rpt_str name, const rpt_buf *out);
    void (*progress)(void *user, const rpt_counts *so_far); ///< after each document; NULL = none
    void *user;
} rpt_pipeline_job;
rpt_status rpt_pipeline_all(const rpt_session *s, const char *const *inputs, uint32_t n, uint32_t jobs,
                            const rpt_pipeline_job *job, rpt_counts *counts, rpt_messages *m);

#endif
