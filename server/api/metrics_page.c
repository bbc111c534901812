/*
 * GET /metrics (server/api): what all workers count, in the text format of Prometheus, version 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/).
 *
 * Each family is a row of a table: name, type, help, and where its samples come from. docs/observability.md names them
 * all, which a test sees to.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "api/handlers.h"
#include "api/metrics.h"
#include "api/parameters.h"
#include "api/route.h"
#include "api/worker.h"
#include "log/log.h"

enum { BILLION = 1000000000, LABELS_MOST = 128 };

struct page {
    struct buffer *out;
    const struct metrics *sum; /* of all workers */
    const struct service *service;
};

struct family {
    const char *name;
    const char *type;
    const char *help;
    void (*write)(const struct page *page, const struct family *family);
    size_t at; /* of its counter, or its first one, in struct metrics */
};

static uint64_t value_of(const counter *count)
{
    return atomic_load_explicit(count, memory_order_relaxed);
}

/* The counters of a family, by its offset. */
static const counter *counters_of(const struct page *page, const struct family *family)
{
    return (const counter *)((const char *)page->sum + family->at);
}

/* ---- Samples ---- */

static void write_number(const struct page *page, const struct family *family, const char *labels, uint64_t value)
{
    buffer_format(page->out, "%s%s %" PRIu64 "\n", family->name, labels, value);
}

static void write_seconds(
    const struct page *page, const char *name, const char *suffix, const char *labels, uint64_t nanoseconds)
{
    buffer_format(page->out, "%s%s%s %" PRIu64 ".%09" PRIu64 "\n", name, suffix, labels, nanoseconds / BILLION,
        nanoseconds % BILLION);
}

/* One histogram. `labels` without braces; at least one. */
static void write_histogram(
    const struct page *page, const struct family *family, const char *labels, const struct histogram *histogram)
{
    uint64_t count = 0;
    char braced[LABELS_MOST];

    for (size_t i = 0; i <= METRICS_BOUNDS; i++) {
        count += value_of(&histogram->buckets[i]);
        if (i < METRICS_BOUNDS)
            buffer_format(page->out, "%s_bucket{%s,le=\"%g\"} %" PRIu64 "\n", family->name, labels,
                (double)metrics_bounds[i] / BILLION, count);
        else
            buffer_format(page->out, "%s_bucket{%s,le=\"+Inf\"} %" PRIu64 "\n", family->name, labels, count);
    }
    snprintf(braced, sizeof braced, "{%s}", labels);
    write_seconds(page, family->name, "_sum", braced, value_of(&histogram->nanoseconds));
    buffer_format(page->out, "%s_count%s %" PRIu64 "\n", family->name, braced, count);
}

/* ---- Families with one sample ---- */

static void write_one(const struct page *page, const struct family *family)
{
    write_number(page, family, "", value_of(counters_of(page, family)));
}

static void write_build(const struct page *page, const struct family *family)
{
    write_number(page, family, "{version=\"" PROEFTUIN_VERSION "\"}", 1);
}

static void write_workers(const struct page *page, const struct family *family)
{
    write_number(page, family, "", page->service->worker_count);
}

static void write_migrations(const struct page *page, const struct family *family)
{
    write_number(page, family, "", page->service->migrations_applied);
}

static void write_log_lines(const struct page *page, const struct family *family)
{
    write_number(page, family, "", log_counts(page->service->log).lines);
}

static void write_log_dropped(const struct page *page, const struct family *family)
{
    write_number(page, family, "", log_counts(page->service->log).dropped);
}

/* Not before it was sealed for the first time. */
static void write_seal_lag(const struct page *page, const struct family *family)
{
    const uint64_t sealed = page->service->sealed ? value_of(page->service->sealed) : 0;
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    if (sealed > 0)
        write_seconds(page, family->name, "", "", (uint64_t)time.tv_sec * BILLION + (uint64_t)time.tv_nsec - sealed);
}

static void write_start(const struct page *page, const struct family *family)
{
    write_seconds(page, family->name, "", "", page->service->started);
}

static uint64_t nanoseconds_of(const struct timeval *time)
{
    return (uint64_t)time->tv_sec * BILLION + (uint64_t)time->tv_usec * 1000;
}

static void write_processor(const struct page *page, const struct family *family)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    write_seconds(page, family->name, "", "", nanoseconds_of(&usage.ru_utime) + nanoseconds_of(&usage.ru_stime));
}

static void write_memory(const struct page *page, const struct family *family)
{
    FILE *file = fopen("/proc/self/statm", "re");
    unsigned long all, resident;

    if (!file)
        return;
    if (fscanf(file, "%lu %lu", &all, &resident) == 2)
        write_number(page, family, "", (uint64_t)resident * (uint64_t)sysconf(_SC_PAGESIZE));
    fclose(file);
}

/* ---- Families with labels ---- */

static void route_labels(size_t index, const char *method, char ret[LABELS_MOST])
{
    const struct route *route = route_at(index);

    snprintf(ret, LABELS_MOST, "route=\"%s\",method=\"%s\"", route ? route->path : "none",
        method  ? method
        : route ? route->method
                : "any");
}

static void write_requests_of(const struct page *page, const struct family *family, size_t route, size_t method)
{
    char labels[LABELS_MOST], all[LABELS_MOST + 32];

    route_labels(route, metrics_method_text(method), labels);
    for (size_t status = 0; status < METRICS_STATUSES; status++) {
        const uint64_t count = value_of(&page->sum->requests[route][method][status]);

        if (count == 0)
            continue;
        if (status < METRICS_STATUSES - 1)
            snprintf(all, sizeof all, "{%s,status=\"%u\"}", labels, metrics_status_number(status));
        else
            snprintf(all, sizeof all, "{%s,status=\"other\"}", labels);
        write_number(page, family, all, count);
    }
}

/* Only what was asked for at least once: routes times methods times statuses would be hundreds of zeros. */
static void write_requests(const struct page *page, const struct family *family)
{
    for (size_t route = 0; route < METRICS_ROUTES; route++)
        for (size_t method = 0; method < METRICS_METHODS; method++)
            write_requests_of(page, family, route, method);
}

static void write_durations(const struct page *page, const struct family *family)
{
    char labels[LABELS_MOST];

    for (size_t route = 0; route < METRICS_ROUTES; route++) {
        if (!route_at(route) && route != METRICS_NO_ROUTE)
            continue;
        route_labels(route, NULL, labels);
        write_histogram(page, family, labels, &page->sum->durations[route]);
    }
}

static void write_unfinished(const struct page *page, const struct family *family)
{
    static const char *const labels[METRICS_PHASES] = {[PHASE_RECEIVING] = "{phase=\"receiving\"}",
        [PHASE_WORKING] = "{phase=\"working\"}",
        [PHASE_SENDING] = "{phase=\"sending\"}"};

    for (size_t i = 0; i < METRICS_PHASES; i++)
        write_number(page, family, labels[i], value_of(&page->sum->unfinished[i]));
}

static void write_refusals(const struct page *page, const struct family *family)
{
    char labels[LABELS_MOST];

    for (size_t i = 0; metrics_reason_text(i); i++) {
        snprintf(labels, sizeof labels, "{reason=\"%s\"}", metrics_reason_text(i));
        write_number(page, family, labels, value_of(&page->sum->refusals[i]));
    }
}

/* A counter a lane. */
static void write_lanes(const struct page *page, const struct family *family)
{
    char labels[LABELS_MOST];

    for (size_t lane = 0; lane < DB_LANES; lane++) {
        snprintf(labels, sizeof labels, "{lane=\"%s\"}", metrics_lane_text(lane));
        write_number(page, family, labels, value_of(counters_of(page, family) + lane));
    }
}

static void write_queue_seconds(const struct page *page, const struct family *family)
{
    char labels[LABELS_MOST];

    for (size_t lane = 0; lane < DB_LANES; lane++) {
        snprintf(labels, sizeof labels, "{lane=\"%s\"}", metrics_lane_text(lane));
        write_seconds(
            page, family->name, "", labels, value_of(&page->sum->queue_milliseconds[lane]) * (BILLION / 1000));
    }
}

static void write_queries(const struct page *page, const struct family *family)
{
    char labels[LABELS_MOST];

    for (size_t lane = 0; lane < DB_LANES; lane++)
        for (size_t outcome = 0; outcome < METRICS_OUTCOMES; outcome++) {
            snprintf(labels, sizeof labels, "{lane=\"%s\",outcome=\"%s\"}", metrics_lane_text(lane),
                metrics_outcome_text(outcome));
            write_number(page, family, labels, value_of(&page->sum->queries[lane][outcome]));
        }
}

static void write_query_durations(const struct page *page, const struct family *family)
{
    char labels[LABELS_MOST];

    for (size_t lane = 0; lane < DB_LANES; lane++) {
        snprintf(labels, sizeof labels, "lane=\"%s\"", metrics_lane_text(lane));
        write_histogram(page, family, labels, &page->sum->query_durations[lane]);
    }
}

static void write_queries_refused(const struct page *page, const struct family *family)
{
    static const struct {
        enum db_submitted why;
        const char *reason;
    } reasons[] = {{DB_FULL, "full"}, {DB_AWAY, "away"}};
    char labels[LABELS_MOST];

    for (size_t lane = 0; lane < DB_LANES; lane++)
        for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
            snprintf(labels, sizeof labels, "{lane=\"%s\",reason=\"%s\"}", metrics_lane_text(lane), reasons[i].reason);
            write_number(page, family, labels, value_of(&page->sum->queries_refused[lane][reasons[i].why]));
        }
}

/* ---- The page ---- */

#define COUNTED(member) offsetof(struct metrics, member)

static const struct family families[] = {
    {"proeftuin_build_info", "gauge", "Which version runs; always 1.", write_build, 0},
    {"proeftuin_workers", "gauge", "Worker threads.", write_workers, 0},
    {"proeftuin_workers_ready", "gauge", "Workers of which every database lane has a connection.", write_one,
        COUNTED(ready)},
    {"proeftuin_migrations_applied", "gauge", "1 when the database is up to date, else 0.", write_migrations, 0},

    {"proeftuin_http_requests_total", "counter", "Requests answered, by route, method and status.", write_requests, 0},
    {"proeftuin_http_request_duration_seconds", "histogram",
        "From the whole request to its answer being ready, by route.", write_durations, 0},
    {"proeftuin_http_response_bytes_total", "counter", "Bytes of the answers' bodies.", write_one,
        COUNTED(response_bytes)},
    {"proeftuin_http_requests_in_flight", "gauge", "Requests being received, worked on or answered.", write_one,
        COUNTED(in_flight)},
    {"proeftuin_http_requests_unfinished_total", "counter",
        "Requests whose client did not get the whole answer, by how far they came.", write_unfinished, 0},
    {"proeftuin_http_refusals_total", "counter", "Messages refused before or instead of a handler's answer, by reason.",
        write_refusals, 0},
    {"proeftuin_http_connections", "gauge", "Connections of clients.", write_one, COUNTED(connections)},
    {"proeftuin_http_connections_accepted_total", "counter", "Connections accepted.", write_one,
        COUNTED(connections_accepted)},
    {"proeftuin_key_lookups_total", "counter",
        "Keys that the database was asked about; each is a query of the lane read as well.", write_one,
        COUNTED(key_lookups)},
    {"proeftuin_http_connections_expired_total", "counter",
        "Connections closed because no whole head or body came in time, idle ones included.", write_one,
        COUNTED(connections_expired)},

    {"proeftuin_db_queries_total", "counter", "Queries ended, by lane and outcome.", write_queries, 0},
    {"proeftuin_db_query_duration_seconds", "histogram", "From handing a query over to its end, by lane.",
        write_query_durations, 0},
    {"proeftuin_db_queue_seconds_total", "counter", "Time that queries waited before they were sent, by lane.",
        write_queue_seconds, 0},
    {"proeftuin_db_queries_refused_total", "counter", "Queries not taken: queue full or database away, by lane.",
        write_queries_refused, 0},
    {"proeftuin_db_queries_waiting", "gauge", "Queries waiting to be sent, by lane.", write_lanes, COUNTED(waiting)},
    {"proeftuin_db_queries_under_way", "gauge", "Queries sent and not ended, by lane.", write_lanes,
        COUNTED(under_way)},
    {"proeftuin_db_connections", "gauge", "Database connections that are up, by lane.", write_lanes,
        COUNTED(connected)},

    {"proeftuin_seal_lag_seconds", "gauge",
        "Time since the change log was last known to be sealed, by this daemon or by another.", write_seal_lag, 0},

    {"proeftuin_log_lines_total", "counter", "Lines of log, those dropped included.", write_log_lines, 0},
    {"proeftuin_log_lines_dropped_total", "counter", "Lines of log that nobody took in time.", write_log_dropped, 0},

    {"process_start_time_seconds", "gauge", "When the process started, since the epoch.", write_start, 0},
    {"process_cpu_seconds_total", "counter", "Processor time, of user and system.", write_processor, 0},
    {"process_resident_memory_bytes", "gauge", "Memory in use.", write_memory, 0},
};

static void write_page(const struct page *page)
{
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const struct family *family = &families[i];

        buffer_format(
            page->out, "# HELP %s %s\n# TYPE %s %s\n", family->name, family->help, family->name, family->type);
        family->write(page, family);
    }
}

void handle_metrics(struct call *call)
{
    const struct service *service = call->worker->service;
    struct metrics *sum;

    if (!service->metrics_served) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call))
        return;
    sum = arena_alloc(call->arena, sizeof *sum);
    if (!sum) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    for (unsigned i = 0; i < service->worker_count; i++)
        metrics_add(sum, &service->metrics[i]);
    write_page(&(struct page){.out = &call->body, .sum = sum, .service = service});
    call_answer_as(call, 200, "text/plain; version=0.0.4; charset=utf-8");
}
