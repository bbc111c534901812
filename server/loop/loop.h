/*
 * The event loop of one worker thread (server/loop): one epoll set, timers, and hooks that run once a turn.
 *
 * A turn: wait; run the sources that are ready, in the order in which epoll names them; run due timers; run the hooks
 * in the order in which they were added. The order of the hooks carries the design (ARCHITECTURE.md, life of a
 * request): the HTTP hook, which lets handlers submit queries, comes before the database hook, which flushes each
 * connection once.
 *
 * One thread runs a loop; only loop_stop() may be called from elsewhere, also from a signal handler.
 */
#ifndef PROEFTUIN_LOOP_H
#define PROEFTUIN_LOOP_H

#include <stdbool.h>
#include <stdint.h>

struct loop;

/* A descriptor to watch; embedded in its owner. */
struct loop_source {
    int fd;
    void (*ready)(struct loop_source *source, uint32_t events); /* events: EPOLLIN, EPOLLOUT, EPOLLRDHUP, ... */
};

/* A moment to be woken at, once; embedded in its owner. Set by loop_timer_set(). */
struct loop_timer {
    uint64_t at; /* milliseconds of loop_now() */
    void (*due)(struct loop_timer *timer);
    int position; /* in the heap, from 1; 0: not set. Zero-initialise. */
};

/* Something that runs each turn; embedded in its owner. */
struct loop_hook {
    void (*run)(struct loop_hook *hook);
    /* The longest that the loop may sleep, in milliseconds; UINT64_MAX: as long as it likes; 0: run again at once.
     * NULL: no opinion. */
    uint64_t (*patience)(struct loop_hook *hook);
    struct loop_hook *next;
};

/* A new loop, or NULL (errno says why). */
struct loop *loop_new(void);

/* Frees it, once nobody can stop or wake it any more. Sources and timers belong to their owners, who should have
 * removed them. */
void loop_free(struct loop *loop);

/* Watches a descriptor for events (EPOLLIN | ...). False with errno on failure. */
bool loop_add(struct loop *loop, struct loop_source *source, uint32_t events);
bool loop_change(struct loop *loop, struct loop_source *source, uint32_t events);

/* Stops watching; must come before the descriptor is closed. Events already fetched for it in this turn are dropped. */
void loop_remove(struct loop *loop, struct loop_source *source);

/* Sets or moves a timer, at a moment of loop_now()'s clock; false when there is no memory. Clearing one that is not set
 * is fine. */
bool loop_timer_set(struct loop *loop, struct loop_timer *timer, uint64_t at);
void loop_timer_clear(struct loop *loop, struct loop_timer *timer);

/* Adds a hook, behind those added before. */
void loop_hook_add(struct loop *loop, struct loop_hook *hook);

/* Takes a hook out again, so that its owner can be freed; not from within another hook's run(). */
void loop_hook_remove(struct loop *loop, struct loop_hook *hook);

/* Milliseconds of CLOCK_MONOTONIC, read once a turn. */
uint64_t loop_now(const struct loop *loop);

/* Runs until loop_stop(). loop_turn() runs one turn that waits at most `most` milliseconds. */
void loop_run(struct loop *loop);
void loop_turn(struct loop *loop, uint64_t most);

/* Makes loop_run() return after its turn, and wakes the loop. From any thread or signal handler. */
void loop_stop(struct loop *loop);

/* Wakes the loop without stopping it. From any thread or signal handler. */
void loop_wake(struct loop *loop);

#endif
