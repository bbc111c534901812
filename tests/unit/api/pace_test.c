/* How fast exports may go: freely while nobody asks, and in turn, each with its rest, while somebody does. */
#include "api/pace.h"

#include <pthread.h>

#include "unit/suite.h"

START_TEST(nobody_else_means_no_rest)
{
    struct pace pace = {0};

    for (uint64_t now = 0; now < 3; now++)
        ck_assert_uint_eq(pace_slice(&pace, now), now);
    pace_answered(&pace, 1000);
    ck_assert_uint_eq(pace_slice(&pace, 1000 + PACE_MEMORY), 1000 + PACE_MEMORY);
}
END_TEST

START_TEST(others_mean_rest)
{
    struct pace pace = {0};

    pace_answered(&pace, 1000);
    ck_assert_uint_eq(pace_slice(&pace, 1000), 1000 + PACE_REST);
    ck_assert_uint_eq(pace_slice(&pace, 1000 + PACE_MEMORY - 1), 1000 + PACE_MEMORY - 1 + PACE_REST);
    pace_answered(&pace, 1000 + PACE_MEMORY);
    ck_assert_uint_eq(pace_slice(&pace, 1000 + PACE_MEMORY + 50), 1000 + PACE_MEMORY + 50 + PACE_REST);
}
END_TEST

/* A worker whose turn began earlier asks with an earlier moment. */
START_TEST(a_clock_behind_does_no_harm)
{
    struct pace pace = {0};

    pace_answered(&pace, 1000);
    pace_answered(&pace, 990);
    ck_assert_uint_eq(pace_slice(&pace, 1000 + PACE_MEMORY - 1), 1000 + PACE_MEMORY - 1 + PACE_REST);
    ck_assert_uint_gt(pace_slice(&pace, 990), 990);
}
END_TEST

START_TEST(exports_share_one_pace)
{
    struct pace pace = {0};

    pace_answered(&pace, 1000);
    for (unsigned export = 1; export <= 8; export ++)
        ck_assert_uint_eq(pace_slice(&pace, 1000), 1000 + export * PACE_REST);
    ck_assert_uint_eq(pace_slice(&pace, 1000 + 8 * PACE_REST), 1000 + 9 * PACE_REST);
}
END_TEST

enum { THREADS = 4, SLICES = 10000 };

static void *take_slices(void *pace)
{
    for (int i = 0; i < SLICES; i++)
        pace_slice(pace, 1000);
    return NULL;
}

START_TEST(no_slice_of_another_worker_is_lost)
{
    struct pace pace = {0};
    pthread_t threads[THREADS];

    pace_answered(&pace, 1000);
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, take_slices, &pace), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    ck_assert_uint_eq(pace_slice(&pace, 1000), 1000 + (THREADS * SLICES + 1) * PACE_REST);
}
END_TEST

SUITE("pace", nobody_else_means_no_rest, others_mean_rest, a_clock_behind_does_no_harm, exports_share_one_pace,
    no_slice_of_another_worker_is_lost)
