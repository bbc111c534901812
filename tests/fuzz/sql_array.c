/*
 * Arrays in PostgreSQL's text form (tests). Input: lines, which are the elements; one that is "\N" is NULL.
 *
 * What is written reads back by PostgreSQL's own rules (manual, 8.15.6), and what needs no quotes by our own reader.
 */
#include "fuzz/fuzz.h"

#include <proeftuin/sql_array.h>

enum { ITEMS_MOST = 500 };

static const char *expect(const char *at, char c)
{
    DEMAND(*at == c);
    return at + 1;
}

/* A quoted element: a backslash stands before what would end it. */
static const char *read_quoted(const char *at, const char *item)
{
    at = expect(at, '"');
    for (; *item; item++) {
        if (*at == '\\')
            at++;
        else
            DEMAND(*at != '"');
        at = expect(at, *item);
    }
    return expect(at, '"');
}

static void demand_written(const char *const *items, size_t count)
{
    struct buffer text;
    const char *at;

    buffer_init(&text, FUZZ_TEXT);
    sql_array_write(&text, items, count);
    DEMAND(!text.failed);
    at = expect(text.data, '{');
    for (size_t i = 0; i < count; i++) {
        if (i)
            at = expect(at, ',');
        if (items[i]) {
            at = read_quoted(at, items[i]);
        } else {
            DEMAND(strncmp(at, "NULL", 4) == 0);
            at += 4;
        }
    }
    DEMAND(strcmp(at, "}") == 0);
    buffer_free(&text);
}

static bool is_plain(const char *item)
{
    return item && *item && !strpbrk(item, ",{}\"\\ ");
}

/* The same elements, as far as they need no quotes, unquoted and read. */
static void demand_read(const char *const *items, size_t count)
{
    struct sql_array array;
    struct buffer text;
    const char *item;
    size_t length;

    buffer_init(&text, FUZZ_TEXT);
    buffer_char(&text, '{');
    for (size_t i = 0; i < count; i++)
        if (is_plain(items[i]))
            buffer_format(&text, "%s%s", text.length > 1 ? "," : "", items[i]);
    buffer_char(&text, '}');
    char *exact = malloc(text.length); /* without the NUL: nobody may count on it */
    DEMAND(exact);
    memcpy(exact, text.data, text.length);
    sql_array_begin(&array, exact, text.length);
    for (size_t i = 0; i < count; i++)
        if (is_plain(items[i])) {
            DEMAND(sql_array_next(&array, &item, &length));
            DEMAND(length == strlen(items[i]) && memcmp(item, items[i], length) == 0);
        }
    DEMAND(!sql_array_next(&array, &item, &length));
    free(exact);
    buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    char *items[ITEMS_MOST];
    size_t count = 0;

    while (input.left && count < ITEMS_MOST) {
        char *item = input_until(&input, '\n');

        if (strcmp(item, "\\N") == 0) {
            free(item);
            item = NULL;
        }
        items[count++] = item;
    }
    demand_written((const char *const *)items, count);
    demand_read((const char *const *)items, count);
    while (count)
        free(items[--count]);
    return 0;
}
