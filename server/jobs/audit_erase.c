/*
 * `proeftuind audit erase` (server/jobs): takes the content of earlier states out of the change log, by law.
 *
 * The state that a row has now stays: it is in the row, too. What was erased is itself an entry, with the reason and
 * the list of entries; the seals, made of hashes, still hold.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proeftuin/registry.h>

#include "db/sql_text.h"
#include "jobs/audit_internal.h"

/* Version by version: which entry made the state, and which one ended it and so has it as the state before. */
static const char erase_sql[] =
    "WITH entry AS ("
    "SELECT id, version, operation, at, lag(version) OVER (ORDER BY id) AS version_before,"
    " lead(at) OVER (ORDER BY id) AS superseded"
    " FROM change WHERE row_key = $1 AND resource = $2 AND operation <> 'erase'"
    "), after_of AS ("
    "SELECT e.id FROM entry e JOIN change_internal i ON i.change_id = e.id"
    " WHERE e.version IS DISTINCT FROM $3::integer AND ($4::integer IS NULL OR e.version = $4::integer)"
    " AND (e.operation <> 'delete' OR $4::integer IS NOT NULL)"
    " AND ($5::date IS NULL OR e.superseded < $5::date) AND i.after_salt IS NOT NULL"
    "), before_of AS ("
    "SELECT e.id FROM entry e JOIN change_internal i ON i.change_id = e.id"
    " WHERE e.operation IN ('update', 'delete') AND e.version_before IS DISTINCT FROM $3::integer"
    " AND ($4::integer IS NULL OR e.version_before = $4::integer)"
    " AND ($5::date IS NULL OR e.at < $5::date) AND i.before_salt IS NOT NULL"
    "), change_after AS (UPDATE change SET after = NULL WHERE id IN (TABLE after_of) AND NOT id IN (TABLE before_of)"
    "), change_before AS (UPDATE change SET before = NULL WHERE id IN (TABLE before_of) AND NOT id IN (TABLE after_of)"
    "), change_both AS (UPDATE change SET before = NULL, after = NULL"
    " WHERE id IN (TABLE before_of) AND id IN (TABLE after_of)"
    "), internal AS (UPDATE change_internal SET"
    " before = CASE WHEN change_id IN (TABLE before_of) THEN NULL ELSE before END,"
    " before_salt = CASE WHEN change_id IN (TABLE before_of) THEN NULL ELSE before_salt END,"
    " after = CASE WHEN change_id IN (TABLE after_of) THEN NULL ELSE after END,"
    " reason = CASE WHEN change_id IN (TABLE after_of) THEN NULL ELSE reason END,"
    " after_salt = CASE WHEN change_id IN (TABLE after_of) THEN NULL ELSE after_salt END"
    " WHERE change_id IN (TABLE before_of UNION TABLE after_of)"
    "), last AS (SELECT c.municipality, c.version, bool_or(c.public_after) OVER () AS public FROM change c"
    " WHERE c.row_key = $1 AND c.resource = $2 ORDER BY c.id DESC LIMIT 1"
    "), logged AS (INSERT INTO change (resource, row_key, municipality, version, operation, public_before, "
    "public_after)"
    " SELECT $2, $1, municipality, version, 'erase', false, public FROM last"
    " WHERE EXISTS (TABLE after_of) OR EXISTS (TABLE before_of) RETURNING id, municipality)"
    " INSERT INTO change_internal (change_id, municipality, actor, reason, after)"
    " SELECT id, municipality, 'system:audit', $6, jsonb_build_object('erased', jsonb_build_object("
    "'before', (SELECT coalesce(jsonb_agg(id ORDER BY id), '[]') FROM before_of),"
    " 'after', (SELECT coalesce(jsonb_agg(id ORDER BY id), '[]') FROM after_of))) FROM logged"
    " RETURNING jsonb_array_length(after #> '{erased,before}') + jsonb_array_length(after #> '{erased,after}')";

static const char old_rows_sql[] =
    "SELECT DISTINCT resource, row_key FROM (SELECT c.resource, c.row_key, i.after_salt, c.operation,"
    " lead(c.at) OVER (PARTITION BY c.resource, c.row_key ORDER BY c.id) AS superseded"
    " FROM change c JOIN change_internal i ON i.change_id = c.id WHERE c.operation <> 'erase') x"
    " WHERE superseded < $1::date AND after_salt IS NOT NULL AND operation <> 'delete' ORDER BY 1, 2";

/* The version that the row has now, under lock; "" when it is gone. */
static bool read_version(
    struct session *session, const struct resource *resource, const char *key, char *ret, size_t size)
{
    struct arena *arena = arena_new(64 * 1024);
    struct statement statement = {0};
    struct sql_text sql;
    PGresult *found;
    bool ok;

    if (!arena)
        return false;
    sql_begin(&sql, arena);
    sql_addf(&sql, "SELECT version FROM %s WHERE ", resource->table);
    sql_key_column(&sql, "", resource);
    sql_add(&sql, "::text = ");
    sql_bind(&sql, key);
    sql_add(&sql, " FOR UPDATE");
    ok = sql_end(&sql, &statement) && audit_run(session, statement.sql, statement.values, statement.count, &found);
    if (ok) {
        snprintf(ret, size, "%s", PQntuples(found) ? PQgetvalue(found, 0, 0) : "");
        PQclear(found);
    }
    arena_free(arena);
    return ok;
}

/* Adds to *states how many states were erased. */
static bool erase_row(struct session *session, const struct erasure *erasure, const struct resource *resource,
    const char *key, unsigned long *states)
{
    char version[24];
    PGresult *erased;

    if (!read_version(session, resource, key, version, sizeof version))
        return false;
    const char *const values[] = {
        key, resource->table, *version ? version : NULL, erasure->version, erasure->before, erasure->reason};

    if (!audit_run(session, erase_sql, values, 6, &erased))
        return false;
    for (int row = 0; row < PQntuples(erased); row++)
        *states += strtoul(PQgetvalue(erased, row, 0), NULL, 10);
    PQclear(erased);
    if (erasure->version && *version && strcmp(erasure->version, version) == 0)
        fprintf(stderr, "proeftuind: audit erase: the row has version %s now; change or delete it first\n", version);
    return true;
}

static const struct resource *resource_of_table(const char *table)
{
    for (size_t i = 0; i < registry_count; i++)
        if (strcmp(registry[i]->table, table) == 0)
            return registry[i];
    return NULL;
}

static bool erase_old(struct session *session, const struct erasure *erasure, unsigned long *states)
{
    PGresult *rows;
    bool ok = audit_run(session, old_rows_sql, &erasure->before, 1, &rows);
    const int count = ok ? PQntuples(rows) : 0;

    for (int row = 0; ok && row < count; row++) {
        const struct resource *resource = resource_of_table(PQgetvalue(rows, row, 0));

        ok = !resource || erase_row(session, erasure, resource, PQgetvalue(rows, row, 1), states);
    }
    if (count > 0 || ok)
        PQclear(rows);
    return ok;
}

int audit_erase(struct session *session, const struct erasure *erasure)
{
    unsigned long states = 0;
    bool ok = session_command(session, "BEGIN ISOLATION LEVEL READ COMMITTED") == DB_OK;

    if (erasure->resource)
        ok = ok && erase_row(session, erasure, erasure->resource, erasure->key, &states);
    else
        ok = ok && erase_old(session, erasure, &states);
    if (!ok || session_command(session, "COMMIT") != DB_OK) {
        fprintf(stderr, "proeftuind: audit erase: nothing was erased: %s\n", session_message(session));
        return 1;
    }
    printf("%lu states were erased\n", states);
    return 0;
}
