/* SPDX-License-Identifier: ISC */
#ifndef RPT_STORE_H
#define RPT_STORE_H
/* SPARQL stores over HTTP: what the files of this folder know of each other. */
#include "rapporteur.h"
#include "store/lines.h"

/* -- http.c -------------------------------------------------------------------------------------- */

typedef struct rpt_http rpt_http;

typedef struct {
    const char *method, *url;
    rpt_str body;
    const char *content_type, *accept; ///< NULL: no such header
    bool open; ///< without user and password
} rpt_request;

typedef struct {
    long code;            ///< HTTP status; 0 = no answer at all
    rpt_buf body;
    double retry_after;   ///< seconds that the server asks for; 0 = none
    char error[256];      ///< of the connection, where code is 0
} rpt_reply;

/** Errors: RPT_CONFIG (password file). `digest`: the store wants digest authentication. */
rpt_status rpt_http_open(rpt_http **out, const rpt_store_options *o, bool digest, rpt_messages *m);
void rpt_http_close(rpt_http *h);
/** One request, redirects within the host followed. The reply's buffers are reused; clear them at the end. */
void rpt_http_send(rpt_http *h, const rpt_request *q, rpt_reply *reply);
/**
 * Sends until it is done: again after 429, 5xx and lost connections, with growing pauses or as Retry-After says. Errors:
 * RPT_OUTPUT with one message, `what` is what could not be done.
 */
rpt_status rpt_http_insist(rpt_http *h, const rpt_request *q, rpt_reply *reply, const char *what, rpt_messages *m);
/** A SPARQL query, sent as a form: Virtuoso 7 never answers one that is the body itself. */
rpt_status rpt_http_ask(rpt_http *h, const char *url, rpt_str query, const char *accept, rpt_reply *reply, const char *what, rpt_messages *m);
void rpt_url_escape(rpt_buf *out, rpt_str s);

/* -- endpoints.c: how each store is addressed ----------------------------------------------------- */

typedef struct {
    const char *name;
    const char *graphs;    ///< path of the Graph Store Protocol behind the endpoint's URL
    const char *parameter; ///< of the graph's IRI
    const char *query, *update;
    bool digest;
    bool batches; ///< an update is one transaction, however many graphs it replaces (Virtuoso's are not even kept by its log)
} rpt_store_kind;

/** The row of the store's name; NULL = "gsp". Errors: RPT_CONFIG. */
rpt_status rpt_store_find(const rpt_store_kind **out, const char *name, rpt_messages *m);
/** Appends the URL of a path behind the endpoint; nothing is added where it stands there already. */
void rpt_store_url(rpt_buf *out, const char *endpoint, const char *path);

/* -- journal.c ------------------------------------------------------------------------------------- */

/** What was loaded, one line a graph, only ever appended to: a load that was cut off goes on behind it. */
typedef struct rpt_journal rpt_journal;
/** `path` NULL: a journal that remembers nothing. Errors: RPT_CONFIG, RPT_OUTPUT. */
rpt_status rpt_journal_open(rpt_journal **out, const char *path, const char *endpoint, rpt_messages *m);
bool rpt_journal_has(const rpt_journal *j, rpt_str graph, uint64_t hash);
rpt_status rpt_journal_add(rpt_journal *j, rpt_str graph, uint64_t hash, uint32_t triples, rpt_messages *m);
rpt_status rpt_journal_close(rpt_journal *j, rpt_messages *m);

/* -- split.c: graph files into graphs -------------------------------------------------------------- */

typedef struct {
    rpt_str iri;
    uint32_t triples; ///< different ones
    uint64_t hash;    ///< of the body
    uint32_t file, line;
} rpt_graph_entry;

typedef struct {
    rpt_arena arena;
    RPT_ARRAY(rpt_graph_entry) graphs; ///< in the order of the files
    uint64_t triples, bytes;
} rpt_graph_list;

/** Called for each graph with its body in N-Triples. */
typedef rpt_status (*rpt_graph_taker)(void *user, const rpt_graph_entry *entry, rpt_str body);

/**
 * Walks through the graphs of the files, N-Quads sorted by graph; `graph` names the one of statements that name none. Errors:
 * RPT_CONFIG: a line is wrong, a graph comes a second time.
 */
rpt_status rpt_graphs_each(const char *const *files, uint32_t n, const char *graph, rpt_graph_taker take, void *user, rpt_messages *m);
void rpt_graph_list_clear(rpt_graph_list *l);

#endif
