/*
 * Calendar dates and partial dates (lib). The proleptic Gregorian calendar (ISO 8601), years 1000 to 9999. No clock:
 * today is always a parameter.
 */
#ifndef PROEFTUIN_DATE_H
#define PROEFTUIN_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct date {
    int16_t year;  /* 1000 to 9999; 0 means: no date */
    uint8_t month; /* 1 to 12 */
    uint8_t day;   /* 1 to 31 */
};

/* How much of a date is known, as documents print it: "1-4-2015", "Maart 2018", "2016" (document 1, the table). */
enum precision { PRECISION_DAY, PRECISION_MONTH, PRECISION_QUARTER, PRECISION_YEAR, PRECISION_UNKNOWN };

enum { DATE_TEXT_SIZE = 11 }; /* "2018-09-12" and its NUL */

/* Reads exactly "YYYY-MM-DD". False, and `ret` untouched, when it is anything else or no such day exists. */
bool date_parse(const char *text, size_t length, struct date *ret);

/* Writes "YYYY-MM-DD" and a NUL. */
void date_format(struct date date, char ret[DATE_TEXT_SIZE]);

bool date_is_set(struct date date);

/* Less than, equal to or greater than zero, as `a` is before, on or after `b`. Both must be set. */
int date_compare(struct date a, struct date b);

/* Days since 1970-01-01, negative before it. The way back gives no date (year 0) beyond the years 1000 to 9999. */
int32_t date_to_days(struct date date);
struct date date_from_days(int32_t days);

/* Days from `from` to `to`; negative when `to` is earlier. */
int32_t date_difference(struct date from, struct date to);

/* No date (year 0) when that is beyond the years 1000 to 9999. */
struct date date_add_days(struct date date, int32_t days);

/* First and last day of the period of that precision that contains `date` (day: itself; unknown: itself;
 * no date: no date). */
struct date date_first_day(struct date date, enum precision precision);
struct date date_last_day(struct date date, enum precision precision);

/* The precision of a text as in the code list dates.precision ("day" ...); unset text (NULL or empty) gives
 * PRECISION_DAY, any other text PRECISION_UNKNOWN. */
enum precision precision_from_text(const char *text);

enum date_bound { BOUND_EXACT, BOUND_NOT_AFTER, BOUND_NOT_BEFORE };

/* A date as a document gives it ("pdate" in the register's model): the period in which it lies. */
struct partial_date {
    struct date first; /* not set: the date is not known, and neither is `last` */
    struct date last;
    enum date_bound bound; /* exact, or that period at the latest, or at the earliest */
};

/* Puts together what a stored row has: "2018-03-01", "month", "exact". NULL is allowed everywhere. Not known when there
 * is no date, or precision is "unknown"; a bound other than "notAfter" and "notBefore" is exact. */
struct partial_date partial_date_read(const char *date, const char *precision, const char *bound);

#endif
