/* Rows of CSV -> records (lib): the header says which field each cell fills. */
#include <proeftuin/csv.h>

#include <stdio.h>
#include <string.h>

#include <proeftuin/utf8.h>

enum column_use {
    COLUMN_IGNORED,
    COLUMN_ID,
    COLUMN_VERSION,
    COLUMN_FIELD,
    COLUMN_OWNER /* a field of the parent's key */
};

struct column {
    struct csv_cell name;
    enum column_use use;
    size_t field;
    bool by_reference;
};

struct reading {
    const struct resource *resource;
    const struct resource *keyed; /* whose key the rows have: the resource, or a part's parent */
    const char *file;
    struct faults *faults;
    struct record *owner; /* of a part: where the cells of the parent's key are read */
    struct column columns[CSV_CELLS_MOST];
    size_t count;
    const char *id;      /* of the row that is being read; see struct csv_entry */
    const char *version; /* likewise */
    char separator;
    bool has_header;
    bool exhausted; /* no memory */
    struct csv_table table;
};

/* ---- The header ---- */

static bool is_key_field(const struct resource *resource, size_t field)
{
    if (resource->tenant)
        return field == TENANT_MUNICIPALITY || field == TENANT_REFERENCE;
    return field == resource->key;
}

/* Of a parent: whoever has no reference is found by its id. */
static bool is_owner_field(const struct resource *parent, size_t field)
{
    return is_key_field(parent, field) || (parent->tenant && field == TENANT_ID);
}

/* What a field's column is for. What can only be read is ignored, but for which row it was, and as of when. */
static enum column_use use_of(const struct resource *resource, size_t field)
{
    if (field_writable(&resource->fields[field]))
        return COLUMN_FIELD;
    if (resource->parent)
        return COLUMN_IGNORED;
    if (field == resource->key)
        return COLUMN_ID;
    return strcmp(resource->fields[field].name, "version") == 0 ? COLUMN_VERSION : COLUMN_IGNORED;
}

/* What a column of this name is for; false when there is none of that name. */
static bool find_use(const struct reading *reading, const struct csv_cell *name, struct column *ret)
{
    const bool part = reading->keyed != reading->resource;
    int field = part ? resource_field(reading->keyed, name->text, name->length, NULL) : -1;

    *ret = (struct column){.name = *name};
    if (field >= 0 && is_owner_field(reading->keyed, (size_t)field)) {
        ret->use = COLUMN_OWNER;
        ret->field = (size_t)field;
        return true;
    }
    field = resource_field(reading->resource, name->text, name->length, &ret->by_reference);
    if (field < 0)
        return false;
    ret->field = (size_t)field;
    ret->use = use_of(reading->resource, ret->field);
    return true;
}

static bool stood_before(const struct reading *reading, const struct csv_cell *name)
{
    for (size_t i = 0; i < reading->count; i++) {
        const struct csv_cell *other = &reading->columns[i].name;

        if (other->length == name->length && memcmp(other->text, name->text, name->length) == 0)
            return true;
    }
    return false;
}

static bool is_text(const struct csv_cell *cell)
{
    return utf8_valid(cell->text, cell->length) && !memchr(cell->text, '\0', cell->length);
}

static void add_column(struct reading *reading, const struct csv_row *row, const struct csv_cell *cell)
{
    const struct place at = {.file = reading->file, .line = row->line};
    const char *copy = arena_copy(reading->faults->arena, cell->text, cell->length);
    const struct csv_cell name = {.text = copy, .length = cell->length};
    const struct place place = {.up = &at, .name = copy};
    struct column column = {.name = name};

    if (!copy)
        reading->exhausted = true;
    else if (!is_text(cell))
        faults_add(reading->faults, FAULT_TEXT_ENCODING, &at, NULL);
    else if (stood_before(reading, &name))
        faults_add(reading->faults, FAULT_CSV_HEADER_TWICE, &place, copy, NULL);
    else if (!find_use(reading, &name, &column))
        faults_add(reading->faults, FAULT_CSV_HEADER, &place, copy, NULL);
    reading->columns[reading->count++] = column;
}

/* ---- Cells ---- */

/* The value of a read-only column when it has the form of one, in the arena; else it is ignored. */
static const char *read_mark(struct reading *reading, const struct column *column, const struct csv_cell *cell)
{
    const struct field *field = &reading->resource->fields[column->field];
    struct faults ignored;
    struct value value;

    faults_init(&ignored, reading->faults->arena, FAULT_IN_FILE);
    return cell->length && field->type->parse(field, cell->text, cell->length, &ignored, NULL, &value) ? value.text
                                                                                                       : NULL;
}

/* Where semicolons separate, numbers have a decimal comma, which becomes the point that they are read with, in a copy.
 * A point is none there: "1.000" would be read in two ways, so it is no number. */
static const char *with_point(struct reading *reading, const struct csv_cell *cell)
{
    char *copy =
        memchr(cell->text, '.', cell->length) ? NULL : arena_copy(reading->faults->arena, cell->text, cell->length);
    char *comma = copy ? memchr(copy, ',', cell->length) : NULL;

    if (comma)
        *comma = '.';
    return copy ? copy : "?";
}

static void read_cell(struct reading *reading, struct record *filled, const struct column *column,
    const struct csv_cell *cell, const struct place *at)
{
    const enum json_shape shape = filled->resource->fields[column->field].type->shape;
    const struct place place = {.up = at, .name = column->name.text};
    const char *text = cell->text;
    size_t length = cell->length;

    if (column->use < COLUMN_FIELD) {
        if (!is_text(cell))
            faults_add(reading->faults, FAULT_TEXT_ENCODING, &place, NULL);
        else if (column->use != COLUMN_IGNORED)
            *(column->use == COLUMN_ID ? &reading->id : &reading->version) = read_mark(reading, column, cell);
        return;
    }
    if (shape == JSON_SHAPE_STRING)
        csv_unguard(&text, &length);
    if (shape == JSON_SHAPE_NUMBER && reading->separator == ';' && length && is_text(cell)) {
        text = with_point(reading, cell);
        length = strlen(text);
    }
    record_set_cell(filled, column->field, column->by_reference, text, length, reading->faults, &place);
}

/* A part's row must say whose it is; its parent's id will do for a reference. */
static void check_owner(const struct reading *reading, const struct place *at)
{
    for (size_t i = 0; i < reading->keyed->field_count; i++) {
        const struct place place = {.up = at, .name = reading->keyed->fields[i].name};

        if (reading->keyed->tenant && i == TENANT_REFERENCE && record_filled(reading->owner, TENANT_ID))
            continue;
        if (is_key_field(reading->keyed, i) && !record_filled(reading->owner, i) && !(reading->owner->faulty >> i & 1))
            faults_add(reading->faults, FAULT_FIELD_REQUIRED, &place, NULL);
    }
}

static void clear_owner(struct record *owner)
{
    memset(owner->value, 0, owner->resource->field_count * sizeof *owner->value);
    owner->present = 0;
    owner->faulty = 0;
}

/* ---- Rows ---- */

/* The entry of a row, with its key; the record's key when it was read from `from`. */
static struct csv_entry entry_of(const struct reading *reading, struct record *record, const struct record *from)
{
    const struct resource *keyed = reading->keyed;

    return (struct csv_entry){.record = record,
        .id = reading->owner && keyed->tenant ? from->value[TENANT_ID].text : reading->id,
        .version = reading->version,
        .owner = keyed->tenant ? from->value[TENANT_MUNICIPALITY].text : NULL,
        .key = from->value[keyed->tenant ? TENANT_REFERENCE : keyed->key].text};
}

static bool keep(struct reading *reading, const struct csv_entry *entry)
{
    struct csv_table *table = &reading->table;
    struct csv_entry *entries =
        arena_grown(reading->faults->arena, table->entries, table->count, sizeof *table->entries);

    if (!entries)
        return false;
    entries[table->count++] = *entry;
    table->entries = entries;
    return true;
}

static bool key_is_faulty(const struct reading *reading, const struct record *from)
{
    for (size_t i = 0; i < reading->keyed->field_count; i++)
        if (is_key_field(reading->keyed, i) && from->faulty >> i & 1)
            return true;
    return false;
}

/* False when there is no memory. */
static bool read_row(struct reading *reading, const struct csv_row *row)
{
    struct record *record = record_new(reading->resource, reading->faults->arena);
    struct place *at = arena_alloc(reading->faults->arena, sizeof *at);
    struct record *from = reading->owner ? reading->owner : record; /* what has the key */
    struct csv_entry entry;

    if (!record || !at)
        return false;
    *at = (struct place){.file = reading->file, .line = row->line};
    record->at = at;
    reading->id = reading->version = NULL;
    if (reading->owner)
        clear_owner(reading->owner);
    for (size_t i = 0; i < row->count; i++) {
        const struct column *column = &reading->columns[i];

        read_cell(reading, column->use == COLUMN_OWNER ? from : record, column, &row->cells[i], at);
    }
    if (reading->owner)
        check_owner(reading, at);
    if (key_is_faulty(reading, from))
        reading->table.whole = false;
    entry = entry_of(reading, record, from);
    return keep(reading, &entry);
}

static void refuse_cells(struct reading *reading, const struct csv_row *row)
{
    const struct place at = {.file = reading->file, .line = row->line};
    char count[24], wanted[24];

    snprintf(count, sizeof count, "%zu", row->count);
    snprintf(wanted, sizeof wanted, "%zu", reading->count);
    faults_add(reading->faults, FAULT_CSV_CELLS, &at, count, wanted, NULL);
    reading->table.whole = false;
}

static bool take_row(const struct csv_row *row, void *context)
{
    struct reading *reading = context;

    reading->separator = row->separator;
    if (!reading->has_header) {
        reading->has_header = true;
        for (size_t i = 0; i < row->count; i++)
            add_column(reading, row, &row->cells[i]);
    } else if (row->count != reading->count) {
        refuse_cells(reading, row);
    } else if (!read_row(reading, row)) {
        reading->exhausted = true;
    }
    return !reading->exhausted;
}

bool csv_read_records(const struct resource *resource, const char *file, const char *text, size_t length,
    struct faults *faults, struct csv_table *ret)
{
    struct reading reading = {.resource = resource,
        .keyed = resource->parent ? resource->parent : resource,
        .file = file,
        .faults = faults,
        .table = {.whole = true}};
    enum csv_outcome outcome;

    if (resource->parent && !(reading.owner = record_new(resource->parent, faults->arena)))
        return false;
    outcome = csv_read(text, length, file, faults, take_row, &reading);
    if (outcome == CSV_STOPPED || arena_failed(faults->arena)) /* a value may be missing */
        return false;
    if (outcome == CSV_REFUSED)
        reading.table.whole = false;
    *ret = reading.table;
    return true;
}
