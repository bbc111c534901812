/*
 * What a text finds in all resources at once (server/db). Functions in the database find (migrations/0013_search.sql);
 * what is shown of it comes from the tables, under row security.
 */
#include <string.h>

#include "db/sql_text.h"

enum { NAME_SHOWN = 150 }; /* code points of a text that stands in for a name */

static bool is_searched(const struct field *field)
{
    return field->flags & FIELD_SEARCH;
}

bool sql_searchable(const struct resource *resource)
{
    for (size_t i = 0; i < resource->field_count; i++)
        if (is_searched(&resource->fields[i]))
            return true;
    return false;
}

/* ", t.title, t.summary": one line of text names a row better than more. */
static void add_texts(struct sql_text *sql, const struct resource *resource)
{
    for (int prose = 0; prose < 2; prose++)
        for (size_t i = 0; i < resource->field_count; i++)
            if (is_searched(&resource->fields[i]) && (resource->fields[i].type == &type_prose) == prose) {
                sql_add(sql, ", ");
                sql_column(sql, "t", &resource->fields[i]);
            }
}

/* Another resource's key may be no id: it is cast only when it is this one's. */
static void add_resource(struct sql_text *sql, const struct resource *resource)
{
    sql_add(sql, "SELECT f.resource, f.key, ");
    sql_add(sql, resource->tenant ? "t.municipality" : "NULL");
    sql_add(sql, ", coalesce(NULL");
    add_texts(sql, resource);
    sql_add(sql, ") AS name, concat_ws(' '");
    add_texts(sql, resource);
    sql_addf(
        sql, ") AS said, f.rank FROM f JOIN %s%s t ON ", resource->table, sql_counts_people(resource) ? "_read" : "");
    sql_key_column(sql, "t", resource);
    sql_addf(sql, " = CASE WHEN f.resource = '%s' THEN f.key%s END", resource->path, resource->tenant ? "::uuid" : "");
}

static void add_found_keys(struct sql_text *sql, const struct search_question *question)
{
    static const struct field text = {.type = &type_text};
    const char **paths = arena_array(sql->arena, question->resource_count, sizeof *paths);

    if (!paths) {
        sql->failed = true;
        return;
    }
    for (size_t i = 0; i < question->resource_count; i++)
        paths[i] = question->resources[i]->path;
    sql_add(sql, "WITH f AS MATERIALIZED (SELECT * FROM proeftuin_search(");
    sql_bind_array(sql, &text, paths, question->resource_count);
    sql_add(sql, ", ");
    sql_bind(sql, question->text);
    sql_add(sql, ", ");
    if (question->municipalities)
        sql_bind_array(sql, &text, question->municipalities, question->municipality_count);
    else
        sql_add(sql, "NULL");
    sql_addf(sql, ") ORDER BY rank DESC, resource, key LIMIT %u) ", question->limit);
}

bool sql_search(struct arena *arena, const struct search_question *question, struct statement *ret)
{
    struct sql_text sql;

    sql_begin(&sql, arena);
    add_found_keys(&sql, question);
    sql_addf(&sql,
        "SELECT resource, key, municipality, CASE WHEN char_length(name) > %d THEN left(name, %d) || '…' ELSE name "
        "END, "
        "proeftuin_snippet(said, ",
        NAME_SHOWN, NAME_SHOWN - 1);
    sql_bind(&sql, question->text);
    sql_add(&sql, "), rank FROM (");
    for (size_t i = 0; i < question->resource_count; i++) {
        sql_add(&sql, i ? " UNION ALL " : "");
        add_resource(&sql, question->resources[i]);
    }
    sql_add(&sql, ") u (resource, key, municipality, name, said, rank) ORDER BY rank DESC, resource, key");
    return sql_end(&sql, ret);
}
