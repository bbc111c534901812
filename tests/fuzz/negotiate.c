/*
 * Accept and Accept-Language (tests). Input: one header, read as either.
 *
 * Putting what a client wants in front of its header as the only choice of full weight decides; a header without any of
 * our words in it gives the standard answer.
 */
#include "fuzz/fuzz.h"

#include "api/negotiate.h"

static bool mentions(const char *header, const char *word)
{
    return strcasestr(header, word) != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    char *header = input_rest(&input);
    const enum language language = negotiate_language(header);

    DEMAND(language == LANGUAGE_NL || mentions(header, "en") || mentions(header, "*"));
    DEMAND(
        !negotiate_json(header) || !header[strspn(header, " \t")] || mentions(header, "json") || mentions(header, "*"));
    free(header);
    return 0;
}
