/* Consistency findings (lib): the table of rules, and the list of what they find. */
#include <proeftuin/findings.h>

#include <assert.h>
#include <string.h>

#include "rules.h"

static const struct {
    const char *code; /* stable: clients store it */
    enum finding_severity severity;
    finding_rule *rule;
    struct bilingual sentence; /* {0} ... are the finding's facts */
} table[FINDING_COUNT] = {
    [FINDING_ACTIVE_BEFORE_START] = {"activeBeforeStart", SEVERITY_WARNING, rule_active_before_start,
        {"Het jaar {0} is als actief aangemerkt, maar de start is {1}.",
            "The year {0} is marked as active, but the start is {1}."}},
    [FINDING_ACTIVE_AFTER_END] = {"activeAfterEnd", SEVERITY_WARNING, rule_active_after_end,
        {"Het jaar {0} is als actief aangemerkt, maar het einde is {1}.",
            "The year {0} is marked as active, but the end is {1}."}},
    [FINDING_NOT_MARKED_ACTIVE] = {"notMarkedActive", SEVERITY_WARNING, rule_not_marked_active,
        {"Het jaar {0} is niet als actief aangemerkt, maar valt tussen de start ({1}) en het einde ({2}).",
            "The year {0} is not marked as active, but lies between the start ({1}) and the end ({2})."}},
    [FINDING_PAST_END_WITHOUT_DECISION] = {"pastEndWithoutDecision", SEVERITY_WARNING, rule_past_end_without_decision,
        {"De einddatum {1} is {0} dag(en) voorbij, zonder bekend besluit over het vervolg.",
            "The end date {1} is {0} day(s) past, without a known decision on what follows."}},
    [FINDING_ENDS_SOON_WITHOUT_DECISION] = {"endsSoonWithoutDecision", SEVERITY_INFO, rule_ends_soon_without_decision,
        {"De einddatum {1} is over {0} dag(en), zonder bekend besluit over het vervolg.",
            "The end date {1} is {0} day(s) ahead, without a known decision on what follows."}},
    [FINDING_EXTENSION_ANNOUNCED_NOT_DECIDED] = {"extensionAnnouncedNotDecided", SEVERITY_WARNING,
        rule_extension_announced_not_decided,
        {"Op {0} is een verlenging aangekondigd; een besluit daarover is niet bekend.",
            "An extension was announced on {0}; no decision on it is known."}},
    [FINDING_EXTENSION_WITHOUT_NEW_END] = {"extensionWithoutNewEnd", SEVERITY_WARNING, rule_extension_without_new_end,
        {"De verlenging ({0}) noemt geen nieuwe einddatum.", "The extension ({0}) names no new end date."}},
    [FINDING_MAKE_REGULAR_ANNOUNCED_NOT_DECIDED] = {"makeRegularAnnouncedNotDecided", SEVERITY_WARNING,
        rule_make_regular_announced_not_decided,
        {"Op {0} is aangekondigd dat dit regulier wordt; een besluit daarover is niet bekend.",
            "It was announced on {0} that this becomes regular; no decision on it is known."}},
    [FINDING_ENDING_DECISION_UNDATED] = {"endingDecisionUndated", SEVERITY_INFO, rule_ending_decision_undated,
        {"Het besluit dat dit beëindigde ({0}) heeft geen datum; het was bekend op {1}.",
            "The decision that ended this ({0}) has no date; it was known on {1}."}},
    [FINDING_SERIAL_EXTENSION] = {"serialExtension", SEVERITY_INFO, rule_serial_extension,
        {"Dit is {0} keer verlengd.", "This was extended {0} times."}},
    [FINDING_CONSENT_MISSING] = {"consentMissing", SEVERITY_WARNING, rule_consent_missing,
        {"Afwijken van beleid: {0}; buiten de kaders: {1}. Toestemming van de raad is niet bekend.",
            "Deviates from policy: {0}; outside the frameworks: {1}. No consent of the council is known."}},
    [FINDING_NO_END_DATE] = {"noEndDate", SEVERITY_INFO, rule_no_end_date,
        {"Er is geen einddatum (status: {0}).", "There is no end date (status: {0})."}},
    [FINDING_NO_START_DATE] = {"noStartDate", SEVERITY_INFO, rule_no_start_date,
        {"Er is geen startdatum (status: {0}).", "There is no start date (status: {0})."}},
    [FINDING_GOAL_MISSING] = {"goalMissing", SEVERITY_INFO, rule_goal_missing,
        {"Er is geen doel bekend (status: {0}).", "No goal is known (status: {0})."}},
    [FINDING_GOAL_WITHOUT_TARGET] = {"goalWithoutTarget", SEVERITY_INFO, rule_goal_without_target,
        {"Het doel \"{0}\" heeft geen streefwaarde.", "The goal \"{0}\" has no target."}},
    [FINDING_GOAL_WITHOUT_MEASUREMENT] = {"goalWithoutMeasurement", SEVERITY_WARNING, rule_goal_without_measurement,
        {"Bij het doel \"{0}\" (termijn: {1}) is geen meting bekend.",
            "No measurement is known of the goal \"{0}\" (deadline: {1})."}},
    [FINDING_INVESTMENT_WITHOUT_RESULT] = {"investmentWithoutResult", SEVERITY_WARNING, rule_investment_without_result,
        {"Er is {0} ingezet; wat dat heeft opgeleverd, is niet bekend.",
            "{0} was invested; what came of it is not known."}},
    [FINDING_YIELD_WITHOUT_REALISED_LINE] = {"yieldWithoutRealisedLine", SEVERITY_INFO,
        rule_yield_without_realised_line,
        {"Er is een opbrengst van {0} opgegeven ({1}); dat er iets van is gerealiseerd, is niet bekend.",
            "A yield of {0} is stated ({1}); it is not known that any of it was realised."}},
    [FINDING_FIGURE_CONFLICT] = {"figureConflict", SEVERITY_WARNING, rule_figure_conflict,
        {"Voor hetzelfde feit staat er {0} ({2}) en {1} ({3}).", "Of the same fact it says {0} ({2}) and {1} ({3})."}},
    [FINDING_NAMED_NOT_LISTED] = {"namedNotListed", SEVERITY_INFO, rule_named_not_listed,
        {"Het document noemt dit, maar niet in de lijst die volledig heet te zijn.",
            "The document names this, but not in the list that is said to be complete."}},
    [FINDING_STATED_STATUS_DIFFERS] = {"statedStatusDiffers", SEVERITY_WARNING, rule_stated_status_differs,
        {"Het bericht van {0} vermeldt als status: {1}; uit data en besluiten volgt: {2}.",
            "The report of {0} states the status: {1}; from dates and decisions follows: {2}."}},
    [FINDING_PARTS_DIFFER] = {"partsDiffer", SEVERITY_INFO, rule_parts_differ,
        {"De delen verschillen in status: {0} ({1}), {2} ({3}).", "The parts differ in status: {0} ({1}), {2} ({3})."}},
};

void findings_init(struct findings *findings, struct arena *arena, size_t limit)
{
    *findings = (struct findings){.arena = arena, .limit = limit};
}

void findings_judge(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    assert(date_is_set(day));
    for (size_t i = 0; i < FINDING_COUNT; i++)
        table[i].rule(pilot, day, findings);
}

void finding_add(struct findings *findings, enum finding_code code, const struct pilot_facts *pilot,
    const struct finding_fact *facts, size_t fact_count)
{
    struct finding *items = NULL;

    assert(fact_count <= FINDING_FACTS);
    if (findings->count < findings->limit)
        items = arena_grown(findings->arena, findings->items, findings->count, sizeof *items);
    if (!items) {
        findings->dropped++;
        return;
    }
    struct finding *finding = &items[findings->count++];
    *finding = (struct finding){.code = code, .pilot = pilot, .fact_count = fact_count};
    memcpy(finding->facts, facts, fact_count * sizeof *facts);
    findings->items = items;
}

const char *finding_code_text(enum finding_code code)
{
    assert((unsigned)code < FINDING_COUNT);
    return table[code].code;
}

enum finding_severity finding_severity(enum finding_code code)
{
    assert((unsigned)code < FINDING_COUNT);
    return table[code].severity;
}

struct bilingual finding_sentence(enum finding_code code)
{
    assert((unsigned)code < FINDING_COUNT);
    return table[code].sentence;
}

const char *finding_severity_text(enum finding_severity severity)
{
    return severity == SEVERITY_WARNING ? "warning" : "info";
}
