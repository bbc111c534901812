/*
 * The book (server/log): its pens, and the thread that writes what they hand over.
 *
 * The thread sleeps until a pen wakes it, then waits a few milliseconds for company: under load many lines go out in
 * one write.
 */
#include "internal.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { GATHER_MS = 4, CLOSE_SECONDS = 1 };

struct log_book {
    int fd;
    bool journal;
    unsigned count;
    struct log_pen *pens;
    char *rings;
    pthread_t thread;
    sem_t work;
    _Atomic bool awake; /* the thread will look at the rings: no need to wake it */
    _Atomic bool closing;
};

/* Whether `fd` is the system's journal, as systemd.exec(5) says how to tell: then lines carry their priority. */
static bool is_journal(int fd)
{
    const char *stream = getenv("JOURNAL_STREAM");
    struct stat file;
    char identity[64];

    if (!stream || fstat(fd, &file) < 0)
        return false;
    snprintf(identity, sizeof identity, "%ju:%ju", (uintmax_t)file.st_dev, (uintmax_t)file.st_ino);
    return strcmp(stream, identity) == 0;
}

bool book_is_journal(const struct log_book *book)
{
    return book->journal;
}

void book_wake(struct log_book *book)
{
    if (!atomic_load(&book->awake) && !atomic_exchange(&book->awake, true))
        sem_post(&book->work);
}

/* ---- The writer ---- */

/* Lines that begin at `tail` or later and end before `head`. */
static uint64_t count_lines(const struct log_pen *pen, size_t tail, size_t head)
{
    uint64_t lines = 0;

    for (; tail != head; tail++)
        lines += pen->ring[tail % RING_SIZE] == '\n';
    return lines;
}

/* Waits for a sink that somebody has made non-blocking. False when the sink is no more. */
static bool sink_recovers(int fd)
{
    struct pollfd sink = {.fd = fd, .events = POLLOUT};

    return errno == EINTR || (errno == EAGAIN && (poll(&sink, 1, -1) >= 0 || errno == EINTR));
}

/* Writes what lies between tail and head: one piece, or two when it goes around. Returns how much went out. */
static ssize_t write_piece(const struct log_book *book, const struct log_pen *pen, size_t tail, size_t head)
{
    const size_t at = tail % RING_SIZE, length = head - tail;
    const size_t first = length < RING_SIZE - at ? length : RING_SIZE - at;
    const struct iovec pieces[] = {{pen->ring + at, first}, {pen->ring, length - first}};

    return writev(book->fd, pieces, length > first ? 2 : 1);
}

static void drain(const struct log_book *book, struct log_pen *pen)
{
    const size_t head = atomic_load(&pen->head);
    size_t tail = atomic_load_explicit(&pen->tail, memory_order_relaxed);

    while (tail != head) {
        const ssize_t gone = write_piece(book, pen, tail, head);
        if (gone >= 0) {
            tail += (size_t)gone;
        } else if (!sink_recovers(book->fd)) {
            atomic_fetch_add_explicit(&pen->lost, count_lines(pen, tail, head), memory_order_relaxed);
            tail = head;
        }
        atomic_store_explicit(&pen->tail, tail, memory_order_release);
    }
}

static void *write_all(void *context)
{
    const struct timespec company = {.tv_nsec = GATHER_MS * 1000000L};
    struct log_book *book = context;
    bool last;

    do {
        while (sem_wait(&book->work) < 0)
            ;
        last = atomic_load(&book->closing);
        if (!last)
            nanosleep(&company, NULL);
        atomic_store(&book->awake, false);
        for (unsigned i = 0; i < book->count; i++)
            drain(book, &book->pens[i]);
    } while (!last);
    return NULL;
}

/* ---- Opening and closing ---- */

static void book_free(struct log_book *book)
{
    sem_destroy(&book->work);
    free(book->pens);
    free(book->rings);
    free(book);
}

static bool make_pens(struct log_book *book)
{
    book->pens = calloc(book->count, sizeof *book->pens);
    book->rings = malloc((size_t)book->count * RING_SIZE);
    if (!book->pens || !book->rings)
        return false;
    for (unsigned i = 0; i < book->count; i++) {
        book->pens[i].book = book;
        book->pens[i].ring = book->rings + (size_t)i * RING_SIZE;
        book->pens[i].second = -1;
    }
    return true;
}

struct log_book *log_open(int fd, unsigned pens)
{
    struct log_book *book = calloc(1, sizeof *book);

    if (!book)
        return NULL;
    book->fd = fd;
    book->journal = is_journal(fd);
    book->count = pens;
    sem_init(&book->work, 0, 0);
    if (!make_pens(book) || (errno = pthread_create(&book->thread, NULL, write_all, book)) != 0) {
        book_free(book);
        return NULL;
    }
    return book;
}

/* A thread that is stuck in a write can't be stopped; it is left behind with all that it looks at, for the process is
 * about to end. */
void log_close(struct log_book *book)
{
    struct timespec until;

    if (!book)
        return;
    atomic_store(&book->closing, true);
    sem_post(&book->work);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += CLOSE_SECONDS;
    if (pthread_timedjoin_np(book->thread, NULL, &until) == 0)
        book_free(book);
    else
        pthread_detach(book->thread);
}

struct log_pen *log_pen(struct log_book *book, unsigned index)
{
    return book ? &book->pens[index] : NULL;
}

struct log_counts log_counts(const struct log_book *book)
{
    struct log_counts counts = {0};

    for (unsigned i = 0; book && i < book->count; i++) {
        const struct log_pen *pen = &book->pens[i];

        counts.lines += atomic_load_explicit(&pen->lines, memory_order_relaxed);
        counts.dropped += atomic_load_explicit(&pen->refused, memory_order_relaxed) +
                          atomic_load_explicit(&pen->lost, memory_order_relaxed);
    }
    return counts;
}
