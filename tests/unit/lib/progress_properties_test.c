/*
 * Properties of progress, over generated goals and series (tests): what may not matter does not, and what must does.
 * The generator is a small one of its own, so that a failure comes again.
 */
#include "progress_support.h"

enum { CASES = 2000, MOST = 40 };

static uint32_t seed = 20180912;

/* xorshift32: G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003. */
static uint32_t next(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % below;
}

/* To a tenth, so that sums of them stay exact enough. */
static double any_value(void)
{
    return ((double)next(20001) - 10000) / 10;
}

struct sample {
    struct progress_goal goal;
    struct progress_milestone milestones[2];
    struct progress_measurement measurements[MOST];
    size_t count;
    struct date today;
};

static void any_measurement(struct progress_measurement *ret)
{
    static const enum progress_qualifier qualifiers[] = {
        PROGRESS_EXACT, PROGRESS_EXACT, PROGRESS_EXACT, PROGRESS_AT_LEAST, PROGRESS_AT_MOST, PROGRESS_BETWEEN};
    const double value = any_value();

    *ret = (struct progress_measurement){.id = "m",
        .measured_on = date_add_days(day_of("2020-06-01"), (int32_t)next(900)),
        .value = number(value),
        .qualifier = qualifiers[next(6)],
        .suspect = next(10) == 0};
    if (ret->qualifier == PROGRESS_BETWEEN)
        ret->upper = number(value + next(100));
}

static void any_sample(struct sample *ret)
{
    *ret = (struct sample){.goal = a_goal(any_value(), any_value()),
        .count = next(MOST),
        .today = date_add_days(day_of("2020-06-01"), (int32_t)next(1000))};
    ret->goal.frequency = next(PROGRESS_YEARLY + 1);
    for (size_t i = 0; i < ret->count; i++)
        any_measurement(&ret->measurements[i]);
    for (size_t i = 0; i < 2; i++)
        ret->milestones[i] =
            (struct progress_milestone){date_add_days(day_of("2021-01-01"), (int32_t)next(365)), any_value()};
    ret->goal.milestone_count = next(3);
}

static struct progress_answer judged(struct sample *sample, struct arena *arena)
{
    struct progress_answer answer;

    sample->goal.milestones = sample->milestones;
    ck_assert(progress_judge(&sample->goal, sample->measurements, sample->count, sample->today, arena, &answer));
    return answer;
}

static double turned(double value, double factor, double shift)
{
    return factor * value + shift;
}

/* What is at least becomes at most when the scale is turned over. */
static void turn_measurement(struct progress_measurement *measurement, double factor, double shift)
{
    const double value = turned(measurement->value.value, factor, shift),
                 upper = turned(measurement->upper.value, factor, shift);
    const bool mirrored = factor < 0, range = measurement->qualifier == PROGRESS_BETWEEN;

    measurement->value.value = mirrored && range ? upper : value;
    if (range)
        measurement->upper.value = mirrored ? value : upper;
    else if (mirrored && measurement->qualifier == PROGRESS_AT_LEAST)
        measurement->qualifier = PROGRESS_AT_MOST;
    else if (mirrored && measurement->qualifier == PROGRESS_AT_MOST)
        measurement->qualifier = PROGRESS_AT_LEAST;
}

static void turn(struct sample *sample, double factor, double shift)
{
    sample->goal.baseline.value = turned(sample->goal.baseline.value, factor, shift);
    sample->goal.target.value = turned(sample->goal.target.value, factor, shift);
    for (size_t i = 0; i < 2; i++)
        sample->milestones[i].value = turned(sample->milestones[i].value, factor, shift);
    for (size_t i = 0; i < sample->count; i++)
        turn_measurement(&sample->measurements[i], factor, shift);
}

static void expect_close(double one, double other)
{
    if (isfinite(one) || isfinite(other))
        ck_assert_double_eq_tol(one, other, 1e-6 * fmax(1, fabs(one)));
    else
        ck_assert_int_eq(one > 0, other > 0);
}

static void expect_same(const struct progress_answer *one, const struct progress_answer *other)
{
    ck_assert_int_eq(one->state, other->state);
    ck_assert_uint_eq(one->reasons, other->reasons);
    ck_assert_int_eq(one->has_ratio, other->has_ratio);
    ck_assert_int_eq(one->has_progress, other->has_progress);
    if (one->has_progress) {
        expect_close(one->progress.low, other->progress.low);
        expect_close(one->progress.high, other->progress.high);
    }
    if (one->has_ratio) {
        expect_close(one->ratio.low, other->ratio.low);
        expect_close(one->ratio.high, other->ratio.high);
    }
    ck_assert_uint_eq(one->process.points, other->process.points);
    ck_assert_uint_eq(one->process.signal_count, other->process.signal_count);
    ck_assert_int_eq(one->process.reach, other->process.reach);
}

/* The unit is no matter: cents or euros, a share or what is left of it. A negative factor turns increase into decrease.
 */
static void expect_same_on_another_scale(double factor, double shift)
{
    for (int i = 0; i < CASES; i++) {
        struct arena *arena = arena_new(PROGRESS_MEMORY);
        struct sample sample;

        any_sample(&sample);
        const struct progress_answer one = judged(&sample, arena);
        turn(&sample, factor, shift);
        const struct progress_answer other = judged(&sample, arena);
        expect_same(&one, &other);
        arena_free(arena);
    }
}

START_TEST(another_unit_changes_nothing)
{
    expect_same_on_another_scale(4, 0);
    expect_same_on_another_scale(1, 512);
    expect_same_on_another_scale(0.25, -64);
}
END_TEST

START_TEST(decrease_is_increase_in_a_mirror)
{
    expect_same_on_another_scale(-1, 0);
    expect_same_on_another_scale(-2, 256);
}
END_TEST

START_TEST(order_changes_nothing)
{
    for (int i = 0; i < CASES; i++) {
        struct arena *arena = arena_new(PROGRESS_MEMORY);
        struct sample sample;

        any_sample(&sample);
        for (size_t k = 0; k < sample.count; k++)
            sample.measurements[k].id = arena_format(arena, "%04zu", k);
        const struct progress_answer one = judged(&sample, arena);
        for (size_t k = sample.count; k > 1; k--) {
            const size_t with = next((uint32_t)k);
            const struct progress_measurement kept = sample.measurements[k - 1];

            sample.measurements[k - 1] = sample.measurements[with];
            sample.measurements[with] = kept;
        }
        const struct progress_answer other = judged(&sample, arena);
        expect_same(&one, &other);
        arena_free(arena);
    }
}
END_TEST

/* Nothing that came to be known or happened later changes what is said of a day. */
START_TEST(later_changes_nothing)
{
    for (int i = 0; i < CASES; i++) {
        struct arena *arena = arena_new(PROGRESS_MEMORY);
        struct sample sample;

        any_sample(&sample);
        const struct progress_answer one = judged(&sample, arena);
        if (sample.count < MOST) {
            any_measurement(&sample.measurements[sample.count]);
            sample.measurements[sample.count].measured_on = date_add_days(sample.today, 1 + (int32_t)next(100));
            sample.count++;
        }
        const struct progress_answer other = judged(&sample, arena);
        expect_same(&one, &other);
        arena_free(arena);
    }
}
END_TEST

static int rank(enum progress_state state)
{
    static const int ranks[] = {
        [PROGRESS_ACHIEVED] = 3, [PROGRESS_ON_TRACK] = 2, [PROGRESS_AT_RISK] = 1, [PROGRESS_OFF_TRACK] = 0};

    return ranks[state];
}

/* A better figure never makes a worse state, nor a smaller ratio. */
START_TEST(better_is_never_worse)
{
    int compared = 0;

    for (int i = 0; i < CASES; i++) {
        struct arena *arena = arena_new(PROGRESS_MEMORY);
        struct sample sample;

        any_sample(&sample);
        sample.count = 1;
        sample.measurements[0] = measured("2021-07-02", any_value());
        sample.today = day_of("2021-08-01");
        const struct progress_answer one = judged(&sample, arena);
        const double step = sample.goal.target.value - sample.goal.baseline.value;
        sample.measurements[0].value.value += (step > 0 ? 1 : -1) * (double)next(1000) / 10;
        const struct progress_answer other = judged(&sample, arena);
        if (one.state != PROGRESS_NOT_ESTABLISHED) {
            ck_assert_int_ge(rank(other.state), rank(one.state));
            ck_assert_double_ge(other.progress.low, one.progress.low);
            compared++;
        }
        arena_free(arena);
    }
    ck_assert_int_gt(compared, CASES / 2);
}
END_TEST

/* A range says no more than each value in it. */
START_TEST(a_range_agrees_with_its_inside)
{
    int decided = 0;

    for (int i = 0; i < CASES; i++) {
        struct arena *arena = arena_new(PROGRESS_MEMORY);
        struct sample sample;

        any_sample(&sample);
        sample.count = 1;
        sample.measurements[0] = measured("2021-07-02", any_value());
        sample.measurements[0].qualifier = PROGRESS_BETWEEN;
        sample.measurements[0].upper = number(sample.measurements[0].value.value + next(1000));
        sample.today = day_of("2021-08-01");
        if (next(4) == 0)
            sample.goal.direction = PROGRESS_MAINTAIN;
        const struct progress_answer range = judged(&sample, arena);
        const double width = sample.measurements[0].upper.value - sample.measurements[0].value.value;
        sample.measurements[0].qualifier = PROGRESS_EXACT;
        sample.measurements[0].value.value += width * next(101) / 100;
        const struct progress_answer inside = judged(&sample, arena);
        if (range.state != PROGRESS_NOT_ESTABLISHED) {
            ck_assert_int_eq(range.state, inside.state);
            decided++;
        } else if (progress_has(&range, PROGRESS_RANGE_UNDECIDED)) {
            ck_assert_int_ge(rank(inside.state), rank(range.low_state));
            ck_assert_int_le(rank(inside.state), rank(range.high_state));
        }
        arena_free(arena);
    }
    ck_assert_int_gt(decided, CASES / 10);
}
END_TEST

/* Not established and a reason that blocks are one and the same. */
START_TEST(never_without_a_reason)
{
    for (int i = 0; i < CASES; i++) {
        struct arena *arena = arena_new(PROGRESS_MEMORY);
        struct sample sample;
        bool blocked = false;

        any_sample(&sample);
        if (next(3) == 0)
            sample.goal.baseline.known = false;
        if (next(3) == 0)
            sample.goal.deadline = (struct partial_date){0};
        sample.goal.direction = next(PROGRESS_MAINTAIN + 1);
        const struct progress_answer answer = judged(&sample, arena);
        for (unsigned reason = 0; reason < PROGRESS_REASONS; reason++)
            blocked |= progress_has(&answer, reason) && progress_reason_weight(reason) == PROGRESS_BLOCKS;
        ck_assert_int_eq(blocked, answer.state == PROGRESS_NOT_ESTABLISHED);
        arena_free(arena);
    }
}
END_TEST

/* Of a normal process about one value in 370 lies outside; here a triangular one, which has shorter tails. */
START_TEST(chance_gives_few_signals)
{
    int outside = 0;

    for (int i = 0; i < 400; i++) {
        struct arena *arena = arena_new(PROGRESS_MEMORY);
        double values[MOST];
        struct process_limits limits;
        const struct process_signal *signals;
        size_t count;

        for (size_t k = 0; k < MOST; k++)
            values[k] = next(1000) + next(1000);
        ck_assert(process_limits(values, MOST, &limits));
        ck_assert(process_signals(values, MOST, &limits, arena, &signals, &count));
        for (size_t k = 0; k < count; k++)
            outside += signals[k].rule == PROCESS_OUTSIDE;
        arena_free(arena);
    }
    ck_assert_int_lt(outside, 400 * MOST / 370);
}
END_TEST

SUITE("progress properties", another_unit_changes_nothing, decrease_is_increase_in_a_mirror, order_changes_nothing,
    later_changes_nothing, better_is_never_worse, a_range_agrees_with_its_inside, never_without_a_reason,
    chance_gives_few_signals)
