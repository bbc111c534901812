/* What the files of the loop share (server/loop); nobody else includes this. */
#ifndef PROEFTUIN_LOOP_INTERNAL_H
#define PROEFTUIN_LOOP_INTERNAL_H

#include "loop/loop.h"

#include <stdatomic.h>
#include <stddef.h>
#include <sys/epoll.h>

enum { LOOP_EVENTS_MOST = 256 }; /* fetched in one turn; the rest waits for the next */

struct loop {
    int epoll;
    struct loop_source wake; /* an eventfd; its owner is the loop itself */
    uint64_t now;
    atomic_bool stopping;

    /* The events of this turn: those from `event_next` on are still to be run. */
    struct epoll_event events[LOOP_EVENTS_MOST];
    int event_count;
    int event_next;

    /* A binary heap, earliest first; a timer's `position` counts from 1. */
    struct loop_timer **timers;
    size_t timer_count;
    size_t timer_size;

    struct loop_hook *hooks;
    struct loop_hook **hooks_end;
};

/* Runs the sources of the events that loop_turn() fetched. */
void loop_run_sources(struct loop *loop);

/* Runs every timer that is due now. One that is set again to a moment that has passed waits for the next turn. */
void loop_run_timers(struct loop *loop);

/* The earliest timer, or NULL. */
const struct loop_timer *loop_first_timer(const struct loop *loop);

#endif
