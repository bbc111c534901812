/*
 * Rows become JSON, straight from PostgreSQL's results (server/api). This is the hot path of every list, so the member
 * names are written once, before serving, with their comma, quotes and colon.
 */
#include "api/render.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proeftuin/registry.h>

/*
 * A member of an object, and the column that it is made of. What stands before its value, `,"title":`, has behind it
 * the null that may stand for the value. It is always copied whole: of a size that the compiler knows, that takes four
 * instructions.
 */
struct member {
    uint64_t field; /* its bit */
    void (*write)(struct buffer *out, const char *sql_text, size_t length);
    size_t length; /* of the label, without the null */
    char label[64];
};

struct members {
    const struct resource *resource;
    size_t count;
    struct member items[2 * FIELDS_MOST]; /* a reference has two */
};

/* All resources and parts; a handful, so a look-up walks them. Freed by nobody: it lives as long as the process. */
static struct members *all_members;
static size_t all_members_count;

static void add_member(
    struct members *members, size_t field, const char *name, const char *suffix, const struct type *type)
{
    struct member *member = &members->items[members->count++];
    const int length = snprintf(member->label, sizeof member->label, ",\"%s%s\":null", name, suffix);

    assert(length > 0 && (size_t)length < sizeof member->label);
    member->field = (uint64_t)1 << field;
    member->write = type->write;
    member->length = (size_t)length - strlen("null");
}

static void prepare_resource(const struct resource *resource)
{
    struct members *members = &all_members[all_members_count++];

    members->resource = resource;
    for (size_t i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];

        add_member(members, i, field->name, "", field->type);
        if (field->type == &type_reference)
            add_member(members, i, field->name, "Reference", &type_text);
    }
    for (size_t part = 0; part < resource_part_count(resource); part++)
        prepare_resource(resource->parts[part]);
}

bool render_prepare(void)
{
    size_t count = 0;

    if (all_members)
        return true;
    for (size_t i = 0; i < registry_count; i++)
        count += 1 + resource_part_count(registry[i]);
    for (size_t i = 0; i < service_registry_count; i++)
        count += 1 + resource_part_count(service_registry[i]);
    all_members = calloc(count, sizeof *all_members);
    for (size_t i = 0; all_members && i < registry_count; i++)
        prepare_resource(registry[i]);
    for (size_t i = 0; all_members && i < service_registry_count; i++)
        prepare_resource(service_registry[i]);
    return all_members;
}

static const struct members *members_of(const struct resource *resource)
{
    const struct members *members = all_members;

    while (members->resource != resource)
        members++;
    return members;
}

/* ---- Fields ---- */

/* Writes the label, of which `length` bytes count. */
static void write_label(struct buffer *out, const struct member *member, size_t length)
{
    if (!buffer_reserve(out, sizeof member->label))
        return;
    memcpy(out->data + out->length, member->label, sizeof member->label);
    out->length += length;
    out->data[out->length] = '\0';
}

static void write_member(struct buffer *out, const struct member *member, const PGresult *result, int row, int column)
{
    const int length = PQgetlength(result, row, column); /* 0 for null too: so most values need not be asked */

    if (length == 0 && PQgetisnull(result, row, column)) {
        write_label(out, member, member->length + strlen("null"));
        return;
    }
    write_label(out, member, member->length);
    member->write(out, PQgetvalue(result, row, column), (size_t)length);
}

int render_members(struct buffer *out, const struct resource *resource, uint64_t selected, uint64_t shown,
    const PGresult *result, int row, int column)
{
    const struct members *members = members_of(resource);

    for (const struct member *member = members->items; member < members->items + members->count; member++) {
        if (!(selected & member->field))
            continue;
        if (shown & member->field)
            write_member(out, member, result, row, column);
        column++;
    }
    return column;
}

/* Every member is written with a comma before it; the object's first comma becomes its brace. */
static size_t open_object(struct buffer *out)
{
    return out->length;
}

void render_object(struct buffer *out, size_t start)
{
    if (out->failed)
        return;
    if (out->length == start)
        buffer_char(out, '{');
    else
        out->data[start] = '{';
    buffer_char(out, '}');
}

static void write_object(
    struct buffer *out, const struct resource *resource, uint64_t fields, const PGresult *result, int row, int column)
{
    const size_t start = open_object(out);

    render_members(out, resource, fields, fields, result, row, column);
    render_object(out, start);
}

/* ---- Rows of child queries, which come sorted by their first column ---- */

static int first_with_key(const PGresult *result, const char *key)
{
    int low = 0, high = PQntuples(result);

    while (low < high) {
        const int middle = low + (high - low) / 2;

        if (strcmp(PQgetvalue(result, middle, 0), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_key(const PGresult *result, int row, const char *key)
{
    return row < PQntuples(result) && strcmp(PQgetvalue(result, row, 0), key) == 0;
}

/* Writes at most `most` children as an array; returns the row of the first one that is left, or -1. */
static int write_children(struct buffer *out, const struct resource *resource, uint64_t fields, const PGresult *result,
    const char *key, int most)
{
    const int first = first_with_key(result, key);
    int row = first;

    buffer_char(out, '[');
    for (; row < first + most && has_key(result, row, key); row++) {
        if (row > first)
            buffer_char(out, ',');
        write_object(out, resource, fields, result, row, 1);
    }
    buffer_char(out, ']');
    return has_key(result, row, key) ? row : -1;
}

static void write_parts(
    struct buffer *out, const struct reading *reading, const struct db_query *query, const char *key)
{
    const struct resource *resource = reading->selection.resource;

    for (size_t i = 0; i < resource_part_count(resource); i++) {
        if (!(reading->parts >> i & 1))
            continue;
        buffer_text(out, ",\"");
        buffer_text(out, resource->parts[i]->path);
        buffer_text(out, "\":");
        write_children(out, resource->parts[i], fields_all(resource->parts[i]),
            db_result(query, reading->part_statement[i]), key, INT32_MAX / 2);
    }
}

/* ---- Expansions ---- */

static void write_target(struct buffer *out, const struct expansion *expansion, const PGresult *result, const char *key)
{
    const int row = key ? first_with_key(result, key) : 0;

    if (key && has_key(result, row, key))
        write_object(out, expansion->resource, expansion->fields, result, row, 1);
    else
        buffer_text(out, "null");
}

/* What does not fit is behind a link: the list of all children, from where this one ends. */
static void write_next_children(struct buffer *out, const struct reading *reading, const struct expansion *expansion,
    const char *key, const char *last)
{
    const char *name = expansion->resource->fields[expansion->reference].name;

    buffer_format(out, "\"%s/v1/%s?%s=%s&cursor=", reading->public_url, expansion->resource->path, name, key);
    cursor_write_children(reading->arena, expansion->resource, name, key, last, out);
    buffer_char(out, '"');
}

static void write_child_list(struct buffer *out, const struct reading *reading, const struct expansion *expansion,
    const PGresult *result, const char *key)
{
    const int own_key = 1 + (int)expansion->resource->key; /* no reference stands before it */
    int rest;

    buffer_text(out, "{\"results\":");
    rest = write_children(out, expansion->resource, expansion->fields, result, key, CHILDREN_MOST);
    buffer_text(out, ",\"next\":");
    if (rest < 0)
        buffer_text(out, "null");
    else
        write_next_children(out, reading, expansion, key, PQgetvalue(result, rest - 1, own_key));
    buffer_char(out, '}');
}

static void write_expansions(
    struct buffer *out, const struct reading *reading, const struct db_query *query, int row, const char *key)
{
    const size_t start = out->length + sizeof ",\"expanded\":" - 1;

    if (!reading->expansion_count)
        return;
    buffer_text(out, ",\"expanded\":");
    for (size_t i = 0; i < reading->expansion_count; i++) {
        const struct expansion *expansion = &reading->expansions[i];
        const PGresult *result = db_result(query, expansion->statement);

        buffer_format(out, ",\"%s\":", expansion->name);
        if (expansion->children)
            write_child_list(out, reading, expansion, result, key);
        else
            write_target(out, expansion, result, render_value(reading, query, row, expansion->reference));
    }
    render_object(out, start);
}

/* ---- Whole rows ---- */

const char *render_value(const struct reading *reading, const struct db_query *query, int row, unsigned field)
{
    const PGresult *result = db_result(query, reading->rows_statement);
    const int column = sql_position(&reading->selection, field);

    return PQgetisnull(result, row, column) ? NULL : PQgetvalue(result, row, column);
}

void render_row(struct buffer *out, const struct reading *reading, const struct db_query *query, int row)
{
    const struct selection *selection = &reading->selection;
    const PGresult *result = db_result(query, reading->rows_statement);
    const char *key = PQgetvalue(result, row, sql_position(selection, selection->resource->key));
    const size_t start = open_object(out);

    render_members(out, selection->resource, sql_selected(selection), reading->shown, result, row, 0);
    write_parts(out, reading, query, key);
    write_expansions(out, reading, query, row, key);
    render_object(out, start);
}

/* ---- States of rows from the change log ---- */

int render_state_row(const struct render_states *states, const char *key)
{
    const int row = first_with_key(states->rows, key);

    return has_key(states->rows, row, key) ? row : -1;
}

void render_state(struct buffer *out, const struct render_states *states, const char *key)
{
    const struct resource *resource = states->resource;
    const size_t start = open_object(out);

    render_members(out, resource, states->fields, states->fields, states->rows, render_state_row(states, key), 1);
    for (size_t i = 0; i < resource_part_count(resource); i++) {
        buffer_format(out, ",\"%s\":", resource->parts[i]->path);
        write_children(out, resource->parts[i], fields_all(resource->parts[i]), states->parts[i], key, INT32_MAX / 2);
    }
    render_object(out, start);
}

int render_state_part(const struct render_states *states, size_t part, const char *key)
{
    return first_with_key(states->parts[part], key);
}

bool render_state_has(const struct render_states *states, size_t part, int row, const char *key)
{
    return has_key(states->parts[part], row, key);
}

/* The value in a column of a row that may not be there; NULL is null. */
static const char *value_at(const PGresult *result, int row, int column)
{
    return row < 0 || PQgetisnull(result, row, column) ? NULL : PQgetvalue(result, row, column);
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void write_value(struct buffer *out, const struct member *member, const char *text)
{
    if (text)
        member->write(out, text, strlen(text));
    else
        buffer_text(out, "null");
}

static bool tells(const struct resource *resource, const struct member *member)
{
    const size_t index = (size_t)__builtin_ctzll(member->field);

    return !(resource->fields[index].flags & FIELD_READ_ONLY) || (resource->tenant && index == TENANT_PUBLIC);
}

static void write_field_differences(
    struct buffer *out, const struct render_states *before, const struct render_states *after, const char *key)
{
    const struct members *members = members_of(after->resource);
    const int old_row = render_state_row(before, key), new_row = render_state_row(after, key);
    int column = 1;

    for (const struct member *member = members->items; member < members->items + members->count; member++) {
        if (!(after->fields & member->field))
            continue;
        const char *old_text = value_at(before->rows, old_row, column);
        const char *new_text = value_at(after->rows, new_row, column++);

        if (same_text(old_text, new_text) || !(after->told & member->field) || !tells(after->resource, member))
            continue;
        buffer_append(out, member->label, member->length);
        buffer_text(out, "{\"old\":");
        write_value(out, member, old_text);
        buffer_text(out, ",\"new\":");
        write_value(out, member, new_text);
        buffer_char(out, '}');
    }
}

static bool same_children(const PGresult *a, const PGresult *b, const char *key)
{
    int row_a = first_with_key(a, key), row_b = first_with_key(b, key);

    for (; has_key(a, row_a, key) && has_key(b, row_b, key); row_a++, row_b++)
        for (int column = 1; column < PQnfields(a); column++)
            if (!same_text(value_at(a, row_a, column), value_at(b, row_b, column)))
                return false;
    return has_key(a, row_a, key) == has_key(b, row_b, key);
}

const char *render_state_value(const struct render_states *states, const char *key, unsigned field)
{
    const int row = render_state_row(states, key);
    int column = 1;

    for (unsigned i = 0; i < field; i++)
        if (states->fields >> i & 1)
            column += states->resource->fields[i].type == &type_reference ? 2 : 1;
    return value_at(states->rows, row, column);
}

void render_differences(
    struct buffer *out, const struct render_states *before, const struct render_states *after, const char *key)
{
    const struct resource *resource = after->resource;
    const size_t start = open_object(out);

    write_field_differences(out, before, after, key);
    for (size_t i = 0; i < resource_part_count(resource); i++) {
        const struct resource *part = resource->parts[i];

        if (same_children(before->parts[i], after->parts[i], key))
            continue;
        buffer_format(out, ",\"%s\":{\"old\":", part->path);
        write_children(out, part, fields_all(part), before->parts[i], key, INT32_MAX / 2);
        buffer_text(out, ",\"new\":");
        write_children(out, part, fields_all(part), after->parts[i], key, INT32_MAX / 2);
        buffer_char(out, '}');
    }
    render_object(out, start);
}
