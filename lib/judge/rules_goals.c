/* Goals, and what they are measured by (lib). */
#include <string.h>

#include "known.h"
#include "rules.h"

enum { TITLE_MOST = 120 }; /* bytes of a goal's statement that a sentence quotes */

void rule_goal_missing(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    const bool began = is_code(pilot->status_group, "active") || is_code(pilot->status_group, "ended");

    if (!began || pilot->part_of_another || pilot->parts_have_goals)
        return;
    for (size_t i = 0; i < pilot->goal_count; i++)
        if (goal_is_known(&pilot->goals[i], day))
            return;
    FINDING_ADD(findings, FINDING_GOAL_MISSING, pilot, fact_code("status", &code_statuses, pilot->status));
}

/* How a sentence names a goal: its statement, or the beginning of it. NULL when there is no memory. */
static const char *goal_title(const struct goal_facts *goal, struct arena *arena)
{
    size_t length = goal->smart.statement ? goal->smart.statement_length : 0;

    if (length <= TITLE_MOST)
        return arena_copy(arena, length ? goal->smart.statement : "", length);
    /* not within a character of several bytes */
    for (length = TITLE_MOST; length > 0 && ((unsigned char)goal->smart.statement[length] & 0xc0) == 0x80;)
        length--;
    return arena_format(arena, "%.*s...", (int)length, goal->smart.statement);
}

void rule_goal_without_target(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    for (size_t i = 0; i < pilot->goal_count; i++) {
        const struct goal_facts *goal = &pilot->goals[i];
        if (!goal_is_known(goal, day) || goal->smart.target.known || goal->has_milestones ||
            goal->smart.measure == SMART_QUALITATIVE)
            continue;
        FINDING_ADD(findings, FINDING_GOAL_WITHOUT_TARGET, pilot,
            fact_text("statement", goal_title(goal, findings->arena)), fact_text("goal", goal->id));
    }
}

static bool is_measured(const struct pilot_facts *pilot, const struct goal_facts *goal, struct date day)
{
    for (size_t i = 0; i < pilot->measurement_count; i++)
        if (measurement_is_known(&pilot->measurements[i], day) && measurement_is_of(&pilot->measurements[i], goal))
            return true;
    return false;
}

void rule_goal_without_measurement(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    const bool ran = pilot_ran_its_time(pilot, day);

    for (size_t i = 0; i < pilot->goal_count; i++) {
        const struct goal_facts *goal = &pilot->goals[i];
        const struct partial_date *deadline = &goal->smart.deadline;
        const bool past =
            date_is_set(deadline->last) && deadline->bound != BOUND_NOT_BEFORE && date_compare(deadline->last, day) < 0;
        if ((!ran && !past) || !goal_is_known(goal, day) || is_measured(pilot, goal, day))
            continue;
        FINDING_ADD(findings, FINDING_GOAL_WITHOUT_MEASUREMENT, pilot,
            fact_text("statement", goal_title(goal, findings->arena)), fact_date("deadline", deadline->last),
            fact_text("goal", goal->id));
    }
}
