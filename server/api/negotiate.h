/* What a client prefers, from its headers (server/api). NULL headers are those that were not sent. */
#ifndef API_NEGOTIATE_H
#define API_NEGOTIATE_H

#include <stdbool.h>

#include <proeftuin/language.h>

/* Dutch, unless English is preferred above it (RFC 9110, 12.5.4; en-GB counts as English). */
enum language negotiate_language(const char *accept_language);

/* Whether an Accept header lets application/json through (RFC 9110, 12.5.1). */
bool negotiate_json(const char *accept);

#endif
