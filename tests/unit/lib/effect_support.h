/* Questions of the tests on effects (tests). */
#ifndef TESTS_EFFECT_SUPPORT_H
#define TESTS_EFFECT_SUPPORT_H

#include <proeftuin/effect.h>

#include "unit/suite.h"

static inline void give_count(
    struct effect_question *question, enum effect_group group, enum effect_moment moment, int64_t count, int64_t size)
{
    struct effect_figure *figure = &question->figures[group][moment];

    figure->given = true;
    figure->count = count;
    figure->size = size;
}

static inline void give_mean(struct effect_question *question, enum effect_group group, enum effect_moment moment,
    double mean, double deviation, int64_t size)
{
    struct effect_figure *figure = &question->figures[group][moment];

    figure->given = true;
    figure->mean = mean;
    figure->deviation = deviation;
    figure->size = size;
}

/* x1 of n1 participants and x2 of n2 others, after. */
static inline struct effect_question two_counts(int64_t x1, int64_t n1, int64_t x2, int64_t n2)
{
    struct effect_question question = effect_question_new(EFFECT_PROPORTION);

    give_count(&question, EFFECT_PARTICIPANTS, EFFECT_AFTER, x1, n1);
    give_count(&question, EFFECT_COMPARISON, EFFECT_AFTER, x2, n2);
    return question;
}

/* The same people: both times, only after, only before, never. */
static inline struct effect_question pairs_of_counts(int64_t both, int64_t after, int64_t before, int64_t neither)
{
    struct effect_question question = effect_question_new(EFFECT_PROPORTION);
    const int64_t size = both + after + before + neither;

    give_count(&question, EFFECT_PARTICIPANTS, EFFECT_BEFORE, both + before, size);
    give_count(&question, EFFECT_PARTICIPANTS, EFFECT_AFTER, both + after, size);
    question.pairs[EFFECT_PARTICIPANTS] = (struct effect_pairs){.paired = EFFECT_PAIRED, .both = both, .deviation = -1};
    return question;
}

static inline struct effect_question two_means(double m1, double s1, int64_t n1, double m2, double s2, int64_t n2)
{
    struct effect_question question = effect_question_new(EFFECT_MEAN);

    give_mean(&question, EFFECT_PARTICIPANTS, EFFECT_AFTER, m1, s1, n1);
    give_mean(&question, EFFECT_COMPARISON, EFFECT_AFTER, m2, s2, n2);
    return question;
}

/* The same people before and after, with the standard deviation of their changes. */
static inline void give_paired_means(struct effect_question *question, enum effect_group group, double before,
    double after, double change_deviation, int64_t size)
{
    give_mean(question, group, EFFECT_BEFORE, before, 1, size);
    give_mean(question, group, EFFECT_AFTER, after, 1, size);
    question->pairs[group] = (struct effect_pairs){.paired = EFFECT_PAIRED, .both = -1, .deviation = change_deviation};
}

static inline struct effect_answer judged(struct effect_question question)
{
    struct effect_answer answer;

    effect_judge(&question, &answer);
    return answer;
}

#endif
