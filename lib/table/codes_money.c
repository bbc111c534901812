/* The code lists of money: budget lines and the totals that documents report (lib). */
#include "codes.h"

/* What a source says of an amount: PM is not zero, and "not stated" is not "not applicable". */
static const struct code amount_statuses[] = {
    {"known", {"Bekend", "Known"}},
    {"proMemoria", {"PM", "Pro memoria"}},
    {"notApplicable", {"N.v.t.", "Not applicable"}},
    {"notYetKnown", {"Nog niet bekend", "Not yet known"}},
    {"unknown", {"Onbekend", "Unknown"}},
    {"includedElsewhere", {"Elders opgenomen", "Included elsewhere"}},
    {"notStated", {"Niet vermeld", "Not stated"}},
};
CODE_LIST(amount_statuses, "budget-lines.amountStatus");

static const struct code qualifiers[] = {
    {"exact", {"Exact", "Exact"}},
    {"about", {"Ongeveer", "About"}},
    {"atLeast", {"Minimaal", "At least"}},
    {"atMost", {"Maximaal", "At most"}},
    {"between", {"Tussen", "Between"}},
};
CODE_LIST(qualifiers, "budget-lines.qualifier");

static const struct code budget_kinds[] = {
    {"cost", {"Kosten", "Cost"}},
    {"investment", {"Investering", "Investment"}},
    {"funding", {"Beschikbaar budget", "Funding"}},
    {"income", {"Baten", "Income"}},
    {"savingTarget", {"Taakstelling", "Saving target"}},
    {"yield", {"Opbrengst", "Yield"}},
    {"correction", {"Correctie tussen jaren", "Correction between years"}},
};
CODE_LIST(budget_kinds, "budget-lines.kind");

static const struct code budget_stages[] = {
    {"indicative", {"Indicatief", "Indicative"}},
    {"budgeted", {"Begroot", "Budgeted"}},
    {"amended", {"Bijgesteld", "Amended"}},
    {"allocated", {"Beschikbaar gesteld", "Allocated"}},
    {"expected", {"Verwacht", "Expected"}},
    {"potential", {"Mogelijk", "Potential"}},
    {"estimated", {"Geraamd achteraf", "Estimated afterwards"}},
    {"secured", {"Ingevuld", "Secured"}},
    {"realised", {"Gerealiseerd", "Realised"}},
};
CODE_LIST(budget_stages, "budget-lines.stage");

static const struct code budget_recurrences[] = {
    {"oneOff", {"Incidenteel", "One-off"}},
    {"structural", {"Structureel", "Structural"}},
    {"perYear", {"Per jaar", "Per year"}},
    {"unknown", {"Onbekend", "Unknown"}},
};
CODE_LIST(budget_recurrences, "budget-lines.recurrence");

static const struct code budget_bases[] = {
    {"gross", {"Bruto", "Gross"}},
    {"net", {"Netto", "Net"}},
    {"unknown", {"Onbekend", "Unknown"}},
};
CODE_LIST(budget_bases, "budget-lines.basis");

static const struct code budget_effects[] = {
    {"cashable", {"Besparing in de begroting", "Saving in the budget"}},
    {"avoided", {"Vermeden kosten", "Costs avoided"}},
    {"unknown", {"Onbekend", "Unknown"}},
};
CODE_LIST(budget_effects, "budget-lines.effect");

static const struct code cost_categories[] = {
    {"personnel", {"Salaris", "Personnel"}},
    {"hiring", {"Inhuur", "Hiring"}},
    {"subsidy", {"Subsidie", "Subsidy"}},
    {"purchasedCare", {"Ingekochte zorg", "Purchased care"}},
    {"benefits", {"Uitkeringen", "Benefits"}},
    {"other", {"Overig", "Other"}},
    {"notStated", {"Niet vermeld", "Not stated"}},
};
CODE_LIST(cost_categories, "budget-lines.costCategory");

static const struct code total_functions[] = {
    {"sum", {"Som", "Sum"}},
    {"count", {"Aantal", "Count"}},
    {"difference", {"Verschil", "Difference"}},
    {"growth", {"Groei", "Growth"}},
    {"share", {"Aandeel", "Share"}},
    {"minimum", {"Laagste", "Minimum"}},
    {"maximum", {"Hoogste", "Maximum"}},
    {"repeat", {"Herhaling", "Repeat"}},
};
CODE_LIST(total_functions, "reported-totals.function");

/* The resource whose rows a reported total is about. */
static const struct code total_subjects[] = {
    {"budgetLines", {"Begrotingsregels", "Budget lines"}},
    {"measurements", {"Metingen", "Measurements"}},
    {"pilots", {"Pilots", "Pilots"}},
};
CODE_LIST(total_subjects, "reported-totals.over");

/* Documents subtract either way: "1,7 less than budgeted" is printed as -1.7 or as 1.7. */
static const struct code total_signs[] = {
    {"firstMinusSecond", {"Eerste min tweede", "First minus second"}},
    {"secondMinusFirst", {"Tweede min eerste", "Second minus first"}},
    {"absolute", {"Zonder teken", "Without sign"}},
};
CODE_LIST(total_signs, "reported-totals.sign");
