/* API keys over HTTP (server/api): made and revoked by administrators, within what they administer. */
#include "api/keys.h"

#include <sodium.h>
#include <string.h>

#include "api/caller.h"
#include "api/handlers.h"
#include "api/worker.h"
#include "api/writing.h"

#include <proeftuin/resources.h>

/* ---- The statements ---- */

bool key_insert(struct arena *arena, const struct record *record, const char *id, const struct key_print *print,
    struct statement *ret)
{
    static const char sql[] = "INSERT INTO api_key (id, key_id, hash, label, roles, everywhere, municipalities,"
                              " expires_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    enum { COUNT = 8 };
    char hexadecimal[2 * KEY_HASH_SIZE + 1];
    const char **values = arena_array(arena, COUNT, sizeof *values);

    if (!values)
        return false;
    sodium_bin2hex(hexadecimal, sizeof hexadecimal, print->hash, sizeof print->hash);
    values[0] = arena_text(arena, id);
    values[1] = arena_text(arena, print->id);
    values[2] = arena_format(arena, "\\x%s", hexadecimal);
    for (unsigned i = 0; i < 5; i++) {
        static const unsigned fields[] = {
            API_KEY_LABEL, API_KEY_ROLES, API_KEY_EVERYWHERE, API_KEY_MUNICIPALITIES, API_KEY_EXPIRES_ON};
        const char *text = record->value[fields[i]].text;

        values[3 + i] = text ? arena_text(arena, text) : NULL;
    }
    *ret = (struct statement){.sql = sql, .values = values, .count = COUNT};
    return !arena_failed(arena);
}

#define REVOKE                                                                                                    \
    "UPDATE api_key SET version = version + (revoked_at IS NULL)::int, revoked_at = coalesce(revoked_at, now())," \
    " revoked_by = coalesce(revoked_by, current_setting('proeftuin.actor')) "

bool key_revoke(struct arena *arena, enum key_column column, const char *value, struct statement *ret)
{
    static const char *const sql[] = {[KEY_BY_ID] = REVOKE "WHERE id = $1 RETURNING key_id",
        [KEY_BY_KEY_ID] = REVOKE "WHERE key_id = $1 RETURNING key_id"};
    const char **values = arena_array(arena, 1, sizeof *values);

    if (!values || !(values[0] = arena_text(arena, value)))
        return false;
    *ret = (struct statement){.sql = sql[column], .values = values, .count = 1};
    return true;
}

/* ---- POST ---- */

struct making {
    struct writing writing; /* first: what handlers that write share finds it as the call's data */
    struct key_print print;
    char text[KEY_LENGTH + 1];
};

static void forget_text(void *making)
{
    sodium_memzero(((struct making *)making)->text, KEY_LENGTH + 1);
}

/* The row, and beside it the key: the only time that it is shown. */
static void made(struct call *call, struct db_query *query)
{
    struct making *making = call->data;
    const char *location =
        arena_format(call->arena, "%s/v1/api-keys/%s", call->worker->service->public_url, making->writing.key);

    if (location)
        call_header(call, "Location", location);
    answer_written_with(call, query, 201, "key", making->text);
}

static void make_failed(struct call *call, struct db_query *query, enum db_outcome outcome)
{
    if (outcome == DB_VIOLATION)
        write_failed(call, query, outcome, NULL);
    else
        call_database_problem(call, outcome);
}

static void insert(struct call *call)
{
    struct making *making = call->data;
    struct writing *writing = &making->writing;
    struct db_query *query = call_query(call);
    struct statement statement;

    if (query &&
        call_add(call, query,
            key_insert(db_query_arena(query), writing->record, writing->key, &making->print, &statement), &statement) &&
        reading_add(call, query, writing->reading))
        call_submit(call, query, DB_WRITE, made, make_failed);
}

static void looked_up(struct call *call, struct db_query *query)
{
    struct making *making = call->data;

    take_lookups(call, &making->writing, db_result(query, 0));
    if (!call_refuse_faults(call))
        insert(call);
}

static void look_up(struct call *call)
{
    struct writing *writing = call->data;
    struct db_query *query;
    struct statement statement = {0};

    if (!(query = call_query(call)))
        return;
    if (!sql_check(db_query_arena(query), writing->record, NULL, NULL, &statement, &writing->lookups)) {
        call_add(call, query, false, &statement);
    } else if (writing->lookups.count == 0) {
        db_query_free(query);
        insert(call);
    } else if (call_add(call, query, true, &statement)) {
        call_submit(call, query, DB_READ, looked_up, NULL);
    }
}

void handle_create_key(struct call *call)
{
    struct making *making = arena_alloc(call->arena, sizeof *making);
    struct writing *writing;

    if (!making || !arena_defer(call->arena, forget_text, making)) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return;
    }
    writing = &making->writing;
    if (!writing_begin(call, writing) || !read_body(call, RECORD_CREATE, &writing->record))
        return;
    const struct value *places = &writing->record->value[API_KEY_MUNICIPALITIES];

    if (!caller_covers(call, places->items, places->count, writing->record->value[API_KEY_EVERYWHERE].integer != 0)) {
        call_problem(call, PROBLEM_FORBIDDEN);
        return;
    }
    key_make(making->text, &making->print);
    writing->key = new_id(call->arena);
    writing->reading = writing->key ? reading_of_written(call, writing->key) : NULL;
    if (!writing->key)
        call_problem(call, PROBLEM_UNAVAILABLE);
    else if (writing->reading)
        look_up(call);
}

/* ---- DELETE ---- */

static void revoked(struct call *call, struct db_query *query)
{
    if (PQntuples(db_result(query, 0)) == 0)
        call_problem(call, PROBLEM_NOT_FOUND);
    else
        call_answer_empty(call, 204);
}

void handle_revoke_key(struct call *call)
{
    struct db_query *query;
    struct statement statement;

    parameters_refuse_rest(call->parameters, &call->faults);
    if (call_refuse_faults(call) || !(query = call_query(call)))
        return;
    if (call_add(call, query, key_revoke(db_query_arena(query), KEY_BY_ID, call->key, &statement), &statement))
        call_submit(call, query, DB_WRITE, revoked, NULL);
}
