/*
 * Timers, in a binary heap (server/loop). A timer knows its place in it, so that moving and clearing one take no
 * search.
 */
#include "internal.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

enum { TIMERS_FIRST = 16 };

static void place(struct loop *loop, size_t position, struct loop_timer *timer)
{
    loop->timers[position - 1] = timer;
    timer->position = (int)position;
}

static struct loop_timer *at(const struct loop *loop, size_t position)
{
    return loop->timers[position - 1];
}

/* Brings a timer towards the root until its parent is no later. */
static void rise(struct loop *loop, struct loop_timer *timer)
{
    size_t position = (size_t)timer->position;

    while (position > 1 && at(loop, position / 2)->at > timer->at) {
        place(loop, position, at(loop, position / 2));
        position /= 2;
    }
    place(loop, position, timer);
}

/* Brings a timer towards the leaves until no child is earlier. */
static void sink(struct loop *loop, struct loop_timer *timer)
{
    size_t position = (size_t)timer->position;

    for (;;) {
        size_t child = position * 2;
        if (child < loop->timer_count && at(loop, child + 1)->at < at(loop, child)->at)
            child++;
        if (child > loop->timer_count || at(loop, child)->at >= timer->at)
            break;
        place(loop, position, at(loop, child));
        position = child;
    }
    place(loop, position, timer);
}

static bool make_room(struct loop *loop)
{
    if (loop->timer_count < loop->timer_size)
        return true;
    size_t size = loop->timer_size ? loop->timer_size * 2 : TIMERS_FIRST;
    if (size > INT_MAX)
        return false;
    struct loop_timer **timers = realloc(loop->timers, size * sizeof *timers);
    if (!timers)
        return false;
    loop->timers = timers;
    loop->timer_size = size;
    return true;
}

bool loop_timer_set(struct loop *loop, struct loop_timer *timer, uint64_t moment)
{
    assert(timer->due);
    if (timer->position == 0) {
        if (!make_room(loop))
            return false;
        timer->at = moment;
        place(loop, ++loop->timer_count, timer);
        rise(loop, timer);
        return true;
    }
    bool earlier = moment < timer->at;
    timer->at = moment;
    if (earlier)
        rise(loop, timer);
    else
        sink(loop, timer);
    return true;
}

void loop_timer_clear(struct loop *loop, struct loop_timer *timer)
{
    if (timer->position == 0)
        return;
    struct loop_timer *last = at(loop, loop->timer_count--);
    if (last != timer) {
        place(loop, (size_t)timer->position, last);
        rise(loop, last);
        sink(loop, last);
    }
    timer->position = 0;
}

const struct loop_timer *loop_first_timer(const struct loop *loop)
{
    return loop->timer_count > 0 ? at(loop, 1) : NULL;
}

void loop_run_timers(struct loop *loop)
{
    /* At most as many as there are now: a timer that keeps setting itself to the past may not hold up the turn. */
    for (size_t left = loop->timer_count; left > 0 && loop->timer_count > 0; left--) {
        struct loop_timer *first = at(loop, 1);
        if (first->at > loop->now)
            return;
        loop_timer_clear(loop, first);
        first->due(first);
    }
}
