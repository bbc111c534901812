/* The growable, capped piece of text. */
#include <proeftuin/buffer.h>

#include <stdint.h>

#include "unit/suite.h"

START_TEST(grows_and_stays_terminated)
{
    struct buffer buffer;

    buffer_init(&buffer, 1000000);
    ck_assert_ptr_null(buffer.data);
    for (int i = 0; i < 10000; i++) {
        buffer_text(&buffer, "pilot");
        buffer_char(&buffer, ',');
        ck_assert_int_eq(buffer.data[buffer.length], '\0');
    }
    ck_assert_uint_eq(buffer.length, 60000);
    ck_assert_int_eq(strncmp(buffer.data + 59988, "pilot,pilot,", 13), 0);
    ck_assert(!buffer.failed);
    buffer_free(&buffer);
}
END_TEST

START_TEST(bytes_may_be_nul)
{
    struct buffer buffer;

    buffer_init(&buffer, 100);
    buffer_append(&buffer, "a\0b", 3);
    buffer_append(&buffer, NULL, 0);
    ck_assert_uint_eq(buffer.length, 3);
    ck_assert_mem_eq(buffer.data, "a\0b", 4);
    buffer_free(&buffer);
}
END_TEST

START_TEST(limit_is_exact)
{
    struct buffer buffer;

    buffer_init(&buffer, 8);
    buffer_text(&buffer, "12345678");
    ck_assert(!buffer.failed);
    ck_assert_uint_le(buffer.size, 9);
    buffer_char(&buffer, '9');
    ck_assert(buffer.failed);
    ck_assert_str_eq(buffer.data, "12345678");
    buffer_free(&buffer);
}
END_TEST

START_TEST(limit_of_nothing)
{
    struct buffer buffer;

    buffer_init(&buffer, 0);
    buffer_text(&buffer, "");
    ck_assert(!buffer.failed);
    buffer_format(&buffer, "%s", "");
    ck_assert(buffer.failed);
    buffer_free(&buffer);
}
END_TEST

START_TEST(failure_is_sticky)
{
    struct buffer buffer;

    buffer_init(&buffer, 8);
    buffer_text(&buffer, "1234");
    buffer_text(&buffer, "too long for it");
    buffer_text(&buffer, "5");
    buffer_char(&buffer, '6');
    buffer_format(&buffer, "%d", 7);
    ck_assert(!buffer_reserve(&buffer, 1));
    ck_assert_str_eq(buffer.data, "1234");
    ck_assert_ptr_null(buffer_take(&buffer));
    ck_assert(!buffer.failed);
    buffer_text(&buffer, "again");
    ck_assert_str_eq(buffer.data, "again");
    buffer_free(&buffer);
}
END_TEST

START_TEST(sizes_do_not_overflow)
{
    struct buffer buffer;

    buffer_init(&buffer, SIZE_MAX);
    buffer_text(&buffer, "some");
    ck_assert(!buffer_reserve(&buffer, SIZE_MAX));
    ck_assert(buffer.failed);
    buffer_free(&buffer);
    ck_assert(!buffer_reserve(&buffer, SIZE_MAX - 1));
    buffer_free(&buffer);
    ck_assert(buffer_reserve(&buffer, 5000));
    ck_assert_uint_gt(buffer.size, 5000);
    buffer_free(&buffer);
}
END_TEST

START_TEST(formats_short_and_long)
{
    struct buffer buffer;

    buffer_init(&buffer, 100000);
    buffer_format(&buffer, "%d-%s", 14, "3");
    ck_assert_str_eq(buffer.data, "14-3");
    buffer_format(&buffer, "%05000d", 1);
    ck_assert_uint_eq(buffer.length, 5004);
    ck_assert_int_eq(buffer.data[5003], '1');
    ck_assert_int_eq(buffer.data[5004], '\0');
    buffer_format(&buffer, "%0200000d", 1);
    ck_assert(buffer.failed);
    ck_assert_uint_eq(strlen(buffer.data), 5004);
    buffer_free(&buffer);
}
END_TEST

/* Formats that end just before, at and just behind the end of what is allocated. */
START_TEST(formats_at_the_edge)
{
    for (int length = 250; length < 262; length++) {
        struct buffer buffer;
        buffer_init(&buffer, 255);
        buffer_format(&buffer, "%0*d", length, 7);
        ck_assert_int_eq(buffer.failed, length > 255);
        ck_assert_uint_eq(buffer.length, length > 255 ? 0 : (size_t)length);
        buffer_free(&buffer);
    }
}
END_TEST

START_TEST(take_hands_over)
{
    struct buffer buffer;

    buffer_init(&buffer, 100);
    ck_assert_ptr_null(buffer_take(&buffer));
    buffer_text(&buffer, "mine");
    char *text = buffer_take(&buffer);
    ck_assert_str_eq(text, "mine");
    ck_assert_ptr_null(buffer.data);
    ck_assert_uint_eq(buffer.length, 0);
    ck_assert_uint_eq(buffer.limit, 100);
    free(text);
}
END_TEST

SUITE("buffer", grows_and_stays_terminated, bytes_may_be_nul, limit_is_exact, limit_of_nothing, failure_is_sticky,
    sizes_do_not_overflow, formats_short_and_long, formats_at_the_edge, take_hands_over)
