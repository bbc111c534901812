/* Strings in JSON, written straight to the buffer (lib): RFC 8259, section 7. Every response passes here. */
#ifndef PROEFTUIN_JSON_TEXT_H
#define PROEFTUIN_JSON_TEXT_H

#include <stddef.h>

#include <proeftuin/buffer.h>

/* Writes `length` bytes of valid UTF-8 as a JSON string with its quotation marks. Escapes the quotation mark, the
 * backslash and the control characters U+0000 to U+001F; everything else passes as it is. */
void json_write_string(struct buffer *out, const char *data, size_t length);

/* The same for a NUL-terminated text; NULL writes null. */
void json_write_text(struct buffer *out, const char *text);

#endif
