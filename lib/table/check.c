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

static void refuse_member(
    const struct record *record, size_t field, enum fault_code code, const char *fact, struct faults *faults)
{
    const struct place place = {.up = record->at, .name = record->resource->fields[field].name};

    faults_add(faults, code, &place, fact, NULL);
}

static bool is_code(const struct value *value, const char *code)
{
    return value->text && strcmp(value->text, code) == 0;
}

/* An amount is there exactly when its status is known; a range has two ends, in order. The rest speaks of the amount,
 * so it needs one. */
static void check_amount(const struct record *record, size_t first, struct faults *faults)
{
    const struct value *amount = &record->value[first], *upper = &record->value[first + AMOUNT_UPPER];
    const struct value *status = &record->value[first + AMOUNT_STATUS];
    const bool range = is_code(&record->value[first + AMOUNT_QUALIFIER], "between");
    const char *name = record->resource->fields[first].name;

    if (status->text && is_code(status, "known") != (amount->text != NULL))
        refuse_member(record, first, FAULT_RULE_STATUS, status->text, faults);
    for (size_t i = first + AMOUNT_UPPER; i <= first + AMOUNT_PRECISION; i++)
        if (!amount->text && record->value[i].text)
            refuse_member(record, i, FAULT_RULE_ALONE, name, faults);
    if (!amount->text)
        return;
    if (range != (upper->text != NULL))
        refuse_member(record, first + AMOUNT_UPPER, FAULT_RULE_RANGE, "between", faults);
    else if (upper->text && upper->integer < amount->integer)
        refuse_member(record, first + AMOUNT_UPPER, FAULT_NUMBER_SMALL, amount->text, faults);
}

/* Whether all members of the group that begins here could be read. */
static bool group_is_sound(const struct record *record, size_t first)
{
    const uint64_t members = ((uint64_t)1 << group_size(&record->resource->fields[first])) - 1;

    return !(record->faulty >> first & members);
}

static void check_group(const struct record *record, size_t first, struct faults *faults)
{
    if (record->resource->fields[first].group == GROUP_NONE || !group_is_sound(record, first))
        return;
    if (record->resource->fields[first].group == GROUP_PARTIAL_DATE)
        check_partial_date(record, first, faults);
    else
        check_amount(record, first, faults);
}

void record_check(const struct record *record, struct faults *faults)
{
    const struct resource *resource = record->resource;

    for (size_t i = 0; i < resource->field_count; i++) {
        check_required(record, i, faults);
        check_group(record, i, faults);
    }
    if (resource->rules && !record->faulty)
        resource->rules(record, faults);
    for (size_t part = 0; part < resource_part_count(resource); part++)
        for (size_t row = 0; row < record->part_count[part]; row++)
            record_check(record->part[part][row], faults);
}
