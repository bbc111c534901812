/* Readiness: how it was tried (lib). */
#include "judging.h"

/* The approval that counts: the council's, else one of which the body is not known. */
static const struct decision_facts *approval(const struct judging *judging)
{
    const struct decision_facts *found = NULL;

    for (size_t i = 0; i < judging->pilot->decision_count; i++) {
        const struct decision_facts *decision = &judging->pilot->decisions[i];
        if (!is_code(decision->kind, "approveDeviation") || !decision_counts(decision, judging->day))
            continue;
        if (is_code(decision->body, "council"))
            return decision;
        if (!decision->body || is_code(decision->body, "unknown"))
            found = decision;
    }
    return found;
}

struct readiness_judgement judge_council_consent(const struct judging *judging)
{
    const struct pilot_facts *pilot = judging->pilot;
    const bool deviates = is_code(pilot->deviates_from_policy, "yes") || is_code(pilot->outside_frameworks, "yes");
    const struct decision_facts *decision = approval(judging);
    const struct finding_fact from_policy = fact_code("deviatesFromPolicy", &code_tri, pilot->deviates_from_policy);
    const struct finding_fact outside = fact_code("outsideFrameworks", &code_tri, pilot->outside_frameworks);

    if (decision && is_code(decision->body, "council"))
        return JUDGED(
            PASS, APPROVED, fact_date("effect", decision_effect(decision)), fact_text("decision", decision->id));
    if (is_code(pilot->deviates_from_policy, "no") && is_code(pilot->outside_frameworks, "no"))
        return JUDGED_PLAINLY(NOT_APPLICABLE, DOES_NOT_DEVIATE);
    if (decision)
        return JUDGED(UNKNOWN, APPROVED_BY_UNKNOWN, fact_date("effect", decision_effect(decision)),
            fact_text("decision", decision->id));
    if (deviates)
        return JUDGED(FAIL, NOT_APPROVED, from_policy, outside);
    return JUDGED(UNKNOWN, DEVIATION_UNKNOWN, from_policy, outside);
}

/* ---- Monitoring ---- */

static const struct measurement_facts *last_measurement(const struct judging *judging, const struct goal_facts *goal)
{
    const struct measurement_facts *last = NULL;

    for (size_t i = 0; i < judging->pilot->measurement_count; i++) {
        const struct measurement_facts *one = &judging->pilot->measurements[i];
        if (!measurement_is_known(one, judging->day) || !measurement_is_of(one, goal))
            continue;
        /* one without a day comes before all others */
        if (!last || (date_is_set(one->measured_on) &&
                         (!date_is_set(last->measured_on) || date_compare(one->measured_on, last->measured_on) > 0)))
            last = one;
    }
    return last;
}

/* Days of a period, at their most; 0: it does not return, or is not known. */
static int32_t period_days(const char *frequency)
{
    static const struct {
        const char *code;
        int32_t days;
    } periods[] = {{"monthly", 31}, {"quarterly", 92}, {"halfYearly", 184}, {"yearly", 366}};

    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (is_code(frequency, periods[i].code))
            return periods[i].days;
    return 0;
}

/* How many days ago, when that is longer than was agreed; else 0. */
static int32_t days_late(const struct judging *judging, const struct goal_facts *goal, struct date measured)
{
    const int32_t period = period_days(goal->smart.frequency);

    if (period == 0 || !date_is_set(measured) || !is_code(judging->pilot->status_group, "active"))
        return 0;
    const int32_t days = date_difference(measured, judging->day);
    return days > LATE_PERIODS * period ? days : 0;
}

struct readiness_judgement judge_monitored(const struct judging *judging)
{
    size_t known = 0, measured = 0;

    for (size_t i = 0; i < judging->pilot->goal_count; i++) {
        const struct goal_facts *goal = &judging->pilot->goals[i];
        if (!goal_is_known(goal, judging->day))
            continue;
        const struct measurement_facts *last = last_measurement(judging, goal);
        const int32_t late = last ? days_late(judging, goal, last->measured_on) : 0;
        if (late > 0)
            return JUDGED(FAIL, MEASUREMENT_LATE, fact_date("measuredOn", last->measured_on), fact_number("days", late),
                fact_code("frequency", &code_deliverable_recurrences, goal->smart.frequency),
                fact_text("goal", goal->id), fact_text("measurement", last->id));
        known++;
        measured += last != NULL;
    }
    if (known == 0)
        return JUDGED_PLAINLY(UNKNOWN, NO_GOAL);
    if (measured < known)
        return JUDGED(UNKNOWN, NOT_ALL_MEASURED, fact_number("notMeasured", (int32_t)(known - measured)),
            fact_number("goals", (int32_t)known));
    return JUDGED(PASS, ALL_MEASURED, fact_number("goals", (int32_t)known));
}

/* ---- Circumstances and lessons ---- */

/* The largest investment that an innovation budget paid, or NULL. */
static const struct budget_line_facts *innovation_money(const struct judging *judging)
{
    const struct pilot_facts *pilot = judging->pilot;
    const struct budget_line_facts *found = NULL;

    for (size_t i = 0; is_code(pilot->programme_kind, "innovationBudget") && i < pilot->budget_line_count; i++) {
        const struct budget_line_facts *line = &pilot->budget_lines[i];
        if (is_code(line->kind, "investment") && budget_line_is_known(line, judging->day) && budget_line_counts(line) &&
            budget_line_has_amount(line) && (!found || line->cents > found->cents))
            found = line;
    }
    return found;
}

struct readiness_judgement judge_routine_conditions(const struct judging *judging)
{
    const char *routine = judging->pilot->embedding.routine;
    const struct budget_line_facts *line = innovation_money(judging);

    if (!is_code(routine, "yes") && !is_code(routine, "no") && line)
        return JUDGED(FAIL, INNOVATION_MONEY, fact_amount("amount", line->cents), fact_text("budgetLine", line->id));
    return judged_tri(routine, REASON_ROUTINE, REASON_NOT_ROUTINE, REASON_ROUTINE_UNKNOWN);
}

struct readiness_judgement judge_lessons_drawn(const struct judging *judging)
{
    const struct lesson_facts *first = NULL;
    int32_t count = 0;

    for (size_t i = 0; i < judging->pilot->lesson_count; i++) {
        if (!known_by_day(judging->pilot->lessons[i].stated_on, judging))
            continue;
        first = first ? first : &judging->pilot->lessons[i];
        count++;
    }
    if (!first)
        return JUDGED_PLAINLY(UNKNOWN, NO_LESSON);
    return JUDGED(PASS, LESSONS, fact_number("lessons", count), fact_text("lesson", first->id));
}
