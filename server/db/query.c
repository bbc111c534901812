/*
 * The query object (server/db): statements going out, results coming in, an arena for both.
 */
#include <assert.h>
#include <stdlib.h>

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
    query->message = "";
    query->violation = (struct db_violation){.table = "", .constraint = "", .column = ""};
    return query;
}

static void clear_results(struct db_query *query)
{
    for (size_t i = 0; i < query->got; i++)
        PQclear(query->results[i]);
    query->got = 0;
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
    if (query->count == DB_STATEMENTS_MOST)
        return false;
    query->statements[query->count++] = *statement;
    return true;
}

size_t db_query_count(const struct db_query *query)
{
    return query->count;
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
    query->message = "";
}

const PGresult *db_result(const struct db_query *query, size_t index)
{
    assert(query->stage == STAGE_ENDED && query->outcome == DB_OK && index < query->got);
    return query->results[index];
}

size_t db_result_count(const struct db_query *query)
{
    return query->stage == STAGE_ENDED && query->outcome == DB_OK ? query->got : 0;
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
