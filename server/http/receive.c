/*
 * The access handler (server/http): from a head to a whole request, to the app, to its answer.
 *
 * libmicrohttpd calls it once when the head is complete, then for each piece of body, then with an empty piece until an
 * answer is queued. An answer queued in the first call closes the connection, body or not: only refusals come that
 * early.
 */
#include "internal.h"

#include <string.h>

static void free_body(void *body)
{
    buffer_free(body);
}

/* A request stands in its own arena: one allocation to begin it, one to end it. */
static struct http_request *new_request(struct connection *connection)
{
    struct arena *arena = arena_new(connection->server->settings.request_memory);
    struct http_request *request = arena ? arena_alloc(arena, sizeof *request) : NULL;

    if (!request || !arena_defer(arena, free_body, &request->body)) {
        arena_free(arena);
        return NULL;
    }
    request->connection = connection;
    request->arena = arena;
    request->method = "";
    request->version = "";
    return request;
}

/* Keeps the target as it came, cut in two at the first '?'. libmicrohttpd is about to overwrite it. */
static bool keep_target(struct http_request *request, const char *target)
{
    size_t length = strlen(target);
    size_t most = request_server(request)->settings.target_length;
    char *copy = arena_copy(request->arena, target, length < most ? length : most); /* a longer one is refused */

    if (!copy)
        return false;
    char *mark = strchr(copy, '?');
    if (mark)
        *mark = '\0';
    request->path = copy;
    request->query = mark ? mark + 1 : "";
    request->raw = target;
    request->raw_length = length;
    return true;
}

void *receive_target(void *server, const char *target, struct MHD_Connection *mhd)
{
    struct connection *connection = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    struct http_request *request = connection && target ? new_request(connection) : NULL;

    (void)server;
    if (!request)
        return NULL;
    if (!keep_target(request, target)) {
        arena_free(request->arena);
        return NULL;
    }
    connection->request = request;
    connection->server->in_flight++;
    return request;
}

void receive_completed(void *server, struct MHD_Connection *mhd, void **context, enum MHD_RequestTerminationCode code)
{
    struct http_request *request = *context;

    (void)server;
    (void)mhd;
    if (!request)
        return;
    *context = NULL;
    struct connection *connection = request->connection;
    const struct http_app *app = &connection->server->app;
    wait_forget(request);
    deadline_clear(&request->answer_by);
    if (app->finished)
        app->finished(app->state, request, request->stage == STAGE_SENDING ? request->response.status : 0,
            request->stage == STAGE_SENDING && code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    connection->request = NULL;
    connection->server->in_flight--;
    deadline_set(&connection->server->deadlines[DEADLINE_HEAD], &connection->deadline);
    if (connection->server->grace_over) /* its answer may have been on its way before it could say Connection: close */
        connection_cut(connection);
    arena_free(request->arena);
}

/* Answers at once, before the body: the connection is closed after it. */
static enum MHD_Result refuse_head(
    struct http_request *request, const struct announced *announced, enum http_refusal refusal, const char *detail)
{
    request->connection->refused_upload = announced->chunked || announced->length > 0;
    answer_refusal(request, refusal, detail);
    return answer(request);
}

/* The head is complete. Says whether the body may come. */
static enum MHD_Result begin(struct http_request *request, const char *version)
{
    struct http_server *server = request_server(request);
    struct announced announced = {0};
    struct verdict verdict;
    size_t limit = 0;

    deadline_clear(&request->connection->deadline);
    if (!guard(request, version, &announced, &verdict))
        return refuse_head(request, &announced, verdict.refusal, verdict.detail);
    if (announced.chunked || announced.length > 0) {
        limit = server->app.body_limit(server->app.state, request);
        if (limit > server->settings.request_memory)
            limit = server->settings.request_memory;
        if (announced.length > limit)
            return refuse_head(request, &announced, HTTP_REFUSE_BODY_LARGE, NULL);
        deadline_set(&server->deadlines[DEADLINE_BODY], &request->connection->deadline);
    }
    buffer_init(&request->body, limit);
    request->stage = STAGE_BODY;
    return MHD_YES;
}

/*
 * Takes a piece of body. One that grows over its limit, which only a chunked one can, is read on for a while and thrown
 * away: libmicrohttpd takes no answer until the body has ended. MHD_NO closes the connection.
 */
static enum MHD_Result collect(struct http_request *request, const char *data, size_t size)
{
    struct buffer *body = &request->body;

    if (request->swallowed == 0 && size <= body->limit - body->length) {
        buffer_append(body, data, size);
        return MHD_YES;
    }
    buffer_free(body);
    request->swallowed += size;
    return request->swallowed <= SWALLOW_MOST ? MHD_YES : MHD_NO;
}

/* The request is whole: hands it to the app, unless its body could not be kept. */
static void deliver(struct http_request *request)
{
    struct http_server *server = request_server(request);

    deadline_clear(&request->connection->deadline);
    if (request->swallowed > 0) {
        answer_refusal(request, HTTP_REFUSE_BODY_LARGE, NULL);
    } else if (request->body.failed) {
        answer_refusal(request, HTTP_REFUSE_MEMORY, NULL);
    } else {
        request->stage = STAGE_APP;
        deadline_set(&server->deadlines[DEADLINE_REQUEST], &request->answer_by);
        server->app.handle(server->app.state, request);
    }
}

enum MHD_Result receive(void *server, struct MHD_Connection *mhd, const char *url, const char *method,
    const char *version, const char *data, size_t *size, void **context)
{
    struct http_request *request = *context;

    (void)server;
    (void)mhd;
    (void)url;
    if (!request) /* there was no memory for it */
        return MHD_NO;
    if (request->stage == STAGE_HEAD) {
        request->method = method;
        request->version = version;
        return begin(request, version);
    }
    if (*size > 0) {
        size_t all = *size;
        *size = 0;
        return collect(request, data, all);
    }
    if (request->stage == STAGE_BODY)
        deliver(request);
    switch (request->stage) {
    case STAGE_APP:
        wait_for_app(request);
        return MHD_YES;
    case STAGE_ANSWERED:
        return answer(request);
    default:
        return MHD_NO;
    }
}
