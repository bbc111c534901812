/* Bringing the database up to date (server/main). */
#include "schema.h"

#include <stdio.h>
#include <string.h>

#include "db/comments.h"
#include "db/era.h"
#include "db/migrate.h"

/* A server that accepts and then keeps silent must not keep the service from being stopped. */
#define CONNECT_SECONDS "3"

static void say_line(const char *line, void *talkative)
{
    if (*(const bool *)talkative)
        printf("proeftuind: %s\n", line);
}

static bool finish(PGconn *connection, void *context, char *error, size_t size)
{
    (void)context;
    return comments_write(connection, error, size) && era_mark(connection, error, size);
}

static void ignore_notice(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

static enum schema_result migrate(
    PGconn *connection, const struct settings *settings, bool talkative, char *error, size_t size)
{
    const struct migrate_options options = {
        .directory = settings->migrations, .say = say_line, .after = finish, .context = &talkative};
    const enum migrate_result result = migrate_run(connection, &options, error, size);

    if (result == MIGRATE_DONE)
        return SCHEMA_READY;
    return result == MIGRATE_AWAY ? SCHEMA_AWAY : SCHEMA_REFUSED;
}

/* The operator's conninfo stands behind the time limit, and may change it. */
static PGconn *reach(const struct settings *settings)
{
    const char *const keywords[] = {"connect_timeout", "dbname", NULL};
    const char *const values[] = {CONNECT_SECONDS, settings->database, NULL};

    return PQconnectdbParams(keywords, values, 1);
}

static void explain(PGconn *connection, char *error, size_t size)
{
    snprintf(error, size, "no database: %s", PQerrorMessage(connection));
    for (size_t length = strlen(error); length > 0 && error[length - 1] == '\n';)
        error[--length] = '\0';
    for (char *at = error; (at = strchr(at, '\n'));)
        *at = ' ';
}

enum schema_result schema_update(const struct settings *settings, bool talkative, char *error, size_t size)
{
    PGconn *connection = reach(settings);
    enum schema_result result = SCHEMA_AWAY;

    PQsetNoticeReceiver(connection, ignore_notice, NULL);
    if (PQstatus(connection) == CONNECTION_OK)
        result = migrate(connection, settings, talkative, error, size);
    else
        explain(connection, error, size);
    PQfinish(connection);
    return result;
}
