/* DELETE of a row (server/api): only when nothing points to it, and only at the version that was read. */
#include <string.h>

#include <proeftuin/json_text.h>

#include "api/caller.h"
#include "api/handlers.h"
#include "api/render.h"
#include "api/writing.h"

static void begin(struct call *call);

static void deleted(struct call *call, struct db_query *query)
{
    (void)query;
    call_answer_empty(call, 204);
}

/* A row that came to point here meanwhile: read again, and say so with counts. */
static void delete_failed(struct call *call, struct db_query *query, enum db_outcome outcome)
{
    const bool pointed_to = outcome == DB_VIOLATION && db_violation(query)->kind == DB_VIOLATION_FOREIGN_KEY;

    write_failed(call, query, pointed_to ? DB_RETRY : outcome, begin);
}

static void write_row(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query = call_query(call);
    struct statement statement;

    if (query &&
        call_add(call, query,
            sql_delete(db_query_arena(query), call->resource, writing->key, writing->version, &statement), &statement))
        call_submit(call, query, DB_WRITE, deleted, delete_failed);
}

/* `"children":{"decisions":2,"pilots.links":1}`. True when there are any. */
static bool write_children(struct buffer *out, const struct writing *writing, const PGresult *counts)
{
    bool any = false;

    for (size_t i = 0; i < writing->referrer_count; i++) {
        const struct referrer *referrer = &writing->referrers[i];
        const struct resource *parent = referrer->resource->parent;

        if (strcmp(PQgetvalue(counts, 0, 1 + (int)i), "0") == 0)
            continue;
        buffer_format(out, "%s\"%s%s%s.%s\":%s", any ? "," : ",\"children\":{", parent ? parent->path : "",
            parent ? "." : "", referrer->resource->path, referrer->resource->fields[referrer->field].name,
            PQgetvalue(counts, 0, 1 + (int)i));
        any = true;
    }
    if (any)
        buffer_char(out, '}');
    return any;
}

/* NULL where rows belong to no municipality. */
static const char *owner_of_row(const struct call *call, const struct db_query *query)
{
    const struct writing *writing = call->data;

    return call->resource->tenant ? render_value(writing->reading, query, 0, TENANT_MUNICIPALITY) : NULL;
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
    if (!writing->version) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    if (caller_refuse_write(call, owner_of_row(call, query)) || refuse_precondition(call, writing))
        return;
    call_problem_open(call, PROBLEM_HAS_CHILDREN);
    if (write_children(&call->body, writing, db_result(query, writing->referrers_statement)))
        call_answer_problem(call, PROBLEM_HAS_CHILDREN);
    else
        write_row(call);
}

static void begin(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query;
    struct statement statement;

    writing->reading = reading_of_written(call, writing->key);
    if (!writing->reading || !(query = call_query(call)))
        return;
    writing->reading->selection.fields = (uint64_t)1 << resource_version(call->resource);
    if (call->resource->tenant)
        writing->reading->selection.fields |= (uint64_t)1 << TENANT_MUNICIPALITY;
    writing->reading->parts = 0;
    if (!reading_add(call, query, writing->reading))
        return;
    writing->referrers_statement = db_query_count(query);
    if (call_add(call, query,
            sql_count_referrers(db_query_arena(query), call->resource, writing->key, &statement, writing->referrers,
                &writing->referrer_count),
            &statement))
        call_submit(call, query, DB_READ, row_read, NULL);
}

void handle_delete(struct call *call)
{
    struct writing *writing = writing_new(call);

    if (!writing)
        return;
    writing->key = call->key;
    begin(call);
}
