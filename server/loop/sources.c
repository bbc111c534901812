/* Descriptors that the loop watches (server/loop). */
#include "internal.h"

#include <assert.h>
#include <errno.h>

static bool control(struct loop *loop, int operation, struct loop_source *source, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.ptr = source};

    assert(source->fd >= 0 && source->ready);
    return epoll_ctl(loop->epoll, operation, source->fd, &event) == 0;
}

bool loop_add(struct loop *loop, struct loop_source *source, uint32_t events)
{
    return control(loop, EPOLL_CTL_ADD, source, events);
}

bool loop_change(struct loop *loop, struct loop_source *source, uint32_t events)
{
    return control(loop, EPOLL_CTL_MOD, source, events);
}

void loop_remove(struct loop *loop, struct loop_source *source)
{
    bool removed = control(loop, EPOLL_CTL_DEL, source, 0);

    assert(removed);
    (void)removed;
    /* Its owner may free it now: forget what was fetched for it and has not run yet. */
    for (int i = loop->event_next; i < loop->event_count; i++)
        if (loop->events[i].data.ptr == source)
            loop->events[i].data.ptr = NULL;
}

void loop_run_sources(struct loop *loop)
{
    while (loop->event_next < loop->event_count) {
        const struct epoll_event *event = &loop->events[loop->event_next++];
        struct loop_source *source = event->data.ptr;
        if (source)
            source->ready(source, event->events);
    }
}
