/* ETags (server/api): "<version>.<hash of the body>". If-None-Match compares all of it, If-Match the version. */
#ifndef API_ETAG_H
#define API_ETAG_H

#include <stdbool.h>
#include <stddef.h>

#include <proeftuin/arena.h>

/* The ETag of a body, with its quotes; NULL when the arena is full. */
const char *etag_of(struct arena *arena, const char *version, const char *body, size_t length);

/* True when an If-None-Match header names this ETag (or anything, with *). Weak comparison (RFC 9110, 13.1.2). */
bool etag_listed(const char *header, const char *etag);

/* What an If-Match header asks of the version. */
enum etag_match { ETAG_ANY, ETAG_MATCHES, ETAG_DIFFERS, ETAG_MALFORMED };
enum etag_match etag_match_version(const char *header, const char *version);

#endif
