/*
 * SELECT from resource tables (server/db): pages by keyset, one row, counts, and the child queries that go with them.
 *
 * Keyset paging. Rows come in the order of at most two sort fields and the key, nulls last. A page that begins behind
 * (a, b, key) bounds the first field by >= (or <=), so that an index on it is entered at the right place, and tests the
 * rest row by row. Rows whose first field is null come after all others: they are a query of their own behind a UNION
 * ALL, which PostgreSQL enters only when the first has not filled the page (the read lane never plans in parallel, so
 * Append keeps the order).
 */
#include <string.h>

#include "db/sql_text.h"

/* ---- Tables ---- */

static bool field_needed(const struct selection *selection, unsigned field)
{
    if (selection->fields >> field & 1)
        return true;
    for (size_t i = 0; i < selection->filter_count; i++)
        if (selection->filters[i].field == field)
            return true;
    for (size_t i = 0; i < selection->sort_count; i++)
        if (selection->sort[i].field == field)
            return true;
    return false;
}

/* The view costs more than the table, so it is read only for a field that the table does not have. But what tells of
 * people comes from nowhere else. */
static bool needs_view(const struct selection *selection)
{
    const struct resource *resource = selection->resource;

    for (unsigned i = 0; i < resource->field_count; i++)
        if ((resource->fields[i].flags & FIELD_COMPUTED || sql_tells_of_people(resource, i)) &&
            field_needed(selection, i))
            return true;
    return false;
}

/* The same of another resource, with these fields. */
static const char *view_suffix(const struct resource *resource, uint64_t fields)
{
    return needs_view(&(struct selection){.resource = resource, .fields = fields}) ? "_read" : "";
}

/* "pilot t", or "pilot_read t" for fields that only the view has. */
static void add_table(struct sql_text *sql, const struct selection *selection)
{
    sql_add(sql, selection->resource->table);
    sql_add(sql, needs_view(selection) ? "_read t" : " t");
}

static void add_conditions(struct sql_text *sql, const struct selection *selection);

/* The rows that a text finds best, of those that the filters let through, as a table `s` of keys and ranks. */
static void add_found(struct sql_text *sql, const struct selection *selection)
{
    const struct resource *resource = selection->resource;
    struct selection filtered = *selection;

    filtered.fields = 0;
    filtered.sort_count = 0;
    filtered.search = NULL;
    sql_add(sql, "(SELECT ");
    sql_key_column(sql, "t", resource);
    sql_addf(sql, " AS key, f.rank FROM proeftuin_search('{%s}', ", resource->path);
    sql_bind(sql, selection->search);
    sql_add(sql, ") f JOIN ");
    add_table(sql, &filtered);
    sql_add(sql, " ON ");
    sql_key_column(sql, "t", resource);
    sql_add(sql, resource->tenant ? " = f.key::uuid" : " = f.key");
    add_conditions(sql, &filtered);
    sql_add(sql, " ORDER BY f.rank DESC, ");
    sql_key_column(sql, "t", resource);
    sql_addf(sql, " LIMIT %u) s JOIN ", (unsigned)FOUND_MOST);
}

/* What rows come from, with all conditions but where a page begins. */
static void add_source(struct sql_text *sql, const struct selection *selection, uint64_t joined)
{
    struct selection found = *selection;

    if (selection->search) {
        add_found(sql, selection);
        found.filter_count = 0;
    }
    add_table(sql, &found);
    if (selection->search) {
        sql_add(sql, " ON ");
        sql_key_column(sql, "t", selection->resource);
        sql_add(sql, " = s.key");
    }
    sql_add_joins(sql, selection->resource, joined);
    add_conditions(sql, &found);
}

/* ---- Conditions ---- */

static void add_by_reference(struct sql_text *sql, const struct field *field, const struct filter *filter)
{
    sql_column(sql, "t", field);
    sql_addf(sql, " IN (SELECT x.id FROM %s x WHERE x.reference = ANY(", field->target->table);
    sql_bind_array(sql, &field->target->fields[TENANT_REFERENCE], filter->values, filter->count);
    sql_add(sql, "))");
}

static void add_filter(struct sql_text *sql, const struct resource *resource, const struct filter *filter)
{
    const struct field *field = &resource->fields[filter->field];

    if (filter->test == TEST_BY_REFERENCE) {
        add_by_reference(sql, field, filter);
        return;
    }
    sql_column(sql, "t", field);
    if (filter->test != TEST_ANY) {
        sql_add(sql, filter->test == TEST_FROM ? " >= " : " <= ");
        sql_bind(sql, filter->values[0]);
    } else if (field->type->list) {
        sql_add(sql, " && ");
        sql_bind_array(sql, field, filter->values, filter->count);
    } else if (filter->count == 1) { /* a plain equality keeps the order of an index behind it */
        sql_add(sql, " = ");
        sql_bind(sql, filter->values[0]);
    } else {
        sql_add(sql, " = ANY(");
        sql_bind_array(sql, field, filter->values, filter->count);
        sql_add(sql, ")");
    }
}

/* A row that the caller may not see is one that does not exist: nothing is found by it. */
static void add_visibility(struct sql_text *sql, const struct field *field, const struct filter *filter)
{
    sql_addf(sql, " AND EXISTS (SELECT FROM %s x WHERE x.id = ", field->target->table);
    if (filter->count == 1)
        sql_bind(sql, filter->values[0]);
    else
        sql_column(sql, "t", field);
    sql_add(sql, ")");
}

static void add_conditions(struct sql_text *sql, const struct selection *selection)
{
    sql_add(sql, " WHERE true");
    if (selection->key) {
        sql_add(sql, " AND ");
        sql_key_column(sql, "t", selection->resource);
        sql_add(sql, " = ");
        sql_bind(sql, selection->key);
    }
    for (size_t i = 0; i < selection->filter_count; i++) {
        sql_add(sql, " AND ");
        add_filter(sql, selection->resource, &selection->filters[i]);
        const struct field *field = &selection->resource->fields[selection->filters[i].field];
        if (field->type == &type_reference && selection->filters[i].test == TEST_ANY)
            add_visibility(sql, field, &selection->filters[i]);
    }
}

/* ---- Keyset ---- */

static const struct field *sort_field(const struct selection *selection, size_t i)
{
    return &selection->resource->fields[selection->sort[i].field];
}

static const char *beyond(const struct selection *selection, size_t i)
{
    return selection->sort[i].descending ? " < " : " > ";
}

/* Ranks are real numbers, as the start has it: they compare equal. */
static void add_after_rank(struct sql_text *sql, const struct selection *selection)
{
    if (!sql_by_rank(selection))
        return;
    sql_add(sql, "s.rank <= ");
    sql_bind(sql, selection->after->rank);
    sql_add(sql, "::real AND (s.rank < ");
    sql_bind(sql, selection->after->rank);
    sql_add(sql, "::real OR ");
}

/* Rows behind the start in the order of sort field i, the ones after it, and the key. */
static void add_after(struct sql_text *sql, const struct selection *selection, size_t i)
{
    const struct page_start *after = selection->after;

    if (i == selection->sort_count) {
        add_after_rank(sql, selection);
        sql_key_column(sql, "t", selection->resource);
        sql_add(sql, " > ");
        sql_bind(sql, after->key);
        sql_add(sql, sql_by_rank(selection) ? ")" : "");
        return;
    }
    sql_add(sql, "(");
    sql_column(sql, "t", sort_field(selection, i));
    if (after->sort[i]) {
        sql_add(sql, beyond(selection, i));
        sql_bind(sql, after->sort[i]);
        if (field_nullable(sort_field(selection, i))) {
            sql_add(sql, " OR ");
            sql_column(sql, "t", sort_field(selection, i));
            sql_add(sql, " IS NULL");
        }
        sql_add(sql, " OR (");
        sql_column(sql, "t", sort_field(selection, i));
        sql_add(sql, " = ");
        sql_bind(sql, after->sort[i]);
    } else {
        sql_add(sql, " IS NULL AND (true");
    }
    sql_add(sql, " AND ");
    add_after(sql, selection, i + 1);
    sql_add(sql, "))");
}

/* The bound on the first sort field by which an index is entered. */
static void add_first_bound(struct sql_text *sql, const struct selection *selection)
{
    sql_add(sql, " AND ");
    sql_column(sql, "t", sort_field(selection, 0));
    sql_add(sql, selection->sort[0].descending ? " <= " : " >= ");
    sql_bind(sql, selection->after->sort[0]);
}

static void add_order(struct sql_text *sql, const struct selection *selection, bool first_is_known)
{
    sql_add(sql, sql_by_rank(selection) ? " ORDER BY s.rank DESC, " : " ORDER BY ");
    for (size_t i = 0; i < selection->sort_count; i++) {
        if (i == 0 && !first_is_known)
            continue; /* all null */
        sql_column(sql, "t", sort_field(selection, i));
        sql_add(sql, selection->sort[i].descending ? " DESC" : "");
        if ((i > 0 || !selection->limit) && field_nullable(sort_field(selection, i)))
            sql_add(sql, " NULLS LAST");
        sql_add(sql, ", ");
    }
    sql_key_column(sql, "t", selection->resource);
}

/* ---- Pages ---- */

enum columns { COLUMNS_KEY, COLUMNS_ALL };

static void add_columns(struct sql_text *sql, const struct selection *selection, enum columns columns)
{
    sql_add(sql, "SELECT ");
    if (columns == COLUMNS_ALL) {
        sql_add_columns(sql, selection->resource, sql_selected(selection));
        sql_add(sql, sql_by_rank(selection) ? ", s.rank" : "");
        return;
    }
    sql_key_column(sql, "t", selection->resource);
    sql_add(sql, " AS key");
}

enum zone { ZONE_WHOLE, ZONE_KNOWN, ZONE_NULL };

/* One arm: the rows whose first sort field is known, or those where it is null, or all (no sort, or never null). */
static void add_arm(struct sql_text *sql, const struct selection *selection, enum columns columns, enum zone zone,
    bool continues, unsigned limit)
{
    add_columns(sql, selection, columns);
    sql_add(sql, " FROM ");
    add_source(sql, selection, columns == COLUMNS_ALL ? sql_selected(selection) : 0);
    if (zone != ZONE_WHOLE) {
        sql_add(sql, " AND ");
        sql_column(sql, "t", sort_field(selection, 0));
        sql_add(sql, zone == ZONE_KNOWN ? " IS NOT NULL" : " IS NULL");
    }
    if (continues) {
        if (zone != ZONE_NULL && selection->sort_count)
            add_first_bound(sql, selection);
        sql_add(sql, " AND ");
        add_after(sql, selection, zone == ZONE_NULL ? 1 : 0);
    }
    add_order(sql, selection, zone != ZONE_NULL);
    if (!selection->limit)
        return;
    sql_add(sql, " LIMIT ");
    sql_add_number(sql, limit);
}

static void add_page(struct sql_text *sql, const struct selection *selection, enum columns columns, unsigned limit)
{
    const struct page_start *after = selection->after;

    if (selection->sort_count == 0 || !selection->limit || !field_nullable(sort_field(selection, 0))) {
        add_arm(sql, selection, columns, ZONE_WHOLE, after, limit);
    } else if (after && !after->sort[0]) {
        add_arm(sql, selection, columns, ZONE_NULL, true, limit);
    } else {
        sql_add(sql, "(");
        add_arm(sql, selection, columns, ZONE_KNOWN, after, limit);
        sql_add(sql, ") UNION ALL (");
        add_arm(sql, selection, columns, ZONE_NULL, false, limit);
        sql_addf(sql, ") LIMIT %u", limit);
    }
}

static void add_one(struct sql_text *sql, const struct selection *selection, enum columns columns)
{
    add_columns(sql, selection, columns);
    sql_add(sql, " FROM ");
    add_source(sql, selection, columns == COLUMNS_ALL ? sql_selected(selection) : 0);
}

/* The selected rows' keys, as a subquery with one column `key`. */
static void add_keys(struct sql_text *sql, const struct selection *selection)
{
    struct selection keys = *selection;

    keys.fields = 0;
    sql_add(sql, "(");
    if (selection->key)
        add_one(sql, &keys, COLUMNS_KEY);
    else
        add_page(sql, &keys, COLUMNS_KEY, selection->limit);
    sql_add(sql, ")");
}

bool sql_select(struct arena *arena, const struct selection *selection, struct statement *ret)
{
    struct sql_text sql;

    sql_begin(&sql, arena);
    if (selection->key)
        add_one(&sql, selection, COLUMNS_ALL);
    else
        add_page(&sql, selection, COLUMNS_ALL, selection->limit + 1);
    return sql_end(&sql, ret);
}

bool sql_count(struct arena *arena, const struct selection *selection, struct statement *ret)
{
    struct selection counted = *selection;
    struct sql_text sql;

    counted.fields = 0;
    counted.sort_count = 0;
    sql_begin(&sql, arena);
    sql_add(&sql, "SELECT count(*) FROM ");
    add_source(&sql, &counted, 0);
    return sql_end(&sql, ret);
}

/* ---- Child queries ---- */

/* Child rows come in the order of the bytes of their parent's key, so that a reader can search them: ids sort so by
 * themselves. */
static const char *by_bytes(const struct resource *resource)
{
    return resource->tenant ? "" : " COLLATE \"C\"";
}

bool sql_select_part(
    struct arena *arena, const struct selection *selection, const struct resource *part, struct statement *ret)
{
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_add(&sql, "SELECT t.");
    sql_parent_column(&sql, part);
    sql_add(&sql, ", ");
    sql_add_columns(&sql, part, UINT64_MAX);
    if (selection->key) {
        sql_add(&sql, " FROM ");
        sql_add(&sql, part->table);
        sql_add(&sql, view_suffix(part, UINT64_MAX));
        sql_add(&sql, " t");
        sql_add_joins(&sql, part, UINT64_MAX);
        sql_add(&sql, " WHERE t.");
        sql_parent_column(&sql, part);
        sql_add(&sql, " = ");
        sql_bind(&sql, selection->key);
        sql_add(&sql, " ORDER BY t.ordinal");
    } else {
        sql_add(&sql, " FROM ");
        add_keys(&sql, selection);
        sql_addf(&sql, " k JOIN %s%s t ON t.", part->table, view_suffix(part, UINT64_MAX));
        sql_parent_column(&sql, part);
        sql_add(&sql, " = k.key");
        sql_add_joins(&sql, part, UINT64_MAX);
        sql_add(&sql, " ORDER BY t.");
        sql_parent_column(&sql, part);
        sql_addf(&sql, "%s, t.ordinal", by_bytes(selection->resource));
    }
    return sql_end(&sql, ret);
}

bool sql_select_targets(
    struct arena *arena, const struct selection *selection, unsigned reference, uint64_t fields, struct statement *ret)
{
    const struct field *field = &selection->resource->fields[reference];
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_add(&sql, "SELECT ");
    sql_key_column(&sql, "t", field->target);
    sql_add(&sql, ", ");
    sql_add_columns(&sql, field->target, fields);
    sql_addf(&sql, " FROM %s%s t", field->target->table, view_suffix(field->target, fields));
    sql_add_joins(&sql, field->target, fields);
    sql_add(&sql, " WHERE ");
    sql_key_column(&sql, "t", field->target);
    sql_add(&sql, " IN (SELECT ");
    sql_column(&sql, "p", field);
    sql_addf(&sql, " FROM %s p WHERE ", selection->resource->table);
    sql_key_column(&sql, "p", selection->resource);
    sql_add(&sql, " IN ");
    add_keys(&sql, selection);
    sql_add(&sql, ") ORDER BY ");
    sql_key_column(&sql, "t", field->target);
    sql_add(&sql, by_bytes(field->target));
    return sql_end(&sql, ret);
}

bool sql_select_children(struct arena *arena, const struct selection *selection, const struct resource *child,
    unsigned reference, uint64_t fields, unsigned most, struct statement *ret)
{
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_add(&sql, "SELECT k.key, ");
    sql_add_columns(&sql, child, fields);
    sql_add(&sql, " FROM ");
    add_keys(&sql, selection);
    sql_addf(&sql, " k CROSS JOIN LATERAL (SELECT * FROM %s%s c WHERE ", child->table, view_suffix(child, fields));
    sql_column(&sql, "c", &child->fields[reference]);
    sql_add(&sql, " = k.key ORDER BY ");
    sql_key_column(&sql, "c", child);
    sql_addf(&sql, " LIMIT %u) t", most);
    sql_add_joins(&sql, child, fields);
    sql_addf(&sql, " ORDER BY k.key%s, ", by_bytes(selection->resource));
    sql_key_column(&sql, "t", child);
    return sql_end(&sql, ret);
}

bool sql_export_part(
    struct arena *arena, const struct selection *selection, const struct resource *part, struct statement *ret)
{
    const struct resource *parent = selection->resource;
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_add(&sql, parent->tenant ? "SELECT k.key, k.municipality, k.reference, " : "SELECT k.key, ");
    sql_add_columns(&sql, part, UINT64_MAX);
    sql_add(&sql, " FROM (SELECT ");
    sql_key_column(&sql, "t", parent);
    sql_add(&sql, parent->tenant ? " AS key, t.municipality, t.reference FROM " : " AS key FROM ");
    add_source(&sql, selection, 0);
    sql_addf(&sql, ") k JOIN %s%s t ON t.", part->table, view_suffix(part, UINT64_MAX));
    sql_parent_column(&sql, part);
    sql_add(&sql, " = k.key");
    sql_add_joins(&sql, part, UINT64_MAX);
    sql_add(&sql, " ORDER BY t.");
    sql_parent_column(&sql, part);
    sql_add(&sql, ", t.ordinal");
    return sql_end(&sql, ret);
}

/* ---- Settings of the transaction ---- */

/* `name` is ours. */
static bool set_locally(struct arena *arena, const char *name, const char *value, struct statement *ret)
{
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_addf(&sql, "SELECT set_config('%s', ", name);
    sql_bind(&sql, value);
    sql_add(&sql, ", true)");
    return sql_end(&sql, ret);
}

bool sql_as_of(struct arena *arena, const char *date, struct statement *ret)
{
    return set_locally(arena, "proeftuin.as_of", date, ret);
}

bool sql_time_limit(struct arena *arena, unsigned seconds, struct statement *ret)
{
    const char *value = arena_format(arena, "%us", seconds);

    return value && set_locally(arena, "statement_timeout", value, ret);
}
