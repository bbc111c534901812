/* How fast exports may go (server/api): see pace.h. */
#include "api/pace.h"

#include <stdbool.h>

/* Most answers fall in a millisecond that has had one: the line of memory that all workers share is then only read. */
void pace_answered(struct pace *pace, uint64_t now)
{
    if (atomic_load_explicit(&pace->answered, memory_order_relaxed) < now)
        atomic_store_explicit(&pace->answered, now, memory_order_relaxed);
}

/* Another worker's clock may be a turn ahead, or behind. */
static bool others_ask(struct pace *pace, uint64_t now)
{
    const uint64_t answered = atomic_load_explicit(&pace->answered, memory_order_relaxed);

    return answered > 0 && now < answered + PACE_MEMORY;
}

/* Who comes while another rests, rests behind him: in turn, however many they are. */
uint64_t pace_slice(struct pace *pace, uint64_t now)
{
    uint64_t taken = atomic_load_explicit(&pace->taken, memory_order_relaxed), until;

    if (!others_ask(pace, now))
        return now;
    do
        until = (taken > now ? taken : now) + PACE_REST;
    while (!atomic_compare_exchange_weak_explicit(
        &pace->taken, &taken, until, memory_order_relaxed, memory_order_relaxed));
    return until;
}
