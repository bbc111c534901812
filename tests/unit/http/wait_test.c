/* Requests that wait, and what ends waiting: answers, deadlines, hang-ups, draining, stopping. */
#include "unit/http/harness.h"

static struct client client;
static struct reply reply;

START_TEST(a_later_answer_arrives)
{
    start_server();
    dial(&client);
    for (int i = 0; i < 5; i++) {
        char request[100];
        snprintf(request, sizeof request, "GET /later?%d HTTP/1.1\r\nHost: x\r\n\r\n",
            i * 40); /* before and after the watch */
        say(&client, request);
        expect(&client, 200, "here you are");
    }
    /* Before hanging up: a client that leaves with its last byte may look like one that left before it. */
    eventually(atomic_load(&completed) == 5);
    hang_up(&client);
    stop_server();
    ck_assert_int_eq(gone, 0);
}
END_TEST

START_TEST(no_answer_in_time_is_504)
{
    settings.request_seconds = 1;
    start_server();
    dial(&client);
    say(&client, "GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(&client, 504, "refused 6: -");
    expect_end(&client);
    stop_server();
    ck_assert_int_eq(gone, 1);
    ck_assert_int_eq(finished, 1);
}
END_TEST

START_TEST(a_hang_up_is_told_once)
{
    start_server();
    dial(&client);
    say(&client, "GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
    eventually(atomic_load(&handled) == 1);
    ck_assert_int_eq(gone, 0);
    hang_up(&client);
    eventually(atomic_load(&gone) == 1);
    eventually(atomic_load(&connections) == 0);
    stop_server();
    ck_assert_int_eq(gone, 1);
    ck_assert_int_eq(finished, 1);
    ck_assert_int_eq(completed, 0);
}
END_TEST

START_TEST(a_hang_up_after_the_watch_began_is_told_once)
{
    start_server();
    dial(&client);
    say(&client, "GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
    eventually(atomic_load(&handled) == 1);
    rest(150);
    hang_up(&client);
    eventually(atomic_load(&gone) == 1);
    stop_server();
    ck_assert_int_eq(gone, 1);
}
END_TEST

START_TEST(a_reset_is_told_once)
{
    const struct linger at_once = {.l_onoff = 1};

    start_server();
    dial(&client);
    say(&client, "GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
    eventually(atomic_load(&handled) == 1);
    setsockopt(client.fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    hang_up(&client);
    eventually(atomic_load(&gone) == 1);
    stop_server();
    ck_assert_int_eq(gone, 1);
}
END_TEST

/* As `nc -N` does: sends its request, closes its sending side, and listens. */
START_TEST(a_half_closed_client_gets_a_quick_answer)
{
    const char *const paths[] = {"/now", "/later?0"};

    start_server();
    for (size_t i = 0; i < 2; i++) {
        char request[100];
        snprintf(request, sizeof request, "GET %s HTTP/1.0\r\n\r\n", paths[i]);
        dial(&client);
        say(&client, request);
        ck_assert_int_eq(shutdown(client.fd, SHUT_WR), 0);
        expect(&client, 200, "here you are");
        expect_end(&client);
    }
    stop_server();
}
END_TEST

START_TEST(a_slow_head_is_cut_off)
{
    double start = seconds_now();

    settings.head_seconds = 1;
    start_server();
    dial(&client);
    say(&client, "GET /now HTTP/1.1\r\n");
    while (seconds_now() < start + PATIENCE && say_bytes(&client, "A: b\r\n", 6)) /* it never ends, but never pauses */
        rest(100);
    ck_assert(seconds_now() < start + PATIENCE);
    hang_up(&client);
    stop_server();
    ck_assert_int_eq(handled, 0);
}
END_TEST

START_TEST(a_silent_connection_is_closed)
{
    settings.head_seconds = 1;
    start_server();
    dial(&client);
    expect_end(&client);
    dial(&client);
    say(&client, "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(&client, 200, NULL);
    expect_end(&client); /* idle keep-alive */
    eventually(atomic_load(&connections) == 0);
    stop_server();
}
END_TEST

START_TEST(a_slow_body_is_cut_off)
{
    double start = seconds_now();

    settings.body_seconds = 1;
    start_server();
    dial(&client);
    say(&client, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
    while (seconds_now() < start + PATIENCE && say_bytes(&client, "b", 1))
        rest(100);
    ck_assert(seconds_now() < start + PATIENCE);
    hang_up(&client);
    stop_server();
    ck_assert_int_eq(handled, 0);
}
END_TEST

START_TEST(a_client_that_does_not_read_is_cut_off)
{
    int small = 4096;

    settings.head_seconds = settings.body_seconds = settings.write_seconds = 1;
    start_server();
    dial(&client);
    setsockopt(client.fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    say(&client, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    eventually(atomic_load(&finished) == 1);
    ck_assert_int_eq(completed, 0);
    hang_up(&client);
    stop_server();
}
END_TEST

START_TEST(waiting_has_no_share_in_the_other_deadlines)
{
    settings.head_seconds = settings.body_seconds = settings.write_seconds = 1;
    start_server();
    dial(&client);
    say(&client, "GET /later?2500 HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(&client, 200, "here you are");
    hang_up(&client);
    stop_server();
}
END_TEST

START_TEST(draining_lets_requests_finish)
{
    static struct client idle;
    static struct client busy;
    static struct client late;

    start_server();
    dial(&idle);
    say(&idle, "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(&idle, 200, NULL);
    dial(&busy);
    say(&busy, "GET /later?3000 HTTP/1.1\r\nHost: x\r\n\r\n");
    eventually(atomic_load(&handled) == 2);
    order(COMMAND_DRAIN);
    eventually(atomic_load(&obeyed) == 1);
    expect_end(&idle);
    dial(&late); /* the listener is still open, for the other workers; here nobody accepts */
    say(&late, "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
    ck_assert(take_reply(&busy, true, &reply));
    ck_assert_uint_eq(reply.status, 200);
    ck_assert_str_eq(header(&reply, "Connection"), "close");
    expect_end(&busy);
    eventually(atomic_load(&connections) == 0 && atomic_load(&in_flight) == 0);
    ck_assert_int_eq(handled, 2);
    stop_server();
    expect_end(&late); /* reset, now that the listener is closed */
}
END_TEST

START_TEST(stopping_ends_what_is_left_without_an_answer)
{
    enum { MANY = 20 };
    static struct client clients[MANY];
    static struct client half;

    start_server();
    for (int i = 0; i < MANY; i++) {
        dial(&clients[i]);
        say(&clients[i],
            i % 2 ? "GET /never HTTP/1.1\r\nHost: x\r\n\r\n" : "GET /later?900000 HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    dial(&half);
    say(&half, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
    eventually(atomic_load(&handled) == MANY && atomic_load(&in_flight) == MANY + 1);
    stop_server();
    for (int i = 0; i < MANY; i++)
        expect_end(&clients[i]);
    expect_end(&half);
    ck_assert_int_eq(gone, MANY);
    ck_assert_int_eq(finished, MANY + 1);
    ck_assert_int_eq(completed, 0);
}
END_TEST

START_TEST(stopping_right_after_requests_came_in)
{
    static struct client clients[50];

    start_server();
    for (int i = 0; i < 50; i++) {
        dial(&clients[i]);
        say(&clients[i], "GET /later?1 HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    stop_server();
    ck_assert_int_eq(atomic_load(&handled), atomic_load(&finished));
    for (int i = 0; i < 50; i++)
        hang_up(&clients[i]);
}
END_TEST

START_TEST(hang_ups_among_answers)
{
    enum { MANY = 100 };
    static struct client clients[MANY];

    start_server();
    for (int i = 0; i < MANY; i++) {
        char request[100];
        snprintf(request, sizeof request, "GET /later?%d HTTP/1.1\r\nHost: x\r\n\r\n", 100 + i * 3);
        dial(&clients[i]);
        say(&clients[i], request);
    }
    for (int i = 0; i < MANY; i += 2)
        hang_up(&clients[i]);
    for (int i = 1; i < MANY; i += 2)
        expect(&clients[i], 200, "here you are");
    eventually(atomic_load(&finished) == atomic_load(&handled));
    for (int i = 1; i < MANY; i += 2)
        hang_up(&clients[i]);
    stop_server();
    ck_assert_int_ge(gone + completed, MANY / 2);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_later_answer_arrives,
        no_answer_in_time_is_504,
        a_hang_up_is_told_once,
        a_hang_up_after_the_watch_began_is_told_once,
        a_reset_is_told_once,
        a_half_closed_client_gets_a_quick_answer,
        a_slow_head_is_cut_off,
        a_silent_connection_is_closed,
        a_slow_body_is_cut_off,
        a_client_that_does_not_read_is_cut_off,
        waiting_has_no_share_in_the_other_deadlines,
        draining_lets_requests_finish,
        stopping_ends_what_is_left_without_an_answer,
        stopping_right_after_requests_came_in,
        hang_ups_among_answers,
    };

    return run_suite("wait", tests, sizeof tests / sizeof *tests);
}
