/*
 * `proeftuind tables` (server/main): the resource tables as JSON, for people and for tools: names, columns, types,
 * bounds, codes, targets and parts of all that the register can hold, and the routes by which. Nothing is left out, so
 * that who reads this needs no other source.
 */
#include <stdbool.h>
#include <stdio.h>

#include "api/route.h"
#include "tables.h"

#include <proeftuin/json_text.h>
#include <proeftuin/registry.h>

enum { TABLES_TEXT_MOST = 4 * 1024 * 1024 };

bool tables_are_sound(void)
{
    struct buffer mistakes;
    size_t count;

    buffer_init(&mistakes, TABLES_TEXT_MOST);
    count = registry_self_check(&mistakes);
    if (count)
        fprintf(
            stderr, "proeftuind: %zu mistakes in the resource tables:\n%s", count, mistakes.data ? mistakes.data : "");
    buffer_free(&mistakes);
    return count == 0;
}

/* ---- Members ---- */

static void add_text(struct buffer *out, const char *name, const char *text)
{
    buffer_format(out, ",\"%s\":", name);
    json_write_text(out, text);
}

static void add_words(struct buffer *out, const char *name, const struct bilingual *words)
{
    buffer_format(out, ",\"%s\":{\"nl\":", name);
    json_write_text(out, words->nl);
    buffer_text(out, ",\"en\":");
    json_write_text(out, words->en);
    buffer_char(out, '}');
}

static void add_flag(struct buffer *out, const char *name, bool is_set)
{
    buffer_format(out, ",\"%s\":%s", name, is_set ? "true" : "false");
}

static void add_number(struct buffer *out, const char *name, int64_t number)
{
    buffer_format(out, ",\"%s\":%lld", name, (long long)number);
}

/* ---- Fields ---- */

static const struct {
    unsigned flag;
    const char *name;
} flags[] = {
    {FIELD_REQUIRED, "required"},
    {FIELD_READ_ONLY, "readOnly"},
    {FIELD_IMMUTABLE, "immutable"},
    {FIELD_FILTER, "filter"},
    {FIELD_SORT, "sort"},
    {FIELD_COMPUTED, "computed"},
    {FIELD_SEARCH, "search"},
    {FIELD_IDENTIFIER, "identifier"},
    {FIELD_PEOPLE, "people"},
    {FIELD_FROZEN, "frozen"},
    {FIELD_FREEZES, "freezes"},
};

static bool is_text(const struct type *type)
{
    return type == &type_text || type == &type_prose || type == &type_url;
}

static bool is_number(const struct type *type)
{
    return type == &type_integer || type == &type_integers;
}

/* What is bounded even where its field does not say so. */
static bool is_decimal(const struct type *type)
{
    return type->shape == JSON_SHAPE_NUMBER;
}

static const char *group_name(enum field_group group)
{
    static const char *const names[] = {[GROUP_PARTIAL_DATE] = "partialDate", [GROUP_AMOUNT] = "amount"};

    return names[group];
}

/* Bounds as they count, the standing ones included. */
static void add_bounds(struct buffer *out, const struct field *field)
{
    const bool number = is_number(field->type), text = is_text(field->type);

    if (text)
        add_number(out, "minLength", field->min > 0 ? field->min : 1); /* an empty text is null */
    if (text)
        add_number(out, "maxLength", field->max ? field->max : field->type == &type_prose ? PROSE_MOST : TEXT_MOST);
    if (is_decimal(field->type)) {
        add_number(out, "decimals", field->type->decimals);
        add_number(out, "minimum", field->min || field->max ? field->min : -DECIMAL_MOST);
        add_number(out, "maximum", field->min || field->max ? field->max : DECIMAL_MOST);
    }
    if (number)
        add_number(out, "minimum", field->min);
    if (number)
        add_number(out, "maximum", field->max);
    if (field->type->list)
        add_number(out, "maxItems", number || !field->max ? LIST_MOST : field->max);
}

static void write_field(struct buffer *out, const struct field *field)
{
    char column[NAME_SIZE];

    field_column(field, column);
    buffer_text(out, "{\"name\":");
    json_write_text(out, field->name);
    add_text(out, "column", column);
    add_text(out, "type",
        field->type == &type_reference ? "reference" : field->type->name); /* in sentences a reference is an id */
    add_text(out, "sql", field->type->sql);
    add_flag(out, "list", field->type->list);
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        add_flag(out, flags[i].name, field->flags & flags[i].flag);
    add_text(out, "group", group_name(field->group));
    add_bounds(out, field);
    add_text(out, "codes", field->codes ? field->codes->name : NULL);
    add_text(out, "target", field->target ? field->target->path : NULL);
    add_text(out, "standard", field->standard);
    add_text(out, "pattern", field->pattern);
    add_words(out, "title", &field->title);
    add_words(out, "about", &field->about);
    buffer_char(out, '}');
}

/* ---- Resources and code lists ---- */

static void write_resource(struct buffer *out, const struct resource *resource)
{
    buffer_text(out, "{\"path\":");
    json_write_text(out, resource->path);
    add_text(out, "name", resource->name);
    add_text(out, "table", resource->table);
    add_flag(out, "view", resource->has_view);
    add_text(out, "parent", resource->parent ? resource->parent->path : NULL);
    add_text(out, "key", resource->parent ? NULL : resource->fields[resource->key].name);
    add_flag(out, "tenant", resource->tenant);
    add_text(out, "writer", code_roles.codes[resource->writer].code);
    add_flag(out, "status", resource->has_status);
    add_words(out, "title", &resource->title);
    add_words(out, "one", &resource->one);
    add_words(out, "about", &resource->about);
    buffer_text(out, ",\n\"fields\":[");
    for (size_t i = 0; i < resource->field_count; i++) {
        buffer_text(out, i ? ",\n" : "\n");
        write_field(out, &resource->fields[i]);
    }
    buffer_text(out, "],\n\"parts\":[");
    for (size_t i = 0; i < resource_part_count(resource); i++) {
        buffer_text(out, i ? ",\n" : "\n");
        write_resource(out, resource->parts[i]);
    }
    buffer_text(out, "]}");
}

static void write_code_list(struct buffer *out, const struct code_list *list)
{
    json_write_text(out, list->name);
    buffer_text(out, ":[");
    for (size_t i = 0; i < list->count; i++) {
        buffer_text(out, i ? ",\n{\"code\":" : "\n{\"code\":");
        json_write_text(out, list->codes[i].code);
        add_words(out, "title", &list->codes[i].title);
        buffer_char(out, '}');
    }
    buffer_char(out, ']');
}

static void write_resources(struct buffer *out, const struct resource *const *resources, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_text(out, i ? ",\n" : "\n");
        write_resource(out, resources[i]);
    }
}

static void write_routes(struct buffer *out)
{
    static const char *const access[] = {[ACCESS_OPEN] = "open",
        [ACCESS_READ] = "read",
        [ACCESS_WRITE] = "write",
        [ACCESS_ADMINISTRATOR] = "administrator"};
    const struct route *route;

    for (size_t i = 0; (route = route_at(i)); i++) {
        buffer_text(out, i ? ",\n{\"method\":" : "\n{\"method\":");
        json_write_text(out, route->method);
        add_text(out, "path", route->path);
        add_text(out, "access", access[route->access]);
        add_words(out, "summary", &route->summary);
        buffer_char(out, '}');
    }
}

static void write_tables(struct buffer *out)
{
    buffer_text(out, "{\"resources\":[");
    write_resources(out, registry, registry_count);
    buffer_text(out, "],\n\"serviceResources\":[");
    write_resources(out, service_registry, service_registry_count);
    buffer_text(out, "],\n\"routes\":[");
    write_routes(out);
    buffer_text(out, "],\n\"codes\":{");
    for (size_t i = 0; i < code_list_count; i++) {
        buffer_text(out, i ? ",\n" : "\n");
        write_code_list(out, code_lists[i]);
    }
    buffer_text(out, "}}\n");
}

int tables_print(void)
{
    struct buffer out;
    bool ok;

    if (!tables_are_sound())
        return 1;
    buffer_init(&out, TABLES_TEXT_MOST);
    write_tables(&out);
    ok = !out.failed && fwrite(out.data, 1, out.length, stdout) == out.length && fflush(stdout) == 0;
    if (!ok)
        fprintf(stderr, "proeftuind: the tables can't be written\n");
    buffer_free(&out);
    return ok ? 0 : 1;
}
