/* Idempotency-Key (server/api). See idempotency.h. */
#include "api/idempotency.h"

#include <sodium.h>
#include <string.h>

enum { KEY_MOST = 200, FINGERPRINT_SIZE = 32 };

static const char recall_sql[] = "SELECT row_key, fingerprint = $2 FROM idempotency_key "
                                 "WHERE owner = current_setting('proeftuin.actor') AND key = $1";

static const char take_sql[] =
    "INSERT INTO idempotency_key (key, fingerprint, resource, row_key) VALUES ($1, $2, $3, $4)";

static const char expire_sql[] = "SELECT proeftuin_expire_idempotency_keys()";

/* ---- The header ---- */

static bool is_key(const char *text)
{
    size_t length = 0;

    for (; text[length]; length++)
        if (text[length] < '!' || text[length] > '~' || length == KEY_MOST)
            return false;
    return length > 0;
}

/* Of what makes two requests the same: what they would do, not who asks, or which headers the way adds. */
static const char *fingerprint_of(struct call *call)
{
    crypto_generichash_state state;
    unsigned char hash[FINGERPRINT_SIZE];
    char hexadecimal[2 * FINGERPRINT_SIZE + 1];
    const char *method = http_method(call->request), *path = http_path(call->request), *body;
    size_t length;

    body = http_body(call->request, &length);
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)method, strlen(method) + 1);
    crypto_generichash_update(&state, (const unsigned char *)path, strlen(path) + 1);
    crypto_generichash_update(&state, (const unsigned char *)body, length);
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hexadecimal, sizeof hexadecimal, hash, sizeof hash);
    return arena_format(call->arena, "\\x%s", hexadecimal);
}

bool idempotency_read(struct call *call, struct idempotency *ret)
{
    struct idempotency idempotency = {.key = http_header_value(call->request, "Idempotency-Key")};

    if (idempotency.key && !is_key(idempotency.key)) {
        call->faults.in = FAULT_IN_HEADER;
        faults_add(&call->faults, FAULT_HEADER, &(struct place){.name = "Idempotency-Key"}, "[!-~]{1,200}", NULL);
        call_problem(call, PROBLEM_INVALID);
        return false;
    }
    if (idempotency.key && !(idempotency.fingerprint = fingerprint_of(call))) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return false;
    }
    *ret = idempotency;
    return true;
}

/* ---- The statements ---- */

/* With values that are copied to where the query can keep them. */
static bool add(struct call *call, struct db_query *query, const char *sql, const char *const values[], int count)
{
    struct arena *arena = db_query_arena(query);
    const char **kept = arena_array(arena, (size_t)count + 1, sizeof *kept);
    bool built = kept;

    for (int i = 0; built && i < count; i++)
        built = (kept[i] = arena_text(arena, values[i]));
    return call_add(call, query, built, &(struct statement){.sql = sql, .values = kept, .count = count});
}

bool idempotency_add_recall(struct call *call, struct db_query *query, const struct idempotency *idempotency)
{
    const char *const values[] = {idempotency->key, idempotency->fingerprint};

    return add(call, query, recall_sql, values, 2);
}

enum idempotency_use idempotency_recalled(const PGresult *result, const char **ret_row)
{
    if (PQntuples(result) == 0)
        return KEY_UNUSED;
    if (strcmp(PQgetvalue(result, 0, 1), "t") != 0)
        return KEY_OF_ANOTHER;
    *ret_row = PQgetvalue(result, 0, 0);
    return KEY_OF_THIS;
}

bool idempotency_add_take(
    struct call *call, struct db_query *query, const struct idempotency *idempotency, const char *row)
{
    const char *const values[] = {idempotency->key, idempotency->fingerprint, call->resource->path, row};

    return add(call, query, take_sql, values, 4) && add(call, query, expire_sql, NULL, 0);
}

bool idempotency_lost(const struct db_query *query, enum db_outcome outcome)
{
    return outcome == DB_VIOLATION && strcmp(db_violation(query)->table, "idempotency_key") == 0;
}
