/* Queues of deadlines (server/http): setting, clearing and passing one take no search. */
#include "internal.h"

void deadline_set(struct deadlines *queue, struct deadline *deadline)
{
    deadline_clear(deadline);
    deadline->in = queue;
    deadline->at = loop_now(queue->loop) + queue->after;
    deadline->previous = queue->last;
    deadline->next = NULL;
    if (queue->last)
        queue->last->next = deadline;
    else
        queue->first = deadline;
    queue->last = deadline;
}

void deadline_clear(struct deadline *deadline)
{
    struct deadlines *queue = deadline->in;

    if (!queue)
        return;
    if (deadline->previous)
        deadline->previous->next = deadline->next;
    else
        queue->first = deadline->next;
    if (deadline->next)
        deadline->next->previous = deadline->previous;
    else
        queue->last = deadline->previous;
    deadline->in = NULL;
}

void deadlines_run(struct deadlines *queue)
{
    while (queue->first && queue->first->at <= loop_now(queue->loop)) {
        struct deadline *passed = queue->first;
        deadline_clear(passed);
        queue->passed(passed);
    }
}

uint64_t deadlines_patience(const struct deadlines *queue)
{
    uint64_t now = loop_now(queue->loop);

    if (!queue->first)
        return UINT64_MAX;
    return queue->first->at > now ? queue->first->at - now : 0;
}
