/*
 * The tables check themselves (lib): everything in the service follows from them, so a mistake in a table is found
 * before the first request and not by it.
 */
#include "self_check.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include <proeftuin/registry.h>

void mistake(struct mistakes *mistakes, const char *outer, const char *inner, const char *what)
{
    mistakes->count++;
    buffer_format(mistakes->out, "%s%s%s: %s\n", outer ? outer : "?", inner ? "." : "", inner ? inner : "", what);
}

bool is_camel_case(const char *text)
{
    if (!text || text[0] < 'a' || text[0] > 'z')
        return false;
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")] == '\0';
}

bool is_joined(const char *text, char joint)
{
    bool letter = false;

    for (; text && *text; text++) {
        if (*text == joint && !letter)
            return false;
        letter = (*text >= 'a' && *text <= 'z') || (letter && *text >= '0' && *text <= '9');
        if (!letter && *text != joint)
            return false;
    }
    return letter;
}

bool is_bilingual(const struct bilingual *text)
{
    return text->nl && *text->nl && text->en && *text->en;
}

/* ---- Code lists ---- */

static void check_code_list(const struct code_list *list, struct mistakes *mistakes)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct code *code = &list->codes[i];

        if (!is_camel_case(code->code)) {
            mistake(mistakes, list->name, code->code, "the code is not in lowerCamelCase");
            continue;
        }
        if (!is_bilingual(&code->title))
            mistake(mistakes, list->name, code->code, "the title lacks a language");
        if (code_find(list, code->code, strlen(code->code)) != (int)i)
            mistake(mistakes, list->name, code->code, "the code stands twice in its list");
    }
    if (list->count == 0)
        mistake(mistakes, list->name, NULL, "the list is empty");
}

static void check_code_lists(const struct code_list *const *lists, size_t count, struct mistakes *mistakes)
{
    for (size_t i = 0; i < count; i++) {
        check_code_list(lists[i], mistakes);
        for (size_t other = 0; other < i; other++)
            if (strcmp(lists[i]->name, lists[other]->name) == 0)
                mistake(mistakes, lists[i]->name, NULL, "two code lists have this name");
    }
}

/* ---- Names within a resource ---- */

/* The names under which a field shows: its own, and a reference's second one. */
static bool shows_as(const struct field *field, const char *name, size_t length)
{
    const size_t own = strlen(field->name);

    if (own == length)
        return memcmp(field->name, name, length) == 0;
    return field->type == &type_reference && length == own + strlen("Reference") &&
           memcmp(field->name, name, own) == 0 && memcmp(name + own, "Reference", strlen("Reference")) == 0;
}

static bool same_column(const struct field *a, const struct field *b)
{
    char first[NAME_SIZE], second[NAME_SIZE];

    field_column(a, first);
    field_column(b, second);
    return strcmp(first, second) == 0;
}

/* A filter by range has two parameters of its own, which may be no other field's. */
static bool ranges_over(const struct field *range, const struct field *other)
{
    const size_t length = strlen(range->name);

    if (!(range->flags & FIELD_FILTER) || range->type->filter != FILTER_RANGE ||
        strncmp(other->name, range->name, length) != 0)
        return false;
    return strcmp(other->name + length, "From") == 0 || strcmp(other->name + length, "To") == 0;
}

static void check_two_fields(const struct resource *resource, unsigned a, unsigned b, struct mistakes *mistakes)
{
    const struct field *one = &resource->fields[a], *other = &resource->fields[b];

    if (shows_as(one, other->name, strlen(other->name)) || shows_as(other, one->name, strlen(one->name)))
        mistake(mistakes, resource->path, other->name, "two fields show under one name");
    else if (same_column(one, other))
        mistake(mistakes, resource->path, other->name, "two fields live in one column");
    if (ranges_over(one, other) || ranges_over(other, one))
        mistake(mistakes, resource->path, other->name, "a field bears the name of another's range filter");
}

/* Columns that the mechanism of parts needs for itself. */
static void check_part_columns(const struct resource *part, const struct field *field, struct mistakes *mistakes)
{
    char column[NAME_SIZE], parent[NAME_SIZE];

    field_column(field, column);
    snprintf(parent, sizeof parent, "%s%s", part->parent->table, part->parent->tenant ? "_id" : "");
    if (strcmp(column, "ordinal") == 0 || strcmp(column, "municipality") == 0 || strcmp(column, parent) == 0)
        mistake(mistakes, part->path, field->name, "the column is one that every part has");
}

static void check_fields(const struct resource *resource, struct mistakes *mistakes)
{
    const size_t before = mistakes->count;

    for (unsigned i = 0; i < resource->field_count; i++)
        self_check_field(resource, i, mistakes);
    if (mistakes->count > before) /* names can be compared when they are names */
        return;
    for (unsigned i = 0; i < resource->field_count; i++) {
        for (unsigned other = 0; other < i; other++)
            check_two_fields(resource, other, i, mistakes);
        if (resource->parent)
            check_part_columns(resource, &resource->fields[i], mistakes);
        if (resource_part(resource, resource->fields[i].name, strlen(resource->fields[i].name)) >= 0)
            mistake(mistakes, resource->path, resource->fields[i].name, "a field and a part show under one name");
    }
}

/* ---- Resources ---- */

/* What every row of a municipality has, and where. */
static const struct field tenant_fields[] = {TENANT_FIELD_ROWS(0)};

static void check_tenant_fields(const struct resource *resource, struct mistakes *mistakes)
{
    for (unsigned i = 0; i < TENANT_FIELDS; i++) {
        const struct field *wanted = &tenant_fields[i];
        const struct field *field = i < resource->field_count ? &resource->fields[i] : NULL;

        if (!field || !field->name || strcmp(field->name, wanted->name) != 0 || field->type != wanted->type ||
            field->target != wanted->target)
            mistake(
                mistakes, resource->path, wanted->name, "the rows of a municipality's resource don't begin with this");
    }
    if (resource->key != TENANT_ID)
        mistake(mistakes, resource->path, NULL, "a municipality's rows are known by their id");
}

static void check_key(const struct resource *resource, struct mistakes *mistakes)
{
    const struct field *key = resource->key < resource->field_count ? &resource->fields[resource->key] : NULL;
    const unsigned given = FIELD_REQUIRED | FIELD_IMMUTABLE;

    if (!key)
        mistake(mistakes, resource->path, NULL, "the key is not one of its fields");
    else if (key->type == &type_uuid ? field_writable(key) : key->type != &type_text || (key->flags & given) != given)
        mistake(mistakes, resource->path, key->name,
            "a key is an id that the register gives, or a code that is required and immutable");
}

static void check_version(const struct resource *resource, struct mistakes *mistakes)
{
    const int index = resource_field(resource, "version", strlen("version"), NULL);

    if (index < 0 || resource->fields[index].type != &type_integer ||
        !(resource->fields[index].flags & FIELD_READ_ONLY))
        mistake(mistakes, resource->path, "version", "the field that counts a row's changes is missing");
}

/* The view exists for computed fields, and only for them. */
static void check_view(const struct resource *resource, struct mistakes *mistakes)
{
    bool computed = false;

    for (size_t i = 0; i < resource->field_count; i++)
        computed |= (resource->fields[i].flags & FIELD_COMPUTED) != 0;
    if (resource->has_view && !computed)
        mistake(mistakes, resource->path, NULL, "it has a view without computed fields");
}

static void check_names(const struct resource *resource, struct mistakes *mistakes)
{
    if (resource->parent ? !is_camel_case(resource->path) : !is_joined(resource->path, '-'))
        mistake(mistakes, resource->path, NULL, "the path is not in kebab-case (of a part: in lowerCamelCase)");
    if (!is_camel_case(resource->name) || !is_joined(resource->table, '_'))
        mistake(mistakes, resource->path, NULL, "the name is not in lowerCamelCase or the table not in snake_case");
    if (!is_bilingual(&resource->title) || !is_bilingual(&resource->one) || !is_bilingual(&resource->about))
        mistake(mistakes, resource->path, NULL, "the titles or the description lack a language");
    if (resource->field_count == 0 || resource->field_count > FIELDS_MOST)
        mistake(mistakes, resource->path, NULL, "it has no fields, or too many");
}

static bool check_shape(const struct resource *resource, struct mistakes *mistakes)
{
    const size_t before = mistakes->count;

    check_names(resource, mistakes);
    if (mistakes->count > before)
        return false;
    check_fields(resource, mistakes);
    return mistakes->count == before;
}

static void check_part(const struct resource *parent, const struct resource *part, struct mistakes *mistakes)
{
    if (part->parent != parent) {
        mistake(mistakes, parent->path, part->path, "the part names another parent");
        return;
    }
    check_shape(part, mistakes);
    if (part->parts || part->tenant || part->has_status)
        mistake(mistakes, parent->path, part->path, "a part has parts, tenant rows or a status of its own");
}

static void check_resource(const struct resource *resource, struct mistakes *mistakes)
{
    const size_t parts = resource_part_count(resource);

    if (resource->parent)
        mistake(mistakes, resource->path, NULL, "a part stands among the resources");
    if (parts > PARTS_MOST)
        mistake(mistakes, resource->path, NULL, "it has too many parts");
    for (size_t i = 0; i < parts; i++)
        check_part(resource, resource->parts[i], mistakes);
    if (!check_shape(resource, mistakes))
        return;
    check_key(resource, mistakes);
    check_version(resource, mistakes);
    check_view(resource, mistakes);
    if (resource->tenant)
        check_tenant_fields(resource, mistakes);
}

/* ---- Resources beside each other ---- */

static void check_two_resources(const struct resource *one, const struct resource *other, struct mistakes *mistakes)
{
    if (one->table && other->table && strcmp(one->table, other->table) == 0)
        mistake(mistakes, other->path, NULL, "two resources live in one table");
    if (one->name && other->name && strcmp(one->name, other->name) == 0)
        mistake(mistakes, other->path, NULL, "two resources have one name");
    if (!one->parent && !other->parent && one->path && other->path && strcmp(one->path, other->path) == 0)
        mistake(mistakes, other->path, NULL, "two resources have one path");
    if (one->parent && one->parent == other->parent && one->path && other->path && strcmp(one->path, other->path) == 0)
        mistake(mistakes, other->path, NULL, "two parts of a resource have one name");
}

/* What the fields of `from` point to stands before `owner` in the list, or is `owner` itself. */
static void check_order(
    const struct resource *const *resources, size_t index, const struct resource *from, struct mistakes *mistakes)
{
    for (size_t i = 0; i < from->field_count; i++) {
        bool known = !from->fields[i].target;

        for (size_t other = 0; other <= index; other++)
            known |= resources[other] == from->fields[i].target;
        if (!known)
            mistake(mistakes, from->path, from->fields[i].name, "the target is not a resource that comes before it");
    }
}

enum { TABLES_MOST = 256 };

/* Resources and their parts in one row, so that each can be held against each. */
static size_t flatten(const struct resource *const *resources, size_t count, const struct resource *ret[TABLES_MOST])
{
    size_t all = 0;

    for (size_t i = 0; i < count; i++) {
        if (all < TABLES_MOST)
            ret[all++] = resources[i];
        for (size_t part = 0; part < resource_part_count(resources[i]); part++)
            if (all < TABLES_MOST)
                ret[all++] = resources[i]->parts[part];
    }
    return all;
}

static void check_together(const struct resource *const *resources, size_t count, struct mistakes *mistakes)
{
    const struct resource *all[TABLES_MOST];
    const size_t all_count = flatten(resources, count, all);

    for (size_t i = 0; i < all_count; i++)
        for (size_t other = 0; other < i; other++)
            check_two_resources(all[other], all[i], mistakes);
    for (size_t i = 0; i < count; i++) {
        check_order(resources, i, resources[i], mistakes);
        for (size_t part = 0; part < resource_part_count(resources[i]); part++)
            check_order(resources, i, resources[i]->parts[part], mistakes);
    }
}

size_t tables_self_check(const struct tables *tables, struct buffer *out)
{
    struct mistakes mistakes = {.out = out};

    check_code_lists(tables->lists, tables->list_count, &mistakes);
    for (size_t i = 0; i < tables->resource_count; i++)
        check_resource(tables->resources[i], &mistakes);
    check_together(tables->resources, tables->resource_count, &mistakes);
    return mistakes.count;
}

size_t registry_self_check(struct buffer *out)
{
    const struct resource *all[TABLES_MOST];
    const struct tables tables = {all, registry_count + service_registry_count, code_lists, code_list_count};

    assert(tables.resource_count <= TABLES_MOST);
    memcpy(all, registry, registry_count * sizeof *all);
    memcpy(all + registry_count, service_registry, service_registry_count * sizeof *all);
    return tables_self_check(&tables, out);
}
