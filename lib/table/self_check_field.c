/*
 * The self-check of one field (lib): a list of rules, each a sentence and the test that finds it broken. Later rules
 * may lean on earlier ones only through what they test themselves: a broken table must be listed, not crashed on.
 */
#include <regex.h>
#include <string.h>

#include <proeftuin/arena.h>
#include <proeftuin/record.h>

#include "self_check.h"

static bool is_text(const struct type *type)
{
    return type == &type_text || type == &type_prose || type == &type_url;
}

static bool is_number(const struct type *type)
{
    return type == &type_integer || type == &type_integers;
}

static bool has_codes(const struct type *type)
{
    return type == &type_code || type == &type_codes;
}

static bool points_by_key(const struct type *type)
{
    return type == &type_owner || type == &type_keys;
}

/* ---- Names ---- */

static bool bad_name(const struct resource *resource, const struct field *field)
{
    (void)resource;
    return !is_camel_case(field->name);
}

/* The column has an underscore before each capital, and "_id" behind a reference. */
static bool bad_length(const struct resource *resource, const struct field *field)
{
    size_t length = strlen(field->name) + sizeof "_x_id";

    (void)resource;
    for (const char *c = field->name; *c; c++)
        length += *c >= 'A' && *c <= 'Z';
    return length >= NAME_SIZE;
}

static bool bad_words(const struct resource *resource, const struct field *field)
{
    (void)resource;
    return !is_bilingual(&field->title) || !is_bilingual(&field->about);
}

/* What a query string or an answer means by itself. */
static bool bad_reserved(const struct resource *resource, const struct field *field)
{
    static const char *const reserved[] = {
        "asOf", "count", "cursor", "expand", "expanded", "fields", "limit", "search", "sort"};

    (void)resource;
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (strcmp(field->name, reserved[i]) == 0)
            return true;
    return false;
}

/* ---- Flags ---- */

static bool bad_flags(const struct resource *resource, const struct field *field)
{
    (void)resource;
    return !field_writable(field) && field->flags & (FIELD_REQUIRED | FIELD_IMMUTABLE);
}

static bool bad_computed(const struct resource *resource, const struct field *field)
{
    return field->flags & (FIELD_COMPUTED | FIELD_PEOPLE) && !resource->has_view;
}

static bool bad_filter(const struct resource *resource, const struct field *field)
{
    (void)resource;
    return field->flags & FIELD_FILTER && field->type->filter == FILTER_NONE;
}

static bool bad_sort(const struct resource *resource, const struct field *field)
{
    (void)resource;
    return field->flags & FIELD_SORT && field->type->list;
}

static bool bad_search(const struct resource *resource, const struct field *field)
{
    (void)resource;
    return field->flags & FIELD_SEARCH && field->type != &type_text && field->type != &type_prose;
}

static bool bad_identifier(const struct resource *resource, const struct field *field)
{
    (void)resource;
    return field->flags & FIELD_IDENTIFIER && field->type != &type_text;
}

/* What freezes a row is the database's to write, and each is nothing without the other. */
static bool bad_frozen(const struct resource *resource, const struct field *field)
{
    const unsigned other = field->flags & FIELD_FROZEN ? FIELD_FREEZES : FIELD_FROZEN;

    if (!(field->flags & (FIELD_FROZEN | FIELD_FREEZES)))
        return false;
    if (field_writable(field) == ((field->flags & FIELD_FREEZES) != 0) || field->flags & FIELD_IMMUTABLE)
        return true;
    for (size_t i = 0; i < resource->field_count; i++)
        if (resource->fields[i].flags & other)
            return resource->parent;
    return true;
}

/* ---- What a type needs ---- */

static bool bad_bounds(const struct resource *resource, const struct field *field)
{
    const int64_t most = field->type == &type_prose ? PROSE_MOST : TEXT_MOST;

    (void)resource;
    if (is_text(field->type))
        return field->min < 0 || field->max < 0 || field->max > most || (field->max && field->min > field->max);
    if (field->type->shape == JSON_SHAPE_NUMBER)
        return field->min > field->max || field->min < -DECIMAL_MOST || field->max > DECIMAL_MOST;
    if (is_number(field->type))
        return field->min >= field->max || field->min < INT32_MIN || field->max > INT32_MAX;
    if (field->type->list)
        return field->min != 0 || field->max < 1 || field->max > LIST_MOST;
    return field->min != 0 || field->max != 0;
}

static bool bad_codes(const struct resource *resource, const struct field *field)
{
    (void)resource;
    for (size_t i = 0; field->codes && i < code_list_count; i++)
        if (code_lists[i] == field->codes)
            return !has_codes(field->type);
    return field->codes || has_codes(field->type);
}

static bool bad_target(const struct resource *resource, const struct field *field)
{
    const struct resource *target = field->target;

    (void)resource;
    if (field->type != &type_reference && !points_by_key(field->type))
        return target;
    if (!target || target->parent || target->key >= target->field_count)
        return true;
    return (target->fields[target->key].type == &type_uuid) != (field->type == &type_reference);
}

/* A pattern speaks of the whole text. */
static bool bad_pattern(const struct resource *resource, const struct field *field)
{
    const size_t length = field->pattern ? strlen(field->pattern) : 0;
    regex_t expression;

    (void)resource;
    if (!field->pattern)
        return false;
    if (!is_text(field->type) || length < 2 || field->pattern[0] != '^' || field->pattern[length - 1] != '$' ||
        regcomp(&expression, field->pattern, REG_EXTENDED | REG_NOSUB))
        return true;
    regfree(&expression);
    return false;
}

static bool bad_standard(const struct resource *resource, const struct field *field)
{
    struct arena *arena = field->standard ? arena_new(64 * 1024) : NULL;
    struct faults faults;
    struct value value;
    bool bad = field->standard;

    (void)resource;
    if (arena && !field->type->list && !(has_codes(field->type) && !field->codes) && !points_by_key(field->type)) {
        faults_init(&faults, arena, FAULT_IN_BODY);
        bad = !field->type->parse(field, field->standard, strlen(field->standard), &faults, NULL, &value);
    }
    arena_free(arena);
    return bad;
}

/* ---- Groups ---- */

/* The members of each group behind its first, in order. What the first is called ends in `tail`, which they have not.
 */
static const struct group_form {
    enum field_group group;
    const struct type *type;
    const char *tail;
    struct {
        const char *suffix;
        const struct type *type;
        const struct code_list *codes;
    } members[AMOUNT_MEMBERS - 1];
} forms[] = {
    {GROUP_PARTIAL_DATE, &type_date, "Date",
        {{"Precision", &type_code, &code_precisions}, {"Bound", &type_code, &code_bounds}}},
    {GROUP_AMOUNT, &type_amount, "",
        {{"Status", &type_code, &code_amount_statuses}, {"Upper", &type_amount, NULL},
            {"Qualifier", &type_code, &code_qualifiers}, {"Precision", &type_amount, NULL}}},
};

static const struct group_form *form_of(enum field_group group)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (forms[i].group == group)
            return &forms[i];
    return NULL;
}

/* The field `behind` the first one of a group is called <stem><suffix>, and what it should be. */
static bool is_sibling(
    const struct resource *resource, const struct field *first, const struct group_form *form, size_t behind)
{
    const size_t index = (size_t)(first - resource->fields) + behind;
    const size_t stem = strlen(first->name) - strlen(form->tail);
    const struct field *field = &resource->fields[index];

    return index < resource->field_count && field->name && strncmp(field->name, first->name, stem) == 0 &&
           strcmp(field->name + stem, form->members[behind - 1].suffix) == 0 &&
           field->type == form->members[behind - 1].type && field->codes == form->members[behind - 1].codes &&
           field->group == GROUP_NONE && (form->group == GROUP_AMOUNT || !(field->flags & FIELD_REQUIRED));
}

static bool bad_group(const struct resource *resource, const struct field *field)
{
    const struct group_form *form = form_of(field->group);
    const size_t length = strlen(field->name), tail = form ? strlen(form->tail) : 0;

    if (!form)
        return field->group != GROUP_NONE;
    if (field->type != form->type || length <= tail || strcmp(field->name + length - tail, form->tail) != 0)
        return true;
    for (size_t behind = 1; behind < group_size(field); behind++)
        if (!is_sibling(resource, field, form, behind))
            return true;
    return false;
}

/* How far behind the first member of a partial date a code list has its place; 0: anywhere. */
static bool bad_member(const struct resource *resource, const struct field *field)
{
    const size_t index = (size_t)(field - resource->fields);
    const size_t behind = field->codes == &code_precisions ? 1 : field->codes == &code_bounds ? 2 : 0;

    return behind && (index < behind || resource->fields[index - behind].group != GROUP_PARTIAL_DATE);
}

/* ---- Parts ---- */

/* Rows of parts are written as one array a column, so their values are scalars. */
/* What says which members are withheld is the exception, and stands last: it is not stored. */
static bool bad_in_part(const struct resource *resource, const struct field *field)
{
    if (field->flags & FIELD_PEOPLE && field->flags & FIELD_COMPUTED)
        return field != &resource->fields[resource->field_count - 1];
    return resource->parent && (field->type->list || field->group || field->standard || !field_writable(field) ||
                                   field->flags & (FIELD_IMMUTABLE | FIELD_FILTER | FIELD_SORT));
}

static const struct {
    bool (*broken)(const struct resource *resource, const struct field *field);
    const char *what;
} rules[] = {
    {bad_name, "the name is not in lowerCamelCase"},
    {bad_length, "the name is too long for a column"},
    {bad_words, "the title or the description lacks a language"},
    {bad_reserved, "the name is that of a parameter or a member that every list has"},
    {bad_flags, "what can't be written is required or immutable"},
    {bad_computed, "it is computed, but the resource has no view"},
    {bad_filter, "it is to be filtered on, which its type can't be"},
    {bad_sort, "it is to be sorted by, but is a list"},
    {bad_search, "it is to be searched in, but is no text"},
    {bad_identifier, "it is an identifier, but no text"},
    {bad_frozen,
        "a frozen field can be written and one that freezes can't; a resource has both or neither, a part neither"},
    {bad_bounds, "the bounds make no sense for its type"},
    {bad_codes, "its type and its code list don't go together, or the list is not among the published ones"},
    {bad_target, "its type and its target don't go together"},
    {bad_pattern, "the pattern is not a regular expression from ^ to $ on a text"},
    {bad_standard, "the standard value is not one of its type"},
    {bad_group, "a partial date is a date, its precision and its bound, in this order; an amount has its four others "
                "behind it"},
    {bad_member, "a precision or a bound has no date before it"},
    {bad_in_part, "a part has plain fields only: no lists, groups, standard values, read-only fields or filters"},
};

void self_check_field(const struct resource *resource, unsigned index, struct mistakes *mistakes)
{
    const struct field *field = &resource->fields[index];

    if (!field->name || !field->type) {
        mistake(mistakes, resource->path, field->name, "a field has no name or no type");
        return;
    }
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (rules[i].broken(resource, field))
            mistake(mistakes, resource->path, field->name, rules[i].what);
}
