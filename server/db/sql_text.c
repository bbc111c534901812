/* A statement in the making: text and bound values (server/db). */
#include "db/sql_text.h"

#include <stdarg.h>
#include <stdio.h>

#include <proeftuin/sql_array.h>

enum { SQL_TEXT_MOST = 256 * 1024 };

void sql_begin(struct sql_text *sql, struct arena *arena)
{
    sql->arena = arena;
    sql->values = NULL;
    sql->count = 0;
    sql->failed = false;
    buffer_init(&sql->text, SQL_TEXT_MOST);
}

bool sql_end(struct sql_text *sql, struct statement *ret)
{
    const bool ok = !sql->failed && !sql->text.failed;
    const char **values = ok ? arena_array(sql->arena, (size_t)sql->count + 1, sizeof *values) : NULL;
    const char *text = ok ? arena_copy(sql->arena, sql->text.data, sql->text.length) : NULL;

    bool copied = values && text;

    for (int i = 0; copied && i < sql->count; i++)
        copied = !sql->values[i] || (values[i] = arena_text(sql->arena, sql->values[i]));
    if (copied)
        *ret = (struct statement){.sql = text, .values = values, .count = sql->count};
    buffer_free(&sql->text);
    return copied;
}

void sql_add(struct sql_text *sql, const char *text)
{
    buffer_text(&sql->text, text);
}

void sql_addf(struct sql_text *sql, const char *format, ...)
{
    char text[512];
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof text)
        sql->failed = true;
    else
        buffer_append(&sql->text, text, (size_t)length);
}

/* Without printf(): every statement has some. */
void sql_add_number(struct sql_text *sql, unsigned number)
{
    char digits[10];
    size_t first = sizeof digits;

    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    buffer_append(&sql->text, digits + first, sizeof digits - first);
}

void sql_bind(struct sql_text *sql, const char *value)
{
    const char **values =
        sql->count < VALUES_MOST ? arena_grown(sql->arena, sql->values, (size_t)sql->count, sizeof *values) : NULL;

    if (!values) {
        sql->failed = true;
        return;
    }
    sql->values = values;
    sql->values[sql->count++] = value;
    sql_add(sql, "$");
    sql_add_number(sql, (unsigned)sql->count);
}

void sql_bind_array(struct sql_text *sql, const struct field *field, const char *const *items, size_t count)
{
    struct buffer array;
    const char *text;

    buffer_init(&array, SQL_TEXT_MOST);
    sql_array_write(&array, items, count);
    text = array.failed ? NULL : arena_copy(sql->arena, array.data, array.length);
    buffer_free(&array);
    if (!text)
        sql->failed = true;
    sql_bind(sql, text);
    sql_addf(sql, "::%s%s", field->type->sql, field->type->list ? "" : "[]");
}

void sql_column(struct sql_text *sql, const char *alias, const struct field *field)
{
    char column[NAME_SIZE];

    field_column(field, column);
    sql_add(sql, alias);
    if (*alias)
        sql_add(sql, ".");
    sql_add(sql, column);
}

void sql_parent_column(struct sql_text *sql, const struct resource *part)
{
    sql_add(sql, part->parent->table);
    if (part->parent->tenant)
        sql_add(sql, "_id");
}

void sql_key_column(struct sql_text *sql, const char *alias, const struct resource *resource)
{
    sql_column(sql, alias, &resource->fields[resource->key]);
}

bool sql_counts_people(const struct resource *resource)
{
    for (size_t i = 0; i < resource->field_count; i++)
        if (resource->fields[i].flags & FIELD_PEOPLE)
            return true;
    return false;
}

/* What a source prints of a count is the count. */
bool sql_tells_of_people(const struct resource *resource, unsigned field)
{
    return resource->fields[field].flags & FIELD_PEOPLE ||
           (resource->tenant && field == TENANT_SOURCE_TEXT && sql_counts_people(resource));
}
