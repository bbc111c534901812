/* Decimal numbers: what is read, what is refused, and what comes out, from JSON and from both kinds of CSV. */
#include <string.h>

#include <proeftuin/csv.h>
#include <proeftuin/resources.h>

#include "unit/suite.h"

static struct arena *arena;
static struct faults faults;

static void start(void)
{
    arena = arena_new(16 << 20);
    faults_init(&faults, arena, FAULT_IN_BODY);
}

static void stop(void)
{
    arena_free(arena);
}

/* The canonical text of an amount; NULL when it was refused, with the reason at the end of the faults. */
static const char *amount(const char *text)
{
    struct value value = {0};
    const struct field *field = &budget_line_resource.fields[BUDGET_LINE_AMOUNT];
    const bool good = type_amount.parse(field, text, strlen(text), &faults, NULL, &value);

    return good ? value.text : NULL;
}

static void expect_refusal(const char *text, enum fault_code code)
{
    const size_t before = faults.count;

    ck_assert_msg(!amount(text), "%s", text);
    ck_assert_uint_eq(faults.count, before + 1);
    ck_assert_msg(faults.items[before].code == code, "%s: %s", text, fault_code_text(faults.items[before].code));
}

START_TEST(canonical)
{
    static const char *const cases[][2] = {{"0", "0.00"}, {"-0", "0.00"}, {"-0.00", "0.00"}, {"5", "5.00"},
        {"0.1", "0.10"}, {"-0.05", "-0.05"}, {"1e3", "1000.00"}, {"1.25E+1", "12.50"}, {"125e-2", "1.25"},
        {"007", "7.00"}, {"1000000000000", "1000000000000.00"}, {"-999999999999.99", "-999999999999.99"},
        {"1.10000000000000000000", "1.10"}, {"0e999999999999", "0.00"}};

    start();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = amount(cases[i][0]);

        ck_assert_msg(text && strcmp(text, cases[i][1]) == 0, "%s: %s", cases[i][0], text ? text : "refused");
    }
    ck_assert_uint_eq(faults.count, 0);
    stop();
}
END_TEST

START_TEST(refused)
{
    static const char *const no_numbers[] = {
        "", "-", ".", ".5", "5.", "1.2.3", "1,5", "+1", "0x10", "1e", "1e+", "1e5x", "NaN", "Infinity", " 1", "1 "};

    start();
    for (size_t i = 0; i < sizeof no_numbers / sizeof *no_numbers; i++)
        expect_refusal(no_numbers[i], FAULT_TYPE);
    expect_refusal("0.001", FAULT_NUMBER_DECIMALS);
    expect_refusal("0.10000000000000000001", FAULT_NUMBER_DECIMALS);
    expect_refusal("1e-3", FAULT_NUMBER_DECIMALS);
    expect_refusal("1000000000000.01", FAULT_NUMBER_LARGE);
    expect_refusal("1e400000000000", FAULT_NUMBER_LARGE);
    expect_refusal("-1e13", FAULT_NUMBER_SMALL);
    stop();
}
END_TEST

/* Also where the least is above zero. */
START_TEST(refused_on_the_side_that_is_left)
{
    static const struct field field = {.name = "share", .type = &type_number, .min = 80, .max = 100};
    struct value value;

    start();
    ck_assert(type_number.parse(&field, "80", 2, &faults, NULL, &value));
    ck_assert(!type_number.parse(&field, "79.9999", 7, &faults, NULL, &value));
    ck_assert(!type_number.parse(&field, "100.0001", 8, &faults, NULL, &value));
    ck_assert(!type_number.parse(&field, "-1e30", 5, &faults, NULL, &value));
    ck_assert_uint_eq(faults.count, 3);
    ck_assert_int_eq(faults.items[0].code, FAULT_NUMBER_SMALL);
    ck_assert_str_eq(faults.items[0].facts[0], "80");
    ck_assert_int_eq(faults.items[1].code, FAULT_NUMBER_LARGE);
    ck_assert_int_eq(faults.items[2].code, FAULT_NUMBER_SMALL);
    stop();
}
END_TEST

/* Whatever stands in a JSON text, each number lands where it stood. */
START_TEST(numbers_of_json)
{
    static const char text[] =
        "{\"label\":\"1.5e3 \\\"2.5\\\" \\\\\",\"amount\":0.07,\"memo\":true,\"preferred\":false,"
        "\"sourceOrder\":3,\"lines\":[],\"amountUpper\":1E2,\"amountPrecision\":0.5}";

    start();
    const json_t *json = json_read(text, sizeof text - 1, &faults);

    ck_assert_ptr_nonnull(json);
    const struct record *record = record_from_json(&budget_line_resource, json, RECORD_CREATE, &faults);
    ck_assert_uint_eq(faults.count, 0);
    ck_assert_str_eq(record->value[BUDGET_LINE_AMOUNT].text, "0.07");
    ck_assert_int_eq(record->value[BUDGET_LINE_AMOUNT].integer, 7);
    ck_assert_str_eq(record->value[BUDGET_LINE_AMOUNT_UPPER].text, "100.00");
    ck_assert_str_eq(record->value[BUDGET_LINE_AMOUNT_PRECISION].text, "0.50");
    ck_assert_str_eq(record->value[BUDGET_LINE_LABEL].text, "1.5e3 \"2.5\" \\");
    stop();
}
END_TEST

static const struct value *of_csv(const char *text)
{
    struct csv_table table;

    ck_assert(csv_read_records(&budget_line_resource, "budget-lines.csv", text, strlen(text), &faults, &table));
    ck_assert_uint_eq(table.count, 1);
    return &table.entries[0].record->value[BUDGET_LINE_AMOUNT];
}

START_TEST(the_decimal_mark_follows_the_separator)
{
    start();
    ck_assert_str_eq(of_csv("reference,amount\na,1.5\n")->text, "1.50");
    ck_assert_str_eq(of_csv("reference;amount\na;1,5\n")->text, "1.50");
    ck_assert_str_eq(of_csv("reference;amount\na;-12\n")->text, "-12.00");
    ck_assert_ptr_null(of_csv("reference;amount\na;\n")->text);
    ck_assert_uint_eq(faults.count, 0);
    ck_assert_ptr_null(of_csv("reference;amount\na;1.500\n")->text);
    ck_assert_ptr_null(of_csv("reference,amount\na,\"1,5\"\n")->text);
    ck_assert_ptr_null(of_csv("reference;amount\na;1,5,5\n")->text);
    ck_assert_uint_eq(faults.count, 3);
    stop();
}
END_TEST

static void expect_json(const char *stored, const char *wanted)
{
    struct buffer out;

    buffer_init(&out, 100);
    type_amount.write(&out, stored, strlen(stored));
    ck_assert_str_eq(out.data, wanted);
    buffer_free(&out);
}

START_TEST(json_has_no_idle_zeros)
{
    start();
    expect_json("420000.00", "420000");
    expect_json("-0.10", "-0.1");
    expect_json("100", "100");
    expect_json("0.00", "0");
    stop();
}
END_TEST

SUITE("decimal", canonical, refused, refused_on_the_side_that_is_left, numbers_of_json,
    the_decimal_mark_follows_the_separator, json_has_no_idle_zeros)
