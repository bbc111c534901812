/* Goals and measurements from the texts of rows (lib). */
#include <proeftuin/progress.h>

#include <stdlib.h>
#include <string.h>

/* Whole and decimals apart, so that the nearest number comes out whatever the locale. */
static struct progress_number read_number(const char *text)
{
    double whole = 0, decimals = 0, unit = 1;
    bool behind = false;
    const bool negative = text && *text == '-';

    if (!text || !text[negative])
        return (struct progress_number){0};
    for (const char *at = text + negative; *at; at++) {
        if (*at == '.' && !behind) {
            behind = true;
        } else if (*at < '0' || *at > '9') {
            return (struct progress_number){0};
        } else if (!behind) {
            whole = whole * 10 + (*at - '0');
        } else {
            decimals = decimals * 10 + (*at - '0');
            unit *= 10;
        }
    }
    const double value = (whole * unit + decimals) / unit;
    return (struct progress_number){negative ? -value : value, value <= 1e12};
}

static struct date read_date(const char *text)
{
    struct date date = {0};

    if (text)
        date_parse(text, strlen(text), &date);
    return date;
}

/* Index of a text in a list that ends with NULL, from 1; 0: it is not there. */
static unsigned index_of(const char *text, const char *const *list)
{
    for (unsigned i = 0; text && list[i]; i++)
        if (strcmp(text, list[i]) == 0)
            return i + 1;
    return 0;
}

static enum progress_direction read_direction(const char *text)
{
    static const char *const names[] = {"increase", "decrease", "maintain", NULL};

    return index_of(text, names);
}

static enum progress_frequency read_frequency(const char *text)
{
    static const char *const names[] = {"oneOff", "monthly", "quarterly", "halfYearly", "yearly", NULL};

    return index_of(text, names);
}

static enum progress_aggregation read_aggregation(const char *text)
{
    static const char *const names[] = {"sum", "distinct", "average", "weightedAverage", "latest", "none", NULL};

    return index_of(text, names);
}

static enum progress_measure read_measure(const char *text)
{
    static const char *const counted[] = {"count", "percentage", NULL};
    static const char *const told[] = {"qualitative", "nominal", "ordinal", NULL};

    if (!text)
        return PROGRESS_MEASURE_UNKNOWN;
    if (index_of(text, told))
        return PROGRESS_QUALITATIVE;
    return index_of(text, counted) ? index_of(text, counted) : PROGRESS_NUMBER;
}

struct progress_goal progress_goal_read(const char *const texts[PROGRESS_GOAL_TEXTS])
{
    const enum progress_frequency own = read_frequency(texts[PROGRESS_GOAL_FREQUENCY]);
    const char *const *deadline = &texts[PROGRESS_GOAL_DEADLINE];

    return (struct progress_goal){.baseline = read_number(texts[PROGRESS_GOAL_BASELINE]),
        .baseline_on = read_date(texts[PROGRESS_GOAL_BASELINE_ON]),
        .target = read_number(texts[PROGRESS_GOAL_TARGET]),
        .deadline = partial_date_read(deadline[0], deadline[1], deadline[2]),
        .direction = read_direction(texts[PROGRESS_GOAL_DIRECTION]),
        .better = read_direction(texts[PROGRESS_GOAL_BETTER]),
        .measure = read_measure(texts[PROGRESS_GOAL_MEASURE]),
        .aggregation = read_aggregation(texts[PROGRESS_GOAL_AGGREGATION]),
        .frequency = own ? own : read_frequency(texts[PROGRESS_GOAL_INDICATOR_FREQUENCY])};
}

struct progress_milestone progress_milestone_read(const char *const texts[PROGRESS_MILESTONE_TEXTS])
{
    return (struct progress_milestone){.due_on = read_date(texts[PROGRESS_MILESTONE_DUE_ON]),
        .value = read_number(texts[PROGRESS_MILESTONE_VALUE]).value};
}

static bool is(const char *text, const char *code)
{
    return text && strcmp(text, code) == 0;
}

struct progress_measurement progress_measurement_read(const char *const texts[PROGRESS_MEASUREMENT_TEXTS])
{
    static const char *const qualifiers[] = {"about", "atLeast", "atMost", "between", NULL};

    return (struct progress_measurement){.id = texts[PROGRESS_MEASUREMENT_ID],
        .area = texts[PROGRESS_MEASUREMENT_AREA],
        .measured_on = read_date(texts[PROGRESS_MEASUREMENT_MEASURED_ON]),
        .period_from = read_date(texts[PROGRESS_MEASUREMENT_PERIOD_FROM]),
        .period_to = read_date(texts[PROGRESS_MEASUREMENT_PERIOD_TO]),
        .stated_on = read_date(texts[PROGRESS_MEASUREMENT_STATED_ON]),
        .value = read_number(texts[PROGRESS_MEASUREMENT_VALUE]),
        .upper = read_number(texts[PROGRESS_MEASUREMENT_UPPER]),
        .qualifier = index_of(texts[PROGRESS_MEASUREMENT_QUALIFIER], qualifiers),
        .provisional = is(texts[PROGRESS_MEASUREMENT_STATUS], "provisional"),
        .final = is(texts[PROGRESS_MEASUREMENT_STATUS], "final"),
        .suspect = is(texts[PROGRESS_MEASUREMENT_SUSPECT], "t"),
        .withheld = is(texts[PROGRESS_MEASUREMENT_WITHHELD], "t"),
        .base_count = read_number(texts[PROGRESS_MEASUREMENT_BASE_COUNT]),
        .sample_size = read_number(texts[PROGRESS_MEASUREMENT_SAMPLE_SIZE])};
}
