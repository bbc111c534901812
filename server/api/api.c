/* The API as an app for the HTTP layer (server/api): from a whole request to its handler. */
#include "api/api.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/call.h"
#include "api/caller.h"
#include "api/limits.h"
#include "api/metrics.h"
#include "api/negotiate.h"
#include "api/parameters.h"
#include "api/render.h"
#include "api/route.h"

bool api_prepare(void)
{
    metrics_prepare();
    return sodium_init() >= 0 && render_prepare();
}

/* Only routes that take a body may be sent one; the rest is refused before it is read. */
static size_t body_limit(void *state, struct http_request *request)
{
    struct match match;

    (void)state;
    route_find(http_method(request), http_path(request), &match);
    return match.route && match.route->traits & ROUTE_TAKES_BODY ? BODY_MOST : 0;
}

static void free_body(void *call)
{
    buffer_free(&((struct call *)call)->body);
}

static struct call *call_new(struct worker *worker, struct http_request *request)
{
    struct arena *arena = http_arena(request);
    struct call *call = arena_alloc(arena, sizeof *call);

    if (!call)
        return NULL;
    call->request = request;
    call->worker = worker;
    call->arena = arena;
    observe_begin(call);
    limits_begin(call);
    call->language = negotiate_language(http_header_value(request, "Accept-Language"));
    buffer_init(&call->body, ANSWER_MOST);
    faults_init(&call->faults, arena, FAULT_IN_QUERY);
    if (!arena_defer(arena, free_body, call))
        return NULL;
    http_set_data(request, call);
    return call;
}

static void add_allow(struct call *call)
{
    struct buffer methods;
    const char *allow;

    buffer_init(&methods, 1024);
    route_write_methods(http_path(call->request), &methods);
    allow = methods.failed ? NULL : arena_text(call->arena, methods.data);
    buffer_free(&methods);
    if (allow)
        call_header(call, "Allow", allow);
}

/* Answers OPTIONS with what there is, and anything else with 405. */
static void answer_methods(struct call *call)
{
    add_allow(call);
    if (strcmp(http_method(call->request), "OPTIONS") == 0)
        call_answer_empty(call, 204);
    else
        call_problem(call, PROBLEM_METHOD);
}

/* A row's key that can't be one (not an id, where rows have ids) names no row. */
static bool names_no_row(const struct call *call)
{
    struct faults ignored;
    struct value value;

    if (!call->key || !call->resource)
        return false;
    const struct field *field = &call->resource->fields[call->resource->key];

    faults_init(&ignored, call->arena, FAULT_IN_PATH);
    return !field->type->parse(field, call->key, strlen(call->key), &ignored, NULL, &value);
}

static void answer_no_route(struct call *call)
{
    if (call->match->path_known)
        answer_methods(call);
    else
        call_problem(call, PROBLEM_NOT_FOUND);
}

/* The caller is known, and may use the route. */
static void dispatch(struct call *call)
{
    if (names_no_row(call)) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    if (call->route->traits & ROUTE_TABLE)
        call_header(call, "Vary", "Accept");
    if (!(call->route->traits & ROUTE_ANY_FORM) &&
        !negotiate_form(http_header_value(call->request, "Accept"), route_forms(call->route), &call->form)) {
        call_problem(call, PROBLEM_NOT_ACCEPTABLE);
        return;
    }
    call->parameters = parameters_read(call->arena, http_query(call->request), &call->faults);
    if (call->parameters)
        call->route->handle(call);
    else
        call_problem(call, PROBLEM_UNAVAILABLE);
}

static bool find_route(struct call *call)
{
    struct match *match = arena_alloc(call->arena, sizeof *match);

    if (!match)
        return false;
    route_find(http_method(call->request), http_path(call->request), match);
    call->match = match;
    call->route = match->route;
    call->resource = match->resource;
    call->key = match->key ? arena_copy(call->arena, match->key, match->key_length) : NULL;
    return !match->key || call->key;
}

static void handle(void *state, struct http_request *request)
{
    struct call *call = call_new(state, request);

    if (!call) {
        observe_bare_answer(state, request, 503);
        http_respond(request, &(struct http_response){.status = 503, .close = true});
    } else if (!find_route(call)) {
        call_problem(call, PROBLEM_UNAVAILABLE);
    } else if (!call->route) {
        if (limits_take_address(call))
            answer_no_route(call);
    } else {
        caller_identify(call, dispatch);
    }
}

static void gone(void *state, struct http_request *request)
{
    (void)state;
    call_forget(http_data(request));
}

/* Where nothing takes a body, any is too large; what is wrong then is the address or the method. */
static enum problem problem_of_body(struct call *call)
{
    struct match match;

    route_find(http_method(call->request), http_path(call->request), &match);
    call->route = match.route;
    if (match.route)
        return PROBLEM_TOO_LARGE;
    if (!match.path_known)
        return PROBLEM_NOT_FOUND;
    add_allow(call);
    return PROBLEM_METHOD;
}

/* What the HTTP layer refuses is said in the same words and form as what we refuse. */
static void refuse(
    void *state, struct http_request *request, enum http_refusal refusal, const char *detail, struct http_response *ret)
{
    static const enum problem problems[] = {[HTTP_REFUSE_MESSAGE] = PROBLEM_MESSAGE,
        [HTTP_REFUSE_TARGET] = PROBLEM_MESSAGE,
        [HTTP_REFUSE_BODY_LARGE] = PROBLEM_TOO_LARGE,
        [HTTP_REFUSE_TARGET_LONG] = PROBLEM_TARGET_LONG,
        [HTTP_REFUSE_EXPECTATION] = PROBLEM_EXPECTATION,
        [HTTP_REFUSE_METHOD] = PROBLEM_NOT_IMPLEMENTED,
        [HTTP_REFUSE_DEADLINE] = PROBLEM_TIMEOUT,
        [HTTP_REFUSE_DRAINING] = PROBLEM_UNAVAILABLE,
        [HTTP_REFUSE_MEMORY] = PROBLEM_UNAVAILABLE};

    struct call *call = http_data(request) ? http_data(request) : call_new(state, request);

    if (!call) {
        *ret = (struct http_response){.status = problem_status(problems[refusal]), .close = true};
        observe_bare_answer(state, request, ret->status);
        return;
    }
    observe_refusal(call, refusal, detail);
    call->header_count = 0; /* an answer that was in the making is not given */
    *ret = call_refusal(call, refusal == HTTP_REFUSE_BODY_LARGE ? problem_of_body(call) : problems[refusal], detail);
    observe_answer(call, ret);
}

static void finished(void *state, struct http_request *request, unsigned status, bool complete)
{
    struct call *call = http_data(request);

    if (call)
        call_forget(call); /* whoever reads a streamed answer went away */
    observe_end(state, call, status, complete);
}

struct http_app api_app(struct worker *worker)
{
    return (struct http_app){.state = worker,
        .body_limit = body_limit,
        .handle = handle,
        .gone = gone,
        .refuse = refuse,
        .finished = finished};
}
