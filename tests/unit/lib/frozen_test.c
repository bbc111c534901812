/* Frozen rows (tests): which changes need a reason once a goal has been measured. */
#include <proeftuin/record.h>
#include <proeftuin/resources.h>
#include <string.h>

#include "unit/suite.h"

static struct arena *arena;
static struct faults faults;

static void set(struct record *record, size_t field, const char *text)
{
    ck_assert(record_set_stored(record, field, text, text ? strlen(text) : 0));
}

static struct record *goal(const char *frozen_at)
{
    struct record *record = record_new(&goal_resource, arena);

    for (size_t i = 0; i < goal_resource.field_count; i++)
        set(record, i, NULL);
    set(record, GOAL_STATEMENT, "Van 100 naar 200");
    set(record, GOAL_TARGET, "200.0000");
    set(record, GOAL_FROZEN_AT, frozen_at);
    return record;
}

/* How many faults a change has; its fields and values come in pairs. */
static size_t changed(const char *frozen_at, const char *reason, const char *const values[][2], size_t count)
{
    const struct record *stored = goal(frozen_at);
    struct record *record = record_copy(stored);

    faults_init(&faults, arena, FAULT_IN_BODY);
    for (size_t i = 0; i < count; i++) {
        const int field = resource_field(&goal_resource, values[i][0], strlen(values[i][0]), NULL);

        ck_assert_int_ge(field, 0);
        set(record, (size_t)field, values[i][1]);
    }
    record_check_frozen(stored, record, reason, &faults);
    return faults.count;
}

#define MEASURED "2021-07-02 12:00:00+00"

START_TEST(each_frozen_field_is_named)
{
    static const char *const values[][2] = {{"statement", "Anders"}, {"baseline", "1"}, {"baselineOn", "2021-01-01"},
        {"target", "150"}, {"deadlineDate", "2022-01-01"}, {"deadlinePrecision", "day"}, {"deadlineBound", "exact"},
        {"owner", "Onderwijs"}, {"direction", "increase"}, {"agreedOn", "2021-01-01"}};

    arena = arena_new(1 << 20);
    ck_assert_uint_eq(changed(MEASURED, NULL, values, 10), 7);
    for (size_t i = 0; i < faults.count; i++) {
        ck_assert_int_eq(faults.items[i].code, FAULT_RULE_FROZEN);
        ck_assert_str_eq(faults.items[i].location + 1, values[i][0]);
    }
    arena_free(arena);
}
END_TEST

START_TEST(nothing_is_asked_without_need)
{
    static const char *const values[][2] = {{"statement", "Anders"}, {"target", NULL}};
    static const char *const same[][2] = {{"statement", "Van 100 naar 200"}, {"target", "200.0000"}, {"owner", "Zorg"}};

    arena = arena_new(1 << 20);
    ck_assert_uint_eq(changed(NULL, NULL, values, 2), 0);
    ck_assert_uint_eq(changed(MEASURED, "Raadsbesluit", values, 2), 0);
    ck_assert_uint_eq(changed(MEASURED, NULL, same, 3), 0);
    ck_assert_uint_eq(changed(MEASURED, NULL, values, 2), 2);
    arena_free(arena);
}
END_TEST

SUITE("frozen", each_frozen_field_is_named, nothing_is_asked_without_need)
