/* Records from JSON objects (lib). */
#include <proeftuin/record.h>

#include <stdio.h>
#include <string.h>

#include "value.h"

static void add_numbers_fault(struct faults *faults, enum fault_code code, const struct place *place, int a, int b)
{
    char first[16], second[16];

    snprintf(first, sizeof first, "%d", a);
    snprintf(second, sizeof second, "%d", b);
    faults_add(faults, code, place, first, second, NULL);
}

static struct record *read_object(const struct resource *resource, const json_t *object, enum record_use use,
    struct faults *faults, const struct place *at);

static void read_part(
    struct record *record, size_t part, const json_t *json, struct faults *faults, const struct place *place)
{
    const struct resource *resource = record->resource->parts[part];
    const size_t count = json_is_array(json) ? json_array_size(json) : 0;
    struct place *places = arena_array(record->arena, count + 1, sizeof *places);
    struct record **rows = arena_array(record->arena, count + 1, sizeof *rows);

    record->parts |= (uint64_t)1 << part;
    if (!json_is_array(json) && !json_is_null(json))
        faults_add(faults, FAULT_TYPE, place, "array", NULL);
    else if (count > ROWS_MOST)
        add_numbers_fault(faults, FAULT_LIST_LONG, place, ROWS_MOST, 0);
    else if (places && rows) {
        struct place *list = arena_alloc(record->arena, sizeof *list);

        if (!list)
            return;
        *list = *place;
        for (size_t i = 0; i < count; i++) {
            places[i] = (struct place){.up = list, .index = i};
            rows[i] = read_object(resource, json_array_get(json, i), RECORD_CREATE, faults, &places[i]);
            if (!rows[i])
                return;
        }
        record->part[part] = rows;
        record->part_count[part] = count;
    }
}

static void read_field(struct record *record, size_t index, bool by_reference, const json_t *json, enum record_use use,
    struct faults *faults, const struct place *place)
{
    const struct field *field = &record->resource->fields[index];
    struct value value = {0};

    if (!field_writable(field))
        faults_add(faults, FAULT_FIELD_READ_ONLY, place, NULL);
    else if (use == RECORD_CHANGE && field->flags & FIELD_IMMUTABLE)
        faults_add(faults, FAULT_FIELD_IMMUTABLE, place, NULL);
    else if (!value_from_json(field, by_reference, json, faults, place, &value))
        record->faulty |= (uint64_t)1 << index;
    else
        record_give(record, index, value);
}

static void read_member(
    struct record *record, const char *name, const json_t *json, enum record_use use, struct faults *faults)
{
    const struct place place = {.up = record->at, .name = name};
    bool by_reference;
    int index = resource_field(record->resource, name, strlen(name), &by_reference);
    int part = resource_part(record->resource, name, strlen(name));

    if (index >= 0)
        read_field(record, (size_t)index, by_reference, json, use, faults, &place);
    else if (part >= 0)
        read_part(record, (size_t)part, json, faults, &place);
    else
        faults_add(faults, FAULT_FIELD_UNKNOWN, &place, NULL);
}

static struct record *read_object(const struct resource *resource, const json_t *object, enum record_use use,
    struct faults *faults, const struct place *at)
{
    struct record *record = record_new(resource, faults->arena);
    void *iterator;

    if (!record)
        return NULL;
    record->at = at;
    if (!json_is_object(object)) {
        faults_add(faults, FAULT_JSON_NOT_OBJECT, at, NULL);
        record->faulty = UINT64_MAX; /* so that nobody asks for its required fields too */
        return record;
    }
    /* jansson's iterator takes a pointer to non-const, though it changes nothing. */
    union {
        const json_t *given;
        json_t *wanted;
    } cast = {.given = object};
    for (iterator = json_object_iter(cast.wanted); iterator; iterator = json_object_iter_next(cast.wanted, iterator)) {
        /* The iterator's key dies with the JSON; places keep it only while it lives. */
        const char *name = arena_text(faults->arena, json_object_iter_key(iterator));

        if (!name)
            return NULL;
        read_member(record, name, json_object_iter_value(iterator), use, faults);
    }
    return record;
}

struct record *record_from_json(
    const struct resource *resource, const json_t *object, enum record_use use, struct faults *faults)
{
    return read_object(resource, object, use, faults, NULL);
}
