/* Participations (lib): who takes part in a programme or a pilot, and as what. */
#include <proeftuin/resources.h>

#include "rules.h"

static const struct field fields[] = {
    TENANT_FIELD_ROWS(FIELD_READ_ONLY),
    [PARTICIPATION_PILOT] = {.name = "pilot",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &pilot_resource,
        .title = {"Pilot", "Pilot"},
        .about = {"De pilot waaraan wordt deelgenomen.", "The pilot that is taken part in."}},
    [PARTICIPATION_PROGRAMME] = {.name = "programme",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &programme_resource,
        .title = {"Programma", "Programme"},
        .about = {"Het programma waaraan wordt deelgenomen.", "The programme that is taken part in."}},
    [PARTICIPATION_PARTICIPANT] = {.name = "participant",
        .type = &type_owner,
        .flags = FIELD_FILTER,
        .target = &municipality_resource,
        .title = {"Deelnemende gemeente", "Participating municipality"},
        .about = {"Code van de gemeente die meedoet.", "Code of the municipality that takes part."}},
    [PARTICIPATION_ORGANISATION] = {.name = "organisation",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &organisation_resource,
        .title = {"Organisatie", "Organisation"},
        .about = {"De organisatie die meedoet.", "The organisation that takes part."}},
    [PARTICIPATION_ROLE] = {.name = "role",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_participation_roles,
        .title = {"Rol", "Role"},
        .about = {"In welke rol.", "In which role."}},
    [PARTICIPATION_MOTTO] = {.name = "motto",
        .type = &type_text,
        .flags = FIELD_SEARCH,
        .max = 300,
        .title = {"Motto", "Motto"},
        .about = {"Het motto dat de deelnemer voert.", "The motto that the participant bears."}},
    [PARTICIPATION_THEME] = {.name = "theme",
        .type = &type_prose,
        .flags = FIELD_SEARCH,
        .title = {"Thema", "Theme"},
        .about = {"Waar de deelnemer zich op richt.", "What the participant aims at."}},
    [PARTICIPATION_QUESTION] = {.name = "question",
        .type = &type_prose,
        .flags = FIELD_SEARCH,
        .title = {"Vraag", "Question"},
        .about = {"De vraag die de deelnemer stelt.", "The question that the participant asks."}},
    PARTIAL_DATE(PARTICIPATION_START, "start", 0, "Start", "Start", "Vanaf wanneer.", "From when."),
    PARTIAL_DATE(PARTICIPATION_END, "end", 0, "Einde", "End", "Tot wanneer.", "Until when."),
};

static void check(const struct record *record, struct faults *faults)
{
    rule_exactly_one(record, (const size_t[]){PARTICIPATION_PILOT, PARTICIPATION_PROGRAMME}, 2, faults);
    rule_exactly_one(record, (const size_t[]){PARTICIPATION_PARTICIPANT, PARTICIPATION_ORGANISATION}, 2, faults);
    rule_date_order(record, PARTICIPATION_START_DATE, PARTICIPATION_END_DATE, faults);
}

const struct resource participation_resource = {.path = "participations",
    .name = "participation",
    .table = "participation",
    FIELD_TABLE(fields),
    .key = TENANT_ID,
    .tenant = true,
    .rules = check,
    .title = {"Deelnames", "Participations"},
    .one = {"deelname", "participation"},
    .about = {"Welke gemeenten en organisaties meedoen, en in welke rol.",
        "Which municipalities and organisations take part, and in which role."}};
