/* Reasons in headers (tests). */
#include "api/reason.h"

#include <proeftuin/reason.h>

#include <string.h>

#include "unit/suite.h"

struct expected {
    const char *header;
    const char *text; /* NULL: a fault */
    enum fault_code fault;
};

static void check_all(const struct expected *expected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_new(64 * 1024);
        struct faults faults;
        const char *text;

        faults_init(&faults, arena, FAULT_IN_HEADER);
        text = reason_decode(arena, expected[i].header, &faults, &(struct place){.name = "X-Audit-Toelichting"});
        if (expected[i].text) {
            ck_assert_msg(text && strcmp(text, expected[i].text) == 0, "%s: %s", expected[i].header, text);
            ck_assert(!faults_any(&faults));
        } else {
            ck_assert_msg(!text, "%s", expected[i].header);
            ck_assert_uint_eq(faults.count, 1);
            ck_assert_int_eq(faults.items[0].code, expected[i].fault);
            ck_assert_str_eq(faults.items[0].location, "X-Audit-Toelichting");
        }
        arena_free(arena);
    }
}

START_TEST(test_text_as_it_is)
{
    static const struct expected all[] = {{"Besluit 12", "Besluit 12", 0},
        {"co\xc3\xb6peratie", "co\xc3\xb6peratie", 0}, {"100%", "100%", 0}, {"%41", "%41", 0}, {"UTF-8'", "UTF-8'", 0},
        {"ISO-8859-1''%e9", "ISO-8859-1''%e9", 0}, {"", NULL, FAULT_TEXT_SHORT}, {"   ", NULL, FAULT_TEXT_SHORT},
        {"caf\xe9", NULL, FAULT_TEXT_ENCODING}, {"a\tb", NULL, FAULT_TEXT_CONTROL}};

    check_all(all, sizeof all / sizeof *all);
}
END_TEST

START_TEST(test_extended_values)
{
    static const struct expected all[] = {{"UTF-8''Besluit%2012", "Besluit 12", 0},
        {"utf-8'nl-NL'co%C3%b6p", "co\xc3\xb6p", 0}, {"UTF-8''!#$&+-.^_`|~aZ9", "!#$&+-.^_`|~aZ9", 0},
        {"UTF-8''", NULL, FAULT_TEXT_SHORT}, {"UTF-8''%", NULL, FAULT_HEADER}, {"UTF-8''%4", NULL, FAULT_HEADER},
        {"UTF-8''%4g", NULL, FAULT_HEADER}, {"UTF-8''%00", NULL, FAULT_HEADER}, {"UTF-8''a b", NULL, FAULT_HEADER},
        {"UTF-8''a'b", NULL, FAULT_HEADER}, {"UTF-8''%ff", NULL, FAULT_TEXT_ENCODING},
        {"UTF-8''%1f", NULL, FAULT_TEXT_CONTROL}, {"UTF-8''%7F", NULL, FAULT_TEXT_CONTROL}};

    check_all(all, sizeof all / sizeof *all);
}
END_TEST

START_TEST(test_length_is_in_code_points)
{
    char most[2 * REASON_MOST + 1], more[2 * REASON_MOST + 3];

    for (size_t i = 0; i < REASON_MOST; i++)
        memcpy(most + 2 * i, "\xc3\xa9", 3);
    memcpy(more, most, sizeof most);
    memcpy(more + 2 * REASON_MOST, "x", 2);
    check_all((struct expected[]){{most, most, 0}, {more, NULL, FAULT_TEXT_LONG}}, 2);
}
END_TEST

SUITE("reason", test_text_as_it_is, test_extended_values, test_length_is_in_code_points)
