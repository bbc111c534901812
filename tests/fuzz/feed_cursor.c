/*
 * Cursors of the change feed (tests). Input: the inside of a cursor; the same bytes are tried as a cursor, too.
 *
 * A cursor that is accepted holds what PostgreSQL can read, and written again is the cursor that was read.
 */
#include "fuzz/fuzz.h"

#include "api/feed_cursor.h"

#include <sodium.h>

/* "first:behind:steps", as pg_snapshot_recv() and pg_snapshot's input want it. */
static void demand_snapshot(const char *text)
{
    char *at;
    const unsigned long long first = strtoull(text, &at, 10);
    unsigned long long last = first;

    DEMAND(first > 0 && *at == ':');
    const unsigned long long behind = strtoull(at + 1, &at, 10);

    DEMAND(*at == ':' && behind >= first);
    for (at++; *at;) {
        const char *began = at;
        const unsigned long long under_way = strtoull(at, &at, 10);

        DEMAND(at > began && under_way >= last && under_way < behind);
        last = under_way + 1;
        if (*at)
            DEMAND(*at++ == ',' && *at);
    }
}

static void demand_number(const char *text)
{
    DEMAND(text && *text && strspn(text, "0123456789") == strlen(text) && strtoll(text, NULL, 10) >= 0);
}

static void try(struct arena *arena, const char *text)
{
    struct feed_cursor cursor;
    struct buffer again;

    if (!feed_cursor_read(arena, text, &cursor))
        return;
    DEMAND(cursor.place.seen || cursor.place.window);
    if (cursor.place.seen)
        demand_snapshot(cursor.place.seen);
    if (cursor.place.window) {
        demand_snapshot(cursor.place.window);
        demand_number(cursor.place.last);
        demand_number(cursor.place.until);
    }
    if (cursor.place.anchor) {
        demand_number(cursor.place.anchor);
        demand_number(cursor.place.anchored);
    }
    buffer_init(&again, FUZZ_TEXT);
    feed_cursor_write(arena, &cursor, &again);
    DEMAND(!again.failed && strcmp(again.data, text) == 0);
    buffer_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    struct arena *arena = fuzz_arena();
    const size_t length = sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *made = malloc(length), *given;

    DEMAND(made);
    try(arena, sodium_bin2base64(made, length, data, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING));
    given = input_rest(&input);
    try(arena, given);
    free(made);
    free(given);
    arena_free(arena);
    return 0;
}
