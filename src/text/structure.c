/* SPDX-License-Identifier: ISC */
/*
 * Text -> blocks -> turns. In: text, and blocks where the input knew them (markup); lines are blocks otherwise. Out:
 * every line that is not empty in exactly one block, in order, each with its kind. A kind that markup gave stays; a
 * paragraph is looked at like a line of plain text.
 */
#include "text/lines.h"
#include "text/text.h"

#define COUNT(table) (uint32_t)(sizeof(table) / sizeof *(table))

typedef struct {
    rpt_document *d;
    rpt_line *lines; ///< one a block
    bool titled;
} layout;

/* -- Lines ----------------------------------------------------------------------------------- */

static rpt_span trimmed(const rpt_document *d, uint32_t begin, uint32_t end) {
    uint32_t len;
    while (begin < end && rpt_utf8_is_space(rpt_utf8_at(d->text, begin, &len))) begin += len;
    while (end > begin) {
        uint32_t at = end - 1;
        while (at > begin && ((unsigned char)d->text.p[at] & 0xC0) == 0x80) at--;
        if (!rpt_utf8_is_space(rpt_utf8_at(d->text, at, &len)) || at + len < end) break;
        end = at;
    }
    return (rpt_span){begin, end};
}

static uint32_t line_end(const rpt_document *d, uint32_t at) {
    const char *nl = memchr(d->text.p + at, '\n', d->text.len - at);
    return nl ? (uint32_t)(nl - d->text.p) : d->text.len;
}

/**
 * Is the text broken at a fixed width, so that a line is not a paragraph? Then most lines that have a neighbour below are of
 * a middling length and end without a mark.
 */
static bool is_wrapped(const rpt_document *d) {
    uint32_t lines = 0, broken = 0;
    for (uint32_t at = 0, end; at < d->text.len; at = end + 1) {
        end = line_end(d, at);
        const rpt_span s = trimmed(d, at, end);
        const uint32_t len = s.end - s.begin;
        if (!len) continue;
        lines++;
        if (len > 140) return false;
        const char last = d->text.p[s.end - 1];
        const bool below = end + 1 < d->text.len && d->text.p[end + 1] != '\n' && d->text.p[end + 1] != '\r';
        broken += len >= 45 && below && !strchr(".:;!?", last);
    }
    return lines > 8 && broken * 2 > lines;
}

static void blocks_of_lines(rpt_document *d) {
    const bool wrapped = is_wrapped(d);
    bool empty = true;
    for (uint32_t at = 0, end; at < d->text.len; at = end + 1) {
        end = line_end(d, at);
        const rpt_span s = trimmed(d, at, end);
        if (s.begin == s.end) {
            empty = true;
            continue;
        }
        if (wrapped && !empty) d->blocks.at[d->blocks.n - 1].span.end = s.end;
        else *RPT_PUSH(d->arena, d->blocks) = (rpt_block){.span = s, .kind = RPT_BLOCK_PARAGRAPH};
        empty = false;
    }
}

static bool is_open(const layout *l, uint32_t i) { return l->d->blocks.at[i].kind == RPT_BLOCK_PARAGRAPH; }
static void set(layout *l, uint32_t i, rpt_block_kind kind) { l->d->blocks.at[i].kind = (uint8_t)kind; }
static rpt_str slice(const layout *l, uint32_t i) { return rpt_document_slice(l->d, l->lines[i].span); }

/* -- Noise and notes ------------------------------------------------------------------------- */

/** All words of the line in one row, lower case, single spaces: what the tables of whole lines hold. */
static rpt_str plain_line(char *out, uint32_t size, rpt_str s) {
    uint32_t n = 0;
    for (uint32_t at = 0; at < s.len;) {
        const rpt_str w = rpt_word_next(s, &at);
        if (!w.len) continue;
        if (n + w.len + 2 > size) return (rpt_str){out, 0};
        if (n) out[n++] = ' ';
        for (uint32_t i = 0; i < w.len; i++) {
            const char c = w.p[i];
            out[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
    }
    return (rpt_str){out, n};
}

/* Sorted. Lines that are furniture of a page or marks of an editor when nothing else stands in them. */
static const char *const furniture[] = {
    "additional materials", "advanced settings", "advanced search", "all news", "all rights reserved",
    "back to top", "begin text", "close", "copy link", "download", "e-mail", "email", "email this page", "end",
    "end of text", "end text", "facebook", "home", "linkedin", "listen", "main menu", "menu", "more", "next",
    "previous", "print", "print this page", "print version", "read more", "related articles", "related content",
    "related documents", "search", "send", "send by email", "share", "share this page", "show more",
    "skip to content", "skip to main content", "subscribe", "tags", "telegram", "text", "text of the report",
    "top", "tweet", "twitter", "vkontakte", "whatsapp", "youtube"};
static const char *const boxes[] = {"additional", "related", "related events", "related materials", "related news", "see also"};

static bool is_one_of(rpt_str s, const char *const *table, uint32_t n) {
    if (s.len > 40) return false;
    char plain[48];
    const rpt_str p = plain_line(plain, sizeof plain, s);
    return p.len && rpt_name_of(table, n, p) < n;
}

/** `en-GB1`, `ru-RU1`: a language, a country, perhaps a figure. */
static bool is_language_code(rpt_str w) {
    return w.len >= 5 && w.len <= 7 && w.p[2] == '-' && w.p[0] >= 'a' && w.p[0] <= 'z' && w.p[1] >= 'a' &&
           w.p[1] <= 'z' && w.p[3] >= 'A' && w.p[3] <= 'Z' && w.p[4] >= 'A' && w.p[4] <= 'Z';
}

static bool is_codes(rpt_str s) {
    uint32_t n = 0;
    for (uint32_t at = 0; at < s.len;) {
        const rpt_str w = rpt_word_next(s, &at);
        if (w.len && !is_language_code(w)) return false;
        n += w.len > 0;
    }
    return n > 0;
}

static bool is_address(rpt_str s) {
    return (s.len > 8 && (!memcmp(s.p, "http://", 7) || !memcmp(s.p, "https://", 8))) && !memchr(s.p, ' ', s.len);
}

/** A row of marks without a word: `* * *`, `<…>`, `----`, `###`. */
static bool is_marks(const rpt_line *line) { return line->whole && !line->words; }

/** A line that is one tag of markup: `<P>`, `<SPEAKER ID="1">`, as corpora have them. */
static bool is_tag(rpt_str s) {
    return s.len > 2 && s.p[0] == '<' && s.p[s.len - 1] == '>' && (s.p[1] == '/' || rpt_utf8_is_letter((unsigned char)s.p[1] & 0x7F)) &&
           memchr(s.p, '>', s.len) == s.p + s.len - 1;
}

static bool is_noise(const layout *l, uint32_t i) {
    const rpt_line *line = &l->lines[i];
    const rpt_str s = slice(l, i);
    if (is_marks(line) || is_tag(s)) return true;
    if (line->words > 8) return false;
    return is_one_of(s, furniture, COUNT(furniture)) || is_codes(s) || is_address(s);
}

/** `[12] Text` or `Source: ...`, as notes stand at the end. */
static bool is_note(rpt_str s) {
    uint32_t i = 1;
    if (s.len > 7 && !memcmp(s.p, "Source:", 7)) return true;
    if (s.len < 5 || s.p[0] != '[') return false;
    while (i < s.len && i < 5 && s.p[i] >= '0' && s.p[i] <= '9') i++;
    return i > 1 && i + 1 < s.len && s.p[i] == ']';
}

/** `<SPEAKER ID="1" NAME="Ann Sample">`: of the tag, the name is what a reader would see. */
static bool cut_to_speaker(layout *l, uint32_t i) {
    rpt_block *b = &l->d->blocks.at[i];
    const rpt_str s = slice(l, i);
    if (s.len < 9 || memcmp(s.p, "<SPEAKER ", 9)) return false;
    const char *name = memmem(s.p, s.len, " NAME=\"", 7);
    if (!name) return false;
    const uint32_t begin = (uint32_t)(name + 7 - l->d->text.p);
    const char *quote = memchr(name + 7, '"', b->span.end - begin);
    const rpt_span span = trimmed(l->d, begin, quote ? (uint32_t)(quote - l->d->text.p) : begin);
    if (span.begin != begin || span.end == begin) return false;
    b->span = span;
    b->kind = RPT_BLOCK_BYLINE;
    rpt_line_read(&l->lines[i], l->d, span);
    return true;
}

static void find_noise(layout *l) {
    for (uint32_t i = 0; i < l->d->blocks.n; i++) {
        if (!is_open(l, i)) continue;
        if (cut_to_speaker(l, i)) continue;
        if (is_noise(l, i)) set(l, i, RPT_BLOCK_NOISE);
        else if (is_note(slice(l, i))) set(l, i, RPT_BLOCK_NOTE);
    }
}

/* -- "See also" ------------------------------------------------------------------------------ */

/** In a box are titles, each with its date below; the first line that is neither is outside. */
static void find_boxes(layout *l) {
    const uint32_t n = l->d->blocks.n;
    for (uint32_t i = 1; i < n; i++) {
        if (!is_one_of(slice(l, i), boxes, COUNT(boxes))) continue;
        set(l, i, RPT_BLOCK_NOISE);
        while (i + 1 < n && is_open(l, i + 1)) {
            const bool dated = i + 2 < n && rpt_line_is_stamp(&l->lines[i + 2]);
            const bool last = i + 2 == n && l->lines[i + 1].whole && rpt_line_ends_open(&l->lines[i + 1]);
            if (!dated && !last && !rpt_line_is_stamp(&l->lines[i + 1])) break;
            set(l, ++i, RPT_BLOCK_SEE_ALSO);
        }
    }
}

/* -- Header ---------------------------------------------------------------------------------- */

static bool may_be_title(const layout *l, uint32_t i) {
    const rpt_line *line = &l->lines[i];
    if (!line->whole || !rpt_utf8_is_letter(line->first)) {
        if (!line->whole || !line->capitals) return false;
    }
    if (line->last == ',' || line->last == ';' || line->last == ':') return false;
    /* A title may end in `U.S.` or ask a question; a sentence has more small words than a title of that length. */
    return line->last != '.' || (line->words <= 12 && line->capitals > line->lower);
}

/** Words that stand alone above something: they head it and are neither title nor place. */
static const char *const heads[] = {"attendees", "background", "participants", "participants on both sides", "present",
                                    "reference", "references", "subject", "subjects", "summary"};

static bool is_head(const layout *l, uint32_t i) { return is_one_of(slice(l, i), heads, COUNT(heads)); }

static bool has_colon(rpt_str s) { return memchr(s.p, ':', s.len) != NULL; }

static rpt_block_kind header_kind(const layout *l, uint32_t i, rpt_block_kind before) {
    const rpt_line *line = &l->lines[i];
    if (rpt_line_is_dateline(line)) return RPT_BLOCK_DATELINE;
    if (is_head(l, i) || line->last == ':' || line->last == '!' || line->last == '?') return RPT_BLOCK_PARAGRAPH;
    const bool under = before == RPT_BLOCK_DATELINE || before == RPT_BLOCK_BYLINE;
    if (before == RPT_BLOCK_TITLE && rpt_line_is_shouted(line)) return RPT_BLOCK_TITLE;
    /* `Name Name, Post`: the post may have small words. */
    const bool signed_by = line->whole && line->posts && line->commas && line->words <= 20 && line->lower <= 3 &&
                           rpt_line_ends_open(line) && rpt_utf8_is_upper(line->first) && !has_colon(slice(l, i));
    if (signed_by && (under || before == RPT_BLOCK_TITLE)) return RPT_BLOCK_BYLINE;
    if (!under || !rpt_line_is_names(line)) return RPT_BLOCK_PARAGRAPH;
    if (line->last == ',' || line->last == ';') return RPT_BLOCK_PARAGRAPH;
    return line->posts && !has_colon(slice(l, i)) ? RPT_BLOCK_BYLINE : RPT_BLOCK_DATELINE;
}

/**
 * Title, then lines of date, time, place and author, among them at most one lead paragraph; the second paragraph is the
 * body. A stamp may stand above the title.
 */
static void find_header(layout *l) {
    rpt_block_kind before = RPT_BLOCK_PARAGRAPH;
    uint32_t paragraphs = 0;
    for (uint32_t i = 0; i < l->d->blocks.n && i < 16 && paragraphs < 2; i++) {
        rpt_block_kind kind = (rpt_block_kind)l->d->blocks.at[i].kind;
        if (kind == RPT_BLOCK_NOISE) continue;
        if (kind == RPT_BLOCK_SEE_ALSO || kind == RPT_BLOCK_NOTE) return;
        if (kind == RPT_BLOCK_TITLE) l->titled = true;
        if (kind == RPT_BLOCK_PARAGRAPH) {
            if (!l->titled && !rpt_line_is_stamp(&l->lines[i])) {
                if (!may_be_title(l, i)) return;
                kind = RPT_BLOCK_TITLE;
                l->titled = true;
            } else {
                kind = header_kind(l, i, before);
            }
            set(l, i, kind);
            if (kind == RPT_BLOCK_PARAGRAPH) {
                if (before == RPT_BLOCK_DATELINE || before == RPT_BLOCK_BYLINE) return;
                paragraphs++;
            }
        }
        before = kind;
    }
}

/** A document whose input gave no title takes the line that looks like one. */
static void name_title(rpt_document *d) {
    for (uint32_t i = 0; !d->title.len && i < d->blocks.n && i < 16; i++) {
        if (d->blocks.at[i].kind == RPT_BLOCK_TITLE) d->title = rpt_document_slice(d, d->blocks.at[i].span);
    }
}

/* -- Items, headings, signatures ------------------------------------------------------------- */

static bool has_bullet(const rpt_line *line) {
    return line->first == 0x2022 || line->first == 0x25CF || line->first == 0xB7 || line->first == 0x25AA ||
           line->first == 0x2023 || line->first == '*';
}

/** Lines after `...:` that end in a comma or semicolon, and the one that closes them. */
static uint32_t enumeration_end(const layout *l, uint32_t i) {
    uint32_t end = i;
    while (end < l->d->blocks.n && is_open(l, end) && l->lines[end].whole &&
           (l->lines[end].last == ',' || l->lines[end].last == ';')) {
        end++;
    }
    return end > i && end < l->d->blocks.n && is_open(l, end) && l->lines[end].whole ? end + 1 : end;
}

/** A participant's line: names and posts, not a sentence of some length. */
static bool is_participant(const layout *l, uint32_t i) {
    const rpt_line *line = &l->lines[i];
    return is_open(l, i) && line->whole && line->words <= 24 && line->lower <= 4 && line->last != '?' && line->last != ':';
}

static void find_items(layout *l) {
    const uint32_t n = l->d->blocks.n;
    bool listing = false;
    for (uint32_t i = 0; i < n; i++) {
        if (!is_open(l, i)) continue;
        if (has_bullet(&l->lines[i])) set(l, i, RPT_BLOCK_ITEM);
        else if (is_head(l, i)) {
            char plain[48];
            const rpt_str p = plain_line(plain, sizeof plain, slice(l, i));
            listing = p.p[0] == 'a' || p.p[0] == 'p';
            set(l, i, RPT_BLOCK_HEADING);
        } else if (listing && is_participant(l, i)) {
            const bool group = l->lines[i].words <= 3 && rpt_line_is_shouted(&l->lines[i]) && !l->lines[i].commas;
            set(l, i, group ? RPT_BLOCK_HEADING : RPT_BLOCK_ITEM);
        } else {
            listing = false;
            if (l->lines[i].last != ':' || rpt_line_others(&l->lines[i]) < 3) continue;
            for (const uint32_t end = enumeration_end(l, i + 1); i + 1 < end;) set(l, ++i, RPT_BLOCK_ITEM);
        }
    }
}

static bool looks_like_heading(const layout *l, uint32_t i) {
    const rpt_line *line = &l->lines[i];
    if (!line->whole || line->words > 16 || !line->capitals || line->span.end - line->span.begin > 130) return false;
    if (!rpt_line_ends_open(line)) {
        return line->last == '.' && line->years && line->words <= 10 && line->capitals > line->lower;
    }
    return rpt_utf8_is_upper(line->first) || rpt_utf8_is_digit(line->first);
}

/** Does a turn begin with this block? Then it is speech. */
static bool is_labelled(const layout *l, uint32_t i) {
    const rpt_block *b = &l->d->blocks.at[i];
    return b->turn && l->d->turns.at[b->turn].label.begin == b->span.begin;
}

static void find_headings(layout *l) {
    const uint32_t n = l->d->blocks.n;
    for (uint32_t i = 0; i < n; i++) {
        if (!is_open(l, i) || is_labelled(l, i)) continue;
        if (rpt_line_is_stamp(&l->lines[i])) set(l, i, RPT_BLOCK_DATELINE);
        else if (looks_like_heading(l, i)) set(l, i, RPT_BLOCK_HEADING);
    }
    /* What stands at the end with nothing below is who signed, or where and when. */
    for (uint32_t i = n; i-- > 1;) {
        const uint8_t kind = l->d->blocks.at[i].kind;
        if (kind == RPT_BLOCK_NOTE || kind == RPT_BLOCK_NOISE || kind == RPT_BLOCK_SEE_ALSO || kind == RPT_BLOCK_DATELINE)
            continue;
        if (kind != RPT_BLOCK_HEADING) break;
        if (rpt_line_is_dateline(&l->lines[i])) set(l, i, RPT_BLOCK_DATELINE);
        else if (l->lines[i].words <= 6) set(l, i, RPT_BLOCK_BYLINE);
    }
}

void rpt_text_structure(rpt_document *d) {
    if (!d->blocks.n) blocks_of_lines(d);
    layout l = {d, rpt_arena_alloc(d->arena, (d->blocks.n + 1) * sizeof *l.lines), false};
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        const rpt_span s = d->blocks.at[i].span;
        rpt_line_read(&l.lines[i], d, trimmed(d, s.begin, s.end));
    }
    find_noise(&l);
    find_boxes(&l);
    find_header(&l);
    name_title(d);
    find_items(&l);
    rpt_text_turns(d);
    find_headings(&l);
}
