/* Rows one by one, over a real PostgreSQL: pausing, going on, errors halfway, and leaving before the end. */
#include "unit/db/support.h"

enum { ROWS = 20000, NEVER = -1 };

/* What takes the rows of one query. */
struct taker {
    struct answer answer;
    long rows;
    long pause_at; /* after so many rows, once; NEVER */
    bool every;    /* pause after each */
    long sum;
};

static bool take(struct db_query *query, const PGresult *row, void *context)
{
    struct taker *taker = context;

    ck_assert_ptr_eq(query, taker->answer.query);
    ck_assert_int_eq(PQntuples(row), 1);
    ck_assert_int_eq(taker->answer.calls, 0);
    taker->rows++;
    taker->sum += strtol(PQgetvalue(row, 0, 0), NULL, 10);
    return !taker->every && taker->rows != taker->pause_at;
}

/* The last statement's rows are taken; those before it come as ever. */
static void ask_rows(struct bench *bench, struct taker *taker, const char *before, const char *sql)
{
    struct db_query *query = db_query_new(bench->db, MEMORY);

    ck_assert_ptr_nonnull(query);
    if (before)
        add(query, before);
    add(query, sql);
    taker->answer.query = query;
    db_query_stream(query, take);
    ck_assert_int_eq(db_submit(query, DB_POOL, answer_take, taker), DB_TAKEN);
}

static const char numbers[] = "SELECT n, repeat('x', 500) FROM generate_series(1, 20000) n";
static const long numbers_sum = (long)ROWS * (ROWS + 1) / 2;

/* Sessions of this database that wait until somebody reads. */
static const char held[] =
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'ClientWrite'";

START_TEST(rows_come_one_by_one)
{
    struct bench bench = bench_small();
    struct taker taker = {.pause_at = NEVER};

    ask_rows(&bench, &taker, "SELECT 'before'", numbers);
    TURN_UNTIL(&bench, taker.answer.calls);
    expect_value(&taker.answer, "");
    ck_assert_uint_eq(taker.answer.results, 2);
    ck_assert_int_eq(taker.rows, ROWS);
    ck_assert_int_eq(taker.sum, numbers_sum);
    ANSWER(&bench, DB_POOL, &taker.answer, "SELECT 'together again'");
    expect_value(&taker.answer, "together again");
    bench_end(&bench);
}
END_TEST

START_TEST(no_rows_are_none)
{
    struct bench bench = bench_small();
    struct taker taker = {.pause_at = NEVER};

    ask_rows(&bench, &taker, NULL, "SELECT 1 WHERE false");
    TURN_UNTIL(&bench, taker.answer.calls);
    expect(&taker.answer, DB_OK);
    ck_assert_int_eq(taker.rows, 0);
    bench_end(&bench);
}
END_TEST

START_TEST(a_pause_makes_the_server_wait)
{
    struct bench bench = bench_small();
    struct taker taker = {.pause_at = 10};
    struct answer other = {0};

    ask_rows(&bench, &taker, NULL, numbers);
    TURN_UNTIL(&bench, taker.rows == 10 && direct_number(held) == 1);
    for (int i = 0; i < 20; i++)
        ANSWER(&bench, DB_READ, &other, "SELECT 'not held up'");
    expect_value(&other, "not held up");
    ck_assert_int_eq(taker.rows, 10);
    ck_assert_int_eq(taker.answer.calls, 0);
    db_go_on(taker.answer.query);
    TURN_UNTIL(&bench, taker.answer.calls);
    expect(&taker.answer, DB_OK);
    ck_assert_int_eq(taker.sum, numbers_sum);
    bench_end(&bench);
}
END_TEST

START_TEST(a_pause_after_each_row_loses_none)
{
    struct bench bench = bench_small();
    struct taker taker = {.every = true};

    ask_rows(&bench, &taker, NULL, "SELECT n FROM generate_series(1, 300) n");
    for (long seen = 0; !taker.answer.calls;) {
        TURN_UNTIL(&bench, taker.rows > seen || taker.answer.calls);
        ck_assert_int_le(taker.rows, seen + 1);
        seen = taker.rows;
        if (!taker.answer.calls)
            db_go_on(taker.answer.query);
    }
    expect(&taker.answer, DB_OK);
    ck_assert_int_eq(taker.rows, 300);
    ck_assert_int_eq(taker.sum, 300L * 301 / 2);
    bench_end(&bench);
}
END_TEST

START_TEST(an_error_halfway_is_no_clean_end)
{
    struct bench bench = bench_small();
    struct taker taker = {.pause_at = NEVER};

    ask_rows(&bench, &taker, NULL, "SELECT 1 / (n - 5000) FROM generate_series(1, 20000) n");
    TURN_UNTIL(&bench, taker.answer.calls);
    expect(&taker.answer, DB_FAILED);
    ck_assert_int_eq(taker.rows, 4999);
    ANSWER(&bench, DB_POOL, &taker.answer, "SELECT 'goes on'");
    expect_value(&taker.answer, "goes on");
    bench_end(&bench);
}
END_TEST

START_TEST(an_error_before_takes_nothing)
{
    struct bench bench = bench_small();
    struct taker taker = {.pause_at = NEVER};

    ask_rows(&bench, &taker, "SELECT 1 / 0", numbers);
    TURN_UNTIL(&bench, taker.answer.calls);
    expect(&taker.answer, DB_FAILED);
    ck_assert_int_eq(taker.rows, 0);
    bench_end(&bench);
}
END_TEST

/* While its rows are waited with, too: then nobody reads, and only the connection's end tells. */
START_TEST(a_server_that_goes_while_paused)
{
    struct bench bench = bench_small();
    struct taker taker = {.pause_at = 10};

    ask_rows(&bench, &taker, NULL, numbers);
    TURN_UNTIL(&bench, taker.rows == 10 && direct_number(held) == 1);
    direct("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
           " AND wait_event = 'ClientWrite'");
    TURN_UNTIL(&bench, taker.answer.calls);
    ck_assert_int_ne(taker.answer.outcome, DB_OK);
    ck_assert_int_lt(taker.rows, ROWS);
    TURN_UNTIL(&bench, db_ready(bench.db));
    bench_end(&bench);
}
END_TEST

START_TEST(who_leaves_takes_the_query_along)
{
    struct bench bench = bench_small();
    struct taker taker = {.pause_at = 10};
    struct answer after = {0};

    ask_rows(&bench, &taker, NULL, numbers);
    TURN_UNTIL(&bench, taker.rows == 10 && direct_number(held) == 1);
    db_abandon(taker.answer.query);
    ASK(&bench, DB_POOL, &after, "SELECT 'next'"); /* not refused: the connection comes back */
    TURN_UNTIL(&bench, after.calls && direct_number(held) == 0);
    expect_value(&after, "next");
    ck_assert_int_eq(taker.answer.calls, 0);
    ck_assert_int_eq(taker.rows, 10);
    bench_end(&bench);
}
END_TEST

START_TEST(an_end_while_paused)
{
    struct bench bench = bench_small();
    struct taker taker = {.pause_at = 10};

    ask_rows(&bench, &taker, NULL, numbers);
    TURN_UNTIL(&bench, taker.rows == 10);
    bench_end(&bench);
    ck_assert_int_eq(taker.answer.calls, 1);
    ck_assert_int_ne(taker.answer.outcome, DB_OK);
}
END_TEST

DB_SUITE("stream", rows_come_one_by_one, no_rows_are_none, a_pause_makes_the_server_wait,
    a_pause_after_each_row_loses_none, an_error_halfway_is_no_clean_end, an_error_before_takes_nothing,
    a_server_that_goes_while_paused, who_leaves_takes_the_query_along, an_end_while_paused)
