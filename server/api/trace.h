/*
 * What ties a request to the others of its journey (server/api): the request id, which every answer gives back, and the
 * trace context of the W3C (Recommendation "Trace Context", section 3.2).
 */
#ifndef API_TRACE_H
#define API_TRACE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    REQUEST_ID_MOST = 64,
    TRACEPARENT_LENGTH = 55, /* 00-<32 hexadecimals>-<16>-<2> */
    TRACE_ID_BEGIN = 3,
    TRACE_ID_LENGTH = 32,
    TRACE_PREFIX_LENGTH = 12
};

struct trace {
    char id[REQUEST_ID_MOST + 1];
    char parent[TRACEPARENT_LENGTH + 1]; /* traceparent; "": none was given, or none that is valid */
};

/* Where a worker's own ids come from: chance once, and then counting. Zero-initialise, then trace_seed(). */
struct trace_source {
    char prefix[TRACE_PREFIX_LENGTH + 1];
    uint64_t made;
};

void trace_seed(struct trace_source *source);

/* Takes the values of X-Request-Id and traceparent, either of which may be NULL. An id is kept when it has at most
 * REQUEST_ID_MOST letters, digits and -_.:=+/@ and no others; else one is made. */
void trace_read(const char *id, const char *parent, struct trace_source *source, struct trace *ret);

#endif
