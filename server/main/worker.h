/* One worker thread: its loop, its database lanes, its HTTP server (server/main). */
#ifndef MAIN_WORKER_H
#define MAIN_WORKER_H

#include "api/worker.h"
#include "settings.h"
#include "watchdog.h"

struct http_crowd;
struct worker_thread;

/* Where a worker counts and writes. What it points to outlives all workers. */
struct worker_senses {
    struct metrics *metrics;
    struct log_pen *pen; /* NULL: nothing is logged */
    bool log_requests;
};

/* Starts one of the crowd's workers for the listener, which it serves after worker_open(). NULL after writing why to
 * stderr. */
struct worker_thread *worker_start(const struct settings *settings, const struct service *service, int listener,
    struct http_crowd *crowd, const struct worker_senses *senses);

/* True once the worker has had all its database lanes connected. */
bool worker_was_ready(const struct worker_thread *worker);

/* Lets it accept connections. */
void worker_open(struct worker_thread *worker);

/* What the watchdog looks at; lives as long as the worker. */
struct heart *worker_heart(struct worker_thread *worker);

/* Tells the worker to finish what it has and stop, within the drain limit. */
void worker_drain(struct worker_thread *worker);

/* Waits for its end and frees it. */
void worker_join(struct worker_thread *worker);

#endif
