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
#include "schema.h"
#include "tables.h"
#include "worker.h"

enum { WORKERS_MOST = 64, READY_TRIES = 500, READY_PAUSE_MS = 10 };

struct serving {
    const struct settings *settings;
    struct service service;
    int listener;
    struct worker_thread *workers[WORKERS_MOST];
    unsigned worker_count;
};

static bool may_listen(const struct settings *settings)
{
    if (http_listen_is_local(settings->listen) || strcmp(settings->open_network, "yes") == 0)
        return true;
    fprintf(stderr,
        "proeftuind: %s is not a loopback address or a socket path, and nobody is authenticated yet;\n"
        "set PROEFTUIN_UNAUTHENTICATED_NETWORK=yes to serve it all the same\n",
        settings->listen);
    return false;
}

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
        struct worker_thread *worker = worker_start(serving->settings, &serving->service, serving->listener, count);

        if (!worker)
            return false;
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
        }
    }
}

static void say_listening(const struct serving *serving)
{
    char where[256];

    http_listen_describe(serving->listener, where, sizeof where);
    printf("proeftuin: listening on %s\n", where);
    fflush(stdout);
}

static int run(struct serving *serving, const sigset_t *signals)
{
    int status;

    if (!api_prepare() || !start_workers(serving))
        return 1;
    if (serving->service.migrations_applied)
        await_lanes(serving);
    say_listening(serving);
    status = wait_for_signal(serving, signals);
    stop_workers(serving);
    return status;
}

int serve(const struct settings *settings)
{
    struct serving serving = {.settings = settings, .service = {.public_url = settings->public_url}};
    enum schema_result schema;
    char error[512];
    sigset_t signals;
    int status;

    if (!tables_are_sound() || !may_listen(settings))
        return 1;
    block_signals(&signals);
    serving.listener = http_listen(settings->listen, error, sizeof error);
    if (serving.listener < 0) {
        fprintf(stderr, "proeftuind: %s\n", error);
        return 1;
    }
    schema = schema_update(settings, false);
    serving.service.migrations_applied = schema == SCHEMA_READY;
    status = schema == SCHEMA_REFUSED ? 1 : run(&serving, &signals);
    close(serving.listener);
    if (settings->listen[0] == '/')
        unlink(settings->listen);
    return status;
}
