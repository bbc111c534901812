/*
 * A request that the app answers later (server/http): suspended, watched, resumed.
 *
 * libmicrohttpd is told twice that there is no answer yet. The first time the handler just returns, and is asked again
 * in the next turn; only then is the connection suspended. That has two reasons. Under load the answer is often there
 * by then, which saves taking the descriptor out of libmicrohttpd's epoll set and putting it back (measured: a sixth of
 * this layer's processor time). And a connection that is suspended at once is read from when it is resumed, before it
 * is answered, so that a client that has closed its sending side (HTTP/1.0 clients, `nc -N`) would be cut off without
 * its answer.
 *
 * It gets its answer until the watch begins. From then on a closed sending side means that the client has gone: nothing
 * tells it apart from a client that has closed altogether, and work for one that went away is worse than a rare one
 * that sees its connection closed.
 */
#include "internal.h"

#include <assert.h>
#include <sys/epoll.h>

static struct http_request *of_answer_by(struct deadline *deadline)
{
    return (struct http_request *)((char *)deadline - offsetof(struct http_request, answer_by));
}

static struct http_request *of_watch_from(struct deadline *deadline)
{
    return (struct http_request *)((char *)deadline - offsetof(struct http_request, watch_from));
}

static struct http_request *of_hangup(struct loop_source *source)
{
    return (struct http_request *)((char *)source - offsetof(struct http_request, hangup));
}

void wait_for_app(struct http_request *request)
{
    if (!request->asked) {
        request->asked = true;
        return;
    }
    wait_begin(request);
}

void wait_begin(struct http_request *request)
{
    assert(!request->suspended);
    request->suspended = true;
    MHD_suspend_connection(request->connection->mhd);
    deadline_set(&request_server(request)->deadlines[DEADLINE_WATCH], &request->watch_from);
}

void wait_end(struct http_request *request)
{
    struct http_server *server = request_server(request);

    deadline_clear(&request->watch_from);
    if (request->watched)
        loop_remove(server->loop, &request->hangup);
    request->watched = false;
    if (request->suspended) {
        request->suspended = false;
        server->run_now = true;
        MHD_resume_connection(request->connection->mhd);
    }
}

void wait_forget(struct http_request *request)
{
    const struct http_app *app = &request_server(request)->app;

    deadline_clear(&request->answer_by);
    if (request->stage != STAGE_APP)
        return;
    request->stage = STAGE_GONE;
    app->gone(app->state, request);
}

void wait_too_long(struct deadline *deadline)
{
    struct http_request *request = of_answer_by(deadline);

    wait_forget(request);
    answer_refusal(request, HTTP_REFUSE_DEADLINE, NULL);
    wait_end(request);
}

/* The client hung up: the access handler or the reader of its stream, called once more, closes the connection. */
static void hung_up(struct loop_source *source, uint32_t events)
{
    struct http_request *request = of_hangup(source);

    (void)events;
    wait_forget(request);
    request->broken = true;
    wait_end(request);
}

void wait_watch(struct deadline *deadline)
{
    struct http_request *request = of_watch_from(deadline);

    /* If the kernel has no room for it, the hang-up goes unnoticed; the request's own deadline remains. */
    request->hangup = (struct loop_source){.fd = request->connection->fd, .ready = hung_up};
    request->watched = loop_add(request_server(request)->loop, &request->hangup, EPOLLRDHUP);
}
