/* SPDX-License-Identifier: ISC */
/*
 * The wording of a post -> its normalised kind, so that "Minister of Foreign Affairs", "Foreign Minister" and
 * "Secretary of State for Foreign Affairs" are one post of a table. Works on the words present, not on their
 * order; the first row that fits wins. State, body and person are not looked at.
 */
#include "gazetteer/gazetteer.h"

/** A row fits where each group (groups by space, alternatives by `|`, `*` behind a stem) has a word in the wording,
 *  and, where `only` is set, every word of the wording is in a group or is a small word. */
typedef struct {
    const char *kind; ///< after `deputy_`, which is written before it for deputies
    const char *needs;
    bool only;
} post_rule;

static const post_rule rules[] = {
    {"deputy_secretary_general", "secretary-general|sg", false},
    {"deputy_general_secretary", "general-secretary", false},
    {"deputy_general_secretary", "secretary central|first|party|committee|communist", false},
    {"deputy_national_security_adviser", "security advis*|assistant", false},
    {"deputy_special_representative", "special|personal representative|envoy|coordinator", false},
    {"deputy_permanent_representative", "permanent representative|delegate|observer", false},
    {"deputy_high_representative", "high representative", false},
    {"deputy_high_commissioner", "high commissioner", false},
    {"deputy_chief_of_general_staff", "chief|chairman staff|defence|defense|joint", false},
    {"deputy_chargé_d'affaires", "charg* d'affaires", false},
    {"deputy_ambassador", "ambassador*", false},
    {"deputy_minister_of_state", "minister state", true},
    {"deputy_foreign_minister", "minister|secretary|principal foreign|external", false},
    {"deputy_foreign_minister", "secretary state", true},
    {"deputy_foreign_minister", "minister|secretary international relations|cooperation", true},
    {"deputy_finance_minister", "chancellor exchequer", false},
    {"deputy_interior_minister", "home secretary|minister", false},
    {"deputy_defence_minister", "minister|secretary defence|defense|war", false},
    {"deputy_interior_minister", "minister|secretary interior|internal", false},
    {"deputy_finance_minister", "minister|secretary finance*|treasury", false},
    {"deputy_justice_minister", "minister|secretary justice", false},
    {"deputy_economy_minister", "minister|secretary econom*", false},
    {"deputy_trade_minister", "minister|secretary trade|commerce", false},
    {"deputy_trade_representative", "trade representative", false},
    {"deputy_health_minister", "minister|secretary health", false},
    {"deputy_education_minister", "minister|secretary education", false},
    {"deputy_energy_minister", "minister|secretary energy|oil|petroleum", false},
    {"deputy_agriculture_minister", "minister|secretary agricultur*", false},
    {"deputy_culture_minister", "minister|secretary cultur*", false},
    {"deputy_environment_minister", "minister|secretary environment*|climate", false},
    {"deputy_labour_minister", "minister|secretary labour|labor", false},
    {"deputy_transport_minister", "minister|secretary transport*", false},
    {"deputy_emergencies_minister", "minister|secretary emergenc*", false},
    {"deputy_homeland_security_secretary", "secretary homeland", false},
    {"deputy_attorney_general", "attorney general", false},
    {"deputy_attorney_general", "attorney-general", false},
    {"deputy_speaker", "speaker", false},
    {"deputy_speaker", "president|chair* senate|parliament|assembly|chamber|duma|congress|legislature|diet|riksdag|knesset", false},
    {"deputy_speaker", "president|chair* national council", true},
    {"deputy_prime_minister", "president council|cabinet minister*", true},
    {"deputy_prime_minister", "prime minister", false},
    {"deputy_prime_minister", "premier|taoiseach", false},
    {"deputy_prime_minister", "chair* council minister*", false},
    {"deputy_prime_minister", "head|president|chair* government", true},
    {"deputy_prime_minister", "chancellor federal", true},
    {"deputy_prime_minister", "chancellor", true},
    {"deputy_head_of_state", "head|chief state", true},
    {"deputy_president", "president republic|federation|federal|state", true},
    {"deputy_president", "president", true},
    {"deputy_monarch", "king|queen|emperor|emir|sultan|monarch|shah|pope|prince", true},
    {"deputy_supreme_leader", "supreme leader", false},
    {"deputy_chief_justice", "chief justice", false},
    {"deputy_director_general", "director general", false},
    {"deputy_director_general", "director-general", false},
    {"deputy_governor", "governor*", false},
    {"deputy_mayor", "mayor", false},
    {"deputy_spokesperson", "spokes*", false},
    {"deputy_assistant_secretary", "assistant secretary", false},
    {"deputy_under_secretary", "under|undersecretary", false},
    {"deputy_co_chair", "co-chair*", false},
    {"deputy_commissioner", "commissioner", false},
};

enum { WORDS = 24, WORD_MAX = 40 };

typedef struct {
    char word[WORDS][WORD_MAX];
    uint32_t n;
    bool deputy;
} wording;

static bool is_one_of(const char *word, const char *list) {
    const size_t len = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += len) {
        if ((at == list || at[-1] == ' ') && (!at[len] || at[len] == ' ')) return true;
    }
    return false;
}

/** Small words, and words that say how the post is held or decorate it. */
static void take_word(wording *w, const char *word) {
    static const char *const small = "of for the and to in a an & affairs affair acting interim ad caretaker former new his her "
                                     "current newly elected designate on de facto united nations un";
    static const char *const deputies = "deputy vice vice-president vice-chancellor vice-premier";
    if (is_one_of(word, small)) return;
    if (is_one_of(word, deputies)) w->deputy = true;
    const char *rest = strncmp(word, "vice-", 5) ? word : word + 5;
    const char *last = w->n ? w->word[w->n - 1] : "";
    if (!strcmp(last, "secretary") && !strcmp(rest, "general")) {
        strcpy(w->word[w->n - 1], "secretary-general");
        return;
    }
    if (!strcmp(last, "general") && !strcmp(rest, "secretary")) {
        strcpy(w->word[w->n - 1], "general-secretary");
        return;
    }
    if (is_one_of(rest, "deputy vice") || w->n == WORDS) return;
    strcpy(w->word[w->n++], rest);
}

static void read_wording(wording *w, rpt_str s) {
    char word[WORD_MAX], folded[4];
    uint32_t n = 0;
    for (uint32_t i = 0, len; i <= s.len; i += len) {
        const uint32_t c = i < s.len ? rpt_utf8_fold(rpt_utf8_at(s, i, &len)) : ' ';
        if (i == s.len) len = 1;
        const bool inside = rpt_utf8_is_letter(c) || c == '-' || c == '\'' || c == '&';
        const uint32_t size = inside ? rpt_utf8_put(folded, c) : 0;
        if (inside && n + size < WORD_MAX) {
            memcpy(word + n, folded, size);
            n += size;
        }
        if (inside || !n) continue;
        word[n] = 0;
        take_word(w, word);
        n = 0;
    }
}

/** Does `word` equal an alternative of the group [group, end)? */
static bool in_group(const char *word, const char *group, const char *end) {
    const size_t len = strlen(word);
    while (group < end) {
        const char *stop = memchr(group, '|', (size_t)(end - group));
        if (!stop) stop = end;
        size_t size = (size_t)(stop - group);
        const bool stem = size && stop[-1] == '*';
        if (stem) size--;
        if ((stem ? len >= size : len == size) && !memcmp(word, group, size)) return true;
        group = stop + 1;
    }
    return false;
}

static bool fits(const wording *w, const post_rule *rule) {
    uint32_t used = 0; /* bits of words that a group has */
    for (const char *group = rule->needs; *group;) {
        const char *end = strchr(group, ' ');
        if (!end) end = group + strlen(group);
        uint32_t found = 0;
        for (uint32_t i = 0; i < w->n; i++) found |= (uint32_t)in_group(w->word[i], group, end) << i;
        if (!found) return false;
        used |= found;
        group = *end ? end + 1 : end;
    }
    return !rule->only || used == (1u << w->n) - 1;
}

rpt_str rpt_post_kind(rpt_str text) {
    wording w = {.n = 0};
    read_wording(&w, text);
    if (!w.n) return (rpt_str){"", 0};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (!fits(&w, &rules[i])) continue;
        const char *kind = rules[i].kind + (w.deputy ? 0 : sizeof "deputy_" - 1);
        return rpt_str_of(w.deputy && !strcmp(kind, "deputy_president") ? "vice_president" : kind);
    }
    return (rpt_str){"", 0};
}
