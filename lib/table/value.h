/* Values on their way into a record (lib, for the record's own files). */
#ifndef TABLE_VALUE_H
#define TABLE_VALUE_H

#include <proeftuin/record.h>

/* Each reads one field's value and returns true, or adds faults at `place` and returns false. Memory: the faults'
 * arena. */
bool value_from_cell(const struct field *field, bool by_reference, const char *text, size_t length,
    struct faults *faults, const struct place *place, struct value *ret);
bool value_from_json(const struct field *field, bool by_reference, const json_t *json, struct faults *faults,
    const struct place *place, struct value *ret);

/* False only when the arena is full. */
bool value_from_stored(
    const struct field *field, struct arena *arena, const char *text, size_t length, struct value *ret);

/* Sets a field that was read from input; a reference that comes twice keeps both ways in which it was given. */
void record_give(struct record *record, size_t field, struct value value);

#endif
