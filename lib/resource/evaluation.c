/* Evaluations (lib): studies of a pilot or a programme, with who did them, how, what they found and measured. */
#include <proeftuin/resources.h>

#include "evaluation_figure.h"
#include "rules.h"

static const struct field evaluators_fields[] = {
    [EVALUATION_EVALUATOR_ORGANISATION] = {.name = "organisation",
        .type = &type_reference,
        .flags = FIELD_REQUIRED,
        .target = &organisation_resource,
        .title = {"Organisatie", "Organisation"},
        .about = {"De organisatie die het onderzoek deed.", "The organisation that did the study."}},
};

const struct resource evaluation_evaluator_resource = {.path = "evaluators",
    .name = "evaluationEvaluator",
    .table = "evaluation_evaluator",
    FIELD_TABLE(evaluators_fields),
    .parent = &evaluation_resource,
    .title = {"Onderzoekers", "Evaluators"},
    .one = {"onderzoeker", "evaluator"},
    .about = {"De organisaties die het onderzoek deden.", "The organisations that did the study."}};

static const struct field methods_fields[] = {
    [EVALUATION_METHOD_METHOD] = {.name = "method",
        .type = &type_text,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = 200,
        .title = {"Methode", "Method"},
        .about = {"Hoe er is onderzocht.", "How it was studied."}},
    [EVALUATION_METHOD_STAKEHOLDERS] = {.name = "stakeholders",
        .type = &type_text,
        .max = 300,
        .title = {"Betrokkenen", "Stakeholders"},
        .about = {"Wie er zijn gehoord.", "Who were heard."}},
    [EVALUATION_METHOD_SESSIONS] = {.name = "sessions",
        .type = &type_integer,
        .min = 0,
        .max = 100000,
        .title = {"Bijeenkomsten", "Sessions"},
        .about = {"Hoeveel gesprekken of bijeenkomsten.", "How many interviews or sessions."}},
    [EVALUATION_METHOD_PARTICIPANTS] = {.name = "participants",
        .type = &type_integer,
        .flags = FIELD_PEOPLE,
        .min = 0,
        .max = 10000000,
        .title = {"Deelnemers", "Participants"},
        .about = {"Hoeveel er meededen.", "How many took part."}},
    WITHHELD_FIELD_ROW(code_evaluation_methods_withheld),
};

const struct resource evaluation_method_resource = {.path = "methods",
    .name = "evaluationMethod",
    .table = "evaluation_method",
    FIELD_TABLE(methods_fields),
    .has_view = true,
    .parent = &evaluation_resource,
    .title = {"Methoden", "Methods"},
    .one = {"methode", "method"},
    .about = {"Hoe er is onderzocht, en met wie.", "How it was studied, and with whom."}};

static const struct field findings_fields[] = {
    [EVALUATION_FINDING_PROGRAMME_LINE] = {.name = "programmeLine",
        .type = &type_reference,
        .target = &programme_line_resource,
        .title = {"Lijn of uitgangspunt", "Line or principle"},
        .about = {"De lijn of het uitgangspunt waarover de bevinding gaat.",
            "The line or principle that the finding is about."}},
    [EVALUATION_FINDING_VERDICT] = {.name = "verdict",
        .type = &type_code,
        .codes = &code_verdicts,
        .title = {"Oordeel", "Verdict"},
        .about = {"Het oordeel op dit punt.", "The verdict on this point."}},
    [EVALUATION_FINDING_TEXT] = {.name = "text",
        .type = &type_prose,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .title = {"Bevinding", "Finding"},
        .about = {"Wat er is bevonden.", "What was found."}},
};

const struct resource evaluation_finding_resource = {.path = "findings",
    .name = "evaluationFinding",
    .table = "evaluation_finding",
    FIELD_TABLE(findings_fields),
    .parent = &evaluation_resource,
    .title = {"Bevindingen", "Findings"},
    .one = {"bevinding", "finding"},
    .about = {"Wat de evaluatie bevond.", "What the evaluation found."}};

static const struct field fields[] = {
    TENANT_FIELD_ROWS(FIELD_READ_ONLY),
    [EVALUATION_PILOT] = {.name = "pilot",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &pilot_resource,
        .title = {"Pilot", "Pilot"},
        .about = {"De pilot die is geëvalueerd.", "The pilot that was evaluated."}},
    [EVALUATION_PROGRAMME] = {.name = "programme",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &programme_resource,
        .title = {"Programma", "Programme"},
        .about = {"Het programma dat is geëvalueerd.", "The programme that was evaluated."}},
    [EVALUATION_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_evaluation_kinds,
        .title = {"Soort", "Kind"},
        .about = {"Wat voor evaluatie het is.", "What kind of evaluation it is."}},
    [EVALUATION_TITLE] = {.name = "title",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT | FIELD_SEARCH,
        .min = 1,
        .max = 300,
        .title = {"Titel", "Title"},
        .about = {"De titel van het rapport.", "The title of the report."}},
    [EVALUATION_COMMISSIONER] = {.name = "commissioner",
        .type = &type_text,
        .flags = FIELD_FILTER,
        .max = 200,
        .title = {"Opdrachtgever", "Commissioner"},
        .about = {"Het orgaan of de organisatie die de opdracht gaf.",
            "The body or organisation that commissioned it."}},
    PARTIAL_DATE(EVALUATION_PERIOD_FROM, "periodFrom", 0, "Periode vanaf", "Period from",
        "Het begin van de periode die is onderzocht.", "The beginning of the period that was studied."),
    PARTIAL_DATE(EVALUATION_PERIOD_TO, "periodTo", 0, "Periode tot en met", "Period up to",
        "Het einde van de periode die is onderzocht.", "The end of the period that was studied."),
    PARTIAL_DATE(EVALUATION_COLLECTED_FROM, "collectedFrom", 0, "Gegevens verzameld vanaf", "Data collected from",
        "Wanneer het verzamelen van gegevens begon.", "When the collection of data began."),
    PARTIAL_DATE(EVALUATION_COLLECTED_TO, "collectedTo", 0, "Gegevens verzameld tot en met", "Data collected up to",
        "Wanneer het verzamelen van gegevens eindigde.", "When the collection of data ended."),
    [EVALUATION_VERDICT] = {.name = "verdict",
        .type = &type_code,
        .flags = FIELD_FILTER,
        .codes = &code_verdicts,
        .title = {"Oordeel", "Verdict"},
        .about = {"Het oordeel als geheel.", "The verdict as a whole."}},
    [EVALUATION_EVIDENCE_LEVEL] = {.name = "evidenceLevel",
        .type = &type_code,
        .flags = FIELD_FILTER,
        .codes = &code_evidence_levels,
        .title = {"Bewijskracht", "Evidence level"},
        .about = {"Hoe sterk het bewijs is.", "How strong the evidence is."}},
    [EVALUATION_SUMMARY] = {.name = "summary",
        .type = &type_prose,
        .flags = FIELD_SEARCH,
        .title = {"Samenvatting", "Summary"},
        .about = {"Wat eruit kwam, kort.", "What came of it, briefly."}},
    [EVALUATION_ASSIGNMENT] = ASSIGNMENT_FIELD_ROW(FIELD_FILTER),
};

static const struct resource *const parts[] = {[EVALUATION_EVALUATORS] = &evaluation_evaluator_resource,
    [EVALUATION_METHODS] = &evaluation_method_resource,
    [EVALUATION_FINDINGS] = &evaluation_finding_resource,
    [EVALUATION_FIGURES] = &evaluation_figure_resource,
    NULL};

static void check(const struct record *record, struct faults *faults)
{
    rule_exactly_one(record, (const size_t[]){EVALUATION_PILOT, EVALUATION_PROGRAMME}, 2, faults);
    rule_date_order(record, EVALUATION_PERIOD_FROM_DATE, EVALUATION_PERIOD_TO_DATE, faults);
    rule_date_order(record, EVALUATION_COLLECTED_FROM_DATE, EVALUATION_COLLECTED_TO_DATE, faults);
    evaluation_figures_check(record->part[EVALUATION_FIGURES], record->part_count[EVALUATION_FIGURES], faults);
}

const struct resource evaluation_resource = {.path = "evaluations",
    .name = "evaluation",
    .table = "evaluation",
    FIELD_TABLE(fields),
    .parts = parts,
    .key = TENANT_ID,
    .tenant = true,
    .rules = check,
    .title = {"Evaluaties", "Evaluations"},
    .one = {"evaluatie", "evaluation"},
    .about = {"Evaluaties van pilots en programma's.", "Evaluations of pilots and programmes."}};
