/*
 * One-dimensional arrays in PostgreSQL's text form, "{a,b}" (lib).
 *
 * Reading is for arrays of codes, keys and numbers, which are never quoted; writing takes any text.
 */
#ifndef PROEFTUIN_SQL_ARRAY_H
#define PROEFTUIN_SQL_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

#include <proeftuin/buffer.h>

struct sql_array {
    const char *at;
    const char *end;
};

void sql_array_begin(struct sql_array *array, const char *text, size_t length);

/* The next element, pointing into the text; false at the end. */
bool sql_array_next(struct sql_array *array, const char **ret_item, size_t *ret_length);

/* Writes `{"a","b"}`; a NULL item becomes NULL. */
void sql_array_write(struct buffer *out, const char *const *items, size_t count);

#endif
