/* Counting, and the lists of labels (server/api). */
#include "api/metrics.h"

#include <assert.h>
#include <string.h>

#include "api/problem.h"

#define MILLISECONDS(number) (UINT64_C(number) * 1000000)

const uint64_t metrics_bounds[METRICS_BOUNDS] = {250000, 500000, MILLISECONDS(1), 2500000, MILLISECONDS(5),
    MILLISECONDS(10), MILLISECONDS(25), MILLISECONDS(50), MILLISECONDS(100), MILLISECONDS(250), MILLISECONDS(500),
    MILLISECONDS(1000), MILLISECONDS(2500), MILLISECONDS(5000), MILLISECONDS(10000)};

static const char *const methods[METRICS_METHODS + 1] = {[METHOD_GET] = "GET",
    [METHOD_HEAD] = "HEAD",
    [METHOD_POST] = "POST",
    [METHOD_PUT] = "PUT",
    [METHOD_PATCH] = "PATCH",
    [METHOD_DELETE] = "DELETE",
    [METHOD_OPTIONS] = "OPTIONS",
    [METHOD_OTHER] = "other"};

static const char *const lanes[DB_LANES + 1] = {[DB_READ] = "read", [DB_WRITE] = "write", [DB_POOL] = "pool"};

static const char *const outcomes[METRICS_OUTCOMES + 1] = {[DB_OK] = "ok",
    [DB_RETRY] = "retry",
    [DB_VIOLATION] = "violation",
    [DB_MISS] = "miss",
    [DB_TIMEOUT] = "timeout",
    [DB_UNAVAILABLE] = "unavailable",
    [DB_UNKNOWN] = "unknown",
    [DB_FAILED] = "failed",
    [METRICS_ABANDONED] = "abandoned"};

/* What the header guard calls its rules (server/http/guard.c), and the other refusals. A detail that is not listed
 * counts as the refusal that it is a detail of, which has a row without one. */
static const struct {
    const char *label;
    enum http_refusal refusal;
    const char *detail;
} reasons[] = {
    {"request_line", HTTP_REFUSE_MESSAGE, "request line"}, {"header_name", HTTP_REFUSE_MESSAGE, "header name"},
    {"header_value", HTTP_REFUSE_MESSAGE, "header value"}, {"header_line", HTTP_REFUSE_MESSAGE, "header line"},
    {"host", HTTP_REFUSE_MESSAGE, "Host"}, {"content_length", HTTP_REFUSE_MESSAGE, "Content-Length"},
    {"length_beside_encoding", HTTP_REFUSE_MESSAGE, "Content-Length beside Transfer-Encoding"},
    {"transfer_encoding", HTTP_REFUSE_MESSAGE, "Transfer-Encoding"}, {"message", HTTP_REFUSE_MESSAGE, NULL},
    {"target", HTTP_REFUSE_TARGET, NULL}, {"target_long", HTTP_REFUSE_TARGET_LONG, NULL},
    {"body_large", HTTP_REFUSE_BODY_LARGE, NULL}, {"expectation", HTTP_REFUSE_EXPECTATION, NULL},
    {"method", HTTP_REFUSE_METHOD, NULL}, {"deadline", HTTP_REFUSE_DEADLINE, NULL},
    {"draining", HTTP_REFUSE_DRAINING, NULL}, {"memory", HTTP_REFUSE_MEMORY, NULL},
    {"other", HTTP_REFUSE_MEMORY, ""}, /* found by nothing: a refusal that has no row yet */
};
enum { REASON_COUNT = sizeof reasons / sizeof *reasons };
_Static_assert((int)REASON_COUNT <= (int)METRICS_REASONS, "each reason has a counter");

/* Status to place and back. Filled by metrics_prepare(), read-only after it. */
static unsigned char places[600];
static unsigned short numbers[METRICS_STATUSES];

static void add_status(unsigned status)
{
    size_t place = 0;

    while (numbers[place] && numbers[place] != status)
        place++;
    assert(place < METRICS_STATUSES - 1);
    numbers[place] = (unsigned short)status;
    places[status] = (unsigned char)place;
}

void metrics_prepare(void)
{
    static const unsigned successes[] = {200, 201, 204, 304};

    memset(places, METRICS_STATUSES - 1, sizeof places);
    for (size_t i = 0; i < sizeof successes / sizeof *successes; i++)
        add_status(successes[i]);
    for (int problem = 0; problem < PROBLEM_COUNT; problem++)
        add_status(problem_status((enum problem)problem));
}

enum metrics_method metrics_method(const char *method)
{
    for (int i = 0; i < METHOD_OTHER; i++)
        if (strcmp(method, methods[i]) == 0)
            return (enum metrics_method)i;
    return METHOD_OTHER;
}

size_t metrics_status(unsigned status)
{
    return status < sizeof places ? places[status] : METRICS_STATUSES - 1;
}

size_t metrics_reason(enum http_refusal refusal, const char *detail)
{
    size_t i = 0;

    while (i < REASON_COUNT - 1 && (reasons[i].refusal != refusal ||
                                       (reasons[i].detail && (!detail || strcmp(reasons[i].detail, detail) != 0))))
        i++;
    return i;
}

const char *metrics_method_text(size_t index)
{
    return methods[index];
}

const char *metrics_reason_text(size_t index)
{
    return index < REASON_COUNT ? reasons[index].label : NULL;
}

const char *metrics_lane_text(size_t index)
{
    return lanes[index];
}

const char *metrics_outcome_text(size_t index)
{
    return outcomes[index];
}

unsigned metrics_status_number(size_t index)
{
    return numbers[index];
}

void metrics_observe(struct histogram *histogram, uint64_t nanoseconds)
{
    size_t bucket = 0;

    while (bucket < METRICS_BOUNDS && nanoseconds > metrics_bounds[bucket])
        bucket++;
    metrics_count(&histogram->buckets[bucket], 1);
    metrics_count(&histogram->nanoseconds, nanoseconds);
}

static void set(counter *gauge, uint64_t value)
{
    atomic_store_explicit(gauge, value, memory_order_relaxed);
}

void metrics_publish(struct metrics *metrics, const struct http_server *server, const struct db *db)
{
    const struct http_counts counts = http_counts(server);

    set(&metrics->ready, db_ready(db));
    set(&metrics->in_flight, http_in_flight(server));
    set(&metrics->connections, http_connections(server));
    set(&metrics->connections_accepted, counts.accepted);
    set(&metrics->connections_expired, counts.expired);
    for (int lane = 0; lane < DB_LANES; lane++) {
        const struct db_lane_state state = db_lane_state(db, (enum db_lane)lane);

        set(&metrics->waiting[lane], state.waiting);
        set(&metrics->under_way[lane], state.under_way);
        set(&metrics->connected[lane], state.connected);
    }
}

void metrics_add(struct metrics *sum, const struct metrics *more)
{
    _Static_assert(sizeof(struct metrics) % sizeof(counter) == 0, "nothing but counters");
    counter *const to = (counter *)sum;
    const counter *const from = (const counter *)more;

    for (size_t i = 0; i < sizeof *sum / sizeof *to; i++)
        metrics_count(&to[i], atomic_load_explicit(&from[i], memory_order_relaxed));
}
