/* SPDX-License-Identifier: ISC */
#ifndef RPT_RULES_H
#define RPT_RULES_H
/* The one rule engine: reads, checks, compiles rule files, and runs them over symbols. Knows neither document nor stages. */
#include "base/base.h"
#include "rules/lexicon.h"

typedef struct rpt_rules rpt_rules;
/** Reads every *.rules of a folder; reports every mistake before it fails. */
rpt_status rpt_rules_open(rpt_rules **out, const char *dir, const rpt_lexicon *x, rpt_messages *m);
void rpt_rules_close(rpt_rules *r);
/** Where rule `number` stands (file name borrowed); line 0 = no such rule. */
rpt_place rpt_rules_place(const rpt_rules *r, uint32_t number);

#endif
