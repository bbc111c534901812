/* Deliverables (lib): plans, reports, letters and promises to the council, with when they are due and done. */
#include <proeftuin/resources.h>

#include "rules.h"

static const struct field line_fields[] = {
    [DELIVERABLE_LINE_PROGRAMME_LINE] = {.name = "programmeLine",
        .type = &type_reference,
        .flags = FIELD_REQUIRED,
        .target = &programme_line_resource,
        .title = {"Lijn", "Line"},
        .about = {"Een lijn waaronder het product staat.", "A line that the deliverable stands under."}},
};

const struct resource deliverable_line_resource = {.path = "lines",
    .name = "deliverableLine",
    .table = "deliverable_line",
    FIELD_TABLE(line_fields),
    .parent = &deliverable_resource,
    .title = {"Lijnen", "Lines"},
    .one = {"lijn", "line"},
    .about = {"De lijnen van een programma waaronder een product staat.",
        "The lines of a programme that a deliverable stands under."}};

static const struct field fields[] = {
    TENANT_FIELD_ROWS(0),
    [DELIVERABLE_TITLE] = {.name = "title",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT | FIELD_SEARCH,
        .min = 1,
        .max = 300,
        .title = {"Titel", "Title"},
        .about = {"Wat er wordt geleverd of is toegezegd.", "What is to be delivered or was promised."}},
    [DELIVERABLE_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_deliverable_kinds,
        .title = {"Soort", "Kind"},
        .about = {"Wat voor product het is.", "What kind of product it is."}},
    [DELIVERABLE_PILOT] = {.name = "pilot",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &pilot_resource,
        .title = {"Pilot", "Pilot"},
        .about = {"De pilot waar het bij hoort, als het er een is.", "The pilot that it belongs to, if there is one."}},
    [DELIVERABLE_PROGRAMME] = {.name = "programme",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &programme_resource,
        .title = {"Programma", "Programme"},
        .about = {"Het programma waar het bij hoort, als het er een is.",
            "The programme that it belongs to, if there is one."}},
    PARTIAL_DATE(DELIVERABLE_DUE, "due", 0, "Verwacht", "Due", "Wanneer het klaar moet zijn.", "When it is due."),
    PARTIAL_DATE(DELIVERABLE_DONE, "done", 0, "Gereed", "Done", "Wanneer het is geleverd.", "When it was delivered."),
    [DELIVERABLE_RECURRENCE] = {.name = "recurrence",
        .type = &type_code,
        .flags = FIELD_FILTER,
        .codes = &code_deliverable_recurrences,
        .title = {"Herhaling", "Recurrence"},
        .about = {"Of het eenmalig is, of hoe vaak het terugkomt.", "Whether it comes once, or how often."}},
    [DELIVERABLE_PROMISED_TO] = {.name = "promisedTo",
        .type = &type_code,
        .flags = FIELD_FILTER,
        .codes = &code_bodies,
        .title = {"Toegezegd aan", "Promised to"},
        .about = {"Het orgaan waaraan het is toegezegd.", "The body that it was promised to."}},
    [DELIVERABLE_PROMISED_ON] = {.name = "promisedOn",
        .type = &type_date,
        .flags = FIELD_FILTER | FIELD_SORT,
        .title = {"Toegezegd op", "Promised on"},
        .about = {"De dag van de toezegging.", "The day of the promise."}},
};

static const struct resource *const parts[] = {[DELIVERABLE_LINES] = &deliverable_line_resource, NULL};

static void check(const struct record *record, struct faults *faults)
{
    rule_at_most_one(record, (const size_t[]){DELIVERABLE_PILOT, DELIVERABLE_PROGRAMME}, 2, faults);
}

const struct resource deliverable_resource = {.path = "deliverables",
    .name = "deliverable",
    .table = "deliverable",
    FIELD_TABLE(fields),
    .parts = parts,
    .key = TENANT_ID,
    .tenant = true,
    .rules = check,
    .title = {"Producten en toezeggingen", "Deliverables"},
    .one = {"product", "deliverable"},
    .about = {"Plannen, rapportages, brieven en toezeggingen, met wanneer ze verwacht en geleverd zijn.",
        "Plans, reports, letters and promises, with when they were due and delivered."}};
