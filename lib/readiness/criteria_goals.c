/* Readiness: what was settled beforehand (lib). */
#include "judging.h"

/* Neither "met" nor "not met" is a code of the register: these are the results of the SMART check. */
static const struct code results[] = {
    {"met", {"ja", "yes"}},
    {"notMet", {"nee", "no"}},
    {"notEstablished", {"niet vastgesteld", "not established"}},
};
static const struct code_list result_codes = {"smart.result", results, sizeof results / sizeof *results};

static size_t known_goals(const struct judging *judging)
{
    size_t count = 0;

    for (size_t i = 0; i < judging->pilot->goal_count; i++)
        count += goal_is_known(&judging->pilot->goals[i], judging->day);
    return count;
}

static bool is_smart(const struct smart_answer *check)
{
    return check->result[SMART_SPECIFIC] == SMART_MET && check->result[SMART_MEASURABLE] == SMART_MET &&
           check->result[SMART_TIME_BOUND] == SMART_MET;
}

static struct finding_fact fact_letter(const struct smart_answer *check, enum smart_letter letter)
{
    return fact_code(smart_letter_name(letter), &result_codes, smart_result_name(check->result[letter]));
}

struct readiness_judgement judge_goals_smart(const struct judging *judging)
{
    const struct pilot_facts *pilot = judging->pilot;
    const size_t known = known_goals(judging);

    for (size_t i = 0; i < pilot->goal_count; i++)
        if (goal_is_known(&pilot->goals[i], judging->day) && !is_smart(&judging->checks[i]))
            return JUDGED(FAIL, GOAL_NOT_SMART, fact_letter(&judging->checks[i], SMART_SPECIFIC),
                fact_letter(&judging->checks[i], SMART_MEASURABLE), fact_letter(&judging->checks[i], SMART_TIME_BOUND),
                fact_text("goal", pilot->goals[i].id));
    if (known == 0)
        return JUDGED_PLAINLY(UNKNOWN, NO_GOAL);
    return JUDGED(PASS, GOALS_ARE_SMART, fact_number("goals", (int32_t)known));
}

/* A figure to be reached: recorded, or in its text. */
static bool has_figure(const struct goal_facts *goal, const struct smart_answer *check)
{
    return goal->smart.target.known || goal->has_milestones || check->result[SMART_MEASURABLE] == SMART_MET;
}

/* The goal with a figure that was agreed first, or NULL. Says whether there are some of which that day is not known. */
static const struct goal_facts *first_agreed(const struct judging *judging, bool *ret_undated)
{
    const struct goal_facts *first = NULL;

    *ret_undated = false;
    for (size_t i = 0; i < judging->pilot->goal_count; i++) {
        const struct goal_facts *goal = &judging->pilot->goals[i];
        if (!goal_is_known(goal, judging->day) || !has_figure(goal, &judging->checks[i]))
            continue;
        if (!date_is_set(goal->smart.agreed_on))
            *ret_undated = true;
        else if (!first || date_compare(goal->smart.agreed_on, first->smart.agreed_on) < 0)
            first = goal;
    }
    return first;
}

struct readiness_judgement judge_goals_before_start(const struct judging *judging)
{
    bool undated;
    const struct goal_facts *goal = first_agreed(judging, &undated);
    const struct date start = judging->pilot->start.first;
    const enum order order = goal ? order_to_start(judging->pilot, goal->smart.agreed_on) : ORDER_UNKNOWN;

    if (order == NOT_AFTER_START)
        return JUDGED(PASS, GOAL_AGREED_BEFORE, fact_date("agreedOn", goal->smart.agreed_on), fact_date("start", start),
            fact_text("goal", goal->id));
    if (order == AFTER_START && !undated)
        return JUDGED(FAIL, GOALS_AGREED_AFTER, fact_date("agreedOn", goal->smart.agreed_on), fact_date("start", start),
            fact_text("goal", goal->id));
    return JUDGED(UNKNOWN, AGREEMENT_OR_START_UNKNOWN, fact_date("start", start));
}

/* The first dated measurement of a goal that is no baseline, or NULL. */
static const struct measurement_facts *first_measurement(const struct judging *judging, const struct goal_facts *goal)
{
    const struct date baseline = goal->smart.baseline_on;
    const struct measurement_facts *first = NULL;

    for (size_t i = 0; i < judging->pilot->measurement_count; i++) {
        const struct measurement_facts *one = &judging->pilot->measurements[i];
        if (!measurement_is_known(one, judging->day) || !measurement_is_of(one, goal) ||
            !date_is_set(one->measured_on) || (date_is_set(baseline) && date_compare(one->measured_on, baseline) <= 0))
            continue;
        if (!first || date_compare(one->measured_on, first->measured_on) < 0)
            first = one;
    }
    return first;
}

struct readiness_judgement judge_criteria_before_measurement(const struct judging *judging)
{
    struct readiness_judgement answer = JUDGED_PLAINLY(UNKNOWN, NO_DATED_PAIR);

    for (size_t i = 0; i < judging->pilot->goal_count; i++) {
        const struct goal_facts *goal = &judging->pilot->goals[i];
        const struct date agreed = goal->smart.agreed_on;
        if (!goal_is_known(goal, judging->day) || !date_is_set(agreed) || !has_figure(goal, &judging->checks[i]))
            continue;
        const struct measurement_facts *measurement = first_measurement(judging, goal);
        if (!measurement)
            continue;
        if (date_compare(agreed, measurement->measured_on) > 0)
            return JUDGED(FAIL, TARGET_AFTER_MEASUREMENT, fact_date("agreedOn", agreed),
                fact_date("measuredOn", measurement->measured_on), fact_text("goal", goal->id),
                fact_text("measurement", measurement->id));
        answer = JUDGED(PASS, TARGETS_FIRST, fact_date("agreedOn", agreed),
            fact_date("measuredOn", measurement->measured_on), fact_text("goal", goal->id),
            fact_text("measurement", measurement->id));
    }
    return answer;
}

struct readiness_judgement judge_data_plan(const struct judging *judging)
{
    const size_t known = known_goals(judging);
    size_t incomplete = 0;

    for (size_t i = 0; i < judging->pilot->goal_count; i++) {
        const struct goal_facts *goal = &judging->pilot->goals[i];
        const bool complete = goal->indicator && goal->smart.source && goal->smart.frequency &&
                              !is_code(goal->smart.frequency, "unknown");
        incomplete += goal_is_known(goal, judging->day) && !complete;
    }
    if (known == 0)
        return JUDGED_PLAINLY(UNKNOWN, NO_GOAL);
    if (incomplete > 0)
        return JUDGED(UNKNOWN, DATA_PLAN_INCOMPLETE, fact_number("incomplete", (int32_t)incomplete),
            fact_number("goals", (int32_t)known));
    return JUDGED(PASS, DATA_PLANNED, fact_number("goals", (int32_t)known));
}

/* When an evaluation was first planned, or made beforehand. */
struct plan {
    struct date on;
    const char *name, *id; /* of the row that says so */
};

static void take_earlier(struct plan *plan, struct date on, const char *name, const char *id)
{
    if (date_is_set(on) && (!plan->id || date_compare(on, plan->on) < 0))
        *plan = (struct plan){.on = on, .name = name, .id = id};
}

static struct plan earliest_plan(const struct judging *judging)
{
    const struct pilot_facts *pilot = judging->pilot;
    struct plan plan = {0};

    for (size_t i = 0; i < pilot->plan_count; i++)
        if (known_by_day(pilot->plans[i].stated_on, judging) && by_day(pilot->plans[i].promised_on, judging->day))
            take_earlier(&plan, pilot->plans[i].promised_on, "deliverable", pilot->plans[i].id);
    for (size_t i = 0; i < pilot->evaluation_count; i++)
        if (evaluation_is_known(&pilot->evaluations[i], judging->day) && is_code(pilot->evaluations[i].kind, "exAnte"))
            take_earlier(&plan, pilot->evaluations[i].collected_to.last, "evaluation", pilot->evaluations[i].id);
    return plan;
}

struct readiness_judgement judge_evaluation_planned(const struct judging *judging)
{
    const struct plan plan = earliest_plan(judging);
    const struct date start = judging->pilot->start.first;
    const enum order order = order_to_start(judging->pilot, plan.on);

    if (order == NOT_AFTER_START)
        return JUDGED(PASS, PLANNED_BEFORE, fact_date("plannedOn", plan.on), fact_date("start", start),
            fact_text(plan.name, plan.id));
    if (order == AFTER_START)
        return JUDGED(FAIL, PLANNED_AFTER, fact_date("plannedOn", plan.on), fact_date("start", start),
            fact_text(plan.name, plan.id));
    return JUDGED(UNKNOWN, NO_PLAN, fact_date("start", start));
}
