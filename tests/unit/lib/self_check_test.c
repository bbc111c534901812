/* The self-check of the tables: silent on the real ones, and each mistake in a copy of a real table is named. */
#include <string.h>

#include <proeftuin/registry.h>
#include <proeftuin/resources.h>

#include "unit/suite.h"

/* A copy of the table of documents that a test may spoil, with the successors of municipalities as its part. */
struct copy {
    struct resource resource;
    struct field fields[FIELDS_MOST];
    struct resource part;
    struct field part_fields[FIELDS_MOST];
    const struct resource *parts[PARTS_MOST + 2];
};

static void copy_fields(const struct resource *from, struct resource *to, struct field fields[FIELDS_MOST])
{
    *to = *from;
    memcpy(fields, from->fields, from->field_count * sizeof *fields);
    to->fields = fields;
}

static void make_copy(struct copy *copy)
{
    memset(copy, 0, sizeof *copy);
    copy_fields(&document_resource, &copy->resource, copy->fields);
    copy_fields(&municipality_successor_resource, &copy->part, copy->part_fields);
    copy->part.parent = &copy->resource;
    copy->part.name = "copySuccessor";
    copy->part.table = "copy_successor";
    copy->parts[0] = &copy->part;
    copy->resource.parts = copy->parts;
    copy->resource.path = "copies";
    copy->resource.name = "copy";
    copy->resource.table = "copy";
}

static size_t check_copy(const struct copy *copy, struct buffer *out)
{
    const struct resource *const resources[] = {&municipality_resource, &document_resource, &copy->resource};
    const struct tables tables = {resources, 3, NULL, 0};

    buffer_init(out, 1024 * 1024);
    return tables_self_check(&tables, out);
}

START_TEST(real_tables_are_sound)
{
    struct buffer out;

    buffer_init(&out, 1024 * 1024);
    ck_assert_msg(registry_self_check(&out) == 0, "%s", out.data ? out.data : "");
    buffer_free(&out);
}
END_TEST

START_TEST(copy_is_sound)
{
    struct copy copy;
    struct buffer out;

    make_copy(&copy);
    ck_assert_msg(check_copy(&copy, &out) == 0, "%s", out.data ? out.data : "");
    buffer_free(&out);
}
END_TEST

/* One way to spoil the copy, and a part of what must then be said. */
#define SPOILT(name, said, ...)                 \
    static void spoil_##name(struct copy *copy) \
    {                                           \
        __VA_ARGS__;                            \
    }                                           \
    static const char said_##name[] = said;

#define FIELD copy->fields[DOCUMENT_TITLE]
#define RESOURCE copy->resource

SPOILT(name, "copies.Title: the name is not in lowerCamelCase", FIELD.name = "Title")
SPOILT(no_name, "copies: a field has no name or no type", FIELD.name = NULL)
SPOILT(no_type, "copies.title: a field has no name or no type", FIELD.type = NULL)
SPOILT(long_name, "too long for a column", FIELD.name = "aNameThatGoesOnAndOnUntilItIsTooLongToBeTheNameOfAColumn")
SPOILT(title, "copies.title: the title or the description lacks a language", FIELD.title.en = NULL)
SPOILT(about, "copies.title: the title or the description lacks a language", FIELD.about.nl = "")
SPOILT(reserved, "copies.limit: the name is that of a parameter", FIELD.name = "limit")
SPOILT(flags, "what can't be written is required", FIELD.flags |= FIELD_READ_ONLY)
SPOILT(computed, "the resource has no view", FIELD.flags = FIELD_COMPUTED)
SPOILT(filter, "copies.title: it is to be filtered on", FIELD.type = &type_prose)
SPOILT(sort, "it is to be sorted by, but is a list", FIELD.type = &type_codes; FIELD.codes = &code_tri)
SPOILT(search, "it is to be searched in", copy->fields[DOCUMENT_URL].flags = FIELD_SEARCH)
SPOILT(identifier, "it is an identifier, but no text", copy->fields[DOCUMENT_URL].flags = FIELD_IDENTIFIER)
SPOILT(frozen, "copies.title: a frozen field can be written", FIELD.flags |= FIELD_FROZEN)
SPOILT(freezes, "copies.title: a frozen field can be written", FIELD.flags |= FIELD_FREEZES;
       copy->fields[DOCUMENT_URL].flags |= FIELD_FROZEN)
SPOILT(bounds, "copies.title: the bounds make no sense", FIELD.min = 400)
SPOILT(long_text, "copies.title: the bounds make no sense", FIELD.max = TEXT_MOST + 1)
SPOILT(numbers, "copies.title: the bounds make no sense", FIELD.type = &type_integer; FIELD.min = FIELD.max = 0)
SPOILT(date_bounds, "copies.statedOn: the bounds make no sense", copy->fields[TENANT_STATED_ON].max = 3)
SPOILT(no_codes, "its type and its code list", copy->fields[DOCUMENT_KIND].codes = NULL)
SPOILT(codes_of_text, "its type and its code list", FIELD.codes = &code_tri)
SPOILT(unlisted, "among the published ones", static const struct code_list own = {"own", NULL, 0};
       copy->fields[DOCUMENT_KIND].codes = &own)
SPOILT(no_target, "its type and its target", copy->fields[TENANT_DOCUMENT].target = NULL)
SPOILT(target_by_code, "its type and its target", copy->fields[TENANT_DOCUMENT].target = &municipality_resource)
SPOILT(owner_by_id, "its type and its target", copy->fields[TENANT_MUNICIPALITY].target = &document_resource)
SPOILT(target_later, "not a resource that comes before it", copy->fields[TENANT_DOCUMENT].target = &pilot_resource)
SPOILT(pattern, "not a regular expression", FIELD.pattern = "^[a-z$")
SPOILT(loose_pattern, "from ^ to $", FIELD.pattern = "[a-z]+")
SPOILT(standard, "the standard value", copy->fields[DOCUMENT_KIND].standard = "nonsense")
SPOILT(group, "a partial date is", copy->fields[DOCUMENT_ISSUED_PRECISION].name = "issueDPrecision")
SPOILT(group_order, "a partial date is", struct field held = copy->fields[DOCUMENT_ISSUED_BOUND];
       copy->fields[DOCUMENT_ISSUED_BOUND] = copy->fields[DOCUMENT_ISSUED_PRECISION];
       copy->fields[DOCUMENT_ISSUED_PRECISION] = held)
SPOILT(alone, "has no date before it", copy->fields[DOCUMENT_ISSUED_DATE].group = GROUP_NONE)
SPOILT(twice, "two fields show under one name", FIELD.name = "kind")
SPOILT(as_reference, "two fields show under one name", FIELD.name = "documentReference")
SPOILT(column, "two fields live in one column", FIELD.name = "documentId")
SPOILT(range, "another's range filter", FIELD.name = "statedOnFrom")
SPOILT(part_name, "a field and a part show under one name", FIELD.name = "successors")
SPOILT(path, "the path is not in kebab-case", RESOURCE.path = "Copies")
SPOILT(table, "the table not in snake_case", RESOURCE.table = "copyTable")
SPOILT(one, "copies: the titles or the description", RESOURCE.one.nl = NULL)
SPOILT(no_fields, "it has no fields, or too many", RESOURCE.field_count = 0)
SPOILT(many_fields, "it has no fields, or too many", RESOURCE.field_count = FIELDS_MOST + 1)
SPOILT(key, "the key is not one of its fields", RESOURCE.key = FIELDS_MOST)
SPOILT(free_key, "a key is an id", RESOURCE.tenant = false; RESOURCE.key = DOCUMENT_TITLE)
SPOILT(tenant_key, "known by their id", RESOURCE.key = TENANT_MUNICIPALITY)
SPOILT(version, "counts a row's changes is missing", copy->fields[TENANT_VERSION].name = "edition")
SPOILT(tenant_rows, "copies.place: the rows of a municipality's", copy->fields[TENANT_PLACE].type = &type_prose)
SPOILT(view, "a view without computed fields", RESOURCE.has_view = true)
SPOILT(same_table, "two resources live in one table", RESOURCE.table = "document")
SPOILT(same_name, "two resources have one name", RESOURCE.name = "document")
SPOILT(same_path, "two resources have one path", RESOURCE.path = "documents")
SPOILT(parent, "the part names another parent", copy->part.parent = &pilot_resource)
SPOILT(part_list, "a part has plain fields only", copy->part_fields[SUCCESSOR_KIND].type = &type_codes;
       copy->part_fields[SUCCESSOR_KIND].max = 5)
SPOILT(part_column, "the column is one that every part has", copy->part_fields[SUCCESSOR_KIND].name = "ordinal")
SPOILT(part_of_part, "a part has parts", copy->part.tenant = true)
SPOILT(many_parts, "it has too many parts", for (size_t i = 1; i <= PARTS_MOST; i++) copy->parts[i] = &copy->part)
SPOILT(as_resource, "a part stands among the resources", RESOURCE.parent = &pilot_resource)

#define ROW(name)                 \
    {                             \
        spoil_##name, said_##name \
    }
static const struct {
    void (*spoil)(struct copy *copy);
    const char *said;
} mistakes[] = {ROW(name), ROW(no_name), ROW(no_type), ROW(long_name), ROW(title), ROW(about), ROW(reserved),
    ROW(flags), ROW(computed), ROW(filter), ROW(sort), ROW(search), ROW(identifier), ROW(frozen), ROW(freezes),
    ROW(bounds), ROW(long_text), ROW(numbers), ROW(date_bounds), ROW(no_codes), ROW(codes_of_text), ROW(unlisted),
    ROW(no_target), ROW(target_by_code), ROW(owner_by_id), ROW(target_later), ROW(pattern), ROW(loose_pattern),
    ROW(standard), ROW(group), ROW(group_order), ROW(alone), ROW(twice), ROW(as_reference), ROW(column), ROW(range),
    ROW(part_name), ROW(path), ROW(table), ROW(one), ROW(no_fields), ROW(many_fields), ROW(key), ROW(free_key),
    ROW(tenant_key), ROW(version), ROW(tenant_rows), ROW(view), ROW(same_table), ROW(same_name), ROW(same_path),
    ROW(parent), ROW(part_list), ROW(part_column), ROW(part_of_part), ROW(many_parts), ROW(as_resource)};

START_TEST(each_mistake_is_named)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        struct copy copy;
        struct buffer out;

        make_copy(&copy);
        mistakes[i].spoil(&copy);
        ck_assert_msg(check_copy(&copy, &out) > 0, "not noticed: %s", mistakes[i].said);
        ck_assert_msg(strstr(out.data, mistakes[i].said), "not said: %s\n%s", mistakes[i].said, out.data);
        buffer_free(&out);
    }
}
END_TEST

static size_t check_lists(const struct code_list *const *lists, size_t count, struct buffer *out)
{
    const struct tables tables = {NULL, 0, lists, count};

    buffer_init(out, 1024 * 1024);
    return tables_self_check(&tables, out);
}

START_TEST(code_lists_are_checked)
{
    static const struct code codes[] = {
        {"yes", {"ja", "yes"}}, {"no", {"nee", NULL}}, {"yes", {"ja", "yes"}}, {"May be", {"wie weet", "may be"}}};
    const struct code_list list = {"a.list", codes, 4}, again = {"a.list", codes, 1}, empty = {"an.empty", codes, 0};
    const struct code_list *const lists[] = {&list, &again, &empty};
    struct buffer out;

    ck_assert_uint_eq(check_lists(lists, 3, &out), 5);
    ck_assert_ptr_nonnull(strstr(out.data, "a.list.no: the title lacks a language\n"));
    ck_assert_ptr_nonnull(strstr(out.data, "a.list.yes: the code stands twice in its list\n"));
    ck_assert_ptr_nonnull(strstr(out.data, "a.list.May be: the code is not in lowerCamelCase\n"));
    ck_assert_ptr_nonnull(strstr(out.data, "a.list: two code lists have this name\n"));
    ck_assert_ptr_nonnull(strstr(out.data, "an.empty: the list is empty\n"));
    buffer_free(&out);
}
END_TEST

SUITE("self-check", real_tables_are_sound, copy_is_sound, each_mistake_is_named, code_lists_are_checked)
