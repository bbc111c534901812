/* A growable, capped piece of text (lib): what is not on the hot path. The rest is inline in the header. */
#include <proeftuin/buffer.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { BUFFER_FIRST = 256 };

void buffer_init(struct buffer *buffer, size_t limit)
{
    /* One below the largest size, so that limit + 1 can't overflow. */
    *buffer = (struct buffer){.limit = limit < PTRDIFF_MAX ? limit : PTRDIFF_MAX - 1};
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    buffer_init(buffer, buffer->limit);
}

/* Twice as much as there was, at least what is needed, never more than the limit and its NUL. */
static size_t grown_size(const struct buffer *buffer, size_t needed)
{
    size_t most = buffer->limit + 1;
    size_t size = buffer->size ? buffer->size : BUFFER_FIRST;

    while (size < needed)
        size = size < most / 2 ? size * 2 : most;
    return size < most ? size : most;
}

bool buffer_grow(struct buffer *buffer, size_t more)
{
    if (buffer->failed)
        return false;
    if (more > buffer->limit - buffer->length) {
        buffer->failed = true;
        return false;
    }
    size_t size = grown_size(buffer, buffer->length + more + 1);
    char *data = realloc(buffer->data, size);
    if (!data) {
        buffer->failed = true;
        return false;
    }
    data[buffer->length] = '\0';
    buffer->data = data;
    buffer->size = size;
    return true;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;

    if (!buffer_reserve(buffer, 1))
        return;
    size_t room = buffer->size - buffer->length;
    va_start(arguments, format);
    int length = vsnprintf(buffer->data + buffer->length, room, format, arguments);
    va_end(arguments);
    /* What did not fit is written again, into room enough; until then the text ends where it ended. */
    if (length >= 0 && (size_t)length >= room) {
        buffer->data[buffer->length] = '\0';
        if (!buffer_reserve(buffer, (size_t)length))
            return;
        va_start(arguments, format);
        length = vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    if (length < 0)
        buffer->failed = true;
    else
        buffer->length += (size_t)length;
}

char *buffer_take(struct buffer *buffer)
{
    char *data = NULL;

    if (!buffer->failed && buffer->length > 0) {
        data = buffer->data;
        buffer->data = NULL;
    }
    buffer_free(buffer);
    return data;
}
