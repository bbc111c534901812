/* What is seen of a call on its way (server/api): see observe.h. */
#include "api/observe.h"

#include <string.h>
#include <time.h>

#include "api/call.h"
#include "api/metrics.h"
#include "api/route.h"
#include "api/worker.h"
#include "log/log.h"

static uint64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* ---- Answers ---- */

void observe_begin(struct call *call)
{
    struct trace *trace = &call->seen.trace;

    call->seen.began = now();
    trace_read(http_header_value(call->request, "X-Request-Id"), http_header_value(call->request, "traceparent"),
        &call->worker->ids, trace);
}

static void count_answer(struct metrics *metrics, size_t route, const char *method, unsigned status)
{
    metrics_count(&metrics->requests[route][metrics_method(method)][metrics_status(status)], 1);
}

void observe_answer(struct call *call, const struct http_response *response)
{
    struct metrics *metrics = call->worker->metrics;
    const char *method = http_method(call->request);
    const size_t route = call->route ? route_index(call->route) : METRICS_NO_ROUTE;

    call->seen.answered = now();
    call->seen.bytes = strcmp(method, "HEAD") == 0 ? 0 : response->length;
    count_answer(metrics, route, method, response->status);
    metrics_observe(&metrics->durations[route], call->seen.answered - call->seen.began);
    metrics_count(&metrics->response_bytes, call->seen.bytes);
}

void observe_sent(struct call *call, size_t bytes)
{
    call->seen.bytes += bytes;
    metrics_count(&call->worker->metrics->response_bytes, bytes);
}

void observe_bare_answer(struct worker *worker, const struct http_request *request, unsigned status)
{
    count_answer(worker->metrics, METRICS_NO_ROUTE, http_method(request), status);
    metrics_observe(&worker->metrics->durations[METRICS_NO_ROUTE], 0);
}

void observe_refusal(struct call *call, enum http_refusal refusal, const char *detail)
{
    const size_t reason = metrics_reason(refusal, detail);

    call->seen.detail = metrics_reason_text(reason);
    metrics_count(&call->worker->metrics->refusals[reason], 1);
}

/* ---- Queries ---- */

void observe_submit(struct call *call, enum db_lane lane)
{
    call->seen.lane = lane;
    call->seen.submitted = now();
}

void observe_not_taken(struct call *call, enum db_submitted why)
{
    call->seen.outcome = why == DB_FULL ? "queueFull" : "databaseAway";
    metrics_count(&call->worker->metrics->queries_refused[call->seen.lane][why], 1);
}

static void count_query(struct call *call, size_t outcome)
{
    struct metrics *metrics = call->worker->metrics;
    const enum db_lane lane = call->seen.lane;
    const uint64_t duration = now() - call->seen.submitted;

    call->seen.database += duration;
    metrics_count(&metrics->queries[lane][outcome], 1);
    metrics_observe(&metrics->query_durations[lane], duration);
}

/* What the database said, but not where its words repeat what a client sent, as those on data that it can't read do. */
static const char *discreet(struct arena *arena, const char *message)
{
    return strncmp(message, "22", 2) == 0 ? arena_copy(arena, message, strcspn(message, ":"))
                                          : arena_text(arena, message);
}

void observe_outcome(struct call *call, const struct db_query *query, enum db_outcome outcome)
{
    const uint64_t queued = db_queued(query);

    call->seen.queued += queued;
    metrics_count(&call->worker->metrics->queue_milliseconds[call->seen.lane], queued);
    count_query(call, outcome);
    if (outcome == DB_OK)
        return;
    call->seen.outcome = metrics_outcome_text(outcome);
    if (outcome >= DB_TIMEOUT) /* the others are everyday, and their words name values */
        call->seen.message = discreet(call->arena, db_message(query));
}

void observe_abandon(struct call *call)
{
    call->seen.outcome = metrics_outcome_text(METRICS_ABANDONED);
    count_query(call, METRICS_ABANDONED);
}

/* ---- The end ---- */

/* A failure of ours is an error, one that passes a warning; so is an answer that broke because the database did. */
static enum log_level level_of(const struct call *call, unsigned status, bool complete)
{
    if (call && status < 400 && !complete && call->seen.message)
        return LOG_LEVEL_WARNING;
    return status == 500 ? LOG_LEVEL_ERROR : status > 500 && status != 501 ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO;
}

static void write_origin(struct log_pen *pen, const struct call *call)
{
    const struct trace *trace = &call->seen.trace;
    char id[TRACE_ID_LENGTH + 1];

    log_text(pen, "requestId", trace->id);
    if (trace->parent[0]) {
        memcpy(id, trace->parent + TRACE_ID_BEGIN, TRACE_ID_LENGTH);
        id[TRACE_ID_LENGTH] = '\0';
        log_text(pen, "traceId", id);
    }
    log_text(pen, "method", http_method(call->request));
    log_text(pen, "route", call->route ? call->route->path : NULL);
    log_text(pen, "path", http_path(call->request));
}

static void write_durations(struct log_pen *pen, const struct observation *seen)
{
    if (seen->answered)
        log_milliseconds(pen, "durationMs", seen->answered - seen->began);
    if (seen->database) {
        log_milliseconds(pen, "databaseMs", seen->database);
        log_number(pen, "queueMs", seen->queued);
    }
    log_milliseconds(pen, "totalMs", now() - seen->began);
}

static void write_line(struct log_pen *pen, const struct call *call, unsigned status, bool complete)
{
    const struct observation *seen = &call->seen;

    log_begin(pen, level_of(call, status, complete), "request");
    write_origin(pen, call);
    if (status)
        log_number(pen, "status", status);
    log_text(pen, "problem", seen->problem);
    log_text(pen, "refused", seen->detail);
    log_text(pen, "outcome", seen->outcome);
    log_text(pen, "message", seen->message);
    write_durations(pen, seen);
    log_number(pen, "bytes", seen->bytes);
    if (!complete)
        log_text(pen, "broken", seen->answered ? "sending" : "working");
    log_end(pen);
}

void observe_end(struct worker *worker, const struct call *call, unsigned status, bool complete)
{
    if (!complete) {
        const enum metrics_phase phase = !call ? PHASE_RECEIVING : call->seen.answered ? PHASE_SENDING : PHASE_WORKING;

        metrics_count(&worker->metrics->unfinished[phase], 1);
    }
    if (call && (worker->log_requests || level_of(call, status, complete) != LOG_LEVEL_INFO))
        write_line(worker->pen, call, status, complete);
}
