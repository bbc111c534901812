/*
 * The SMART check (tests). Input: fields, byte by byte (see take_goal()), and the rest is the statement: any bytes.
 *
 * What is found lies in the statement and in order, findings are told, an error makes its letter not met, the answer
 * comes out the same when asked again, and a statement that is UTF-8, without NUL, gives JSON.
 */
#include "fuzz/fuzz.h"

#include <proeftuin/smart.h>
#include <proeftuin/utf8.h>

static struct date take_day(struct input *input)
{
    const unsigned kind = input_number(input, 3);

    return kind == 0 ? (struct date){0} : date_from_days(15000 + (int32_t)input_number(input, 6000));
}

static struct partial_date take_partial(struct input *input)
{
    const struct date day = take_day(input);

    if (!date_is_set(day))
        return (struct partial_date){0};
    return (struct partial_date){
        .first = date_first_day(day, PRECISION_YEAR), .last = date_last_day(day, PRECISION_YEAR)};
}

static struct smart_number take_value(struct input *input)
{
    static const double values[] = {0, 1, -1, 25, 100, 100.5, 1e12, -1e12, 0.001};

    return (struct smart_number){values[input_number(input, 8)], input_number(input, 1) == 1};
}

static const char *take_word(struct input *input)
{
    static const char *const words[] = {NULL, "", "raad"};

    return words[input_number(input, 2)];
}

static struct smart_goal take_goal(struct input *input)
{
    return (struct smart_goal){.baseline = take_value(input),
        .baseline_on = take_day(input),
        .target = take_value(input),
        .deadline = take_partial(input),
        .direction = input_number(input, SMART_MAINTAIN),
        .measure = input_number(input, SMART_QUALITATIVE),
        .unit = take_word(input),
        .denominator = take_word(input),
        .source = take_word(input),
        .frequency = take_word(input),
        .owner = take_word(input),
        .agreed_by = take_word(input),
        .agreed_on = take_day(input),
        .assumptions = take_word(input),
        .feasibility_source = take_word(input),
        .pilot_start = take_partial(input),
        .pilot_end = take_partial(input),
        .only_statement = input_number(input, 1) == 1};
}

/* ---- Demands ---- */

static void demand_found(const struct smart_answer *answer, size_t length)
{
    for (size_t i = 0; i < answer->found_count; i++) {
        const struct smart_found *found = &answer->found[i];

        DEMAND(found->length > 0 && found->length <= length && found->start <= length - found->length);
        DEMAND(i == 0 || answer->found[i - 1].start <= found->start);
        DEMAND(found->kind < SMART_FOUND_KINDS && found->unit < SMART_UNITS);
        DEMAND(found->value >= 0 && found->value <= 1e18 && found->upper >= 0 && found->upper <= 1e18);
        DEMAND(!date_is_set(found->first) ||
               (date_is_set(found->last) && date_difference(found->first, found->first) == 0));
    }
}

static void demand_findings(const struct smart_answer *answer)
{
    bool error[SMART_LETTERS] = {false};

    for (size_t i = 0; i < answer->finding_count; i++) {
        const enum smart_rule rule = answer->findings[i].rule;

        DEMAND(i == 0 || answer->findings[i - 1].rule < rule);
        DEMAND(answer->findings[i].fact || !strstr(smart_rule_text(rule).en, "{0}"));
        error[smart_rule_letter(rule)] |= smart_rule_severity(rule) == SMART_ERROR;
    }
    for (unsigned letter = 0; letter < SMART_LETTERS; letter++)
        DEMAND(error[letter] == (answer->result[letter] == SMART_NOT_MET));
}

static void demand_json_of(const struct smart_answer *answer, const struct smart_goal *goal)
{
    for (unsigned language = LANGUAGE_NL; language <= LANGUAGE_EN; language++) {
        struct buffer text;

        buffer_init(&text, FUZZ_TEXT);
        smart_write(answer, goal->statement, language, &text);
        json_t *json = demand_json(&text);
        DEMAND(json_array_size(json_object_get(json, "found")) == answer->found_count);
        json_decref(json);
        buffer_free(&text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    struct arena *arena = fuzz_arena();
    struct smart_goal goal = take_goal(&input);
    const struct date today = {2018, 9, 12};
    struct smart_answer answer, again;
    char *statement = malloc(input.left + 1);

    DEMAND(statement);
    if (input.left)
        memcpy(statement + 1, input.at, input.left); /* nothing may be read behind it */
    goal.statement = statement + 1;
    goal.statement_length = input.left;
    DEMAND(smart_check(&goal, today, arena, &answer));
    DEMAND(smart_check(&goal, today, arena, &again));
    DEMAND(memcmp(answer.result, again.result, sizeof answer.result) == 0);
    DEMAND(answer.found_count == again.found_count && answer.finding_count == again.finding_count);
    demand_found(&answer, goal.statement_length);
    demand_findings(&answer);
    if (!memchr(goal.statement, '\0', goal.statement_length) && utf8_valid(goal.statement, goal.statement_length) &&
        goal.statement_length <= SMART_STATEMENT_MOST)
        demand_json_of(&answer, &goal);
    free(statement);
    arena_free(arena);
    return 0;
}
