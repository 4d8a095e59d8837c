/* SPDX-License-Identifier: ISC */
#ifndef RPT_RECOGNISE_PHRASES_H
#define RPT_RECOGNISE_PHRASES_H
/* What the readers of agreements and of events look for around a head; private to them. */
#include "recognise/parts.h"

/** The date (no deictic one) whose tokens start, or end, at `token`: index into the document's dates; 0 = none. */
uint32_t rpt_dated_from(const rpt_parts *p, uint32_t token);
uint32_t rpt_dated_until(const rpt_parts *p, uint32_t token);
/** The longest find that ends before `end` and starts at `first` or later; NULL = none. DATE finds do not count. */
const rpt_find *rpt_find_until(const rpt_parts *p, uint32_t first, uint32_t end);
/** Is a find of another type there that covers just these tokens or more? */
bool rpt_is_other_name(const rpt_parts *p, uint32_t first, uint32_t end, rpt_type type);

bool rpt_is_city(const rpt_parts *p, const rpt_find *f);
bool rpt_is_article(const rpt_parts *p, uint32_t token);
/** The first token of the name in capitals that ends before `head`; words of `kinds` in a line of capitals count, too. */
uint32_t rpt_name_start(const rpt_parts *p, uint32_t first, uint32_t head, uint64_t kinds);
/** A word of a place or a people: a state's name or adjective, also as a part (`intra-Syrian`, `Georgian-Abkhazian`). */
bool rpt_is_geographic(const rpt_parts *p, uint32_t token);

/** Acronyms introduced in brackets behind a name; later uses are names too. */
typedef struct {
    uint64_t hash[64];
    uint32_t n;
} rpt_acronyms;
/** Behind the name [from, end): `(SFA)` is remembered and pushed as a find; so are its initials as a word. */
void rpt_acronym_behind(rpt_parts *p, rpt_acronyms *a, uint32_t from, uint32_t end, rpt_type type);
void rpt_acronyms_push(rpt_parts *p, const rpt_acronyms *a, rpt_type type);

#endif
