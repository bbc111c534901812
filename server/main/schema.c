/* Bringing the database up to date (server/main). */
#include "schema.h"

#include <stdio.h>

#include "db/comments.h"
#include "db/migrate.h"

static void say_line(const char *line, void *talkative)
{
    if (*(const bool *)talkative)
        printf("proeftuind: %s\n", line);
}

static bool write_comments(PGconn *connection, void *context, char *error, size_t size)
{
    (void)context;
    return comments_write(connection, error, size);
}

static void ignore_notice(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

static enum schema_result migrate(PGconn *connection, const struct settings *settings, bool talkative)
{
    char error[1024];
    const struct migrate_options options = {
        .directory = settings->migrations, .say = say_line, .after = write_comments, .context = &talkative};
    const enum migrate_result result = migrate_run(connection, &options, error, sizeof error);

    if (result == MIGRATE_DONE)
        return SCHEMA_READY;
    fprintf(stderr, "proeftuind: %s\n", error);
    return PQstatus(connection) == CONNECTION_BAD ? SCHEMA_AWAY : SCHEMA_REFUSED;
}

enum schema_result schema_update(const struct settings *settings, bool talkative)
{
    PGconn *connection = PQconnectdb(settings->database);
    enum schema_result result = SCHEMA_AWAY;

    PQsetNoticeReceiver(connection, ignore_notice, NULL);
    if (PQstatus(connection) == CONNECTION_OK)
        result = migrate(connection, settings, talkative);
    else
        fprintf(stderr, "proeftuind: no database: %s", PQerrorMessage(connection));
    PQfinish(connection);
    return result;
}
