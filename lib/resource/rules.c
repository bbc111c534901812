/* What the rules of several resources share (lib). */
#include "rules.h"

#include <stdio.h>
#include <string.h>

void rule_fault(
    const struct record *record, size_t field, enum fault_code code, const char *fact, struct faults *faults)
{
    const struct place place = {.up = record->at, .name = record->resource->fields[field].name};

    faults_add(faults, code, &place, fact, NULL);
}

bool rule_holds(const struct record *record, size_t field, const char *code)
{
    const char *text = record->value[field].text;

    return text && strcmp(text, code) == 0;
}

void rule_date_order(const struct record *record, size_t start, size_t end, struct faults *faults)
{
    const struct value *first = &record->value[start], *last = &record->value[end];
    char text[DATE_TEXT_SIZE];
    struct date until;

    if (!first->text || !last->text)
        return;
    if (rule_holds(record, start + 2, "notAfter") || rule_holds(record, end + 2, "notBefore"))
        return;
    until = date_last_day(last->date, precision_from_text(record->value[end + 1].text));
    if (date_compare(until, first->date) >= 0)
        return;
    date_format(first->date, text);
    rule_fault(record, end, FAULT_DATE_ORDER, text, faults);
}

/* ---- One of several ---- */

enum { NAMES_MOST = 200 };

/* "pilot, programme, programmeLine" */
static void name_fields(const struct record *record, const size_t *fields, size_t count, char ret[NAMES_MOST])
{
    size_t length = 0;

    ret[0] = '\0';
    for (size_t i = 0; i < count && length < NAMES_MOST; i++)
        length += (size_t)snprintf(
            ret + length, NAMES_MOST - length, "%s%s", i ? ", " : "", record->resource->fields[fields[i]].name);
}

/* How many have a value, and the second of them. */
static size_t count_filled(const struct record *record, const size_t *fields, size_t count, size_t *ret_second)
{
    size_t filled = 0;

    for (size_t i = 0; i < count; i++)
        if (record_filled(record, fields[i]) && ++filled == 2)
            *ret_second = fields[i];
    return filled;
}

static void rule_number(const struct record *record, const size_t *fields, size_t count, size_t least, size_t most,
    enum fault_code code, struct faults *faults)
{
    size_t second = fields[0];
    const size_t filled = count_filled(record, fields, count, &second);
    char names[NAMES_MOST];

    if (filled >= least && filled <= most)
        return;
    name_fields(record, fields, count, names);
    rule_fault(record, filled < least ? fields[0] : second, code, names, faults);
}

void rule_exactly_one(const struct record *record, const size_t *fields, size_t count, struct faults *faults)
{
    rule_number(record, fields, count, 1, 1, FAULT_RULE_ONE_OF, faults);
}

void rule_at_most_one(const struct record *record, const size_t *fields, size_t count, struct faults *faults)
{
    rule_number(record, fields, count, 0, 1, FAULT_RULE_MANY, faults);
}

void rule_any(const struct record *record, const size_t *fields, size_t count, struct faults *faults)
{
    rule_number(record, fields, count, 1, count, FAULT_RULE_ANY, faults);
}

void rule_needs(const struct record *record, size_t field, size_t needed, struct faults *faults)
{
    if (record_filled(record, field) && !record_filled(record, needed))
        rule_fault(record, field, FAULT_RULE_ALONE, record->resource->fields[needed].name, faults);
}

/* ---- A row and itself ---- */

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

bool rule_names_row(const struct record *record, const struct value *reference)
{
    return same_text(reference->text, record->value[TENANT_ID].text) ||
           same_text(reference->reference, record->value[TENANT_REFERENCE].text);
}

void rule_self(const struct record *record, size_t field, const char *what, struct faults *faults)
{
    if (rule_names_row(record, &record->value[field]))
        rule_fault(record, field, FAULT_RULE_SELF, what, faults);
}

void rule_own_document(const struct record *record, struct faults *faults)
{
    rule_self(record, TENANT_DOCUMENT, "document", faults);
}
