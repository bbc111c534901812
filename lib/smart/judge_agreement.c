/* A and R (lib): from recorded facts only. Silence is "not established". */
#include "judging.h"

static bool known(const char *text)
{
    return text && *text;
}

static void judge_acceptable(struct judging *judging)
{
    const struct smart_goal *goal = judging->goal;
    const bool agreed = known(goal->agreed_by) && date_is_set(goal->agreed_on);

    if (!goal->only_statement && !known(goal->agreed_by))
        smart_report(judging, SMART_AGREED_BY_MISSING, NULL);
    if (!goal->only_statement && !date_is_set(goal->agreed_on))
        smart_report(judging, SMART_AGREED_ON_MISSING, NULL);
    if (!goal->only_statement && !known(goal->owner))
        smart_report(judging, SMART_OWNER_MISSING, NULL);
    if (date_is_set(goal->agreed_on) && date_compare(goal->agreed_on, judging->today) > 0)
        smart_report(judging, SMART_AGREED_LATER, smart_date_text(judging, goal->agreed_on));
    const enum smart_result result = smart_letter_result(judging, SMART_ACCEPTABLE);
    judging->answer.result[SMART_ACCEPTABLE] = result == SMART_MET && !agreed ? SMART_NOT_ESTABLISHED : result;
}

static void judge_realistic(struct judging *judging)
{
    const struct smart_goal *goal = judging->goal;
    const bool shown = known(goal->assumptions) && known(goal->feasibility_source);

    if (!goal->only_statement && !known(goal->assumptions))
        smart_report(judging, SMART_ASSUMPTIONS_MISSING, NULL);
    if (!goal->only_statement && !known(goal->feasibility_source))
        smart_report(judging, SMART_FEASIBILITY_MISSING, NULL);
    judging->answer.result[SMART_REALISTIC] = shown ? SMART_MET : SMART_NOT_ESTABLISHED;
}

void smart_judge_agreement(struct judging *judging)
{
    judge_acceptable(judging);
    judge_realistic(judging);
}
