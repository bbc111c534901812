/* What the rules of several resources share (lib). */
#ifndef PROEFTUIN_RESOURCE_RULES_H
#define PROEFTUIN_RESOURCE_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include <proeftuin/record.h>

/* Reports a fault at a field of the record; `fact` may be NULL. */
void rule_fault(
    const struct record *record, size_t field, enum fault_code code, const char *fact, struct faults *faults);

/* True when a code field holds this code. */
bool rule_holds(const struct record *record, size_t field, const char *code);

/* Reports the later of two partial dates (named by their first fields) when it surely ends before the earlier begins. A
 * start counts from its first day, an end to its last; a limit on the open side proves nothing. */
void rule_date_order(const struct record *record, size_t start, size_t end, struct faults *faults);

/* Reports a row that names itself as its source. */
void rule_own_document(const struct record *record, struct faults *faults);

#endif
