/*
 * The query object (server/db): statements going out, results coming in, an arena for both.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db/internal.h"

struct db_query *db_query_new(struct db *db, size_t memory)
{
    assert(db);
    struct db_query *query = calloc(1, sizeof *query);
    if (!query)
        return NULL;
    query->arena = arena_new(memory);
    if (!query->arena) {
        free(query);
        return NULL;
    }
    query->db = db;
    query->exchange.query = query;
    query->first = query->count = query->got = OWN_STATEMENTS;
    query->message = "";
    query->violation = (struct db_violation){.table = "", .constraint = "", .column = ""};
    return query;
}

static void clear_results(struct db_query *query)
{
    for (size_t i = query->first; i < query->got; i++)
        PQclear(query->results[i]);
    query->got = query->first;
}

void db_query_free(struct db_query *query)
{
    if (!query)
        return;
    assert(query->stage == STAGE_NEW || query->stage == STAGE_ENDED);
    clear_results(query);
    arena_free(query->arena);
    free(query);
}

struct arena *db_query_arena(struct db_query *query)
{
    return query->arena;
}

bool db_query_add(struct db_query *query, const struct statement *statement)
{
    assert(query->stage == STAGE_NEW);
    assert(statement->sql && statement->count >= 0);
    if (db_query_count(query) == DB_STATEMENTS_MOST)
        return false;
    query->statements[query->count++] = *statement;
    return true;
}

size_t db_query_count(const struct db_query *query)
{
    return query->count - OWN_STATEMENTS;
}

/* ---- Who calls ---- */

static const char tell_reader[] =
    "SELECT set_config('proeftuin.scope', $1, true), set_config('proeftuin.actor', $2, true)";

static const char tell_all[] =
    "SELECT set_config('proeftuin.scope', $1, true), set_config('proeftuin.actor', $2, true),"
    " set_config('proeftuin.request', $3, true), set_config('proeftuin.reason', $4, true)";

/* A copy in the query's arena of a text that may be NULL; "" then, as for the server. */
static bool keep(struct arena *arena, const char *text, const char **ret)
{
    return (*ret = text ? arena_text(arena, text) : "");
}

bool db_query_caller(struct db_query *query, const struct db_caller *caller)
{
    struct arena *arena = query->arena;

    assert(query->stage == STAGE_NEW);
    return keep(arena, caller->scope, &query->caller.scope) && keep(arena, caller->actor, &query->caller.actor) &&
           keep(arena, caller->request, &query->caller.request) && keep(arena, caller->reason, &query->caller.reason);
}

struct statement db_caller_statement(const struct db_caller *caller, const char *values[DB_CALLER_VALUES])
{
    values[0] = caller->scope ? caller->scope : "";
    values[1] = caller->actor ? caller->actor : "";
    values[2] = caller->request ? caller->request : "";
    values[3] = caller->reason ? caller->reason : "";
    return (struct statement){.sql = tell_all, .values = values, .count = DB_CALLER_VALUES};
}

static bool is_empty_scope(const char *scope)
{
    return !*scope || strcmp(scope, "{}") == 0;
}

/* Who only reads leaves no trace, and what is public needs no scope. */
void query_announce(struct db_query *query, enum db_lane lane)
{
    const struct db_caller *caller = &query->caller;

    if (!caller->actor || (lane == DB_READ && is_empty_scope(caller->scope)))
        return;
    query->statements[0] = db_caller_statement(caller, query->caller_values);
    if (lane == DB_READ)
        query->statements[0].sql = tell_reader, query->statements[0].count = 2;
    query->first = query->got = 0;
}

void db_query_stream(struct db_query *query, db_take *take)
{
    assert(query->stage == STAGE_NEW && take);
    query->take = take;
}

void db_go_on(struct db_query *query)
{
    if (!query->paused)
        return;
    assert(query->stage == STAGE_SENT);
    query->paused = false;
    query->connection->rested = true;
}

void query_end(struct db_query *query, enum db_outcome outcome)
{
    query->stage = STAGE_ENDED;
    query->outcome = outcome;
    fifo_push(&query->db->ended, &query->exchange);
}

void query_end_lost(struct db_query *query, enum db_outcome outcome, const char *reason)
{
    const char *message = arena_text(query->arena, reason);
    query->message = message ? message : "";
    query_end(query, outcome);
}

void query_reset(struct db_query *query)
{
    clear_results(query);
    query->failed = false;
    query->stale = false;
    query->one_by_one = false;
    query->message = "";
}

const PGresult *db_result(const struct db_query *query, size_t index)
{
    assert(query->stage == STAGE_ENDED && query->outcome == DB_OK && OWN_STATEMENTS + index < query->got);
    return query->results[OWN_STATEMENTS + index];
}

size_t db_result_count(const struct db_query *query)
{
    return query->stage == STAGE_ENDED && query->outcome == DB_OK ? query->got - OWN_STATEMENTS : 0;
}

uint64_t db_queued(const struct db_query *query)
{
    assert(query->stage == STAGE_ENDED);
    return (query->sent ? query->sent : loop_now(query->db->loop)) - query->submitted;
}

const struct db_violation *db_violation(const struct db_query *query)
{
    assert(query->outcome == DB_VIOLATION);
    return &query->violation;
}

const char *db_message(const struct db_query *query)
{
    return query->message;
}
