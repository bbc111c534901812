/* Rows of files by their keys (server/jobs): no key twice, and every part with its parent. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proeftuin/csv.h>
#include <proeftuin/registry.h>

#include "jobs/internal.h"

/* ---- Order ---- */

static int compare_texts(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a ? 1 : 0) - (b ? 1 : 0);
}

static int compare_keys(const struct import_row *a, const struct import_row *b)
{
    const int owners = compare_texts(a->owner, b->owner);

    return owners ? owners : compare_texts(a->reference, b->reference);
}

static int by_key(const void *a, const void *b)
{
    const struct import_row *const *first = a, *const *second = b;

    return compare_keys(*first, *second);
}

static int by_key_and_order(const void *a, const void *b)
{
    const struct import_row *const *first = a, *const *second = b;
    const int keys = compare_keys(*first, *second);

    return keys ? keys : (*first > *second) - (*first < *second);
}

static struct import_row *find_in(const struct import_table *table, const char *owner, const char *reference)
{
    struct import_row wanted = {.owner = owner, .reference = reference};
    struct import_row *const key = &wanted;
    struct import_row **found;

    if (!reference || table->sorted_count == 0)
        return NULL;
    found = bsearch(&key, table->sorted, table->sorted_count, sizeof *table->sorted, by_key);
    return found ? *found : NULL;
}

struct import_row *import_find(
    const struct import *import, const struct resource *resource, const char *owner, const char *reference)
{
    for (size_t i = 0; i < registry_count; i++)
        if (registry[i] == resource)
            return find_in(&import->tables[i], resource->tenant ? owner : NULL, reference);
    return NULL;
}

static int by_id(const void *a, const void *b)
{
    const struct import_row *const *first = a, *const *second = b;

    return strcmp((*first)->id, (*second)->id);
}

static int by_id_and_order(const void *a, const void *b)
{
    const struct import_row *const *first = a, *const *second = b;
    const int ids = by_id(a, b);

    return ids ? ids : (*first > *second) - (*first < *second);
}

static struct import_row *find_id_in(const struct import_table *table, const char *owner, const char *id)
{
    struct import_row wanted = {.id = id};
    struct import_row *const key = &wanted;
    struct import_row **found;

    if (!id || table->by_id_count == 0)
        return NULL;
    found = bsearch(&key, table->by_id, table->by_id_count, sizeof *table->by_id, by_id);
    return found && compare_texts((*found)->owner, owner) == 0 ? *found : NULL;
}

struct import_row *import_find_id(
    const struct import *import, const struct resource *resource, const char *owner, const char *id)
{
    for (size_t i = 0; i < registry_count; i++)
        if (registry[i] == resource)
            return find_id_in(&import->tables[i], resource->tenant ? owner : NULL, id);
    return NULL;
}

void import_resolve_ids(const struct import *import, const struct record *record, const char *owner)
{
    for (size_t i = 0; i < record->resource->field_count; i++) {
        const struct field *field = &record->resource->fields[i];
        const struct import_row *row =
            field->type == &type_reference ? import_find_id(import, field->target, owner, record->value[i].text) : NULL;

        if (row && row->key)
            record->value[i].text = row->key;
    }
}

/* ---- Filling ---- */

static const struct field *key_field(const struct resource *resource)
{
    return &resource->fields[resource->tenant ? TENANT_REFERENCE : resource->key];
}

static void refuse_twin(struct import *import, const char *name, const struct place *first, const struct place *at)
{
    const struct place place = {.up = at, .name = name};
    char line[24];

    snprintf(line, sizeof line, "%zu", first->line);
    if (strcmp(first->file, at->file) == 0)
        faults_add(import->faults, FAULT_CSV_KEY_TWICE, &place, line, NULL);
    else
        faults_add(import->faults, FAULT_CSV_KEY_ELSEWHERE, &place, first->file, line, NULL);
}

/* In a run of equal keys, all but the first are faulty. */
static void refuse_twins(struct import *import, struct import_table *table)
{
    const struct import_row *first = NULL;

    for (size_t i = 0; i < table->sorted_count; i++) {
        struct import_row *row = table->sorted[i];

        if (!first || compare_keys(first, row) != 0) {
            first = row;
            continue;
        }
        row->stored = true; /* by the time it has its turn */
        refuse_twin(import, key_field(table->resource)->name, first->record->at, row->record->at);
    }
}

static void refuse_id_twins(struct import *import, const struct import_table *table)
{
    const struct import_row *first = NULL;

    for (size_t i = 0; i < table->by_id_count; i++) {
        const struct import_row *row = table->by_id[i];

        if (first && strcmp(first->id, row->id) == 0)
            refuse_twin(import, table->resource->fields[TENANT_ID].name, first->record->at, row->record->at);
        else
            first = row;
    }
}

/* Makes rows findable by their keys and ids. */
static void index_rows(struct import *import, struct import_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        struct import_row *row = &table->rows[i];

        if (row->reference && (row->owner || !table->resource->tenant))
            table->sorted[table->sorted_count++] = row;
        if (row->id && table->resource->tenant)
            table->by_id[table->by_id_count++] = row;
    }
    if (table->sorted_count > 0)
        qsort(table->sorted, table->sorted_count, sizeof *table->sorted, by_key_and_order);
    if (table->by_id_count > 0)
        qsort(table->by_id, table->by_id_count, sizeof *table->by_id, by_id_and_order);
    refuse_twins(import, table);
    refuse_id_twins(import, table);
}

bool import_table_fill(struct import *import, struct import_table *table, const struct csv_table *csv)
{
    table->count = csv->count;
    table->rows = arena_array(import->arena, csv->count, sizeof *table->rows);
    table->sorted = arena_array(import->arena, csv->count, sizeof(struct import_row *));
    table->by_id = arena_array(import->arena, csv->count, sizeof(struct import_row *));
    if (!table->rows || !table->sorted || !table->by_id)
        return false;
    for (size_t i = 0; i < csv->count; i++) {
        const struct csv_entry *entry = &csv->entries[i];

        table->rows[i] = (struct import_row){.record = entry->record,
            .owner = entry->owner,
            .reference = entry->key,
            .id = entry->id,
            .version = entry->version};
    }
    index_rows(import, table);
    return true;
}

/* ---- Parts ---- */

static bool attach(struct import *import, struct import_row *parent, size_t part, struct record *element)
{
    struct record *record = parent->record;
    const size_t count = record->part_count[part];
    struct record **elements;
    char most[24];

    if (count == ROWS_MOST) {
        snprintf(most, sizeof most, "%d", ROWS_MOST);
        faults_add(import->faults, FAULT_LIST_LONG, element->at, most, NULL);
        return true;
    }
    elements = arena_grown(import->arena, record->part[part], count, sizeof(struct record *));
    if (!elements)
        return false;
    elements[count] = element;
    record->part[part] = elements;
    record->part_count[part] = count + 1;
    return true;
}

/* The row of the parent's file in the same folder. */
static struct import_row *find_parent(
    const struct import_table *table, const struct import_parents *parents, const struct csv_entry *entry)
{
    struct import_row *parent =
        entry->key ? find_in(table, entry->owner, entry->key) : find_id_in(table, entry->owner, entry->id);
    const size_t at = parent ? (size_t)(parent - table->rows) : 0;

    return parent && at >= parents->first && at - parents->first < parents->count ? parent : NULL;
}

bool import_table_attach(struct import *import, struct import_table *table, size_t part, const struct csv_table *csv,
    const struct import_parents *parents)
{
    const char *slash = strrchr(parents->file, '/');

    table->parts |= (uint64_t)1 << part;
    for (size_t i = 0; i < parents->count; i++)
        table->rows[parents->first + i].record->parts |= (uint64_t)1 << part;
    for (size_t i = 0; i < csv->count; i++) {
        const struct csv_entry *entry = &csv->entries[i];
        struct import_row *parent = find_parent(table, parents, entry);

        if (parent && !attach(import, parent, part, entry->record))
            return false;
        if (!parent && (entry->key || entry->id) &&
            parents->whole) /* else its parent may be in what could not be read */
            faults_add(import->faults, FAULT_CSV_PARENT, entry->record->at, slash ? slash + 1 : parents->file, NULL);
    }
    return true;
}
