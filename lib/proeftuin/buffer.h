/*
 * A growable, capped piece of text (lib). Failure is sticky: write on, and ask once at the end.
 *
 * Every response is written through here, so appending to room that is there already is inline; growing is not.
 */
#ifndef PROEFTUIN_BUFFER_H
#define PROEFTUIN_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct buffer {
    char *data;    /* owned; NUL-terminated whenever it is not NULL */
    size_t length; /* bytes written, without the NUL */
    size_t size;   /* bytes allocated: 0, or more than `length`, and never over `limit` + 1 */
    size_t limit;  /* the most that `length` may become */
    bool failed;   /* a write was dropped: out of memory or over the limit. Later writes are dropped too. */
};

/* Starts empty; `limit` in bytes. Nothing is allocated yet. */
void buffer_init(struct buffer *buffer, size_t limit);

/* Frees the data. The buffer is empty and usable again. */
void buffer_free(struct buffer *buffer);

/* The slow half of buffer_reserve(): allocates. */
bool buffer_grow(struct buffer *buffer, size_t more);

/* Makes room for `more` bytes beyond the length. False (and `failed`) when that is over the limit or there is no
 * memory. */
static inline bool buffer_reserve(struct buffer *buffer, size_t more)
{
    if (__builtin_expect(!buffer->failed && more < buffer->size - buffer->length, 1))
        return true;
    return buffer_grow(buffer, more);
}

/* `data` may be NULL when `length` is 0. */
static inline void buffer_append(struct buffer *buffer, const char *data, size_t length)
{
    if (length == 0 || !buffer_reserve(buffer, length))
        return;
    memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

static inline void buffer_text(struct buffer *buffer, const char *text)
{
    buffer_append(buffer, text, strlen(text));
}

static inline void buffer_char(struct buffer *buffer, char c)
{
    if (!buffer_reserve(buffer, 1))
        return;
    buffer->data[buffer->length++] = c;
    buffer->data[buffer->length] = '\0';
}

/* Appends text between double quotes; whether it needs escapes is the caller's to know. `data` as in buffer_append().
 */
static inline void buffer_quoted(struct buffer *buffer, const char *data, size_t length)
{
    if (!buffer_reserve(buffer, length + 2))
        return;
    char *at = buffer->data + buffer->length;
    *at++ = '"';
    if (length > 0)
        memcpy(at, data, length);
    at[length] = '"';
    at[length + 1] = '\0';
    buffer->length += length + 2;
}

void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Takes the data out (caller frees it with free()); NULL when the buffer failed or is empty. Leaves the buffer empty
 * and usable again. */
char *buffer_take(struct buffer *buffer);

#endif
