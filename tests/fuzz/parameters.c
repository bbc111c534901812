/*
 * Percent-decoding and the way back into a link (tests). Input: a query string.
 *
 * What is accepted decodes as a plainer decoder says, and written into a link it can be read again: the same names and
 * values, in the same order.
 */
#include "fuzz/fuzz.h"

#include "api/parameters.h"

/* The decoder of the standard's own words (WHATWG URL, application/x-www-form-urlencoded): never refuses. */
static char *decoded(const char *raw, size_t length)
{
    char *text = calloc(length + 1, 1), *out = text;
    unsigned byte;

    DEMAND(text);
    for (size_t i = 0; i < length; i++)
        if (raw[i] == '%' && i + 2 < length && sscanf((char[]){raw[i + 1], raw[i + 2], 0}, "%2x", &byte) == 1) {
            *out++ = (char)byte;
            i += 2;
        } else {
            *out++ = raw[i] == '+' ? ' ' : raw[i];
        }
    return text;
}

static void demand_decoded(const struct parameter *parameter)
{
    const char *equals = memchr(parameter->raw, '=', parameter->raw_length);
    const size_t name_length = equals ? (size_t)(equals - parameter->raw) : parameter->raw_length;
    char *name = decoded(parameter->raw, name_length);
    char *value = equals ? decoded(equals + 1, parameter->raw_length - name_length - 1) : decoded("", 0);

    DEMAND(strcmp(name, parameter->name) == 0);
    DEMAND(strcmp(value, parameter->value) == 0);
    free(name);
    free(value);
}

/* Only what may stand in a URL (RFC 3986, 2). */
static void demand_link(const struct buffer *link)
{
    for (size_t i = 0; i < link->length; i++)
        DEMAND((unsigned char)link->data[i] > 0x20 && (unsigned char)link->data[i] < 0x7f &&
               !strchr("\"<>\\^`{|}", link->data[i]));
}

static void demand_round_trip(const struct parameters *parameters)
{
    struct arena *arena = fuzz_arena();
    struct buffer link;
    struct faults faults;

    buffer_init(&link, FUZZ_TEXT);
    parameters_write(parameters, "cursor", &link);
    DEMAND(!link.failed);
    demand_link(&link);
    faults_init(&faults, arena, FAULT_IN_QUERY);
    const struct parameters *again = parameters_read(arena, link.data ? link.data + 1 : "", &faults);
    DEMAND(again && !faults_any(&faults));
    size_t at = 0;
    for (size_t i = 0; i < parameters->count; i++) {
        if (strcmp(parameters->items[i].name, "cursor") == 0)
            continue;
        DEMAND(at < again->count && strcmp(again->items[at].name, parameters->items[i].name) == 0);
        DEMAND(strcmp(again->items[at].value, parameters->items[i].value) == 0);
        at++;
    }
    DEMAND(at == again->count);
    buffer_free(&link);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    char *query = input_rest(&input);
    struct arena *arena = fuzz_arena();
    struct faults faults;
    size_t count;

    faults_init(&faults, arena, FAULT_IN_QUERY);
    const struct parameters *parameters = parameters_read(arena, query, &faults);
    DEMAND(parameters && parameters->count <= PARAMETERS_MOST);
    for (size_t i = 0; i < parameters->count; i++) {
        demand_decoded(&parameters->items[i]);
        DEMAND(parameter_split(arena, parameters->items[i].value, &count) && count >= 1);
    }
    if (!faults_any(&faults))
        demand_round_trip(parameters);
    arena_free(arena);
    free(query);
    return 0;
}
