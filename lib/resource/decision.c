/*
 * Decisions about a pilot or a programme (lib), also those that are only announced. Documents seldom date them: what is
 * undated bears the day by which it was known.
 */
#include <proeftuin/resources.h>

#include "rules.h"

static const struct field fields[] = {
    TENANT_FIELD_ROWS(FIELD_READ_ONLY),
    [DECISION_PILOT] = {.name = "pilot",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &pilot_resource,
        .title = {"Pilot", "Pilot"},
        .about = {"De pilot waarover is besloten.", "The pilot that was decided on."}},
    [DECISION_PROGRAMME] = {.name = "programme",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &programme_resource,
        .title = {"Programma", "Programme"},
        .about = {"Het programma waarover is besloten, als het geen pilot is.",
            "The programme that was decided on, if it is no pilot."}},
    [DECISION_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_decision_kinds,
        .title = {"Soort", "Kind"},
        .about = {"Waartoe is besloten.", "What was decided."}},
    [DECISION_STAGE] = {.name = "stage",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_decision_stages,
        .title = {"Stadium", "Stage"},
        .about = {"Hoe ver het besluit is; alleen een genomen besluit telt voor de status.",
            "How far the decision has come; only one that is taken counts for the status."}},
    [DECISION_BODY] = {.name = "body",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_bodies,
        .standard = "unknown",
        .title = {"Orgaan", "Body"},
        .about = {"Wie besloot.", "Who decided."}},
    PARTIAL_DATE(DECISION_TAKEN, "taken", 0, "Genomen", "Taken", "Wanneer het besluit is genomen.",
        "When the decision was taken."),
    [DECISION_KNOWN_BY] = {.name = "knownBy",
        .type = &type_date,
        .flags = FIELD_FILTER,
        .title = {"Bekend op", "Known by"},
        .about = {"De dag waarop het besluit bekend was; verplicht als het genomen is en niemand zegt wanneer.",
            "A day on which the decision was known; required when it is taken and nobody says when."}},
    [DECISION_EFFECTIVE_FROM] = {.name = "effectiveFrom",
        .type = &type_date,
        .flags = FIELD_FILTER,
        .title = {"Gaat in op", "Effective from"},
        .about = {"De dag waarop het besluit ingaat, als dat een andere is dan die van het besluit.",
            "The day on which the decision takes effect, if it is another than that of the decision."}},
    PARTIAL_DATE(DECISION_NEW_END, "newEnd", 0, "Nieuw einde", "New end",
        "Tot wanneer de pilot wordt verlengd; alleen bij een verlenging.",
        "Until when the pilot is extended; only with an extension."),
    [DECISION_REASON] = {.name = "reason",
        .type = &type_prose,
        .title = {"Reden", "Reason"},
        .about = {"Waarom zo is besloten.", "Why it was so decided."}},
    [DECISION_URL] = {.name = "url",
        .type = &type_url,
        .title = {"Webadres", "Web address"},
        .about = {"Waar het besluit te lezen is.", "Where the decision can be read."}},
};

static void check(const struct record *record, struct faults *faults)
{
    rule_exactly_one(record, (const size_t[]){DECISION_PILOT, DECISION_PROGRAMME}, 2, faults);
    if (rule_holds(record, DECISION_STAGE, "taken") && !record_filled(record, DECISION_TAKEN_DATE) &&
        !record_filled(record, DECISION_KNOWN_BY))
        rule_fault(record, DECISION_KNOWN_BY, FAULT_RULE_NEEDS, "takenDate", faults);
    if (record_filled(record, DECISION_NEW_END_PRECISION) && !rule_holds(record, DECISION_KIND, "extend"))
        rule_fault(record, DECISION_NEW_END_DATE, FAULT_RULE, NULL, faults);
}

const struct resource decision_resource = {.path = "decisions",
    .name = "decision",
    .table = "decision",
    FIELD_TABLE(fields),
    .key = TENANT_ID,
    .tenant = true,
    .rules = check,
    .title = {"Besluiten", "Decisions"},
    .one = {"besluit", "decision"},
    .about = {"Besluiten over pilots en programma's: starten, verlengen, stoppen, regulier maken; ook aangekondigde en "
              "voorgestelde.",
        "Decisions about pilots and programmes: start, extend, stop, make regular; announced and proposed ones too."}};
