/* States of rows from the change log, in a query of a call (server/api). */
#include "api/states.h"

size_t states_count(const struct resource *resource)
{
    return 1 + resource_part_count(resource);
}

bool states_add(struct call *call, struct db_query *query, const struct states *states, struct states_query *ret)
{
    struct arena *arena = db_query_arena(query);
    const struct resource *resource = states->resource;
    struct statement statement;

    *ret = (struct states_query){.resource = resource, .fields = states->fields, .first = db_query_count(query)};
    if (!call_add(call, query, sql_states(arena, states, &statement), &statement))
        return false;
    for (size_t i = 0; i < resource_part_count(resource); i++)
        if (!call_add(call, query, sql_states_part(arena, states, resource->parts[i], &statement), &statement))
            return false;
    return true;
}

struct render_states states_take(const struct states_query *states, const struct db_query *query)
{
    struct render_states taken = {.resource = states->resource,
        .fields = states->fields,
        .told = states->fields,
        .rows = db_result(query, states->first)};

    for (size_t i = 0; i < resource_part_count(states->resource); i++)
        taken.parts[i] = db_result(query, states->first + 1 + i);
    return taken;
}
