/*
 * What is known of a pilot on a day (lib, private to the judgements). In step with the rule of the derived status: a
 * decision counts here when it counts there.
 */
#ifndef PROEFTUIN_JUDGE_KNOWN_H
#define PROEFTUIN_JUDGE_KNOWN_H

#include <proeftuin/findings.h>

/* Whether a code is that one; a code that is not known is none. */
bool is_code(const char *code, const char *expected);

/* Not later than `day`; a date that is not set is never. */
bool by_day(struct date date, struct date day);

/* The day from which a taken decision counts for the status, the day on which it was made, and the day on which an
 * announcement was stated. Not set: not known. */
struct date decision_effect(const struct decision_facts *decision);
struct date decision_made(const struct decision_facts *decision);
struct date decision_stated(const struct decision_facts *decision);

/* Taken, and in effect by `day`. */
bool decision_counts(const struct decision_facts *decision, struct date day);

/* Taken, and made by `day`, though its effect may be to come. */
bool decision_is_made(const struct decision_facts *decision, struct date day);

/* Announced or proposed by `day`. */
bool decision_is_announced(const struct decision_facts *decision, struct date day);

bool decision_is_extension(const struct decision_facts *decision);
bool decision_is_ending(const struct decision_facts *decision);

/* Neither when it was taken nor when it took effect is known. */
bool decision_is_undated(const struct decision_facts *decision);

/* Agreed and stated by `day`; made and stated; stated. What is not dated is always known. */
bool goal_is_known(const struct goal_facts *goal, struct date day);
bool measurement_is_known(const struct measurement_facts *measurement, struct date day);
bool budget_line_is_known(const struct budget_line_facts *line, struct date day);
bool evaluation_is_known(const struct evaluation_facts *evaluation, struct date day);

/* The measurement was made for that goal: by name, or, made for no goal, of its indicator. */
bool measurement_is_of(const struct measurement_facts *measurement, const struct goal_facts *goal);

/* Its amount is known, and above zero. */
bool budget_line_has_amount(const struct budget_line_facts *line);

/* Is counted beside the others: no memo, no variant, not within another line. */
bool budget_line_counts(const struct budget_line_facts *line);

/* A yield that is said to have come: estimated, secured or realised, with a known amount. */
bool budget_line_is_result(const struct budget_line_facts *line);

/* The pilot has ended, or has run for RAN_DAYS by `day`. */
bool pilot_ran_its_time(const struct pilot_facts *pilot, struct date day);

/* The latest report by `day`, or NULL. */
const struct report_facts *pilot_latest_report(const struct pilot_facts *pilot, struct date day);

/* E: the latest new end of the extensions that count, else the stated end. Never NULL; may not be known. */
const struct partial_date *pilot_end(const struct pilot_facts *pilot, struct date day);

/* The day of the first dated ending decision that counts and was not resumed later; not set when there is none. */
struct date pilot_ended_on(const struct pilot_facts *pilot, struct date day);

/* An undated ending decision that became known only after `day`: it may have been taken by then. */
bool pilot_ending_known_later(const struct pilot_facts *pilot, struct date day);

#endif
