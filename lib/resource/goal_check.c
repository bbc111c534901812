/*
 * The body of a SMART check (lib): a goal that is not stored, with what its indicator and its pilot would say. There
 * are no rows of it. The order is that of enum smart_text; a field that goals or indicators have, too, is as it is
 * there (tests/unit/lib/goal_check_test.c compares).
 */
#include <proeftuin/resources.h>
#include <proeftuin/smart.h>

static const struct field fields[] = {
    [SMART_TEXT_STATEMENT] = {.name = "statement",
        .type = &type_prose,
        .flags = FIELD_REQUIRED,
        .title = {"Doel", "Statement"},
        .about = {"Het doel in woorden.", "The goal in words."}},
    [SMART_TEXT_BASELINE] = {.name = "baseline",
        .type = &type_number,
        .title = {"Nulmeting", "Baseline"},
        .about = {"De waarde bij het begin.", "The value at the beginning."}},
    [SMART_TEXT_BASELINE_ON] = {.name = "baselineOn",
        .type = &type_date,
        .title = {"Nulmeting op", "Baseline on"},
        .about = {"De dag van de nulmeting.", "The day of the baseline."}},
    [SMART_TEXT_TARGET] = {.name = "target",
        .type = &type_number,
        .title = {"Streefwaarde", "Target"},
        .about = {"De waarde die moet worden bereikt.", "The value to be reached."}},
#define SMART_TEXT_DEADLINE_DATE SMART_TEXT_DEADLINE
#define SMART_TEXT_DEADLINE_PRECISION (SMART_TEXT_DEADLINE + 1)
#define SMART_TEXT_DEADLINE_BOUND (SMART_TEXT_DEADLINE + 2)
    PARTIAL_DATE(SMART_TEXT_DEADLINE, "deadline", 0, "Termijn", "Deadline", "Wanneer het doel moet zijn bereikt.",
        "By when the goal is to be reached."),
    [SMART_TEXT_DIRECTION] = {.name = "direction",
        .type = &type_code,
        .codes = &code_directions,
        .title = {"Richting", "Direction"},
        .about = {"Welke kant op het moet.", "Which way it is to go."}},
    [SMART_TEXT_MEASURE] = {.name = "measure",
        .type = &type_code,
        .codes = &code_indicator_measures,
        .title = {"Maat", "Measure"},
        .about = {"Hoe de indicator wordt gemeten.", "How the indicator is measured."}},
    [SMART_TEXT_UNIT] = {.name = "unit",
        .type = &type_text,
        .max = 50,
        .title = {"Eenheid", "Unit"},
        .about = {"De eenheid van nulmeting en streefwaarde.", "The unit of baseline and target."}},
    [SMART_TEXT_DENOMINATOR] = {.name = "denominator",
        .type = &type_text,
        .max = 200,
        .title = {"Noemer", "Denominator"},
        .about = {"Waarvan een percentage een deel is.", "Of what a percentage is a share."}},
    [SMART_TEXT_SOURCE] = {.name = "source",
        .type = &type_text,
        .max = 200,
        .title = {"Bron", "Source"},
        .about = {"Waar de cijfers vandaan komen.", "Where the figures come from."}},
    [SMART_TEXT_FREQUENCY] = {.name = "frequency",
        .type = &type_code,
        .codes = &code_deliverable_recurrences,
        .title = {"Frequentie", "Frequency"},
        .about = {"Hoe vaak er wordt gemeten.", "How often it is measured."}},
    [SMART_TEXT_OWNER] = {.name = "owner",
        .type = &type_text,
        .max = 200,
        .title = {"Eigenaar", "Owner"},
        .about = {"Wie het doel draagt.", "Who answers for the goal."}},
    [SMART_TEXT_AGREED_BY] = {.name = "agreedBy",
        .type = &type_text,
        .max = 300,
        .title = {"Afgesproken met", "Agreed by"},
        .about = {"Wie zich aan het doel hebben verbonden.", "Who have committed themselves to the goal."}},
    [SMART_TEXT_AGREED_ON] = {.name = "agreedOn",
        .type = &type_date,
        .title = {"Afgesproken op", "Agreed on"},
        .about = {"De dag waarop het doel is afgesproken.", "The day on which the goal was agreed."}},
    [SMART_TEXT_ASSUMPTIONS] = {.name = "assumptions",
        .type = &type_prose,
        .title = {"Veronderstellingen", "Assumptions"},
        .about = {"Waarop de verwachting rust dat het doel haalbaar is.",
            "What the expectation rests on that the goal can be reached."}},
    [SMART_TEXT_FEASIBILITY_SOURCE] = {.name = "feasibilitySource",
        .type = &type_text,
        .max = 500,
        .title = {"Bron van haalbaarheid", "Feasibility source"},
        .about = {"Waaruit blijkt dat het doel haalbaar is.", "What shows that the goal can be reached."}},
#define SMART_TEXT_PILOT_START_DATE SMART_TEXT_PILOT_START
#define SMART_TEXT_PILOT_START_PRECISION (SMART_TEXT_PILOT_START + 1)
#define SMART_TEXT_PILOT_START_BOUND (SMART_TEXT_PILOT_START + 2)
    PARTIAL_DATE(SMART_TEXT_PILOT_START, "pilotStart", 0, "Start van de pilot", "Start of the pilot",
        "Wanneer de pilot begint.", "When the pilot starts."),
#define SMART_TEXT_PILOT_END_DATE SMART_TEXT_PILOT_END
#define SMART_TEXT_PILOT_END_PRECISION (SMART_TEXT_PILOT_END + 1)
#define SMART_TEXT_PILOT_END_BOUND (SMART_TEXT_PILOT_END + 2)
    PARTIAL_DATE(SMART_TEXT_PILOT_END, "pilotEnd", 0, "Einde van de pilot", "End of the pilot",
        "Wanneer de pilot eindigt.", "When the pilot ends."),
};
_Static_assert(sizeof fields / sizeof *fields == SMART_TEXTS, "the fields are the texts of a goal");

const struct resource goal_check_resource = {.path = "smart-checks",
    .name = "goalCheck",
    .table = "goal_check",
    FIELD_TABLE(fields),
    .title = {"Doelen om te beoordelen", "Goals to be judged"},
    .one = {"doel om te beoordelen", "goal to be judged"},
    .about = {"Een doel dat niet wordt vastgelegd.", "A goal that is not stored."}};
