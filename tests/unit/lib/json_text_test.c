/* Strings in JSON: what is written reads back the same, through a JSON reader that is not ours. */
#include <proeftuin/json_text.h>

#include <jansson.h>

#include "unit/suite.h"

static void same_in_json(const char *data, size_t length)
{
    struct buffer out;

    buffer_init(&out, 100000);
    json_write_string(&out, data, length);
    json_t *value = json_loadb(out.data, out.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    ck_assert_msg(json_is_string(value), "%s", out.data);
    ck_assert_uint_eq(json_string_length(value), length);
    ck_assert_mem_eq(json_string_value(value), data, length);
    json_decref(value);
    buffer_free(&out);
}

static void written(const char *data, const char *expected)
{
    struct buffer out;

    buffer_init(&out, 1000);
    json_write_text(&out, data);
    ck_assert_str_eq(out.data, expected);
    buffer_free(&out);
}

START_TEST(as_written)
{
    written("", "\"\"");
    written(NULL, "null");
    written("Streetball", "\"Streetball\"");
    written("OIJVizier – Wat is er te doen?", "\"OIJVizier – Wat is er te doen?\"");
    written("a \"b\" \\ c / d", "\"a \\\"b\\\" \\\\ c / d\"");
    written("\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"");
    written("\x01\x1f \x7f", "\"\\u0001\\u001f \x7f\"");
}
END_TEST

/* Every ASCII byte, and a longer character, at every place in texts of up to two vectors and a bit. */
START_TEST(every_byte_everywhere)
{
    char text[36];

    for (size_t length = 1; length <= 34; length++)
        for (size_t at = 0; at < length; at++) {
            memset(text, 'a', sizeof text);
            for (int byte = 0; byte < 0x80; byte++) {
                text[at] = (char)byte;
                same_in_json(text, length);
            }
            memcpy(text + at, "ÿ", 2);
            same_in_json(text, at + 2 > length ? at + 2 : length);
        }
}
END_TEST

START_TEST(runs_between_escapes)
{
    same_in_json("\"\"\"\"\\\\\\\\\n\n\n\n\0\0\0\0", 16);
    same_in_json("een lange zin zonder iets bijzonders\nen nog een lange zin \"met\" iets\tbijzonders", 78);
    same_in_json("ÀÁÂ€👍!\" #~\x7f  «»", strlen("ÀÁÂ€👍!\" #~\x7f  «»"));
}
END_TEST

START_TEST(over_the_limit_fails)
{
    struct buffer out;

    buffer_init(&out, 5);
    json_write_text(&out, "four");
    ck_assert(out.failed);
    buffer_free(&out);
}
END_TEST

SUITE("json_text", as_written, every_byte_everywhere, runs_between_escapes, over_the_limit_fails)
