/* GET /v1/search (server/api): what a text finds in all resources, best first. */
#include <string.h>

#include "api/handlers.h"
#include "api/parameters.h"
#include "api/reading.h"
#include "api/worker.h"

#include <proeftuin/json_text.h>
#include <proeftuin/registry.h>

enum { LIMIT_USUAL = 20, LIMIT_MOST = 100 };

enum { COLUMN_KIND, COLUMN_KEY, COLUMN_MUNICIPALITY, COLUMN_TITLE, COLUMN_SNIPPET, COLUMN_RANK };

/* ---- The answer ---- */

static void write_member(struct buffer *out, const char *name, const PGresult *rows, int row, int column)
{
    buffer_format(out, ",\"%s\":", name);
    json_write_text(out, PQgetisnull(rows, row, column) ? NULL : PQgetvalue(rows, row, column));
}

static void write_found(struct buffer *out, const char *public_url, const PGresult *rows, int row)
{
    const char *kind = PQgetvalue(rows, row, COLUMN_KIND), *key = PQgetvalue(rows, row, COLUMN_KEY);

    buffer_format(out, "{\"kind\":\"%s\"", kind);
    write_member(out, "id", rows, row, COLUMN_KEY);
    write_member(out, "municipality", rows, row, COLUMN_MUNICIPALITY);
    write_member(out, "title", rows, row, COLUMN_TITLE);
    write_member(out, "snippet", rows, row, COLUMN_SNIPPET);
    buffer_format(
        out, ",\"rank\":%s,\"url\":\"%s/v1/%s/%s\"}", PQgetvalue(rows, row, COLUMN_RANK), public_url, kind, key);
}

static void search_done(struct call *call, struct db_query *query)
{
    const PGresult *rows = db_result(query, db_query_count(query) - 1);

    buffer_text(&call->body, "{\"results\":[");
    for (int row = 0; row < PQntuples(rows); row++) {
        if (row)
            buffer_char(&call->body, ',');
        write_found(&call->body, call->worker->service->public_url, rows, row);
    }
    buffer_text(&call->body, "]}\n");
    call_answer(call, 200);
}

/* ---- The question ---- */

static void add_kind(struct call *call, const char *name, const struct resource **kinds, size_t *count)
{
    const struct resource *resource = registry_find(name, strlen(name));

    if (!resource || !sql_searchable(resource)) {
        faults_add(&call->faults, FAULT_CODE, &(struct place){.name = "kinds"}, name, "kinds", NULL);
        return;
    }
    for (size_t i = 0; i < *count; i++)
        if (kinds[i] == resource)
            return;
    kinds[(*count)++] = resource;
}

static void take_kinds(struct call *call, struct search_question *question)
{
    const char *value = parameters_take(call->parameters, "kinds");
    const struct resource **kinds = arena_array(call->arena, registry_count, sizeof *kinds);
    const char **names = NULL;
    size_t count = 0;

    if (!kinds || (value && !(names = parameter_split(call->arena, value, &count))))
        return;
    question->resources = kinds;
    for (size_t i = 0; i < count; i++)
        add_kind(call, names[i], kinds, &question->resource_count);
    for (size_t i = 0; !names && i < registry_count; i++)
        if (sql_searchable(registry[i]))
            kinds[question->resource_count++] = registry[i];
}

static void take_municipalities(struct call *call, struct search_question *question)
{
    const struct place place = {.name = "municipality"};
    const struct field *key = &municipality_resource.fields[municipality_resource.key];
    const char *value = parameters_take(call->parameters, place.name);
    struct value code;

    if (!value || !(question->municipalities = parameter_split(call->arena, value, &question->municipality_count)))
        return;
    for (size_t i = 0; i < question->municipality_count; i++)
        key->type->parse(
            key, question->municipalities[i], strlen(question->municipalities[i]), &call->faults, &place, &code);
}

static void take_text(struct call *call, struct search_question *question)
{
    const struct place place = {.name = "q"};
    bool given = false;

    for (size_t i = 0; i < call->parameters->count; i++)
        given |= strcmp(call->parameters->items[i].name, place.name) == 0;
    if (!given)
        faults_add(&call->faults, FAULT_PARAMETER_REQUIRED, &place, NULL);
    question->text = reading_search(call, NULL, place.name);
}

void handle_search(struct call *call)
{
    struct search_question question = {0};
    struct statement statement;
    struct db_query *query;

    take_text(call, &question);
    take_kinds(call, &question);
    take_municipalities(call, &question);
    question.limit = reading_limit(call, LIMIT_USUAL, LIMIT_MOST);
    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call) || !(query = call_query(call)))
        return;
    if (call_add(call, query, sql_search(db_query_arena(query), &question, &statement), &statement))
        call_submit(call, query, DB_READ, search_done, NULL);
}
