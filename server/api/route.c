/* The routes, as a table (server/api). */
#include "api/route.h"

#include <string.h>

#include "api/metrics.h"

#include <proeftuin/registry.h>

/* A literal path stands before a pattern that would match it too. */
static const struct route routes[] = {
    {"GET", "/health/live", handle_live, ACCESS_OPEN, ROUTE_UNLIMITED, {"Leeft de dienst?", "Is the service alive?"}},
    {"GET", "/health/ready", handle_ready, ACCESS_OPEN, ROUTE_UNLIMITED,
        {"Kan de dienst antwoorden, en zo niet, wat ontbreekt?",
            "Can the service answer, and if not, what is missing?"}},
    {"GET", "/metrics", handle_metrics, ACCESS_OPEN, ROUTE_ANY_FORM | ROUTE_UNLIMITED,
        {"Tellingen voor Prometheus", "Counts for Prometheus"}},
    {"GET", "/v1", handle_index, ACCESS_OPEN, 0, {"Wat hier te vinden is", "What there is here"}},
    {"GET", "/v1/me", handle_me, ACCESS_READ, 0, {"Wie ik ben en wat ik mag", "Who I am and what I may"}},
    {"GET", "/v1/api-keys", handle_list, ACCESS_ADMINISTRATOR, 0, {"Lijst van sleutels", "List of keys"}},
    {"POST", "/v1/api-keys", handle_create_key, ACCESS_ADMINISTRATOR, ROUTE_TAKES_BODY,
        {"Nieuwe sleutel; het antwoord toont hem, eenmalig", "New key; the answer shows it, once"}},
    {"GET", "/v1/api-keys/{id}", handle_get, ACCESS_ADMINISTRATOR, 0, {"Een sleutel", "One key"}},
    {"DELETE", "/v1/api-keys/{id}", handle_revoke_key, ACCESS_ADMINISTRATOR, 0, {"Sleutel intrekken", "Revoke a key"}},
    {"GET", "/v1/findings", handle_findings, ACCESS_READ, 0,
        {"Wat in de pilots van een gemeente niet met elkaar klopt",
            "What does not agree in the pilots of a municipality"}},
    {"GET", "/v1/pilots/{id}/findings", handle_findings, ACCESS_READ, 0,
        {"Wat in een pilot niet met elkaar klopt", "What does not agree in a pilot"}},
    {"GET", "/v1/pilots/{id}/readiness", handle_readiness, ACCESS_READ, 0,
        {"Is een pilot klaar om regulier te worden?", "Is a pilot ready to become regular?"}},
    {"GET", "/v1/search", handle_search, ACCESS_READ, 0,
        {"Zoeken in alles wat het register bevat", "Search all that the register holds"}},
    {"GET", "/v1/pilots/{id}/similar", handle_similar, ACCESS_READ, 0,
        {"Pilots die op een pilot lijken, en wat ervan geleerd is",
            "Pilots like a pilot, and what was learned from them"}},
    {"POST", "/v1/smart-checks", handle_check_goal, ACCESS_READ, ROUTE_TAKES_BODY,
        {"Is dit doel SMART? Er wordt niets vastgelegd", "Is this goal SMART? Nothing is stored"}},
    {"GET", "/v1/goals/{id}/smart-check", handle_check_goal, ACCESS_READ, 0,
        {"Is een doel SMART?", "Is a goal SMART?"}},
    {"GET", "/v1/goals/{id}/progress", handle_progress, ACCESS_READ, 0,
        {"Hoe ver is een doel, en hoe ver had het moeten zijn?",
            "How far is a goal, and how far should it have been?"}},
    {"GET", "/v1/goals/{id}/drift", handle_drift, ACCESS_READ, 0,
        {"Wat er aan een doel is gewijzigd sinds het is gemeten", "What was changed of a goal since it was measured"}},
    {"POST", "/v1/effects", handle_effects, ACCESS_READ, ROUTE_TAKES_BODY,
        {"Wat zeggen deze cijfers van een effect? Er wordt niets vastgelegd",
            "What do these figures say of an effect? Nothing is stored"}},
    {"GET", "/v1/evaluations/{id}/effects", handle_effects, ACCESS_READ, 0,
        {"Wat zeggen de cijfers van een evaluatie van een effect?",
            "What do an evaluation's figures say of an effect?"}},
    {"GET", "/v1/changes", handle_changes, ACCESS_READ, 0,
        {"Wat er sinds een eerdere vraag is gewijzigd", "What has changed since an earlier question"}},
    {"GET", "/v1/{collection}", handle_list, ACCESS_READ, ROUTE_TABLE, {"Lijst", "List"}},
    {"POST", "/v1/{collection}", handle_create, ACCESS_WRITE, ROUTE_TAKES_BODY, {"Nieuwe regel", "New row"}},
    {"GET", "/v1/{collection}/{id}", handle_get, ACCESS_READ, ROUTE_TABLE, {"Een regel", "One row"}},
    {"GET", "/v1/{collection}/{id}/history", handle_history, ACCESS_READ, 0,
        {"Wat er aan een regel is gewijzigd", "What was changed of a row"}},
    {"PATCH", "/v1/{collection}/{id}", handle_change, ACCESS_WRITE, ROUTE_TAKES_BODY,
        {"Regel wijzigen", "Change a row"}},
    {"DELETE", "/v1/{collection}/{id}", handle_delete, ACCESS_WRITE, 0, {"Regel verwijderen", "Delete a row"}},
};
enum { ROUTE_COUNT = sizeof routes / sizeof *routes };
_Static_assert((int)ROUTE_COUNT < (int)METRICS_ROUTES, "each route has its counters");

static bool is_text(const char *text, size_t length, const char *literal)
{
    return strlen(literal) == length && memcmp(text, literal, length) == 0;
}

/* A row's key is an id or a code: nothing else can name a row, so anything else is no path of ours ("." and ".." least
 * of all). */
static bool is_key(const char *text, size_t length)
{
    return length > 0 && length <= 50 && text[0] != '.' &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-.") >= length;
}

/* Matches segment by segment. The collection of a literal path ("pilots") is a resource too. */
static bool matches(const char *pattern, const char *path, struct match *ret)
{
    struct match match = {0};

    while (*pattern == '/' && *path == '/') {
        const size_t expected = strcspn(++pattern, "/"), given = strcspn(++path, "/");

        if (is_text(pattern, expected, "{id}")) {
            if (!is_key(path, given))
                return false;
            match.key = path;
            match.key_length = given;
        } else if (is_text(pattern, expected, "{collection}")) {
            match.resource = registry_find(path, given);
            if (!match.resource)
                return false;
        } else if (expected != given || memcmp(pattern, path, given) != 0) {
            return false;
        } else if (!match.resource) {
            match.resource = registry_find(path, given);
            if (!match.resource)
                match.resource = service_registry_find(path, given);
        }
        pattern += expected;
        path += given;
    }
    if (*pattern || *path)
        return false;
    *ret = match;
    return true;
}

const struct route *route_at(size_t index)
{
    return index < ROUTE_COUNT ? &routes[index] : NULL;
}

size_t route_index(const struct route *route)
{
    return (size_t)(route - routes);
}

unsigned route_forms(const struct route *route)
{
    return route->traits & ROUTE_TABLE ? 1 << FORM_JSON | 1 << FORM_CSV | 1 << FORM_NDJSON : 1 << FORM_JSON;
}

/* HEAD is GET without the body; libmicrohttpd leaves it out. */
static const char *handled_as(const char *method)
{
    return strcmp(method, "HEAD") == 0 ? "GET" : method;
}

void route_find(const char *method, const char *path, struct match *ret)
{
    struct match match;

    *ret = (struct match){0};
    for (size_t i = 0; i < ROUTE_COUNT; i++) {
        if (!matches(routes[i].path, path, &match))
            continue;
        ret->path_known = true;
        if (strcmp(routes[i].method, handled_as(method)) == 0) {
            *ret = match;
            ret->route = &routes[i];
            ret->path_known = true;
            return;
        }
    }
}

void route_write_methods(const char *path, struct buffer *out)
{
    struct match match;
    bool listed[ROUTE_COUNT] = {false};

    for (size_t i = 0; i < ROUTE_COUNT; i++) {
        if (!matches(routes[i].path, path, &match))
            continue;
        for (size_t before = 0; before < i; before++)
            listed[i] |= listed[before] && strcmp(routes[before].method, routes[i].method) == 0;
        if (!listed[i])
            buffer_format(out, "%s%s, ", routes[i].method, strcmp(routes[i].method, "GET") == 0 ? ", HEAD" : "");
        listed[i] = true;
    }
    buffer_text(out, "OPTIONS");
}
