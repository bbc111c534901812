/*
 * `proeftuind check`, the database (server/main): whether it can be reached and is one that the register can live in,
 * how its migrations and its clock stand, and what it holds.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libpq-fe.h>

#include "check_report.h"
#include "db/migrate.h"

#include <proeftuin/registry.h>

enum { OLDEST_SERVER = 150000, LATENCY_TRIES = 5 };
#define CLOCK_TOLERANCE 2.0   /* seconds */
#define LATENCY_TOLERANCE 5.0 /* milliseconds */

static double seconds(clockid_t clock)
{
    struct timespec time;

    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The single value that a statement selects, copied to `ret`. False when there is none. */
static bool ask(PGconn *connection, const char *sql, char *ret, size_t size)
{
    PGresult *result = PQexec(connection, sql);
    const bool found = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;

    if (found)
        snprintf(ret, size, "%s", PQgetvalue(result, 0, 0));
    PQclear(result);
    return found;
}

/* libpq's words, in one line. */
static const char *words_of(PGconn *connection, char *ret, size_t size)
{
    snprintf(ret, size, "%s", PQerrorMessage(connection));
    for (size_t length = strlen(ret); length > 0 && ret[length - 1] == '\n';)
        ret[--length] = '\0';
    for (char *at = ret; (at = strchr(at, '\n'));)
        *at = ' ';
    return ret;
}

/* The best of a few: what the way to the server takes, not what else the machine does. */
static double latency(PGconn *connection)
{
    double best = INFINITY;
    char nothing[8];

    for (int i = 0; i < LATENCY_TRIES; i++) {
        const double begun = seconds(CLOCK_MONOTONIC);
        ask(connection, "SELECT 1", nothing, sizeof nothing);
        best = fmin(best, seconds(CLOCK_MONOTONIC) - begun);
    }
    return best * 1000;
}

static void look_at_server(struct check_report *to, PGconn *connection)
{
    const char *version = PQparameterStatus(connection, "server_version");
    const double milliseconds = latency(connection);

    report(to, PQserverVersion(connection) >= OLDEST_SERVER ? CHECK_FINE : CHECK_TROUBLE, "database",
        "PostgreSQL %s; 15 or later is needed", version ? version : "of an unknown version");
    report(to, milliseconds <= LATENCY_TOLERANCE ? CHECK_FINE : CHECK_WARNING, "latency",
        "a question and its answer take %.2f ms", milliseconds);
}

static void look_at_encoding(struct check_report *to, PGconn *connection)
{
    const char *encoding = PQparameterStatus(connection, "server_encoding");
    const bool fine = encoding && strcmp(encoding, "UTF8") == 0;

    report(to, fine ? CHECK_FINE : CHECK_TROUBLE, "encoding", "%s%s", encoding ? encoding : "unknown",
        fine ? "" : "; UTF8 is needed");
}

/* Summer time must be known too, so a moment in summer is asked for. */
static void look_at_time_zone(struct check_report *to, PGconn *connection)
{
    char noon[32] = "";

    if (ask(connection, "SELECT to_char(timestamptz '2024-07-01 12:00Z' AT TIME ZONE 'Europe/Amsterdam', 'HH24:MI')",
            noon, sizeof noon) &&
        strcmp(noon, "14:00") == 0)
        report(to, CHECK_FINE, "time zone", "the server knows Europe/Amsterdam");
    else
        report(to, CHECK_TROUBLE, "time zone", "the server does not know Europe/Amsterdam, on which dates depend");
}

static void look_at_migrations(struct check_report *to, PGconn *connection, const char *directory)
{
    struct migrate_state state = {0};
    char error[1024];

    if (migrate_pending(connection, directory, &state, error, sizeof error) != MIGRATE_DONE)
        report(to, CHECK_TROUBLE, "migrations", "%s", error);
    else if (!state.unchanged)
        report(to, CHECK_TROUBLE, "migrations", "%u applied; %s", state.applied, error);
    else if (state.pending > 0)
        report(to, CHECK_WARNING, "migrations", "%u applied, %u pending: serve and migrate apply them", state.applied,
            state.pending);
    else
        report(to, CHECK_FINE, "migrations", "%u applied, none pending", state.applied);
}

/* The server's clock is read between two looks at ours. */
static void look_at_clock(struct check_report *to, PGconn *connection)
{
    char text[64];
    const double before = seconds(CLOCK_REALTIME);
    const bool asked = ask(connection, "SELECT extract(epoch FROM clock_timestamp())", text, sizeof text);
    const double after = seconds(CLOCK_REALTIME);

    if (!asked) {
        report(to, CHECK_TROUBLE, "clock", "the server does not say what time it is");
        return;
    }
    const double ahead = strtod(text, NULL) - (before + after) / 2;
    report(to, fabs(ahead) <= CLOCK_TOLERANCE ? CHECK_FINE : CHECK_WARNING, "clock",
        "the database's clock is %.3f s %s this machine's", fabs(ahead), ahead < 0 ? "behind" : "ahead of");
}

/* Names of tables come from the registry. */
static void look_at_rows(struct check_report *to, PGconn *connection)
{
    char sql[128], count[24];

    for (size_t i = 0; i < registry_count; i++) {
        snprintf(sql, sizeof sql, "SELECT count(*) FROM public.%s", registry[i]->table);
        if (ask(connection, sql, count, sizeof count))
            report(to, CHECK_FINE, "rows", "%8s %s", count, registry[i]->path);
        else
            report(
                to, CHECK_WARNING, "rows", "%8s %s: no such table yet, or no right to read it", "?", registry[i]->path);
    }
}

static void ignore_notice(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

static void look_at_all(struct check_report *to, PGconn *connection, const struct settings *settings)
{
    PQsetNoticeReceiver(connection, ignore_notice, NULL);
    look_at_server(to, connection);
    look_at_encoding(to, connection);
    look_at_time_zone(to, connection);
    look_at_migrations(to, connection, settings->migrations);
    look_at_clock(to, connection);
    look_at_rows(to, connection);
}

/* Words about a text that libpq can't read would quote it, and it may hold a password. */
static bool is_conninfo(const char *text)
{
    PQconninfoOption *options = PQconninfoParse(text, NULL);
    const bool understood = options != NULL;

    PQconninfoFree(options);
    return understood;
}

void check_database(struct check_report *to, const struct settings *settings)
{
    const char *const keywords[] = {"connect_timeout", "dbname", "client_encoding", NULL};
    const char *const values[] = {"3", settings->database, "UTF8", NULL};
    char words[1024];

    if (!settings->database) {
        report(to, CHECK_TROUBLE, "database", "DATABASE_URL is not set");
        return;
    }
    if (!is_conninfo(settings->database)) {
        report(to, CHECK_TROUBLE, "database", "DATABASE_URL is not a connection string that libpq understands");
        return;
    }
    PGconn *connection = PQconnectdbParams(keywords, values, 1);
    if (PQstatus(connection) == CONNECTION_OK)
        look_at_all(to, connection, settings);
    else
        report(to, CHECK_TROUBLE, "database", "%s", words_of(connection, words, sizeof words));
    PQfinish(connection);
}
