/* The header guard: every rule by raw bytes, and what it must let through. */
#include "unit/http/harness.h"

/* A literal with its length: some hold NULs. */
#define RAW(text) (text), sizeof(text) - 1

struct row {
    const char *bytes;
    size_t length;
    unsigned status;
    const char *body; /* NULL: libmicrohttpd refuses it before the guard sees it, in words of its own */
};

static const struct row refusals[] = {
    /* the request line */
    {RAW("GET  /now HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 0: request line"},
    {RAW("GET /now  HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET\0 /now HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 0: request line"},
    {RAW("GET /now\0 HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 0: request line"},
    {RAW("GET /no\0w HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 0: request line"},
    {RAW("GET /now HTTP/1.1 \r\nHost: x\r\n\r\n"), 400, NULL},
    {RAW("GET /now http/1.1\r\nHost: x\r\n\r\n"), 400, NULL},
    {RAW("GET /now HTTP/2.0\r\nHost: x\r\n\r\n"), 505, NULL},
    {RAW("GET /now\r\nHost: x\r\n\r\n"), 400, NULL},
    /* the method */
    {RAW("BREW /now HTTP/1.1\r\nHost: x\r\n\r\n"), 501, "refused 5: -"},
    {RAW("get /now HTTP/1.1\r\nHost: x\r\n\r\n"), 501, "refused 5: -"},
    {RAW("TRACE /now HTTP/1.1\r\nHost: x\r\n\r\n"), 501, "refused 5: -"},
    {RAW("CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n"), 501, "refused 5: -"},
    /* the target */
    {RAW("GET now HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET http://x/now HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET ?a HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET /now%00 HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET /now?a=%00b HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET /now#top HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET /now?a#top HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET /a b HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET /a\tb HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET /a\x01 HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET /a\x7f HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    {RAW("GET /caf\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "refused 1: -"},
    /* header names */
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nAccept : a\r\n\r\n"), 400, "refused 0: header name"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nContent-Length : 0\r\n\r\n"), 400, "refused 0: header name"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nA\tb: a\r\n\r\n"), 400, "refused 0: header name"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nA(b): a\r\n\r\n"), 400, "refused 0: header name"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\n\xc3\xa9: a\r\n\r\n"), 400, "refused 0: header name"},
    /* to libmicrohttpd 0.9.75 this line is the end of the head */
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\n: a\r\n\r\n"), 400, "refused 0: header line"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nnocolon\r\n\r\n"), 400, NULL},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nA\0: a\r\n\r\n"), 400, NULL},
    /* header values and lines */
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nA: a\x01\r\n\r\n"), 400, "refused 0: header value"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nA: a\rb\r\n\r\n"), 400, "refused 0: header value"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nA: a\x7f\r\n\r\n"), 400, "refused 0: header value"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nA: a\0b\r\n\r\n"), 400, "refused 0: header line"},
    {RAW("GET /now HTTP/1.1\r\nA: a\0b\r\nHost: x\r\n\r\n"), 400, "refused 0: header line"},
    {RAW("GET /now HTTP/1.1\r\nA: \0\r\nHost: x\r\n\r\n"), 400, "refused 0: header line"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nA: a\r\n b\r\n\r\n"), 400, "refused 0: header line"},
    {RAW("GET /now HTTP/1.1\r\nA: a\r\n\tb\r\nHost: x\r\n\r\n"), 400, "refused 0: header line"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\nA: a\r\n\r\n"), 400, "refused 0: header line"},
    {RAW("GET /now HTTP/1.1\nHost: x\r\n\r\n"), 400, "refused 0: header line"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\n\n"), 400, "refused 0: header line"},
    /* Host */
    {RAW("GET /now HTTP/1.1\r\n\r\n"), 400, "refused 0: Host"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"), 400, "refused 0: Host"},
    {RAW("GET /now HTTP/1.0\r\nHost: x\r\nhost: y\r\n\r\n"), 400, "refused 0: Host"},
    /* Content-Length */
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), 400,
        "refused 0: Content-Length"},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na"), 400,
        "refused 0: Content-Length"},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: a\r\n\r\na"), 400,
        "refused 0: Content-Length"},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na"), 400, NULL},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\na"), 400, NULL},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0x1\r\n\r\na"), 400, NULL},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"), 400, NULL},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n"), 400, NULL},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n"), 413, NULL},
    /* Transfer-Encoding */
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400,
        "refused 0: Content-Length beside Transfer-Encoding"},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"), 400,
        "refused 0: Content-Length beside Transfer-Encoding"},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        400, "refused 0: Transfer-Encoding"},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 400,
        "refused 0: Transfer-Encoding"},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\n"), 400, "refused 0: Transfer-Encoding"},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 400,
        "refused 0: Transfer-Encoding"},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n\r\n"), 400, "refused 0: Transfer-Encoding"},
    {RAW("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400, "refused 0: Transfer-Encoding"},
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n"), 400, NULL},
    /* Expect */
    {RAW("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: foo\r\n\r\na"), 417, "refused 4: -"},
    {RAW("GET /now HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nExpect: foo\r\n\r\n"), 417, "refused 4: -"},
};

/* Sends bytes to a new connection and expects a refusal that closes it. */
static void expect_refusal(const char *bytes, size_t length, unsigned status, const char *body)
{
    static struct client client;
    static struct reply reply;

    dial(&client);
    ck_assert(say_bytes(&client, bytes, length));
    ck_assert_msg(take_reply(&client, true, &reply), "no reply to %s", bytes);
    ck_assert_msg(reply.status == status, "%u: %s%s", status, bytes, reply.head);
    if (body)
        ck_assert_msg(strcmp(reply.body, body) == 0, "%s%s", bytes, reply.body);
    ck_assert_str_eq(header(&reply, "Connection"), "close");
    if (!body) /* libmicrohttpd 0.9.75 sends its head twice for a wrong Content-Length */
        drop(&client, client.length);
    expect_end(&client);
}

START_TEST(broken_heads_are_refused)
{
    int ours = 0;

    start_server();
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        expect_refusal(refusals[i].bytes, refusals[i].length, refusals[i].status, refusals[i].body);
        ours += refusals[i].body != NULL;
    }
    stop_server();
    ck_assert_int_eq(refused, ours);
    ck_assert_int_eq(handled, 0);
}
END_TEST

START_TEST(a_long_target_is_refused)
{
    static char request[8000];
    static struct client client;

    start_server();
    dial(&client);
    for (size_t length = settings.target_length; length <= settings.target_length + 1; length++) {
        char *end = stpcpy(request, "GET /now?");
        memset(end, 'q', length - strlen("/now?"));
        strcpy(request + strlen("GET ") + length, " HTTP/1.1\r\nHost: x\r\n\r\n");
        say(&client, request);
        expect(&client, length <= settings.target_length ? 200 : 414,
            length <= settings.target_length ? "here you are" : "refused 3: -");
    }
    expect_end(&client);
    stop_server();
}
END_TEST

START_TEST(a_head_that_is_too_large_is_refused)
{
    static char value[40000];
    static char request[50000];

    start_server();
    memset(value, 'v', sizeof value - 1);
    snprintf(request, sizeof request, "GET /now HTTP/1.1\r\nHost: x\r\nA: %s\r\n\r\n", value);
    static struct client client;
    static struct reply reply;
    dial(&client);
    say_bytes(&client, request, strlen(request)); /* it may be closed before all was sent */
    if (take_reply(&client, true, &reply))
        ck_assert_uint_eq(reply.status, 431);
    hang_up(&client);
    stop_server();
    ck_assert_int_eq(handled, 0);
}
END_TEST

static const char *const accepted[] = {
    "GET /now HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /now HTTP/1.1\r\nHost:\r\n\r\n",
    "GET /now HTTP/1.1\r\nHost:x\r\nA:  \t spaces  and\ttabs \r\nEmpty:\r\nB: caf\xc3\xa9\r\n\r\n",
    "GET /now HTTP/1.1\r\nHost: x\r\n!#$%&'*+-.^_`|~0aZ: token\r\n\r\n",
    "GET /now?a=%20%c3%a9&b=\"<>[]{}|\\^` HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /now HTTP/1.1\r\nHost: x\r\nCookie: a=b; c=d\r\nCookie: e=f\r\n\r\n",
    "GET /now HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 0\r\n\r\n",
    "OPTIONS /now HTTP/1.1\r\nHost: x\r\n\r\n",
    "DELETE /now HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
    "PATCH /now HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n",
    "\r\n\r\nGET /now HTTP/1.1\r\nHost: x\r\n\r\n",
};

START_TEST(sound_heads_are_accepted)
{
    static struct client client;
    static struct reply reply;

    start_server();
    dial(&client);
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        say(&client, accepted[i]);
        do
            ck_assert_msg(take_reply(&client, true, &reply), "no reply to %s", accepted[i]);
        while (reply.status == 100);
        ck_assert_msg(reply.status == 200, "%s%s%s", accepted[i], reply.head, reply.body);
    }
    hang_up(&client);
    stop_server();
}
END_TEST

/* A head of any size up to the limit of memory is either served or refused as too large; never misjudged as broken. */
START_TEST(the_size_of_a_head_does_not_fool_the_guard)
{
    static char request[20000];
    static char value[20000];
    static struct client client;
    static struct reply reply;

    start_server();
    memset(value, 'v', sizeof value - 1);
    for (int size = 100; size < 18000; size += 331) {
        snprintf(request, sizeof request,
            "GET /now?a=1&b=2 HTTP/1.1\r\nHost: x\r\nA: %.*s\r\nB: %.*s\r\nCookie: c=d\r\n\r\n", size / 2, value,
            size / 2, value);
        dial(&client);
        for (size_t sent = 0, length = strlen(request); sent < length; sent += 1000)
            say_bytes(&client, request + sent, length - sent < 1000 ? length - sent : 1000);
        if (take_reply(&client, true, &reply))
            ck_assert_msg(reply.status == 200 || reply.status == 431, "%d: %s%s", size, reply.head, reply.body);
        hang_up(&client);
    }
    stop_server();
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        broken_heads_are_refused,
        a_long_target_is_refused,
        a_head_that_is_too_large_is_refused,
        sound_heads_are_accepted,
        the_size_of_a_head_does_not_fool_the_guard,
    };

    return run_suite("guard", tests, sizeof tests / sizeof *tests);
}
