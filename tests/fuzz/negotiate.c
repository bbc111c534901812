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

/* What is chosen was offered and named, and with more to choose from nobody goes without. */
static void demand_forms(const char *header)
{
    const bool any = !header[strspn(header, " \t")] || mentions(header, "*");
    bool one = false;
    enum form form;

    for (unsigned offered = 0; offered < 1 << FORMS; offered++) {
        const bool found = negotiate_form(header, offered, &form);

        DEMAND(!found || (offered >> form & 1 && (any || mentions(header, form_media_type(form)))));
        one |= found;
        DEMAND(offered != (1 << FORMS) - 1 || found == one);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    char *header = input_rest(&input);
    const enum language language = negotiate_language(header);

    DEMAND(language == LANGUAGE_NL || mentions(header, "en") || mentions(header, "*"));
    demand_forms(header);
    free(header);
    return 0;
}
