/*
 * Citizen service numbers in texts (tests). Input: any text.
 *
 * Where one is found, eight or nine digits in a row, whatever stands between them, pass the eleven test; what is found
 * does not depend on the bytes behind the text, and is found by itself on a line of its own as well.
 */
#include "fuzz/fuzz.h"

#include <ctype.h>

#include <proeftuin/bsn.h>

/* The digits of a text, without what stands between them. */
static size_t digits_of(const char *text, size_t length, char *ret)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        if (isdigit((unsigned char)text[i]))
            ret[count++] = text[i];
    return count;
}

static bool any_passes(const char *digits, size_t count)
{
    for (size_t i = 0; i + BSN_DIGITS <= count; i++)
        if (bsn_valid(digits + i))
            return true;
    for (size_t i = 0; i + BSN_DIGITS - 1 <= count; i++) {
        char old[BSN_DIGITS] = "0";

        memcpy(old + 1, digits + i, BSN_DIGITS - 1);
        if (bsn_valid(old))
            return true;
    }
    return false;
}

static void demand_alone(const char *digits)
{
    char line[32];

    snprintf(line, sizeof line, "naam\n%.9s\n", digits);
    DEMAND(bsn_in_text(line, strlen(line)) == (bsn_valid(digits) && strncmp(digits + 4, "00000", 5) != 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    char *text = input_rest(&input);
    const size_t length = strlen(text);
    char *digits = malloc(length + 1);

    DEMAND(digits);
    const size_t count = digits_of(text, length, digits);
    if (bsn_in_text(text, length))
        DEMAND(any_passes(digits, count));
    if (count >= BSN_DIGITS)
        demand_alone(digits);
    free(digits);
    free(text);
    return 0;
}
