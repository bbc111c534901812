/*
 * Progress of a goal, worked out by hand (tests): the goal of most tests goes from 100 on 1 January 2021 to 200 on
 * 1 January 2022, so on 2 July (day 182 of 365) 149.86 is expected.
 */
#include "progress_support.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

START_TEST(states_by_ratio)
{
    const struct progress_goal goal = a_goal(100, 200);

    expect_one(&goal, measured("2021-07-02", 200), PROGRESS_ACHIEVED, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 250), PROGRESS_ACHIEVED, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 150), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 149), PROGRESS_AT_RISK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 140), PROGRESS_AT_RISK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 139), PROGRESS_OFF_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 50), PROGRESS_OFF_TRACK, PROGRESS_REASONS);
}
END_TEST

START_TEST(tells_what_it_rests_on)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_goal goal = a_goal(100, 200);
    const struct progress_measurement measurements[] = {
        measured("2021-03-01", 110), measured("2021-07-02", 140), measured("2021-10-01", 190)};
    const struct progress_answer answer = judge(&goal, measurements, COUNT(measurements), "2021-09-01", arena);

    ck_assert_ptr_eq(answer.actual->from[0], &measurements[1]); /* October is yet to come */
    ck_assert_double_eq_tol(answer.expected.value, 100 + 100 * 182.0 / 365, 1e-9);
    ck_assert_double_eq_tol(answer.expected_today.value, 100 + 100 * 243.0 / 365, 1e-9);
    ck_assert_double_eq_tol(answer.progress.low, 0.4, 1e-9);
    ck_assert_double_eq_tol(answer.ratio.low, 0.4 * 365 / 182, 1e-9);
    ck_assert_double_eq(answer.ratio.low, answer.ratio.high);
    ck_assert_int_eq(answer.direction, PROGRESS_INCREASE);
    ck_assert(!progress_is_under(&answer));
    arena_free(arena);
}
END_TEST

START_TEST(thresholds_are_exact)
{
    /* From 0.1 to 0.6 in ten days; at half time 0.35 is expected, and 0.8 of the way there is 0.3. */
    struct progress_goal goal = a_goal(0.1, 0.6);

    goal.deadline = partial_date_read("2021-01-11", "day", "exact");
    expect_one(&goal, measured("2021-01-06", 0.35), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-01-06", 0.3), PROGRESS_AT_RISK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-01-06", 0.2999), PROGRESS_OFF_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-01-11", 0.6), PROGRESS_ACHIEVED, PROGRESS_REASONS);
}
END_TEST

START_TEST(decrease_follows_from_the_numbers)
{
    struct progress_goal goal = a_goal(200, 100);

    expect_one(&goal, measured("2021-07-02", 150), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 160), PROGRESS_AT_RISK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 161), PROGRESS_OFF_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 90), PROGRESS_ACHIEVED, PROGRESS_REASONS);
    goal.direction = PROGRESS_INCREASE;
    expect_one(&goal, measured("2021-07-02", 90), PROGRESS_NOT_ESTABLISHED, PROGRESS_DIRECTION_CONTRADICTS);
}
END_TEST

START_TEST(what_is_missing_is_told)
{
    struct progress_goal goal = a_goal(100, 200);
    const struct progress_measurement one = measured("2021-07-02", 150);

    expect_state(&goal, NULL, 0, "2021-12-31", PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_MEASUREMENT);
    goal.baseline.known = false;
    expect_one(&goal, one, PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_BASELINE);
    goal = a_goal(100, 200);
    goal.target.known = false;
    expect_one(&goal, one, PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_TARGET);
    goal = a_goal(100, 100);
    expect_one(&goal, one, PROGRESS_NOT_ESTABLISHED, PROGRESS_TARGET_EQUALS_BASELINE);
    goal = a_goal(100, 200);
    goal.deadline = (struct partial_date){0};
    expect_one(&goal, one, PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_DEADLINE);
    goal.deadline = partial_date_read("2022-01-01", "day", "notBefore");
    expect_one(&goal, one, PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_DEADLINE);
    expect_one(&goal, measured("2021-07-02", 200), PROGRESS_ACHIEVED, PROGRESS_REASONS);
    goal = a_goal(100, 200);
    goal.baseline_on = (struct date){0};
    expect_one(&goal, one, PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_BASELINE_DAY);
    goal.baseline_on = day_of("2022-01-01");
    expect_state(&goal, &one, 1, "2021-12-31", PROGRESS_NOT_ESTABLISHED, PROGRESS_DEADLINE_BEFORE_BASELINE);
    goal = a_goal(100, 200);
    goal.measure = PROGRESS_QUALITATIVE;
    expect_one(&goal, one, PROGRESS_NOT_ESTABLISHED, PROGRESS_IS_QUALITATIVE);
}
END_TEST

START_TEST(everything_missing_is_told_at_once)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_goal goal = {0};
    const struct progress_answer answer = judge(&goal, NULL, 0, "2021-12-31", arena);

    ck_assert(progress_has(&answer, PROGRESS_NO_BASELINE));
    ck_assert(progress_has(&answer, PROGRESS_NO_TARGET));
    ck_assert(progress_has(&answer, PROGRESS_NO_MEASUREMENT));
    ck_assert_int_eq(answer.state, PROGRESS_NOT_ESTABLISHED);
    ck_assert(!answer.has_progress && !answer.has_ratio && !answer.expected.known);
    arena_free(arena);
}
END_TEST

START_TEST(measurement_up_to_the_baseline_does_not_count)
{
    const struct progress_goal goal = a_goal(100, 200);

    expect_one(&goal, measured("2021-01-01", 300), PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_MEASUREMENT);
    expect_one(&goal, measured("2020-06-01", 300), PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_MEASUREMENT);
    expect_one(&goal, measured("2021-01-02", 300), PROGRESS_ACHIEVED, PROGRESS_REASONS);
}
END_TEST

START_TEST(stale_by_frequency)
{
    struct progress_goal goal = a_goal(100, 200);
    const struct progress_measurement one = measured("2021-03-01", 130);
    static const struct {
        enum progress_frequency frequency;
        const char *fresh, *stale;
    } cases[] = {{PROGRESS_MONTHLY, "2021-04-16", "2021-04-17"}, {PROGRESS_QUARTERLY, "2021-07-17", "2021-07-18"},
        {PROGRESS_HALF_YEARLY, "2021-12-02", "2021-12-03"}};

    for (size_t i = 0; i < COUNT(cases); i++) {
        goal.frequency = cases[i].frequency;
        expect_state(&goal, &one, 1, cases[i].fresh, PROGRESS_ON_TRACK, PROGRESS_REASONS);
        expect_state(&goal, &one, 1, cases[i].stale, PROGRESS_NOT_ESTABLISHED, PROGRESS_STALE);
    }
    goal.deadline = partial_date_read("2031-01-01", "day", "exact");
    goal.frequency = PROGRESS_YEARLY;
    expect_state(&goal, &one, 1, "2022-09-01", PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_state(&goal, &one, 1, "2022-09-02", PROGRESS_NOT_ESTABLISHED, PROGRESS_STALE);
    goal.frequency = PROGRESS_ONCE;
    expect_state(&goal, &one, 1, "2029-01-01", PROGRESS_ON_TRACK, PROGRESS_REASONS);
    goal.frequency = PROGRESS_FREQUENCY_UNKNOWN;
    expect_state(&goal, &one, 1, "2029-01-01", PROGRESS_ON_TRACK, PROGRESS_FREQUENCY_UNKNOWN_REMARK);
}
END_TEST

/* What was measured at the deadline stays what it was. */
START_TEST(after_the_deadline)
{
    struct progress_goal goal = a_goal(100, 200);
    const struct progress_measurement missed = measured("2022-01-01", 190), early = measured("2021-12-31", 190);

    goal.frequency = PROGRESS_MONTHLY;
    expect_state(&goal, &missed, 1, "2030-01-01", PROGRESS_OFF_TRACK, PROGRESS_REASONS);
    expect_state(&goal, &missed, 1, "2030-01-01", PROGRESS_OFF_TRACK, PROGRESS_LATE);
    expect_state(&goal, &early, 1, "2022-02-15", PROGRESS_AT_RISK, PROGRESS_LATE);
    expect_state(&goal, &early, 1, "2022-02-16", PROGRESS_NOT_ESTABLISHED, PROGRESS_STALE);
    goal.frequency = PROGRESS_ONCE;
    expect_state(&goal, &early, 1, "2023-07-03", PROGRESS_AT_RISK, PROGRESS_LATE);
    expect_state(&goal, &early, 1, "2023-07-04", PROGRESS_NOT_ESTABLISHED, PROGRESS_STALE);
    const struct progress_measurement soon = measured("2021-11-01", 200);
    goal.frequency = PROGRESS_QUARTERLY;
    expect_state(&goal, &soon, 1, "2030-01-01", PROGRESS_ACHIEVED, PROGRESS_REASONS);
    const struct progress_measurement reached = measured("2022-03-01", 200);
    expect_state(&goal, &reached, 1, "2030-01-01", PROGRESS_ACHIEVED, PROGRESS_REASONS);
}
END_TEST

START_TEST(deadline_counts_from_its_last_day)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    struct progress_goal goal = a_goal(0, 365);
    const struct progress_measurement one = measured("2021-12-31", 364);

    goal.deadline = partial_date_read("2021-01-01", "year", "exact");
    const struct progress_answer answer = judge(&goal, &one, 1, "2022-03-01", arena);
    ck_assert_int_eq(date_compare(answer.deadline, day_of("2021-12-31")), 0);
    ck_assert_double_eq_tol(answer.expected.value, 365, 1e-9);
    ck_assert_int_eq(answer.state, PROGRESS_OFF_TRACK);
    arena_free(arena);
}
END_TEST

/* ---- Milestones ---- */

START_TEST(milestones_make_the_path)
{
    /* 10 on 1 April, 20 on 1 July, and the rest in the second half: the order in which they are given is no matter. */
    const struct progress_milestone milestones[] = {{day_of("2021-07-01"), 120}, {day_of("2021-04-01"), 110}};
    struct progress_goal goal = a_goal(100, 200);
    struct arena *arena = arena_new(PROGRESS_MEMORY);

    expect_one(&goal, measured("2021-07-01", 120), PROGRESS_OFF_TRACK, PROGRESS_REASONS);
    goal.milestones = milestones;
    goal.milestone_count = COUNT(milestones);
    expect_one(&goal, measured("2021-07-01", 120), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-01", 116), PROGRESS_AT_RISK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-04-01", 110), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    const struct progress_measurement between = measured("2021-10-01", 160);
    const struct progress_answer answer = judge(&goal, &between, 1, "2021-10-01", arena);
    ck_assert_double_eq_tol(answer.expected.value, 120 + 80 * 92.0 / 184, 1e-9);
    ck_assert(answer.by_milestones);
    arena_free(arena);
}
END_TEST

START_TEST(milestones_without_a_deadline)
{
    const struct progress_milestone milestones[] = {{day_of("2021-07-01"), 120}};
    struct progress_goal goal = a_goal(100, 200);

    goal.milestones = milestones;
    goal.milestone_count = 1;
    goal.deadline = (struct partial_date){0};
    expect_one(&goal, measured("2021-04-01", 110), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-10-01", 119), PROGRESS_AT_RISK, PROGRESS_REASONS);
    goal.baseline_on = (struct date){0};
    expect_one(&goal, measured("2021-10-01", 119), PROGRESS_AT_RISK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-04-01", 110), PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_BASELINE_DAY);
}
END_TEST

/* First worse, then better: until more than nothing is expected there is no ratio. */
START_TEST(milestone_that_dips)
{
    const struct progress_milestone milestones[] = {{day_of("2021-07-01"), 90}};
    struct progress_goal goal = a_goal(100, 200);
    struct arena *arena = arena_new(PROGRESS_MEMORY);

    goal.milestones = milestones;
    goal.milestone_count = 1;
    expect_one(&goal, measured("2021-07-01", 90), PROGRESS_ON_TRACK, PROGRESS_AT_BEGINNING);
    expect_one(&goal, measured("2021-07-01", 89), PROGRESS_OFF_TRACK, PROGRESS_AT_BEGINNING);
    const struct progress_measurement one = measured("2021-07-01", 89);
    ck_assert(!judge(&goal, &one, 1, "2021-07-01", arena).has_ratio);
    arena_free(arena);
}
END_TEST

/* ---- Ranges ---- */

static struct progress_measurement ranged(enum progress_qualifier qualifier, double value, double upper)
{
    struct progress_measurement measurement = measured("2021-07-02", value);

    measurement.qualifier = qualifier;
    if (qualifier == PROGRESS_BETWEEN)
        measurement.upper = number(upper);
    return measurement;
}

START_TEST(ranges_say_what_follows_from_both_ends)
{
    struct progress_goal goal = a_goal(100, 200);

    expect_one(&goal, ranged(PROGRESS_AT_LEAST, 200, 0), PROGRESS_ACHIEVED, PROGRESS_REASONS);
    expect_one(&goal, ranged(PROGRESS_AT_LEAST, 190, 0), PROGRESS_NOT_ESTABLISHED, PROGRESS_RANGE_UNDECIDED);
    expect_one(&goal, ranged(PROGRESS_AT_MOST, 120, 0), PROGRESS_OFF_TRACK, PROGRESS_REASONS);
    expect_one(&goal, ranged(PROGRESS_AT_MOST, 150, 0), PROGRESS_NOT_ESTABLISHED, PROGRESS_RANGE_UNDECIDED);
    expect_one(&goal, ranged(PROGRESS_BETWEEN, 150, 190), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_one(&goal, ranged(PROGRESS_BETWEEN, 145, 190), PROGRESS_NOT_ESTABLISHED, PROGRESS_RANGE_UNDECIDED);
    expect_one(&goal, ranged(PROGRESS_ABOUT, 150, 0), PROGRESS_ON_TRACK, PROGRESS_APPROXIMATE);
}
END_TEST

START_TEST(range_gives_both_ends)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_goal goal = a_goal(200, 100);
    const struct progress_measurement one = ranged(PROGRESS_BETWEEN, 90, 160);
    const struct progress_answer answer = judge(&goal, &one, 1, "2021-12-31", arena);

    ck_assert_double_eq_tol(answer.progress.low, 0.4, 1e-9);
    ck_assert_double_eq_tol(answer.progress.high, 1.1, 1e-9);
    ck_assert_int_eq(answer.low_state, PROGRESS_AT_RISK);
    ck_assert_int_eq(answer.high_state, PROGRESS_ACHIEVED);
    arena_free(arena);
}
END_TEST

/* A share of at least 90 is at most 100; a count of at most 3 is at least 0. */
START_TEST(ranges_end_where_their_measure_does)
{
    struct progress_goal share = a_goal(50, 100), count = a_goal(20, 0);

    share.measure = PROGRESS_PERCENTAGE;
    share.deadline = partial_date_read("2024-01-01", "day", "exact");
    expect_one(&share, ranged(PROGRESS_AT_LEAST, 90, 0), PROGRESS_NOT_ESTABLISHED, PROGRESS_RANGE_UNDECIDED);
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_measurement most = ranged(PROGRESS_AT_MOST, 3, 0), least = ranged(PROGRESS_AT_LEAST, 90, 0);
    ck_assert_double_eq_tol(judge(&share, &least, 1, "2021-12-31", arena).progress.high, 1, 1e-9);
    count.measure = PROGRESS_COUNT;
    ck_assert_double_eq_tol(judge(&count, &most, 1, "2021-12-31", arena).progress.high, 1, 1e-9);
    arena_free(arena);
}
END_TEST

/* ---- To maintain ---- */

START_TEST(maintains_a_level)
{
    struct progress_goal goal = a_goal(100, 100);

    goal.direction = PROGRESS_MAINTAIN;
    expect_one(&goal, measured("2021-07-02", 100), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 85), PROGRESS_AT_RISK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 120), PROGRESS_AT_RISK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 130), PROGRESS_OFF_TRACK, PROGRESS_REASONS);
    goal.better = PROGRESS_INCREASE;
    expect_one(&goal, measured("2021-07-02", 130), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 79), PROGRESS_OFF_TRACK, PROGRESS_REASONS);
    goal.better = PROGRESS_DECREASE;
    expect_one(&goal, measured("2021-07-02", 79), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 0), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    const struct progress_measurement last = measured("2022-01-01", 100), under = measured("2022-01-01", 101);
    expect_state(&goal, &last, 1, "2022-06-01", PROGRESS_ACHIEVED, PROGRESS_REASONS);
    expect_state(&goal, &under, 1, "2022-06-01", PROGRESS_OFF_TRACK, PROGRESS_REASONS);
}
END_TEST

START_TEST(maintains_with_either_number)
{
    struct progress_goal goal = a_goal(100, 0);

    goal.direction = PROGRESS_MAINTAIN;
    goal.target.known = false;
    expect_one(&goal, measured("2021-07-02", 100), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    goal = a_goal(0, 100);
    goal.direction = PROGRESS_MAINTAIN;
    goal.baseline.known = false;
    expect_one(&goal, measured("2021-07-02", 85), PROGRESS_AT_RISK, PROGRESS_REASONS);
    goal = a_goal(-5, -5);
    goal.direction = PROGRESS_MAINTAIN;
    expect_one(&goal, measured("2021-07-02", -6), PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_SCALE);
    goal = a_goal(0, 0);
    goal.direction = PROGRESS_MAINTAIN;
    expect_one(&goal, measured("2021-07-02", 0), PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_one(&goal, measured("2021-07-02", 1), PROGRESS_OFF_TRACK, PROGRESS_REASONS);
}
END_TEST

/* The level lies between the ends, where both are off it. */
START_TEST(range_around_a_level)
{
    struct progress_goal goal = a_goal(100, 100);

    goal.direction = PROGRESS_MAINTAIN;
    expect_one(&goal, ranged(PROGRESS_BETWEEN, 90, 110), PROGRESS_NOT_ESTABLISHED, PROGRESS_RANGE_UNDECIDED);
    expect_one(&goal, ranged(PROGRESS_BETWEEN, 85, 90), PROGRESS_AT_RISK, PROGRESS_REASONS);
}
END_TEST

/* ---- Which measurements count ---- */

START_TEST(in_doubt_undated_and_told_don_t_count)
{
    const struct progress_goal goal = a_goal(100, 200);
    struct progress_measurement measurements[] = {measured("2021-07-02", 150), measured("2021-10-01", 0)};

    measurements[1].suspect = true;
    expect_state(&goal, measurements, 2, "2021-12-31", PROGRESS_ON_TRACK, PROGRESS_SUSPECT_LEFT_OUT);
    measurements[1] = measured("2021-10-01", 0);
    measurements[1].value.known = false;
    expect_state(&goal, measurements, 2, "2021-12-31", PROGRESS_ON_TRACK, PROGRESS_STORIES_LEFT_OUT);
    measurements[1] = measured("2021-10-01", 0);
    measurements[1].measured_on = (struct date){0};
    expect_state(&goal, measurements, 2, "2021-12-31", PROGRESS_ON_TRACK, PROGRESS_UNDATED_LEFT_OUT);
    measurements[1] = measured("2021-10-01", 0);
    measurements[1].stated_on = day_of("2022-02-01");
    expect_state(&goal, measurements, 2, "2021-12-31", PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_state(&goal, measurements, 2, "2022-02-01", PROGRESS_OFF_TRACK, PROGRESS_LATE);
    measurements[0].suspect = measurements[1].suspect = true;
    expect_state(&goal, measurements, 2, "2022-02-01", PROGRESS_NOT_ESTABLISHED, PROGRESS_NO_MEASUREMENT);
}
END_TEST

/* An older figure would say something else than the one that can't be told. */
START_TEST(withheld_is_not_known)
{
    const struct progress_goal goal = a_goal(100, 200);
    struct progress_measurement measurements[] = {measured("2021-07-02", 150), measured("2021-10-01", 0)};

    measurements[1].value.known = false;
    measurements[1].withheld = true;
    expect_state(&goal, measurements, 2, "2021-12-31", PROGRESS_NOT_ESTABLISHED, PROGRESS_WITHHELD);
    expect_state(&goal, measurements, 2, "2021-09-01", PROGRESS_ON_TRACK, PROGRESS_REASONS);
}
END_TEST

START_TEST(final_counts_before_provisional)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_goal goal = a_goal(100, 200);
    struct progress_measurement measurements[] = {
        measured("2021-07-02", 150), measured("2021-07-02", 120), measured("2021-07-02", 130)};

    measurements[0].id = "a";
    measurements[0].provisional = true;
    measurements[1].id = "b";
    measurements[1].final = true;
    measurements[2].id = "c";
    ck_assert_str_eq(judge(&goal, measurements, 3, "2021-12-31", arena).actual->from[0]->id, "b");
    measurements[1].final = false;
    ck_assert_str_eq(judge(&goal, measurements, 3, "2021-12-31", arena).actual->from[0]->id, "c");
    measurements[1].stated_on = day_of("2021-08-01");
    ck_assert_str_eq(judge(&goal, measurements, 3, "2021-12-31", arena).actual->from[0]->id, "b");
    expect_state(&goal, measurements, 1, "2021-12-31", PROGRESS_ON_TRACK, PROGRESS_PROVISIONAL_REMARK);
    arena_free(arena);
}
END_TEST

/* A period is about its last day. */
START_TEST(periods_end_on_their_last_day)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_goal goal = a_goal(100, 200);
    struct progress_measurement one = measured("2021-01-01", 150);

    one.measured_on = (struct date){0};
    one.period_from = day_of("2021-01-01");
    one.period_to = day_of("2021-06-30");
    ck_assert_int_eq(date_compare(judge(&goal, &one, 1, "2021-12-31", arena).actual->day, day_of("2021-06-30")), 0);
    one.period_to = (struct date){0};
    ck_assert_int_eq(date_compare(progress_day(&one), day_of("2021-01-01")), 0);
    arena_free(arena);
}
END_TEST

/* A year and its last quarter. */
START_TEST(the_shortest_period_counts)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_goal goal = a_goal(100, 200);
    struct progress_measurement measurements[] = {measured("2021-01-01", 199), measured("2021-10-01", 190)};

    for (size_t i = 0; i < COUNT(measurements); i++) {
        measurements[i].period_from = measurements[i].measured_on;
        measurements[i].period_to = day_of("2021-12-31");
        measurements[i].measured_on = (struct date){0};
    }
    const struct progress_answer answer = judge(&goal, measurements, 2, "2021-12-31", arena);
    ck_assert_double_eq(answer.actual->value.low, 190);
    ck_assert(progress_has(&answer, PROGRESS_PERIODS_DIFFER));
    ck_assert_int_eq(answer.state, PROGRESS_AT_RISK);
    arena_free(arena);
}
END_TEST

/* Whether the target was reached needs neither baseline nor deadline. */
START_TEST(target_is_reached_without_a_baseline)
{
    static const struct {
        enum progress_direction direction;
        double value;
        enum progress_qualifier qualifier;
        enum progress_reached reached;
    } cases[] = {{PROGRESS_INCREASE, 200, PROGRESS_EXACT, PROGRESS_REACHED},
        {PROGRESS_INCREASE, 199, PROGRESS_EXACT, PROGRESS_NOT_REACHED},
        {PROGRESS_INCREASE, 201, PROGRESS_AT_LEAST, PROGRESS_REACHED},
        {PROGRESS_INCREASE, 199, PROGRESS_AT_LEAST, PROGRESS_REACHED_UNKNOWN},
        {PROGRESS_INCREASE, 199, PROGRESS_AT_MOST, PROGRESS_NOT_REACHED},
        {PROGRESS_DECREASE, 200, PROGRESS_EXACT, PROGRESS_REACHED},
        {PROGRESS_DECREASE, 201, PROGRESS_AT_LEAST, PROGRESS_NOT_REACHED},
        {PROGRESS_DIRECTION_UNKNOWN, 300, PROGRESS_EXACT, PROGRESS_REACHED_UNKNOWN}};

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_new(PROGRESS_MEMORY);
        const struct progress_goal goal = {.target = number(200), .direction = cases[i].direction};
        struct progress_measurement one = measured("2021-07-02", cases[i].value);

        one.qualifier = cases[i].qualifier;
        const struct progress_answer answer = judge(&goal, &one, 1, "2021-12-31", arena);
        ck_assert_int_eq(answer.target_reached, cases[i].reached);
        ck_assert_int_eq(answer.state, PROGRESS_NOT_ESTABLISHED);
        arena_free(arena);
    }
}
END_TEST

/* ---- Areas ---- */

static struct progress_goal by_areas(enum progress_measure measure, enum progress_aggregation aggregation)
{
    struct progress_goal goal = a_goal(100, 200);

    goal.measure = measure;
    goal.aggregation = aggregation;
    return goal;
}

START_TEST(areas_become_one)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    struct progress_measurement areas[] = {
        in_area("noord", "2021-07-02", 60), in_area("zuid", "2021-07-02", 90), in_area("west", "2021-07-02", 0)};
    struct progress_goal goal = by_areas(PROGRESS_COUNT, PROGRESS_SUM);

    ck_assert_double_eq_tol(judge(&goal, areas, 3, "2021-12-31", arena).actual->value.low, 150, 1e-9);
    goal = by_areas(PROGRESS_NUMBER, PROGRESS_AVERAGE);
    ck_assert_double_eq_tol(judge(&goal, areas, 3, "2021-12-31", arena).actual->value.low, 50, 1e-9);
    goal = by_areas(PROGRESS_PERCENTAGE, PROGRESS_WEIGHTED_AVERAGE);
    expect_state(&goal, areas, 3, "2021-12-31", PROGRESS_NOT_ESTABLISHED, PROGRESS_WEIGHTS_MISSING);
    areas[0].base_count = number(100);
    areas[1].sample_size = number(200);
    areas[2].base_count = number(100);
    areas[2].sample_size = number(1);
    ck_assert_double_eq_tol(judge(&goal, areas, 3, "2021-12-31", arena).actual->value.low, 60, 1e-9);
    arena_free(arena);
}
END_TEST

START_TEST(areas_that_do_not_become_one)
{
    const struct progress_measurement areas[] = {in_area("noord", "2021-07-02", 60), in_area("zuid", "2021-07-02", 90)};
    static const struct {
        enum progress_measure measure;
        enum progress_aggregation aggregation;
        enum progress_reason reason;
    } cases[] = {{PROGRESS_COUNT, PROGRESS_DISTINCT, PROGRESS_NOT_ADDITIVE},
        {PROGRESS_PERCENTAGE, PROGRESS_SUM, PROGRESS_NOT_ADDITIVE},
        {PROGRESS_COUNT, PROGRESS_AGGREGATION_UNKNOWN, PROGRESS_AREAS_SEPARATE},
        {PROGRESS_COUNT, PROGRESS_SEPARATE, PROGRESS_AREAS_SEPARATE},
        {PROGRESS_COUNT, PROGRESS_LATEST, PROGRESS_AREAS_SEPARATE}};

    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct progress_goal goal = by_areas(cases[i].measure, cases[i].aggregation);

        expect_state(&goal, areas, 2, "2021-12-31", PROGRESS_NOT_ESTABLISHED, cases[i].reason);
        /* One area needs no aggregation. */
        expect_state(&goal, areas, 1, "2021-12-31", PROGRESS_OFF_TRACK, PROGRESS_REASONS);
    }
}
END_TEST

START_TEST(the_whole_counts_before_its_areas)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_goal goal = by_areas(PROGRESS_COUNT, PROGRESS_DISTINCT);
    const struct progress_measurement measurements[] = {
        in_area("noord", "2021-07-02", 60), measured("2021-07-02", 150), in_area("zuid", "2021-07-02", 110)};
    const struct progress_answer answer = judge(&goal, measurements, 3, "2021-12-31", arena);

    ck_assert_double_eq(answer.actual->value.low, 150);
    ck_assert_uint_eq(answer.actual->from_count, 1);
    ck_assert_int_eq(answer.state, PROGRESS_ON_TRACK);
    arena_free(arena);
}
END_TEST

START_TEST(areas_that_are_missing)
{
    const struct progress_goal goal = by_areas(PROGRESS_COUNT, PROGRESS_SUM);
    const struct progress_measurement measurements[] = {
        in_area("noord", "2021-04-01", 60), in_area("zuid", "2021-04-01", 90), in_area("noord", "2021-07-02", 70)};

    expect_state(&goal, measurements, 3, "2021-06-01", PROGRESS_ON_TRACK, PROGRESS_REASONS);
    expect_state(&goal, measurements, 3, "2021-12-31", PROGRESS_NOT_ESTABLISHED, PROGRESS_AREAS_MISSING);
}
END_TEST

START_TEST(a_withheld_area_withholds_the_sum)
{
    const struct progress_goal goal = by_areas(PROGRESS_COUNT, PROGRESS_SUM);
    struct progress_measurement areas[] = {in_area("noord", "2021-07-02", 0), in_area("zuid", "2021-07-02", 190)};

    areas[0].value.known = false;
    areas[0].withheld = true;
    expect_state(&goal, areas, 2, "2021-12-31", PROGRESS_NOT_ESTABLISHED, PROGRESS_WITHHELD);
}
END_TEST

START_TEST(ranges_add_up)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_goal goal = by_areas(PROGRESS_COUNT, PROGRESS_SUM);
    struct progress_measurement areas[] = {in_area("noord", "2021-07-02", 60), in_area("zuid", "2021-07-02", 90)};

    areas[0].qualifier = PROGRESS_AT_LEAST;
    areas[1].qualifier = PROGRESS_BETWEEN;
    areas[1].upper = number(95);
    const struct progress_range value = judge(&goal, areas, 2, "2021-12-31", arena).actual->value;
    ck_assert_double_eq(value.low, 150);
    ck_assert(isinf(value.high));
    arena_free(arena);
}
END_TEST

/* ---- Rows ---- */

START_TEST(reads_texts)
{
    const char *texts[PROGRESS_GOAL_TEXTS] = {[PROGRESS_GOAL_BASELINE] = "-12.3400",
        [PROGRESS_GOAL_BASELINE_ON] = "2021-02-03",
        [PROGRESS_GOAL_TARGET] = "1000000000000.0000",
        [PROGRESS_GOAL_DEADLINE] = "2021-04-01",
        [PROGRESS_GOAL_DEADLINE + 1] = "quarter",
        [PROGRESS_GOAL_DIRECTION] = "maintain",
        [PROGRESS_GOAL_BETTER] = "decrease",
        [PROGRESS_GOAL_MEASURE] = "percentage",
        [PROGRESS_GOAL_AGGREGATION] = "weightedAverage",
        [PROGRESS_GOAL_INDICATOR_FREQUENCY] = "yearly"};
    const struct progress_goal goal = progress_goal_read(texts);

    ck_assert_double_eq(goal.baseline.value, -12.34);
    ck_assert_double_eq(goal.target.value, 1e12);
    ck_assert_int_eq(date_compare(goal.deadline.last, day_of("2021-06-30")), 0);
    ck_assert_int_eq(goal.direction, PROGRESS_MAINTAIN);
    ck_assert_int_eq(goal.better, PROGRESS_DECREASE);
    ck_assert_int_eq(goal.measure, PROGRESS_PERCENTAGE);
    ck_assert_int_eq(goal.aggregation, PROGRESS_WEIGHTED_AVERAGE);
    ck_assert_int_eq(goal.frequency, PROGRESS_YEARLY);
    texts[PROGRESS_GOAL_FREQUENCY] = "monthly";
    texts[PROGRESS_GOAL_BASELINE] = "12,5";
    ck_assert_int_eq(progress_goal_read(texts).frequency, PROGRESS_MONTHLY);
    ck_assert(!progress_goal_read(texts).baseline.known);
}
END_TEST

START_TEST(writes_json)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    struct buffer out;
    const struct progress_goal goal = a_goal(100, 200);
    const struct progress_measurement one = measured("2021-07-02", 140);
    const struct progress_answer answer = judge(&goal, &one, 1, "2021-09-01", arena);

    buffer_init(&out, 1 << 16);
    progress_write(&answer, LANGUAGE_EN, &out);
    ck_assert_str_eq(out.data,
        "{\"asOf\":\"2021-09-01\",\"state\":\"atRisk\",\"text\":\"At risk\",\"stateRange\":null,\"reasons\":[],"
        "\"direction\":\"increase\",\"baseline\":100,\"baselineOn\":\"2021-01-01\",\"target\":200,"
        "\"deadline\":\"2022-01-01\",\"actual\":{\"on\":\"2021-07-02\",\"value\":140,\"valueRange\":null,"
        "\"combined\":false,\"measurements\":[\"2021-07-02\"]},\"targetReached\":false,\"expected\":149.863,"
        "\"expectedToday\":166.5753,"
        "\"path\":\"linear\",\"progress\":0.4,\"progressRange\":null,\"ratio\":0.8022,\"ratioRange\":null,"
        "\"process\":{\"points\":1,\"pointsNeeded\":12,\"judged\":false,\"mean\":null,\"movingRange\":null,"
        "\"lower\":null,\"upper\":null,\"reach\":null,\"signals\":[]}}");
    buffer_free(&out);
    arena_free(arena);
}
END_TEST

START_TEST(writes_figures)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"}, {-0.0, "0"}, {-0.00001, "0"}, {1.5, "1.5"}, {-1.25, "-1.25"}, {0.1 + 0.2, "0.3"},
        {2.00005, "2.0001"}, {1e12, "1000000000000"}, {-1e15, "-1000000000000000.0"}};

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer out;

        buffer_init(&out, 100);
        progress_write_number(&out, cases[i].value);
        ck_assert_str_eq(out.data, cases[i].text);
        buffer_free(&out);
    }
}
END_TEST

SUITE("progress", states_by_ratio, tells_what_it_rests_on, thresholds_are_exact, decrease_follows_from_the_numbers,
    what_is_missing_is_told, everything_missing_is_told_at_once, measurement_up_to_the_baseline_does_not_count,
    stale_by_frequency, after_the_deadline, deadline_counts_from_its_last_day, milestones_make_the_path,
    milestones_without_a_deadline, milestone_that_dips, ranges_say_what_follows_from_both_ends, range_gives_both_ends,
    ranges_end_where_their_measure_does, maintains_a_level, maintains_with_either_number, range_around_a_level,
    in_doubt_undated_and_told_don_t_count, withheld_is_not_known, final_counts_before_provisional,
    periods_end_on_their_last_day, the_shortest_period_counts, target_is_reached_without_a_baseline, areas_become_one,
    areas_that_do_not_become_one, the_whole_counts_before_its_areas, areas_that_are_missing,
    a_withheld_area_withholds_the_sum, ranges_add_up, reads_texts, writes_json, writes_figures)
