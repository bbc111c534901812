/*
 * Rows into the register (server/jobs): merged with what is stored, checked, looked up, and written when anything
 * differs.
 *
 * A row that refers to one further down its own file waits for it, and is tried again as soon as that one has its
 * place: each row is tried once for each row that it waits for, whatever the order of the file.
 */
#include <string.h>
#include <sys/random.h>

#include <proeftuin/registry.h>
#include <proeftuin/uuid.h>

#include "jobs/internal.h"

/* One row on its way. */
struct placing {
    struct import *import;
    struct import_row *row;
    struct arena *arena; /* until it is placed */
    struct stored stored;
    struct record *whole; /* the row as it will be */
};

/* ---- The whole row ---- */

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* References that the file gives as they are stored need no looking up. */
static void recognise_references(const struct placing *placing)
{
    const struct record *stored = placing->stored.record;

    for (size_t i = 0; i < stored->resource->field_count; i++) {
        struct value *value = &placing->whole->value[i];

        if (value->reference && same_text(value->reference, stored->value[i].reference) &&
            (!value->text || value_equal(value, &stored->value[i])))
            *value = stored->value[i];
    }
}

static enum db_outcome lay_over_stored(struct placing *placing)
{
    const struct record *stored = placing->stored.record;
    const size_t count = stored->resource->field_count;
    struct record *whole = record_new(stored->resource, placing->arena);

    if (!whole)
        return import_exhausted(placing->import);
    memcpy(whole->value, stored->value, count * sizeof *whole->value);
    whole->present = stored->present;
    whole->at = placing->row->record->at;
    record_merge(whole, placing->row->record);
    placing->whole = whole;
    recognise_references(placing);
    return DB_OK;
}

static enum db_outcome make_whole(struct placing *placing)
{
    const enum db_outcome outcome = stored_read(placing->import, placing->arena, placing->row, &placing->stored);

    if (outcome != DB_OK)
        return outcome;
    if (placing->stored.record)
        return lay_over_stored(placing);
    placing->whole = placing->row->record;
    record_complete(placing->whole);
    return DB_OK;
}

/* A reference that was not recognised points elsewhere, or contradicts the id beside it. */
static bool refers_elsewhere(const struct value *stored, const struct value *value)
{
    return value->reference && !same_text(value->reference, stored->reference);
}

static bool differs(const struct placing *placing)
{
    const struct record *stored = placing->stored.record;

    for (size_t i = 0; i < stored->resource->field_count; i++) {
        const struct value *was = &stored->value[i], *is = &placing->whole->value[i];

        if (field_writable(&stored->resource->fields[i]) && (!value_equal(was, is) || refers_elsewhere(was, is)))
            return true;
    }
    return false;
}

static void refuse_stale(struct import *import, const struct import_row *row, const char *version)
{
    const struct place place = {.up = row->record->at, .name = "version"};

    faults_add(import->faults, FAULT_CSV_VERSION, &place, version, NULL);
}

enum db_outcome import_refuse_stale(struct import *import, struct arena *arena, const struct import_row *row)
{
    struct stored stored;
    const enum db_outcome outcome = stored_read(import, arena, row, &stored);

    if (outcome == DB_OK && stored.record)
        refuse_stale(import, row, stored.version);
    return outcome;
}

/* Whether the file's row was read from a version that is no longer the register's. A row that says the same does no
 * harm. */
static void check_version(const struct placing *placing)
{
    struct import_row *row = placing->row;

    if (!placing->stored.record)
        return;
    row->stale = row->version && !same_text(row->version, placing->stored.version);
    if (row->stale && differs(placing))
        refuse_stale(placing->import, row, placing->stored.version);
}

/* Reports what is wrong with the row by itself, once. */
static void check(const struct placing *placing)
{
    struct import_row *row = placing->row;
    const size_t before = import_faults(placing->import);

    if (row->checked)
        return;
    row->checked = true;
    record_check(placing->whole, placing->import->faults);
    if (placing->stored.record)
        record_check_frozen(
            placing->stored.record, placing->whole, placing->import->options->reason, placing->import->faults);
    check_version(placing);
    row->sound = !row->record->faulty && import_faults(placing->import) == before;
}

/* ---- Looking up ---- */

/* The ids that were found, to where the row is written from; for a new row that is the same place. */
static void take_looked_up(const struct placing *placing)
{
    const struct record *given = placing->row->record;

    for (size_t i = 0; i < given->resource->field_count; i++)
        if (given->resource->fields[i].type == &type_reference && record_has(given, i))
            placing->whole->value[i] = given->value[i];
}

/* What is fixed once the row exists: an update would pass over it without a word. */
static bool keeps_fixed_fields(const struct placing *placing)
{
    const struct record *stored = placing->stored.record;
    bool keeps = true;

    for (size_t i = 0; i < stored->resource->field_count; i++) {
        const struct field *field = &stored->resource->fields[i];
        const struct place place = {.up = placing->whole->at, .name = field->name};

        if (!(field->flags & FIELD_IMMUTABLE) || value_equal(&stored->value[i], &placing->whole->value[i]))
            continue;
        faults_add(placing->import->faults, FAULT_FIELD_IMMUTABLE, &place, NULL);
        keeps = false;
    }
    return keeps;
}

static void wait_for(struct import_row *row, struct import_row *awaited)
{
    row->next = awaited->waiters;
    awaited->waiters = row;
}

/* Only what the file gives is looked up: the rest of a stored row is the database's own. A faulty row is looked up too,
 * so that all that is wrong with it comes out at once, but not when nobody knows whose it is. *ret: the row may be
 * written. */
static enum db_outcome look_up(const struct placing *placing, bool *ret)
{
    struct import_row *row = placing->row, *awaited = NULL;
    enum lookup_verdict verdict = LOOKUP_FAULTY;
    enum db_outcome outcome = DB_OK;

    *ret = false;
    row->state = row->sound ? ROW_WAITING : ROW_FAULTY;
    if (row->owner || !row->record->resource->tenant)
        outcome = import_look_up(placing->import, placing->arena, row->record, row, placing->stored.key,
            row->sound ? &awaited : NULL, &verdict);
    if (outcome == DB_OK && awaited) {
        wait_for(row, awaited);
    } else if (outcome == DB_OK && verdict == LOOKUP_FAULTY) {
        row->state = ROW_FAULTY;
    } else if (outcome == DB_OK && row->sound) {
        take_looked_up(placing);
        *ret = !placing->stored.record || keeps_fixed_fields(placing);
        row->state = ROW_FAULTY; /* until it is written */
    }
    return outcome;
}

/* ---- Writing ---- */

/* Ids of one import rise with its rows: a counter in the twelve bits behind the milliseconds (RFC 9562, 6.2, method 1).
 */
static const char *new_id(struct import *import)
{
    uint8_t random[UUID_RANDOM_SIZE];
    char id[UUID_TEXT_SIZE];

    if (import->id_counter == 1 << 12) {
        import->id_counter = 0;
        import->id_time++;
    }
    if (getrandom(random, sizeof random, 0) != sizeof random)
        return NULL;
    random[0] = (uint8_t)(import->id_counter >> 8);
    random[1] = (uint8_t)import->id_counter;
    import->id_counter++;
    uuid_format_v7(import->id_time, random, id);
    return arena_text(import->arena, id);
}

static const char *key_of(const struct placing *placing)
{
    const struct resource *resource = placing->row->record->resource;

    if (placing->stored.record)
        return arena_text(placing->import->arena, placing->stored.key);
    if (resource->tenant && placing->row->id && !placing->stored.id_taken)
        return placing->row->id;
    return field_writable(&resource->fields[resource->key]) ? placing->row->reference : new_id(placing->import);
}

/* A new row is written from where the file's was read to, which lives as long as the import. */
static enum db_outcome write(const struct placing *placing)
{
    struct import *import = placing->import;
    struct import_row *row = placing->row;
    const struct stored *stored = &placing->stored;
    struct statement statement;
    enum db_outcome outcome;

    if (!stored->record) {
        row->state = ROW_INSERTED;
        return import_insert(import, row);
    }
    if (!sql_update(placing->arena, placing->whole, row->key, stored->version, &statement))
        return import_exhausted(import);
    outcome = import_execute(import, &statement, NULL);
    if (outcome == DB_VIOLATION && !import->refused_batch)
        violation_fault(session_violation(import->session), row->record->resource, import->options->language,
            row->record->at, import->faults);
    row->state = ROW_CHANGED;
    return outcome;
}

static enum db_outcome place(struct placing *placing)
{
    struct import_row *row = placing->row;
    enum db_outcome outcome;
    bool ready;

    import_resolve_ids(placing->import, row->record, row->owner);
    outcome = make_whole(placing);
    if (outcome != DB_OK)
        return outcome;
    check(placing);
    if (row->sound && placing->stored.record && !differs(placing)) {
        row->state = ROW_UNCHANGED;
        row->key = key_of(placing);
        return row->key ? DB_OK : import_exhausted(placing->import);
    }
    outcome = look_up(placing, &ready);
    if (outcome != DB_OK || !ready)
        return outcome;
    row->key = key_of(placing);
    return row->key ? write(placing) : import_exhausted(placing->import);
}

/* ---- One after the other ---- */

static enum db_outcome place_row(struct import *import, struct import_row *row)
{
    struct placing placing = {.import = import, .row = row, .arena = arena_new(ROW_MEMORY)};
    const enum db_outcome outcome = placing.arena ? place(&placing) : import_exhausted(import);

    arena_free(placing.arena);
    return outcome;
}

/* Those that waited for the row are put in front of the queue. */
static void release_waiters(struct import_row *row, struct import_row **queue)
{
    while (row->waiters) {
        struct import_row *waiter = row->waiters;

        row->waiters = waiter->next;
        waiter->next = *queue;
        *queue = waiter;
    }
}

/* Places the rows in the queue, and all that can be placed because of them. */
static enum db_outcome settle(struct import *import, struct import_row *queue)
{
    while (queue) {
        struct import_row *row = queue;
        enum db_outcome outcome;

        queue = row->next;
        if (row->state != ROW_WAITING)
            continue;
        outcome = place_row(import, row);
        if (outcome != DB_OK)
            return outcome;
        if (row->state != ROW_WAITING)
            release_waiters(row, &queue);
    }
    return DB_OK;
}

/* A row that waits for itself, through others: it is told that what it refers to is not there, and with that they are
 * free. */
static enum db_outcome break_circle(struct import *import, struct import_row *row)
{
    struct import_row *queue = NULL;
    enum db_outcome outcome;

    import->hopeless = true;
    outcome = place_row(import, row);
    import->hopeless = false;
    release_waiters(row, &queue);
    return outcome == DB_OK ? settle(import, queue) : outcome;
}

static enum db_outcome give_up_waiting(struct import *import, struct import_table *table)
{
    enum db_outcome outcome = DB_OK;

    for (size_t i = 0; i < table->count && outcome == DB_OK; i++)
        if (table->rows[i].state == ROW_WAITING)
            outcome = break_circle(import, &table->rows[i]);
    return outcome;
}

static enum db_outcome write_table(struct import *import, struct import_table *table)
{
    enum db_outcome outcome = stored_find(import, table);

    for (size_t i = 0; i < table->count && outcome == DB_OK; i++)
        outcome = settle(import, &table->rows[i]);
    if (outcome == DB_OK)
        outcome = give_up_waiting(import, table);
    return outcome == DB_OK ? import_flush(import) : outcome;
}

enum db_outcome import_write_rows(struct import *import)
{
    enum db_outcome outcome = DB_OK;

    for (size_t i = 0; i < registry_count && outcome == DB_OK; i++)
        outcome = write_table(import, &import->tables[i]);
    return outcome;
}
