/* Embedding readiness (lib): the tables, and one criterion after the other. */
#include <proeftuin/readiness.h>

#include <assert.h>
#include <string.h>

#include "judging.h"

static const struct {
    const char *id;
    enum readiness_group group;
    readiness_judge_function *judge;
    struct bilingual question;
    const char *source;
} criteria[READINESS_CRITERIA] = {
#define READINESS_CRITERION(symbol, id, group, judge, nl, en, pass, fail, source) \
    [READINESS_##symbol] = {id, READINESS_##group, judge_##judge, {nl, en}, source},
#include <proeftuin/readiness_criteria.h>
#undef READINESS_CRITERION
};

static const struct {
    const char *id;
    struct bilingual text;
} reasons[READINESS_REASONS] = {
#define READINESS_REASON(symbol, id, nl, en) [REASON_##symbol] = {id, {nl, en}},
#include <proeftuin/readiness_reasons.h>
#undef READINESS_REASON
};

/* ---- Judging ---- */

struct readiness_judgement judged(
    enum readiness_result result, enum readiness_reason reason, const struct finding_fact *facts, size_t count)
{
    struct readiness_judgement judgement = {.result = result, .reason = reason, .fact_count = count};

    assert(count <= READINESS_FACTS);
    if (count > 0)
        memcpy(judgement.facts, facts, count * sizeof *facts);
    return judgement;
}

struct readiness_judgement judged_tri(
    const char *tri, enum readiness_reason yes, enum readiness_reason no, enum readiness_reason unknown)
{
    if (is_code(tri, "yes"))
        return judged(READINESS_PASS, yes, NULL, 0);
    return is_code(tri, "no") ? judged(READINESS_FAIL, no, NULL, 0) : judged(READINESS_UNKNOWN, unknown, NULL, 0);
}

enum order order_to_start(const struct pilot_facts *pilot, struct date date)
{
    const struct partial_date *start = &pilot->start;

    if (!date_is_set(date) || !date_is_set(start->first))
        return ORDER_UNKNOWN;
    if (start->bound != BOUND_NOT_AFTER && date_compare(date, start->first) <= 0)
        return NOT_AFTER_START;
    return start->bound != BOUND_NOT_BEFORE && date_compare(date, start->last) > 0 ? AFTER_START : ORDER_UNKNOWN;
}

bool known_by_day(struct date date, const struct judging *judging)
{
    return !date_is_set(date) || date_compare(date, judging->day) <= 0;
}

/* It does not go on as itself, so that there is nothing to embed or to pay for. */
static bool goes_on(const struct pilot_facts *pilot)
{
    return !is_code(pilot->status, "stopped") && !is_code(pilot->status, "split") && !is_code(pilot->status, "merged");
}

static struct readiness_judgement judge_one(const struct judging *judging, enum readiness_criterion criterion)
{
    const enum readiness_group group = criteria[criterion].group;

    if ((group == READINESS_EMBEDDING || group == READINESS_MONEY) && !goes_on(judging->pilot))
        return JUDGED(NOT_APPLICABLE, NOT_CARRIED_ON, fact_code("status", &code_statuses, judging->pilot->status));
    return criteria[criterion].judge(judging);
}

/* The SMART check of each goal; NULL when the arena is full. */
static const struct smart_answer *check_goals(const struct pilot_facts *pilot, struct date day, struct arena *arena)
{
    struct smart_answer *checks = arena_array(arena, pilot->goal_count + 1, sizeof *checks);

    for (size_t i = 0; checks && i < pilot->goal_count; i++)
        if (!smart_check(&pilot->goals[i].smart, day, arena, &checks[i]))
            return NULL;
    return checks;
}

bool readiness_judge(const struct pilot_facts *pilot, struct date day, struct arena *arena, struct readiness *ret)
{
    struct judging judging = {.pilot = pilot, .day = day};
    struct readiness readiness = {.day = day};

    assert(date_is_set(day));
    judging.checks = check_goals(pilot, day, arena);
    if (!judging.checks)
        return false;
    for (unsigned i = 0; i < READINESS_CRITERIA; i++) {
        readiness.judgements[i] = judge_one(&judging, i);
        readiness.counts[readiness.judgements[i].result]++;
    }
    *ret = readiness;
    return true;
}

/* ---- The tables ---- */

const char *readiness_result_name(enum readiness_result result)
{
    static const char *const names[READINESS_RESULTS] = {"pass", "fail", "unknown", "notApplicable"};

    assert((unsigned)result < READINESS_RESULTS);
    return names[result];
}

const char *readiness_group_name(enum readiness_group group)
{
    static const char *const names[READINESS_GROUPS] = {"goals", "trial", "evidence", "embedding", "money", "decision"};

    assert((unsigned)group < READINESS_GROUPS);
    return names[group];
}

const char *readiness_criterion_id(enum readiness_criterion criterion)
{
    assert((unsigned)criterion < READINESS_CRITERIA);
    return criteria[criterion].id;
}

enum readiness_group readiness_criterion_group(enum readiness_criterion criterion)
{
    assert((unsigned)criterion < READINESS_CRITERIA);
    return criteria[criterion].group;
}

struct bilingual readiness_question(enum readiness_criterion criterion)
{
    assert((unsigned)criterion < READINESS_CRITERIA);
    return criteria[criterion].question;
}

const char *readiness_criterion_source(enum readiness_criterion criterion)
{
    assert((unsigned)criterion < READINESS_CRITERIA);
    return criteria[criterion].source;
}

const char *readiness_reason_id(enum readiness_reason reason)
{
    assert((unsigned)reason < READINESS_REASONS);
    return reasons[reason].id;
}

struct bilingual readiness_reason_text(enum readiness_reason reason)
{
    assert((unsigned)reason < READINESS_REASONS);
    return reasons[reason].text;
}
