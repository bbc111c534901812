/* One-dimensional arrays in PostgreSQL's text form (lib). */
#include <proeftuin/sql_array.h>

#include <assert.h>
#include <string.h>

void sql_array_begin(struct sql_array *array, const char *text, size_t length)
{
    assert(length >= 2 && text[0] == '{' && text[length - 1] == '}');
    *array = (struct sql_array){.at = text + 1, .end = text + length - 1};
}

bool sql_array_next(struct sql_array *array, const char **ret_item, size_t *ret_length)
{
    const char *comma;

    if (array->at >= array->end)
        return false;
    comma = memchr(array->at, ',', (size_t)(array->end - array->at));
    *ret_item = array->at;
    *ret_length = (size_t)((comma ? comma : array->end) - array->at);
    array->at = comma ? comma + 1 : array->end;
    return true;
}

/* Quotes always: then NULL, spaces, commas and braces need no thought. */
static void write_item(struct buffer *out, const char *item)
{
    buffer_char(out, '"');
    for (; *item; item++) {
        if (*item == '"' || *item == '\\')
            buffer_char(out, '\\');
        buffer_char(out, *item);
    }
    buffer_char(out, '"');
}

void sql_array_write(struct buffer *out, const char *const *items, size_t count)
{
    buffer_char(out, '{');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_char(out, ',');
        if (items[i])
            write_item(out, items[i]);
        else
            buffer_text(out, "NULL");
    }
    buffer_char(out, '}');
}
