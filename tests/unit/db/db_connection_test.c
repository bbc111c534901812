/*
 * Losing the server and finding it again (server/db).
 */
#include <sys/socket.h>
#include <unistd.h>

#include "db/internal.h"
#include "unit/db/support.h"

/* As an administrator does it; only the connections of this bench, since others may use the database too. */
static void terminate_backends(const struct bench *bench)
{
    PGconn *pg = direct_open();
    for (int i = 0; i < DB_LANES; i++) {
        char sql[64];
        snprintf(
            sql, sizeof sql, "SELECT pg_terminate_backend(%d)", PQbackendPID(bench->db->lanes[i].connections[0].pg));
        direct_run(pg, sql);
    }
    PQfinish(pg);
}

START_TEST(test_idle_connections_are_replaced)
{
    struct bench bench = bench_small();
    struct answer answer;
    terminate_backends(&bench);
    TURN_UNTIL(&bench, !db_ready(bench.db));
    TURN_UNTIL(&bench, db_ready(bench.db));
    ck_assert_str_eq(db_trouble(bench.db), "");
    ANSWER(&bench, DB_READ, &answer, "SELECT 'back'");
    expect_value(&answer, "back");
    bench_end(&bench);
}
END_TEST

/* The server says that it ends the session: what was running is rolled back, what was sent behind it was not read. */
START_TEST(test_terminated_at_work)
{
    struct bench bench = bench_small();
    struct answer reading, writing, behind, after;
    direct("DROP TABLE IF EXISTS lost_test; CREATE TABLE lost_test (number int)");
    ASK(&bench, DB_READ, &reading, "SELECT pg_sleep(300)");
    ASK(&bench, DB_WRITE, &writing, "INSERT INTO lost_test VALUES (1)", "SELECT pg_sleep(300)");
    ASK(&bench, DB_WRITE, &behind, "INSERT INTO lost_test VALUES (2)");
    for (int i = 0; i < 5; i++)
        loop_turn(bench.loop, 10);
    terminate_backends(&bench);
    TURN_UNTIL(&bench, reading.calls && writing.calls && behind.calls);
    expect(&reading, DB_UNAVAILABLE);
    expect(&writing, DB_UNAVAILABLE);
    expect(&behind, DB_UNAVAILABLE);
    ck_assert_int_eq(strncmp(writing.message, "57P01: ", 7), 0);
    TURN_UNTIL(&bench, db_ready(bench.db));
    ANSWER(&bench, DB_READ, &after, "SELECT count(*) FROM lost_test");
    expect_value(&after, "0");
    direct("DROP TABLE lost_test");
    bench_end(&bench);
}
END_TEST

static void cut(struct bench *bench, enum db_lane lane)
{
    shutdown(PQsocket(bench->db->lanes[lane].connections[0].pg), SHUT_RDWR);
}

/* The line is cut without a word: a read is lost, a write may have happened, what waited unsent surely did not. */
START_TEST(test_cut_off)
{
    struct db_settings settings = small_settings();
    settings.depth[DB_WRITE] = 2;
    struct bench bench = bench_ready(&settings);
    struct answer reading, first, second, waiting, after;
    ASK(&bench, DB_READ, &reading, "SELECT pg_sleep(0.5)");
    ASK(&bench, DB_WRITE, &first, "SELECT pg_sleep(0.5)");
    ASK(&bench, DB_WRITE, &second, "SELECT 1");
    ASK(&bench, DB_WRITE, &waiting, "SELECT 2");
    loop_turn(bench.loop, 0);
    cut(&bench, DB_READ);
    cut(&bench, DB_WRITE);
    TURN_UNTIL(&bench, reading.calls && first.calls && second.calls && waiting.calls);
    expect(&reading, DB_UNAVAILABLE);
    expect(&first, DB_UNKNOWN);
    expect(&second, DB_UNKNOWN);
    expect(&waiting, DB_UNAVAILABLE);
    ck_assert_str_ne(first.message, "");
    ck_assert_int_eq(try_ask(&bench, DB_WRITE, &after, (const char *const[]){"SELECT 1", NULL}), DB_AWAY);
    TURN_UNTIL(&bench, db_ready(bench.db));
    ANSWER(&bench, DB_WRITE, &after, "SELECT 'back'");
    expect_value(&after, "back");
    bench_end(&bench);
}
END_TEST

/* While the lane has another connection, what waits goes on over that one. */
START_TEST(test_one_of_two_is_cut_off)
{
    struct db_settings settings = small_settings();
    settings.connections[DB_READ] = 2;
    settings.depth[DB_READ] = 1;
    struct bench bench = bench_ready(&settings);
    TURN_UNTIL(&bench, lane_room(&bench.db->lanes[DB_READ]) == 2);
    struct answer answers[4];
    for (int i = 0; i < 4; i++)
        ASK(&bench, DB_READ, &answers[i], "SELECT pg_sleep(0.5)");
    loop_turn(bench.loop, 0);
    cut(&bench, DB_READ);
    TURN_UNTIL(&bench, answers[0].calls && answers[1].calls && answers[2].calls && answers[3].calls);
    expect(&answers[0], DB_UNAVAILABLE);
    for (int i = 1; i < 4; i++)
        expect(&answers[i], DB_OK);
    bench_end(&bench);
}
END_TEST

/* Waits until a whole answer, with ReadyForQuery at its end, is there to be read, and reads nothing. */
static void await_answer(struct bench *bench, enum db_lane lane)
{
    const int fd = PQsocket(bench->db->lanes[lane].connections[0].pg);
    char there[4096];
    ssize_t length;
    do {
        usleep(1000);
        length = recv(fd, there, sizeof there, MSG_PEEK | MSG_DONTWAIT);
    } while (length <= 0 || !memmem(there, (size_t)length, "Z\0\0\0\5", 5));
}

/* What was answered before the cut still counts. */
START_TEST(test_answers_before_the_cut)
{
    struct bench bench = bench_small();
    struct answer first, second;
    ASK(&bench, DB_WRITE, &first, "SELECT 'arrived'");
    ASK(&bench, DB_WRITE, &second, "SELECT pg_sleep(300)");
    loop_turn(bench.loop, 0);
    await_answer(&bench, DB_WRITE);
    cut(&bench, DB_WRITE);
    TURN_UNTIL(&bench, first.calls && second.calls);
    expect_value(&first, "arrived");
    expect(&second, DB_UNKNOWN);
    bench_end(&bench);
}
END_TEST

/* A server that holds the line and says nothing: here one whose time limit a query has taken away. */
START_TEST(test_silence)
{
    struct db_settings settings = small_settings();
    settings.statement_ms[DB_READ] = settings.statement_ms[DB_WRITE] = 1000;
    struct bench bench = bench_ready(&settings);
    struct answer reading, writing, after;
    long start = milliseconds();
    ASK(&bench, DB_READ, &reading, "SELECT set_config('statement_timeout', '0', true)", "SELECT pg_sleep(300)");
    ASK(&bench, DB_WRITE, &writing, "SELECT set_config('statement_timeout', '0', true)", "SELECT pg_sleep(300)");
    TURN_UNTIL(&bench, reading.calls);
    expect(&reading, DB_UNAVAILABLE);
    ck_assert_str_eq(reading.message, "the server has fallen silent");
    ck_assert_int_ge(milliseconds() - start, 1250);
    TURN_UNTIL(&bench, writing.calls);
    expect(&writing, DB_UNKNOWN);
    TURN_UNTIL(&bench, db_ready(bench.db));
    ANSWER(&bench, DB_READ, &after, "SELECT 'back'");
    expect_value(&after, "back");
    bench_end(&bench);
}
END_TEST

/* It is only silence when it has nothing to say: as long as one answer comes after the other all is well, and also when
 * it was not asked anything for long. */
START_TEST(test_slow_is_not_silent)
{
    struct db_settings settings = small_settings();
    settings.statement_ms[DB_READ] = 3000; /* and it counts as silent after 3.3 s */
    struct bench bench = bench_ready(&settings);
    struct answer answers[4];
    for (int i = 0; i < 3; i++)
        ASK(&bench, DB_READ, &answers[i], "SELECT pg_sleep(1.2)");
    TURN_UNTIL(&bench, answers[2].calls);
    ASK(&bench, DB_READ, &answers[3], "SELECT pg_sleep(1.2)");
    TURN_UNTIL(&bench, answers[3].calls);
    for (int i = 0; i < 4; i++)
        expect(&answers[i], DB_OK);
    bench_end(&bench);
}
END_TEST

/* Whatever breaks, every query ends exactly once, and the lanes come back. */
START_TEST(test_each_ends_once_under_fire)
{
    enum { ROUNDS = 10, QUERIES = 60 };
    struct db_settings settings = small_settings();
    settings.prepared = 4;
    struct bench bench = bench_ready(&settings);
    for (int round = 0; round < ROUNDS; round++) {
        struct answer answers[QUERIES];
        TURN_UNTIL(&bench, db_ready(bench.db));
        for (int i = 0; i < QUERIES; i++) {
            enum db_lane lane = (enum db_lane)(i % DB_LANES);
            struct db_query *query = db_query_new(bench.db, MEMORY);
            add(query, arena_format(db_query_arena(query), "SELECT %d, pg_sleep(0.002)", i % 9));
            answers[i] = (struct answer){.query = query};
            ck_assert_int_eq(db_submit(query, lane, answer_take, &answers[i]), DB_TAKEN);
        }
        for (int i = 0; i < round; i++)
            loop_turn(bench.loop, 2);
        if (round % 2)
            terminate_backends(&bench);
        else if (db_ready(bench.db)) {
            cut(&bench, DB_READ);
            cut(&bench, DB_POOL);
        }
        TURN_UNTIL(&bench,
            !db_pending(bench.db, DB_READ) && !db_pending(bench.db, DB_WRITE) && !db_pending(bench.db, DB_POOL));
        for (int i = 0; i < QUERIES; i++)
            ck_assert_int_eq(answers[i].calls, 1);
    }
    bench_end(&bench);
}
END_TEST

static void ask_while_closing(struct db_query *query, enum db_outcome outcome, void *context)
{
    struct bench *bench = context;
    struct answer answer;
    (void)query;
    ck_assert_int_eq(outcome, DB_UNKNOWN);
    ck_assert_int_eq(try_ask(bench, DB_READ, &answer, (const char *const[]){"SELECT 1", NULL}), DB_AWAY);
}

START_TEST(test_free_with_work_under_way)
{
    struct db_settings settings = small_settings();
    settings.depth[DB_READ] = 2;
    struct bench bench = bench_ready(&settings);
    struct answer answers[4];
    for (int i = 0; i < 4; i++)
        ASK(&bench, DB_READ, &answers[i], "SELECT pg_sleep(0.5)");
    struct db_query *query = db_query_new(bench.db, MEMORY);
    add(query, "SELECT pg_sleep(0.5)");
    ck_assert_int_eq(db_submit(query, DB_WRITE, ask_while_closing, &bench), DB_TAKEN);
    loop_turn(bench.loop, 0);
    struct answer waiting;
    ASK(&bench, DB_POOL, &waiting, "SELECT 1");
    bench_end(&bench);
    for (int i = 0; i < 4; i++)
        expect(&answers[i], DB_UNAVAILABLE);
    expect(&waiting, DB_UNAVAILABLE);
}
END_TEST

/* ---- A server that is not there yet: a symbolic link stands in for its socket ---- */

struct stand_in {
    char directory[64];
    char socket[128]; /* the link */
    char real[256];
    char url[512];
};

static void stand_in_make(struct stand_in *stand_in)
{
    PGconn *pg = direct_open();
    ck_assert_msg(PQhost(pg)[0] == '/', "this test needs a database behind a Unix socket");
    snprintf(stand_in->directory, sizeof stand_in->directory, "/tmp/proeftuin-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(stand_in->directory));
    snprintf(stand_in->socket, sizeof stand_in->socket, "%s/.s.PGSQL.%s", stand_in->directory, PQport(pg));
    snprintf(stand_in->real, sizeof stand_in->real, "%s/.s.PGSQL.%s", PQhost(pg), PQport(pg));
    snprintf(stand_in->url, sizeof stand_in->url, "postgresql://%s@/%s?host=%s&port=%s", PQuser(pg), PQdb(pg),
        stand_in->directory, PQport(pg));
    PQfinish(pg);
}

static void stand_in_remove(const struct stand_in *stand_in)
{
    unlink(stand_in->socket);
    rmdir(stand_in->directory);
}

START_TEST(test_server_comes_later)
{
    struct stand_in stand_in;
    stand_in_make(&stand_in);
    struct db_settings settings = small_settings();
    settings.url = stand_in.url;
    struct bench bench = bench_start(&settings);
    struct answer answer;
    long patience = milliseconds() + 300;
    while (milliseconds() < patience) {
        loop_turn(bench.loop, 50);
        ck_assert(!db_ready(bench.db));
        ck_assert_int_eq(try_ask(&bench, DB_READ, &answer, (const char *const[]){"SELECT 1", NULL}), DB_AWAY);
    }
    ck_assert_ptr_nonnull(strstr(db_trouble(bench.db), "No such file or directory"));
    ck_assert_ptr_null(strchr(db_trouble(bench.db), '\n'));
    ck_assert_int_eq(symlink(stand_in.real, stand_in.socket), 0);
    TURN_UNTIL(&bench, db_ready(bench.db));
    ck_assert_str_eq(db_trouble(bench.db), "");
    ANSWER(&bench, DB_READ, &answer, "SELECT 'there'");
    expect_value(&answer, "there");
    stand_in_remove(&stand_in);
    bench_end(&bench);
}
END_TEST

START_TEST(test_free_while_connecting)
{
    struct db_settings settings = small_settings();
    struct bench bench = bench_start(&settings);
    bench_end(&bench);
    settings.url = "host=/nonexistent";
    bench = bench_start(&settings);
    loop_turn(bench.loop, 0);
    bench_end(&bench);
    settings.url = "nonsense=1";
    bench = bench_start(&settings);
    ck_assert_str_ne(db_trouble(bench.db), "");
    bench_end(&bench);
}
END_TEST

DB_SUITE("connection", test_idle_connections_are_replaced, test_terminated_at_work, test_cut_off,
    test_one_of_two_is_cut_off, test_answers_before_the_cut, test_silence, test_slow_is_not_silent,
    test_each_ends_once_under_fire, test_free_with_work_under_way, test_server_comes_later, test_free_while_connecting)
