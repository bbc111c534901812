/* What a pilot costs and yields (lib). */
#include "known.h"
#include "rules.h"

/* Said to be more than indicative or possible. */
static bool is_promised(const struct budget_line_facts *line)
{
    return !is_code(line->stage, "indicative") && !is_code(line->stage, "potential");
}

typedef bool line_test(const struct budget_line_facts *line, struct date day);

/* The largest amount above zero of those lines of a kind that count on `day` and pass the test, or NULL. */
static const struct budget_line_facts *largest(
    const struct pilot_facts *pilot, const char *kind, line_test *test, struct date day)
{
    const struct budget_line_facts *found = NULL;

    for (size_t i = 0; i < pilot->budget_line_count; i++) {
        const struct budget_line_facts *line = &pilot->budget_lines[i];
        if (!is_code(line->kind, kind) || !budget_line_is_known(line, day) || !budget_line_counts(line) ||
            !budget_line_has_amount(line) || !is_promised(line) || !test(line, day))
            continue;
        if (!found || line->cents > found->cents)
            found = line;
    }
    return found;
}

/* ---- Investment without result ---- */

static bool any_line(const struct budget_line_facts *line, struct date day)
{
    (void)line, (void)day;
    return true;
}

/* Anything that says what came of the pilot by `day`. */
static bool has_result(const struct pilot_facts *pilot, struct date day)
{
    for (size_t i = 0; i < pilot->report_count; i++)
        if (by_day(pilot->reports[i].reported_on, day) && pilot->reports[i].states_results)
            return true;
    for (size_t i = 0; i < pilot->measurement_count; i++)
        if (measurement_is_known(&pilot->measurements[i], day))
            return true;
    for (size_t i = 0; i < pilot->evaluation_count; i++)
        if (evaluation_is_known(&pilot->evaluations[i], day))
            return true;
    for (size_t i = 0; i < pilot->budget_line_count; i++)
        if (budget_line_is_known(&pilot->budget_lines[i], day) && budget_line_is_result(&pilot->budget_lines[i]))
            return true;
    return false;
}

void rule_investment_without_result(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    const struct budget_line_facts *line = largest(pilot, "investment", any_line, day);
    const struct report_facts *report = pilot_latest_report(pilot, day);

    if (!line || (!report && !pilot_ran_its_time(pilot, day)) || has_result(pilot, day))
        return;
    FINDING_ADD(findings, FINDING_INVESTMENT_WITHOUT_RESULT, pilot, fact_amount("amount", line->cents),
        fact_text("budgetLine", line->id), fact_text("progressReport", report ? report->id : NULL));
}

/* ---- Yield without a realised line ---- */

static int32_t last_year(const struct budget_line_facts *line)
{
    return line->year_to ? line->year_to : line->year_from;
}

/* By now it should have come, if it did. */
static bool is_due(const struct budget_line_facts *line, struct date day)
{
    const int32_t year = last_year(line);

    return year ? year < day.year : is_code(line->stage, "estimated");
}

static bool has_realised_yield(const struct pilot_facts *pilot, struct date day)
{
    for (size_t i = 0; i < pilot->budget_line_count; i++) {
        const struct budget_line_facts *line = &pilot->budget_lines[i];
        if (is_code(line->stage, "realised") && budget_line_is_known(line, day) && budget_line_is_result(line))
            return true;
    }
    return false;
}

void rule_yield_without_realised_line(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    const struct budget_line_facts *line = largest(pilot, "yield", is_due, day);

    if (!line || has_realised_yield(pilot, day))
        return;
    FINDING_ADD(findings, FINDING_YIELD_WITHOUT_REALISED_LINE, pilot, fact_amount("amount", line->cents),
        fact_code("stage", &code_budget_stages, line->stage), fact_year("year", last_year(line)),
        fact_text("budgetLine", line->id));
}

/* ---- Figures that conflict ---- */

/* What a figure leaves room for. */
struct span {
    const struct budget_line_facts *line;
    int64_t least, most;
};

/* False when it may be anything. */
static bool span_of(const struct budget_line_facts *line, struct span *ret)
{
    const int64_t room = line->precision_cents;

    if (!is_code(line->amount_status, "known") || (is_code(line->qualifier, "about") && room == 0))
        return false;
    struct span span = {.line = line, .least = line->cents - room, .most = line->cents + room};
    if (is_code(line->qualifier, "between"))
        span.most = line->upper_cents + room;
    if (is_code(line->qualifier, "atLeast"))
        span.most = INT64_MAX;
    if (is_code(line->qualifier, "atMost"))
        span.least = INT64_MIN;
    if (span.least > span.most) /* a range that runs backwards says nothing */
        return false;
    *ret = span;
    return true;
}

/* Two statements of one fact, the one below the other; no lines: none. */
struct conflict {
    struct span low, high;
};

/* How far apart they are, in cents; at most 0: they touch. */
static int64_t gap(const struct span *low, const struct span *high)
{
    return low->most < high->least ? high->least - low->most : 0;
}

/* The statements of the lines from `first` to before `end` that are furthest apart, without those of one basis: a gross
 * amount and a net one are no two figures of the same. */
static struct conflict conflict_without(
    const struct pilot_facts *pilot, size_t first, size_t end, const char *basis, struct date day)
{
    struct conflict found = {0};
    struct span span;

    for (size_t i = first; i < end; i++) {
        const struct budget_line_facts *line = &pilot->budget_lines[i];
        if (is_code(line->basis, basis) || !budget_line_is_known(line, day) || !span_of(line, &span))
            continue;
        if (!found.low.line || span.most < found.low.most)
            found.low = span;
        if (!found.high.line || span.least > found.high.least)
            found.high = span;
    }
    return found.low.line && gap(&found.low, &found.high) > 0 ? found : (struct conflict){0};
}

static void add_conflict(
    const struct pilot_facts *pilot, size_t first, size_t end, struct date day, struct findings *findings)
{
    const struct conflict gross = conflict_without(pilot, first, end, "net", day);
    const struct conflict net = conflict_without(pilot, first, end, "gross", day);
    const struct conflict *found = gap(&net.low, &net.high) > gap(&gross.low, &gross.high) ? &net : &gross;
    const struct budget_line_facts *low = found->low.line, *high = found->high.line;

    if (low)
        FINDING_ADD(findings, FINDING_FIGURE_CONFLICT, pilot, fact_amount("amount", low->cents),
            fact_amount("otherAmount", high->cents), fact_text("statement", low->statement),
            fact_text("otherStatement", high->statement), fact_text("budgetLine", low->id),
            fact_text("otherBudgetLine", high->id));
}

void rule_figure_conflict(const struct pilot_facts *pilot, struct date day, struct findings *findings)
{
    const struct budget_line_facts *lines = pilot->budget_lines;
    size_t end;

    for (size_t first = 0; first < pilot->budget_line_count; first = end) {
        for (end = first + 1;
             end < pilot->budget_line_count && lines[first].fact && is_code(lines[end].fact, lines[first].fact);)
            end++;
        if (end - first > 1)
            add_conflict(pilot, first, end, day, findings);
    }
}
