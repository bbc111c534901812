/* Readiness: what came of it (lib). */
#include "judging.h"

/* Those that look back: an evaluation beforehand says nothing of what came. */
static bool looks_back(const struct evaluation_facts *evaluation, const struct judging *judging)
{
    return !is_code(evaluation->kind, "exAnte") && evaluation_is_known(evaluation, judging->day);
}

struct readiness_judgement judge_evaluated(const struct judging *judging)
{
    const struct evaluation_facts *without = NULL;

    for (size_t i = 0; i < judging->pilot->evaluation_count; i++) {
        const struct evaluation_facts *one = &judging->pilot->evaluations[i];
        if (!looks_back(one, judging))
            continue;
        if (one->has_methods)
            return JUDGED(PASS, METHODS_KNOWN, fact_code("kind", &code_evaluation_kinds, one->kind),
                fact_text("evaluation", one->id));
        without = one;
    }
    if (!without)
        return JUDGED_PLAINLY(UNKNOWN, NO_EVALUATION);
    return JUDGED(UNKNOWN, METHODS_UNKNOWN, fact_code("kind", &code_evaluation_kinds, without->kind),
        fact_text("evaluation", without->id));
}

/* The day of an evaluation, to tell the last one; not set: before all others. */
static struct date evaluation_day(const struct evaluation_facts *evaluation)
{
    return date_is_set(evaluation->collected_to.last) ? evaluation->collected_to.last : evaluation->stated_on;
}

static bool is_later(const struct evaluation_facts *one, const struct evaluation_facts *than)
{
    const struct date a = evaluation_day(one), b = evaluation_day(than);

    return date_is_set(a) && (!date_is_set(b) || date_compare(a, b) >= 0);
}

typedef bool evaluation_test(const struct evaluation_facts *evaluation);

/* The last one that says something, or NULL. */
static const struct evaluation_facts *last_that(const struct judging *judging, evaluation_test *says)
{
    const struct evaluation_facts *last = NULL;

    for (size_t i = 0; i < judging->pilot->evaluation_count; i++) {
        const struct evaluation_facts *one = &judging->pilot->evaluations[i];
        if (looks_back(one, judging) && says(one) && (!last || is_later(one, last)))
            last = one;
    }
    return last;
}

static bool gives_verdict(const struct evaluation_facts *evaluation)
{
    return evaluation->verdict && !is_code(evaluation->verdict, "noVerdict");
}

struct readiness_judgement judge_verdict(const struct judging *judging)
{
    const struct evaluation_facts *last = last_that(judging, gives_verdict);

    if (!last)
        return JUDGED_PLAINLY(UNKNOWN, NO_VERDICT);
    const struct finding_fact verdict = fact_code("verdict", &code_verdicts, last->verdict);
    const struct finding_fact evaluation = fact_text("evaluation", last->id);
    if (is_code(last->verdict, "successful") || is_code(last->verdict, "partlySuccessful"))
        return JUDGED(PASS, VERDICT_GIVEN, verdict, evaluation);
    if (is_code(last->verdict, "notSuccessful") || is_code(last->verdict, "notDemonstrable"))
        return JUDGED(FAIL, VERDICT_GIVEN, verdict, evaluation);
    return JUDGED(UNKNOWN, VERDICT_GIVEN, verdict, evaluation);
}

static bool assesses_evidence(const struct evaluation_facts *evaluation)
{
    return evaluation->evidence_level && !is_code(evaluation->evidence_level, "notAssessed");
}

struct readiness_judgement judge_evidence_level(const struct judging *judging)
{
    const struct evaluation_facts *last = last_that(judging, assesses_evidence);

    if (!last)
        return JUDGED_PLAINLY(UNKNOWN, LEVEL_NOT_ASSESSED);
    const struct finding_fact level = fact_code("evidenceLevel", &code_evidence_levels, last->evidence_level);
    const struct finding_fact evaluation = fact_text("evaluation", last->id);
    if (is_code(last->evidence_level, "firstIndications") || is_code(last->evidence_level, "goodIndications") ||
        is_code(last->evidence_level, "strongIndications"))
        return JUDGED(PASS, LEVEL_ASSESSED, level, evaluation);
    return JUDGED(FAIL, LEVEL_ASSESSED, level, evaluation);
}

/* ---- The yield ---- */

static bool is_yield(const struct budget_line_facts *line, const struct judging *judging)
{
    return is_code(line->kind, "yield") && budget_line_is_known(line, judging->day) && budget_line_counts(line);
}

/* The largest yield that is said to have come, or NULL. */
static const struct budget_line_facts *known_yield(const struct judging *judging)
{
    const struct budget_line_facts *found = NULL;

    for (size_t i = 0; i < judging->pilot->budget_line_count; i++) {
        const struct budget_line_facts *line = &judging->pilot->budget_lines[i];
        if (is_yield(line, judging) && budget_line_is_result(line) && (!found || line->cents > found->cents))
            found = line;
    }
    return found;
}

/* A yield that is stated in one of these ways, or NULL. */
static const struct budget_line_facts *yield_stated_as(
    const struct judging *judging, const char *const *statuses, size_t count)
{
    for (size_t i = 0; i < judging->pilot->budget_line_count; i++) {
        const struct budget_line_facts *line = &judging->pilot->budget_lines[i];
        for (size_t k = 0; is_yield(line, judging) && k < count; k++)
            if (is_code(line->amount_status, statuses[k]))
                return line;
    }
    return NULL;
}

static const struct budget_line_facts *open_yield(const struct judging *judging)
{
    static const char *const open[] = {"unknown", "notYetKnown", "proMemoria"};

    return yield_stated_as(judging, open, sizeof open / sizeof *open);
}

bool no_yield_expected(const struct judging *judging)
{
    static const char *const none[] = {"notApplicable"}, *const some[] = {"known"};

    return yield_stated_as(judging, none, 1) && !yield_stated_as(judging, some, 1) && !open_yield(judging);
}

struct readiness_judgement judge_yield_established(const struct judging *judging)
{
    const struct budget_line_facts *yield = known_yield(judging), *open = open_yield(judging);

    if (yield)
        return JUDGED(PASS, YIELD_KNOWN, fact_amount("amount", yield->cents),
            fact_code("stage", &code_budget_stages, yield->stage), fact_text("budgetLine", yield->id));
    if (open)
        return JUDGED(FAIL, YIELD_STATED_UNKNOWN, fact_code("amountStatus", &code_amount_statuses, open->amount_status),
            fact_text("budgetLine", open->id));
    if (no_yield_expected(judging))
        return JUDGED_PLAINLY(NOT_APPLICABLE, NO_YIELD_EXPECTED);
    return JUDGED_PLAINLY(UNKNOWN, NO_YIELD_LINE);
}
