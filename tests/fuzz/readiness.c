/*
 * Embedding readiness (tests). Input: a pilot and the rows that belong to it, field by field (take_pilot()), and what
 * only the readiness asks: anything that a row might hold, also what the database would not allow together.
 *
 * Each criterion is judged once, with evidence that was given; the answer is JSON in both languages, and comes out the
 * same when asked again.
 */
#include "fuzz/pilot.h"

#include <proeftuin/readiness.h>

static void take_embedding(struct input *input, struct pilot_facts *pilot)
{
    pilot->programme_kind = take_code(input, &code_programme_kinds);
    pilot->embedding = (struct embedding_facts){.routine = take_code(input, &code_tri),
        .caseload = take_code(input, &code_tri),
        .room = take_code(input, &code_tri),
        .funding = take_code(input, &code_tri),
        .owner = input_number(input, 1) ? "Wijkteams \"{0}\" \\" : NULL,
        .replaces = input_number(input, 1) ? "Dagbesteding" : NULL,
        .has_conditions = input_number(input, 1),
        .considered_on = take_date(input)};
}

static void take_lessons(struct input *input, struct arena *arena, struct pilot_facts *pilot)
{
    struct lesson_facts *lessons = arena_array(arena, ROWS_MOST + 1, sizeof *lessons);
    struct plan_facts *plans = arena_array(arena, ROWS_MOST + 1, sizeof *plans);

    pilot->lesson_count = input_number(input, ROWS_MOST);
    for (size_t i = 0; i < pilot->lesson_count; i++)
        lessons[i] = (struct lesson_facts){.id = arena_format(arena, "lesson-%zu", i),
            .kind = take_code(input, &code_lesson_kinds),
            .stated_on = take_date(input)};
    pilot->plan_count = input_number(input, ROWS_MOST);
    for (size_t i = 0; i < pilot->plan_count; i++)
        plans[i] = (struct plan_facts){
            .id = arena_format(arena, "plan-%zu", i), .promised_on = take_date(input), .stated_on = take_date(input)};
    pilot->lessons = lessons;
    pilot->plans = plans;
}

static void demand_judgement(const struct readiness_judgement *judgement)
{
    DEMAND((unsigned)judgement->result < READINESS_RESULTS);
    DEMAND((unsigned)judgement->reason < READINESS_REASONS);
    DEMAND(judgement->fact_count <= READINESS_FACTS);
    for (size_t i = 0; i < judgement->fact_count; i++)
        DEMAND(judgement->facts[i].name);
}

/* What can't be said of a pilot of which the status says that it does not go on. */
static void demand_groups(const struct readiness *readiness, const struct pilot_facts *pilot)
{
    const bool ended = pilot->status && (strcmp(pilot->status, "stopped") == 0 || strcmp(pilot->status, "split") == 0 ||
                                            strcmp(pilot->status, "merged") == 0);

    for (unsigned i = 0; i < READINESS_CRITERIA; i++) {
        const enum readiness_group group = readiness_criterion_group(i);

        if (group == READINESS_EMBEDDING || group == READINESS_MONEY)
            DEMAND((readiness->judgements[i].reason == REASON_NOT_CARRIED_ON) == ended);
        demand_judgement(&readiness->judgements[i]);
    }
}

static void demand_members(const struct buffer *text)
{
    json_t *json = demand_json(text);
    const json_t *criteria = json_object_get(json, "criteria");

    DEMAND(json_object_size(json) == 6 && json_array_size(criteria) == READINESS_CRITERIA);
    for (size_t i = 0; i < READINESS_CRITERIA; i++) {
        const json_t *one = json_array_get(criteria, i);

        DEMAND(json_object_size(one) == 8);
        DEMAND(json_string_length(json_object_get(one, "text")) > 10);
    }
    json_decref(json);
}

static void judge(const struct pilot_facts *pilot, struct date day, enum language language, struct buffer *ret)
{
    struct arena *arena = fuzz_arena();
    struct readiness readiness;
    size_t sum = 0;

    DEMAND(readiness_judge(pilot, day, arena, &readiness));
    for (size_t i = 0; i < READINESS_RESULTS; i++)
        sum += readiness.counts[i];
    DEMAND(sum == READINESS_CRITERIA);
    demand_groups(&readiness, pilot);
    buffer_init(ret, FUZZ_TEXT);
    readiness_write(&readiness, pilot, language, ret);
    demand_members(ret);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    struct arena *arena = fuzz_arena();
    struct date day = take_date(&input);
    struct pilot_facts pilot = take_pilot(&input, arena);
    struct buffer once, again, english;

    take_embedding(&input, &pilot);
    take_lessons(&input, arena, &pilot);
    if (!date_is_set(day))
        day = date_from_days(17786); /* 2018-09-12 */
    judge(&pilot, day, LANGUAGE_NL, &once);
    judge(&pilot, day, LANGUAGE_NL, &again);
    judge(&pilot, day, LANGUAGE_EN, &english);
    DEMAND(once.length == again.length && memcmp(once.data, again.data, once.length) == 0);
    buffer_free(&once);
    buffer_free(&again);
    buffer_free(&english);
    arena_free(arena);
    return 0;
}
