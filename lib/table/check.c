/* The rules that a whole record must keep (lib). */
#include <string.h>

#include <proeftuin/record.h>

static void check_required(const struct record *record, size_t index, struct faults *faults)
{
    const struct field *field = &record->resource->fields[index];
    const struct place place = {.up = record->at, .name = field->name};

    if (field->flags & FIELD_REQUIRED && !record_filled(record, index) && !(record->faulty >> index & 1))
        faults_add(faults, FAULT_FIELD_REQUIRED, &place, NULL);
}

/* A date of a wider precision is stored as the first day of its period; another day is refused, not silently moved: it
 * may be the precision that is wrong. */
static void check_partial_date(const struct record *record, size_t first, struct faults *faults)
{
    const struct place place = {.up = record->at, .name = record->resource->fields[first].name};
    const struct value *date = &record->value[first];
    const char *precision = record->value[first + 1].text;
    char wanted[DATE_TEXT_SIZE];

    if (!date->text || !precision)
        return;
    if (strcmp(precision, "unknown") == 0) {
        faults_add(faults, FAULT_DATE_UNKNOWN, &place, NULL);
        return;
    }
    date_format(date_first_day(date->date, precision_from_text(precision)), wanted);
    if (strcmp(wanted, date->text) != 0)
        faults_add(faults, FAULT_DATE_PRECISION, &place, wanted, NULL);
}

void record_check(const struct record *record, struct faults *faults)
{
    const struct resource *resource = record->resource;

    for (size_t i = 0; i < resource->field_count; i++) {
        check_required(record, i, faults);
        if (resource->fields[i].group == GROUP_PARTIAL_DATE && !(record->faulty >> i & 7))
            check_partial_date(record, i, faults);
    }
    if (resource->rules && !record->faulty)
        resource->rules(record, faults);
    for (size_t part = 0; part < resource_part_count(resource); part++)
        for (size_t row = 0; row < record->part_count[part]; row++)
            record_check(record->part[part][row], faults);
}
