/*
 * Task fields (lib): the parts into which municipal accounts are divided (Iv3, information for third parties).
 * Reference data with generations: a number holds in some fiscal years, and may mean something else in others, so a row
 * is known by its number and its first year.
 */
#include <proeftuin/resources.h>

#include <stdio.h>
#include <string.h>

#include "rules.h"

static const struct field fields[] = {
    [TASK_FIELD_CODE] = {.name = "code",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_IMMUTABLE | FIELD_FILTER | FIELD_SORT | FIELD_IDENTIFIER,
        .min = 8,
        .max = 13,
        .pattern = "^[0-9]{1,2}[.][0-9]{1,3}[a-z]?-[0-9]{4}$",
        .title = {"Code", "Code"},
        .about = {"Het nummer en het eerste boekjaar, zoals 6.1-2017.",
            "The number and the first fiscal year, such as 6.1-2017."}},
    [TASK_FIELD_NUMBER] = {.name = "number",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_IMMUTABLE | FIELD_FILTER | FIELD_IDENTIFIER,
        .min = 3,
        .max = 8,
        .pattern = "^[0-9]{1,2}[.][0-9]{1,3}[a-z]?$",
        .title = {"Nummer", "Number"},
        .about = {"De code volgens Iv3; tekst, want 6.60 is niet 6.6.", "The code by Iv3; text, for 6.60 is not 6.6."}},
    [TASK_FIELD_YEAR_FROM] = {.name = "yearFrom",
        .type = &type_integer,
        .flags = FIELD_REQUIRED | FIELD_IMMUTABLE | FIELD_FILTER | FIELD_SORT,
        .min = 1990,
        .max = 2100,
        .title = {"Geldig vanaf", "Valid from"},
        .about = {"Het eerste boekjaar waarin het taakveld geldt.",
            "The first fiscal year in which the task field holds."}},
    [TASK_FIELD_YEAR_TO] = {.name = "yearTo",
        .type = &type_integer,
        .flags = FIELD_FILTER,
        .min = 1990,
        .max = 2100,
        .title = {"Geldig tot en met", "Valid up to"},
        .about = {"Het laatste boekjaar waarin het taakveld geldt; leeg als het nog geldt.",
            "The last fiscal year in which the task field holds; null while it does."}},
    [TASK_FIELD_NAME] = {.name = "name",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT | FIELD_SEARCH,
        .min = 1,
        .max = 200,
        .title = {"Naam", "Name"},
        .about = {"De naam van het taakveld.", "The name of the task field."}},
    [TASK_FIELD_PREDECESSOR] = {.name = "predecessor",
        .type = &type_owner,
        .flags = FIELD_FILTER,
        .target = &task_field_resource,
        .title = {"Voorganger", "Predecessor"},
        .about = {"Het taakveld van de vorige indeling waaruit dit komt.",
            "The task field of the former division that this one comes from."}},
    [TASK_FIELD_VERSION] = {.name = "version",
        .type = &type_integer,
        .flags = FIELD_READ_ONLY,
        .min = 1,
        .max = INT32_MAX,
        .title = {"Versie", "Version"},
        .about = {"Telt elke wijziging.", "Counts every change."}},
    [TASK_FIELD_CREATED_AT] = {.name = "createdAt",
        .type = &type_instant,
        .flags = FIELD_READ_ONLY | FIELD_SORT,
        .title = {"Vastgelegd op", "Created at"},
        .about = {"Wanneer de regel in het register kwam.", "When the row came into the register."}},
    [TASK_FIELD_UPDATED_AT] = {.name = "updatedAt",
        .type = &type_instant,
        .flags = FIELD_READ_ONLY | FIELD_SORT,
        .title = {"Gewijzigd op", "Updated at"},
        .about = {"Wanneer de regel het laatst is gewijzigd.", "When the row was last changed."}},
};

static void check(const struct record *record, struct faults *faults)
{
    const struct value *from = &record->value[TASK_FIELD_YEAR_FROM], *to = &record->value[TASK_FIELD_YEAR_TO];
    char code[64];

    snprintf(code, sizeof code, "%s-%s", record->value[TASK_FIELD_NUMBER].text, from->text);
    if (strcmp(code, record->value[TASK_FIELD_CODE].text) != 0)
        rule_fault(record, TASK_FIELD_CODE, FAULT_TEXT_PATTERN, code, faults);
    if (to->text && to->integer < from->integer)
        rule_fault(record, TASK_FIELD_YEAR_TO, FAULT_NUMBER_SMALL, from->text, faults);
}

const struct resource task_field_resource = {.path = "task-fields",
    .name = "taskField",
    .table = "task_field",
    FIELD_TABLE(fields),
    .key = TASK_FIELD_CODE,
    .writer = ROLE_ADMINISTRATOR,
    .rules = check,
    .title = {"Taakvelden", "Task fields"},
    .one = {"taakveld", "task field"},
    .about = {"Taakvelden van Iv3 in het sociaal domein, met de boekjaren waarin ze gelden.",
        "Iv3 task fields of the social domain, with the fiscal years in which they hold."}};
