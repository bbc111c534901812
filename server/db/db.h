/*
 * PostgreSQL over libpq, asynchronous and pipelined, for one worker (server/db).
 *
 * A query is one implicit transaction: one or more statements that travel together and are ended by one sync. Several
 * queries share a connection in a lane, first in, first out. Every submitted query ends exactly once: with a call of
 * `done`, or silently after db_abandon().
 *
 * Nothing here knows a resource by name.
 */
#ifndef PROEFTUIN_DB_H
#define PROEFTUIN_DB_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

#include "loop/loop.h"

#include <proeftuin/arena.h>

struct db;
struct db_query;

/* Kinds of work that must not wait for each other. */
enum db_lane {
    DB_READ,  /* repeatable read, read-only */
    DB_WRITE, /* waits for locks of others, but not for long */
    DB_POOL,  /* reports and exports: one query a connection, repeatable read, read-only */
    DB_LANES
};

/* How a query ended. */
enum db_outcome {
    DB_OK,          /* every statement has its result */
    DB_RETRY,       /* deadlock, serialisation or lock timeout: nothing was written; may be tried again */
    DB_VIOLATION,   /* a constraint; see db_violation() */
    DB_MISS,        /* proeftuin_expect() found that its row is gone or has another version: nothing was written */
    DB_TIMEOUT,     /* statement_timeout */
    DB_UNAVAILABLE, /* the connection broke or the server refuses; a read, or a write that surely did not commit */
    DB_UNKNOWN, /* the connection broke after a write was sent (not over DB_READ): it may or may not have committed */
    DB_FAILED   /* anything else: a mistake of ours */
};

/* Whether a query was taken. */
enum db_submitted { DB_TAKEN, DB_FULL, DB_AWAY };

/* Which constraint stopped a write, in the words of the schema; for the layer above to turn into a field. */
enum db_violation_kind { DB_VIOLATION_UNIQUE, DB_VIOLATION_FOREIGN_KEY, DB_VIOLATION_CHECK, DB_VIOLATION_NOT_NULL };

struct db_violation {
    enum db_violation_kind kind;
    const char *table;      /* never NULL; "" when the server does not say */
    const char *constraint; /* likewise; our constraints are named <table>__<column>__<kind> */
    const char *column;     /* likewise; NOT NULL names it, else taken from the constraint's name */
};

/* One statement with its bound values (text format; NULL is null). */
struct statement {
    const char *sql;
    const char *const *values;
    int count;
};

/*
 * On whose behalf a query runs. The database knows it as settings of the query's own transaction, which its first
 * statement makes and its end forgets: proeftuin.scope, proeftuin.actor, proeftuin.request and proeftuin.reason. Row
 * security reads the first, the change log all of them.
 */
struct db_caller {
    const char *scope;   /* municipalities whose internal rows may be touched, as an array literal; `{*}`: all; NULL or
                            `{}`: none, only what is public may be read */
    const char *actor;   /* `key:<key id>`, `anonymous` or `system:<job>` */
    const char *request; /* the request's id; NULL: there is none */
    const char *reason;  /* why it changes something, in the caller's words; NULL: not said */
};

struct db_settings {
    const char *url;     /* conninfo or URL; socket or numeric address (names would block the loop) */
    const char *role;    /* to take on at the start of each session; NULL: none, the login role's own rights */
    const char *options; /* more settings of each session, as "-c name=value"; NULL: none */
    unsigned connections[DB_LANES];
    unsigned depth[DB_LANES]; /* queries on their way per connection; DB_POOL: always one */
    /* The server's statement_timeout in milliseconds, not 0: a statement that takes longer ends with DB_TIMEOUT. A
     * server that owes an answer and says nothing for a tenth longer, and at least a quarter of a second longer, is
     * gone. */
    unsigned statement_ms[DB_LANES];
    unsigned lock_ms;  /* its lock_timeout for DB_WRITE, likewise: longer is DB_RETRY */
    unsigned queue;    /* queries waiting per lane beyond that; more: DB_FULL */
    unsigned prepared; /* prepared statements kept per connection */
};

/* Starts connecting, in the background, with back-off; queries are refused with DB_AWAY until a lane has a connection.
 * NULL when out of memory. Settings are copied. */
struct db *db_new(struct loop *loop, const struct db_settings *settings);

/* Closes everything. Queries still under way end with DB_UNAVAILABLE (or DB_UNKNOWN); what their `done` submits is
 * refused with DB_AWAY. Not from within a `done` or a hook. */
void db_free(struct db *db);

/* True when every lane has at least one usable connection. */
bool db_ready(const struct db *db);

/* For the log, while db_ready() is false: why the last attempt to connect failed. "" when there was no failure since
 * the last success. */
const char *db_trouble(const struct db *db);

/* Queries under way and waiting in a lane. */
unsigned db_pending(const struct db *db, enum db_lane lane);

/* How a lane stands, for whoever measures. */
struct db_lane_state {
    unsigned waiting;   /* queries not sent yet */
    unsigned under_way; /* queries sent and not ended */
    unsigned connected; /* connections that are up */
};
struct db_lane_state db_lane_state(const struct db *db, enum db_lane lane);

/* A new, empty query with an arena of `memory` bytes; NULL when out of memory. Submit it or free it. */
struct db_query *db_query_new(struct db *db, size_t memory);
void db_query_free(struct db_query *query);

/* Memory that lives as long as the query: statements and values that are added must live there, or be static. */
struct arena *db_query_arena(struct db_query *query);

/* Adds a statement. False when there is no memory or there are too many (DB_STATEMENTS_MOST). */
bool db_query_add(struct db_query *query, const struct statement *statement);
enum { DB_STATEMENTS_MOST = 48 };

/* Says for whom the query runs; texts are copied. False when there is no memory. Whoever reads over DB_READ gets
 * scope and actor only, and an empty scope costs no statement; counts and results of statements stay as they are. */
bool db_query_caller(struct db_query *query, const struct db_caller *caller);

/* The statement that does the same for the rest of a transaction that is under way. */
enum { DB_CALLER_VALUES = 4 };
struct statement db_caller_statement(const struct db_caller *caller, const char *values[DB_CALLER_VALUES]);

/* Takes one row as it arrives: a result of one row, which lives until this returns. False: no more for now; then
 * nothing is read from the server until db_go_on(), and memory stays as it is. It may not submit or abandon queries. */
typedef bool db_take(struct db_query *query, const PGresult *row, void *context);

/* Before db_submit(), to DB_POOL only: the rows of the last statement go to `take` one by one, and its result has none.
 * When the query does not end with DB_OK, the rows that were taken are not all. Such a query may take longer than the
 * lane's others: it is bounded by what its own statements set. To abandon it ends its connection, and so the server's
 * work on it. */
void db_query_stream(struct db_query *query, db_take *take);

/* Goes on with a query whose `take` said that it could take no more; `take` is not called from within. */
void db_go_on(struct db_query *query);

/* Called once when the query has ended; the query and its results live until it returns. It may submit others. */
typedef void db_done(struct db_query *query, enum db_outcome outcome, void *context);

/* Statements added so far. */
size_t db_query_count(const struct db_query *query);

/* Hands the query over. Unless DB_TAKEN, the caller still owns it and `done` is not called. `done` is never called from
 * within. */
enum db_submitted db_submit(struct db_query *query, enum db_lane lane, db_done *done, void *context);

/* The caller no longer wants to know: `done` will not be called; the result is thrown away when it comes. A query that
 * was not sent yet is never sent. Not from within its own `done`; the query must not be used any more. */
void db_abandon(struct db_query *query);

/* Result of statement `index`; only within `done`, and only after DB_OK. */
const PGresult *db_result(const struct db_query *query, size_t index);
size_t db_result_count(const struct db_query *query);

/* Milliseconds that the query waited before it was sent, or ended unsent; only within `done`. */
uint64_t db_queued(const struct db_query *query);

/* After DB_VIOLATION. Lives as long as the query. */
const struct db_violation *db_violation(const struct db_query *query);

/* For the log, after any failure: SQLSTATE and the server's message; never for a client. "" when there is none. */
const char *db_message(const struct db_query *query);

#endif
