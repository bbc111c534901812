/*
 * Dates and partial dates (tests). Input: date, precision and bound, each on a line, and two bytes of days to add.
 *
 * A date that is read is written as it came; its number of days leads back to it; the C library agrees on the calendar;
 * a partial date is a period that contains its day.
 */
#include "fuzz/fuzz.h"

#include <time.h>

#include <proeftuin/date.h>

static bool same(struct date a, struct date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void demand_calendar(struct date date)
{
    struct tm tm = {.tm_year = date.year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day};

    DEMAND(timegm(&tm) == (time_t)date_to_days(date) * 24 * 60 * 60);
    DEMAND(tm.tm_mday == date.day && tm.tm_mon == date.month - 1);
    DEMAND(same(date_from_days(date_to_days(date)), date));
}

static void demand_sum(struct date date, int32_t days)
{
    const struct date sum = date_add_days(date, days);

    if (!date_is_set(sum))
        return;
    DEMAND(date_difference(date, sum) == days);
    DEMAND((date_compare(date, sum) > 0) == (days < 0));
    demand_calendar(sum);
}

static void demand_period(struct date day, const char *precision, const char *bound)
{
    char text[DATE_TEXT_SIZE];

    date_format(day, text);
    const struct partial_date partial = partial_date_read(text, precision, bound);
    DEMAND(date_is_set(partial.first) == date_is_set(partial.last));
    DEMAND(date_is_set(partial.first) == (precision_from_text(precision) != PRECISION_UNKNOWN));
    if (!date_is_set(partial.first))
        return;
    DEMAND(date_compare(partial.first, day) <= 0 && date_compare(day, partial.last) <= 0);
    DEMAND(date_difference(partial.first, partial.last) < 366);
    demand_calendar(partial.first);
    demand_calendar(partial.last);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    char *text = input_until(&input, '\n');
    char *precision = input_until(&input, '\n');
    char *bound = input_until(&input, '\n');
    struct date date;

    partial_date_read(text, precision, bound);
    if (date_parse(text, strlen(text), &date)) {
        char again[DATE_TEXT_SIZE];

        date_format(date, again);
        DEMAND(strcmp(text, again) == 0);
        demand_calendar(date);
        demand_sum(date, (int32_t)(input_byte(&input) << 16 | input_byte(&input) << 8) - (1 << 23));
        demand_period(date, precision, bound);
    }
    free(text);
    free(precision);
    free(bound);
    return 0;
}
