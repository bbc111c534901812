/* What the app may ask of a request (server/http). */
#include "internal.h"

#include <string.h>
#include <strings.h>

const char *http_method(const struct http_request *request)
{
    return request->method;
}

bool http_takes_stream(const struct http_request *request)
{
    return strcmp(request->version, MHD_HTTP_VERSION_1_1) == 0;
}

const char *http_path(const struct http_request *request)
{
    return request->path;
}

const char *http_query(const struct http_request *request)
{
    return request->query;
}

const char *http_header_value(const struct http_request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection->mhd, MHD_HEADER_KIND, name);
}

struct search {
    const char *name;
    const char *value;
};

static enum MHD_Result look_at(void *search, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct search *wanted = search;

    (void)kind;
    if (strcasecmp(name, wanted->name) == 0)
        wanted->value = value;
    return MHD_YES;
}

const char *http_header_last(const struct http_request *request, const char *name)
{
    struct search search = {.name = name};

    MHD_get_connection_values(request->connection->mhd, MHD_HEADER_KIND, look_at, &search);
    return search.value;
}

struct address http_peer(const struct http_request *request)
{
    return request->connection->peer;
}

const char *http_body(const struct http_request *request, size_t *length)
{
    *length = request->body.length;
    return request->body.length > 0 ? request->body.data : NULL;
}

struct arena *http_arena(struct http_request *request)
{
    return request->arena;
}

void http_set_data(struct http_request *request, void *data)
{
    request->data = data;
}

void *http_data(const struct http_request *request)
{
    return request->data;
}
