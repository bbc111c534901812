/*
 * The routes, as a table (server/api): method, path, handler, who may use it, and what it does. Dispatch, 404,
 * 405 with Allow and the index at /v1 follow from it.
 */
#ifndef API_ROUTE_H
#define API_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "api/handlers.h"

#include <proeftuin/buffer.h>
#include <proeftuin/language.h>

/* Who may use a route. What rows they then see or may write follows from their roles: see caller.h. */
enum access {
    ACCESS_OPEN,         /* anybody, always */
    ACCESS_READ,         /* anybody, or who has a key when the operator wants that */
    ACCESS_WRITE,        /* who has a key; the resource names the role */
    ACCESS_ADMINISTRATOR /* who has a key with that role */
};

enum route_trait {
    ROUTE_TAKES_BODY = 1,
    ROUTE_ANY_FORM = 2,  /* answers in a form of its own, whatever Accept says */
    ROUTE_UNLIMITED = 4, /* for whoever watches the service, who must not be refused for asking often */
    ROUTE_TABLE = 8      /* answers with rows: as CSV and NDJSON too */
};

struct route {
    const char *method;
    const char *path; /* {collection} is any resource; {id} a row's key */
    call_handler *handle;
    enum access access;
    unsigned traits; /* of enum route_trait */
    struct bilingual summary;
};

/* What a path and a method lead to. */
struct match {
    const struct route *route; /* NULL: no such path, or not with this method */
    const struct resource *resource;
    const char *key; /* within `path`; not NUL-terminated */
    size_t key_length;
    bool path_known;
};

/* The routes by number, from 0 on without gaps; NULL behind the last one. */
const struct route *route_at(size_t index);
size_t route_index(const struct route *route);

/* The forms of its answers: bit i is form i. */
unsigned route_forms(const struct route *route);

void route_find(const char *method, const char *path, struct match *ret);

/* Writes the methods that a path takes, for Allow: "GET, HEAD, OPTIONS". */
void route_write_methods(const char *path, struct buffer *out);

#endif
