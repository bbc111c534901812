/* How values in PostgreSQL's text form become JSON (lib). */
#include "write.h"

#include <assert.h>
#include <string.h>

#include <proeftuin/json_text.h>
#include <proeftuin/sql_array.h>

void write_string(struct buffer *out, const char *text, size_t length)
{
    json_write_string(out, text, length);
}

void write_quoted(struct buffer *out, const char *text, size_t length)
{
    buffer_quoted(out, text, length);
}

void write_raw(struct buffer *out, const char *text, size_t length)
{
    buffer_append(out, text, length);
}

/* As PostgreSQL has it, but for the zeros at the end of the fraction: 420000.00 is 420000. */
void write_decimal(struct buffer *out, const char *text, size_t length)
{
    if (memchr(text, '.', length)) {
        while (text[length - 1] == '0')
            length--;
        length -= text[length - 1] == '.';
    }
    buffer_append(out, text, length);
}

void write_boolean(struct buffer *out, const char *text, size_t length)
{
    (void)length;
    buffer_text(out, text[0] == 't' ? "true" : "false");
}

/* "2018-09-12 10:11:12.5+00" (ISO, UTC) becomes 2018-09-12T10:11:12.5Z (RFC 3339). */
void write_bare_instant(struct buffer *out, const char *text, size_t length)
{
    const size_t date = sizeof "2018-09-12" - 1, zone = sizeof "+00" - 1;

    assert(length > date + 1 + zone && text[date] == ' ');
    buffer_append(out, text, date);
    buffer_char(out, 'T');
    buffer_append(out, text + date + 1, length - date - 1 - zone);
    buffer_char(out, 'Z');
}

void write_instant(struct buffer *out, const char *text, size_t length)
{
    buffer_char(out, '"');
    write_bare_instant(out, text, length);
    buffer_char(out, '"');
}

static void write_array(
    struct buffer *out, const char *text, size_t length, void (*write)(struct buffer *, const char *, size_t))
{
    struct sql_array array;
    const char *item;
    size_t item_length;
    char separator = '[';

    sql_array_begin(&array, text, length);
    while (sql_array_next(&array, &item, &item_length)) {
        buffer_char(out, separator);
        write(out, item, item_length);
        separator = ',';
    }
    buffer_text(out, separator == '[' ? "[]" : "]");
}

void write_strings(struct buffer *out, const char *text, size_t length)
{
    write_array(out, text, length, write_quoted);
}

void write_numbers(struct buffer *out, const char *text, size_t length)
{
    write_array(out, text, length, write_raw);
}
