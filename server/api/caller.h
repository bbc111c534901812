/*
 * Who is calling, and what they may (server/api): the one place where a key becomes rights. Handlers ask here; what
 * they forget to ask, row security refuses (migrations/0006_callers.sql).
 *
 * The rules: what is public anybody may read, unless the operator wants a key for that too. A key reads also what its
 * municipalities keep to themselves, whatever its roles. A row is written by who has the role that its resource names,
 * in its municipality; reference data by who has it everywhere. What one may not see does not exist; what one sees and
 * may not write is refused.
 */
#ifndef API_CALLER_H
#define API_CALLER_H

#include "api/call.h"

#include <proeftuin/role.h>

/* Finds out who calls, perhaps after asking the database, and whether they may use this route at all; then calls
 * `next`, or answers 401 or 403. */
void caller_identify(struct call *call, call_handler *next);

bool caller_has_role(const struct call *call, enum role role);

/* Whether the caller may write rows of a resource that belong to a municipality; NULL: to none, where that takes the
 * right everywhere. */
bool caller_may_write(const struct call *call, const struct resource *resource, const char *municipality);

/* Answers 403 unless the caller may write such a row of the call's resource. True when it did. */
bool caller_refuse_write(struct call *call, const char *municipality);

/* Whether all of these municipalities are within the caller's own; everywhere: whether the caller's is everywhere. */
bool caller_covers(const struct call *call, const char *const *municipalities, size_t count, bool everywhere);

/* For whom a query of this call runs in a lane: no more than the route needs. */
struct db_caller caller_for(const struct call *call, enum db_lane lane);

#endif
