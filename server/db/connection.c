/*
 * One connection (server/db): connects without blocking, is watched by the loop, and comes back by itself after a loss.
 */
#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "db/internal.h"

enum {
    BACKOFF_FIRST = 50,      /* milliseconds */
    BACKOFF_MOST = 1000,     /* likewise */
    CONNECT_PATIENCE = 2000, /* likewise: a server that accepts and then keeps silent */
    SILENCE_MARGIN = 250,    /* likewise; for how late a live server may be with its own time limit */
};

static struct loop *loop_of(const struct connection *connection)
{
    return connection->lane->db->loop;
}

static void swallow_notice(void *context, const PGresult *notice)
{
    (void)context;
    (void)notice;
}

static void unwatch(struct connection *connection)
{
    if (!connection->events)
        return;
    loop_remove(loop_of(connection), &connection->source);
    close(connection->source.fd);
    connection->events = 0;
}

/* libpq closes its descriptor as soon as it sees a loss, and would take it out of the loop's sight before the loop
 * could let go of it; hence a duplicate. */
static bool watch_first(struct connection *connection, uint32_t events)
{
    int fd = fcntl(PQsocket(connection->pg), F_DUPFD_CLOEXEC, 0);
    if (fd < 0)
        return false;
    connection->source.fd = fd;
    if (loop_add(loop_of(connection), &connection->source, events)) {
        connection->events = events;
        return true;
    }
    close(fd);
    return false;
}

static bool watch(struct connection *connection, uint32_t events)
{
    if (!connection->events)
        return watch_first(connection, events);
    if (connection->events == events)
        return true;
    connection->events = events;
    return loop_change(loop_of(connection), &connection->source, events);
}

/* Half of the delay is chance, so that the workers of a daemon don't come back all at once. */
static void set_next_attempt(struct connection *connection)
{
    uint32_t delay = BACKOFF_FIRST;
    for (unsigned i = 0; i < connection->attempts && delay < BACKOFF_MOST; i++)
        delay *= 2;
    if (delay > BACKOFF_MOST)
        delay = BACKOFF_MOST;
    delay = delay / 2 + arc4random_uniform(delay / 2 + 1);
    loop_timer_set(loop_of(connection), &connection->timer, loop_now(loop_of(connection)) + delay);
}

/* libpq's message is one or more lines, some indented; the log wants one. */
static void note_trouble(struct db *db, const char *reason)
{
    size_t length = 0;
    for (; *reason && length + 1 < sizeof db->trouble; reason++) {
        char c = *reason == '\n' || *reason == '\t' ? ' ' : *reason;
        if (c != ' ' || (length > 0 && db->trouble[length - 1] != ' '))
            db->trouble[length++] = c;
    }
    while (length > 0 && db->trouble[length - 1] == ' ')
        length--;
    db->trouble[length] = '\0';
}

/* Closes it; its queries end, those that nobody waits for in silence. */
static void put_away(struct connection *connection, const char *reason, bool dismissed)
{
    struct db *db = connection->lane->db;
    unwatch(connection);
    loop_timer_clear(db->loop, &connection->timer);
    PQfinish(connection->pg);
    connection->pg = NULL;
    connection->state = LINK_AWAY;
    connection->unsent = false;
    connection->broken = false;
    connection->renewed = false;
    connection->rested = false;
    prepared_clear(&connection->prepared);
    pipeline_drop(connection, reason, dismissed);
}

static void lose(struct connection *connection, const char *reason, bool dismissed)
{
    struct db *db = connection->lane->db;
    note_trouble(db, reason); /* libpq's own words end with the connection */
    put_away(connection, db->trouble, dismissed);
    lane_give_up(connection->lane, db->trouble);
    set_next_attempt(connection);
    connection->attempts++;
}

static void establish(struct connection *connection)
{
    if (PQsetnonblocking(connection->pg, 1) != 0 || !PQenterPipelineMode(connection->pg) ||
        !watch(connection, EPOLLIN)) {
        lose(connection, "the connection could not be set up", false);
        return;
    }
    loop_timer_clear(loop_of(connection), &connection->timer);
    connection->state = LINK_UP;
    connection->renewed = false;
    connection->attempts = 0;
    connection->lane->db->trouble[0] = '\0';
}

/* libpq may close its descriptor and open another within PQconnectPoll (the next host), so it isn't watched meanwhile.
 */
static void go_on_connecting(struct connection *connection)
{
    bool watched = true;
    unwatch(connection);
    switch (PQconnectPoll(connection->pg)) {
    case PGRES_POLLING_READING:
        watched = watch(connection, EPOLLIN);
        break;
    case PGRES_POLLING_WRITING:
        watched = watch(connection, EPOLLOUT);
        break;
    case PGRES_POLLING_OK:
        establish(connection);
        return;
    default:
        lose(connection, PQerrorMessage(connection->pg), false);
        return;
    }
    if (!watched)
        lose(connection, "the loop can't watch the connection", false);
}

/* A paused connection is watched for its end alone, so that the kernel's buffers fill up and the server waits. */
static uint32_t events_of(const struct connection *connection)
{
    const uint32_t in = pipeline_is_paused(connection) ? EPOLLRDHUP : EPOLLIN;
    return connection->unsent ? in | EPOLLOUT : in;
}

/* What arrived before a loss still counts. */
static void take_in(struct connection *connection, bool readable)
{
    enum pipeline_health health = pipeline_receive(connection);
    if (!readable || health != PIPELINE_SOUND)
        lose(connection, PQerrorMessage(connection->pg), health == PIPELINE_DISMISSED);
    else if (!watch(connection, events_of(connection)))
        connection->broken = true;
}

/* libpq reads 16 KiB at a time (more only for a row that is larger), which bounds what a turn does for one export. */
static void receive(struct connection *connection)
{
    connection->heard = loop_now(loop_of(connection));
    take_in(connection, PQconsumeInput(connection->pg) == 1);
}

void connection_go_on(struct connection *connection)
{
    if (!connection->rested || connection->renewed)
        return;
    connection->rested = false;
    connection->heard = loop_now(loop_of(connection));
    take_in(connection, true);
}

/* EPOLLOUT alone needs no work here: the hook at the end of the turn flushes. */
static void on_ready(struct loop_source *source, uint32_t events)
{
    struct connection *connection = OWNER_OF(source, struct connection, source);
    if (connection->state == LINK_CONNECTING)
        go_on_connecting(connection);
    else if (pipeline_is_paused(connection) && events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        lose(connection, "the connection ended while its rows were waited with", false);
    else if (pipeline_is_paused(connection))
        return;
    else if (events & ~(uint32_t)EPOLLOUT)
        receive(connection);
    db_deliver(connection->lane->db);
}

/* How long a server that owes an answer may say nothing, in milliseconds, before it counts as frozen or out of reach:
 * longer than the lane's statement_timeout, since a server that lives speaks up then. */
static uint64_t silence_most(const struct lane *lane)
{
    const uint64_t tenth = lane->statement_ms / 10;
    return lane->statement_ms + (tenth > SILENCE_MARGIN ? tenth : SILENCE_MARGIN);
}

static void set_silence_timer(struct connection *connection)
{
    loop_timer_set(loop_of(connection), &connection->timer, connection->heard + silence_most(connection->lane));
}

/* One timer serves all questions that are sent while it runs: only when it is due is it asked whether the time since
 * the last word is up. Without it a frozen server would hold each request until the client's patience ends. */
static void mind_silence(struct connection *connection)
{
    if (pipeline_is_paused(connection))
        connection->heard = loop_now(loop_of(connection)); /* it is us who do not listen */
    const uint64_t silence = loop_now(loop_of(connection)) - connection->heard;
    if (!connection->sent.first)
        return; /* set again with the next question */
    if (silence < silence_most(connection->lane))
        set_silence_timer(connection);
    else
        lose(connection, "the server has fallen silent", false);
}

static void on_due(struct loop_timer *timer)
{
    struct connection *connection = OWNER_OF(timer, struct connection, timer);
    switch (connection->state) {
    case LINK_AWAY:
        connection_open(connection);
        break;
    case LINK_CONNECTING:
        lose(connection, "the server did not answer in time", false);
        break;
    case LINK_UP:
        mind_silence(connection);
        break;
    }
}

void connection_init(struct connection *connection, struct lane *lane)
{
    connection->lane = lane;
    connection->source.ready = on_ready;
    connection->timer.due = on_due;
}

void connection_open(struct connection *connection)
{
    assert(connection->state == LINK_AWAY);
    struct db *db = connection->lane->db;
    connection->pg = conninfo_start(db->url, connection->lane, db->role, db->options);
    if (!connection->pg || PQstatus(connection->pg) == CONNECTION_BAD) {
        lose(connection, connection->pg ? PQerrorMessage(connection->pg) : "out of memory", false);
        return;
    }
    PQsetNoticeReceiver(connection->pg, swallow_notice, NULL);
    connection->state = LINK_CONNECTING;
    if (!loop_timer_set(db->loop, &connection->timer, loop_now(db->loop) + CONNECT_PATIENCE) ||
        !watch(connection, EPOLLOUT))
        lose(connection, "the loop can't watch the connection", false);
}

/* Closes it and connects at once. Nothing is wrong with the server: nobody else is given up for it. */
static void renew(struct connection *connection)
{
    put_away(connection, "nobody waited for the rest of the rows", false);
    connection->renewed = true;
    connection_open(connection);
}

void connection_mend(struct connection *connection)
{
    if (connection->broken)
        lose(connection, PQerrorMessage(connection->pg), false);
    else if (connection->state == LINK_UP && connection->renewed)
        renew(connection);
    else if (connection->state == LINK_AWAY && connection->timer.position == 0)
        set_next_attempt(connection); /* there was no memory for the timer before */
}

void connection_flush(struct connection *connection)
{
    if (!connection->unsent)
        return;
    if (connection->timer.position == 0)
        set_silence_timer(connection);
    int left = PQflush(connection->pg);
    connection->unsent = left > 0;
    if (left < 0 || !watch(connection, events_of(connection)))
        connection->broken = true;
}

void connection_close(struct connection *connection)
{
    put_away(connection, "the daemon closes its connections", false);
    lane_give_up(connection->lane, "the daemon closes its connections");
    prepared_free(&connection->prepared);
}
