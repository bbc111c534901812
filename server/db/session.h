/*
 * One blocking connection (server/db): for commands and jobs that do much in one transaction, never in the event loop.
 *
 * Each statement is prepared when its text comes by for the first time, and found again after that.
 */
#ifndef PROEFTUIN_DB_SESSION_H
#define PROEFTUIN_DB_SESSION_H

#include "db/db.h"

struct session;

/* Connects, with the same settings of the session as the service has. NULL when out of memory; else session_ready()
 * says whether it worked. */
struct session *session_open(const char *url);
void session_close(struct session *session);
bool session_ready(const struct session *session);

/* Ends its connection from another thread, which then has an answer at once: a failure. The session must live on until
 * this returns. */
void session_interrupt(const struct session *session);

/* Runs a statement. After DB_OK, `ret` (which may be NULL) has its result, to be cleared by the caller. A transaction
 * in which anything else came out can only be rolled back. */
enum db_outcome session_run(struct session *session, const struct statement *statement, PGresult **ret);

/* Runs a text without values, such as BEGIN. A COMMIT whose connection broke is DB_UNKNOWN. */
enum db_outcome session_command(struct session *session, const char *sql);

/* After DB_VIOLATION, until the next failure. */
const struct db_violation *session_violation(const struct session *session);

/* After any failure, until the next one, that of connecting included: SQLSTATE and the server's message, in one line.
 */
const char *session_message(const struct session *session);

#endif
