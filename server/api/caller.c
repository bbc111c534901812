/* Who is calling, and what they may (server/api). See caller.h. */
#include "api/caller.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>

#include "api/key_cache.h"
#include "api/limits.h"
#include "api/metrics.h"
#include "api/route.h"
#include "api/worker.h"

/* ---- What they may ---- */

static const char nowhere[] = "{}", all_places[] = "{*}";

bool caller_has_role(const struct call *call, enum role role)
{
    return call->identity.roles >> role & 1;
}

static bool is_everywhere(const struct call *call)
{
    return strcmp(call->caller.scope, all_places) == 0;
}

/* A scope is written {gm0141,gm1509}; codes need no quotes. */
static bool scope_has(const char *scope, const char *municipality)
{
    const size_t wanted = strlen(municipality);

    for (size_t length; *(scope += strspn(scope, "{},")); scope += length) {
        length = strcspn(scope, "{},");
        if (length == wanted && memcmp(scope, municipality, length) == 0)
            return true;
    }
    return false;
}

bool caller_covers(const struct call *call, const char *const *municipalities, size_t count, bool everywhere)
{
    bool covered = is_everywhere(call) || !everywhere;

    for (size_t i = 0; covered && i < count; i++)
        covered = is_everywhere(call) || scope_has(call->caller.scope, municipalities[i]);
    return covered;
}

bool caller_may_write(const struct call *call, const struct resource *resource, const char *municipality)
{
    return caller_has_role(call, resource->writer) &&
           caller_covers(call, &municipality, municipality != NULL, municipality == NULL);
}

bool caller_refuse_write(struct call *call, const char *municipality)
{
    if (caller_may_write(call, call->resource, municipality))
        return false;
    call_problem(call, PROBLEM_FORBIDDEN);
    return true;
}

/* ---- For the database ---- */

static enum role role_of_route(const struct call *call)
{
    return call->route->access == ACCESS_WRITE ? call->resource->writer : ROLE_ADMINISTRATOR;
}

/* Writing needs the role, and so does whatever is done for administrators only. */
static bool may_use_scope(const struct call *call, enum db_lane lane)
{
    const bool reads = lane != DB_WRITE && call->route->access != ACCESS_ADMINISTRATOR;

    return reads || caller_has_role(call, role_of_route(call));
}

struct db_caller caller_for(const struct call *call, enum db_lane lane)
{
    struct db_caller caller = call->caller;

    if (!may_use_scope(call, lane))
        caller.scope = nowhere;
    return caller;
}

/* ---- Who they are ---- */

/* The same words for a key that is unknown, wrong, expired or revoked. */
static void refuse_unknown(struct call *call)
{
    limits_failed_authentication(call);
    call_header(call, "WWW-Authenticate", "Bearer realm=\"proeftuin\", error=\"invalid_token\"");
    call_problem(call, PROBLEM_UNAUTHENTICATED);
}

static void ask_for_key(struct call *call)
{
    call_header(call, "WWW-Authenticate", "Bearer realm=\"proeftuin\"");
    call_problem(call, PROBLEM_UNAUTHENTICATED);
}

/* Nothing that follows may count on the cache: it forgets. */
static bool take_on(struct call *call, const struct key_grant *grant)
{
    call->identity = (struct identity){.roles = grant->roles,
        .key_id = arena_text(call->arena, grant->print.id),
        .label = arena_text(call->arena, grant->label),
        .expires = *grant->expires ? arena_text(call->arena, grant->expires) : NULL};
    call->caller.scope = arena_text(call->arena, grant->scope);
    call->caller.actor = arena_format(call->arena, "key:%s", grant->print.id);
    return !arena_failed(call->arena);
}

/* A row decides who may write it; a new one has none yet, and without the role no row of one's own can be made. */
static bool lacks_role(const struct call *call)
{
    switch (call->route->access) {
    case ACCESS_OPEN:
    case ACCESS_READ:
        return false;
    case ACCESS_ADMINISTRATOR:
        return !caller_has_role(call, ROLE_ADMINISTRATOR);
    case ACCESS_WRITE:
        break;
    }
    return !call->key && !caller_has_role(call, call->resource->writer);
}

static void settle(struct call *call, const struct key_grant *grant)
{
    const struct key_print *given = call->given;

    if (!grant->usable || sodium_memcmp(grant->print.hash, given->hash, sizeof given->hash) != 0)
        refuse_unknown(call);
    else if (!take_on(call, grant))
        call_problem(call, PROBLEM_UNAVAILABLE);
    else if (!limits_take_key(call, call->identity.key_id))
        return;
    else if (lacks_role(call))
        call_problem(call, PROBLEM_FORBIDDEN);
    else
        call->identified(call);
}

static void noted(struct db_query *query, enum db_outcome outcome, void *context)
{
    (void)query;
    (void)outcome;
    (void)context;
}

static struct statement key_statement(struct db_query *query, const char *sql, const char *id)
{
    const char **values = arena_array(db_query_arena(query), 1, sizeof *values);
    const char *kept = arena_text(db_query_arena(query), id);

    if (!values || !kept)
        return (struct statement){0};
    values[0] = kept;
    return (struct statement){.sql = sql, .values = values, .count = 1};
}

/* Beside the request, which waits for nothing of it. When there is no room, the next use is noted. */
static void note_use(struct call *call, const char *id)
{
    static const struct db_caller service = {.actor = "system:keys"};
    struct db_query *query = db_query_new(call->worker->db, 4096);

    if (!query)
        return;
    const struct statement statement = key_statement(query, "SELECT proeftuin_key_used($1)", id);

    if (!statement.sql || !db_query_add(query, &statement) || !db_query_caller(query, &service) ||
        db_submit(query, DB_WRITE, noted, NULL) != DB_TAKEN)
        db_query_free(query);
}

static void looked_up(struct call *call, struct db_query *query)
{
    const struct key_print *given = call->given;
    const PGresult *answer = db_result(query, 0);
    const struct key_grant *grant = key_cache_put(call->worker->keys, given->id, answer, call->asked);

    if (!grant) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    if (grant->usable && strcmp(PQgetvalue(answer, 0, KEY_GRANT_UNNOTED), "t") == 0 &&
        sodium_memcmp(grant->print.hash, given->hash, sizeof given->hash) == 0)
        note_use(call, given->id);
    settle(call, grant);
}

static void look_up(struct call *call)
{
    const struct key_print *given = call->given;
    struct db_query *query = call_query(call);
    struct statement statement;

    if (!query)
        return;
    statement = key_statement(query, KEY_GRANT_SQL, given->id);
    call->asked = loop_now(call->worker->loop);
    metrics_count(&call->worker->metrics->key_lookups, 1);
    if (call_add(call, query, statement.sql, &statement))
        call_submit(call, query, DB_READ, looked_up, NULL);
}

/* The scheme's name in any case (RFC 9110, section 11.1), then one space or more (RFC 6750 has one). */
static const char *bearer_token(const char *header)
{
    static const char scheme[] = "Bearer";
    const size_t length = sizeof scheme - 1;

    if (strncasecmp(header, scheme, length) != 0 || header[length] != ' ')
        return NULL;
    return header + length + strspn(header + length, " ");
}

static void identify_key(struct call *call, const char *header)
{
    const char *token = bearer_token(header);
    const struct key_grant *grant;
    struct key_print *given = arena_alloc(call->arena, sizeof *given);

    if (!given) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    if (!token || !key_read(token, given)) {
        refuse_unknown(call);
        return;
    }
    call->given = given;
    grant = key_cache_find(call->worker->keys, given->id, loop_now(call->worker->loop));
    if (grant)
        settle(call, grant);
    else
        look_up(call);
}

void caller_identify(struct call *call, call_handler *next)
{
    const enum access access = call->route->access;
    const char *header = http_header_value(call->request, "Authorization");

    call->caller = (struct db_caller){.scope = nowhere, .actor = "anonymous", .request = call->seen.trace.id};
    call->identified = next;
    if (call->route->traits & ROUTE_UNLIMITED) {
        next(call);
        return;
    }
    if (access != ACCESS_OPEN && header) {
        if (limits_may_authenticate(call))
            identify_key(call, header);
        return;
    }
    if (!limits_take_address(call))
        return;
    if (access == ACCESS_OPEN || (access == ACCESS_READ && call->worker->service->anonymous))
        next(call);
    else
        ask_for_key(call);
}
