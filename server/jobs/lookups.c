/*
 * What only the database knows about a row of a file (server/jobs). What is missing there may be in the files, further
 * down or with a fault of its own: then it is waited for, or passed over in silence, since its fault is reported where
 * it stands.
 */
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

enum db_outcome import_look_up(struct import *import, struct arena *arena, const struct record *record,
    const struct import_row *row, const char *key, struct import_row **ret_awaited, enum lookup_verdict *ret)
{
    struct record bare = *record; /* its values are the record's own */
    struct import_row *awaited = NULL;
    struct statement statement;
    struct lookups lookups;
    enum db_outcome outcome;
    PGresult *result;

    bare.parts = 0;
    if (!sql_check(arena, &bare, row->owner, key, &statement, &lookups))
        return import_exhausted(import);
    *ret = LOOKED_UP;
    if (lookups.count == 0)
        return DB_OK;
    outcome = session_run(import->session, &statement, &result);
    if (outcome != DB_OK)
        return outcome;
    if (ret_awaited && !import->hopeless)
        awaited = find_awaited(import, &lookups, result, row);
    if (awaited) {
        *ret_awaited = awaited;
        *ret = LOOKUP_AWAITS;
    } else {
        *ret = take_lookups(import, &lookups, result, row);
    }
    PQclear(result);
    return DB_OK;
}
