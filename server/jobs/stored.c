/* What the register has already (server/jobs). */
#include <stdlib.h>
#include <string.h>

#include "jobs/internal.h"

enum { FOUND_AT_ONCE = 250 };

static uint64_t stored_fields(const struct resource *resource)
{
    uint64_t fields = 0;

    for (size_t i = 0; i < resource->field_count; i++)
        if (!(resource->fields[i].flags & FIELD_COMPUTED))
            fields |= (uint64_t)1 << i;
    return fields;
}

static const char *text_at(const PGresult *result, int row, int column)
{
    return PQgetisnull(result, row, column) ? NULL : PQgetvalue(result, row, column);
}

/* A record from a row of sql_select() or sql_select_part(), whose fields begin in this column; a reference has two
 * columns, its id and its text. NULL when memory is short. */
static struct record *record_of_row(
    const struct resource *resource, uint64_t fields, struct arena *arena, const PGresult *result, int row, int column)
{
    struct record *record = record_new(resource, arena);

    for (size_t i = 0; record && i < resource->field_count; i++) {
        const char *text;

        if (!(fields >> i & 1))
            continue;
        text = text_at(result, row, column++);
        if (!record_set_stored(record, i, text, text ? strlen(text) : 0))
            return NULL;
        if (resource->fields[i].type != &type_reference)
            continue;
        text = text_at(result, row, column++);
        if (text && !(record->value[i].reference = arena_text(arena, text)))
            return NULL;
    }
    return record;
}

static enum db_outcome take_stored(struct import *import, struct arena *arena, const struct selection *selection,
    const PGresult *result, struct stored *ret)
{
    const int version = resource_field(selection->resource, "version", strlen("version"), NULL);

    *ret = (struct stored){0};
    if (PQntuples(result) == 0)
        return DB_OK;
    ret->record = record_of_row(selection->resource, sql_selected(selection), arena, result, 0, 0);
    ret->key = arena_text(arena, PQgetvalue(result, 0, sql_position(selection, selection->resource->key)));
    if (!ret->record || !ret->key)
        return import_exhausted(import);
    ret->version = ret->record->value[version].text;
    return DB_OK;
}

/* Some at a time: a statement's text has its limits. */
static enum db_outcome find_some(struct import *import, struct import_row *const *rows, size_t count,
    const struct resource *resource, struct arena *arena)
{
    struct row_key keys[FOUND_AT_ONCE];
    struct statement statement;
    enum db_outcome outcome;
    PGresult *result;

    for (size_t i = 0; i < count; i++)
        keys[i] = (struct row_key){rows[i]->owner, rows[i]->reference};
    if (!sql_find_keys(arena, resource, keys, count, &statement))
        return import_exhausted(import);
    outcome = import_execute(import, &statement, &result);
    if (outcome != DB_OK)
        return outcome;
    for (int i = 0; i < PQntuples(result); i++)
        rows[strtoul(PQgetvalue(result, i, 0), NULL, 10)]->stored = true;
    PQclear(result);
    return DB_OK;
}

enum db_outcome stored_find(struct import *import, struct import_table *table)
{
    enum db_outcome outcome = DB_OK;

    for (size_t done = 0, count; done < table->sorted_count && outcome == DB_OK; done += count) {
        struct arena *arena = arena_new(ROW_MEMORY);

        count = table->sorted_count - done;
        count = count < FOUND_AT_ONCE ? count : FOUND_AT_ONCE;
        outcome =
            arena ? find_some(import, table->sorted + done, count, table->resource, arena) : import_exhausted(import);
        arena_free(arena);
    }
    return outcome;
}

static enum db_outcome read_selected(
    struct import *import, struct arena *arena, const struct selection *selection, struct stored *ret)
{
    struct statement statement;
    enum db_outcome outcome;
    PGresult *result;

    if (!sql_select(arena, selection, &statement))
        return import_exhausted(import);
    outcome = import_execute(import, &statement, &result);
    if (outcome != DB_OK)
        return outcome;
    outcome = take_stored(import, arena, selection, result, ret);
    PQclear(result);
    return outcome;
}

static struct selection selection_of(const struct resource *resource)
{
    return (struct selection){.resource = resource, .fields = stored_fields(resource), .limit = 1};
}

static enum db_outcome read_by_reference(
    struct import *import, struct arena *arena, const struct import_row *row, struct stored *ret)
{
    const struct resource *resource = row->record->resource;
    struct selection selection = selection_of(resource);

    if (resource->tenant) {
        selection.filters[0] = (struct filter){.field = TENANT_MUNICIPALITY, .values = &row->owner, .count = 1};
        selection.filters[1] = (struct filter){.field = TENANT_REFERENCE, .values = &row->reference, .count = 1};
        selection.filter_count = 2;
    } else {
        selection.key = row->reference;
    }
    return read_selected(import, arena, &selection, ret);
}

/* An id of another municipality's row says nothing: the row was copied, and is new here. */
static enum db_outcome read_by_id(
    struct import *import, struct arena *arena, const struct import_row *row, struct stored *ret)
{
    struct selection selection = selection_of(row->record->resource);
    enum db_outcome outcome;

    selection.key = row->id;
    outcome = read_selected(import, arena, &selection, ret);
    if (outcome == DB_OK && ret->record && strcmp(ret->record->value[TENANT_MUNICIPALITY].text, row->owner) != 0)
        *ret = (struct stored){.id_taken = true};
    return outcome;
}

enum db_outcome stored_read(
    struct import *import, struct arena *arena, const struct import_row *row, struct stored *ret)
{
    const bool tenant = row->record->resource->tenant;
    enum db_outcome outcome = DB_OK;

    *ret = (struct stored){0};
    if (tenant && !row->owner)
        return DB_OK;
    if (row->stored)
        outcome = read_by_reference(import, arena, row, ret);
    if (outcome == DB_OK && !ret->record && tenant && row->id)
        outcome = read_by_id(import, arena, row, ret);
    return outcome;
}

static enum db_outcome take_stored_part(struct import *import, struct arena *arena, const struct resource *part,
    const PGresult *result, struct stored_part *ret)
{
    const int count = PQntuples(result);

    *ret = (struct stored_part){.rows = arena_array(arena, (size_t)count, sizeof(struct record *))};
    if (!ret->rows)
        return import_exhausted(import);
    for (int i = 0; i < count; i++)
        if (!(ret->rows[ret->count++] = record_of_row(part, UINT64_MAX, arena, result, i, 1)))
            return import_exhausted(import);
    return DB_OK;
}

enum db_outcome stored_read_part(struct import *import, struct arena *arena, const struct import_row *row,
    const struct resource *part, struct stored_part *ret)
{
    const struct selection selection = {.resource = row->record->resource, .key = row->key};
    struct statement statement;
    enum db_outcome outcome;
    PGresult *result;

    if (!sql_select_part(arena, &selection, part, &statement))
        return import_exhausted(import);
    outcome = import_execute(import, &statement, &result);
    if (outcome != DB_OK)
        return outcome;
    outcome = take_stored_part(import, arena, part, result, ret);
    PQclear(result);
    return outcome;
}
