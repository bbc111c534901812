/*
 * What an error of the server means to the layer above (server/db): SQLSTATE to outcome, and the words of a violation.
 *
 * Codes: PostgreSQL 15, Appendix A. PT412 is our own: the SQL function proeftuin_expect raises it.
 */
#include <string.h>

#include "db/internal.h"

static const struct {
    const char *prefix; /* a class or a whole code; the first that fits counts */
    enum db_outcome outcome;
} meanings[] = {
    {"40001", DB_RETRY},       /* serialization_failure */
    {"40P01", DB_RETRY},       /* deadlock_detected */
    {"55P03", DB_RETRY},       /* lock_not_available: lock_timeout */
    {"23", DB_VIOLATION},      /* integrity constraint violation */
    {"PT412", DB_MISS},        /* proeftuin_expect() */
    {"57014", DB_TIMEOUT},     /* query_canceled: statement_timeout */
    {"57P", DB_UNAVAILABLE},   /* the server stops or starts */
    {"25006", DB_UNAVAILABLE}, /* read_only_sql_transaction: a standby took the server's place */
    {"53", DB_UNAVAILABLE},    /* insufficient resources */
    {"08", DB_UNAVAILABLE},    /* connection exception */
    {"28", DB_UNAVAILABLE},    /* invalid authorization */
    {"3D000", DB_UNAVAILABLE}, /* the database is gone */
    {"58030", DB_UNAVAILABLE}, /* io_error */
};

static const struct {
    const char *code;
    enum db_violation_kind kind;
} violations[] = {
    {"23502", DB_VIOLATION_NOT_NULL}, {"23503", DB_VIOLATION_FOREIGN_KEY},
    {"23001", DB_VIOLATION_FOREIGN_KEY},                            /* restrict_violation */
    {"23505", DB_VIOLATION_UNIQUE}, {"23P01", DB_VIOLATION_UNIQUE}, /* exclusion_violation: unique in the wider sense */
};

static const char *field_of(const PGresult *error, int field)
{
    const char *text = PQresultErrorField(error, field);
    return text ? text : "";
}

static enum db_outcome outcome_of(const char *code)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (strncmp(code, meanings[i].prefix, strlen(meanings[i].prefix)) == 0)
            return meanings[i].outcome;
    return DB_FAILED;
}

enum db_outcome outcome_of_error(const PGresult *error)
{
    return outcome_of(field_of(error, PG_DIAG_SQLSTATE));
}

static enum db_violation_kind violation_of(const char *code)
{
    for (size_t i = 0; i < sizeof violations / sizeof *violations; i++)
        if (strcmp(code, violations[i].code) == 0)
            return violations[i].kind;
    return DB_VIOLATION_CHECK;
}

/* A copy in the arena; "" when there is no memory left, since a failure must still be reported. */
static const char *keep(struct arena *arena, const char *text, size_t length)
{
    const char *copy = length ? arena_copy(arena, text, length) : NULL;
    return copy ? copy : "";
}

/* The column in the name of a constraint: <table>__<column>__<kind>. "" when the name is of another form. */
static const char *column_in(struct arena *arena, const char *constraint)
{
    const char *start = strstr(constraint, "__");
    if (!start)
        return "";
    start += 2;
    const char *end = NULL;
    for (const char *at = strstr(start, "__"); at; at = strstr(at + 1, "__"))
        end = at;
    return end ? keep(arena, start, (size_t)(end - start)) : "";
}

static struct db_violation violation_in(struct arena *arena, const PGresult *error, const char *code)
{
    const char *table = field_of(error, PG_DIAG_TABLE_NAME);
    const char *constraint = field_of(error, PG_DIAG_CONSTRAINT_NAME);
    const char *column = field_of(error, PG_DIAG_COLUMN_NAME);
    return (struct db_violation){
        .kind = violation_of(code),
        .table = keep(arena, table, strlen(table)),
        .constraint = keep(arena, constraint, strlen(constraint)),
        .column = *column ? keep(arena, column, strlen(column)) : column_in(arena, constraint),
    };
}

/* The primary message alone: the detail repeats values, which do not belong in a log. */
static const char *message_in(struct arena *arena, const PGresult *error, const char *code)
{
    const char *text = PQresultErrorField(error, PG_DIAG_MESSAGE_PRIMARY);
    if (!text)
        text = PQresultErrorMessage(error);
    const char *message = arena_format(arena, "%s%s%s", code, *code ? ": " : "", text);
    return message ? message : "";
}

struct failure failure_read(struct arena *arena, const PGresult *error)
{
    const char *code = field_of(error, PG_DIAG_SQLSTATE);
    struct failure failure = {.outcome = outcome_of(code), .message = message_in(arena, error, code)};
    if (failure.outcome == DB_VIOLATION)
        failure.violation = violation_in(arena, error, code);
    return failure;
}

/* Errors that preparing anew repairs: the session lost the statement, or the tables under it changed. The latter shares
 * its code with every missing feature, and its text is translated; the function that raises it is not. */
static bool is_stale(const PGresult *error, const char *code)
{
    if (strcmp(code, "26000") == 0)
        return true;
    return strcmp(code, "0A000") == 0 && strcmp(field_of(error, PG_DIAG_SOURCE_FUNCTION), "RevalidateCachedQuery") == 0;
}

bool outcome_is_fatal(const PGresult *error)
{
    const char *severity = field_of(error, PG_DIAG_SEVERITY_NONLOCALIZED);
    return strcmp(severity, "FATAL") == 0 || strcmp(severity, "PANIC") == 0;
}

void outcome_note(struct db_query *query, const PGresult *error)
{
    if (query->failed)
        return;
    struct failure failure = failure_read(query->arena, error);
    query->failed = true;
    query->stale = is_stale(error, field_of(error, PG_DIAG_SQLSTATE));
    query->outcome = failure.outcome;
    query->message = failure.message;
    query->violation = failure.violation;
    /* All statements had run, so this came while committing or just after. */
    if (outcome_is_fatal(error) && query->got == query->count && query_may_write(query))
        query->outcome = DB_UNKNOWN;
}
