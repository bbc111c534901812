/*
 * Memory that belongs to one request or one transaction and goes with it: a capped bump allocator with clean-ups (lib).
 *
 * Failure is sticky, as a buffer's is: whoever asked in vain says so with a NULL or a false, and besides whoever owns
 * the arena can ask once, before it acts on what others made in it, whether anything is missing.
 */
#ifndef PROEFTUIN_ARENA_H
#define PROEFTUIN_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A new arena that hands out at most `limit` bytes in all; NULL when there is no memory. */
struct arena *arena_new(size_t limit);

/* Runs the clean-ups, last registered first, and frees everything. NULL is allowed. */
void arena_free(struct arena *arena);

/* Zeroed memory, aligned for any type; NULL when over the limit or out of memory. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` zeroed elements; NULL on overflow too. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* For a list that grows one by one: an array with the `count` items and room for one more at least, which is `items`
 * itself while that has room, else a copy twice as large. Only for arrays that this function made (NULL with 0 items to
 * begin with). NULL when over the limit or out of memory: `items` is unharmed. */
void *arena_grown(struct arena *arena, void *items, size_t count, size_t size);

/* A NUL-terminated copy of `length` bytes. */
char *arena_copy(struct arena *arena, const char *data, size_t length);
char *arena_text(struct arena *arena, const char *text);
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Calls `clean(what)` when the arena is freed. False when there is no memory: then nothing is registered. */
bool arena_defer(struct arena *arena, void (*clean)(void *), void *what);

/* True when anything was asked for in vain. */
bool arena_failed(const struct arena *arena);

/* Says that memory from elsewhere, for what was to be made in this arena, could not be had. */
void arena_fail(struct arena *arena);

/* Bytes handed out so far, with what alignment skipped between them. */
size_t arena_used(const struct arena *arena);

#endif
