/* What is known of a pilot on a day (lib). */
#include "known.h"

#include <string.h>

bool is_code(const char *code, const char *expected)
{
    return code && strcmp(code, expected) == 0;
}

bool by_day(struct date date, struct date day)
{
    return date_is_set(date) && date_compare(date, day) <= 0;
}

/* The first of three that is set. */
static struct date first_set(struct date a, struct date b, struct date c)
{
    if (date_is_set(a))
        return a;
    return date_is_set(b) ? b : c;
}

struct date decision_effect(const struct decision_facts *decision)
{
    return first_set(decision->effective_from, decision->taken.last, decision->known_by);
}

struct date decision_made(const struct decision_facts *decision)
{
    return first_set(decision->taken.last, decision->known_by, decision->effective_from);
}

struct date decision_stated(const struct decision_facts *decision)
{
    return first_set(decision->stated_on, decision->known_by, decision->taken.last);
}

bool decision_counts(const struct decision_facts *decision, struct date day)
{
    return is_code(decision->stage, "taken") && by_day(decision_effect(decision), day);
}

bool decision_is_made(const struct decision_facts *decision, struct date day)
{
    return is_code(decision->stage, "taken") && by_day(decision_made(decision), day);
}

bool decision_is_announced(const struct decision_facts *decision, struct date day)
{
    bool announced = is_code(decision->stage, "announced") || is_code(decision->stage, "proposed");

    return announced && by_day(decision_stated(decision), day);
}

bool decision_is_extension(const struct decision_facts *decision)
{
    return is_code(decision->kind, "extend");
}

bool decision_is_ending(const struct decision_facts *decision)
{
    static const char *const kinds[] = {"makeRegular", "split", "merge", "stop", "complete"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_code(decision->kind, kinds[i]))
            return true;
    return false;
}

bool decision_is_undated(const struct decision_facts *decision)
{
    return !date_is_set(decision->taken.last) && !date_is_set(decision->effective_from);
}

const struct partial_date *pilot_end(const struct pilot_facts *pilot, struct date day)
{
    const struct partial_date *latest = NULL;

    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (!decision_is_extension(decision) || !decision_counts(decision, day) || !date_is_set(decision->new_end.last))
            continue;
        if (!latest || date_compare(decision->new_end.last, latest->last) > 0)
            latest = &decision->new_end;
    }
    return latest ? latest : &pilot->end;
}

static bool resumed_after(const struct pilot_facts *pilot, struct date ended, struct date day)
{
    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (is_code(decision->kind, "resume") && decision_counts(decision, day) &&
            date_compare(decision_effect(decision), ended) > 0)
            return true;
    }
    return false;
}

struct date pilot_ended_on(const struct pilot_facts *pilot, struct date day)
{
    struct date first = {0};

    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (!decision_is_ending(decision) || decision_is_undated(decision) || !decision_counts(decision, day))
            continue;
        struct date ended = decision_effect(decision);
        if (!resumed_after(pilot, ended, day) && (!date_is_set(first) || date_compare(ended, first) < 0))
            first = ended;
    }
    return first;
}

bool pilot_ending_known_later(const struct pilot_facts *pilot, struct date day)
{
    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if (decision_is_ending(decision) && decision_is_undated(decision) && is_code(decision->stage, "taken") &&
            date_is_set(decision->known_by) && date_compare(decision->known_by, day) > 0)
            return true;
    }
    return false;
}

/* ---- Goals, figures, money ---- */

/* Not later than `day`, or not known when. */
static bool not_after(struct date date, struct date day)
{
    return !date_is_set(date) || date_compare(date, day) <= 0;
}

bool goal_is_known(const struct goal_facts *goal, struct date day)
{
    return not_after(goal->stated_on, day) && not_after(goal->smart.agreed_on, day);
}

bool measurement_is_known(const struct measurement_facts *measurement, struct date day)
{
    return not_after(measurement->stated_on, day) && not_after(measurement->measured_on, day);
}

bool budget_line_is_known(const struct budget_line_facts *line, struct date day)
{
    return not_after(line->stated_on, day);
}

bool evaluation_is_known(const struct evaluation_facts *evaluation, struct date day)
{
    return not_after(evaluation->stated_on, day) && not_after(evaluation->collected_to.last, day);
}

bool measurement_is_of(const struct measurement_facts *measurement, const struct goal_facts *goal)
{
    if (measurement->goal)
        return is_code(measurement->goal, goal->id);
    return goal->indicator && is_code(measurement->indicator, goal->indicator);
}

bool budget_line_has_amount(const struct budget_line_facts *line)
{
    return is_code(line->amount_status, "known") && line->cents > 0;
}

bool budget_line_counts(const struct budget_line_facts *line)
{
    return !line->is_memo && !line->is_variant && !line->is_included;
}

bool budget_line_is_result(const struct budget_line_facts *line)
{
    const bool came =
        is_code(line->stage, "estimated") || is_code(line->stage, "secured") || is_code(line->stage, "realised");

    return is_code(line->kind, "yield") && came && is_code(line->amount_status, "known");
}

bool pilot_ran_its_time(const struct pilot_facts *pilot, struct date day)
{
    if (is_code(pilot->status_group, "ended"))
        return true;
    return is_code(pilot->status_group, "active") && date_is_set(pilot->start.first) &&
           pilot->start.bound != BOUND_NOT_BEFORE && date_difference(pilot->start.first, day) >= RAN_DAYS;
}

const struct report_facts *pilot_latest_report(const struct pilot_facts *pilot, struct date day)
{
    const struct report_facts *latest = NULL;

    for (size_t i = 0; i < pilot->report_count; i++) {
        const struct report_facts *report = &pilot->reports[i];
        if (by_day(report->reported_on, day) &&
            (!latest || date_compare(report->reported_on, latest->reported_on) >= 0))
            latest = report;
    }
    return latest;
}
