/* What the rules of several resources share (lib). */
#include "rules.h"

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

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

void rule_own_document(const struct record *record, struct faults *faults)
{
    const struct value *document = &record->value[TENANT_DOCUMENT];

    if (same_text(document->text, record->value[TENANT_ID].text) ||
        same_text(document->reference, record->value[TENANT_REFERENCE].text))
        rule_fault(record, TENANT_DOCUMENT, FAULT_RULE_SELF, "document", faults);
}
