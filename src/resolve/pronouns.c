/* SPDX-License-Identifier: ISC */
/*
 * Pronouns -> whom they stand for: `I` and `we` the speaker and his side, `he`, `they`, `it` by what was
 * spoken of last, `there` and `here` by place. Abstains where nothing fits. Relative pronouns are left to the
 * rules.
 */
#include "resolve/referring.h"

static rpt_phrase one_token(uint32_t token, float score) {
    return (rpt_phrase){token, token + 1, RPT_REF_PRONOUN, score, 0, {{0}, 0}};
}

/** Does the sentence say that both sides did it? */
static bool is_joint(const rpt_referring *f) {
    for (uint32_t i = f->first; i < f->end; i++) {
        if (f->phrase[i] & RPT_RC_BIT(JOINT) || f->word[i] & RPT_RC_BIT(JOINT)) return true;
    }
    return false;
}

static bool in_question(const rpt_referring *f) {
    return f->turn && f->w->d->turns.at[f->turn].kind == RPT_TURN_QUESTION;
}

static rpt_phrase read_first(rpt_referring *f, uint32_t token) {
    rpt_phrase p = one_token(token, 0.9f);
    if (f->w->d->text.p[f->w->d->tokens.at[token].begin] == 'i') return p; /* a letter of a list */
    rpt_few_add(&p.targets, rpt_speaker_at(f, token));
    return p;
}

/** `we`: the speaker's state and the speaker; of a joint document all its sides; where both did it, the other
 * side too. */
static rpt_phrase read_first_plural(rpt_referring *f, uint32_t token) {
    rpt_phrase p = one_token(token, 0.7f);
    const uint32_t speaker = rpt_speaker_at(f, token);
    uint32_t side = rpt_side_of(f, speaker);
    if (!side && speaker && speaker == f->speaker) side = f->own;
    if (in_question(f)) return p;
    if (!speaker || !side) {
        if (f->turn && speaker) rpt_few_add(&p.targets, speaker);
        if (f->turn || f->sides.n > RPT_MOST_SIDES) return p;
        if (!speaker && f->agreement) p.targets = f->sides;
        if (speaker) rpt_few_add(&p.targets, speaker);
        return p;
    }
    rpt_few_add(&p.targets, side);
    if (rpt_type_of(f, speaker) == RPT_PER) rpt_few_add(&p.targets, speaker);
    if (f->sides.n == 2 && is_joint(f)) rpt_few_join(&p.targets, &f->sides);
    return p;
}

/** `you`: who is asked, or the other of two principals. */
static rpt_phrase read_second(rpt_referring *f, uint32_t token) {
    rpt_phrase p = one_token(token, 0.5f);
    const rpt_document *d = f->w->d;
    if (in_question(f)) {
        for (uint32_t i = f->turn + 1; i < d->turns.n && i < f->turn + 4; i++) {
            if (!d->turns.at[i].speaker) continue;
            rpt_few_add(&p.targets, d->turns.at[i].speaker);
            return p;
        }
        return p;
    }
    const uint32_t speaker = rpt_speaker_now(f);
    for (uint32_t i = f->turn; i > 1 && i + 3 > f->turn; i--) {
        if (!d->turns.at[i - 1].speaker || d->turns.at[i - 1].speaker == speaker) continue;
        rpt_few_add(&p.targets, d->turns.at[i - 1].speaker);
        return p;
    }
    for (uint32_t i = 0; speaker && f->principals.n < 5 && i < f->principals.n; i++) {
        if (f->principals.at[i] != speaker) rpt_few_add(&p.targets, f->principals.at[i]);
    }
    return p;
}

static bool may_be(const rpt_referring *f, uint32_t person, uint8_t gender, uint32_t not_this) {
    if (rpt_type_of(f, person) != RPT_PER || person == rpt_speaker_now(f) || person == not_this) return false;
    return person >= f->entities || !f->gender[person] || f->gender[person] == gender;
}

/** The nearest sentence's first person who may be meant: one who does something there before one after a
 * preposition. */
static uint32_t person_before(const rpt_referring *f, uint8_t gender, uint32_t not_this) {
    uint32_t subject = 0, any = 0, sentence = 0;
    for (uint32_t i = f->spoken.n; i > 1 && f->spoken.n - i < 96; i--) {
        const rpt_spoken *s = &f->spoken.at[i - 1];
        if (s->sentence + 4 < f->sentence || (any && s->sentence != sentence)) break;
        if (!may_be(f, s->entity, gender, not_this)) continue;
        any = s->entity, sentence = s->sentence;
        if (!s->after) subject = s->entity;
    }
    return subject ? subject : any;
}

static rpt_phrase read_person(rpt_referring *f, uint32_t token, uint8_t gender) {
    rpt_phrase p = one_token(token, 0.7f);
    const bool object = rpt_word_at(f, token, "him");
    const uint32_t person = !object && f->he ? f->he : person_before(f, gender, object ? f->he : 0);
    if (!object) f->he = person;
    rpt_few_add(&p.targets, person);
    return p;
}

static rpt_phrase read_they(rpt_referring *f, uint32_t token) {
    rpt_phrase p = one_token(token, 0.5f);
    const rpt_listed *l = rpt_focus_first_list(f, RPT_PER, 2);
    if (!l) l = rpt_focus_first_list(f, RPT_NO_TYPE, 2);
    if (l) p.targets = l->of;
    else if (f->principals.n == 2 && !f->speaker && f->turn == 0) p.targets = f->principals;
    return p;
}

static rpt_phrase read_it(rpt_referring *f, uint32_t token) {
    rpt_phrase p = one_token(token, 0.5f);
    const bool owns = rpt_word_at(f, token, "its");
    if (!owns && f->w->d->tokens.at[token].len > 2) return p; /* `it's` */
    const uint32_t actors = 1u << RPT_ORG | 1u << RPT_GPE;
    for (uint32_t i = token + 1; !owns && i < token + 3; i++) {
        if (rpt_is(f, i, RPT_RC_BIT(NO_IT))) return p;
    }
    const rpt_str opening = rpt_token_text(f->w->d, &f->w->d->tokens.at[f->first]);
    const bool participle = opening.len > 5 && memcmp(opening.p + opening.len - 3, "ing", 3) == 0;
    uint32_t it = participle && f->organ ? f->organ : rpt_focus_subject(f, actors, 1);
    if (!it) it = rpt_focus_subject(f, 1u << RPT_AGR | 1u << RPT_EVT, 1);
    rpt_few_add(&p.targets, it);
    return p;
}

static rpt_phrase read_there(rpt_referring *f, uint32_t token) {
    rpt_phrase p = {token, token + 1, RPT_REF_NOUN, 0.5f, 0, {{0}, 0}};
    if (rpt_is(f, token + 1, RPT_RC_BIT(EXISTS)) ||
        (token > f->first && rpt_is(f, token - 1, RPT_RC_BIT(EXISTS)) && token + 1 < f->end &&
         !rpt_is(f, token + 1, ~(uint64_t)0) && token == f->first + 1))
        return p;
    rpt_few_add(&p.targets, rpt_focus_last(f, 1u << RPT_LOC | 1u << RPT_GPE, 3));
    return p;
}

/** `(IT)`, `US`: capitals among other words are no pronoun. */
static bool is_acronym(const rpt_referring *f, uint32_t token) {
    const rpt_token *t = &f->w->d->tokens.at[token];
    if (!(t->flags & RPT_T_CAPS)) return false;
    const bool before = token > f->first && t[-1].flags & RPT_T_CAPS,
               after = token + 1 < f->end && t[1].flags & RPT_T_CAPS;
    return !before && !after;
}

rpt_phrase rpt_read_pronoun(rpt_referring *f, uint32_t token) {
    if (is_acronym(f, token)) return (rpt_phrase){0};
    const uint64_t bits = f->word[token];
    if (bits & RPT_RC_BIT(FIRST)) return read_first(f, token);
    if (bits & RPT_RC_BIT(FIRST_PLURAL)) return read_first_plural(f, token);
    if (bits & RPT_RC_BIT(SECOND)) return read_second(f, token);
    if (bits & RPT_RC_BIT(HE)) return read_person(f, token, 'm');
    if (bits & RPT_RC_BIT(SHE)) return read_person(f, token, 'f');
    if (bits & RPT_RC_BIT(THEY)) return read_they(f, token);
    if (bits & RPT_RC_BIT(IT)) return read_it(f, token);
    if (bits & RPT_RC_BIT(THERE)) return read_there(f, token);
    if (bits & RPT_RC_BIT(HERE) && !rpt_word_at(f, token + 1, "in") && !rpt_word_at(f, token + 1, "at")) {
        rpt_phrase p = {token, token + 1, RPT_REF_NOUN, 0.6f, 0, {{0}, 0}};
        rpt_few_add(&p.targets, f->place);
        return p;
    }
    return (rpt_phrase){0};
}
