/* POST of a row (server/api): check the body, look up what only the database knows, insert. */
#include <sodium.h>
#include <time.h>

#include "api/handlers.h"
#include "api/worker.h"
#include "api/writing.h"

#include <proeftuin/uuid.h>

static const char *new_id(struct arena *arena)
{
    char *id = arena_alloc(arena, UUID_TEXT_SIZE);
    uint8_t random[UUID_RANDOM_SIZE];
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    randombytes_buf(random, sizeof random);
    if (id)
        uuid_format_v7((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000, random, id);
    return id;
}

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

static void insert(struct call *call);

static void insert_failed(struct call *call, struct db_query *query, enum db_outcome outcome)
{
    write_failed(call, query, outcome, insert);
}

static void insert(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query = call_query(call);
    struct statement statement;

    if (!query)
        return;
    if (!call_add(
            call, query, sql_insert(db_query_arena(query), writing->record, writing->key, &statement), &statement))
        return;
    if (add_part_rows(call, query, writing, false) && reading_add(call, query, writing->reading))
        call_submit(call, query, DB_WRITE, inserted, insert_failed);
}

static void looked_up(struct call *call, struct db_query *query)
{
    take_lookups(call, call->data, db_result(query, 0));
    if (!call_refuse_faults(call))
        insert(call);
}

static void look_up(struct call *call, struct writing *writing)
{
    struct db_query *query = call_query(call);
    struct statement statement = {0};

    if (!query)
        return;
    if (!call_add(call, query,
            sql_check(db_query_arena(query), writing->record, record_municipality(writing->record), NULL, &statement,
                &writing->lookups),
            &statement))
        return;
    call_submit(call, query, DB_READ, looked_up, NULL);
}

void handle_create(struct call *call)
{
    struct writing *writing = writing_new(call);

    if (!writing || !read_body(call, RECORD_CREATE, &writing->record))
        return;
    writing->key = key_of(call, writing->record);
    writing->reading = writing->key ? reading_of_written(call, writing->key) : NULL;
    if (writing->reading)
        look_up(call, writing);
}
