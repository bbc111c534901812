/* States of rows from the change log, in a query of a call (server/api). */
#ifndef API_STATES_H
#define API_STATES_H

#include "api/call.h"
#include "api/render.h"
#include "db/sql_change.h"

/* Which statements of a query bring the states. */
struct states_query {
    const struct resource *resource;
    uint64_t fields;
    size_t first; /* of the rows; their parts follow */
};

/* Adds the statements. False: answered, query freed. */
bool states_add(struct call *call, struct db_query *query, const struct states *states, struct states_query *ret);

/* How many statements that takes. */
size_t states_count(const struct resource *resource);

/* Their results. */
struct render_states states_take(const struct states_query *states, const struct db_query *query);

#endif
