/*
 * Sealing (server/jobs): what one pass does. See seal.h; the thread that runs passes is in sealer.c.
 *
 * A pass takes what was committed since the last one: not visible in the snapshot of then, not sealed, in the order of
 * ids, a batch a transaction. When it has come to the end, the snapshot with which it began is where the next one
 * begins; what came in between has a seal already, or is found then.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proeftuin/arena.h>
#include <proeftuin/sql_array.h>

#include "db/session.h"
#include "jobs/chain.h"
#include "jobs/seal.h"

enum { BATCH = 500, BATCH_MEMORY = 4 << 20, LITERAL_MOST = 1 << 20 };

/* The last seal of a chain. */
struct head {
    const char *municipality;
    int64_t number;
    struct chain_hash hash;
};

/* One transaction of a pass. */
struct batch {
    struct session *session;
    struct arena *arena;
    PGresult *entries;
    struct head heads[BATCH]; /* of the municipalities in it */
    size_t head_count;
};

enum column { COLUMN_ID, COLUMN_MUNICIPALITY, COLUMN_ENTRY, COLUMN_BEFORE, COLUMN_AFTER };

#define ENTRIES                                                                    \
    "SELECT c.id, c.municipality, " CHAIN_ENTRY ", " CHAIN_BEFORE ", " CHAIN_AFTER \
    " FROM change c LEFT JOIN change_internal i ON i.change_id = c.id"             \
    " WHERE NOT EXISTS (SELECT FROM change_seal s WHERE s.change_id = c.id) AND c.id > $1::bigint"
#define BATCH_LIMIT " ORDER BY c.id LIMIT 500"

static const char all_entries[] = ENTRIES BATCH_LIMIT;
static const char new_entries[] = ENTRIES " AND c.id > $2::bigint AND c.xid >= pg_snapshot_xmin($3::pg_snapshot)"
                                          " AND NOT pg_visible_in_snapshot(c.xid, $3::pg_snapshot)" BATCH_LIMIT;

static const char begin_sql[] = "SELECT e.number, e.settled, s.sealed, pg_current_snapshot() FROM change_era e"
                                " LEFT JOIN change_sealing s ON s.era = e.number ORDER BY e.number DESC LIMIT 1";

static const char head_sql[] = "SELECT number, hash FROM change_chain WHERE municipality = $1";

static const char seal_sql[] =
    "INSERT INTO change_seal (municipality, number, change_id, before_hash, after_hash, hash)"
    " SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bytea[])";

static const char chain_sql[] =
    "INSERT INTO change_chain (municipality, number, hash) SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[])"
    " ON CONFLICT (municipality) DO UPDATE SET number = excluded.number, hash = excluded.hash";

static const char advance_sql[] = "WITH old AS (DELETE FROM change_sealing WHERE era <> $1::integer)"
                                  " INSERT INTO change_sealing (era, sealed) VALUES ($1::integer, $2::pg_snapshot)"
                                  " ON CONFLICT (era) DO UPDATE SET sealed = excluded.sealed";

static bool run(struct session *session, const char *sql, const char *const *values, int count, PGresult **ret)
{
    return session_run(session, &(struct statement){.sql = sql, .values = values, .count = count}, ret) == DB_OK;
}

/* ---- One batch ---- */

static bool read_head(struct batch *batch, const char *municipality, struct head *ret)
{
    PGresult *found;
    bool ok = true;

    *ret = (struct head){.municipality = municipality, .hash = chain_of_text(municipality)};
    if (!run(batch->session, head_sql, &municipality, 1, &found))
        return false;
    if (PQntuples(found) > 0) {
        ret->number = strtoll(PQgetvalue(found, 0, 0), NULL, 10);
        ok = chain_read(PQgetvalue(found, 0, 1), &ret->hash);
    }
    PQclear(found);
    return ok;
}

static struct head *head_of(struct batch *batch, const char *municipality)
{
    for (size_t i = 0; i < batch->head_count; i++)
        if (strcmp(batch->heads[i].municipality, municipality) == 0)
            return &batch->heads[i];
    if (!read_head(batch, municipality, &batch->heads[batch->head_count]))
        return NULL;
    return &batch->heads[batch->head_count++];
}

static const char *literal_of(struct arena *arena, const char *const *items, size_t count)
{
    struct buffer array;
    const char *text;

    buffer_init(&array, LITERAL_MOST);
    sql_array_write(&array, items, count);
    text = array.failed ? NULL : arena_copy(arena, array.data, array.length);
    buffer_free(&array);
    return text;
}

static const char *text_of(struct arena *arena, const struct chain_hash *hash)
{
    char text[CHAIN_TEXT_SIZE];

    chain_write(hash, text);
    return arena_text(arena, text);
}

/* The seals' columns, an array each. */
enum seal_column { SEAL_MUNICIPALITY, SEAL_NUMBER, SEAL_CHANGE, SEAL_BEFORE, SEAL_AFTER, SEAL_HASH, SEAL_COLUMNS };

static bool seal_entry(struct batch *batch, int row, const char **columns[SEAL_COLUMNS])
{
    const PGresult *entries = batch->entries;
    struct head *head = head_of(batch, PQgetvalue(entries, row, COLUMN_MUNICIPALITY));
    const struct chain_hash before = chain_of_text(PQgetvalue(entries, row, COLUMN_BEFORE));
    const struct chain_hash after = chain_of_text(PQgetvalue(entries, row, COLUMN_AFTER));

    if (!head)
        return false;
    head->hash = chain_next(&head->hash, PQgetvalue(entries, row, COLUMN_ENTRY), &before, &after);
    head->number++;
    columns[SEAL_MUNICIPALITY][row] = head->municipality;
    columns[SEAL_NUMBER][row] = arena_format(batch->arena, "%" PRId64, head->number);
    columns[SEAL_CHANGE][row] = PQgetvalue(entries, row, COLUMN_ID);
    columns[SEAL_BEFORE][row] = text_of(batch->arena, &before);
    columns[SEAL_AFTER][row] = text_of(batch->arena, &after);
    columns[SEAL_HASH][row] = text_of(batch->arena, &head->hash);
    return true;
}

static bool write_seals(struct batch *batch)
{
    const int count = PQntuples(batch->entries);
    const char **columns[SEAL_COLUMNS], *literals[SEAL_COLUMNS];

    for (size_t i = 0; i < SEAL_COLUMNS; i++)
        columns[i] = arena_array(batch->arena, (size_t)count + 1, sizeof *columns[i]);
    for (int row = 0; row < count; row++)
        if (arena_failed(batch->arena) || !seal_entry(batch, row, columns))
            return false;
    for (size_t i = 0; i < SEAL_COLUMNS; i++)
        literals[i] = literal_of(batch->arena, columns[i], (size_t)count);
    return !arena_failed(batch->arena) && run(batch->session, seal_sql, literals, SEAL_COLUMNS, NULL);
}

static bool write_heads(struct batch *batch)
{
    const size_t count = batch->head_count;
    const char **municipalities = arena_array(batch->arena, count + 1, sizeof *municipalities);
    const char **numbers = arena_array(batch->arena, count + 1, sizeof *numbers);
    const char **hashes = arena_array(batch->arena, count + 1, sizeof *hashes);

    for (size_t i = 0; i < count && !arena_failed(batch->arena); i++) {
        municipalities[i] = batch->heads[i].municipality;
        numbers[i] = arena_format(batch->arena, "%" PRId64, batch->heads[i].number);
        hashes[i] = text_of(batch->arena, &batch->heads[i].hash);
    }
    if (arena_failed(batch->arena))
        return false;
    const char *const literals[] = {literal_of(batch->arena, municipalities, count),
        literal_of(batch->arena, numbers, count), literal_of(batch->arena, hashes, count)};
    return !arena_failed(batch->arena) && run(batch->session, chain_sql, literals, 3, NULL);
}

/* ---- One pass ---- */

struct pass {
    struct session *session;
    char *era, *settled, *since; /* since NULL: from the beginning of the log */
    char *snapshot;              /* with which it began */
    char last[24];               /* the entry up to which it has come */
    size_t sealed;
    bool done;
};

static char *copied(const PGresult *result, int column)
{
    return PQgetisnull(result, 0, column) ? NULL : strdup(PQgetvalue(result, 0, column));
}

static bool begin_pass(struct pass *pass)
{
    PGresult *found;
    bool ok;

    if (!run(pass->session, begin_sql, NULL, 0, &found))
        return false;
    pass->done = PQntuples(found) == 0;
    if (!pass->done) {
        pass->era = copied(found, 0);
        pass->settled = copied(found, 1);
        pass->since = copied(found, 2);
        pass->snapshot = copied(found, 3);
    }
    ok = pass->done || (pass->era && pass->settled && pass->snapshot && (pass->since || PQgetisnull(found, 0, 2)));
    PQclear(found);
    return ok;
}

static bool advance(const struct pass *pass)
{
    const char *const values[] = {pass->era, pass->snapshot};

    return run(pass->session, advance_sql, values, 2, NULL);
}

static bool write_batch(struct pass *pass, struct batch *batch)
{
    const int count = PQntuples(batch->entries);

    if (count > 0 && (!write_seals(batch) || !write_heads(batch)))
        return false;
    if (count > 0)
        snprintf(pass->last, sizeof pass->last, "%s", PQgetvalue(batch->entries, count - 1, COLUMN_ID));
    pass->sealed += (size_t)count;
    pass->done = count < BATCH;
    return !pass->done || (pass->sealed == 0 && pass->since) || advance(pass);
}

/* Within a transaction. */
static bool seal_batch(struct pass *pass)
{
    struct batch *batch = calloc(1, sizeof *batch);
    bool ok = batch && (pass->snapshot || begin_pass(pass));

    if (ok && !pass->done) {
        const char *const values[] = {pass->last, pass->settled, pass->since};

        batch->session = pass->session;
        batch->arena = arena_new(BATCH_MEMORY);
        ok = batch->arena &&
             run(pass->session, pass->since ? new_entries : all_entries, values, pass->since ? 3 : 1, &batch->entries);
        ok = ok && write_batch(pass, batch);
        PQclear(batch->entries);
        arena_free(batch->arena);
    }
    free(batch);
    return ok;
}

bool seal_all(struct session *session)
{
    struct pass pass = {.session = session, .last = "0"};
    bool ok = true;

    while (ok && !pass.done) {
        ok = session_command(session, "BEGIN ISOLATION LEVEL REPEATABLE READ") == DB_OK && seal_batch(&pass);
        if (ok)
            ok = session_command(session, "COMMIT") == DB_OK;
        else if (session_ready(session))
            session_command(session, "ROLLBACK");
    }
    free(pass.era);
    free(pass.settled);
    free(pass.since);
    free(pass.snapshot);
    return ok;
}
