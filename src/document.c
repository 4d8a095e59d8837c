/* SPDX-License-Identifier: ISC */
/* The document's small helpers: names of the enumerations, look-ups by offset, civil days. */
#include "document.h"

const char *const rpt_type_name[RPT_TYPES] = {"", "PER", "ORG", "GPE", "LOC", "AGR", "EVT", "DATE"};
#define X(name, text) text,
const char *const rpt_relation_name[RPT_RELATIONS] = {RPT_RELATION_LIST(X)};
const char *const rpt_status_name[RPT_STATUSES] = {RPT_STATUS_LIST(X)};
const char *const rpt_qualifier_name[RPT_QUALIFIERS] = {RPT_QUALIFIER_LIST(X)};
#undef X

void rpt_document_init(rpt_document *d, rpt_arena *arena) {
    *d = (rpt_document){.arena = arena};
    (void)RPT_PUSH(arena, d->turns);
    (void)RPT_PUSH(arena, d->mentions);
    (void)RPT_PUSH(arena, d->candidates);
    (void)RPT_PUSH(arena, d->dates);
    (void)RPT_PUSH(arena, d->posts);
    (void)RPT_PUSH(arena, d->entities);
    (void)RPT_PUSH(arena, d->references);
}

uint32_t rpt_document_origin(const rpt_document *d, uint32_t at) {
    uint32_t low = 0, high = d->origins.n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (d->origins.at[middle].text <= at) low = middle + 1;
        else high = middle;
    }
    if (!low) return at;
    const rpt_origin *o = &d->origins.at[low - 1];
    return o->source + (at - o->text) * o->scale;
}

uint32_t rpt_document_sentence(const rpt_document *d, uint32_t at) {
    uint32_t low = 0, high = d->sentences.n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (d->sentences.at[middle].span.end <= at) low = middle + 1;
        else high = middle;
    }
    return low < d->sentences.n && d->sentences.at[low].span.begin <= at ? low : d->sentences.n;
}

uint32_t rpt_document_token(const rpt_document *d, uint32_t at) {
    uint32_t low = 0, high = d->tokens.n;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (d->tokens.at[middle].begin + d->tokens.at[middle].len <= at) low = middle + 1;
        else high = middle;
    }
    return low;
}

int32_t rpt_days_of(int32_t year, uint32_t month, uint32_t day) {
    const int32_t y = year - (month <= 2);
    const int32_t era = (y >= 0 ? y : y - 399) / 400;
    const uint32_t yoe = (uint32_t)(y - era * 400);
    const uint32_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const uint32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + (int32_t)doe - 719468;
}

void rpt_days_split(int32_t days, int32_t *year, uint32_t *month, uint32_t *day) {
    const int64_t z = (int64_t)days + 719468; /* days may be the bound of an open span */
    const int32_t era = (int32_t)((z >= 0 ? z : z - 146096) / 146097);
    const uint32_t doe = (uint32_t)(z - (int64_t)era * 146097);
    const uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const uint32_t mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = (int32_t)yoe + era * 400 + (*month <= 2);
}
