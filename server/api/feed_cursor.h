/*
 * Cursors of the change feed (server/api): where a reader is (struct feed_place), as an opaque text, with the question
 * and the register that it belongs to.
 *
 * Inside the base64: 1 byte of format, 4 of the question, 8 of the register, 1 of flags, then numbers in groups of
 * seven bits (LEB128). Of a snapshot: its first transaction, how far the last one is from it, and the steps between
 * those that were under way.
 */
#ifndef API_FEED_CURSOR_H
#define API_FEED_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "db/sql_change.h"

#include <proeftuin/arena.h>
#include <proeftuin/buffer.h>

struct feed_cursor {
    uint32_t question; /* fingerprint of the filters */
    uint64_t home;     /* of the register, its era, and what the caller may see */
    struct feed_place place;
};

/* Fails the buffer when the place makes no sense or memory is short. */
void feed_cursor_write(struct arena *arena, const struct feed_cursor *cursor, struct buffer *out);

/* False when the text is no cursor. All of `ret` lives in the arena, and is well-formed: PostgreSQL can read it. */
bool feed_cursor_read(struct arena *arena, const char *text, struct feed_cursor *ret);

#endif
