/* The table of token buckets: who shares a bucket, what is forgotten when there are too many, and many threads. */
#include "api/limit_table.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>

#include "unit/suite.h"

#define SECOND 1000000000ULL

static struct limit_table *table;
static const struct bucket_policy policy = {.interval = SECOND / 10, .room = SECOND}; /* 10 at once, 10 a second */

static void start(void)
{
    ck_assert_int_ge(sodium_init(), 0);
    table = limit_table_new();
    ck_assert_ptr_nonnull(table);
}

static bool take(uint64_t caller, uint64_t now)
{
    struct bucket_level level;

    return limit_table_take(table, &policy, &caller, sizeof caller, now, &level);
}

START_TEST(each_has_its_own)
{
    start();
    for (int i = 0; i < 10; i++)
        ck_assert(take(1, SECOND));
    ck_assert(!take(1, SECOND));
    ck_assert(take(2, SECOND));
    ck_assert(take(1, SECOND + SECOND / 10));
    ck_assert(!take(1, SECOND + SECOND / 10));
    limit_table_free(table);
}
END_TEST

START_TEST(looking_takes_nothing)
{
    const uint64_t caller = 7;

    start();
    for (int i = 0; i < 100; i++)
        ck_assert_uint_eq(limit_table_look(table, &policy, &caller, sizeof caller, SECOND).left, 10);
    ck_assert(take(caller, SECOND));
    ck_assert_uint_eq(limit_table_look(table, &policy, &caller, sizeof caller, SECOND).left, 9);
    limit_table_free(table);
}
END_TEST

/* Callers that come once and never again take the places of each other, not of one who is in debt. */
START_TEST(a_flood_of_others_does_not_forgive)
{
    const uint64_t flood = 20ULL * LIMIT_SETS * LIMIT_PLACES;
    uint64_t refused = 0, asked = 0;

    start();
    for (int i = 0; i < 10; i++)
        ck_assert(take(1, SECOND));
    for (uint64_t other = 2; other < flood; other++) {
        /* A hundred thousand a second: each pays off its one token in a tenth of one. */
        const uint64_t now = SECOND + (other % 50000) * 10000;

        take(other + (other / 50000) * flood, now);
        if (other % 50000 == 0) {
            asked++;
            refused += !take(1, SECOND);
        }
    }
    ck_assert_uint_gt(asked, 10);
    ck_assert_uint_eq(refused, asked);
    limit_table_free(table);
}
END_TEST

/* ---- Many threads ---- */

enum { THREADS = 4, TRIES = 20000 };

static _Atomic unsigned admitted;

static void *ask(void *nothing)
{
    (void)nothing;
    for (int i = 0; i < TRIES; i++)
        admitted += take(5, SECOND);
    return NULL;
}

START_TEST(threads_share_a_bucket)
{
    pthread_t threads[THREADS];

    start();
    ck_assert(take(5, SECOND)); /* it has its place */
    admitted = 1;
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, ask, NULL), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    ck_assert_uint_eq(admitted, 10);
    limit_table_free(table);
}
END_TEST

/* Everybody fights for the same places, and nothing is lost but some counts. */
static void *crowd(void *seed)
{
    for (uint64_t i = 0; i < TRIES; i++)
        take(i * THREADS + *(uint64_t *)seed, SECOND + i);
    return NULL;
}

START_TEST(threads_fight_for_places)
{
    pthread_t threads[THREADS];
    uint64_t seeds[THREADS];

    start();
    for (uint64_t i = 0; i < THREADS; i++) {
        seeds[i] = i;
        ck_assert_int_eq(pthread_create(&threads[i], NULL, crowd, &seeds[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    ck_assert(take(UINT64_MAX, SECOND));
    limit_table_free(table);
}
END_TEST

SUITE("limit_table", each_has_its_own, looking_takes_nothing, a_flood_of_others_does_not_forgive,
    threads_share_a_bucket, threads_fight_for_places)
