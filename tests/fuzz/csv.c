/*
 * CSV -> rows -> records (tests). Input: the path of a resource, or of a part as "pilots.links", a line end, and the
 * file.
 *
 * What is accepted has the form of its columns; a file without faults is read whole.
 */
#include "fuzz/values.h"

#include <proeftuin/csv.h>
#include <proeftuin/registry.h>

static const struct resource *find_table(const char *name)
{
    const char *dot = strchr(name, '.');
    const struct resource *resource = registry_find(name, dot ? (size_t)(dot - name) : strlen(name));

    if (!dot || !resource)
        return resource;
    const int part = resource_part(resource, dot + 1, strlen(dot + 1));
    return part < 0 ? NULL : resource->parts[part];
}

struct rows {
    size_t count;
    size_t line;
    size_t size;
};

static bool take(const struct csv_row *row, void *context)
{
    struct rows *rows = context;

    DEMAND(row->count >= 1 && row->count <= CSV_CELLS_MOST);
    DEMAND(row->line > rows->line);
    for (size_t i = 0; i < row->count; i++) {
        DEMAND(row->cells[i].text[row->cells[i].length] == '\0');
        DEMAND(row->cells[i].length <= rows->size);
    }
    rows->count++;
    rows->line = row->line;
    return true;
}

static void demand_explained(const struct faults *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        struct buffer text;

        buffer_init(&text, FUZZ_TEXT);
        fault_write(&faults->items[i], LANGUAGE_NL, &text);
        DEMAND(!text.failed && text.length > 0 && faults->items[i].location && faults->items[i].file);
        buffer_free(&text);
    }
}

static void demand_records(const struct csv_table *table, bool faultless)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct record *record = table->entries[i].record;

        DEMAND(record && record->at && record->at->line >= 2);
        DEMAND(!record->faulty || !faultless);
        for (size_t field = 0; field < record->resource->field_count; field++)
            demand_value(&record->resource->fields[field], &record->value[field]);
    }
}

static void read_file(const struct resource *resource, const char *text, size_t length)
{
    struct arena *arena = fuzz_arena();
    struct faults faults;
    struct csv_table table = {0};

    faults_init(&faults, arena, FAULT_IN_FILE);
    DEMAND(csv_read_records(resource, "fuzz.csv", text, length, &faults, &table));
    const bool faultless = !faults_any(&faults);
    DEMAND(table.whole || !faultless);
    demand_records(&table, faultless);
    for (size_t i = 0; i < table.count; i++) {
        record_complete(table.entries[i].record);
        record_check(table.entries[i].record, &faults);
    }
    demand_explained(&faults);
    arena_free(arena);
}

static void read_rows(const char *text, size_t length)
{
    struct arena *arena = fuzz_arena();
    struct faults faults;
    struct rows rows = {.size = length};

    faults_init(&faults, arena, FAULT_IN_FILE);
    const enum csv_outcome outcome = csv_read(text, length, "fuzz.csv", &faults, take, &rows);
    DEMAND(outcome != CSV_STOPPED && (outcome == CSV_REFUSED) == faults_any(&faults));
    DEMAND(outcome == CSV_REFUSED || rows.count >= 1);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    char *name = input_until(&input, '\n');
    const struct resource *resource = find_table(name);

    read_rows((const char *)input.at, input.left);
    if (resource)
        read_file(resource, (const char *)input.at, input.left);
    free(name);
    return 0;
}
