/* The watchdog (server/main). */
#include "watchdog.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "notify.h"

/* Looks within the time that the manager allows, so that one late turn is no reason to be killed. */
enum { LOOKS = 4 };

struct watchdog {
    struct heart *const *hearts;
    unsigned count;
    uint64_t pause; /* microseconds */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t stop_asked;
    bool stopping;
};

/* Whether all loops have turned since the last look. An idle loop sleeps: so each is woken, to turn before the next. */
static bool all_beat(const struct watchdog *watchdog)
{
    bool all = true;

    for (unsigned i = 0; i < watchdog->count; i++) {
        struct heart *heart = watchdog->hearts[i];
        const unsigned beats = atomic_load_explicit(&heart->beats, memory_order_relaxed);

        all = all && beats != heart->seen;
        heart->seen = beats;
        loop_wake(heart->loop);
    }
    return all;
}

static struct timespec next_look(const struct watchdog *watchdog)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    const uint64_t nanoseconds = (uint64_t)at.tv_nsec + watchdog->pause % 1000000 * 1000;
    at.tv_sec += (time_t)(watchdog->pause / 1000000 + nanoseconds / 1000000000);
    at.tv_nsec = (long)(nanoseconds % 1000000000);
    return at;
}

static void *watch(void *context)
{
    struct watchdog *watchdog = context;
    struct timespec at = next_look(watchdog);

    pthread_mutex_lock(&watchdog->lock);
    while (!watchdog->stopping) {
        if (pthread_cond_timedwait(&watchdog->stop_asked, &watchdog->lock, &at) == 0)
            continue; /* asked to stop, or woken for nothing */
        if (all_beat(watchdog))
            notify("WATCHDOG=1");
        at = next_look(watchdog);
    }
    pthread_mutex_unlock(&watchdog->lock);
    return NULL;
}

/* On the clock that nobody sets. */
static void init_condition(pthread_cond_t *condition)
{
    pthread_condattr_t attributes;

    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
}

static void watchdog_free(struct watchdog *watchdog)
{
    pthread_cond_destroy(&watchdog->stop_asked);
    pthread_mutex_destroy(&watchdog->lock);
    free(watchdog);
}

struct watchdog *watchdog_start(struct heart *const hearts[], unsigned count, uint64_t microseconds)
{
    struct watchdog *watchdog = calloc(1, sizeof *watchdog);

    if (!watchdog)
        return NULL;
    watchdog->hearts = hearts;
    watchdog->count = count;
    watchdog->pause = microseconds / LOOKS;
    pthread_mutex_init(&watchdog->lock, NULL);
    init_condition(&watchdog->stop_asked);
    if (pthread_create(&watchdog->thread, NULL, watch, watchdog)) {
        watchdog_free(watchdog);
        return NULL;
    }
    return watchdog;
}

void watchdog_stop(struct watchdog *watchdog)
{
    if (!watchdog)
        return;
    pthread_mutex_lock(&watchdog->lock);
    watchdog->stopping = true;
    pthread_cond_signal(&watchdog->stop_asked);
    pthread_mutex_unlock(&watchdog->lock);
    pthread_join(watchdog->thread, NULL);
    watchdog_free(watchdog);
}
