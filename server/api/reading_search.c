/* The text that a GET searches for (server/api). It is bounded and checked as any text that a client gives: what looks
 * like a citizen service number is refused, so that nobody looks people up, and no such number gets into an address. */
#include <string.h>

#include "api/parameters.h"
#include "api/reading.h"

enum { SEARCH_LEAST = 2, SEARCH_MOST = 200 };

const char *reading_search(struct call *call, const struct resource *resource, const char *parameter)
{
    static const struct field search = {.name = "search", .type = &type_text, .min = SEARCH_LEAST, .max = SEARCH_MOST};
    const struct place place = {.name = parameter};
    const char *text = !resource || sql_searchable(resource) ? parameters_take(call->parameters, parameter) : NULL;
    struct value value;

    if (!text || !type_text.parse(&search, text, strlen(text), &call->faults, &place, &value))
        return NULL;
    return value.text;
}
