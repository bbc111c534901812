/* Answers that come bit by bit: their end, their break, waiting for more, clients that don't read, and time limits. */
#include "unit/http/harness.h"

static struct client client;
static struct reply reply;

/* The body of the next chunked reply as the client gets it: sizes and bytes. False when the connection ends first. */
static bool take_stream(struct client *from, size_t *ret_length)
{
    *ret_length = 0;
    for (;;) {
        char *line;
        size_t size, head;

        while (!(line = strstr(from->data, "\r\n")))
            if (!hear(from))
                return false;
        size = strtoul(from->data, NULL, 16);
        head = (size_t)(line - from->data) + 2;
        while (from->length < head + size + 2)
            if (!hear(from))
                return false;
        for (size_t i = 0; i < size; i++)
            ck_assert_int_eq(from->data[head + i], 'a' + (int)((*ret_length + i) % 26));
        *ret_length += size;
        drop(from, head + size + 2);
        if (size == 0)
            return true;
    }
}

static void ask_stream(const char *method, const char *query)
{
    char request[200];

    snprintf(request, sizeof request, "%s /stream?%s HTTP/1.1\r\nHost: x\r\n\r\n", method, query);
    say(&client, request);
}

static void expect_stream(size_t length)
{
    size_t got;

    ck_assert(take_reply(&client, false, &reply));
    ck_assert_uint_eq(reply.status, 200);
    ck_assert_str_eq(header(&reply, "Transfer-Encoding"), "chunked");
    ck_assert_ptr_null(header(&reply, "Content-Length"));
    ck_assert(take_stream(&client, &got));
    ck_assert_uint_eq(got, length);
}

START_TEST(a_stream_arrives_whole_and_the_connection_goes_on)
{
    start_server();
    dial(&client);
    for (int i = 0; i < 3; i++) {
        ask_stream("GET", "end=100000");
        expect_stream(100000);
    }
    ask_stream("GET", "end=0");
    expect_stream(0);
    say(&client, "GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(&client, 200, "here you are");
    hang_up(&client);
    stop_server();
    ck_assert_int_eq(completed, 5);
    ck_assert_int_eq(gone, 0);
}
END_TEST

START_TEST(a_stream_that_waits_for_more_goes_on)
{
    start_server();
    dial(&client);
    ask_stream("GET", "end=20000&wait=1000");
    expect_stream(20000);
    hang_up(&client);
    stop_server();
    ck_assert_int_ge(waits, 19);
}
END_TEST

START_TEST(a_stream_that_breaks_has_no_end)
{
    size_t got;

    start_server();
    dial(&client);
    ask_stream("GET", "break=50000");
    ck_assert(take_reply(&client, false, &reply));
    ck_assert(!take_stream(&client, &got));
    hang_up(&client);
    eventually(atomic_load(&finished) == 1);
    stop_server();
    ck_assert_int_eq(completed, 0);
}
END_TEST

/* A server that answered with a last chunk would be out of step; one that ends with the connection is not. */
START_TEST(head_is_a_head_and_an_end)
{
    start_server();
    dial(&client);
    ask_stream("HEAD", "end=100000");
    ck_assert(take_reply(&client, false, &reply));
    ck_assert_uint_eq(reply.status, 200);
    ck_assert_str_eq(header(&reply, "Connection"), "close");
    expect_end(&client);
    stop_server();
}
END_TEST

START_TEST(http_1_0_takes_no_stream)
{
    start_server();
    dial(&client);
    say(&client, "GET /stream?end=100000 HTTP/1.0\r\n\r\n");
    ck_assert(take_reply(&client, true, &reply));
    ck_assert_uint_eq(reply.status, 505);
    hang_up(&client);
    stop_server();
}
END_TEST

/* Endless, so that it stops only because the socket is full. */
START_TEST(a_client_that_leaves_ends_it)
{
    start_server();
    dial(&client);
    ask_stream("GET", "");
    ck_assert(take_reply(&client, false, &reply));
    hang_up(&client);
    eventually(atomic_load(&finished) == 1 && atomic_load(&connections) == 0);
    stop_server();
    ck_assert_int_eq(completed, 0);
}
END_TEST

START_TEST(a_client_that_leaves_while_nothing_comes_ends_it)
{
    start_server();
    dial(&client);
    ask_stream("GET", "stall=5000");
    ck_assert(take_reply(&client, false, &reply));
    eventually(atomic_load(&waits) == 1);
    hang_up(&client);
    eventually(atomic_load(&finished) == 1 && atomic_load(&connections) == 0);
    stop_server();
    ck_assert_int_eq(completed, 0);
}
END_TEST

START_TEST(a_stream_has_a_time_limit_whether_it_waits_or_is_not_read)
{
    static const char *const how[] = {"stall=5000", ""};

    settings.stream_seconds = 1;
    for (size_t i = 0; i < sizeof how / sizeof *how; i++) {
        size_t got;

        start_server();
        dial(&client);
        ask_stream("GET", how[i]);
        ck_assert(take_reply(&client, false, &reply));
        eventually(atomic_load(&finished) == (int)i + 1);
        ck_assert(!take_stream(&client, &got));
        hang_up(&client);
        stop_server();
    }
    ck_assert_int_eq(completed, 0);
}
END_TEST

START_TEST(the_deadline_of_an_answer_ends_with_its_beginning)
{
    settings.request_seconds = 1;
    start_server();
    dial(&client);
    ask_stream("GET", "end=200&wait=100&rest=700");
    expect_stream(200);
    hang_up(&client);
    stop_server();
    ck_assert_int_eq(refused, 0);
}
END_TEST

START_TEST(stopping_ends_streams)
{
    static struct client clients[5];

    start_server();
    for (int i = 0; i < 5; i++) {
        dial(&clients[i]);
        say(&clients[i],
            i % 2 ? "GET /stream?stall=5000 HTTP/1.1\r\nHost: x\r\n\r\n" : "GET /stream? HTTP/1.1\r\nHost: x\r\n\r\n");
        ck_assert(take_reply(&clients[i], false, &reply));
    }
    stop_server();
    for (int i = 0; i < 5; i++) {
        size_t got;

        ck_assert(!take_stream(&clients[i], &got));
        hang_up(&clients[i]);
    }
    ck_assert_int_eq(finished, 5);
    ck_assert_int_eq(completed, 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        a_stream_arrives_whole_and_the_connection_goes_on,
        a_stream_that_waits_for_more_goes_on,
        a_stream_that_breaks_has_no_end,
        head_is_a_head_and_an_end,
        http_1_0_takes_no_stream,
        a_client_that_leaves_ends_it,
        a_client_that_leaves_while_nothing_comes_ends_it,
        a_stream_has_a_time_limit_whether_it_waits_or_is_not_read,
        the_deadline_of_an_answer_ends_with_its_beginning,
        stopping_ends_streams,
    };

    return run_suite("stream", tests, sizeof tests / sizeof *tests);
}
