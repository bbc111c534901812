/* Token buckets: what comes in, what is refused, and what is said of it, with the time given. */
#include <proeftuin/bucket.h>

#include "unit/suite.h"

#define SECOND 1000000000ULL

static uint64_t bucket;
static struct bucket_level level;

static bool take(const struct bucket_policy *policy, uint64_t now)
{
    return bucket_take(policy, bucket, now, &bucket, &level);
}

START_TEST(a_burst_and_no_more)
{
    const struct bucket_policy policy = bucket_policy(10, 5);

    bucket = 0;
    for (uint64_t i = 0; i < 5; i++) {
        ck_assert(take(&policy, 7 * SECOND));
        ck_assert_uint_eq(level.left, 4 - i);
        ck_assert_uint_eq(level.full, (i + 1) * SECOND / 10);
        ck_assert_uint_eq(level.wait, 0);
    }
    const uint64_t before = bucket;
    for (int i = 0; i < 100; i++)
        ck_assert(!take(&policy, 7 * SECOND));
    ck_assert_uint_eq(bucket, before); /* who is refused pays nothing */
    ck_assert_uint_eq(level.left, 0);
    ck_assert_uint_eq(level.wait, SECOND / 10);
}
END_TEST

START_TEST(the_wait_that_is_said_is_enough)
{
    const struct bucket_policy policy = bucket_policy(3, 4);
    uint64_t now = SECOND;

    bucket = 0;
    while (take(&policy, now))
        ;
    for (int i = 0; i < 50; i++) {
        ck_assert(!take(&policy, now));
        const uint64_t wait = level.wait;
        ck_assert(!take(&policy, now + wait - 1));
        now += wait;
        ck_assert(take(&policy, now));
    }
}
END_TEST

/* Whatever the pattern, no span of time sees more than burst + rate x span. */
START_TEST(never_more_than_promised)
{
    enum { RATE = 100, BURST = 20, STEPS = 20000 };
    const struct bucket_policy policy = bucket_policy(RATE, BURST);
    static uint64_t taken[STEPS];
    uint32_t random = 4711;
    uint64_t now = SECOND;
    size_t count = 0;

    bucket = 0;
    for (int i = 0; i < STEPS; i++) {
        random = random * 1664525 + 1013904223;
        now += (random >> 8) % (SECOND / RATE / 2);
        if (take(&policy, now))
            taken[count++] = now;
    }
    ck_assert_uint_gt(count, 1000);
    for (size_t first = 0; first < count; first++)
        for (size_t last = first; last < count && last < first + 200; last++)
            ck_assert_uint_le((last - first) * (SECOND / RATE), taken[last] - taken[first] + BURST * (SECOND / RATE));
}
END_TEST

START_TEST(a_rest_fills_it_and_not_more)
{
    const struct bucket_policy policy = bucket_policy(1, 3);

    bucket = 0;
    for (int i = 0; i < 3; i++)
        ck_assert(take(&policy, 100 * SECOND));
    level = bucket_look(&policy, bucket, 102 * SECOND);
    ck_assert_uint_eq(level.left, 2);
    level = bucket_look(&policy, bucket, 1000000 * SECOND);
    ck_assert_uint_eq(level.left, 3);
    ck_assert_uint_eq(level.full, 0);
}
END_TEST

/* Each worker reads the clock for itself: one that is behind must not be told to wait for longer than a token takes. */
START_TEST(a_clock_that_is_behind)
{
    const struct bucket_policy policy = bucket_policy(1, 3);
    const uint64_t now = 100 * SECOND, behind = now - SECOND / 100;

    bucket = 0;
    while (take(&policy, now))
        ;
    ck_assert(!take(&policy, behind));
    ck_assert_uint_eq(level.wait, SECOND);
    ck_assert_uint_eq(level.full, 3 * SECOND);
    ck_assert_uint_eq(level.left, 0);
}
END_TEST

START_TEST(windows)
{
    const struct bucket_policy policy = bucket_policy_of_window(20, 60);
    int taken = 0;

    bucket = 0;
    while (take(&policy, SECOND))
        taken++;
    ck_assert_int_eq(taken, 20);
    ck_assert_uint_eq(level.wait, 3 * SECOND);
    ck_assert_uint_eq(bucket_policy_of_window(0, 60).interval, 0);
    ck_assert_uint_eq(bucket_policy(0, 5).interval, 0);
}
END_TEST

SUITE("bucket", a_burst_and_no_more, the_wait_that_is_said_is_enough, never_more_than_promised,
    a_rest_fills_it_and_not_more, a_clock_that_is_behind, windows)
