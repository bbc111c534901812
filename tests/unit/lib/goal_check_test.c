/* The body of a SMART check against the tables that its fields come from, and texts as goals. */
#include <proeftuin/resources.h>
#include <proeftuin/smart.h>
#include <string.h>

#include "unit/suite.h"

/* It has no rows, so registry_self_check() does not come by. */
START_TEST(fields_are_told_whole)
{
    for (size_t i = 0; i < goal_check_resource.field_count; i++) {
        const struct field *field = &goal_check_resource.fields[i];

        ck_assert(
            field->name && field->type && field->title.nl && field->title.en && field->about.nl && field->about.en);
        ck_assert_int_eq(resource_field(&goal_check_resource, field->name, strlen(field->name), NULL), (int)i);
    }
}
END_TEST

static bool same_bounds(const struct field *a, const struct field *b)
{
    return a->type == b->type && a->min == b->min && a->max == b->max && a->codes == b->codes;
}

/* A goal that was stored can be checked, and one that was checked can be stored. */
START_TEST(fields_are_those_of_goals_and_indicators)
{
    static const struct resource *const homes[] = {&goal_resource, &indicator_resource};

    for (size_t i = 0; i < SMART_TEXT_PILOT_START; i++) {
        const struct field *field = &goal_check_resource.fields[i];
        bool found = false;

        for (size_t k = 0; k < 2 && !found; k++) {
            const int at = resource_field(homes[k], field->name, strlen(field->name), NULL);
            found = at >= 0 && same_bounds(field, &homes[k]->fields[at]);
        }
        ck_assert_msg(found, "%s", field->name);
    }
}
END_TEST

START_TEST(texts_as_a_goal)
{
    const char *texts[SMART_TEXTS] = {[SMART_TEXT_STATEMENT] = "Iets.",
        [SMART_TEXT_BASELINE] = "-12.5000",
        [SMART_TEXT_TARGET] = "1000000000000.0000",
        [SMART_TEXT_DEADLINE] = "2020-01-01",
        [SMART_TEXT_DEADLINE + 1] = "year",
        [SMART_TEXT_DIRECTION] = "maintain",
        [SMART_TEXT_MEASURE] = "ordinal"};
    const struct smart_goal goal = smart_goal_read(texts);

    ck_assert(goal.baseline.known && goal.baseline.value == -12.5);
    ck_assert(goal.target.known && goal.target.value == 1e12);
    ck_assert_int_eq(goal.deadline.last.month, 12);
    ck_assert_int_eq(goal.direction, SMART_MAINTAIN);
    ck_assert_int_eq(goal.measure, SMART_QUALITATIVE);
    ck_assert(!goal.only_statement);
    texts[SMART_TEXT_BASELINE] = "veel";
    ck_assert(!smart_goal_read(texts).baseline.known);
}
END_TEST

/* Every code that a goal may have is known here, too. */
START_TEST(codes_are_known)
{
    const char *texts[SMART_TEXTS] = {[SMART_TEXT_STATEMENT] = "Iets."};

    for (size_t i = 0; i < code_directions.count; i++) {
        texts[SMART_TEXT_DIRECTION] = code_directions.codes[i].code;
        ck_assert_int_ne(smart_goal_read(texts).direction, SMART_DIRECTION_UNKNOWN);
    }
    for (size_t i = 0; i < code_indicator_measures.count; i++) {
        texts[SMART_TEXT_MEASURE] = code_indicator_measures.codes[i].code;
        ck_assert_int_ne(smart_goal_read(texts).measure, SMART_MEASURE_UNKNOWN);
    }
}
END_TEST

SUITE("goal check", fields_are_told_whole, fields_are_those_of_goals_and_indicators, texts_as_a_goal, codes_are_known)
