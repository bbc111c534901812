/*
 * `proeftuind serve` (server/main). The main thread binds the listener, brings the database up to date, starts the
 * workers and then only waits: for a signal to stop, or for a database that was away at the start.
 */
#include "serve.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "api/api.h"
#include "http/listen.h"
#include "listener.h"
#include "notify.h"
#include "schema.h"
#include "tables.h"
#include "watchdog.h"
#include "worker.h"

enum { WORKERS_MOST = 64, READY_TRIES = 500, READY_PAUSE_MS = 10 };

struct serving {
    const struct settings *settings;
    struct service service;
    struct listener listener;
    struct worker_thread *workers[WORKERS_MOST];
    struct heart *hearts[WORKERS_MOST];
    unsigned worker_count;
};

/* Signals are taken by sigwait() in the main thread: blocked everywhere, also in the threads that come. */
static void block_signals(sigset_t *ret)
{
    sigemptyset(ret);
    sigaddset(ret, SIGTERM);
    sigaddset(ret, SIGINT);
    pthread_sigmask(SIG_BLOCK, ret, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static unsigned count_workers(const struct settings *settings)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (settings->workers)
        return settings->workers;
    return processors < 1 ? 1 : processors > WORKERS_MOST ? WORKERS_MOST : (unsigned)processors;
}

static bool start_workers(struct serving *serving)
{
    const unsigned count = count_workers(serving->settings);

    for (unsigned i = 0; i < count; i++) {
        struct worker_thread *worker = worker_start(serving->settings, &serving->service, serving->listener.fd, count);

        if (!worker)
            return false;
        serving->hearts[serving->worker_count] = worker_heart(worker);
        serving->workers[serving->worker_count++] = worker;
    }
    return true;
}

static void stop_workers(struct serving *serving)
{
    serving->service.draining = true;
    for (unsigned i = 0; i < serving->worker_count; i++)
        worker_drain(serving->workers[i]);
    for (unsigned i = 0; i < serving->worker_count; i++)
        worker_join(serving->workers[i]);
}

/* A client that reads "listening" and asks at once should get an answer, so the lanes are awaited; but not for ever. */
static void await_lanes(const struct serving *serving)
{
    const struct timespec pause = {.tv_nsec = READY_PAUSE_MS * 1000000L};

    for (int tries = 0; tries < READY_TRIES; tries++) {
        unsigned ready = 0;

        for (unsigned i = 0; i < serving->worker_count; i++)
            ready += worker_was_ready(serving->workers[i]);
        if (ready == serving->worker_count)
            return;
        nanosleep(&pause, NULL);
    }
}

static const char status_serving[] = "STATUS=Serving";
static const char status_waiting[] = "STATUS=Waiting for the database; requests get 503";

/* While the database is away the service answers 503; each second somebody looks whether it is back. */
static int wait_for_signal(struct serving *serving, const sigset_t *signals)
{
    const struct timespec second = {.tv_sec = 1};

    for (;;) {
        if (serving->service.migrations_applied) {
            int number;

            if (sigwait(signals, &number) == 0)
                return 0;
        } else if (sigtimedwait(signals, NULL, &second) > 0) {
            return 0;
        } else {
            const enum schema_result schema = schema_update(serving->settings, false);

            serving->service.migrations_applied = schema == SCHEMA_READY;
            if (schema == SCHEMA_REFUSED)
                return 1;
            if (schema == SCHEMA_READY)
                notify(status_serving);
        }
    }
}

/* To whoever started us: a terminal or a script reads the line, a service manager gets a message. */
static void say_listening(const struct serving *serving)
{
    char where[256];

    http_listen_describe(serving->listener.fd, where, sizeof where);
    printf("proeftuin: listening on %s\n", where);
    fflush(stdout);
    notify("READY=1");
    notify(serving->service.migrations_applied ? status_serving : status_waiting);
}

/* NULL too when nobody asked for one. */
static struct watchdog *start_watchdog(const struct serving *serving)
{
    uint64_t microseconds;

    return notify_watchdog(&microseconds) ? watchdog_start(serving->hearts, serving->worker_count, microseconds) : NULL;
}

static int run(struct serving *serving, const sigset_t *signals)
{
    struct watchdog *watchdog;
    int status;

    if (!api_prepare() || !start_workers(serving))
        return 1;
    if (serving->service.migrations_applied)
        await_lanes(serving);
    watchdog = start_watchdog(serving);
    say_listening(serving);
    status = wait_for_signal(serving, signals);
    watchdog_stop(watchdog); /* the manager's own limit for stopping takes over */
    notify_status("STOPPING=1", "Finishing requests, for at most %u s", serving->settings->drain_seconds);
    stop_workers(serving);
    return status;
}

int serve(const struct settings *settings)
{
    struct serving serving = {.settings = settings, .service = {.public_url = settings->public_url}};
    enum schema_result schema;
    sigset_t signals;
    int status;

    if (!tables_are_sound())
        return 1;
    block_signals(&signals);
    if (!listener_open(settings, &serving.listener))
        return 1;
    notify("STATUS=Bringing the database up to date");
    schema = schema_update(settings, false);
    serving.service.migrations_applied = schema == SCHEMA_READY;
    status = schema == SCHEMA_REFUSED ? 1 : run(&serving, &signals);
    listener_close(&serving.listener);
    return status;
}
