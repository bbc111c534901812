/* Where a goal should be on a day (lib): a straight line from baseline to target, or from milestone to milestone. */
#include "internal.h"

/* A day and the value that belongs to it. */
struct node {
    struct date day;
    double value;
};

/* Milestones count between the baseline and the deadline. */
static bool is_between(const struct progress_goal *goal, struct date deadline, struct date day)
{
    return date_is_set(day) && (!date_is_set(goal->baseline_on) || date_compare(day, goal->baseline_on) > 0) &&
           (!date_is_set(deadline) || date_compare(day, deadline) < 0);
}

static void take_later(struct node *node, struct node other)
{
    if (!date_is_set(node->day) || date_compare(other.day, node->day) > 0)
        *node = other;
}

static void take_earlier(struct node *node, struct node other)
{
    if (!date_is_set(node->day) || date_compare(other.day, node->day) < 0)
        *node = other;
}

/* The nodes on either side of a day, as far as there are any; one on the day itself is before it. */
static void find_around(const struct progress_goal *goal, struct date deadline, struct date day,
    struct node *ret_before, struct node *ret_after)
{
    struct node before = {goal->baseline_on, goal->baseline.value}, after = {deadline, goal->target.value};

    if (date_is_set(before.day) && date_compare(before.day, day) > 0)
        before.day = (struct date){0};
    for (size_t i = 0; i < goal->milestone_count; i++) {
        const struct node node = {goal->milestones[i].due_on, goal->milestones[i].value};

        if (!is_between(goal, deadline, node.day))
            continue;
        if (date_compare(node.day, day) <= 0)
            take_later(&before, node);
        else
            take_earlier(&after, node);
    }
    *ret_before = before;
    *ret_after = after;
}

static double between(const struct node *before, const struct node *after, struct date day)
{
    const double share = (double)date_difference(before->day, day) / (double)date_difference(before->day, after->day);

    return before->value + share * (after->value - before->value);
}

static bool fail(enum progress_reason reason, enum progress_reason *ret_reason)
{
    *ret_reason = reason;
    return false;
}

bool progress_expected(const struct progress_goal *goal, struct date deadline, struct date day, double *ret,
    enum progress_reason *ret_reason)
{
    struct node before, after;

    if (date_is_set(deadline) && date_is_set(goal->baseline_on) && date_compare(deadline, goal->baseline_on) <= 0)
        return fail(PROGRESS_DEADLINE_BEFORE_BASELINE, ret_reason);
    if (date_is_set(deadline) && date_compare(day, deadline) >= 0) {
        *ret = goal->target.value;
        return true;
    }
    find_around(goal, deadline, day, &before, &after);
    const bool only_baseline =
        !date_is_set(after.day) && (!date_is_set(before.day) || (date_is_set(goal->baseline_on) &&
                                                                    date_compare(before.day, goal->baseline_on) == 0));
    if (only_baseline)
        return fail(PROGRESS_NO_DEADLINE, ret_reason);
    if (!date_is_set(before.day))
        return fail(PROGRESS_NO_BASELINE_DAY, ret_reason);
    *ret = date_is_set(after.day) ? between(&before, &after, day) : before.value;
    return true;
}
