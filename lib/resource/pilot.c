/*
 * Pilots (lib): experiments, living labs and other new approaches in the social domain. What became of one is not a
 * field: it follows from its dates and decisions (status, computed).
 */
#include <proeftuin/resources.h>

#include "rules.h"

static const struct field area_fields[] = {
    [PILOT_AREA_AREA] = {.name = "area",
        .type = &type_reference,
        .flags = FIELD_REQUIRED,
        .target = &area_resource,
        .title = {"Gebied", "Area"},
        .about = {"Een gebied waarin de pilot speelt.", "An area in which the pilot takes place."}},
};

const struct resource pilot_area_resource = {.path = "areas",
    .name = "pilotArea",
    .table = "pilot_area",
    FIELD_TABLE(area_fields),
    .parent = &pilot_resource,
    .title = {"Gebieden", "Areas"},
    .one = {"gebied", "area"},
    .about = {"De gebieden waarin een pilot speelt.", "The areas in which a pilot takes place."}};

static const struct field link_fields[] = {
    [PILOT_LINK_LINKED_PILOT] = {.name = "linkedPilot",
        .type = &type_reference,
        .flags = FIELD_REQUIRED,
        .target = &pilot_resource,
        .title = {"Andere pilot", "Other pilot"},
        .about = {"De pilot waarmee deze samenhangt.", "The pilot that this one is connected with."}},
    [PILOT_LINK_RELATION] = {.name = "relation",
        .type = &type_code,
        .flags = FIELD_REQUIRED,
        .codes = &code_link_relations,
        .title = {"Verband", "Relation"},
        .about = {"Hoe deze pilot zich tot de andere verhoudt: deze is er onderdeel van, is erin gesplitst ...",
            "How this pilot relates to the other: this one is part of it, was split into it ..."}},
};

const struct resource pilot_link_resource = {.path = "links",
    .name = "pilotLink",
    .table = "pilot_link",
    FIELD_TABLE(link_fields),
    .parent = &pilot_resource,
    .title = {"Verbanden", "Links"},
    .one = {"verband", "link"},
    .about = {"Hoe pilots samenhangen: onderdeel van, gesplitst in, opgegaan in, vervolg op.",
        "How pilots are connected: part of, split into, merged into, continuing."}};

static const struct field line_fields[] = {
    [PILOT_LINE_PROGRAMME_LINE] = {.name = "programmeLine",
        .type = &type_reference,
        .flags = FIELD_REQUIRED,
        .target = &programme_line_resource,
        .title = {"Lijn", "Line"},
        .about = {"Een lijn of uitgangspunt waaraan de pilot bijdraagt.",
            "A line or principle that the pilot contributes to."}},
};

const struct resource pilot_line_resource = {.path = "lines",
    .name = "pilotLine",
    .table = "pilot_line",
    FIELD_TABLE(line_fields),
    .parent = &pilot_resource,
    .title = {"Lijnen", "Lines"},
    .one = {"lijn", "line"},
    .about = {"De lijnen en uitgangspunten van een programma waaraan een pilot bijdraagt.",
        "The lines and principles of a programme that a pilot contributes to."}};

/* One count of a total: how many of its lines have another status than known. */
#define TOTAL_COUNT(symbol, status, stem, suffix, words_nl, words_en)                          \
    [symbol##_##status] = {.name = stem suffix,                                                \
        .type = &type_integer,                                                                 \
        .flags = FIELD_COMPUTED,                                                               \
        .max = INT32_MAX,                                                                      \
        .title = {"Regels " words_nl, "Lines " words_en},                                      \
        .about = {"Hoeveel regels van dit totaal " words_nl " zijn: niet bekend is niet nul.", \
            "How many lines of this total are " words_en ": what is not known is not zero."}}

/* A total of one statement and one stage (migrations/0011_pilot_totals.sql has the rule). */
#define TOTAL(symbol, stem, title_nl, title_en)                                                                   \
    [symbol] = {.name = (stem),                                                                                   \
        .type = &type_amount,                                                                                     \
        .flags = FIELD_COMPUTED | FIELD_FILTER,                                                                   \
        .title = {title_nl, title_en},                                                                            \
        .about = {"De som van wat bekend is, uit een opstelling en een fase; leeg als er niets bekend is.",       \
            "The sum of what is known, of one statement and one stage; null when nothing is."}},                  \
    [symbol##_STATEMENT] = {.name = stem "Statement",                                                             \
        .type = &type_text,                                                                                       \
        .flags = FIELD_COMPUTED,                                                                                  \
        .max = 100,                                                                                               \
        .title = {title_nl ": opstelling", title_en ": statement"},                                               \
        .about = {"De opstelling waaruit het totaal komt: bij de stevigste fase de laatst verklaarde.",           \
            "The statement that the total is of: with the firmest stage, the one stated last."}},                 \
    [symbol##_STAGE] = {.name = stem "Stage",                                                                     \
        .type = &type_code,                                                                                       \
        .flags = FIELD_COMPUTED,                                                                                  \
        .codes = &code_budget_stages,                                                                             \
        .title = {title_nl ": fase", title_en ": stage"},                                                         \
        .about = {"De fase waaruit het totaal komt: de stevigste waarvan een bedrag bekend is.",                  \
            "The stage that the total is of: the firmest of which an amount is known."}},                         \
    TOTAL_COUNT(symbol, PRO_MEMORIA, stem, "ProMemoria", "PM", "pro memoria"),                                    \
    TOTAL_COUNT(symbol, NOT_APPLICABLE, stem, "NotApplicable", "n.v.t.", "not applicable"),                       \
    TOTAL_COUNT(symbol, NOT_YET_KNOWN, stem, "NotYetKnown", "nog niet bekend", "not yet known"),                  \
    TOTAL_COUNT(symbol, UNKNOWN, stem, "Unknown", "onbekend", "unknown"),                                         \
    TOTAL_COUNT(symbol, INCLUDED_ELSEWHERE, stem, "IncludedElsewhere", "elders opgenomen", "included elsewhere"), \
    TOTAL_COUNT(symbol, NOT_STATED, stem, "NotStated", "niet vermeld", "not stated")

static const struct field fields[] = {
    TENANT_FIELD_ROWS(0),
    [PILOT_TITLE] = {.name = "title",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT | FIELD_SEARCH,
        .min = 1,
        .max = 300,
        .title = {"Titel", "Title"},
        .about = {"De naam van de pilot, zoals het document die geeft.",
            "The pilot's name, as the document gives it."}},
    [PILOT_KIND] = {.name = "kind",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_pilot_kinds,
        .title = {"Soort", "Kind"},
        .about = {"Hoe de gemeente het noemt: pilot, experiment, proeftuin ...",
            "What the municipality calls it: pilot, experiment, living lab ..."}},
    [PILOT_SUMMARY] = {.name = "summary",
        .type = &type_prose,
        .flags = FIELD_SEARCH,
        .title = {"Samenvatting", "Summary"},
        .about = {"Wat er wordt geprobeerd, voor wie en waarom.", "What is tried, for whom and why."}},
    [PILOT_SOURCE_NUMBER] = {.name = "sourceNumber",
        .type = &type_text,
        .flags = FIELD_FILTER | FIELD_IDENTIFIER,
        .max = 20,
        .title = {"Nummer in de bron", "Number in the source"},
        .about = {"Het nummer zoals gedrukt; tekst, want '14' staat naast '14-3'.",
            "The number as printed; text, for '14' stands beside '14-3'."}},
    [PILOT_SOURCE_ORDER] = {.name = "sourceOrder",
        .type = &type_integer,
        .flags = FIELD_SORT,
        .min = 1,
        .max = 100000,
        .title = {"Volgorde in de bron", "Order in the source"},
        .about = {"De hoeveelste in het overzicht van het document.", "Its position in the document's list."}},
    PARTIAL_DATE(PILOT_START, "start", 0, "Start", "Start", "Wanneer de pilot begon of begint.",
        "When the pilot began or begins."),
    PARTIAL_DATE(PILOT_END, "end", 0, "Einde", "End",
        "Wanneer de pilot volgens plan eindigt; een verlenging staat bij de besluiten.",
        "When the pilot ends by plan; an extension stands with the decisions."),
    [PILOT_PROGRAMME] = {.name = "programme",
        .type = &type_reference,
        .flags = FIELD_FILTER,
        .target = &programme_resource,
        .title = {"Programma", "Programme"},
        .about = {"Het programma waaronder de pilot loopt.", "The programme that the pilot runs under."}},
    [PILOT_DOMAINS] = {.name = "domains",
        .type = &type_codes,
        .flags = FIELD_FILTER,
        .max = LIST_MOST,
        .codes = &code_domains,
        .title = {"Domeinen", "Domains"},
        .about = {"De beleidsterreinen waarop de pilot speelt.", "The policy fields that the pilot is about."}},
    [PILOT_STATED_CLUSTER] = {.name = "statedCluster",
        .type = &type_text,
        .flags = FIELD_FILTER,
        .max = 200,
        .title = {"Cluster in de bron", "Cluster in the source"},
        .about = {"Het cluster of kopje waaronder het document de pilot noemt.",
            "The cluster or heading under which the document lists the pilot."}},
    [PILOT_LAWS] = {.name = "laws",
        .type = &type_codes,
        .flags = FIELD_FILTER,
        .max = LIST_MOST,
        .codes = &code_laws,
        .title = {"Wetten", "Laws"},
        .about = {"De wetten waaronder de pilot valt.", "The laws that the pilot falls under."}},
    [PILOT_TARGET_GROUPS] = {.name = "targetGroups",
        .type = &type_codes,
        .flags = FIELD_FILTER,
        .max = LIST_MOST,
        .codes = &code_target_groups,
        .title = {"Doelgroepen", "Target groups"},
        .about = {"Voor wie de pilot is.", "Whom the pilot is for."}},
    [PILOT_DEVIATES_FROM_POLICY] = {.name = "deviatesFromPolicy",
        .type = &type_code,
        .flags = FIELD_FILTER,
        .codes = &code_tri,
        .title = {"Wijkt af van beleid", "Deviates from policy"},
        .about = {"Of de pilot afwijkt van het vastgestelde beleid; dan moet de raad instemmen.",
            "Whether the pilot deviates from adopted policy; then the council must consent."}},
    [PILOT_OUTSIDE_FRAMEWORKS] = {.name = "outsideFrameworks",
        .type = &type_code,
        .flags = FIELD_FILTER,
        .codes = &code_tri,
        .title = {"Buiten de kaders", "Outside the frameworks"},
        .about = {"Of de pilot buiten de kaders van de raad valt; dan moet de raad instemmen.",
            "Whether the pilot falls outside the council's frameworks; then the council must consent."}},
    [PILOT_ENTRY_COUNT] = {.name = "entryCount",
        .type = &type_integer,
        .min = 1,
        .max = 10000,
        .title = {"Aantal in verzamelpost", "Entries in collective"},
        .about = {"Hoeveel pilots een verzamelpost telt, als de bron dat zegt.",
            "How many pilots a collective entry stands for, if the source says so."}},
    [PILOT_PUBLICATION] = {.name = "publication",
        .type = &type_text,
        .max = 300,
        .title = {"Publicatie", "Publication"},
        .about = {"Waar over de pilot is gepubliceerd: een titel of een webadres.",
            "What was published on the pilot: a title or a web address."}},
    [PILOT_EMBEDDING_OWNER] = {.name = "embeddingOwner",
        .type = &type_text,
        .max = 200,
        .title = {"Borging: eigenaar", "Embedding: owner"},
        .about = {"Het onderdeel of de organisatie die het na de proef uitvoert; nooit een persoon bij naam.",
            "The unit or organisation that carries it on after the trial; never a person by name."}},
    [PILOT_EMBEDDING_FUNDING] = {.name = "embeddingFunding",
        .type = &type_code,
        .codes = &code_tri,
        .title = {"Borging: structurele dekking", "Embedding: structural funding"},
        .about = {"Of het na de proef uit structureel geld wordt betaald.",
            "Whether structural money pays for it after the trial."}},
    [PILOT_EMBEDDING_CONDITIONS] = {.name = "embeddingConditions",
        .type = &type_prose,
        .title = {"Borging: voorwaarden", "Embedding: conditions"},
        .about = {"Wat nodig is om het regulier te maken.", "What it takes to make it regular."}},
    [PILOT_EMBEDDING_REPLACES] = {.name = "embeddingReplaces",
        .type = &type_text,
        .title = {"Borging: komt in plaats van", "Embedding: replaces"},
        .about = {"Het bestaande aanbod of de regel waarvoor het in de plaats komt.",
            "The existing service or rule that it replaces."}},
    [PILOT_EMBEDDING_PLANNED_ON] = {.name = "embeddingPlannedOn",
        .type = &type_date,
        .flags = FIELD_FILTER,
        .title = {"Borging: gepland op", "Embedding: planned on"},
        .about = {"De dag waarop het volgens plan regulier wordt.",
            "The day on which it is planned to be made regular."}},
    [PILOT_EMBEDDING_CONSIDERED_ON] = {.name = "embeddingConsideredOn",
        .type = &type_date,
        .title = {"Borging: bedacht op", "Embedding: considered on"},
        .about = {"De dag waarop voor het eerst is vastgelegd hoe het regulier kan worden.",
            "The day on which it was first set down how it could become regular."}},
    [PILOT_TRIAL_ROUTINE] = {.name = "trialRoutine",
        .type = &type_code,
        .codes = &code_tri,
        .title = {"Onder gewone omstandigheden", "Under routine conditions"},
        .about = {"Of de proef is gedaan in gewone omstandigheden en met gewone middelen.",
            "Whether it was tried under routine conditions and with the usual means."}},
    [PILOT_EMBEDDING_CASELOAD] = {.name = "embeddingCaseload",
        .type = &type_code,
        .codes = &code_tri,
        .title = {"Borging: caseload blijft", "Embedding: caseload stays"},
        .about = {"Of wie het uitvoert na de proef even veel tijd per cliënt houdt.",
            "Whether those who do the work keep as much time for each client after the trial."}},
    [PILOT_EMBEDDING_ROOM] = {.name = "embeddingRoom",
        .type = &type_code,
        .codes = &code_tri,
        .title = {"Borging: regelruimte blijft", "Embedding: room to decide stays"},
        .about = {"Of wie het uitvoert na de proef even veel zelf mag beslissen.",
            "Whether those who do the work may decide as much for themselves after the trial."}},
    [PILOT_STATUS] = {.name = "status",
        .type = &type_code,
        .flags = FIELD_COMPUTED | FIELD_FILTER,
        .codes = &code_statuses,
        .title = {"Status", "Status"},
        .about = {"Hoe de pilot ervoor staat op de peildatum, zoals volgt uit data en besluiten.",
            "How the pilot stands on the day asked for, as follows from dates and decisions."}},
    [PILOT_STATUS_GROUP] = {.name = "statusGroup",
        .type = &type_code,
        .flags = FIELD_COMPUTED | FIELD_FILTER,
        .codes = &code_status_groups,
        .title = {"Statusgroep", "Status group"},
        .about = {"De status in vier groepen.", "The status in four groups."}},
    [PILOT_STATUS_SINCE] = {.name = "statusSince",
        .type = &type_date,
        .flags = FIELD_COMPUTED,
        .title = {"Status sinds", "Status since"},
        .about = {"De eerste dag van deze status; leeg als het nooit anders was.",
            "The first day of this status; null when it never was another."}},
    [PILOT_CONSENT_NEEDED] = {.name = "consentNeeded",
        .type = &type_boolean,
        .flags = FIELD_COMPUTED,
        .title = {"Toestemming raad nodig", "Council's consent needed"},
        .about = {"Of de raad moet instemmen: bij afwijken van beleid of buiten de kaders; leeg als dat onbekend is.",
            "Whether the council must consent: when deviating from policy or outside the frameworks; null if "
            "unknown."}},
    TOTAL(PILOT_INVESTMENT, "investment", "Investering", "Investment"),
    TOTAL(PILOT_YIELD, "yield", "Opbrengst", "Yield"),
};

static const struct resource *const parts[] = {[PILOT_AREAS] = &pilot_area_resource,
    [PILOT_LINKS] = &pilot_link_resource,
    [PILOT_LINES] = &pilot_line_resource,
    NULL};

static void check(const struct record *record, struct faults *faults)
{
    rule_date_order(record, PILOT_START_DATE, PILOT_END_DATE, faults);
    for (size_t i = 0; i < record->part_count[PILOT_LINKS]; i++) {
        const struct record *link = record->part[PILOT_LINKS][i];

        if (rule_names_row(record, &link->value[PILOT_LINK_LINKED_PILOT]))
            rule_fault(link, PILOT_LINK_LINKED_PILOT, FAULT_RULE_SELF, "pilot", faults);
    }
}

const struct resource pilot_resource = {.path = "pilots",
    .name = "pilot",
    .table = "pilot",
    FIELD_TABLE(fields),
    .parts = parts,
    .key = TENANT_ID,
    .tenant = true,
    .has_view = true,
    .has_status = true,
    .rules = check,
    .title = {"Pilots", "Pilots"},
    .one = {"pilot", "pilot"},
    .about = {"Pilots, experimenten, proeftuinen en andere nieuwe werkwijzen in het sociaal domein.",
        "Pilots, experiments, living labs and other new approaches in the social domain."}};
