/* How values in PostgreSQL's text form become JSON (lib, shared by the types). */
#ifndef TYPE_WRITE_H
#define TYPE_WRITE_H

#include <proeftuin/buffer.h>

void write_string(struct buffer *out, const char *text, size_t length); /* any text: escaped */
void write_quoted(
    struct buffer *out, const char *text, size_t length); /* text that needs no escaping: dates, codes, ids */
void write_raw(struct buffer *out, const char *text, size_t length); /* numbers */
void write_decimal(struct buffer *out, const char *text, size_t length);
void write_boolean(struct buffer *out, const char *text, size_t length);
void write_bare_instant(struct buffer *out, const char *text, size_t length); /* without quotes */
void write_instant(struct buffer *out, const char *text, size_t length);
void write_strings(struct buffer *out, const char *text, size_t length); /* text[] */
void write_numbers(struct buffer *out, const char *text, size_t length); /* int[] */

#endif
