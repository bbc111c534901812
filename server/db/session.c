/* One blocking connection, with what it has prepared (server/db). See session.h. */
#include "db/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "db/internal.h"

enum { PREPARED_MOST = 256, FAILURE_MEMORY = 16 * 1024 };

struct session {
    PGconn *pg;
    struct prepared_cache prepared;
    struct arena *arena; /* of the last failure; NULL: none yet, or no memory */
    struct failure failure;
};

static void ignore_notice(void *context, const PGresult *notice)
{
    (void)context;
    (void)notice;
}

static const char *one_line(struct arena *arena, const char *text)
{
    char *line = arena_text(arena, text);

    for (char *at = line; at && *at; at++)
        if (*at == '\n')
            *at = at[1] ? ' ' : '\0';
    return line ? line : "";
}

/* `error` NULL: libpq had no memory, or could not send. */
static enum db_outcome note_failure(struct session *session, const PGresult *error)
{
    arena_free(session->arena);
    session->arena = arena_new(FAILURE_MEMORY);
    session->failure = (struct failure){.outcome = DB_UNAVAILABLE, .message = "out of memory"};
    if (!session->arena)
        return DB_UNAVAILABLE;
    if (error)
        session->failure = failure_read(session->arena, error);
    if (PQstatus(session->pg) == CONNECTION_BAD)
        session->failure.outcome = DB_UNAVAILABLE;
    session->failure.message = one_line(session->arena, error ? session->failure.message : PQerrorMessage(session->pg));
    return session->failure.outcome;
}

/* Ends a statement: hands out the result, or notes why there is none. */
static enum db_outcome finish(struct session *session, PGresult *result, PGresult **ret)
{
    const ExecStatusType status = PQresultStatus(result);
    const bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    const enum db_outcome outcome = ok ? DB_OK : note_failure(session, result);

    if (ok && ret)
        *ret = result;
    else
        PQclear(result);
    return outcome;
}

struct session *session_open(const char *url)
{
    struct session *session = calloc(1, sizeof *session);

    if (!session)
        return NULL;
    session->pg = conninfo_open(url);
    if (!session->pg || !prepared_init(&session->prepared, PREPARED_MOST)) {
        session_close(session);
        return NULL;
    }
    PQsetNoticeReceiver(session->pg, ignore_notice, NULL);
    if (!session_ready(session))
        note_failure(session, NULL);
    return session;
}

void session_close(struct session *session)
{
    if (!session)
        return;
    PQfinish(session->pg);
    prepared_free(&session->prepared);
    arena_free(session->arena);
    free(session);
}

bool session_ready(const struct session *session)
{
    return PQstatus(session->pg) == CONNECTION_OK;
}

void session_interrupt(const struct session *session)
{
    shutdown(PQsocket(session->pg), SHUT_RDWR);
}

enum db_outcome session_command(struct session *session, const char *sql)
{
    const enum db_outcome outcome = finish(session, PQexec(session->pg, sql), NULL);

    return outcome == DB_UNAVAILABLE && strcmp(sql, "COMMIT") == 0 ? DB_UNKNOWN : outcome;
}

/* ---- Prepared statements ---- */

static enum db_outcome drop(struct session *session, struct prepared *entry)
{
    char name[PREPARED_NAME_SIZE];
    char sql[sizeof "DEALLOCATE " + PREPARED_NAME_SIZE];

    prepared_name(entry->serial, name);
    prepared_remove(&session->prepared, entry);
    snprintf(sql, sizeof sql, "DEALLOCATE %s", name);
    return session_command(session, sql);
}

static enum db_outcome prepare(struct session *session, const char *text, char ret_name[PREPARED_NAME_SIZE])
{
    struct prepared *entry = prepared_find(&session->prepared, text), *surplus;
    enum db_outcome outcome = DB_OK;

    if (entry) {
        prepared_name(entry->serial, ret_name);
        return DB_OK;
    }
    while (outcome == DB_OK && (surplus = prepared_surplus(&session->prepared)))
        outcome = drop(session, surplus);
    if (outcome != DB_OK)
        return outcome;
    if (!(entry = prepared_add(&session->prepared, text)))
        return note_failure(session, NULL);
    prepared_name(entry->serial, ret_name);
    outcome = finish(session, PQprepare(session->pg, ret_name, text, 0, NULL), NULL);
    if (outcome != DB_OK)
        prepared_remove(&session->prepared, entry);
    return outcome;
}

enum db_outcome session_run(struct session *session, const struct statement *statement, PGresult **ret)
{
    char name[PREPARED_NAME_SIZE];
    enum db_outcome outcome;

    prepared_tick(&session->prepared);
    outcome = prepare(session, statement->sql, name);
    if (outcome != DB_OK)
        return outcome;
    return finish(session, PQexecPrepared(session->pg, name, statement->count, statement->values, NULL, NULL, 0), ret);
}

const struct db_violation *session_violation(const struct session *session)
{
    return &session->failure.violation;
}

const char *session_message(const struct session *session)
{
    return session->failure.message ? session->failure.message : "";
}
