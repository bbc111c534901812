/*
 * Embedding readiness: a pilot that passes every criterion, and what becomes of each when one fact is another. Each
 * reason is reached by one of the cases.
 */
#include <jansson.h>
#include <stdio.h>

#include <proeftuin/readiness.h>

#include "unit/suite.h"

#define DAY "2019-06-30"

enum { GOALS_MOST = 2, LINES_MOST = 3 };

static struct date day(const char *text)
{
    struct date date = {0};

    ck_assert_msg(date_parse(text, strlen(text), &date), "%s", text);
    return date;
}

static struct partial_date exactly(const char *text)
{
    return partial_date_read(text, "day", "exact");
}

/* All that is known of a pilot, to be changed before it is judged. */
struct case_facts {
    struct pilot_facts pilot;
    struct goal_facts goals[GOALS_MOST];
    struct measurement_facts measurements[GOALS_MOST];
    struct decision_facts decisions[2];
    struct budget_line_facts lines[LINES_MOST];
    struct evaluation_facts evaluation;
    struct lesson_facts lesson;
    struct plan_facts plan;
};

static struct budget_line_facts a_line(const char *id, const char *kind, const char *stage, int64_t euros)
{
    return (struct budget_line_facts){.id = id,
        .fact = id,
        .kind = kind,
        .stage = stage,
        .amount_status = "known",
        .qualifier = "exact",
        .cents = euros * 100};
}

static struct goal_facts a_goal(const char *id, const char *statement)
{
    return (struct goal_facts){.id = id,
        .indicator = "i",
        .smart = {.statement = statement,
            .statement_length = strlen(statement),
            .source = "register",
            .frequency = "yearly",
            .agreed_on = day("2017-12-01")}};
}

static void ready_lines(struct case_facts *facts)
{
    facts->lines[0] = a_line("cost", "cost", "budgeted", 60000);
    facts->lines[0].recurrence = "structural";
    facts->lines[0].funding_source = "begroting";
    facts->lines[1] = a_line("yield", "yield", "realised", 170000);
    facts->lines[1].effect = "cashable";
    facts->lines[1].beneficiary = "gemeente";
    facts->pilot.budget_lines = facts->lines;
    facts->pilot.budget_line_count = 2;
}

static void ready_results(struct case_facts *facts)
{
    facts->evaluation = (struct evaluation_facts){.id = "evaluation",
        .kind = "final",
        .verdict = "successful",
        .evidence_level = "goodIndications",
        .collected_to = exactly("2019-03-31"),
        .has_methods = true};
    facts->lesson = (struct lesson_facts){.id = "lesson", .kind = "condition"};
    facts->plan = (struct plan_facts){.id = "plan", .promised_on = day("2017-11-01")};
    facts->pilot.evaluations = &facts->evaluation;
    facts->pilot.evaluation_count = 1;
    facts->pilot.lessons = &facts->lesson;
    facts->pilot.lesson_count = 1;
    facts->pilot.plans = &facts->plan;
    facts->pilot.plan_count = 1;
}

static void ready_decisions(struct case_facts *facts)
{
    facts->decisions[0] = (struct decision_facts){.id = "consent",
        .kind = "approveDeviation",
        .stage = "taken",
        .body = "council",
        .taken = exactly("2017-12-15")};
    facts->decisions[1] = (struct decision_facts){.id = "regular",
        .kind = "makeRegular",
        .stage = "taken",
        .body = "executive",
        .taken = exactly("2019-06-01"),
        .has_reason = true};
    facts->pilot.decisions = facts->decisions;
    facts->pilot.decision_count = 2;
}

static void ready(struct case_facts *facts)
{
    *facts = (struct case_facts){0};
    facts->pilot = (struct pilot_facts){.id = "pilot",
        .reference = "ref",
        .start = exactly("2018-01-01"),
        .end = exactly("2019-12-31"),
        .status = "running",
        .status_group = "active",
        .deviates_from_policy = "yes",
        .embedding = {.routine = "yes",
            .caseload = "yes",
            .room = "yes",
            .funding = "yes",
            .owner = "Sociale wijkteams",
            .replaces = "Dagbesteding met indicatie",
            .has_conditions = true,
            .considered_on = day("2017-10-01")}};
    for (size_t i = 0; i < GOALS_MOST; i++) {
        facts->goals[i] = a_goal(i ? "goal-2" : "goal-1",
            "Het aantal gezinnen met een wachttijd van meer dan vier weken daalt van 40 in 2018 naar 10 eind 2019.");
        facts->measurements[i] = (struct measurement_facts){
            .id = i ? "m-2" : "m-1", .goal = facts->goals[i].id, .measured_on = day("2018-12-31")};
    }
    facts->pilot.goals = facts->goals;
    facts->pilot.goal_count = 1;
    facts->pilot.measurements = facts->measurements;
    facts->pilot.measurement_count = 1;
    ready_lines(facts);
    ready_results(facts);
    ready_decisions(facts);
}

/* ---- What comes out ---- */

static bool seen[READINESS_REASONS];

static struct readiness judge_on(const struct case_facts *facts, const char *on)
{
    struct arena *arena = arena_new(1 << 20);
    struct readiness readiness;
    size_t sum = 0;

    ck_assert(readiness_judge(&facts->pilot, day(on), arena, &readiness));
    for (size_t i = 0; i < READINESS_RESULTS; i++)
        sum += readiness.counts[i];
    ck_assert_uint_eq(sum, READINESS_CRITERIA);
    arena_free(arena);
    return readiness;
}

static void expect_on(const struct case_facts *facts, const char *on, enum readiness_criterion criterion,
    enum readiness_result result, enum readiness_reason reason)
{
    const struct readiness readiness = judge_on(facts, on);
    const struct readiness_judgement *one = &readiness.judgements[criterion];

    seen[one->reason] = true;
    ck_assert_msg(one->result == result && one->reason == reason, "%s: found %s (%s), expected %s (%s)",
        readiness_criterion_id(criterion), readiness_result_name(one->result), readiness_reason_id(one->reason),
        readiness_result_name(result), readiness_reason_id(reason));
}

#define EXPECT(facts, criterion, result, reason) \
    expect_on(facts, DAY, READINESS_##criterion, READINESS_##result, REASON_##reason)

START_TEST(a_pilot_that_is_ready)
{
    struct case_facts facts;

    ready(&facts);
    const struct readiness readiness = judge_on(&facts, DAY);
    for (unsigned i = 0; i < READINESS_CRITERIA; i++)
        ck_assert_msg(readiness.judgements[i].result == READINESS_PASS, "%s: %s", readiness_criterion_id(i),
            readiness_reason_id(readiness.judgements[i].reason));
}
END_TEST

/* Nothing is known: nothing passes, and nothing fails. */
START_TEST(a_pilot_of_which_nothing_is_known)
{
    const struct case_facts facts = {0};
    const struct readiness readiness = judge_on(&facts, DAY);

    ck_assert_uint_eq(readiness.counts[READINESS_UNKNOWN], READINESS_CRITERIA);
}
END_TEST

static void case_a_pilot_that_does_not_go_on(void)
{
    static const char *const statuses[] = {"stopped", "split", "merged"};
    struct case_facts facts;

    ready(&facts);
    for (size_t i = 0; i < 3; i++) {
        facts.pilot.status = statuses[i];
        EXPECT(&facts, OWNER, NOT_APPLICABLE, NOT_CARRIED_ON);
        EXPECT(&facts, STRUCTURAL_FUNDING, NOT_APPLICABLE, NOT_CARRIED_ON);
        ck_assert_uint_eq(judge_on(&facts, DAY).counts[READINESS_NOT_APPLICABLE], 9);
    }
    facts.pilot.status = "madeRegular";
    ck_assert_uint_eq(judge_on(&facts, DAY).counts[READINESS_NOT_APPLICABLE], 0);
}

START_TEST(a_pilot_that_does_not_go_on)
{
    case_a_pilot_that_does_not_go_on();
}
END_TEST

static void case_goals(void)
{
    struct case_facts facts;

    ready(&facts);
    EXPECT(&facts, GOALS_SMART, PASS, GOALS_ARE_SMART);
    facts.goals[1].smart.statement = "Meer draagvlak";
    facts.goals[1].smart.statement_length = strlen("Meer draagvlak");
    facts.pilot.goal_count = 2;
    EXPECT(&facts, GOALS_SMART, FAIL, GOAL_NOT_SMART);
    facts.goals[1].stated_on = day("2019-07-01");
    EXPECT(&facts, GOALS_SMART, PASS, GOALS_ARE_SMART);
    facts.pilot.goal_count = 0;
    EXPECT(&facts, GOALS_SMART, UNKNOWN, NO_GOAL);
    EXPECT(&facts, DATA_PLAN, UNKNOWN, NO_GOAL);
    EXPECT(&facts, MONITORED, UNKNOWN, NO_GOAL);
}

START_TEST(goals)
{
    case_goals();
}
END_TEST

static void case_goals_before_the_start(void)
{
    struct case_facts facts;

    ready(&facts);
    EXPECT(&facts, GOALS_BEFORE_START, PASS, GOAL_AGREED_BEFORE);
    facts.goals[0].smart.agreed_on = day("2018-01-01");
    EXPECT(&facts, GOALS_BEFORE_START, PASS, GOAL_AGREED_BEFORE);
    facts.goals[0].smart.agreed_on = day("2018-01-02");
    EXPECT(&facts, GOALS_BEFORE_START, FAIL, GOALS_AGREED_AFTER);
    facts.pilot.start = partial_date_read("2018-01-01", "year", NULL);
    EXPECT(&facts, GOALS_BEFORE_START, UNKNOWN, AGREEMENT_OR_START_UNKNOWN);
    facts.pilot.start = partial_date_read("2018-01-01", "day", "notBefore");
    EXPECT(&facts, GOALS_BEFORE_START, UNKNOWN, AGREEMENT_OR_START_UNKNOWN);
    facts.goals[0].smart.agreed_on = day("2017-12-31");
    EXPECT(&facts, GOALS_BEFORE_START, PASS, GOAL_AGREED_BEFORE);
    facts.pilot.start = partial_date_read("2018-01-01", "day", "notAfter");
    EXPECT(&facts, GOALS_BEFORE_START, UNKNOWN, AGREEMENT_OR_START_UNKNOWN);
    facts.pilot.start = exactly("2017-01-01");
    EXPECT(&facts, GOALS_BEFORE_START, FAIL, GOALS_AGREED_AFTER);
    facts.pilot.goal_count = 2;
    facts.goals[1].smart.agreed_on = (struct date){0};
    EXPECT(&facts, GOALS_BEFORE_START, UNKNOWN, AGREEMENT_OR_START_UNKNOWN);
    facts.goals[1].smart.agreed_on = day("2016-12-31");
    EXPECT(&facts, GOALS_BEFORE_START, PASS, GOAL_AGREED_BEFORE);
}

START_TEST(goals_before_the_start)
{
    case_goals_before_the_start();
}
END_TEST

static void case_criteria_before_the_first_measurement(void)
{
    struct case_facts facts;

    ready(&facts);
    EXPECT(&facts, CRITERIA_BEFORE_MEASUREMENT, PASS, TARGETS_FIRST);
    facts.measurements[0].measured_on = day("2017-11-30");
    EXPECT(&facts, CRITERIA_BEFORE_MEASUREMENT, FAIL, TARGET_AFTER_MEASUREMENT);
    facts.goals[0].smart.baseline_on = day("2017-11-30"); /* it is the baseline */
    EXPECT(&facts, CRITERIA_BEFORE_MEASUREMENT, UNKNOWN, NO_DATED_PAIR);
    facts.pilot.goal_count = facts.pilot.measurement_count = 2;
    EXPECT(&facts, CRITERIA_BEFORE_MEASUREMENT, PASS, TARGETS_FIRST);
    facts.measurements[1].measured_on = (struct date){0};
    EXPECT(&facts, CRITERIA_BEFORE_MEASUREMENT, UNKNOWN, NO_DATED_PAIR);
}

START_TEST(criteria_before_the_first_measurement)
{
    case_criteria_before_the_first_measurement();
}
END_TEST

static void case_plans(void)
{
    struct case_facts facts;

    ready(&facts);
    EXPECT(&facts, DATA_PLAN, PASS, DATA_PLANNED);
    facts.goals[0].smart.frequency = "unknown";
    EXPECT(&facts, DATA_PLAN, UNKNOWN, DATA_PLAN_INCOMPLETE);
    EXPECT(&facts, EVALUATION_PLANNED, PASS, PLANNED_BEFORE);
    facts.plan.promised_on = day("2018-06-01");
    EXPECT(&facts, EVALUATION_PLANNED, FAIL, PLANNED_AFTER);
    facts.evaluation.kind = "exAnte";
    facts.evaluation.collected_to = exactly("2017-12-01");
    EXPECT(&facts, EVALUATION_PLANNED, PASS, PLANNED_BEFORE);
    facts.pilot.plan_count = facts.pilot.evaluation_count = 0;
    EXPECT(&facts, EVALUATION_PLANNED, UNKNOWN, NO_PLAN);
    facts.pilot.plan_count = 1;
    facts.plan.stated_on = day("2019-07-01");
    EXPECT(&facts, EVALUATION_PLANNED, UNKNOWN, NO_PLAN);
}

START_TEST(plans)
{
    case_plans();
}
END_TEST

static void case_consent(void)
{
    struct case_facts facts;

    ready(&facts);
    EXPECT(&facts, COUNCIL_CONSENT, PASS, APPROVED);
    facts.decisions[0].body = "unknown";
    EXPECT(&facts, COUNCIL_CONSENT, UNKNOWN, APPROVED_BY_UNKNOWN);
    facts.decisions[0].body = "executive";
    EXPECT(&facts, COUNCIL_CONSENT, FAIL, NOT_APPROVED);
    facts.pilot.deviates_from_policy = "no";
    EXPECT(&facts, COUNCIL_CONSENT, UNKNOWN, DEVIATION_UNKNOWN);
    facts.pilot.outside_frameworks = "no";
    EXPECT(&facts, COUNCIL_CONSENT, NOT_APPLICABLE, DOES_NOT_DEVIATE);
    facts.pilot.outside_frameworks = "yes";
    EXPECT(&facts, COUNCIL_CONSENT, FAIL, NOT_APPROVED);
}

START_TEST(consent)
{
    case_consent();
}
END_TEST

static void case_monitoring(void)
{
    struct case_facts facts;

    ready(&facts);
    EXPECT(&facts, MONITORED, PASS, ALL_MEASURED);
    facts.pilot.goal_count = 2;
    EXPECT(&facts, MONITORED, UNKNOWN, NOT_ALL_MEASURED);
    facts.pilot.measurement_count = 2;
    EXPECT(&facts, MONITORED, PASS, ALL_MEASURED);
    facts.goals[1].smart.frequency = "quarterly"; /* 181 days ago, and twice a quarter is 184 */
    EXPECT(&facts, MONITORED, PASS, ALL_MEASURED);
    expect_on(&facts, "2019-07-03", READINESS_MONITORED, READINESS_PASS, REASON_ALL_MEASURED);
    expect_on(&facts, "2019-07-04", READINESS_MONITORED, READINESS_FAIL, REASON_MEASUREMENT_LATE);
    facts.pilot.status_group = "ended";
    expect_on(&facts, "2019-07-04", READINESS_MONITORED, READINESS_PASS, REASON_ALL_MEASURED);
    facts.pilot.status_group = "active";
    facts.goals[1].smart.frequency = "oneOff";
    expect_on(&facts, "2029-07-04", READINESS_MONITORED, READINESS_FAIL, REASON_MEASUREMENT_LATE); /* the first goal */
    facts.goals[0].smart.frequency = NULL;
    expect_on(&facts, "2029-07-04", READINESS_MONITORED, READINESS_PASS, REASON_ALL_MEASURED);
}

START_TEST(monitoring)
{
    case_monitoring();
}
END_TEST

static void case_circumstances(void)
{
    struct case_facts facts;

    ready(&facts);
    EXPECT(&facts, ROUTINE_CONDITIONS, PASS, ROUTINE);
    facts.pilot.embedding.routine = "no";
    EXPECT(&facts, ROUTINE_CONDITIONS, FAIL, NOT_ROUTINE);
    facts.pilot.embedding.routine = "unknown";
    EXPECT(&facts, ROUTINE_CONDITIONS, UNKNOWN, ROUTINE_UNKNOWN);
    facts.pilot.programme_kind = "innovationBudget";
    EXPECT(&facts, ROUTINE_CONDITIONS, UNKNOWN, ROUTINE_UNKNOWN);
    facts.lines[0].kind = "investment";
    EXPECT(&facts, ROUTINE_CONDITIONS, FAIL, INNOVATION_MONEY);
    facts.lines[0].cents = 0; /* "geen extra innovatiemiddelen" */
    EXPECT(&facts, ROUTINE_CONDITIONS, UNKNOWN, ROUTINE_UNKNOWN);
    EXPECT(&facts, LESSONS_DRAWN, PASS, LESSONS);
    facts.lesson.stated_on = day("2019-07-01");
    EXPECT(&facts, LESSONS_DRAWN, UNKNOWN, NO_LESSON);
}

START_TEST(circumstances)
{
    case_circumstances();
}
END_TEST

static void case_evidence(void)
{
    struct case_facts facts;

    ready(&facts);
    EXPECT(&facts, EVALUATED, PASS, METHODS_KNOWN);
    EXPECT(&facts, VERDICT, PASS, VERDICT_GIVEN);
    facts.evaluation.verdict = "notDemonstrable";
    EXPECT(&facts, VERDICT, FAIL, VERDICT_GIVEN);
    facts.evaluation.verdict = "promising";
    EXPECT(&facts, VERDICT, UNKNOWN, VERDICT_GIVEN);
    facts.evaluation.verdict = "noVerdict";
    EXPECT(&facts, VERDICT, UNKNOWN, NO_VERDICT);
    EXPECT(&facts, EVIDENCE_LEVEL, PASS, LEVEL_ASSESSED);
    facts.evaluation.evidence_level = "experience";
    EXPECT(&facts, EVIDENCE_LEVEL, FAIL, LEVEL_ASSESSED);
    facts.evaluation.evidence_level = "notAssessed";
    EXPECT(&facts, EVIDENCE_LEVEL, UNKNOWN, LEVEL_NOT_ASSESSED);
    facts.evaluation.has_methods = false;
    EXPECT(&facts, EVALUATED, UNKNOWN, METHODS_UNKNOWN);
    facts.evaluation.kind = "exAnte";
    EXPECT(&facts, EVALUATED, UNKNOWN, NO_EVALUATION);
}

START_TEST(evidence)
{
    case_evidence();
}
END_TEST

/* The last evaluation that gives a verdict counts. */
static void case_verdicts_in_time(void)
{
    struct case_facts facts;
    struct evaluation_facts evaluations[3];

    ready(&facts);
    for (size_t i = 0; i < 3; i++)
        evaluations[i] = facts.evaluation;
    evaluations[1].verdict = "notSuccessful";
    evaluations[1].collected_to = exactly("2018-03-31");
    evaluations[2].verdict = "noVerdict";
    evaluations[2].collected_to = exactly("2019-04-30");
    facts.pilot.evaluations = evaluations;
    facts.pilot.evaluation_count = 3;
    EXPECT(&facts, VERDICT, PASS, VERDICT_GIVEN);
    expect_on(&facts, "2019-03-30", READINESS_VERDICT, READINESS_FAIL, REASON_VERDICT_GIVEN);
}

START_TEST(verdicts_in_time)
{
    case_verdicts_in_time();
}
END_TEST

static void case_yields(void)
{
    struct case_facts facts;

    ready(&facts);
    EXPECT(&facts, YIELD_ESTABLISHED, PASS, YIELD_KNOWN);
    EXPECT(&facts, YIELD_CASHABLE, PASS, YIELD_IS_CASHABLE);
    facts.lines[1].effect = "avoided";
    EXPECT(&facts, YIELD_CASHABLE, FAIL, YIELD_IS_AVOIDED);
    facts.lines[1].effect = NULL;
    EXPECT(&facts, YIELD_CASHABLE, UNKNOWN, YIELD_EFFECT_UNKNOWN);
    facts.lines[1].stage = "expected";
    EXPECT(&facts, YIELD_ESTABLISHED, UNKNOWN, NO_YIELD_LINE);
    facts.lines[1].amount_status = "unknown";
    EXPECT(&facts, YIELD_ESTABLISHED, FAIL, YIELD_STATED_UNKNOWN);
    facts.lines[1].amount_status = "proMemoria";
    EXPECT(&facts, YIELD_ESTABLISHED, FAIL, YIELD_STATED_UNKNOWN);
    facts.lines[1].beneficiary = NULL;
    EXPECT(&facts, PAYER_AND_GAINER, UNKNOWN, PAYER_OR_GAINER_UNKNOWN);
    facts.lines[1].amount_status = "notApplicable";
    EXPECT(&facts, YIELD_ESTABLISHED, NOT_APPLICABLE, NO_YIELD_EXPECTED);
    EXPECT(&facts, YIELD_CASHABLE, NOT_APPLICABLE, NO_YIELD_EXPECTED);
    EXPECT(&facts, PAYER_AND_GAINER, PASS, PAYER_KNOWN_NO_YIELD);
    facts.pilot.budget_line_count = 1;
    EXPECT(&facts, YIELD_ESTABLISHED, UNKNOWN, NO_YIELD_LINE);
}

START_TEST(yields)
{
    case_yields();
}
END_TEST

static void case_embedding(void)
{
    struct case_facts facts;
    struct embedding_facts *embedding = &facts.pilot.embedding;

    ready(&facts);
    EXPECT(&facts, EMBEDDING_CONSIDERED, PASS, CONSIDERED_BEFORE);
    embedding->considered_on = day("2018-02-01");
    EXPECT(&facts, EMBEDDING_CONSIDERED, FAIL, CONSIDERED_AFTER);
    expect_on(&facts, "2018-01-31", READINESS_EMBEDDING_CONSIDERED, READINESS_UNKNOWN, REASON_CONSIDERATION_UNKNOWN);
    EXPECT(&facts, OWNER, PASS, OWNER_KNOWN);
    embedding->owner = NULL;
    EXPECT(&facts, OWNER, UNKNOWN, OWNER_UNKNOWN);
    EXPECT(&facts, CONDITIONS, PASS, CONDITIONS_KNOWN);
    embedding->has_conditions = false;
    EXPECT(&facts, CONDITIONS, PASS, CONDITIONS_IN_LESSON);
    facts.lesson.kind = "bottleneck";
    EXPECT(&facts, CONDITIONS, UNKNOWN, CONDITIONS_UNKNOWN);
    EXPECT(&facts, CASELOAD, PASS, STAYS);
    embedding->caseload = "no";
    EXPECT(&facts, CASELOAD, FAIL, DOES_NOT_STAY);
    embedding->caseload = "unknown";
    EXPECT(&facts, CASELOAD, UNKNOWN, STAYING_UNKNOWN);
    EXPECT(&facts, ROOM, PASS, STAYS);
    embedding->room = "no";
    EXPECT(&facts, ROOM, FAIL, DOES_NOT_STAY);
    EXPECT(&facts, REPLACES, PASS, REPLACES_KNOWN);
    embedding->replaces = NULL;
    EXPECT(&facts, REPLACES, UNKNOWN, REPLACES_UNKNOWN);
}

START_TEST(embedding)
{
    case_embedding();
}
END_TEST

static void case_money(void)
{
    struct case_facts facts;

    ready(&facts);
    EXPECT(&facts, STRUCTURAL_FUNDING, PASS, FUNDING_RECORDED);
    facts.pilot.embedding.funding = "no";
    EXPECT(&facts, STRUCTURAL_FUNDING, FAIL, FUNDING_RECORDED);
    facts.pilot.embedding.funding = "unknown";
    EXPECT(&facts, STRUCTURAL_FUNDING, PASS, STRUCTURAL_LINE);
    facts.lines[0].stage = "indicative";
    EXPECT(&facts, STRUCTURAL_FUNDING, UNKNOWN, FUNDING_UNKNOWN);
    facts.lines[0].recurrence = "oneOff";
    EXPECT(&facts, STRUCTURAL_FUNDING, FAIL, ONLY_ONE_OFF);
    facts.lines[2] = a_line("more", "funding", "allocated", 5);
    facts.pilot.budget_line_count = 3;
    EXPECT(&facts, STRUCTURAL_FUNDING, UNKNOWN, FUNDING_UNKNOWN);
    EXPECT(&facts, PAYER_AND_GAINER, PASS, PAYER_AND_GAINER_KNOWN);
    facts.lines[0].funding_source = NULL;
    EXPECT(&facts, PAYER_AND_GAINER, UNKNOWN, PAYER_OR_GAINER_UNKNOWN);
}

START_TEST(money)
{
    case_money();
}
END_TEST

static void case_decisions(void)
{
    struct case_facts facts;
    struct decision_facts *decision = &facts.decisions[1];

    ready(&facts);
    EXPECT(&facts, DECISION_TAKEN, PASS, DECIDED);
    EXPECT(&facts, DECISION_COMPLETE, PASS, DECISION_IS_COMPLETE);
    decision->has_reason = false;
    EXPECT(&facts, DECISION_COMPLETE, UNKNOWN, DECISION_INCOMPLETE);
    decision->has_reason = true;
    decision->body = "unknown";
    EXPECT(&facts, DECISION_COMPLETE, UNKNOWN, DECISION_INCOMPLETE);
    decision->body = "council";
    decision->taken = exactly(NULL);
    decision->known_by = day("2019-06-01");
    EXPECT(&facts, DECISION_TAKEN, PASS, DECIDED);
    EXPECT(&facts, DECISION_COMPLETE, UNKNOWN, DECISION_INCOMPLETE);
    expect_on(&facts, "2019-05-31", READINESS_DECISION_TAKEN, READINESS_UNKNOWN, REASON_NOT_DECIDED);
    decision->kind = "complete";
    EXPECT(&facts, DECISION_TAKEN, UNKNOWN, NOT_DECIDED);
    EXPECT(&facts, DECISION_COMPLETE, UNKNOWN, NOT_DECIDED);
    facts.pilot.status = "pastEnd";
    EXPECT(&facts, DECISION_TAKEN, FAIL, PAST_END);
    decision->kind = "scaleUp";
    decision->stage = "announced";
    EXPECT(&facts, DECISION_TAKEN, FAIL, PAST_END);
}

START_TEST(decisions)
{
    case_decisions();
}
END_TEST

/* ---- Words and JSON ---- */

static json_t *written(const struct case_facts *facts, enum language language)
{
    const struct readiness readiness = judge_on(facts, DAY);
    struct buffer out;

    buffer_init(&out, 1 << 20);
    readiness_write(&readiness, &facts->pilot, language, &out);
    json_t *json = json_loadb(out.data, out.length, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_ptr_nonnull(json);
    buffer_free(&out);
    return json;
}

static const char *member(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

START_TEST(written_as_json)
{
    struct case_facts facts;

    ready(&facts);
    facts.lines[1].effect = "avoided";
    json_t *json = written(&facts, LANGUAGE_NL), *english = written(&facts, LANGUAGE_EN);
    const json_t *criteria = json_object_get(json, "criteria");
    const json_t *one = json_array_get(criteria, READINESS_YIELD_CASHABLE);

    ck_assert_str_eq(member(json, "asOf"), DAY);
    ck_assert_str_eq(member(json, "pilotReference"), "ref");
    ck_assert_str_eq(member(json, "status"), "running");
    ck_assert_int_eq(
        json_integer_value(json_object_get(json_object_get(json, "counts"), "pass")), READINESS_CRITERIA - 1);
    ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(json, "counts"), "fail")), 1);
    ck_assert_uint_eq(json_array_size(criteria), READINESS_CRITERIA);
    ck_assert_str_eq(member(one, "criterion"), "yieldCashable");
    ck_assert_str_eq(member(one, "group"), "money");
    ck_assert_str_eq(member(one, "question"), "Is de opbrengst een besparing in de begroting?");
    ck_assert_str_eq(member(one, "result"), "fail");
    ck_assert_str_eq(member(one, "reason"), "yieldIsAvoided");
    ck_assert_str_eq(
        member(one, "text"), "De opbrengst van € 170.000 is vermeden kosten, geen besparing in de begroting.");
    ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(one, "evidence"), "amount")), 170000);
    ck_assert_str_eq(member(json_object_get(one, "evidence"), "budgetLine"), "yield");
    one = json_array_get(json_object_get(english, "criteria"), READINESS_YIELD_CASHABLE);
    ck_assert_str_eq(member(one, "text"), "The yield of €170,000 is costs avoided, no saving in the budget.");
    json_decref(json);
    json_decref(english);
}
END_TEST

START_TEST(too_little_memory_is_said)
{
    struct case_facts facts;
    struct readiness readiness = {.counts = {7}};
    struct arena *arena = arena_new(64);

    ready(&facts);
    ck_assert(!readiness_judge(&facts.pilot, day(DAY), arena, &readiness));
    ck_assert_uint_eq(readiness.counts[0], 7);
    arena_free(arena);
}
END_TEST

START_TEST(names_are_all_there_and_differ)
{
    for (unsigned i = 0; i < READINESS_CRITERIA; i++) {
        ck_assert_uint_gt(strlen(readiness_question(i).nl), 10);
        ck_assert_uint_gt(strlen(readiness_question(i).en), 10);
        ck_assert_uint_gt(strlen(readiness_criterion_source(i)), 10);
        for (unsigned other = 0; other < i; other++)
            ck_assert_str_ne(readiness_criterion_id(i), readiness_criterion_id(other));
    }
    for (unsigned i = 0; i < READINESS_REASONS; i++)
        for (unsigned other = 0; other < i; other++)
            ck_assert_str_ne(readiness_reason_id(i), readiness_reason_id(other));
}
END_TEST

/* All cases once more, in one process: what was seen is remembered. */
START_TEST(each_reason_is_reached)
{
    case_a_pilot_that_does_not_go_on();
    case_goals();
    case_goals_before_the_start();
    case_criteria_before_the_first_measurement();
    case_plans();
    case_consent();
    case_monitoring();
    case_circumstances();
    case_evidence();
    case_verdicts_in_time();
    case_yields();
    case_embedding();
    case_money();
    case_decisions();
    for (unsigned i = 0; i < READINESS_REASONS; i++)
        ck_assert_msg(seen[i], "%s", readiness_reason_id(i));
}
END_TEST

SUITE("readiness", a_pilot_that_is_ready, a_pilot_of_which_nothing_is_known, a_pilot_that_does_not_go_on, goals,
    goals_before_the_start, criteria_before_the_first_measurement, plans, consent, monitoring, circumstances, evidence,
    verdicts_in_time, yields, embedding, money, decisions, written_as_json, too_little_memory_is_said,
    names_are_all_there_and_differ, each_reason_is_reached)
