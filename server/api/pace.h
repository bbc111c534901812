/*
 * How fast exports may go (server/api): as fast as they can while nobody else asks anything, and otherwise so slowly
 * that nobody else notices (docs/decisions/0019).
 *
 * It is one pace for all exports of all workers, since what they take from other requests is not the time of their own
 * worker alone: for each there is a PostgreSQL process and a client that work just as hard.
 */
#ifndef API_PACE_H
#define API_PACE_H

#include <stdatomic.h>
#include <stdint.h>

enum {
    PACE_SLICE = 16 * 1024, /* bytes that an export writes before it looks whether others want something */
    PACE_REST = 2,          /* ms that a slice then counts for: together 8 MB a second */
    PACE_MEMORY = 100       /* ms after its answer that a request counts as one of somebody who will ask again */
};

/* What all workers know of each other. All moments are milliseconds of loop_now(). Begins as zero. */
struct pace {
    _Atomic uint64_t answered; /* when a request that is no export last got its answer */
    _Atomic uint64_t taken;    /* until when exports have used up their share */
};

/* A request that is no export gets its answer. */
void pace_answered(struct pace *pace, uint64_t now);

/* An export has written a slice. Returns until when it should rest; `now`: not at all. */
uint64_t pace_slice(struct pace *pace, uint64_t now);

#endif
