/*
 * Municipalities, regions and the country (lib): who owns the rows of the register. Reference data: the codes are those
 * of Statistics Netherlands (CBS), which the government's register TOOI uses as well.
 */
#include <proeftuin/resources.h>

#include <string.h>

#include "rules.h"

static const struct field successor_fields[] = {
    [SUCCESSOR_SUCCESSOR] = {.name = "successor",
        .type = &type_owner,
        .flags = FIELD_REQUIRED,
        .target = &municipality_resource,
        .title = {"Opvolger", "Successor"},
        .about = {"Code van de gemeente waarin deze geheel of voor een deel is opgegaan.",
            "Code of the municipality that took this one over, wholly or in part."}},
    [SUCCESSOR_EFFECTIVE_FROM] = {.name = "effectiveFrom",
        .type = &type_date,
        .flags = FIELD_REQUIRED,
        .title = {"Ingangsdatum", "Effective from"},
        .about = {"De eerste dag waarop de opvolger in de plaats kwam.",
            "The first day on which the successor stood in its place."}},
    [SUCCESSOR_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED,
        .codes = &code_succession_kinds,
        .title = {"Soort opvolging", "Kind of succession"},
        .about = {"Wat er met de gemeente is gebeurd, gezien haar code.",
            "What became of the municipality, as its code shows."}},
};

const struct resource municipality_successor_resource = {.path = "successors",
    .name = "municipalitySuccessor",
    .table = "municipality_successor",
    FIELD_TABLE(successor_fields),
    .parent = &municipality_resource,
    .title = {"Opvolgers", "Successors"},
    .one = {"opvolger", "successor"},
    .about = {"Gemeenten waarin een opgeheven gemeente is opgegaan.",
        "Municipalities that a former municipality became part of."}};

static const struct field fields[] = {
    [MUNICIPALITY_CODE] = {.name = "code",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_IMMUTABLE | FIELD_FILTER | FIELD_SORT,
        .min = 2,
        .max = 43,
        .pattern = "^(gm[0-9]{4}|nl|rg-[a-z0-9-]{2,40})$",
        .title = {"Code", "Code"},
        .about = {"Code van de gemeente (gm en vier cijfers, van het CBS), van een regio (rg-...) of van het land "
                  "(nl).",
            "Code of the municipality (gm and four digits, by Statistics Netherlands), of a region (rg-...) or of the "
            "country (nl)."}},
    [MUNICIPALITY_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_municipality_kinds,
        .title = {"Soort", "Kind"},
        .about = {"Gemeente, regio of land.", "Municipality, region or country."}},
    [MUNICIPALITY_NAME] = {.name = "name",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT | FIELD_SEARCH,
        .min = 1,
        .max = 200,
        .title = {"Naam", "Name"},
        .about = {"De naam zoals het CBS die voert.", "The name as Statistics Netherlands gives it."}},
    [MUNICIPALITY_OFFICIAL_NAME] = {.name = "officialName",
        .type = &type_text,
        .max = 200,
        .title = {"Officiële naam", "Official name"},
        .about = {"De naam in het overheidsregister TOOI.", "The name in the government's register TOOI."}},
    [MUNICIPALITY_PROVINCE] = {.name = "province",
        .type = &type_text,
        .flags = FIELD_FILTER,
        .max = 50,
        .title = {"Provincie", "Province"},
        .about = {"De provincie waarin de gemeente ligt.", "The province in which the municipality lies."}},
    [MUNICIPALITY_TOOI_URI] = {.name = "tooiUri",
        .type = &type_url,
        .title = {"TOOI-adres", "TOOI address"},
        .about = {"Het adres dat de gemeente aanwijst in het overheidsregister TOOI.",
            "The address that identifies the municipality in the government's register TOOI."}},
    PARTIAL_DATE(MUNICIPALITY_VALID_FROM, "validFrom", 0, "Bestaat vanaf", "Exists from",
        "De eerste dag waarop de code gold.", "The first day on which the code held."),
    PARTIAL_DATE(MUNICIPALITY_VALID_TO, "validTo", 0, "Bestaat tot en met", "Exists up to",
        "De laatste dag waarop de code gold.", "The last day on which the code held."),
    [MUNICIPALITY_MEMBERS] = {.name = "members",
        .type = &type_keys,
        .max = LIST_MOST,
        .target = &municipality_resource,
        .title = {"Leden", "Members"},
        .about = {"Codes van de gemeenten die samen deze regio vormen.",
            "Codes of the municipalities that form this region."}},
    [MUNICIPALITY_VERSION] = {.name = "version",
        .type = &type_integer,
        .flags = FIELD_READ_ONLY,
        .min = 1,
        .max = INT32_MAX,
        .title = {"Versie", "Version"},
        .about = {"Telt elke wijziging van de regel en haar onderdelen.",
            "Counts every change of the row and its parts."}},
    [MUNICIPALITY_CREATED_AT] = {.name = "createdAt",
        .type = &type_instant,
        .flags = FIELD_READ_ONLY,
        .title = {"Vastgelegd op", "Created at"},
        .about = {"Wanneer de regel in het register kwam.", "When the row came into the register."}},
    [MUNICIPALITY_UPDATED_AT] = {.name = "updatedAt",
        .type = &type_instant,
        .flags = FIELD_READ_ONLY,
        .title = {"Gewijzigd op", "Updated at"},
        .about = {"Wanneer de regel het laatst is gewijzigd.", "When the row was last changed."}},
};

static const struct resource *const parts[] = {[MUNICIPALITY_SUCCESSORS] = &municipality_successor_resource, NULL};

/* The form of a code says what it stands for. */
static void check_kind(const struct record *record, struct faults *faults)
{
    static const struct {
        const char *kind, *prefix;
    } forms[] = {{"municipality", "gm"}, {"region", "rg-"}, {"country", "nl"}};
    const char *code = record->value[MUNICIPALITY_CODE].text;

    for (size_t i = 0; code && i < sizeof forms / sizeof forms[0]; i++)
        if (rule_holds(record, MUNICIPALITY_KIND, forms[i].kind) &&
            strncmp(code, forms[i].prefix, strlen(forms[i].prefix)) != 0)
            rule_fault(record, MUNICIPALITY_KIND, FAULT_RULE, NULL, faults);
}

static void check_successors(const struct record *record, struct faults *faults)
{
    const char *code = record->value[MUNICIPALITY_CODE].text;

    for (size_t i = 0; code && i < record->part_count[MUNICIPALITY_SUCCESSORS]; i++) {
        const struct record *successor = record->part[MUNICIPALITY_SUCCESSORS][i];

        if (rule_holds(successor, SUCCESSOR_SUCCESSOR, code))
            rule_fault(successor, SUCCESSOR_SUCCESSOR, FAULT_RULE_SELF, "code", faults);
    }
}

static void check(const struct record *record, struct faults *faults)
{
    check_kind(record, faults);
    check_successors(record, faults);
    rule_date_order(record, MUNICIPALITY_VALID_FROM_DATE, MUNICIPALITY_VALID_TO_DATE, faults);
    if (record->value[MUNICIPALITY_MEMBERS].count > 0 && !rule_holds(record, MUNICIPALITY_KIND, "region"))
        rule_fault(record, MUNICIPALITY_MEMBERS, FAULT_RULE, NULL, faults);
}

const struct resource municipality_resource = {.path = "municipalities",
    .name = "municipality",
    .table = "municipality",
    FIELD_TABLE(fields),
    .parts = parts,
    .key = MUNICIPALITY_CODE,
    .rules = check,
    .writer = ROLE_ADMINISTRATOR,
    .title = {"Gemeenten", "Municipalities"},
    .one = {"gemeente", "municipality"},
    .about = {"Gemeenten, ook opgeheven, met regio's en het land: van wie een regel van het register is.",
        "Municipalities, former ones included, with regions and the country: who owns a row of the register."}};
