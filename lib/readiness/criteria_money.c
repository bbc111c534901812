/* Readiness: who pays for it, and with what (lib). */
#include "judging.h"

/* A line that counts by the day, of what it costs or what pays for it. */
static bool is_cost_or_funding(const struct budget_line_facts *line, const struct judging *judging)
{
    const bool kind =
        is_code(line->kind, "cost") || is_code(line->kind, "investment") || is_code(line->kind, "funding");

    return kind && budget_line_is_known(line, judging->day) && budget_line_counts(line);
}

/* More than a plan: at least budgeted. */
static bool is_firm(const struct budget_line_facts *line)
{
    return is_code(line->stage, "budgeted") || is_code(line->stage, "amended") || is_code(line->stage, "allocated") ||
           is_code(line->stage, "secured") || is_code(line->stage, "realised");
}

static const struct budget_line_facts *structural_line(const struct judging *judging)
{
    for (size_t i = 0; i < judging->pilot->budget_line_count; i++) {
        const struct budget_line_facts *line = &judging->pilot->budget_lines[i];
        if (is_cost_or_funding(line, judging) && is_firm(line) && is_code(line->recurrence, "structural") &&
            budget_line_has_amount(line))
            return line;
    }
    return NULL;
}

/* How many lines there are when each is for once; 0: not all are, or there is none. */
static int32_t lines_for_once(const struct judging *judging)
{
    int32_t count = 0;

    for (size_t i = 0; i < judging->pilot->budget_line_count; i++) {
        const struct budget_line_facts *line = &judging->pilot->budget_lines[i];
        if (!is_cost_or_funding(line, judging))
            continue;
        if (!is_code(line->recurrence, "oneOff"))
            return 0;
        count++;
    }
    return count;
}

struct readiness_judgement judge_structural_funding(const struct judging *judging)
{
    const char *recorded = judging->pilot->embedding.funding;
    const struct budget_line_facts *line = structural_line(judging);
    const int32_t for_once = lines_for_once(judging);
    const struct finding_fact funding = fact_code("embeddingFunding", &code_tri, recorded);

    if (is_code(recorded, "yes"))
        return JUDGED(PASS, FUNDING_RECORDED, funding);
    if (is_code(recorded, "no"))
        return JUDGED(FAIL, FUNDING_RECORDED, funding);
    if (line)
        return JUDGED(PASS, STRUCTURAL_LINE, fact_amount("amount", line->cents),
            fact_code("stage", &code_budget_stages, line->stage), fact_text("budgetLine", line->id));
    if (for_once > 0)
        return JUDGED(FAIL, ONLY_ONE_OFF, fact_number("lines", for_once));
    return JUDGED_PLAINLY(UNKNOWN, FUNDING_UNKNOWN);
}

/* ---- Who pays and who gains ---- */

static const struct budget_line_facts *paid_line(const struct judging *judging)
{
    for (size_t i = 0; i < judging->pilot->budget_line_count; i++) {
        const struct budget_line_facts *line = &judging->pilot->budget_lines[i];
        if (is_cost_or_funding(line, judging) && line->funding_source && budget_line_has_amount(line))
            return line;
    }
    return NULL;
}

static const struct budget_line_facts *gained_line(const struct judging *judging)
{
    for (size_t i = 0; i < judging->pilot->budget_line_count; i++) {
        const struct budget_line_facts *line = &judging->pilot->budget_lines[i];
        if (is_code(line->kind, "yield") && budget_line_is_known(line, judging->day) && line->beneficiary)
            return line;
    }
    return NULL;
}

struct readiness_judgement judge_payer_and_gainer(const struct judging *judging)
{
    const struct budget_line_facts *paid = paid_line(judging), *gained = gained_line(judging);
    const struct finding_fact source = fact_text("fundingSource", paid ? paid->funding_source : NULL);
    const struct finding_fact beneficiary = fact_text("beneficiary", gained ? gained->beneficiary : NULL);

    if (paid && gained)
        return JUDGED(PASS, PAYER_AND_GAINER_KNOWN, source, beneficiary, fact_text("budgetLine", paid->id),
            fact_text("yieldLine", gained->id));
    if (paid && no_yield_expected(judging))
        return JUDGED(PASS, PAYER_KNOWN_NO_YIELD, source, fact_text("budgetLine", paid->id));
    return JUDGED(UNKNOWN, PAYER_OR_GAINER_UNKNOWN, source, beneficiary);
}

/* A known yield of that effect; variants say so, too. */
static const struct budget_line_facts *yield_that_is(const struct judging *judging, const char *effect)
{
    for (size_t i = 0; i < judging->pilot->budget_line_count; i++) {
        const struct budget_line_facts *line = &judging->pilot->budget_lines[i];
        if (is_code(line->kind, "yield") && is_code(line->effect, effect) && budget_line_has_amount(line) &&
            budget_line_is_known(line, judging->day))
            return line;
    }
    return NULL;
}

struct readiness_judgement judge_yield_cashable(const struct judging *judging)
{
    const struct budget_line_facts *cashable = yield_that_is(judging, "cashable");
    const struct budget_line_facts *avoided = yield_that_is(judging, "avoided");

    if (cashable)
        return JUDGED(
            PASS, YIELD_IS_CASHABLE, fact_amount("amount", cashable->cents), fact_text("budgetLine", cashable->id));
    if (avoided)
        return JUDGED(
            FAIL, YIELD_IS_AVOIDED, fact_amount("amount", avoided->cents), fact_text("budgetLine", avoided->id));
    if (no_yield_expected(judging))
        return JUDGED_PLAINLY(NOT_APPLICABLE, NO_YIELD_EXPECTED);
    return JUDGED_PLAINLY(UNKNOWN, YIELD_EFFECT_UNKNOWN);
}
