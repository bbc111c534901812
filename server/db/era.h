/* Where the change log lives (server/db): a register that was restored into another server or database begins a new
 * era. */
#ifndef DB_ERA_H
#define DB_ERA_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

/* Notes it, in the caller's transaction, when the register is not where it was. Nothing to do where the migrations do
 * not go as far as the change log. False with the reason in `error`. */
bool era_mark(PGconn *connection, char *error, size_t size);

#endif
