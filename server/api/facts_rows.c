/* The rows of the facts, into the library's structures (server/api). */
#include "api/facts_rows.h"

#include <stdlib.h>
#include <string.h>

#include <proeftuin/money.h>
#include <proeftuin/sql_array.h>

/* ---- Values ---- */

static const char *text_at(const PGresult *result, int row, int column)
{
    return PQgetisnull(result, row, column) ? NULL : PQgetvalue(result, row, column);
}

struct date date_at(const PGresult *result, int row, int column)
{
    const char *text = text_at(result, row, column);
    struct date date = {0};

    if (text)
        date_parse(text, strlen(text), &date);
    return date;
}

static struct partial_date partial_at(const PGresult *result, int row, int column)
{
    return partial_date_read(
        text_at(result, row, column), text_at(result, row, column + 1), text_at(result, row, column + 2));
}

static bool bool_at(const PGresult *result, int row, int column)
{
    return PQgetvalue(result, row, column)[0] == 't';
}

/* An amount that is not known is 0: whoever asks looks at its status first. */
static int64_t cents_at(const PGresult *result, int row, int column)
{
    int64_t cents = 0;

    money_read(text_at(result, row, column), &cents);
    return cents;
}

static int32_t year_at(const PGresult *result, int row, int column)
{
    const char *text = text_at(result, row, column);

    return text ? (int32_t)strtol(text, NULL, 10) : 0;
}

/* ---- Rows ---- */

/* The run of rows of one kind that belong to a pilot; moves on behind them. None of a kind that was not asked for. */
static int take_run(struct taking *taking, int kind, const char *pilot, int *ret_first)
{
    if (!facts_asked(taking->facts->asked->scope, kind))
        return *ret_first = 0;
    const PGresult *rows = rows_of(taking, kind);
    int row = taking->facts->next[kind];

    *ret_first = row;
    while (row < PQntuples(rows) && strcmp(PQgetvalue(rows, row, 0), pilot) == 0)
        row++;
    taking->facts->next[kind] = row;
    return row - *ret_first;
}

static struct decision_facts decision_at(const PGresult *rows, int row)
{
    return (struct decision_facts){.id = text_at(rows, row, DECISION_COLUMN_ID),
        .kind = text_at(rows, row, DECISION_COLUMN_KIND),
        .stage = text_at(rows, row, DECISION_COLUMN_STAGE),
        .body = text_at(rows, row, DECISION_COLUMN_BODY),
        .taken = partial_at(rows, row, DECISION_COLUMN_TAKEN),
        .new_end = partial_at(rows, row, DECISION_COLUMN_NEW_END),
        .effective_from = date_at(rows, row, DECISION_COLUMN_EFFECTIVE_FROM),
        .known_by = date_at(rows, row, DECISION_COLUMN_KNOWN_BY),
        .stated_on = date_at(rows, row, DECISION_COLUMN_STATED_ON),
        .has_reason = bool_at(rows, row, DECISION_COLUMN_HAS_REASON)};
}

static bool take_decisions(struct taking *taking, struct pilot_facts *pilot)
{
    int first;
    const int count = take_run(taking, FACTS_DECISIONS, pilot->id, &first);
    struct decision_facts *decisions = arena_array(taking->arena, (size_t)count + 1, sizeof *decisions);

    for (int i = 0; decisions && i < count; i++)
        decisions[i] = decision_at(rows_of(taking, FACTS_DECISIONS), first + i);
    pilot->decisions = decisions;
    pilot->decision_count = (size_t)count;
    return decisions;
}

static bool take_years(struct arena *arena, const char *array, struct report_facts *report)
{
    const size_t length = strlen(array);
    int32_t *years = arena_array(arena, length / 2 + 1, sizeof *years);
    struct sql_array items;
    const char *item;
    size_t item_length;

    if (!years)
        return false;
    sql_array_begin(&items, array, length);
    while (sql_array_next(&items, &item, &item_length))
        years[report->active_year_count++] = (int32_t)strtol(item, NULL, 10);
    report->active_years = years;
    return true;
}

static bool take_report(struct arena *arena, const PGresult *rows, int row, struct report_facts *ret)
{
    const char *years = text_at(rows, row, REPORT_COLUMN_ACTIVE_YEARS);

    *ret = (struct report_facts){.id = text_at(rows, row, REPORT_COLUMN_ID),
        .reported_on = date_at(rows, row, REPORT_COLUMN_REPORTED_ON),
        .stated_group = text_at(rows, row, REPORT_COLUMN_STATED_GROUP),
        .derived_group = text_at(rows, row, REPORT_COLUMN_DERIVED_GROUP),
        .covers_from = year_at(rows, row, REPORT_COLUMN_COVERS_FROM),
        .covers_to = year_at(rows, row, REPORT_COLUMN_COVERS_TO),
        .states_results = bool_at(rows, row, REPORT_COLUMN_RESULTS)};
    /* A report that covers years but marks none says so; one that covers none says nothing of years. */
    ret->states_years = years || ret->covers_from;
    return !years || take_years(arena, years, ret);
}

static bool take_reports(struct taking *taking, struct pilot_facts *pilot)
{
    int first;
    const int count = take_run(taking, FACTS_REPORTS, pilot->id, &first);
    struct report_facts *reports = arena_array(taking->arena, (size_t)count + 1, sizeof *reports);

    for (int i = 0; reports && i < count; i++)
        if (!take_report(taking->arena, rows_of(taking, FACTS_REPORTS), first + i, &reports[i]))
            return false;
    pilot->reports = reports;
    pilot->report_count = (size_t)count;
    return reports;
}

static bool take_parts(struct taking *taking, struct pilot_facts *pilot)
{
    int first;
    const int count = take_run(taking, FACTS_PARTS, pilot->id, &first);
    const PGresult *rows = rows_of(taking, FACTS_PARTS);
    struct part_facts *parts = arena_array(taking->arena, (size_t)count + 1, sizeof *parts);

    for (int i = 0; parts && i < count; i++)
        parts[i] = (struct part_facts){.id = text_at(rows, first + i, PART_COLUMN_ID),
            .title = text_at(rows, first + i, PART_COLUMN_TITLE),
            .status_group = text_at(rows, first + i, PART_COLUMN_STATUS_GROUP)};
    pilot->parts = parts;
    pilot->part_count = (size_t)count;
    return parts;
}

static struct goal_facts goal_at(const PGresult *rows, int row)
{
    const char *texts[SMART_TEXTS];

    for (int i = 0; i < SMART_TEXTS; i++)
        texts[i] = text_at(rows, row, GOAL_COLUMN_TEXTS + i);
    struct goal_facts goal = {.id = text_at(rows, row, GOAL_COLUMN_ID),
        .indicator = text_at(rows, row, GOAL_COLUMN_INDICATOR),
        .smart = smart_goal_read(texts),
        .has_milestones = bool_at(rows, row, GOAL_COLUMN_MILESTONES),
        .stated_on = date_at(rows, row, GOAL_COLUMN_STATED_ON)};
    goal.smart.only_statement = false; /* a stored goal could have had the rest */
    return goal;
}

static bool take_goals(struct taking *taking, struct pilot_facts *pilot)
{
    int first;
    const int count = take_run(taking, FACTS_GOALS, pilot->id, &first);
    struct goal_facts *goals = arena_array(taking->arena, (size_t)count + 1, sizeof *goals);

    for (int i = 0; goals && i < count; i++)
        goals[i] = goal_at(rows_of(taking, FACTS_GOALS), first + i);
    pilot->goals = goals;
    pilot->goal_count = (size_t)count;
    return goals;
}

static bool take_measurements(struct taking *taking, struct pilot_facts *pilot)
{
    int first;
    const int count = take_run(taking, FACTS_MEASUREMENTS, pilot->id, &first);
    const PGresult *rows = rows_of(taking, FACTS_MEASUREMENTS);
    struct measurement_facts *measurements = arena_array(taking->arena, (size_t)count + 1, sizeof *measurements);

    for (int i = 0; measurements && i < count; i++)
        measurements[i] = (struct measurement_facts){.id = text_at(rows, first + i, MEASUREMENT_COLUMN_ID),
            .goal = text_at(rows, first + i, MEASUREMENT_COLUMN_GOAL),
            .indicator = text_at(rows, first + i, MEASUREMENT_COLUMN_INDICATOR),
            .measured_on = date_at(rows, first + i, MEASUREMENT_COLUMN_MEASURED_ON),
            .stated_on = date_at(rows, first + i, MEASUREMENT_COLUMN_STATED_ON)};
    pilot->measurements = measurements;
    pilot->measurement_count = (size_t)count;
    return measurements;
}

static struct budget_line_facts budget_line_at(const PGresult *rows, int row)
{
    return (struct budget_line_facts){.id = text_at(rows, row, BUDGET_LINE_COLUMN_ID),
        .fact = text_at(rows, row, BUDGET_LINE_COLUMN_FACT),
        .is_variant = bool_at(rows, row, BUDGET_LINE_COLUMN_VARIANT),
        .is_included = bool_at(rows, row, BUDGET_LINE_COLUMN_INCLUDED),
        .is_memo = bool_at(rows, row, BUDGET_LINE_COLUMN_MEMO),
        .statement = text_at(rows, row, BUDGET_LINE_COLUMN_STATEMENT),
        .kind = text_at(rows, row, BUDGET_LINE_COLUMN_KIND),
        .stage = text_at(rows, row, BUDGET_LINE_COLUMN_STAGE),
        .recurrence = text_at(rows, row, BUDGET_LINE_COLUMN_RECURRENCE),
        .basis = text_at(rows, row, BUDGET_LINE_COLUMN_BASIS),
        .effect = text_at(rows, row, BUDGET_LINE_COLUMN_EFFECT),
        .amount_status = text_at(rows, row, BUDGET_LINE_COLUMN_AMOUNT_STATUS),
        .qualifier = text_at(rows, row, BUDGET_LINE_COLUMN_QUALIFIER),
        .cents = cents_at(rows, row, BUDGET_LINE_COLUMN_AMOUNT),
        .upper_cents = cents_at(rows, row, BUDGET_LINE_COLUMN_UPPER),
        .precision_cents = cents_at(rows, row, BUDGET_LINE_COLUMN_PRECISION),
        .funding_source = text_at(rows, row, BUDGET_LINE_COLUMN_FUNDING_SOURCE),
        .beneficiary = text_at(rows, row, BUDGET_LINE_COLUMN_BENEFICIARY),
        .year_from = year_at(rows, row, BUDGET_LINE_COLUMN_YEAR_FROM),
        .year_to = year_at(rows, row, BUDGET_LINE_COLUMN_YEAR_TO),
        .stated_on = date_at(rows, row, BUDGET_LINE_COLUMN_STATED_ON)};
}

static bool take_budget_lines(struct taking *taking, struct pilot_facts *pilot)
{
    int first;
    const int count = take_run(taking, FACTS_BUDGET_LINES, pilot->id, &first);
    struct budget_line_facts *lines = arena_array(taking->arena, (size_t)count + 1, sizeof *lines);

    for (int i = 0; lines && i < count; i++)
        lines[i] = budget_line_at(rows_of(taking, FACTS_BUDGET_LINES), first + i);
    pilot->budget_lines = lines;
    pilot->budget_line_count = (size_t)count;
    return lines;
}

static bool take_evaluations(struct taking *taking, struct pilot_facts *pilot)
{
    int first;
    const int count = take_run(taking, FACTS_EVALUATIONS, pilot->id, &first);
    const PGresult *rows = rows_of(taking, FACTS_EVALUATIONS);
    struct evaluation_facts *evaluations = arena_array(taking->arena, (size_t)count + 1, sizeof *evaluations);

    for (int i = 0; evaluations && i < count; i++)
        evaluations[i] = (struct evaluation_facts){.id = text_at(rows, first + i, EVALUATION_COLUMN_ID),
            .kind = text_at(rows, first + i, EVALUATION_COLUMN_KIND),
            .verdict = text_at(rows, first + i, EVALUATION_COLUMN_VERDICT),
            .evidence_level = text_at(rows, first + i, EVALUATION_COLUMN_EVIDENCE_LEVEL),
            .collected_from = partial_at(rows, first + i, EVALUATION_COLUMN_COLLECTED_FROM),
            .collected_to = partial_at(rows, first + i, EVALUATION_COLUMN_COLLECTED_TO),
            .has_methods = bool_at(rows, first + i, EVALUATION_COLUMN_METHODS),
            .stated_on = date_at(rows, first + i, EVALUATION_COLUMN_STATED_ON)};
    pilot->evaluations = evaluations;
    pilot->evaluation_count = (size_t)count;
    return evaluations;
}

static bool take_lessons(struct taking *taking, struct pilot_facts *pilot)
{
    int first;
    const int count = take_run(taking, FACTS_LESSONS, pilot->id, &first);
    struct lesson_facts *lessons = arena_array(taking->arena, (size_t)count + 1, sizeof *lessons);

    for (int i = 0; lessons && i < count; i++) {
        const PGresult *rows = rows_of(taking, FACTS_LESSONS);
        lessons[i] = (struct lesson_facts){.id = text_at(rows, first + i, LESSON_COLUMN_ID),
            .kind = text_at(rows, first + i, LESSON_COLUMN_KIND),
            .stated_on = date_at(rows, first + i, LESSON_COLUMN_STATED_ON)};
    }
    pilot->lessons = lessons;
    pilot->lesson_count = (size_t)count;
    return lessons;
}

static bool take_plans(struct taking *taking, struct pilot_facts *pilot)
{
    int first;
    const int count = take_run(taking, FACTS_PLANS, pilot->id, &first);
    struct plan_facts *plans = arena_array(taking->arena, (size_t)count + 1, sizeof *plans);

    for (int i = 0; plans && i < count; i++) {
        const PGresult *rows = rows_of(taking, FACTS_PLANS);
        plans[i] = (struct plan_facts){.id = text_at(rows, first + i, PLAN_COLUMN_ID),
            .promised_on = date_at(rows, first + i, PLAN_COLUMN_PROMISED_ON),
            .stated_on = date_at(rows, first + i, PLAN_COLUMN_STATED_ON)};
    }
    pilot->plans = plans;
    pilot->plan_count = (size_t)count;
    return plans;
}

/* All that belongs to a pilot. */
bool take_rows(struct taking *taking, struct pilot_facts *pilot)
{
    return take_decisions(taking, pilot) && take_reports(taking, pilot) && take_parts(taking, pilot) &&
           take_goals(taking, pilot) && take_measurements(taking, pilot) && take_budget_lines(taking, pilot) &&
           take_evaluations(taking, pilot) && take_lessons(taking, pilot) && take_plans(taking, pilot);
}

struct pilot_facts pilot_at(const PGresult *rows, int row)
{
    return (struct pilot_facts){.id = text_at(rows, row, PILOT_COLUMN_ID),
        .reference = text_at(rows, row, PILOT_COLUMN_REFERENCE),
        .start = partial_at(rows, row, PILOT_COLUMN_START),
        .end = partial_at(rows, row, PILOT_COLUMN_END),
        .listed_as = text_at(rows, row, PILOT_COLUMN_LISTED_AS),
        .part_of_another = bool_at(rows, row, PILOT_COLUMN_PART),
        .parts_have_goals = bool_at(rows, row, PILOT_COLUMN_PARTS_HAVE_GOALS),
        .deviates_from_policy = text_at(rows, row, PILOT_COLUMN_DEVIATES),
        .outside_frameworks = text_at(rows, row, PILOT_COLUMN_OUTSIDE),
        .document = text_at(rows, row, PILOT_COLUMN_DOCUMENT),
        .document_list_complete = text_at(rows, row, PILOT_COLUMN_LIST_COMPLETE),
        .stated_on = date_at(rows, row, PILOT_COLUMN_STATED_ON),
        .status = text_at(rows, row, PILOT_COLUMN_STATUS),
        .status_group = text_at(rows, row, PILOT_COLUMN_STATUS_GROUP),
        .programme_kind = text_at(rows, row, PILOT_COLUMN_PROGRAMME_KIND),
        .embedding = {.routine = text_at(rows, row, PILOT_COLUMN_ROUTINE),
            .caseload = text_at(rows, row, PILOT_COLUMN_CASELOAD),
            .room = text_at(rows, row, PILOT_COLUMN_ROOM),
            .funding = text_at(rows, row, PILOT_COLUMN_FUNDING),
            .owner = text_at(rows, row, PILOT_COLUMN_OWNER),
            .replaces = text_at(rows, row, PILOT_COLUMN_REPLACES),
            .has_conditions = bool_at(rows, row, PILOT_COLUMN_CONDITIONS),
            .considered_on = date_at(rows, row, PILOT_COLUMN_CONSIDERED_ON)}};
}
