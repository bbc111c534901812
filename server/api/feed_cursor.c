/* Cursors of the change feed (server/api). See feed_cursor.h. */
#include "api/feed_cursor.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT = 1, CURSOR_MOST = 6000, UNDER_WAY_MOST = 4000 };
enum { HAS_SEEN = 1, HAS_WINDOW = 2, HAS_ANCHOR = 4 };

/* Numbers that PostgreSQL takes for a bigint and, but for the last few, for a transaction. */
static const uint64_t number_most = INT64_MAX;

/* ---- Writing ---- */

static void put_number(struct buffer *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        buffer_char(out, (char)(0x80 | (number & 0x7f)));
    buffer_char(out, (char)number);
}

static void put_text_number(struct buffer *out, const char *text)
{
    put_number(out, strtoull(text, NULL, 10));
}

/* "100:120:103,107" */
static void put_snapshot(struct buffer *out, const char *text)
{
    char *at;
    const uint64_t first = strtoull(text, &at, 10);
    const uint64_t behind = *at == ':' ? strtoull(at + 1, &at, 10) : 0;
    uint64_t count = 0, last = first;

    if (*at != ':' || behind < first) {
        out->failed = true;
        return;
    }
    for (const char *c = ++at; *c; c++)
        count += c == at || *c == ',';
    put_number(out, first);
    put_number(out, behind - first);
    put_number(out, count);
    for (; *at; at += *at == ',') {
        const uint64_t under_way = strtoull(at, &at, 10);

        put_number(out, under_way - last);
        last = under_way;
    }
}

static void put_place(struct buffer *out, const struct feed_place *place)
{
    buffer_char(out,
        (char)((place->seen ? HAS_SEEN : 0) | (place->window ? HAS_WINDOW : 0) | (place->anchor ? HAS_ANCHOR : 0)));
    if (place->seen)
        put_snapshot(out, place->seen);
    if (place->window) {
        put_snapshot(out, place->window);
        put_text_number(out, place->last);
        put_text_number(out, place->until);
    }
    if (place->anchor) {
        put_text_number(out, place->anchor);
        put_text_number(out, place->anchored);
    }
}

void feed_cursor_write(struct arena *arena, const struct feed_cursor *cursor, struct buffer *out)
{
    struct buffer plain;
    char *text = NULL;
    size_t size;

    buffer_init(&plain, CURSOR_MOST);
    buffer_char(&plain, FORMAT);
    buffer_append(&plain, (const char *)&cursor->question, sizeof cursor->question);
    buffer_append(&plain, (const char *)&cursor->home, sizeof cursor->home);
    put_place(&plain, &cursor->place);
    size = sodium_base64_encoded_len(plain.length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    if (!plain.failed)
        text = arena_alloc(arena, size);
    if (text)
        buffer_text(out, sodium_bin2base64(text, size, (const unsigned char *)plain.data, plain.length,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING));
    else
        out->failed = true;
    buffer_free(&plain);
}

/* ---- Reading ---- */

/* What is left of a cursor; `bad` once anything was not there or was too large. */
struct source {
    struct arena *arena;
    const unsigned char *at, *end;
    bool bad;
};

static void take_bytes(struct source *source, void *ret, size_t count)
{
    source->bad = source->bad || (size_t)(source->end - source->at) < count;
    if (source->bad)
        return;
    memcpy(ret, source->at, count);
    source->at += count;
}

/* A number in its shortest form, at most `most`. */
static uint64_t take_number(struct source *source, uint64_t most)
{
    uint64_t number = 0;
    unsigned char group = 0x80;

    for (unsigned shift = 0; group & 0x80; shift += 7) {
        take_bytes(source, &group, 1);
        if (source->bad || shift > 56 || (shift > 0 && group == 0))
            return source->bad = true, 0;
        number |= (uint64_t)(group & 0x7f) << shift;
    }
    source->bad = source->bad || number > most;
    return number;
}

static const char *take_text_number(struct source *source, uint64_t least)
{
    const uint64_t number = take_number(source, number_most);

    source->bad = source->bad || number < least;
    return source->bad ? NULL : arena_format(source->arena, "%" PRIu64, number);
}

static void take_under_way(struct source *source, uint64_t first, uint64_t behind, struct buffer *text)
{
    const uint64_t count = take_number(source, UNDER_WAY_MOST);
    uint64_t last = first;

    for (uint64_t i = 0; i < count && !source->bad; i++) {
        const uint64_t step = take_number(source, number_most);

        source->bad = source->bad || (i > 0 && step == 0) || step >= behind - last;
        last += step;
        buffer_format(text, "%s%" PRIu64, i ? "," : "", last);
    }
}

static const char *take_snapshot(struct source *source)
{
    const uint64_t first = take_number(source, number_most / 2);
    const uint64_t behind = first + take_number(source, number_most / 2);
    const char *copy = NULL;
    struct buffer text;

    source->bad = source->bad || first == 0;
    buffer_init(&text, 128 * 1024);
    buffer_format(&text, "%" PRIu64 ":%" PRIu64 ":", first, behind);
    take_under_way(source, first, behind, &text);
    if (text.failed)
        arena_fail(source->arena);
    else if (!source->bad)
        copy = arena_copy(source->arena, text.data, text.length);
    buffer_free(&text);
    return copy;
}

static void take_place(struct source *source, struct feed_place *ret)
{
    unsigned char flags = 0;

    take_bytes(source, &flags, 1);
    source->bad = source->bad || flags > (HAS_SEEN | HAS_WINDOW | HAS_ANCHOR) || !(flags & (HAS_SEEN | HAS_WINDOW));
    if (flags & HAS_SEEN)
        ret->seen = take_snapshot(source);
    if (flags & HAS_WINDOW) {
        ret->window = take_snapshot(source);
        ret->last = take_text_number(source, 0);
        ret->until = take_text_number(source, 0);
    }
    if (flags & HAS_ANCHOR) {
        ret->anchor = take_text_number(source, 1);
        ret->anchored = take_text_number(source, 0);
    }
    source->bad = source->bad || source->at != source->end;
}

bool feed_cursor_read(struct arena *arena, const char *text, struct feed_cursor *ret)
{
    unsigned char *plain = arena_alloc(arena, CURSOR_MOST);
    struct source source = {.arena = arena, .at = plain};
    struct feed_cursor cursor = {0};
    unsigned char format = 0;
    size_t length = 0;

    if (!plain || sodium_base642bin(plain, CURSOR_MOST, text, strlen(text), NULL, &length, NULL,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING))
        return false;
    source.end = plain + length;
    take_bytes(&source, &format, 1);
    source.bad = source.bad || format != FORMAT;
    take_bytes(&source, &cursor.question, sizeof cursor.question);
    take_bytes(&source, &cursor.home, sizeof cursor.home);
    take_place(&source, &cursor.place);
    if (source.bad || arena_failed(arena))
        return false;
    *ret = cursor;
    return true;
}
