/* The end of a pilot, and what was decided about it (lib). */
#include "known.h"
#include "rules.h"

void rule_past_end_without_decision(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    struct date end = pilot_end(pilot, day)->last;

    if (!is_code(pilot->status, "pastEnd") || !date_is_set(end) || date_compare(day, end) <= 0)
        return;
    FINDING_ADD(findings, FINDING_PAST_END_WITHOUT_DECISION, pilot, fact_number("days", date_difference(end, day)),
        fact_date("end", end));
}

/* An ending or an extension was decided by `day` and takes effect after it. */
static bool decision_to_take_effect(const struct pilot_facts *pilot, struct date day)
{
    for (size_t i = 0; i < pilot->decision_count; i++) {
        const struct decision_facts *decision = &pilot->decisions[i];
        if ((decision_is_ending(decision) || decision_is_extension(decision)) && decision_is_made(decision, day) &&
            !decision_counts(decision, day))
            return true;
    }
    return false;
}

void rule_ends_soon_without_decision(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    struct date end = pilot_end(pilot, day)->last;

    if (!is_code(pilot->status_group, "active") || !date_is_set(end))
        return;
    int32_t days = date_difference(day, end);
    if (days < 0 || days > ENDS_SOON_DAYS)
        return;
    if (decision_to_take_effect(pilot, day) || pilot_ending_known_later(pilot, day))
        return;
    FINDING_ADD(findings, FINDING_ENDS_SOON_WITHOUT_DECISION, pilot, fact_number("days", days), fact_date("end", end));
}

void rule_no_end_date(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    if (date_is_set(pilot_end(pilot, day)->last) || is_code(pilot->status_group, "ended"))
        return;
    FINDING_ADD(findings, FINDING_NO_END_DATE, pilot, fact_code("status", &code_statuses, pilot->status));
}

void rule_no_start_date(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    (void)day;
    if (date_is_set(pilot->start.first) || is_code(pilot->status_group, "ended") ||
        is_code(pilot->status_group, "preparation"))
        return;
    FINDING_ADD(findings, FINDING_NO_START_DATE, pilot, fact_code("status", &code_statuses, pilot->status));
}
