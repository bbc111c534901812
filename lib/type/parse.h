/* Help that the types share (lib). */
#ifndef TYPE_PARSE_H
#define TYPE_PARSE_H

#include <proeftuin/field.h>
#include <proeftuin/record.h>

/* Copies text into the faults' arena as the value's text; false when the arena is full. */
bool keep_text(struct faults *faults, const char *text, size_t length, struct value *ret);

/* True when the text matches the POSIX extended regular expression, which must live as long as the process; NULL
 * matches everything. Without memory to find out: false, and the arena is told. */
bool matches(struct arena *arena, const char *pattern, const char *text, size_t length);

#endif
