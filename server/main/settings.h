/*
 * Settings come from the environment (server/main): one row each, with its default, bounds and help; `proeftuind
 * --help` lists them.
 */
#ifndef MAIN_SETTINGS_H
#define MAIN_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "places.h"

/* X(member, variable, default, least, most, help): numbers. */
#define SETTINGS_NUMBERS(X)                                                                                            \
    X(workers, "PROEFTUIN_WORKERS", 0, 0, SETTINGS_WORKERS_MOST, "worker threads; 0: one a processor")                 \
    X(connections, "PROEFTUIN_CONNECTIONS", 1024, 1, 100000,                                                           \
        "client connections at the same time, all workers together")                                                   \
    X(queue, "PROEFTUIN_QUEUE", 1000, 1, 100000, "queries that may wait per worker and lane; more get 503")            \
    X(read_connections, "PROEFTUIN_READ_CONNECTIONS", 1, 1, 16, "database connections for reads, per worker")          \
    X(write_connections, "PROEFTUIN_WRITE_CONNECTIONS", 2, 1, 16, "database connections for writes, per worker")       \
    X(pool_connections, "PROEFTUIN_POOL_CONNECTIONS", 2, 1, 16, "database connections for reports, per worker")        \
    X(db_read_ms, "PROEFTUIN_DB_READ_MS", 700, 10, 3600000, "milliseconds for a statement that reads; then 504")       \
    X(db_write_ms, "PROEFTUIN_DB_WRITE_MS", 700, 10, 3600000, "milliseconds for a statement that writes; then 504")    \
    X(db_lock_ms, "PROEFTUIN_DB_LOCK_MS", 200, 1, 3600000,                                                             \
        "milliseconds that a write waits for another one's lock; three times in vain: 409")                            \
    X(db_pool_ms, "PROEFTUIN_DB_POOL_MS", 60000, 10, 3600000, "milliseconds for a statement of a report; then 504")    \
    X(head_seconds, "PROEFTUIN_HEAD_SECONDS", 20, 1, 3600, "for a whole request head, waiting for it included")        \
    X(body_seconds, "PROEFTUIN_BODY_SECONDS", 30, 1, 3600, "for a whole request body")                                 \
    X(request_seconds, "PROEFTUIN_REQUEST_SECONDS", 10, 1, 3600, "from the whole request to its answer; then 504")     \
    X(export_seconds, "PROEFTUIN_EXPORT_SECONDS", 3600, 1, 86400,                                                      \
        "for an export as a whole, however slowly it is read")                                                         \
    X(write_seconds, "PROEFTUIN_WRITE_SECONDS", 30, 1, 3600, "for a client that does not read its answer")             \
    X(drain_seconds, "PROEFTUIN_DRAIN_SECONDS", 20, 0, 3600,                                                           \
        "for requests under way when the service is told to stop")                                                     \
    X(key_rate, "PROEFTUIN_KEY_RATE", 100, 0, 1000000, "requests a second of one API key, on average; 0: no limit")    \
    X(key_burst, "PROEFTUIN_KEY_BURST", 2000, 1, 1000000, "requests of one API key at once")                           \
    X(anonymous_rate, "PROEFTUIN_ANONYMOUS_RATE", 50, 0, 1000000,                                                      \
        "the same of one address without a key; 0: no limit")                                                          \
    X(anonymous_burst, "PROEFTUIN_ANONYMOUS_BURST", 1000, 1, 1000000, "requests of one address without a key at once") \
    X(small_count, "PROEFTUIN_SMALL_COUNT", 5, 0, 100,                                                                 \
        "counts of people under this are withheld from who has no right to internal rows; 0: none, else from 3")       \
    X(authentication_failures, "PROEFTUIN_AUTHENTICATION_FAILURES", 20, 0, 100000,                                     \
        "wrong keys a minute from one address; more get 429, right ones too; 0: no limit")

/* X(member, variable, default, help): text. A default of NULL has to be given where it is needed. */
#define SETTINGS_TEXTS(X)                                                                                          \
    X(listen, "PROEFTUIN_LISTEN", "127.0.0.1:8080", "address:port, [address]:port, or the path of a Unix socket")  \
    X(database, "DATABASE_URL", NULL, "PostgreSQL, as a URL or key=value pairs; a socket or a numeric address")    \
    X(public_url, "PROEFTUIN_PUBLIC_URL", "",                                                                      \
        "how clients reach the service, put before links; none: links begin with /v1")                             \
    X(migrations, "PROEFTUIN_MIGRATIONS", place_migrations, "where the migrations are")                            \
    X(anonymous, "PROEFTUIN_ANONYMOUS", "yes", "no: reading takes a key too, also of what is public")              \
    X(trusted_proxy, "PROEFTUIN_TRUSTED_PROXY", "",                                                                \
        "proxies whose X-Forwarded-For says who the client is: addresses, ranges (10.0.0.0/8), unix; with commas") \
    X(metrics, "PROEFTUIN_METRICS", "yes", "no: nothing stands at /metrics")                                       \
    X(log, "PROEFTUIN_LOG", "errors",                                                                              \
        "requests: a line for each request; errors: for those that failed here, and for events; off: neither")

enum { SETTINGS_WORKERS_MOST = 64 };

struct settings {
#define X(member, variable, standard, least, most, help) unsigned member;
    SETTINGS_NUMBERS(X)
#undef X
#define X(member, variable, standard, help) const char *member;
    SETTINGS_TEXTS(X)
#undef X
};

/* Reads the environment. False after writing every mistake to stderr. */
bool settings_read(struct settings *ret);

/* Worker threads: as many as were asked for, or else one a processor. */
unsigned settings_workers(const struct settings *settings);

/* Lists all settings with their defaults. */
void settings_help(FILE *out);

#endif
