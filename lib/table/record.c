/* Records: filling them, laying one over another (lib). */
#include <proeftuin/record.h>

#include <assert.h>
#include <string.h>

#include "value.h"

struct record *record_new(const struct resource *resource, struct arena *arena)
{
    struct record *record = arena_alloc(arena, sizeof *record);

    if (!record)
        return NULL;
    record->resource = resource;
    record->arena = arena;
    record->value = arena_array(arena, resource->field_count, sizeof *record->value);
    return record->value ? record : NULL;
}

bool record_has(const struct record *record, size_t field)
{
    return record->present >> field & 1;
}

void record_set(struct record *record, size_t field, struct value value)
{
    assert(field < record->resource->field_count);
    record->value[field] = value;
    record->present |= (uint64_t)1 << field;
}

bool record_filled(const struct record *record, size_t field)
{
    return record->value[field].text || record->value[field].reference;
}

bool record_set_stored(struct record *record, size_t field, const char *sql_text, size_t length)
{
    struct value value = {0};

    if (sql_text && !value_from_stored(&record->resource->fields[field], record->arena, sql_text, length, &value))
        return false;
    record_set(record, field, value);
    return true;
}

/* A reference may come twice, by id and by the other's own key: both are kept, and must agree when they are looked up.
 * A null beside a value says nothing. */
void record_give(struct record *record, size_t field, struct value value)
{
    const struct value *held = &record->value[field];

    if (record->resource->fields[field].type == &type_reference && record_has(record, field)) {
        if (!value.text)
            value.text = held->text;
        if (!value.reference)
            value.reference = held->reference;
    }
    record_set(record, field, value);
}

void record_set_cell(struct record *record, size_t field, bool by_reference, const char *text, size_t length,
    struct faults *faults, const struct place *place)
{
    struct value value = {0};

    if (value_from_cell(&record->resource->fields[field], by_reference, text, length, faults, place, &value))
        record_give(record, field, value);
    else
        record->faulty |= (uint64_t)1 << field;
}

static const char *group_standard(const struct field *field)
{
    return field->codes == &code_precisions ? "day" : "exact";
}

/* A partial date with a date but no precision is exact to the day; without a date (and not stated as unknown) nothing
 * of it remains. */
static void complete_partial_date(struct record *record, size_t first)
{
    for (size_t i = first + 1; i <= first + 2; i++) {
        const struct field *field = &record->resource->fields[i];
        const char *precision = record->value[first + 1].text;
        const bool keeps = record_filled(record, first) || (precision && strcmp(precision, "unknown") == 0);

        if (!keeps)
            record_set(record, i, (struct value){0});
        else if (!record_filled(record, i))
            record_set_stored(record, i, group_standard(field), strlen(group_standard(field)));
    }
}

static void set_code(struct record *record, size_t field, const char *code)
{
    record_set_stored(record, field, code, strlen(code));
}

/* An amount that is there is known, and exact, unless somebody says otherwise; one that is not there is not stated. */
static void complete_amount(struct record *record, size_t first)
{
    const bool there = record_filled(record, first);

    if (!record_filled(record, first + AMOUNT_STATUS))
        set_code(record, first + AMOUNT_STATUS, there ? "known" : "notStated");
    if (there && !record_filled(record, first + AMOUNT_QUALIFIER))
        set_code(record, first + AMOUNT_QUALIFIER, record_filled(record, first + AMOUNT_UPPER) ? "between" : "exact");
}

static void complete_groups(struct record *record)
{
    for (size_t i = 0; i < record->resource->field_count; i++)
        if (record->resource->fields[i].group == GROUP_PARTIAL_DATE)
            complete_partial_date(record, i);
        else if (record->resource->fields[i].group == GROUP_AMOUNT)
            complete_amount(record, i);
}

void record_complete(struct record *record)
{
    for (size_t i = 0; i < record->resource->field_count; i++) {
        const struct field *field = &record->resource->fields[i];

        if (!record_filled(record, i) && field->standard && field_writable(field))
            record_set_stored(record, i, field->standard, strlen(field->standard));
    }
    complete_groups(record);
    for (size_t part = 0; part < resource_part_count(record->resource); part++)
        for (size_t row = 0; row < record->part_count[part]; row++)
            record_complete(record->part[part][row]);
}

/* A date that is changed without its precision takes the usual one: the old precision said something about the old
 * date. So with amounts. */
static void forget_old_group(struct record *record, const struct record *change, size_t first)
{
    if (!record_has(change, first))
        return;
    for (size_t i = first + 1; i < first + group_size(&record->resource->fields[first]); i++)
        if (!record_has(change, i))
            record_set(record, i, (struct value){0});
}

void record_merge(struct record *record, const struct record *change)
{
    for (size_t i = 0; i < record->resource->field_count; i++) {
        if (record->resource->fields[i].group != GROUP_NONE)
            forget_old_group(record, change, i);
        if (record_has(change, i))
            record_set(record, i, change->value[i]);
    }
    record->faulty |= change->faulty;
    for (size_t part = 0; part < resource_part_count(record->resource); part++)
        if (change->parts >> part & 1) {
            record->part[part] = change->part[part];
            record->part_count[part] = change->part_count[part];
            record->parts |= (uint64_t)1 << part;
        }
    record_complete(record);
}

struct record *record_copy(const struct record *record)
{
    struct record *copy = record_new(record->resource, record->arena);
    struct value *value = copy ? copy->value : NULL;

    if (!copy)
        return NULL;
    memcpy(value, record->value, record->resource->field_count * sizeof *value);
    *copy = *record;
    copy->value = value;
    return copy;
}

static bool same_part(const struct record *a, const struct record *b, size_t part)
{
    bool same = a->part_count[part] == b->part_count[part];

    for (size_t row = 0; same && row < a->part_count[part]; row++)
        same = record_equal(a->part[part][row], b->part[part][row]);
    return same;
}

static bool is_frozen(const struct record *stored)
{
    for (size_t i = 0; i < stored->resource->field_count; i++)
        if (stored->resource->fields[i].flags & FIELD_FREEZES && record_filled(stored, i))
            return true;
    return false;
}

void record_check_frozen(
    const struct record *stored, const struct record *record, const char *reason, struct faults *faults)
{
    if (reason || !is_frozen(stored))
        return;
    for (size_t i = 0; i < stored->resource->field_count; i++) {
        const struct field *field = &stored->resource->fields[i];
        const struct place place = {.up = record->at, .name = field->name};

        if (field->flags & FIELD_FROZEN && !value_equal(&stored->value[i], &record->value[i]))
            faults_add(faults, FAULT_RULE_FROZEN, &place, NULL);
    }
}

bool record_equal(const struct record *a, const struct record *b)
{
    bool same = true;

    assert(a->resource == b->resource);
    for (size_t i = 0; same && i < a->resource->field_count; i++)
        same = !field_writable(&a->resource->fields[i]) || value_equal(&a->value[i], &b->value[i]);
    for (size_t part = 0; same && part < resource_part_count(a->resource); part++)
        same = !(a->parts >> part & b->parts >> part & 1) || same_part(a, b, part);
    return same;
}
