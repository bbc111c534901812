/*
 * Calendar dates and partial dates (lib). The proleptic Gregorian calendar (ISO 8601), years 1000 to 9999. No clock: today is
 * always a parameter.
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

/* Days since 1970-01-01, negative before it. */
int32_t date_to_days(struct date date);
struct date date_from_days(int32_t days);

/* Days from `from` to `to`; negative when `to` is earlier. */
int32_t date_difference(struct date from, struct date to);

struct date date_add_days(struct date date, int32_t days);

/* First and last day of the period of that precision that contains `date` (day: itself; unknown: itself). */
struct date date_first_day(struct date date, enum precision precision);
struct date date_last_day(struct date date, enum precision precision);

/* Text of a precision as in the code list dates.precision ("day" ...), and back; unset text gives PRECISION_DAY. */
enum precision precision_from_text(const char *text);

#endif
