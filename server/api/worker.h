/* What one worker thread's handlers share (server/api). */
#ifndef API_WORKER_H
#define API_WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include "api/trace.h"
#include "db/db.h"
#include "loop/loop.h"

struct limits;
struct log_book;
struct log_pen;
struct metrics;
struct pace;
struct key_cache;

/* What the service as a whole knows; read-only once serving, but for what is atomic. */
struct service {
    const char *public_url;          /* before "/v1/..." in links; "" when not set */
    _Atomic bool migrations_applied; /* readiness says so while they are not */
    _Atomic bool draining;           /* stop signal seen: not ready any more */
    const struct metrics *metrics;   /* of all workers, to be added up */
    unsigned worker_count;
    bool metrics_served;
    bool anonymous;                 /* what is public may be read without a key */
    unsigned export_seconds;        /* an export may take as a whole */
    struct pace *pace;              /* of the exports; changes, by atomics */
    struct limits *limits;          /* its counts change, by atomics; NULL: there are none */
    struct log_book *log;           /* NULL: there is none */
    uint64_t started;               /* nanoseconds since the epoch */
    const _Atomic uint64_t *sealed; /* when the change log was last known to be sealed, in nanoseconds of
                                       CLOCK_MONOTONIC; 0: not yet */
};

struct worker {
    const struct service *service;
    struct loop *loop;
    struct db *db;
    struct metrics *metrics; /* the worker's own */
    struct log_pen *pen;     /* NULL: nothing is logged */
    bool log_requests;       /* all of them, not only those that fail */
    struct trace_source ids;
    struct key_cache *keys;
};

#endif
