/* From a response of the app to one of libmicrohttpd (server/http). */
#include "internal.h"

#include <assert.h>

static bool add_headers(struct MHD_Response *reply, const struct http_response *response)
{
    for (size_t i = 0; i < response->header_count; i++)
        if (MHD_add_response_header(reply, response->headers[i].name, response->headers[i].value) != MHD_YES)
            return false;
    return true;
}

/* The body is not copied: it stands in the request's arena, which outlives the reply. */
static struct MHD_Response *whole_reply(const struct http_response *response)
{
    /* libmicrohttpd takes a pointer to what it may not change as one that it may. */
    union {
        const char *given;
        void *taken;
    } body = {.given = response->body};

    return MHD_create_response_from_buffer(response->length, body.taken, MHD_RESPMEM_PERSISTENT);
}

/* NULL when there is no memory. */
static struct MHD_Response *new_reply(struct http_request *request, bool close)
{
    const struct http_response *response = &request->response;
    struct MHD_Response *reply = response->stream ? stream_reply(request) : whole_reply(response);

    if (!reply)
        return NULL;
    if (!add_headers(reply, response) ||
        (close && MHD_add_response_header(reply, MHD_HTTP_HEADER_CONNECTION, "close") != MHD_YES)) {
        MHD_destroy_response(reply);
        return NULL;
    }
    return reply;
}

enum MHD_Result answer(struct http_request *request)
{
    struct http_response *response = &request->response;

    assert(request->stage == STAGE_ANSWERED);
    struct MHD_Response *reply = new_reply(request, response->close || request_server(request)->draining);
    if (!reply)
        return MHD_NO;
    request->stage = STAGE_SENDING;
    enum MHD_Result queued = MHD_queue_response(request->connection->mhd, response->status, reply);
    MHD_destroy_response(reply); /* it lives on as long as the connection needs it */
    return queued;
}

void answer_refusal(struct http_request *request, enum http_refusal refusal, const char *detail)
{
    const struct http_app *app = &request_server(request)->app;

    request->response = (struct http_response){0};
    app->refuse(app->state, request, refusal, detail, &request->response);
    request->response.close = true;
    request->stage = STAGE_ANSWERED;
}

void http_respond(struct http_request *request, const struct http_response *response)
{
    assert(request->stage == STAGE_APP);
    assert(!response->stream || http_takes_stream(request));
    request->response = *response;
    request->stage = STAGE_ANSWERED;
    deadline_clear(&request->answer_by);
    if (response->stream)
        deadline_set(&request_server(request)->deadlines[DEADLINE_STREAM], &request->answer_by);
    wait_end(request);
}
