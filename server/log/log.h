/*
 * The log (server/log): one JSON object a line, written by a thread of its own.
 *
 * Each thread that has something to say owns a pen. A line that it ends goes into the pen's ring, from which the book's
 * thread writes: no thread waits for whoever reads the log, no lock is taken, and lines never mix, since one thread
 * writes them all. A ring that is full, because the reader of the log is slow or stuck, loses the line and counts it.
 *
 * A pen that is NULL writes nothing: so a log that is switched off costs nothing.
 */
#ifndef PROEFTUIN_LOG_H
#define PROEFTUIN_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct log_book;
struct log_pen;

enum log_level { LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

enum {
    LOG_LINE_MOST = 4096, /* bytes of a line, with its end; what does not fit is left out */
    LOG_TEXT_MOST = 1024  /* bytes of a text; a longer one is cut */
};

/* Opens a book with pens 0 to `pens` - 1, which writes to `fd`, and starts its thread. NULL on failure (errno). */
struct log_book *log_open(int fd, unsigned pens);

/* Writes what is left and frees the book; pens may not be used any more. A reader that is stuck is not waited for
 * longer than a second. NULL is fine. */
void log_close(struct log_book *book);

/* One pen of the book; NULL gives NULL. Only one thread may use it. */
struct log_pen *log_pen(struct log_book *book, unsigned index);

/* The lines of all pens until now; from any thread. */
struct log_counts {
    uint64_t lines;
    uint64_t dropped; /* of them: lost, since nobody read the log fast enough, or at all */
};
struct log_counts log_counts(const struct log_book *book);

/* ---- Lines ---- */

/* Begins a line: time (UTC), level, and what happened, as a word. */
void log_begin(struct log_pen *pen, enum log_level level, const char *event);

/* Adds a member. Names are plain words. A text may hold any bytes: what is not UTF-8 is escaped byte by byte. NULL:
 * left out. */
void log_text(struct log_pen *pen, const char *name, const char *text);
void log_number(struct log_pen *pen, const char *name, uint64_t number);

/* Adds nanoseconds as milliseconds with three decimals. */
void log_milliseconds(struct log_pen *pen, const char *name, uint64_t nanoseconds);

/* Ends the line and hands it over. */
void log_end(struct log_pen *pen);

#endif
