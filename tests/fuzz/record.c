/*
 * JSON body -> record (tests). Input: "create pilots" or "change pilots", a line end, and the body.
 *
 * What is accepted has the form of its columns, survives the way into the database and back, and written as JSON gives
 * the same record again. What is refused is explained in JSON.
 */
#include "fuzz/values.h"

#include "api/problem.h"

#include <proeftuin/json_text.h>
#include <proeftuin/record.h>
#include <proeftuin/registry.h>

/* ---- Into PostgreSQL and back ---- */

static void demand_storable(const struct record *record)
{
    struct record *stored = record_new(record->resource, record->arena);

    for (size_t i = 0; i < record->resource->field_count; i++) {
        struct buffer text;

        demand_value(&record->resource->fields[i], &record->value[i]);
        if (!record->value[i].text)
            continue;
        buffer_init(&text, FUZZ_TEXT);
        write_stored(&record->resource->fields[i], &record->value[i], &text);
        DEMAND(record_set_stored(stored, i, text.data, text.length));
        DEMAND(value_equal(&stored->value[i], &record->value[i]));
        DEMAND(stored->value[i].integer == record->value[i].integer);
        buffer_free(&text);
    }
    for (size_t part = 0; part < resource_part_count(record->resource); part++)
        for (size_t row = 0; row < record->part_count[part]; row++)
            demand_storable(record->part[part][row]);
}

/* ---- Into JSON and back ---- */

static void write_value(const struct field *field, const struct value *value, char separator, struct buffer *out)
{
    struct buffer text;

    buffer_init(&text, FUZZ_TEXT);
    if (value->text) {
        write_stored(field, value, &text);
        buffer_format(out, "%c\"%s\":", separator, field->name);
        field->type->write(out, text.data, text.length);
        separator = ',';
    }
    if (value->reference) {
        buffer_format(out, "%c\"%sReference\":", separator, field->name);
        json_write_text(out, value->reference);
    }
    buffer_free(&text);
}

static void write_record(const struct record *record, struct buffer *out)
{
    const size_t start = out->length;

    for (size_t i = 0; i < record->resource->field_count; i++)
        if (record_filled(record, i))
            write_value(&record->resource->fields[i], &record->value[i], ',', out);
    for (size_t part = 0; part < resource_part_count(record->resource); part++) {
        if (!(record->parts >> part & 1))
            continue;
        buffer_format(out, ",\"%s\":[", record->resource->parts[part]->path);
        for (size_t row = 0; row < record->part_count[part]; row++) {
            if (row)
                buffer_char(out, ',');
            write_record(record->part[part][row], out);
        }
        buffer_char(out, ']');
    }
    if (out->length == start)
        buffer_char(out, '{');
    else
        out->data[start] = '{';
    buffer_char(out, '}');
}

static void demand_same(const struct record *a, const struct record *b)
{
    for (size_t i = 0; i < a->resource->field_count; i++) {
        DEMAND(value_equal(&a->value[i], &b->value[i]));
        DEMAND(same_text(a->value[i].reference, b->value[i].reference));
    }
    DEMAND(a->parts == b->parts);
    for (size_t part = 0; part < resource_part_count(a->resource); part++) {
        DEMAND(a->part_count[part] == b->part_count[part]);
        for (size_t row = 0; row < a->part_count[part]; row++)
            demand_same(a->part[part][row], b->part[part][row]);
    }
}

static void demand_round_trip(const struct record *record, enum record_use use)
{
    struct faults faults;
    struct buffer text;

    buffer_init(&text, FUZZ_TEXT);
    write_record(record, &text);
    faults_init(&faults, record->arena, FAULT_IN_BODY);
    const json_t *json = json_read(text.data, text.length, &faults);
    DEMAND(json);
    struct record *again = record_from_json(record->resource, json, use, &faults);
    DEMAND(again && !faults_any(&faults));
    if (use == RECORD_CREATE)
        record_complete(again);
    demand_same(record, again);
    buffer_free(&text);
}

/* ---- One body ---- */

static void demand_explained(const struct faults *faults)
{
    for (enum language language = LANGUAGE_NL; language <= LANGUAGE_EN; language++) {
        struct buffer text;

        buffer_init(&text, FUZZ_TEXT);
        problem_open(&text, PROBLEM_INVALID, language);
        problem_faults(&text, faults, language);
        buffer_char(&text, '}');
        json_decref(demand_json(&text));
        buffer_free(&text);
    }
}

/* As the handler of PATCH does it, over a row that has nothing yet. */
static void lay_over(const struct record *change, struct faults *faults)
{
    struct record *record = record_new(change->resource, change->arena);

    record_merge(record, change);
    record_check(record, faults);
    if (!faults_any(faults))
        demand_storable(record);
}

static void read_record(const struct resource *resource, enum record_use use, const json_t *json, struct faults *faults)
{
    struct record *record = record_from_json(resource, json, use, faults);

    DEMAND(record);
    if (use == RECORD_CREATE) {
        record_complete(record);
        record_check(record, faults);
    }
    DEMAND(!record->faulty || faults_any(faults));
    if (!faults_any(faults)) {
        demand_storable(record);
        demand_round_trip(record, use);
    }
    if (use == RECORD_CHANGE && !faults_any(faults))
        lay_over(record, faults);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    char *use = input_until(&input, ' ');
    char *path = input_until(&input, '\n');
    const struct resource *resource = registry_find(path, strlen(path));

    if (resource && (strcmp(use, "create") == 0 || strcmp(use, "change") == 0)) {
        struct arena *arena = fuzz_arena();
        struct faults faults;

        faults_init(&faults, arena, FAULT_IN_BODY);
        const json_t *json = json_read((const char *)input.at, input.left, &faults);
        DEMAND(json || faults_any(&faults));
        if (json)
            read_record(resource, use[1] == 'r' ? RECORD_CREATE : RECORD_CHANGE, json, &faults);
        if (faults_any(&faults))
            demand_explained(&faults);
        arena_free(arena);
    }
    free(use);
    free(path);
    return 0;
}
