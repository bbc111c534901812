/*
 * Consistency findings (tests). Input: a pilot and the rows that belong to it, field by field (take_pilot()):
 * anything that a row might hold, also what the database would not allow together.
 *
 * Each finding rests on facts that were given, is written in both languages as JSON, and comes out the same when asked
 * again.
 */
#include "fuzz/pilot.h"

#include <proeftuin/findings.h>

enum { FINDINGS_LIMIT = 25 };

/* ---- Demands ---- */

static bool marks_year(const struct pilot_facts *pilot, const char *report, int32_t year)
{
    for (size_t i = 0; i < pilot->report_count; i++)
        for (size_t k = 0; strcmp(pilot->reports[i].id, report) == 0 && k < pilot->reports[i].active_year_count; k++)
            if (pilot->reports[i].active_years[k] == year)
                return true;
    return false;
}

static const struct finding_fact *fact_called(const struct finding *finding, const char *name)
{
    for (size_t i = 0; i < finding->fact_count; i++)
        if (strcmp(finding->facts[i].name, name) == 0)
            return &finding->facts[i];
    return NULL;
}

/* An id that a finding names is one of what was given. */
static void demand_given(const struct finding *finding, const char *name, const char *stem, size_t count)
{
    const struct finding_fact *fact = fact_called(finding, name);

    if (!fact || !fact->text)
        return;
    const size_t length = strlen(stem);
    DEMAND(strncmp(fact->text, stem, length) == 0 && strtoul(fact->text + length, NULL, 10) < count);
}

static void demand_facts(const struct finding *finding)
{
    const struct pilot_facts *pilot = finding->pilot;
    const struct finding_fact *year = fact_called(finding, "year"), *report = fact_called(finding, "progressReport");

    DEMAND(finding->fact_count <= FINDING_FACTS);
    demand_given(finding, "decision", "decision-", pilot->decision_count);
    demand_given(finding, "progressReport", "report-", pilot->report_count);
    demand_given(finding, "part", "part-", pilot->part_count);
    demand_given(finding, "otherPart", "part-", pilot->part_count);
    demand_given(finding, "goal", "goal-", pilot->goal_count);
    demand_given(finding, "budgetLine", "line-", pilot->budget_line_count);
    demand_given(finding, "otherBudgetLine", "line-", pilot->budget_line_count);
    if (finding->code == FINDING_ACTIVE_BEFORE_START || finding->code == FINDING_ACTIVE_AFTER_END)
        DEMAND(marks_year(pilot, report->text, year->number));
    if (finding->code == FINDING_NOT_MARKED_ACTIVE)
        DEMAND(!marks_year(pilot, report->text, year->number));
    if (finding->code == FINDING_ENDS_SOON_WITHOUT_DECISION)
        DEMAND(fact_called(finding, "days")->number >= 0 && fact_called(finding, "days")->number <= ENDS_SOON_DAYS);
    if (finding->code == FINDING_INVESTMENT_WITHOUT_RESULT || finding->code == FINDING_YIELD_WITHOUT_REALISED_LINE)
        DEMAND(fact_called(finding, "amount")->cents > 0);
    if (finding->code == FINDING_FIGURE_CONFLICT)
        DEMAND(strcmp(fact_called(finding, "budgetLine")->text, fact_called(finding, "otherBudgetLine")->text) != 0);
    if (finding->code == FINDING_SERIAL_EXTENSION)
        DEMAND(fact_called(finding, "extensions")->number >= SERIAL_EXTENSION);
}

/* The members that findings.h promises. */
static void demand_members(const struct finding *finding, const struct buffer *text)
{
    json_t *json = demand_json(text);

    DEMAND(json_object_size(json) == 6);
    DEMAND(strcmp(json_string_value(json_object_get(json, "code")), finding_code_text(finding->code)) == 0);
    DEMAND(json_object_size(json_object_get(json, "facts")) == finding->fact_count);
    DEMAND(json_string_length(json_object_get(json, "text")) > 10);
    json_decref(json);
}

static struct findings judge(const struct pilot_facts *pilot, struct date day, struct arena *arena, struct buffer *all)
{
    struct findings findings;

    findings_init(&findings, arena, FINDINGS_LIMIT);
    findings_judge(pilot, day, &findings);
    DEMAND(findings.count <= FINDINGS_LIMIT && (findings.dropped == 0 || findings.count == FINDINGS_LIMIT));
    for (size_t i = 0; i < findings.count; i++) {
        DEMAND(findings.items[i].pilot == pilot);
        DEMAND(i == 0 || findings.items[i - 1].code <= findings.items[i].code);
        demand_facts(&findings.items[i]);
        finding_write(&findings.items[i], i % 2 ? LANGUAGE_EN : LANGUAGE_NL, all);
        buffer_char(all, '\n');
    }
    return findings;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    struct arena *arena = fuzz_arena();
    struct date day = take_date(&input);
    const struct pilot_facts pilot = take_pilot(&input, arena);
    struct buffer once, again;

    if (!date_is_set(day))
        day = date_from_days(17786); /* 2018-09-12 */
    buffer_init(&once, FUZZ_TEXT);
    buffer_init(&again, FUZZ_TEXT);
    const struct findings findings = judge(&pilot, day, arena, &once);
    for (size_t i = 0; i < findings.count; i++) {
        struct buffer text;

        buffer_init(&text, FUZZ_TEXT);
        finding_write(&findings.items[i], LANGUAGE_EN, &text);
        demand_members(&findings.items[i], &text);
        buffer_free(&text);
    }
    judge(&pilot, day, arena, &again);
    DEMAND(once.length == again.length && (once.length == 0 || memcmp(once.data, again.data, once.length) == 0));
    buffer_free(&once);
    buffer_free(&again);
    arena_free(arena);
    return 0;
}
