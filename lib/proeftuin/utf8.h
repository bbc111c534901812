/* UTF-8 as text fields need it (lib). */
#ifndef PROEFTUIN_UTF8_H
#define PROEFTUIN_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* True when the bytes are well-formed UTF-8 (Unicode 15, table 3-7: no surrogates, no overlong forms). */
bool utf8_valid(const char *data, size_t length);

/* Code points in valid UTF-8. */
size_t utf8_length(const char *data, size_t length);

#endif
