/*
 * UTF-8 and strings in JSON (tests). Input: any bytes.
 *
 * jansson agrees on what is UTF-8, and reads from what we write the bytes that we were given.
 */
#include "fuzz/fuzz.h"

#include <proeftuin/json_text.h>
#include <proeftuin/utf8.h>

static void demand_round_trip(const char *data, size_t size)
{
    struct buffer text;

    buffer_init(&text, FUZZ_TEXT);
    json_write_string(&text, data, size);
    DEMAND(!text.failed);
    json_t *json = json_loadb(text.data, text.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    DEMAND(json && json_string_length(json) == size);
    DEMAND(memcmp(json_string_value(json), data, size) == 0);
    json_decref(json);
    buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = size ? (const char *)data : "";
    json_t *json = json_stringn(text, size); /* NULL when it is not UTF-8 */

    DEMAND(utf8_valid(text, size) == (json != NULL));
    if (json) {
        DEMAND(utf8_length(text, size) <= size);
        demand_round_trip(text, size);
    }
    json_decref(json);
    return 0;
}
