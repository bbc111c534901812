/* UTF-8 (lib): eight bytes at a time while they are ASCII, which most text is. */
#include <proeftuin/utf8.h>

#include <stdint.h>
#include <string.h>

#define HIGH_BITS 0x8080808080808080U

static uint64_t eight_bytes(const unsigned char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return word;
}

static bool between(unsigned char byte, unsigned char low, unsigned char high)
{
    return byte >= low && byte <= high;
}

static bool continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Bytes of the well-formed sequence at `at`, with `left` bytes to go; 0 when there is none. One branch a row of Unicode
 * 15, table 3-7; the second byte's range keeps out overlong forms (E0, F0), surrogates (ED) and what lies beyond
 * U+10FFFF (F4). */
static size_t sequence(const unsigned char *at, size_t left)
{
    unsigned char lead = at[0];

    if (lead < 0x80)
        return 1;
    if (between(lead, 0xC2, 0xDF))
        return left >= 2 && continuation(at[1]) ? 2 : 0;
    if (between(lead, 0xE0, 0xEF)) {
        unsigned char low = lead == 0xE0 ? 0xA0 : 0x80;
        unsigned char high = lead == 0xED ? 0x9F : 0xBF;
        return left >= 3 && between(at[1], low, high) && continuation(at[2]) ? 3 : 0;
    }
    if (between(lead, 0xF0, 0xF4)) {
        unsigned char low = lead == 0xF0 ? 0x90 : 0x80;
        unsigned char high = lead == 0xF4 ? 0x8F : 0xBF;
        return left >= 4 && between(at[1], low, high) && continuation(at[2]) && continuation(at[3]) ? 4 : 0;
    }
    return 0;
}

bool utf8_valid(const char *data, size_t length)
{
    const unsigned char *at = (const unsigned char *)data;
    size_t left = length;

    while (left > 0) {
        if (left >= 8 && !(eight_bytes(at) & HIGH_BITS)) {
            at += 8;
            left -= 8;
            continue;
        }
        size_t bytes = sequence(at, left);
        if (bytes == 0)
            return false;
        at += bytes;
        left -= bytes;
    }
    return true;
}

size_t utf8_length(const char *data, size_t length)
{
    size_t points = 0;

    for (size_t i = 0; i < length; i++)
        points += !continuation((unsigned char)data[i]);
    return points;
}
