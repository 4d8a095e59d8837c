/* SPDX-License-Identifier: ISC */
/*
 * Text -> its language, by script and by the commonest small words. Cheap and careful: English is what has enough of English's
 * small words, another language what lacks them and has its own; a few names on a page tell nothing.
 */
#include "input/reader.h"

enum { WINDOW = 3000, WINDOWS = 3 }; ///< bytes that are looked at, at the start and further on

typedef enum { LATIN, CYRILLIC, GREEK, ARABIC, HEBREW, ARMENIAN, GEORGIAN, HAN, KANA, HANGUL, DEVANAGARI, ETHIOPIC, THAI, OTHER, SCRIPTS } script;
static const char *const script_language[SCRIPTS] = {"", "ru", "el", "ar", "he", "hy", "ka", "zh", "ja", "ko", "hi", "am", "th", "und"};

static const struct {
    uint32_t from, to;
    uint8_t script;
} ranges[] = {{0x41, 0x24F, LATIN}, {0x370, 0x3FF, GREEK}, {0x400, 0x52F, CYRILLIC}, {0x530, 0x58F, ARMENIAN}, {0x590, 0x5FF, HEBREW},
              {0x600, 0x77F, ARABIC}, {0x900, 0x97F, DEVANAGARI}, {0xE00, 0xE7F, THAI}, {0x10A0, 0x10FF, GEORGIAN}, {0x1200, 0x139F, ETHIOPIC},
              {0x1E00, 0x1EFF, LATIN}, {0x1F00, 0x1FFF, GREEK}, {0x3040, 0x30FF, KANA}, {0x3400, 0x9FFF, HAN}, {0xAC00, 0xD7AF, HANGUL}};

typedef enum { EN, FR, DE, ES, IT, PT, TR, CA, NL, PL, SR, AZ, VI, SV, RO, CS, LANGUAGES } latin;
static const char *const latin_name[LANGUAGES] = {"en", "fr", "de", "es", "it", "pt", "tr", "ca", "nl", "pl", "sr", "az", "vi", "sv", "ro", "cs"};

#define B(l) (1u << (l))
/* Sorted by bytes. The languages of which a word is a very common one. */
static const struct {
    const char *word;
    uint32_t in;
} words[] = {
    {"a", 0}, {"amb", B(CA)}, {"and", B(EN)}, {"ang", 0}, {"are", B(EN)}, {"as", B(EN)}, {"att", B(SV)}, {"auf", B(DE)}, {"aux", B(FR)},
    {"av", B(SV)}, {"bir", B(TR) | B(AZ)}, {"bu", B(TR) | B(AZ)}, {"by", B(EN)}, {"che", B(IT)}, {"com", B(PT)}, {"con", B(ES) | B(IT)},
    {"da", B(SR) | B(IT) | B(PT)}, {"dans", B(FR)}, {"das", B(DE) | B(PT)}, {"de", B(FR) | B(ES) | B(NL) | B(PT) | B(CA) | B(RO)}, {"del", B(ES) | B(IT) | B(CA)},
    {"della", B(IT)}, {"dem", B(DE)}, {"den", B(DE) | B(SV)}, {"der", B(DE)}, {"des", B(FR) | B(DE)}, {"di", B(IT)}, {"die", B(DE)},
    {"do", B(PL) | B(PT)}, {"dos", B(PT)}, {"du", B(FR)}, {"e", B(IT) | B(PT)}, {"een", B(NL)}, {"ein", B(DE)}, {"el", B(ES) | B(CA)},
    {"els", B(CA)}, {"en", B(FR) | B(ES) | B(NL) | B(SV)}, {"er", B(DE)}, {"est", B(FR)}, {"et", B(FR)}, {"for", B(EN)},
    {"from", B(EN)}, {"has", B(EN)}, {"have", B(EN)}, {"he", B(EN)}, {"het", B(NL)}, {"i", B(PL) | B(CA) | B(SR)}, {"ich", B(DE)}, {"ile", B(TR)},
    {"il", B(IT) | B(FR)}, {"in", B(EN)}, {"is", B(EN)}, {"it", B(EN)}, {"its", B(EN)}, {"je", B(SR) | B(FR)}, {"jest", B(PL)},
    {"l", 0}, {"la", B(FR) | B(ES) | B(IT) | B(CA)}, {"las", B(ES)}, {"le", B(FR) | B(IT)}, {"les", B(FR) | B(CA)}, {"los", B(ES)}, {"mit", B(DE)},
    {"na", B(PL) | B(SR) | B(PT) | B(CS)}, {"nie", B(PL)}, {"no", 0}, {"not", B(EN)}, {"och", B(SV)}, {"of", B(EN)}, {"olan", B(TR) | B(AZ)},
    {"on", B(EN)}, {"or", B(EN)}, {"os", B(PT)}, {"our", B(EN)}, {"para", B(ES) | B(PT)}, {"per", B(IT) | B(CA)}, {"por", B(ES) | B(PT)},
    {"pour", B(FR)}, {"que", B(ES) | B(FR) | B(PT) | B(CA)}, {"qui", B(FR)}, {"se", B(CS) | B(SR) | B(IT)}, {"si", B(RO) | B(IT)},
    {"sich", B(DE)}, {"som", B(SV)}, {"sont", B(FR)}, {"su", B(SR) | B(ES)}, {"sur", B(FR)}, {"that", B(EN)}, {"the", B(EN)}, {"their", B(EN)}, {"this", B(EN)},
    {"to", B(EN)}, {"u", B(SR)}, {"um", B(PT)}, {"un", B(FR) | B(ES) | B(IT) | B(CA)}, {"una", B(ES) | B(IT) | B(CA)}, {"und", B(DE)}, {"une", B(FR)},
    {"van", B(NL)}, {"ve", B(TR)}, {"von", B(DE)}, {"was", B(EN)}, {"we", B(EN)}, {"were", B(EN)}, {"wir", B(DE)}, {"with", B(EN)}, {"y", B(ES)},
    {"z", B(PL)}, {"zu", B(DE)},
    {"\xC3\xA7" "e\xC5\x9F", 0}, {"\xC5\x9Fi", B(RO)}, {"\xC8\x99i", B(RO)}};

typedef struct {
    uint32_t letters, scripts[SCRIPTS], words, hits[LANGUAGES];
    bool ukrainian, kazakh;
} tally;

static script script_of(uint32_t c) {
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (c >= ranges[i].from && c <= ranges[i].to) return (script)ranges[i].script;
    }
    return OTHER;
}

enum { LONGEST = 6 }; ///< bytes of the longest word of the table

static void count_word(tally *t, const char *word, uint32_t len) {
    size_t low = 0, high = sizeof words / sizeof *words;
    t->words++;
    if (len > LONGEST) return;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = strcmp(word, words[middle].word);
        if (!order) {
            for (int l = 0; l < LANGUAGES; l++) t->hits[l] += words[middle].in >> l & 1;
            return;
        }
        if (order < 0) high = middle;
        else low = middle + 1;
    }
}

static void look_at(tally *t, rpt_str s) {
    char word[32];
    uint32_t n = 0, len;
    for (uint32_t i = 0; i <= s.len; i += len) {
        if (i < s.len && n < sizeof word - 4) { /* most of it all: ASCII letters */
            const char lower = (char)(s.p[i] | 0x20);
            if (lower >= 'a' && lower <= 'z') {
                t->letters++;
                t->scripts[LATIN]++;
                word[n++] = lower;
                len = 1;
                continue;
            }
        }
        const uint32_t c = i < s.len ? rpt_utf8_fold(rpt_utf8_at(s, i, &len)) : ' ';
        if (i == s.len) len = 1;
        if (rpt_utf8_is_letter(c)) {
            t->letters++;
            t->scripts[script_of(c)]++;
            t->ukrainian |= c == 0x456 || c == 0x457 || c == 0x454;
            t->kazakh |= c == 0x49B || c == 0x4A3;
            if (n < sizeof word - 4) n += rpt_utf8_put(word + n, c);
        } else if (n) {
            word[n] = 0;
            count_word(t, word, n);
            n = 0;
        }
    }
}

const char *rpt_language_guess(rpt_str text) {
    tally t = {0};
    const uint32_t step = text.len / WINDOWS;
    for (uint32_t i = 0; i < WINDOWS; i++) {
        const rpt_str window = {text.p + i * step, step < WINDOW ? step : WINDOW};
        look_at(&t, window);
    }
    if (t.letters < 20) return "";
    script top = LATIN;
    for (int s = 0; s < SCRIPTS; s++) {
        if (t.scripts[s] > t.scripts[top]) top = (script)s;
    }
    if (top == HAN && t.scripts[KANA] * 10 > t.scripts[HAN]) top = KANA;
    if (top == CYRILLIC && (t.ukrainian || t.kazakh)) return t.ukrainian && !t.kazakh ? "uk" : "kk";
    if (top != LATIN) return script_language[top];
    latin best = FR;
    for (int l = FR; l < LANGUAGES; l++) {
        if (t.hits[l] > t.hits[best]) best = (latin)l;
    }
    /* A fifth to a third of running English are these words; a list of names has a few. */
    if (t.hits[EN] * 10 >= t.words && t.hits[EN] >= t.hits[best]) return "en";
    if (t.words < 20) return t.hits[best] >= 3 && t.hits[best] > 2 * t.hits[EN] ? latin_name[best] : "";
    if (t.hits[best] * 20 >= t.words && t.hits[best] > t.hits[EN]) return latin_name[best];
    if (t.hits[EN] * 20 >= t.words) return "en";
    return t.words >= 80 && t.hits[EN] * 33 < t.words ? "und" : "";
}
