/* Ids (lib): UUID version 7 (RFC 9562, 5.7), so that ids of one moment lie together in an index. */
#ifndef PROEFTUIN_UUID_H
#define PROEFTUIN_UUID_H

#include <stdint.h>

enum { UUID_TEXT_SIZE = 37, UUID_RANDOM_SIZE = 10 };

/* Writes the lower-case text of an id made at `milliseconds` since 1970 (UTC) with these random bytes. */
void uuid_format_v7(uint64_t milliseconds, const uint8_t random[UUID_RANDOM_SIZE], char ret[UUID_TEXT_SIZE]);

#endif
