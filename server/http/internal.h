/*
 * What the files of the HTTP layer share (server/http); nobody else includes this.
 *
 * server.c     starts, drains and stops; the hook that runs libmicrohttpd once a turn
 * accept.c     takes clients in, and leaves other workers their share
 * connection.c comes and goes with a client's connection
 * receive.c    the access handler: from a head to a whole request, and to the app
 * guard.c      which heads are refused
 * answer.c     from a response of the app to one of libmicrohttpd
 * stream.c     an answer that comes bit by bit
 * wait.c       a request that the app answers later: suspended, watched, resumed
 * deadline.c   moments by which something must have happened
 * linger.c     hearing out clients whose upload was refused
 * request.c    what the app may ask of a request
 */
#ifndef PROEFTUIN_HTTP_INTERNAL_H
#define PROEFTUIN_HTTP_INTERNAL_H

#include "http/http.h"

#include <microhttpd.h>

#include <proeftuin/buffer.h>

/* ---- deadline.c ---- */

/* A moment by which something must have happened; embedded in what waits for it. Zero-initialise. */
struct deadline {
    struct deadline *previous;
    struct deadline *next;
    struct deadlines *in; /* NULL: not set */
    uint64_t at;          /* milliseconds of loop_now() */
};

/*
 * All deadlines of a kind. They last equally long, so that whichever was set first passes first: a queue, where a heap
 * would take a search for every request.
 */
struct deadlines {
    struct loop *loop;
    uint64_t after; /* milliseconds */
    void (*passed)(struct deadline *deadline);
    struct deadline *first;
    struct deadline *last;
};

/* Sets a deadline, counted from now; one that was set, in any queue, is cleared first. */
void deadline_set(struct deadlines *queue, struct deadline *deadline);
void deadline_clear(struct deadline *deadline);

/* Calls `passed` for every deadline that has passed; it is no longer set by then. */
void deadlines_run(struct deadlines *queue);

/* Milliseconds until the first one; UINT64_MAX when there is none. */
uint64_t deadlines_patience(const struct deadlines *queue);

/* ---- The server ---- */

enum deadline_kind {
    DEADLINE_HEAD,    /* a connection: the whole head of its next request */
    DEADLINE_BODY,    /* a connection: the whole body */
    DEADLINE_REQUEST, /* a request: the app's answer */
    DEADLINE_STREAM,  /* a request: the end of its streamed answer */
    DEADLINE_WATCH,   /* a suspended request: from here on, see whether its client hangs up */
    DEADLINE_LINGER,  /* a lingering socket: enough */
    DEADLINE_DRAIN,   /* the server: idle connections have had their chance */
    DEADLINE_KINDS
};

enum {
    WATCH_AFTER = 50,      /* ms that a request waits before its client's hang-up is looked for */
    LINGER_AFTER = 2000,   /* ms that a refused upload may go on arriving */
    LINGERING_MOST = 64,   /* such uploads at a time */
    DRAIN_GRACE = 1000,    /* ms in which an idle connection may still be used when the server drains */
    SWALLOW_MOST = 1 << 20 /* bytes of a chunked body read beyond its limit to be able to answer 413 */
};

/* Where clients come in. */
struct entrance {
    struct loop_source source; /* the listener */
    struct loop_timer timer;   /* stepped back until then */
    bool watched;
    bool stepped_back; /* just now: whoever waits is taken */
};

struct http_server {
    struct loop *loop;
    struct MHD_Daemon *daemon;
    struct http_settings settings;
    struct http_app app;
    struct loop_source source; /* libmicrohttpd's epoll set */
    struct loop_hook hook;
    uint64_t run_at; /* when libmicrohttpd wants to run, whatever happens */
    bool run_now;    /* its epoll set is ready, or a connection was resumed */
    bool held;       /* nobody is accepted yet */
    struct entrance entrance;
    bool draining;
    bool grace_over; /* while draining: an idle connection is closed */
    struct deadline grace;
    struct deadlines deadlines[DEADLINE_KINDS];
    struct connection *connections;
    unsigned connection_count;
    unsigned in_flight;
    struct http_counts counts;
    struct lingering *lingering;
    unsigned lingering_count;
};

/* ---- accept.c ---- */

/* Begins and ends taking clients in. The first fails when the loop can't watch the listener; the second may come twice.
 */
bool accept_start(struct http_server *server);
void accept_stop(struct http_server *server);

/* ---- connection.c ---- */

struct connection {
    struct http_server *server;
    struct MHD_Connection *mhd;
    int fd;
    struct address peer;
    bool refused_upload;      /* answered before its body had come: linger */
    struct deadline deadline; /* for the head or the body */
    struct http_request *request;
    struct connection *previous;
    struct connection *next;
};

/* MHD_OPTION_NOTIFY_CONNECTION. */
void connection_notify(
    void *server, struct MHD_Connection *mhd, void **socket_context, enum MHD_ConnectionNotificationCode code);

/* Ends a connection; libmicrohttpd notices and cleans up. All that can be done to one outside the access handler. */
void connection_cut(struct connection *connection);

/* The head or the body took too long: cuts the connection. */
void connection_late(struct deadline *deadline);

/* Cuts the connections on which nothing is going on. */
void connections_close_idle(struct http_server *server);

/* Whether a client has sent something that libmicrohttpd has not read yet. */
bool connections_have_unread(const struct http_server *server);

/* ---- The request ---- */

/* How far it is. */
enum stage {
    STAGE_HEAD,     /* its target is known */
    STAGE_BODY,     /* the head was accepted; the body, if any, is coming */
    STAGE_APP,      /* whole, and with the app */
    STAGE_ANSWERED, /* `response` is there */
    STAGE_SENDING,  /* libmicrohttpd has the response */
    STAGE_GONE      /* nobody wants an answer any more */
};

struct http_request {
    struct connection *connection;
    struct arena *arena; /* in which the request itself stands too */
    void *data;          /* the app's */
    enum stage stage;
    bool suspended;
    bool asked;   /* libmicrohttpd has asked once for an answer that was not there yet */
    bool watched; /* `hangup` is in the loop */

    bool broken; /* its streamed answer is to end here, as a break */

    const char *method;
    const char *version;
    const char *path;
    const char *query;
    const char *raw; /* where libmicrohttpd keeps the target; only to be compared with */
    size_t raw_length;

    struct buffer body;
    size_t swallowed; /* bytes of body beyond the limit; 0: none */

    struct http_response response;
    struct deadline answer_by; /* or, once there is one that is streamed, its end */
    struct deadline watch_from;
    struct loop_source hangup;
};

static inline struct http_server *request_server(const struct http_request *request)
{
    return request->connection->server;
}

/* ---- receive.c ---- */

/* MHD_OPTION_URI_LOG_CALLBACK: a request begins. What it returns becomes the access handler's *context. */
void *receive_target(void *server, const char *target, struct MHD_Connection *mhd);

/* The access handler: called when the head is complete, for each piece of body, and until there is an answer. */
enum MHD_Result receive(void *server, struct MHD_Connection *mhd, const char *url, const char *method,
    const char *version, const char *data, size_t *size, void **context);

/* MHD_OPTION_NOTIFY_COMPLETED: a request has ended, this way or that. */
void receive_completed(void *server, struct MHD_Connection *mhd, void **context, enum MHD_RequestTerminationCode code);

/* ---- guard.c ---- */

struct verdict {
    enum http_refusal refusal;
    const char *detail;
};

/* What a head says about the body that follows. */
struct announced {
    uint64_t length; /* of Content-Length; 0 when there is none */
    bool chunked;
};

/* Judges a head. False, and `ret_verdict`, when it is to be refused. */
bool guard(const struct http_request *request, const char *version, struct announced *ret_announced,
    struct verdict *ret_verdict);

/* ---- answer.c ---- */

/* Gives request->response to libmicrohttpd; to be called within the access handler. MHD_NO closes the connection. */
enum MHD_Result answer(struct http_request *request);

/* Lets the app say why the message is refused, as the request's response. The connection is closed after it. */
void answer_refusal(struct http_request *request, enum http_refusal refusal, const char *detail);

/* ---- stream.c ---- */

/* A reply that is read from response->stream; NULL when there is no memory. */
struct MHD_Response *stream_reply(struct http_request *request);

/* The time for a streamed answer is up: breaks it off. */
void stream_too_long(struct deadline *deadline);

/* ---- wait.c ---- */

/* Suspends a request until wait_end(), and looks for its client's hang-up before long. */
void wait_begin(struct http_request *request);

/* The app has not answered yet, and libmicrohttpd asks for the answer; within the access handler. */
void wait_for_app(struct http_request *request);

/* Wakes up a request that now has an answer or needs none. */
void wait_end(struct http_request *request);

/* The app's time is up: 504. */
void wait_too_long(struct deadline *deadline);

/* The request has been suspended for a while: from here on, look for its client's hang-up. */
void wait_watch(struct deadline *deadline);

/* Tells the app to forget a request that it has and did not answer. */
void wait_forget(struct http_request *request);

/* ---- linger.c ---- */

/* Keeps the socket of a connection that libmicrohttpd is about to close, for a while. */
void linger(struct connection *connection);
void linger_enough(struct deadline *deadline);
void linger_stop(struct http_server *server);

#endif
