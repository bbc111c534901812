/*
 * The watchdog (server/main): tells the service manager that the workers turn, for as long as all of them do. One that
 * is stuck makes the manager miss its WATCHDOG=1 and start the daemon anew.
 */
#ifndef MAIN_WATCHDOG_H
#define MAIN_WATCHDOG_H

#include <stdatomic.h>
#include <stdint.h>

#include "loop/loop.h"

/* A loop that is watched; embedded in its owner. Zero-initialise, and set the loop. */
struct heart {
    struct loop *loop;
    _Atomic unsigned beats; /* turns of the loop; its owner counts them by heart_beat() */
    unsigned seen;          /* the watchdog's: beats at its last look */
};

static inline void heart_beat(struct heart *heart)
{
    atomic_fetch_add_explicit(&heart->beats, 1, memory_order_relaxed);
}

struct watchdog;

/* Starts watching on a thread of its own: what main does may take long. `hearts` must outlive it. `microseconds`: what
 * the manager asked for. NULL on failure. */
struct watchdog *watchdog_start(struct heart *const hearts[], unsigned count, uint64_t microseconds);

/* Stops it; NULL is fine. */
void watchdog_stop(struct watchdog *watchdog);

#endif
