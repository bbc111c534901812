/*
 * Decimal numbers (lib): amounts of money to the cent, and other numbers to four decimals. They stay decimal all the
 * way, as PostgreSQL's numeric does: what a type can't hold exactly is refused, never rounded.
 *
 * The value's text is canonical, always with all of its type's decimals ("420000.00"), as PostgreSQL writes it; its
 * `integer` counts units of the last decimal (cents), so that rules compare exactly. The bound of 10^12 leaves room for
 * four decimals in an int64_t, and for two in the 15 digits that every reader of JSON keeps.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "parse.h"
#include "write.h"

/* Significant digits that are looked at: more can't be told apart by any type, and are refused. */
enum { DIGITS_MOST = 40, EXPONENT_MOST = 400 };

/* A number as it was written: digits without a point, and how many of them stand behind it. */
struct written {
    bool negative;
    char digits[DIGITS_MOST]; /* without leading zeros; zero has none */
    int count;
    int decimals; /* may be negative: 1e3 has -3 */
};

/* Digits with one point among them at most. Returns where they end, or NULL. */
static const char *read_digits(const char *at, const char *end, struct written *ret)
{
    bool point = false, any = false;

    for (; at < end && (isdigit((unsigned char)*at) || *at == '.'); at++) {
        if (*at == '.') {
            if (point || !any)
                return NULL;
            point = true;
            any = false;
            continue;
        }
        any = true;
        ret->decimals += point;
        if (*at == '0' && ret->count == 0)
            continue;
        if (ret->count == DIGITS_MOST)
            return NULL;
        ret->digits[ret->count++] = *at;
    }
    return any ? at : NULL;
}

/* "e-3", "E+3"; nothing is 0. */
static bool read_exponent(const char *at, const char *end, int *ret)
{
    bool negative;
    int exponent = 0;

    *ret = 0;
    if (at == end)
        return true;
    if (*at++ != 'e' && at[-1] != 'E')
        return false;
    negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    if (at == end)
        return false;
    for (; at < end; at++) {
        if (!isdigit((unsigned char)*at))
            return false;
        if (exponent < EXPONENT_MOST)
            exponent = exponent * 10 + (*at - '0');
    }
    *ret = negative ? -exponent : exponent;
    return true;
}

/* Every number of JSON's grammar, and the like with leading zeros. Zeros at the end of a fraction say nothing. */
static bool read_written(const char *text, size_t length, struct written *ret)
{
    const char *end = text + length;
    int exponent;

    *ret = (struct written){.negative = length && text[0] == '-'};
    text = read_digits(text + ret->negative, end, ret);
    if (!text || !read_exponent(text, end, &exponent))
        return false;
    ret->decimals -= exponent;
    while (ret->count && ret->digits[ret->count - 1] == '0') {
        ret->count--;
        ret->decimals--;
    }
    return true;
}

/* ---- Bounds ---- */

static int64_t power_of_ten(unsigned exponent)
{
    int64_t power = 1;

    while (exponent-- > 0)
        power *= 10;
    return power;
}

static int64_t least(const struct field *field)
{
    return field->min || field->max ? field->min : -DECIMAL_MOST;
}

static int64_t most(const struct field *field)
{
    return field->min || field->max ? field->max : DECIMAL_MOST;
}

static bool refuse_bound(bool small, const struct field *field, struct faults *faults, const struct place *place)
{
    char bound[24];

    snprintf(bound, sizeof bound, "%" PRId64, small ? least(field) : most(field));
    faults_add(faults, small ? FAULT_NUMBER_SMALL : FAULT_NUMBER_LARGE, place, bound, NULL);
    return false;
}

static bool refuse_decimals(unsigned decimals, struct faults *faults, const struct place *place)
{
    char text[16];

    snprintf(text, sizeof text, "%u", decimals);
    faults_add(faults, FAULT_NUMBER_DECIMALS, place, text, NULL);
    return false;
}

/* ---- The type ---- */

/* In units of the last decimal; false when it is beyond what any field may have. */
static bool in_units(const struct written *written, unsigned decimals, int64_t *ret)
{
    const int zeros = (int)decimals - written->decimals;
    int64_t units = 0;

    if (written->count + zeros > 13 + (int)decimals && written->count)
        return false;
    for (int i = 0; i < written->count; i++)
        units = units * 10 + (written->digits[i] - '0');
    if (written->count)
        units *= power_of_ten((unsigned)zeros);
    *ret = written->negative ? -units : units;
    return true;
}

static bool keep_units(struct faults *faults, int64_t units, unsigned decimals, struct value *ret)
{
    const int64_t one = power_of_ten(decimals), size = units < 0 ? -units : units;
    char text[32];
    const int length = snprintf(
        text, sizeof text, "%s%" PRId64 ".%0*" PRId64, units < 0 ? "-" : "", size / one, (int)decimals, size % one);

    if (!keep_text(faults, text, (size_t)length, ret))
        return false;
    ret->integer = units;
    return true;
}

static bool parse_decimal(const struct field *field, const char *text, size_t length, struct faults *faults,
    const struct place *place, struct value *ret)
{
    const unsigned decimals = field->type->decimals;
    struct written written;
    int64_t units;

    if (!read_written(text, length, &written)) {
        faults_add(faults, FAULT_TYPE, place, field->type->name, NULL);
        return false;
    }
    if (written.count && written.decimals > (int)decimals)
        return refuse_decimals(decimals, faults, place);
    if (!in_units(&written, decimals, &units))
        return refuse_bound(written.negative, field, faults, place);
    if (units < least(field) * power_of_ten(decimals))
        return refuse_bound(true, field, faults, place);
    if (units > most(field) * power_of_ten(decimals))
        return refuse_bound(false, field, faults, place);
    return keep_units(faults, units, decimals, ret);
}

const struct type type_amount = {.name = "amount",
    .sql = "numeric(16,2)",
    .decimals = 2,
    .shape = JSON_SHAPE_NUMBER,
    .filter = FILTER_RANGE,
    .parse = parse_decimal,
    .write = write_decimal};
const struct type type_number = {.name = "number",
    .sql = "numeric(18,4)",
    .decimals = 4,
    .shape = JSON_SHAPE_NUMBER,
    .filter = FILTER_RANGE,
    .parse = parse_decimal,
    .write = write_decimal};
