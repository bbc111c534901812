/*
 * From measurements to the points of a series (lib): what can't count is left out, of several statements of one figure
 * the best one is taken, and figures of several areas become one as the indicator says.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

typedef const struct progress_measurement *item;

struct gathering {
    const struct progress_goal *goal;
    struct arena *arena;
    item *items; /* those that count, sorted */
    size_t count;
    size_t areas; /* how many areas were ever measured where the whole was not */
    struct progress_answer *answer;
};

struct date progress_day(const struct progress_measurement *measurement)
{
    return date_is_set(measurement->measured_on) ? measurement->measured_on
           : date_is_set(measurement->period_to) ? measurement->period_to
                                                 : measurement->period_from;
}

/* ---- Which count, and in which order ---- */

static bool is_known(item measurement, struct date today)
{
    const struct date day = progress_day(measurement);

    return (!date_is_set(day) || date_compare(day, today) <= 0) &&
           (!date_is_set(measurement->stated_on) || date_compare(measurement->stated_on, today) <= 0);
}

static bool counts(item measurement, struct progress_answer *answer)
{
    if (!is_known(measurement, answer->today))
        return false;
    if (measurement->suspect)
        progress_add_reason(answer, PROGRESS_SUSPECT_LEFT_OUT);
    else if (!measurement->value.known && !measurement->withheld)
        progress_add_reason(answer, PROGRESS_STORIES_LEFT_OUT);
    else if (!date_is_set(progress_day(measurement)))
        progress_add_reason(answer, PROGRESS_UNDATED_LEFT_OUT);
    else
        return true;
    return false;
}

static struct date first_day(item measurement)
{
    return date_is_set(measurement->period_from) ? measurement->period_from : progress_day(measurement);
}

static int compare_texts(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

static int compare_period(item a, item b)
{
    const int by_day = date_compare(progress_day(a), progress_day(b));

    return by_day ? by_day : date_compare(first_day(a), first_day(b));
}

static int compare_stated(item a, item b)
{
    if (date_is_set(a->stated_on) && date_is_set(b->stated_on))
        return date_compare(a->stated_on, b->stated_on);
    return date_is_set(a->stated_on) - date_is_set(b->stated_on);
}

/* By period, the whole before areas, and of one figure the statement that counts first: final before provisional, then
 * the one stated last, then the one recorded last (ids grow). */
static int compare_items(const void *left, const void *right)
{
    item a = *(const item *)left, b = *(const item *)right;
    int order = compare_period(a, b);

    if (!order)
        order = compare_texts(a->area, b->area);
    if (!order)
        order = (b->final - b->provisional) - (a->final - a->provisional);
    if (!order)
        order = compare_stated(b, a);
    return order ? order : compare_texts(b->id, a->id);
}

static bool take_items(struct gathering *gathering, const struct progress_measurement *measurements, size_t count)
{
    gathering->items = arena_array(gathering->arena, count + 1, sizeof *gathering->items);
    if (!gathering->items)
        return false;
    for (size_t i = 0; i < count; i++)
        if (counts(&measurements[i], gathering->answer))
            gathering->items[gathering->count++] = &measurements[i];
    qsort(gathering->items, gathering->count, sizeof *gathering->items, compare_items);
    return true;
}

/* The items of a period: how many there are from `first` on. */
static size_t period_length(const struct gathering *gathering, size_t first)
{
    size_t end = first;

    while (end < gathering->count && compare_period(gathering->items[first], gathering->items[end]) == 0)
        end++;
    return end - first;
}

static int compare_areas(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool count_areas(struct gathering *gathering)
{
    const char **areas = arena_array(gathering->arena, gathering->count + 1, sizeof *areas);
    size_t count = 0, length;

    if (!areas)
        return false;
    for (size_t first = 0; first < gathering->count; first += length) {
        length = period_length(gathering, first);
        for (size_t i = first; gathering->items[first]->area && i < first + length; i++)
            areas[count++] = gathering->items[i]->area;
    }
    qsort(areas, count, sizeof *areas, compare_areas);
    for (size_t i = 0; i < count; i++)
        gathering->areas += i == 0 || strcmp(areas[i], areas[i - 1]) != 0;
    return true;
}

/* ---- Figures ---- */

/* A share has two ends, a count one. */
static struct progress_range range_of(item measurement, enum progress_measure measure)
{
    const double value = measurement->value.value;
    const double floor = measure == PROGRESS_COUNT || measure == PROGRESS_PERCENTAGE ? 0 : -INFINITY;
    const double ceiling = measure == PROGRESS_PERCENTAGE ? 100 : INFINITY;

    switch (measurement->qualifier) {
    case PROGRESS_AT_LEAST:
        return (struct progress_range){value, fmax(value, ceiling)};
    case PROGRESS_AT_MOST:
        return (struct progress_range){fmin(value, floor), value};
    case PROGRESS_BETWEEN:
        return (struct progress_range){value, measurement->upper.known ? fmax(value, measurement->upper.value) : value};
    case PROGRESS_EXACT:
    case PROGRESS_ABOUT:
        break;
    }
    return (struct progress_range){value, value};
}

static double weight_of(item measurement)
{
    return measurement->base_count.known    ? measurement->base_count.value
           : measurement->sample_size.known ? measurement->sample_size.value
                                            : 0;
}

/* Why figures of several areas don't become one; PROGRESS_REASONS: they do. */
static enum progress_reason refuse_areas(const struct gathering *gathering, const struct progress_point *point)
{
    const enum progress_aggregation aggregation = gathering->goal->aggregation;

    if (aggregation == PROGRESS_LATEST)
        return point->from_count > 1 ? PROGRESS_AREAS_SEPARATE : PROGRESS_REASONS;
    if (aggregation == PROGRESS_DISTINCT ||
        (aggregation == PROGRESS_SUM && gathering->goal->measure == PROGRESS_PERCENTAGE))
        return PROGRESS_NOT_ADDITIVE;
    if (aggregation == PROGRESS_AGGREGATION_UNKNOWN || aggregation == PROGRESS_SEPARATE)
        return PROGRESS_AREAS_SEPARATE;
    if (point->from_count < gathering->areas)
        return PROGRESS_AREAS_MISSING;
    for (size_t i = 0; i < point->from_count; i++)
        if (aggregation == PROGRESS_WEIGHTED_AVERAGE && !(weight_of(point->from[i]) > 0))
            return PROGRESS_WEIGHTS_MISSING;
    return PROGRESS_REASONS;
}

static enum progress_reason refuse(const struct gathering *gathering, const struct progress_point *point)
{
    const bool of_areas = point->from[0]->area && gathering->areas > 1;
    const enum progress_reason reason = of_areas ? refuse_areas(gathering, point) : PROGRESS_REASONS;

    for (size_t i = 0; reason == PROGRESS_REASONS && i < point->from_count; i++)
        if (point->from[i]->withheld)
            return PROGRESS_WITHHELD;
    return reason;
}

/* The weighted mean of the figures; a sum is their mean times their number. */
static struct progress_range combine(const struct progress_goal *goal, const struct progress_point *point)
{
    const enum progress_aggregation aggregation = goal->aggregation;
    struct progress_range total = {0, 0};
    double weights = 0;

    for (size_t i = 0; i < point->from_count; i++) {
        const struct progress_range range = range_of(point->from[i], goal->measure);
        const double weight = aggregation == PROGRESS_WEIGHTED_AVERAGE ? weight_of(point->from[i]) : 1;

        total.low += weight * range.low;
        total.high += weight * range.high;
        weights += weight;
    }
    if (aggregation == PROGRESS_SUM)
        return total;
    return (struct progress_range){total.low / weights, total.high / weights};
}

/* ---- Points ---- */

/* Of each area the statement that counts; of a period in which the whole was measured only that. */
static bool take_members(const struct gathering *gathering, size_t first, size_t length, struct progress_point *point)
{
    item *from = arena_array(gathering->arena, length, sizeof *from);
    const bool whole = !gathering->items[first]->area;

    if (!from)
        return false;
    for (size_t i = first; i < first + (whole ? 1 : length); i++)
        if (i == first || compare_texts(gathering->items[i]->area, gathering->items[i - 1]->area) != 0)
            from[point->from_count++] = gathering->items[i];
    point->from = from;
    return true;
}

static bool make_point(const struct gathering *gathering, size_t first, size_t length, struct progress_point *ret)
{
    struct progress_point point = {.day = progress_day(gathering->items[first])};

    if (!take_members(gathering, first, length, &point))
        return false;
    for (size_t i = 0; i < point.from_count; i++) {
        point.about |= point.from[i]->qualifier == PROGRESS_ABOUT;
        point.provisional |= point.from[i]->provisional;
    }
    point.problem = refuse(gathering, &point);
    point.combined = point.from_count > 1;
    if (point.problem == PROGRESS_REASONS)
        point.value =
            point.combined ? combine(gathering->goal, &point) : range_of(point.from[0], gathering->goal->measure);
    *ret = point;
    return true;
}

bool progress_gather(const struct progress_goal *goal, const struct progress_measurement *measurements, size_t count,
    struct arena *arena, struct progress_answer *answer)
{
    struct gathering gathering = {.goal = goal, .arena = arena, .answer = answer};
    struct progress_point *points = arena_array(arena, count + 1, sizeof *points);
    size_t length;

    if (!points || !take_items(&gathering, measurements, count) || !count_areas(&gathering))
        return false;
    for (size_t first = 0; first < gathering.count; first += length) {
        length = period_length(&gathering, first);
        if (!make_point(&gathering, first, length, &points[answer->point_count++]))
            return false;
    }
    answer->points = points;
    return true;
}
