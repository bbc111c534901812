/*
 * An answer that comes bit by bit (server/http): libmicrohttpd asks for more whenever the client has read what there
 * was, at most one piece a turn; while the app has nothing the connection is suspended.
 */
#include "internal.h"

#include <assert.h>
#include <string.h>

static ssize_t read_on(void *context, uint64_t position, char *to, size_t size)
{
    struct http_request *request = context;
    const struct http_stream *stream = request->response.stream;
    ssize_t got;

    (void)position;
    if (request->broken)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    got = stream->read(stream->state, to, size);
    switch (got) {
    case HTTP_STREAM_WAIT:
        wait_begin(request);
        return 0;
    case HTTP_STREAM_END:
        return MHD_CONTENT_READER_END_OF_STREAM;
    case HTTP_STREAM_BREAK:
        return MHD_CONTENT_READER_END_WITH_ERROR;
    default:
        assert(got > 0 && (size_t)got <= size);
        return got;
    }
}

/*
 * The size of a block is for bodies that are not chunked, which these always are. To HEAD libmicrohttpd would send the
 * last chunk of a chunked body, which the client would take for the beginning of its next answer (0.9.75); an answer
 * whose body ends with the connection has none.
 */
struct MHD_Response *stream_reply(struct http_request *request)
{
    struct MHD_Response *reply = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1, read_on, request, NULL);

    if (reply && strcmp(request->method, MHD_HTTP_METHOD_HEAD) == 0)
        MHD_set_response_options(reply, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    return reply;
}

void http_go_on(struct http_request *request)
{
    if (request->stage == STAGE_SENDING && request->suspended)
        wait_end(request);
}

void stream_too_long(struct deadline *deadline)
{
    struct http_request *request = (struct http_request *)((char *)deadline - offsetof(struct http_request, answer_by));

    request->broken = true;
    if (request->suspended)
        wait_end(request);
    else
        connection_cut(request->connection);
}
