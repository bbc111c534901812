/*
 * What is seen of a call on its way (server/api): counted in its worker's metrics, and told in one line of the log when
 * it ends. A call is never told more of than this: no query string, no body, no key of the client's.
 */
#ifndef API_OBSERVE_H
#define API_OBSERVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "api/trace.h"
#include "db/db.h"
#include "http/http.h"

struct call;
struct worker;

/* Embedded in the call. Moments and durations in nanoseconds of CLOCK_MONOTONIC. */
struct observation {
    struct trace trace;
    uint64_t began;      /* the request was whole, or was refused */
    uint64_t answered;   /* its answer was ready; 0: not yet */
    uint64_t submitted;  /* the query under way */
    uint64_t database;   /* from handing queries over to their results, of all queries */
    uint64_t queued;     /* of that: milliseconds in which they were not sent yet */
    enum db_lane lane;   /* of the query under way */
    size_t bytes;        /* of the answer's body */
    const char *problem; /* the code of the answer's problem */
    const char *outcome; /* how the last query ended that did not end well */
    const char *detail;  /* what the HTTP layer, or a lane, refused */
    const char *message; /* what the database said to that */
};

/* A call begins: takes its request id and trace context, and adds them to the headers of its answer. */
void observe_begin(struct call *call);

/* Its answer is ready. */
void observe_answer(struct call *call, const struct http_response *response);

/* So many bytes more of its streamed body were handed on. */
void observe_sent(struct call *call, size_t bytes);

/* The HTTP layer refused it. */
void observe_refusal(struct call *call, enum http_refusal refusal, const char *detail);

/* A query is handed over, was not taken, ended, or is no longer waited for. */
void observe_submit(struct call *call, enum db_lane lane);
void observe_not_taken(struct call *call, enum db_submitted why);
void observe_outcome(struct call *call, const struct db_query *query, enum db_outcome outcome);
void observe_abandon(struct call *call);

/* The request is over; `call` is NULL when it never became one. `status` 0: there was no answer. */
void observe_end(struct worker *worker, const struct call *call, unsigned status, bool complete);

/* A request for which there is no memory is answered with nothing but this status. */
void observe_bare_answer(struct worker *worker, const struct http_request *request, unsigned status);

#endif
