/* SPDX-License-Identifier: ISC */
/*
 * A name -> hashes of its words, by the very tokenizer that reads the documents, so that a name in a table and
 * the same name in a text cannot be split in two ways.
 */
#include "document.h"
#include "gazetteer/format.h"
#include "text/text.h"

uint32_t rpt_gaz_words(rpt_arena *scratch, rpt_str name, uint64_t *out, uint32_t max) {
    rpt_document d;
    rpt_document_init(&d, scratch);
    d.text = name;
    rpt_text_tokens(&d);
    if (d.tokens.n > max) return 0;
    for (uint32_t i = 0; i < d.tokens.n; i++) out[i] = d.tokens.at[i].hash;
    return d.tokens.n;
}
