/* The rules of the SMART check, each by a goal that breaks it; and what fields make of the letters. */
#include "smart_support.h"

#include <jansson.h>

#define DAY(year, month, day)                               \
    {                                                       \
        {year, month, day}, {year, month, day}, BOUND_EXACT \
    }

static const char clear[] = "Het aantal jongeren zonder startkwalificatie daalt van 120 in 2018 naar 90 in 2020.";

/* A goal in which nothing is missing. */
static struct smart_goal whole_goal(void)
{
    return (struct smart_goal){
        .statement = clear,
        .statement_length = strlen(clear),
        .baseline = {120, true},
        .baseline_on = {2018, 1, 1},
        .target = {90, true},
        .deadline = DAY(2020, 12, 31),
        .direction = SMART_DECREASE,
        .measure = SMART_COUNT,
        .unit = "jongeren",
        .source = "DUO",
        .frequency = "yearly",
        .owner = "Onderwijs",
        .agreed_by = "raad",
        .agreed_on = {2018, 3, 1},
        .assumptions = "Scholen melden verzuim.",
        .feasibility_source = "Regio 2017",
        .pilot_start = DAY(2018, 1, 1),
        .pilot_end = DAY(2020, 12, 31),
    };
}

START_TEST(whole)
{
    struct arena *arena = arena_new(SMART_MEMORY);
    const struct smart_goal goal = whole_goal();
    const struct smart_answer answer = smart_of(&goal, arena);

    for (unsigned letter = 0; letter < SMART_LETTERS; letter++)
        ck_assert_msg(answer.result[letter] == SMART_MET, "%s", smart_letter_name(letter));
    for (size_t i = 0; i < answer.finding_count; i++)
        ck_abort_msg("%s", smart_rule_id(answer.findings[i].rule));
    arena_free(arena);
}
END_TEST

/* A goal of only a statement, or the whole goal but for one thing, and the rule that must be reported. */
struct rule_case {
    enum smart_rule rule;
    const char *statement; /* NULL: that of the whole goal */
    void (*spoil)(struct smart_goal *goal);
};

static void spoil_baseline(struct smart_goal *goal)
{
    goal->baseline.known = false;
}

static void spoil_baseline_on(struct smart_goal *goal)
{
    goal->baseline_on = (struct date){0};
}

static void spoil_equal(struct smart_goal *goal)
{
    goal->baseline.value = 90;
}

static void spoil_against(struct smart_goal *goal)
{
    goal->baseline.value = 80;
}

static void spoil_direction(struct smart_goal *goal)
{
    goal->direction = SMART_INCREASE;
}

static void spoil_target(struct smart_goal *goal)
{
    goal->target.value = 95;
}

static void spoil_qualitative(struct smart_goal *goal)
{
    goal->measure = SMART_QUALITATIVE;
}

static void spoil_percentage(struct smart_goal *goal)
{
    goal->measure = SMART_PERCENTAGE;
}

static void spoil_count(struct smart_goal *goal)
{
    goal->target.value = 90.5;
}

static void spoil_unit(struct smart_goal *goal)
{
    goal->unit = NULL;
}

static void spoil_source(struct smart_goal *goal)
{
    goal->source = "";
}

static void spoil_frequency(struct smart_goal *goal)
{
    goal->frequency = NULL;
}

static void spoil_agreed(struct smart_goal *goal)
{
    goal->agreed_by = NULL;
    goal->agreed_on = (struct date){0};
}

static void spoil_agreed_on(struct smart_goal *goal)
{
    goal->agreed_on = (struct date){2019, 1, 1};
}

static void spoil_owner(struct smart_goal *goal)
{
    goal->owner = NULL;
}

static void spoil_realism(struct smart_goal *goal)
{
    goal->assumptions = goal->feasibility_source = NULL;
}

static void spoil_deadline(struct smart_goal *goal)
{
    goal->deadline = (struct partial_date)DAY(2021, 6, 30);
}

static void spoil_early_deadline(struct smart_goal *goal)
{
    goal->deadline = (struct partial_date)DAY(2017, 6, 30);
}

static const struct rule_case cases[] = {
    {SMART_STATEMENT_EMPTY, " ", NULL},
    {SMART_OBJECT_MISSING, "Dat moet.", NULL},
    {SMART_OBJECT_VAGUE, "Maatwerk en preventie.", NULL},
    {SMART_GROUP_MISSING, "Wachttijden.", NULL},
    {SMART_GROUP_GENERIC, "Inwoners krijgen een huisbezoek.", NULL},
    {SMART_VAGUE_WORD, "Jongeren krijgen een passende leerwerkplek.", NULL},
    {SMART_OUTPUT_ONLY, "De gemeente opent een steunpunt voor mantelzorgers.", NULL},
    {SMART_ACTIVITY_ONLY, "We stimuleren jongeren.", NULL},
    {SMART_STATEMENT_LONG, NULL, NULL}, /* smart_text_test.c */
    {SMART_NO_NUMBER, "Een steunpunt voor mantelzorgers.", NULL},
    {SMART_DIRECTION_ONLY, "Minder eenzame ouderen.", NULL},
    {SMART_COUNT_HEDGED, "Waar mogelijk krijgen alle ouderen huisbezoek.", NULL},
    {SMART_COUNT_OF_VAGUE, "Een samenleving waarin iedereen meedoet.", NULL},
    {SMART_NUMBER_NO_TARGET, "Jongeren van 12 tot 18 jaar drinken minder.", NULL},
    {SMART_PERCENT_OR_POINT, "Het aandeel eenzame ouderen daalt met 5 %.", NULL},
    {SMART_BASELINE_MISSING, "Het aantal eenzame ouderen daalt naar 90.", NULL},
    {SMART_BASELINE_MISSING, "90 jongeren met werk in 2020.", spoil_baseline},
    {SMART_BASELINE_UNDATED, "Van 120 naar 90 jongeren in 2020.", spoil_baseline_on},
    {SMART_TARGET_IS_BASELINE, NULL, spoil_equal},
    {SMART_TARGET_AGAINST_DIRECTION, NULL, spoil_against},
    {SMART_DIRECTION_DIFFERS, NULL, spoil_direction},
    {SMART_TARGET_DIFFERS, NULL, spoil_target},
    {SMART_QUALITATIVE_NUMBER, NULL, spoil_qualitative},
    {SMART_PERCENTAGE_RANGE, NULL, spoil_percentage},
    {SMART_COUNT_RANGE, NULL, spoil_count},
    {SMART_UNIT_MISSING, NULL, spoil_unit},
    {SMART_DENOMINATOR_MISSING, NULL, spoil_percentage},
    {SMART_SOURCE_MISSING, NULL, spoil_source},
    {SMART_FREQUENCY_MISSING, NULL, spoil_frequency},
    {SMART_AGREED_BY_MISSING, NULL, spoil_agreed},
    {SMART_AGREED_ON_MISSING, NULL, spoil_agreed},
    {SMART_AGREED_LATER, NULL, spoil_agreed_on},
    {SMART_OWNER_MISSING, NULL, spoil_owner},
    {SMART_ASSUMPTIONS_MISSING, NULL, spoil_realism},
    {SMART_FEASIBILITY_MISSING, NULL, spoil_realism},
    {SMART_NO_DEADLINE, "10 % minder eenzame ouderen.", NULL},
    {SMART_RATE_ONLY, "Jaarlijks 10 % minder eenzame ouderen.", NULL},
    {SMART_OPEN_TERM, "Op termijn 10 % minder eenzame ouderen.", NULL},
    {SMART_ONLY_PAST_DATE, "10 % minder eenzame ouderen dan in 2017.", NULL},
    {SMART_ANCHOR_MISSING, "Binnen twee jaar 10 % minder eenzame ouderen.", NULL},
    {SMART_EACH_CASE, "Jongeren krijgen binnen zes weken hulp.", NULL},
    {SMART_RELATIVE_DATE, "Komend jaar 10 % minder eenzame ouderen.", NULL},
    {SMART_DEADLINE_DIFFERS, NULL, spoil_deadline},
    {SMART_DEADLINE_BEFORE_BASELINE, NULL, spoil_early_deadline},
    {SMART_DEADLINE_BEFORE_PILOT, NULL, spoil_early_deadline},
    {SMART_DEADLINE_PASSED, "In 2015 10 % minder eenzame ouderen.", NULL},
};

static struct smart_goal make_goal(const struct rule_case *wanted)
{
    struct smart_goal goal = wanted->spoil ? whole_goal() : smart_statement(wanted->statement);

    if (wanted->spoil && wanted->statement) {
        goal.statement = wanted->statement;
        goal.statement_length = strlen(wanted->statement);
    }
    if (wanted->spoil)
        wanted->spoil(&goal);
    return goal;
}

/* Every rule is reported by its case, and an error makes its letter not met. */
START_TEST(every_rule)
{
    bool seen[SMART_RULES] = {false};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new(SMART_MEMORY);

        seen[cases[i].rule] = true;
        if (cases[i].statement || cases[i].spoil) {
            const struct smart_goal goal = make_goal(&cases[i]);
            const struct smart_answer answer = smart_of(&goal, arena);
            ck_assert_msg(smart_reports(&answer, cases[i].rule), "%s", smart_rule_id(cases[i].rule));
            ck_assert(smart_rule_severity(cases[i].rule) != SMART_ERROR ||
                      answer.result[smart_rule_letter(cases[i].rule)] == SMART_NOT_MET);
        }
        arena_free(arena);
    }
    for (unsigned rule = 0; rule < SMART_RULES; rule++)
        ck_assert_msg(seen[rule], "no case for %s", smart_rule_id(rule));
}
END_TEST

START_TEST(fields_beside_a_vague_text)
{
    struct arena *arena = arena_new(SMART_MEMORY);
    struct smart_goal goal = whole_goal();

    goal.statement = "Minder jongeren zonder startkwalificatie.";
    goal.statement_length = strlen(goal.statement);
    const struct smart_answer answer = smart_of(&goal, arena);
    ck_assert_int_eq(answer.result[SMART_MEASURABLE], SMART_MET);
    ck_assert_int_eq(answer.result[SMART_TIME_BOUND], SMART_MET);
    arena_free(arena);
}
END_TEST

START_TEST(rules_are_told_whole)
{
    for (unsigned a = 0; a < SMART_RULES; a++) {
        const struct bilingual text = smart_rule_text(a), suggestion = smart_rule_suggestion(a);

        ck_assert(text.nl && text.en && suggestion.nl && suggestion.en && smart_rule_source(a) && smart_rule_field(a));
        ck_assert_msg(strlen(text.nl) > 10 && strlen(text.en) > 10 && strlen(suggestion.nl) > 10 &&
                          strlen(suggestion.en) > 10 && strlen(smart_rule_source(a)) > 5,
            "%s", smart_rule_id(a));
        ck_assert_msg(!strstr(text.nl, "{0}") == !strstr(text.en, "{0}"), "%s", smart_rule_id(a));
        for (unsigned b = 0; b < a; b++)
            ck_assert_str_ne(smart_rule_id(a), smart_rule_id(b));
    }
}
END_TEST

/* A finding whose text has a gap brings what fills it. */
START_TEST(facts_fill_gaps)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new(SMART_MEMORY);

        if (cases[i].statement || cases[i].spoil) {
            const struct smart_goal goal = make_goal(&cases[i]);
            const struct smart_answer answer = smart_of(&goal, arena);
            for (size_t k = 0; k < answer.finding_count; k++)
                ck_assert_msg(answer.findings[k].fact || !strstr(smart_rule_text(answer.findings[k].rule).nl, "{0}"),
                    "%s", smart_rule_id(answer.findings[k].rule));
        }
        arena_free(arena);
    }
}
END_TEST

START_TEST(as_json)
{
    struct arena *arena = arena_new(SMART_MEMORY);
    const struct smart_goal goal =
        smart_statement("De \u201Eeenzaamheid\u201D \u00E9n 2,5 % minder schulden bij ouderen in 2020.");
    const struct smart_answer answer = smart_of(&goal, arena);
    struct buffer out;
    json_error_t error;

    buffer_init(&out, 1 << 20);
    smart_write(&answer, goal.statement, LANGUAGE_EN, &out);
    ck_assert(!out.failed);
    json_t *json = json_loadb(out.data, out.length, JSON_REJECT_DUPLICATES, &error);
    ck_assert_msg(json, "%s: %s", error.text, out.data);
    ck_assert_str_eq(json_string_value(json_object_get(json_object_get(json, "measurable"), "result")), "met");
    ck_assert_str_eq(json_string_value(json_object_get(json, "direction")), "decrease");
    const json_t *found = json_object_get(json, "found"), *target = NULL;
    for (size_t i = 0; i < json_array_size(found); i++)
        if (strcmp(json_string_value(json_object_get(json_array_get(found, i), "kind")), "target") == 0)
            target = json_array_get(found, i);
    ck_assert_str_eq(json_string_value(json_object_get(target, "text")), "2,5 %");
    ck_assert(json_real_value(json_object_get(target, "value")) == 2.5);
    ck_assert_int_eq(json_integer_value(json_object_get(target, "start")), 20); /* in code points */
    json_decref(json);
    buffer_free(&out);
    arena_free(arena);
}
END_TEST

SUITE("smart fields", whole, every_rule, fields_beside_a_vague_text, rules_are_told_whole, facts_fill_gaps, as_json)
