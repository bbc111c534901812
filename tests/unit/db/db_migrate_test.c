/*
 * The migrations runner (server/db).
 */
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/migrate.h"
#include "unit/db/support.h"

/* ---- A directory of migrations, a connection, and what was said ---- */

struct stage {
    char directory[64];
    PGconn *pg;
    char said[1024];
    char error[512];
    bool with_after;
};

static void hear(const char *line, void *context)
{
    struct stage *stage = context;
    size_t length = strlen(stage->said);
    snprintf(stage->said + length, sizeof stage->said - length, "%s\n", line);
}

static bool comment(PGconn *pg, void *context, char *error, size_t size)
{
    (void)context;
    PGresult *result = PQexec(pg, "COMMENT ON TABLE migrate_a IS 'after'");
    bool fine = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!fine)
        snprintf(error, size, "after: %s", PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    PQclear(result);
    return fine;
}

static void clean(void)
{
    direct("DROP TABLE IF EXISTS migration, migrate_a, migrate_b, migrate_c");
}

static void stage_make(struct stage *stage)
{
    *stage = (struct stage){.directory = "/tmp/proeftuin-test-XXXXXX"};
    clean();
    ck_assert_ptr_nonnull(mkdtemp(stage->directory));
    stage->pg = direct_open();
}

static void path_of(const struct stage *stage, const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", stage->directory, name);
}

static void put(const struct stage *stage, const char *name, const char *text)
{
    char path[128];
    path_of(stage, name, path);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void take_away(const struct stage *stage, const char *name)
{
    char path[128];
    path_of(stage, name, path);
    ck_assert_int_eq(unlink(path), 0);
}

static void stage_end(struct stage *stage)
{
    static const char *const names[] = {
        "0001_a.sql", "0002_b.sql", "0002_c.sql", "0003_c.sql", "1_a.sql", "0004_A.sql", "0000_zero.sql", "README.md"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        path_of(stage, names[i], path);
        unlink(path);
    }
    rmdir(stage->directory);
    PQfinish(stage->pg);
    clean();
}

static enum migrate_result run(struct stage *stage)
{
    struct migrate_options options = {
        .directory = stage->directory,
        .say = hear,
        .after = stage->with_after ? comment : NULL,
        .context = stage,
    };
    stage->said[0] = '\0';
    enum migrate_result result = migrate_run(stage->pg, &options, stage->error, sizeof stage->error);
    /* On every path: no transaction is left open, and the lock is free. */
    ck_assert_int_eq(PQtransactionStatus(stage->pg), PQTRANS_IDLE);
    ck_assert_int_eq(direct_number("SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database"
                                   " WHERE locktype = 'advisory' AND datname = current_database()"),
        0);
    return result;
}

static void expect_run(struct stage *stage, enum migrate_result result, const char *error)
{
    enum migrate_result actual = run(stage);
    ck_assert_str_eq(stage->error, error);
    ck_assert_int_eq(actual, result);
}

static void expect_state(struct stage *stage, unsigned applied, unsigned pending, bool unchanged)
{
    struct migrate_state state;
    ck_assert_int_eq(
        migrate_pending(stage->pg, stage->directory, &state, stage->error, sizeof stage->error), MIGRATE_DONE);
    ck_assert_uint_eq(state.applied, applied);
    ck_assert_uint_eq(state.pending, pending);
    ck_assert_int_eq(state.unchanged, unchanged);
    ck_assert_int_eq(*stage->error != '\0', !unchanged);
}

static void put_two(const struct stage *stage)
{
    put(stage, "0001_a.sql", "CREATE TABLE migrate_a (number int);\nINSERT INTO migrate_a VALUES (1);\n");
    put(stage, "0002_b.sql", "CREATE TABLE migrate_b AS SELECT * FROM migrate_a;\n");
}

static long applied_count(void)
{
    return direct_number("SELECT count(*) FROM migration");
}

/* ---- Runs that succeed ---- */

START_TEST(test_fresh_and_again)
{
    struct stage stage;
    stage_make(&stage);
    put_two(&stage);
    put(&stage, "README.md", "not a migration");
    expect_state(&stage, 0, 2, true);
    expect_run(&stage, MIGRATE_DONE, "");
    ck_assert_str_eq(stage.said, "applying 0001_a.sql\napplying 0002_b.sql\n");
    expect_state(&stage, 2, 0, true);
    ck_assert_int_eq(direct_number("SELECT number FROM migrate_b"), 1);
    expect_run(&stage, MIGRATE_DONE, "");
    ck_assert_str_eq(stage.said, "");
    put(&stage, "0003_c.sql", "CREATE TABLE migrate_c (number int)");
    expect_state(&stage, 2, 1, true);
    expect_run(&stage, MIGRATE_DONE, "");
    ck_assert_str_eq(stage.said, "applying 0003_c.sql\n");
    stage_end(&stage);
}
END_TEST

START_TEST(test_what_is_recorded)
{
    struct stage stage;
    stage_make(&stage);
    put(&stage, "0001_a.sql", "");
    expect_run(&stage, MIGRATE_DONE, "");
    /* SHA-256 of nothing (FIPS 180-4) */
    ck_assert_int_eq(direct_number("SELECT count(*) FROM migration WHERE number = 1 AND name = '0001_a.sql' AND"
                                   " checksum = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'"
                                   " AND applied_at > now() - interval '1 minute'"),
        1);
    ck_assert_int_eq(direct_number("SELECT count(*) FROM pg_description WHERE objoid = 'migration'::regclass"), 5);
    stage_end(&stage);
}
END_TEST

START_TEST(test_empty_directory)
{
    struct stage stage;
    stage_make(&stage);
    expect_run(&stage, MIGRATE_DONE, "");
    expect_state(&stage, 0, 0, true);
    stage_end(&stage);
}
END_TEST

START_TEST(test_after)
{
    static const char commented[] =
        "SELECT count(*) FROM pg_description WHERE objoid = to_regclass('migrate_a') AND description = 'after'";
    struct stage stage;
    stage_make(&stage);
    stage.with_after = true;
    expect_run(&stage, MIGRATE_FAILED, "after: relation \"migrate_a\" does not exist");
    put_two(&stage);
    expect_run(&stage, MIGRATE_DONE, "");
    ck_assert_int_eq(direct_number(commented), 1);
    direct("COMMENT ON TABLE migrate_a IS NULL");
    expect_run(&stage, MIGRATE_DONE, ""); /* also when nothing was pending */
    ck_assert_int_eq(direct_number(commented), 1);
    stage_end(&stage);
}
END_TEST

/* ---- Files that do not fit ---- */

START_TEST(test_changed)
{
    struct stage stage;
    stage_make(&stage);
    put_two(&stage);
    expect_run(&stage, MIGRATE_DONE, "");
    put(&stage, "0001_a.sql", "CREATE TABLE migrate_a (number bigint);\n");
    put(&stage, "0003_c.sql", "CREATE TABLE migrate_c (number int)");
    expect_run(&stage, MIGRATE_REFUSED, "0001_a.sql: was changed after it was applied; make a new migration instead");
    ck_assert_int_eq(applied_count(), 2);
    expect_state(&stage, 2, 1, false);
    stage_end(&stage);
}
END_TEST

START_TEST(test_missing_and_renamed)
{
    struct stage stage;
    stage_make(&stage);
    put_two(&stage);
    expect_run(&stage, MIGRATE_DONE, "");
    take_away(&stage, "0002_b.sql");
    expect_run(&stage, MIGRATE_REFUSED, "0002_b.sql: was applied, but the file is gone");
    expect_state(&stage, 2, 0, false);
    put(&stage, "0002_c.sql", "CREATE TABLE migrate_b AS SELECT * FROM migrate_a;\n");
    expect_run(&stage, MIGRATE_REFUSED, "0002_c.sql: was applied as 0002_b.sql");
    take_away(&stage, "0002_c.sql");
    put_two(&stage);
    direct("DELETE FROM migration WHERE number = 1");
    expect_run(&stage, MIGRATE_REFUSED, "0001_a.sql: was not applied, though 0002_b.sql was");
    stage_end(&stage);
}
END_TEST

START_TEST(test_names_and_numbers)
{
    struct stage stage;
    stage_make(&stage);
    put(&stage, "0002_b.sql", "");
    expect_run(&stage, MIGRATE_REFUSED, "0002_b.sql: number 0001 is missing before it");
    put(&stage, "0001_a.sql", "");
    put(&stage, "0002_c.sql", "");
    expect_run(&stage, MIGRATE_REFUSED, "0002_c.sql: the number is taken by 0002_b.sql");
    take_away(&stage, "0002_c.sql");
    static const char *const wrong[] = {"1_a.sql", "0004_A.sql", "0000_zero.sql"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char error[128];
        put(&stage, wrong[i], "");
        snprintf(
            error, sizeof error, "%s: a migration is called NNNN_name.sql, with a-z, 0-9 and _, from 0001", wrong[i]);
        expect_run(&stage, MIGRATE_REFUSED, error);
        take_away(&stage, wrong[i]);
    }
    expect_run(&stage, MIGRATE_DONE, "");
    stage_end(&stage);
}
END_TEST

START_TEST(test_unreadable)
{
    struct stage stage;
    stage_make(&stage);
    char real[64];
    memcpy(real, stage.directory, sizeof real);
    snprintf(stage.directory, sizeof stage.directory, "/tmp/proeftuin-no-such-directory");
    expect_run(&stage, MIGRATE_FAILED, "/tmp/proeftuin-no-such-directory: No such file or directory");
    memcpy(stage.directory, real, sizeof real);
    char path[128], error[256];
    path_of(&stage, "0001_a.sql", path);
    ck_assert_int_eq(symlink("/tmp/proeftuin-no-such-file", path), 0);
    snprintf(error, sizeof error, "%s: No such file or directory", path);
    expect_run(&stage, MIGRATE_FAILED, error);
    take_away(&stage, "0001_a.sql");
    FILE *file = fopen(path, "we");
    fwrite("SELECT 1;\0DROP", 1, 14, file);
    fclose(file);
    expect_run(&stage, MIGRATE_REFUSED, "0001_a.sql: contains a NUL byte");
    stage_end(&stage);
}
END_TEST

/* ---- Migrations that fail ---- */

START_TEST(test_failing_in_the_middle)
{
    struct stage stage;
    stage_make(&stage);
    put_two(&stage);
    put(&stage, "0002_b.sql",
        "-- caf\303\251\nCREATE TABLE migrate_b (number int);\n\nSELECT '\303\251\303\251\303\251',\n  "
        "nonsense;\nSELECT 1;\n");
    put(&stage, "0003_c.sql", "CREATE TABLE migrate_c (number int)");
    expect_run(&stage, MIGRATE_FAILED, "0002_b.sql, line 5: column \"nonsense\" does not exist (SQLSTATE 42703)");
    ck_assert_int_eq(applied_count(), 1);
    ck_assert_int_eq(direct_number("SELECT count(*) FROM pg_class WHERE relname IN ('migrate_b', 'migrate_c')"), 0);
    put(&stage, "0002_b.sql", "CREATE TABLE migrate_b (number int)");
    expect_run(&stage, MIGRATE_DONE, "");
    stage_end(&stage);
}
END_TEST

START_TEST(test_failing_in_other_ways)
{
    static const struct {
        const char *text;
        enum migrate_result result;
        const char *error;
    } cases[] = {
        {"CREATE TABLE migrate_a (number int);\nSELEKT 1", MIGRATE_FAILED,
            "0001_a.sql, line 2: syntax error at or near \"SELEKT\" (SQLSTATE 42601)"},
        {"CREATE TABLE migrate_a (number int PRIMARY KEY);\nINSERT INTO migrate_a VALUES (1), (1)", MIGRATE_FAILED,
            "0001_a.sql: duplicate key value violates unique constraint \"migrate_a_pkey\""
            " (Key (number)=(1) already exists.) (SQLSTATE 23505)"},
        {"CREATE TABLE migrate_a (number int PRIMARY KEY, up int REFERENCES migrate_a DEFERRABLE INITIALLY DEFERRED);"
         "INSERT INTO migrate_a VALUES (1, 2)",
            MIGRATE_FAILED,
            "0001_a.sql: insert or update on table \"migrate_a\" violates foreign key constraint"
            " \"migrate_a_up_fkey\" (Key (up)=(2) is not present in table \"migrate_a\".) (SQLSTATE 23503)"},
        {"CREATE TABLE migrate_a (number int);\nCOPY migrate_a FROM STDIN;\n1\n\\.\n", MIGRATE_FAILED,
            "0001_a.sql, line 3: syntax error at or near \"1\" (SQLSTATE 42601)"},
        {"CREATE TABLE migrate_a (number int);\nCOPY migrate_a FROM STDIN;", MIGRATE_FAILED,
            "0001_a.sql: COPY from or to the client has no place in a migration"},
        {"CREATE TABLE migrate_a (number int);\nCOPY migrate_a TO STDOUT;", MIGRATE_FAILED,
            "0001_a.sql: COPY from or to the client has no place in a migration"},
        {"CREATE TABLE migrate_a (number int); COMMIT", MIGRATE_REFUSED,
            "0001_a.sql: contains COMMIT; it was rolled back"},
        {"BEGIN; CREATE TABLE migrate_a (number int); COMMIT; BEGIN", MIGRATE_REFUSED,
            "0001_a.sql: contains COMMIT; it was rolled back"},
        {"CREATE TABLE migrate_a (number int); ROLLBACK", MIGRATE_REFUSED,
            "0001_a.sql: ends its transaction itself; check what stands behind that"},
        {"CREATE TABLE migrate_a (number int); ROLLBACK; BEGIN", MIGRATE_REFUSED,
            "0001_a.sql: ends its transaction itself; check what stands behind that"},
    };
    struct stage stage;
    stage_make(&stage);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put(&stage, "0001_a.sql", cases[i].text);
        expect_run(&stage, cases[i].result, cases[i].error);
        ck_assert_int_eq(applied_count(), 0);
        ck_assert_int_eq(direct_number("SELECT count(*) FROM pg_class WHERE relname = 'migrate_a'"), 0);
    }
    stage_end(&stage);
}
END_TEST

START_TEST(test_settings_do_not_leak)
{
    struct stage stage;
    stage_make(&stage);
    put_two(&stage);
    put(&stage, "0001_a.sql",
        "CREATE TABLE migrate_a (number int); SELECT set_config('search_path', '', false);"
        "SET DateStyle = 'SQL, DMY'");
    expect_run(&stage, MIGRATE_DONE, "");
    stage_end(&stage);
}
END_TEST

START_TEST(test_connection_lost)
{
    struct stage stage;
    stage_make(&stage);
    put(&stage, "0001_a.sql", "SELECT pg_terminate_backend(pg_backend_pid())");
    struct migrate_options options = {.directory = stage.directory};
    ck_assert_int_eq(migrate_run(stage.pg, &options, stage.error, sizeof stage.error), MIGRATE_AWAY);
    ck_assert_int_eq(strncmp(stage.error, "0001_a.sql: ", 12), 0);
    ck_assert_ptr_nonnull(strstr(stage.error, "terminating connection"));
    ck_assert_int_eq(migrate_run(stage.pg, &options, stage.error, sizeof stage.error), MIGRATE_AWAY);
    ck_assert_str_ne(stage.error, "");
    stage_end(&stage);
}
END_TEST

/* ---- Two at once ---- */

static void *run_elsewhere(void *context)
{
    struct stage *stage = context;
    struct migrate_options options = {.directory = stage->directory, .say = hear, .context = stage};
    enum migrate_result result = migrate_run(stage->pg, &options, stage->error, sizeof stage->error);
    return result == MIGRATE_DONE ? stage : NULL;
}

START_TEST(test_two_at_once)
{
    struct stage first, second;
    stage_make(&first);
    put_two(&first);
    put(&first, "0001_a.sql", "CREATE TABLE migrate_a AS SELECT 1 AS number; SELECT pg_sleep(0.3)");
    second = first;
    second.pg = direct_open();
    pthread_t threads[2];
    ck_assert_int_eq(pthread_create(&threads[0], NULL, run_elsewhere, &first), 0);
    ck_assert_int_eq(pthread_create(&threads[1], NULL, run_elsewhere, &second), 0);
    for (int i = 0; i < 2; i++) {
        void *done;
        pthread_join(threads[i], &done);
        ck_assert_ptr_nonnull(done);
    }
    static const char worked[] = "applying 0001_a.sql\napplying 0002_b.sql\n";
    static const char waited[] = "waiting for migrations that run elsewhere\n";
    bool first_worked = strcmp(first.said, worked) == 0;
    ck_assert_str_eq(first_worked ? second.said : first.said, waited);
    ck_assert_str_eq(first_worked ? first.said : second.said, worked);
    ck_assert_int_eq(applied_count(), 2);
    PQfinish(second.pg);
    stage_end(&first);
}
END_TEST

DB_SUITE("migrate", test_fresh_and_again, test_what_is_recorded, test_empty_directory, test_after, test_changed,
    test_missing_and_renamed, test_names_and_numbers, test_unreadable, test_failing_in_the_middle,
    test_failing_in_other_ways, test_settings_do_not_leak, test_connection_lost, test_two_at_once)
