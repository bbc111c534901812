/* Amounts of money as whole cents (lib). */
#include <proeftuin/money.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define EUROS_MOST 1000000000000LL

enum { CENTS = 100, GROUP = 3 };

bool money_read(const char *text, int64_t *ret)
{
    const bool negative = text && *text == '-';
    int64_t euros = 0, cents = 0;
    const char *at = text ? text + negative : "";

    if (*at < '0' || *at > '9')
        return false;
    for (; *at >= '0' && *at <= '9'; at++)
        if ((euros = euros * 10 + (*at - '0')) > EUROS_MOST)
            return false;
    if (*at == '.') {
        const size_t decimals = strspn(++at, "0123456789");
        if (decimals < 1 || decimals > 2)
            return false;
        cents = (at[0] - '0') * 10 + (decimals == 2 ? at[1] - '0' : 0);
        at += decimals;
    }
    if (*at)
        return false;
    *ret = (negative ? -1 : 1) * (euros * CENTS + cents);
    return true;
}

static uint64_t size_of(int64_t cents)
{
    return cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
}

/* Backwards, as groups of three are counted from the right. */
void money_format(int64_t cents, enum language language, char ret[MONEY_TEXT_SIZE])
{
    const bool dutch = language == LANGUAGE_NL;
    const uint64_t size = size_of(cents);
    uint64_t euros = size / CENTS;
    char digits[MONEY_TEXT_SIZE], *at = digits + sizeof digits;

    *--at = '\0';
    if (size % CENTS) {
        *--at = (char)('0' + size % 10);
        *--at = (char)('0' + size / 10 % 10);
        *--at = dutch ? ',' : '.';
    }
    for (int count = 0; count == 0 || euros > 0; count++, euros /= 10) {
        if (count > 0 && count % GROUP == 0)
            *--at = dutch ? '.' : ',';
        *--at = (char)('0' + euros % 10);
    }
    snprintf(ret, MONEY_TEXT_SIZE, "%s€%s%s", cents < 0 ? "-" : "", dutch ? " " : "", at);
}

void money_write(int64_t cents, struct buffer *out)
{
    const uint64_t size = size_of(cents);

    buffer_format(out, "%s%" PRIu64, cents < 0 ? "-" : "", size / CENTS);
    if (size % CENTS)
        buffer_format(out, size % 10 ? ".%02d" : ".%d", (int)(size % 10 ? size % CENTS : size % CENTS / 10));
}
