/* One request on its way through the handlers (server/api). */
#include "api/call.h"

#include <assert.h>
#include <string.h>

#include "api/caller.h"
#include "api/limits.h"
#include "api/pace.h"
#include "api/route.h"
#include "api/worker.h"

void call_header(struct call *call, const char *name, const char *value)
{
    assert(call->header_count < CALL_HEADERS_MOST);
    call->headers[call->header_count++] = (struct http_header){name, value};
}

void call_language_header(struct call *call)
{
    call_header(call, "Content-Language", call->language == LANGUAGE_EN ? "en" : "nl");
}

/* What every answer says: the transport rules of the NL API Design Rules, and the version of the contract. */
static void add_common_headers(struct call *call)
{
    call_header(call, "API-Version", PROEFTUIN_VERSION);
    call_header(call, "Cache-Control", "no-store");
    call_header(call, "Content-Security-Policy", "frame-ancestors 'none'");
    call_header(call, "Strict-Transport-Security", "max-age=31536000");
    call_header(call, "X-Content-Type-Options", "nosniff");
    call_header(call, "X-Frame-Options", "DENY");
    call_header(call, "X-Request-Id", call->seen.trace.id);
    if (call->seen.trace.parent[0])
        call_header(call, "traceparent", call->seen.trace.parent);
    limits_headers(call);
}

static struct http_response response_of(struct call *call, unsigned status)
{
    add_common_headers(call);
    return (struct http_response){.status = status,
        .headers = call->headers,
        .header_count = call->header_count,
        .body = call->body.length ? call->body.data : NULL,
        .length = call->body.length};
}

static void respond(struct call *call, unsigned status)
{
    const struct http_response response = response_of(call, status);

    pace_answered(call->worker->service->pace, loop_now(call->worker->loop));
    observe_answer(call, &response);
    http_respond(call->request, &response);
}

void call_answer_empty(struct call *call, unsigned status)
{
    buffer_free(&call->body);
    respond(call, status);
}

void call_answer_as(struct call *call, unsigned status, const char *media_type)
{
    if (call->body.failed) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    call_header(call, "Content-Type", media_type);
    respond(call, status);
}

void call_answer_stream(struct call *call, const char *media_type, const struct http_stream *stream)
{
    struct http_response response;

    call_header(call, "Content-Type", media_type);
    response = response_of(call, 200);
    response.body = NULL;
    response.length = 0;
    response.stream = stream;
    observe_answer(call, &response);
    http_respond(call->request, &response);
}

void call_answer(struct call *call, unsigned status)
{
    call_answer_as(call, status, "application/json");
}

void call_problem_open(struct call *call, enum problem problem)
{
    const size_t limit = call->body.limit;

    buffer_free(&call->body);
    buffer_init(&call->body, limit);
    problem_open(&call->body, problem, call->language);
}

static void finish_problem(struct call *call, enum problem problem)
{
    call->seen.problem = problem_code(problem);
    buffer_text(&call->body, "}\n");
    if (call->body.failed)
        buffer_free(&call->body); /* a bare status says enough when there is no memory for words */
    call_header(call, "Content-Type", "application/problem+json");
    call_language_header(call);
    if (problem_status(problem) == 503)
        call_header(call, "Retry-After", "1");
    else if (problem == PROBLEM_TOO_MANY && call->retry_after)
        call_header(call, "Retry-After", call->retry_after);
}

void call_answer_problem(struct call *call, enum problem problem)
{
    finish_problem(call, problem);
    respond(call, problem_status(problem));
}

/* The message as a whole is at fault: `where` names the part of its head that is. */
static void write_message_fault(struct call *call, const char *where)
{
    struct faults faults;

    faults_init(&faults, call->arena, FAULT_IN_HEADER);
    faults_add(&faults, FAULT_MESSAGE, &(struct place){.name = where}, NULL);
    problem_faults(&call->body, &faults, call->language);
}

struct http_response call_refusal(struct call *call, enum problem problem, const char *where)
{
    struct http_response response;

    call_problem_open(call, problem);
    if (problem == PROBLEM_MESSAGE)
        write_message_fault(call, where ? where : "request target");
    finish_problem(call, problem);
    response = response_of(call, problem_status(problem));
    response.close = true;
    return response;
}

/* Who ran out of memory may have overlooked something, and can't say that it is the client who is wrong. */
static enum problem honest(const struct call *call, enum problem problem)
{
    return arena_failed(call->arena) && problem_status(problem) < 500 ? PROBLEM_UNAVAILABLE : problem;
}

void call_problem(struct call *call, enum problem problem)
{
    problem = honest(call, problem);
    call_problem_open(call, problem);
    if (problem == PROBLEM_INVALID)
        problem_faults(&call->body, &call->faults, call->language);
    if (problem == PROBLEM_NOT_ACCEPTABLE)
        problem_forms(&call->body, call->route ? route_forms(call->route) : 0);
    call_answer_problem(call, problem);
}

bool call_refuse_faults(struct call *call)
{
    if (!faults_any(&call->faults) && !arena_failed(call->arena))
        return false;
    call_problem(call, PROBLEM_INVALID);
    return true;
}

struct db_query *call_query(struct call *call)
{
    struct db_query *query = db_query_new(call->worker->db, QUERY_MEMORY);

    if (!query)
        call_problem(call, PROBLEM_UNAVAILABLE);
    return query;
}

bool call_add(struct call *call, struct db_query *query, bool built, const struct statement *statement)
{
    if (built && db_query_add(query, statement))
        return true;
    db_query_free(query);
    call_problem(call, PROBLEM_UNAVAILABLE);
    return false;
}

static bool writes(const struct call *call)
{
    const char *method = http_method(call->request);

    return strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0;
}

void call_database_problem(struct call *call, enum db_outcome outcome)
{
    static const enum problem problems[] = {[DB_RETRY] = PROBLEM_CONFLICT,
        [DB_VIOLATION] = PROBLEM_CONFLICT,
        [DB_MISS] = PROBLEM_CONFLICT,
        [DB_TIMEOUT] = PROBLEM_TIMEOUT,
        [DB_UNAVAILABLE] = PROBLEM_UNAVAILABLE,
        [DB_UNKNOWN] = PROBLEM_UNKNOWN_OUTCOME,
        [DB_FAILED] = PROBLEM_INTERNAL};

    assert(outcome != DB_OK);
    if (outcome == DB_UNKNOWN && !writes(call))
        outcome = DB_UNAVAILABLE;
    call_problem(call, problems[outcome]);
}

static void query_done(struct db_query *query, enum db_outcome outcome, void *context)
{
    struct call *call = context;

    assert(call->query == query);
    call->query = NULL;
    observe_outcome(call, query, outcome);
    if (outcome == DB_OK)
        call->step(call, query);
    else if (call->failed)
        call->failed(call, query, outcome);
    else
        call_database_problem(call, outcome);
}

void call_submit(struct call *call, struct db_query *query, enum db_lane lane, call_step *step, call_failed *failed)
{
    const struct db_caller caller = caller_for(call, lane);

    call->query = query;
    call->step = step;
    call->failed = failed;
    if (db_query_caller(query, &caller)) {
        observe_submit(call, lane);
        const enum db_submitted submitted = db_submit(query, lane, query_done, call);
        if (submitted == DB_TAKEN)
            return;
        observe_not_taken(call, submitted);
    }
    call->query = NULL;
    db_query_free(query);
    call_problem(call, PROBLEM_UNAVAILABLE);
}

void call_submit_stream(struct call *call, struct db_query *query, db_take *take, call_step *step, call_failed *failed)
{
    db_query_stream(query, take);
    call_submit(call, query, DB_POOL, step, failed);
}

void call_forget(struct call *call)
{
    if (call->query) {
        db_abandon(call->query);
        observe_abandon(call);
    }
    call->query = NULL;
}
