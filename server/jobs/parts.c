/* Parts into the register (server/jobs): when all rows are there, since parts may refer to any of them. */
#include <string.h>

#include <proeftuin/registry.h>

#include "jobs/internal.h"

struct part_writing {
    struct import *import;
    struct import_row *row;
    size_t part;
    struct arena *arena;
};

static struct record **elements(const struct part_writing *writing, size_t *ret_count)
{
    *ret_count = writing->row->record->part_count[writing->part];
    return writing->row->record->part[writing->part];
}

static const struct resource *part_resource(const struct part_writing *writing)
{
    return writing->row->record->resource->parts[writing->part];
}

/* ---- Looking up, comparing ---- */

static enum db_outcome look_up_element(const struct part_writing *writing, const struct record *element)
{
    struct arena *arena = arena_new(ROW_MEMORY);
    enum lookup_verdict verdict;
    enum db_outcome outcome;

    import_resolve_ids(writing->import, element, writing->row->owner);
    if (arena)
        outcome = import_look_up(writing->import, arena, element, writing->row, NULL, NULL, &verdict);
    else
        outcome = import_exhausted(writing->import);
    arena_free(arena);
    return outcome;
}

/* One by one: a check of all at once would have another text for each number of elements. */
static enum db_outcome look_up(const struct part_writing *writing)
{
    enum db_outcome outcome = DB_OK;
    size_t count;
    struct record *const *const rows = elements(writing, &count);

    for (size_t i = 0; i < count && outcome == DB_OK; i++)
        if (!rows[i]->faulty)
            outcome = look_up_element(writing, rows[i]);
    return outcome;
}

static bool same_row(const struct record *a, const struct record *b)
{
    for (size_t i = 0; i < a->resource->field_count; i++)
        if (!value_equal(&a->value[i], &b->value[i]))
            return false;
    return true;
}

/* Whether the part is stored just so. */
static enum db_outcome compare(const struct part_writing *writing, bool *ret)
{
    size_t count;
    struct record *const *const rows = elements(writing, &count);
    struct stored_part stored = {0};
    enum db_outcome outcome = DB_OK;

    if (writing->row->state != ROW_INSERTED)
        outcome = stored_read_part(writing->import, writing->arena, writing->row, part_resource(writing), &stored);
    *ret = outcome == DB_OK && stored.count == count;
    for (size_t i = 0; i < count && *ret; i++)
        *ret = same_row(rows[i], stored.rows[i]);
    return outcome;
}

/* ---- Writing ---- */

/* A part is versioned with its row: unless that was written already, it is now, as it stands. */
static enum db_outcome touch_row(const struct part_writing *writing)
{
    struct import_row *row = writing->row;
    struct statement statement;
    struct stored stored;
    enum db_outcome outcome;

    if (row->state != ROW_UNCHANGED)
        return DB_OK;
    outcome = stored_read(writing->import, writing->arena, row, &stored);
    if (outcome != DB_OK)
        return outcome;
    if (!stored.record)
        return DB_MISS;
    if (!sql_update(writing->arena, stored.record, stored.key, stored.version, &statement))
        return import_exhausted(writing->import);
    row->state = ROW_CHANGED;
    return import_execute(writing->import, &statement, NULL);
}

/* Where a violation is reported: at the first element that repeats what an earlier one has in the field, when that is
 * what is wrong; else at the first. */
static const struct place *guilty_place(const struct part_writing *writing, const struct db_violation *violation)
{
    const int field = field_of_column(part_resource(writing), violation->column);
    size_t count;
    struct record *const *const rows = elements(writing, &count);

    if (violation->kind == DB_VIOLATION_UNIQUE && field >= 0)
        for (size_t i = 1; i < count; i++)
            for (size_t j = 0; j < i; j++)
                if (value_equal(&rows[i]->value[field], &rows[j]->value[field]))
                    return rows[i]->at;
    return rows[0]->at;
}

static enum db_outcome insert(const struct part_writing *writing)
{
    struct import *import = writing->import;
    const struct import_row *row = writing->row;
    struct statement statement;
    enum db_outcome outcome;

    if (row->record->part_count[writing->part] == 0)
        return DB_OK;
    if (!sql_insert_part(writing->arena, row->record, writing->part, row->owner, row->key, &statement))
        return import_exhausted(import);
    outcome = import_execute(import, &statement, NULL);
    if (outcome == DB_VIOLATION) {
        const struct db_violation *violation = session_violation(import->session);

        violation_fault(violation, part_resource(writing), import->options->language, guilty_place(writing, violation),
            import->faults);
    }
    return outcome;
}

static enum db_outcome replace(const struct part_writing *writing)
{
    const bool fresh = writing->row->state == ROW_INSERTED;
    enum db_outcome outcome = touch_row(writing);
    struct statement statement;

    if (outcome == DB_OK && !fresh) {
        if (!sql_clear_part(writing->arena, part_resource(writing), writing->row->key, &statement))
            return import_exhausted(writing->import);
        outcome = import_execute(writing->import, &statement, NULL);
    }
    return outcome == DB_OK ? insert(writing) : outcome;
}

/* ---- One after the other ---- */

/* Once there are faults nothing more needs to be written, only to be looked up. */
static enum db_outcome place(const struct part_writing *writing)
{
    enum db_outcome outcome = look_up(writing);
    bool same;

    if (outcome != DB_OK || faults_any(writing->import->faults))
        return outcome;
    outcome = compare(writing, &same);
    if (outcome == DB_OK && !same && writing->row->stale)
        return import_refuse_stale(writing->import, writing->arena, writing->row);
    return outcome == DB_OK && !same ? replace(writing) : outcome;
}

static enum db_outcome place_part(struct import *import, struct import_row *row, size_t part)
{
    const struct part_writing writing = {.import = import, .row = row, .part = part, .arena = arena_new(ROW_MEMORY)};
    const enum db_outcome outcome = writing.arena ? place(&writing) : import_exhausted(import);

    arena_free(writing.arena);
    return outcome;
}

static enum db_outcome write_part(struct import *import, struct import_table *table, size_t part)
{
    enum db_outcome outcome = DB_OK;

    for (size_t i = 0; i < table->count && outcome == DB_OK; i++)
        if (table->rows[i].state != ROW_FAULTY && table->rows[i].record->parts >> part & 1)
            outcome = place_part(import, &table->rows[i], part);
    return outcome;
}

enum db_outcome import_write_parts(struct import *import)
{
    enum db_outcome outcome = DB_OK;

    for (size_t i = 0; i < registry_count; i++)
        for (size_t part = 0; part < resource_part_count(registry[i]) && outcome == DB_OK; part++)
            if (import->tables[i].parts >> part & 1)
                outcome = write_part(import, &import->tables[i], part);
    return outcome;
}
