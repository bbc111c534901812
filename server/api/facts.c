/*
 * The facts on which findings and readiness rest (server/api). Each statement brings one kind of fact, sorted by pilot,
 * so that the rows of one pilot are a run: the kinds are walked side by side.
 */
#include "api/facts_rows.h"

#include <assert.h>

_Static_assert((int)FACTS_STATEMENTS <= (int)FACTS_KINDS, "each kind has its place");

/* ---- Statements ---- */

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

bool facts_asked(enum facts_scope scope, int kind)
{
    return statements[scope][kind];
}

/* ---- Results ---- */

const PGresult *rows_of(const struct taking *taking, int kind)
{
    return db_result(taking->facts->query, taking->facts->asked->first + (size_t)kind);
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
