/*
 * One worker thread (server/main). It shares nothing with the others but the listener and what `struct service` says.
 *
 * A hook at the end of each turn looks after the two things that come from outside: the wish to stop, and whether the
 * database was ever there.
 */
#include "worker.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/api.h"
#include "api/key_cache.h"
#include "api/metrics.h"
#include "db/db.h"
#include "http/http.h"
#include "log/log.h"
#include "loop/loop.h"

/* It owns nothing, and row security holds for it (migrations/0006_callers.sql). */
#define DATABASE_ROLE "proeftuin_app"

enum {
    HEAD_MEMORY = 32 * 1024,
    TARGET_LENGTH = 8 * 1024,
    REQUEST_MEMORY = 24 * 1024 * 1024,
    PIPELINE_DEPTH = 64,
    PREPARED_MOST = 256
};

struct worker_thread {
    pthread_t thread;
    struct worker worker;
    struct http_server *server;
    struct loop_hook hook;
    struct heart heart;
    struct loop_timer drain_timer;
    unsigned drain_seconds;
    bool database_seen;       /* all lanes were up at the last look */
    bool draining;            /* seen by the worker itself */
    _Atomic bool open_asked;  /* said by main */
    _Atomic bool drain_asked; /* and this */
    _Atomic bool ready_once;
};

static struct worker_thread *of_hook(struct loop_hook *hook)
{
    return (struct worker_thread *)((char *)hook - offsetof(struct worker_thread, hook));
}

static void drain_limit(struct loop_timer *timer)
{
    struct worker_thread *self = (struct worker_thread *)((char *)timer - offsetof(struct worker_thread, drain_timer));

    loop_stop(self->worker.loop);
}

static void begin_drain(struct worker_thread *self)
{
    self->draining = true;
    self->drain_timer.due = drain_limit;
    http_drain(self->server);
    if (!loop_timer_set(
            self->worker.loop, &self->drain_timer, loop_now(self->worker.loop) + 1000 * (uint64_t)self->drain_seconds))
        loop_stop(self->worker.loop);
}

/* Says when the database is lost, and when it is back. */
static void note_database(struct worker_thread *self)
{
    const bool ready = db_ready(self->worker.db);

    if (ready == self->database_seen)
        return;
    if (!ready) {
        log_begin(self->worker.pen, LOG_LEVEL_WARNING, "databaseLost");
        log_text(self->worker.pen, "message", db_trouble(self->worker.db));
        log_end(self->worker.pen);
    } else if (atomic_load_explicit(&self->ready_once, memory_order_relaxed)) {
        log_begin(self->worker.pen, LOG_LEVEL_INFO, "databaseBack");
        log_end(self->worker.pen);
    }
    self->database_seen = ready;
}

static void look_after(struct loop_hook *hook)
{
    struct worker_thread *self = of_hook(hook);

    heart_beat(&self->heart);
    note_database(self);
    metrics_publish(self->worker.metrics, self->server, self->worker.db);
    if (!atomic_load_explicit(&self->ready_once, memory_order_relaxed) && db_ready(self->worker.db))
        atomic_store(&self->ready_once, true);
    if (atomic_load_explicit(&self->open_asked, memory_order_relaxed))
        http_open(self->server);
    if (!self->draining && atomic_load(&self->drain_asked))
        begin_drain(self);
    if (self->draining && http_drained(self->server))
        loop_stop(self->worker.loop);
}

static void *run(void *worker)
{
    struct worker_thread *self = worker;

    loop_run(self->worker.loop);
    loop_timer_clear(self->worker.loop, &self->drain_timer);
    http_stop(self->server);
    db_free(self->worker.db);
    key_cache_free(self->worker.keys);
    return NULL;
}

static struct db *open_database(struct loop *loop, const struct settings *settings)
{
    char options[64];
    const struct db_settings database = {.url = settings->database,
        .role = DATABASE_ROLE,
        .options = options,
        .connections = {[DB_READ] = settings->read_connections,
            [DB_WRITE] = settings->write_connections,
            [DB_POOL] = settings->pool_connections},
        .depth = {[DB_READ] = PIPELINE_DEPTH, [DB_WRITE] = PIPELINE_DEPTH, [DB_POOL] = 1},
        .statement_ms =
            {[DB_READ] = settings->db_read_ms, [DB_WRITE] = settings->db_write_ms, [DB_POOL] = settings->db_pool_ms},
        .lock_ms = settings->db_lock_ms,
        .queue = settings->queue,
        .prepared = PREPARED_MOST};

    snprintf(options, sizeof options, "-c proeftuin.small_count=%u", settings->small_count);
    return db_new(loop, &database);
}

static struct http_server *open_server(
    struct worker_thread *self, const struct settings *settings, int listener, struct http_crowd *crowd)
{
    const struct http_settings http = {.listener = listener,
        .crowd = crowd,
        .connections = (settings->connections + crowd->workers - 1) / crowd->workers,
        .head_memory = HEAD_MEMORY,
        .target_length = TARGET_LENGTH,
        .request_memory = REQUEST_MEMORY,
        .head_seconds = settings->head_seconds,
        .body_seconds = settings->body_seconds,
        .request_seconds = settings->request_seconds,
        .stream_seconds = settings->export_seconds,
        .write_seconds = settings->write_seconds};
    const struct http_app app = api_app(&self->worker);
    char error[256] = "out of memory";
    struct http_server *server = http_start(self->worker.loop, &http, &app, error, sizeof error);

    if (!server)
        fprintf(stderr, "proeftuind: %s\n", error);
    return server;
}

/* The HTTP hook must stand before the database's, which flushes what handlers submitted; http_start() and db_new() add
 * them, so their order here is the order of a turn. */
static bool open_all(
    struct worker_thread *self, const struct settings *settings, int listener, struct http_crowd *crowd)
{
    self->worker.loop = loop_new();
    self->worker.keys = key_cache_new();
    if (!self->worker.loop || !self->worker.keys)
        return false;
    self->server = open_server(self, settings, listener, crowd);
    if (self->server)
        http_hold(self->server);
    self->worker.db = self->server ? open_database(self->worker.loop, settings) : NULL;
    if (!self->worker.db)
        return false;
    self->heart.loop = self->worker.loop;
    self->hook.run = look_after;
    loop_hook_add(self->worker.loop, &self->hook);
    return true;
}

struct worker_thread *worker_start(const struct settings *settings, const struct service *service, int listener,
    struct http_crowd *crowd, const struct worker_senses *senses)
{
    struct worker_thread *self = calloc(1, sizeof *self);

    if (!self)
        return NULL;
    self->worker.service = service;
    self->worker.metrics = senses->metrics;
    self->worker.pen = senses->pen;
    self->worker.log_requests = senses->log_requests;
    trace_seed(&self->worker.ids);
    self->drain_seconds = settings->drain_seconds;
    if (!open_all(self, settings, listener, crowd)) {
        perror("proeftuind: a worker can't start");
        return NULL; /* the daemon ends here, and the rest with it */
    }
    if (pthread_create(&self->thread, NULL, run, self)) {
        perror("proeftuind: a worker can't start");
        return NULL;
    }
    return self;
}

bool worker_was_ready(const struct worker_thread *worker)
{
    return atomic_load(&worker->ready_once);
}

struct heart *worker_heart(struct worker_thread *worker)
{
    return &worker->heart;
}

void worker_open(struct worker_thread *worker)
{
    atomic_store(&worker->open_asked, true);
    loop_wake(worker->worker.loop);
}

void worker_drain(struct worker_thread *worker)
{
    atomic_store(&worker->drain_asked, true);
    loop_wake(worker->worker.loop);
}

void worker_join(struct worker_thread *worker)
{
    pthread_join(worker->thread, NULL);
    loop_free(worker->worker.loop); /* not before: main may still have been waking it */
    free(worker);
}
