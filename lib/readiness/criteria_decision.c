/* Readiness: what was decided (lib). */
#include "judging.h"

/* Says what follows. That it is completed says that it ended, and not what comes of it. */
static bool says_what_follows(const struct decision_facts *decision)
{
    static const char *const kinds[] = {"makeRegular", "scaleUp", "stop", "split", "merge"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_code(decision->kind, kinds[i]))
            return true;
    return false;
}

/* The last decision on what follows that is made by the day, or NULL. */
static const struct decision_facts *last_decision(const struct judging *judging)
{
    const struct decision_facts *last = NULL;

    for (size_t i = 0; i < judging->pilot->decision_count; i++) {
        const struct decision_facts *one = &judging->pilot->decisions[i];
        if (says_what_follows(one) && decision_is_made(one, judging->day) &&
            (!last || date_compare(decision_made(one), decision_made(last)) >= 0))
            last = one;
    }
    return last;
}

struct readiness_judgement judge_decision_taken(const struct judging *judging)
{
    const struct pilot_facts *pilot = judging->pilot;
    const struct decision_facts *decision = last_decision(judging);
    const struct date end = pilot_end(pilot, judging->day)->last;

    if (decision)
        return JUDGED(PASS, DECIDED, fact_code("kind", &code_decision_kinds, decision->kind),
            fact_date("made", decision_made(decision)), fact_text("decision", decision->id));
    if (is_code(pilot->status, "pastEnd"))
        return JUDGED(FAIL, PAST_END, fact_date("end", end));
    return JUDGED(UNKNOWN, NOT_DECIDED, fact_code("status", &code_statuses, pilot->status));
}

struct readiness_judgement judge_decision_complete(const struct judging *judging)
{
    const struct decision_facts *decision = last_decision(judging);

    if (!decision)
        return JUDGED(UNKNOWN, NOT_DECIDED, fact_code("status", &code_statuses, judging->pilot->status));
    const struct date date = decision->taken.last;
    const bool body_known = decision->body && !is_code(decision->body, "unknown");
    const struct finding_fact kind = fact_code("kind", &code_decision_kinds, decision->kind);
    const struct finding_fact taken = fact_date("taken", date);
    const struct finding_fact body = fact_code("body", &code_bodies, decision->body);
    const struct finding_fact id = fact_text("decision", decision->id);

    if (date_is_set(date) && body_known && decision->has_reason)
        return JUDGED(PASS, DECISION_IS_COMPLETE, kind, taken, body, id);
    return JUDGED(UNKNOWN, DECISION_INCOMPLETE, kind, taken, body,
        fact_code("hasReason", &code_tri, decision->has_reason ? "yes" : "no"), id);
}
