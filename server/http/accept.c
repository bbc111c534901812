/*
 * Accepting clients (server/http): all workers from one listener, and none more than its share while others may want
 * theirs.
 *
 * Left to libmicrohttpd, the worker that happens to be awake takes a whole burst, and the others stay idle for as long
 * as those connections live (measured: one of two workers then did all the work in a third of the runs). So a worker
 * that has more than its share steps back for a moment. Whoever still waits behind it is taken: the others are busy.
 */
#include "internal.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    SPARE = 1,          /* connections over the average that are still no reason to step back */
    STEP_BACK = 1,      /* ms that others get */
    STEP_BACK_FULL = 20 /* ms until a worker that can't take any more looks again */
};

static struct http_server *of_source(struct loop_source *source)
{
    return (struct http_server *)((char *)source - offsetof(struct http_server, entrance.source));
}

static struct http_server *of_timer(struct loop_timer *timer)
{
    return (struct http_server *)((char *)timer - offsetof(struct http_server, entrance.timer));
}

static void watch(struct http_server *server)
{
    struct entrance *entrance = &server->entrance;

    if (!entrance->watched)
        entrance->watched = loop_add(server->loop, &entrance->source, EPOLLIN);
}

static void unwatch(struct http_server *server)
{
    struct entrance *entrance = &server->entrance;

    if (entrance->watched)
        loop_remove(server->loop, &entrance->source);
    entrance->watched = false;
}

/* Without memory for a timer the listener stays watched: then it is looked at each turn. */
static void step_back(struct http_server *server, unsigned milliseconds)
{
    if (loop_timer_set(server->loop, &server->entrance.timer, loop_now(server->loop) + milliseconds))
        unwatch(server);
}

static void step_forward(struct loop_timer *timer)
{
    struct http_server *server = of_timer(timer);

    server->entrance.stepped_back = true;
    watch(server);
}

static bool has_more_than_share(const struct http_server *server)
{
    const struct http_crowd *crowd = server->settings.crowd;

    return crowd && server->connection_count * crowd->workers >
                        atomic_load_explicit(&crowd->connections, memory_order_relaxed) + SPARE * crowd->workers;
}

/* Hands the client to libmicrohttpd, which closes the socket when it can't have it. */
static void take(struct http_server *server)
{
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    const int fd =
        accept4(server->settings.listener, (struct sockaddr *)&address, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);

    if (fd >= 0) {
        MHD_add_connection(server->daemon, fd, (struct sockaddr *)&address, length);
        server->run_now = true;
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
        step_back(server, STEP_BACK_FULL);
    }
}

/* One a turn: the counts are true again before the next. */
static void ready(struct loop_source *source, uint32_t events)
{
    struct http_server *server = of_source(source);
    const bool stepped_back = server->entrance.stepped_back;

    (void)events;
    server->entrance.stepped_back = false;
    if (server->connection_count >= server->settings.connections)
        step_back(server, STEP_BACK_FULL);
    else if (!stepped_back && has_more_than_share(server))
        step_back(server, STEP_BACK);
    else
        take(server);
}

bool accept_start(struct http_server *server)
{
    server->entrance.source = (struct loop_source){.fd = server->settings.listener, .ready = ready};
    server->entrance.timer.due = step_forward;
    watch(server);
    return server->entrance.watched;
}

void accept_stop(struct http_server *server)
{
    loop_timer_clear(server->loop, &server->entrance.timer);
    unwatch(server);
}
