/* What the tests of progress share: a goal from 100 to 200 over a year, and its figures (tests). */
#ifndef TESTS_UNIT_LIB_PROGRESS_SUPPORT_H
#define TESTS_UNIT_LIB_PROGRESS_SUPPORT_H

#include <math.h>
#include <proeftuin/progress.h>
#include <string.h>

#include "unit/suite.h"

enum { PROGRESS_MEMORY = 16 << 20 };

static inline struct date day_of(const char *text)
{
    struct date date = {0};

    ck_assert_msg(date_parse(text, strlen(text), &date), "%s", text);
    return date;
}

static inline struct progress_number number(double value)
{
    return (struct progress_number){value, true};
}

/* 365 days, so that a day is 100/365 of what is to come. */
static inline struct progress_goal a_goal(double baseline, double target)
{
    return (struct progress_goal){.baseline = number(baseline),
        .baseline_on = day_of("2021-01-01"),
        .target = number(target),
        .deadline = partial_date_read("2022-01-01", "day", "exact"),
        .frequency = PROGRESS_YEARLY};
}

static inline struct progress_measurement measured(const char *on, double value)
{
    return (struct progress_measurement){.id = on, .measured_on = day_of(on), .value = number(value)};
}

static inline struct progress_measurement in_area(const char *area, const char *on, double value)
{
    struct progress_measurement measurement = measured(on, value);

    measurement.id = area;
    measurement.area = area;
    return measurement;
}

static inline struct progress_answer judge(const struct progress_goal *goal,
    const struct progress_measurement *measurements, size_t count, const char *today, struct arena *arena)
{
    struct progress_answer answer;

    ck_assert(progress_judge(goal, measurements, count, day_of(today), arena, &answer));
    return answer;
}

/* The state, for tests that need no more; `reason`: one that must be among the reasons, PROGRESS_REASONS: none blocks.
 */
static inline void expect_state(const struct progress_goal *goal, const struct progress_measurement *measurements,
    size_t count, const char *today, enum progress_state state, enum progress_reason reason)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_answer answer = judge(goal, measurements, count, today, arena);

    ck_assert_str_eq(progress_state_name(answer.state), progress_state_name(state));
    if (reason != PROGRESS_REASONS)
        ck_assert_msg(progress_has(&answer, reason), "%s is missing", progress_reason_name(reason));
    else
        for (unsigned i = 0; i < PROGRESS_REASONS; i++)
            ck_assert_msg(!progress_has(&answer, i) || progress_reason_weight(i) == PROGRESS_REMARK, "%s",
                progress_reason_name(i));
    arena_free(arena);
}

static inline void expect_one(const struct progress_goal *goal, struct progress_measurement measurement,
    enum progress_state state, enum progress_reason reason)
{
    expect_state(goal, &measurement, 1, "2021-12-31", state, reason);
}

#endif
