/* The job that seals (server/jobs): its thread, its connection, its lock. See seal.h. */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/session.h"
#include "jobs/seal.h"

/* "proeftui" in another order, as a number: the session lock of the daemon that seals. */
#define SEAL_LOCK "7309475774085756784"

enum { PAUSE_MS = 250, AWAY_MS = 1000 };

struct sealer {
    struct sealer_options options;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t stop;
    bool stopping;
    struct session *session; /* NULL: none; changed by the thread, under the mutex */
    bool locked;
    char said[256];
};

static uint64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* True when it is time to stop. */
static bool pause_for(struct sealer *sealer, unsigned milliseconds)
{
    struct timespec until;
    bool stopping;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += milliseconds % 1000 * 1000000L;
    until.tv_sec += milliseconds / 1000 + until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&sealer->mutex);
    while (!sealer->stopping && pthread_cond_timedwait(&sealer->stop, &sealer->mutex, &until) != ETIMEDOUT)
        ;
    stopping = sealer->stopping;
    pthread_mutex_unlock(&sealer->mutex);
    return stopping;
}

static bool is_stopping(struct sealer *sealer)
{
    pthread_mutex_lock(&sealer->mutex);
    const bool stopping = sealer->stopping;
    pthread_mutex_unlock(&sealer->mutex);
    return stopping;
}

static void say(struct sealer *sealer, const char *message)
{
    if (is_stopping(sealer) || strncmp(sealer->said, message, sizeof sealer->said - 1) == 0)
        return;
    snprintf(sealer->said, sizeof sealer->said, "%s", message);
    if (sealer->options.trouble)
        sealer->options.trouble(message, sealer->options.context);
}

static void use_session(struct sealer *sealer, struct session *session)
{
    struct session *old;

    pthread_mutex_lock(&sealer->mutex);
    old = sealer->session;
    sealer->session = session;
    pthread_mutex_unlock(&sealer->mutex);
    session_close(old);
    sealer->locked = false;
}

static bool open_session(struct sealer *sealer)
{
    if (sealer->session && session_ready(sealer->session))
        return true;
    use_session(sealer, session_open(sealer->options.database));
    if (sealer->session && !session_ready(sealer->session))
        say(sealer, session_message(sealer->session));
    return sealer->session && session_ready(sealer->session);
}

/* Whether the lock is ours; *ret_asked: the database has answered. */
static bool take_lock(struct sealer *sealer, bool *ret_asked)
{
    const struct statement statement = {.sql = "SELECT pg_try_advisory_lock(" SEAL_LOCK ")"};
    PGresult *result;

    *ret_asked = true;
    if (sealer->locked)
        return true;
    *ret_asked = session_run(sealer->session, &statement, &result) == DB_OK;
    if (!*ret_asked)
        return false;
    sealer->locked = PQgetvalue(result, 0, 0)[0] == 't';
    PQclear(result);
    return sealer->locked;
}

/* One look at the log. False: the database is away, or something is wrong. */
static bool look(struct sealer *sealer)
{
    const uint64_t began = now();
    bool asked;

    if (!open_session(sealer))
        return false;
    const bool ours = take_lock(sealer, &asked);

    if (!asked || (ours && !seal_all(sealer->session))) {
        say(sealer, session_message(sealer->session));
        return false;
    }
    atomic_store_explicit(sealer->options.sealed, began, memory_order_relaxed);
    sealer->said[0] = '\0';
    return true;
}

static void *run(void *context)
{
    struct sealer *sealer = context;
    unsigned wait = PAUSE_MS;

    while (!pause_for(sealer, wait))
        wait = atomic_load(sealer->options.ready) && !look(sealer) ? AWAY_MS : PAUSE_MS;
    use_session(sealer, NULL);
    return NULL;
}

struct sealer *sealer_start(const struct sealer_options *options)
{
    struct sealer *sealer = calloc(1, sizeof *sealer);
    pthread_condattr_t attributes;

    if (!sealer)
        return NULL;
    sealer->options = *options;
    pthread_mutex_init(&sealer->mutex, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&sealer->stop, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&sealer->thread, NULL, run, sealer) == 0)
        return sealer;
    free(sealer);
    return NULL;
}

void sealer_stop(struct sealer *sealer)
{
    if (!sealer)
        return;
    pthread_mutex_lock(&sealer->mutex);
    sealer->stopping = true;
    if (sealer->session)
        session_interrupt(sealer->session);
    pthread_cond_signal(&sealer->stop);
    pthread_mutex_unlock(&sealer->mutex);
    pthread_join(sealer->thread, NULL);
    pthread_cond_destroy(&sealer->stop);
    pthread_mutex_destroy(&sealer->mutex);
    free(sealer);
}
