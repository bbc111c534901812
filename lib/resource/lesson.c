/* Lessons (lib): what a pilot or an evaluation taught, for whoever tries the same. */
#include <proeftuin/resources.h>

#include "rules.h"

static const struct field fields[] = {
    TENANT_FIELD_ROWS(FIELD_READ_ONLY),
    [LESSON_PILOT] = {.name = "pilot",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &pilot_resource,
        .title = {"Pilot", "Pilot"},
        .about = {"De pilot waarvan is geleerd.", "The pilot that was learnt from."}},
    [LESSON_EVALUATION] = {.name = "evaluation",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &evaluation_resource,
        .title = {"Evaluatie", "Evaluation"},
        .about = {"De evaluatie waaruit de les komt.", "The evaluation that the lesson comes from."}},
    [LESSON_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_lesson_kinds,
        .title = {"Soort", "Kind"},
        .about = {"Wat voor les het is.", "What kind of lesson it is."}},
    [LESSON_TEXT] = {.name = "text",
        .type = &type_prose,
        .flags = FIELD_REQUIRED | FIELD_SEARCH,
        .min = 1,
        .title = {"Les", "Lesson"},
        .about = {"Wat er is geleerd.", "What was learnt."}},
    [LESSON_THEME] = {.name = "theme",
        .type = &type_text,
        .flags = FIELD_FILTER | FIELD_SEARCH,
        .max = 200,
        .title = {"Thema", "Theme"},
        .about = {"Waar de les over gaat.", "What the lesson is about."}},
    [LESSON_REUSED_BY] = {.name = "reusedBy",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &pilot_resource,
        .title = {"Gebruikt door", "Reused by"},
        .about = {"De pilot die de les heeft gebruikt.", "The pilot that used the lesson."}},
};

static void check(const struct record *record, struct faults *faults)
{
    rule_exactly_one(record, (const size_t[]){LESSON_PILOT, LESSON_EVALUATION}, 2, faults);
}

const struct resource lesson_resource = {.path = "lessons",
    .name = "lesson",
    .table = "lesson",
    FIELD_TABLE(fields),
    .key = TENANT_ID,
    .tenant = true,
    .rules = check,
    .title = {"Lessen", "Lessons"},
    .one = {"les", "lesson"},
    .about = {"Wat pilots en evaluaties hebben geleerd.", "What pilots and evaluations have taught."}};
