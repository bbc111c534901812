/*
 * What is counted (server/api). Each worker counts in a struct of its own, which only it writes and everybody may read:
 * plain additions in relaxed atomics, no lock and no locked instruction. Whoever answers /metrics adds up those of all
 * workers (metrics_page.c).
 *
 * Labels come from closed lists, so that no request can make a new series.
 */
#ifndef API_METRICS_H
#define API_METRICS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "db/db.h"
#include "http/http.h"

typedef _Atomic uint64_t counter;

enum {
    METRICS_ROUTES = 32, /* rows of the route table at most, and one for what finds no route, which is the last */
    METRICS_NO_ROUTE = METRICS_ROUTES - 1,
    METRICS_STATUSES = 32, /* the last one is for what should not be there */
    METRICS_BOUNDS = 15,   /* of a histogram's buckets, infinity not included */
    METRICS_REASONS = 24
};

enum metrics_method {
    METHOD_GET,
    METHOD_HEAD,
    METHOD_POST,
    METHOD_PUT,
    METHOD_PATCH,
    METHOD_DELETE,
    METHOD_OPTIONS,
    METHOD_OTHER,
    METRICS_METHODS
};

/* How far a request came whose client did not get the whole answer. */
enum metrics_phase { PHASE_RECEIVING, PHASE_WORKING, PHASE_SENDING, METRICS_PHASES };

/* How queries end: as db_outcome says, or because nobody wanted to know any more. */
enum { METRICS_ABANDONED = DB_FAILED + 1, METRICS_OUTCOMES };

struct histogram {
    counter buckets[METRICS_BOUNDS + 1]; /* each with only its own */
    counter nanoseconds;
};

/* Nothing but counters: metrics_add() takes it as an array of them. */
struct metrics {
    counter requests[METRICS_ROUTES][METRICS_METHODS][METRICS_STATUSES];
    struct histogram durations[METRICS_ROUTES];
    counter response_bytes;
    counter unfinished[METRICS_PHASES];
    counter refusals[METRICS_REASONS];

    counter key_lookups;

    counter queries[DB_LANES][METRICS_OUTCOMES];
    struct histogram query_durations[DB_LANES];
    counter queue_milliseconds[DB_LANES];
    counter queries_refused[DB_LANES][DB_AWAY + 1];

    /* How things stand, as of the worker's last turn. */
    counter ready; /* all database lanes have a connection */
    counter in_flight;
    counter connections;
    counter connections_accepted;
    counter connections_expired;
    counter waiting[DB_LANES];
    counter under_way[DB_LANES];
    counter connected[DB_LANES];

    counter apart[8]; /* keeps what two workers write on different cache lines */
};

/* Prepares the lists of labels. Once, before the first worker. */
void metrics_prepare(void);

/* Adds to a counter; only for the worker that owns it. */
static inline void metrics_count(counter *count, uint64_t more)
{
    atomic_store_explicit(count, atomic_load_explicit(count, memory_order_relaxed) + more, memory_order_relaxed);
}

void metrics_observe(struct histogram *histogram, uint64_t nanoseconds);

/* Notes how the worker stands; at the end of a turn. */
void metrics_publish(struct metrics *metrics, const struct http_server *server, const struct db *db);

/* Adds all of `more` to `sum`. */
void metrics_add(struct metrics *sum, const struct metrics *more);

/* ---- Labels ---- */

enum metrics_method metrics_method(const char *method);
size_t metrics_status(unsigned status);
size_t metrics_reason(enum http_refusal refusal, const char *detail);

/* Their texts; NULL behind the last one. */
const char *metrics_method_text(size_t index);
const char *metrics_reason_text(size_t index);
const char *metrics_lane_text(size_t index);
const char *metrics_outcome_text(size_t index);
unsigned metrics_status_number(size_t index); /* 0: none; METRICS_STATUSES - 1: other */

/* The upper bounds of the buckets, in nanoseconds. */
extern const uint64_t metrics_bounds[METRICS_BOUNDS];

#endif
