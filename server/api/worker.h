/* What one worker thread's handlers share (server/api). */
#ifndef API_WORKER_H
#define API_WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"
#include "loop/loop.h"

/* What the service as a whole knows; read-only once serving. */
struct service {
    const char *public_url;          /* before "/v1/..." in links; "" when not set */
    _Atomic bool migrations_applied; /* readiness says so while they are not */
    _Atomic bool draining;           /* stop signal seen: not ready any more */
};

struct worker {
    const struct service *service;
    struct loop *loop;
    struct db *db;
};

#endif
