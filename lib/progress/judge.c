/* The judgement of a goal's progress (lib): the figure that counts, what was expected, and the state. */
#include <assert.h>
#include <math.h>

#include "internal.h"

/* What divisions may be off by: 8 of 10 is at risk, not off track. */
static const double tolerance = 1e-9;

static bool reaches(double ratio, double least)
{
    return ratio >= least - tolerance;
}

static bool is_on_or_after(struct date day, struct date other)
{
    return date_is_set(other) && date_compare(day, other) >= 0;
}

/* A deadline at the earliest says nothing of by when. */
static struct date deadline_of(const struct progress_goal *goal)
{
    return goal->deadline.bound == BOUND_NOT_BEFORE ? (struct date){0} : goal->deadline.last;
}

/* ---- What the goal itself says ---- */

static enum progress_direction direction_of(const struct progress_answer *answer, enum progress_direction own)
{
    if (own || !answer->baseline.known || !answer->target.known)
        return own;
    return answer->target.value > answer->baseline.value   ? PROGRESS_INCREASE
           : answer->target.value < answer->baseline.value ? PROGRESS_DECREASE
                                                           : PROGRESS_DIRECTION_UNKNOWN;
}

static void check_numbers(struct progress_answer *answer)
{
    const double step = answer->target.value - answer->baseline.value;

    if (!answer->target.known)
        progress_add_reason(answer, PROGRESS_NO_TARGET);
    if (!answer->baseline.known && answer->direction != PROGRESS_MAINTAIN)
        progress_add_reason(answer, PROGRESS_NO_BASELINE);
    if (!answer->target.known || !answer->baseline.known || answer->direction == PROGRESS_MAINTAIN)
        return;
    if (!(step > 0) && !(step < 0))
        progress_add_reason(answer, PROGRESS_TARGET_EQUALS_BASELINE);
    else if ((step > 0) != (answer->direction == PROGRESS_INCREASE))
        progress_add_reason(answer, PROGRESS_DIRECTION_CONTRADICTS);
}

static void read_goal(const struct progress_goal *goal, struct progress_answer *answer)
{
    answer->baseline = goal->baseline;
    answer->baseline_on = goal->baseline_on;
    answer->target = goal->target;
    answer->deadline = deadline_of(goal);
    answer->by_milestones = goal->milestone_count > 0 && goal->direction != PROGRESS_MAINTAIN;
    if (goal->direction == PROGRESS_MAINTAIN && !goal->target.known)
        answer->target = goal->baseline;
    answer->direction = direction_of(answer, goal->direction);
    answer->better = answer->direction == PROGRESS_MAINTAIN && goal->better ? goal->better : answer->direction;
    if (goal->measure == PROGRESS_QUALITATIVE)
        progress_add_reason(answer, PROGRESS_IS_QUALITATIVE);
    if (goal->left_out)
        progress_add_reason(answer, PROGRESS_MORE_LEFT_OUT);
    check_numbers(answer);
}

/* ---- The figure that counts ---- */

/* The latest one after the baseline. */
static const struct progress_point *find_actual(const struct progress_answer *answer)
{
    const struct progress_point *last = answer->point_count > 0 ? &answer->points[answer->point_count - 1] : NULL;

    if (last && date_is_set(answer->baseline_on) && date_compare(last->day, answer->baseline_on) <= 0)
        return NULL;
    return last;
}

/* A period and a half: one that is due takes time to come in. */
static int32_t days_allowed(enum progress_frequency frequency)
{
    static const int32_t days[] = {[PROGRESS_FREQUENCY_UNKNOWN] = INT32_MAX,
        [PROGRESS_ONCE] = INT32_MAX,
        [PROGRESS_MONTHLY] = 46,
        [PROGRESS_QUARTERLY] = 138,
        [PROGRESS_HALF_YEARLY] = 276,
        [PROGRESS_YEARLY] = 549};

    return days[frequency];
}

/* What was measured at the deadline, or shortly before it, does not grow old; but see lacks_the_end(). */
static void check_age(const struct progress_goal *goal, struct progress_answer *answer)
{
    const struct date until = is_on_or_after(answer->today, answer->deadline) ? answer->deadline : answer->today;

    if (is_on_or_after(answer->actual->day, until))
        return;
    if (goal->frequency == PROGRESS_FREQUENCY_UNKNOWN)
        progress_add_reason(answer, PROGRESS_FREQUENCY_UNKNOWN_REMARK);
    if (date_difference(answer->actual->day, until) > days_allowed(goal->frequency))
        progress_add_reason(answer, PROGRESS_STALE);
}

static void take_actual(const struct progress_goal *goal, struct progress_answer *answer)
{
    answer->actual = find_actual(answer);
    if (!answer->actual) {
        progress_add_reason(answer, PROGRESS_NO_MEASUREMENT);
        return;
    }
    if (answer->actual->problem != PROGRESS_REASONS)
        progress_add_reason(answer, answer->actual->problem);
    if (answer->actual > answer->points && date_compare(answer->actual[-1].day, answer->actual->day) == 0)
        progress_add_reason(answer, PROGRESS_PERIODS_DIFFER);
    if (answer->actual->about)
        progress_add_reason(answer, PROGRESS_APPROXIMATE);
    if (answer->actual->provisional)
        progress_add_reason(answer, PROGRESS_PROVISIONAL_REMARK);
    check_age(goal, answer);
}

/* Whether the whole of a range is on the good side of the target, or nothing of it. */
static enum progress_reached reached(const struct progress_answer *answer)
{
    const double target = answer->target.value;
    const struct progress_range value = answer->actual ? answer->actual->value : (struct progress_range){0};
    const bool increase = answer->better == PROGRESS_INCREASE;

    if (!answer->actual || answer->actual->problem != PROGRESS_REASONS || !answer->target.known ||
        (!increase && answer->better != PROGRESS_DECREASE))
        return PROGRESS_REACHED_UNKNOWN;
    if (increase ? value.low >= target : value.high <= target)
        return PROGRESS_REACHED;
    return (increase ? value.high < target : value.low > target) ? PROGRESS_NOT_REACHED : PROGRESS_REACHED_UNKNOWN;
}

/* ---- A goal to come from baseline to target ---- */

static double share_of(const struct progress_answer *answer, double value)
{
    return (value - answer->baseline.value) / (answer->target.value - answer->baseline.value);
}

static struct progress_range ordered(double one, double other)
{
    return (struct progress_range){fmin(one, other), fmax(one, other)};
}

/* Before anything was expected, only what went backwards is off track. */
static enum progress_state state_at(const struct progress_answer *answer, double progress)
{
    const double expected = answer->expected.known ? share_of(answer, answer->expected.value) : 0;

    if (reaches(progress, 1))
        return PROGRESS_ACHIEVED;
    if (is_on_or_after(answer->actual->day, answer->deadline))
        return PROGRESS_OFF_TRACK;
    if (!answer->expected.known)
        return PROGRESS_NOT_ESTABLISHED;
    if (!(expected > tolerance))
        return progress >= expected - tolerance ? PROGRESS_ON_TRACK : PROGRESS_OFF_TRACK;
    return reaches(progress / expected, 1)               ? PROGRESS_ON_TRACK
           : reaches(progress / expected, PROGRESS_RISK) ? PROGRESS_AT_RISK
                                                         : PROGRESS_OFF_TRACK;
}

static void judge_ends(struct progress_answer *answer)
{
    const struct progress_range value = answer->actual->value;

    answer->progress = ordered(share_of(answer, value.low), share_of(answer, value.high));
    answer->has_progress = true;
    if (answer->expected.known) {
        const double expected = share_of(answer, answer->expected.value);

        answer->has_ratio = expected > tolerance;
        if (answer->has_ratio)
            answer->ratio = (struct progress_range){answer->progress.low / expected, answer->progress.high / expected};
        else
            progress_add_reason(answer, PROGRESS_AT_BEGINNING);
    }
    answer->low_state = state_at(answer, answer->progress.low);
    answer->high_state = state_at(answer, answer->progress.high);
}

static bool find_expected(const struct progress_goal *goal, const struct progress_answer *answer, struct date day,
    struct progress_number *ret, enum progress_reason *ret_reason)
{
    double value;

    if (!progress_expected(goal, answer->deadline, day, &value, ret_reason))
        return false;
    *ret = (struct progress_number){value, true};
    return true;
}

/* Without a path nothing but the target itself can be held against. */
static void judge_path(const struct progress_goal *goal, struct progress_answer *answer)
{
    enum progress_reason reason = PROGRESS_REASONS, today_reason;
    const struct date day = answer->actual ? answer->actual->day : answer->today;
    const bool has_path = find_expected(goal, answer, day, &answer->expected, &reason);

    find_expected(goal, answer, answer->today, &answer->expected_today, &today_reason);
    if (!answer->actual)
        answer->expected.known = false;
    else if (answer->actual->problem == PROGRESS_REASONS)
        judge_ends(answer);
    if (!has_path && !(answer->has_progress && answer->low_state != PROGRESS_NOT_ESTABLISHED &&
                         answer->high_state != PROGRESS_NOT_ESTABLISHED))
        progress_add_reason(answer, reason);
}

/* ---- A goal to maintain a level ---- */

/* How much of the level is kept, 0 to 1. False when it has no parts: it is under zero. */
static bool kept(double level, enum progress_direction better, double value, double *ret)
{
    const bool above = value > level, below = value < level;
    const bool good = better == PROGRESS_INCREASE ? !below : better == PROGRESS_DECREASE ? !above : !above && !below;

    if (good)
        *ret = 1;
    else if (level < 0)
        return false;
    else
        *ret = below ? level > 0 ? fmax(value / level, 0) : 0 : level / value;
    return true;
}

static enum progress_state state_of_kept(const struct progress_answer *answer, double share)
{
    const bool over = is_on_or_after(answer->actual->day, answer->deadline);

    if (reaches(share, 1))
        return over ? PROGRESS_ACHIEVED : PROGRESS_ON_TRACK;
    return reaches(share, PROGRESS_RISK) && !over ? PROGRESS_AT_RISK : PROGRESS_OFF_TRACK;
}

static void judge_level(struct progress_answer *answer)
{
    const double level = answer->target.value;
    double one, other;

    answer->expected_today = answer->target;
    if (!answer->actual || answer->actual->problem != PROGRESS_REASONS)
        return;
    answer->expected = answer->target;
    const struct progress_range value = answer->actual->value;
    if (!kept(level, answer->better, value.low, &one) || !kept(level, answer->better, value.high, &other)) {
        progress_add_reason(answer, PROGRESS_NO_SCALE);
        return;
    }
    answer->ratio = ordered(one, other);
    if (value.low <= level && level <= value.high)
        answer->ratio.high = 1;
    answer->has_ratio = true;
    answer->low_state = state_of_kept(answer, answer->ratio.low);
    answer->high_state = state_of_kept(answer, answer->ratio.high);
}

/* ---- The state ---- */

static bool has_numbers(const struct progress_answer *answer)
{
    return answer->target.known && !progress_has(answer, PROGRESS_NO_BASELINE) &&
           !progress_has(answer, PROGRESS_TARGET_EQUALS_BASELINE) &&
           !progress_has(answer, PROGRESS_DIRECTION_CONTRADICTS);
}

/* A goal that was not achieved before its deadline, and of which nobody has said since how it ended. Where no frequency
 * says when that is too late, a year's does. */
static bool lacks_the_end(const struct progress_goal *goal, const struct progress_answer *answer)
{
    const bool regular = goal->frequency > PROGRESS_ONCE;

    return answer->actual && date_is_set(answer->deadline) && date_compare(answer->today, answer->deadline) > 0 &&
           !is_on_or_after(answer->actual->day, answer->deadline) && answer->low_state != PROGRESS_ACHIEVED &&
           date_difference(answer->actual->day, answer->today) >
               days_allowed(regular ? goal->frequency : PROGRESS_YEARLY);
}

static bool is_blocked(const struct progress_answer *answer)
{
    for (unsigned reason = 0; reason < PROGRESS_REASONS; reason++)
        if (progress_has(answer, reason) && progress_reason_weight(reason) == PROGRESS_BLOCKS)
            return true;
    return false;
}

static void decide(const struct progress_goal *goal, struct progress_answer *answer)
{
    if (lacks_the_end(goal, answer))
        progress_add_reason(answer, PROGRESS_STALE);
    if (answer->has_progress || answer->has_ratio)
        if (answer->low_state != answer->high_state)
            progress_add_reason(answer, PROGRESS_RANGE_UNDECIDED);
    answer->state = is_blocked(answer) ? PROGRESS_NOT_ESTABLISHED : answer->low_state;
    if (date_is_set(answer->deadline) && date_compare(answer->today, answer->deadline) > 0 &&
        answer->state != PROGRESS_ACHIEVED)
        progress_add_reason(answer, PROGRESS_LATE);
}

bool progress_judge(const struct progress_goal *goal, const struct progress_measurement *measurements, size_t count,
    struct date today, struct arena *arena, struct progress_answer *ret)
{
    struct progress_answer answer = {
        .today = today, .low_state = PROGRESS_NOT_ESTABLISHED, .high_state = PROGRESS_NOT_ESTABLISHED};

    assert(date_is_set(today));
    read_goal(goal, &answer);
    if (!progress_gather(goal, measurements, count, arena, &answer))
        return false;
    take_actual(goal, &answer);
    answer.target_reached = reached(&answer);
    if (has_numbers(&answer)) {
        if (answer.direction == PROGRESS_MAINTAIN)
            judge_level(&answer);
        else
            judge_path(goal, &answer);
    }
    decide(goal, &answer);
    if (!progress_process_judge(arena, &answer))
        return false;
    *ret = answer;
    return true;
}

bool progress_is_under(const struct progress_answer *answer)
{
    return answer->has_ratio && !reaches(answer->ratio.high, PROGRESS_RISK);
}
