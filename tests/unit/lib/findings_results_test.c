/* The findings about goals, figures and money: each rule both ways, with the figures of documents 1 and 5. */
#include <stdio.h>

#include "findings_support.h"

#define LETTER "2018-05-15"

/* An active pilot of document 5, without dates; what is looked for stands in no other rule. */
static struct pilot_facts running_pilot(void)
{
    return (struct pilot_facts){.id = "pilot",
        .reference = "alm",
        .start = exactly("2018-01-01"),
        .end = exactly("2019-12-31"),
        .status = "running",
        .status_group = "active"};
}

static struct goal_facts a_goal(const char *statement)
{
    return (struct goal_facts){.id = "goal",
        .smart = {.statement = statement, .statement_length = strlen(statement), .target = {10, true}},
        .stated_on = day(LETTER)};
}

static struct budget_line_facts a_line(const char *kind, const char *stage, int64_t euros)
{
    return (struct budget_line_facts){.id = "line",
        .fact = "line",
        .kind = kind,
        .stage = stage,
        .statement = "bijlage-3",
        .amount_status = "known",
        .qualifier = "exact",
        .cents = euros * 100,
        .stated_on = day(LETTER)};
}

static void with_goals(struct pilot_facts *pilot, const struct goal_facts *goals, size_t count)
{
    pilot->goals = goals;
    pilot->goal_count = count;
}

static void with_lines(struct pilot_facts *pilot, const struct budget_line_facts *lines, size_t count)
{
    pilot->budget_lines = lines;
    pilot->budget_line_count = count;
}

/* A goal without fault, so that only money is looked at. */
static struct goal_facts quiet_goal;
static const struct measurement_facts quiet_measurement = {.id = "m", .goal = "another", .stated_on = {2099, 1, 1}};

static struct pilot_facts money_pilot(void)
{
    struct pilot_facts pilot = running_pilot();

    quiet_goal = a_goal("Tien plaatsen");
    with_goals(&pilot, &quiet_goal, 1);
    return pilot;
}

/* ---- Goals ---- */

START_TEST(goal_missing)
{
    struct pilot_facts pilot = running_pilot();
    struct goal_facts goal = a_goal("Draagvlak vergroten");

    expect(&pilot, LETTER, "running", "active", "goalMissing(running)");
    expect(&pilot, LETTER, "stopped", "ended", "goalMissing(stopped)");
    expect(&pilot, LETTER, "inPreparation", "preparation", "");
    expect(&pilot, LETTER, "notEstablished", "unknown", "");
    with_goals(&pilot, &goal, 1);
    expect(&pilot, LETTER, "running", "active", "");
    expect(&pilot, "2018-05-14", "running", "active", "goalMissing(running)");
    goal.stated_on = (struct date){0};
    expect(&pilot, "2018-05-14", "running", "active", "");
    goal.smart.agreed_on = day("2018-06-01");
    expect(&pilot, "2018-05-31", "running", "active", "goalMissing(running)");
    expect(&pilot, "2018-06-01", "running", "active", "");
    with_goals(&pilot, NULL, 0);
    pilot.part_of_another = true;
    expect_at(&pilot, LETTER, "");
    pilot.part_of_another = false;
    pilot.parts_have_goals = true;
    expect_at(&pilot, LETTER, "");
}
END_TEST

/* Annex 3, row 5: more places, and nobody says how many. */
START_TEST(goal_without_target)
{
    struct pilot_facts pilot = running_pilot();
    struct goal_facts goals[] = {a_goal("Meer plaatsen"), a_goal("Woning binnen 6 maanden")};

    goals[0].smart.target.known = false;
    with_goals(&pilot, goals, 2);
    expect_at(&pilot, LETTER, "goalWithoutTarget()");
    expect_at(&pilot, "2018-05-14", "goalMissing(running)");
    goals[1].smart.target.known = false;
    expect_at(&pilot, LETTER, "goalWithoutTarget() goalWithoutTarget()");
    goals[1].has_milestones = true;
    goals[0].smart.measure = SMART_QUALITATIVE;
    expect_at(&pilot, LETTER, "");
}
END_TEST

START_TEST(goal_without_measurement_when_the_pilot_ran_its_time)
{
    struct pilot_facts pilot = running_pilot();
    struct goal_facts goal = a_goal("Meer plaatsen");

    with_goals(&pilot, &goal, 1);
    expect_at(&pilot, "2018-12-31", "");
    expect_at(&pilot, "2019-01-01", "goalWithoutMeasurement(null)");
    pilot.start.bound = BOUND_NOT_BEFORE;
    expect_at(&pilot, "2019-01-01", "");
    pilot.start.bound = BOUND_NOT_AFTER;
    expect_at(&pilot, "2019-01-01", "goalWithoutMeasurement(null)");
    pilot.start = exactly(NULL);
    expect(&pilot, "2019-01-01", "running", "active", "noStartDate(running)");
    expect(&pilot, LETTER, "completed", "ended", "goalWithoutMeasurement(null)");
    expect(&pilot, "2019-01-01", "notEstablished", "unknown", "noStartDate(notEstablished)");
}
END_TEST

START_TEST(goal_without_measurement_past_its_deadline)
{
    struct pilot_facts pilot = running_pilot();
    struct goal_facts goal = a_goal("Meer plaatsen");

    goal.smart.deadline = partial_date_read("2018-04-01", "quarter", NULL);
    goal.stated_on = (struct date){0};
    with_goals(&pilot, &goal, 1);
    expect_at(&pilot, "2018-06-30", "");
    expect_at(&pilot, "2018-07-01", "goalWithoutMeasurement(2018-06-30)");
    goal.smart.deadline.bound = BOUND_NOT_BEFORE;
    expect_at(&pilot, "2018-07-01", "");
}
END_TEST

START_TEST(what_measures_a_goal)
{
    struct pilot_facts pilot = running_pilot();
    struct goal_facts goal = a_goal("Meer plaatsen");
    struct measurement_facts measurement = {
        .id = "m", .measured_on = day("2018-03-31"), .stated_on = day("2018-04-30")};

    goal.indicator = "places";
    goal.stated_on = (struct date){0};
    with_goals(&pilot, &goal, 1);
    pilot.measurements = &measurement;
    pilot.measurement_count = 1;
    expect(&pilot, LETTER, "completed", "ended", "goalWithoutMeasurement(null)"); /* of the pilot, for no goal */
    measurement.indicator = "people";
    expect_at(&pilot, LETTER, "goalWithoutMeasurement(null)");
    measurement.indicator = "places";
    expect_at(&pilot, LETTER, "");
    expect_at(&pilot, "2018-04-29", "goalWithoutMeasurement(null)"); /* stated later */
    measurement.goal = "another";
    expect_at(&pilot, LETTER, "goalWithoutMeasurement(null)");
    measurement.goal = "goal";
    measurement.indicator = NULL;
    expect_at(&pilot, LETTER, "");
    measurement.measured_on = day("2018-06-30");
    expect_at(&pilot, LETTER, "goalWithoutMeasurement(null)"); /* measured later */
}
END_TEST

/* ---- Money ---- */

/* Annex 3, row 18: 50.000, no results, the yield "Onbekend". */
START_TEST(investment_without_result)
{
    struct pilot_facts pilot = money_pilot();
    struct budget_line_facts lines[] = {a_line("investment", "allocated", 50000), a_line("yield", "estimated", 0)};
    struct report_facts report = {.id = "report", .reported_on = day(LETTER)};

    lines[1].amount_status = "unknown";
    lines[1].fact = "another";
    with_lines(&pilot, lines, 2);
    expect_at(&pilot, LETTER, "");
    pilot.reports = &report;
    pilot.report_count = 1;
    expect_at(&pilot, LETTER, "investmentWithoutResult(50000)");
    expect_at(&pilot, "2018-05-14", "goalMissing(running)");
    lines[0].is_included = true;
    expect_at(&pilot, LETTER, "");
    lines[0].is_included = false;
    lines[0].stage = "indicative";
    expect_at(&pilot, LETTER, "");
    lines[0].stage = "realised";
    lines[0].cents = 0; /* "geen extra innovatiemiddelen" */
    expect_at(&pilot, LETTER, "");
    lines[0].cents = 5050; /* cents */
    expect_at(&pilot, LETTER, "investmentWithoutResult(50.5)");
    report.states_results = true;
    expect_at(&pilot, LETTER, "");
    report.reported_on = day("2018-05-16");
    expect_at(&pilot, LETTER, "");
}
END_TEST

START_TEST(what_is_a_result)
{
    struct pilot_facts pilot = money_pilot();
    struct budget_line_facts lines[] = {a_line("investment", "allocated", 50000), a_line("yield", "expected", 7)};
    struct measurement_facts measurement = quiet_measurement;
    struct evaluation_facts evaluation = {.id = "evaluation", .stated_on = day("2018-05-16")};
    struct report_facts report = {.id = "report", .reported_on = day(LETTER)};

    lines[1].fact = "another";
    with_lines(&pilot, lines, 2);
    pilot.reports = &report;
    pilot.report_count = 1;
    pilot.measurements = &measurement;
    pilot.measurement_count = 1;
    pilot.evaluations = &evaluation;
    pilot.evaluation_count = 1;
    expect_at(&pilot, LETTER, "investmentWithoutResult(50000)");
    evaluation.stated_on = day(LETTER);
    expect_at(&pilot, LETTER, "");
    evaluation.collected_to = exactly("2018-05-16");
    expect_at(&pilot, LETTER, "investmentWithoutResult(50000)");
    measurement.stated_on = day(LETTER);
    expect_at(&pilot, LETTER, "");
    measurement.stated_on = day("2018-05-16");
    lines[1].stage = "secured";
    expect_at(&pilot, LETTER, "");
}
END_TEST

START_TEST(investment_of_a_pilot_that_ran_its_time)
{
    struct pilot_facts pilot = money_pilot();
    struct budget_line_facts line = a_line("investment", "budgeted", 1000);

    quiet_goal.smart.deadline = exactly(NULL);
    with_lines(&pilot, &line, 1);
    expect_at(&pilot, "2018-12-31", "");
    expect_at(&pilot, "2019-01-01", "goalWithoutMeasurement(null) investmentWithoutResult(1000)");
}
END_TEST

/* Annex 3, row 11: 170.000 estimated for 2017, 300.000 expected for no year that is named. */
START_TEST(yield_without_a_realised_line)
{
    struct pilot_facts pilot = money_pilot();
    struct budget_line_facts lines[] = {a_line("yield", "estimated", 170000), a_line("yield", "expected", 300000),
        a_line("yield", "potential", 1500000), a_line("yield", "realised", 5)};

    for (size_t i = 0; i < 4; i++)
        lines[i].fact = lines[i].id = (const char *[]){"a", "b", "c", "d"}[i];
    with_lines(&pilot, lines, 3);
    expect_at(&pilot, LETTER, "yieldWithoutRealisedLine(170000 estimated null)");
    expect_at(&pilot, "2018-05-14", "goalMissing(running)");
    lines[0].year_from = 2018;
    expect_at(&pilot, LETTER, "");
    lines[0].year_from = 2016;
    lines[0].year_to = 2017;
    expect_at(&pilot, LETTER, "yieldWithoutRealisedLine(170000 estimated 2017)");
    lines[1].year_from = 2017;
    expect_at(&pilot, LETTER, "yieldWithoutRealisedLine(300000 expected 2017)");
    lines[1].is_memo = true;
    lines[0].is_variant = true;
    expect_at(&pilot, LETTER, "");
    lines[0].is_variant = false;
    with_lines(&pilot, lines, 4);
    expect_at(&pilot, LETTER, "");
    lines[3].stated_on = day("2018-06-01");
    expect_at(&pilot, LETTER, "yieldWithoutRealisedLine(170000 estimated 2017)");
    lines[3].stated_on = day(LETTER);
    lines[3].amount_status = "notYetKnown";
    expect_at(&pilot, LETTER, "yieldWithoutRealisedLine(170000 estimated 2017)");
}
END_TEST

/* Two statements of an expected yield, whose year is to come. */
static struct pilot_facts conflict_pilot(struct budget_line_facts lines[3])
{
    struct pilot_facts pilot = money_pilot();

    for (size_t i = 0; i < 3; i++) {
        lines[i] = a_line("yield", "expected", i == 0 ? 170000 : 420000);
        lines[i].id = (const char *[]){"a", "b", "c"}[i];
        lines[i].fact = "a";
        lines[i].is_variant = i > 0;
    }
    with_lines(&pilot, lines, 2);
    return pilot;
}

/* "Wijkcoach bij huisarts": 170.000 in annex 3, row 11, and 420.000 in par. 6.2.1. */
START_TEST(figures_conflict)
{
    struct budget_line_facts lines[3];
    struct pilot_facts pilot = conflict_pilot(lines);

    expect_at(&pilot, LETTER, "figureConflict(170000 420000)");
    with_lines(&pilot, lines, 3);
    expect_at(&pilot, LETTER, "figureConflict(170000 420000)");
    lines[2].cents = 50000000;
    lines[2].stated_on = day("2018-05-16");
    expect_at(&pilot, LETTER, "figureConflict(170000 420000)");
    expect_at(&pilot, "2018-05-16", "figureConflict(170000 500000)");
    lines[1].fact = lines[2].fact = "b"; /* another fact */
    lines[2].cents = lines[1].cents;
    expect_at(&pilot, LETTER, "");
    lines[0].amount_status = "proMemoria";
    lines[0].fact = "b";
    expect_at(&pilot, "2018-05-16", "");
    with_lines(&pilot, lines, 0);
    expect_at(&pilot, LETTER, "");
}
END_TEST

/* 170.000 and 420.000 agree as far as these leave room. */
START_TEST(figures_with_room)
{
    struct budget_line_facts lines[3];
    struct pilot_facts pilot = conflict_pilot(lines);

    lines[0].precision_cents = 12500000;
    lines[1].precision_cents = 12500000;
    expect_at(&pilot, LETTER, "");
    lines[1].precision_cents--;
    expect_at(&pilot, LETTER, "figureConflict(170000 420000)");
    lines[0].qualifier = "atLeast";
    expect_at(&pilot, LETTER, "");
    lines[0].qualifier = "exact";
    lines[1].qualifier = "atMost";
    expect_at(&pilot, LETTER, "");
    lines[0].qualifier = "atMost";
    lines[1].qualifier = "atLeast";
    expect_at(&pilot, LETTER, "figureConflict(170000 420000)");
    lines[0].qualifier = "between";
    lines[0].precision_cents = 0;
    lines[0].upper_cents = 30000000;
    expect_at(&pilot, LETTER, "");
    lines[0].upper_cents = 28000000;
    expect_at(&pilot, LETTER, "figureConflict(170000 420000)");
    lines[0].qualifier = "about";
    lines[0].precision_cents = 0;
    expect_at(&pilot, LETTER, "");
}
END_TEST

/* A gross and a net amount of one saving are not the same figure; one of which it is not said may be either. */
START_TEST(figures_of_another_basis)
{
    struct budget_line_facts lines[3];
    struct pilot_facts pilot = conflict_pilot(lines);

    lines[0].basis = "net";
    lines[1].basis = "gross";
    expect_at(&pilot, LETTER, "");
    lines[0].basis = "unknown";
    expect_at(&pilot, LETTER, "figureConflict(170000 420000)");
    lines[0].basis = "net";
    lines[2].cents = 18000000;
    with_lines(&pilot, lines, 3);
    expect_at(&pilot, LETTER, "figureConflict(180000 420000)");
    lines[2].basis = "net";
    lines[2].cents = lines[0].cents + 1;
    expect_at(&pilot, LETTER, "figureConflict(170000 170000.01)");
}
END_TEST

/* ---- Words ---- */

static void expect_words(const struct pilot_facts *pilot, enum language language, const char *expected)
{
    struct arena *arena = arena_new(100000);
    struct findings findings;
    struct buffer text;

    findings_init(&findings, arena, 10);
    findings_judge(pilot, day(LETTER), &findings);
    ck_assert_uint_eq(findings.count, 1);
    buffer_init(&text, 10000);
    finding_write_sentence(&findings.items[0], language, &text);
    ck_assert_str_eq(text.data, expected);
    buffer_free(&text);
    arena_free(arena);
}

START_TEST(amounts_in_words_and_json)
{
    struct budget_line_facts lines[3];
    struct pilot_facts pilot = conflict_pilot(lines);
    struct arena *arena = arena_new(100000);
    struct findings findings;
    struct buffer text;

    lines[1].statement = "par-6.2.1";
    lines[1].cents += 50;
    expect_words(
        &pilot, LANGUAGE_NL, "Voor hetzelfde feit staat er € 170.000 (bijlage-3) en € 420.000,50 (par-6.2.1).");
    expect_words(&pilot, LANGUAGE_EN, "Of the same fact it says €170,000 (bijlage-3) and €420,000.50 (par-6.2.1).");
    findings_init(&findings, arena, 10);
    findings_judge(&pilot, day(LETTER), &findings);
    buffer_init(&text, 10000);
    finding_write(&findings.items[0], LANGUAGE_EN, &text);
    ck_assert_ptr_nonnull(strstr(text.data, "\"facts\":{\"amount\":170000,\"otherAmount\":420000.5,"
                                            "\"statement\":\"bijlage-3\",\"otherStatement\":\"par-6.2.1\","
                                            "\"budgetLine\":\"a\",\"otherBudgetLine\":\"b\"}}"));
    buffer_free(&text);
    arena_free(arena);
}
END_TEST

/* A long statement is cut, and not within a character. */
START_TEST(goals_in_words)
{
    char statement[401], expected[200];
    struct pilot_facts pilot = running_pilot();
    struct goal_facts goal = a_goal("Draagvlak vergroten");

    goal.smart.target.known = false;
    with_goals(&pilot, &goal, 1);
    expect_words(&pilot, LANGUAGE_NL, "Het doel \"Draagvlak vergroten\" heeft geen streefwaarde.");
    for (size_t i = 0; i < 400; i += 2)
        memcpy(statement + i, "é", 2);
    memcpy(statement, "x", 1);
    memmove(statement + 1, statement + 2, 398);
    statement[399] = '\0';
    goal.smart.statement = statement;
    goal.smart.statement_length = 399;
    snprintf(expected, sizeof expected, "The goal \"%.119s...\" has no target.", statement);
    expect_words(&pilot, LANGUAGE_EN, expected);
}
END_TEST

SUITE("findings of goals and money", goal_missing, goal_without_target,
    goal_without_measurement_when_the_pilot_ran_its_time, goal_without_measurement_past_its_deadline,
    what_measures_a_goal, investment_without_result, what_is_a_result, investment_of_a_pilot_that_ran_its_time,
    yield_without_a_realised_line, figures_conflict, figures_with_room, figures_of_another_basis,
    amounts_in_words_and_json, goals_in_words)
