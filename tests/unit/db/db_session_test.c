/* The blocking session: results, failures by kind, and statements prepared once. */
#include "db/session.h"

#include "unit/db/support.h"

static struct session *session;

static void start(void)
{
    session = session_open(database());
    ck_assert_ptr_nonnull(session);
    ck_assert_msg(session_ready(session), "%s", session_message(session));
}

static void stop(void)
{
    session_close(session);
}

static enum db_outcome run(const char *sql, const char *value, PGresult **ret)
{
    const char *const values[] = {value};
    const struct statement statement = {.sql = sql, .values = values, .count = value ? 1 : 0};

    return session_run(session, &statement, ret);
}

static void expect_text(const char *sql, const char *value, const char *text)
{
    PGresult *result;

    ck_assert_int_eq(run(sql, value, &result), DB_OK);
    ck_assert_str_eq(PQgetvalue(result, 0, 0), text);
    PQclear(result);
}

START_TEST(statements_are_prepared_once)
{
    start();
    for (int i = 0; i < 3; i++)
        expect_text("SELECT upper($1::text)", "x", "X");
    expect_text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT upper%'", NULL, "1");
    stop();
}
END_TEST

START_TEST(prepared_statements_are_bounded)
{
    char sql[64];

    start();
    for (int i = 0; i < 600; i++) {
        snprintf(sql, sizeof sql, "SELECT %d", i);
        ck_assert_int_eq(run(sql, NULL, NULL), DB_OK);
    }
    expect_text("SELECT count(*) <= 256 FROM pg_prepared_statements", NULL, "t");
    expect_text("SELECT 0", NULL, "0");
    stop();
}
END_TEST

START_TEST(failures_have_a_kind)
{
    start();
    ck_assert_int_eq(session_command(session, "CREATE TEMPORARY TABLE pot (size int,"
                                              " CONSTRAINT pot__size__check CHECK (size > 0))"),
        DB_OK);
    ck_assert_int_eq(run("INSERT INTO pot VALUES ($1)", "-1", NULL), DB_VIOLATION);
    ck_assert_int_eq(session_violation(session)->kind, DB_VIOLATION_CHECK);
    ck_assert_str_eq(session_violation(session)->table, "pot");
    ck_assert_str_eq(session_violation(session)->column, "size");
    ck_assert_int_eq(run("SELEC", NULL, NULL), DB_FAILED);
    ck_assert_ptr_nonnull(strstr(session_message(session), "SELEC"));
    ck_assert_int_eq(run("SELECT 1/$1::int", "0", NULL), DB_FAILED);
    expect_text("SELECT 1/$1::int", "1", "1");
    stop();
}
END_TEST

START_TEST(a_failed_transaction_is_rolled_back)
{
    start();
    ck_assert_int_eq(session_command(session, "BEGIN"), DB_OK);
    ck_assert_int_eq(run("SELECT 1/$1::int", "0", NULL), DB_FAILED);
    ck_assert_int_eq(run("SELECT 1", NULL, NULL), DB_FAILED);
    ck_assert_int_eq(session_command(session, "ROLLBACK"), DB_OK);
    expect_text("SELECT 1", NULL, "1");
    stop();
}
END_TEST

START_TEST(a_lost_connection_is_told_apart_from_a_lost_commit)
{
    start();
    ck_assert_int_eq(run("SELECT pg_terminate_backend(pg_backend_pid())", NULL, NULL), DB_UNAVAILABLE);
    ck_assert(!session_ready(session));
    ck_assert_int_eq(run("SELECT 1", NULL, NULL), DB_UNAVAILABLE);
    ck_assert_int_eq(session_command(session, "COMMIT"), DB_UNKNOWN);
    stop();
}
END_TEST

START_TEST(without_a_database_it_says_why)
{
    session = session_open("host=/nowhere/at/all");
    ck_assert_ptr_nonnull(session);
    ck_assert(!session_ready(session));
    ck_assert_ptr_nonnull(strstr(session_message(session), "/nowhere/at/all"));
    ck_assert_ptr_null(strchr(session_message(session), '\n'));
    ck_assert_int_eq(run("SELECT 1", NULL, NULL), DB_UNAVAILABLE);
    stop();
}
END_TEST

START_TEST(the_session_has_the_settings_that_readers_count_on)
{
    start();
    expect_text("SHOW DateStyle", NULL, "ISO, MDY");
    expect_text("SHOW TimeZone", NULL, "UTC");
    expect_text("SHOW idle_in_transaction_session_timeout", NULL, "0");
    stop();
}
END_TEST

DB_SUITE("db_session", statements_are_prepared_once, prepared_statements_are_bounded, failures_have_a_kind,
    a_failed_transaction_is_rolled_back, a_lost_connection_is_told_apart_from_a_lost_commit,
    without_a_database_it_says_why, the_session_has_the_settings_that_readers_count_on)
