/*
 * Progress of a goal (tests). Input: a goal, byte by byte (see take_goal()), its milestones, and measurements until the
 * bytes are gone.
 *
 * Not established and a reason that blocks go together, what was taken for the actual figure is one of the points,
 * signals lie within the series, the answer comes out the same when asked again, and it is JSON.
 */
#include "fuzz/fuzz.h"

#include <math.h>
#include <proeftuin/progress.h>

enum { MEASUREMENTS = 200, MILESTONES = 5 };

static struct date take_day(struct input *input)
{
    const unsigned kind = input_number(input, 5);

    return kind == 0 ? (struct date){0} : date_from_days(18000 + (int32_t)input_number(input, 1500));
}

static struct progress_number take_number(struct input *input)
{
    static const double values[] = {0, 1, -1, 25, 100, 100.5, 1e12, -1e12, 0.0001, 50, 75};
    const unsigned kind = input_number(input, 12);

    return (struct progress_number){kind < 11 ? values[kind] : input_number(input, 2000) / 10.0, kind != 12};
}

static struct progress_goal take_goal(struct input *input, struct progress_milestone milestones[MILESTONES])
{
    const struct date deadline = take_day(input);
    struct progress_goal goal = {.baseline = take_number(input),
        .baseline_on = take_day(input),
        .target = take_number(input),
        .deadline = {deadline, deadline, input_number(input, BOUND_NOT_BEFORE)},
        .direction = input_number(input, PROGRESS_MAINTAIN),
        .better = input_number(input, PROGRESS_MAINTAIN),
        .measure = input_number(input, PROGRESS_QUALITATIVE),
        .aggregation = input_number(input, PROGRESS_SEPARATE),
        .frequency = input_number(input, PROGRESS_YEARLY),
        .milestones = milestones,
        .milestone_count = input_number(input, MILESTONES),
        .left_out = input_number(input, 1)};

    for (size_t i = 0; i < goal.milestone_count; i++)
        milestones[i] = (struct progress_milestone){take_day(input), take_number(input).value};
    return goal;
}

static struct progress_measurement take_measurement(struct input *input)
{
    static const char *const areas[] = {NULL, "noord", "zuid"};
    static const char *const ids[] = {"a", "b", "c", "d"};
    const unsigned flags = input_byte(input);

    return (struct progress_measurement){.id = ids[input_number(input, 3)],
        .area = areas[input_number(input, 2)],
        .measured_on = take_day(input),
        .period_from = take_day(input),
        .period_to = take_day(input),
        .stated_on = take_day(input),
        .value = take_number(input),
        .upper = take_number(input),
        .qualifier = input_number(input, PROGRESS_BETWEEN),
        .provisional = flags & 1,
        .final = flags & 2,
        .suspect = (flags & 12) == 12,
        .withheld = (flags & 48) == 48,
        .base_count = take_number(input),
        .sample_size = take_number(input)};
}

static void check_reasons(const struct progress_answer *answer)
{
    bool blocked = false;

    for (unsigned i = 0; i < PROGRESS_REASONS; i++)
        blocked |= progress_has(answer, i) && progress_reason_weight(i) == PROGRESS_BLOCKS;
    DEMAND(blocked == (answer->state == PROGRESS_NOT_ESTABLISHED));
    DEMAND(!progress_is_under(answer) || answer->has_ratio);
}

static void check_points(const struct progress_answer *answer)
{
    for (size_t i = 0; i < answer->point_count; i++) {
        const struct progress_point *point = &answer->points[i];

        DEMAND(date_compare(point->day, answer->today) <= 0);
        DEMAND(i == 0 || date_compare(answer->points[i - 1].day, point->day) <= 0);
        DEMAND(point->from_count > 0);
        DEMAND(point->problem != PROGRESS_REASONS || point->value.low <= point->value.high);
    }
    DEMAND(
        !answer->actual || (answer->actual >= answer->points && answer->actual < answer->points + answer->point_count));
    if (answer->has_ratio)
        DEMAND(!isnan(answer->ratio.low) && answer->ratio.low <= answer->ratio.high);
    if (answer->has_progress)
        DEMAND(!isnan(answer->progress.low) && answer->progress.low <= answer->progress.high);
    for (size_t i = 0; i < answer->process.signal_count; i++)
        DEMAND(answer->process.signals[i].first <= answer->process.signals[i].last &&
               answer->process.signals[i].last < answer->process.points);
}

static void check_written(const struct progress_answer *answer, const struct buffer *written)
{
    json_t *json = demand_json(written);

    DEMAND(strcmp(json_string_value(json_object_get(json, "state")), progress_state_name(answer->state)) == 0);
    json_decref(json);
}

static void judge(const struct progress_goal *goal, const struct progress_measurement *measurements, size_t count,
    struct date today, struct buffer *out)
{
    struct arena *arena = fuzz_arena();
    struct progress_answer answer;

    DEMAND(progress_judge(goal, measurements, count, today, arena, &answer));
    check_reasons(&answer);
    check_points(&answer);
    progress_write(&answer, count % 2, out);
    check_written(&answer, out);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    struct progress_milestone milestones[MILESTONES];
    struct progress_measurement measurements[MEASUREMENTS];
    const struct date today = date_from_days(18000 + (int32_t)input_number(&input, 1500));
    const struct progress_goal goal = take_goal(&input, milestones);
    struct buffer once, again;
    size_t count = 0;

    while (input.left > 0 && count < MEASUREMENTS)
        measurements[count++] = take_measurement(&input);
    buffer_init(&once, FUZZ_TEXT);
    buffer_init(&again, FUZZ_TEXT);
    judge(&goal, measurements, count, today, &once);
    judge(&goal, measurements, count, today, &again);
    DEMAND(once.length == again.length && memcmp(once.data, again.data, once.length) == 0);
    buffer_free(&once);
    buffer_free(&again);
    return 0;
}
