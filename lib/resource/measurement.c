/*
 * Measurements (lib): what an indicator was, over a period or on a day. It belongs to an indicator, a goal or a pilot,
 * or to several of them.
 */
#include <proeftuin/resources.h>

#include "rules.h"

static const struct field fields[] = {
    TENANT_FIELD_ROWS(FIELD_READ_ONLY),
    [MEASUREMENT_INDICATOR] = {.name = "indicator",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &indicator_resource,
        .title = {"Indicator", "Indicator"},
        .about = {"Wat er is gemeten.", "What was measured."}},
    [MEASUREMENT_GOAL] = {.name = "goal",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &goal_resource,
        .title = {"Doel", "Goal"},
        .about = {"Het doel waarvoor is gemeten.", "The goal that it was measured for."}},
    [MEASUREMENT_PILOT] = {.name = "pilot",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &pilot_resource,
        .title = {"Pilot", "Pilot"},
        .about = {"De pilot waarbij is gemeten.", "The pilot that it was measured at."}},
    [MEASUREMENT_AREA] = {.name = "area",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &area_resource,
        .title = {"Gebied", "Area"},
        .about = {"Het gebied waarover de meting gaat; leeg: de hele gemeente.",
            "The area that it is about; null: the whole municipality."}},
    [MEASUREMENT_PERIOD_FROM] = {.name = "periodFrom",
        .type = &type_date,
        .flags = FIELD_FILTER | FIELD_SORT,
        .title = {"Periode vanaf", "Period from"},
        .about = {"De eerste dag van de periode.", "The first day of the period."}},
    [MEASUREMENT_PERIOD_TO] = {.name = "periodTo",
        .type = &type_date,
        .flags = FIELD_FILTER | FIELD_SORT,
        .title = {"Periode tot en met", "Period up to"},
        .about = {"De laatste dag van de periode.", "The last day of the period."}},
    [MEASUREMENT_MEASURED_ON] = {.name = "measuredOn",
        .type = &type_date,
        .flags = FIELD_FILTER | FIELD_SORT,
        .title = {"Peildatum", "Measured on"},
        .about = {"De dag waarop het zo was, in plaats van een periode.",
            "The day on which it was so, instead of a period."}},
    [MEASUREMENT_VALUE] = {.name = "value",
        .type = &type_number,
        .flags = FIELD_FILTER | FIELD_PEOPLE,
        .title = {"Waarde", "Value"},
        .about = {"De waarde; van een bereik de ondergrens.", "The value; of a range the lower end."}},
    [MEASUREMENT_VALUE_UPPER] = {.name = "valueUpper",
        .type = &type_number,
        .flags = FIELD_PEOPLE,
        .title = {"Bovengrens", "Upper end"},
        .about = {"De bovengrens van een bereik (between).", "The upper end of a range (between)."}},
    [MEASUREMENT_QUALIFIER] = {.name = "qualifier",
        .type = &type_code,
        .flags = FIELD_FILTER | FIELD_PEOPLE,
        .codes = &code_qualifiers,
        .title = {"Aanduiding", "Qualifier"},
        .about = {"Of de waarde exact is, ongeveer, minimaal, maximaal of een bereik.",
            "Whether the value is exact, about, at least, at most or a range."}},
    [MEASUREMENT_STORY] = {.name = "story",
        .type = &type_prose,
        .flags = FIELD_SEARCH | FIELD_PEOPLE,
        .title = {"Verhaal", "Story"},
        .about = {"Wat er te vertellen is, bij of in plaats van een getal.",
            "What there is to tell, with or instead of a number."}},
    [MEASUREMENT_STATUS] = {.name = "status",
        .type = &type_code,
        .flags = FIELD_FILTER,
        .codes = &code_measurement_statuses,
        .title = {"Status", "Status"},
        .about = {"Voorlopig of definitief.", "Provisional or final."}},
    [MEASUREMENT_BASE] = {.name = "base",
        .type = &type_text,
        .max = 200,
        .title = {"Basis", "Base"},
        .about = {"Waarvan de waarde een deel is, zoals de actieve respondenten.",
            "What the value is a part of, such as the active respondents."}},
    [MEASUREMENT_BASE_COUNT] = {.name = "baseCount",
        .type = &type_integer,
        .flags = FIELD_PEOPLE,
        .min = 0,
        .max = 100000000,
        .title = {"Aantal in de basis", "Base count"},
        .about = {"Hoeveel er in de basis zijn.", "How many there are in the base."}},
    [MEASUREMENT_SAMPLE_SIZE] = {.name = "sampleSize",
        .type = &type_integer,
        .flags = FIELD_PEOPLE,
        .min = 0,
        .max = 100000000,
        .title = {"Steekproef", "Sample size"},
        .about = {"Hoeveel er zijn gevraagd of geteld.", "How many were asked or counted."}},
    [MEASUREMENT_METHOD] = {.name = "method",
        .type = &type_text,
        .max = 300,
        .title = {"Methode", "Method"},
        .about = {"Hoe er is gemeten.", "How it was measured."}},
    [MEASUREMENT_SUSPECT] = {.name = "suspect",
        .type = &type_boolean,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .standard = "f",
        .title = {"Twijfelachtig", "Suspect"},
        .about = {"Of er reden is om aan het cijfer te twijfelen.", "Whether there is reason to doubt the figure."}},
    [MEASUREMENT_SUSPECT_REASON] = {.name = "suspectReason",
        .type = &type_text,
        .max = 500,
        .title = {"Reden van twijfel", "Reason for doubt"},
        .about = {"Waarom het cijfer twijfelachtig is.", "Why the figure is in doubt."}},
    WITHHELD_FIELD_ROW(code_measurements_withheld),
};

static void check_period(const struct record *record, struct faults *faults)
{
    const struct value *from = &record->value[MEASUREMENT_PERIOD_FROM], *to = &record->value[MEASUREMENT_PERIOD_TO];

    if (record_filled(record, MEASUREMENT_MEASURED_ON) && (from->text || to->text))
        rule_fault(record, MEASUREMENT_MEASURED_ON, FAULT_RULE_MANY, "periodFrom, periodTo, measuredOn", faults);
    if (from->text && to->text && date_compare(to->date, from->date) < 0)
        rule_fault(record, MEASUREMENT_PERIOD_TO, FAULT_DATE_ORDER, from->text, faults);
}

static void check_value(const struct record *record, struct faults *faults)
{
    const struct value *value = &record->value[MEASUREMENT_VALUE], *upper = &record->value[MEASUREMENT_VALUE_UPPER];
    const bool range = rule_holds(record, MEASUREMENT_QUALIFIER, "between");

    rule_needs(record, MEASUREMENT_QUALIFIER, MEASUREMENT_VALUE, faults);
    if (range != (upper->text != NULL))
        rule_fault(record, MEASUREMENT_VALUE_UPPER, FAULT_RULE_RANGE, "between", faults);
    else if (value->text && upper->text && upper->integer < value->integer)
        rule_fault(record, MEASUREMENT_VALUE_UPPER, FAULT_NUMBER_SMALL, value->text, faults);
    if (!value->text && !record_filled(record, MEASUREMENT_STORY))
        rule_fault(record, MEASUREMENT_VALUE, FAULT_RULE_NEEDS, "story", faults);
}

static void check(const struct record *record, struct faults *faults)
{
    rule_any(record, (const size_t[]){MEASUREMENT_INDICATOR, MEASUREMENT_GOAL, MEASUREMENT_PILOT}, 3, faults);
    check_period(record, faults);
    check_value(record, faults);
    if (record_filled(record, MEASUREMENT_SUSPECT_REASON) && !record->value[MEASUREMENT_SUSPECT].integer)
        rule_fault(record, MEASUREMENT_SUSPECT_REASON, FAULT_RULE_ALONE, "suspect", faults);
}

const struct resource measurement_resource = {.path = "measurements",
    .name = "measurement",
    .table = "measurement",
    FIELD_TABLE(fields),
    .key = TENANT_ID,
    .tenant = true,
    .has_view = true,
    .rules = check,
    .title = {"Metingen", "Measurements"},
    .one = {"meting", "measurement"},
    .about = {"Waarden van indicatoren, over een periode of op een dag.",
        "Values of indicators, over a period or on a day."}};
