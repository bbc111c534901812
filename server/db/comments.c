/* COMMENT ON every table and column of the resources (server/db). */
#include "db/comments.h"

#include <stdio.h>
#include <string.h>

#include <proeftuin/buffer.h>
#include <proeftuin/registry.h>

/* Comments take locks, so only those that differ are written: usually none. */
static const char changed_sql[] =
    "SELECT format(CASE WHEN w.col = '' THEN 'COMMENT ON TABLE %1$I IS %3$L' ELSE 'COMMENT ON COLUMN %1$I.%2$I IS "
    "%3$L' END, "
    "w.tab, w.col, w.text) "
    "FROM unnest($1::text[], $2::text[], $3::text[]) AS w(tab, col, text) "
    "JOIN pg_class c ON c.oid = to_regclass(w.tab) "
    "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = w.col AND NOT a.attisdropped "
    "WHERE (w.col = '' OR a.attnum IS NOT NULL) "
    "AND w.text IS DISTINCT FROM CASE WHEN w.col = '' THEN obj_description(c.oid, 'pg_class') "
    "ELSE col_description(c.oid, a.attnum) END";

enum { COMMENTS_MOST = 1024 * 1024 };

/* The three arrays of changed_sql, in PostgreSQL's text form, being written. */
struct comments {
    struct buffer tables, columns, texts;
};

static void add_item(struct buffer *array, const char *text, const char *more)
{
    const char *const parts[] = {text, *more ? ": " : "", more};

    buffer_text(array, array->length ? ",\"" : "{\"");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (const char *c = parts[i]; *c; c++) {
            if (*c == '"' || *c == '\\')
                buffer_char(array, '\\');
            buffer_char(array, *c);
        }
    buffer_char(array, '"');
}

static void add_resource(struct comments *comments, const struct resource *resource)
{
    char column[NAME_SIZE];

    add_item(&comments->tables, resource->table, "");
    add_item(&comments->columns, "", "");
    add_item(&comments->texts, resource->title.en, resource->about.en);
    for (size_t i = 0; i < resource->field_count; i++) {
        field_column(&resource->fields[i], column);
        add_item(&comments->tables, resource->table, "");
        add_item(&comments->columns, column, "");
        add_item(&comments->texts, resource->fields[i].title.en, resource->fields[i].about.en);
    }
    for (size_t part = 0; part < resource_part_count(resource); part++)
        add_resource(comments, resource->parts[part]);
}

static bool run(PGconn *connection, const char *sql, char *error, size_t size)
{
    PGresult *result = PQexec(connection, sql);
    const bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;

    if (!ok)
        snprintf(error, size, "comments: %s", PQerrorMessage(connection));
    PQclear(result);
    return ok;
}

static bool write_changed(PGconn *connection, struct comments *comments, char *error, size_t size)
{
    const char *const values[] = {comments->tables.data, comments->columns.data, comments->texts.data};
    PGresult *changed = PQexecParams(connection, changed_sql, 3, NULL, values, NULL, NULL, 0);
    bool ok = PQresultStatus(changed) == PGRES_TUPLES_OK;

    if (!ok)
        snprintf(error, size, "comments: %s", PQerrorMessage(connection));
    for (int row = 0; ok && row < PQntuples(changed); row++)
        ok = run(connection, PQgetvalue(changed, row, 0), error, size);
    PQclear(changed);
    return ok;
}

bool comments_write(PGconn *connection, char *error, size_t size)
{
    struct comments comments;
    bool ok = false;

    buffer_init(&comments.tables, COMMENTS_MOST);
    buffer_init(&comments.columns, COMMENTS_MOST);
    buffer_init(&comments.texts, COMMENTS_MOST);
    for (size_t i = 0; i < registry_count; i++)
        add_resource(&comments, registry[i]);
    for (size_t i = 0; i < service_registry_count; i++)
        add_resource(&comments, service_registry[i]);
    buffer_char(&comments.tables, '}');
    buffer_char(&comments.columns, '}');
    buffer_char(&comments.texts, '}');
    if (comments.tables.failed || comments.columns.failed || comments.texts.failed)
        snprintf(error, size, "comments: out of memory");
    else
        ok = write_changed(connection, &comments, error, size);
    buffer_free(&comments.tables);
    buffer_free(&comments.columns);
    buffer_free(&comments.texts);
    return ok;
}
