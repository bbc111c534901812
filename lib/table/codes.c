/*
 * The register's code lists (lib). Their words are those of the municipal documents that the register was made for; the
 * migrations repeat the codes in CHECK constraints, so a new code is a row here and a migration.
 */
#include "codes.h"

#include <proeftuin/role.h>

#include <stddef.h>

static const struct code area_kinds[] = {
    {"village", {"Kern of dorp", "Village"}},
    {"district", {"Stadsdeel", "District"}},
    {"quarter", {"Wijk", "Quarter"}},
    {"neighbourhood", {"Buurt", "Neighbourhood"}},
    {"island", {"Eiland", "Island"}},
    {"site", {"Locatie", "Site"}},
    {"municipality", {"Gemeente", "Municipality"}},
    {"region", {"Regio", "Region"}},
    {"country", {"Nederland", "The Netherlands"}},
};
CODE_LIST(area_kinds, "areas.kind");

/* Who decides, and who is promised something. */
static const struct code bodies[] = {
    {"council", {"Gemeenteraad", "Municipal council"}},
    {"councilCommittee", {"Raadscommissie", "Council committee"}},
    {"executive", {"College van B en W", "Municipal executive"}},
    {"alderman", {"Wethouder", "Alderman"}},
    {"management", {"Management", "Management"}},
    {"steeringGroup", {"Stuurgroep", "Steering group"}},
    {"regionalBoard", {"Regionaal bestuur", "Regional board"}},
    {"nationalGovernment", {"Rijk", "National government"}},
    {"partner", {"Partner", "Partner"}},
    {"unknown", {"Onbekend", "Unknown"}},
};
CODE_LIST(bodies, "decisions.body");

/* Whether a date is the day itself or a limit that a document gives ("uiterlijk", "vanaf"). */
static const struct code bounds[] = {
    {"exact", {"Op", "On"}},
    {"notAfter", {"Uiterlijk", "Not after"}},
    {"notBefore", {"Vanaf", "Not before"}},
};
CODE_LIST(bounds, "dates.bound");

static const struct code decision_kinds[] = {
    {"start", {"Starten", "Start"}},
    {"approveDeviation", {"Toestemming afwijken", "Consent to deviate"}},
    {"fund", {"Krediet toekennen", "Grant funding"}},
    {"refuseFunding", {"Krediet weigeren", "Refuse funding"}},
    {"adjust", {"Bijstellen", "Adjust"}},
    {"extend", {"Verlengen", "Extend"}},
    {"pause", {"Op laag pitje", "Put on hold"}},
    {"resume", {"Hervatten", "Resume"}},
    {"scaleUp", {"Opschalen", "Scale up"}},
    {"makeRegular", {"Omzetten naar regulier", "Make regular"}},
    {"split", {"Splitsen", "Split"}},
    {"merge", {"Samenvoegen", "Merge"}},
    {"complete", {"Afronden", "Complete"}},
    {"stop", {"Stoppen", "Stop"}},
    {"adopt", {"Vaststellen", "Adopt"}},
};
CODE_LIST(decision_kinds, "decisions.kind");

static const struct code decision_stages[] = {
    {"announced", {"Aangekondigd", "Announced"}},
    {"proposed", {"Voorgesteld", "Proposed"}},
    {"taken", {"Genomen", "Taken"}},
    {"withdrawn", {"Ingetrokken", "Withdrawn"}},
};
CODE_LIST(decision_stages, "decisions.stage");

static const struct code deliverable_kinds[] = {
    {"policyPlan", {"Beleidsplan", "Policy plan"}},
    {"evaluation", {"Evaluatie", "Evaluation"}},
    {"councilLetter", {"Raadsinformatiebrief", "Letter to the council"}},
    {"memo", {"Memo", "Memo"}},
    {"report", {"Rapportage", "Report"}},
    {"commitment", {"Toezegging", "Commitment"}},
    {"agenda", {"Werkagenda", "Working agenda"}},
    {"other", {"Overig", "Other"}},
};
CODE_LIST(deliverable_kinds, "deliverables.kind");

static const struct code deliverable_recurrences[] = {
    {"oneOff", {"Eenmalig", "Once"}},
    {"monthly", {"Elke maand", "Every month"}},
    {"quarterly", {"Elk kwartaal", "Every quarter"}},
    {"halfYearly", {"Elk half jaar", "Every half year"}},
    {"yearly", {"Elk jaar", "Every year"}},
    {"unknown", {"Onbekend", "Unknown"}},
};
CODE_LIST(deliverable_recurrences, "deliverables.recurrence");

static const struct code document_kinds[] = {
    {"memo", {"Memo", "Memo"}},
    {"letter", {"Brief", "Letter"}},
    {"answer", {"Antwoord op vragen", "Answer to questions"}},
    {"policyPlan", {"Beleidsplan", "Policy plan"}},
    {"evaluation", {"Evaluatie", "Evaluation"}},
    {"webPage", {"Webpagina", "Web page"}},
    {"report", {"Rapportage", "Report"}},
    {"other", {"Overig", "Other"}},
};
CODE_LIST(document_kinds, "documents.kind");

static const struct code domains[] = {
    {"income", {"Inkomen en participatie", "Income and participation"}},
    {"youth", {"Jeugd", "Youth"}},
    {"wmo", {"Wmo", "Social support (Wmo)"}},
    {"access", {"Toegang en organisatie", "Access and organisation"}},
    {"debtPoverty", {"Schulden en armoede", "Debt and poverty"}},
    {"health", {"Gezondheid en zorg", "Health and care"}},
    {"housingShelter", {"Wonen en opvang", "Housing and shelter"}},
    {"education", {"Onderwijs", "Education"}},
    {"cultureSport", {"Cultuur en sport", "Culture and sport"}},
    {"economy", {"Economie en arbeidsmarkt", "Economy and labour market"}},
    {"community", {"Samenleving en bewonersinitiatief", "Community and residents' initiative"}},
    {"data", {"Data en monitoring", "Data and monitoring"}},
    {"crossDomain", {"Domeinoverstijgend", "Cross-domain"}},
    {"other", {"Overig", "Other"}},
};
CODE_LIST(domains, "pilots.domains");

static const struct code laws[] = {
    {"wmo2015", {"Wmo 2015", "Social Support Act 2015"}},
    {"youthAct", {"Jeugdwet", "Youth Act"}},
    {"participationAct", {"Participatiewet", "Participation Act"}},
    {"debtAssistanceAct", {"Wet gemeentelijke schuldhulpverlening", "Municipal Debt Assistance Act"}},
    {"shelteredEmploymentAct", {"Wsw", "Sheltered Employment Act"}},
    {"ioawIoaz", {"IOAW/IOAZ", "IOAW and IOAZ income schemes"}},
    {"wajong", {"Wajong", "Wajong disability scheme"}},
    {"publicHealthAct", {"Wet publieke gezondheid", "Public Health Act"}},
    {"longTermCareAct", {"Wlz", "Long-term Care Act"}},
    {"healthInsuranceAct", {"Zvw", "Health Insurance Act"}},
    {"awbz", {"AWBZ (vervallen)", "AWBZ (repealed)"}},
    {"educationActs", {"Onderwijswetgeving", "Education acts"}},
    {"civilCode", {"Burgerlijk Wetboek (bewind)", "Civil Code (administration)"}},
    {"juvenileCriminalLaw", {"Jeugdstrafrecht", "Juvenile criminal law"}},
    {"none", {"Geen wettelijke taak", "No statutory task"}},
    {"notStated", {"Niet vermeld", "Not stated"}},
};
CODE_LIST(laws, "pilots.laws");

static const struct code link_relations[] = {
    {"partOf", {"Onderdeel van", "Part of"}},
    {"splitInto", {"Gesplitst in", "Split into"}},
    {"mergedInto", {"Opgegaan in", "Merged into"}},
    {"continues", {"Vervolg op", "Continues"}},
    {"yieldBookedIn", {"Opbrengst geboekt bij", "Yield booked in"}},
};
CODE_LIST(link_relations, "pilots.links.relation");

static const struct code municipality_kinds[] = {
    {"municipality", {"Gemeente", "Municipality"}},
    {"region", {"Regio", "Region"}},
    {"country", {"Land", "Country"}},
};
CODE_LIST(municipality_kinds, "municipalities.kind");

static const struct code organisation_kinds[] = {
    {"municipality", {"Gemeente", "Municipality"}},
    {"nationalGovernment", {"Rijk", "National government"}},
    {"regionalBody", {"Regionale samenwerking", "Regional cooperation"}},
    {"umbrella", {"Koepel", "Umbrella organisation"}},
    {"research", {"Kennisinstelling", "Knowledge institute"}},
    {"consultancy", {"Adviesbureau", "Consultancy"}},
    {"careProvider", {"Zorgaanbieder", "Care provider"}},
    {"primaryCare", {"Huisarts, eerste lijn", "General practice, primary care"}},
    {"publicHealth", {"GGD", "Municipal health service"}},
    {"insurer", {"Zorgverzekeraar of zorgkantoor", "Health insurer or care office"}},
    {"welfare", {"Welzijn of maatschappelijk werk", "Welfare or social work"}},
    {"shelteredWork", {"Werkbedrijf", "Sheltered work company"}},
    {"debtHelp", {"Schuldhulp", "Debt help"}},
    {"housing", {"Woningcorporatie", "Housing association"}},
    {"education", {"Onderwijs", "Education"}},
    {"cultureSport", {"Cultuur of sport", "Culture or sport"}},
    {"clientCouncil", {"Cliënten- of adviesraad", "Client or advisory council"}},
    {"volunteerOrganisation", {"Vrijwilligersorganisatie", "Volunteer organisation"}},
    {"residents", {"Bewonersinitiatief", "Residents' initiative"}},
    {"business", {"Bedrijf of nutsbedrijf", "Company or utility"}},
    {"policeJustice", {"Politie of justitie", "Police or justice"}},
    {"other", {"Overig", "Other"}},
};
CODE_LIST(organisation_kinds, "organisations.kind");

static const struct code pilot_kinds[] = {
    {"pilot", {"Pilot", "Pilot"}},
    {"experiment", {"Experiment", "Experiment"}},
    {"proeftuin", {"Proeftuin", "Living lab"}},
    {"project", {"Project", "Project"}},
    {"initiative", {"Initiatief", "Initiative"}},
    {"practice", {"Werkwijze of methode", "Practice or method"}},
    {"platform", {"Platform of voorziening", "Platform or facility"}},
    {"areaApproach", {"Gebiedsaanpak", "Area approach"}},
    {"fund", {"Innovatiebudget of fonds", "Innovation budget or fund"}},
    {"research", {"Onderzoeksproject", "Research project"}},
    {"collective", {"Verzamelpost", "Collective entry"}},
};
CODE_LIST(pilot_kinds, "pilots.kind");

/* In the order of enum precision (date.h). */
static const struct code precisions[] = {
    {"day", {"Dag", "Day"}},
    {"month", {"Maand", "Month"}},
    {"quarter", {"Kwartaal", "Quarter"}},
    {"year", {"Jaar", "Year"}},
    {"unknown", {"Onbekend", "Unknown"}},
};
CODE_LIST(precisions, "dates.precision");

/* In the order of enum role. */
static const struct code roles[] = {
    {"editor", {"Redacteur: pilots en wat daarover bekend is", "Editor: pilots and what is known of them"}},
    {"controller",
        {"Controller: begrotingsregels en gerapporteerde totalen", "Controller: budget lines and reported totals"}},
    {"administrator", {"Beheerder: sleutels, en wie dat overal is ook referentiegegevens",
                          "Administrator: keys, and everywhere also reference data"}},
    {"reader", {"Lezer: ook wat niet openbaar is", "Reader: also what is not public"}},
};
_Static_assert(sizeof roles / sizeof roles[0] == ROLE_COUNT, "each role has its code");
CODE_LIST(roles, "apiKeys.roles");

static const struct code status_groups[] = {
    {"unknown", {"Onbekend", "Unknown"}},
    {"preparation", {"Voorbereiding", "Preparation"}},
    {"active", {"Lopend", "Active"}},
    {"ended", {"Beëindigd", "Ended"}},
};
CODE_LIST(status_groups, "pilots.statusGroup");

/* What the rule in the migration of the status timeline can answer. */
static const struct code statuses[] = {
    {"notEstablished", {"Niet vast te stellen", "Not established"}},
    {"inPreparation", {"In voorbereiding", "In preparation"}},
    {"running", {"Loopt", "Running"}},
    {"extended", {"Verlengd", "Extended"}},
    {"paused", {"Op laag pitje", "On hold"}},
    {"pastEnd", {"Verlopen zonder besluit", "Past its end without a decision"}},
    {"completed", {"Afgerond", "Completed"}},
    {"madeRegular", {"Regulier", "Made regular"}},
    {"stopped", {"Gestopt", "Stopped"}},
    {"split", {"Gesplitst", "Split"}},
    {"merged", {"Samengevoegd", "Merged"}},
};
CODE_LIST(statuses, "pilots.status");

/* What became of a municipality that is no more, by what happened to its code. */
static const struct code succession_kinds[] = {
    {"merge", {"Samengegaan tot een nieuwe gemeente", "Merged into a new municipality"}},
    {"absorb", {"Toegevoegd aan een bestaande gemeente", "Absorbed by an existing municipality"}},
    {"split", {"Verdeeld over meer gemeenten", "Divided between several municipalities"}},
    {"rename", {"Nieuwe naam en code", "New name and code"}},
};
CODE_LIST(succession_kinds, "municipalities.successors.kind");

/* As the documents name them; several may hold for one pilot. */
static const struct code target_groups[] = {
    {"residents", {"Alle inwoners", "All residents"}},
    {"multiproblemFamilies", {"Multiprobleemgezinnen", "Families with multiple problems"}},
    {"families", {"Gezinnen en ouders", "Families and parents"}},
    {"youth", {"Jeugd en jongeren", "Children and young people"}},
    {"vulnerableYouth", {"Kwetsbare jongeren", "Vulnerable young people"}},
    {"youngParents", {"Jonge ouders", "Young parents"}},
    {"youngOffenders", {"Jongeren met strafbaar gedrag", "Young offenders"}},
    {"older", {"Ouderen", "Older people"}},
    {"dementia", {"Mensen met dementie", "People with dementia"}},
    {"disability", {"Mensen met een beperking", "People with a disability"}},
    {"mildIntellectualDisability", {"Licht verstandelijke beperking", "Mild intellectual disability"}},
    {"mentalHealth", {"GGZ-problematiek", "Mental health problems"}},
    {"homelessSheltered", {"Dak- en thuislozen, beschermd wonen", "Homeless people, sheltered housing"}},
    {"carers", {"Mantelzorgers", "Informal carers"}},
    {"volunteers", {"Vrijwilligers", "Volunteers"}},
    {"refugees", {"Statushouders", "Refugees with a residence permit"}},
    {"migrantCommunities", {"Migrantengemeenschappen", "Migrant communities"}},
    {"jobSeekers", {"Werkzoekenden", "Job seekers"}},
    {"lowIncome", {"Minima", "People on a low income"}},
    {"debts", {"Mensen met schulden", "People in debt"}},
    {"farmers", {"Agrariërs", "Farmers"}},
    {"exPrisoners", {"Ex-gedetineerden", "Former prisoners"}},
    {"lowLiteracy", {"Laaggeletterden", "People with low literacy"}},
    {"healthRisk", {"Hoge gezondheidsrisico's", "High health risks"}},
    {"professionals", {"Professionals", "Professionals"}},
    {"entrepreneurs", {"Ondernemers", "Entrepreneurs"}},
    {"associations", {"Verenigingen", "Associations"}},
    {"notStated", {"Niet vermeld", "Not stated"}},
};
CODE_LIST(target_groups, "pilots.targetGroups");

/* Yes or no, or a document that leaves it open. */
static const struct code tri[] = {
    {"yes", {"Ja", "Yes"}},
    {"no", {"Nee", "No"}},
    {"unknown", {"Onbekend", "Unknown"}},
};
CODE_LIST(tri, "tri");

const struct code_list *const code_lists[] = {
    &code_amount_statuses,
    &code_area_kinds,
    &code_assignments,
    &code_bodies,
    &code_bounds,
    &code_budget_bases,
    &code_budget_effects,
    &code_budget_kinds,
    &code_budget_recurrences,
    &code_budget_stages,
    &code_cost_categories,
    &code_decision_kinds,
    &code_decision_stages,
    &code_deliverable_kinds,
    &code_deliverable_recurrences,
    &code_directions,
    &code_document_kinds,
    &code_domains,
    &code_evaluation_kinds,
    &code_evidence_levels,
    &code_figure_kinds,
    &code_follow_ups,
    &code_indicator_aggregations,
    &code_indicator_levels,
    &code_indicator_measures,
    &code_indicator_timings,
    &code_measurements_withheld,
    &code_evaluation_figures_withheld,
    &code_evaluation_methods_withheld,
    &code_reported_totals_withheld,
    &code_laws,
    &code_lesson_kinds,
    &code_link_relations,
    &code_measurement_statuses,
    &code_municipality_kinds,
    &code_organisation_kinds,
    &code_participation_roles,
    &code_pilot_kinds,
    &code_precisions,
    &code_programme_kinds,
    &code_programme_line_kinds,
    &code_qualifiers,
    &code_recommendation_responses,
    &code_roles,
    &code_status_groups,
    &code_statuses,
    &code_study_groups,
    &code_study_moments,
    &code_succession_kinds,
    &code_target_groups,
    &code_total_functions,
    &code_total_signs,
    &code_total_subjects,
    &code_tri,
    &code_verdicts,
};
const size_t code_list_count = sizeof code_lists / sizeof code_lists[0];
