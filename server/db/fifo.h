/*
 * First in, first out: the lists that a query or a piece of housekeeping stands in (server/db).
 */
#ifndef PROEFTUIN_DB_FIFO_H
#define PROEFTUIN_DB_FIFO_H

#include <stddef.h>
#include <stdint.h>

struct db_query;

/* What one sync ends: a query, or housekeeping of the prepared statements (prepare one, drop one). */
struct exchange {
    struct exchange *next;
    struct db_query *query; /* NULL: housekeeping, owned by the list */
    uint64_t prepares;      /* housekeeping: serial of the statement that is prepared; 0: one is dropped */
};

struct fifo {
    struct exchange *first;
    struct exchange *last;
    unsigned count;
};

static inline void fifo_push(struct fifo *fifo, struct exchange *exchange)
{
    exchange->next = NULL;
    if (fifo->last)
        fifo->last->next = exchange;
    else
        fifo->first = exchange;
    fifo->last = exchange;
    fifo->count++;
}

static inline void fifo_push_front(struct fifo *fifo, struct exchange *exchange)
{
    exchange->next = fifo->first;
    fifo->first = exchange;
    if (!fifo->last)
        fifo->last = exchange;
    fifo->count++;
}

/* NULL when empty. */
static inline struct exchange *fifo_pop(struct fifo *fifo)
{
    struct exchange *exchange = fifo->first;
    if (!exchange)
        return NULL;
    fifo->first = exchange->next;
    if (!fifo->first)
        fifo->last = NULL;
    fifo->count--;
    return exchange;
}

/* Takes out one that is in the list; the lists are bounded, so a walk will do. */
static inline void fifo_remove(struct fifo *fifo, struct exchange *exchange)
{
    struct exchange *before = NULL;
    for (struct exchange *at = fifo->first; at && at != exchange; at = at->next)
        before = at;
    if (!before) {
        fifo_pop(fifo);
        return;
    }
    before->next = exchange->next;
    if (fifo->last == exchange)
        fifo->last = before;
    fifo->count--;
}

#endif
