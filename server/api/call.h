/*
 * One request on its way through the handlers (server/api): what it asks, in whose language, which query it waits for,
 * and the ways to answer it. A call lives in the request's arena.
 */
#ifndef API_CALL_H
#define API_CALL_H

#include <stdbool.h>
#include <stddef.h>

#include "api/negotiate.h"
#include "api/observe.h"
#include "api/problem.h"
#include "db/db.h"
#include "db/sql.h"
#include "http/address.h"
#include "http/http.h"

#include <proeftuin/arena.h>
#include <proeftuin/bucket.h>
#include <proeftuin/buffer.h>
#include <proeftuin/fault.h>
#include <proeftuin/field.h>

struct call;
struct key_print;
struct limit;
struct match;
struct parameters;
struct route;
struct worker;

typedef void call_handler(struct call *call);

/* What comes after a query that went well. */
typedef void call_step(struct call *call, struct db_query *query);

/* What comes after one that did not; NULL: the usual problem. */
typedef void call_failed(struct call *call, struct db_query *query, enum db_outcome outcome);

enum {
    CALL_HEADERS_MOST = 24,
    BODY_MOST = 1024 * 1024,
    ANSWER_MOST = 64 * 1024 * 1024,
    QUERY_MEMORY = 8 * 1024 * 1024
};

/* What caller_identify() found out about the caller. */
struct identity {
    const char *key_id;  /* NULL: anonymous */
    const char *label;   /* of the key */
    const char *expires; /* its last day; NULL: it has none */
    unsigned roles;      /* bit i: enum role i */
};

struct call {
    struct http_request *request;
    struct worker *worker;
    struct arena *arena;
    const struct route *route;
    const struct resource *resource; /* of the route, or NULL */
    const char *key;                 /* {id} in the path, or NULL */
    enum language language;
    enum form form; /* of the answer */
    struct faults faults;
    struct parameters *parameters; /* of the query string */
    struct observation seen;
    struct identity identity;
    struct db_caller caller;       /* for the database, as far as its scope reaches: see caller_for() */
    const struct match *match;     /* where the request leads */
    const struct key_print *given; /* while the caller is being identified: by what, since when, and what then */
    uint64_t asked;
    call_handler *identified;
    struct address client;     /* who asks, as far as proxies can be believed */
    const struct limit *limit; /* whose bucket was asked last, or NULL */
    struct bucket_level level; /* and what it said */
    const char *retry_after;   /* seconds, with PROBLEM_TOO_MANY */
    struct db_query *query;    /* under way, or NULL */
    call_step *step;
    call_failed *failed;
    struct buffer body;
    struct http_header headers[CALL_HEADERS_MOST];
    size_t header_count;
    void *data; /* the handler's own */
};

/* Adds a header to the answer; name and value must live as long as the request. */
void call_header(struct call *call, const char *name, const char *value);

/* Says in which language the answer is, for one that has words. */
void call_language_header(struct call *call);

/* Sends call->body as application/json with this status. Nothing may be done with the call afterwards. */
void call_answer(struct call *call, unsigned status);

/* The same in another form. */
void call_answer_as(struct call *call, unsigned status, const char *media_type);

/* Sends an answer whose body comes bit by bit, to a client that takes one. */
void call_answer_stream(struct call *call, const char *media_type, const struct http_stream *stream);

/* Sends an answer without a body. */
void call_answer_empty(struct call *call, unsigned status);

/* Answers with a problem. With PROBLEM_INVALID the call's faults are its errors. Once the call's arena has failed, what
 * blames the client becomes PROBLEM_UNAVAILABLE. */
void call_problem(struct call *call, enum problem problem);

/* Opens call->body with a problem, for a handler that adds members; finish with call_answer_problem(). */
void call_problem_open(struct call *call, enum problem problem);
void call_answer_problem(struct call *call, enum problem problem);

/* The answer to a message that the HTTP layer refuses, in whatever state the call is; the connection closes behind it.
 * `where` names the part of the head that is wrong, or is NULL. */
struct http_response call_refusal(struct call *call, enum problem problem, const char *where);

/* Answers with the faults that the call has gathered, if any, or with 503 when something is missing for want of memory.
 * True when it did. */
bool call_refuse_faults(struct call *call);

/* A query for this call; answers with a problem and returns NULL when there is no memory. */
struct db_query *call_query(struct call *call);

/* Adds what a builder built: `built` is the builder's own result. On failure answers, frees the query and returns
 * false. */
bool call_add(struct call *call, struct db_query *query, bool built, const struct statement *statement);

/* Hands the query over; `step` follows when it went well, `failed` (or the usual problem) when not. */
void call_submit(struct call *call, struct db_query *query, enum db_lane lane, call_step *step, call_failed *failed);

/* Likewise over DB_POOL, with the rows of the last statement to `take` one by one, whose context is the call. */
void call_submit_stream(struct call *call, struct db_query *query, db_take *take, call_step *step, call_failed *failed);

/* The usual problem for an outcome. */
void call_database_problem(struct call *call, enum db_outcome outcome);

/* Forgets the query under way: the client is gone. */
void call_forget(struct call *call);

#endif
