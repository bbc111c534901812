/* The process behind a series of figures (lib): natural limits, signals, and whether the target lies within reach. */
#include <assert.h>
#include <math.h>

#include "internal.h"

enum { RUN_LEAST = 7, TREND_LEAST = 7, NEAR_WITHIN = 2 };

/* 3 / d2, with d2 = 1.128 for ranges of two. */
static const double scaling = 2.66;

/* What sums of so many numbers may be off by themselves. */
static const double noise = 1e-11;

/* ---- Limits ---- */

bool process_limits(const double *values, size_t count, struct process_limits *ret)
{
    double sum = count > 0 ? values[0] : 0, ranges = 0;

    if (count < 2)
        return false;
    for (size_t i = 1; i < count; i++) {
        sum += values[i];
        ranges += fabs(values[i] - values[i - 1]);
    }
    const double mean = sum / (double)count, moving_range = ranges / (double)(count - 1);
    *ret = (struct process_limits){.mean = mean,
        .moving_range = moving_range,
        .lower = mean - scaling * moving_range,
        .upper = mean + scaling * moving_range};
    return true;
}

/* ---- Signals ---- */

struct search {
    const double *values;
    size_t count;
    const struct process_limits *limits;
    double tolerance;
    struct process_signal *signals;
    size_t signal_count, most;
};

/* How far a value lies from the mean towards a side. */
static double distance(const struct search *search, size_t at, enum process_side side)
{
    const double beyond = search->values[at] - search->limits->mean;

    return side == PROCESS_ABOVE ? beyond : -beyond;
}

static bool is_beyond(const struct search *search, size_t at, enum process_side side, double share)
{
    return distance(search, at, side) > share * scaling * search->limits->moving_range + search->tolerance;
}

static void add_signal(struct search *search, enum process_rule rule, enum process_side side, size_t first, size_t last)
{
    assert(search->signal_count < search->most);
    search->signals[search->signal_count++] = (struct process_signal){rule, side, first, last};
}

static void find_outside(struct search *search)
{
    for (size_t i = 0; i < search->count; i++)
        for (unsigned side = PROCESS_ABOVE; side <= PROCESS_BELOW; side++)
            if (is_beyond(search, i, side, 1))
                add_signal(search, PROCESS_OUTSIDE, side, i, i);
}

/* A value on the mean itself ends a run. */
static void find_runs(struct search *search, enum process_side side)
{
    size_t first = 0;

    for (size_t i = 0; i <= search->count; i++) {
        if (i < search->count && is_beyond(search, i, side, 0))
            continue;
        if (i - first >= RUN_LEAST)
            add_signal(search, PROCESS_RUN, side, first, i - 1);
        first = i + 1;
    }
}

/* Neighbours among the far values at most two apart are two of three in a row. */
static void find_near(struct search *search, enum process_side side)
{
    size_t first = 0, last = 0, members = 0;

    for (size_t i = 0; search->count > NEAR_WITHIN && i < search->count; i++) {
        if (!is_beyond(search, i, side, 2.0 / 3))
            continue;
        if (members > 0 && i - last <= NEAR_WITHIN) {
            members++;
        } else {
            if (members > 1)
                add_signal(search, PROCESS_NEAR_LIMIT, side, first, last);
            first = i;
            members = 1;
        }
        last = i;
    }
    if (members > 1)
        add_signal(search, PROCESS_NEAR_LIMIT, side, first, last);
}

static void find_trends(struct search *search, enum process_side side)
{
    size_t first = 0;

    for (size_t i = 1; i <= search->count; i++) {
        const double step = i < search->count ? search->values[i] - search->values[i - 1] : 0;

        if ((side == PROCESS_ABOVE ? step : -step) > search->tolerance)
            continue;
        if (i - first >= TREND_LEAST)
            add_signal(search, PROCESS_TREND, side, first, i - 1);
        first = i;
    }
}

bool process_signals(const double *values, size_t count, const struct process_limits *limits, struct arena *arena,
    const struct process_signal **ret, size_t *ret_count)
{
    struct search search = {.values = values, .count = count, .limits = limits, .most = 4 * count + 1};

    search.signals = arena_array(arena, search.most, sizeof *search.signals);
    if (!search.signals)
        return false;
    for (size_t i = 0; i < count; i++)
        search.tolerance = fmax(search.tolerance, noise * fabs(values[i]));
    find_outside(&search);
    for (unsigned side = PROCESS_ABOVE; side <= PROCESS_BELOW; side++) {
        find_runs(&search, side);
        find_near(&search, side);
        find_trends(&search, side);
    }
    *ret = search.signals;
    *ret_count = search.signal_count;
    return true;
}

/* ---- What they mean ---- */

enum process_meaning process_meaning(enum process_side side, enum progress_direction better)
{
    if (better != PROGRESS_INCREASE && better != PROGRESS_DECREASE)
        return PROCESS_NEITHER;
    return (side == PROCESS_ABOVE) == (better == PROGRESS_INCREASE) ? PROCESS_IMPROVEMENT : PROCESS_CONCERN;
}

enum process_reach process_reach(
    const struct process_limits *limits, struct progress_number target, enum progress_direction better)
{
    if (!target.known || better == PROGRESS_DIRECTION_UNKNOWN)
        return PROCESS_REACH_UNKNOWN;
    const bool under = target.value<limits->lower, over = target.value> limits->upper;
    if (!under && !over)
        return PROCESS_SOMETIMES;
    return (better == PROGRESS_INCREASE && under) || (better == PROGRESS_DECREASE && over) ? PROCESS_CONSISTENTLY
                                                                                           : PROCESS_OUT_OF_REACH;
}

bool progress_process_judge(struct arena *arena, struct progress_answer *answer)
{
    struct progress_process *process = &answer->process;
    double *values = arena_array(arena, answer->point_count + 1, sizeof *values);
    size_t *point = arena_array(arena, answer->point_count + 1, sizeof *point);

    if (!values || !point)
        return false;
    for (size_t i = 0; i < answer->point_count; i++) {
        if (answer->points[i].problem != PROGRESS_REASONS || !range_is_number(answer->points[i].value))
            continue;
        values[process->points] = answer->points[i].value.low;
        point[process->points++] = i;
    }
    process->point = point;
    if (process->points < PROCESS_POINTS_LEAST)
        return true;
    process->judged = process_limits(values, process->points, &process->limits);
    process->reach = process_reach(&process->limits, answer->target, answer->better);
    return process_signals(values, process->points, &process->limits, arena, &process->signals, &process->signal_count);
}
