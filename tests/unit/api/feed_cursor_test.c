/* Cursors of the feed (tests). */
#include "api/feed_cursor.h"

#include <sodium.h>
#include <string.h>

#include "unit/suite.h"

static const char *written(struct arena *arena, const struct feed_cursor *cursor)
{
    struct buffer out;
    const char *text;

    buffer_init(&out, 64 * 1024);
    feed_cursor_write(arena, cursor, &out);
    text = out.failed ? NULL : arena_text(arena, out.data);
    buffer_free(&out);
    return text;
}

static void check_same(const char *a, const char *b)
{
    ck_assert_msg(a && b ? strcmp(a, b) == 0 : a == b, "%s became %s", a, b);
}

static const struct feed_place places[] = {
    {.seen = "1:1:"},
    {.seen = "100:120:100,103,119", .anchor = "7", .anchored = "1795298400000000"},
    {.window = "5:6:5", .last = "0", .until = "9223372036854775807"},
    {.seen = "4294967296:4294967300:4294967297",
        .window = "4611686018427387903:4611686018427387903:",
        .last = "12",
        .until = "12",
        .anchor = "12",
        .anchored = "0"},
};

START_TEST(test_what_is_written_is_read)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct arena *arena = arena_new(1 << 20);
        const struct feed_cursor cursor = {.question = 0xdeadbeef, .home = UINT64_MAX - i, .place = places[i]};
        const char *text = written(arena, &cursor);
        struct feed_cursor read;

        ck_assert_ptr_nonnull(text);
        ck_assert(feed_cursor_read(arena, text, &read));
        ck_assert_uint_eq(read.question, cursor.question);
        ck_assert_uint_eq(read.home, cursor.home);
        check_same(cursor.place.seen, read.place.seen);
        check_same(cursor.place.window, read.place.window);
        check_same(cursor.place.last, read.place.last);
        check_same(cursor.place.until, read.place.until);
        check_same(cursor.place.anchor, read.place.anchor);
        check_same(cursor.place.anchored, read.place.anchored);
        ck_assert_str_eq(written(arena, &read), text);
        arena_free(arena);
    }
}
END_TEST

START_TEST(test_four_hundred_transactions_under_way_fit)
{
    struct arena *arena = arena_new(1 << 20);
    struct feed_cursor cursor = {.question = 1}, read;
    struct buffer snapshot;

    buffer_init(&snapshot, 1 << 16);
    buffer_text(&snapshot, "1000000000:1000100000:");
    for (int i = 0; i < 400; i++)
        buffer_format(&snapshot, "%s%d", i ? "," : "", 1000000000 + i * 200);
    cursor.place = (struct feed_place){.seen = snapshot.data, .window = snapshot.data, .last = "1", .until = "2"};
    ck_assert(feed_cursor_read(arena, written(arena, &cursor), &read));
    ck_assert_str_eq(read.place.window, snapshot.data);
    ck_assert_uint_lt(strlen(written(arena, &cursor)), 4000);
    buffer_free(&snapshot);
    arena_free(arena);
}
END_TEST

/* Every cut, and every flipped bit, is refused or read as something that makes sense: never beyond its end. */
START_TEST(test_damage)
{
    struct arena *arena = arena_new(64 << 20);
    const struct feed_cursor cursor = {.question = 1, .place = places[1]};
    unsigned char plain[256];
    char damaged[512];
    size_t length;

    sodium_base642bin(plain, sizeof plain, written(arena, &cursor), strlen(written(arena, &cursor)), NULL, &length,
        NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    for (size_t bit = 0; bit < 8 * length; bit++) {
        struct feed_cursor read = {0};

        plain[bit / 8] ^= (unsigned char)(1 << bit % 8);
        sodium_bin2base64(damaged, sizeof damaged, plain, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        if (feed_cursor_read(arena, damaged, &read))
            ck_assert_str_eq(written(arena, &read), damaged);
        plain[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    for (size_t cut = 0; cut < length; cut++) {
        struct feed_cursor read;

        sodium_bin2base64(damaged, sizeof damaged, plain, cut, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        ck_assert(!feed_cursor_read(arena, damaged, &read));
    }
    arena_free(arena);
}
END_TEST

START_TEST(test_what_is_no_cursor)
{
    static const char *const none[] = {"", "A", "AAAA", "====", "not base64!", "AQAAAAAAAAAAAAAAAAA"};
    struct arena *arena = arena_new(1 << 20);
    struct feed_cursor read;

    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        ck_assert_msg(!feed_cursor_read(arena, none[i], &read), "%s", none[i]);
    arena_free(arena);
}
END_TEST

SUITE("feed_cursor", test_what_is_written_is_read, test_four_hundred_transactions_under_way_fit, test_damage,
    test_what_is_no_cursor)
