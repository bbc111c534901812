/* INSERT, UPDATE and DELETE from resource tables, and the checks before them (server/db). */
#include <stdio.h>
#include <string.h>

#include "db/sql_text.h"

#include <proeftuin/registry.h>

/* ---- What only the database knows ---- */

static const char *target_municipality(const struct field *field, const char *municipality)
{
    return field->target->tenant ? municipality : NULL;
}

static void add_reference_lookup(
    struct sql_text *sql, const struct field *field, const struct value *value, const char *municipality)
{
    sql_add(sql, "(SELECT x.id::text");
    sql_addf(sql, " FROM %s x WHERE x.municipality = ", field->target->table);
    sql_bind(sql, target_municipality(field, municipality));
    if (value->text) {
        sql_add(sql, " AND x.id = ");
        sql_bind(sql, value->text);
    }
    if (value->reference) {
        sql_add(sql, " AND x.reference = ");
        sql_bind(sql, value->reference);
    }
    sql_add(sql, ")");
}

static void add_owner_lookup(struct sql_text *sql, const struct field *field, const struct value *value)
{
    sql_add(sql, "(SELECT ");
    sql_key_column(sql, "x", field->target);
    sql_addf(sql, " FROM %s x WHERE ", field->target->table);
    sql_key_column(sql, "x", field->target);
    sql_add(sql, " = ");
    sql_bind(sql, value->text);
    sql_add(sql, ")");
}

static void add_keys_lookup(struct sql_text *sql, const struct field *field, const struct value *value)
{
    sql_add(sql, "(SELECT string_agg(k, ', ') FROM unnest(");
    sql_bind_array(sql, field, value->items, value->count);
    sql_addf(sql, ") k WHERE NOT EXISTS (SELECT FROM %s x WHERE ", field->target->table);
    sql_key_column(sql, "x", field->target);
    sql_add(sql, " = k))");
}

static void add_unique_lookup(
    struct sql_text *sql, const struct record *record, unsigned index, const char *municipality, const char *key)
{
    const struct resource *resource = record->resource;

    sql_addf(sql, "(SELECT true FROM %s x WHERE ", resource->table);
    sql_column(sql, "x", &resource->fields[index]);
    sql_add(sql, " = ");
    sql_bind(sql, record->value[index].text);
    if (resource->tenant) {
        sql_add(sql, " AND x.municipality = ");
        sql_bind(sql, municipality);
    }
    if (key) {
        sql_add(sql, " AND ");
        sql_key_column(sql, "x", resource);
        sql_add(sql, " <> ");
        sql_bind(sql, key);
    }
    sql_add(sql, " LIMIT 1)");
}

/* PostgreSQL takes 1,664 columns; a row with all parts full has fewer references. */
enum { LOOKUPS_MOST = 1600 };

struct checking {
    struct sql_text sql;
    struct lookups lookups;
    const char *municipality;
    const char *key;
};

/* True when there is room for one more lookup; it is noted, and its column begun. */
static bool note_lookup(struct checking *checking, enum lookup_kind kind, const struct record *record, unsigned field)
{
    if (checking->lookups.count == LOOKUPS_MOST) {
        checking->sql.failed = true;
        return false;
    }
    sql_add(&checking->sql, checking->lookups.count ? ", " : "SELECT ");
    checking->lookups.items[checking->lookups.count++] =
        (struct lookup){.kind = kind, .record = record, .field = field};
    return true;
}

static bool is_unique_field(const struct record *record, unsigned index)
{
    const struct resource *resource = record->resource;

    return resource->tenant ? index == TENANT_REFERENCE : !resource->parent && index == resource->key;
}

static void check_field(struct checking *checking, const struct record *record, unsigned index)
{
    const struct field *field = &record->resource->fields[index];
    const struct value *value = &record->value[index];
    struct sql_text *sql = &checking->sql;

    if (!record_filled(record, index) || !field_writable(field))
        return;
    if (field->type == &type_reference && note_lookup(checking, LOOKUP_REFERENCE, record, index))
        add_reference_lookup(sql, field, value, checking->municipality);
    if (field->type == &type_owner && note_lookup(checking, LOOKUP_REFERENCE, record, index))
        add_owner_lookup(sql, field, value);
    if (field->type == &type_keys && note_lookup(checking, LOOKUP_KEYS, record, index))
        add_keys_lookup(sql, field, value);
    if (is_unique_field(record, index) && note_lookup(checking, LOOKUP_UNIQUE, record, index))
        add_unique_lookup(sql, record, index, checking->municipality, checking->key);
}

static void check_record(struct checking *checking, const struct record *record)
{
    for (unsigned i = 0; i < record->resource->field_count; i++)
        check_field(checking, record, i);
    for (size_t part = 0; part < resource_part_count(record->resource); part++)
        for (size_t row = 0; record->parts >> part & 1 && row < record->part_count[part]; row++)
            check_record(checking, record->part[part][row]);
}

bool sql_check(struct arena *arena, const struct record *record, const char *municipality, const char *key,
    struct statement *ret, struct lookups *ret_lookups)
{
    struct checking checking = {.municipality = municipality, .key = key};
    bool ok;

    checking.lookups.items = arena_array(arena, LOOKUPS_MOST, sizeof *checking.lookups.items);
    if (!checking.lookups.items)
        return false;
    sql_begin(&checking.sql, arena);
    check_record(&checking, record);
    if (checking.lookups.count)
        ok = sql_end(&checking.sql, ret);
    else
        buffer_free(&checking.sql.text), ok = !checking.sql.failed;
    if (ok)
        *ret_lookups = checking.lookups;
    return ok;
}

bool sql_find_keys(struct arena *arena, const struct resource *resource, const struct row_key *keys, size_t count,
    struct statement *ret)
{
    const struct field *own = &resource->fields[resource->tenant ? TENANT_REFERENCE : resource->key];
    const char **owners = arena_array(arena, count, sizeof *owners), **references;
    struct sql_text sql;

    references = arena_array(arena, count, sizeof *references);
    if (!owners || !references)
        return false;
    for (size_t i = 0; i < count; i++)
        owners[i] = keys[i].owner, references[i] = keys[i].reference;
    sql_begin(&sql, arena);
    sql_add(&sql, "SELECT n - 1 FROM unnest(");
    if (resource->tenant) {
        sql_bind_array(&sql, &resource->fields[TENANT_MUNICIPALITY], owners, count);
        sql_add(&sql, ", ");
    }
    sql_bind_array(&sql, own, references, count);
    sql_addf(&sql, ") WITH ORDINALITY AS k(%sreference, n) WHERE EXISTS (SELECT FROM %s x WHERE ",
        resource->tenant ? "municipality, " : "", resource->table);
    sql_add(&sql, resource->tenant ? "x.municipality = k.municipality AND " : "");
    sql_column(&sql, "x", own);
    sql_add(&sql, " = k.reference)");
    return sql_end(&sql, ret);
}

/* ---- Rows ---- */

static bool key_is_given(const struct resource *resource)
{
    return field_writable(&resource->fields[resource->key]);
}

static void add_written_columns(struct sql_text *sql, const struct resource *resource)
{
    const char *separator = "";

    if (!key_is_given(resource)) {
        sql_key_column(sql, "", resource);
        separator = ", ";
    }
    for (unsigned i = 0; i < resource->field_count; i++)
        if (field_writable(&resource->fields[i])) {
            sql_add(sql, separator);
            sql_column(sql, "", &resource->fields[i]);
            separator = ", ";
        }
}

/* "($1, $2)", in the order of the columns. */
static void bind_row(struct sql_text *sql, const struct record *record, const char *key)
{
    const struct resource *resource = record->resource;
    const char *separator = "(";

    if (!key_is_given(resource)) {
        sql_add(sql, separator);
        sql_bind(sql, key);
        separator = ", ";
    }
    for (unsigned i = 0; i < resource->field_count; i++)
        if (field_writable(&resource->fields[i])) {
            sql_add(sql, separator);
            sql_bind(sql, record->value[i].text);
            separator = ", ";
        }
    sql_add(sql, ")");
}

bool sql_insert_rows(struct arena *arena, const struct new_row *rows, size_t count, struct statement *ret)
{
    const struct resource *resource = rows[0].record->resource;
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_addf(&sql, "INSERT INTO %s (", resource->table);
    add_written_columns(&sql, resource);
    sql_add(&sql, ") VALUES ");
    for (size_t i = 0; i < count; i++) {
        sql_add(&sql, i ? ", " : "");
        bind_row(&sql, rows[i].record, rows[i].key);
    }
    return sql_end(&sql, ret);
}

bool sql_insert(struct arena *arena, const struct record *record, const char *key, struct statement *ret)
{
    const struct new_row row = {.record = record, .key = key};

    return sql_insert_rows(arena, &row, 1, ret);
}

static void add_this_version(
    struct sql_text *sql, const struct resource *resource, const char *key, const char *version)
{
    sql_add(sql, " WHERE ");
    sql_key_column(sql, "", resource);
    sql_add(sql, " = ");
    sql_bind(sql, key);
    sql_add(sql, " AND version = ");
    sql_bind(sql, version);
    sql_add(sql, " RETURNING 1) SELECT proeftuin_expect(EXISTS (SELECT FROM hit))");
}

bool sql_update(
    struct arena *arena, const struct record *record, const char *key, const char *version, struct statement *ret)
{
    const struct resource *resource = record->resource;
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_addf(&sql, "WITH hit AS (UPDATE %s SET version = version + 1", resource->table);
    for (unsigned i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];

        if (!field_writable(field) || field->flags & FIELD_IMMUTABLE)
            continue;
        sql_add(&sql, ", ");
        sql_column(&sql, "", field);
        sql_add(&sql, " = ");
        sql_bind(&sql, record->value[i].text);
    }
    add_this_version(&sql, resource, key, version);
    return sql_end(&sql, ret);
}

bool sql_delete(
    struct arena *arena, const struct resource *resource, const char *key, const char *version, struct statement *ret)
{
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_addf(&sql, "WITH hit AS (DELETE FROM %s", resource->table);
    add_this_version(&sql, resource, key, version);
    return sql_end(&sql, ret);
}

/* ---- Parts ---- */

bool sql_clear_part(struct arena *arena, const struct resource *part, const char *key, struct statement *ret)
{
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_addf(&sql, "DELETE FROM %s WHERE ", part->table);
    sql_parent_column(&sql, part);
    sql_add(&sql, " = ");
    sql_bind(&sql, key);
    return sql_end(&sql, ret);
}

static void bind_part_column(struct sql_text *sql, const struct record *record, size_t part, unsigned field)
{
    const size_t count = record->part_count[part];
    const char **items = arena_array(sql->arena, count + 1, sizeof *items);

    if (!items) {
        sql->failed = true;
        return;
    }
    for (size_t row = 0; row < count; row++)
        items[row] = record->part[part][row]->value[field].text;
    sql_bind_array(sql, &record->resource->parts[part]->fields[field], items, count);
}

/* What a part's rows are read with, but not stored with, stands last: `withheld`. */
static unsigned stored_fields(const struct resource *part)
{
    unsigned count = (unsigned)part->field_count;

    while (count > 0 && !field_writable(&part->fields[count - 1]))
        count--;
    return count;
}

/* One array a column, so that the text is the same for any number of rows. */
bool sql_insert_part(struct arena *arena, const struct record *record, size_t part, const char *municipality,
    const char *key, struct statement *ret)
{
    const struct resource *resource = record->resource->parts[part];
    const unsigned count = stored_fields(resource);
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_addf(&sql, "INSERT INTO %s (%s", resource->table, resource->parent->tenant ? "municipality, " : "");
    sql_parent_column(&sql, resource);
    sql_add(&sql, ", ordinal");
    for (unsigned i = 0; i < count; i++) {
        sql_add(&sql, ", ");
        sql_column(&sql, "", &resource->fields[i]);
    }
    sql_add(&sql, ") SELECT ");
    if (resource->parent->tenant) {
        sql_bind(&sql, municipality);
        sql_add(&sql, ", ");
    }
    sql_bind(&sql, key);
    sql_addf(&sql, "%s, n - 1", resource->parent->tenant ? "::uuid" : "");
    for (unsigned i = 0; i < count; i++)
        sql_addf(&sql, ", c%u", i);
    sql_add(&sql, " FROM unnest(");
    for (unsigned i = 0; i < count; i++) {
        sql_add(&sql, i ? ", " : "");
        bind_part_column(&sql, record, part, i);
    }
    sql_add(&sql, ") WITH ORDINALITY AS x(");
    for (unsigned i = 0; i < count; i++)
        sql_addf(&sql, "c%u, ", i);
    sql_add(&sql, "n)");
    return sql_end(&sql, ret);
}

/* ---- Who points here ---- */

static size_t add_referrers(
    const struct resource *from, const struct resource *to, bool lists, struct referrer *ret, size_t count)
{
    for (unsigned i = 0; i < from->field_count; i++) {
        const struct type *type = from->fields[i].type;

        if (from->fields[i].target == to && (type == &type_reference || type == &type_owner || (lists && type->list)) &&
            count < REFERRERS_MOST)
            ret[count++] = (struct referrer){.resource = from, .field = i};
    }
    return count;
}

/* `lists`: also the lists of keys that may name a row of this resource. */
static size_t find_referrers(const struct resource *resource, bool lists, struct referrer ret[REFERRERS_MOST])
{
    size_t count = 0;

    for (size_t i = 0; i < registry_count; i++) {
        count = add_referrers(registry[i], resource, lists, ret, count);
        for (size_t part = 0; part < resource_part_count(registry[i]); part++)
            count = add_referrers(registry[i]->parts[part], resource, lists, ret, count);
    }
    return count;
}

size_t resource_referrers(const struct resource *resource, struct referrer ret[REFERRERS_MOST])
{
    return find_referrers(resource, false, ret);
}

/* How many rows of one referrer point to the row. What goes with it does not count: its own parts, and the row itself.
 */
static void add_referrer_count(
    struct sql_text *sql, const struct referrer *referrer, const struct resource *resource, const char *key)
{
    const struct resource *from = referrer->resource;
    const struct field *field = &from->fields[referrer->field];

    sql_addf(sql, ", (SELECT count(*) FROM %s x WHERE ", from->table);
    sql_column(sql, "x", field);
    sql_add(sql, field->type->list ? " @> ARRAY[" : " = ");
    sql_bind(sql, key);
    sql_add(sql, field->type->list ? "]" : "");
    if (from->parent == resource || from == resource) {
        sql_add(sql, " AND ");
        if (from == resource) {
            sql_key_column(sql, "x", resource);
        } else {
            sql_add(sql, "x.");
            sql_parent_column(sql, from);
        }
        sql_add(sql, " <> ");
        sql_bind(sql, key);
    }
    sql_add(sql, ")");
}

bool sql_count_referrers(struct arena *arena, const struct resource *resource, const char *key, struct statement *ret,
    struct referrer ret_referrers[REFERRERS_MOST], size_t *ret_count)
{
    const size_t count = find_referrers(resource, true, ret_referrers);
    struct sql_text sql;

    sql_begin(&sql, arena);
    sql_add(&sql, "SELECT 0");
    for (size_t i = 0; i < count; i++)
        add_referrer_count(&sql, &ret_referrers[i], resource, key);
    *ret_count = count;
    return sql_end(&sql, ret);
}
