/* Where the change log lives (server/db). */
#include "db/era.h"

#include <stdio.h>

/* A text of its own for the call: where there is no such function, it can't even be parsed. A register that can only be
 * read is served as it is; the next daemon that may write notes where. */
static const char mark[] = "DO $$ BEGIN IF to_regprocedure('public.proeftuin_mark_era()') IS NOT NULL"
                           " AND current_setting('transaction_read_only') = 'off' THEN"
                           " PERFORM public.proeftuin_mark_era(); END IF; END $$";

bool era_mark(PGconn *connection, char *error, size_t size)
{
    PGresult *result = PQexec(connection, mark);
    const bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;

    if (!ok)
        snprintf(error, size, "the era of the change log: %s", PQerrorMessage(connection));
    PQclear(result);
    return ok;
}
