/*
 * What a SELECT selects (server/db): lists of columns, and the joins for what they take from other tables.
 *
 * A list of columns is the longest part of a statement, and the same few are wanted all the time: each thread keeps the
 * ones that it spelled last (measured: to spell them was a seventh of all work for one pilot).
 */
#include <assert.h>
#include <string.h>

#include "db/sql_text.h"

uint64_t sql_selected(const struct selection *selection)
{
    uint64_t fields = selection->fields | (uint64_t)1 << selection->resource->key;

    for (size_t i = 0; i < selection->sort_count; i++)
        fields |= (uint64_t)1 << selection->sort[i].field;
    return fields;
}

int sql_position(const struct selection *selection, unsigned field)
{
    const uint64_t selected = sql_selected(selection);
    int position = 0;

    assert(selected >> field & 1);
    for (unsigned i = 0; i < field; i++)
        if (selected >> i & 1)
            position += selection->resource->fields[i].type == &type_reference ? 2 : 1;
    return position;
}

/* ---- Columns ---- */

static void spell_columns(struct sql_text *sql, const struct resource *resource, uint64_t fields)
{
    const char *separator = "";

    for (unsigned i = 0; i < resource->field_count; i++) {
        if (!(fields >> i & 1))
            continue;
        sql_add(sql, separator);
        if (resource->fields[i].type == &type_reference)
            sql_addf(sql, "r%u.id, r%u.reference", i, i);
        else
            sql_column(sql, "t", &resource->fields[i]);
        separator = ", ";
    }
}

enum { SPELLED_MOST = 32, SPELLED_LENGTH = 2000 };

struct spelled {
    const struct resource *resource;
    uint64_t fields;
    size_t length;
    char text[SPELLED_LENGTH];
};

static struct spelled *spelled_of(const struct resource *resource, uint64_t fields)
{
    static _Thread_local struct spelled all[SPELLED_MOST];
    const uint64_t mixed = ((uint64_t)(uintptr_t)resource ^ fields) * UINT64_C(0x9E3779B97F4A7C15);

    return &all[mixed >> 32 & (SPELLED_MOST - 1)];
}

void sql_add_columns(struct sql_text *sql, const struct resource *resource, uint64_t fields)
{
    struct spelled *spelled = spelled_of(resource, fields);
    const size_t start = sql->text.length;

    if (spelled->resource == resource && spelled->fields == fields) {
        buffer_append(&sql->text, spelled->text, spelled->length);
        return;
    }
    spell_columns(sql, resource, fields);
    if (sql->failed || sql->text.failed || sql->text.length - start > SPELLED_LENGTH)
        return;
    spelled->resource = resource;
    spelled->fields = fields;
    spelled->length = sql->text.length - start;
    memcpy(spelled->text, sql->text.data + start, spelled->length);
}

/* ---- Joins ---- */

/* What a row points to may be hidden from who reads the row: then it points to nothing, and an element of a part that
 * is nothing without it is left out. */
static void add_join(struct sql_text *sql, const struct resource *resource, unsigned index)
{
    const struct field *field = &resource->fields[index];

    sql_add(sql, resource->parent && field->flags & FIELD_REQUIRED ? " JOIN " : " LEFT JOIN ");
    sql_add(sql, field->target->table);
    sql_add(sql, " r");
    sql_add_number(sql, index);
    sql_add(sql, " ON r");
    sql_add_number(sql, index);
    sql_add(sql, ".id = ");
    sql_column(sql, "t", field);
}

void sql_add_joins(struct sql_text *sql, const struct resource *resource, uint64_t fields)
{
    for (unsigned i = 0; i < resource->field_count; i++)
        if (fields >> i & 1 && resource->fields[i].type == &type_reference && resource->fields[i].target->tenant)
            add_join(sql, resource, i);
}
