/* Requests that go well: keep-alive, pipelining, bodies, HEAD, many at a time. */
#include "unit/http/harness.h"

static struct client client;
static struct reply reply;

START_TEST(a_request_is_answered)
{
    start_server();
    dial(&client);
    say(&client, "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
    ck_assert(take_reply(&client, true, &reply));
    ck_assert_uint_eq(reply.status, 200);
    ck_assert_str_eq(reply.body, "here you are");
    ck_assert_str_eq(header(&reply, "Content-Type"), "text/plain");
    ck_assert_str_eq(header(&reply, "X-Test"), "yes");
    ck_assert_str_eq(header(&reply, "Content-Length"), "12");
    ck_assert_ptr_nonnull(header(&reply, "Date"));
    ck_assert_ptr_null(header(&reply, "Server"));
    ck_assert_ptr_null(header(&reply, "Connection"));
    eventually(atomic_load(&completed) == 1);
    hang_up(&client);
    stop_server();
    ck_assert_int_eq(finished, 1);
}
END_TEST

START_TEST(the_app_sees_the_target_as_it_came)
{
    start_server();
    dial(&client);
    say(&client, "GET /target/a%20b+c//d?x=%41&y=+&&z?=1 HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(&client, 200, "GET /target/a%20b+c//d|x=%41&y=+&&z?=1");
    say(&client, "DELETE /target HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(&client, 200, "DELETE /target|");
    say(&client, "GET /header HTTP/1.1\r\nHost: x\r\nX-QUESTION:  why \"so\"?\r\n\r\n");
    expect(&client, 200, "why \"so\"?");
    say(&client, "GET /header HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(&client, 200, "none");
    hang_up(&client);
    stop_server();
}
END_TEST

START_TEST(a_head_may_come_byte_by_byte)
{
    const char *head = "\r\nGET /target?q HTTP/1.1\r\nHost: x\r\nAccept: */*\r\nX-Empty:\r\nX-Question: why\r\n\r\n";

    start_server();
    dial(&client);
    for (const char *c = head; *c; c++) {
        ck_assert(say_bytes(&client, c, 1));
        rest(1);
    }
    expect(&client, 200, "GET /target|q");
    hang_up(&client);
    stop_server();
}
END_TEST

START_TEST(a_connection_lives_for_thousands_of_requests)
{
    start_server();
    dial(&client);
    for (int i = 0; i < 3000; i++) {
        say(&client, i % 10 == 0 ? "GET /later?0 HTTP/1.1\r\nHost: x\r\n\r\n" : "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
        expect(&client, 200, "here you are");
    }
    eventually(atomic_load(&completed) == 3000);
    hang_up(&client);
    eventually(atomic_load(&connections) == 0);
    stop_server();
}
END_TEST

START_TEST(pipelined_requests_are_answered_in_order)
{
    start_server();
    dial(&client);
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 10; i++) {
            char request[200];
            snprintf(request, sizeof request, "GET /target%s?%d-%d HTTP/1.1\r\nHost: x\r\n\r\n", i % 3 ? "" : "/later",
                i % 4, round * 10 + i);
            say(&client, request);
        }
        for (int i = 0; i < 10; i++) {
            char expected[200];
            snprintf(expected, sizeof expected, "GET /target%s|%d-%d", i % 3 ? "" : "/later", i % 4, round * 10 + i);
            expect(&client, 200, expected);
        }
    }
    hang_up(&client);
    stop_server();
}
END_TEST

START_TEST(head_has_the_length_and_no_body)
{
    start_server();
    dial(&client);
    say(&client, "HEAD /now HTTP/1.1\r\nHost: x\r\n\r\n");
    ck_assert(take_reply(&client, false, &reply));
    ck_assert_uint_eq(reply.status, 200);
    ck_assert_str_eq(header(&reply, "Content-Length"), "12");
    say(&client, "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(&client, 200, "here you are");
    hang_up(&client);
    stop_server();
}
END_TEST

START_TEST(no_content_has_no_body)
{
    start_server();
    dial(&client);
    say(&client, "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
    ck_assert(take_reply(&client, false, &reply));
    ck_assert_uint_eq(reply.status, 204);
    ck_assert_ptr_null(header(&reply, "Content-Length"));
    say(&client, "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(&client, 200, "here you are");
    hang_up(&client);
    stop_server();
}
END_TEST

START_TEST(a_response_can_close)
{
    start_server();
    dial(&client);
    say(&client, "GET /close HTTP/1.1\r\nHost: x\r\n\r\n");
    ck_assert(take_reply(&client, true, &reply));
    ck_assert_str_eq(header(&reply, "Connection"), "close");
    expect_end(&client);
    stop_server();
}
END_TEST

START_TEST(http_1_0_needs_no_host_and_closes)
{
    start_server();
    dial(&client);
    say(&client, "GET /now HTTP/1.0\r\n\r\n");
    expect(&client, 200, "here you are");
    expect_end(&client);
    dial(&client);
    say(&client, "GET /later?10 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    expect(&client, 200, "here you are");
    say(&client, "GET /now HTTP/1.0\r\n\r\n");
    expect(&client, 200, "here you are");
    expect_end(&client);
    stop_server();
}
END_TEST

/* ---- Bodies ---- */

START_TEST(a_body_with_a_length_arrives)
{
    start_server();
    dial(&client);
    say(&client, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\nhello ");
    rest(20);
    say(&client, "world");
    expect(&client, 200, "hello world");
    say(&client, "POST /echo/later?10 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nagain");
    expect(&client, 200, "again");
    say(&client, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    expect(&client, 200, "");
    hang_up(&client);
    stop_server();
}
END_TEST

START_TEST(a_chunked_body_arrives)
{
    start_server();
    dial(&client);
    say(&client, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    rest(20);
    say(&client, "6;ext=1\r\n world\r\n0\r\nTrailer: x\r\n\r\n");
    expect(&client, 200, "hello world");
    say(&client, "PUT /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    expect(&client, 200, "");
    hang_up(&client);
    stop_server();
}
END_TEST

START_TEST(a_client_that_asks_is_told_to_continue)
{
    start_server();
    dial(&client);
    say(&client, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    expect(&client, 100, "");
    say(&client, "hello");
    expect(&client, 200, "hello");
    hang_up(&client);
    stop_server();
}
END_TEST

static char many_bytes[BODY_MOST + 1];

static void post(struct client *to, size_t length)
{
    char head[200];

    snprintf(head, sizeof head, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %zu\r\n\r\n", length);
    say(to, head);
    ck_assert(say_bytes(to, many_bytes, length));
}

START_TEST(a_body_may_be_as_long_as_the_limit)
{
    start_server();
    memset(many_bytes, 'm', sizeof many_bytes);
    dial(&client);
    post(&client, BODY_MOST);
    ck_assert(take_reply(&client, true, &reply));
    ck_assert_uint_eq(reply.status, 200);
    ck_assert_uint_eq(reply.length, BODY_MOST);
    post(&client, BODY_MOST + 1);
    expect(&client, 413, "refused 2: -");
    expect_end(&client);
    stop_server();
}
END_TEST

START_TEST(a_body_where_none_belongs_is_too_large)
{
    start_server();
    dial(&client);
    say(&client, "POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx");
    expect(&client, 413, NULL);
    expect_end(&client);
    stop_server();
}
END_TEST

START_TEST(a_large_body_is_refused_before_continue)
{
    start_server();
    dial(&client);
    say(&client, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n");
    expect(&client, 413, NULL);
    expect_end(&client);
    stop_server();
}
END_TEST

/* The client sends first and reads later: it must not lose its answer to a reset. */
START_TEST(a_large_body_that_keeps_coming_is_heard_out)
{
    enum { BYTES = 8 * 1024 * 1024 };
    char *bytes = calloc(1, BYTES);

    start_server();
    dial(&client);
    say(&client, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 8388608\r\n\r\n");
    ck_assert(say_bytes(&client, bytes, BYTES));
    expect(&client, 413, NULL);
    hang_up(&client);
    stop_server();
    free(bytes);
}
END_TEST

static void say_chunks(struct client *to, int count, bool with_end)
{
    static char chunk[1024 + 8];

    memcpy(chunk, "400\r\n", 5);
    memset(chunk + 5, 'c', 1024);
    memcpy(chunk + 5 + 1024, "\r\n", 2);
    for (int i = 0; i < count; i++)
        if (!say_bytes(to, chunk, 5 + 1024 + 2))
            return;
    if (with_end)
        say(to, "0\r\n\r\n");
}

START_TEST(a_chunked_body_that_grows_too_large_is_refused_at_its_end)
{
    start_server();
    dial(&client);
    say(&client, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    say_chunks(&client, 500, true);
    expect(&client, 413, "refused 2: -");
    expect_end(&client);
    stop_server();
    ck_assert_int_eq(handled, 0);
}
END_TEST

START_TEST(a_chunked_body_without_end_is_cut_off)
{
    start_server();
    dial(&client);
    say(&client, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    say_chunks(&client, 100000, false);
    ck_assert(!take_reply(&client, true, &reply));
    hang_up(&client);
    stop_server();
    ck_assert_int_eq(handled, 0);
}
END_TEST

/* ---- Many ---- */

static void serve_many(int count)
{
    struct client *many = calloc((size_t)count, sizeof *many);

    start_server();
    for (int i = 0; i < count; i++)
        dial(&many[i]);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < count; i++)
            say(&many[i], "GET /later?300 HTTP/1.1\r\nHost: x\r\n\r\n");
        for (int i = 0; i < count; i++)
            expect(&many[i], 200, "here you are");
    }
    eventually(atomic_load(&completed) == 3 * count);
    for (int i = 0; i < count; i++)
        hang_up(&many[i]);
    stop_server();
    ck_assert_int_eq(gone, 0);
    free(many);
}

/* libmicrohttpd fetches 128 events at a time, and its own loop stalls when there are exactly so many. */
START_TEST(a_hundred_and_twenty_eight_at_a_time)
{
    serve_many(128);
}
END_TEST

START_TEST(two_hundred_and_fifty_six_at_a_time)
{
    serve_many(256);
}
END_TEST

START_TEST(connections_beyond_the_limit_wait_their_turn)
{
    static struct client clients[5];

    settings.connections = 2;
    start_server();
    for (int i = 0; i < 5; i++) {
        dial(&clients[i]);
        say(&clients[i], "GET /close HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    for (int i = 0; i < 5; i++) {
        expect(&clients[i], 200, NULL);
        expect_end(&clients[i]);
    }
    stop_server();
}
END_TEST

START_TEST(a_request_without_memory_is_closed)
{
    settings.request_memory = 100; /* not even the request itself */
    start_server();
    dial(&client);
    say(&client, "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
    expect_end(&client);
    stop_server();
    ck_assert_int_eq(handled, 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_request_is_answered,
        the_app_sees_the_target_as_it_came,
        a_head_may_come_byte_by_byte,
        a_connection_lives_for_thousands_of_requests,
        pipelined_requests_are_answered_in_order,
        head_has_the_length_and_no_body,
        no_content_has_no_body,
        a_response_can_close,
        http_1_0_needs_no_host_and_closes,
        a_body_with_a_length_arrives,
        a_chunked_body_arrives,
        a_client_that_asks_is_told_to_continue,
        a_body_may_be_as_long_as_the_limit,
        a_body_where_none_belongs_is_too_large,
        a_large_body_is_refused_before_continue,
        a_large_body_that_keeps_coming_is_heard_out,
        a_chunked_body_that_grows_too_large_is_refused_at_its_end,
        a_chunked_body_without_end_is_cut_off,
        a_hundred_and_twenty_eight_at_a_time,
        two_hundred_and_fifty_six_at_a_time,
        connections_beyond_the_limit_wait_their_turn,
        a_request_without_memory_is_closed,
    };

    return run_suite("serve", tests, sizeof tests / sizeof *tests);
}
