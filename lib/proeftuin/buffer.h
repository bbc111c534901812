/*
 * A growable, capped piece of text (lib). Failure is sticky: write on, and ask once at the end.
 */
#ifndef PROEFTUIN_BUFFER_H
#define PROEFTUIN_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *data;    /* owned; NUL-terminated whenever it is not NULL */
    size_t length; /* bytes written, without the NUL */
    size_t size;   /* bytes allocated */
    size_t limit;  /* the most that `length` may become */
    bool failed;   /* a write was dropped: out of memory or over the limit */
};

/* Starts empty; `limit` in bytes. Nothing is allocated yet. */
void buffer_init(struct buffer *buffer, size_t limit);

/* Frees the data. The buffer is empty and usable again. */
void buffer_free(struct buffer *buffer);

/* Makes room for `more` bytes beyond the length. False (and `failed`) when that is over the limit or there is no memory. */
bool buffer_reserve(struct buffer *buffer, size_t more);

void buffer_append(struct buffer *buffer, const char *data, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_char(struct buffer *buffer, char c);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Takes the data out (caller frees it with free()); NULL when the buffer failed or is empty. Leaves the buffer empty. */
char *buffer_take(struct buffer *buffer);

#endif
