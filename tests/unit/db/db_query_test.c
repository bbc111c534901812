/*
 * Queries on a healthy database: results, order, errors among others, bounds, abandoning (server/db).
 */
#include "unit/db/support.h"

START_TEST(test_values)
{
    struct bench bench = bench_small();
    struct answer answer = {0};
    struct db_query *query = db_query_new(bench.db, MEMORY);
    const char *const values[] = {"Wmo", NULL};
    struct statement statement = {
        .sql = "SELECT $1::text || coalesce($2::text, ' (null)')", .values = values, .count = 2};
    ck_assert_ptr_nonnull(db_query_arena(query));
    ck_assert(db_query_add(query, &statement));
    ck_assert_int_eq(db_submit(query, DB_READ, answer_take, &answer), DB_TAKEN);
    ck_assert_int_eq(answer.calls, 0);
    ck_assert_uint_eq(db_pending(bench.db, DB_READ), 1);
    TURN_UNTIL(&bench, answer.calls);
    expect_value(&answer, "Wmo (null)");
    ck_assert_uint_eq(db_pending(bench.db, DB_READ), 0);
    bench_end(&bench);
}
END_TEST

/* One implicit transaction: what set_config(..., true) sets is there in the next statement, and gone in the next query.
 */
START_TEST(test_statements_share_a_transaction)
{
    struct bench bench = bench_small();
    struct answer answer;
    ANSWER(&bench, DB_READ, &answer, "SELECT set_config('proeftuin.scope', 'gm0141', true)",
        "SELECT current_setting('proeftuin.scope')");
    expect_value(&answer, "gm0141");
    ck_assert_uint_eq(answer.results, 2);
    ANSWER(&bench, DB_READ, &answer, "SELECT current_setting('proeftuin.scope')");
    expect_value(&answer, "");
    bench_end(&bench);
}
END_TEST

static struct db_query *query_of_caller(struct bench *bench, const struct db_caller *caller)
{
    struct db_query *query = db_query_new(bench->db, MEMORY);
    ck_assert(db_query_caller(query, caller));
    add(query, "SELECT 'first'");
    add(query, "SELECT concat_ws('|', current_setting('proeftuin.scope', true),"
               " current_setting('proeftuin.actor', true), current_setting('proeftuin.request', true),"
               " current_setting('proeftuin.reason', true))");
    ck_assert_uint_eq(db_query_count(query), 2);
    return query;
}

static void ask_as(struct bench *bench, enum db_lane lane, const struct db_caller *caller, struct answer *answer)
{
    *answer = (struct answer){.query = query_of_caller(bench, caller)};
    ck_assert_int_eq(db_submit(answer->query, lane, answer_take, answer), DB_TAKEN);
    TURN_UNTIL(bench, answer->calls);
}

/* Reads need the scope and who reads, for rows that are one caller's own; writes tell all. Results keep their places.
 */
START_TEST(test_caller)
{
    struct bench bench = bench_small();
    struct answer answer;
    char scope[] = "{gm0141,gm1509}";
    const struct db_caller caller = {.scope = scope, .actor = "key:abc", .request = "r-1", .reason = "Één reden"};
    struct db_query *query = query_of_caller(&bench, &caller);
    answer = (struct answer){.query = query};
    memset(scope, 'x', sizeof scope - 1); /* texts are copied */
    ck_assert_int_eq(db_submit(query, DB_WRITE, answer_take, &answer), DB_TAKEN);
    TURN_UNTIL(&bench, answer.calls);
    expect_value(&answer, "{gm0141,gm1509}|key:abc|r-1|Één reden");
    ck_assert_uint_eq(answer.results, 2);
    ask_as(&bench, DB_READ, &(struct db_caller){.scope = "{*}", .actor = "key:abc", .reason = "no"}, &answer);
    expect_value(&answer, "{*}|key:abc");
    ask_as(&bench, DB_POOL, &(struct db_caller){.actor = "anonymous", .request = "r-2"}, &answer);
    expect_value(&answer, "|anonymous|r-2|");
    bench_end(&bench);
}
END_TEST

/* Nothing of one query's caller is left for the next one on the connection, whether it went well or not. */
START_TEST(test_caller_is_forgotten)
{
    struct bench bench = bench_small();
    struct answer answer;
    const struct db_caller caller = {.scope = "{*}", .actor = "key:abc"};
    ask_as(&bench, DB_READ, &caller, &answer);
    expect_value(&answer, "{*}|key:abc");
    ask_as(&bench, DB_READ, &(struct db_caller){.scope = "{}", .actor = "anonymous"}, &answer);
    expect_value(&answer, "|"); /* after a transaction a setting is empty, not null */
    struct db_query *query = query_of_caller(&bench, &caller);
    add(query, "SELECT 1 / 0");
    answer = (struct answer){.query = query};
    ck_assert_int_eq(db_submit(query, DB_WRITE, answer_take, &answer), DB_TAKEN);
    TURN_UNTIL(&bench, answer.calls);
    expect(&answer, DB_FAILED);
    ANSWER(&bench, DB_WRITE, &answer, "SELECT current_setting('proeftuin.scope', true)");
    expect_value(&answer, "");
    bench_end(&bench);
}
END_TEST

START_TEST(test_session_settings)
{
    static const struct {
        enum db_lane lane;
        const char *name;
        const char *value;
    } wanted[] = {
        {DB_READ, "default_transaction_isolation", "repeatable read"},
        {DB_READ, "transaction_isolation", "repeatable read"},
        {DB_READ, "transaction_read_only", "on"},
        {DB_READ, "statement_timeout", "900ms"},
        {DB_READ, "lock_timeout", "0"},
        {DB_WRITE, "transaction_read_only", "off"},
        {DB_WRITE, "lock_timeout", "250ms"},
        {DB_WRITE, "statement_timeout", "1500ms"},
        {DB_POOL, "statement_timeout", "1min"},
        {DB_POOL, "lock_timeout", "0"},
        {DB_POOL, "application_name", "proeftuind"},
        {DB_READ, "DateStyle", "ISO, MDY"},
        {DB_READ, "TimeZone", "UTC"},
        {DB_READ, "IntervalStyle", "iso_8601"},
        {DB_READ, "client_encoding", "UTF8"},
        {DB_READ, "bytea_output", "hex"},
        {DB_READ, "max_parallel_workers_per_gather", "0"},
        {DB_READ, "search_path", "public"},
        {DB_WRITE, "idle_in_transaction_session_timeout", "5s"},
        {DB_WRITE, "work_mem", "5MB"},
    };
    /* The operator's own options are kept; where they contradict ours, ours count. */
    char url[512];
    snprintf(url, sizeof url, "%s%s", database(),
        strstr(database(), "://") ? "&options=-c%20work_mem%3D5MB%20-c%20TimeZone%3DEurope/Amsterdam"
                                  : " options='-c work_mem=5MB -c TimeZone=Europe/Amsterdam'");
    struct db_settings settings = small_settings();
    settings.url = url;
    settings.statement_ms[DB_READ] = 900;
    settings.statement_ms[DB_WRITE] = 1500;
    settings.lock_ms = 250;
    struct bench bench = bench_ready(&settings);
    memset(url, 'x', sizeof url - 1); /* settings are copied */
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct answer answer;
        char sql[128];
        snprintf(sql, sizeof sql, "SHOW %s", wanted[i].name);
        ANSWER(&bench, wanted[i].lane, &answer, sql);
        expect_value(&answer, wanted[i].value);
    }
    bench_end(&bench);
}
END_TEST

/* ---- Many at once ---- */

enum { MANY = 200 };

static int ended_in_order;

static void take_numbered(struct db_query *query, enum db_outcome outcome, void *context)
{
    char expected[16];
    ck_assert_int_eq(outcome, DB_OK);
    ck_assert_int_eq(*(int *)context, ended_in_order);
    snprintf(expected, sizeof expected, "%d", ended_in_order);
    ck_assert_str_eq(PQgetvalue(db_result(query, 1), 0, 0), expected);
    ended_in_order++;
}

static void submit_numbered(struct bench *bench, int *number)
{
    struct db_query *query = db_query_new(bench->db, MEMORY);
    const char **values = arena_array(db_query_arena(query), 1, sizeof *values);
    values[0] = arena_format(db_query_arena(query), "%d", *number);
    struct statement statement = {.sql = "SELECT $1::int", .values = values, .count = 1};
    add(query, "SELECT 1");
    ck_assert(db_query_add(query, &statement));
    ck_assert_int_eq(db_submit(query, DB_READ, take_numbered, number), DB_TAKEN);
}

START_TEST(test_many_in_one_turn)
{
    struct bench bench = bench_small();
    int numbers[MANY];
    for (int i = 0; i < MANY; i++) {
        numbers[i] = i;
        submit_numbered(&bench, &numbers[i]);
    }
    ck_assert_uint_eq(db_pending(bench.db, DB_READ), MANY);
    TURN_UNTIL(&bench, ended_in_order == MANY);
    ck_assert_uint_eq(db_pending(bench.db, DB_READ), 0);
    bench_end(&bench);
}
END_TEST

START_TEST(test_large_texts_both_ways)
{
    /* More than the kernel takes at once: the rest waits for EPOLLOUT. */
    enum { LENGTH = 4 * 1024 * 1024 };
    struct bench bench = bench_small();
    struct answer answers[3] = {0};
    char *text = malloc(LENGTH + 1);
    memset(text, 'p', LENGTH);
    text[LENGTH] = '\0';
    const char *const values[] = {text};
    struct statement statement = {
        .sql = "SELECT length(t), t FROM (VALUES ($1::text)) v (t)", .values = values, .count = 1};
    for (int i = 0; i < 3; i++) {
        struct db_query *query = db_query_new(bench.db, MEMORY);
        ck_assert(db_query_add(query, &statement));
        ck_assert_int_eq(db_submit(query, DB_READ, answer_take, &answers[i]), DB_TAKEN);
    }
    TURN_UNTIL(&bench, answers[2].calls);
    for (int i = 0; i < 3; i++)
        expect_value(&answers[i], "4194304");
    free(text);
    bench_end(&bench);
}
END_TEST

static void ask_again(struct db_query *query, enum db_outcome outcome, void *context)
{
    struct bench *bench = ((void **)context)[0];
    struct answer *answer = ((void **)context)[1];
    (void)query;
    ck_assert_int_eq(outcome, DB_OK);
    ASK(bench, DB_WRITE, answer, "SELECT 'again'");
}

START_TEST(test_done_may_submit)
{
    struct bench bench = bench_small();
    struct answer answer = {0};
    void *context[] = {&bench, &answer};
    struct db_query *query = db_query_new(bench.db, MEMORY);
    add(query, "SELECT 1");
    ck_assert_int_eq(db_submit(query, DB_READ, ask_again, context), DB_TAKEN);
    TURN_UNTIL(&bench, answer.calls);
    expect_value(&answer, "again");
    bench_end(&bench);
}
END_TEST

/* ---- Errors ---- */

START_TEST(test_error_aborts_the_rest)
{
    struct bench bench = bench_small();
    struct answer before, broken, after;
    direct("DROP TABLE IF EXISTS query_test; CREATE TABLE query_test (number int)");
    ASK(&bench, DB_WRITE, &before, "INSERT INTO query_test VALUES (1)");
    ASK(&bench, DB_WRITE, &broken, "INSERT INTO query_test VALUES (2)", "SELECT 1 / 0",
        "INSERT INTO query_test VALUES (3)");
    ASK(&bench, DB_WRITE, &after, "INSERT INTO query_test VALUES (4)", "SELECT sum(number) FROM query_test");
    TURN_UNTIL(&bench, after.calls);
    expect(&before, DB_OK);
    expect(&broken, DB_FAILED);
    ck_assert_str_eq(broken.message, "22012: division by zero");
    ck_assert_uint_eq(broken.results, 0);
    expect_value(&after, "5");
    direct("DROP TABLE query_test");
    bench_end(&bench);
}
END_TEST

START_TEST(test_parse_that_fails)
{
    struct bench bench = bench_small();
    struct answer first, second, other, later;
    ASK(&bench, DB_READ, &first, "SELECT 1", "SELECT * FROM parse_test");
    ASK(&bench, DB_READ, &second, "SELECT * FROM parse_test");
    ASK(&bench, DB_READ, &other, "SELECT 'sound'");
    TURN_UNTIL(&bench, other.calls);
    expect(&first, DB_FAILED);
    expect(&second, DB_FAILED);
    ck_assert_str_eq(first.message, "42P01: relation \"parse_test\" does not exist");
    ck_assert_str_eq(second.message, "42P01: relation \"parse_test\" does not exist");
    expect_value(&other, "sound");
    /* It was not kept as prepared: once the table is there, it works. */
    direct("CREATE TABLE parse_test AS SELECT 'now' AS word");
    ANSWER(&bench, DB_READ, &later, "SELECT * FROM parse_test");
    expect_value(&later, "now");
    direct("DROP TABLE parse_test");
    bench_end(&bench);
}
END_TEST

START_TEST(test_syntax_and_copy)
{
    struct bench bench = bench_small();
    struct answer answer;
    ANSWER(&bench, DB_WRITE, &answer, "SELEKT 1");
    expect(&answer, DB_FAILED);
    ck_assert_int_eq(strncmp(answer.message, "42601: ", 7), 0);
    /* COPY can't travel in a pipeline: a mistake of ours that costs the connection, but not the daemon. */
    ANSWER(&bench, DB_WRITE, &answer, "COPY pg_class TO STDOUT");
    ck_assert_int_eq(answer.calls, 1);
    ck_assert_int_ne(answer.outcome, DB_OK);
    TURN_UNTIL(&bench, db_ready(bench.db));
    ANSWER(&bench, DB_WRITE, &answer, "SELECT 'back'");
    expect_value(&answer, "back");
    bench_end(&bench);
}
END_TEST

/* ---- Bounds ---- */

START_TEST(test_too_many_statements)
{
    struct bench bench = bench_small();
    struct db_query *query = db_query_new(bench.db, MEMORY);
    struct statement statement = {.sql = "SELECT 1"};
    for (int i = 0; i < DB_STATEMENTS_MOST; i++)
        ck_assert(db_query_add(query, &statement));
    ck_assert(!db_query_add(query, &statement));
    ck_assert_uint_eq(db_query_count(query), DB_STATEMENTS_MOST);
    db_query_free(query);
    db_query_free(NULL);
    bench_end(&bench);
}
END_TEST

START_TEST(test_queue_full)
{
    struct db_settings settings = small_settings();
    settings.depth[DB_READ] = 2;
    settings.queue = 3;
    struct bench bench = bench_ready(&settings);
    struct answer answers[5], refused, later;
    const char *const sql[] = {"SELECT 1", NULL};
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(try_ask(&bench, DB_READ, &answers[i], sql), DB_TAKEN);
    ck_assert_int_eq(try_ask(&bench, DB_READ, &refused, sql), DB_FULL);
    ASK(&bench, DB_WRITE, &later, "SELECT 1"); /* another lane has its own room */
    TURN_UNTIL(&bench, answers[4].calls && later.calls);
    for (int i = 0; i < 5; i++)
        expect_value(&answers[i], "1");
    ck_assert_int_eq(refused.calls, 0);
    ANSWER(&bench, DB_READ, &later, "SELECT 2");
    expect_value(&later, "2");
    bench_end(&bench);
}
END_TEST

/* A slow report takes one connection; the next goes to the other, a third one waits. */
START_TEST(test_pool_goes_one_by_one)
{
    struct db_settings settings = small_settings();
    settings.connections[DB_POOL] = 2;
    struct bench bench = bench_ready(&settings);
    struct answer slow, quick, next;
    ASK(&bench, DB_POOL, &slow, "SELECT pg_backend_pid() FROM pg_sleep(2)");
    ASK(&bench, DB_POOL, &quick, "SELECT pg_backend_pid()");
    ASK(&bench, DB_POOL, &next, "SELECT pg_backend_pid()");
    TURN_UNTIL(&bench, quick.calls && next.calls);
    ck_assert_int_eq(slow.calls, 0);
    ck_assert_str_eq(quick.value, next.value);
    TURN_UNTIL(&bench, slow.calls);
    ck_assert_str_ne(quick.value, slow.value);
    bench_end(&bench);
}
END_TEST

/* ---- Abandoning ---- */

START_TEST(test_abandon)
{
    struct db_settings settings = small_settings();
    settings.depth[DB_WRITE] = 1;
    struct bench bench = bench_ready(&settings);
    struct answer sent, waiting, after;
    direct("DROP TABLE IF EXISTS abandon_test; CREATE TABLE abandon_test (number int)");
    ASK(&bench, DB_WRITE, &sent, "SELECT pg_sleep(0.1)", "INSERT INTO abandon_test VALUES (1)");
    loop_turn(bench.loop, 0);
    ASK(&bench, DB_WRITE, &waiting, "INSERT INTO abandon_test VALUES (2)");
    ASK(&bench, DB_WRITE, &after, "SELECT string_agg(number::text, ',') FROM abandon_test");
    db_abandon(sent.query);
    db_abandon(waiting.query);
    ck_assert_uint_eq(db_pending(bench.db, DB_WRITE), 2); /* what is on its way still counts */
    TURN_UNTIL(&bench, after.calls);
    ck_assert_int_eq(sent.calls, 0);
    ck_assert_int_eq(waiting.calls, 0);
    expect_value(&after, "1");
    direct("DROP TABLE abandon_test");
    bench_end(&bench);
}
END_TEST

static void abandon_other(struct db_query *query, enum db_outcome outcome, void *context)
{
    struct answer *other = context;
    (void)query;
    (void)outcome;
    db_abandon(other->query);
}

/* Both results come in one read; the `done` of the first abandons the second, which has ended already but was not told.
 */
START_TEST(test_abandon_within_done)
{
    struct bench bench = bench_small();
    struct answer other, after;
    struct db_query *query = db_query_new(bench.db, MEMORY);
    add(query, "SELECT 1");
    ck_assert_int_eq(db_submit(query, DB_READ, abandon_other, &other), DB_TAKEN);
    ASK(&bench, DB_READ, &other, "SELECT 2");
    ASK(&bench, DB_READ, &after, "SELECT 3");
    TURN_UNTIL(&bench, after.calls);
    ck_assert_int_eq(other.calls, 0);
    bench_end(&bench);
}
END_TEST

DB_SUITE("query", test_values, test_statements_share_a_transaction, test_caller, test_caller_is_forgotten,
    test_session_settings, test_many_in_one_turn, test_large_texts_both_ways, test_done_may_submit,
    test_error_aborts_the_rest, test_parse_that_fails, test_syntax_and_copy, test_too_many_statements, test_queue_full,
    test_pool_goes_one_by_one, test_abandon, test_abandon_within_done)
