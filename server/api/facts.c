/*
 * The facts on which findings rest (server/api). Each statement brings one kind of fact, sorted by pilot, so that the
 * rows of one pilot are a run: the kinds are walked side by side.
 */
#include "api/facts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <proeftuin/sql_array.h>

enum { FACTS_DAY, FACTS_EXISTS, FACTS_PILOTS, FACTS_DECISIONS, FACTS_REPORTS, FACTS_PARTS, FACTS_STATEMENTS };

/* ---- Statements ---- */

#define PARTIAL(column) "t." column "_date, t." column "_precision, t." column "_bound, "

#define SELECT_PILOTS                                                                                             \
    "SELECT t.id, t.reference, " PARTIAL("start")                                                                 \
        PARTIAL("end") "coalesce(t.source_number, t.source_order::text), EXISTS (SELECT FROM pilot_link l WHERE " \
                       "(l.pilot_id = t.id AND l.relation = "                                                     \
                       "'partOf') "                                                                               \
                       "OR (l.linked_pilot_id = t.id AND l.relation = 'splitInto')), t.deviates_from_policy, "    \
                       "t.outside_frameworks, "                                                                   \
                       "d.id, d.list_complete, t.stated_on, t.status, t.status_group "                            \
                       "FROM pilot_read t LEFT JOIN document d ON d.id = t.document_id "
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
    PILOT_COLUMN_STATUS_GROUP
};

#define SELECT_DECISIONS                                                  \
    "SELECT t.pilot_id, t.id, t.kind, t.stage, t.body, " PARTIAL("taken") \
        PARTIAL("new_end") "t.effective_from, t.known_by, t.stated_on FROM decision t "
enum {
    DECISION_COLUMN_ID = 1,
    DECISION_COLUMN_KIND,
    DECISION_COLUMN_STAGE,
    DECISION_COLUMN_BODY,
    DECISION_COLUMN_TAKEN,
    DECISION_COLUMN_NEW_END = DECISION_COLUMN_TAKEN + 3,
    DECISION_COLUMN_EFFECTIVE_FROM = DECISION_COLUMN_NEW_END + 3,
    DECISION_COLUMN_KNOWN_BY,
    DECISION_COLUMN_STATED_ON
};

#define SELECT_REPORTS                                                                                        \
    "SELECT t.pilot_id, t.id, t.reported_on, t.stated_group, s.status_group, t.active_years, t.covers_from, " \
    "t.covers_to "                                                                                            \
    "FROM progress_report t LEFT JOIN pilot_status s ON s.pilot_id = t.pilot_id "                             \
    "AND s.valid_from <= t.reported_on AND s.valid_until > t.reported_on "
enum {
    REPORT_COLUMN_ID = 1,
    REPORT_COLUMN_REPORTED_ON,
    REPORT_COLUMN_STATED_GROUP,
    REPORT_COLUMN_DERIVED_GROUP,
    REPORT_COLUMN_ACTIVE_YEARS,
    REPORT_COLUMN_COVERS_FROM,
    REPORT_COLUMN_COVERS_TO
};

/* A whole and its parts: by `partOf` from the part, or `splitInto` from the whole; usually both say the same. */
#define SELECT_PARTS                                                                                             \
    "SELECT t.whole, p.id, p.title, p.status_group FROM ("                                                       \
    "SELECT linked_pilot_id AS whole, pilot_id AS part, municipality FROM pilot_link WHERE relation = 'partOf' " \
    "UNION SELECT pilot_id, linked_pilot_id, municipality FROM pilot_link WHERE relation = 'splitInto') t "      \
    "JOIN pilot_read p ON p.id = t.part "
enum { PART_COLUMN_ID = 1, PART_COLUMN_TITLE, PART_COLUMN_STATUS_GROUP };

#define OF_MUNICIPALITY "WHERE t.municipality = $1 ORDER BY "
/* Decisions and reports may be of a programme instead. */
#define OF_PILOTS "WHERE t.municipality = $1 AND t.pilot_id IS NOT NULL ORDER BY "

static const char *const statements[2][FACTS_STATEMENTS] = {
    [FACTS_OF_PILOT] = {[FACTS_EXISTS] = "SELECT FROM pilot WHERE id = $1",
        [FACTS_PILOTS] = SELECT_PILOTS "WHERE t.id = $1",
        [FACTS_DECISIONS] = SELECT_DECISIONS "WHERE t.pilot_id = $1 ORDER BY t.id",
        [FACTS_REPORTS] = SELECT_REPORTS "WHERE t.pilot_id = $1 ORDER BY t.id",
        [FACTS_PARTS] = SELECT_PARTS "WHERE t.whole = $1 ORDER BY p.id"},
    [FACTS_OF_MUNICIPALITY] = {[FACTS_EXISTS] = "SELECT FROM municipality WHERE code = $1",
        [FACTS_PILOTS] = SELECT_PILOTS OF_MUNICIPALITY "t.id",
        [FACTS_DECISIONS] = SELECT_DECISIONS OF_PILOTS "t.pilot_id, t.id",
        [FACTS_REPORTS] = SELECT_REPORTS OF_PILOTS "t.pilot_id, t.id",
        [FACTS_PARTS] = SELECT_PARTS OF_MUNICIPALITY "t.whole, p.id"},
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
    for (int i = FACTS_EXISTS; i < FACTS_STATEMENTS; i++)
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

static int32_t year_at(const PGresult *result, int row, int column)
{
    const char *text = text_at(result, row, column);

    return text ? (int32_t)strtol(text, NULL, 10) : 0;
}

/* ---- Rows ---- */

struct taking {
    const struct db_query *query;
    const struct facts_query *facts;
    struct arena *arena;
    int next[FACTS_STATEMENTS]; /* the first row of each kind that belongs to no pilot yet */
};

static const PGresult *rows_of(const struct taking *taking, int kind)
{
    return db_result(taking->query, taking->facts->first + (size_t)kind);
}

/* The run of rows of one kind that belong to a pilot; moves on behind them. */
static int take_run(struct taking *taking, int kind, const char *pilot, int *ret_first)
{
    const PGresult *rows = rows_of(taking, kind);
    int row = taking->next[kind];

    *ret_first = row;
    while (row < PQntuples(rows) && strcmp(PQgetvalue(rows, row, 0), pilot) == 0)
        row++;
    taking->next[kind] = row;
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
        .stated_on = date_at(rows, row, DECISION_COLUMN_STATED_ON)};
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
        .covers_to = year_at(rows, row, REPORT_COLUMN_COVERS_TO)};
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

static struct pilot_facts pilot_at(const PGresult *rows, int row)
{
    return (struct pilot_facts){.id = text_at(rows, row, PILOT_COLUMN_ID),
        .reference = text_at(rows, row, PILOT_COLUMN_REFERENCE),
        .start = partial_at(rows, row, PILOT_COLUMN_START),
        .end = partial_at(rows, row, PILOT_COLUMN_END),
        .listed_as = text_at(rows, row, PILOT_COLUMN_LISTED_AS),
        .part_of_another = PQgetvalue(rows, row, PILOT_COLUMN_PART)[0] == 't',
        .deviates_from_policy = text_at(rows, row, PILOT_COLUMN_DEVIATES),
        .outside_frameworks = text_at(rows, row, PILOT_COLUMN_OUTSIDE),
        .document = text_at(rows, row, PILOT_COLUMN_DOCUMENT),
        .document_list_complete = text_at(rows, row, PILOT_COLUMN_LIST_COMPLETE),
        .stated_on = date_at(rows, row, PILOT_COLUMN_STATED_ON),
        .status = text_at(rows, row, PILOT_COLUMN_STATUS),
        .status_group = text_at(rows, row, PILOT_COLUMN_STATUS_GROUP)};
}

bool facts_take(const struct facts_query *facts, const struct db_query *query, struct arena *arena, struct facts *ret)
{
    struct taking taking = {.query = query, .facts = facts, .arena = arena};
    const PGresult *rows = rows_of(&taking, FACTS_PILOTS);
    const size_t count = (size_t)PQntuples(rows);
    struct pilot_facts *pilots = arena_array(arena, count + 1, sizeof *pilots);

    if (!pilots)
        return false;
    for (size_t i = 0; i < count; i++) {
        pilots[i] = pilot_at(rows, (int)i);
        if (!take_decisions(&taking, &pilots[i]) || !take_reports(&taking, &pilots[i]) ||
            !take_parts(&taking, &pilots[i]))
            return false;
    }
    *ret = (struct facts){.found = PQntuples(rows_of(&taking, FACTS_EXISTS)) > 0,
        .day = date_at(rows_of(&taking, FACTS_DAY), 0, 0),
        .pilots = pilots,
        .pilot_count = count};
    return true;
}
