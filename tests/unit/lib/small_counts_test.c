/*
 * Small counts of people: what is withheld, and that nobody can work it out. The attacker of these tests knows the
 * rule, sees everything that is shown, and goes through all worlds: those that would look the same must not agree on
 * any count that is under the least.
 */
#include <proeftuin/small_counts.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "unit/suite.h"

START_TEST(single_counts)
{
    ck_assert(!small_count(0, 5));
    ck_assert(small_count(1, 5));
    ck_assert(small_count(4, 5));
    ck_assert(!small_count(5, 5));
    ck_assert(!small_count(1, 0));
    ck_assert(!small_count(-3, 5));
}
END_TEST

START_TEST(which_leasts_make_sense)
{
    ck_assert(small_count_least_valid(0));
    ck_assert(!small_count_least_valid(1));
    ck_assert(!small_count_least_valid(2));
    ck_assert(small_count_least_valid(3));
    ck_assert(small_count_least_valid(100));
    ck_assert(!small_count_least_valid(101));
}
END_TEST

/* Parts, a total (-1: none), which parts are withheld (as letters), and whether the total is. */
static const struct {
    int64_t parts[4];
    int64_t total;
    const char *withheld;
    bool total_withheld;
} cases[] = {
    {{92, 115, 40, 30}, 277, "....", false},
    {{92, 115, 40, 0}, 247, "....", false},
    {{92, 115, 40, 3}, -1, "...x", false},
    {{92, 115, 40, 3}, 250, "..xx", false},  /* the smallest next one */
    {{92, 40, 40, 3}, 175, ".xxx", false},   /* and all like it */
    {{92, 115, 3, 2}, 212, "..xx", false},   /* five together can be made in four ways */
    {{92, 115, 1, 1}, 209, "x.xx", false},   /* two can't */
    {{92, 115, 4, 4}, 215, "x.xx", false},   /* and eight can't either */
    {{92, 115, 40, 3}, 260, "...x", true},   /* ten more than is known here */
    {{92, 115, 40, 30}, 280, "....", true},  /* three more: somebody's */
    {{92, 115, 40, 30}, 290, "....", false}, /* thirteen more */
    {{0, 0, 0, 3}, 3, "...x", true},
    {{0, 0, 4, 4}, 8, "..xx", true}, /* nothing else to withhold */
    {{0, 0, 0, 0}, 0, "....", false},
};

START_TEST(sets_of_figures)
{
    const int64_t *total = cases[_i].total < 0 ? NULL : &cases[_i].total;
    bool withheld[4];

    ck_assert_int_eq(small_counts_withhold(cases[_i].parts, 4, total, 5, withheld), cases[_i].total_withheld);
    for (size_t i = 0; i < 4; i++)
        ck_assert_msg(withheld[i] == (cases[_i].withheld[i] == 'x'), "case %d, part %zu", _i, i);
}
END_TEST

START_TEST(off_withholds_nothing)
{
    const int64_t parts[] = {1, 2, 3}, total = 6;
    bool withheld[3];

    ck_assert(!small_counts_withhold(parts, 3, &total, 0, withheld));
    ck_assert(!withheld[0] && !withheld[1] && !withheld[2]);
}
END_TEST

START_TEST(shares)
{
    ck_assert(!small_share(62, 100, 5));
    ck_assert(small_share(62, 4, 5));
    ck_assert(small_share(3, 100, 5));  /* three people */
    ck_assert(small_share(98, 100, 5)); /* and two who are not */
    ck_assert(!small_share(0, 100, 5));
    ck_assert(!small_share(100, 100, 5));
    ck_assert(small_share(33.3, 9, 5));
    ck_assert(!small_share(3, 100, 0));
}
END_TEST

/* ---- The attacker ---- */

enum { PARTS = 4, MOST = 8, WORLDS_MOST = 4 * 6561 };

struct world {
    int64_t parts[PARTS];
    int64_t total;
    char seen[PARTS + 1]; /* what is shown of the parts and the total; -1: withheld */
    bool withheld[PARTS];
};

static struct world worlds[WORLDS_MOST];
static size_t world_count;

static void publish(struct world *world, unsigned least)
{
    const bool total = small_counts_withhold(world->parts, PARTS, &world->total, least, world->withheld);

    for (size_t i = 0; i < PARTS; i++)
        world->seen[i] = world->withheld[i] ? -1 : (char)world->parts[i];
    world->seen[PARTS] = total ? -1 : (char)world->total;
}

/* All counts up to MOST, with a total that is right, or that has more than is known. */
static void make_worlds(unsigned least)
{
    static const int64_t rests[] = {0, 1, 2, 7};

    world_count = 0;
    for (int number = 0; number < (MOST + 1) * (MOST + 1) * (MOST + 1) * (MOST + 1); number++)
        for (size_t rest = 0; rest < sizeof rests / sizeof *rests; rest++) {
            struct world *world = &worlds[world_count++];
            int digits = number;

            world->total = rests[rest];
            for (size_t i = 0; i < PARTS; i++, digits /= MOST + 1) {
                world->parts[i] = digits % (MOST + 1);
                world->total += world->parts[i];
            }
            publish(world, least);
        }
}

static int by_seen(const void *a, const void *b)
{
    return memcmp(((const struct world *)a)->seen, ((const struct world *)b)->seen, PARTS + 1);
}

/* Worlds from `first` to before `end` look the same. */
static void demand_doubt(size_t first, size_t end, unsigned least)
{
    for (size_t i = 0; i < PARTS; i++) {
        bool doubt = false;

        for (size_t world = first + 1; world < end && !doubt; world++)
            doubt = worlds[world].parts[i] != worlds[first].parts[i];
        ck_assert_msg(doubt || !small_count(worlds[first].parts[i], least),
            "with %u: part %zu of %d %d %d %d, total %d", least, i, (int)worlds[first].parts[0],
            (int)worlds[first].parts[1], (int)worlds[first].parts[2], (int)worlds[first].parts[3],
            (int)worlds[first].total);
    }
    /* What is more than is known here, where it is few. */
    bool doubt = false;
    const int64_t *parts = worlds[first].parts;
    const int64_t rest = worlds[first].total - parts[0] - parts[1] - parts[2] - parts[3];

    for (size_t world = first + 1; world < end && !doubt; world++) {
        parts = worlds[world].parts;
        doubt = worlds[world].total - parts[0] - parts[1] - parts[2] - parts[3] != rest;
    }
    ck_assert_msg(doubt || !small_count(rest, least), "with %u: a rest of %d", least, (int)rest);
}

START_TEST(no_attacker_can_tell)
{
    const unsigned least = (unsigned)_i;
    size_t first = 0;

    make_worlds(least);
    qsort(worlds, world_count, sizeof *worlds, by_seen);
    for (size_t world = 1; world <= world_count; world++)
        if (world == world_count || by_seen(&worlds[first], &worlds[world]) != 0) {
            demand_doubt(first, world, least);
            first = world;
        }
}
END_TEST

/* The test would see it: of counts under three only one is left when two is the least. */
START_TEST(two_would_be_too_few)
{
    struct world one = {.parts = {1, 0, 0, 0}, .total = 1};

    publish(&one, 2);
    ck_assert(one.withheld[0]);
    make_worlds(2);
    for (size_t world = 0; world < world_count; world++)
        if (by_seen(&worlds[world], &one) == 0)
            ck_assert_int_eq(worlds[world].parts[0], 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("small_counts");
    TCase *group = tcase_create("small_counts");

    tcase_set_timeout(group, 60);
    tcase_add_test(group, single_counts);
    tcase_add_test(group, which_leasts_make_sense);
    tcase_add_loop_test(group, sets_of_figures, 0, sizeof cases / sizeof *cases);
    tcase_add_test(group, off_withholds_nothing);
    tcase_add_test(group, shares);
    tcase_add_loop_test(group, no_attacker_can_tell, SMALL_COUNT_LEAST, 7);
    tcase_add_test(group, two_would_be_too_few);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
