/*
 * PATCH of a row (server/api): read it, lay the change over it, check the whole, write it at the version that was read.
 * When somebody else was first, begin again; with If-Match that is the client's to decide.
 */
#include <string.h>

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

static void write_row(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query = call_query(call);
    struct statement statement;

    if (!query)
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

/* The stored row as a record, with the change laid over it. NULL when out of memory. */
static struct record *merged_record(struct call *call, const struct writing *writing, const struct db_query *query)
{
    struct record *record = record_new(call->resource, call->arena);

    if (!record)
        return NULL;
    for (unsigned i = 0; i < call->resource->field_count; i++) {
        const char *text =
            writing->reading->selection.fields >> i & 1 ? render_value(writing->reading, query, 0, i) : NULL;

        if (!record_set_stored(record, i, text, text ? strlen(text) : 0))
            return NULL;
    }
    record_merge(record, writing->change);
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
    writing->record = writing->version ? merged_record(call, writing, query) : NULL;
    if (!writing->record) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    if (refuse_precondition(call, writing))
        return;
    record_check(writing->record, &call->faults);
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
    writing->reading->parts = 0;
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
