/* SPDX-License-Identifier: ISC */
#ifndef RPT_INPUT_H
#define RPT_INPUT_H
/*
 * bytes -> document: text, origins, blocks, metadata. Any bytes give a document; what cannot be read
 * as one (binary, over the cap) is RPT_SKIPPED with one message.
 */
#include "document.h"

typedef struct {
    const char *encoding; ///< NULL = by BOM, declaration, else UTF-8 with windows-1252 for what is not
    const char *language; ///< NULL = by declaration, else guessed
    const char *date;     ///< YYYY-MM-DD for documents that have none; NULL = none
    uint32_t limit;       ///< bytes of a source; 0 = RPT_TEXT_MAX
} rpt_input_options;

/** Reads one document's bytes. `d` was initialised; `source` names the file for messages and rows. */
rpt_status rpt_input_read(rpt_document *d, rpt_str source, rpt_str bytes, const rpt_input_options *o,
                          rpt_messages *m);

/**
 * Name and source of a document by its source: `dir/page.html.gz` is `page`, `news.zip!a/b.txt` is `b`; a `#2` at the end, by
 * which the walker tells documents of one name apart, makes it `page-2`.
 */
void rpt_input_name(rpt_document *d, rpt_str source);

/** One document's bytes, handed over by the walker; valid during the call only. */
typedef rpt_status (*rpt_input_handler)(void *user, rpt_str source, rpt_str bytes);
/**
 * Walks files, folders (sorted), archives (tar, zip, each possibly compressed), compressed files, feeds (an item = a
 * document) and "-", in a stable order. A member that cannot be read is reported, counted in *skipped, passed over.
 * Stops with the status of the handler if that is over RPT_SKIPPED.
 */
rpt_status rpt_input_walk(const char *const *inputs, uint32_t n, const rpt_input_options *o, rpt_input_handler handler,
                          void *user, uint32_t *skipped, rpt_messages *m);
/** The same for bytes in memory, which `source` names. */
rpt_status rpt_input_walk_bytes(const char *source, rpt_str bytes, const rpt_input_options *o, rpt_input_handler handler,
                                void *user, rpt_messages *m);

#endif
