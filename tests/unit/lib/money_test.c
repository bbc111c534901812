/* Amounts of money: what is read, and how it is written. */
#include <proeftuin/money.h>

#include "unit/suite.h"

static void expect_read(const char *text, int64_t cents)
{
    int64_t read = -1;

    ck_assert_msg(money_read(text, &read), "%s", text);
    ck_assert_msg(read == cents, "%s", text);
}

START_TEST(what_the_database_writes_is_read)
{
    expect_read("420000.00", 42000000);
    expect_read("0", 0);
    expect_read("-3.5", -350);
    expect_read("0.07", 7);
    expect_read("1000000000000.00", 100000000000000);
    expect_read("-1000000000000", -100000000000000);
}
END_TEST

START_TEST(anything_else_is_not)
{
    static const char *const texts[] = {"", "-", ".", ".5", "1.", "1.234", "1,5", " 1", "1 ", "+1", "1e3", "--1",
        "1000000000001", "99999999999999999999999"};
    int64_t cents = 42;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(!money_read(texts[i], &cents) && cents == 42, "%s", texts[i]);
    ck_assert(!money_read(NULL, &cents) && cents == 42);
}
END_TEST

static void expect_written(int64_t cents, const char *dutch, const char *english, const char *json)
{
    char text[MONEY_TEXT_SIZE];
    struct buffer out;

    money_format(cents, LANGUAGE_NL, text);
    ck_assert_str_eq(text, dutch);
    money_format(cents, LANGUAGE_EN, text);
    ck_assert_str_eq(text, english);
    buffer_init(&out, 100);
    money_write(cents, &out);
    ck_assert_str_eq(out.data, json);
    buffer_free(&out);
}

START_TEST(written_for_people_and_programs)
{
    expect_written(0, "€ 0", "€0", "0");
    expect_written(7, "€ 0,07", "€0.07", "0.07");
    expect_written(99900, "€ 999", "€999", "999");
    expect_written(100000, "€ 1.000", "€1,000", "1000");
    expect_written(42000050, "€ 420.000,50", "€420,000.50", "420000.5");
    expect_written(-150000000, "-€ 1.500.000", "-€1,500,000", "-1500000");
    expect_written(INT64_MIN, "-€ 92.233.720.368.547.758,08", "-€92,233,720,368,547,758.08", "-92233720368547758.08");
}
END_TEST

SUITE("money", what_the_database_writes_is_read, anything_else_is_not, written_for_people_and_programs)
