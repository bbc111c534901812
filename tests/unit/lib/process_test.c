/*
 * The process behind a series of figures (tests): published worked examples, each signal by itself, and what the target
 * is to the limits.
 *
 * Examples:
 * - NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2, "Individuals control charts": ten batches of a
 *   flowrate; mean 50.81, mean moving range 1.8778, limits 55.8041 and 45.8159 (with 3 / 1.128 unrounded).
 * - D.J. Wheeler, Understanding Variation (1993), "in-process inventory", 31 months in hundreds of pounds, as C. Chin
 *   reprints it (Xmrit, "How to plot an XmR chart"): mean 20.39, mean moving range 4.7.
 */
#include "progress_support.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const double flowrate[] = {49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1};

static const double inventory[] = {19, 27, 20, 16, 18, 25, 22, 24, 17, 25, 15, 17, 20, 22, 19, 16, 22, 19, 25, 22, 18,
    20, 16, 17, 20, 15, 27, 25, 17, 19, 28};

START_TEST(limits_of_the_nist_handbook)
{
    struct process_limits limits;

    ck_assert(process_limits(flowrate, COUNT(flowrate), &limits));
    ck_assert_double_eq_tol(limits.mean, 50.81, 0.005);
    ck_assert_double_eq_tol(limits.moving_range, 1.8778, 0.00005);
    ck_assert_double_eq_tol(limits.upper, 55.8041, 0.002);
    ck_assert_double_eq_tol(limits.lower, 45.8159, 0.002);
}
END_TEST

START_TEST(limits_of_wheelers_inventory)
{
    struct process_limits limits;

    ck_assert(process_limits(inventory, COUNT(inventory), &limits));
    ck_assert_double_eq_tol(limits.mean, 20.39, 0.005);
    ck_assert_double_eq_tol(limits.moving_range, 4.7, 0.05);
    ck_assert_double_eq_tol(limits.upper, 32.89, 0.05);
}
END_TEST

/* ---- Signals ---- */

static size_t find(const double *values, size_t count, struct process_signal *ret, size_t most)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    struct process_limits limits;
    const struct process_signal *signals;
    size_t found;

    ck_assert(process_limits(values, count, &limits));
    ck_assert(process_signals(values, count, &limits, arena, &signals, &found));
    ck_assert_uint_le(found, most);
    memcpy(ret, signals, found * sizeof *ret);
    arena_free(arena);
    return found;
}

static void expect_signals(
    const double *values, size_t count, const struct process_signal *expected, size_t expected_count)
{
    struct process_signal found[64];

    ck_assert_uint_eq(find(values, count, found, COUNT(found)), expected_count);
    for (size_t i = 0; i < expected_count; i++) {
        ck_assert_str_eq(process_rule_name(found[i].rule), process_rule_name(expected[i].rule));
        ck_assert_int_eq(found[i].side, expected[i].side);
        ck_assert_uint_eq(found[i].first, expected[i].first);
        ck_assert_uint_eq(found[i].last, expected[i].last);
    }
}

START_TEST(examples_have_no_signals)
{
    expect_signals(inventory, COUNT(inventory), NULL, 0);
}
END_TEST

START_TEST(equal_values_have_no_signals)
{
    double values[40];

    for (size_t i = 0; i < COUNT(values); i++)
        values[i] = 0.1;
    expect_signals(values, COUNT(values), NULL, 0);
}
END_TEST

START_TEST(a_value_outside)
{
    static const double values[] = {10, 11, 10, 11, 10, 11, 10, 11, 30, 11, 10, 11, 10, 11, 10, 11};
    static const struct process_signal expected[] = {{PROCESS_OUTSIDE, PROCESS_ABOVE, 8, 8},
        {PROCESS_RUN, PROCESS_BELOW, 0, 7}, {PROCESS_RUN, PROCESS_BELOW, 9, 15}};

    expect_signals(values, COUNT(values), expected, COUNT(expected));
}
END_TEST

/* Six below and six above are no run; a seventh is. */
START_TEST(a_run_of_seven)
{
    static const double six[] = {10, 12, 10, 12, 10, 12, 15, 13, 15, 13, 15, 13},
                        seven[] = {10, 12, 10, 12, 10, 12, 10, 15, 13, 15, 13, 15, 13, 15};
    static const struct process_signal expected[] = {
        {PROCESS_RUN, PROCESS_ABOVE, 7, 13}, {PROCESS_RUN, PROCESS_BELOW, 0, 6}};

    expect_signals(six, COUNT(six), NULL, 0);
    expect_signals(seven, COUNT(seven), expected, COUNT(expected));
}
END_TEST

/* Seven values with six rises. */
START_TEST(a_trend_of_seven)
{
    static const double six[] = {10, 14, 9, 10, 11, 12, 13, 14, 9, 14, 10, 14},
                        seven[] = {10, 14, 9, 10, 11, 12, 13, 14, 15, 9, 14, 10, 14},
                        falling[] = {14, 10, 15, 14, 13, 12, 11, 10, 9, 15, 10, 14, 10};
    struct process_signal found[64];

    for (size_t i = 0, count = find(six, COUNT(six), found, COUNT(found)); i < count; i++)
        ck_assert_int_ne(found[i].rule, PROCESS_TREND);
    const size_t count = find(seven, COUNT(seven), found, COUNT(found));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(found[0].rule, PROCESS_TREND);
    ck_assert_int_eq(found[0].side, PROCESS_ABOVE);
    ck_assert_uint_eq(found[0].first, 2);
    ck_assert_uint_eq(found[0].last, 8);
    ck_assert_uint_eq(find(falling, COUNT(falling), found, COUNT(found)), 1);
    ck_assert_int_eq(found[0].side, PROCESS_BELOW);
}
END_TEST

/* Limits at 20 -/+ 2.66, so the outer third begins at 21.77. */
START_TEST(two_of_three_near_a_limit)
{
    static const struct process_limits limits = {20, 1, 17.34, 22.66};
    static const struct {
        double values[6];
        size_t count, first, last;
    } cases[] = {{{20, 22, 22, 20, 19, 19}, 1, 1, 2}, {{20, 22, 20, 22, 19, 19}, 1, 1, 3},
        {{20, 22, 19, 19, 22, 19}, 0, 0, 0}, {{20, 21.7, 21.7, 21.7, 19, 19}, 0, 0, 0},
        {{22, 20, 22, 22, 20, 22}, 1, 0, 5}, {{20, 18, 22, 19, 19, 21}, 0, 0, 0}, {{20, 18, 18, 20, 20, 20}, 1, 1, 2}};

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_new(PROGRESS_MEMORY);
        const struct process_signal *signals;
        size_t count;

        ck_assert(process_signals(cases[i].values, 6, &limits, arena, &signals, &count));
        ck_assert_msg(count == cases[i].count, "case %zu: %zu signals", i, count);
        if (count > 0) {
            ck_assert_int_eq(signals[0].rule, PROCESS_NEAR_LIMIT);
            ck_assert_uint_eq(signals[0].first, cases[i].first);
            ck_assert_uint_eq(signals[0].last, cases[i].last);
        }
        arena_free(arena);
    }
}
END_TEST

START_TEST(no_limits_of_one_value)
{
    struct process_limits limits = {1, 2, 3, 4};

    ck_assert(!process_limits(flowrate, 1, &limits));
    ck_assert(!process_limits(NULL, 0, &limits));
    ck_assert_double_eq(limits.mean, 1);
}
END_TEST

/* ---- What they mean ---- */

START_TEST(target_against_the_limits)
{
    static const struct process_limits limits = {20, 1, 17.34, 22.66};

    ck_assert_int_eq(process_reach(&limits, number(17), PROGRESS_INCREASE), PROCESS_CONSISTENTLY);
    ck_assert_int_eq(process_reach(&limits, number(20), PROGRESS_INCREASE), PROCESS_SOMETIMES);
    ck_assert_int_eq(process_reach(&limits, number(23), PROGRESS_INCREASE), PROCESS_OUT_OF_REACH);
    ck_assert_int_eq(process_reach(&limits, number(17), PROGRESS_DECREASE), PROCESS_OUT_OF_REACH);
    ck_assert_int_eq(process_reach(&limits, number(23), PROGRESS_DECREASE), PROCESS_CONSISTENTLY);
    ck_assert_int_eq(process_reach(&limits, number(23), PROGRESS_MAINTAIN), PROCESS_OUT_OF_REACH);
    ck_assert_int_eq(process_reach(&limits, number(22), PROGRESS_MAINTAIN), PROCESS_SOMETIMES);
    ck_assert_int_eq(process_reach(&limits, (struct progress_number){0}, PROGRESS_INCREASE), PROCESS_REACH_UNKNOWN);
    ck_assert_int_eq(process_reach(&limits, number(22), PROGRESS_DIRECTION_UNKNOWN), PROCESS_REACH_UNKNOWN);
}
END_TEST

START_TEST(signals_have_a_meaning)
{
    ck_assert_int_eq(process_meaning(PROCESS_ABOVE, PROGRESS_INCREASE), PROCESS_IMPROVEMENT);
    ck_assert_int_eq(process_meaning(PROCESS_ABOVE, PROGRESS_DECREASE), PROCESS_CONCERN);
    ck_assert_int_eq(process_meaning(PROCESS_BELOW, PROGRESS_DECREASE), PROCESS_IMPROVEMENT);
    ck_assert_int_eq(process_meaning(PROCESS_BELOW, PROGRESS_MAINTAIN), PROCESS_NEITHER);
}
END_TEST

/* The inventory as a goal's measurements, monthly from January 2021: eleven say nothing, twelve do. */
START_TEST(twelve_points_are_needed)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    struct progress_measurement measurements[COUNT(inventory)];
    const struct progress_goal goal = a_goal(25, 15);

    for (size_t i = 0; i < COUNT(inventory); i++)
        measurements[i] = (struct progress_measurement){.id = "m",
            .measured_on = {(int16_t)(2021 + i / 12), (uint8_t)(i % 12 + 1), 28},
            .value = number(inventory[i])};
    struct progress_answer answer = judge(&goal, measurements, COUNT(inventory), "2021-11-28", arena);
    ck_assert(!answer.process.judged);
    ck_assert_uint_eq(answer.process.points, 11);
    answer = judge(&goal, measurements, COUNT(inventory), "2021-12-28", arena);
    ck_assert(answer.process.judged);
    answer = judge(&goal, measurements, COUNT(inventory), "2023-07-28", arena);
    ck_assert_uint_eq(answer.process.points, COUNT(inventory));
    ck_assert_double_eq_tol(answer.process.limits.mean, 20.39, 0.005);
    ck_assert_int_eq(answer.process.reach, PROCESS_SOMETIMES);
    arena_free(arena);
}
END_TEST

/* What is no single number is no point of the process. */
START_TEST(ranges_are_no_points)
{
    struct arena *arena = arena_new(PROGRESS_MEMORY);
    const struct progress_goal goal = a_goal(25, 15);
    struct progress_measurement measurements[] = {
        measured("2021-03-01", 20), measured("2021-04-01", 20), measured("2021-05-01", 20)};

    measurements[1].qualifier = PROGRESS_AT_LEAST;
    measurements[2].withheld = true;
    measurements[2].value.known = false;
    const struct progress_answer answer = judge(&goal, measurements, 3, "2021-12-28", arena);
    ck_assert_uint_eq(answer.process.points, 1);
    ck_assert_uint_eq(answer.point_count, 3);
    arena_free(arena);
}
END_TEST

SUITE("process", limits_of_the_nist_handbook, limits_of_wheelers_inventory, examples_have_no_signals,
    equal_values_have_no_signals, a_value_outside, a_run_of_seven, a_trend_of_seven, two_of_three_near_a_limit,
    no_limits_of_one_value, target_against_the_limits, signals_have_a_meaning, twelve_points_are_needed,
    ranges_are_no_points)
