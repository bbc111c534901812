/* Keys as rows (server/api): for the routes of administrators, and for the command line. */
#ifndef API_KEYS_H
#define API_KEYS_H

#include "api/key.h"
#include "db/db.h"

#include <proeftuin/record.h>

/* Inserts a complete record of api_key_resource with this id. False when the arena is full. */
bool key_insert(struct arena *arena, const struct record *record, const char *id, const struct key_print *print,
    struct statement *ret);

/* Revokes a key by a column of its row, unless it is revoked already; selects its key id, or no row when there is none.
 */
enum key_column { KEY_BY_ID, KEY_BY_KEY_ID };
bool key_revoke(struct arena *arena, enum key_column column, const char *value, struct statement *ret);

#endif
