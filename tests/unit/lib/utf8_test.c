/* UTF-8: well-formed or not, and its length. */
#include <proeftuin/utf8.h>

#include <stdint.h>
#include <string.h>

#include "unit/suite.h"

/* Encodes a code point (or a surrogate) by the bit patterns alone; returns the number of bytes. */
static size_t encode(uint32_t point, char *ret)
{
    if (point < 0x80) {
        ret[0] = (char)point;
        return 1;
    }
    size_t bytes = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const uint32_t leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = bytes - 1; i > 0; i--, point >>= 6)
        ret[i] = (char)(0x80 | (point & 0x3F));
    ret[0] = (char)(leads[bytes] | point);
    return bytes;
}

START_TEST(every_code_point)
{
    for (uint32_t point = 0; point < 0x1FFFFF; point++) {
        char text[4];
        size_t bytes = encode(point, text);
        bool exists = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
        if (utf8_valid(text, bytes) != exists)
            ck_abort_msg("U+%X", (unsigned)point);
        if (bytes > 1 && (utf8_valid(text, bytes - 1) || utf8_valid(text + 1, bytes - 1)))
            ck_abort_msg("part of U+%X", (unsigned)point);
    }
}
END_TEST

START_TEST(malformed)
{
    static const char *const wrong[] = {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF",
        "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF", "\xC3(", "\xE2\x82(", "\xF0\x9F\x98("};

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[32];
        /* At every distance from the beginning, so that it meets the eight-byte steps in every phase. */
        for (size_t before = 0; before < 20; before++) {
            memset(text, 'a', sizeof text);
            memcpy(text + before, wrong[i], strlen(wrong[i]));
            ck_assert_msg(!utf8_valid(text, sizeof text), "%zu at %zu", i, before);
            ck_assert(!utf8_valid(text, before + strlen(wrong[i])));
        }
    }
}
END_TEST

START_TEST(well_formed)
{
    static const char text[] = "Zelfsturende professionals – geëvalueerd, € 420.000, 👍 en verder";

    for (size_t from = 0; from < 26; from++)
        ck_assert(utf8_valid(text + from, strlen(text + from)));
    ck_assert(utf8_valid("", 0));
    ck_assert(utf8_valid("a\0b", 3));
}
END_TEST

START_TEST(lengths)
{
    ck_assert_uint_eq(utf8_length("", 0), 0);
    ck_assert_uint_eq(utf8_length("Wonion", 6), 6);
    ck_assert_uint_eq(utf8_length("beëindigd", strlen("beëindigd")), 9);
    ck_assert_uint_eq(utf8_length("€👍", strlen("€👍")), 2);
}
END_TEST

SUITE("utf8", every_code_point, malformed, well_formed, lengths)
