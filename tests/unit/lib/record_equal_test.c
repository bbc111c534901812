/* Copies of records, and whether two records say the same: what tells a change from a PATCH that changes nothing. */
#include <string.h>

#include <proeftuin/record.h>
#include <proeftuin/resources.h>

#include "unit/suite.h"

static struct arena *arena;

static void set(struct record *record, size_t field, const char *text)
{
    ck_assert(record_set_stored(record, field, text, text ? strlen(text) : 0));
}

static struct record *pilot(void)
{
    struct record *record = record_new(&pilot_resource, arena);

    set(record, PILOT_TITLE, "Proef");
    set(record, PILOT_LAWS, "{wmo2015,youthAct}");
    set(record, PILOT_START_DATE, "2018-09-12");
    return record;
}

/* The pilot with one link to each of these. */
static void link_to(struct record *record, const char *const ids[], size_t count)
{
    struct record **rows = arena_array(arena, count + 1, sizeof *rows);

    for (size_t i = 0; i < count; i++) {
        rows[i] = record_new(&pilot_link_resource, arena);
        set(rows[i], PILOT_LINK_LINKED_PILOT, ids[i]);
        set(rows[i], PILOT_LINK_RELATION, "partOf");
    }
    record->part[PILOT_LINKS] = rows;
    record->part_count[PILOT_LINKS] = count;
    record->parts |= 1 << PILOT_LINKS;
}

static void setup(void)
{
    arena = arena_new(1024 * 1024);
}

static void teardown(void)
{
    arena_free(arena);
}

START_TEST(a_copy_is_merged_into_alone)
{
    setup();
    struct record *record = pilot(), *copy = record_copy(record);

    ck_assert(record_equal(record, copy));
    set(copy, PILOT_TITLE, "Anders");
    ck_assert_str_eq(record->value[PILOT_TITLE].text, "Proef");
    ck_assert(!record_equal(record, copy));
    teardown();
}
END_TEST

START_TEST(fields_that_a_client_can_write_count)
{
    setup();
    struct record *record = pilot(), *other = pilot();

    set(other, TENANT_VERSION, "7");
    set(other, PILOT_STATUS, "running");
    ck_assert(record_equal(record, other));
    set(other, PILOT_LAWS, "{youthAct,wmo2015}");
    ck_assert(!record_equal(record, other));
    set(other, PILOT_LAWS, NULL);
    ck_assert(!record_equal(record, other));
    teardown();
}
END_TEST

START_TEST(parts_count_when_both_have_them)
{
    static const char one[] = "01930000-0000-7000-8000-000000000001", two[] = "01930000-0000-7000-8000-000000000002";
    setup();
    struct record *record = pilot(), *other = pilot();

    link_to(record, (const char *[]){one, two}, 2);
    ck_assert(record_equal(record, other));
    link_to(other, (const char *[]){one, two}, 2);
    ck_assert(record_equal(record, other));
    link_to(other, (const char *[]){two, one}, 2);
    ck_assert(!record_equal(record, other));
    link_to(other, (const char *[]){one}, 1);
    ck_assert(!record_equal(record, other));
    link_to(other, NULL, 0);
    ck_assert(!record_equal(record, other));
    teardown();
}
END_TEST

SUITE("record equality", a_copy_is_merged_into_alone, fields_that_a_client_can_write_count,
    parts_count_when_both_have_them)
