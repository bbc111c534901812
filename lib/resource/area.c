/* Areas (lib): where a pilot takes place. */
#include <proeftuin/resources.h>

static const struct field fields[] = {
    TENANT_FIELD_ROWS(0),
    [AREA_NAME] = {.name = "name",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT | FIELD_SEARCH,
        .min = 1,
        .max = 200,
        .title = {"Naam", "Name"},
        .about = {"De naam van het gebied.", "The area's name."}},
    [AREA_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_area_kinds,
        .title = {"Soort", "Kind"},
        .about = {"Wat voor gebied het is, van kern tot regio.", "What kind of area it is, from village to region."}},
    [AREA_MEMBER_MUNICIPALITIES] = {.name = "memberMunicipalities",
        .type = &type_keys,
        .flags = FIELD_FILTER,
        .max = LIST_MOST,
        .target = &municipality_resource,
        .title = {"Gemeenten", "Municipalities"},
        .about = {"Codes van de gemeenten waarin het gebied ligt.",
            "Codes of the municipalities in which the area lies."}},
};

const struct resource area_resource = {.path = "areas",
    .name = "area",
    .table = "area",
    FIELD_TABLE(fields),
    .key = TENANT_ID,
    .tenant = true,
    .title = {"Gebieden", "Areas"},
    .one = {"gebied", "area"},
    .about = {"Kernen, wijken, buurten en regio's waarin een pilot speelt.",
        "Villages, quarters, neighbourhoods and regions in which a pilot takes place."}};
