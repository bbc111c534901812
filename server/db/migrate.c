/*
 * The migrations runner (server/db). See migrate.h.
 */
#include "db/migrate.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/internal.h"
#include "db/migration_files.h"

#define CLEARED __attribute__((cleanup(clear_result))) PGresult

enum { BYTEA = 17 /* pg_type.dat */, BINARY = 1 };

static const char create_table[] =
    "CREATE TABLE public.migration ("
    " number integer CONSTRAINT migration__number__primary PRIMARY KEY,"
    " name text NOT NULL,"
    " checksum text NOT NULL CONSTRAINT migration__checksum__check CHECK (checksum ~ '^[0-9a-f]{64}$'),"
    " applied_at timestamptz NOT NULL DEFAULT now());"
    "COMMENT ON TABLE public.migration IS 'Which migrations were applied to this database';"
    "COMMENT ON COLUMN public.migration.number IS 'The four digits that the name of the file begins with';"
    "COMMENT ON COLUMN public.migration.name IS 'The name of the file';"
    "COMMENT ON COLUMN public.migration.checksum IS 'SHA-256 of the file, hexadecimal';"
    "COMMENT ON COLUMN public.migration.applied_at IS 'When its transaction began'";

/*
 * The guard: a row that points to nothing, checked at commit. A COMMIT in the file itself thus fails, and takes what
 * came before it back; the runner closes the guard first.
 */
static const char begin_guarded[] =
    "BEGIN;"
    "SET LOCAL search_path = public;"
    "CREATE TEMPORARY TABLE migration_guard ("
    " id integer PRIMARY KEY,"
    " open integer REFERENCES migration_guard DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP;"
    "INSERT INTO migration_guard VALUES (1, 2)";
static const char close_guard[] = "UPDATE pg_temp.migration_guard SET open = NULL";

struct runner {
    PGconn *connection;
    const struct migrate_options *options;
    struct migration_files files;
    size_t applied; /* of them */
    bool away;      /* the server's last error was that it can't do it now */
    char *error;
    size_t size;
};

static void clear_result(PGresult **result)
{
    PQclear(*result);
}

static void swallow_notice(void *context, const PGresult *notice)
{
    (void)context;
    (void)notice;
}

__attribute__((format(printf, 2, 3))) static void say(const struct runner *runner, const char *format, ...)
{
    char line[256];
    va_list arguments;
    if (!runner->options || !runner->options->say)
        return;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    runner->options->say(line, runner->options->context);
}

static bool succeeded(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/* Writes "<what>: <the server's words>" as the error, on one line. */
static void explain(struct runner *runner, const char *what, const PGresult *result)
{
    const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    const char *code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    ExecStatusType status = PQresultStatus(result);
    runner->away = outcome_of_error(result) == DB_UNAVAILABLE;
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT)
        snprintf(runner->error, runner->size, "%s: COPY from or to the client has no place in a migration", what);
    else if (primary)
        snprintf(runner->error, runner->size, "%s: %s%s%s%s (SQLSTATE %s)", what, primary, detail ? " (" : "",
            detail ? detail : "", detail ? ")" : "", code ? code : "unknown");
    else
        snprintf(runner->error, runner->size, "%s: %s", what, PQerrorMessage(runner->connection));
    size_t length = strlen(runner->error);
    while (length > 0 && runner->error[length - 1] == '\n')
        runner->error[--length] = '\0';
    for (char *at = runner->error; *at; at++)
        if (*at == '\n')
            *at = ' ';
}

static bool command(struct runner *runner, const char *what, const char *sql)
{
    CLEARED *result = PQexec(runner->connection, sql);
    if (succeeded(result))
        return true;
    explain(runner, what, result);
    return false;
}

/* A failed transaction answers COMMIT with a ROLLBACK that is no error. */
static bool commit(struct runner *runner, const char *what)
{
    CLEARED *result = PQexec(runner->connection, "COMMIT");
    if (!succeeded(result))
        explain(runner, what, result);
    else if (strcmp(PQcmdStatus(result), "COMMIT") != 0)
        snprintf(runner->error, runner->size, "%s: the transaction had failed and was rolled back", what);
    else
        return true;
    return false;
}

static void roll_back(const struct runner *runner)
{
    if (PQtransactionStatus(runner->connection) != PQTRANS_IDLE)
        PQclear(PQexec(runner->connection, "ROLLBACK"));
}

/* True when the single value that `sql` selects is true; false also on an error, which is then in `runner`. */
static bool is_true(struct runner *runner, const char *what, const char *sql, bool *ret)
{
    CLEARED *result = PQexec(runner->connection, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        explain(runner, what, result);
        return false;
    }
    *ret = strcmp(PQgetvalue(result, 0, 0), "t") == 0;
    return true;
}

/* The server's SHA-256: one home for it, and no cryptography of our own. */
static bool sum_one(struct runner *runner, struct migration_file *file)
{
    const Oid types[] = {BYTEA};
    const char *const values[] = {file->text};
    const int lengths[] = {(int)file->length};
    const int formats[] = {BINARY};
    CLEARED *result =
        PQexecParams(runner->connection, "SELECT encode(sha256($1), 'hex')", 1, types, values, lengths, formats, 0);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        explain(runner, file->name, result);
        return false;
    }
    snprintf(file->checksum, sizeof file->checksum, "%s", PQgetvalue(result, 0, 0));
    return true;
}

static enum migrate_result read_files(struct runner *runner, const char *directory)
{
    switch (migration_files_read(directory, &runner->files, runner->error, runner->size)) {
    case FILES_READ:
        break;
    case FILES_REFUSED:
        return MIGRATE_REFUSED;
    case FILES_UNREADABLE:
        return MIGRATE_FAILED;
    }
    for (size_t i = 0; i < runner->files.count; i++)
        if (!sum_one(runner, &runner->files.items[i]))
            return MIGRATE_FAILED;
    return MIGRATE_DONE;
}

/* Compares one recorded migration, which should be number `index` + 1, with its file. */
static enum migrate_result compare_one(struct runner *runner, const PGresult *recorded, size_t index)
{
    unsigned long number = strtoul(PQgetvalue(recorded, (int)index, 0), NULL, 10);
    const char *name = PQgetvalue(recorded, (int)index, 1);
    const struct migration_file *file = index < runner->files.count ? &runner->files.items[index] : NULL;
    if (!file || number > runner->files.count)
        snprintf(runner->error, runner->size, "%s: was applied, but the file is gone", name);
    else if (number != index + 1)
        snprintf(runner->error, runner->size, "%s: was not applied, though %s was", file->name, name);
    else if (strcmp(file->name, name) != 0)
        snprintf(runner->error, runner->size, "%s: was applied as %s", file->name, name);
    else if (strcmp(file->checksum, PQgetvalue(recorded, (int)index, 2)) != 0)
        snprintf(
            runner->error, runner->size, "%s: was changed after it was applied; make a new migration instead", name);
    else
        return MIGRATE_DONE;
    return MIGRATE_REFUSED;
}

/* Refused when what was applied does not fit the files. */
static enum migrate_result compare(struct runner *runner)
{
    CLEARED *recorded =
        PQexec(runner->connection, "SELECT number, name, checksum FROM public.migration ORDER BY number");
    if (PQresultStatus(recorded) != PGRES_TUPLES_OK) {
        explain(runner, "the table migration", recorded);
        return MIGRATE_FAILED;
    }
    runner->applied = (size_t)PQntuples(recorded);
    enum migrate_result result = MIGRATE_DONE;
    for (size_t i = 0; i < runner->applied && result == MIGRATE_DONE; i++)
        result = compare_one(runner, recorded, i);
    return result;
}

/* The line of a position that the server counts in characters, from 1. */
static unsigned long line_at(const char *text, unsigned long position)
{
    unsigned long line = 1;
    unsigned long character = 0;
    for (const char *at = text; *at; at++) {
        bool starts = ((unsigned char)*at & 0xC0) != 0x80;
        character += starts;
        if (character >= position)
            break;
        line += *at == '\n';
    }
    return line;
}

static enum migrate_result explain_file(
    struct runner *runner, const struct migration_file *file, const PGresult *result)
{
    const char *table = PQresultErrorField(result, PG_DIAG_TABLE_NAME);
    const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
    char what[MIGRATION_NAME_SIZE + 32];
    if (table && strcmp(table, "migration_guard") == 0) {
        snprintf(runner->error, runner->size, "%s: contains COMMIT; it was rolled back", file->name);
        return MIGRATE_REFUSED;
    }
    if (position)
        snprintf(what, sizeof what, "%s, line %lu", file->name, line_at(file->text, strtoul(position, NULL, 10)));
    else
        snprintf(what, sizeof what, "%s", file->name);
    explain(runner, what, result);
    return MIGRATE_FAILED;
}

/* Whether the file left the transaction alone. */
static bool still_guarded(const struct runner *runner)
{
    if (PQtransactionStatus(runner->connection) != PQTRANS_INTRANS)
        return false;
    CLEARED *result = PQexec(runner->connection, close_guard);
    return succeeded(result) && strcmp(PQcmdTuples(result), "1") == 0;
}

static enum migrate_result run_text(struct runner *runner, const struct migration_file *file)
{
    CLEARED *result = PQexec(runner->connection, file->text);
    if (!succeeded(result))
        return explain_file(runner, file, result);
    if (still_guarded(runner))
        return MIGRATE_DONE;
    snprintf(runner->error, runner->size, "%s: ends its transaction itself; check what stands behind that", file->name);
    return MIGRATE_REFUSED;
}

static bool record(struct runner *runner, const struct migration_file *file, size_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", number);
    const char *const values[] = {digits, file->name, file->checksum};
    CLEARED *result = PQexecParams(runner->connection,
        "INSERT INTO public.migration (number, name, checksum) VALUES ($1, $2, $3)", 3, NULL, values, NULL, NULL, 0);
    if (succeeded(result))
        return true;
    explain(runner, file->name, result);
    return false;
}

static enum migrate_result apply(struct runner *runner, size_t index)
{
    const struct migration_file *file = &runner->files.items[index];
    say(runner, "applying %s", file->name);
    if (!command(runner, file->name, begin_guarded))
        return MIGRATE_FAILED;
    enum migrate_result result = run_text(runner, file);
    if (result == MIGRATE_DONE && !(record(runner, file, index + 1) && commit(runner, file->name)))
        result = MIGRATE_FAILED;
    return result;
}

static enum migrate_result run_after(struct runner *runner)
{
    const struct migrate_options *options = runner->options;
    if (!options->after)
        return MIGRATE_DONE;
    if (!command(runner, "after the migrations", "BEGIN; SET LOCAL search_path = public") ||
        !options->after(runner->connection, options->context, runner->error, runner->size) ||
        !commit(runner, "after the migrations"))
        return MIGRATE_FAILED;
    return MIGRATE_DONE;
}

static const char table_exists[] = "SELECT to_regclass('public.migration') IS NOT NULL";

static bool ensure_table(struct runner *runner)
{
    bool exists;
    return is_true(runner, "the table migration", table_exists, &exists) &&
           (exists || command(runner, "the table migration", create_table));
}

static enum migrate_result run_locked(struct runner *runner)
{
    if (!ensure_table(runner))
        return MIGRATE_FAILED;
    enum migrate_result result = read_files(runner, runner->options->directory);
    if (result == MIGRATE_DONE)
        result = compare(runner);
    for (size_t i = runner->applied; result == MIGRATE_DONE && i < runner->files.count; i++)
        result = apply(runner, i);
    if (result == MIGRATE_DONE)
        result = run_after(runner);
    return result;
}

static bool lock(struct runner *runner)
{
    bool mine;
    if (!is_true(runner, "the lock", "SELECT pg_try_advisory_lock(" MIGRATE_LOCK ")", &mine))
        return false;
    if (mine)
        return true;
    say(runner, "waiting for migrations that run elsewhere");
    return command(runner, "the lock", "SELECT pg_advisory_lock(" MIGRATE_LOCK ")");
}

static enum migrate_result run(struct runner *runner)
{
    if (PQsetClientEncoding(runner->connection, "UTF8") != 0 || !lock(runner)) {
        if (!*runner->error)
            explain(runner, "the connection", NULL);
        return MIGRATE_FAILED;
    }
    enum migrate_result result = run_locked(runner);
    roll_back(runner);
    PQclear(PQexec(runner->connection, "SELECT pg_advisory_unlock(" MIGRATE_LOCK ")"));
    return result;
}

enum migrate_result migrate_run(PGconn *connection, const struct migrate_options *options, char *error, size_t size)
{
    assert(connection && options && options->directory && size > 0);
    struct runner runner = {.connection = connection, .options = options, .error = error, .size = size};
    PQnoticeReceiver before = PQsetNoticeReceiver(connection, swallow_notice, NULL);
    error[0] = '\0';
    enum migrate_result result = run(&runner);
    if (result == MIGRATE_FAILED && (runner.away || PQstatus(connection) == CONNECTION_BAD))
        result = MIGRATE_AWAY;
    PQsetNoticeReceiver(connection, before, NULL);
    migration_files_free(&runner.files);
    return result;
}

static enum migrate_result look(struct runner *runner, const char *directory, struct migrate_state *ret)
{
    bool exists;
    if (!is_true(runner, "the table migration", table_exists, &exists))
        return MIGRATE_FAILED;
    enum migrate_result result = read_files(runner, directory);
    if (result != MIGRATE_DONE)
        return result;
    result = exists ? compare(runner) : MIGRATE_DONE;
    if (result == MIGRATE_FAILED)
        return result;
    size_t files = runner->files.count;
    *ret = (struct migrate_state){
        .applied = (unsigned)runner->applied,
        .pending = (unsigned)(files > runner->applied ? files - runner->applied : 0),
        .unchanged = result == MIGRATE_DONE,
    };
    return MIGRATE_DONE;
}

enum migrate_result migrate_pending(
    PGconn *connection, const char *directory, struct migrate_state *ret, char *error, size_t size)
{
    assert(connection && directory && ret && size > 0);
    struct runner runner = {.connection = connection, .error = error, .size = size};
    error[0] = '\0';
    enum migrate_result result = look(&runner, directory, ret);
    migration_files_free(&runner.files);
    return result;
}
