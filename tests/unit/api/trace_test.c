/* Request ids and trace context (tests). */
#include "api/trace.h"

#include <string.h>

#include "unit/suite.h"

static const char parent[] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

static struct trace_source seeded(void)
{
    struct trace_source source = {.made = 0};

    trace_seed(&source);
    return source;
}

START_TEST(test_a_sane_id_is_kept)
{
    static const char *const sane[] = {"a", "7b3c1a90-5c07-4d3e-9f5b-1a2b3c4d5e6f", "Root=1-67891233-abcdef01",
        "a_b.c:d/e+f@g", "0123456789012345678901234567890123456789012345678901234567890123"};
    struct trace_source source = seeded();
    struct trace trace;

    for (size_t i = 0; i < sizeof sane / sizeof *sane; i++) {
        trace_read(sane[i], NULL, &source, &trace);
        ck_assert_str_eq(trace.id, sane[i]);
    }
    ck_assert_uint_eq(source.made, 0);
}
END_TEST

START_TEST(test_any_other_is_replaced)
{
    static const char *const odd[] = {NULL, "", " ", "a b", "a\tb", "a\"b", "a\\b", "a,b", "a;b", "<a>", "caf\xc3\xa9",
        "01234567890123456789012345678901234567890123456789012345678901234", "a%00"};
    struct trace_source source = seeded();
    struct trace trace, before = {.id = ""};

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        trace_read(odd[i], NULL, &source, &trace);
        ck_assert_uint_eq(source.made, i + 1);
        ck_assert_uint_eq(strspn(trace.id, "0123456789abcdef-"), strlen(trace.id));
        ck_assert_uint_gt(strlen(trace.id), TRACE_PREFIX_LENGTH + 1);
        ck_assert_str_ne(trace.id, before.id);
        before = trace;
    }
    source.made = UINT64_MAX - 1;
    trace_read(NULL, NULL, &source, &trace);
    ck_assert_str_eq(trace.id + TRACE_PREFIX_LENGTH, "-ffffffffffffffff");
}
END_TEST

START_TEST(test_ids_of_two_workers_differ)
{
    struct trace_source one = seeded(), other = seeded();
    struct trace a, b;

    trace_read(NULL, NULL, &one, &a);
    trace_read(NULL, NULL, &other, &b);
    ck_assert_str_ne(a.id, b.id);
}
END_TEST

START_TEST(test_a_valid_traceparent_is_kept)
{
    struct trace_source source = seeded();
    struct trace trace;

    trace_read(NULL, parent, &source, &trace);
    ck_assert_str_eq(trace.parent, parent);
}
END_TEST

/* Trace Context, section 3.2.4: of a later version, what version 00 knows is used. */
START_TEST(test_a_later_version_is_passed_on_as_ours)
{
    static const char *const later[] = {"cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes"};
    struct trace_source source = seeded();
    struct trace trace;

    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        trace_read(NULL, later[i], &source, &trace);
        ck_assert_str_eq(trace.parent, parent);
    }
}
END_TEST

START_TEST(test_an_invalid_traceparent_is_dropped)
{
    static const char *const invalid[] = {"", "00", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-001",
        "00-0af7651916cd43dd8448eb211c80319cb-7ad6b7169203331-01"};
    struct trace_source source = seeded();
    struct trace trace;

    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++) {
        trace_read(NULL, invalid[i], &source, &trace);
        ck_assert_msg(trace.parent[0] == '\0', "%s was taken", invalid[i]);
    }
}
END_TEST

SUITE("trace", test_a_sane_id_is_kept, test_any_other_is_replaced, test_ids_of_two_workers_differ,
    test_a_valid_traceparent_is_kept, test_a_later_version_is_passed_on_as_ours, test_an_invalid_traceparent_is_dropped)
