/*
 * One worker's server (server/http): starts libmicrohttpd, runs it once a turn, drains and stops it.
 */
#include "internal.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

enum { CLEANING_MOST = 64 }; /* connections that have ended, and that libmicrohttpd still counts */

static struct http_server *of_hook(struct loop_hook *hook)
{
    return (struct http_server *)((char *)hook - offsetof(struct http_server, hook));
}

static struct http_server *of_source(struct loop_source *source)
{
    return (struct http_server *)((char *)source - offsetof(struct http_server, source));
}

/* libmicrohttpd fetches its own events when it is run. */
static void ready(struct loop_source *source, uint32_t events)
{
    (void)events;
    of_source(source)->run_now = true;
}

static void run(struct loop_hook *hook)
{
    struct http_server *server = of_hook(hook);

    for (int kind = 0; kind < DEADLINE_KINDS; kind++)
        deadlines_run(&server->deadlines[kind]);
    if (server->run_now || loop_now(server->loop) >= server->run_at) {
        server->run_now = false;
        MHD_run(server->daemon);
    }
}

static uint64_t patience(struct loop_hook *hook)
{
    struct http_server *server = of_hook(hook);
    MHD_UNSIGNED_LONG_LONG left;
    uint64_t least = UINT64_MAX;

    server->run_at = UINT64_MAX;
    if (MHD_get_timeout(server->daemon, &left) == MHD_YES) {
        least = left;
        server->run_at = loop_now(server->loop) + left;
    }
    if (server->run_now)
        return 0;
    for (int kind = 0; kind < DEADLINE_KINDS; kind++) {
        uint64_t wish = deadlines_patience(&server->deadlines[kind]);
        least = wish < least ? wish : least;
    }
    return least;
}

/* What libmicrohttpd decodes is never used: the app reads the target as it came. */
static size_t leave_escaped(void *context, struct MHD_Connection *mhd, char *text)
{
    (void)context;
    (void)mhd;
    return strlen(text);
}

/*
 * libmicrohttpd's own timeout is one of inactivity. It is there for clients that do not read their answer; where others
 * are longer it gives way to them, so that an idle connection lives as long as head_seconds says.
 */
static unsigned idle_seconds(const struct http_settings *settings)
{
    unsigned most = settings->write_seconds;

    most = settings->head_seconds > most ? settings->head_seconds : most;
    return settings->body_seconds > most ? settings->body_seconds : most;
}

/*
 * Without MHD_OPTION_STRICT_FOR_CLIENT: the guard is stricter, and refuses in the app's words what libmicrohttpd would
 * refuse with a page of its own or by hanging up.
 */
static struct MHD_Daemon *start_daemon(struct http_server *server)
{
    const struct http_settings *settings = &server->settings;

    return MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, receive,
        server, MHD_OPTION_CONNECTION_LIMIT, settings->connections + CLEANING_MOST, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        settings->head_memory, MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds(settings), MHD_OPTION_URI_LOG_CALLBACK,
        receive_target, server, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_NOTIFY_COMPLETED,
        receive_completed, server, MHD_OPTION_NOTIFY_CONNECTION, connection_notify, server, MHD_OPTION_END);
}

/* Idle connections have had their chance. */
static void end_grace(struct deadline *deadline)
{
    struct http_server *server = (struct http_server *)((char *)deadline - offsetof(struct http_server, grace));

    server->grace_over = true;
    connections_close_idle(server);
}

static void set_up_deadlines(struct http_server *server)
{
    const struct http_settings *settings = &server->settings;
    const struct deadlines kinds[DEADLINE_KINDS] = {
        [DEADLINE_HEAD] = {.after = settings->head_seconds * 1000ULL, .passed = connection_late},
        [DEADLINE_BODY] = {.after = settings->body_seconds * 1000ULL, .passed = connection_late},
        [DEADLINE_REQUEST] = {.after = settings->request_seconds * 1000ULL, .passed = wait_too_long},
        [DEADLINE_STREAM] = {.after = settings->stream_seconds * 1000ULL, .passed = stream_too_long},
        [DEADLINE_WATCH] = {.after = WATCH_AFTER, .passed = wait_watch},
        [DEADLINE_LINGER] = {.after = LINGER_AFTER, .passed = linger_enough},
        [DEADLINE_DRAIN] = {.after = DRAIN_GRACE, .passed = end_grace},
    };

    for (int kind = 0; kind < DEADLINE_KINDS; kind++) {
        server->deadlines[kind] = kinds[kind];
        server->deadlines[kind].loop = server->loop;
    }
}

struct http_server *http_start(
    struct loop *loop, const struct http_settings *settings, const struct http_app *app, char *error, size_t error_size)
{
    assert(app->body_limit && app->handle && app->gone && app->refuse);
    struct http_server *server = calloc(1, sizeof *server);

    if (!server) {
        snprintf(error, error_size, "no memory for the HTTP server");
        return NULL;
    }
    server->loop = loop;
    server->settings = *settings;
    server->app = *app;
    set_up_deadlines(server);
    server->daemon = start_daemon(server);
    if (!server->daemon) {
        snprintf(error, error_size, "libmicrohttpd does not start: %s", strerrordesc_np(errno));
        free(server);
        return NULL;
    }
    server->source.fd = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    server->source.ready = ready;
    if (!accept_start(server) || !loop_add(loop, &server->source, EPOLLIN)) {
        snprintf(error, error_size, "the loop does not take libmicrohttpd: %s", strerrordesc_np(errno));
        accept_stop(server);
        MHD_stop_daemon(server->daemon);
        free(server);
        return NULL;
    }
    server->hook = (struct loop_hook){.run = run, .patience = patience};
    loop_hook_add(loop, &server->hook);
    return server;
}

void http_hold(struct http_server *server)
{
    server->held = true;
    accept_stop(server);
}

void http_open(struct http_server *server)
{
    if (server->held && !server->draining)
        server->held = !accept_start(server);
}

void http_drain(struct http_server *server)
{
    if (server->draining)
        return;
    server->draining = true;
    accept_stop(server);
    deadline_set(&server->deadlines[DEADLINE_DRAIN], &server->grace);
}

bool http_drained(const struct http_server *server)
{
    return server->connection_count == 0 ||
           (server->grace_over && server->in_flight == 0 && !connections_have_unread(server));
}

unsigned http_in_flight(const struct http_server *server)
{
    return server->in_flight;
}

unsigned http_connections(const struct http_server *server)
{
    return server->connection_count;
}

struct http_counts http_counts(const struct http_server *server)
{
    return server->counts;
}

void http_stop(struct http_server *server)
{
    /* libmicrohttpd may not be stopped while a connection is suspended. */
    for (struct connection *connection = server->connections; connection; connection = connection->next) {
        if (connection->request) {
            wait_forget(connection->request);
            wait_end(connection->request);
        }
    }
    accept_stop(server);
    loop_remove(server->loop, &server->source);
    MHD_stop_daemon(server->daemon);
    linger_stop(server);
    loop_hook_remove(server->loop, &server->hook);
    free(server);
}
