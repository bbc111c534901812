/*
 * PATCH of a row (server/api): read it, lay the change over it, check the whole, write it at the version that was read.
 * When somebody else was first, begin again; with If-Match that is the client's to decide.
 */
#include <string.h>

#include "api/caller.h"
#include "api/handlers.h"
#include "api/render.h"
#include "api/writing.h"

static void begin(struct call *call);

static void changed(struct call *call, struct db_query *query)
{
    answer_written(call, query, 200);
}

static void change_failed(struct call *call, struct db_query *query, enum db_outcome outcome)
{
    write_failed(call, query, outcome, begin);
}

static void row_as_it_is(struct call *call, struct db_query *query)
{
    const struct writing *writing = call->data;

    if (PQntuples(db_result(query, writing->reading->rows_statement)) == 0)
        call_problem(call, PROBLEM_NOT_FOUND);
    else
        answer_written(call, query, 200);
}

/* The row says already what the change wants it to say: that is no new version. */
static void answer_unchanged(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query;

    writing->reading = reading_of_written(call, writing->key);
    if (!writing->reading || !(query = call_query(call)))
        return;
    if (reading_add(call, query, writing->reading))
        call_submit(call, query, DB_READ, row_as_it_is, NULL);
}

static void write_row(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query;
    struct statement statement;

    if (record_equal(writing->stored, writing->record)) {
        answer_unchanged(call);
        return;
    }
    if (!(query = call_query(call)))
        return;
    if (!call_add(call, query,
            sql_update(db_query_arena(query), writing->record, writing->key, writing->version, &statement), &statement))
        return;
    writing->reading = reading_of_written(call, writing->key);
    if (!writing->reading) {
        db_query_free(query);
        return;
    }
    if (add_part_rows(call, query, writing, true) && reading_add(call, query, writing->reading))
        call_submit(call, query, DB_WRITE, changed, change_failed);
}

static void looked_up(struct call *call, struct db_query *query)
{
    take_lookups(call, call->data, db_result(query, 0));
    if (!call_refuse_faults(call))
        write_row(call);
}

/* References and keys that the change gives are looked up; those that the row had already are the database's own. */
static void look_up(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query = call_query(call);
    struct statement statement = {0};

    if (!query)
        return;
    if (!sql_check(db_query_arena(query), writing->change, record_municipality(writing->record), writing->key,
            &statement, &writing->lookups)) {
        call_add(call, query, false, &statement);
    } else if (writing->lookups.count == 0) {
        db_query_free(query);
        write_row(call);
    } else if (call_add(call, query, true, &statement)) {
        call_submit(call, query, DB_READ, looked_up, NULL);
    }
}

/* One row of a part. Its columns stand behind the parent's key; a reference has two. */
static struct record *stored_part_row(const struct resource *part, struct arena *arena, const PGresult *result, int row)
{
    struct record *record = record_new(part, arena);
    int column = 1;

    for (size_t i = 0; record && i < part->field_count; i++) {
        const char *text = PQgetisnull(result, row, column) ? NULL : PQgetvalue(result, row, column);

        if (!record_set_stored(record, i, text, text ? strlen(text) : 0))
            return NULL;
        column += part->fields[i].type == &type_reference ? 2 : 1;
    }
    return record;
}

static bool read_stored_part(struct record *record, size_t part, const PGresult *result)
{
    const size_t count = (size_t)PQntuples(result);
    struct record **rows = arena_array(record->arena, count + 1, sizeof *rows);

    for (size_t row = 0; rows && row < count; row++)
        if (!(rows[row] = stored_part_row(record->resource->parts[part], record->arena, result, (int)row)))
            return false;
    record->part[part] = rows;
    record->part_count[part] = rows ? count : 0;
    record->parts |= (uint64_t)1 << part;
    return rows;
}

/* The row as it stands, with those parts that the change speaks of. NULL when out of memory. */
static struct record *stored_record(struct call *call, const struct writing *writing, const struct db_query *query)
{
    const struct reading *reading = writing->reading;
    struct record *record = record_new(call->resource, call->arena);

    if (!record)
        return NULL;
    for (unsigned i = 0; i < call->resource->field_count; i++) {
        const char *text = reading->selection.fields >> i & 1 ? render_value(reading, query, 0, i) : NULL;

        if (!record_set_stored(record, i, text, text ? strlen(text) : 0))
            return NULL;
    }
    for (size_t part = 0; part < resource_part_count(call->resource); part++)
        if (reading->parts >> part & 1 &&
            !read_stored_part(record, part, db_result(query, reading->part_statement[part])))
            return NULL;
    return record;
}

static void row_read(struct call *call, struct db_query *query)
{
    struct writing *writing = call->data;

    if (PQntuples(db_result(query, writing->reading->rows_statement)) == 0) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    writing->version =
        arena_text(call->arena, render_value(writing->reading, query, 0, resource_version(call->resource)));
    writing->stored = writing->version ? stored_record(call, writing, query) : NULL;
    writing->record = writing->stored ? record_copy(writing->stored) : NULL;
    if (!writing->record) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    record_merge(writing->record, writing->change);
    if (caller_refuse_write(call, record_municipality(writing->stored)) || refuse_precondition(call, writing))
        return;
    record_check(writing->record, &call->faults);
    record_check_frozen(writing->stored, writing->record, call->caller.reason, &call->faults);
    if (!call_refuse_faults(call))
        look_up(call);
}

static void begin(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query;

    writing->reading = reading_of_written(call, writing->key);
    if (!writing->reading || !(query = call_query(call)))
        return;
    writing->reading->selection.fields = fields_stored(call->resource);
    writing->reading->parts = writing->change->parts;
    if (reading_add(call, query, writing->reading))
        call_submit(call, query, DB_READ, row_read, NULL);
}

void handle_change(struct call *call)
{
    struct writing *writing = writing_new(call);

    if (!writing || !read_body(call, RECORD_CHANGE, &writing->change))
        return;
    writing->key = call->key;
    begin(call);
}
