/*
 * The database of one worker (server/db): taking queries in, the hook at the end of each turn, handing results back.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db/internal.h"

/* The only place that calls `done`: no list or connection is being walked here, so it may submit and abandon as it
 * likes. */
void db_deliver(struct db *db)
{
    struct exchange *exchange;
    while ((exchange = fifo_pop(&db->ended))) {
        struct db_query *query = exchange->query;
        if (query->done)
            query->done(query, query->outcome, query->context);
        db_query_free(query);
    }
}

static void tend(struct lane *lane)
{
    lane_dispatch(lane);
    for (unsigned i = 0; i < lane->count; i++) {
        connection_go_on(&lane->connections[i]);
        connection_flush(&lane->connections[i]);
        connection_mend(&lane->connections[i]);
    }
}

static void end_turn(struct loop_hook *hook)
{
    struct db *db = OWNER_OF(hook, struct db, hook);
    for (int i = 0; i < DB_LANES; i++)
        tend(&db->lanes[i]);
    db_deliver(db);
}

static bool has_rested(const struct lane *lane)
{
    for (unsigned i = 0; i < lane->count; i++)
        if (lane->connections[i].rested)
            return true;
    return false;
}

/* Something was submitted, or goes on, after this hook ran: by a `done`, or by a hook behind it. */
static uint64_t patience(struct loop_hook *hook)
{
    const struct db *db = OWNER_OF(hook, struct db, hook);
    for (int i = 0; i < DB_LANES; i++)
        if ((db->lanes[i].waiting.first && lane_room(&db->lanes[i])) || has_rested(&db->lanes[i]))
            return 0;
    return UINT64_MAX;
}

static bool init(struct db *db, const struct db_settings *settings)
{
    db->url = strdup(settings->url);
    if (!db->url || (settings->role && !(db->role = strdup(settings->role))) ||
        (settings->options && !(db->options = strdup(settings->options))))
        return false;
    for (int i = 0; i < DB_LANES; i++)
        if (!lane_init(&db->lanes[i], db, (enum db_lane)i, settings))
            return false;
    return true;
}

struct db *db_new(struct loop *loop, const struct db_settings *settings)
{
    assert(loop && settings->url && settings->prepared > 0);
    assert(settings->statement_ms[DB_READ] && settings->statement_ms[DB_WRITE] && settings->statement_ms[DB_POOL]);
    struct db *db = calloc(1, sizeof *db);
    if (!db)
        return NULL;
    db->loop = loop;
    db->queue = settings->queue;
    db->hook = (struct loop_hook){.run = end_turn, .patience = patience};
    loop_hook_add(loop, &db->hook);
    if (!init(db, settings)) {
        db_free(db);
        return NULL;
    }
    for (int i = 0; i < DB_LANES; i++)
        for (unsigned j = 0; j < db->lanes[i].count; j++)
            connection_open(&db->lanes[i].connections[j]);
    return db;
}

void db_free(struct db *db)
{
    if (!db)
        return;
    db->closing = true;
    for (int i = 0; i < DB_LANES; i++)
        lane_free(&db->lanes[i]);
    db_deliver(db);
    loop_hook_remove(db->loop, &db->hook);
    free(db->url);
    free(db->role);
    free(db->options);
    free(db);
}

bool db_ready(const struct db *db)
{
    for (int i = 0; i < DB_LANES; i++)
        if (!lane_up(&db->lanes[i]))
            return false;
    return true;
}

const char *db_trouble(const struct db *db)
{
    return db->trouble;
}

unsigned db_pending(const struct db *db, enum db_lane lane)
{
    return db->lanes[lane].waiting.count + lane_under_way(&db->lanes[lane]);
}

struct db_lane_state db_lane_state(const struct db *db, enum db_lane lane)
{
    const struct lane *of = &db->lanes[lane];

    return (struct db_lane_state){
        .waiting = of->waiting.count, .under_way = lane_under_way(of), .connected = lane_connected(of)};
}

enum db_submitted db_submit(struct db_query *query, enum db_lane lane, db_done *done, void *context)
{
    assert(query->stage == STAGE_NEW && db_query_count(query) > 0 && done);
    assert(lane == DB_POOL || !query->take);
    struct lane *to = &query->db->lanes[lane];
    if (query->db->closing || !lane_up(to))
        return DB_AWAY;
    if (to->waiting.count >= lane_room(to) + query->db->queue)
        return DB_FULL;
    query_announce(query, lane);
    query->lane = lane;
    query->done = done;
    query->context = context;
    query->stage = STAGE_WAITING;
    query->submitted = loop_now(query->db->loop);
    fifo_push(&to->waiting, &query->exchange);
    return DB_TAKEN;
}

/* What was not sent yet need not be: nobody waits for it, and others do. Rows without end are not waited for either:
 * libpq 15 can't cancel without blocking, so the connection is closed, at the end of the turn. */
void db_abandon(struct db_query *query)
{
    assert(query->stage != STAGE_NEW);
    query->done = NULL;
    if (query->stage == STAGE_SENT && query->take)
        query->connection->renewed = true;
    if (query->stage != STAGE_WAITING)
        return;
    fifo_remove(&query->db->lanes[query->lane].waiting, &query->exchange);
    query->stage = STAGE_ENDED;
    db_query_free(query);
}
