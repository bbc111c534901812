/* Memory that belongs to one request. */
#include <proeftuin/arena.h>

#include <stdalign.h>
#include <string.h>

#include "unit/suite.h"

static bool all_zero(const unsigned char *memory, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (memory[i] != 0)
            return false;
    return true;
}

START_TEST(memory_is_zeroed_aligned_and_apart)
{
    struct arena *arena = arena_new(10000000);

    for (size_t size = 0; size < 2000; size++) {
        unsigned char *memory = arena_alloc(arena, size);
        ck_assert_ptr_nonnull(memory);
        ck_assert_uint_eq((uintptr_t)memory % alignof(max_align_t), 0);
        ck_assert(all_zero(memory, size));
        memset(memory, 0xFF, size);
        ck_assert_ptr_nonnull(arena_copy(arena, "odd", 3));
    }
    arena_free(arena);
}
END_TEST

START_TEST(large_requests_leave_the_chunk_in_use)
{
    struct arena *arena = arena_new(10000000);

    char *before = arena_copy(arena, "before", 6);
    unsigned char *large = arena_alloc(arena, 1000000);
    char *after = arena_copy(arena, "after", 5);
    ck_assert(all_zero(large, 1000000));
    memset(large, 0xFF, 1000000);
    ck_assert_ptr_eq(after, before + 7);
    ck_assert_str_eq(before, "before");
    arena_free(arena);
}
END_TEST

START_TEST(limit_counts_everything)
{
    struct arena *arena = arena_new(1000);

    ck_assert_ptr_null(arena_alloc(arena, 1001));
    ck_assert_uint_eq(arena_used(arena), 0);
    ck_assert_ptr_nonnull(arena_alloc(arena, 992));
    ck_assert_uint_eq(arena_used(arena), 992);
    ck_assert_ptr_null(arena_copy(arena, "12345678", 8));
    ck_assert_str_eq(arena_copy(arena, "1234567", 7), "1234567");
    ck_assert_uint_eq(arena_used(arena), 1000);
    ck_assert_ptr_null(arena_text(arena, ""));
    ck_assert_ptr_null(arena_format(arena, "%d", 1));
    ck_assert(!arena_defer(arena, NULL, NULL));
    arena_free(arena);
}
END_TEST

START_TEST(limit_counts_large_requests)
{
    struct arena *arena = arena_new(100000);

    ck_assert_ptr_nonnull(arena_alloc(arena, 60000));
    ck_assert_ptr_null(arena_alloc(arena, 60000));
    ck_assert_ptr_nonnull(arena_alloc(arena, 40000));
    ck_assert_uint_eq(arena_used(arena), 100000);
    arena_free(arena);
}
END_TEST

START_TEST(sizes_do_not_overflow)
{
    struct arena *arena = arena_new(SIZE_MAX);

    ck_assert_ptr_nonnull(arena_alloc(arena, 3));
    ck_assert_ptr_null(arena_alloc(arena, SIZE_MAX));
    ck_assert_ptr_null(arena_alloc(arena, SIZE_MAX - 8));
    ck_assert_ptr_null(arena_copy(arena, "", SIZE_MAX));
    ck_assert_ptr_null(arena_array(arena, SIZE_MAX / 2, 3));
    ck_assert_ptr_nonnull(arena_array(arena, 0, 8));
    ck_assert_ptr_nonnull(arena_array(arena, 100, 8));
    arena_free(arena);
}
END_TEST

START_TEST(lists_grow)
{
    struct arena *arena = arena_new(100000);
    int *items = NULL;

    for (int i = 0; i < 1000; i++) {
        items = arena_grown(arena, items, (size_t)i, sizeof *items);
        ck_assert_ptr_nonnull(items);
        items[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(items[i], i);
    ck_assert_uint_le(arena_used(arena), sizeof *items * 2 * 1024);
    ck_assert_ptr_null(arena_grown(arena, NULL, 0, SIZE_MAX / 2));
    arena_free(arena);
}
END_TEST

START_TEST(texts_are_copied)
{
    struct arena *arena = arena_new(100000);

    ck_assert_str_eq(arena_copy(arena, "Formulierenhulp", 9), "Formulier");
    ck_assert_str_eq(arena_copy(arena, NULL, 0), "");
    ck_assert_str_eq(arena_text(arena, "Streetball"), "Streetball");
    ck_assert_str_eq(arena_format(arena, "%d-%s", 14, "10"), "14-10");
    char *wide = arena_format(arena, "%05000d", 1);
    ck_assert_uint_eq(strlen(wide), 5000);
    arena_free(arena);
}
END_TEST

START_TEST(failure_is_sticky)
{
    struct arena *arena = arena_new(100);

    ck_assert_ptr_nonnull(arena_alloc(arena, 10));
    ck_assert(!arena_failed(arena));
    ck_assert_ptr_null(arena_alloc(arena, 1000));
    ck_assert(arena_failed(arena));
    ck_assert_ptr_nonnull(arena_alloc(arena, 10));
    ck_assert(arena_failed(arena));
    arena_free(arena);
}
END_TEST

START_TEST(every_refusal_is_a_failure)
{
    for (int way = 0; way < 6; way++) {
        struct arena *arena = arena_new(100);

        ck_assert_ptr_null(way == 0   ? arena_array(arena, SIZE_MAX / 2, 4)
                           : way == 1 ? arena_copy(arena, "", SIZE_MAX)
                           : way == 2 ? arena_format(arena, "%0200d", 1)
                           : way == 3 ? arena_grown(arena, NULL, 0, SIZE_MAX)
                           : way == 4 ? arena_array(arena, 1, 101)
                                      : NULL);
        if (way == 5)
            arena_fail(arena); /* who has found out elsewhere */
        ck_assert_msg(arena_failed(arena), "way %d", way);
        arena_free(arena);
    }
}
END_TEST

static char order[8];

static void note(void *what)
{
    order[strlen(order)] = *(const char *)what;
}

START_TEST(clean_ups_run_last_first)
{
    struct arena *arena = arena_new(1000);
    static char a[] = "a", b[] = "b", c[] = "c";

    ck_assert(arena_defer(arena, note, a));
    ck_assert(arena_defer(arena, note, b));
    ck_assert(arena_defer(arena, note, c));
    ck_assert_str_eq(order, "");
    arena_free(arena);
    ck_assert_str_eq(order, "cba");
    arena_free(NULL);
}
END_TEST

SUITE("arena", memory_is_zeroed_aligned_and_apart, large_requests_leave_the_chunk_in_use, limit_counts_everything,
    limit_counts_large_requests, sizes_do_not_overflow, lists_grow, texts_are_copied, failure_is_sticky,
    every_refusal_is_a_failure, clean_ups_run_last_first)
