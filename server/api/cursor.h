/*
 * Cursors (server/api): where the next page begins, as an opaque text. A cursor carries the sort values and the key of
 * the last row, and a fingerprint of the question it belongs to: the same filters in another order are the same
 * question.
 */
#ifndef API_CURSOR_H
#define API_CURSOR_H

#include "api/parameters.h"
#include "db/sql.h"

/* Fingerprint of a question: the resource and every parameter that decides which rows come and in what order. */
uint32_t cursor_fingerprint(const struct resource *resource, const struct parameters *parameters);

/* Writes the cursor of the rows of a resource whose field `name` is `value`, in no other order than by key, behind the
 * row with this key. */
void cursor_write_children(struct arena *arena, const struct resource *resource, const char *name, const char *value,
    const char *key, struct buffer *out);

/* Writes the cursor of a page that begins behind `start`. */
void cursor_write(struct arena *arena, uint32_t fingerprint, const struct selection *selection,
    const struct page_start *start, struct buffer *out);

/* Reads a cursor into `ret`, which lives in the arena. False when it is damaged, forged or of another question. */
bool cursor_read(struct arena *arena, const char *text, uint32_t fingerprint, const struct selection *selection,
    struct page_start *ret);

#endif
