/*
 * The facts on which progress rests (server/api). Measurements come from the view that withholds what counts too few
 * people, so the answer can't tell more than the list does.
 */
#include "api/progress_facts.h"

#include <stdlib.h>
#include <string.h>

enum { FACTS_DAY, FACTS_GOAL, FACTS_MILESTONES, FACTS_MEASUREMENTS, FACTS_STATEMENTS };

#define DAY "coalesce($2::date, proeftuin_today())"
#define MEASURED "coalesce(m.measured_on, m.period_to, m.period_from)"

/* Columns as in progress.h. $1 is the goal, $2 the day. */
static const struct {
    const char *sql;
    int values;
} statements[FACTS_STATEMENTS] = {
    [FACTS_DAY] = {"SELECT " DAY " WHERE $1::uuid IS NOT NULL", 2},
    [FACTS_GOAL] = {"SELECT g.baseline, g.baseline_on, g.target, g.deadline_date, g.deadline_precision, "
                    "g.deadline_bound, g.direction, g.frequency, i.direction, i.measure, i.aggregation, i.frequency, "
                    "g.frozen_at FROM goal g LEFT JOIN indicator i ON i.id = g.indicator_id WHERE g.id = $1",
        1},
    [FACTS_MILESTONES] = {"SELECT due_on, value FROM goal_milestone WHERE goal_id = $1 ORDER BY ordinal", 1},
    [FACTS_MEASUREMENTS] = {"SELECT m.id, m.area_id, m.measured_on, m.period_from, m.period_to, m.stated_on, m.value, "
                            "m.value_upper, m.qualifier, m.status, m.suspect, 'value' = ANY (m.withheld), "
                            "m.base_count, m.sample_size, (extract(epoch FROM m.created_at) * 1000000)::bigint FROM "
                            "measurement_read m WHERE m.goal_id = $1 "
                            "AND (" MEASURED " <= " DAY " OR " MEASURED " IS NULL) "
                            "ORDER BY " MEASURED " DESC NULLS LAST, m.id DESC LIMIT 1001",
        2},
};

_Static_assert(PROGRESS_MEASUREMENTS_MOST == 1000, "one more than these is asked for");

bool progress_facts_add(struct db_query *query, const char *goal, const char *as_of, struct progress_query *ret)
{
    struct arena *arena = db_query_arena(query);
    const char **values = arena_array(arena, 2, sizeof *values);

    ret->first = db_query_count(query);
    if (!values || !(values[0] = arena_text(arena, goal)) || (as_of && !(values[1] = arena_text(arena, as_of))))
        return false;
    for (size_t i = 0; i < FACTS_STATEMENTS; i++)
        if (!db_query_add(
                query, &(struct statement){.sql = statements[i].sql, .values = values, .count = statements[i].values}))
            return false;
    return true;
}

/* ---- Taking them ---- */

static void read_texts(const PGresult *rows, int row, size_t count, const char **ret)
{
    for (size_t i = 0; i < count; i++)
        ret[i] = PQgetisnull(rows, row, (int)i) ? NULL : PQgetvalue(rows, row, (int)i);
}

static bool take_milestones(const PGresult *rows, struct arena *arena, struct progress_goal *goal)
{
    const size_t count = (size_t)PQntuples(rows);
    struct progress_milestone *milestones = arena_array(arena, count + 1, sizeof *milestones);

    for (size_t i = 0; milestones && i < count; i++) {
        const char *texts[PROGRESS_MILESTONE_TEXTS];

        read_texts(rows, (int)i, PROGRESS_MILESTONE_TEXTS, texts);
        milestones[i] = progress_milestone_read(texts);
    }
    goal->milestones = milestones;
    goal->milestone_count = count;
    return milestones;
}

static bool take_measurements(const PGresult *rows, struct arena *arena, struct progress_facts *facts)
{
    const size_t found = (size_t)PQntuples(rows);
    const size_t count = found > PROGRESS_MEASUREMENTS_MOST ? PROGRESS_MEASUREMENTS_MOST : found;
    struct progress_measurement *measurements = arena_array(arena, count + 1, sizeof *measurements);
    int64_t *recorded = arena_array(arena, count + 1, sizeof *recorded);

    for (size_t i = 0; measurements && recorded && i < count; i++) {
        const char *texts[PROGRESS_MEASUREMENT_TEXTS];

        read_texts(rows, (int)i, PROGRESS_MEASUREMENT_TEXTS, texts);
        measurements[i] = progress_measurement_read(texts);
        recorded[i] = strtoll(PQgetvalue(rows, (int)i, PROGRESS_MEASUREMENT_TEXTS), NULL, 10);
    }
    facts->goal.left_out = found > count;
    facts->measurements = measurements;
    facts->recorded = recorded;
    facts->measurement_count = count;
    return measurements && recorded;
}

bool progress_facts_take(
    const struct progress_query *facts, const struct db_query *query, struct arena *arena, struct progress_facts *ret)
{
    const PGresult *day = db_result(query, facts->first + FACTS_DAY),
                   *goal = db_result(query, facts->first + FACTS_GOAL);
    struct progress_facts taken = {.found = PQntuples(goal) > 0};

    date_parse(PQgetvalue(day, 0, 0), strlen(PQgetvalue(day, 0, 0)), &taken.day);
    if (taken.found) {
        read_texts(goal, 0, PROGRESS_GOAL_TEXTS, taken.texts);
        taken.frozen_at = PQgetisnull(goal, 0, PROGRESS_GOAL_TEXTS) ? NULL : PQgetvalue(goal, 0, PROGRESS_GOAL_TEXTS);
        taken.goal = progress_goal_read(taken.texts);
        if (!take_milestones(db_result(query, facts->first + FACTS_MILESTONES), arena, &taken.goal) ||
            !take_measurements(db_result(query, facts->first + FACTS_MEASUREMENTS), arena, &taken))
            return false;
    }
    *ret = taken;
    return true;
}
