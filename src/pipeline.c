/* SPDX-License-Identifier: ISC */
/*
 * One document through all stages; many documents through workers. The only file that knows the stages' order.
 *
 * The thread that walks the inputs also takes the results, in input order, through a ring of slots: it fills the
 * newest slot and, when the ring is full, waits for the oldest. Messages of a worker wait in its slot, too, so
 * that output and messages are the same bytes for any number of jobs.
 */
#include "pipeline.h"
#include "record/rows.h"
#include "session.h"
#include "text/text.h"
#include <pthread.h>
#include <stdlib.h>

rpt_status rpt_pipeline_run(const rpt_session *s, rpt_document *d, rpt_arena *arena, rpt_str source, rpt_str bytes,
                            rpt_messages *m) {
    rpt_document_init(d, arena);
    TRY(rpt_input_read(d, source, bytes, &s->input, m));
    rpt_text_analyse(d);
    if (d->foreign) return RPT_OK;
    if (s->annotations) {
        rpt_rows rows;
        TRY(rpt_rows_read_tsv(&rows, arena, s->annotations, d->name, m));
        rpt_annotate(d, &rows, s->annotated_entities);
    }
    rpt_recognise(s->recogniser, d);
    rpt_resolve(s->resolver, d);
    rpt_relate(s->relater, d);
    return RPT_OK;
}

typedef struct {
    rpt_severity severity;
    rpt_place place;
    char *file, *text;
} kept_message;

/** One document on its way; the buffers are reused for the next. */
typedef struct {
    rpt_buf source, bytes, out, name;
    rpt_status status;
    rpt_counts counts;
    kept_message *messages;
    uint32_t n_messages, cap_messages;
    bool done;
} slot;

typedef struct run run;
typedef struct {
    run *r;
    rpt_arena arena;
    pthread_t thread;
} worker;

struct run {
    const rpt_session *s;
    const rpt_pipeline_job *job;
    rpt_counts *counts;
    rpt_messages *m;
    uint32_t jobs, size; ///< workers, slots
    slot *slots;
    worker *workers;
    uint64_t filled, claimed, taken; ///< serial numbers; filled - taken <= size
    bool over;
    pthread_mutex_t lock;
    pthread_cond_t work, result;
};

static void keep_message(void *user, rpt_severity severity, rpt_place place, const char *text) {
    slot *t = user;
    if (t->n_messages == t->cap_messages) {
        t->cap_messages = t->cap_messages ? t->cap_messages * 2 : 4;
        t->messages = rpt_realloc(t->messages, t->cap_messages * sizeof *t->messages);
    }
    kept_message *k = &t->messages[t->n_messages++];
    *k = (kept_message){severity, place, place.file ? strdup(place.file) : NULL, strdup(text)};
    k->place.file = k->file;
}

static void count(rpt_counts *c, const rpt_document *d, size_t bytes) {
    c->documents++;
    c->bytes += bytes;
    for (uint32_t i = 0; i < d->tokens.n; i++) c->words += !(d->tokens.at[i].flags & RPT_T_PUNCT);
    c->mentions += d->mentions.n - 1;
    c->entities += d->entities.n - 1;
    for (uint32_t i = 0; i < d->relations.n; i++) c->relations += !rpt_status_withheld(d->relations.at[i].status);
}

static void process(const run *r, slot *t, rpt_arena *arena) {
    rpt_messages keeper = {keep_message, t};
    rpt_document d;
    rpt_arena_reset(arena);
    t->out.len = 0;
    t->name.len = 0;
    t->counts = (rpt_counts){0};
    t->status = rpt_pipeline_run(r->s, &d, arena, rpt_buf_view(&t->source), rpt_buf_view(&t->bytes), &keeper);
    if (t->status) return;
    count(&t->counts, &d, t->bytes.len);
    rpt_buf_str(&t->name, d.name);
    t->status = r->job->work(r->job->user, &d, &t->out, &keeper);
}

static void *work(void *user) {
    worker *w = user;
    run *r = w->r;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (!r->over && r->claimed == r->filled) pthread_cond_wait(&r->work, &r->lock);
        if (r->claimed == r->filled) break;
        slot *t = &r->slots[r->claimed++ % r->size];
        pthread_mutex_unlock(&r->lock);
        process(r, t, &w->arena);
        pthread_mutex_lock(&r->lock);
        t->done = true;
        pthread_cond_signal(&r->result);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static void add_counts(rpt_counts *to, const rpt_counts *c) {
    to->documents += c->documents;
    to->mentions += c->mentions;
    to->entities += c->entities;
    to->relations += c->relations;
    to->bytes += c->bytes;
    to->words += c->words;
}

/** Takes the oldest result: messages, counts, output. */
static rpt_status take(run *r) {
    slot *t = &r->slots[r->taken % r->size];
    if (r->jobs > 1) {
        pthread_mutex_lock(&r->lock);
        while (!t->done) pthread_cond_wait(&r->result, &r->lock);
        pthread_mutex_unlock(&r->lock);
    }
    for (uint32_t i = 0; i < t->n_messages; i++) {
        kept_message *k = &t->messages[i];
        rpt_say(r->m, k->severity, k->place, "%s", k->text);
        free(k->file);
        free(k->text);
    }
    t->n_messages = 0;
    r->taken++;
    if (t->status == RPT_SKIPPED) r->counts->skipped++;
    if (t->status) return t->status;
    add_counts(r->counts, &t->counts);
    const rpt_status status = r->job->take(r->job->user, rpt_buf_view(&t->name), &t->out);
    if (r->job->progress) r->job->progress(r->job->user, r->counts);
    return status;
}

static rpt_status one(void *user, rpt_str source, rpt_str bytes) {
    run *r = user;
    rpt_status status = RPT_OK;
    if (r->filled - r->taken == r->size) status = take(r);
    if (status > RPT_SKIPPED) return status;
    slot *t = &r->slots[r->filled % r->size];
    t->source.len = t->bytes.len = 0;
    rpt_buf_str(&t->source, source);
    rpt_buf_str(&t->bytes, bytes);
    t->done = false;
    if (r->jobs == 1) {
        r->filled++;
        process(r, t, &r->workers[0].arena);
        return take(r);
    }
    pthread_mutex_lock(&r->lock);
    r->filled++;
    pthread_cond_signal(&r->work);
    pthread_mutex_unlock(&r->lock);
    return RPT_OK;
}

static void start(run *r) {
    r->slots = calloc(r->size, sizeof *r->slots);
    r->workers = calloc(r->jobs, sizeof *r->workers);
    if (!r->slots || !r->workers) abort();
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->work, NULL);
    pthread_cond_init(&r->result, NULL);
    for (uint32_t i = 0; i < r->jobs; i++) {
        r->workers[i].r = r;
        if (r->jobs > 1 && pthread_create(&r->workers[i].thread, NULL, work, &r->workers[i])) abort();
    }
}

static void stop(run *r) {
    pthread_mutex_lock(&r->lock);
    r->over = true;
    pthread_cond_broadcast(&r->work);
    pthread_mutex_unlock(&r->lock);
    for (uint32_t i = 0; i < r->jobs; i++) {
        if (r->jobs > 1) pthread_join(r->workers[i].thread, NULL);
        rpt_arena_clear(&r->workers[i].arena);
    }
    for (uint32_t i = 0; i < r->size; i++) {
        slot *t = &r->slots[i];
        for (uint32_t k = 0; k < t->n_messages; k++) {
            free(t->messages[k].file);
            free(t->messages[k].text);
        }
        rpt_buf_clear(&t->source);
        rpt_buf_clear(&t->bytes);
        rpt_buf_clear(&t->out);
        rpt_buf_clear(&t->name);
        free(t->messages);
    }
    pthread_cond_destroy(&r->result);
    pthread_cond_destroy(&r->work);
    pthread_mutex_destroy(&r->lock);
    free(r->slots);
    free(r->workers);
}

rpt_status rpt_pipeline_all(const rpt_session *s, const char *const *inputs, uint32_t n, uint32_t jobs,
                            const rpt_pipeline_job *job, rpt_counts *counts, rpt_messages *m) {
    run r = {.s = s, .job = job, .counts = counts, .m = m};
    r.jobs = jobs < 1 ? 1 : jobs > 256 ? 256 : jobs;
    r.size = r.jobs == 1 ? 1 : r.jobs * 4;
    start(&r);
    rpt_status status = rpt_input_walk(inputs, n, &s->input, one, &r, &counts->skipped, m);
    while (status <= RPT_SKIPPED && r.taken < r.filled) {
        const rpt_status last = take(&r);
        if (last > status) status = last;
    }
    stop(&r);
    return status > RPT_SKIPPED ? status : counts->skipped ? RPT_SKIPPED : RPT_OK;
}
