/* What the database says against a record, as faults (server/db). See refusal.h. */
#include "db/refusal.h"

#include <string.h>

/* ---- What was looked up ---- */

const char *lookup_found(const PGresult *result, size_t index)
{
    return PQgetisnull(result, 0, (int)index) ? NULL : PQgetvalue(result, 0, (int)index);
}

static void refuse_reference(
    const struct lookup *lookup, struct place place, enum language language, struct faults *faults)
{
    const struct field *field = &lookup->record->resource->fields[lookup->field];
    const struct value *value = &lookup->record->value[lookup->field];
    const char *twin = arena_format(faults->arena, "%sReference", field->name);

    if (value->text && value->reference) {
        faults_add(faults, FAULT_REFERENCE_DISAGREES, &place, field->name, twin ? twin : "", NULL);
        return;
    }
    if (value->reference && twin)
        place.name = twin;
    faults_add(faults, FAULT_REFERENCE_UNKNOWN, &place, in_language(field->target->one, language), NULL);
}

void lookup_take(const struct lookup *lookup, const char *found, enum language language, struct faults *faults)
{
    const struct field *field = &lookup->record->resource->fields[lookup->field];
    const struct place place = {.up = lookup->record->at, .name = field->name};

    if (lookup->kind == LOOKUP_UNIQUE && found)
        faults_add(faults, FAULT_UNIQUE, &place, NULL);
    else if (lookup->kind == LOOKUP_KEYS && found)
        faults_add(faults, FAULT_REFERENCE_UNKNOWN, &place, in_language(field->target->one, language), NULL);
    else if (lookup->kind == LOOKUP_REFERENCE && found)
        lookup->record->value[lookup->field].text = arena_text(lookup->record->arena, found);
    else if (lookup->kind == LOOKUP_REFERENCE)
        refuse_reference(lookup, place, language, faults);
}

/* ---- What a constraint stopped ---- */

static const struct resource *resource_of_table(
    const struct resource *resource, const char *table, const char **ret_member)
{
    *ret_member = NULL;
    for (size_t part = 0; part < resource_part_count(resource); part++)
        if (strcmp(resource->parts[part]->table, table) == 0) {
            *ret_member = resource->parts[part]->path;
            return resource->parts[part];
        }
    return resource;
}

int field_of_column(const struct resource *resource, const char *column)
{
    char name[NAME_SIZE];

    for (size_t i = 0; i < resource->field_count; i++) {
        field_column(&resource->fields[i], name);
        if (strcmp(name, column) == 0)
            return (int)i;
    }
    return -1;
}

/* What a constraint is about when the tables' rules can't know it, by the last word of its name. */
static const struct {
    const char *kind;
    enum fault_code code;
} meanings[] = {
    {"__circle", FAULT_RULE_CIRCLE},
    {"__period", FAULT_RULE_PERIOD},
    {"__variant", FAULT_RULE_VARIANT},
    {"__qualitative", FAULT_RULE_QUALITATIVE},
    {"__frozen", FAULT_RULE_FROZEN},
    {"__shown", FAULT_RULE_SHOWN},
    {"__total", FAULT_RULE_TOTAL},
};

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text), tail = strlen(end);

    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static enum fault_code fault_of(const struct db_violation *violation)
{
    static const enum fault_code codes[] = {[DB_VIOLATION_UNIQUE] = FAULT_UNIQUE,
        [DB_VIOLATION_FOREIGN_KEY] = FAULT_REFERENCE_UNKNOWN,
        [DB_VIOLATION_CHECK] = FAULT_RULE,
        [DB_VIOLATION_NOT_NULL] = FAULT_FIELD_REQUIRED};

    for (size_t i = 0; violation->kind == DB_VIOLATION_CHECK && i < sizeof meanings / sizeof meanings[0]; i++)
        if (ends_with(violation->constraint, meanings[i].kind))
            return meanings[i].code;
    return codes[violation->kind];
}

void violation_fault(const struct db_violation *violation, const struct resource *resource, enum language language,
    const struct place *at, struct faults *faults)
{
    const char *member;
    const struct resource *stopped = resource_of_table(resource, violation->table, &member);
    const int field = field_of_column(stopped, violation->column);
    const struct resource *target = field >= 0 ? stopped->fields[field].target : NULL;
    struct place place = {.up = at, .name = member};

    if (!member && field >= 0)
        place.name = stopped->fields[field].name;
    faults_add(faults, fault_of(violation), place.name ? &place : at,
        in_language(target ? target->one : resource->one, language), NULL);
}
