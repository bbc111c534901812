/* What a GET wants to read (server/api). */
#include "api/reading.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/worker.h"
#include "db/sql_change.h"

#include <proeftuin/date.h>

enum { LIMIT_USUAL = 50, LIMIT_MOST = 1000 };

uint64_t fields_all(const struct resource *resource)
{
    return resource->field_count == 64 ? UINT64_MAX : ((uint64_t)1 << resource->field_count) - 1;
}

unsigned resource_version(const struct resource *resource)
{
    const int index = resource_field(resource, "version", strlen("version"), NULL);

    assert(index >= 0);
    return (unsigned)index;
}

uint64_t fields_stored(const struct resource *resource)
{
    uint64_t fields = fields_all(resource);

    for (unsigned i = 0; i < resource->field_count; i++)
        if (resource->fields[i].flags & FIELD_COMPUTED && !(resource->fields[i].flags & FIELD_PEOPLE))
            fields &= ~((uint64_t)1 << i);
    return fields;
}

/* ---- fields= ---- */

static void read_field_name(struct call *call, struct reading *reading, const char *name)
{
    const struct place place = {.name = "fields"};
    bool by_reference;
    const int field = resource_field(call->resource, name, strlen(name), &by_reference);
    const int part = resource_part(call->resource, name, strlen(name));

    if (field >= 0)
        reading->shown |= (uint64_t)1 << field;
    else if (part >= 0)
        reading->parts |= (uint64_t)1 << part;
    else
        faults_add(&call->faults, FAULT_FIELDS, &place, name, NULL);
}

static void read_fields(struct call *call, struct reading *reading)
{
    const char *value = parameters_take(call->parameters, "fields");
    const char **names;
    size_t count;

    if (!value || !(names = parameter_split(call->arena, value, &count)))
        return;
    reading->shown = 0;
    reading->parts = 0;
    for (size_t i = 0; i < count; i++)
        read_field_name(call, reading, names[i]);
}

/* ---- expand= ---- */

/* "progress-reports" becomes "progressReports". */
static const char *camel_name(struct arena *arena, const char *path)
{
    char *name = arena_text(arena, path);
    char *out = name;

    for (const char *in = name; in && *in; in++)
        if (*in == '-')
            *out++ = (char)toupper((unsigned char)*++in);
        else
            *out++ = *in;
    if (out)
        *out = '\0';
    return name;
}

static bool find_reference(const struct resource *resource, const char *name, struct expansion *ret)
{
    const int field = resource_field(resource, name, strlen(name), NULL);

    if (field < 0 || (resource->fields[field].type != &type_reference && resource->fields[field].type != &type_owner))
        return false;
    *ret = (struct expansion){.name = name,
        .reference = (unsigned)field,
        .resource = resource->fields[field].target,
        .fields = fields_stored(resource->fields[field].target)};
    return true;
}

static bool find_children(struct call *call, const char *name, struct expansion *ret)
{
    struct referrer referrers[REFERRERS_MOST];
    const size_t count = resource_referrers(call->resource, referrers);

    for (size_t i = 0; i < count; i++) {
        const struct resource *child = referrers[i].resource;
        const char *camel = child->parent ? NULL : camel_name(call->arena, child->path);

        if (!camel || strcmp(camel, name) != 0)
            continue;
        *ret = (struct expansion){.name = name,
            .children = true,
            .reference = referrers[i].field,
            .resource = child,
            .fields = fields_stored(child)};
        return true;
    }
    return false;
}

static bool is_expanded(const struct reading *reading, const char *name)
{
    for (size_t i = 0; i < reading->expansion_count; i++)
        if (strcmp(reading->expansions[i].name, name) == 0)
            return true;
    return false;
}

static void read_expand(struct call *call, struct reading *reading)
{
    const struct place place = {.name = "expand"};
    const char *value = parameters_take(call->parameters, "expand");
    const char **names;
    size_t count;

    if (!value || !(names = parameter_split(call->arena, value, &count)))
        return;
    for (size_t i = 0; i < count; i++) {
        struct expansion expansion;

        if (is_expanded(reading, names[i]))
            continue;
        if (!find_reference(call->resource, names[i], &expansion) && !find_children(call, names[i], &expansion))
            faults_add(&call->faults, FAULT_EXPAND, &place, names[i], NULL);
        else if (reading->expansion_count == EXPANSIONS_MOST)
            faults_add(&call->faults, FAULT_LIST_LONG, &place, "8", NULL);
        else
            reading->expansions[reading->expansion_count++] = expansion;
    }
}

/* A reference that is expanded is selected, shown or not: its value is the key of what comes with it. */
static void select_expanded(struct reading *reading)
{
    for (size_t i = 0; i < reading->expansion_count; i++)
        if (!reading->expansions[i].children)
            reading->selection.fields |= (uint64_t)1 << reading->expansions[i].reference;
}

/* ---- sort= ---- */

static void read_sort(struct call *call, struct reading *reading)
{
    const struct place place = {.name = "sort"};
    const char *value = parameters_take(call->parameters, "sort");
    const char **names;
    size_t count;

    if (!value || !(names = parameter_split(call->arena, value, &count)))
        return;
    if (count > SORT_MOST) {
        faults_add(&call->faults, FAULT_SORT_MANY, &place, "2", NULL);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const bool descending = names[i][0] == '-';
        const char *name = names[i] + descending;
        const int field = resource_field(call->resource, name, strlen(name), NULL);

        if (field < 0 || !(call->resource->fields[field].flags & FIELD_SORT))
            faults_add(&call->faults, FAULT_SORT, &place, name, NULL);
        else
            reading->selection.sort[reading->selection.sort_count++] =
                (struct sort_key){.field = (unsigned)field, .descending = descending};
    }
}

/* ---- Filters ---- */

/* The field that a filter's name means, and its test: a plain name, a reference by its own key, or a range with From or
 * To. */
static int filter_field(const struct resource *resource, const char *name, enum filter_test *ret_test)
{
    const size_t length = strlen(name);
    bool by_reference = false;
    int field = resource_field(resource, name, length, &by_reference);

    *ret_test = by_reference ? TEST_BY_REFERENCE : TEST_ANY;
    if (field < 0 && length > 4 && strcmp(name + length - 4, "From") == 0) {
        field = resource_field(resource, name, length - 4, NULL);
        *ret_test = TEST_FROM;
    } else if (field < 0 && length > 2 && strcmp(name + length - 2, "To") == 0) {
        field = resource_field(resource, name, length - 2, NULL);
        *ret_test = TEST_TO;
    }
    if (field < 0 || !(resource->fields[field].flags & FIELD_FILTER))
        return -1;
    if ((*ret_test == TEST_FROM || *ret_test == TEST_TO) && resource->fields[field].type->filter != FILTER_RANGE)
        return -1;
    return field;
}

/* The values that a filter takes: one limit of a range, or any number between commas. NULL when the arena is full. */
static const char **filter_values(struct arena *arena, const char *value, enum filter_test test, size_t *ret_count)
{
    const char **limit;

    if (test != TEST_FROM && test != TEST_TO)
        return parameter_split(arena, value, ret_count);
    if (!(limit = arena_array(arena, 1, sizeof *limit)))
        return NULL;
    limit[0] = value;
    *ret_count = 1;
    return limit;
}

static void read_filter(struct call *call, struct reading *reading, struct parameter *parameter)
{
    const struct place place = {.name = parameter->name};
    struct filter filter = {0};
    const int index = filter_field(call->resource, parameter->name, &filter.test);
    const struct field *field = index < 0 ? NULL : &call->resource->fields[index];
    const char **values;

    if (!field)
        return;
    parameter->taken = true;
    if (!(values = filter_values(call->arena, parameter->value, filter.test, &filter.count)))
        return;
    if (reading->selection.filter_count == FILTERS_MOST || filter.count > 200) {
        faults_add(&call->faults, FAULT_LIST_LONG, &place, filter.count > 200 ? "200" : "32", NULL);
        return;
    }
    for (size_t i = 0; i < filter.count && filter.test != TEST_BY_REFERENCE; i++) {
        struct value value = {0};

        if (field->type->parse(field, values[i], strlen(values[i]), &call->faults, &place, &value))
            values[i] = value.text;
    }
    filter.field = (unsigned)index;
    filter.values = values;
    reading->selection.filters[reading->selection.filter_count++] = filter;
}

static void read_filters(struct call *call, struct reading *reading)
{
    for (size_t i = 0; i < call->parameters->count; i++)
        if (!call->parameters->items[i].taken)
            read_filter(call, reading, &call->parameters->items[i]);
}

/* ---- limit=, cursor=, count=, asOf= ---- */

unsigned reading_limit(struct call *call, unsigned usual, unsigned most)
{
    const struct field limit = {.name = "limit", .type = &type_integer, .min = 1, .max = most};
    const struct place place = {.name = "limit"};
    const char *value = parameters_take(call->parameters, "limit");
    struct value number;

    if (value && type_integer.parse(&limit, value, strlen(value), &call->faults, &place, &number))
        return (unsigned)number.integer;
    return usual;
}

static void read_count(struct call *call, struct reading *reading)
{
    static const struct field count = {.name = "count", .type = &type_boolean};
    const struct place place = {.name = "count"};
    const char *value = parameters_take(call->parameters, "count");
    struct value answer = {0};

    if (value && type_boolean.parse(&count, value, strlen(value), &call->faults, &place, &answer))
        reading->count = answer.integer;
}

static void read_cursor(struct call *call, struct reading *reading)
{
    const struct place place = {.name = "cursor"};
    const char *value = parameters_take(call->parameters, "cursor");

    reading->fingerprint = cursor_fingerprint(call->resource, call->parameters);
    if (!value)
        return;
    if (cursor_read(call->arena, value, reading->fingerprint, &reading->selection, &reading->start))
        reading->selection.after = &reading->start;
    else
        faults_add(&call->faults, FAULT_CURSOR, &place, NULL);
}

static void read_as_of(struct call *call, struct reading *reading)
{
    const struct place place = {.name = "asOf"};
    const char *value = call->resource->has_status ? parameters_take(call->parameters, "asOf") : NULL;
    struct date date;

    if (value && !date_parse(value, strlen(value), &date))
        faults_add(&call->faults, FAULT_DATE, &place, NULL);
    reading->as_of = value;
}

/* ---- version= ---- */

/* An earlier version has what was stored of the row. What follows from other rows, or from the day, it has not. */
static void limit_to_stored(struct call *call, struct reading *reading)
{
    static const char *const others[] = {"expand", "asOf"};
    const uint64_t stored = fields_stored(call->resource);

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (parameters_take(call->parameters, others[i]))
            faults_add(&call->faults, FAULT_PARAMETER_TOGETHER, &(struct place){.name = others[i]}, "version", NULL);
    if (reading->shown & ~stored && reading->shown != fields_all(call->resource))
        faults_add(&call->faults, FAULT_PARAMETER_TOGETHER, &(struct place){.name = "fields"}, "version", NULL);
    reading->shown &= stored;
}

static void read_version(struct call *call, struct reading *reading)
{
    static const struct field version = {.name = "version", .type = &type_integer, .min = 1, .max = INT32_MAX};
    const struct place place = {.name = "version"};
    const char *value = parameters_take(call->parameters, "version");
    struct value number;

    if (!value || !type_integer.parse(&version, value, strlen(value), &call->faults, &place, &number))
        return;
    reading->version = number.text;
    limit_to_stored(call, reading);
}

/* ---- Whole readings ---- */

static struct reading *reading_new(struct call *call)
{
    struct reading *reading = arena_alloc(call->arena, sizeof *reading);

    if (!reading) {
        call_problem(call, PROBLEM_UNAVAILABLE);
        return NULL;
    }
    reading->selection.resource = call->resource;
    reading->arena = call->arena;
    reading->public_url = call->worker->service->public_url;
    return reading;
}

struct reading *reading_of_list(struct call *call)
{
    struct reading *reading = reading_new(call);

    if (!reading)
        return NULL;
    reading_form(call, reading);
    reading->shown = fields_stored(call->resource);
    read_fields(call, reading);
    reading_form_check(call, reading);
    reading->selection.fields = reading->shown;
    read_expand(call, reading);
    read_sort(call, reading);
    reading->selection.search = reading_search(call, call->resource, "search");
    reading->selection.limit = reading_limit(call, reading->whole ? 0 : LIMIT_USUAL, LIMIT_MOST);
    read_count(call, reading);
    read_as_of(call, reading);
    read_cursor(call, reading);
    read_filters(call, reading);
    select_expanded(reading);
    parameters_refuse_rest(call->parameters, &call->faults);
    return reading;
}

static void show_all(struct reading *reading)
{
    const struct resource *resource = reading->selection.resource;

    reading->shown = fields_all(resource);
    if (!reading->separator) /* a table has no room for them */
        reading->parts = ((uint64_t)1 << resource_part_count(resource)) - 1;
}

/* Whatever is shown of one row, its ETag needs the version. */
static void select_shown_and_version(struct reading *reading)
{
    reading->selection.fields = reading->shown | (uint64_t)1 << resource_version(reading->selection.resource);
}

struct reading *reading_of_one(struct call *call)
{
    struct reading *reading = reading_new(call);

    if (!reading)
        return NULL;
    reading->selection.key = call->key;
    reading_form(call, reading);
    show_all(reading);
    read_fields(call, reading);
    reading_form_check(call, reading);
    read_version(call, reading);
    select_shown_and_version(reading);
    read_expand(call, reading);
    read_as_of(call, reading);
    select_expanded(reading);
    parameters_refuse_rest(call->parameters, &call->faults);
    return reading;
}

struct reading *reading_of_written(struct call *call, const char *key)
{
    struct reading *reading = reading_new(call);

    if (!reading)
        return NULL;
    reading->selection.key = key;
    show_all(reading);
    select_shown_and_version(reading);
    return reading;
}

/* ---- Statements ---- */

static struct states states_of(const struct reading *reading)
{
    return (struct states){.of = STATES_OF_VERSION,
        .resource = reading->selection.resource,
        .fields = sql_selected(&reading->selection),
        .key = reading->selection.key,
        .version = reading->version};
}

static bool select_rows(struct arena *arena, const struct reading *reading, struct statement *ret)
{
    const struct states states = states_of(reading);

    return reading->version ? sql_states(arena, &states, ret) : sql_select(arena, &reading->selection, ret);
}

static bool select_part(
    struct arena *arena, const struct reading *reading, const struct resource *part, struct statement *ret)
{
    const struct states states = states_of(reading);

    return reading->version ? sql_states_part(arena, &states, part, ret)
                            : sql_select_part(arena, &reading->selection, part, ret);
}

static bool add_parts(struct call *call, struct db_query *query, struct reading *reading, size_t *next)
{
    struct arena *arena = db_query_arena(query);
    struct statement statement;

    for (size_t i = 0; i < resource_part_count(call->resource); i++) {
        if (!(reading->parts >> i & 1))
            continue;
        reading->part_statement[i] = (*next)++;
        if (!call_add(call, query, select_part(arena, reading, call->resource->parts[i], &statement), &statement))
            return false;
    }
    return true;
}

static bool add_expansions(struct call *call, struct db_query *query, struct reading *reading, size_t *next)
{
    struct arena *arena = db_query_arena(query);

    for (size_t i = 0; i < reading->expansion_count; i++) {
        struct expansion *expansion = &reading->expansions[i];
        struct statement statement;
        const bool built =
            expansion->children
                ? sql_select_children(arena, &reading->selection, expansion->resource, expansion->reference,
                      expansion->fields, CHILDREN_MOST + 1, &statement)
                : sql_select_targets(arena, &reading->selection, expansion->reference, expansion->fields, &statement);

        expansion->statement = (*next)++;
        if (!call_add(call, query, built, &statement))
            return false;
    }
    return true;
}

bool reading_add(struct call *call, struct db_query *query, struct reading *reading)
{
    struct arena *arena = db_query_arena(query);
    struct statement statement;
    size_t next = db_query_count(query);

    if (reading->as_of) {
        next++;
        if (!call_add(call, query, sql_as_of(arena, reading->as_of, &statement), &statement))
            return false;
    }
    reading->rows_statement = next++;
    if (!call_add(call, query, select_rows(arena, reading, &statement), &statement))
        return false;
    if (!add_parts(call, query, reading, &next) || !add_expansions(call, query, reading, &next))
        return false;
    reading->count_statement = next;
    return !reading->count || call_add(call, query, sql_count(arena, &reading->selection, &statement), &statement);
}
