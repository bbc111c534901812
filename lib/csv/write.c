/*
 * Values -> CSV text (lib). A cell is written as it is, and only then looked at: few need quotes.
 */
#include <proeftuin/csv.h>

#include <assert.h>
#include <string.h>

#include <proeftuin/sql_array.h>

void csv_write_begin(struct csv_writer *writer)
{
    assert(writer->separator == ',' || writer->separator == ';');
    if (writer->separator == ';')
        buffer_text(writer->out, "\xef\xbb\xbf");
}

/* ---- Quotes ---- */

/* Either separator is quoted, so that no reader has to know which one it is. */
static bool needs_quotes(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (strchr(",;\"\r\n", text[i]))
            return true;
    return false;
}

/* Puts what stands behind `start` between quotes and doubles its own, from the end on. */
static void quote(struct buffer *out, size_t start)
{
    const size_t length = out->length - start;
    size_t quotes = 0;

    for (size_t i = start; i < out->length; i++)
        quotes += out->data[i] == '"';
    if (!buffer_reserve(out, quotes + 2))
        return;
    char *from = out->data + out->length, *to = from + quotes + 2;
    const char *const stop = from - length;

    out->length += quotes + 2;
    *to = '\0';
    *--to = '"';
    while (from > stop) {
        *--to = *--from;
        if (*from == '"')
            *--to = '"';
    }
    *--to = '"';
}

/* ---- Cells ---- */

static size_t begin_cell(struct csv_writer *writer)
{
    if (writer->cells++ > 0)
        buffer_char(writer->out, writer->separator);
    return writer->out->length;
}

static void end_cell(struct csv_writer *writer, size_t start)
{
    struct buffer *out = writer->out;

    if (!out->failed && out->length > start && needs_quotes(out->data + start, out->length - start))
        quote(out, start);
}

void csv_write_name(struct csv_writer *writer, const char *name, const char *suffix)
{
    const size_t start = begin_cell(writer);

    buffer_text(writer->out, name);
    buffer_text(writer->out, suffix);
    end_cell(writer, start);
}

static void write_text(struct buffer *out, const char *text, size_t length)
{
    if (csv_needs_guard(text, length))
        buffer_char(out, '\'');
    buffer_append(out, text, length);
}

void csv_write_key(struct csv_writer *writer, const char *text, size_t length)
{
    const size_t start = begin_cell(writer);

    write_text(writer->out, text, length);
    end_cell(writer, start);
}

static void write_number(struct csv_writer *writer, const char *text, size_t length)
{
    const char *point = writer->separator == ';' ? memchr(text, '.', length) : NULL;
    const size_t whole = point ? (size_t)(point - text) : length;

    buffer_append(writer->out, text, whole);
    if (!point)
        return;
    buffer_char(writer->out, ',');
    buffer_append(writer->out, point + 1, length - whole - 1);
}

static void write_scalar(struct csv_writer *writer, const struct type *type, const char *text, size_t length)
{
    if (type->cell)
        type->cell(writer->out, text, length);
    else if (type->shape == JSON_SHAPE_STRING)
        write_text(writer->out, text, length);
    else
        write_number(writer, text, length);
}

static void write_list(struct csv_writer *writer, const struct type *type, const char *text, size_t length)
{
    struct sql_array array;
    size_t item_length;
    const char *item;
    bool first = true;

    sql_array_begin(&array, text, length);
    while (sql_array_next(&array, &item, &item_length)) {
        if (!first)
            buffer_char(writer->out, '|');
        write_scalar(writer, type, item, item_length);
        first = false;
    }
}

void csv_write_value(struct csv_writer *writer, const struct field *field, const char *sql_text, size_t length)
{
    const size_t start = begin_cell(writer);

    if (sql_text && field->type->list)
        write_list(writer, field->type, sql_text, length);
    else if (sql_text)
        write_scalar(writer, field->type, sql_text, length);
    end_cell(writer, start);
}

/* A row of one empty cell would be a blank line, and that is no row. */
void csv_write_end(struct csv_writer *writer)
{
    struct buffer *out = writer->out;

    if (writer->cells == 1 && !out->failed && (out->length == 0 || out->data[out->length - 1] == '\n'))
        buffer_text(out, "\"\"");
    buffer_text(out, "\r\n");
    writer->cells = 0;
}
