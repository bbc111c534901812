/*
 * Reported totals (lib): sums, shares and differences as a document prints them, with what they are said to be made of,
 * so that they can be worked out again.
 */
#include <proeftuin/resources.h>

#include <string.h>

#include "rules.h"

static const struct field operands_fields[] = {
    [REPORTED_TOTAL_OPERAND_OPERAND] = {.name = "operand",
        .type = &type_reference,
        .flags = FIELD_REQUIRED,
        .target = &reported_total_resource,
        .title = {"Deel", "Operand"},
        .about = {"Een ander totaal waarmee dit wordt berekend, in volgorde.",
            "Another total that this one is worked out from, in order."}},
};

const struct resource reported_total_operand_resource = {.path = "operands",
    .name = "reportedTotalOperand",
    .table = "reported_total_operand",
    FIELD_TABLE(operands_fields),
    .parent = &reported_total_resource,
    .title = {"Delen", "Operands"},
    .one = {"deel", "operand"},
    .about = {"De totalen waaruit een totaal wordt berekend, in volgorde.",
        "The totals that a total is worked out from, in order."}};

static const struct field fields[] = {
    TENANT_FIELD_ROWS(0),
    [REPORTED_TOTAL_LABEL] = {.name = "label",
        .type = &type_text,
        .flags = FIELD_REQUIRED | FIELD_FILTER | FIELD_SORT | FIELD_SEARCH,
        .min = 1,
        .max = 300,
        .title = {"Omschrijving", "Label"},
        .about = {"De omschrijving zoals gedrukt.", "The label as printed."}},
    [REPORTED_TOTAL_STATEMENT] = {.name = "statement",
        .type = &type_text,
        .flags = FIELD_FILTER | FIELD_SORT,
        .min = 1,
        .max = 100,
        .title = {"Opstelling", "Statement"},
        .about = {"De tabel of opstelling waarin het totaal staat.",
            "The table or statement that the total stands in."}},
    [REPORTED_TOTAL_FISCAL_YEAR] = {.name = "fiscalYear",
        .type = &type_integer,
        .flags = FIELD_FILTER | FIELD_SORT,
        .min = 1990,
        .max = 2100,
        .title = {"Boekjaar", "Fiscal year"},
        .about = {"Het jaar waarover het totaal gaat, als het een jaar is.",
            "The year that the total is about, if it is one."}},
    [REPORTED_TOTAL_FUNCTION] = {.name = "function",
        .type = &type_code,
        .flags = FIELD_REQUIRED | FIELD_FILTER,
        .codes = &code_total_functions,
        .title = {"Functie", "Function"},
        .about = {"Hoe het totaal wordt berekend.", "How the total is worked out."}},
    [REPORTED_TOTAL_OVER] = {.name = "over",
        .type = &type_code,
        .flags = FIELD_FILTER,
        .codes = &code_total_subjects,
        .title = {"Over", "Over"},
        .about = {"Waarvan het totaal wordt genomen.", "What the total is taken of."}},
    [REPORTED_TOTAL_FILTER] = {.name = "filter",
        .type = &type_text,
        .max = 500,
        .title = {"Filter", "Filter"},
        .about =
            {"Welke regels meetellen, geschreven als de vraag aan hun lijst: statement=tabel-1&fiscalYearFrom=2017.",
                "Which rows count, written as the query of their list: statement=table-1&fiscalYearFrom=2017."}},
    [REPORTED_TOTAL_STATED_AMOUNT] = {.name = "statedAmount",
        .type = &type_amount,
        .flags = FIELD_FILTER | FIELD_SORT,
        .title = {"Vermeld bedrag", "Stated amount"},
        .about = {"Het totaal zoals gedrukt, als het geld is, in euro's.",
            "The total as printed, if it is money, in euros."}},
    [REPORTED_TOTAL_STATED_NUMBER] = {.name = "statedNumber",
        .type = &type_number,
        .flags = FIELD_FILTER | FIELD_SORT | FIELD_PEOPLE,
        .title = {"Vermeld getal", "Stated number"},
        .about = {"Het totaal zoals gedrukt, als het geen geld is.", "The total as printed, if it is not money."}},
    [REPORTED_TOTAL_STATED_PRECISION] = {.name = "statedPrecision",
        .type = &type_number,
        .min = 0,
        .max = 1000000000,
        .title = {"Nauwkeurigheid", "Precision"},
        .about = {"Een halve eenheid van het laatste gedrukte cijfer.", "Half a unit of the last printed digit."}},
    [REPORTED_TOTAL_SIGN] = {.name = "sign",
        .type = &type_code,
        .flags = FIELD_FILTER,
        .codes = &code_total_signs,
        .title = {"Teken", "Sign"},
        .about = {"Hoe een verschil is genomen.", "How a difference was taken."}},
    WITHHELD_FIELD_ROW(code_reported_totals_withheld),
};

static const struct resource *const parts[] = {[REPORTED_TOTAL_OPERANDS] = &reported_total_operand_resource, NULL};

/* ---- The filter ---- */

static const struct resource *subject_of(const struct record *record)
{
    if (rule_holds(record, REPORTED_TOTAL_OVER, "budgetLines"))
        return &budget_line_resource;
    return rule_holds(record, REPORTED_TOTAL_OVER, "measurements") ? &measurement_resource : &pilot_resource;
}

static bool ends_in(const char *name, size_t length, const char *end)
{
    return length > strlen(end) && memcmp(name + length - strlen(end), end, strlen(end)) == 0;
}

/* The name of a parameter by which the list of the resource filters: a field, a reference's second name, or a range's
 * end. */
static bool is_filter(const struct resource *resource, const char *name, size_t length)
{
    bool by_reference;
    int field = resource_field(resource, name, length, &by_reference);

    if (field < 0) {
        const size_t tail = ends_in(name, length, "From") ? 4 : ends_in(name, length, "To") ? 2 : 0;

        field = tail ? resource_field(resource, name, length - tail, NULL) : -1;
        return field >= 0 && resource->fields[field].flags & FIELD_FILTER &&
               resource->fields[field].type->filter == FILTER_RANGE;
    }
    return resource->fields[field].flags & FIELD_FILTER;
}

/* Each pair of "a=1&b=2" has the name of a filter; what stands behind it is for the list to judge. */
static void check_filter(const struct record *record, struct faults *faults)
{
    const char *at = record->value[REPORTED_TOTAL_FILTER].text;
    const struct resource *subject = subject_of(record);

    while (at && record_filled(record, REPORTED_TOTAL_OVER)) {
        const size_t length = strcspn(at, "&"), name = strcspn(at, "=&");
        const struct place place = {.up = record->at, .name = "filter"};

        if (name == length || !is_filter(subject, at, name))
            faults_add(faults, FAULT_RULE_FILTER, &place, arena_copy(faults->arena, at, name), subject->path, NULL);
        at = at[length] ? at + length + 1 : NULL;
    }
}

static void check(const struct record *record, struct faults *faults)
{
    rule_exactly_one(record, (const size_t[]){REPORTED_TOTAL_STATED_AMOUNT, REPORTED_TOTAL_STATED_NUMBER}, 2, faults);
    rule_needs(record, REPORTED_TOTAL_FILTER, REPORTED_TOTAL_OVER, faults);
    check_filter(record, faults);
    for (size_t i = 0; i < record->part_count[REPORTED_TOTAL_OPERANDS]; i++) {
        const struct record *operand = record->part[REPORTED_TOTAL_OPERANDS][i];

        if (rule_names_row(record, &operand->value[REPORTED_TOTAL_OPERAND_OPERAND]))
            rule_fault(operand, REPORTED_TOTAL_OPERAND_OPERAND, FAULT_RULE_SELF, "reportedTotal", faults);
    }
}

const struct resource reported_total_resource = {.path = "reported-totals",
    .name = "reportedTotal",
    .table = "reported_total",
    .has_view = true,
    FIELD_TABLE(fields),
    .parts = parts,
    .key = TENANT_ID,
    .writer = ROLE_CONTROLLER,
    .tenant = true,
    .rules = check,
    .title = {"Gerapporteerde totalen", "Reported totals"},
    .one = {"gerapporteerd totaal", "reported total"},
    .about = {"Totalen zoals documenten die geven, om na te rekenen.",
        "Totals as documents give them, to be worked out again."}};
