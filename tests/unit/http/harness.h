/*
 * A server with a small app on a thread of its own, and a client that speaks raw bytes, for the tests of server/http.
 * Each test runs in a process of its own, so that all of it may be static.
 */
#ifndef PROEFTUIN_TEST_HTTP_HARNESS_H
#define PROEFTUIN_TEST_HTTP_HARNESS_H

#include "http/http.h"
#include "http/listen.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum {
    PATIENCE = 100,          /* seconds after which a test gives up; nothing is expected to take so long */
    BODY_MOST = 1000,        /* bytes that /echo takes */
    LARGE = 16 * 1024 * 1024 /* bytes that /large answers with: more than socket buffers hold */
};

/* ---- The app ---- */

static atomic_int handled;   /* calls of handle() */
static atomic_int gone;      /* of gone() */
static atomic_int finished;  /* of finished() */
static atomic_int completed; /* of those, complete */
static atomic_int refused;   /* of refuse() */

static struct loop *loop;

/* An answer that is given by a timer. */
struct later {
    struct loop_timer timer;
    struct http_request *request;
};

static const struct http_header app_headers[] = {{"Content-Type", "text/plain"}, {"X-Test", "yes"}};

static inline void app_answer(struct http_request *request, unsigned status, const char *body, size_t length)
{
    struct http_response response = {
        .status = status, .headers = app_headers, .header_count = 2, .body = body, .length = length};

    response.close = strcmp(http_path(request), "/close") == 0;
    http_respond(request, &response);
}

/* What /stream answers: letters in turn, without end, or as the query says: end= and break= after so many bytes; wait=:
 * nothing for a moment (rest= milliseconds) after each so many; stall=: nothing ever after so many. */
struct letters {
    struct loop_timer timer;
    struct http_stream stream;
    struct http_request *request;
    size_t given, end, breaks, wait, stall, rest;
    bool waited;
};

static atomic_int waits; /* times that a stream had nothing */

static inline size_t app_number(const char *query, const char *name, size_t otherwise)
{
    const char *found = strstr(query, name);

    return found ? strtoul(found + strlen(name), NULL, 10) : otherwise;
}

static inline void app_go_on(struct loop_timer *timer)
{
    http_go_on(((struct letters *)timer)->request);
}

static inline ssize_t app_wait(struct letters *letters, bool for_ever)
{
    atomic_fetch_add(&waits, 1);
    letters->waited = true;
    if (!for_ever)
        ck_assert(loop_timer_set(loop, &letters->timer, loop_now(loop) + letters->rest));
    return HTTP_STREAM_WAIT;
}

static inline size_t app_least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static inline ssize_t app_read(void *state, char *to, size_t size)
{
    struct letters *letters = state;

    if (letters->given == letters->stall)
        return app_wait(letters, true);
    if (letters->given == letters->end)
        return HTTP_STREAM_END;
    if (letters->given == letters->breaks)
        return HTTP_STREAM_BREAK;
    if (letters->wait && letters->given && letters->given % letters->wait == 0 && !letters->waited)
        return app_wait(letters, false);
    letters->waited = false;
    size = app_least(app_least(size, letters->end - letters->given),
        app_least(letters->breaks - letters->given, letters->stall - letters->given));
    if (letters->wait)
        size = app_least(size, letters->wait - letters->given % letters->wait);
    for (size_t i = 0; i < size; i++)
        to[i] = (char)('a' + (letters->given + i) % 26);
    letters->given += size;
    return (ssize_t)size;
}

static inline void app_stop_letters(void *letters)
{
    loop_timer_clear(loop, &((struct letters *)letters)->timer);
}

static inline void app_stream(struct http_request *request)
{
    const char *query = http_query(request);
    struct letters *letters = arena_alloc(http_arena(request), sizeof *letters);

    if (!http_takes_stream(request)) {
        app_answer(request, 505, "too old", 7);
        return;
    }
    *letters = (struct letters){.timer.due = app_go_on,
        .stream = {.read = app_read, .state = letters},
        .request = request,
        .end = app_number(query, "end=", SIZE_MAX),
        .breaks = app_number(query, "break=", SIZE_MAX),
        .wait = app_number(query, "wait=", 0),
        .rest = app_number(query, "rest=", 0),
        .stall = app_number(query, "stall=", SIZE_MAX)};
    ck_assert(arena_defer(http_arena(request), app_stop_letters, letters));
    http_respond(request,
        &(struct http_response){.status = 200, .headers = app_headers, .header_count = 2, .stream = &letters->stream});
}

/* Answers what the path asks for. */
static inline void app_answer_path(struct http_request *request)
{
    struct arena *arena = http_arena(request);
    const char *path = http_path(request);
    const char *text = "here you are";
    size_t length;

    if (strcmp(path, "/stream") == 0) {
        app_stream(request);
        return;
    }
    if (strncmp(path, "/echo", 5) == 0) {
        const char *body = http_body(request, &length);
        app_answer(request, 200, body, length);
        return;
    }
    if (strcmp(path, "/large") == 0) {
        static char large[LARGE];
        app_answer(request, 200, large, sizeof large);
        return;
    }
    if (strncmp(path, "/target", 7) == 0)
        text = arena_format(arena, "%s %s|%s", http_method(request), path, http_query(request));
    if (strcmp(path, "/header") == 0)
        text = http_header_value(request, "x-question") ? http_header_value(request, "x-question") : "none";
    app_answer(request, strcmp(path, "/nothing") == 0 ? 204 : 200, text, strlen(text));
}

static inline void app_due(struct loop_timer *timer)
{
    struct later *later = (struct later *)timer;

    http_set_data(later->request, NULL);
    app_answer_path(later->request);
}

/* Paths that end in "later" are answered after ?milliseconds; /never is not. */
static inline void app_handle(void *state, struct http_request *request)
{
    const char *path = http_path(request);
    size_t length = strlen(path);

    ck_assert_ptr_eq(state, &handled);
    atomic_fetch_add(&handled, 1);
    if (strcmp(path, "/never") == 0)
        return;
    if (length < 5 || strcmp(path + length - 5, "later") != 0) {
        app_answer_path(request);
        return;
    }
    struct later *later = arena_alloc(http_arena(request), sizeof *later);
    later->timer.due = app_due;
    later->request = request;
    http_set_data(request, later);
    ck_assert(loop_timer_set(loop, &later->timer, loop_now(loop) + strtoull(http_query(request), NULL, 10)));
}

static inline void app_gone(void *state, struct http_request *request)
{
    struct later *later = http_data(request);

    (void)state;
    atomic_fetch_add(&gone, 1);
    if (later)
        loop_timer_clear(loop, &later->timer);
}

static inline size_t app_body_limit(void *state, struct http_request *request)
{
    (void)state;
    return strncmp(http_path(request), "/echo", 5) == 0 ? BODY_MOST : 0;
}

static inline void app_refuse(
    void *state, struct http_request *request, enum http_refusal refusal, const char *detail, struct http_response *ret)
{
    static const unsigned status[] = {400, 400, 413, 414, 417, 501, 504, 503, 503};
    char *text = arena_format(http_arena(request), "refused %d: %s", (int)refusal, detail ? detail : "-");

    (void)state;
    atomic_fetch_add(&refused, 1);
    *ret = (struct http_response){
        .status = status[refusal], .headers = app_headers, .header_count = 2, .body = text, .length = strlen(text)};
}

static inline void app_finished(void *state, struct http_request *request, unsigned status, bool complete)
{
    (void)state;
    (void)request;
    (void)status;
    atomic_fetch_add(&finished, 1);
    atomic_fetch_add(&completed, complete);
}

/* ---- The server, on its thread ---- */

enum command { COMMAND_NONE, COMMAND_DRAIN, COMMAND_STOP };

static struct http_settings settings = {
    .connections = 600,
    .head_memory = 16 * 1024,
    .target_length = 2000,
    .request_memory = 256 * 1024,
    .head_seconds = PATIENCE,
    .body_seconds = PATIENCE,
    .request_seconds = PATIENCE,
    .stream_seconds = PATIENCE,
    .write_seconds = PATIENCE,
};
static struct http_server *server;
static unsigned short port;
static pthread_t thread;
static atomic_int command;
static atomic_int obeyed;
static atomic_uint in_flight;
static atomic_uint connections;

static inline void *serve(void *nothing)
{
    int next;

    do {
        loop_turn(loop, UINT64_MAX);
        atomic_store(&in_flight, http_in_flight(server));
        atomic_store(&connections, http_connections(server));
        next = atomic_exchange(&command, COMMAND_NONE);
        if (next == COMMAND_DRAIN)
            http_drain(server);
        if (next != COMMAND_NONE)
            atomic_fetch_add(&obeyed, 1);
    } while (next != COMMAND_STOP);
    http_stop(server);
    return nothing;
}

static inline void start_server(void)
{
    static const struct http_app app = {.state = &handled,
        .body_limit = app_body_limit,
        .handle = app_handle,
        .gone = app_gone,
        .refuse = app_refuse,
        .finished = app_finished};
    char error[200] = "";
    unsigned found;

    settings.listener = http_listen("127.0.0.1:0", error, sizeof error);
    ck_assert_msg(settings.listener >= 0, "%s", error);
    http_listen_describe(settings.listener, error, sizeof error);
    ck_assert_int_eq(sscanf(error, "http://127.0.0.1:%u", &found), 1);
    port = (unsigned short)found;
    loop = loop_new();
    server = http_start(loop, &settings, &app, error, sizeof error);
    ck_assert_msg(server != NULL, "%s", error);
    ck_assert_int_eq(pthread_create(&thread, NULL, serve, NULL), 0);
}

static inline void order(enum command what)
{
    atomic_store(&command, (int)what);
    loop_wake(loop);
}

static inline void stop_server(void)
{
    order(COMMAND_STOP);
    ck_assert_int_eq(pthread_join(thread, NULL), 0);
    loop_free(loop);                               /* only now: it was woken from here */
    ck_assert_int_eq(close(settings.listener), 0); /* it must have been left open */
}

/* ---- Waiting ---- */

static inline double seconds_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline void rest(unsigned milliseconds)
{
    const struct timespec time = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L};

    nanosleep(&time, NULL);
}

/* Waits until a condition holds. */
#define eventually(condition)                          \
    do {                                               \
        double limit_ = seconds_now() + PATIENCE;      \
        while (!(condition) && seconds_now() < limit_) \
            rest(2);                                   \
        ck_assert_msg(condition, "%s", #condition);    \
    } while (0)

/* ---- The client ---- */

struct client {
    int fd;
    char data[64 * 1024]; /* what was read beyond the replies taken */
    size_t length;
};

struct reply {
    unsigned status;
    char head[8 * 1024];
    char body[32 * 1024];
    size_t length;
};

static inline void dial(struct client *client)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    const struct timeval limit = {.tv_sec = PATIENCE};

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    client->length = 0;
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ck_assert_int_ge(client->fd, 0);
    setsockopt(client->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ck_assert_int_eq(connect(client->fd, (struct sockaddr *)&address, sizeof address), 0);
}

static inline void hang_up(struct client *client)
{
    close(client->fd);
    client->fd = -1;
}

/* Sends bytes; false when the server has closed. */
static inline bool say_bytes(struct client *client, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(client->fd, bytes, length, MSG_NOSIGNAL);
        if (sent < 0)
            return false;
        bytes += sent;
        length -= (size_t)sent;
    }
    return true;
}

static inline void say(struct client *client, const char *text)
{
    ck_assert(say_bytes(client, text, strlen(text)));
}

/* Reads more. False at the end of the stream, which a reset is too. */
static inline bool hear(struct client *client)
{
    ck_assert_uint_lt(client->length, sizeof client->data - 1);
    ssize_t got = recv(client->fd, client->data + client->length, sizeof client->data - 1 - client->length, 0);
    ck_assert_msg(got >= 0 || errno == ECONNRESET, "nothing heard in time");
    if (got <= 0)
        return false;
    client->length += (size_t)got;
    client->data[client->length] = '\0';
    return true;
}

static inline void drop(struct client *client, size_t length)
{
    client->length -= length;
    memmove(client->data, client->data + length, client->length + 1);
}

/* The value of a header of a reply's head, or NULL; only good until the next call. */
static inline const char *header(const struct reply *reply, const char *name)
{
    static char value[1000];
    const char *line = reply->head;
    size_t length = strlen(name);

    while ((line = strstr(line, "\r\n"))) {
        line += 2;
        if (strncasecmp(line, name, length) != 0 || line[length] != ':')
            continue;
        snprintf(value, sizeof value, "%.*s", (int)strcspn(line + length + 2, "\r"), line + length + 2);
        return value;
    }
    return NULL;
}

/* Takes the next reply; false when the connection ends first. */
static inline bool take_reply(struct client *client, bool with_body, struct reply *ret)
{
    const char *end;

    client->data[client->length] = '\0';
    while (!(end = strstr(client->data, "\r\n\r\n")))
        if (!hear(client))
            return false;
    size_t head = (size_t)(end - client->data) + 4;
    ck_assert_uint_lt(head, sizeof ret->head);
    memcpy(ret->head, client->data, head);
    ret->head[head] = '\0';
    drop(client, head);
    ck_assert_int_eq(sscanf(ret->head, "HTTP/1.1 %u ", &ret->status), 1);
    const char *length = header(ret, "Content-Length");
    ret->length = length && with_body ? strtoul(length, NULL, 10) : 0;
    ck_assert_uint_lt(ret->length, sizeof ret->body);
    while (client->length < ret->length)
        if (!hear(client))
            return false;
    memcpy(ret->body, client->data, ret->length);
    ret->body[ret->length] = '\0';
    drop(client, ret->length);
    return true;
}

/* Takes a reply that must come, and looks at its status and body (NULL: any). */
static inline void expect(struct client *client, unsigned status, const char *body)
{
    static struct reply reply;

    ck_assert_msg(take_reply(client, true, &reply), "the connection was closed without a reply");
    ck_assert_msg(reply.status == status, "%u expected: %s%s", status, reply.head, reply.body);
    if (body)
        ck_assert_str_eq(reply.body, body);
}

static inline void expect_end(struct client *client)
{
    ck_assert_uint_eq(client->length, 0);
    ck_assert(!hear(client));
    hang_up(client);
}

static inline int run_suite(const char *name, const TTest *const *tests, size_t count)
{
    Suite *suite = suite_create(name);
    TCase *all = tcase_create(name);

    tcase_set_timeout(all, 3 * PATIENCE);
    for (size_t i = 0; i < count; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}

#endif
