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

/* Of the fields named here exactly one has a value, at most one, or at least one. What is wrong is reported at the
 * first; at the second that has a value where there are too many. */
void rule_exactly_one(const struct record *record, const size_t *fields, size_t count, struct faults *faults);
void rule_at_most_one(const struct record *record, const size_t *fields, size_t count, struct faults *faults);
void rule_any(const struct record *record, const size_t *fields, size_t count, struct faults *faults);

/* Reports a field that has a value while what it speaks of has none. */
void rule_needs(const struct record *record, size_t field, size_t needed, struct faults *faults);

/* Whether a reference points to the record's own row, by its id or its reference. */
bool rule_names_row(const struct record *record, const struct value *reference);

/* Reports a reference that points to its own row; `what` is the row's kind, in both languages. */
void rule_self(const struct record *record, size_t field, const char *what, struct faults *faults);

/* Reports a row that names itself as its source. */
void rule_own_document(const struct record *record, struct faults *faults);

#endif
