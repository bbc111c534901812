/* T (lib): by when; and do the recorded dates fit each other and the text. */
#include "judging.h"

static void report_no_deadline(struct judging *judging)
{
    const struct reading *reading = &judging->reading;

    if (reading->undated)
        smart_report(judging, SMART_OPEN_TERM, smart_word_text(judging, NODATE));
    else if (reading->rate)
        smart_report(judging, SMART_RATE_ONLY, smart_word_text(judging, RATE | TIMEUNIT));
    else
        smart_report(judging, SMART_NO_DEADLINE, NULL);
    if (reading->count[SMART_FOUND_PAST])
        smart_report(
            judging, SMART_ONLY_PAST_DATE, smart_found_text(judging, smart_first_found(judging, SMART_FOUND_PAST)));
}

/* The last date of the text that is a deadline and can be dated. */
static const struct smart_found *text_deadline(const struct judging *judging)
{
    const struct smart_found *last = NULL;

    for (size_t i = 0; i < judging->reading.found_count; i++) {
        const struct smart_found *found = &judging->reading.found[i];
        if (found->kind == SMART_FOUND_DEADLINE && date_is_set(found->last) &&
            (!last || date_compare(found->last, last->last) > 0))
            last = found;
    }
    return last;
}

static void check_text(struct judging *judging)
{
    const struct reading *reading = &judging->reading;
    const struct smart_found *deadline = smart_first_found(judging, SMART_FOUND_DEADLINE);

    if (reading->count[SMART_FOUND_TERM])
        smart_report(judging, SMART_EACH_CASE, smart_found_text(judging, smart_first_found(judging, SMART_FOUND_TERM)));
    else if (reading->unanchored && !date_is_set(judging->goal->pilot_start.first))
        smart_report(judging, SMART_ANCHOR_MISSING, smart_found_text(judging, deadline));
    if (reading->relative && !date_is_set(judging->goal->deadline.first) && deadline && !date_is_set(deadline->last))
        smart_report(judging, SMART_RELATIVE_DATE, smart_found_text(judging, deadline));
}

/* A deadline counts from the last day of its precision, a start from its first. */
static void check_fields(struct judging *judging)
{
    const struct smart_goal *goal = judging->goal;
    const struct smart_found *text = text_deadline(judging);
    const struct date deadline = date_is_set(goal->deadline.first) ? goal->deadline.last
                                 : text                            ? text->last
                                                                   : (struct date){0};

    if (!date_is_set(deadline))
        return;
    if (date_is_set(goal->deadline.first) && text &&
        (date_compare(goal->deadline.last, text->first) < 0 || date_compare(goal->deadline.first, text->last) > 0))
        smart_report(judging, SMART_DEADLINE_DIFFERS, smart_found_text(judging, text));
    if (date_is_set(goal->baseline_on) && date_compare(deadline, goal->baseline_on) <= 0)
        smart_report(judging, SMART_DEADLINE_BEFORE_BASELINE, NULL);
    if (date_is_set(goal->pilot_start.first) && date_compare(deadline, goal->pilot_start.first) < 0)
        smart_report(judging, SMART_DEADLINE_BEFORE_PILOT, NULL);
    if (date_compare(deadline, judging->today) < 0)
        smart_report(judging, SMART_DEADLINE_PASSED, smart_date_text(judging, deadline));
}

void smart_judge_time(struct judging *judging)
{
    if (!judging->reading.count[SMART_FOUND_DEADLINE] && !date_is_set(judging->goal->deadline.first))
        report_no_deadline(judging);
    check_text(judging);
    check_fields(judging);
    judging->answer.result[SMART_TIME_BOUND] = smart_letter_result(judging, SMART_TIME_BOUND);
}
