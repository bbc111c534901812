/* One criterion at a time (lib, private to the embedding readiness). */
#ifndef PROEFTUIN_READINESS_JUDGING_H
#define PROEFTUIN_READINESS_JUDGING_H

#include "judge/fact.h"
#include "judge/known.h"

#include <proeftuin/readiness.h>

/* What every judge is given. */
struct judging {
    const struct pilot_facts *pilot;
    struct date day;
    const struct smart_answer *checks; /* of each goal */
};

typedef struct readiness_judgement readiness_judge_function(const struct judging *judging);

/* criteria_goals.c, criteria_trial.c, criteria_evidence.c, criteria_embedding.c, criteria_money.c, criteria_decision.c
 */
#define READINESS_CRITERION(symbol, id, group, judge, ...) readiness_judge_function judge_##judge;
#include <proeftuin/readiness_criteria.h>
#undef READINESS_CRITERION

/* A judgement with the facts that follow; the second form has none. */
#define JUDGED(result, reason, ...)                                                   \
    judged(READINESS_##result, REASON_##reason, (struct finding_fact[]){__VA_ARGS__}, \
        sizeof((struct finding_fact[]){__VA_ARGS__}) / sizeof(struct finding_fact))
#define JUDGED_PLAINLY(result, reason) judged(READINESS_##result, REASON_##reason, NULL, 0)

struct readiness_judgement judged(
    enum readiness_result result, enum readiness_reason reason, const struct finding_fact *facts, size_t count);

/* How a day lies to the start of the pilot. */
enum order { ORDER_UNKNOWN, NOT_AFTER_START, AFTER_START };
enum order order_to_start(const struct pilot_facts *pilot, struct date date);

/* "yes", "no" and what is neither, as a judgement with these reasons. */
struct readiness_judgement judged_tri(
    const char *tri, enum readiness_reason yes, enum readiness_reason no, enum readiness_reason unknown);

/* Not later than the day that is judged, or not dated. */
bool known_by_day(struct date date, const struct judging *judging);

/* Some yield is stated not to apply, and none has a known amount. */
bool no_yield_expected(const struct judging *judging);

#endif
