/*
 * Prepared statements: the cache by itself, its bound on a connection, and statements that go stale (server/db).
 */
#include "db/prepared.h"
#include "unit/db/support.h"

START_TEST(test_cache)
{
    struct prepared_cache cache;
    ck_assert(prepared_init(&cache, 2));
    prepared_tick(&cache);
    ck_assert_ptr_null(prepared_find(&cache, "a"));
    ck_assert_ptr_null(prepared_surplus(&cache));
    const struct prepared *a = prepared_add(&cache, "a");
    ck_assert_ptr_eq(prepared_find(&cache, "a"), a);
    prepared_tick(&cache);
    struct prepared *b = prepared_add(&cache, "b");
    prepared_tick(&cache);
    ck_assert_ptr_eq(prepared_find(&cache, "a"), a); /* now b is the oldest */
    ck_assert_ptr_eq(prepared_surplus(&cache), b);
    ck_assert_ptr_eq(prepared_by_serial(&cache, b->serial), b);
    uint64_t gone = b->serial;
    prepared_remove(&cache, b);
    ck_assert_ptr_null(prepared_by_serial(&cache, gone));
    ck_assert_uint_gt(prepared_add(&cache, "b")->serial, gone); /* serials are never used twice */
    ck_assert_ptr_null(prepared_surplus(&cache));               /* both are in use in this tick */
    prepared_clear(&cache);
    ck_assert_ptr_null(prepared_find(&cache, "a"));
    prepared_free(&cache);
}
END_TEST

static const char count_prepared[] = "SELECT count(*) FROM pg_prepared_statements";

START_TEST(test_eviction)
{
    struct db_settings settings = small_settings();
    settings.prepared = 4;
    struct bench bench = bench_ready(&settings);
    enum { TEXTS = 40 };
    static struct answer answers[TEXTS];
    char sql[TEXTS][32];
    for (int i = 0; i < TEXTS; i++) {
        snprintf(sql[i], sizeof sql[i], "SELECT %d", i % 7);
        ASK(&bench, DB_READ, &answers[i], sql[i]);
    }
    TURN_UNTIL(&bench, answers[TEXTS - 1].calls);
    for (int i = 0; i < TEXTS; i++)
        expect_value(&answers[i], sql[i] + 7);
    struct answer count;
    ANSWER(&bench, DB_READ, &count, count_prepared);
    expect_value(&count, "4");
    /* It is used again, not prepared again. */
    ANSWER(&bench, DB_READ, &count, "SELECT count(*) FROM pg_prepared_statements WHERE name = 'p41'");
    ANSWER(&bench, DB_READ, &count, count_prepared);
    expect_value(&count, "4");
    bench_end(&bench);
}
END_TEST

/* A query with more texts than the limit is served; the next one brings the number down again. */
START_TEST(test_query_larger_than_the_limit)
{
    struct db_settings settings = small_settings();
    settings.prepared = 4;
    struct bench bench = bench_ready(&settings);
    struct answer answer;
    for (int i = 0; i < 3; i++) {
        ANSWER(&bench, DB_READ, &answer, "SELECT 'a'", "SELECT 'b'", "SELECT 'c'", "SELECT 'd'", "SELECT 'e'",
            "SELECT 'f'", "SELECT 'a'");
        expect_value(&answer, "a");
        ck_assert_uint_eq(answer.results, 7);
    }
    ANSWER(&bench, DB_READ, &answer, count_prepared);
    expect_value(&answer, "4");
    bench_end(&bench);
}
END_TEST

/* The server lost the statements: each query that needs one is sent again, and nobody notices. */
START_TEST(test_unknown_to_the_server)
{
    struct bench bench = bench_small();
    struct answer answer, again, other;
    ANSWER(&bench, DB_WRITE, &answer, "SELECT 'one'", "SELECT 'two'");
    ANSWER(&bench, DB_WRITE, &answer, "DEALLOCATE ALL");
    expect(&answer, DB_OK);
    ASK(&bench, DB_WRITE, &again, "SELECT 'one'", "SELECT 'two'");
    ASK(&bench, DB_WRITE, &other, "SELECT 'two'");
    TURN_UNTIL(&bench, again.calls && other.calls);
    expect_value(&again, "two");
    expect_value(&other, "two");
    bench_end(&bench);
}
END_TEST

START_TEST(test_table_changed)
{
    struct bench bench = bench_small();
    struct answer answer;
    direct("DROP TABLE IF EXISTS stale_test; CREATE TABLE stale_test AS SELECT 1 AS number");
    ANSWER(&bench, DB_WRITE, &answer, "INSERT INTO stale_test SELECT 1 WHERE false", "SELECT * FROM stale_test");
    expect_value(&answer, "1");
    direct("ALTER TABLE stale_test ALTER number TYPE text USING 'changed'");
    ANSWER(&bench, DB_WRITE, &answer, "SELECT * FROM stale_test");
    expect_value(&answer, "changed");
    direct("DROP TABLE stale_test");
    bench_end(&bench);
}
END_TEST

/* Once is enough: a query that makes itself stale each time ends. */
START_TEST(test_stale_again_and_again)
{
    struct bench bench = bench_small();
    struct answer answer;
    ANSWER(&bench, DB_WRITE, &answer, "DEALLOCATE ALL", "SELECT 'never'");
    expect(&answer, DB_FAILED);
    ck_assert_int_eq(strncmp(answer.message, "26000: ", 7), 0);
    ANSWER(&bench, DB_WRITE, &answer, "SELECT 'sound'");
    expect_value(&answer, "sound");
    bench_end(&bench);
}
END_TEST

DB_SUITE("prepared", test_cache, test_eviction, test_query_larger_than_the_limit, test_unknown_to_the_server,
    test_table_changed, test_stale_again_and_again)
