/* From what was read and what was recorded to letters and findings (lib, private to the SMART check). */
#ifndef PROEFTUIN_SMART_JUDGING_H
#define PROEFTUIN_SMART_JUDGING_H

#include "reading.h"

struct judging {
    const struct smart_goal *goal;
    struct date today;
    struct arena *arena;
    struct reading reading;
    struct smart_finding *findings; /* one a rule */
    bool found[SMART_RULES];
    struct smart_answer answer;
};

/* The letters; M looks at S, so S comes first. */
void smart_judge_specific(struct judging *judging);
void smart_judge_measurable(struct judging *judging);
void smart_judge_agreement(struct judging *judging); /* A and R */
void smart_judge_time(struct judging *judging);

/* Puts findings and finds in their order into the answer. False when the arena is full. */
bool smart_judging_gather(struct judging *judging);

/* ---- For the judges ---- */

/* A finding about a rule; `fact` may be NULL. */
void smart_report(struct judging *judging, enum smart_rule rule, const char *fact);

/* The first find of that kind, or NULL. */
const struct smart_found *smart_first_found(const struct judging *judging, enum smart_found_kind kind);

/* The text of a find, or of the first token with one of these classes; NULL: there is none. */
const char *smart_found_text(const struct judging *judging, const struct smart_found *found);
const char *smart_word_text(const struct judging *judging, uint64_t classes);

const char *smart_date_text(const struct judging *judging, struct date date);

/* Met, unless an error about that letter was reported. */
enum smart_result smart_letter_result(const struct judging *judging, enum smart_letter letter);

/* The text has words of one direction only. */
enum smart_direction smart_text_direction(const struct judging *judging);

#endif
