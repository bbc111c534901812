/* M (lib): can one count whether it was reached; and do the recorded figures fit each other and the text. */
#include <math.h>

#include "judging.h"

static bool known(const char *text)
{
    return text && *text;
}

/* ---- The text ---- */

/* "alle": of something that can be counted, and not taken back. */
static bool counts_in_full(const struct judging *judging)
{
    const struct reading *reading = &judging->reading;

    return reading->count[SMART_FOUND_FULL_COUNT] && !reading->hedged &&
           (!reading->universal || judging->answer.result[SMART_SPECIFIC] == SMART_MET);
}

static void report_no_number(struct judging *judging)
{
    const struct reading *reading = &judging->reading;
    const char *full = smart_found_text(judging, smart_first_found(judging, SMART_FOUND_FULL_COUNT));

    if (full && reading->hedged)
        smart_report(judging, SMART_COUNT_HEDGED, smart_word_text(judging, HEDGE));
    else if (full)
        smart_report(judging, SMART_COUNT_OF_VAGUE, full);
    else if (reading->change)
        smart_report(judging, SMART_DIRECTION_ONLY, smart_word_text(judging, UP | DOWN));
    else
        smart_report(judging, SMART_NO_NUMBER, NULL);
    if (reading->count[SMART_FOUND_NUMBER])
        smart_report(
            judging, SMART_NUMBER_NO_TARGET, smart_found_text(judging, smart_first_found(judging, SMART_FOUND_NUMBER)));
}

static bool judge_text(struct judging *judging)
{
    const struct reading *reading = &judging->reading;

    if (reading->percent_change && !reading->count[SMART_FOUND_BASELINE])
        smart_report(
            judging, SMART_PERCENT_OR_POINT, smart_found_text(judging, smart_first_found(judging, SMART_FOUND_TARGET)));
    return reading->count[SMART_FOUND_TARGET] || reading->count[SMART_FOUND_TERM] || counts_in_full(judging);
}

/* ---- The fields ---- */

static bool equal(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(1, fmax(fabs(a), fabs(b)));
}

static bool fits_range(const struct judging *judging, struct smart_number number, double most)
{
    (void)judging;
    return !number.known || (number.value >= 0 && number.value <= most);
}

static bool is_whole(struct smart_number number)
{
    return !number.known || equal(number.value, floor(number.value));
}

static void check_measure(struct judging *judging)
{
    const struct smart_goal *goal = judging->goal;

    if (goal->measure == SMART_QUALITATIVE && (goal->target.known || goal->baseline.known))
        smart_report(judging, SMART_QUALITATIVE_NUMBER, NULL);
    if (goal->measure == SMART_PERCENTAGE &&
        (!fits_range(judging, goal->target, 100) || !fits_range(judging, goal->baseline, 100)))
        smart_report(judging, SMART_PERCENTAGE_RANGE, NULL);
    if (goal->measure == SMART_COUNT &&
        (!fits_range(judging, goal->target, HUGE_VAL) || !fits_range(judging, goal->baseline, HUGE_VAL) ||
            !is_whole(goal->target) || !is_whole(goal->baseline)))
        smart_report(judging, SMART_COUNT_RANGE, NULL);
    if (goal->measure == SMART_PERCENTAGE && !known(goal->denominator))
        smart_report(judging, SMART_DENOMINATOR_MISSING, NULL);
}

static enum smart_direction wanted_direction(const struct judging *judging)
{
    return judging->goal->direction ? judging->goal->direction : smart_text_direction(judging);
}

static void check_direction(struct judging *judging)
{
    const struct smart_goal *goal = judging->goal;
    const enum smart_direction text = smart_text_direction(judging);

    if (goal->direction && text && goal->direction != SMART_MAINTAIN && text != goal->direction)
        smart_report(judging, SMART_DIRECTION_DIFFERS, NULL);
    if (!goal->baseline.known || !goal->target.known || goal->direction == SMART_MAINTAIN)
        return;
    if (equal(goal->baseline.value, goal->target.value))
        smart_report(judging, SMART_TARGET_IS_BASELINE, NULL);
    else if (wanted_direction(judging) == (goal->target.value > goal->baseline.value ? SMART_DECREASE : SMART_INCREASE))
        smart_report(judging, SMART_TARGET_AGAINST_DIRECTION, NULL);
}

/* The recorded target is one of the text's, or a change to the recorded baseline ("10 % minder", "30 extra"). */
static bool is_said(const struct judging *judging)
{
    const struct smart_goal *goal = judging->goal;
    const double change = goal->baseline.known ? fabs(goal->target.value - goal->baseline.value) : 0;
    bool comparable = false;

    for (size_t i = 0; i < judging->reading.found_count; i++) {
        const struct smart_found *found = &judging->reading.found[i];
        if (found->kind != SMART_FOUND_TARGET || found->unit == SMART_UNIT_NONE)
            continue;
        comparable = true;
        if ((goal->target.value >= found->value && goal->target.value <= found->upper) ||
            equal(goal->target.value, found->value) || (goal->baseline.known && equal(change, found->value)))
            return true;
        if (goal->baseline.known && equal(change, fabs(goal->baseline.value) * found->value / 100))
            return true;
        if (found->unit == SMART_UNIT_SHARE || found->unit == SMART_UNIT_FACTOR || found->unit == SMART_UNIT_TIME)
            return true; /* of what is not said */
    }
    return !comparable;
}

static void check_target(struct judging *judging)
{
    const struct smart_goal *goal = judging->goal;

    check_measure(judging);
    check_direction(judging);
    if (!goal->target.known)
        return;
    if (!known(goal->unit) && goal->measure != SMART_PERCENTAGE && goal->measure != SMART_AMOUNT)
        smart_report(judging, SMART_UNIT_MISSING, NULL);
    if (!is_said(judging))
        smart_report(
            judging, SMART_TARGET_DIFFERS, smart_found_text(judging, smart_first_found(judging, SMART_FOUND_TARGET)));
}

static void check_baseline(struct judging *judging)
{
    const struct smart_goal *goal = judging->goal;

    if (goal->measure == SMART_QUALITATIVE)
        return;
    if (!goal->baseline.known && !judging->reading.count[SMART_FOUND_BASELINE])
        smart_report(judging, SMART_BASELINE_MISSING, NULL);
    else if (!date_is_set(goal->baseline_on) && !judging->reading.count[SMART_FOUND_PAST])
        smart_report(judging, SMART_BASELINE_UNDATED, NULL);
}

void smart_judge_measurable(struct judging *judging)
{
    const struct smart_goal *goal = judging->goal;
    const bool text = judge_text(judging);

    if (!text && !goal->target.known)
        report_no_number(judging);
    check_target(judging);
    check_baseline(judging);
    if (!goal->only_statement && !known(goal->source))
        smart_report(judging, SMART_SOURCE_MISSING, NULL);
    if (!goal->only_statement && !known(goal->frequency))
        smart_report(judging, SMART_FREQUENCY_MISSING, NULL);
    judging->answer.result[SMART_MEASURABLE] = smart_letter_result(judging, SMART_MEASURABLE);
}
