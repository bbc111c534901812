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
#include "api/limits.h"
#include "api/metrics.h"
#include "api/pace.h"
#include "files.h"
#include "http/http.h"
#include "http/listen.h"
#include "jobs/seal.h"
#include "listener.h"
#include "log/log.h"
#include "notify.h"
#include "schema.h"
#include "tables.h"
#include "watchdog.h"
#include "worker.h"

enum { READY_TRIES = 500, READY_PAUSE_MS = 10 };

struct serving {
    const struct settings *settings;
    struct service service;
    struct pace pace;
    struct listener listener;
    struct http_crowd crowd;
    struct log_book *log;    /* NULL: nothing is logged */
    struct log_pen *pen;     /* the main thread's */
    struct metrics *metrics; /* of each worker */
    struct worker_thread *workers[SETTINGS_WORKERS_MOST];
    struct heart *hearts[SETTINGS_WORKERS_MOST];
    unsigned worker_count;
    struct sealer *sealer;
    struct log_pen *job_pen;
    _Atomic uint64_t sealed;      /* see struct sealer_options */
    char said[SCHEMA_ERROR_MOST]; /* last, about a database that can't be used */
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

static uint64_t nanoseconds_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_REALTIME, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* Gives each worker its counters and its pen, and the main thread and the job one behind them. */
static bool open_senses(struct serving *serving)
{
    struct service *service = &serving->service;
    const unsigned count = settings_workers(serving->settings);

    serving->metrics = calloc(count, sizeof *serving->metrics);
    if (strcmp(serving->settings->log, "off") != 0) {
        serving->log = log_open(STDERR_FILENO, count + 2);
        serving->pen = log_pen(serving->log, count);
        serving->job_pen = log_pen(serving->log, count + 1);
        if (!serving->log)
            return false;
    }
    service->pace = &serving->pace;
    service->metrics = serving->metrics;
    service->worker_count = count;
    service->metrics_served = strcmp(serving->settings->metrics, "yes") == 0;
    service->log = serving->log;
    service->started = nanoseconds_now();
    service->sealed = &serving->sealed;
    return serving->metrics;
}

static bool open_limits(struct serving *serving)
{
    const struct settings *settings = serving->settings;
    struct limit_settings limits = {.key_rate = settings->key_rate,
        .key_burst = settings->key_burst,
        .anonymous_rate = settings->anonymous_rate,
        .anonymous_burst = settings->anonymous_burst,
        .failures = settings->authentication_failures};

    if (!address_ranges_parse(settings->trusted_proxy, &limits.trusted)) /* checked with the other settings */
        return false;
    serving->service.limits = limits_new(&limits);
    return serving->service.limits;
}

static bool start_workers(struct serving *serving)
{
    const unsigned count = serving->service.worker_count;

    serving->crowd.workers = count;
    for (unsigned i = 0; i < count; i++) {
        const struct worker_senses senses = {.metrics = &serving->metrics[i],
            .pen = log_pen(serving->log, i),
            .log_requests = strcmp(serving->settings->log, "requests") == 0};
        struct worker_thread *worker =
            worker_start(serving->settings, &serving->service, serving->listener.fd, &serving->crowd, &senses);

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

/* A client that waits in the listener's queue should get an answer and no 503, so the lanes are awaited; but not for
 * ever. */
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

/* Why the database can't be used: once for each reason, not for each time that somebody looked. */
static void say_away(struct serving *serving, enum schema_result schema, const char *error)
{
    if (strcmp(serving->said, error) == 0)
        return;
    snprintf(serving->said, sizeof serving->said, "%s", error);
    log_begin(serving->pen, schema == SCHEMA_AWAY ? LOG_LEVEL_WARNING : LOG_LEVEL_ERROR, "databaseUnusable");
    log_text(serving->pen, "message", error);
    log_end(serving->pen);
}

/* While the database is away the service answers 503; each second somebody looks whether it is back. */
static int wait_for_signal(struct serving *serving, const sigset_t *signals)
{
    const struct timespec second = {.tv_sec = 1};
    char error[SCHEMA_ERROR_MOST];

    for (;;) {
        if (serving->service.migrations_applied) {
            int number;

            if (sigwait(signals, &number) == 0)
                return 0;
        } else if (sigtimedwait(signals, NULL, &second) > 0) {
            return 0;
        } else {
            const enum schema_result schema = schema_update(serving->settings, false, error, sizeof error);

            serving->service.migrations_applied = schema == SCHEMA_READY;
            if (schema != SCHEMA_READY)
                say_away(serving, schema, error);
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

static void say_seal_trouble(const char *message, void *context)
{
    struct log_pen *pen = context;

    log_begin(pen, LOG_LEVEL_WARNING, "sealFailed");
    log_text(pen, "message", message);
    log_end(pen);
}

static bool start_sealer(struct serving *serving)
{
    const struct sealer_options options = {.database = serving->settings->database,
        .ready = &serving->service.migrations_applied,
        .sealed = &serving->sealed,
        .trouble = say_seal_trouble,
        .context = serving->job_pen};

    return (serving->sealer = sealer_start(&options));
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

    if (!api_prepare() || !open_senses(serving) || !open_limits(serving) || !start_workers(serving) ||
        !start_sealer(serving))
        return 1;
    if (serving->service.migrations_applied)
        await_lanes(serving);
    for (unsigned i = 0; i < serving->worker_count; i++)
        worker_open(serving->workers[i]);
    watchdog = start_watchdog(serving);
    say_listening(serving);
    status = wait_for_signal(serving, signals);
    watchdog_stop(watchdog); /* the manager's own limit for stopping takes over */
    notify_status("STOPPING=1", "Finishing requests, for at most %u s", serving->settings->drain_seconds);
    stop_workers(serving);
    sealer_stop(serving->sealer);
    log_close(serving->log);
    limits_free(serving->service.limits);
    free(serving->metrics);
    return status;
}

int serve(const struct settings *settings)
{
    struct serving serving = {.settings = settings,
        .service = {.public_url = settings->public_url,
            .export_seconds = settings->export_seconds,
            .anonymous = strcmp(settings->anonymous, "yes") == 0}};
    enum schema_result schema;
    sigset_t signals;
    int status;

    if (!tables_are_sound())
        return 1;
    block_signals(&signals);
    if (!files_allow(settings, serving.said, sizeof serving.said)) {
        fprintf(stderr, "proeftuind: %s\n", serving.said);
        return 1;
    }
    if (!listener_open(settings, &serving.listener))
        return 1;
    notify("STATUS=Bringing the database up to date");
    schema = schema_update(settings, false, serving.said, sizeof serving.said);
    if (schema != SCHEMA_READY)
        fprintf(stderr, "proeftuind: %s\n", serving.said);
    serving.service.migrations_applied = schema == SCHEMA_READY;
    status = schema == SCHEMA_REFUSED ? 1 : run(&serving, &signals);
    listener_close(&serving.listener);
    return status;
}
