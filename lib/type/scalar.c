/* The types of numbers, dates, truth and keys (lib). */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proeftuin/date.h>

#include "parse.h"
#include "write.h"

static bool wrong_type(const struct field *field, struct faults *faults, const struct place *place)
{
    faults_add(faults, FAULT_TYPE, place, field->type->name, NULL);
    return false;
}

/* Canonical decimal: no sign but '-', no leading zeros, at most 18 digits, so that it fits whatever it says. */
static bool read_integer(const char *text, size_t length, int64_t *ret)
{
    const size_t sign = length && text[0] == '-', digits = length - sign;
    int64_t number = 0;

    if (digits < 1 || digits > 18 || (digits > 1 && text[sign] == '0'))
        return false;
    for (size_t i = sign; i < length; i++) {
        if (!isdigit((unsigned char)text[i]))
            return false;
        number = number * 10 + (text[i] - '0');
    }
    *ret = sign ? -number : number;
    return true;
}

static bool parse_integer(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    int64_t number;
    char bound[24];

    if (!read_integer(text, length, &number))
        return wrong_type(field, faults, place);
    if (number < field->min || number > field->max) {
        snprintf(bound, sizeof bound, "%" PRId64, number < field->min ? field->min : field->max);
        faults_add(faults, number < field->min ? FAULT_NUMBER_SMALL : FAULT_NUMBER_LARGE, place, bound, NULL);
        return false;
    }
    if (!keep_text(faults, text, length, ret))
        return false;
    ret->integer = number;
    return true;
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(text, word, length) == 0;
}

static bool parse_boolean(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    const bool yes = is_word(text, length, "true") || is_word(text, length, "t");

    if (!yes && !is_word(text, length, "false") && !is_word(text, length, "f"))
        return wrong_type(field, faults, place);
    *ret = (struct value){.text = yes ? "t" : "f", .integer = yes};
    return true;
}

static bool parse_date(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    struct date date;

    (void)field;
    if (!date_parse(text, length, &date)) {
        faults_add(faults, FAULT_DATE, place, NULL);
        return false;
    }
    if (!keep_text(faults, text, length, ret))
        return false;
    ret->date = date;
    return true;
}

static bool is_number_below(const char *digits, int limit)
{
    return isdigit((unsigned char)digits[0]) && isdigit((unsigned char)digits[1]) &&
           (digits[0] - '0') * 10 + (digits[1] - '0') < limit;
}

/* "10:11:12", perhaps with a fraction of up to six digits, and "+00". */
static bool is_time(const char *text, size_t length)
{
    const size_t whole = sizeof "10:11:12" - 1, zone = sizeof "+00" - 1;

    if (length < whole + zone || memcmp(text + length - zone, "+00", zone) != 0)
        return false;
    if (!is_number_below(text, 24) || !is_number_below(text + 3, 60) || !is_number_below(text + 6, 60) ||
        text[2] != ':' || text[5] != ':')
        return false;
    const size_t fraction = length - whole - zone;
    return fraction == 0 || (fraction >= 2 && fraction <= 7 && text[whole] == '.' &&
                                strspn(text + whole + 1, "0123456789") == fraction - 1);
}

/* Instants are the database's own: they are written out, and taken back only as they came (cursors). */
static bool parse_instant(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    const size_t time = sizeof "2018-09-12 " - 1;
    struct date date;

    if (length < time || !date_parse(text, time - 1, &date) || text[time - 1] != ' ' ||
        !is_time(text + time, length - time))
        return wrong_type(field, faults, place);
    return keep_text(faults, text, length, ret);
}

/* Lower case only: an id has one spelling, in paths too. */
static bool is_uuid(const char *text, size_t length)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    if (length != sizeof form - 1)
        return false;
    for (size_t i = 0; i < length; i++) {
        const bool hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');

        if (form[i] == '-' ? text[i] != '-' : !hex)
            return false;
    }
    return true;
}

static bool parse_uuid(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    if (!is_uuid(text, length))
        return wrong_type(field, faults, place);
    return keep_text(faults, text, length, ret);
}

const struct type type_integer = {.name = "integer",
    .sql = "integer",
    .shape = JSON_SHAPE_INTEGER,
    .filter = FILTER_RANGE,
    .parse = parse_integer,
    .write = write_raw};
const struct type type_integers = {.name = "integers",
    .sql = "integer[]",
    .shape = JSON_SHAPE_INTEGER,
    .list = true,
    .filter = FILTER_OVERLAPS,
    .parse = parse_integer,
    .write = write_numbers};
const struct type type_boolean = {.name = "boolean",
    .sql = "boolean",
    .shape = JSON_SHAPE_BOOLEAN,
    .filter = FILTER_EQUALS,
    .parse = parse_boolean,
    .write = write_boolean,
    .cell = write_boolean};
const struct type type_date = {.name = "date",
    .sql = "date",
    .filter = FILTER_RANGE,
    .format = "date",
    .parse = parse_date,
    .write = write_quoted};
const struct type type_instant = {.name = "instant",
    .sql = "timestamp with time zone",
    .format = "date-time",
    .parse = parse_instant,
    .write = write_instant,
    .cell = write_bare_instant};
const struct type type_uuid = {.name = "uuid",
    .sql = "uuid",
    .filter = FILTER_EQUALS,
    .format = "uuid",
    .parse = parse_uuid,
    .write = write_quoted};
const struct type type_reference = {.name = "uuid",
    .sql = "uuid",
    .filter = FILTER_EQUALS,
    .format = "uuid",
    .parse = parse_uuid,
    .write = write_quoted};
