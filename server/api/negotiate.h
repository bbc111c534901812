/* What a client prefers, from its headers (server/api). NULL headers are those that were not sent. */
#ifndef API_NEGOTIATE_H
#define API_NEGOTIATE_H

#include <stdbool.h>

#include <proeftuin/language.h>

/* Dutch, unless English is preferred above it (RFC 9110, 12.5.4; en-GB counts as English). */
enum language negotiate_language(const char *accept_language);

/* The forms in which an answer can be given. */
enum form { FORM_JSON, FORM_CSV, FORM_NDJSON, FORMS };

/* Which of the offered ones (bit i: form i) an Accept header likes best; of those that it likes equally the first (RFC
 * 9110, 12.5.1). False when it lets none through. */
bool negotiate_form(const char *accept, unsigned offered, enum form *ret);

/* "text/csv" */
const char *form_media_type(enum form form);

#endif
