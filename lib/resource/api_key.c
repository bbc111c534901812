/* API keys (lib): what each may, and where. The key itself is shown once and stored nowhere. */
#include <proeftuin/resources.h>

#include "rules.h"

static const struct field fields[] = {
    [API_KEY_ID] = {.name = "id",
        .type = &type_uuid,
        .flags = FIELD_READ_ONLY | FIELD_FILTER | FIELD_SORT,
        .title = {"Sleutel van de regel", "Key of the row"},
        .about = {"Sleutel van deze regel, gegeven door het register (UUID versie 7).",
            "Key of this row, given by the register (UUID version 7)."}},
    [API_KEY_KEY_ID] = {.name = "keyId",
        .type = &type_text,
        .flags = FIELD_READ_ONLY | FIELD_FILTER,
        .min = 16,
        .max = 16,
        .title = {"Naam van de sleutel", "Key id"},
        .about = {"Het deel van de sleutel dat bekend mag zijn; het noemt wie iets deed.",
            "The part of the key that may be known; it names who did something."}},
    [API_KEY_VERSION] = {.name = "version",
        .type = &type_integer,
        .flags = FIELD_READ_ONLY,
        .min = 1,
        .max = INT32_MAX,
        .title = {"Versie", "Version"},
        .about = {"Telt elke wijziging, behalve die van het laatste gebruik.",
            "Counts every change but that of the last use."}},
    [API_KEY_LABEL] = {.name = "label",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT,
        .min = 1,
        .max = 100,
        .title = {"Waarvoor", "Label"},
        .about = {"Waarvoor de sleutel dient: een systeem of een taak, geen persoon.",
            "What the key is for: a system or a task, not a person."}},
    [API_KEY_ROLES] = {.name = "roles",
        .type = &type_codes,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .max = ROLE_COUNT,
        .codes = &code_roles,
        .title = {"Rollen", "Roles"},
        .about = {"Wat de sleutel mag.", "What the key may do."}},
    [API_KEY_EVERYWHERE] = {.name = "everywhere",
        .type = &type_boolean,
        .flags = FIELD_FILTER,
        .standard = "f",
        .title = {"Overal", "Everywhere"},
        .about = {"Of de sleutel dat in alle gemeenten mag.", "Whether the key may do so in all municipalities."}},
    [API_KEY_MUNICIPALITIES] = {.name = "municipalities",
        .type = &type_keys,
        .flags = FIELD_FILTER,
        .max = LIST_MOST,
        .target = &municipality_resource,
        .title = {"Gemeenten", "Municipalities"},
        .about = {"Codes van de gemeenten waarin de sleutel dat mag, en in de gemeenten die zij zijn opgevolgd.",
            "Codes of the municipalities in which the key may do so, and in those that they succeeded."}},
    [API_KEY_EXPIRES_ON] = {.name = "expiresOn",
        .type = &type_date,
        .flags = FIELD_FILTER,
        .title = {"Geldig tot en met", "Valid through"},
        .about = {"De laatste dag waarop de sleutel werkt; leeg: hij verloopt niet.",
            "The last day on which the key works; empty: it does not expire."}},
    [API_KEY_CREATED_AT] = {.name = "createdAt",
        .type = &type_instant,
        .flags = FIELD_READ_ONLY | FIELD_SORT,
        .title = {"Gemaakt op", "Created at"},
        .about = {"Wanneer de sleutel is gemaakt.", "When the key was made."}},
    [API_KEY_CREATED_BY] = {.name = "createdBy",
        .type = &type_text,
        .flags = FIELD_READ_ONLY,
        .title = {"Gemaakt door", "Created by"},
        .about = {"Wie de sleutel maakte: key: en een sleutel, of system: en een taak van het register.",
            "Who made the key: key: and a key's id, or system: and a task of the register."}},
    [API_KEY_LAST_USED_AT] = {.name = "lastUsedAt",
        .type = &type_instant,
        .flags = FIELD_READ_ONLY,
        .title = {"Laatst gebruikt", "Last used at"},
        .about = {"Wanneer de sleutel het laatst is gebruikt, op een minuut na.",
            "When the key was last used, to a minute."}},
    [API_KEY_REVOKED_AT] = {.name = "revokedAt",
        .type = &type_instant,
        .flags = FIELD_READ_ONLY,
        .title = {"Ingetrokken op", "Revoked at"},
        .about = {"Sinds wanneer de sleutel niet meer werkt; leeg: hij is niet ingetrokken.",
            "Since when the key no longer works; empty: it was not revoked."}},
    [API_KEY_REVOKED_BY] = {.name = "revokedBy",
        .type = &type_text,
        .flags = FIELD_READ_ONLY,
        .title = {"Ingetrokken door", "Revoked by"},
        .about = {"Wie de sleutel introk.", "Who revoked the key."}},
};

/* All, or some: a key without a place would be for nothing, one with both says two things. */
static void check_place(const struct record *record, struct faults *faults)
{
    const bool everywhere = record->value[API_KEY_EVERYWHERE].integer != 0;
    const bool somewhere = record->value[API_KEY_MUNICIPALITIES].count > 0;

    if (everywhere == somewhere)
        rule_fault(record, API_KEY_MUNICIPALITIES, FAULT_RULE_ONE_OF, "everywhere, municipalities", faults);
}

static void check_roles(const struct record *record, struct faults *faults)
{
    if (record_filled(record, API_KEY_ROLES) && record->value[API_KEY_ROLES].count == 0)
        rule_fault(record, API_KEY_ROLES, FAULT_FIELD_REQUIRED, NULL, faults);
}

static void check_rules(const struct record *record, struct faults *faults)
{
    check_place(record, faults);
    check_roles(record, faults);
}

const struct resource api_key_resource = {.path = "api-keys",
    .name = "apiKey",
    .table = "api_key",
    FIELD_TABLE(fields),
    .key = API_KEY_ID,
    .writer = ROLE_ADMINISTRATOR,
    .rules = check_rules,
    .title = {"API-sleutels", "API keys"},
    .one = {"API-sleutel", "API key"},
    .about = {"Sleutels van programma's: wat elk mag, en waar. Ze worden ingetrokken, nooit verwijderd.",
        "Keys of programs: what each may do, and where. They are revoked, never deleted."}};
