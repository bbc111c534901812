/*
 * What the tests of server/db share: a real database, a loop with a db on it, and questions with their answers (tests).
 *
 * PROEFTUIN_TEST_DATABASE holds the conninfo of an empty database; without it the programs are skipped (exit status
 * 77).
 */
#ifndef TESTS_UNIT_DB_SUPPORT_H
#define TESTS_UNIT_DB_SUPPORT_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/db.h"
#include "unit/suite.h"

enum { SKIPPED = 77, MEMORY = 64 * 1024, ARGUMENTS_MOST = 8 };

static inline const char *database(void)
{
    return getenv("PROEFTUIN_TEST_DATABASE");
}

#define DB_SUITE(name, ...)                                      \
    int main(void)                                               \
    {                                                            \
        const TTest *const tests[] = {__VA_ARGS__, NULL};        \
        if (!database()) {                                       \
            puts("skipped: PROEFTUIN_TEST_DATABASE is not set"); \
            return SKIPPED;                                      \
        }                                                        \
        return suite_run(name, tests);                           \
    }

/* ---- The database, directly ---- */

static inline void ignore_notice(void *context, const PGresult *notice)
{
    (void)context;
    (void)notice;
}

static inline PGconn *direct_open(void)
{
    PGconn *pg = PQconnectdb(database());
    ck_assert_msg(PQstatus(pg) == CONNECTION_OK, "%s", PQerrorMessage(pg));
    PQsetNoticeReceiver(pg, ignore_notice, NULL);
    return pg;
}

static inline void direct_run(PGconn *pg, const char *sql)
{
    PGresult *result = PQexec(pg, sql);
    ExecStatusType status = PQresultStatus(result);
    ck_assert_msg(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, "%s: %s", sql, PQerrorMessage(pg));
    PQclear(result);
}

static inline void direct(const char *sql)
{
    PGconn *pg = direct_open();
    direct_run(pg, sql);
    PQfinish(pg);
}

static inline long direct_number(const char *sql)
{
    PGconn *pg = direct_open();
    PGresult *result = PQexec(pg, sql);
    ck_assert_msg(PQresultStatus(result) == PGRES_TUPLES_OK, "%s: %s", sql, PQerrorMessage(pg));
    ck_assert_int_eq(PQntuples(result), 1);
    long number = strtol(PQgetvalue(result, 0, 0), NULL, 10);
    PQclear(result);
    PQfinish(pg);
    return number;
}

/* ---- A loop with a db on it ---- */

struct bench {
    struct loop *loop;
    struct db *db;
};

/* Its time limits are far away: a busy machine is not one of its tests' subjects. */
static inline struct db_settings small_settings(void)
{
    return (struct db_settings){
        .url = database(),
        .connections = {1, 1, 1},
        .depth = {16, 16, 1},
        .statement_ms = {60000, 60000, 60000},
        .lock_ms = 200,
        .queue = 1000,
        .prepared = 64,
    };
}

static inline struct bench bench_start(const struct db_settings *settings)
{
    struct bench bench = {.loop = loop_new()};
    ck_assert_ptr_nonnull(bench.loop);
    bench.db = db_new(bench.loop, settings);
    ck_assert_ptr_nonnull(bench.db);
    return bench;
}

static inline long milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Turns the loop while the condition does not hold; fails after a minute, when it hangs. */
#define TURN_UNTIL(bench, condition)                                          \
    do {                                                                      \
        long until = milliseconds() + 60000;                                  \
        while (!(condition)) {                                                \
            ck_assert_msg(milliseconds() < until, "in vain: %s", #condition); \
            loop_turn((bench)->loop, 20);                                     \
        }                                                                     \
    } while (0)

static inline struct bench bench_ready(const struct db_settings *settings)
{
    struct bench bench = bench_start(settings);
    TURN_UNTIL(&bench, db_ready(bench.db));
    return bench;
}

static inline struct bench bench_small(void)
{
    struct db_settings settings = small_settings();
    return bench_ready(&settings);
}

static inline void bench_end(struct bench *bench)
{
    db_free(bench->db);
    loop_free(bench->loop);
}

/* ---- Questions and answers ---- */

struct answer {
    int calls;
    enum db_outcome outcome;
    char value[128]; /* the first value of the last result */
    size_t results;
    char message[256];
    enum db_violation_kind kind;
    char table[64], constraint[64], column[64];
    struct db_query *query; /* until it ended */
};

static inline void answer_take(struct db_query *query, enum db_outcome outcome, void *context)
{
    struct answer *answer = context;
    answer->calls++;
    answer->query = NULL;
    answer->outcome = outcome;
    answer->results = db_result_count(query);
    snprintf(answer->message, sizeof answer->message, "%s", db_message(query));
    if (outcome == DB_OK) {
        const PGresult *last = db_result(query, answer->results - 1);
        if (PQntuples(last) > 0)
            snprintf(answer->value, sizeof answer->value, "%s", PQgetvalue(last, 0, 0));
    }
    if (outcome == DB_VIOLATION) {
        const struct db_violation *violation = db_violation(query);
        answer->kind = violation->kind;
        snprintf(answer->table, sizeof answer->table, "%s", violation->table);
        snprintf(answer->constraint, sizeof answer->constraint, "%s", violation->constraint);
        snprintf(answer->column, sizeof answer->column, "%s", violation->column);
    }
}

static inline void add(struct db_query *query, const char *sql)
{
    struct statement statement = {.sql = sql};
    ck_assert(db_query_add(query, &statement));
}

/* Submits a query of the given statements (ended by NULL), without values. */
static inline enum db_submitted try_ask(
    struct bench *bench, enum db_lane lane, struct answer *answer, const char *const *sql)
{
    struct db_query *query = db_query_new(bench->db, MEMORY);
    ck_assert_ptr_nonnull(query);
    while (*sql)
        add(query, *sql++);
    *answer = (struct answer){.query = query};
    enum db_submitted submitted = db_submit(query, lane, answer_take, answer);
    if (submitted != DB_TAKEN)
        db_query_free(query);
    return submitted;
}

#define ASK(bench, lane, answer, ...) \
    ck_assert_int_eq(try_ask(bench, lane, answer, (const char *const[]){__VA_ARGS__, NULL}), DB_TAKEN)

/* Asks and waits. */
#define ANSWER(bench, lane, answer, ...)         \
    do {                                         \
        ASK(bench, lane, answer, __VA_ARGS__);   \
        TURN_UNTIL(bench, (answer)->calls != 0); \
    } while (0)

static inline void expect(const struct answer *answer, enum db_outcome outcome)
{
    ck_assert_int_eq(answer->calls, 1);
    ck_assert_msg(
        answer->outcome == outcome, "outcome %d, not %d: %s", (int)answer->outcome, (int)outcome, answer->message);
}

static inline void expect_value(const struct answer *answer, const char *value)
{
    expect(answer, DB_OK);
    ck_assert_str_eq(answer->value, value);
}

#endif
