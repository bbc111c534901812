/*
 * How a connection is asked for (server/db): the operator's conninfo or URL, and the session settings that our code
 * counts on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/internal.h"

/*
 * What the readers of results count on, and what keeps one request from taking the machine: no parallel workers and no
 * JIT compilation for statements of milliseconds. A blank in a value is escaped for the server.
 */
static const char for_all[] = "-c DateStyle=ISO -c TimeZone=UTC -c IntervalStyle=iso_8601 -c bytea_output=hex"
                              " -c search_path=public -c max_parallel_workers_per_gather=0 -c jit=off"
                              " -c idle_in_transaction_session_timeout=5s";

/*
 * PostgreSQL plans a statement anew for its values as long as that seems to pay, and it counts the planning itself in
 * cpu_operator_cost: at four times the usual, a single row and its parts are planned once a connection (else one pilot
 * costs it 107 to 174 us instead of 63), while a list with a rare filter still gets a plan for just that filter (with
 * force_generic_plan `domains=youth&laws=wmo2015` takes 38 ms instead of 2).
 */
static const char *const for_lane[DB_LANES] = {
    [DB_READ] = "-c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on"
                " -c cpu_operator_cost=0.01",
    [DB_WRITE] = "",
    [DB_POOL] = "-c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on"
                " -c client_connection_check_interval=1s",
};

/* For a command that does everything in one transaction: it may be busy in between, and waits for others. */
static const char for_session[] =
    "-c lock_timeout=60s -c statement_timeout=300s -c idle_in_transaction_session_timeout=0";

/* The operator's own `options`, from the URL or else the environment, where libpq would look; the caller frees them.
 * NULL when out of memory. */
static char *operator_options(const char *url)
{
    const char *found = getenv("PGOPTIONS");
    PQconninfoOption *parsed = PQconninfoParse(url, NULL);
    for (PQconninfoOption *option = parsed; option && option->keyword; option++)
        if (strcmp(option->keyword, "options") == 0 && option->val)
            found = option->val;
    char *copy = strdup(found ? found : "");
    PQconninfoFree(parsed);
    return copy;
}

/* Ours come last: the last of two counts. */
static char *all_options(const char *url, const char *special, const char *role, const char *more)
{
    char *own = operator_options(url);
    char *options = NULL;
    if (own && asprintf(&options, "%s %s %s %s%s%s", own, for_all, special, more ? more : "", role ? " -c role=" : "",
                   role ? role : "") < 0)
        options = NULL;
    free(own);
    return options;
}

/* The operator's conninfo overrides what stands before it, and is overridden by what stands behind it. The times make
 * sure that a server which vanished without a word is noticed within half a minute; a Unix socket ignores them. */
static PGconn *reach(const char *url, const char *special, const char *role, const char *more,
    PGconn *(*way)(const char *const *keywords, const char *const *values, int expand))
{
    char *options = all_options(url, special, role, more);
    if (!options)
        return NULL;
    const struct {
        const char *keyword;
        const char *value;
    } parameters[] = {
        {"connect_timeout", "5"}, /* of one that is opened blocking */
        {"keepalives_idle", "15"},
        {"keepalives_interval", "5"},
        {"keepalives_count", "3"},
        {"tcp_user_timeout", "30000"},
        {"dbname", url},
        {"application_name", "proeftuind"},
        {"client_encoding", "UTF8"},
        {"options", options},
        {NULL, NULL},
    };
    enum { COUNT = sizeof parameters / sizeof *parameters };
    const char *keywords[COUNT];
    const char *values[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        keywords[i] = parameters[i].keyword;
        values[i] = parameters[i].value;
    }
    PGconn *pg = way(keywords, values, 1);
    free(options);
    return pg;
}

PGconn *conninfo_start(const char *url, const struct lane *lane, const char *role, const char *more)
{
    char *special;
    if (asprintf(&special, "%s -c statement_timeout=%ums -c lock_timeout=%ums", for_lane[lane->kind],
            lane->statement_ms, lane->lock_ms) < 0)
        return NULL;
    PGconn *pg = reach(url, special, role, more, PQconnectStartParams);
    free(special);
    return pg;
}

PGconn *conninfo_open(const char *url)
{
    return reach(url, for_session, NULL, NULL, PQconnectdbParams);
}
