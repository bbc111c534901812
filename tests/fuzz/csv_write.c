/*
 * Records -> CSV -> records (tests). Input: the separator, the path of a resource, a line end, and the JSON body of a
 * new row.
 *
 * What is accepted as a row, with its parts, is written as an export writes it and read again as an import reads it:
 * the same row.
 */
#include "fuzz/values.h"

#include <proeftuin/csv.h>
#include <proeftuin/registry.h>

static const char id[] = "0190a004-0000-7000-8000-000000000002";

/* ---- Writing ---- */

static void write_names(struct csv_writer *writer, const struct resource *resource)
{
    for (size_t i = 0; i < resource->field_count; i++) {
        csv_write_name(writer, resource->fields[i].name, "");
        if (resource->fields[i].type == &type_reference)
            csv_write_name(writer, resource->fields[i].name, "Reference");
    }
}

static void write_cell(struct csv_writer *writer, const struct field *field, const struct value *value)
{
    struct buffer text;

    buffer_init(&text, FUZZ_TEXT);
    if (value->text)
        write_stored(field, value, &text);
    csv_write_value(writer, field, value->text ? text.data : NULL, text.length);
    if (field->type == &type_reference)
        csv_write_key(
            writer, value->reference ? value->reference : "", value->reference ? strlen(value->reference) : 0);
    buffer_free(&text);
}

static void write_cells(struct csv_writer *writer, const struct record *record)
{
    for (size_t i = 0; i < record->resource->field_count; i++)
        write_cell(writer, &record->resource->fields[i], &record->value[i]);
}

/* The fields by which a part's rows name their parent. */
static size_t key_fields(const struct resource *parent, size_t ret[])
{
    size_t count = 0;

    if (!parent->tenant) {
        ret[count++] = parent->key;
        return count;
    }
    ret[count++] = TENANT_ID;
    ret[count++] = TENANT_MUNICIPALITY;
    ret[count++] = TENANT_REFERENCE;
    return count;
}

static void write_key(struct csv_writer *writer, const struct record *parent)
{
    const struct value given = {.text = id};
    size_t fields[3];
    const size_t count = key_fields(parent->resource, fields);

    for (size_t i = 0; i < count; i++) {
        const bool is_id = parent->resource->tenant && fields[i] == TENANT_ID;

        write_cell(writer, &parent->resource->fields[fields[i]], is_id ? &given : &parent->value[fields[i]]);
    }
}

static void write_key_names(struct csv_writer *writer, const struct resource *parent)
{
    size_t fields[3];
    const size_t count = key_fields(parent, fields);

    for (size_t i = 0; i < count; i++)
        csv_write_name(writer, parent->fields[fields[i]].name, "");
}

/* A file of records of one table; of a part, with the key of the row that they belong to. */
static void write_file(struct csv_writer *writer, const struct record *parent, struct record *const *rows, size_t count)
{
    csv_write_begin(writer);
    if (parent)
        write_key_names(writer, parent->resource);
    write_names(writer, rows[0]->resource);
    csv_write_end(writer);
    for (size_t i = 0; i < count; i++) {
        if (parent)
            write_key(writer, parent);
        write_cells(writer, rows[i]);
        csv_write_end(writer);
    }
    DEMAND(!writer->out->failed);
}

/* ---- Reading it again ---- */

static void demand_same(const struct record *a, const struct record *b)
{
    for (size_t i = 0; i < a->resource->field_count; i++) {
        DEMAND(value_equal(&a->value[i], &b->value[i]));
        DEMAND(same_text(a->value[i].reference, b->value[i].reference));
    }
}

static void demand_owner(const struct csv_entry *entry, const struct record *parent)
{
    const struct resource *resource = parent->resource;

    DEMAND(same_text(entry->key, parent->value[resource->tenant ? TENANT_REFERENCE : resource->key].text));
    if (!resource->tenant)
        return;
    DEMAND(same_text(entry->id, id));
    DEMAND(same_text(entry->owner, parent->value[TENANT_MUNICIPALITY].text));
}

static void demand_round_trip(char separator, const struct record *parent, struct record *const *rows, size_t count)
{
    struct arena *arena = fuzz_arena();
    struct csv_table table = {0};
    struct faults faults;
    struct buffer text;

    buffer_init(&text, FUZZ_TEXT);
    write_file(&(struct csv_writer){.out = &text, .separator = separator}, parent, rows, count);
    faults_init(&faults, arena, FAULT_IN_FILE);
    DEMAND(csv_read_records(rows[0]->resource, "fuzz.csv", text.data, text.length, &faults, &table));
    if (faults_any(&faults))
        fprintf(stderr, "%s: %s\n", faults.items[0].location, text.data);
    DEMAND(!faults_any(&faults) && table.whole && table.count == count);
    for (size_t i = 0; i < count; i++) {
        demand_same(rows[i], table.entries[i].record);
        if (parent)
            demand_owner(&table.entries[i], parent);
    }
    buffer_free(&text);
    arena_free(arena);
}

/* ---- One row ---- */

/* What an export has for a reference is a key that the other row was once given; in a body it may be any text. */
static bool could_be_key(const struct field *field, const char *reference, struct arena *arena)
{
    const struct resource *target = field->target;
    const struct field *key = &target->fields[target->tenant ? TENANT_REFERENCE : target->key];
    struct faults faults;
    struct value value;

    faults_init(&faults, arena, FAULT_IN_BODY);
    return key->type->parse(key, reference, strlen(reference), &faults, NULL, &value) &&
           same_text(value.text, reference);
}

/* No row is without its code, or without whom it belongs to. */
static bool has_place(const struct record *record)
{
    const struct resource *resource = record->resource;

    return resource->parent || record->value[resource->tenant ? TENANT_MUNICIPALITY : resource->key].text;
}

static bool could_be_stored(const struct record *record)
{
    if (!has_place(record))
        return false;
    for (size_t i = 0; i < record->resource->field_count; i++)
        if (record->value[i].reference &&
            !could_be_key(&record->resource->fields[i], record->value[i].reference, record->arena))
            return false;
    for (size_t part = 0; part < resource_part_count(record->resource); part++)
        for (size_t row = 0; row < record->part_count[part]; row++)
            if (!could_be_stored(record->part[part][row]))
                return false;
    return true;
}

static void try_record(char separator, struct record *record)
{
    demand_round_trip(separator, NULL, &record, 1);
    for (size_t part = 0; part < resource_part_count(record->resource); part++)
        if (record->part_count[part] > 0)
            demand_round_trip(separator, record, record->part[part], record->part_count[part]);
}

static void read_body(char separator, const struct resource *resource, const struct input *input)
{
    struct arena *arena = fuzz_arena();
    struct faults faults;
    struct record *record;

    faults_init(&faults, arena, FAULT_IN_BODY);
    const json_t *json = json_read((const char *)input->at, input->left, &faults);
    if (json) {
        record = record_from_json(resource, json, RECORD_CREATE, &faults);
        DEMAND(record);
        record_complete(record);
        if (!faults_any(&faults) && could_be_stored(record))
            try_record(separator, record);
    }
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    const char separator = (char)input_byte(&input);
    char *path = input_until(&input, '\n');
    const struct resource *resource = registry_find(path, strlen(path));

    if (resource && (separator == ',' || separator == ';'))
        read_body(separator, resource, &input);
    free(path);
    return 0;
}
