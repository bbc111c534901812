/* The rules behind the findings, one function each (lib, private to the judgements). findings.h says what each one
 * means. */
#ifndef PROEFTUIN_JUDGE_RULES_H
#define PROEFTUIN_JUDGE_RULES_H

#include "fact.h"

#include <proeftuin/findings.h>

/* A rule adds what it finds about a pilot on a day. */
typedef void finding_rule(const struct pilot_facts *pilot, struct date day, struct findings *findings);

/* rules_years.c: the years that reports mark, against start and end */
finding_rule rule_active_before_start;
finding_rule rule_active_after_end;
finding_rule rule_not_marked_active;

/* rules_ends.c: the end, and what was decided about it */
finding_rule rule_past_end_without_decision;
finding_rule rule_ends_soon_without_decision;
finding_rule rule_no_end_date;
finding_rule rule_no_start_date;

/* rules_decisions.c: decisions that are announced, undated, incomplete, repeated or missing */
finding_rule rule_extension_announced_not_decided;
finding_rule rule_extension_without_new_end;
finding_rule rule_make_regular_announced_not_decided;
finding_rule rule_ending_decision_undated;
finding_rule rule_serial_extension;
finding_rule rule_consent_missing;

/* rules_goals.c: goals, and what they are measured by */
finding_rule rule_goal_missing;
finding_rule rule_goal_without_target;
finding_rule rule_goal_without_measurement;

/* rules_money.c: what a pilot costs and yields */
finding_rule rule_investment_without_result;
finding_rule rule_yield_without_realised_line;
finding_rule rule_figure_conflict;

/* rules_statements.c: documents against what follows from dates and decisions */
finding_rule rule_named_not_listed;
finding_rule rule_stated_status_differs;
finding_rule rule_parts_differ;

/* ---- findings.c, for the rules and for finding_write.c ---- */

struct bilingual finding_sentence(enum finding_code code);

/* Adds a finding with the facts that follow, in order. */
void finding_add(struct findings *findings, enum finding_code code, const struct pilot_facts *pilot,
    const struct finding_fact *facts, size_t fact_count);

#define FINDING_ADD(findings, code, pilot, ...)                                    \
    finding_add(findings, code, pilot, (const struct finding_fact[]){__VA_ARGS__}, \
        sizeof((const struct finding_fact[]){__VA_ARGS__}) / sizeof(struct finding_fact))

#endif
