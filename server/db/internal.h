/*
 * What the files of server/db share, and nobody else sees.
 *
 * The life of a query: it waits in its lane's FIFO (db_submit), is sent at the end of the turn over the lane's least
 * busy connection (lane.c, pipeline.c), collects a result per statement until its sync comes back, goes to the list of
 * ended queries, and is handed to its `done` from there (db.c). It is in exactly one of these three lists, so one link
 * serves.
 */
#ifndef PROEFTUIN_DB_INTERNAL_H
#define PROEFTUIN_DB_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"
#include "db/fifo.h"
#include "db/prepared.h"

/* The struct that embeds `member` at `pointer`. */
#define OWNER_OF(pointer, type, member) ((type *)(void *)((char *)(pointer)-offsetof(type, member)))

enum { OWN_STATEMENTS = 1 }; /* that go ahead of those that were added */

enum stage { STAGE_NEW, STAGE_WAITING, STAGE_SENT, STAGE_ENDED };

struct db_query {
    struct exchange exchange; /* its place in one of the three lists */
    struct db *db;
    struct arena *arena;
    enum stage stage;
    enum db_lane lane;
    db_done *done; /* NULL: abandoned */
    void *context;
    uint64_t submitted; /* in milliseconds of loop_now() */
    uint64_t sent;      /* likewise; 0: not yet */

    struct connection *connection; /* over which it was sent */
    db_take *take;                 /* of the last statement's rows; NULL: they come together, as a result */
    bool one_by_one;               /* libpq was told so */
    bool paused;                   /* `take` can take no more */

    bool retried; /* sent again because a prepared statement had gone stale */
    bool stale;   /* the failure is one that preparing anew repairs */
    bool failed;  /* the server reported an error: `outcome`, `message` and `violation` say which */
    enum db_outcome outcome;
    const char *message;
    struct db_violation violation;

    /* The first of the statements says who calls, unless `first` is 1: then there is nothing to say. */
    struct db_caller caller;
    const char *caller_values[DB_CALLER_VALUES];
    size_t first;
    size_t count; /* behind the last statement */
    size_t got;   /* behind the last result */
    struct statement statements[OWN_STATEMENTS + DB_STATEMENTS_MOST];
    uint64_t serials[OWN_STATEMENTS + DB_STATEMENTS_MOST]; /* under which the connection in use has prepared them */
    PGresult *results[OWN_STATEMENTS + DB_STATEMENTS_MOST];
};

/* Whether it can be unknown what became of it: reads write nothing, nor does a query whose rows come one by one. */
static inline bool query_may_write(const struct db_query *query)
{
    return query->lane != DB_READ && !query->take;
}

enum connection_state { LINK_AWAY, LINK_CONNECTING, LINK_UP };

struct connection {
    struct lane *lane;
    enum connection_state state;
    PGconn *pg;                /* NULL while away */
    struct loop_source source; /* a duplicate of libpq's descriptor, ours to close */
    uint32_t events;           /* watched now; 0: not watched */
    struct loop_timer timer;   /* away: when to try again; connecting: when to give up; up: when silence is too long */
    uint64_t heard;            /* when the server last spoke, or was asked something after owing nothing */
    unsigned attempts;         /* in vain since it was last up */
    bool unsent;               /* libpq holds bytes that the kernel has not taken */
    bool broken;               /* sending went wrong: of no use, to be closed at the next safe point */
    bool renewed;       /* is to be closed, or was, for want of another way to stop a query; comes back at once */
    bool rested;        /* a query goes on that was paused: what was received meanwhile waits in libpq */
    unsigned under_way; /* queries in `sent` */
    struct fifo sent;   /* queries and housekeeping, in the order in which the server answers them */
    struct prepared_cache prepared;
};

struct lane {
    struct db *db;
    enum db_lane kind;
    unsigned depth;
    unsigned statement_ms;
    unsigned lock_ms; /* 0: waits as long as a statement may take */
    struct fifo waiting;
    unsigned count;
    struct connection *connections;
};

struct db {
    struct loop *loop;
    struct loop_hook hook;
    struct lane lanes[DB_LANES];
    struct fifo ended; /* `done` not yet called */
    unsigned queue;
    bool closing;
    char *url;
    char *role;    /* NULL: none */
    char *options; /* likewise */
    char trouble[256];
};

/* db.c: calls `done` for all that ended. Only where no list or connection is being walked. */
void db_deliver(struct db *db);

/* conninfo.c: begins a connection with what the lane wants of its session; NULL when out of memory. */
PGconn *conninfo_start(const char *url, const struct lane *lane, const char *role, const char *more);
/* Likewise, blocking until it is up or has failed, for work that takes its time. */
PGconn *conninfo_open(const char *url);

/* connection.c */
void connection_init(struct connection *connection, struct lane *lane);
void connection_open(struct connection *connection);
/* Closes it when it broke, and sets a time for the next attempt. */
void connection_mend(struct connection *connection);
/* Takes in what has come while a query was paused that goes on now. */
void connection_go_on(struct connection *connection);
/* Sends what is unsent, as far as the kernel takes it. */
void connection_flush(struct connection *connection);
/* Closes it for good; its queries end. */
void connection_close(struct connection *connection);

/* pipeline.c */
enum pipeline_health {
    PIPELINE_SOUND,
    PIPELINE_LOST,
    PIPELINE_DISMISSED /* the server said that it ends the session */
};
/* Sends a query; it belongs to the connection from here on, whatever happens. */
void pipeline_send(struct connection *connection, struct db_query *query);
/* Takes in the results that have arrived, until a query pauses. */
enum pipeline_health pipeline_receive(struct connection *connection);
/* Whether nothing may be read: the query whose rows come can take no more. */
bool pipeline_is_paused(const struct connection *connection);
/* Ends everything that was sent over a connection that is no more. `dismissed`: the server surely read nothing behind
 * the first. */
void pipeline_drop(struct connection *connection, const char *reason, bool dismissed);

/* lane.c */
bool lane_init(struct lane *lane, struct db *db, enum db_lane kind, const struct db_settings *settings);
void lane_free(struct lane *lane);
/* One that is being renewed counts: whoever waits for it need not be refused. */
bool lane_up(const struct lane *lane);
/* Its connections that are up. */
unsigned lane_connected(const struct lane *lane);
/* Queries that could be sent now, beyond those under way. */
unsigned lane_room(const struct lane *lane);
unsigned lane_under_way(const struct lane *lane);
/* Sends what waits, as long as there is room. */
void lane_dispatch(struct lane *lane);
/* Ends what waits when the lane has no connection left. */
void lane_give_up(struct lane *lane, const char *reason);

/* query.c */
/* Moves a query that is in no list to the ended ones. */
void query_end(struct db_query *query, enum db_outcome outcome);
/* Ends it for a lost connection, with `reason` as its message. */
void query_end_lost(struct db_query *query, enum db_outcome outcome, const char *reason);
/* Throws away what a first attempt left. */
void query_reset(struct db_query *query);
/* Puts the caller's settings ahead, as far as the lane needs them. */
void query_announce(struct db_query *query, enum db_lane lane);

/* outcome.c */
/* Why a statement failed; what it points to lives in the arena, or is static. */
struct failure {
    enum db_outcome outcome;
    const char *message;           /* see db_message() */
    struct db_violation violation; /* of DB_VIOLATION */
};
struct failure failure_read(struct arena *arena, const PGresult *error);
/* The same without words, and only what the server said; NULL is fine, and no failure that we know of. */
enum db_outcome outcome_of_error(const PGresult *error);
/* Notes why the query failed, as the server or libpq says it. The first error counts. */
void outcome_note(struct db_query *query, const PGresult *error);
/* True when the server ends the session with this error. */
bool outcome_is_fatal(const PGresult *error);

#endif
