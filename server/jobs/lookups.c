/*
 * What only the database knows about a row of a file (server/jobs). What is missing there may be in the files, further
 * down or with a fault of its own: then it is waited for, or passed over in silence, since its fault is reported where
 * it stands.
 */
#include <string.h>

#include "jobs/internal.h"

static bool is_missing(const struct lookup *lookup, const char *found)
{
    return lookup->kind == LOOKUP_REFERENCE ? !found : lookup->kind == LOOKUP_KEYS && found;
}

/* The row of the files that a lookup refers to, for a list its element `n`. False when there is no such element. */
static bool referred(
    const struct import *import, const struct lookup *lookup, const char *owner, size_t n, struct import_row **ret)
{
    const struct field *field = &lookup->record->resource->fields[lookup->field];
    const struct value *value = &lookup->record->value[lookup->field];
    const char *key = field->type == &type_reference ? value->reference : value->text;

    if (n >= (lookup->kind == LOOKUP_KEYS ? value->count : 1))
        return false;
    *ret = import_find(import, field->target, owner, lookup->kind == LOOKUP_KEYS ? value->items[n] : key);
    if (!*ret && field->type == &type_reference)
        *ret = import_find_id(import, field->target, owner, value->text);
    return true;
}

/* A row that the lookup refers to and that is in this state, or NULL. */
static struct import_row *referred_in_state(
    const struct import *import, const struct lookup *lookup, const char *owner, enum row_state state)
{
    struct import_row *found;

    for (size_t n = 0; referred(import, lookup, owner, n, &found); n++)
        if (found && found->state == state)
            return found;
    return NULL;
}

/* Whether what is missing is not the row's own fault: it is in the files, with a fault of its own, or not placed yet.
 */
static bool is_excused(const struct import *import, const struct lookup *lookup, const char *owner)
{
    return referred_in_state(import, lookup, owner, ROW_FAULTY) ||
           (!import->hopeless && referred_in_state(import, lookup, owner, ROW_WAITING));
}

static struct import_row *find_awaited(
    const struct import *import, const struct lookups *lookups, const PGresult *result, const struct import_row *row)
{
    struct import_row *awaited = NULL;

    for (size_t i = 0; i < lookups->count && !awaited; i++)
        if (is_missing(&lookups->items[i], lookup_found(result, i)))
            awaited = referred_in_state(import, &lookups->items[i], row->owner, ROW_WAITING);
    return awaited;
}

static enum lookup_verdict take_lookups(
    struct import *import, const struct lookups *lookups, const PGresult *result, const struct import_row *row)
{
    const size_t before = import_faults(import);
    bool silent = false;

    for (size_t i = 0; i < lookups->count; i++) {
        const char *found = lookup_found(result, i);

        if (is_missing(&lookups->items[i], found) && is_excused(import, &lookups->items[i], row->owner))
            silent = true;
        else
            lookup_take(&lookups->items[i], found, import->options->language, import->faults);
    }
    return silent || import_faults(import) > before ? LOOKUP_FAULTY : LOOKED_UP;
}

/* ---- What needs no asking ---- */

static bool is_known_owner(const struct import *import, const char *owner)
{
    for (size_t i = 0; i < import->owner_count && i < OWNERS_KNOWN; i++)
        if (strcmp(import->owners[i], owner) == 0)
            return true;
    return false;
}

/* Takes the id of what a row of the files refers to when that has been placed. */
static bool take_from_files(
    const struct import *import, const struct field *field, const char *owner, struct value *value)
{
    const struct import_row *found = import_find(import, field->target, owner, value->reference);

    if (!found || !found->key || found->state == ROW_FAULTY || (value->text && strcmp(value->text, found->key) != 0))
        return false;
    value->text = found->key;
    return true;
}

/* A row's own key is no question: the row that has it is the row itself, or there is none (stored_find). */
static bool is_known(const struct import *import, const struct record *record, size_t index, const char *owner)
{
    const struct resource *resource = record->resource;
    const struct field *field = &resource->fields[index];
    struct value *value = &record->value[index];

    if (field->type == &type_reference)
        return take_from_files(import, field, owner, value);
    if (field->type == &type_owner)
        return value->text && is_known_owner(import, value->text);
    return !resource->parent && index == (resource->tenant ? (size_t)TENANT_REFERENCE : resource->key);
}

/* The record with nothing but what is to be looked up: what the files can tell, or an earlier row has shown, is left
 * out, and so are its parts. False when memory is short. */
static bool leave_out_known(const struct import *import, struct arena *arena, const struct record *record,
    const char *owner, struct record *ret)
{
    const size_t count = record->resource->field_count;

    *ret = *record;
    ret->parts = 0;
    ret->value = arena_array(arena, count, sizeof *ret->value);
    if (!ret->value)
        return false;
    for (size_t i = 0; i < count; i++)
        ret->value[i] = is_known(import, record, i, owner) ? (struct value){0} : record->value[i];
    return true;
}

static void note_owners(struct import *import, const struct lookups *lookups)
{
    for (size_t i = 0; i < lookups->count; i++) {
        const struct lookup *lookup = &lookups->items[i];
        const char *code = lookup->record->value[lookup->field].text;

        if (lookup->record->resource->fields[lookup->field].type == &type_owner && !is_known_owner(import, code))
            import->owners[import->owner_count++ % OWNERS_KNOWN] = code;
    }
}

/* ---- Asking ---- */

/* From the record that was looked up to the one that it stands for. */
static void take_ids(const struct record *record, const struct lookups *lookups)
{
    for (size_t i = 0; i < lookups->count; i++) {
        const unsigned field = lookups->items[i].field;

        if (record->resource->fields[field].type == &type_reference)
            record->value[field].text = lookups->items[i].record->value[field].text;
    }
}

enum db_outcome import_look_up(struct import *import, struct arena *arena, const struct record *record,
    const struct import_row *row, const char *key, struct import_row **ret_awaited, enum lookup_verdict *ret)
{
    struct import_row *awaited = NULL;
    struct statement statement;
    struct lookups lookups;
    enum db_outcome outcome;
    struct record bare;
    PGresult *result;

    if (!leave_out_known(import, arena, record, row->owner, &bare) ||
        !sql_check(arena, &bare, row->owner, key, &statement, &lookups))
        return import_exhausted(import);
    *ret = LOOKED_UP;
    if (lookups.count == 0)
        return DB_OK;
    outcome = import_execute(import, &statement, &result);
    if (outcome != DB_OK)
        return outcome;
    if (ret_awaited && !import->hopeless)
        awaited = find_awaited(import, &lookups, result, row);
    if (awaited) {
        *ret_awaited = awaited;
        *ret = LOOKUP_AWAITS;
    } else {
        *ret = take_lookups(import, &lookups, result, row);
        take_ids(record, &lookups);
        if (*ret == LOOKED_UP)
            note_owners(import, &lookups);
    }
    PQclear(result);
    return DB_OK;
}
