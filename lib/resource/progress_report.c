/*
 * Progress reports (lib): what a document says of a pilot at some moment. A statement stands beside what follows from
 * dates and decisions, so that the two can disagree.
 */
#include <proeftuin/resources.h>

#include <stdlib.h>

#include "rules.h"

enum { YEAR_FIRST = 1990, YEAR_LAST = 2100 };

static const struct field fields[] = {
    TENANT_FIELD_ROWS(FIELD_READ_ONLY),
    [PROGRESS_REPORT_PILOT] = {.name = "pilot",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &pilot_resource,
        .title = {"Pilot", "Pilot"},
        .about = {"De pilot waarover wordt bericht.", "The pilot that is reported on."}},
    [PROGRESS_REPORT_PROGRAMME] = {.name = "programme",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &programme_resource,
        .title = {"Programma", "Programme"},
        .about = {"Het programma waarover wordt bericht, als het geen pilot is.",
            "The programme that is reported on, if it is no pilot."}},
    [PROGRESS_REPORT_PROGRAMME_LINE] = {.name = "programmeLine",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &programme_line_resource,
        .title = {"Lijn", "Line"},
        .about = {"De lijn waarover wordt bericht, als het geen pilot is.",
            "The line that is reported on, if it is no pilot."}},
    [PROGRESS_REPORT_REPORTED_ON] = {.name = "reportedOn",
        .type = &type_date,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT,
        .title = {"Bericht van", "Reported on"},
        .about = {"De dag van het bericht.", "The day of the report."}},
    [PROGRESS_REPORT_STATED_STATUS] = {.name = "statedStatus",
        .type = &type_text,
        .max = 300,
        .title = {"Vermelde status", "Stated status"},
        .about = {"De status zoals het document die geeft, letterlijk.",
            "The status as the document gives it, verbatim."}},
    [PROGRESS_REPORT_STATED_GROUP] = {.name = "statedGroup",
        .type = &type_code,
        .flags = FIELD_FILTER,
        .codes = &code_status_groups,
        .title = {"Vermelde statusgroep", "Stated status group"},
        .about = {"De groep waarin de vermelde status valt.", "The group that the stated status falls in."}},
    [PROGRESS_REPORT_RESULTS] = {.name = "results",
        .type = &type_prose,
        .flags = FIELD_SEARCH,
        .title = {"Resultaten", "Results"},
        .about = {"Wat er volgens het document is bereikt.", "What has been achieved, by the document."}},
    [PROGRESS_REPORT_ACTIVE_YEARS] = {.name = "activeYears",
        .type = &type_integers,
        .flags = FIELD_FILTER,
        .min = YEAR_FIRST,
        .max = YEAR_LAST,
        .title = {"Actieve jaren", "Active years"},
        .about = {"De jaren waarin de pilot volgens het document liep.",
            "The years in which the pilot ran, by the document."}},
    [PROGRESS_REPORT_COVERS_FROM] = {.name = "coversFrom",
        .type = &type_integer,
        .min = YEAR_FIRST,
        .max = YEAR_LAST,
        .title = {"Beslaat vanaf", "Covers from"},
        .about = {"Het eerste jaar waarover het document iets zegt; een jaar daarbuiten dat ontbreekt, zegt niets.",
            "The first year that the document speaks of; beyond it, a missing year means nothing."}},
    [PROGRESS_REPORT_COVERS_TO] = {.name = "coversTo",
        .type = &type_integer,
        .min = YEAR_FIRST,
        .max = YEAR_LAST,
        .title = {"Beslaat tot en met", "Covers up to"},
        .about = {"Het laatste jaar waarover het document iets zegt.", "The last year that the document speaks of."}},
};

/* Each active year lies within the years that the report covers. */
static void check_active_year(const struct record *record, size_t index, struct faults *faults)
{
    const struct value *from = &record->value[PROGRESS_REPORT_COVERS_FROM];
    const struct value *to = &record->value[PROGRESS_REPORT_COVERS_TO];
    const struct place list = {.up = record->at, .name = "activeYears"}, place = {.up = &list, .index = index};
    const long long year = strtoll(record->value[PROGRESS_REPORT_ACTIVE_YEARS].items[index], NULL, 10);

    if (from->text && year < from->integer)
        faults_add(faults, FAULT_NUMBER_SMALL, &place, from->text, NULL);
    if (to->text && year > to->integer)
        faults_add(faults, FAULT_NUMBER_LARGE, &place, to->text, NULL);
}

static void check(const struct record *record, struct faults *faults)
{
    static const size_t parents[] = {PROGRESS_REPORT_PILOT, PROGRESS_REPORT_PROGRAMME, PROGRESS_REPORT_PROGRAMME_LINE};
    const struct value *from = &record->value[PROGRESS_REPORT_COVERS_FROM];
    const struct value *to = &record->value[PROGRESS_REPORT_COVERS_TO];

    rule_exactly_one(record, parents, 3, faults);
    if (from->text && to->text && to->integer < from->integer)
        rule_fault(record, PROGRESS_REPORT_COVERS_TO, FAULT_NUMBER_SMALL, from->text, faults);
    for (size_t i = 0; i < record->value[PROGRESS_REPORT_ACTIVE_YEARS].count; i++)
        check_active_year(record, i, faults);
}

const struct resource progress_report_resource = {.path = "progress-reports",
    .name = "progressReport",
    .table = "progress_report",
    FIELD_TABLE(fields),
    .key = TENANT_ID,
    .tenant = true,
    .rules = check,
    .title = {"Voortgangsberichten", "Progress reports"},
    .one = {"voortgangsbericht", "progress report"},
    .about = {"Wat documenten zeggen over hoe een pilot, een programma of een lijn ervoor staat.",
        "What documents say of how a pilot, a programme or a line stands."}};
