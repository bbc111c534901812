/* How much a caller may ask (server/api). See limits.h. */
#include "api/limits.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "api/call.h"
#include "api/limit_table.h"
#include "api/worker.h"

enum { FAILURE_WINDOW = 60, POLICY_SIZE = 64, NANOSECONDS = 1000000000 };

/* A limit: its buckets, and what is said of it. */
struct limit {
    struct bucket_policy policy;
    struct limit_table *table; /* NULL: there is no limit */
    const char *name;
    char description[POLICY_SIZE]; /* RateLimit-Policy */
};

struct limits {
    struct limit key;
    struct limit anonymous;
    struct limit failures;
    struct address_ranges trusted;
};

/* A part of a second counts as a whole one: who waits as long as we say finds a token. */
static uint64_t whole_seconds(uint64_t nanoseconds)
{
    return (nanoseconds + NANOSECONDS - 1) / NANOSECONDS;
}

static bool open_limit(struct limit *limit, const char *name, struct bucket_policy policy)
{
    limit->name = name;
    limit->policy = policy;
    if (!policy.interval)
        return true;
    limit->table = limit_table_new();
    snprintf(limit->description, sizeof limit->description, "\"%s\";q=%" PRIu64 ";w=%" PRIu64, name,
        policy.room / policy.interval, whole_seconds(policy.room));
    return limit->table;
}

struct limits *limits_new(const struct limit_settings *settings)
{
    struct limits *limits = calloc(1, sizeof *limits);

    if (!limits)
        return NULL;
    limits->trusted = settings->trusted;
    if (open_limit(&limits->key, "key", bucket_policy(settings->key_rate, settings->key_burst)) &&
        open_limit(
            &limits->anonymous, "anonymous", bucket_policy(settings->anonymous_rate, settings->anonymous_burst)) &&
        open_limit(&limits->failures, "failures", bucket_policy_of_window(settings->failures, FAILURE_WINDOW)))
        return limits;
    limits_free(limits);
    return NULL;
}

void limits_free(struct limits *limits)
{
    if (!limits)
        return;
    limit_table_free(limits->key.table);
    limit_table_free(limits->anonymous.table);
    limit_table_free(limits->failures.table);
    free(limits);
}

/* ---- Who it is ---- */

void limits_begin(struct call *call)
{
    const struct limits *limits = call->worker->service->limits;
    const struct address peer = http_peer(call->request);

    call->client = peer;
    if (limits && address_in(&limits->trusted, &peer))
        call->client = address_of_client(&peer, http_header_last(call->request, "X-Forwarded-For"), &limits->trusted);
}

/* The bytes by which an address is counted. */
static size_t counted_bytes(const struct address *address)
{
    return address->local || address_is_ipv4(address) ? sizeof address->bytes : sizeof address->bytes / 2;
}

/* loop_now() is milliseconds of a clock that all workers share. */
static uint64_t now(const struct call *call)
{
    return loop_now(call->worker->loop) * (NANOSECONDS / 1000);
}

/* ---- Taking ---- */

static void refuse(struct call *call, const struct bucket_level *level)
{
    const uint64_t seconds = whole_seconds(level->wait);

    call->retry_after = arena_format(call->arena, "%" PRIu64, seconds ? seconds : 1);
    call_problem(call, PROBLEM_TOO_MANY);
}

static bool take(struct call *call, struct limit *limit, const void *name, size_t size)
{
    if (!limit->table)
        return true;
    call->limit = limit;
    if (limit_table_take(limit->table, &limit->policy, name, size, now(call), &call->level))
        return true;
    refuse(call, &call->level);
    return false;
}

bool limits_take_address(struct call *call)
{
    struct limits *limits = call->worker->service->limits;

    return !limits || take(call, &limits->anonymous, call->client.bytes, counted_bytes(&call->client));
}

bool limits_take_key(struct call *call, const char *key_id)
{
    struct limits *limits = call->worker->service->limits;

    return !limits || take(call, &limits->key, key_id, strlen(key_id));
}

/* ---- Failures ---- */

bool limits_may_authenticate(struct call *call)
{
    struct limits *limits = call->worker->service->limits;

    if (!limits || !limits->failures.table)
        return true;
    const struct limit *limit = &limits->failures;
    const struct bucket_level level =
        limit_table_look(limit->table, &limit->policy, call->client.bytes, counted_bytes(&call->client), now(call));
    if (!level.wait)
        return true;
    refuse(call, &level);
    return false;
}

void limits_failed_authentication(struct call *call)
{
    struct limits *limits = call->worker->service->limits;
    struct bucket_level ignored;

    if (limits && limits->failures.table)
        limit_table_take(limits->failures.table, &limits->failures.policy, call->client.bytes,
            counted_bytes(&call->client), now(call), &ignored);
}

/* ---- What is said ---- */

void limits_headers(struct call *call)
{
    const char *state;

    if (!call->limit)
        return;
    state = arena_format(call->arena, "\"%s\";r=%" PRIu64 ";t=%" PRIu64, call->limit->name, call->level.left,
        whole_seconds(call->level.full));
    if (!state)
        return;
    call_header(call, "RateLimit-Policy", call->limit->description);
    call_header(call, "RateLimit", state);
}
