/*
 * A lane (server/db): its connections, and the FIFO of queries that wait for one. FIFO, since a stack starves the
 * oldest.
 */
#include <stdlib.h>

#include "db/internal.h"

bool lane_init(struct lane *lane, struct db *db, enum db_lane kind, const struct db_settings *settings)
{
    lane->db = db;
    lane->kind = kind;
    lane->depth = kind == DB_POOL ? 1 : settings->depth[kind];
    lane->statement_ms = settings->statement_ms[kind];
    lane->lock_ms = kind == DB_WRITE ? settings->lock_ms : 0;
    lane->connections = calloc(settings->connections[kind], sizeof *lane->connections);
    if (!lane->connections)
        return false;
    lane->count = settings->connections[kind];
    for (unsigned i = 0; i < lane->count; i++)
        connection_init(&lane->connections[i], lane);
    for (unsigned i = 0; i < lane->count; i++)
        if (!prepared_init(&lane->connections[i].prepared, settings->prepared))
            return false;
    return true;
}

void lane_free(struct lane *lane)
{
    for (unsigned i = 0; i < lane->count; i++)
        connection_close(&lane->connections[i]);
    free(lane->connections);
    lane->connections = NULL;
    lane->count = 0;
}

static bool usable(const struct connection *connection)
{
    return connection->state == LINK_UP && !connection->broken && !connection->renewed;
}

bool lane_up(const struct lane *lane)
{
    for (unsigned i = 0; i < lane->count; i++)
        if (usable(&lane->connections[i]) || lane->connections[i].renewed)
            return true;
    return false;
}

unsigned lane_connected(const struct lane *lane)
{
    unsigned connected = 0;
    for (unsigned i = 0; i < lane->count; i++)
        connected += usable(&lane->connections[i]);
    return connected;
}

unsigned lane_room(const struct lane *lane)
{
    unsigned room = 0;
    for (unsigned i = 0; i < lane->count; i++)
        if (usable(&lane->connections[i]))
            room += lane->depth - lane->connections[i].under_way;
    return room;
}

unsigned lane_under_way(const struct lane *lane)
{
    unsigned under_way = 0;
    for (unsigned i = 0; i < lane->count; i++)
        under_way += lane->connections[i].under_way;
    return under_way;
}

/* The usable connection with the fewest queries under way; NULL when all are full. */
static struct connection *least_busy(struct lane *lane)
{
    struct connection *best = NULL;
    for (unsigned i = 0; i < lane->count; i++) {
        struct connection *connection = &lane->connections[i];
        if (usable(connection) && connection->under_way < lane->depth &&
            (!best || connection->under_way < best->under_way))
            best = connection;
    }
    return best;
}

void lane_dispatch(struct lane *lane)
{
    struct connection *connection;
    while (lane->waiting.first && (connection = least_busy(lane)))
        pipeline_send(connection, fifo_pop(&lane->waiting)->query);
}

void lane_give_up(struct lane *lane, const char *reason)
{
    if (lane_up(lane))
        return;
    struct exchange *exchange;
    while ((exchange = fifo_pop(&lane->waiting)))
        query_end_lost(exchange->query, DB_UNAVAILABLE, reason);
}
