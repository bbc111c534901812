/*
 * Token buckets (lib): how many requests a caller may still make. A bucket holds `burst` tokens, loses one a request
 * and gains `rate` a second.
 *
 * One number is a whole bucket: the moment at which it will be full again, in nanoseconds of any clock that never goes
 * back. That is the virtual scheduling form of the generic cell rate algorithm (ITU-T Recommendation I.371, annex A),
 * which equals a token bucket; it needs no timer, and a moment in the past is a full bucket, so that 0 is a new one.
 */
#ifndef PROEFTUIN_BUCKET_H
#define PROEFTUIN_BUCKET_H

#include <stdbool.h>
#include <stdint.h>

struct bucket_policy {
    uint64_t interval; /* nanoseconds in which a token comes; 0: no limit */
    uint64_t room;     /* nanoseconds in which an empty bucket fills */
};

/* What a caller is told. */
struct bucket_level {
    uint64_t left; /* requests that it may make now */
    uint64_t full; /* nanoseconds until it is full again, if nobody asks */
    uint64_t wait; /* nanoseconds until there is a token; 0: there was one */
};

/* `rate` in requests a second, 0 for no limit; `burst` at least 1. Neither over a million. */
struct bucket_policy bucket_policy(unsigned rate, unsigned burst);

/* `count` in so many seconds, 0 for no limit: a bucket of `count` that fills in that time. */
struct bucket_policy bucket_policy_of_window(unsigned count, unsigned seconds);

/* Takes a token. False when there is none: then the bucket is as it was. `ret_bucket` may be &bucket. */
bool bucket_take(const struct bucket_policy *policy, uint64_t bucket, uint64_t now, uint64_t *ret_bucket,
    struct bucket_level *ret_level);

/* The same without taking. */
struct bucket_level bucket_look(const struct bucket_policy *policy, uint64_t bucket, uint64_t now);

#endif
