/*
 * What travels over one connection (server/db): queries and the housekeeping of their prepared statements, each ended
 * by a sync of its own, answered in order.
 *
 * A statement is prepared in front of the query that first needs it, ended by its own sync: an error elsewhere in the
 * query can't leave it unprepared. When its Parse fails, the queries that count on it learn so before their own errors
 * come.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/internal.h"

/* libpq before 17 knows no sync without a flush: there each query is a write of its own (measured: a microsecond at
 * most). */
static bool send_sync(PGconn *pg)
{
#ifdef LIBPQ_HAS_SEND_PIPELINE_SYNC
    return PQsendPipelineSync(pg) == 1;
#else
    return PQpipelineSync(pg) == 1;
#endif
}

/* Ends a piece of housekeeping that has just been sent. */
static bool send_housekeeping(struct connection *connection, uint64_t prepares)
{
    struct exchange *exchange = calloc(1, sizeof *exchange);
    if (!exchange)
        return false;
    exchange->prepares = prepares;
    fifo_push(&connection->sent, exchange);
    return send_sync(connection->pg);
}

/* Drops a statement, here and on the server; queries that were sent before still find it there. */
static bool drop_prepared(struct connection *connection, struct prepared *entry)
{
    char name[PREPARED_NAME_SIZE];
    char sql[sizeof "DEALLOCATE " + PREPARED_NAME_SIZE];
    prepared_name(entry->serial, name);
    prepared_remove(&connection->prepared, entry);
    snprintf(sql, sizeof sql, "DEALLOCATE %s", name);
    connection->unsent = true;
    return PQsendQueryParams(connection->pg, sql, 0, NULL, NULL, NULL, NULL, 0) && send_housekeeping(connection, 0);
}

static bool prepare(struct connection *connection, const char *text, uint64_t *ret)
{
    struct prepared_cache *cache = &connection->prepared;
    struct prepared *entry = prepared_find(cache, text);
    if (entry) {
        *ret = entry->serial;
        return true;
    }
    struct prepared *surplus;
    while ((surplus = prepared_surplus(cache)))
        if (!drop_prepared(connection, surplus))
            return false;
    entry = prepared_add(cache, text);
    if (!entry)
        return false;
    char name[PREPARED_NAME_SIZE];
    prepared_name(entry->serial, name);
    *ret = entry->serial;
    return PQsendPrepare(connection->pg, name, text, 0, NULL) && send_housekeeping(connection, entry->serial);
}

static bool prepare_all(struct connection *connection, struct db_query *query)
{
    prepared_tick(&connection->prepared);
    for (size_t i = query->first; i < query->count; i++)
        if (!prepare(connection, query->statements[i].sql, &query->serials[i]))
            return false;
    return true;
}

static bool send_statements(struct connection *connection, const struct db_query *query)
{
    for (size_t i = query->first; i < query->count; i++) {
        const struct statement *statement = &query->statements[i];
        char name[PREPARED_NAME_SIZE];
        prepared_name(query->serials[i], name);
        if (!PQsendQueryPrepared(connection->pg, name, statement->count, statement->values, NULL, NULL, 0))
            return false;
    }
    return true;
}

/* Until its sync is sent a query can't have committed, whatever else goes wrong. */
void pipeline_send(struct connection *connection, struct db_query *query)
{
    if (!connection->sent.first)
        connection->heard = loop_now(query->db->loop);
    connection->unsent = true;
    if (!prepare_all(connection, query) || !send_statements(connection, query)) {
        connection->broken = true;
        query_end_lost(query, DB_UNAVAILABLE, PQerrorMessage(connection->pg));
        return;
    }
    query->stage = STAGE_SENT;
    query->connection = connection;
    query->sent = loop_now(query->db->loop);
    fifo_push(&connection->sent, &query->exchange);
    connection->under_way++;
    if (!send_sync(connection->pg))
        connection->broken = true;
}

/* The Parse of a statement failed: whoever was sent behind it and uses it fails with the same words. */
static void fail_dependents(struct connection *connection, uint64_t serial, const PGresult *error)
{
    for (struct exchange *at = connection->sent.first; at; at = at->next)
        for (size_t i = at->query ? at->query->first : 0; at->query && i < at->query->count; i++)
            if (at->query->serials[i] == serial)
                outcome_note(at->query, error);
    struct prepared *entry = prepared_by_serial(&connection->prepared, serial);
    if (entry)
        prepared_remove(&connection->prepared, entry);
}

static void note_error(struct connection *connection, const struct exchange *exchange, const PGresult *error)
{
    if (exchange->query)
        outcome_note(exchange->query, error);
    else if (exchange->prepares)
        fail_dependents(connection, exchange->prepares, error);
    /* else: dropping what the server had lost already */
}

/* A statement had gone stale: forget all that the query uses, and let it go first in the next dispatch. It was rolled
 * back. */
static void send_again(struct connection *connection, struct db_query *query)
{
    for (size_t i = query->first; i < query->count; i++) {
        struct prepared *entry = prepared_by_serial(&connection->prepared, query->serials[i]);
        if (entry && !drop_prepared(connection, entry))
            connection->broken = true;
    }
    query_reset(query);
    query->retried = true;
    query->stage = STAGE_WAITING;
    fifo_push_front(&connection->lane->waiting, &query->exchange);
}

/* The sync of the first exchange has come back. */
static void finish_first(struct connection *connection)
{
    struct exchange *exchange = fifo_pop(&connection->sent);
    struct db_query *query = exchange->query;
    if (!query) {
        free(exchange);
        return;
    }
    connection->under_way--;
    if (query->failed && query->stale && !query->retried && query->done)
        send_again(connection, query);
    else
        query_end(query, query->failed ? query->outcome : DB_OK);
}

static enum pipeline_health take_error(struct connection *connection, PGresult *error)
{
    note_error(connection, connection->sent.first, error);
    return outcome_is_fatal(error) ? PIPELINE_DISMISSED : PIPELINE_SOUND;
}

/* Whether libpq is in trouble. Its own error is a connection that is gone, or want of memory. In the latter case it
 * drops what it can't keep, a sync too, and goes on: all that follows would be taken for the answers to other queries.
 * A result that comes while it complains tells so. What it means to each query is pipeline_drop()'s to say. */
static bool is_in_trouble(const PGresult *result, bool complains)
{
    if (PQresultStatus(result) == PGRES_FATAL_ERROR)
        return !PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return complains;
}

/* The rows of a statement that has a taker. One that was abandoned has none: its connection is about to be closed. */
static void take_row(struct db_query *query, const PGresult *row)
{
    assert(query && query->take && query->one_by_one);
    query->paused = query->done && !query->take(query, row, query->context);
}

static enum pipeline_health take_result(struct connection *connection, PGresult *result, bool complains)
{
    if (is_in_trouble(result, complains)) {
        PQclear(result);
        return PIPELINE_LOST;
    }
    struct db_query *query = connection->sent.first->query;
    enum pipeline_health health = PIPELINE_SOUND;
    switch (PQresultStatus(result)) {
    case PGRES_PIPELINE_SYNC:
        finish_first(connection);
        break;
    case PGRES_SINGLE_TUPLE:
        take_row(query, result);
        break;
    case PGRES_PIPELINE_ABORTED: /* not run, because of an error before it */
        break;
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
        if (query) {
            assert(query->got < query->count);
            query->results[query->got++] = result;
            return PIPELINE_SOUND;
        }
        break;
    case PGRES_FATAL_ERROR:
        health = take_error(connection, result);
        break;
    default: /* COPY, which can't travel in a pipeline */
        note_error(connection, connection->sent.first, result);
        health = PIPELINE_LOST;
        break;
    }
    PQclear(result);
    return health;
}

/* libpq takes this wish only when a statement has become the first that it expects results of, and before it has looked
 * at any: before each look it is told again, until it agrees. */
static void wish_one_by_one(struct connection *connection)
{
    struct db_query *query = connection->sent.first->query;
    if (query && query->take && !query->one_by_one && query->got + 1 == query->count)
        query->one_by_one = PQsetSingleRowMode(connection->pg) == 1;
}

bool pipeline_is_paused(const struct connection *connection)
{
    const struct exchange *first = connection->sent.first;
    return first && first->query && first->query->paused;
}

static bool expects_more(struct connection *connection)
{
    if (!connection->sent.first || pipeline_is_paused(connection))
        return false;
    wish_one_by_one(connection);
    return !PQisBusy(connection->pg);
}

/* libpq puts a NULL between the results of statements; two in a row mean that it expects nothing more. */
enum pipeline_health pipeline_receive(struct connection *connection)
{
    enum pipeline_health health = PIPELINE_SOUND;
    unsigned nulls = 0;
    while (health == PIPELINE_SOUND && nulls < 2 && expects_more(connection)) {
        bool complains = *PQerrorMessage(connection->pg);
        PGresult *result = PQgetResult(connection->pg);
        nulls = result ? 0 : nulls + 1;
        if (result)
            health = take_result(connection, result, complains);
    }
    if (health == PIPELINE_SOUND && connection->sent.first && *PQerrorMessage(connection->pg)) /* it waits in vain */
        health = PIPELINE_LOST;
    return nulls < 2 ? health : PIPELINE_LOST;
}

/* What became of a query whose sync was sent and never seen. An error of the server means that it was rolled back. */
static enum db_outcome outcome_of_lost(const struct db_query *query, bool unread)
{
    if (query->failed && !query->stale)
        return query->outcome;
    return !query_may_write(query) || query->failed || unread ? DB_UNAVAILABLE : DB_UNKNOWN;
}

void pipeline_drop(struct connection *connection, const char *reason, bool dismissed)
{
    struct exchange *exchange;
    bool first = true;
    while ((exchange = fifo_pop(&connection->sent))) {
        struct db_query *query = exchange->query;
        if (!query) {
            free(exchange);
        } else {
            enum db_outcome outcome = outcome_of_lost(query, dismissed && !first);
            if (query->failed && !query->stale)
                query_end(query, outcome);
            else
                query_end_lost(query, outcome, reason);
        }
        first = false;
    }
    connection->under_way = 0;
}
