/* Readiness: how it is to go on (lib). */
#include "judging.h"

struct readiness_judgement judge_embedding_considered(const struct judging *judging)
{
    const struct date considered = judging->pilot->embedding.considered_on;
    const struct finding_fact on = fact_date("consideredOn", considered);
    const struct finding_fact start = fact_date("start", judging->pilot->start.first);
    const bool known = by_day(considered, judging->day);
    const enum order order = known ? order_to_start(judging->pilot, considered) : ORDER_UNKNOWN;

    if (order == NOT_AFTER_START)
        return JUDGED(PASS, CONSIDERED_BEFORE, on, start);
    if (order == AFTER_START)
        return JUDGED(FAIL, CONSIDERED_AFTER, on, start);
    return JUDGED(UNKNOWN, CONSIDERATION_UNKNOWN, known ? on : fact_date("consideredOn", (struct date){0}), start);
}

struct readiness_judgement judge_owner(const struct judging *judging)
{
    const char *owner = judging->pilot->embedding.owner;

    return owner ? JUDGED(PASS, OWNER_KNOWN, fact_text("owner", owner)) : JUDGED_PLAINLY(UNKNOWN, OWNER_UNKNOWN);
}

struct readiness_judgement judge_conditions(const struct judging *judging)
{
    const struct pilot_facts *pilot = judging->pilot;

    if (pilot->embedding.has_conditions)
        return JUDGED_PLAINLY(PASS, CONDITIONS_KNOWN);
    for (size_t i = 0; i < pilot->lesson_count; i++)
        if (is_code(pilot->lessons[i].kind, "condition") && known_by_day(pilot->lessons[i].stated_on, judging))
            return JUDGED(PASS, CONDITIONS_IN_LESSON, fact_text("lesson", pilot->lessons[i].id));
    return JUDGED_PLAINLY(UNKNOWN, CONDITIONS_UNKNOWN);
}

struct readiness_judgement judge_caseload(const struct judging *judging)
{
    return judged_tri(judging->pilot->embedding.caseload, REASON_STAYS, REASON_DOES_NOT_STAY, REASON_STAYING_UNKNOWN);
}

struct readiness_judgement judge_room(const struct judging *judging)
{
    return judged_tri(judging->pilot->embedding.room, REASON_STAYS, REASON_DOES_NOT_STAY, REASON_STAYING_UNKNOWN);
}

struct readiness_judgement judge_replaces(const struct judging *judging)
{
    const char *replaces = judging->pilot->embedding.replaces;

    return replaces ? JUDGED(PASS, REPLACES_KNOWN, fact_text("replaces", replaces))
                    : JUDGED_PLAINLY(UNKNOWN, REPLACES_UNKNOWN);
}
