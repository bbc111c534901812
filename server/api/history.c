/*
 * GET /v1/{collection}/{id}/history (server/api): who changed what of a row, when and why, latest first.
 *
 * Which entries there are, and what of them a caller may know, is decided in the database (db/sql_change.h).
 */
#include <string.h>

#include "api/handlers.h"
#include "api/history.h"
#include "api/parameters.h"
#include "api/worker.h"

#include <proeftuin/json_text.h>

enum { LIMIT_USUAL = 20, LIMIT_MOST = 100 };

/* A page goes on behind an entry: for cursors, entries are rows with a number for a key. */
static const struct field entry_fields[] = {{.name = "id", .type = &type_integer, .min = 1, .max = INT64_MAX}};
static const struct resource entry = {.path = "history", FIELD_TABLE(entry_fields), .key = 0};

static void read_limit(struct call *call, struct history *history)
{
    static const struct field limit = {.name = "limit", .type = &type_integer, .min = 1, .max = LIMIT_MOST};
    const struct place place = {.name = "limit"};
    const char *value = parameters_take(call->parameters, "limit");
    struct value number;

    history->limit = LIMIT_USUAL;
    if (value && type_integer.parse(&limit, value, strlen(value), &call->faults, &place, &number))
        history->limit = (unsigned)number.integer;
}

static void read_cursor(struct call *call, struct history *history)
{
    const char *value = parameters_take(call->parameters, "cursor");

    history->selection.resource = &entry;
    history->fingerprint = cursor_fingerprint(&entry, call->parameters);
    if (value && !cursor_read(call->arena, value, history->fingerprint, &history->selection, &history->start))
        faults_add(&call->faults, FAULT_CURSOR, &(struct place){.name = "cursor"}, NULL);
}

/* ---- The answer ---- */

static void write_text(struct buffer *out, const char *name, const PGresult *page, int row, int column)
{
    buffer_format(out, ",\"%s\":", name);
    json_write_text(out, PQgetisnull(page, row, column) ? NULL : PQgetvalue(page, row, column));
}

static bool is_operation(const PGresult *page, int row, const char *operation)
{
    return strcmp(PQgetvalue(page, row, HISTORY_OPERATION), operation) == 0;
}

bool history_can_compare(
    const PGresult *page, int row, const struct render_states *before, const struct render_states *after)
{
    const char *key = PQgetvalue(page, row, HISTORY_KEY);
    const bool had = is_operation(page, row, "update") || is_operation(page, row, "delete");
    const bool has = !is_operation(page, row, "delete");

    return !is_operation(page, row, "erase") && had == (render_state_row(before, key) >= 0) &&
           has == (render_state_row(after, key) >= 0);
}

void history_write_head(struct buffer *out, const PGresult *page, int row)
{
    buffer_format(out, "{\"version\":%s,\"at\":", PQgetvalue(page, row, HISTORY_VERSION));
    type_instant.write(out, PQgetvalue(page, row, HISTORY_AT), (size_t)PQgetlength(page, row, HISTORY_AT));
    write_text(out, "change", page, row, HISTORY_OPERATION);
    buffer_format(out, ",\"public\":%s", PQgetvalue(page, row, HISTORY_PUBLIC)[0] == 't' ? "true" : "false");
    write_text(out, "actor", page, row, HISTORY_ACTOR);
    write_text(out, "request", page, row, HISTORY_REQUEST);
    write_text(out, "reason", page, row, HISTORY_REASON);
}

static void write_next(struct call *call, const struct history *history, const PGresult *page, const char *path)
{
    const struct page_start start = {.key = PQgetvalue(page, (int)history->limit - 1, HISTORY_ID)};

    buffer_format(
        &call->body, "\"%s/v1/%s/%s/%s", call->worker->service->public_url, call->resource->path, call->key, path);
    buffer_char(&call->body, parameters_write(call->parameters, "cursor", &call->body));
    buffer_text(&call->body, "cursor=");
    cursor_write(call->arena, history->fingerprint, &history->selection, &start, &call->body);
    buffer_char(&call->body, '"');
}

void history_write_page(struct call *call, const struct history *history, const PGresult *page, const char *path,
    history_write_entry *write, void *data)
{
    const int count = PQntuples(page);

    buffer_text(&call->body, "\"results\":[");
    for (int row = 0; row < count && row < (int)history->limit; row++) {
        if (row > 0)
            buffer_char(&call->body, ',');
        write(data, &call->body, page, row);
    }
    buffer_text(&call->body, "],\"next\":");
    if (count > (int)history->limit)
        write_next(call, history, page, path);
    else
        buffer_text(&call->body, "null");
}

struct compared {
    struct render_states before, after;
};

static void write_entry(void *data, struct buffer *out, const PGresult *page, int row)
{
    const struct compared *compared = data;

    history_write_head(out, page, row);
    buffer_text(out, ",\"changes\":");
    if (history_can_compare(page, row, &compared->before, &compared->after))
        render_differences(out, &compared->before, &compared->after, PQgetvalue(page, row, HISTORY_KEY));
    else
        buffer_text(out, "null");
    buffer_char(out, '}');
}

static void answer(struct call *call, struct db_query *query)
{
    const struct history *history = call->data;
    const PGresult *page = db_result(query, history->page);
    struct compared compared = {states_take(&history->before, query), states_take(&history->after, query)};

    if (PQntuples(page) == 0 && !history->start.key) {
        call_problem(call, PROBLEM_NOT_FOUND);
        return;
    }
    buffer_char(&call->body, '{');
    history_write_page(call, history, page, "history", write_entry, &compared);
    buffer_text(&call->body, "}\n");
    call_answer(call, 200);
}

/* ---- The question ---- */

void history_read(struct call *call, struct history *history)
{
    read_limit(call, history);
    read_cursor(call, history);
    parameters_refuse_rest(call->parameters, &call->faults);
}

bool history_add(struct call *call, struct db_query *query, struct history *history, struct states states)
{
    struct statement statement;

    states.resource = call->resource;
    states.key = call->key;
    states.behind = history->start.key;
    states.limit = history->limit;
    states.of = STATES_BEFORE;
    history->page = db_query_count(query);
    if (!call_add(call, query, sql_history(db_query_arena(query), &states, &statement), &statement) ||
        !states_add(call, query, &states, &history->before))
        return false;
    states.of = STATES_AFTER;
    return states_add(call, query, &states, &history->after);
}

void handle_history(struct call *call)
{
    struct history *history = arena_alloc(call->arena, sizeof *history);
    struct db_query *query;

    if (!history) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    call->data = history;
    history_read(call, history);
    if (call_refuse_faults(call) || !(query = call_query(call)))
        return;
    if (history_add(call, query, history, (struct states){.fields = fields_stored(call->resource)}))
        call_submit(call, query, DB_READ, answer, NULL);
}
