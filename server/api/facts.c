/*
 * The facts on which findings rest (server/api). Each statement brings one kind of fact, sorted by pilot, so that the
 * rows of one pilot are a run: the kinds are walked side by side.
 */
#include "api/facts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "api/goal_columns.h"

#include <proeftuin/money.h>
#include <proeftuin/sql_array.h>

enum {
    FACTS_DAY,
    FACTS_EXISTS,
    FACTS_PILOTS,
    FACTS_DECISIONS,
    FACTS_REPORTS,
    FACTS_PARTS,
    FACTS_GOALS,
    FACTS_MEASUREMENTS,
    FACTS_BUDGET_LINES,
    FACTS_EVALUATIONS,
    FACTS_LESSONS, /* these two for the readiness alone */
    FACTS_PLANS,
    FACTS_STATEMENTS
};

/* ---- Statements ---- */

#define PARTIAL(column) "t." column "_date, t." column "_precision, t." column "_bound, "

#define SELECT_PILOTS                                                                                                  \
    "SELECT t.id, t.reference, " PARTIAL("start")                                                                      \
        PARTIAL("end") "coalesce(t.source_number, t.source_order::text), EXISTS (SELECT FROM pilot_link l WHERE "      \
                       "(l.pilot_id = t.id AND l.relation = "                                                          \
                       "'partOf') "                                                                                    \
                       "OR (l.linked_pilot_id = t.id AND l.relation = 'splitInto')), t.deviates_from_policy, "         \
                       "t.outside_frameworks, "                                                                        \
                       "d.id, d.list_complete, t.stated_on, t.status, t.status_group, EXISTS (SELECT FROM "            \
                       "pilot_link l JOIN goal g ON g.pilot_id = CASE l.relation WHEN 'partOf' THEN l.pilot_id "       \
                       "ELSE l.linked_pilot_id END WHERE (l.linked_pilot_id = t.id AND l.relation = 'partOf') "        \
                       "OR (l.pilot_id = t.id AND l.relation = 'splitInto')), m.kind, t.trial_routine, "               \
                       "t.embedding_caseload, t.embedding_room, t.embedding_funding, t.embedding_owner, "              \
                       "t.embedding_replaces, t.embedding_conditions IS NOT NULL, t.embedding_considered_on "          \
                       "FROM pilot_read t LEFT JOIN document d ON d.id = t.document_id LEFT JOIN programme m ON m.id " \
                       "= t.programme_id "
enum {
    PILOT_COLUMN_ID,
    PILOT_COLUMN_REFERENCE,
    PILOT_COLUMN_START,
    PILOT_COLUMN_END = PILOT_COLUMN_START + 3,
    PILOT_COLUMN_LISTED_AS = PILOT_COLUMN_END + 3,
    PILOT_COLUMN_PART,
    PILOT_COLUMN_DEVIATES,
    PILOT_COLUMN_OUTSIDE,
    PILOT_COLUMN_DOCUMENT,
    PILOT_COLUMN_LIST_COMPLETE,
    PILOT_COLUMN_STATED_ON,
    PILOT_COLUMN_STATUS,
    PILOT_COLUMN_STATUS_GROUP,
    PILOT_COLUMN_PARTS_HAVE_GOALS,
    PILOT_COLUMN_PROGRAMME_KIND,
    PILOT_COLUMN_ROUTINE,
    PILOT_COLUMN_CASELOAD,
    PILOT_COLUMN_ROOM,
    PILOT_COLUMN_FUNDING,
    PILOT_COLUMN_OWNER,
    PILOT_COLUMN_REPLACES,
    PILOT_COLUMN_CONDITIONS,
    PILOT_COLUMN_CONSIDERED_ON
};

#define SELECT_DECISIONS                                                  \
    "SELECT t.pilot_id, t.id, t.kind, t.stage, t.body, " PARTIAL("taken") \
        PARTIAL("new_end") "t.effective_from, t.known_by, t.stated_on, t.reason IS NOT NULL FROM decision t "
enum {
    DECISION_COLUMN_ID = 1,
    DECISION_COLUMN_KIND,
    DECISION_COLUMN_STAGE,
    DECISION_COLUMN_BODY,
    DECISION_COLUMN_TAKEN,
    DECISION_COLUMN_NEW_END = DECISION_COLUMN_TAKEN + 3,
    DECISION_COLUMN_EFFECTIVE_FROM = DECISION_COLUMN_NEW_END + 3,
    DECISION_COLUMN_KNOWN_BY,
    DECISION_COLUMN_STATED_ON,
    DECISION_COLUMN_HAS_REASON
};

#define SELECT_REPORTS                                                                                        \
    "SELECT t.pilot_id, t.id, t.reported_on, t.stated_group, s.status_group, t.active_years, t.covers_from, " \
    "t.covers_to, t.results IS NOT NULL "                                                                     \
    "FROM progress_report t LEFT JOIN pilot_status s ON s.pilot_id = t.pilot_id "                             \
    "AND s.valid_from <= t.reported_on AND s.valid_until > t.reported_on "
enum {
    REPORT_COLUMN_ID = 1,
    REPORT_COLUMN_REPORTED_ON,
    REPORT_COLUMN_STATED_GROUP,
    REPORT_COLUMN_DERIVED_GROUP,
    REPORT_COLUMN_ACTIVE_YEARS,
    REPORT_COLUMN_COVERS_FROM,
    REPORT_COLUMN_COVERS_TO,
    REPORT_COLUMN_RESULTS
};

/* A whole and its parts: by `partOf` from the part, or `splitInto` from the whole; usually both say the same. */
#define SELECT_PARTS                                                                                             \
    "SELECT t.whole, p.id, p.title, p.status_group FROM ("                                                       \
    "SELECT linked_pilot_id AS whole, pilot_id AS part, municipality FROM pilot_link WHERE relation = 'partOf' " \
    "UNION SELECT pilot_id, linked_pilot_id, municipality FROM pilot_link WHERE relation = 'splitInto') t "      \
    "JOIN pilot_read p ON p.id = t.part "
enum { PART_COLUMN_ID = 1, PART_COLUMN_TITLE, PART_COLUMN_STATUS_GROUP };

#define SELECT_GOALS                                                                              \
    "SELECT g.pilot_id, g.id, g.indicator_id, g.stated_on, EXISTS (SELECT FROM goal_milestone m " \
    "WHERE m.goal_id = g.id), " GOAL_COLUMNS " FROM " GOAL_ROWS " "
enum { GOAL_COLUMN_ID = 1, GOAL_COLUMN_INDICATOR, GOAL_COLUMN_STATED_ON, GOAL_COLUMN_MILESTONES, GOAL_COLUMN_TEXTS };

/* What was measured of a pilot, of its goals, and of what these are measured by when it names neither. */
#define SELECT_MEASUREMENTS                                                                                      \
    "SELECT t.pilot_id, m.id, m.goal_id, m.indicator_id, coalesce(m.measured_on, m.period_to, m.period_from), "  \
    "m.stated_on FROM (SELECT pilot_id, municipality, id FROM measurement WHERE pilot_id IS NOT NULL UNION "     \
    "SELECT g.pilot_id, g.municipality, m.id FROM goal g JOIN measurement m ON m.goal_id = g.id UNION "          \
    "SELECT g.pilot_id, g.municipality, m.id FROM goal g JOIN measurement m ON m.indicator_id = g.indicator_id " \
    "AND m.goal_id IS NULL AND m.pilot_id IS NULL) t JOIN measurement m USING (id) "
enum {
    MEASUREMENT_COLUMN_ID = 1,
    MEASUREMENT_COLUMN_GOAL,
    MEASUREMENT_COLUMN_INDICATOR,
    MEASUREMENT_COLUMN_MEASURED_ON,
    MEASUREMENT_COLUMN_STATED_ON
};

#define SELECT_BUDGET_LINES                                                                                     \
    "SELECT t.pilot_id, t.id, coalesce(t.variant_of_id, t.id) AS fact, t.variant_of_id IS NOT NULL, "           \
    "t.included_in_id IS NOT NULL OR t.amount_status = 'includedElsewhere', t.memo, t.statement, t.kind, "      \
    "t.stage, t.recurrence, t.basis, t.effect, t.amount_status, t.amount_qualifier, t.amount, t.amount_upper, " \
    "t.amount_precision, t.funding_source, t.beneficiary, t.fiscal_year_from, t.fiscal_year_to, t.stated_on "   \
    "FROM budget_line t "
enum {
    BUDGET_LINE_COLUMN_ID = 1,
    BUDGET_LINE_COLUMN_FACT,
    BUDGET_LINE_COLUMN_VARIANT,
    BUDGET_LINE_COLUMN_INCLUDED,
    BUDGET_LINE_COLUMN_MEMO,
    BUDGET_LINE_COLUMN_STATEMENT,
    BUDGET_LINE_COLUMN_KIND,
    BUDGET_LINE_COLUMN_STAGE,
    BUDGET_LINE_COLUMN_RECURRENCE,
    BUDGET_LINE_COLUMN_BASIS,
    BUDGET_LINE_COLUMN_EFFECT,
    BUDGET_LINE_COLUMN_AMOUNT_STATUS,
    BUDGET_LINE_COLUMN_QUALIFIER,
    BUDGET_LINE_COLUMN_AMOUNT,
    BUDGET_LINE_COLUMN_UPPER,
    BUDGET_LINE_COLUMN_PRECISION,
    BUDGET_LINE_COLUMN_FUNDING_SOURCE,
    BUDGET_LINE_COLUMN_BENEFICIARY,
    BUDGET_LINE_COLUMN_YEAR_FROM,
    BUDGET_LINE_COLUMN_YEAR_TO,
    BUDGET_LINE_COLUMN_STATED_ON
};

#define SELECT_EVALUATIONS                                                                                            \
    "SELECT t.pilot_id, t.id, t.kind, t.verdict, t.evidence_level, " PARTIAL("collected_from")                        \
        PARTIAL("collected_to") "EXISTS (SELECT FROM evaluation_method m WHERE m.evaluation_id = t.id), t.stated_on " \
                                "FROM evaluation t "
enum {
    EVALUATION_COLUMN_ID = 1,
    EVALUATION_COLUMN_KIND,
    EVALUATION_COLUMN_VERDICT,
    EVALUATION_COLUMN_EVIDENCE_LEVEL,
    EVALUATION_COLUMN_COLLECTED_FROM,
    EVALUATION_COLUMN_COLLECTED_TO = EVALUATION_COLUMN_COLLECTED_FROM + 3,
    EVALUATION_COLUMN_METHODS = EVALUATION_COLUMN_COLLECTED_TO + 3,
    EVALUATION_COLUMN_STATED_ON
};

#define SELECT_LESSONS                                                                                           \
    "SELECT $1::uuid, t.id, t.kind, t.stated_on FROM lesson t LEFT JOIN evaluation e ON e.id = t.evaluation_id " \
    "WHERE t.pilot_id = $1 OR e.pilot_id = $1 ORDER BY t.id"
enum { LESSON_COLUMN_ID = 1, LESSON_COLUMN_KIND, LESSON_COLUMN_STATED_ON };

#define SELECT_PLANS                                                          \
    "SELECT t.pilot_id, t.id, t.promised_on, t.stated_on FROM deliverable t " \
    "WHERE t.pilot_id = $1 AND t.kind = 'evaluation' ORDER BY t.id"
enum { PLAN_COLUMN_ID = 1, PLAN_COLUMN_PROMISED_ON, PLAN_COLUMN_STATED_ON };

#define OF_MUNICIPALITY "WHERE t.municipality = $1 ORDER BY "
/* Decisions, reports and the like may be of a programme instead. */
#define OF_PILOTS "WHERE t.municipality = $1 AND t.pilot_id IS NOT NULL ORDER BY "

#define OF_ONE_PILOT                                                                                      \
    [FACTS_EXISTS] = "SELECT FROM pilot WHERE id = $1", [FACTS_PILOTS] = SELECT_PILOTS "WHERE t.id = $1", \
    [FACTS_DECISIONS] = SELECT_DECISIONS "WHERE t.pilot_id = $1 ORDER BY t.id",                           \
    [FACTS_REPORTS] = SELECT_REPORTS "WHERE t.pilot_id = $1 ORDER BY t.id",                               \
    [FACTS_PARTS] = SELECT_PARTS "WHERE t.whole = $1 ORDER BY p.id",                                      \
    [FACTS_GOALS] = SELECT_GOALS "WHERE g.pilot_id = $1 ORDER BY g.id",                                   \
    [FACTS_MEASUREMENTS] = SELECT_MEASUREMENTS "WHERE t.pilot_id = $1 ORDER BY m.id",                     \
    [FACTS_BUDGET_LINES] = SELECT_BUDGET_LINES "WHERE t.pilot_id = $1 ORDER BY fact, t.id",               \
    [FACTS_EVALUATIONS] = SELECT_EVALUATIONS "WHERE t.pilot_id = $1 ORDER BY t.id"

/* What is not asked in a scope has no statement; it comes last, so that the others keep their places. */
static const char *const statements[FACTS_SCOPES][FACTS_STATEMENTS] = {
    [FACTS_OF_PILOT] = {OF_ONE_PILOT},
    [FACTS_OF_MUNICIPALITY] = {[FACTS_EXISTS] = "SELECT FROM municipality WHERE code = $1",
        [FACTS_PILOTS] = SELECT_PILOTS OF_MUNICIPALITY "t.id",
        [FACTS_DECISIONS] = SELECT_DECISIONS OF_PILOTS "t.pilot_id, t.id",
        [FACTS_REPORTS] = SELECT_REPORTS OF_PILOTS "t.pilot_id, t.id",
        [FACTS_PARTS] = SELECT_PARTS OF_MUNICIPALITY "t.whole, p.id",
        [FACTS_GOALS] = SELECT_GOALS "WHERE g.municipality = $1 AND g.pilot_id IS NOT NULL ORDER BY g.pilot_id, g.id",
        [FACTS_MEASUREMENTS] = SELECT_MEASUREMENTS OF_PILOTS "t.pilot_id, m.id",
        [FACTS_BUDGET_LINES] = SELECT_BUDGET_LINES OF_PILOTS "t.pilot_id, fact, t.id",
        [FACTS_EVALUATIONS] = SELECT_EVALUATIONS OF_PILOTS "t.pilot_id, t.id"},
    [FACTS_FOR_READINESS] = {OF_ONE_PILOT, [FACTS_LESSONS] = SELECT_LESSONS, [FACTS_PLANS] = SELECT_PLANS},
};

/* The day is set by the first statement, for those behind it; without one it is today. */
static bool add_day(struct db_query *query, const char *as_of)
{
    static const char sql[] =
        "SELECT coalesce(nullif(set_config('proeftuin.as_of', coalesce($1::text, ''), true), '')::date, "
        "proeftuin_today())";
    const char **values = arena_array(db_query_arena(query), 1, sizeof *values);

    if (!values || (as_of && !(values[0] = arena_text(db_query_arena(query), as_of))))
        return false;
    return db_query_add(query, &(struct statement){.sql = sql, .values = values, .count = 1});
}

bool facts_add(
    struct db_query *query, enum facts_scope scope, const char *key, const char *as_of, struct facts_query *ret)
{
    const char **values = arena_array(db_query_arena(query), 1, sizeof *values);

    ret->first = db_query_count(query);
    if (!values || !(values[0] = arena_text(db_query_arena(query), key)) || !add_day(query, as_of))
        return false;
    ret->scope = scope;
    for (int i = FACTS_EXISTS; i < FACTS_STATEMENTS && statements[scope][i]; i++)
        if (!db_query_add(query, &(struct statement){.sql = statements[scope][i], .values = values, .count = 1}))
            return false;
    return true;
}

/* ---- Values ---- */

static const char *text_at(const PGresult *result, int row, int column)
{
    return PQgetisnull(result, row, column) ? NULL : PQgetvalue(result, row, column);
}

static struct date date_at(const PGresult *result, int row, int column)
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

_Static_assert((int)FACTS_STATEMENTS <= (int)FACTS_KINDS, "each kind has its place");

/* What is being taken, and where to. */
struct taking {
    struct facts *facts;
    struct arena *arena;
};

static const PGresult *rows_of(const struct taking *taking, int kind)
{
    return db_result(taking->facts->query, taking->facts->asked->first + (size_t)kind);
}

/* The run of rows of one kind that belong to a pilot; moves on behind them. None of a kind that was not asked for. */
static int take_run(struct taking *taking, int kind, const char *pilot, int *ret_first)
{
    if (!statements[taking->facts->asked->scope][kind])
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
static bool take_rows(struct taking *taking, struct pilot_facts *pilot)
{
    return take_decisions(taking, pilot) && take_reports(taking, pilot) && take_parts(taking, pilot) &&
           take_goals(taking, pilot) && take_measurements(taking, pilot) && take_budget_lines(taking, pilot) &&
           take_evaluations(taking, pilot) && take_lessons(taking, pilot) && take_plans(taking, pilot);
}

static struct pilot_facts pilot_at(const PGresult *rows, int row)
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

struct facts facts_begin(const struct facts_query *asked, const struct db_query *query)
{
    struct facts facts = {.asked = asked, .query = query};
    const struct taking taking = {.facts = &facts};

    facts.found = PQntuples(rows_of(&taking, FACTS_EXISTS)) > 0;
    facts.day = date_at(rows_of(&taking, FACTS_DAY), 0, 0);
    facts.pilot_count = (size_t)PQntuples(rows_of(&taking, FACTS_PILOTS));
    return facts;
}

bool facts_next(struct facts *facts, struct arena *arena, struct pilot_facts *ret)
{
    struct taking taking = {.facts = facts, .arena = arena};

    assert(facts->taken < facts->pilot_count);
    struct pilot_facts pilot = pilot_at(rows_of(&taking, FACTS_PILOTS), (int)facts->taken);
    if (!take_rows(&taking, &pilot))
        return false;
    facts->taken++;
    *ret = pilot;
    return true;
}
