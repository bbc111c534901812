/*
 * New rows, many at a time (server/jobs): one INSERT is one round trip, and one run of each trigger that looks at all
 * the rows of a statement.
 *
 * Of a statement that a constraint stops nobody knows which row it was. Then the import begins anew, and inserts one by
 * one: that is slow, and ends with a fault at the right line.
 */
#include "jobs/internal.h"

static enum db_outcome refuse(struct import *import)
{
    const struct import_row *row = import->batch[0];

    if (import->batch_count > 1)
        import->refused_batch = true;
    else
        violation_fault(session_violation(import->session), row->record->resource, import->options->language,
            row->record->at, import->faults);
    return DB_VIOLATION;
}

static enum db_outcome insert(struct import *import, struct arena *arena)
{
    struct new_row rows[BATCH_MOST];
    struct statement statement;
    enum db_outcome outcome;

    for (size_t i = 0; i < import->batch_count; i++)
        rows[i] = (struct new_row){.record = import->batch[i]->record, .key = import->batch[i]->key};
    if (!sql_insert_rows(arena, rows, import->batch_count, &statement))
        return import_exhausted(import);
    outcome = session_run(import->session, &statement, NULL);
    return outcome == DB_VIOLATION ? refuse(import) : outcome;
}

enum db_outcome import_flush(struct import *import)
{
    struct arena *arena;
    enum db_outcome outcome;

    if (import->batch_count == 0)
        return DB_OK;
    arena = arena_new(BATCH_MEMORY);
    outcome = arena ? insert(import, arena) : import_exhausted(import);
    arena_free(arena);
    import->batch_count = 0;
    return outcome;
}

enum db_outcome import_insert(struct import *import, struct import_row *row)
{
    import->batch[import->batch_count++] = row;
    return import->one_by_one || import->batch_count == BATCH_MOST ? import_flush(import) : DB_OK;
}
