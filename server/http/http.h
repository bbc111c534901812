/*
 * HTTP over libmicrohttpd, one server a worker thread (server/http).
 *
 * The layer above gives a struct http_app and is called once for each whole request; it answers at once or later,
 * exactly once. What is wrong with the message itself (header guard, limits, deadlines) is refused here, in the app's
 * words.
 *
 * This layer knows no resource, no JSON and no database.
 */
#ifndef PROEFTUIN_HTTP_H
#define PROEFTUIN_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "http/address.h"
#include "loop/loop.h"

#include <proeftuin/arena.h>

struct http_server;
struct http_request;

struct http_header {
    const char *name;
    const char *value;
};

/*
 * A body that comes bit by bit, of unknown length: chunked, so that a client can tell its end from a break. Only for
 * those that http_takes_stream().
 */
enum { HTTP_STREAM_WAIT = 0, HTTP_STREAM_END = -1, HTTP_STREAM_BREAK = -2 };

struct http_stream {
    /* Copies at most `size` bytes to `to` and returns how many; or HTTP_STREAM_WAIT: there is nothing now, and
     * http_go_on() will be called; HTTP_STREAM_END: that was all; HTTP_STREAM_BREAK: the rest will not come, and the
     * connection is closed without an end. Called until one of the last two, or until finished(). */
    ssize_t (*read)(void *state, char *to, size_t size);
    void *state;
};

/* An answer. Everything it points to lives as long as the request: in its arena, or static. */
struct http_response {
    unsigned status;
    const struct http_header *headers;
    size_t header_count;
    const char *body; /* NULL: none */
    size_t length;
    const struct http_stream *stream; /* instead of a body; NULL: none. Not read for HEAD */
    bool close;                       /* say Connection: close, and do so */
};

/* Why a message is refused before the app has seen it whole. */
enum http_refusal {
    HTTP_REFUSE_MESSAGE,     /* 400: the header guard; `detail` says what */
    HTTP_REFUSE_TARGET,      /* 400: %00, or not an absolute path */
    HTTP_REFUSE_BODY_LARGE,  /* 413 */
    HTTP_REFUSE_TARGET_LONG, /* 414 */
    HTTP_REFUSE_EXPECTATION, /* 417 */
    HTTP_REFUSE_METHOD,      /* 501: a method that no route could have */
    HTTP_REFUSE_DEADLINE,    /* 504: the request's own deadline passed while the app worked on it */
    HTTP_REFUSE_DRAINING,    /* 503: the server is stopping */
    HTTP_REFUSE_MEMORY       /* 503: no memory for this request */
};

/* What the layer above does. Each worker has its own `state`; all calls come from the worker's thread. */
struct http_app {
    void *state;

    /* The head is complete and announces a body. Returns how many bytes it may have; 0: none. */
    size_t (*body_limit)(void *state, struct http_request *request);

    /* The request is whole. Calls http_respond() now or later, exactly once, unless gone() comes first. */
    void (*handle)(void *state, struct http_request *request);

    /* The client hung up or the deadline passed while the request waited: forget it; do not respond. */
    void (*gone)(void *state, struct http_request *request);

    /* Fills the answer to a message that is refused. `detail` is a stable English word for the log, or NULL. */
    void (*refuse)(void *state, struct http_request *request, enum http_refusal refusal, const char *detail,
        struct http_response *ret);

    /* The answer has left, or the connection broke: for counts and logs. NULL: not wanted. */
    void (*finished)(void *state, struct http_request *request, unsigned status, bool complete);
};

/* What all workers that share a listener know of each other. */
struct http_crowd {
    unsigned workers;
    _Atomic unsigned connections; /* of all of them */
};

struct http_settings {
    int listener;             /* bound and listening, non-blocking; shared by all workers, closed by main */
    struct http_crowd *crowd; /* who shares it; NULL: nobody */
    unsigned connections;     /* at most, in this worker */
    size_t head_memory;       /* bytes a connection may use for its head */
    size_t target_length;     /* bytes of path and query */
    size_t request_memory;    /* bytes of arena a request, with its body */
    unsigned head_seconds;    /* from connect or from the previous answer to a whole head (keep-alive idle included) */
    unsigned body_seconds;    /* from the head to the whole body */
    unsigned request_seconds; /* from the whole request to the answer: then 504 */
    unsigned stream_seconds;  /* from the beginning of a streamed answer to its end; then it is broken off */
    unsigned write_seconds;   /* without progress while the client should read; at least as long as head and body */
};

/* Starts serving in `loop`. NULL on failure, after writing why to `error` (size `error_size`). Settings are copied. */
struct http_server *http_start(struct loop *loop, const struct http_settings *settings, const struct http_app *app,
    char *error, size_t error_size);

/* Accepts nobody until http_open(); to be called before the loop runs. Clients wait in the listener's queue. */
void http_hold(struct http_server *server);
void http_open(struct http_server *server);

/*
 * Stops accepting; every answer from now on says Connection: close. Idle connections may be used once more within a
 * second, because a client that sends at the moment at which we close would lose its request (docs/decisions/0011);
 * then they are closed.
 */
void http_drain(struct http_server *server);

/* Whether a drain has nothing left to wait for. */
bool http_drained(const struct http_server *server);

/* Requests that are being received, worked on or answered. */
unsigned http_in_flight(const struct http_server *server);
unsigned http_connections(const struct http_server *server);

/* What became of connections since the start. */
struct http_counts {
    uint64_t accepted;
    uint64_t expired; /* closed because no whole head or body came in time; idle ones too */
};
struct http_counts http_counts(const struct http_server *server);

/* Ends everything that is left, without answers, and frees the server. */
void http_stop(struct http_server *server);

/* ---- The request ---- */

const char *http_method(const struct http_request *request); /* "GET" ... */
const char *http_path(const struct http_request *request);   /* raw, before '?'; begins with '/' */
const char *http_query(const struct http_request *request);  /* raw, behind '?'; "" when there is none */

/* A header's value (name in any case), or NULL. A header given twice gives its first value. */
const char *http_header_value(const struct http_request *request, const char *name);

/* The same, but of one given more often the last: what the nearest proxy added. */
const char *http_header_last(const struct http_request *request, const char *name);

/* Who is at the other end of the connection: the client, or a proxy. */
struct address http_peer(const struct http_request *request);

/* The whole body; NULL with *length 0 when there is none. NUL-terminated. */
const char *http_body(const struct http_request *request, size_t *length);

/* Memory that lives until the answer has left. */
struct arena *http_arena(struct http_request *request);

/* A place for the app's own state of this request. */
void http_set_data(struct http_request *request, void *data);
void *http_data(const struct http_request *request);

/* Answers. The response is copied, not what it points to. */
void http_respond(struct http_request *request, const struct http_response *response);

/* Whether the client understands a streamed answer: HTTP/1.0 can't tell its end from a break. */
bool http_takes_stream(const struct http_request *request);

/* A streamed answer that said HTTP_STREAM_WAIT can be read again. When it did not, this does nothing. */
void http_go_on(struct http_request *request);

#endif
