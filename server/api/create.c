/*
 * POST of a row (server/api): check the body, look up what only the database knows, insert. With an Idempotency-Key
 * that was used before, answer with the row that was added then.
 */
#include "api/caller.h"
#include "api/handlers.h"
#include "api/idempotency.h"
#include "api/worker.h"
#include "api/writing.h"

/* The row's key: its own code, or an id that we give. */
static const char *key_of(struct call *call, const struct record *record)
{
    const struct resource *resource = call->resource;

    return field_writable(&resource->fields[resource->key]) ? record->value[resource->key].text : new_id(call->arena);
}

static void inserted(struct call *call, struct db_query *query)
{
    const struct writing *writing = call->data;
    const char *location =
        arena_format(call->arena, "%s/v1/%s/%s", call->worker->service->public_url, call->resource->path, writing->key);

    if (location)
        call_header(call, "Location", location);
    answer_written(call, query, 201);
}

static void replayed(struct call *call, struct db_query *query)
{
    const struct writing *writing = call->data;

    if (PQntuples(db_result(query, writing->reading->rows_statement)) == 0) {
        call_problem(call, PROBLEM_GONE);
        return;
    }
    call_header(call, "Idempotency-Replayed", "true");
    inserted(call, query);
}

/* Answers with the row that an earlier request with this key has added, as it is now. */
static void replay(struct call *call, const char *row)
{
    struct writing *writing = call->data;
    struct db_query *query;

    if (!(writing->key = arena_text(call->arena, row))) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    writing->reading = reading_of_written(call, writing->key);
    if (!writing->reading || !(query = call_query(call)))
        return;
    if (reading_add(call, query, writing->reading))
        call_submit(call, query, DB_READ, replayed, NULL);
}

static void insert(struct call *call);
static void look_up(struct call *call);

/* Somebody else had the same key, and was first: look again what became of it. */
static void insert_failed(struct call *call, struct db_query *query, enum db_outcome outcome)
{
    if (idempotency_lost(query, outcome))
        write_failed(call, query, DB_MISS, look_up);
    else
        write_failed(call, query, outcome, insert);
}

static void insert(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query = call_query(call);
    struct statement statement;

    if (!query)
        return;
    if (writing->idempotency.key && !idempotency_add_take(call, query, &writing->idempotency, writing->key))
        return;
    if (!call_add(
            call, query, sql_insert(db_query_arena(query), writing->record, writing->key, &statement), &statement))
        return;
    if (add_part_rows(call, query, writing, false) && reading_add(call, query, writing->reading))
        call_submit(call, query, DB_WRITE, inserted, insert_failed);
}

/* In this order: the row that an earlier request added has the same unique values, which are no fault then. */
static void looked_up(struct call *call, struct db_query *query)
{
    const struct writing *writing = call->data;
    enum idempotency_use use = KEY_UNUSED;
    const char *row = NULL;

    if (writing->idempotency.key)
        use = idempotency_recalled(db_result(query, 1), &row);
    switch (use) {
    case KEY_OF_ANOTHER:
        call_problem(call, PROBLEM_KEY_REUSED);
        return;
    case KEY_OF_THIS:
        replay(call, row);
        return;
    case KEY_UNUSED:
        break;
    }
    take_lookups(call, call->data, db_result(query, 0));
    if (!call_refuse_faults(call))
        insert(call);
}

static void look_up(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query = call_query(call);
    struct statement statement = {0};

    if (!query)
        return;
    if (!call_add(call, query,
            sql_check(db_query_arena(query), writing->record, record_municipality(writing->record), NULL, &statement,
                &writing->lookups),
            &statement))
        return;
    if (!writing->idempotency.key || idempotency_add_recall(call, query, &writing->idempotency))
        call_submit(call, query, DB_READ, looked_up, NULL);
}

void handle_create(struct call *call)
{
    struct writing *writing = writing_new(call);

    if (!writing || !read_body(call, RECORD_CREATE, &writing->record) ||
        caller_refuse_write(call, record_municipality(writing->record)) ||
        !idempotency_read(call, &writing->idempotency))
        return;
    writing->key = key_of(call, writing->record);
    writing->reading = writing->key ? reading_of_written(call, writing->key) : NULL;
    if (!writing->key)
        call_problem(call, PROBLEM_UNAVAILABLE);
    else if (writing->reading)
        look_up(call);
}
