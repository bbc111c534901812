/* Programmes (lib): the frameworks, plans, deals and budgets under which pilots run. */
#include <proeftuin/resources.h>

#include "rules.h"

static const struct field fields[] = {
    TENANT_FIELD_ROWS(0),
    [PROGRAMME_TITLE] = {.name = "title",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT | FIELD_SEARCH,
        .min = 1,
        .max = 300,
        .title = {"Titel", "Title"},
        .about = {"De naam van het programma of het plan.", "The name of the programme or plan."}},
    [PROGRAMME_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_programme_kinds,
        .title = {"Soort", "Kind"},
        .about = {"Wat voor programma het is.", "What kind of programme it is."}},
    [PROGRAMME_SUMMARY] = {.name = "summary",
        .type = &type_prose,
        .flags = FIELD_SEARCH,
        .title = {"Samenvatting", "Summary"},
        .about = {"Waar het over gaat.", "What it is about."}},
    PARTIAL_DATE(PROGRAMME_START, "start", 0, "Start", "Start", "Wanneer het begint.", "When it begins."),
    PARTIAL_DATE(PROGRAMME_END, "end", 0, "Einde", "End", "Wanneer het eindigt.", "When it ends."),
    [PROGRAMME_FOLLOWS] = {.name = "follows",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &programme_resource,
        .title = {"Vervolg op", "Follows"},
        .about = {"Het programma waar dit uit voortkomt of op volgt.",
            "The programme that this one comes from or follows."}},
    [PROGRAMME_QUESTION] = {.name = "question",
        .type = &type_prose,
        .flags = FIELD_SEARCH,
        .title = {"Vraag", "Question"},
        .about = {"De vraag die het programma stelt.", "The question that the programme asks."}},
};

static void check(const struct record *record, struct faults *faults)
{
    rule_date_order(record, PROGRAMME_START_DATE, PROGRAMME_END_DATE, faults);
    rule_self(record, PROGRAMME_FOLLOWS, "programme", faults);
}

const struct resource programme_resource = {.path = "programmes",
    .name = "programme",
    .table = "programme",
    FIELD_TABLE(fields),
    .key = TENANT_ID,
    .tenant = true,
    .rules = check,
    .title = {"Programma's", "Programmes"},
    .one = {"programma", "programme"},
    .about = {"Kadernota's, plannen, deals en budgetten waaronder pilots lopen.",
        "Frameworks, plans, deals and budgets under which pilots run."}};
