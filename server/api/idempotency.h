/*
 * Idempotency-Key (server/api): a POST that a client sends again, because it never saw the answer, is done once.
 *
 * The key is kept beside what it added: its row is inserted first, in the same transaction, and without ON CONFLICT, so
 * that a second one waits for the first and is then rolled back whole. What the second one answers is read from the
 * row that the first one added.
 */
#ifndef API_IDEMPOTENCY_H
#define API_IDEMPOTENCY_H

#include "api/call.h"

struct idempotency {
    const char *key;         /* NULL: the client gave none */
    const char *fingerprint; /* of method, path and body */
};

/* Reads the header. Call it when the body is known to be right. False when the call was answered. */
bool idempotency_read(struct call *call, struct idempotency *ret);

/* Adds the statement that looks whether the key was used before. False: answered, query freed. */
bool idempotency_add_recall(struct call *call, struct db_query *query, const struct idempotency *idempotency);

enum idempotency_use { KEY_UNUSED, KEY_OF_THIS, KEY_OF_ANOTHER };

/* What that statement found; the key of the row that was added comes with KEY_OF_THIS, and lives as long as the result.
 */
enum idempotency_use idempotency_recalled(const PGresult *result, const char **ret_row);

/* Adds the statements that take the key for a row, and clear a few that have expired. They must come first in the
 * transaction that inserts the row. False: answered, query freed. */
bool idempotency_add_take(
    struct call *call, struct db_query *query, const struct idempotency *idempotency, const char *row);

/* Whether a write failed because somebody else took the key. */
bool idempotency_lost(const struct db_query *query, enum db_outcome outcome);

#endif
