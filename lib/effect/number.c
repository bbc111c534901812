/* Numbers as text, whatever the locale says (lib). See number.h. */
#include "number.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Over this all digits that a double holds stand before the point. */
static const double WHOLE_FROM = 1e12;

static const int64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

void number_text(char *ret, size_t size, double value, unsigned decimals, char mark)
{
    const int64_t one = powers[decimals];

    if (fabs(value) >= WHOLE_FROM) {
        snprintf(ret, size, "%.0f", value);
        return;
    }
    const int64_t units = llround(value * (double)one), magnitude = units < 0 ? -units : units;
    const char *sign = units < 0 ? "-" : "";

    if (decimals == 0)
        snprintf(ret, size, "%s%" PRId64, sign, magnitude);
    else
        snprintf(ret, size, "%s%" PRId64 "%c%0*" PRId64, sign, magnitude / one, mark, (int)decimals, magnitude % one);
}

void number_json(char *ret, size_t size, double value, unsigned decimals)
{
    size_t length;

    number_text(ret, size, value, decimals, '.');
    if (!strchr(ret, '.'))
        return;
    for (length = strlen(ret); ret[length - 1] == '0'; length--)
        ;
    ret[ret[length - 1] == '.' ? length - 1 : length] = '\0';
}
