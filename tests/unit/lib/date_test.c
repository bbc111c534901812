/* Calendar dates and partial dates. */
#include <proeftuin/date.h>

#include <string.h>

#include "unit/suite.h"

static struct date day(const char *text)
{
    struct date date = {0};

    ck_assert_msg(date_parse(text, strlen(text), &date), "%s", text);
    return date;
}

static const char *text_of(struct date date)
{
    static char text[DATE_TEXT_SIZE];

    if (!date_is_set(date))
        return "none";
    date_format(date, text);
    return text;
}

START_TEST(reads_dates)
{
    struct date date = day("2018-09-12");

    ck_assert_int_eq(date.year, 2018);
    ck_assert_int_eq(date.month, 9);
    ck_assert_int_eq(date.day, 12);
    ck_assert_str_eq(text_of(date), "2018-09-12");
    ck_assert_str_eq(text_of(day("1000-01-01")), "1000-01-01");
    ck_assert_str_eq(text_of(day("9999-12-31")), "9999-12-31");
    ck_assert_str_eq(text_of(day("2000-02-29")), "2000-02-29");
}
END_TEST

START_TEST(refuses_what_is_no_date)
{
    static const char *const wrong[] = {"", "2018", "2018-9-12", "2018-09-1", "2018-09-123", "12-09-2018", "2018/09/12",
        "2018-00-01", "2018-13-01", "2018-01-00", "2018-01-32", "2018-04-31", "2018-02-29", "1900-02-29", "0999-12-31",
        "0000-01-01", "-018-01-01", "2018-+1-01", "2018-01- 1", "2018-09-1a", "²18-09-12"};
    struct date date = {1999, 1, 2};

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!date_parse(wrong[i], strlen(wrong[i]), &date), "%s", wrong[i]);
    ck_assert_str_eq(text_of(date), "1999-01-02");
}
END_TEST

START_TEST(counts_days)
{
    ck_assert_int_eq(date_to_days(day("1970-01-01")), 0);
    ck_assert_int_eq(date_to_days(day("1969-12-31")), -1);
    ck_assert_int_eq(date_to_days(day("2000-03-01")), 11017);
    ck_assert_int_eq(date_difference(day("2018-05-01"), day("2018-05-15")), 14);
    ck_assert_int_eq(date_difference(day("2018-09-30"), day("2018-09-12")), -18);
    ck_assert_int_eq(date_difference(day("1000-01-01"), day("9999-12-31")), 3287181);
}
END_TEST

/* Every day that there is: the calendar by its definition beside the day numbers. */
START_TEST(days_and_dates_agree)
{
    int32_t days = date_to_days(day("1000-01-01"));

    for (int year = 1000; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            struct date first = {(int16_t)year, (uint8_t)month, 1};
            struct date last = date_last_day(first, PRECISION_MONTH);
            for (int number = 1; number <= last.day; number++, days++) {
                struct date date = {(int16_t)year, (uint8_t)month, (uint8_t)number};
                if (date_to_days(date) != days || date_compare(date_from_days(days), date) != 0)
                    ck_abort_msg("%s", text_of(date));
            }
        }
    ck_assert_int_eq(days - 1, date_to_days(day("9999-12-31")));
}
END_TEST

START_TEST(ends_at_the_ends)
{
    ck_assert_str_eq(text_of(date_add_days(day("2018-12-31"), 1)), "2019-01-01");
    ck_assert_str_eq(text_of(date_add_days(day("2018-09-12"), 90)), "2018-12-11");
    ck_assert_str_eq(text_of(date_add_days(day("9999-12-31"), 1)), "none");
    ck_assert_str_eq(text_of(date_add_days(day("1000-01-01"), -1)), "none");
    ck_assert_str_eq(text_of(date_add_days(day("9999-12-31"), INT32_MAX)), "none");
    ck_assert_str_eq(text_of(date_from_days(INT32_MIN)), "none");
}
END_TEST

START_TEST(compares)
{
    ck_assert_int_lt(date_compare(day("2017-12-31"), day("2018-01-01")), 0);
    ck_assert_int_gt(date_compare(day("2018-10-01"), day("2018-09-30")), 0);
    ck_assert_int_gt(date_compare(day("2018-10-02"), day("2018-10-01")), 0);
    ck_assert_int_eq(date_compare(day("2018-10-02"), day("2018-10-02")), 0);
}
END_TEST

START_TEST(periods_have_a_first_and_a_last_day)
{
    static const struct {
        const char *date;
        enum precision precision;
        const char *first;
        const char *last;
    } rows[] = {
        {"2018-03-17", PRECISION_DAY, "2018-03-17", "2018-03-17"},
        {"2018-03-17", PRECISION_MONTH, "2018-03-01", "2018-03-31"},
        {"2016-02-01", PRECISION_MONTH, "2016-02-01", "2016-02-29"},
        {"2018-01-31", PRECISION_QUARTER, "2018-01-01", "2018-03-31"},
        {"2018-06-30", PRECISION_QUARTER, "2018-04-01", "2018-06-30"},
        {"2018-12-01", PRECISION_QUARTER, "2018-10-01", "2018-12-31"},
        {"2016-01-01", PRECISION_YEAR, "2016-01-01", "2016-12-31"},
        {"2018-03-17", PRECISION_UNKNOWN, "2018-03-17", "2018-03-17"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct date date = day(rows[i].date);
        ck_assert_str_eq(text_of(date_first_day(date, rows[i].precision)), rows[i].first);
        ck_assert_str_eq(text_of(date_last_day(date, rows[i].precision)), rows[i].last);
    }
    ck_assert(!date_is_set(date_last_day((struct date){0}, PRECISION_YEAR)));
    ck_assert(!date_is_set(date_first_day((struct date){0}, PRECISION_QUARTER)));
}
END_TEST

START_TEST(reads_precisions)
{
    ck_assert_int_eq(precision_from_text(NULL), PRECISION_DAY);
    ck_assert_int_eq(precision_from_text(""), PRECISION_DAY);
    ck_assert_int_eq(precision_from_text("day"), PRECISION_DAY);
    ck_assert_int_eq(precision_from_text("month"), PRECISION_MONTH);
    ck_assert_int_eq(precision_from_text("quarter"), PRECISION_QUARTER);
    ck_assert_int_eq(precision_from_text("year"), PRECISION_YEAR);
    ck_assert_int_eq(precision_from_text("unknown"), PRECISION_UNKNOWN);
    ck_assert_int_eq(precision_from_text("century"), PRECISION_UNKNOWN);
}
END_TEST

START_TEST(reads_partial_dates)
{
    struct partial_date march = partial_date_read("2018-03-01", "month", NULL);
    ck_assert_str_eq(text_of(march.first), "2018-03-01");
    ck_assert_str_eq(text_of(march.last), "2018-03-31");
    ck_assert_int_eq(march.bound, BOUND_EXACT);
    ck_assert_int_eq(partial_date_read("2018-03-01", "day", "exact").bound, BOUND_EXACT);
    ck_assert_int_eq(partial_date_read("2018-03-01", "day", "notAfter").bound, BOUND_NOT_AFTER);
    ck_assert_int_eq(partial_date_read("2018-03-01", NULL, "notBefore").bound, BOUND_NOT_BEFORE);
    ck_assert(!date_is_set(partial_date_read(NULL, "day", "exact").first));
    ck_assert(!date_is_set(partial_date_read("2018-03-01", "unknown", NULL).last));
    ck_assert(!date_is_set(partial_date_read("maart 2018", NULL, NULL).first));
}
END_TEST

SUITE("date", reads_dates, refuses_what_is_no_date, counts_days, days_and_dates_agree, ends_at_the_ends, compares,
    periods_have_a_first_and_a_last_day, reads_precisions, reads_partial_dates)
