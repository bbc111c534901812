/*
 * How the server's errors become outcomes (server/db).
 */
#include "unit/db/support.h"

static void make_tables(void)
{
    direct("DROP TABLE IF EXISTS outcome_child, outcome_parent CASCADE;"
           "CREATE TABLE outcome_parent ("
           " id int PRIMARY KEY,"
           " code text NOT NULL CONSTRAINT outcome_parent__code__unique UNIQUE,"
           " amount int CONSTRAINT outcome_parent__amount_upper__check CHECK (amount > 0));"
           "CREATE TABLE outcome_child (parent int CONSTRAINT outcome_child__parent__reference"
           " REFERENCES outcome_parent, late int CONSTRAINT outcome_child__late__reference"
           " REFERENCES outcome_parent DEFERRABLE INITIALLY DEFERRED);"
           "INSERT INTO outcome_parent VALUES (1, 'a', 1)");
}

static void drop_tables(void)
{
    direct("DROP TABLE outcome_child, outcome_parent");
}

START_TEST(test_violations)
{
    static const struct {
        const char *sql;
        enum db_violation_kind kind;
        const char *table, *constraint, *column;
    } cases[] = {
        {"INSERT INTO outcome_parent VALUES (2, 'a', 1)", DB_VIOLATION_UNIQUE, "outcome_parent",
            "outcome_parent__code__unique", "code"},
        {"INSERT INTO outcome_parent VALUES (1, 'b', 1)", DB_VIOLATION_UNIQUE, "outcome_parent", "outcome_parent_pkey",
            ""},
        {"INSERT INTO outcome_parent VALUES (3, NULL, 1)", DB_VIOLATION_NOT_NULL, "outcome_parent", "", "code"},
        {"INSERT INTO outcome_parent VALUES (4, 'd', -1)", DB_VIOLATION_CHECK, "outcome_parent",
            "outcome_parent__amount_upper__check", "amount_upper"},
        {"INSERT INTO outcome_child VALUES (9)", DB_VIOLATION_FOREIGN_KEY, "outcome_child",
            "outcome_child__parent__reference", "parent"},
        /* found only when the sync commits */
        {"INSERT INTO outcome_child VALUES (1, 9)", DB_VIOLATION_FOREIGN_KEY, "outcome_child",
            "outcome_child__late__reference", "late"},
    };
    make_tables();
    struct bench bench = bench_small();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer answer, next;
        ASK(&bench, DB_WRITE, &answer, "SELECT 1", cases[i].sql);
        ASK(&bench, DB_WRITE, &next, "SELECT count(*) FROM outcome_child");
        TURN_UNTIL(&bench, next.calls);
        expect(&answer, DB_VIOLATION);
        ck_assert_int_eq(answer.kind, cases[i].kind);
        ck_assert_str_eq(answer.table, cases[i].table);
        ck_assert_str_eq(answer.constraint, cases[i].constraint);
        ck_assert_str_eq(answer.column, cases[i].column);
        expect_value(&next, "0");
    }
    bench_end(&bench);
    drop_tables();
}
END_TEST

/* The names of a violation live in the query's arena; when that is full the violation is still reported. */
START_TEST(test_violation_without_memory)
{
    make_tables();
    struct bench bench = bench_small();
    struct answer answer = {0};
    struct db_query *query = db_query_new(bench.db, 64);
    add(query, "INSERT INTO outcome_parent VALUES (2, 'a', 1)");
    while (arena_alloc(db_query_arena(query), 1))
        ;
    ck_assert_int_eq(db_submit(query, DB_WRITE, answer_take, &answer), DB_TAKEN);
    TURN_UNTIL(&bench, answer.calls);
    expect(&answer, DB_VIOLATION);
    ck_assert_int_eq(answer.kind, DB_VIOLATION_UNIQUE);
    ck_assert_str_eq(answer.column, "");
    bench_end(&bench);
    drop_tables();
}
END_TEST

/* Raised as the SQL functions raise them. */
START_TEST(test_codes)
{
    static const struct {
        const char *code;
        enum db_outcome outcome;
    } cases[] = {
        {"PT412", DB_MISS},
        {"40001", DB_RETRY},
        {"40P01", DB_RETRY},
        {"55P03", DB_RETRY},
        {"57014", DB_TIMEOUT},
        {"25006", DB_UNAVAILABLE},
        {"53100", DB_UNAVAILABLE},
        {"53300", DB_UNAVAILABLE},
        {"57P03", DB_UNAVAILABLE},
        {"08006", DB_UNAVAILABLE},
        {"3D000", DB_UNAVAILABLE},
        {"28000", DB_UNAVAILABLE},
        {"57000", DB_FAILED},
        {"42883", DB_FAILED},
        {"0A000", DB_FAILED},
        {"P0001", DB_FAILED},
    };
    struct bench bench = bench_small();
    direct("CREATE OR REPLACE FUNCTION outcome_raise(code text) RETURNS int LANGUAGE plpgsql AS"
           " $$ BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = code; END $$");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer answer;
        char sql[64], message[32];
        snprintf(sql, sizeof sql, "SELECT outcome_raise('%s')", cases[i].code);
        snprintf(message, sizeof message, "%s: raised", cases[i].code);
        ANSWER(&bench, DB_WRITE, &answer, sql);
        expect(&answer, cases[i].outcome);
        ck_assert_str_eq(answer.message, message);
    }
    direct("DROP FUNCTION outcome_raise");
    bench_end(&bench);
}
END_TEST

START_TEST(test_lock_timeout)
{
    make_tables();
    struct bench bench = bench_small();
    struct answer blocked, after;
    PGconn *holder = direct_open();
    direct_run(holder, "BEGIN; UPDATE outcome_parent SET amount = 2 WHERE id = 1");
    ASK(&bench, DB_WRITE, &blocked, "UPDATE outcome_parent SET amount = 3 WHERE id = 1");
    ASK(&bench, DB_WRITE, &after, "SELECT 'free'");
    TURN_UNTIL(&bench, after.calls);
    expect(&blocked, DB_RETRY);
    expect_value(&after, "free");
    PQfinish(holder);
    bench_end(&bench);
    drop_tables();
}
END_TEST

/* A lock on the whole table stops the Parse already. */
START_TEST(test_lock_timeout_in_parse)
{
    make_tables();
    struct bench bench = bench_small();
    struct answer blocked, later;
    PGconn *holder = direct_open();
    direct_run(holder, "BEGIN; LOCK TABLE outcome_parent");
    ANSWER(&bench, DB_WRITE, &blocked, "UPDATE outcome_parent SET amount = 3 WHERE id = 1");
    expect(&blocked, DB_RETRY);
    PQfinish(holder);
    ANSWER(&bench, DB_WRITE, &later, "UPDATE outcome_parent SET amount = 3 WHERE id = 1");
    expect(&later, DB_OK);
    bench_end(&bench);
    drop_tables();
}
END_TEST

/* The query brings its own limit: the lane's, which db_query_test looks at, would strike what is only slow. */
START_TEST(test_statement_timeout)
{
    struct bench bench = bench_small();
    struct answer slow, after;
    ASK(&bench, DB_READ, &slow, "SELECT set_config('statement_timeout', '200', true)", "SELECT pg_sleep(300)");
    ASK(&bench, DB_READ, &after, "SELECT 'free'");
    TURN_UNTIL(&bench, after.calls);
    expect(&slow, DB_TIMEOUT);
    expect_value(&after, "free");
    bench_end(&bench);
}
END_TEST

START_TEST(test_read_lane_refuses_writes)
{
    make_tables();
    struct bench bench = bench_small();
    struct answer answer;
    ANSWER(&bench, DB_READ, &answer, "DELETE FROM outcome_parent");
    expect(&answer, DB_UNAVAILABLE);
    ck_assert_int_eq(strncmp(answer.message, "25006: ", 7), 0);
    bench_end(&bench);
    drop_tables();
}
END_TEST

DB_SUITE("outcome", test_violations, test_violation_without_memory, test_codes, test_lock_timeout,
    test_lock_timeout_in_parse, test_statement_timeout, test_read_lane_refuses_writes)
