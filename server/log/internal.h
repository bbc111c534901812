/* What the files of the log share (server/log); nobody else includes this. */
#ifndef LOG_INTERNAL_H
#define LOG_INTERNAL_H

#include <semaphore.h>
#include <stdatomic.h>
#include <time.h>

#include "log/log.h"

enum {
    RING_SIZE = 1024 * 1024, /* bytes of lines that a pen may be ahead of the writer; a power of two */
    TIME_SIZE = 32
};

/* A ring of whole lines between two threads. `head` and `tail` count bytes since the beginning. The line in the making
 * keeps what the two threads write on different cache lines. */
struct log_pen {
    struct log_book *book;
    char *ring;

    /* The writer's. */
    _Atomic size_t tail;   /* bytes written or lost */
    _Atomic uint64_t lost; /* lines that were in the ring, but the sink is gone */

    char line[LOG_LINE_MOST]; /* in the making */

    /* The pen's own thread's. */
    size_t length;            /* of the line in the making */
    _Atomic size_t head;      /* bytes handed over */
    _Atomic uint64_t lines;   /* that were ended */
    _Atomic uint64_t refused; /* of them: found the ring full */
    time_t second;            /* of `time` */
    char time[TIME_SIZE];     /* "2026-01-31T12:34:56" */
};

/* ring.c: hands a line over. False when there is no room. */
bool ring_push(struct log_pen *pen, const char *line, size_t length);

/* book.c: something is there to be written. */
void book_wake(struct log_book *book);

/* book.c: whether each line begins with its level as the system's journal wants it. */
bool book_is_journal(const struct log_book *book);

#endif
