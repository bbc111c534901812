/*
 * A row on its way in (lib): typed values beside a presence bitmap, because absent is not null.
 *
 * A record and everything in it lives in one arena. record->value[PILOT_TITLE] is checked by the compiler: the enum
 * that names the fields also indexes the table.
 */
#ifndef PROEFTUIN_RECORD_H
#define PROEFTUIN_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proeftuin/arena.h>
#include <proeftuin/date.h>
#include <proeftuin/fault.h>
#include <proeftuin/field.h>

/* One typed value. `text` NULL means null, unless a reference still waits to be looked up. */
struct value {
    const char *text;         /* in PostgreSQL's text form */
    const char *reference;    /* type_reference: the other's own key, as given; NULL: given by id, or null */
    const char *const *items; /* list types: each element's text */
    size_t count;             /* of items */
    int64_t integer;          /* type_integer; type_code: its index; type_boolean: 0 or 1; decimals: in units of the
                                 last one (cents) */
    struct date date;         /* type_date */
};

struct record {
    const struct resource *resource;
    struct arena *arena;
    struct value *value; /* one a field of the resource */
    uint64_t present;    /* bit i: field i was given */
    uint64_t faulty;     /* bit i: field i was given but could not be read */
    uint64_t parts;      /* bit i: part i was given (whole) */
    struct record **part[PARTS_MOST];
    size_t part_count[PARTS_MOST];
    const struct place *at; /* of an element of a part: where it stands; NULL: the top */
};

/* What the caller wants to do with it: what must be there and what may be there differ. */
enum record_use { RECORD_CREATE, RECORD_CHANGE };

/* An empty record; NULL when the arena is full. */
struct record *record_new(const struct resource *resource, struct arena *arena);

bool record_has(const struct record *record, size_t field);
void record_set(struct record *record, size_t field, struct value value);

/* True when the field has a value, or a reference that is to be looked up. */
bool record_filled(const struct record *record, size_t field);

/* Reads a record from a JSON object: unknown members, types, bounds and codes are checked member by member, and all
 * faults are reported. Rules across fields are record_check()'s. NULL only when the arena is full; a record with faults
 * must not be used. */
struct record *record_from_json(
    const struct resource *resource, const json_t *object, enum record_use use, struct faults *faults);

/* Reads a JSON text: syntax, depth (JSON_DEPTH_MOST), duplicate keys, top level object. NULL with a fault, or when out
 * of memory: then no fault is added, and the faults' arena has failed. The tree lives as long as that arena; it is not
 * to be given back or changed. A number with a point or an exponent is in it as a string: a NUL, and the number as it
 * was written, of which nothing is lost. No other string has a NUL. */
const json_t *json_read(const char *text, size_t length, struct faults *faults);

enum { JSON_DEPTH_MOST = 16, ROWS_MOST = 200 /* of a part */ };

/* Sets a field from PostgreSQL's text form (a stored row). NULL text is null. False when the arena is full. */
bool record_set_stored(struct record *record, size_t field, const char *sql_text, size_t length);

/* Sets a field from a CSV cell (or a query parameter): empty is null, lists are a|b. `by_reference`: the cell holds the
 * target's own key. Adds faults. */
void record_set_cell(struct record *record, size_t field, bool by_reference, const char *text, size_t length,
    struct faults *faults, const struct place *place);

/* Gives every absent field its standard value and completes groups (a date without precision is exact to the day). For
 * a new row; after record_merge() only the groups change. */
void record_complete(struct record *record);

/* Lays the fields and parts present in `change` over `record`, which holds a stored row. */
void record_merge(struct record *record, const struct record *change);

/* Required fields, groups and the resource's rules, on a complete record; parts too. */
void record_check(const struct record *record, struct faults *faults);

/* Fields that need a reason to change since the row is frozen (FIELD_FROZEN), and become others in `record`: a fault
 * each. Nothing when there is a reason (NULL: none). */
void record_check_frozen(
    const struct record *stored, const struct record *record, const char *reason, struct faults *faults);

/* A copy that may be merged into without changing what it was copied from. NULL when the arena is full. */
struct record *record_copy(const struct record *record);

/* Whether two rows of a resource say the same in all that a client can write. A part counts when both records have it.
 */
bool record_equal(const struct record *a, const struct record *b);

/* Whether two values of a field are the same (a list: same elements in the same order). */
bool value_equal(const struct value *a, const struct value *b);

#endif
