/* The pen's side of its ring (server/log). */
#include "internal.h"

#include <string.h>

bool ring_push(struct log_pen *pen, const char *line, size_t length)
{
    const size_t head = atomic_load_explicit(&pen->head, memory_order_relaxed);
    const size_t used = head - atomic_load_explicit(&pen->tail, memory_order_acquire);
    const size_t at = head % RING_SIZE;
    const size_t first = length < RING_SIZE - at ? length : RING_SIZE - at;

    if (length > RING_SIZE - used)
        return false;
    memcpy(pen->ring + at, line, first);
    memcpy(pen->ring, line + first, length - first);
    /* Sequentially consistent, as is all of book_wake(): either the writer sees the line or we see that it sleeps. */
    atomic_store(&pen->head, head + length);
    return true;
}
