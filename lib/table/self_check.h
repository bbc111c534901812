/* What the files of the self-check share (lib). */
#ifndef TABLE_SELF_CHECK_H
#define TABLE_SELF_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include <proeftuin/buffer.h>
#include <proeftuin/field.h>

/* Mistakes on their way out, one line each: "pilots.startDate: ...". */
struct mistakes {
    struct buffer *out;
    size_t count;
};

/* `inner` may be NULL: then the mistake is about `outer` as a whole. */
void mistake(struct mistakes *mistakes, const char *outer, const char *inner, const char *what);

/* Everything that can be said of a field by looking at it and the rows around it. */
void self_check_field(const struct resource *resource, unsigned index, struct mistakes *mistakes);

/* "lowerCamelCase"; NULL is not. */
bool is_camel_case(const char *text);

/* Words of lower case letters and digits with `joint` between them: "kebab-case". */
bool is_joined(const char *text, char joint);

/* Both languages are there, and say something. */
bool is_bilingual(const struct bilingual *text);

#endif
