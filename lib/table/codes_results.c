/* The code lists of plans and results: programmes, goals, indicators, evaluations and what was learnt (lib). */
#include "codes.h"

static const struct code programme_kinds[] = {
    {"framework", {"Kadernota", "Framework"}},
    {"policyPlan", {"Beleidsplan", "Policy plan"}},
    {"note", {"Nota", "Policy note"}},
    {"implementationPlan", {"Uitvoeringsplan", "Implementation plan"}},
    {"roadmap", {"Routekaart", "Roadmap"}},
    {"deal", {"Deal", "Deal"}},
    {"innovationBudget", {"Innovatiebudget", "Innovation budget"}},
    {"regionalTransformation", {"Regionale transformatie", "Regional transformation"}},
    {"learningNetwork", {"Leertraject", "Learning network"}},
};
CODE_LIST(programme_kinds, "programmes.kind");

static const struct code programme_line_kinds[] = {
    {"principle", {"Uitgangspunt", "Principle"}},
    {"line", {"Lijn", "Line"}},
};
CODE_LIST(programme_line_kinds, "programme-lines.kind");

static const struct code participation_roles[] = {
    {"lead", {"Trekker", "Lead"}},
    {"commissioner", {"Opdrachtgever", "Commissioner"}},
    {"executor", {"Uitvoerder", "Executor"}},
    {"funder", {"Financier", "Funder"}},
    {"participant", {"Deelnemer", "Participant"}},
    {"referrer", {"Verwijzer", "Referrer"}},
    {"supporter", {"Ondersteuner", "Supporter"}},
    {"researcher", {"Onderzoeker", "Researcher"}},
};
CODE_LIST(participation_roles, "participations.role");

/* From what goes in to what it does in society; satisfaction and mere background beside it. */
static const struct code indicator_levels[] = {
    {"input", {"Inzet", "Input"}},
    {"activity", {"Activiteit", "Activity"}},
    {"output", {"Output", "Output"}},
    {"outcome", {"Outcome", "Outcome"}},
    {"impact", {"Maatschappelijk effect", "Impact"}},
    {"experience", {"Ervaring", "Experience"}},
    {"context", {"Context", "Context"}},
};
CODE_LIST(indicator_levels, "indicators.level");

static const struct code indicator_measures[] = {
    {"count", {"Aantal", "Count"}},
    {"amount", {"Bedrag", "Amount"}},
    {"percentage", {"Percentage", "Percentage"}},
    {"ratio", {"Verhouding", "Ratio"}},
    {"duration", {"Duur", "Duration"}},
    {"fte", {"Fte", "FTE"}},
    {"score", {"Score", "Score"}},
    {"nominal", {"Nominaal", "Nominal"}},
    {"ordinal", {"Ordinaal", "Ordinal"}},
    {"qualitative", {"Kwalitatief", "Qualitative"}},
};
CODE_LIST(indicator_measures, "indicators.measure");

/* How figures of several areas or years become one. Unique clients don't add up. */
static const struct code indicator_aggregations[] = {
    {"sum", {"Optellen", "Sum"}},
    {"distinct", {"Uniek, niet optelbaar", "Distinct, does not add up"}},
    {"average", {"Gemiddelde", "Average"}},
    {"weightedAverage", {"Gewogen gemiddelde", "Weighted average"}},
    {"latest", {"Laatste", "Latest"}},
    {"none", {"Niet", "None"}},
};
CODE_LIST(indicator_aggregations, "indicators.aggregation");

static const struct code indicator_timings[] = {
    {"during", {"Gedurende de periode", "During the period"}},
    {"atDate", {"Op peildatum", "At a date"}},
};
CODE_LIST(indicator_timings, "indicators.timing");

/* What is withheld when it is about too few people (the views of the migration on small counts). */
static const struct code measurements_withheld[] = {
    {"value", {"Waarde", "Value"}},
    {"valueUpper", {"Bovengrens", "Upper end"}},
    {"qualifier", {"Aanduiding", "Qualifier"}},
    {"story", {"Verhaal", "Story"}},
    {"sourceText", {"Zoals gedrukt", "As printed"}},
    {"baseCount", {"Aantal in de basis", "Base count"}},
    {"sampleSize", {"Steekproef", "Sample size"}},
};
CODE_LIST(measurements_withheld, "measurements.withheld");

static const struct code evaluation_methods_withheld[] = {
    {"participants", {"Deelnemers", "Participants"}},
};
CODE_LIST(evaluation_methods_withheld, "methods.withheld");

static const struct code evaluation_figures_withheld[] = {
    {"sampleSize", {"Aantal mensen", "Sample size"}},
    {"counted", {"Geteld", "Counted"}},
    {"mean", {"Gemiddelde", "Mean"}},
    {"standardDeviation", {"Standaarddeviatie", "Standard deviation"}},
    {"bothCount", {"Beide keren", "Both times"}},
    {"changeDeviation", {"Standaarddeviatie van de verandering", "Standard deviation of the changes"}},
};
CODE_LIST(evaluation_figures_withheld, "figures.withheld");

static const struct code reported_totals_withheld[] = {
    {"statedNumber", {"Vermeld getal", "Stated number"}},
    {"sourceText", {"Zoals gedrukt", "As printed"}},
};
CODE_LIST(reported_totals_withheld, "reportedTotals.withheld");

/* Which way is better, or meant. */
static const struct code directions[] = {
    {"increase", {"Omhoog", "Increase"}},
    {"decrease", {"Omlaag", "Decrease"}},
    {"maintain", {"Gelijk houden", "Maintain"}},
};
CODE_LIST(directions, "indicators.direction");

static const struct code measurement_statuses[] = {
    {"provisional", {"Voorlopig", "Provisional"}},
    {"final", {"Definitief", "Final"}},
};
CODE_LIST(measurement_statuses, "measurements.status");

static const struct code evaluation_kinds[] = {
    {"exAnte", {"Vooraf", "Ex ante"}},
    {"interim", {"Tussentijds", "Interim"}},
    {"final", {"Eind", "Final"}},
    {"periodicReport", {"Periodieke rapportage", "Periodic report"}},
    {"followUp", {"Nameting", "Follow-up"}},
};
CODE_LIST(evaluation_kinds, "evaluations.kind");

static const struct code verdicts[] = {
    {"successful", {"Succesvol", "Successful"}},
    {"partlySuccessful", {"Deels succesvol", "Partly successful"}},
    {"notSuccessful", {"Niet succesvol", "Not successful"}},
    {"promising", {"Veelbelovend", "Promising"}},
    {"tooEarly", {"Te vroeg", "Too early"}},
    {"notDemonstrable", {"Niet aantoonbaar", "Not demonstrable"}},
    {"noVerdict", {"Geen oordeel", "No verdict"}},
};
CODE_LIST(verdicts, "evaluations.verdict");

/* The ladder of the databases of effective interventions (Movisie, NJi). */
static const struct code evidence_levels[] = {
    {"notAssessed", {"Niet beoordeeld", "Not assessed"}},
    {"experience", {"Ervaring van betrokkenen", "Experience of those concerned"}},
    {"described", {"Goed beschreven", "Well described"}},
    {"substantiated", {"Goed onderbouwd", "Well substantiated"}},
    {"firstIndications", {"Eerste aanwijzingen", "First indications"}},
    {"goodIndications", {"Goede aanwijzingen", "Good indications"}},
    {"strongIndications", {"Sterke aanwijzingen", "Strong indications"}},
};
CODE_LIST(evidence_levels, "evaluations.evidenceLevel");

/* How people came into the groups that are compared (effect.h). */
static const struct code assignments[] = {
    {"random", {"Door loting", "By lot"}},
    {"matched", {"Vergelijkingsgroep gekozen om op de deelnemers te lijken", "Comparison group chosen to be alike"}},
    {"notRandom", {"Niet door loting", "Not by lot"}},
    {"unknown", {"Onbekend", "Unknown"}},
};
CODE_LIST(assignments, "evaluations.assignment");

/* These three in the order of the enums of effect.h. */
static const struct code study_groups[] = {
    {"participants", {"Deelnemers", "Participants"}},
    {"comparison", {"Vergelijkingsgroep", "Comparison group"}},
};
CODE_LIST(study_groups, "figures.studyGroup");

static const struct code study_moments[] = {
    {"before", {"Voor", "Before"}},
    {"after", {"Na", "After"}},
};
CODE_LIST(study_moments, "figures.moment");

static const struct code figure_kinds[] = {
    {"proportion", {"Aandeel", "Proportion"}},
    {"mean", {"Gemiddelde", "Mean"}},
};
CODE_LIST(figure_kinds, "figures.kind");

static const struct code recommendation_responses[] = {
    {"none", {"Geen reactie", "No response"}},
    {"recognised", {"Herkend", "Recognised"}},
    {"underStudy", {"In onderzoek", "Under study"}},
    {"underWay", {"Al gestart", "Already under way"}},
    {"adopted", {"Overgenomen", "Adopted"}},
    {"partlyAdopted", {"Deels overgenomen", "Partly adopted"}},
    {"rejected", {"Niet overgenomen", "Rejected"}},
    {"deferred", {"Doorgeschoven", "Deferred"}},
};
CODE_LIST(recommendation_responses, "recommendations.response");

static const struct code follow_ups[] = {
    {"notStarted", {"Niet gestart", "Not started"}},
    {"inProgress", {"Bezig", "In progress"}},
    {"done", {"Gedaan", "Done"}},
    {"dropped", {"Vervallen", "Dropped"}},
};
CODE_LIST(follow_ups, "recommendations.followUp");

static const struct code lesson_kinds[] = {
    {"whatWorks", {"Wat werkt", "What works"}},
    {"successFactor", {"Succesfactor", "Success factor"}},
    {"condition", {"Randvoorwaarde", "Condition"}},
    {"bottleneck", {"Knelpunt", "Bottleneck"}},
    {"risk", {"Risico", "Risk"}},
    {"sideEffect", {"Neveneffect", "Side effect"}},
    {"need", {"Behoefte", "Need"}},
    {"openQuestion", {"Open vraag", "Open question"}},
};
CODE_LIST(lesson_kinds, "lessons.kind");
