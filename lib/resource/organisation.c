/* Organisations (lib): partners, providers and evaluators. */
#include <proeftuin/resources.h>

static const struct field fields[] = {
    TENANT_FIELD_ROWS(0),
    [ORGANISATION_NAME] = {.name = "name",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT | FIELD_SEARCH,
        .min = 1,
        .max = 200,
        .title = {"Naam", "Name"},
        .about = {"De naam van de organisatie.", "The organisation's name."}},
    [ORGANISATION_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_organisation_kinds,
        .title = {"Soort", "Kind"},
        .about = {"Wat voor organisatie het is.", "What kind of organisation it is."}},
    [ORGANISATION_URL] = {.name = "url",
        .type = &type_url,
        .title = {"Webadres", "Web address"},
        .about = {"De website van de organisatie.", "The organisation's website."}},
};

const struct resource organisation_resource = {.path = "organisations",
    .name = "organisation",
    .table = "organisation",
    FIELD_TABLE(fields),
    .key = TENANT_ID,
    .tenant = true,
    .title = {"Organisaties", "Organisations"},
    .one = {"organisatie", "organisation"},
    .about = {"Organisaties waarmee de gemeente werkt: partners, aanbieders en evaluatoren.",
        "Organisations that the municipality works with: partners, providers and evaluators."}};
