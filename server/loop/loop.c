/* A turn of the event loop, and how it is stopped (server/loop). */
#include "internal.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

/* A handler of a signal may only touch what needs no lock. */
_Static_assert(ATOMIC_BOOL_LOCK_FREE == 2, "loop_stop() must be safe in a signal handler");

static uint64_t milliseconds(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

/* Empties the eventfd, so that it can wake the loop again. */
static void woken(struct loop_source *wake, uint32_t events)
{
    uint64_t count;

    (void)events;
    while (read(wake->fd, &count, sizeof count) < 0 && errno == EINTR)
        ;
}

struct loop *loop_new(void)
{
    struct loop *loop = calloc(1, sizeof *loop);

    if (!loop)
        return NULL;
    loop->hooks_end = &loop->hooks;
    loop->now = milliseconds();
    loop->epoll = epoll_create1(EPOLL_CLOEXEC);
    loop->wake = (struct loop_source){.fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), .ready = woken};
    if (loop->epoll < 0 || loop->wake.fd < 0 || !loop_add(loop, &loop->wake, EPOLLIN)) {
        int why = errno;
        loop_free(loop);
        errno = why;
        return NULL;
    }
    return loop;
}

void loop_free(struct loop *loop)
{
    if (!loop)
        return;
    if (loop->wake.fd >= 0)
        close(loop->wake.fd);
    if (loop->epoll >= 0)
        close(loop->epoll);
    free(loop->timers);
    free(loop);
}

void loop_hook_add(struct loop *loop, struct loop_hook *hook)
{
    assert(hook->run);
    hook->next = NULL;
    *loop->hooks_end = hook;
    loop->hooks_end = &hook->next;
}

void loop_hook_remove(struct loop *loop, struct loop_hook *hook)
{
    struct loop_hook **link = &loop->hooks;

    while (*link != hook) {
        assert(*link);
        link = &(*link)->next;
    }
    *link = hook->next;
    if (loop->hooks_end == &hook->next)
        loop->hooks_end = link;
}

uint64_t loop_now(const struct loop *loop)
{
    return loop->now;
}

/* How long this turn may sleep: until the first timer, and no longer than any hook allows. */
static uint64_t patience(const struct loop *loop, uint64_t most)
{
    const struct loop_timer *first = loop_first_timer(loop);

    if (first) {
        /* Not loop_now(): what the last turn did has taken time too. */
        uint64_t now = milliseconds();
        uint64_t left = first->at > now ? first->at - now : 0;
        most = left < most ? left : most;
    }
    for (struct loop_hook *hook = loop->hooks; hook && most > 0; hook = hook->next) {
        uint64_t wish = hook->patience ? hook->patience(hook) : UINT64_MAX;
        most = wish < most ? wish : most;
    }
    return most;
}

/* Fetches events, sleeping at most `most` milliseconds. An interrupted sleep is a turn without events. */
static void fetch(struct loop *loop, uint64_t most)
{
    int timeout = most == UINT64_MAX ? -1 : most > INT_MAX ? INT_MAX : (int)most;
    int count = epoll_wait(loop->epoll, loop->events, LOOP_EVENTS_MOST, timeout);

    assert(count >= 0 || errno == EINTR);
    loop->event_count = count > 0 ? count : 0;
    loop->event_next = 0;
    loop->now = milliseconds();
}

void loop_turn(struct loop *loop, uint64_t most)
{
    fetch(loop, patience(loop, most));
    loop_run_sources(loop);
    loop_run_timers(loop);
    for (struct loop_hook *hook = loop->hooks, *next; hook; hook = next) {
        next = hook->next; /* it may take itself out */
        hook->run(hook);
    }
}

void loop_run(struct loop *loop)
{
    do {
        loop_turn(loop, UINT64_MAX);
    } while (!atomic_exchange(&loop->stopping, false));
}

void loop_stop(struct loop *loop)
{
    atomic_store(&loop->stopping, true);
    loop_wake(loop);
}

void loop_wake(struct loop *loop)
{
    int before = errno; /* a signal handler must leave it as it was */
    uint64_t one = 1;

    /* It fails only when the counter is full, and then the loop wakes anyway. */
    ssize_t written = write(loop->wake.fd, &one, sizeof one);
    (void)written;
    errno = before;
}
