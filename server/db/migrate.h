/*
 * Migrations (server/db): files NNNN_name.sql, applied in order, each in one transaction together with its row in the
 * table `migration`. Blocking libpq; for `proeftuind migrate` and the start of the daemon, never in the event loop.
 *
 * Numbers begin at 0001 and have no gaps. What was applied must stay as it is: a file that changed, was renamed or is
 * gone is refused. A file may not begin or end transactions: a COMMIT in it fails and rolls everything back. Nor may it
 * say SET CONSTRAINTS ALL IMMEDIATE, which trips the same guard.
 */
#ifndef PROEFTUIN_DB_MIGRATE_H
#define PROEFTUIN_DB_MIGRATE_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

/* The session lock under which migrations run: "proeftui" as a big-endian number. Whoever comes second waits. */
#define MIGRATE_LOCK "8102661160894231913"

enum migrate_result {
    MIGRATE_DONE,
    MIGRATE_REFUSED, /* the files are not in order, or do not fit what was applied; nothing was done */
    MIGRATE_FAILED,  /* the server or the disk failed; what was applied before it stays */
    MIGRATE_AWAY     /* likewise, because the server is gone or can't do it now (no space, read-only): try again */
};

/* What to run, and whom to tell. */
struct migrate_options {
    const char *directory;

    /* One line of English per step, without a newline. NULL: not wanted. */
    void (*say)(const char *line, void *context);

    /* Runs after the migrations, also when none was pending, under the same lock and in a transaction of its own. On
     * false, with the reason in `error`, it is rolled back. NULL: nothing to do. */
    bool (*after)(PGconn *connection, void *context, char *error, size_t size);

    void *context; /* for both */
};

/* Applies what is pending. Unless MIGRATE_DONE, `error` holds one line of English that names the file, and for an SQL
 * error the line and the server's message. The connection must be idle, and is idle afterwards unless it broke. */
enum migrate_result migrate_run(PGconn *connection, const struct migrate_options *options, char *error, size_t size);

/* How the database stands towards the files. */
struct migrate_state {
    unsigned applied;
    unsigned pending;
    bool unchanged; /* all that was applied is still there, word for word; if not, `error` says what differs */
};

/* Looks without changing or locking anything. MIGRATE_DONE, also when files are pending or changed: then `ret` says so.
 */
enum migrate_result migrate_pending(
    PGconn *connection, const char *directory, struct migrate_state *ret, char *error, size_t size);

#endif
