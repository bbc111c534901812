/*
 * X-Audit-Toelichting (server/api): why a caller changes something, in his own words, for the change log.
 *
 * The header's value is UTF-8 text as it is, or an extended value of RFC 8187, section 3.2: UTF-8'nl'Besluit%20van%2012
 * %20september. Libraries that can't send more than ASCII or Latin-1 in a header use the latter.
 */
#ifndef API_REASON_H
#define API_REASON_H

#include "api/call.h"

/* The text of a header; NULL with a fault at `place` when it is none: not decodable, no UTF-8, with control characters,
 * empty or too long. NULL without a fault when the arena is full. */
const char *reason_decode(struct arena *arena, const char *header, struct faults *faults, const struct place *place);

/* Takes the header, if there is one, into the call's caller; faults go to the call. */
void reason_read(struct call *call);

#endif
