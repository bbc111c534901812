/*
 * Calendar dates (lib).
 *
 * Days and civil dates: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and
 * civil_from_days (https://howardhinnant.github.io/date_algorithms.html). A year there begins in March, so that the
 * leap day is its last, and years come in eras of 400 years, which have 146,097 days each.
 */
#include <proeftuin/date.h>

#include <assert.h>
#include <string.h>

enum { DAYS_PER_ERA = 146097, DAYS_TO_EPOCH = 719468 /* from 0000-03-01 to 1970-01-01 */ };

enum { YEAR_FIRST = 1000, YEAR_LAST = 9999 };

static bool leap_year(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const uint8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && leap_year(year) ? 29 : days[month - 1];
}

static struct date date_of(int year, int month, int day)
{
    return (struct date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

/* Reads `count` digits; -1 when one is something else. */
static int digits(const char *text, int count)
{
    int number = 0;

    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool date_parse(const char *text, size_t length, struct date *ret)
{
    if (length != DATE_TEXT_SIZE - 1 || text[4] != '-' || text[7] != '-')
        return false;
    int year = digits(text, 4);
    int month = digits(text + 5, 2);
    int day = digits(text + 8, 2);
    if (year < YEAR_FIRST || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return false;
    *ret = date_of(year, month, day);
    return true;
}

static void two_digits(int number, char *ret)
{
    ret[0] = (char)('0' + number / 10);
    ret[1] = (char)('0' + number % 10);
}

void date_format(struct date date, char ret[DATE_TEXT_SIZE])
{
    assert(date_is_set(date));
    two_digits(date.year / 100, ret);
    two_digits(date.year % 100, ret + 2);
    ret[4] = '-';
    two_digits(date.month, ret + 5);
    ret[7] = '-';
    two_digits(date.day, ret + 8);
    ret[10] = '\0';
}

bool date_is_set(struct date date)
{
    return date.year != 0;
}

int date_compare(struct date a, struct date b)
{
    assert(date_is_set(a) && date_is_set(b));
    if (a.year != b.year)
        return a.year - b.year;
    if (a.month != b.month)
        return a.month - b.month;
    return a.day - b.day;
}

int32_t date_to_days(struct date date)
{
    assert(date_is_set(date));
    int year = date.year - (date.month <= 2);
    int era = year / 400;
    int year_of_era = year % 400;
    int month_from_march = (date.month + 9) % 12;
    int day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH;
}

struct date date_from_days(int32_t days)
{
    int32_t first = date_to_days(date_of(YEAR_FIRST, 1, 1));
    int32_t last = date_to_days(date_of(YEAR_LAST, 12, 31));

    if (days < first || days > last)
        return (struct date){0};
    int shifted = days + DAYS_TO_EPOCH;
    int era = shifted / DAYS_PER_ERA;
    int day_of_era = shifted % DAYS_PER_ERA;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;

    return date_of(era * 400 + year_of_era + (month <= 2), month, day);
}

int32_t date_difference(struct date from, struct date to)
{
    return date_to_days(to) - date_to_days(from);
}

struct date date_add_days(struct date date, int32_t days)
{
    int32_t sum;

    if (__builtin_add_overflow(date_to_days(date), days, &sum))
        return (struct date){0};
    return date_from_days(sum);
}

/* Months in a period of that precision; 0: no period, a single day. */
static int period_months(enum precision precision)
{
    switch (precision) {
    case PRECISION_MONTH:
        return 1;
    case PRECISION_QUARTER:
        return 3;
    case PRECISION_YEAR:
        return 12;
    case PRECISION_DAY:
    case PRECISION_UNKNOWN:
        break;
    }
    return 0;
}

struct date date_first_day(struct date date, enum precision precision)
{
    int months = period_months(precision);

    if (months == 0 || !date_is_set(date))
        return date;
    return date_of(date.year, (date.month - 1) / months * months + 1, 1);
}

struct date date_last_day(struct date date, enum precision precision)
{
    int months = period_months(precision);

    if (months == 0 || !date_is_set(date))
        return date;
    int month = (date.month - 1) / months * months + months;
    return date_of(date.year, month, days_in_month(date.year, month));
}

enum precision precision_from_text(const char *text)
{
    static const char *const names[] = {
        [PRECISION_DAY] = "day",
        [PRECISION_MONTH] = "month",
        [PRECISION_QUARTER] = "quarter",
        [PRECISION_YEAR] = "year",
    };

    if (!text || !*text)
        return PRECISION_DAY;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(text, names[i]) == 0)
            return (enum precision)i;
    return PRECISION_UNKNOWN;
}

struct partial_date partial_date_read(const char *date, const char *precision, const char *bound)
{
    struct partial_date partial = {.bound = BOUND_EXACT};
    enum precision width = precision_from_text(precision);
    struct date day;

    if (!date || width == PRECISION_UNKNOWN || !date_parse(date, strlen(date), &day))
        return partial;
    partial.first = date_first_day(day, width);
    partial.last = date_last_day(day, width);
    if (bound && strcmp(bound, "notAfter") == 0)
        partial.bound = BOUND_NOT_AFTER;
    else if (bound && strcmp(bound, "notBefore") == 0)
        partial.bound = BOUND_NOT_BEFORE;
    return partial;
}
