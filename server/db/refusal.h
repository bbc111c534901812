/* What the database says against a record, as faults of whoever sent it (server/db): the field, never table or
 * constraint. */
#ifndef PROEFTUIN_DB_REFUSAL_H
#define PROEFTUIN_DB_REFUSAL_H

#include "db/sql.h"

#include <proeftuin/fault.h>
#include <proeftuin/language.h>

/* What a check found for its lookup `index`; NULL: nothing. */
const char *lookup_found(const PGresult *result, size_t index);

/* Takes what was found: fills in the id of a reference, or adds a fault for what does not exist, disagrees or is taken.
 * The language is that of the names of resources in the fault. */
void lookup_take(const struct lookup *lookup, const char *found, enum language language, struct faults *faults);

/* Adds the fault of a constraint that stopped a record of `resource` or its parts, which stand at `at` (NULL: the top):
 * a race (a reference gone, a key taken), or a rule that only the database knows. */
void violation_fault(const struct db_violation *violation, const struct resource *resource, enum language language,
    const struct place *at, struct faults *faults);

/* Index of the resource's field that lives in this column, or -1. */
int field_of_column(const struct resource *resource, const char *column);

#endif
